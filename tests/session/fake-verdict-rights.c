/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-verdict-rights.c: I6 where people have rights: what is shown was for its author to say, what
 * everybody thinks of everybody is the same, and who is out gets nothing.
 */

#define G_LOG_DOMAIN "fake-verdict-rights"

#include "config.h"

#include "hall-framer.h"
#include "hall-packet.h"

#include "fake-rights.h"
#include "fake-run.h"

/* A change is on disk after one answer of it, and hidden after another. */
#define QUIET_US (100 * 1000)

/* What is in it, if there is anything: of the room, but not of whoever it is for. */
static const char *
find_content (HallPacket *packet,
              const char *peer_id)
{
  for (guint i = 0; packet->events != NULL && i < packet->events->len; i++)
    if (!g_str_equal (((HallEvent *) g_ptr_array_index (packet->events, i))->author, peer_id))
      return "an event";
  if (packet->type == HALL_PACKET_WELCOME)
    return "welcome";
  if (packet->type == HALL_PACKET_ROSTER && packet->entries != NULL && packet->entries->len > 0)
    return "who is there";
  if (packet->type == HALL_PACKET_HAVE && !packet->question && packet->days != NULL
      && packet->days->len > 0)
    return "which days it has";
  if (packet->type == HALL_PACKET_IDS && !packet->question && packet->ids != NULL
      && packet->ids[0] != NULL)
    return "which events it has";
  return packet->type == HALL_PACKET_RECEIPT && packet->person != NULL ? "who has what" : NULL;
}

static HallPacket *
decode (GBytes *frame)
{
  HallFramer *framer = hall_framer_new ();
  HallPacket *packet = NULL;
  HallFrame decoded;

  hall_framer_feed (framer, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
  if (hall_framer_next (framer, &decoded, NULL))
    packet = hall_packet_decode (&decoded, NULL);
  hall_framer_free (framer);
  return packet;
}

static gboolean
contains (GPtrArray *events,
          HallEvent *event)
{
  for (guint i = 0; i < events->len; i++)
    if (g_str_equal (((HallEvent *) g_ptr_array_index (events, i))->id, event->id))
      return TRUE;
  return FALSE;
}

/* Nothing but why it was put out. */
static gboolean
is_reason (HallCensus *census,
           HallPacket *packet,
           const char *peer_id)
{
  g_autoptr (GPtrArray) reasons = hall_census_list_reasons (census, peer_id);

  if ((packet->type != HALL_PACKET_EV && packet->type != HALL_PACKET_EVS)
      || packet->events == NULL)
    return FALSE;
  for (guint i = 0; i < packet->events->len; i++)
    if (!contains (reasons, g_ptr_array_index (packet->events, i)))
      return FALSE;
  return TRUE;
}

/* A host that knows that somebody may not be there tells it nothing of the room. */
static void
on_frame (FakeNode   *from,
          const char *peer_id,
          GBytes     *frame,
          gpointer    user_data)
{
  FakeMachine *machine = from->owner;
  HallConversation *conversation;
  HallCensus *census;
  g_autoptr (HallPacket) packet = NULL;
  gboolean banned;
  const char *content;

  if (machine == NULL || !machine->running || !machine->hosting)
    return;
  conversation = fake_machine_find_conversation (machine);
  if (conversation == NULL)
    return;
  census = hall_conversation_get_census (conversation);
  banned = hall_census_is_banned (census, peer_id);
  if (!banned && (hall_census_is_admitted (census, peer_id)
                  || hall_census_get_entry (census) == HALL_ENTRY_OPEN))
    return;
  packet = decode (frame);
  content = packet != NULL && !is_reason (census, packet, peer_id) ? find_content (packet, peer_id)
                                                                  : NULL;
  if (content != NULL)
    fake_machine_complain (machine, "I6: says %s to %s, who is %s", content, peer_id,
                           banned ? "banned" : "not admitted");
}

void
fake_run_watch_rights (FakeRun *self)
{
  self->lan->watch = on_frame;
  self->lan->watch_data = self;
}

static const char *
describe (HallEvent *event)
{
  return event->text != NULL ? event->text : event->kind_name;
}

static void
check_row (FakeRun     *self,
           FakeMachine *machine,
           HallMessage *row,
           GHashTable  *ids,
           FakeRights  *rights,
           const char  *where)
{
  const char *id = hall_message_get_id (row);
  HallEvent *event = id != NULL ? g_hash_table_lookup (ids, id) : NULL;

  if (id == NULL)
    return;
  if (event == NULL)
    fake_run_fail (self, "I6: machine %u shows %s in its %s, which it does not hold",
                   machine->index, id, where);
  else if (!fake_rights_permits (rights, event))
    fake_run_fail (self, "I6: machine %u shows “%s” (%s) in its %s: there was no right to it",
                   machine->index, describe (event), id, where);
  else if (!fake_rights_shows (rights, event))
    fake_run_fail (self, "I6: machine %u shows “%s” in its %s, which was deleted", machine->index,
                   describe (event), where);
}

/* The list of rooms has the newest of what is shown, and counts nothing else. */
static void
check_summary (FakeRun     *self,
               FakeMachine *machine,
               GPtrArray   *events,
               FakeRights  *rights)
{
  HallRoom *room = fake_machine_find_room (machine);
  HallMessage *last = hall_room_get_last_message (room);
  HallEvent *newest = NULL;
  guint n_others = 0;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind != HALL_EVENT_TEXT || !fake_rights_shows (rights, event))
        continue;
      newest = event;
      n_others += !g_str_equal (event->author, machine->id) ? 1 : 0;
    }
  if (hall_room_get_unread (room) > n_others)
    fake_run_fail (self, "I6: machine %u counts %u unread of %u", machine->index,
                   hall_room_get_unread (room), n_others);
  if (last != NULL && hall_message_get_id (last) != NULL
      && (newest == NULL || !g_str_equal (newest->id, hall_message_get_id (last))))
    fake_run_fail (self, "I6: machine %u has “%s” as the last message, not “%s”", machine->index,
                   hall_message_get_text (last), newest != NULL ? newest->text : "");
  else if (last == NULL && newest != NULL)
    fake_run_fail (self, "I6: machine %u has no last message, though it shows “%s”",
                   machine->index, newest->text);
}

