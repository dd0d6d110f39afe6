/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store.c: what a profile remembers: an asynchronous façade over one SQLite worker thread.
 *
 * Owned by HallSession. Here are the object and the way of requests to the worker and back; the
 * operations are in hall-store-*.c. Never runs SQL itself and never waits, but in dispose.
 */

#define G_LOG_DOMAIN "hall-store"

#include "config.h"

#include "hall-store-private.h"
#include "hall-store-worker.h"

#include "hall-store.h"

struct _HallStore
{
  GObject parent_instance;

  HallStoreWorker *worker;
  char *vfs;
};

G_DEFINE_FINAL_TYPE (HallStore, hall_store, G_TYPE_OBJECT)

/* Each request under way holds a reference to us, so there is none here and the worker ends as soon
 * as it has closed the file. */
static void
hall_store_dispose (GObject *object)
{
  HallStore *self = HALL_STORE (object);

  g_clear_pointer (&self->worker, hall_store_worker_free);

  G_OBJECT_CLASS (hall_store_parent_class)->dispose (object);
}

static void
hall_store_finalize (GObject *object)
{
  HallStore *self = HALL_STORE (object);

  g_free (self->vfs);

  G_OBJECT_CLASS (hall_store_parent_class)->finalize (object);
}

static void
hall_store_class_init (HallStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_store_dispose;
  object_class->finalize = hall_store_finalize;
}

static void
hall_store_init (HallStore *self)
{
  self->worker = hall_store_worker_new ();
}

/**
 * hall_store_new:
 *
 * Returns: (transfer full): a store to be opened. Dropping the last reference closes it, and waits
 * for that.
 */
HallStore *
hall_store_new (void)
{
  return g_object_new (HALL_TYPE_STORE, NULL);
}

void
hall_store_set_vfs (HallStore  *self,
                    const char *vfs)
{
  g_return_if_fail (HALL_IS_STORE (self));

  g_free (self->vfs);
  self->vfs = g_strdup (vfs);
}

void
hall_store_set_manual (HallStore *self)
{
  g_return_if_fail (HALL_IS_STORE (self));

  hall_store_worker_end_thread (self->worker);
}

guint
hall_store_run (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), 0);

  return hall_store_worker_run (self->worker);
}

guint
hall_store_drop_waiting (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), 0);

  return hall_store_worker_drop (self->worker);
}

guint
hall_store_get_n_waiting (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), 0);

  return hall_store_worker_get_n_waiting (self->worker);
}

void
hall_store_submit (HallStore           *self,
                   HallRequest         *request,
                   gpointer             tag,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HALL_IS_STORE (self));
  g_return_if_fail (self->worker != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  /* What was done was done: cancelling counts only until the worker begins. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, (GDestroyNotify) hall_request_free);

  request->task = task;
  request->context = g_main_context_ref (g_task_get_context (task));
  g_set_object (&request->cancellable, cancellable);
  hall_store_worker_push (self->worker, request);
}

HallRequest *
hall_store_finish (HallStore    *self,
                   GAsyncResult *result,
                   gpointer      tag,
                   GError      **error)
{
  g_return_val_if_fail (HALL_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_task_get_task_data (G_TASK (result));
}

/**
 * hall_store_open_async:
 * @self: a store
 * @path: the database file; its folder has to exist
 * @read_only: whether to open an existing file for reading, perhaps beside its writer
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Opens or creates the file (mode 0600) and migrates its schema. Of a store that was open, the
 * file before is closed. Errors: HALL_STORE_ERROR_OPEN, CORRUPT (the file is left as it is),
 * TOO_NEW, FULL, READ_ONLY, FAILED; with @read_only NOT_FOUND.
 */
void
hall_store_open_async (HallStore           *self,
                       const char          *path,
                       gboolean             read_only,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (HALL_IS_STORE (self));
  g_return_if_fail (path != NULL);

  request = hall_request_new (HALL_REQUEST_OPEN, NULL);
  request->text = g_strdup (path);
  request->value = g_strdup (self->vfs);
  request->flag = read_only;
  hall_store_submit (self, request, hall_store_open_async, cancellable, callback, user_data);
}

gboolean
hall_store_open_finish (HallStore    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  return hall_store_finish (self, result, hall_store_open_async, error) != NULL;
}

/**
 * hall_store_close_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Closes after everything asked before was done. What is asked after it fails with
 * HALL_STORE_ERROR_FAILED until the store is opened again.
 */
void
hall_store_close_async (HallStore           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  hall_store_submit (self, hall_request_new (HALL_REQUEST_CLOSE, NULL), hall_store_close_async,
                     cancellable, callback, user_data);
}

gboolean
hall_store_close_finish (HallStore    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  return hall_store_finish (self, result, hall_store_close_async, error) != NULL;
}
