/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-host.c: hosting a room: whom to admit, what to store before acknowledging, and
 * synchronisation with each member.
 *
 * Part of HallConversation. HallHost relays; here is what needs the store.
 */

#define G_LOG_DOMAIN "hall-conversation-host"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-limits.h"
#include "hall-session.h"

#include "hall-conversation-private.h"

#define LISTEN_MIN_MS 1500
#define LISTEN_MAX_MS 2500
#define HOLD_CHECK_MS 50
#define OFFERS_MAX 200

static void
on_host_timer (gpointer user_data)
{
  HallConversation *self = user_data;

  if (self->closed || self->host != NULL || self->link != NULL || self->route != NULL
      || self->succession != NULL || self->move != NULL)
    return;
  /* Heard at the last moment: it is dialled soon. */
  if (hall_conversation_has_other_host (self))
    hall_conversation_retry (self);
  else if (hall_conversation_is_ending (self))
    hall_conversation_host_later (self);   /* unless we have ended by then */
  else if (self->context->invisible)
    hall_conversation_connect (self);
  else
    hall_conversation_host (self, NULL, NULL);
}

static void
on_hold (gpointer user_data)
{
  hall_conversation_check_held (user_data);
}

static void
free_sync (gpointer data)
{
  HallSync *sync = data;

  hall_sync_close (sync);
  g_object_unref (sync);
}

void
hall_conversation_init_host (HallConversation *self)
{
  self->syncs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_sync);
  self->host_timer = hall_timer_new (self->context->clock, on_host_timer, self);
  self->hold_timer = hall_timer_new (self->context->clock, on_hold, self);
}

void
hall_conversation_stop_hosting (HallConversation *self)
{
  g_autoptr (HallHost) host = g_steal_pointer (&self->host);

  if (self->syncs != NULL)
    g_hash_table_remove_all (self->syncs);
  hall_conversation_end_proofs (self);
  if (host == NULL)
    return;
  hall_conversation_stop_healing (self);
  g_signal_handlers_disconnect_by_data (host, self);
  hall_host_close (host);
  hall_conversation_emit_announcement (self);
}

void
hall_conversation_clear_host (HallConversation *self)
{
  hall_conversation_stop_hosting (self);
  g_clear_pointer (&self->syncs, g_hash_table_unref);
  g_clear_pointer (&self->host_timer, hall_timer_free);
  g_clear_pointer (&self->hold_timer, hall_timer_free);
}

/* We hosted it last: for a moment we listen whether somebody else does now. */
void
hall_conversation_host_later (HallConversation *self)
{
  hall_timer_start (self->host_timer,
                    hall_clock_pick (self->context->clock, LISTEN_MIN_MS, LISTEN_MAX_MS));
}

static void
on_event (HallHost         *host,
          HallEvent        *event,
          const char       *member_id,
          HallConversation *self)
{
  hall_conversation_note_control (self, event);
  hall_conversation_take_in (self, event, HALL_ORIGIN_MEMBER, member_id);
  hall_conversation_check_rights (self);
}

