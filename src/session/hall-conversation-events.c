/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-events.c: what becomes of an event once it is stored: shown, counted as unread,
 * acknowledged, relayed.
 *
 * Part of HallConversation. An event is acknowledged only when it is on disk, and given out once.
 */

#define G_LOG_DOMAIN "hall-conversation-events"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-expiry.h"

#define DIVIDER_DELAY_MS 1000

static gboolean
is_own (HallConversation *self,
        HallEvent        *event)
{
  return g_str_equal (event->author, self->context->own_id);
}

static void
note_state (HallConversation *self,
            HallEvent        *event)
{
  if (!is_own (self, event))
    {
      if (event->change != HALL_STATE_LEFT)
        hall_conversation_meet (self, event->author, event->name);
      return;
    }
  if (event->lc <= self->own_state_lc || event->change == HALL_STATE_RENAMED)
    return;
  self->own_state_lc = event->lc;
  if (event->change == HALL_STATE_LEFT)
    self->stored->joined_ms = 0;
  else
    self->stored->joined_ms = event->lc;
}

/* What the set says of who belongs to the room; in any order, and as often as one likes. */
void
hall_conversation_note_control (HallConversation *self,
                                HallEvent        *event)
{
  hall_census_add (self->census, event);
  self->rights_due |= hall_event_is_control (event);
  if (event->kind == HALL_EVENT_GENESIS)
    hall_room_set_only_since_joining (self->room, event->policy == HALL_HISTORY_JOINED);
  if (event->kind == HALL_EVENT_GENESIS && event->standing)
    hall_room_set_standing (self->room);
}

/* As opposed to what only happened: it counts as unread, as in the store. */
static gboolean
is_said (HallEvent *event)
{
  return event->kind == HALL_EVENT_TEXT || event->kind == HALL_EVENT_INVITE;
}

static void
note_other (HallConversation *self,
            HallEvent        *event)
{
  HallTalk *talk = self->talk;

  if (is_own (self, event)
      || (talk->last_other != NULL && hall_event_compare (event, talk->last_other) <= 0))
    return;
  g_clear_pointer (&talk->last_other, hall_event_unref);
  talk->last_other = hall_event_ref (event);
}

static void
note_text (HallConversation *self,
           HallEvent        *event)
{
  g_autoptr (HallMessage) message = NULL;

  note_other (self, event);
  if (self->last_text != NULL && hall_event_compare (event, self->last_text) <= 0)
    return;
  g_clear_pointer (&self->last_text, hall_event_unref);
  self->last_text = hall_event_ref (event);
  self->talk->last_edited = FALSE;
  message = hall_timeline_make_message (hall_room_get_timeline (self->room), event);
  hall_room_set_last_message (self->room, message);
}

/* Whether or not it is shown. */
static void
note_place (HallConversation *self,
            HallEvent        *event)
{
  hall_outbox_observe (self->outbox, event);
  if (!hall_event_is_control (event))
    self->spoken_lc = MAX (self->spoken_lc, event->lc);
  if (event->lc >= self->newest_lc
      && (self->newest == NULL || hall_event_compare (event, self->newest) > 0))
    {
      self->newest_lc = event->lc;
      g_clear_pointer (&self->newest, hall_event_unref);
      self->newest = hall_event_ref (event);
    }
}

void
hall_conversation_note_event (HallConversation *self,
                              HallEvent        *event)
{
  note_place (self, event);
  if (is_said (event))
    note_text (self, event);
  hall_conversation_note_direct (self, event);
}

/* As in the store. */
static gboolean
is_after_read (HallConversation *self,
               HallEvent        *event)
{
  guint8 raw_id[HALL_EVENT_ID_SIZE];

  if (event->lc != self->stored->read_lc)
    return event->lc > self->stored->read_lc;
  return self->stored->read_id == NULL
         || !hall_base64url_decode (self->stored->read_id, raw_id, sizeof raw_id)
         || memcmp (event->raw_id, raw_id, sizeof raw_id) > 0;
}

/* What was said before we came is history: nothing of it is news. */
static gboolean
is_news (HallConversation *self,
         HallEvent        *event)
{
  HallPerson *author = hall_directory_lookup_person (self->context->directory, event->author);

  if (!is_said (event) || is_own (self, event) || self->first_join
      || (author != NULL && hall_person_get_blocked (author)))
    return FALSE;
  return is_after_read (self, event)
         || (self->stored->joined_ms != 0 && event->lc > self->stored->joined_ms);
}

static void
count_unread (HallConversation *self,
              HallEvent        *event)
{
  guint unread = hall_room_get_unread (self->room);

  if (!is_news (self, event))
    return;
  if (unread == 0)
    hall_timer_start (self->marker_timer, DIVIDER_DELAY_MS);
  hall_room_set_unread (self->room, unread + 1);
  hall_conversation_count_mention (self, event);
  if (!is_after_read (self, event))
    g_hash_table_add (self->talk->late_unread, g_strdup (event->id));
  hall_conversation_check_late (self, event, is_after_read (self, event));
}