static void
check_shown (FakeRun     *self,
             FakeMachine *machine)
{
  g_autoptr (GPtrArray) events = fake_machine_load_events (machine);
  g_autoptr (FakeRights) rights = fake_rights_new (events);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = fake_machine_load_history (machine);
  g_autoptr (GPtrArray) later = fake_machine_load_events (machine);
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (fake_machine_find_room (machine)));

  if (later->len != events->len)
    return;   /* something has come meanwhile */
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      g_hash_table_insert (ids, event->id, event);
    }
  for (guint i = 0; i < rows->len; i++)
    check_row (self, machine, g_ptr_array_index (rows, i), ids, rights, "history");
  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) row = g_list_model_get_item (timeline, i);

      check_row (self, machine, row, ids, rights, "timeline");
    }
  check_summary (self, machine, events, rights);
}

static gboolean
can_show (FakeMachine *machine)
{
  return machine->running && !machine->asleep && !machine->stopping
         && !machine->dies_at_commit && !machine->dies_before_commit
         && fake_machine_find_conversation (machine) != NULL;
}

/* In the middle of a story, when nothing has come for a moment. */
void
fake_run_check_shown (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len && self->failure->len == 0; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);
      guint n_before, n_after;

      if (!can_show (machine))
        continue;
      n_before = machine->n_arrived;
      fake_lan_run_until (self->lan, self->lan->now + QUIET_US);
      n_after = machine->n_arrived;
      if (!can_show (machine) || n_before != n_after)
        continue;
      self->stats->shown_checks++;
      check_shown (self, machine);
    }
}