static void
on_packet (HallHost         *host,
           HallLink         *link,
           HallPacket       *packet,
           HallConversation *self)
{
  const char *member_id = hall_link_get_peer_id (link);
  HallSync *sync = g_hash_table_lookup (self->syncs, member_id);

  if (packet->type == HALL_PACKET_RACK)
    {
      hall_conversation_acknowledge_racks (self, member_id, (const char *const *) packet->ids);
      hall_conversation_take_racks (self, member_id, (const char *const *) packet->ids);
    }
  else if (packet->type == HALL_PACKET_RECEIPT)
    hall_conversation_take_receipt (self, link, packet);
  else if (packet->type == HALL_PACKET_TYPING)
    hall_conversation_take_typing (self, link, packet);
  else if (packet->type == HALL_PACKET_WELCOME || packet->type == HALL_PACKET_YIELD)
    {
      /* Whoever may say that has no link in here. */
      hall_counters_add (self->context->counters, packet->type == HALL_PACKET_YIELD
                                                    ? HALL_COUNTER_YIELD_REFUSED
                                                    : HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (link, "unsupported", "we host this room");
    }
  else if (sync != NULL && hall_sync_get_link (sync) == link)
    hall_sync_handle (sync, packet);
}

static void
on_synced (HallSync         *sync,
           GPtrArray        *events,
           HallConversation *self)
{
  hall_conversation_take_synced (self, events, hall_link_get_peer_id (hall_sync_get_link (sync)));
}

/* Our own events that no second disk is known to have. */
static void
offer_unsent (HallConversation *self,
              HallSync         *sync)
{
  const char *member_id = hall_link_get_peer_id (hall_sync_get_link (sync));
  g_autoptr (GPtrArray) events = hall_outbox_list_unsent (self->outbox);
  guint first = events->len > OFFERS_MAX ? events->len - OFFERS_MAX : 0;

  for (guint i = first; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      g_autoptr (HallPacket) packet = hall_packet_new_event (event);

      if (hall_sync_may_give (sync, event))
        hall_host_send (self->host, member_id, packet, HALL_LINK_BACKGROUND);
    }
}

static void
on_member_added (HallHost         *host,
                 const char       *id,
                 const char       *name,
                 HallConversation *self)
{
  hall_room_add_member (self->room, hall_conversation_meet (self, id, name));
  hall_conversation_emit_announcement (self);
}

/* Also when a member comes again over a newer link. */
static void
synchronise (HallConversation *self,
             HallLink         *link)
{
  const char *id = hall_link_get_peer_id (link);
  HallSync *sync = hall_sync_new (self->context, link, self->stored->id, self->census,
                                  self->rest);

  g_signal_connect_object (sync, "events", G_CALLBACK (on_synced), self, 0);
  g_hash_table_replace (self->syncs, g_strdup (id), sync);
  /* What was relayed before this member was there must be in what we say we have. */
  hall_intake_flush (self->intake);
  hall_sync_start (sync);
  offer_unsent (self, sync);
  hall_conversation_tell_receipts (self, id);
}

static void
on_member_removed (HallHost         *host,
                   const char       *id,
                   HallConversation *self)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);

  g_hash_table_remove (self->syncs, id);
  hall_conversation_note_gone (self, id);
  if (person != NULL)
    hall_room_remove_member (self->room, person);
  /* New keys cost nothing: somebody may come and go with another one each time. */
  hall_directory_trim_people (self->context->directory, 2);
  hall_conversation_emit_announcement (self);
}

/* As long as some member, or our own disk, does not keep up, no more is fetched from others. */
void
hall_conversation_check_held (HallConversation *self)
{
  GHashTableIter iter;
  gpointer sync;
  gboolean held = hall_intake_is_full (self->intake);

  g_hash_table_iter_init (&iter, self->syncs);
  while (!held && g_hash_table_iter_next (&iter, NULL, &sync))
    held = hall_link_get_queued (hall_sync_get_link (sync)) > HALL_QUEUE_SOFT_MAX;
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, NULL, &sync))
    hall_sync_set_held (sync, held);
  if (self->sync != NULL)
    hall_sync_set_held (self->sync, held);
  if (held)
    hall_timer_start (self->hold_timer, HOLD_CHECK_MS);
}

static void
apply_rates (HallConversation *self)
{
  guint member = self->context->member_rate;
  guint room = self->context->room_rate;

  if (member != HALL_CONTEXT_DEFAULT_RATE || room != HALL_CONTEXT_DEFAULT_RATE)
    hall_host_set_rates (self->host,
                         member != HALL_CONTEXT_DEFAULT_RATE ? member
                                                             : HALL_MEMBER_EVENTS_PER_SECOND,
                         room != HALL_CONTEXT_DEFAULT_RATE ? room : HALL_ROOM_EVENTS_PER_SECOND);
}

