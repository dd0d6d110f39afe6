/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-direct-read.c: up to where a private conversation was read, by us and by the
 * other.
 *
 * Part of HallConversation. What one has read is named by the last event of the other one; so the
 * other can see that it is its own, and an untrue mark says nothing about what was never said. The
 * person may keep it to itself.
 */

#define G_LOG_DOMAIN "hall-conversation-direct-read"

#include "config.h"

#include "hall-limits.h"
#include "hall-settings.h"

#include "hall-conversation-private.h"

#define READ_DELAY_MS 300
/* An honest one says three a second. */
#define MARKS_AT_ONCE 8

typedef struct
{
  HallConversation *conversation;
  gint64 lc;
  char *event_id;
} HallMark;

static void
hall_mark_free (HallMark *mark)
{
  g_object_unref (mark->conversation);
  g_free (mark->event_id);
  g_free (mark);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallMark, hall_mark_free)

/* Whether the whole of it was read, as far as we hold it. */
static gboolean
is_read (HallConversation *self)
{
  return hall_room_get_unread (self->room) == 0 && self->other_newest != NULL
         && self->stored->read_lc >= self->other_newest->lc;
}

static void
on_read (gpointer user_data)
{
  HallConversation *self = user_data;
  HallSettings *settings = self->context->settings;
  g_autoptr (HallPacket) packet = NULL;

  if (self->closed || !self->welcomed || !is_read (self)
      || (settings != NULL && !hall_settings_get_read_marks (settings))
      || (self->read_told == self->linked
          && g_strcmp0 (self->read_told_id, self->other_newest->id) == 0))
    return;
  self->read_told = self->linked;
  g_free (self->read_told_id);
  self->read_told_id = g_strdup (self->other_newest->id);
  packet = hall_packet_new (HALL_PACKET_RECEIPT);
  packet->room = g_strdup (self->stored->id);
  packet->lc = self->other_newest->lc;
  packet->event_id = g_strdup (self->other_newest->id);
  packet->read = TRUE;
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
}

void
hall_conversation_init_read (HallConversation *self)
{
  self->read_timer = hall_timer_new (self->context->clock, on_read, self);
  self->read_told = -1;
}

void
hall_conversation_clear_read (HallConversation *self)
{
  g_clear_pointer (&self->read_timer, hall_timer_free);
  g_clear_pointer (&self->other_newest, hall_event_unref);
  g_clear_pointer (&self->read_told_id, g_free);
  g_clear_pointer (&self->mark_due, hall_packet_unref);
}

/* Everything is read, or a link has begun; several times at once are told as one. */
void
hall_conversation_tell_read_soon (HallConversation *self)
{
  if (self->direct != NULL && self->welcomed && !self->closed
      && !hall_timer_is_running (self->read_timer))
    hall_timer_start (self->read_timer, READ_DELAY_MS);
}

/* An event is held, new or loaded. */
void
hall_conversation_note_direct (HallConversation *self,
                               HallEvent        *event)
{
  if (self->direct == NULL || !g_str_equal (event->author, self->stored->person)
      || (self->other_newest != NULL && hall_event_compare (event, self->other_newest) <= 0))
    return;
  g_clear_pointer (&self->other_newest, hall_event_unref);
  self->other_newest = hall_event_ref (event);
  hall_conversation_tell_read_soon (self);   /* it was read already, and only loaded now */
}

/* Rows were loaded, or have come: which of ours the other has read. */
void
hall_conversation_show_other_mark (HallConversation *self)
{
  if (self->direct != NULL && self->stored->other_lc > 0)
    hall_timeline_set_read_by_other (hall_room_get_timeline (self->room), self->stored->other_lc,
                                     self->stored->other_id);
}

static gboolean
is_newer (HallConversation *self,
          HallEvent        *event)
{
  if (event->lc != self->stored->other_lc)
    return event->lc > self->stored->other_lc;
  return g_strcmp0 (event->id, self->stored->other_id) != 0;
}

static void
take_mark (HallConversation *self,
           const HallMark   *mark,
           GPtrArray        *events)
{
  HallEvent *event;

  event = events->len == 1 ? g_ptr_array_index (events, 0) : NULL;
  if (event == NULL || event->lc != mark->lc || !g_str_equal (event->author, self->context->own_id)
      || !g_str_equal (event->room, self->stored->id))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      return;
    }
  if (!is_newer (self, event))
    return;
  self->stored->other_lc = event->lc;
  g_free (self->stored->other_id);
  self->stored->other_id = g_strdup (event->id);
  hall_conversation_save (self);
  hall_conversation_show_other_mark (self);
  hall_conversation_emit_state (self, event->id, HALL_MESSAGE_STATE_READ);
}

static void take_read (HallConversation *self,
                       HallPacket       *packet);

static void
get_events_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallMark) mark = user_data;
  HallConversation *self = mark->conversation;
  g_autoptr (HallPacket) due = g_steal_pointer (&self->mark_due);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  self->n_marks--;
  events = hall_store_get_events_finish (HALL_STORE (source), result, &error);
  if (self->closed)
    return;
  if (events != NULL)
    take_mark (self, mark, events);
  if (due != NULL && !self->closed)
    take_read (self, due);
}

/* However many are said, the store is asked about a few at a time, and about the last one. */
static void
take_read (HallConversation *self,
           HallPacket       *packet)
{
  const char *ids[] = { packet->event_id, NULL };
  HallMark *mark;

  if (self->n_marks >= MARKS_AT_ONCE)
    {
      g_clear_pointer (&self->mark_due, hall_packet_unref);
      self->mark_due = hall_packet_ref (packet);
      return;
    }
  mark = g_new0 (HallMark, 1);
  self->n_marks++;
  mark->conversation = g_object_ref (self);
  mark->lc = packet->lc;
  mark->event_id = g_strdup (packet->event_id);
  hall_store_get_events_async (self->context->store, self->stored->id, ids,
                               self->context->cancellable, get_events_cb, mark);
}

/**
 * hall_conversation_take_direct_receipt:
 * @self: a private conversation
 * @link: of the other
 * @packet: a `receipt`
 *
 * The other has everything up to an event, or has read up to one of ours. It speaks for itself
 * alone.
 */
void
hall_conversation_take_direct_receipt (HallConversation *self,
                                       HallLink         *link,
                                       HallPacket       *packet)
{
  if (packet->host != NULL || packet->event_id == NULL)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      return;
    }
  if (packet->read)
    take_read (self, packet);
  else
    hall_conversation_take_receipt (self, link, packet);
}