static void
compare (FakeRun     *self,
         FakeMachine *machine,
         const char  *what,
         const char  *id,
         gboolean     theirs,
         gboolean     ours)
{
  if (!theirs != !ours)
    fake_run_fail (self, "I6: for machine %u %s is %s%s, by the set it is %s", machine->index, id,
                   theirs ? "" : "no ", what, ours ? "" : "not");
}

/* Everybody thinks the same of everybody. */
static void
check_census (FakeRun     *self,
              FakeMachine *machine,
              FakeRights  *rights)
{
  HallConversation *conversation = fake_machine_find_conversation (machine);
  HallRoom *room = hall_conversation_get_room (conversation);
  HallCensus *census = hall_conversation_get_census (conversation);
  g_autoptr (GPtrArray) people = fake_rights_list_people (rights);
  gint64 now = self->lan->wall + self->lan->now / 1000;

  for (guint i = 0; i < people->len; i++)
    {
      const char *id = g_ptr_array_index (people, i);

      /* By some clocks that is over, by others not yet. */
      if (fake_rights_is_banned (rights, id, now - self->skew_ms)
          != fake_rights_is_banned (rights, id, now + self->skew_ms))
        continue;
      compare (self, machine, "member", id, hall_census_contains (census, id),
               fake_rights_is_member (rights, id) && !fake_rights_is_banned (rights, id, now));
      compare (self, machine, "moderator", id, hall_census_is_moderator (census, id),
               fake_rights_is_moderator (rights, id)
               && !fake_rights_is_banned (rights, id, now));
      compare (self, machine, "banned", id, hall_census_is_banned (census, id),
               fake_rights_is_banned (rights, id, now));
    }
  compare (self, machine, "closed", "the room", hall_room_get_closed (room),
           fake_rights_get_closed (rights));
  compare (self, machine, "of one name", "the room",
           g_strcmp0 (hall_room_get_name (room), fake_rights_get_name (rights)) == 0, TRUE);
  compare (self, machine, "of one topic", "the room",
           g_strcmp0 (hall_room_get_topic (room), fake_rights_get_topic (rights)) == 0, TRUE);
  compare (self, machine, "of one lock", "the room",
           hall_census_get_entry (census) == fake_rights_get_entry (rights), TRUE);
}

static FakeMachine *
find_machine (FakeRun    *self,
              const char *id)
{
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (g_str_equal (machine->id, id))
        return machine;
    }
  return NULL;
}

static gboolean
is_last_word (FakeRun   *self,
              HallEvent *event)
{
  FakeMachine *author = find_machine (self, event->author);

  if (event->kind != HALL_EVENT_TEXT || author == NULL)
    return FALSE;
  for (guint i = author->n_before; i < author->texts->len; i++)
    if (g_str_equal (((FakeText *) g_ptr_array_index (author->texts, i))->text, event->text))
      return TRUE;
  return FALSE;
}

/* (transfer container): what @machine may be told even if it never was in the room. */
static GPtrArray *
list_reasons (HallCensus  *census,
              GPtrArray   *all,
              FakeMachine *machine)
{
  for (guint i = 0; i < all->len; i++)
    hall_census_add (census, g_ptr_array_index (all, i));
  return hall_census_list_reasons (census, machine->id);
}

/* Whoever is out has nothing of what was said since everything was mended; and whoever never was in
 * a room with a lock has nothing at all. But whoever hosts it in somebody else's name knows how it
 * began, and so who was let in there: those are told why they were put out before. */