/* It is not shown any more. */
void
hall_conversation_discount (HallConversation *self,
                            HallEvent        *event)
{
  guint unread = hall_room_get_unread (self->room);
  gboolean late = g_hash_table_remove (self->talk->late_unread, event->id);

  if (unread == 0 || !is_news (self, event) || !(late || is_after_read (self, event)))
    return;
  hall_room_set_unread (self->room, unread - 1);
  hall_conversation_discount_mention (self, event);
}

/* FALSE: it is kept, but there is nothing to be shown of it. */
static gboolean
is_to_be_shown (HallConversation *self,
                HallEvent        *event)
{
  if (event->kind == HALL_EVENT_DELETE)
    hall_conversation_take_delete (self, event);
  else if (!hall_conversation_permits (self, event))
    hall_conversation_withhold (self, event);
  else if (!hall_conversation_meets_deletion (self, event))
    return TRUE;
  return FALSE;
}

static void
show_new (HallConversation *self,
          GPtrArray        *arrivals)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      if (!arrival->is_new)
        continue;
      hall_conversation_note_control (self, arrival->event);
      if (arrival->event->kind == HALL_EVENT_STATE)
        note_state (self, arrival->event);
    }
  /* By the rights that all of them together give. */
  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      if (arrival->shown && !arrival->is_new)
        hall_conversation_meets_deletion (self, arrival->event);   /* it is on disk only now */
      if (!arrival->is_new)
        continue;
      note_place (self, arrival->event);
      if (is_to_be_shown (self, arrival->event))
        g_ptr_array_add (events, arrival->event);
    }
  hall_conversation_show_events (self, events);
}

/* What is new about old rows, then new rows: to the timeline in one go, then to whoever listens,
 * one by one. */
void
hall_conversation_show_events (HallConversation *self,
                               GPtrArray        *arrived)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_autoptr (GPtrArray) events = hall_conversation_take_notes (self, arrived);

  if (events->len == 0)
    return;
  hall_timeline_add (timeline, events);
  for (guint i = 0; i < events->len && !self->closed; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      g_autoptr (HallMessage) message = NULL;

      hall_conversation_note_event (self, event);
      hall_conversation_note_typed (self, event);
      if (is_own (self, event))
        hall_timeline_set_state (timeline, event->id, HALL_MESSAGE_STATE_SENT);
      if (hall_conversation_is_passing (self, event))
        continue;
      count_unread (self, event);
      if (!hall_timeline_has_row (event))
        continue;
      message = hall_timeline_make_message (timeline, event);
      hall_conversation_emit_message (self, message);
    }
  if (!self->closed)
    hall_conversation_meet_rows (self, events);
}

static void
confirm_arrival (HallConversation *self,
                 HallArrival      *arrival)
{
  const char *id = arrival->event->id;
  gboolean unknown = arrival->is_new || arrival->shown;

  switch (arrival->origin)
    {
    case HALL_ORIGIN_MEMBER:
      if (self->host != NULL)
        /* It is on two disks: the author's own is the other. */
        hall_host_acknowledge (self->host, arrival->peer_id, id, HALL_ACK_REPLICATED);
      break;
    case HALL_ORIGIN_HOST:
      hall_conversation_confirm (self, id);
      /* It came from our host, and now we are: nobody else may have it. */
      if (unknown && hall_conversation_permits (self, arrival->event))
        hall_conversation_relay (self, arrival->event, NULL);
      break;
    case HALL_ORIGIN_SYNC:
    default:
      if (unknown && hall_conversation_permits (self, arrival->event))
        hall_conversation_relay (self, arrival->event, arrival->peer_id);
      if (g_strcmp0 (arrival->event->author, arrival->peer_id) != 0)
        break;
      if (self->host != NULL)
        hall_host_acknowledge (self->host, arrival->peer_id, id, HALL_ACK_REPLICATED);
      else
        hall_conversation_confirm (self, id);
      break;
    }
}

static void
on_stored (HallIntake       *intake,
           GPtrArray        *arrivals,
           HallConversation *self)
{
  hall_conversation_begin_passing (self);
  show_new (self, arrivals);
  hall_conversation_end_passing (self);
  hall_conversation_save_late (self);
  for (guint i = 0; i < arrivals->len && !self->closed; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      /* A host relays before it stores; whoever else gives something has it on disk. */
      if (arrival->is_new)
        hall_conversation_note_new (self, arrival->event, arrival->origin != HALL_ORIGIN_HOST
                                                            ? arrival->peer_id : NULL);
      hall_conversation_note_stored (self, arrival->event);
      confirm_arrival (self, arrival);
    }
  if (!self->closed)
    hall_conversation_check_held (self);
  /* A key costs nothing: there may be as many authors as events. */
  hall_directory_trim_people (self->context->directory, 2 * arrivals->len);
  hall_conversation_check_rights (self);
  hall_conversation_check_scopes (self);
  hall_conversation_check_settled (self);
}

static void
on_failed (HallIntake       *intake,
           GPtrArray        *arrivals,
           HallConversation *self)
{
  hall_conversation_forget_passing (self);
  show_new (self, arrivals);
  hall_conversation_check_rights (self);
  hall_conversation_check_settled (self);
}

