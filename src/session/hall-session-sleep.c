/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-sleep.c: settling what others rely on before we fall silent; sleeping, waking up.
 *
 * Settling is what stopping and sleeping have in common: what was just said gets out, hosted rooms
 * get another host, rooms that are being left are left. It has a bound, whatever others do.
 */

#define G_LOG_DOMAIN "hall-session-sleep"

#include "config.h"

#include "hall-session-private.h"

/* With the goodbyes and the store, all within two seconds. */
#define SETTLE_MS 1500
/* What was just said is given so long to reach somebody's disk. */
#define DRAIN_MS 300
#define DRAIN_CHECK_MS 10
/* Between the two goodbyes; links write their `bye` meanwhile. */
#define GOODBYE_MS 100
/* Who was told that the computer will sleep, and still runs, was told wrong. */
#define STILL_AWAKE_MS 30000

struct _HallSettling
{
  HallSession *session;
  HallTimer *timer;
  HallTimer *drain_timer;
  gint64 drain_deadline;  /* monotonic µs */
  GPtrArray *tasks;       /* (element-type GTask) */
  guint n_pending;
};

static void
hall_settling_clear (gpointer data)
{
  HallSettling *settling = data;

  g_clear_pointer (&settling->timer, hall_timer_free);
  g_clear_pointer (&settling->drain_timer, hall_timer_free);
  g_ptr_array_unref (settling->tasks);
  g_object_unref (settling->session);
}

static void
hall_settling_unref (HallSettling *settling)
{
  g_rc_box_release_full (settling, hall_settling_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSettling, hall_settling_unref)

static void
finish_settling (HallSettling *settling)
{
  g_autoptr (HallSettling) kept = g_rc_box_acquire (settling);
  HallSession *self = settling->session;

  if (self->settling != settling)
    return;
  g_clear_pointer (&settling->timer, hall_timer_free);
  g_clear_pointer (&settling->drain_timer, hall_timer_free);
  self->settling = NULL;
  hall_session_finish_leaves (self);
  for (guint i = 0; i < settling->tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (settling->tasks, i), TRUE);
  hall_settling_unref (settling);
}

static void
on_settle_timer (gpointer user_data)
{
  g_debug ("not everything could be settled in time");
  finish_settling (user_data);
}

static void
settle_one (HallSettling *settling)
{
  if (--settling->n_pending == 0)
    finish_settling (settling);
}

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallSettling) settling = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_conversation_hand_over_finish (HALL_CONVERSATION (source), result, &error))
    g_debug ("a room is not handed over: %s", error->message);
  settle_one (settling);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallSettling) settling = user_data;

  settle_one (settling);
}

static void
begin_settling (HallSettling *settling)
{
  HallSession *self = settling->session;
  g_autoptr (GPtrArray) leaving = hall_session_list_leaving (self);
  g_autoptr (GList) all = g_hash_table_get_values (self->conversations);

  for (GList *next = all; next != NULL; next = next->next)
    {
      if (!hall_conversation_is_hosting (next->data)
          || g_ptr_array_find (leaving, next->data, NULL))
        continue;
      settling->n_pending++;
      hall_conversation_hand_over_async (next->data, handed_over_cb, g_rc_box_acquire (settling));
    }
  for (guint i = 0; i < leaving->len; i++)
    {
      settling->n_pending++;
      hall_session_leave_at_once (self, g_ptr_array_index (leaving, i),
                                  g_task_new (self, NULL, left_cb, g_rc_box_acquire (settling)));
    }
}

static gboolean
has_something_to_say (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    if (hall_room_get_connection (hall_conversation_get_room (conversation))
          == HALL_CONNECTION_LIVE
        && hall_conversation_count_unsent (conversation) > 0)
      return TRUE;
  return FALSE;
}

static void
on_drain (gpointer user_data)
{
  HallSettling *settling = user_data;
  g_autoptr (HallSettling) kept = g_rc_box_acquire (settling);
  HallSession *self = settling->session;

  if (hall_clock_get_monotonic (self->context->clock) < settling->drain_deadline
      && has_something_to_say (self))
    {
      hall_timer_start (settling->drain_timer, DRAIN_CHECK_MS);
      return;
    }
  begin_settling (settling);
  settle_one (settling);
}

/* Hands over what we host and leaves what is being left; @callback is called within SETTLE_MS. */
void
hall_session_settle_async (HallSession        *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  HallSettling *settling = self->settling;

  g_task_set_source_tag (task, hall_session_settle_async);
  if (settling != NULL)
    {
      g_ptr_array_add (settling->tasks, task);
      return;
    }
  settling = g_rc_box_new0 (HallSettling);
  settling->session = g_object_ref (self);
  settling->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  settling->timer = hall_timer_new (self->context->clock, on_settle_timer, settling);
  g_ptr_array_add (settling->tasks, task);
  self->settling = settling;
  hall_timer_start (settling->timer, SETTLE_MS);
  settling->n_pending = 1;   /* so that nothing ends before all has begun */
  if (!self->running || self->mode != HALL_SESSION_ACTIVE || self->sleep_state == HALL_ASLEEP)
    {
      settle_one (settling);
      return;
    }
  self->context->settling = TRUE;
  settling->drain_timer = hall_timer_new (self->context->clock, on_drain, settling);
  settling->drain_deadline = hall_clock_get_monotonic (self->context->clock) + DRAIN_MS * 1000;
  on_drain (settling);
}