static void
check_outsider (FakeRun     *self,
                GPtrArray   *all,
                FakeMachine *machine,
                FakeRights  *rights)
{
  g_autoptr (GPtrArray) events = fake_machine_load_events_of (machine, self->room_id);
  g_autoptr (HallCensus) census = hall_census_new ();
  g_autoptr (GPtrArray) reasons = list_reasons (census, all, machine);

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (self->lock != HALL_LOCK_OPEN && !fake_rights_was_let_in (rights, machine->id)
          && event->kind != HALL_EVENT_GENESIS && !g_str_equal (event->author, machine->id)
          && find_machine (self, event->author) != NULL
          && (self->liar == NULL || !contains (reasons, event)))
        fake_run_fail (self, "I6: machine %u was never let in and holds “%s”", machine->index,
                       describe (event));
      if (!g_str_equal (event->author, machine->id) && is_last_word (self, event))
        fake_run_fail (self, "I6: machine %u is out and holds “%s”", machine->index, event->text);
    }
}

/* What somebody wrote who was in the room all the time is there for all. */
static void
check_constant (FakeRun    *self,
                GPtrArray  *all,
                FakeRights *rights)
{
  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);

      if (event->kind == HALL_EVENT_TEXT && find_machine (self, event->author) != NULL
          && fake_rights_is_constant (rights, event->author)
          && fake_rights_is_member (rights, event->author)
          && !fake_rights_permits (rights, event))
        fake_run_fail (self, "I6: “%s” is not shown, though its author was never out", event->text);
    }
}

static void
check_machine (FakeRun     *self,
               GPtrArray   *all,
               FakeMachine *machine,
               FakeRights  *rights)
{
  gboolean member = fake_rights_is_member (rights, machine->id);

  if (can_show (machine))
    check_shown (self, machine);
  if (fake_machine_is_live (machine))
    check_census (self, machine, rights);
  if (machine->session == NULL || !self->moderated)
    return;
  if (!member)
    check_outsider (self, all, machine, rights);
  /* The other way round: whoever put it out, or saw it leave, may be gone. */
  if (machine->running && machine->member && machine->linked && !machine->outcast && !member)
    fake_run_fail (self, "I6: machine %u thinks it is a member; by the set it is none",
                   machine->index);
}

static void
check_liar (FakeRun    *self,
            FakeRights *rights)
{
  const char *id = fake_liar_get_id (self->liar);

  if (fake_liar_count_fooled (self->liar) > 0)
    fake_run_fail (self, "I6: somebody joined the liar's room, which proved nothing");
  if (self->lock != HALL_LOCK_OPEN && !fake_rights_was_let_in (rights, id)
      && fake_liar_count_heard (self->liar) > 0)
    fake_run_fail (self, "I6: the liar was never let in and heard %u events",
                   fake_liar_count_heard (self->liar));
}

/* For whoever looks for the reason. */
static void
explain (FakeRun    *self,
         GPtrArray  *all,
         FakeRights *rights)
{
  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);
      FakeMachine *author = find_machine (self, event->author);
      FakeMachine *subject = event->person != NULL ? find_machine (self, event->person) : NULL;

      fake_lan_trace (self->lan, "%" G_GINT64_FORMAT " %.6s by %d: %s%s of %d%s%s %s", event->lc,
                      event->id, author != NULL ? (int) author->index : -1,
                      fake_rights_permits (rights, event) ? "" : "NOT PERMITTED ", describe (event),
                      subject != NULL ? (int) subject->index : -1, event->off ? " off" : "",
                      event->kind == HALL_EVENT_STATE && event->change == HALL_STATE_LEFT ? " left"
                        : event->moderator ? " moderator" : event->closed > 0 ? " closed" : "",
                      event->target != NULL ? event->target : "");
    }
}

void
fake_run_judge_rights (FakeRun   *self,
                       GPtrArray *all)
{
  g_autoptr (FakeRights) rights = fake_rights_new (all);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (all->len > 0)
        check_machine (self, all, machine, rights);
      if (machine->node->n_indiscreet > 0)
        fake_run_fail (self, "machine %u sent %u datagrams while it was invisible", machine->index,
                       machine->node->n_indiscreet);
    }
  check_constant (self, all, rights);
  if (self->liar != NULL && all->len > 0)
    check_liar (self, rights);
  if (self->moderated && (self->failure->len > 0 || self->lan->verbose))
    explain (self, all, rights);
}
