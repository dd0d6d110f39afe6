/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-stop.c: handing over, saying goodbye, and leaving everything on disk, in two seconds
 * at most.
 */

#define G_LOG_DOMAIN "hall-session-stop"

#include "config.h"

#include "hall-session-private.h"

/* Between the two goodbyes; links write their `bye` meanwhile. */
#define GOODBYE_MS 100
#define DEADLINE_MS 1900

typedef enum
{
  STOP_SETTLE,
  STOP_GOODBYE,
  STOP_STORE,
  STOP_DONE,
} HallStopState;

struct _HallStop
{
  HallSession *session;
  GPtrArray *tasks;         /* (element-type GTask): of all who want to know */
  HallTimer *goodbye_timer;
  HallTimer *deadline_timer;
  HallStopState state;
  guint n_users;
};

static void
hall_stop_release (HallStop *stop)
{
  if (--stop->n_users > 0)
    return;
  hall_timer_free (stop->goodbye_timer);
  hall_timer_free (stop->deadline_timer);
  g_ptr_array_unref (stop->tasks);
  g_object_unref (stop->session);
  g_free (stop);
}

static void
finish (HallStop *stop)
{
  HallSession *self = stop->session;

  if (stop->state == STOP_DONE)
    return;
  stop->state = STOP_DONE;
  self->stop = NULL;
  self->context->stopped = TRUE;
  hall_timer_stop (stop->goodbye_timer);
  hall_timer_stop (stop->deadline_timer);
  g_cancellable_cancel (self->context->cancellable);
  hall_session_set_running (self, FALSE);
  for (guint i = 0; i < stop->tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (stop->tasks, i), TRUE);
  hall_stop_release (stop);
}

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  HallStop *stop = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_store_close_finish (HALL_STORE (source), result, &error))
    g_debug ("the store did not close: %s", error->message);
  finish (stop);
  hall_stop_release (stop);
}

static void
on_goodbye (gpointer user_data)
{
  HallStop *stop = user_data;
  HallSession *self = stop->session;

  stop->state = STOP_STORE;
  if (self->announcer != NULL)
    {
      hall_announcer_say_goodbye (self->announcer);
      hall_announcer_stop (self->announcer);
    }
  hall_session_close_network (self);
  if (!self->store_open)
    {
      finish (stop);
      return;
    }
  self->store_open = FALSE;
  if (self->mode == HALL_SESSION_ACTIVE)
    {
      hall_roll_save (self->roll);
      hall_tally_save (self->tally);
    }
  stop->n_users++;
  hall_store_close_async (self->context->store, NULL, close_cb, stop);
}

static void
on_deadline (gpointer user_data)
{
  finish (user_data);
}

static void
close_conversations (HallSession *self)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->conversations);

  for (GList *link = all; link != NULL; link = link->next)
    hall_conversation_close (link->data);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  HallStop *stop = user_data;
  HallSession *self = stop->session;

  hall_session_settle_finish (self, result, NULL);
  if (stop->state == STOP_SETTLE)
    {
      stop->state = STOP_GOODBYE;
      self->context->stopped = TRUE;
      hall_session_clear_sleep (self);
      hall_session_clear_people (self);
      hall_session_clear_retention (self);
      hall_session_clear_probes (self);
      if (self->announcer != NULL)
        hall_announcer_say_goodbye (self->announcer);
      close_conversations (self);
      if (self->door != NULL)
        hall_door_close (self->door);
      hall_timer_start (stop->goodbye_timer, self->running && self->mode == HALL_SESSION_ACTIVE
                                               ? GOODBYE_MS : 0);
    }
  hall_stop_release (stop);
}

/**
 * hall_session_stop_async:
 * @self: a session
 * @callback: called within two seconds
 * @user_data: for @callback
 *
 * Hands over hosted rooms, says ROOMBYE and BYE, closes links and store. The session can't be
 * started again.
 */
void
hall_session_stop_async (HallSession        *self,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  gboolean first;
  HallStop *stop;

  g_return_if_fail (HALL_IS_SESSION (self));

  g_task_set_source_tag (task, hall_session_stop_async);
  first = !self->stopped;
  self->stopped = TRUE;
  if (self->stop != NULL)
    {
      g_ptr_array_add (self->stop->tasks, g_steal_pointer (&task));
      return;
    }
  if (!first || !self->started)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  stop = g_new0 (HallStop, 1);
  stop->n_users = 2;   /* until it has finished, and until all is settled */
  stop->session = g_object_ref (self);
  stop->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (stop->tasks, g_steal_pointer (&task));
  self->stop = stop;
  stop->goodbye_timer = hall_timer_new (self->context->clock, on_goodbye, stop);
  stop->deadline_timer = hall_timer_new (self->context->clock, on_deadline, stop);
  hall_timer_start (stop->deadline_timer, DEADLINE_MS);
  hall_session_settle_async (self, settled_cb, stop);
}

/**
 * hall_session_stop_finish:
 * @self: a session
 * @result: of the callback
 * @error: not set at present
 *
 * Returns: %TRUE
 */
gboolean
hall_session_stop_finish (HallSession  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
hall_session_abort (HallSession *self)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->conversations);

  self->stopped = TRUE;
  self->context->stopped = TRUE;
  if (self->announcer != NULL)
    hall_announcer_stop (self->announcer);
  hall_session_close_network (self);
  hall_session_clear_probes (self);
  hall_session_clear_retention (self);
  for (GList *link = all; link != NULL; link = link->next)
    hall_conversation_abort (link->data);
  close_conversations (self);
  g_cancellable_cancel (self->context->cancellable);
}
