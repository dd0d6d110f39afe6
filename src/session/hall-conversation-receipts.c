/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-receipts.c: who has what was said: what we say of ourselves, and what we
 * believe of others.
 *
 * Part of HallConversation. A member says up to where it holds everything, once it is synchronised
 * and when that has changed; the host passes that on, gathered, and says the same of itself. What a
 * member confirms one by one, its host alone hears.
 */

#define G_LOG_DOMAIN "hall-conversation-receipts"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

/* A receipt is not about what will be said. The sender allows for half of this. */
#define AHEAD_MAX_MS (2 * HALL_CLOCK_AHEAD_MAX_MS)

static gint64
get_room_time (HallConversation *self)
{
  gint64 offset = self->welcomed ? hall_link_get_offset (self->link) : 0;

  return hall_clock_get_wall (self->context->clock) + offset;
}

static guint
count_here (HallConversation *self)
{
  return g_list_model_get_n_items (hall_room_get_members (self->room));
}

static void
send_to_members (HallConversation *self,
                 const char       *person_id)
{
  g_autoptr (HallPacket) packet = hall_receipts_make (self->receipts, self->stored->id, person_id);
  g_autoptr (GBytes) frame = packet != NULL ? hall_packet_encode (packet, NULL) : NULL;
  GHashTableIter iter;
  gpointer id;

  if (frame == NULL)
    return;
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      HallLink *link = hall_host_get_link (self->host, id);

      if (link != NULL && !g_str_equal (id, person_id))
        hall_link_send_frame (link, frame, HALL_LINK_CHAT);
    }
}

static void
note (HallConversation *self,
      const char       *person_id,
      gint64            lc,
      const char       *event_id)
{
  HallPerson *person;

  if (!hall_receipts_note (self->receipts, person_id, lc, event_id))
    return;
  person = hall_directory_ensure_person (self->context->directory, person_id);
  hall_room_set_received (self->room, person, lc, event_id);
  if (self->host != NULL && !hall_timer_is_running (self->receipt_timer))
    hall_timer_start (self->receipt_timer, HALL_RECEIPT_DELAY_MS);
}

static void
note_own (HallConversation *self)
{
  if (self->held_id != NULL && !hall_intake_is_behind (self->intake))
    note (self, self->context->own_id, self->held_lc, self->held_id);
}

static void
tell_members (HallConversation *self)
{
  g_autoptr (GPtrArray) due = NULL;

  note_own (self);
  due = hall_receipts_take_due (self->receipts);
  if (hall_host_count_members (self->host) > HALL_RECEIPT_MEMBERS_MAX)
    return;
  for (guint i = 0; i < due->len; i++)
    send_to_members (self, g_ptr_array_index (due, i));
}

static void
tell_host (HallConversation *self)
{
  g_autoptr (HallPacket) packet = NULL;

  if (self->held_id == NULL || count_here (self) > HALL_RECEIPT_MEMBERS_MAX
      || (self->receipt_linked == self->linked && !self->receipt_due))
    return;
  /* What is still on its way, or not on disk, would be claimed as well. */
  if (self->sync == NULL || !hall_sync_get_done (self->sync)
      || hall_intake_is_behind (self->intake))
    {
      hall_timer_start (self->receipt_timer, HALL_RECEIPT_DELAY_MS);
      return;
    }
  self->receipt_due = FALSE;
  self->receipt_linked = self->linked;
  packet = hall_packet_new (HALL_PACKET_RECEIPT);
  packet->room = g_strdup (self->stored->id);
  packet->lc = self->held_lc;
  packet->event_id = g_strdup (self->held_id);
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
}

static void
on_receipt (gpointer user_data)
{
  HallConversation *self = user_data;

  if (self->host != NULL)
    tell_members (self);
  else if (self->welcomed)
    tell_host (self);
}

void
hall_conversation_init_receipts (HallConversation *self)
{
  self->receipts = hall_receipts_new ();
  self->receipt_timer = hall_timer_new (self->context->clock, on_receipt, self);
  self->receipt_linked = -1;
}

void
hall_conversation_clear_receipts (HallConversation *self)
{
  g_clear_pointer (&self->receipt_timer, hall_timer_free);
}