static void
start_hosting (HallConversation *self)
{
  HallPerson *own = hall_context_get_self (self->context);
  HallStoredRoom *stored = self->stored;

  self->n_failures = 0;
  self->refused = FALSE;
  self->n_stranded = 0;
  self->waiting = 0;
  self->acquainted = TRUE;
  self->host = hall_host_new (self->context->identity, self->context->counters,
                              self->context->clock, self->genesis, self->context->name);
  /* Whoever hosted it last may have said any number. */
  if (stored->member)
    stored->epoch = MIN (stored->epoch + 1, HALL_NUMBER_MAX);
  stored->member = TRUE;
  stored->hosted = TRUE;
  g_free (stored->host);
  stored->host = g_strdup (self->context->own_id);
  g_clear_pointer (&stored->addresses, g_strfreev);
  hall_host_set_epoch (self->host, stored->epoch);
  hall_host_set_own_reach (self->host, NULL, hall_conversation_get_own_port (self));
  hall_host_set_judge (self->host, hall_conversation_judge_live, self);
  apply_rates (self);
  g_signal_connect_object (self->host, "event", G_CALLBACK (on_event), self, 0);
  g_signal_connect_object (self->host, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (self->host, "member-added", G_CALLBACK (on_member_added), self, 0);
  g_signal_connect_object (self->host, "member-removed", G_CALLBACK (on_member_removed), self, 0);
  hall_conversation_say_joined (self);
  hall_conversation_save (self);
  hall_room_set_problem (self->room, NULL);
  hall_room_set_membership (self->room, HALL_MEMBERSHIP_HOSTING);
  hall_room_clear_members (self->room);
  hall_room_add_member (self->room, own);
  hall_room_set_host (self->room, own);
  hall_conversation_note_host (self, own);
  hall_outbox_set_offset (self->outbox, 0);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_HOST);
  hall_conversation_show_connection (self);
  hall_conversation_emit_announcement (self);
  hall_conversation_answer_knocks (self);
  hall_conversation_finish_joiners (self, NULL);
}

static void
get_genesis_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_get_events_finish (HALL_STORE (source), result, &error);
  self->preparing = FALSE;
  if (self->closed || !self->begun)
    return;   /* or paused meanwhile */
  if (self->context->invisible)
    {
      hall_conversation_connect (self);
      return;
    }
  if (events != NULL && events->len == 1)
    {
      hall_conversation_set_genesis (self, g_ptr_array_index (events, 0));
      start_hosting (self);
      return;
    }
  if (error == NULL)
    error = g_error_new_literal (HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                                 _("This room's beginning is not in the history."));
  g_debug ("room %s cannot be hosted: %s", self->stored->id, error->message);
  hall_room_set_problem (self->room, error->message);
  hall_conversation_finish_joiners (self, error);
  hall_conversation_show_connection (self);
}

/* Others would have to hear of it. @task: (transfer full) (nullable). */
static void
refuse_to_host (GTask *task)
{
  if (task == NULL)
    return;
  g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_INVISIBLE, "%s",
                           _("While you are invisible you cannot host a room."));
  g_object_unref (task);
}

/**
 * hall_conversation_host:
 * @self: a conversation
 * @genesis: (nullable): the room's first event; read from the store if it is not known yet
 * @task: (transfer full) (nullable): finished with the room
 *
 * Hosts from now on, instead of trying to reach a host.
 */
void
hall_conversation_host (HallConversation *self,
                        HallEvent        *genesis,
                        GTask            *task)
{
  if (self->context->invisible && self->host == NULL && !self->welcomed)
    {
      refuse_to_host (task);
      return;
    }
  self->begun = TRUE;
  if (task != NULL)
    g_ptr_array_add (self->joiners, task);
  if (genesis != NULL)
    hall_conversation_set_genesis (self, genesis);
  if (self->host != NULL || self->welcomed)
    {
      hall_conversation_finish_joiners (self, NULL);
      return;
    }
  if (self->preparing)
    return;
  hall_conversation_stop_dialling (self);
  if (self->genesis != NULL)
    start_hosting (self);
  else
    {
      const char *ids[] = { self->stored->id, NULL };

      self->preparing = TRUE;
      hall_store_get_events_async (self->context->store, self->stored->id, ids,
                                   self->context->cancellable, get_genesis_cb,
                                   g_object_ref (self));
    }
}

