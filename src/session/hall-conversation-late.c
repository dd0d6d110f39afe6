/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-late.c: what arrived above the line up to which everything had been read.
 *
 * Part of HallConversation. It happens when two halves of a room meet again, or when somebody comes
 * back who wrote while nobody heard. Such a row is marked, counts as unread, and opening the room
 * leads to it.
 */

#define G_LOG_DOMAIN "hall-conversation-late"

#include "config.h"

#include "hall-conversation-private.h"

/* Two people who write at once are in no order worth mentioning. */
#define LATE_AFTER_MS 2000
/* An id after every other. */
#define LAST_ID "_____________________w"

/* @in_order: it stands below the read mark, as news should. */
void
hall_conversation_check_late (HallConversation *self,
                              HallEvent        *event,
                              gboolean          in_order)
{
  gint64 offset = self->welcomed ? hall_link_get_offset (self->link) : 0;
  gint64 now = hall_clock_get_wall (self->context->clock) + offset;

  if (in_order)
    return;
  if (self->late_lc == 0 || event->lc < self->late_lc)
    self->late_lc = event->lc;
  if (now - event->lc < LATE_AFTER_MS)
    return;
  hall_timeline_set_late (hall_room_get_timeline (self->room), event->id);
  g_ptr_array_add (self->late_ids, g_strdup (event->id));
}

static void
mark_late_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_mark_late_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
}

/* They are on disk now, so that the mark can be. */
void
hall_conversation_save_late (HallConversation *self)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->late_ids->len == 0)
    return;
  ids = g_steal_pointer (&self->late_ids);
  self->late_ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (ids, NULL);
  hall_store_mark_late_async (self->context->store, (const char *const *) ids->pdata, NULL,
                              mark_late_cb, g_object_ref (self));
}

/* After which row something unread begins: the read mark, or what stands before the first row that
 * came late. */
void
hall_conversation_get_unread_mark (HallConversation *self,
                                   gint64           *lc,
                                   const char      **event_id)
{
  if (self->late_lc == 0)
    {
      *lc = self->stored->read_lc;
      *event_id = self->stored->read_id;
      return;
    }
  *lc = self->late_lc - 1;
  *event_id = LAST_ID;
}

void
hall_conversation_show_unread_mark (HallConversation *self)
{
  const char *event_id;
  gint64 lc;

  hall_conversation_get_unread_mark (self, &lc, &event_id);
  hall_timeline_set_read_marker (hall_room_get_timeline (self->room), lc, event_id);
}