/* @event is new, to the room as well as to us: then nobody has spoken of it yet. While we are
 * synchronising that is not so: it is new to us alone. @peer_id: (nullable): who gave it to us. */
void
hall_conversation_note_new (HallConversation *self,
                            HallEvent        *event,
                            const char       *peer_id)
{
  if (self->host == NULL && (self->sync == NULL || !hall_sync_get_done (self->sync)))
    return;
  if (!hall_receipts_void (self->receipts, event))
    return;
  hall_room_doubt_received (self->room, event);
  if (peer_id != NULL)
    hall_conversation_take_racks (self, peer_id, (const char *const[]) { event->id, NULL });
}

/* @event is on our disk. One that is too far ahead would vouch for everything until then. */
void
hall_conversation_note_stored (HallConversation *self,
                               HallEvent        *event)
{
  if (self->closed)
    return;
  if (!hall_timer_is_running (self->receipt_timer))
    hall_timer_start (self->receipt_timer, HALL_RECEIPT_DELAY_MS);
  if (event->lc > get_room_time (self) + HALL_CLOCK_AHEAD_MAX_MS)
    return;
  /* Below what we vouched for: that is to be said again, for others may not count it else. */
  self->receipt_due = TRUE;
  if (self->held_id != NULL
      && (event->lc < self->held_lc
          || (event->lc == self->held_lc && g_str_equal (event->id, self->held_id))))
    return;
  self->held_lc = event->lc;
  g_free (self->held_id);
  self->held_id = g_strdup (event->id);
}

/* A member, or one of the past; a host can name nobody else. */
static gboolean
is_known (HallConversation *self,
          const char       *id)
{
  HallPerson *person;
  guint position;

  if (hall_census_contains (self->census, id))
    return TRUE;
  person = hall_directory_lookup_person (self->context->directory, id);
  return person != NULL
         && g_list_store_find (G_LIST_STORE (hall_room_get_members (self->room)), person,
                               &position);
}

static gboolean
is_believable (HallConversation *self,
               const char       *peer_id,
               const char       *person_id,
               HallPacket       *packet)
{
  if (packet->event_id == NULL || packet->lc > get_room_time (self) + AHEAD_MAX_MS)
    return FALSE;
  if (self->host != NULL)
    return g_str_equal (person_id, peer_id);
  return g_str_equal (person_id, peer_id) || is_known (self, person_id);
}

/**
 * hall_conversation_take_receipt:
 * @self: a conversation that is live
 * @link: of the host, or of a member
 * @packet: a `receipt`, delivered or read
 *
 * Somebody has everything up to an event. A member speaks for itself alone; a host for those who
 * belong to the room. Anything else is counted and ignored.
 */
void
hall_conversation_take_receipt (HallConversation *self,
                                HallLink         *link,
                                HallPacket       *packet)
{
  const char *peer_id = hall_link_get_peer_id (link);
  const char *person_id = packet->host != NULL ? packet->host : peer_id;

  if (g_str_equal (person_id, self->context->own_id))
    return;   /* we know best */
  if (!is_believable (self, peer_id, person_id, packet))
    hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  else if (packet->read)
    hall_conversation_take_read (self, person_id, packet);
  else
    note (self, person_id, packet->lc, packet->event_id);
}

/* @member_id has each of these on its disk. */
void
hall_conversation_take_racks (HallConversation  *self,
                              const char        *member_id,
                              const char *const *event_ids)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, member_id);

  for (guint i = 0; person != NULL && event_ids != NULL && event_ids[i] != NULL; i++)
    hall_room_add_received (self->room, person, event_ids[i]);
}

/* To a member who is new, or back: what we know of the others, and of us. */
void
hall_conversation_tell_receipts (HallConversation *self,
                                 const char       *member_id)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->host == NULL || hall_host_count_members (self->host) > HALL_RECEIPT_MEMBERS_MAX)
    return;
  note_own (self);
  ids = hall_receipts_list (self->receipts);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (HallPacket) packet = NULL;

      if (g_str_equal (id, member_id))
        continue;
      packet = hall_receipts_make (self->receipts, self->stored->id, id);
      hall_host_send (self->host, member_id, packet, HALL_LINK_BACKGROUND);
    }
  hall_conversation_tell_reads (self, member_id);
}
