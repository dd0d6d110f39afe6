/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-places.c: showing a conversation around one of its messages, or around a time.
 *
 * Part of HallConversation. What is loaded already is not read again. Also what files that read the
 * conversation elsewhere have to know of it.
 */

#define G_LOG_DOMAIN "hall-conversation-places"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-session.h"
#include "hall-store-talk.h"

#include "hall-conversation-private.h"

typedef struct
{
  HallConversation *conversation;
  GTask *task;
  guint number;            /* of the places that were asked for */
} HallPlace;

static void
fail (GTask *task)
{
  g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                           _("This message is not here any more. It was deleted, or the room was "
                             "cleared."));
}

static void
get_shown_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree HallPlace *place = user_data;
  g_autoptr (HallConversation) self = place->conversation;
  g_autoptr (GTask) task = place->task;
  GError *error = NULL;
  g_autoptr (GPtrArray) events = hall_store_get_events_finish (HALL_STORE (source), result, &error);

  if (events == NULL)
    {
      g_task_return_error (task, error);
    }
  else if (events->len == 0 || self->closed)
    {
      fail (task);
    }
  else if (place->number != self->talk->n_places)
    {
      g_task_return_boolean (task, TRUE);   /* another was asked for since */
    }
  else
    {
      HallEvent *event = g_ptr_array_index (events, 0);

      hall_conversation_open_place (self, event->lc, event->id, g_steal_pointer (&task));
    }
}

/**
 * hall_conversation_open_at:
 * @self: a conversation
 * @event_id: id of one of its events
 * @task: (transfer full): finished with %TRUE when its row is in the timeline, else with
 *   HALL_SESSION_ERROR_NOT_FOUND or a #HALL_STORE_ERROR
 */
void
hall_conversation_open_at (HallConversation *self,
                           const char       *event_id,
                           GTask            *task)
{
  const char *const ids[] = { event_id, NULL };
  HallPlace *place;

  if (hall_timeline_find (hall_room_get_timeline (self->room), event_id) != G_MAXUINT)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  place = g_new0 (HallPlace, 1);
  place->conversation = g_object_ref (self);
  place->task = task;
  place->number = ++self->talk->n_places;
  hall_store_get_shown_async (self->context->store, self->stored->id, ids,
                              self->context->cancellable, get_shown_cb, place);
}

/**
 * hall_conversation_open_at_time:
 * @self: a conversation
 * @time_ms: a clock of the room, ms
 * @task: (transfer full): finished with %TRUE when the rows around it are in the timeline
 */
void
hall_conversation_open_at_time (HallConversation *self,
                                gint64            time_ms,
                                GTask            *task)
{
  HallTimeline *timeline = hall_room_get_timeline (self->room);
  guint position = hall_timeline_find_time (timeline, time_ms);

  /* Unless rows before and after it are there, there may be others nearer to it. */
  if (position != G_MAXUINT && (position > 0 || hall_timeline_get_at_start (timeline)))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  hall_conversation_open_place (self, time_ms, NULL, task);
}

/**
 * hall_conversation_list_sketches:
 * @self: a conversation
 *
 * Returns: (transfer none) (element-type HallEvent): own edits, reactions and pins that wait to be
 *   signed, as they are seen
 */
GPtrArray *
hall_conversation_list_sketches (HallConversation *self)
{
  return self->talk->sketches;
}