gboolean
hall_session_settle_finish (HallSession  *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
finish_sleepers (HallSession *self)
{
  g_autoptr (GPtrArray) sleepers = g_steal_pointer (&self->sleepers);

  self->sleepers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sleepers->len; i++)
    g_task_return_boolean (g_ptr_array_index (sleepers, i), TRUE);
}

static void
on_sleep_timer (gpointer user_data)
{
  HallSession *self = user_data;
  g_autoptr (HallSession) kept = g_object_ref (self);

  if (self->sleep_state == HALL_ASLEEP)
    {
      g_debug ("the computer does not sleep after all");
      hall_session_wake (self);
      return;
    }
  self->sleep_state = HALL_ASLEEP;
  if (!self->stopped)
    {
      hall_announcer_say_goodbye (self->announcer);
      hall_announcer_stop (self->announcer);
      hall_network_close (self->network);
      hall_discovery_update (self->discovery);
    }
  finish_sleepers (self);
  if (self->wake_wanted)
    hall_session_wake (self);
  else if (self->sleep_watch != NULL)
    hall_timer_start (self->sleep_timer, STILL_AWAKE_MS);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  HallSession *self = HALL_SESSION (source);
  g_autoptr (GList) all = NULL;

  hall_session_settle_finish (self, result, NULL);
  if (self->stopped)
    {
      finish_sleepers (self);
      return;
    }
  hall_session_clear_probes (self);
  hall_announcer_say_goodbye (self->announcer);
  all = g_hash_table_get_values (self->conversations);
  for (GList *next = all; next != NULL; next = next->next)
    hall_conversation_pause (next->data);
  hall_timer_start (self->sleep_timer, GOODBYE_MS);
}

/**
 * hall_session_sleep_async:
 * @self: a running session
 * @callback: called within two seconds
 * @user_data: for @callback
 *
 * Hands over hosted rooms, says ROOMBYE and BYE, closes links and sockets. Nothing is forgotten,
 * and what is written waits.
 */
void
hall_session_sleep_async (HallSession        *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (HALL_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hall_session_sleep_async);
  self->wake_wanted = FALSE;
  if (!self->running || self->stopped || self->mode != HALL_SESSION_ACTIVE
      || self->sleep_state == HALL_ASLEEP)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (self->sleepers, task);
  if (self->sleep_state == HALL_FALLING_ASLEEP)
    return;
  self->sleep_state = HALL_FALLING_ASLEEP;
  hall_session_settle_async (self, settled_cb, NULL);
}

/**
 * hall_session_sleep_finish:
 * @self: a session
 * @result: of the callback
 * @error: not set at present
 *
 * Returns: %TRUE
 */
gboolean
hall_session_sleep_finish (HallSession  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hall_session_wake:
 * @self: a session
 *
 * Opens the network again, says hello and goes back to the rooms; nothing happens to a session that
 * is awake.
 */
void
hall_session_wake (HallSession *self)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  if (self->sleep_state == HALL_FALLING_ASLEEP)
    self->wake_wanted = TRUE;
  if (self->sleep_state != HALL_ASLEEP || self->stopped)
    return;
  self->sleep_state = HALL_AWAKE;
  self->context->settling = FALSE;
  self->wake_wanted = FALSE;
  hall_timer_stop (self->sleep_timer);
  if (!self->offline)
    hall_network_open (self->network, NULL);   /* it goes on trying, and says what is wrong */
  hall_session_begin (self);
}

/* The clock shows that the computer slept, whether or not anybody had told us before. */
void
hall_session_note_slept (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  if (self->sleep_state != HALL_AWAKE)
    {
      hall_session_wake (self);
      return;
    }
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_check_links (conversation);
}

static void
slept_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  HallSession *self = HALL_SESSION (source);

  hall_session_sleep_finish (self, result, NULL);
  if (self->sleep_watch != NULL)
    hall_sleep_watch_release (self->sleep_watch);
}

static void
on_sleep (HallSession *self)
{
  hall_session_sleep_async (self, slept_cb, NULL);
}

void
hall_session_set_watches_sleep (HallSession *self,
                                gboolean     watches_sleep)
{
  self->watches_sleep = watches_sleep;
}

void
hall_session_init_sleep (HallSession *self)
{
  self->sleepers = g_ptr_array_new_with_free_func (g_object_unref);
}

/* It runs: from now on it matters whether the computer sleeps. */
void
hall_session_watch_sleep (HallSession *self)
{
  self->sleep_timer = hall_timer_new (self->context->clock, on_sleep_timer, self);
  if (self->mode != HALL_SESSION_ACTIVE || (self->only_loopback && !self->watches_sleep))
    return;
  self->sleep_watch = hall_sleep_watch_new ();
  g_signal_connect_object (self->sleep_watch, "sleep", G_CALLBACK (on_sleep), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sleep_watch, "wake", G_CALLBACK (hall_session_wake), self,
                           G_CONNECT_SWAPPED);
}

void
hall_session_clear_sleep (HallSession *self)
{
  if (self->sleep_watch != NULL)
    hall_sleep_watch_close (self->sleep_watch);
  g_clear_object (&self->sleep_watch);
  g_clear_pointer (&self->sleep_timer, hall_timer_free);
  /* It was stopped before it slept. Their tasks hold the session. */
  finish_sleepers (self);
}
