/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-heal.c: two hosts of one room have found each other: one yields.
 *
 * Part of HallConversation. It takes a link and a key that belongs to the room; a datagram alone
 * moves nobody. More members win, then the lower epoch, then the smaller key. Whoever loses sends
 * its members over, and goes on as a member; what only one side has is synchronised by all of them.
 */

#define G_LOG_DOMAIN "hall-conversation-heal"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-conversation-private.h"

#define ATTEMPT_PAUSE_MS 5000
/* The smaller key dials; the other only if nothing came of it. */
#define SECOND_MS 1500

typedef struct _HallHeal
{
  HallConversation *conversation;   /* its owner */
  char *rival;                      /* (nullable) whom we are going to dial */
  char *tried;                      /* (nullable) whom we dialled last */
  gboolean locked;                  /* that one does not know that we are admitted */
  HallTimer *timer;
  HallDial *dial;                   /* to @rival */
  gint64 attempted;                 /* monotonic µs of the last dial */
  HallLink *link;                   /* (nullable) of whom we yielded to: its welcome is awaited */
  HallTimer *yield_timer;
} HallHeal;

static gboolean
may_heal (HallConversation *self)
{
  return self->host != NULL && self->handover == NULL && !self->closed && !self->context->stopped;
}

/* (transfer full) (nullable) */
static HallDial *
release_dial (HallHeal *heal)
{
  if (heal->dial != NULL)
    g_signal_handlers_disconnect_by_data (heal->dial, heal);
  return g_steal_pointer (&heal->dial);
}

/* (transfer full) (nullable) */
static HallLink *
release_link (HallHeal *heal)
{
  if (heal->link != NULL)
    g_signal_handlers_disconnect_by_data (heal->link, heal);
  hall_timer_stop (heal->yield_timer);
  return g_steal_pointer (&heal->link);
}

static void
stop_dial (HallHeal *heal)
{
  g_autoptr (HallDial) dial = release_dial (heal);

  hall_timer_stop (heal->timer);
  if (dial != NULL)
    hall_dial_close (dial);
}

void
hall_conversation_stop_healing (HallConversation *self)
{
  g_autoptr (HallLink) link = NULL;

  if (self->heal == NULL)
    return;
  stop_dial (self->heal);
  link = release_link (self->heal);
  if (link != NULL)
    hall_link_close (link);
}

void
hall_conversation_abort_heal (HallConversation *self)
{
  g_autoptr (HallLink) link = release_link (self->heal);
  g_autoptr (HallDial) dial = release_dial (self->heal);

  if (link != NULL)
    hall_link_abort (link);
  if (dial != NULL)
    hall_dial_abort (dial);
}

void
hall_conversation_clear_heal (HallConversation *self)
{
  HallHeal *heal = self->heal;

  if (heal == NULL)
    return;
  hall_conversation_stop_healing (self);
  self->heal = NULL;
  hall_timer_free (heal->timer);
  hall_timer_free (heal->yield_timer);
  g_free (heal->rival);
  g_free (heal->tried);
  g_free (heal);
}

/* We go on as the host: ours is the later epoch of the two. */
static void
rise_above (HallConversation *self,
            guint64           epoch)
{
  hall_conversation_take_epoch (self, epoch);
  self->stored->epoch = MIN (self->stored->epoch + 1, HALL_NUMBER_MAX);
  hall_host_set_epoch (self->host, self->stored->epoch);
  hall_conversation_save (self);
  hall_conversation_emit_announcement (self);
}

/* It was ours to win, it says: it has accepted our join. */
static void
on_welcomed (HallDial   *dial,
             HallLink   *link,
             HallPacket *welcome,
             HallHeal   *heal)
{
  HallConversation *self = heal->conversation;
  g_autoptr (HallConversation) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (heal);

  if (!may_heal (self) || heal->link != NULL)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
      hall_link_close (link);
      return;
    }
  g_debug ("room %s: we yield to %s", self->stored->id, hall_link_get_peer_id (link));
  hall_conversation_give_up_hosting (self, link, welcome, TRUE);
}

static void
on_yielded (HallDial   *dial,
            HallLink   *link,
            HallPacket *yield,
            HallHeal   *heal)
{
  HallConversation *self = heal->conversation;
  g_autoptr (HallConversation) kept = g_object_ref (self);
  g_autoptr (HallDial) released = release_dial (heal);
  g_autoptr (HallPacket) join = NULL;
  HallPerson *person;

  if (!may_heal (self) || heal->link != NULL)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
      hall_link_close (link);
      return;
    }
  g_debug ("room %s: %s yields to us", self->stored->id, hall_link_get_peer_id (link));
  rise_above (self, yield->epoch);
  person = hall_conversation_meet (self, hall_link_get_peer_id (link), NULL);
  join = hall_packet_new (HALL_PACKET_JOIN);
  join->name = g_strdup (hall_person_get_name (person));
  join->tcp_port = hall_link_get_port (link);
  hall_conversation_admit (self, link, join);
}

