/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-direct.c: a private conversation's way to the other person: when it is wanted,
 * and what begins and ends with a link.
 *
 * Part of HallConversation, in the place of everything about hosts. HallDirect keeps the links;
 * -direct-packets.c judges what comes over them, -direct-read.c says what was read.
 */

#define G_LOG_DOMAIN "hall-conversation-direct"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

static void
show_direct (HallConversation *self)
{
  HallPerson *person = hall_room_get_person (self->room);
  HallConnection connection = HALL_CONNECTION_NONE;

  if (self->welcomed)
    connection = HALL_CONNECTION_LIVE;
  else if (hall_direct_is_dialling (self->direct))
    connection = HALL_CONNECTION_DIALLING;
  else if (person != NULL && !hall_person_get_online (person))
    connection = HALL_CONNECTION_NOBODY;
  else if (hall_outbox_count_unsent (self->outbox, FALSE) > 0)
    connection = HALL_CONNECTION_WAITING;
  hall_room_set_connection (self->room, connection);
  hall_room_set_membership (self->room, self->welcomed ? HALL_MEMBERSHIP_LIVE
                                                       : HALL_MEMBERSHIP_WAITING);
  hall_room_set_problem (self->room, hall_direct_get_problem (self->direct));
}

/**
 * hall_conversation_check_wanted:
 * @self: a private conversation
 *
 * Something was written, or has arrived over there: a link is wanted as long as anything waits.
 */
void
hall_conversation_check_wanted (HallConversation *self)
{
  if (self->direct == NULL || self->closed)
    return;
  hall_direct_set_wanted (self->direct, hall_outbox_count_unsent (self->outbox, FALSE) > 0);
  show_direct (self);
}

static void
end_direct (HallConversation *self)
{
  hall_conversation_end_sync (self);
  hall_timer_stop (self->rack_timer);
  hall_timer_stop (self->read_timer);
  hall_conversation_drop_link (self);
  hall_typing_clear (self->typing);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_WAITING);
}

static void
on_drained (HallLink         *link,
            HallConversation *self)
{
  hall_outbox_set_congested (self->outbox, FALSE);
}

static void
on_synced (HallSync         *sync,
           GPtrArray        *events,
           HallConversation *self)
{
  hall_conversation_take_direct_synced (self, events);
}

static void
on_progress (HallSync         *sync,
             HallConversation *self)
{
  if (hall_sync_get_newest_done (sync))
    hall_intake_flush (self->intake);
}

static void
begin_direct (HallConversation *self,
              HallLink         *link)
{
  gint64 offset = hall_direct_is_host (self->direct) ? 0 : hall_link_get_offset (link);
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  self->link = g_object_ref (link);
  self->welcomed = self->settled = TRUE;
  self->linked = now;
  hall_rate_init (&self->direct_rate, HALL_ROOM_EVENTS_PER_SECOND, HALL_ROOM_EVENTS_PER_SECOND,
                  now);
  g_signal_connect_object (link, "drained", G_CALLBACK (on_drained), self, 0);
  self->verifier = hall_verifier_new (self->context, self->stored->id);
  hall_verifier_set_offset (self->verifier, offset);
  hall_verifier_set_live (self->verifier, TRUE);
  hall_conversation_watch_direct (self);
  self->sync = hall_sync_new (self->context, link, self->stored->id, self->census, self->rest);
  g_signal_connect_object (self->sync, "events", G_CALLBACK (on_synced), self, 0);
  g_signal_connect_object (self->sync, "progress", G_CALLBACK (on_progress), self, 0);
  hall_intake_flush (self->intake);
  hall_sync_start (self->sync);
  if (self->spare_spoke)
    hall_sync_refresh (self->sync);   /* what was said over it meanwhile is asked for again */
  self->spare_spoke = FALSE;
  hall_outbox_set_offset (self->outbox, offset);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_DIRECT);
  hall_conversation_tell_read_soon (self);
}

static void
on_live (HallDirect       *direct,
         HallConversation *self)
{
  HallLink *link = hall_direct_get_link (direct);

  if (self->closed || link == self->link)
    return;
  end_direct (self);
  if (link != NULL)
    begin_direct (self, link);
  show_direct (self);
  hall_conversation_finish_joiners (self, NULL);
  if (link == NULL && !hall_conversation_is_used (self))
    hall_conversation_emit_dropped (self);
}

static void
on_changed (HallDirect       *direct,
            HallConversation *self)
{
  if (!self->closed)
    show_direct (self);
}

static void
on_outbox_state (HallOutbox       *outbox,
                 const char       *event_id,
                 guint             state,
                 HallConversation *self)
{
  hall_conversation_check_wanted (self);
}

void
hall_conversation_init_direct (HallConversation *self)
{
  const char *person_id = self->stored->person;

  if (person_id == NULL)
    return;
  hall_census_free (self->census);
  self->census = hall_census_new_direct (self->context->own_id, person_id);
  self->stored->member = TRUE;
  self->direct = hall_direct_new (self->context, person_id);
  g_signal_connect_object (self->direct, "live", G_CALLBACK (on_live), self, 0);
  g_signal_connect_object (self->direct, "changed", G_CALLBACK (on_changed), self, 0);
  hall_conversation_init_direct_packets (self);
  hall_conversation_init_read (self);
}

