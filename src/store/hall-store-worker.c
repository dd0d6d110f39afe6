/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-worker.c: the program's only thread: takes requests, groups writes, answers.
 *
 * It takes all that waits. Writes that follow one another share a transaction, because one fsync
 * costs more than a hundred inserts; a request's results leave only when its transaction is on
 * disk. Requests carry GTasks, which the worker passes back unopened: the last reference to a
 * HallStore must never be dropped here, where its dispose would wait for itself. Tests may do
 * without the thread and say themselves when all that waits is run.
 */

#define G_LOG_DOMAIN "hall-store-worker"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-store-forget.h"

#include "hall-store-worker.h"

/* Keep a transaction, and so the wait of the first in it and of what comes after it, below some
 * 20 ms of work: so many requests, with so many events or ids in them. A larger one goes alone. */
#define GROUP_MAX 256
#define GROUP_WEIGHT_MAX 1000

struct _HallStoreWorker
{
  GThread *thread;         /* NULL: hall_store_worker_run () is called instead */
  GAsyncQueue *queue;      /* HallRequest */
  HallDatabase *database;  /* (nullable) worker thread only */
  gboolean has_work;       /* a room may be half forgotten */
};

static gboolean
deliver_cb (gpointer data)
{
  GPtrArray *requests = data;

  for (guint i = 0; i < requests->len; i++)
    {
      HallRequest *request = g_ptr_array_index (requests, i);
      /* The request is its task's data, and lives as long as that. */
      g_autoptr (GTask) task = g_steal_pointer (&request->task);

      if (request->error)
        g_task_return_error (task, g_steal_pointer (&request->error));
      else
        g_task_return_boolean (task, TRUE);
    }

  return G_SOURCE_REMOVE;
}

/* Neighbours of one context travel together. */
static void
deliver (HallRequest **requests,
         guint         n_requests)
{
  for (guint i = 0; i < n_requests;)
    {
      GMainContext *context = requests[i]->context;
      g_autoptr (GPtrArray) parcel = g_ptr_array_new ();
      g_autoptr (GSource) source = g_idle_source_new ();

      for (; i < n_requests && requests[i]->context == context; i++)
        g_ptr_array_add (parcel, requests[i]);

      /* The task still holds it; from the callback on the requests may be gone at any moment. */
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_static_name (source, "[hallway] store results");
      g_source_set_callback (source, deliver_cb, g_steal_pointer (&parcel),
                             (GDestroyNotify) g_ptr_array_unref);
      g_source_attach (source, context);
    }
}

static gboolean
run_one (HallStoreWorker *self,
         HallRequest     *request)
{
  if (g_cancellable_set_error_if_cancelled (request->cancellable, &request->error))
    return FALSE;

  if (self->database == NULL)
    {
      g_set_error_literal (&request->error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                           _("The history is not open. Start Hallway again."));
      return FALSE;
    }

  return request->run (request, self->database, &request->error);
}

/* Returns: whether the transaction is worth its commit: TRUE if every request that did not succeed
 * was only cancelled. */