static void
on_redirected (HallDial   *dial,
               HallPacket *packet,
               HallHeal   *heal)
{
  g_autoptr (HallDial) released = release_dial (heal);

  g_debug ("%s does not host any more", heal->rival);
}

/* We may have been put out while we hosted the room elsewhere. Only signed reasons tell: any member
 * could say "banned", and a host that believes it would leave the room of all who are with it. */
static void
on_failed (HallDial     *dial,
           const GError *error,
           HallHeal     *heal)
{
  HallConversation *self = heal->conversation;
  g_autoptr (HallDial) released = release_dial (heal);

  g_debug ("%s is not reached: %s", heal->rival, error->message);
  heal->locked = g_strcmp0 (hall_dial_get_refusal (dial), "locked") == 0;
  hall_conversation_take_reasons (self, hall_dial_get_reasons (dial), heal->rival);
}

static void
dial_rival (HallHeal   *heal,
            const char *address,
            guint16     port)
{
  HallConversation *self = heal->conversation;
  const char *const announced[] = { address, NULL };
  g_auto (GStrv) addresses = hall_conversation_complete_addresses (self, heal->rival, announced);
  g_autoptr (HallPacket) join = hall_conversation_make_join (self);
  g_autoptr (HallProof) proof = NULL;

  if (heal->locked && g_strcmp0 (heal->tried, heal->rival) == 0)
    proof = hall_conversation_make_proof (self);
  join->prove = proof != NULL;
  join->yield = TRUE;
  join->epoch = self->stored->epoch;
  join->members = hall_host_count_members (self->host);
  heal->attempted = hall_clock_get_monotonic (self->context->clock);
  g_free (heal->tried);
  heal->tried = g_strdup (heal->rival);
  heal->locked = FALSE;
  heal->dial = hall_dial_new (self->context, (const char *const *) addresses, port, heal->rival,
                              join);
  hall_dial_set_proof (heal->dial, proof);
  /* Disconnected in release_dial (), which comes before this goes. */
  g_signal_connect (heal->dial, "welcomed", G_CALLBACK (on_welcomed), heal);
  g_signal_connect (heal->dial, "yielded", G_CALLBACK (on_yielded), heal);
  g_signal_connect (heal->dial, "redirected", G_CALLBACK (on_redirected), heal);
  g_signal_connect (heal->dial, "failed", G_CALLBACK (on_failed), heal);
  hall_dial_start (heal->dial);
}

static void
on_timer (gpointer user_data)
{
  HallHeal *heal = user_data;
  HallConversation *self = heal->conversation;
  g_autoptr (GPtrArray) announcements = NULL;

  if (!may_heal (self) || heal->link != NULL || heal->dial != NULL)
    return;
  announcements = hall_directory_get_announcements (self->context->directory, self->stored->id);
  for (guint i = 0; i < announcements->len; i++)
    {
      const HallAnnouncement *announcement = g_ptr_array_index (announcements, i);

      if (!g_str_equal (announcement->host_id, heal->rival) || announcement->tcp_port == 0
          || *announcement->address == '\0')
        continue;
      dial_rival (heal, announcement->address, announcement->tcp_port);
      return;
    }
}

/* Somebody who announces the room without end and never answers must not take every turn. */
static void
prefer (HallHeal   *heal,
        const char *id)
{
  if (g_strcmp0 (heal->rival, heal->tried) != 0 || g_str_equal (id, heal->rival))
    return;
  g_free (heal->rival);
  heal->rival = g_strdup (id);
}

/* Whom the census does not know may be a host of others who joined while we were apart. */
void
hall_conversation_hear_rival (HallConversation *self,
                              const char       *id)
{
  HallHeal *heal = self->heal;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  guint delay;

  if (!may_heal (self))
    return;
  if (!hall_census_contains (self->census, id))
    {
      hall_conversation_hear_stranger (self, id);
      return;
    }
  if (heal->link != NULL || heal->dial != NULL)
    return;
  if (hall_timer_is_running (heal->timer))
    {
      prefer (heal, id);
      return;
    }
  delay = hall_clock_pick (self->context->clock, 0, HALL_HEAL_DELAY_MAX_MS);
  if (strcmp (self->context->own_id, id) > 0)
    delay += SECOND_MS;
  if (heal->attempted != 0 && now - heal->attempted < ATTEMPT_PAUSE_MS * (gint64) 1000)
    delay = MAX (delay, ATTEMPT_PAUSE_MS - (guint) ((now - heal->attempted) / 1000));
  g_free (heal->rival);
  heal->rival = g_strdup (id);
  hall_timer_start (heal->timer, delay);
}

