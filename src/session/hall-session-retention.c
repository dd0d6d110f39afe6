/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-retention.c: the deleting of history: of what is older than the setting history-days
 * says, and of what somebody wants to be deleted.
 *
 * First each conversation and the store are told from when on they keep what was said; then the
 * store is asked for one slice of deleting after the other. The first is what counts: nothing comes
 * back from others after it, and what a program that ends has not deleted, the next one does.
 *
 * Days are those of logical clocks, so that others, who compare whole days with us, compare the
 * same ones. Which day it is, is never believed of this computer's clock alone: a clock that is
 * ahead would delete everything. The latest time that somebody else has agreed to is the limit.
 */

#define G_LOG_DOMAIN "hall-session-retention"

#include "config.h"

#include "hall-limits.h"
#include "hall-session-private.h"
#include "hall-store-expire.h"

#include "hall-session-retention.h"

#define LOOK_MS (60 * 60 * 1000)
/* Of our own: what nobody else has stays, unless somebody asks for it. */
#define SENT 2
#define STORED 1

struct _HallRetention
{
  HallTimer *timer;
  HallStoreExpiry *last;   /* (nullable) the slice that was done last */
  GPtrArray *waiting;      /* (element-type GTask) for the next pass */
  GPtrArray *passing;      /* (element-type GTask) for this one */
  GError *failure;         /* (nullable) of this pass, or of what came before it */
  gint64 from;             /* lc: what was applied last */
  gint64 before;           /* the latest that somebody waits for; G_MININT64: nobody does */
  gboolean running;
  gboolean again;
};

static void look (HallSession *self);

static gboolean
is_over (HallSession *self)
{
  return self->retention == NULL || self->context->stopped;
}

static void
note_error (HallSession *self,
            GError      *error)
{
  hall_context_report_store (self->context, error);
  if (error == NULL)
    return;
  g_debug ("old history is not deleted yet: %s", error->message);
  if (self->retention != NULL && self->retention->failure == NULL)
    self->retention->failure = g_error_copy (error);
}

static void
finish_tasks (GPtrArray *tasks,
              GError    *failure)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (failure == NULL)
        g_task_return_boolean (task, TRUE);
      else if (failure->domain == G_IO_ERROR)
        g_task_return_error (task, g_error_copy (failure));
      else
        g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, "%s",
                                 failure->message);
    }
}

static void
finish_pass (HallSession *self)
{
  HallRetention *retention = self->retention;
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&retention->passing);
  g_autoptr (GError) failure = g_steal_pointer (&retention->failure);
  g_autoptr (GList) conversations = g_hash_table_get_values (self->conversations);

  retention->passing = g_ptr_array_new_with_free_func (g_object_unref);
  retention->running = FALSE;
  g_clear_pointer (&retention->last, hall_store_expiry_free);
  for (GList *link = conversations; link != NULL; link = link->next)
    hall_conversation_finish_expiry (link->data);
  if (retention->waiting->len == 0)
    retention->before = G_MININT64;
  finish_tasks (tasks, failure);
  if (!is_over (self) && (self->retention->again || self->retention->waiting->len > 0))
    look (self);
}

static void next_slice (HallSession *self);

/* Of a room that was left: what was loaded is there until it is opened again. */
static void
forget_rows (HallSession *self,
             const char  *room_id)
{
  HallRoom *room = hall_directory_lookup_room (self->context->directory, room_id);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  if (room == NULL)
    return;
  hall_timeline_reset (hall_room_get_timeline (room), nothing, TRUE, TRUE);
  hall_room_set_pinned (room, nothing);
  hall_room_set_last_message (room, NULL);
}

static void
expire_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallSession) self = user_data;
  g_autoptr (GError) error = NULL;
  HallStoreExpiry *expiry = hall_store_expire_finish (HALL_STORE (source), result, &error);
  HallConversation *conversation;

  note_error (self, error);
  if (is_over (self))
    {
      hall_store_expiry_free (expiry);
      return;
    }
  hall_store_expiry_free (self->retention->last);
  self->retention->last = expiry;
  if (expiry == NULL || !expiry->more)
    {
      finish_pass (self);
      return;
    }
  conversation = g_hash_table_lookup (self->conversations, expiry->room);
  if (conversation != NULL)
    hall_conversation_take_expired (conversation, (const char *const *) expiry->ids);
  else if (expiry->ids[0] != NULL)
    forget_rows (self, expiry->room);
  next_slice (self);
}

static void
next_slice (HallSession *self)
{
  HallRetention *retention = self->retention;

  hall_store_expire_async (self->context->store, retention->last,
                           retention->passing->len > 0 ? STORED : SENT, NULL, expire_cb,
                           g_object_ref (self));
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallSession) self = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_keep_from_finish (HALL_STORE (source), result, &error);
  note_error (self, error);
}

/* In every room, and in those to come. */
static void
keep_all_from (HallSession *self,
               gint64       lc)
{
  GHashTableIter iter;
  gpointer value;

  g_debug ("history is kept from %" G_GINT64_FORMAT, lc);
  self->retention->from = self->context->history_from = lc;
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    hall_conversation_keep_from (value, lc);
  g_hash_table_iter_init (&iter, self->former);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallStoredRoom *former = value;

      former->kept_from = MAX (former->kept_from, lc);
    }
  hall_store_keep_from_async (self->context->store, NULL, lc, NULL, keep_cb, g_object_ref (self));
}

/* The beginning of a day; 0: everything is kept. */
static gint64
find_start (HallSession *self,
            gint64       now)
{
  gint64 days = hall_settings_get_history_days (self->settings);
  gint64 start = now / HALL_DAY_MS - days;

  return days > 0 && start > 0 ? start * HALL_DAY_MS : 0;
}