/**
 * hall_conversation_create:
 * @self: a new conversation
 * @events: (element-type HallEvent): ours, stored, the genesis first
 * @task: (transfer full): finished with the room
 *
 * Shows the beginning of a room, and hosts it.
 */
void
hall_conversation_create (HallConversation *self,
                          GPtrArray        *events,
                          GTask            *task)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  HallEvent *genesis = g_ptr_array_index (events, 0);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (HallMessage) message = NULL;

  /* What else is said at first is part of creating it. */
  g_ptr_array_add (shown, genesis);
  self->census_loaded = TRUE;   /* there is nothing else yet */
  for (guint i = 1; i < events->len; i++)
    {
      hall_conversation_note_control (self, g_ptr_array_index (events, i));
      hall_conversation_note_event (self, g_ptr_array_index (events, i));
      hall_conversation_note_stored (self, g_ptr_array_index (events, i));
    }
  hall_conversation_set_genesis (self, genesis);
  hall_timeline_reset (timeline, shown, TRUE, TRUE);
  hall_timeline_set_state (timeline, genesis->id, HALL_MESSAGE_STATE_STORED);
  hall_conversation_note_event (self, genesis);
  hall_outbox_load (self->outbox);
  message = hall_timeline_make_message (timeline, genesis);
  if (!genesis->standing)
    hall_conversation_emit_message (self, message);
  hall_conversation_host (self, genesis, task);
}

/**
 * hall_conversation_is_hosting:
 * @self: a conversation
 *
 * Returns: whether we host it now
 */
gboolean
hall_conversation_is_hosting (HallConversation *self)
{
  return self->host != NULL;
}

/**
 * hall_conversation_admit:
 * @self: a conversation that is hosting
 * @link: ready
 * @join: what it asked for
 *
 * Lets it in, or the host refuses it.
 */
void
hall_conversation_admit (HallConversation *self,
                         HallLink         *link,
                         HallPacket       *join)
{
  g_autoptr (HallPacket) named = NULL;

  /* Whatever way led here: nobody gets in by another one than the census knows. */
  if (!hall_census_is_admitted (self->census, hall_link_get_peer_id (link)))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
      hall_conversation_give_reasons (self, link, join);
      hall_link_refuse (link, "not-permitted", "only who was invited");
      return;
    }
  named = hall_packet_new (HALL_PACKET_JOIN);
  /* It may have asked for the only room, whichever that is. */
  named->room = g_strdup (self->stored->id);
  named->name = g_strdup (join->name);
  named->fit = join->fit;
  named->tcp_port = join->tcp_port;
  if (!hall_host_admit (self->host, link, named))
    return;
  if (hall_census_contains (self->census, hall_link_get_peer_id (link)))
    g_hash_table_add (self->present, g_strdup (hall_link_get_peer_id (link)));
  synchronise (self, link);
}

/**
 * hall_conversation_make_announcement:
 * @self: a conversation
 *
 * Returns: (transfer full) (nullable): a ROOM, but for the fields of the announcer, while we host;
 *   a ROOMBYE while it is said who hosts after us
 */
HallDatagram *
hall_conversation_make_announcement (HallConversation *self)
{
  HallDatagram *datagram;
  HallPerson *creator;

  if (self->host == NULL && self->next_host == NULL)
    return NULL;
  if (self->host == NULL)
    {
      datagram = hall_datagram_new (HALL_DATAGRAM_ROOMBYE);
      datagram->room = g_strdup (self->stored->id);
      datagram->next_host = g_strdup (self->next_host);
      return datagram;
    }
  datagram = hall_datagram_new (HALL_DATAGRAM_ROOM);
  datagram->room = g_strdup (self->stored->id);
  datagram->name = g_strdup (self->stored->name);
  datagram->topic = g_strdup (self->stored->topic);
  datagram->members = hall_host_count_members (self->host);
  datagram->lock = g_strdup (hall_conversation_get_lock_word (self));
  datagram->creator = g_strdup (self->stored->creator);
  creator = hall_room_get_creator (self->room);
  if (creator != NULL && hall_person_has_name (creator))
    datagram->creator_name = g_strdup (hall_person_get_name (creator));
  datagram->epoch = self->stored->epoch;
  return datagram;
}