/* When all of it is made. */
void
hall_conversation_connect_direct (HallConversation *self)
{
  if (self->direct == NULL)
    return;
  g_signal_connect_object (self->outbox, "state", G_CALLBACK (on_outbox_state), self, 0);
  show_direct (self);
}

void
hall_conversation_clear_direct (HallConversation *self)
{
  if (self->direct == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->direct, self);
  hall_direct_close (self->direct);
  g_clear_object (&self->direct);
  hall_conversation_clear_read (self);
}

/**
 * hall_conversation_keep:
 * @self: a private conversation
 *
 * Something is in it now: from here on it is remembered, and with whom.
 */
void
hall_conversation_keep (HallConversation *self)
{
  if (self->kept)
    return;
  self->kept = TRUE;
  hall_conversation_save (self);
  hall_conversation_meet (self, self->stored->person, NULL);
}

/* Whether there is something in it. */
gboolean
hall_conversation_get_kept (HallConversation *self)
{
  return self->kept;
}

void
hall_conversation_hold (HallConversation *self)
{
  self->held = TRUE;
}

gboolean
hall_conversation_is_used (HallConversation *self)
{
  return self->kept || self->held;
}

/* It was read from the store. */
void
hall_conversation_set_kept (HallConversation *self)
{
  self->kept = TRUE;
}

/* The network is there, and we have a name. */
void
hall_conversation_begin_direct (HallConversation *self)
{
  hall_direct_begin (self->direct);
  hall_conversation_check_wanted (self);
}

void
hall_conversation_pause_direct (HallConversation *self)
{
  g_autoptr (HallConversation) kept = g_object_ref (self);

  hall_intake_flush (self->intake);
  hall_timer_stop (self->check_timer);
  hall_direct_pause (self->direct);
  if (!self->closed)   /* without its link an empty one is dropped */
    show_direct (self);
}

/* Something was written, or somebody looks at it. */
void
hall_conversation_open_direct (HallConversation *self)
{
  if (self->closed || !self->begun)
    return;
  hall_conversation_check_wanted (self);
  hall_direct_open (self->direct);
}

/**
 * hall_conversation_send_direct:
 * @self: a private conversation
 * @body: an invitation, a deletion
 *
 * It waits like a text, and in its turn.
 */
void
hall_conversation_send_direct (HallConversation    *self,
                               const HallEventBody *body)
{
  hall_conversation_keep (self);
  hall_outbox_add_event (self->outbox, body, hall_clock_get_wall (self->context->clock));
  hall_conversation_open_direct (self);
}

/**
 * hall_conversation_look:
 * @self: a conversation
 *
 * It comes on the screen: if it is a private one, the other is dialled.
 */
void
hall_conversation_look (HallConversation *self)
{
  if (self->direct != NULL)
    hall_conversation_open_direct (self);
}

/**
 * hall_conversation_get_direct_link:
 * @self: a conversation
 *
 * Returns: (transfer none) (nullable): the link in use to the other of a private conversation
 */
HallLink *
hall_conversation_get_direct_link (HallConversation *self)
{
  return self->direct != NULL ? hall_direct_get_link (self->direct) : NULL;
}

/* Of two links to a person the one in use may be dead, and the other one have brought what this
 * is about. Said twice it does no harm. */
void
hall_conversation_send_ack (HallConversation *self,
                            HallPacket       *packet)
{
  HallLink *spare = self->direct != NULL ? hall_direct_get_spare (self->direct) : NULL;

  hall_link_send (self->link, packet, HALL_LINK_CHAT);
  if (spare != NULL)
    hall_link_send (spare, packet, HALL_LINK_CHAT);
}

gint64
hall_conversation_get_newest_lc (HallConversation *self)
{
  return self->newest_lc;
}

/**
 * hall_conversation_hear_direct:
 * @self: a private conversation
 * @id: who was heard, or said BYE
 */
void
hall_conversation_hear_direct (HallConversation *self,
                               const char       *id)
{
  if (!g_str_equal (id, self->stored->person))
    return;
  hall_conversation_check_wanted (self);
  hall_direct_hear (self->direct);
}

/**
 * hall_conversation_take_direct_link:
 * @self: a private conversation
 * @link: ready; dialled by the other
 */
void
hall_conversation_take_direct_link (HallConversation *self,
                                    HallLink         *link)
{
  if (self->closed || self->direct == NULL)
    hall_link_close (link);
  else
    hall_direct_take_link (self->direct, link);
}

/**
 * hall_conversation_block:
 * @self: a private conversation
 *
 * The other was blocked: what is open is closed. Nothing new is taken or dialled, see
 * hall_session_take_direct_link ().
 */
void
hall_conversation_block (HallConversation *self)
{
  if (self->direct != NULL)
    hall_direct_refuse (self->direct, "auth", "not welcome");
}

void
hall_conversation_nudge_direct (HallConversation *self)
{
  hall_conversation_check_links (self);
  hall_direct_nudge (self->direct);
}

void
hall_conversation_show_direct (HallConversation *self)
{
  show_direct (self);
}