static void
find_witnessed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (HallSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 witnessed = hall_store_find_witnessed_finish (HALL_STORE (source), result, &error);
  gint64 start;

  note_error (self, error);
  if (is_over (self))
    return;
  start = find_start (self, MIN (witnessed, hall_clock_get_wall (self->context->clock)));
  if (start > 0)
    keep_all_from (self, start);
  next_slice (self);
}

/* Deletes what there is to delete, once what is being deleted is. */
static void
look (HallSession *self)
{
  HallRetention *retention = self->retention;

  retention->again = retention->running;
  if (retention->running)
    return;
  retention->running = TRUE;
  g_ptr_array_extend_and_steal (retention->passing, g_steal_pointer (&retention->waiting));
  retention->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (hall_settings_get_history_days (self->settings) > 0)
    {
      hall_store_find_witnessed_async (self->context->store, self->context->cancellable,
                                       find_witnessed_cb, g_object_ref (self));
      return;
    }
  /* What is deleted stays so, but of rooms to come everything is wanted. */
  retention->from = self->context->history_from = 0;
  next_slice (self);
}

static void
on_timer (gpointer user_data)
{
  HallSession *self = user_data;

  hall_timer_start (self->retention->timer, LOOK_MS);
  if (find_start (self, hall_clock_get_wall (self->context->clock)) > self->retention->from)
    look (self);
}

static void
on_history_days (HallSettings *settings,
                 GParamSpec   *pspec,
                 HallSession  *self)
{
  if (!is_over (self))
    look (self);
}

/* Whether somebody wanted something to be deleted, which may not be finished. */
static gboolean
has_deleted (HallSession *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (hall_conversation_get_stored (value)->kept_from > 0)
      return TRUE;
  g_hash_table_iter_init (&iter, self->former);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((HallStoredRoom *) value)->kept_from > 0)
      return TRUE;
  return FALSE;
}

void
hall_session_start_retention (HallSession *self)
{
  HallRetention *retention = g_new0 (HallRetention, 1);

  self->retention = retention;
  retention->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  retention->passing = g_ptr_array_new_with_free_func (g_object_unref);
  retention->before = G_MININT64;
  retention->timer = hall_timer_new (self->context->clock, on_timer, self);
  hall_timer_start (retention->timer, LOOK_MS);
  g_signal_connect_object (self->settings, "notify::history-days", G_CALLBACK (on_history_days),
                           self, 0);
  if (hall_settings_get_history_days (self->settings) > 0 || has_deleted (self))
    look (self);
}

void
hall_session_clear_retention (HallSession *self)
{
  HallRetention *retention = g_steal_pointer (&self->retention);
  g_autoptr (GError) error = NULL;

  if (retention == NULL)
    return;
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session ends");
  finish_tasks (retention->passing, error);
  finish_tasks (retention->waiting, error);
  g_ptr_array_unref (retention->passing);
  g_ptr_array_unref (retention->waiting);
  g_clear_error (&retention->failure);
  hall_store_expiry_free (retention->last);
  hall_timer_free (retention->timer);
  g_free (retention);
}

typedef struct
{
  HallSession *session;
  char *room;
} HallLimit;

static void
keep_former_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  HallLimit *limit = user_data;
  g_autoptr (HallSession) self = limit->session;
  g_autofree char *room = limit->room;
  g_autoptr (GError) error = NULL;
  gint64 from = hall_store_keep_from_finish (HALL_STORE (source), result, &error);
  HallStoredRoom *former = g_hash_table_lookup (self->former, room);

  g_free (limit);
  note_error (self, error);
  if (former != NULL)
    former->kept_from = MAX (former->kept_from, from);
}

static void
delete_former (HallSession *self,
               const char  *room,
               gint64       before)
{
  gint64 now = hall_clock_get_wall (self->context->clock);
  HallLimit *limit = g_new0 (HallLimit, 1);

  limit->session = g_object_ref (self);
  limit->room = g_strdup (room);
  hall_store_delete_held_async (self->context->store, room,
                                MIN (before, now - HALL_CLOCK_DELETED_MS), before, NULL,
                                keep_former_cb, limit);
}

static void
delete_before (HallSession *self,
               gint64       before)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, &id, &value))
    hall_store_delete_held_async (self->context->store, id,
                                  hall_conversation_delete_before (value, before), before, NULL,
                                  keep_cb, g_object_ref (self));
  g_hash_table_iter_init (&iter, self->former);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    delete_former (self, id, before);
}

/**
 * hall_session_delete_history_async:
 * @self: a running session
 * @before_ms: what is older by the time that messages show, in ms since 1970; %G_MAXINT64:
 *   everything
 * @cancellable: (nullable): its end is told by the error; the deletion goes on
 * @callback: called when nothing of it is left
 * @user_data: for @callback
 *
 * Deletes messages of all rooms and private conversations from this computer, for good. They do not
 * come back from others, who keep them. What others have said and nobody has seen here yet still
 * comes, if it is not days older.
 */
void
hall_session_delete_history_async (HallSession        *self,
                                   gint64              before_ms,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallRetention *retention = self->retention;

  g_return_if_fail (HALL_IS_SESSION (self));

  g_task_set_source_tag (task, hall_session_delete_history_async);
  if (is_over (self))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session does not run");
      return;
    }
  /* The store remembers one of these for each room. */
  retention->before = MAX (retention->before, before_ms);
  delete_before (self, retention->before);
  g_ptr_array_add (retention->waiting, g_steal_pointer (&task));
  look (self);
}

/**
 * hall_session_delete_history_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR STORE, or #G_IO_ERROR CANCELLED
 *
 * Returns: whether it is done
 */
gboolean
hall_session_delete_history_finish (HallSession  *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