static gboolean
wins_against (HallConversation *self,
              const char       *rival,
              HallPacket       *join)
{
  guint own = hall_host_count_members (self->host);
  guint other = MIN (join->members, HALL_ROOM_MEMBERS_MAX);

  if (own != other)
    return own > other;
  if (self->stored->epoch != join->epoch)
    return self->stored->epoch < join->epoch;
  return strcmp (self->context->own_id, rival) < 0;
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallHeal   *heal)
{
  HallConversation *self = heal->conversation;
  g_autoptr (HallConversation) kept = g_object_ref (self);
  g_autoptr (HallLink) released = NULL;

  if (packet->type == HALL_PACKET_UNKNOWN)
    return;
  released = release_link (heal);
  if (packet->type == HALL_PACKET_WELCOME && may_heal (self)
      && hall_dial_check_welcome (self->context, packet, self->stored->id))
    {
      hall_conversation_give_up_hosting (self, released, packet, FALSE);
      return;
    }
  hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
  hall_link_refuse (released, "unsupported", "that is not this room's welcome");
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallHeal     *heal)
{
  g_autoptr (HallLink) released = release_link (heal);
}

/* It did not take the room: it stays ours. */
static void
on_yield_timer (gpointer user_data)
{
  HallHeal *heal = user_data;
  g_autoptr (HallLink) released = release_link (heal);

  hall_link_close (released);
}

static void
yield_to (HallHeal *heal,
          HallLink *link)
{
  HallConversation *self = heal->conversation;
  g_autoptr (HallPacket) yield = hall_packet_new (HALL_PACKET_YIELD);

  g_debug ("room %s: we offer to yield to %s", self->stored->id, hall_link_get_peer_id (link));
  yield->room = g_strdup (self->stored->id);
  yield->epoch = self->stored->epoch;
  yield->members = hall_host_count_members (self->host);
  heal->link = g_object_ref (link);
  /* Disconnected in release_link (), which comes before this goes. */
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), heal);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), heal);
  hall_timer_start (heal->yield_timer, HALL_HANDOFF_MS);
  hall_link_send (link, yield, HALL_LINK_CHAT);
}

/* One link decides: that of the smaller key, if both are there; and whom we yielded to once, we do
 * not win against over another. */
static gboolean
is_decided_elsewhere (HallHeal   *heal,
                      const char *rival)
{
  const char *own_id = heal->conversation->context->own_id;

  if (heal->link != NULL)
    return TRUE;
  return heal->dial != NULL && hall_dial_get_alive (heal->dial)
         && g_str_equal (heal->rival, rival) && strcmp (own_id, rival) < 0;
}

void
hall_conversation_meet_rival (HallConversation *self,
                              HallLink         *link,
                              HallPacket       *join)
{
  HallHeal *heal = self->heal;
  const char *rival = hall_link_get_peer_id (link);

  if (!hall_census_contains (self->census, rival)
      && hall_compare_is_with (self->compare, rival))
    {
      /* It asks again when we know each other. */
      hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
      hall_link_refuse (link, "not_host", "it is not known yet who you are");
    }
  else if (!hall_census_contains (self->census, rival))
    {
      /* It can be a member like any other; nothing of ours is given to it. */
      hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
      hall_conversation_admit (self, link, join);
    }
  else if (is_decided_elsewhere (heal, rival))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_YIELD_REFUSED);
      hall_link_refuse (link, "not_host", "it is being decided who hosts");
    }
  else if (wins_against (self, rival, join))
    {
      if (heal->dial != NULL && g_str_equal (heal->rival, rival))
        stop_dial (heal);
      rise_above (self, join->epoch);
      hall_conversation_admit (self, link, join);
    }
  else
    {
      stop_dial (heal);
      yield_to (heal, link);
    }
}

void
hall_conversation_init_heal (HallConversation *self)
{
  HallHeal *heal = g_new0 (HallHeal, 1);

  heal->conversation = self;
  heal->timer = hall_timer_new (self->context->clock, on_timer, heal);
  heal->yield_timer = hall_timer_new (self->context->clock, on_yield_timer, heal);
  self->heal = heal;
}