static void
on_signed (HallOutbox       *outbox,
           HallEvent        *event,
           HallConversation *self)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  g_autoptr (HallMessage) message = NULL;

  if (event->kind == HALL_EVENT_TEXT)
    hall_timeline_set_signed (timeline, event);
  else if (hall_event_is_annotation (event))
    {
      note_place (self, event);
      if (event->kind == HALL_EVENT_DELETE)
        {
          hall_conversation_take_delete (self, event);
          hall_conversation_tell_deleted (self, event);
        }
      else
        hall_conversation_note_signed (self, event);
      hall_conversation_note_new (self, event, NULL);
      hall_conversation_note_stored (self, event);
      return;
    }
  else
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new ();

      g_ptr_array_add (events, event);
      hall_timeline_add (timeline, events);
      hall_conversation_note_control (self, event);
    }
  if (event->kind == HALL_EVENT_STATE)
    {
      note_state (self, event);
      hall_conversation_save (self);
    }
  hall_conversation_note_event (self, event);
  hall_conversation_note_new (self, event, NULL);
  hall_conversation_note_stored (self, event);
  if (!hall_conversation_permits (self, event))
    {
      const char *const ids[] = { event->id, NULL };

      /* We lost the right to it while it waited. */
      hall_conversation_hide (self, ids, HALL_HIDDEN_UNPERMITTED, TRUE);
    }
  else if (hall_timeline_has_row (event))
    {
      message = hall_timeline_make_message (timeline, event);
      hall_conversation_emit_message (self, message);
      hall_conversation_answer (self);
    }
  hall_conversation_check_rights (self);
}

void
hall_conversation_send_event (HallConversation *self,
                              HallEvent        *event)
{
  g_autoptr (HallPacket) packet = hall_packet_new_event (event);

  hall_link_send (self->link, packet, HALL_LINK_CHAT);
  if (hall_link_get_queued (self->link) > HALL_QUEUE_SOFT_MAX)
    hall_outbox_set_congested (self->outbox, TRUE);
}

static void
on_send (HallOutbox       *outbox,
         HallEvent        *event,
         HallConversation *self)
{
  if (self->host != NULL)
    hall_conversation_relay (self, event, NULL);
  else if (self->welcomed && hall_conversation_may_offer (self, event))
    hall_conversation_send_event (self, event);
}

/* What waits stands at the end, in the order written; of texts alone anything is shown. */
static void
on_outbox_stored (HallOutbox       *outbox,
                  const char       *token,
                  HallConversation *self)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (self->room));

  for (guint i = g_list_model_get_n_items (timeline); i > 0; i--)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i - 1);

      if (hall_message_get_id (message) != NULL)
        return;
      if (g_strcmp0 (hall_message_get_token (message), token) == 0)
        {
          g_signal_emit_by_name (self, "message-kept", message);
          return;
        }
    }
}

static void
on_outbox_failed (HallOutbox       *outbox,
                  const char       *token,
                  HallConversation *self)
{
  hall_conversation_note_failed (self, token);
}

void
hall_conversation_say_joined (HallConversation *self)
{
  /* That we did is remembered only once it is signed: after a crash we say it again. */
  if (self->stored->joined_ms == 0 && !self->join_queued)
    {
      self->join_queued = TRUE;
      hall_outbox_add_state (self->outbox, HALL_STATE_JOINED, self->context->name);
    }
  else if (self->stored->joined_ms != 0 && self->rename_due)
    hall_outbox_add_state (self->outbox, HALL_STATE_RENAMED, self->context->name);
  self->rename_due = FALSE;
}

void
hall_conversation_init_events (HallConversation *self,
                               gint64            highest_lc)
{
  self->outbox = hall_outbox_new (self->context, self->stored->id, highest_lc);
  g_signal_connect_object (self->outbox, "signed", G_CALLBACK (on_signed), self, 0);
  g_signal_connect_object (self->outbox, "send", G_CALLBACK (on_send), self, 0);
  g_signal_connect_object (self->outbox, "stored", G_CALLBACK (on_outbox_stored), self, 0);
  g_signal_connect_object (self->outbox, "failed", G_CALLBACK (on_outbox_failed), self, 0);
  self->intake = hall_intake_new (self->context);
  g_signal_connect_object (self->intake, "stored", G_CALLBACK (on_stored), self, 0);
  g_signal_connect_object (self->intake, "failed", G_CALLBACK (on_failed), self, 0);
}

void
hall_conversation_take_synced (HallConversation *self,
                               GPtrArray        *events,
                               const char       *peer_id)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      /* Whether we joined, and who else did, must be known as soon as these events are there. */
      hall_conversation_note_control (self, event);
      if (event->kind == HALL_EVENT_STATE && is_own (self, event))
        note_state (self, event);
      hall_conversation_take_in (self, event, HALL_ORIGIN_SYNC, peer_id);
    }
  if (hall_intake_is_full (self->intake))
    hall_conversation_check_held (self);
  hall_conversation_check_rights (self);
}