static gboolean
run_group (HallStoreWorker *self,
           HallRequest    **requests,
           guint            n_requests)
{
  for (guint i = 0; i < n_requests; i++)
    if (!run_one (self, requests[i]) &&
        !g_error_matches (requests[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return FALSE;

  return TRUE;
}

static void
fail_group (HallRequest **requests,
            guint         n_requests,
            const GError *error)
{
  for (guint i = 0; i < n_requests; i++)
    {
      if (requests[i]->error)
        continue;

      hall_request_reset (requests[i]);
      requests[i]->error = g_error_copy (error);
    }
}

static void
run_writes (HallStoreWorker *self,
            HallRequest    **requests,
            guint            n_requests)
{
  g_autoptr (GError) error = NULL;

  if (self->database && !hall_database_begin (self->database, &error))
    {
      fail_group (requests, n_requests, error);
      return;
    }

  if (run_group (self, requests, n_requests))
    {
      if (self->database && !hall_database_commit (self->database, &error))
        {
          hall_database_roll_back (self->database);
          fail_group (requests, n_requests, error);
        }
      return;
    }

  if (self->database)
    hall_database_roll_back (self->database);
  if (n_requests == 1)
    return;

  /* One could not be done and took the others with it: each for itself then. */
  g_debug ("a group of %u fell apart", n_requests);
  for (guint i = 0; i < n_requests; i++)
    {
      hall_request_reset (requests[i]);
      run_writes (self, &requests[i], 1);
    }
}

static void
run_open (HallStoreWorker *self,
          HallRequest     *request)
{
  if (g_cancellable_set_error_if_cancelled (request->cancellable, &request->error))
    return;

  g_clear_pointer (&self->database, hall_database_close);
  self->database = hall_database_open (request->text, request->value, request->flag,
                                       &request->error);
  self->has_work = self->database && !request->flag;
}

/* Returns: how many of them are writes that go together, at least 1 */
static guint
measure_group (HallRequest **requests,
               guint         n_requests)
{
  guint weight = hall_request_get_weight (requests[0]);
  guint n = 1;

  for (; n < n_requests && requests[n]->kind == HALL_REQUEST_WRITE; n++)
    {
      weight += hall_request_get_weight (requests[n]);
      if (weight > GROUP_WEIGHT_MAX)
        break;
    }

  return n;
}

/* Returns: how many were run, at least 1 */
static guint
run_next (HallStoreWorker *self,
          HallRequest    **requests,
          guint            n_requests)
{
  guint n = 1;

  switch (requests[0]->kind)
    {
    case HALL_REQUEST_OPEN:
      run_open (self, requests[0]);
      break;

    case HALL_REQUEST_CLOSE:
      if (!g_cancellable_set_error_if_cancelled (requests[0]->cancellable, &requests[0]->error))
        g_clear_pointer (&self->database, hall_database_close);
      break;

    case HALL_REQUEST_READ:
      run_one (self, requests[0]);
      break;

    case HALL_REQUEST_WRITE:
      n = measure_group (requests, n_requests);
      run_writes (self, requests, n);
      for (guint i = 0; i < n; i++)
        self->has_work |= requests[i]->leaves_work && requests[i]->error == NULL;
      break;

    case HALL_REQUEST_QUIT:
    default:
      g_assert_not_reached ();
    }

  return n;
}

/* Takes @first and what waits behind it. Returns: FALSE if the last one was QUIT */
static gboolean
take_requests (HallStoreWorker *self,
               HallRequest     *first,
               GPtrArray       *requests)
{
  HallRequest *request = first;

  for (; request; request = g_async_queue_try_pop (self->queue))
    {
      if (request->kind == HALL_REQUEST_QUIT)
        {
          hall_request_free (request);
          return FALSE;
        }

      g_ptr_array_add (requests, request);
      if (requests->len == GROUP_MAX)
        break;
    }

  return TRUE;
}

static void
run_requests (HallStoreWorker *self,
              GPtrArray       *requests)
{
  guint n;

  for (guint i = 0; i < requests->len; i += n)
    {
      HallRequest **next = (HallRequest **) &g_ptr_array_index (requests, i);

      n = run_next (self, next, requests->len - i);
      deliver (next, n);
    }

  g_ptr_array_set_size (requests, 0);
}

/* One slice. What fails is tried again when the file is opened the next time. */
static void
work_on (HallStoreWorker *self)
{
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (self->database && !hall_store_forget_slice (self->database, &more, &error))
    g_debug ("a forgotten room is not deleted yet: %s", error->message);

  self->has_work = more;
}

static gpointer
worker_main (gpointer data)
{
  HallStoreWorker *self = data;
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();
  gboolean going_on = TRUE;

  while (going_on)
    {
      HallRequest *first = self->has_work ? g_async_queue_try_pop (self->queue)
                                          : g_async_queue_pop (self->queue);

      if (first == NULL)
        {
          work_on (self);
          continue;
        }

      going_on = take_requests (self, first, requests);
      run_requests (self, requests);
    }

  g_clear_pointer (&self->database, hall_database_close);
  return NULL;
}

/**
 * hall_store_worker_new:
 *
 * Starts the thread.
 *
 * Returns: (transfer full): a worker with no database open
 */
HallStoreWorker *
hall_store_worker_new (void)
{
  HallStoreWorker *self = g_new0 (HallStoreWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("hallway-store", worker_main, self);
  return self;
}

static void
end_thread (HallStoreWorker *self)
{
  g_async_queue_push (self->queue, hall_request_new (HALL_REQUEST_QUIT, NULL));
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * hall_store_worker_free:
 * @self: (transfer full): the worker
 *
 * Does what was asked before, closes the file and ends the thread. Without a thread what waits is
 * dropped. Caller's thread.
 */
void
hall_store_worker_free (HallStoreWorker *self)
{
  if (self->thread)
    end_thread (self);
  else
    hall_store_worker_drop (self);

  g_clear_pointer (&self->database, hall_database_close);
  g_async_queue_unref (self->queue);
  g_free (self);
}

void
hall_store_worker_push (HallStoreWorker *self,
                        HallRequest     *request)
{
  g_async_queue_push (self->queue, request);
}

/**
 * hall_store_worker_end_thread:
 * @self: a worker that was asked nothing yet
 *
 * From now on what is asked waits for hall_store_worker_run ().
 */
void
hall_store_worker_end_thread (HallStoreWorker *self)
{
  if (self->thread)
    end_thread (self);
}

/**
 * hall_store_worker_run:
 * @self: a worker without a thread
 *
 * Runs what waits as the thread would, grouped alike, and then one slice of the work that the
 * thread does when nothing waits.
 *
 * Returns: how many requests that were
 */
guint
hall_store_worker_run (HallStoreWorker *self)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();
  HallRequest *first;
  guint n = 0;

  g_return_val_if_fail (self->thread == NULL, 0);

  while ((first = g_async_queue_try_pop (self->queue)))
    {
      take_requests (self, first, requests);
      n += requests->len;
      run_requests (self, requests);
    }

  if (self->has_work)
    work_on (self);
  return n;
}

/**
 * hall_store_worker_drop:
 * @self: a worker without a thread
 *
 * Answers what waits with G_IO_ERROR_CANCELLED, and does none of it.
 *
 * Returns: how many requests that were
 */
guint
hall_store_worker_drop (HallStoreWorker *self)
{
  HallRequest *request;
  guint n = 0;

  g_return_val_if_fail (self->thread == NULL, 0);

  for (; (request = g_async_queue_try_pop (self->queue)); n++)
    {
      g_set_error_literal (&request->error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           "The store was given up");
      deliver (&request, 1);
    }

  return n;
}

guint
hall_store_worker_get_n_waiting (HallStoreWorker *self)
{
  return MAX (g_async_queue_length (self->queue), 0);
}
