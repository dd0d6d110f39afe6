/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-worker.c: the program's only thread: takes requests, groups writes, answers.
 *
 * It takes all that waits. Writes that follow one another share a transaction, because one fsync
 * costs more than a hundred inserts; a request's results leave only when its transaction is on
 * disk. What takes long is done in slices, after each of which comes what waits. Requests carry
 * GTasks, which the worker passes back unopened: the last reference to a
 * HallStore must never be dropped here, where its dispose would wait for itself. Tests may do
 * without the thread and say themselves when all that waits is run.
 */

#define G_LOG_DOMAIN "hall-store-worker"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-store-work.h"

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
  HallStoreWork work;
  GQueue unfinished;       /* HallRequest that are sliced; of the first one some may be done */
};

static gboolean
run_one (HallStoreWorker *self,
         HallRequest     *request)
{
  gboolean is_begun = request->again;

  request->again = FALSE;
  request->changes = 0;
  if (!is_begun && g_cancellable_set_error_if_cancelled (request->cancellable, &request->error))
    return FALSE;

  if (self->database == NULL)
    {
      g_set_error_literal (&request->error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                           _("The history is not open. Start Hallway again."));
      return FALSE;
    }

  if (request->run (request, self->database, &request->error))
    return TRUE;

  request->again = FALSE;
  return FALSE;
}

/* Ends a group early that turns out to be larger than it looked, and with a request that is not
 * finished by it. Returns: whether the transaction is worth its commit: TRUE if every request that
 * did not succeed was only cancelled. */
static gboolean
run_group (HallStoreWorker *self,
           HallRequest    **requests,
           guint           *n_requests)
{
  guint changes = 0;

  for (guint i = 0; i < *n_requests; i++)
    {
      if (!run_one (self, requests[i]) &&
          !g_error_matches (requests[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return FALSE;

      changes += requests[i]->changes;
      if (requests[i]->again || changes > GROUP_WEIGHT_MAX)
        *n_requests = i + 1;
    }

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

/* Returns: how many of them were run, at least 1; only the last may have to be run again */
static guint
run_writes (HallStoreWorker *self,
            HallRequest    **requests,
            guint            n_requests)
{
  g_autoptr (GError) error = NULL;

  if (self->database && !hall_database_begin (self->database, &error))
    {
      fail_group (requests, n_requests, error);
      return n_requests;
    }

  if (run_group (self, requests, &n_requests))
    {
      if (self->database && !hall_database_commit (self->database, &error))
        {
          hall_database_roll_back (self->database);
          fail_group (requests, n_requests, error);
        }
      return n_requests;
    }

  if (self->database)
    hall_database_roll_back (self->database);
  if (n_requests == 1)
    return 1;

  /* One could not be done and took the others with it: each for itself then. */
  g_debug ("a group of %u fell apart", n_requests);
  for (guint i = 0; i < n_requests; i++)
    {
      hall_request_reset (requests[i]);
      run_writes (self, &requests[i], 1);
      if (requests[i]->again)
        return i + 1;
    }

  return n_requests;
}

/* One slice of the first that is not finished. */
static void
run_slice (HallStoreWorker *self)
{
  HallRequest *request = g_queue_peek_head (&self->unfinished);

  run_writes (self, &request, 1);
  if (request->again)
    return;

  g_queue_pop_head (&self->unfinished);
  hall_request_deliver (&request, 1);
}

static void
finish_slices (HallStoreWorker *self)
{
  while (!g_queue_is_empty (&self->unfinished))
    run_slice (self);
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
  hall_store_work_begin (&self->work, self->database);
}

/* A sliced one may undo what one before it is still about to do. */
static gboolean
has_to_wait (HallStoreWorker *self,
             HallRequest     *request)
{
  return request->sliced && !g_queue_is_empty (&self->unfinished);
}

/* Returns: how many of them are writes that go together, at least 1 */
static guint
measure_group (HallStoreWorker *self,
               HallRequest    **requests,
               guint            n_requests)
{
  guint weight = hall_request_get_weight (requests[0]);
  guint n = 1;

  for (; n < n_requests && requests[n]->kind == HALL_REQUEST_WRITE; n++)
    {
      if (has_to_wait (self, requests[n]))
        break;
      weight += hall_request_get_weight (requests[n]);
      if (weight > GROUP_WEIGHT_MAX)
        break;
    }

  return n;
}

/* Returns: how many were run or put off, at least 1; those are answered, but for the ones that are
 * to be run further */
static guint
run_some_writes (HallStoreWorker *self,
                 HallRequest    **requests,
                 guint            n_requests)
{
  gboolean is_last_unfinished;
  guint n;

  if (has_to_wait (self, requests[0]))
    {
      g_queue_push_tail (&self->unfinished, requests[0]);
      return 1;
    }

  n = run_writes (self, requests, measure_group (self, requests, n_requests));
  for (guint i = 0; i < n; i++)
    hall_store_work_note (&self->work, requests[i]);

  is_last_unfinished = requests[n - 1]->again;
  if (is_last_unfinished)
    g_queue_push_tail (&self->unfinished, requests[n - 1]);
  hall_request_deliver (requests, is_last_unfinished ? n - 1 : n);
  return n;
}

/* Returns: how many were taken care of, at least 1 */
static guint
run_next (HallStoreWorker *self,
          HallRequest    **requests,
          guint            n_requests)
{
  switch (requests[0]->kind)
    {
    case HALL_REQUEST_OPEN:
      finish_slices (self);
      run_open (self, requests[0]);
      break;

    case HALL_REQUEST_CLOSE:
      finish_slices (self);
      if (!g_cancellable_set_error_if_cancelled (requests[0]->cancellable, &requests[0]->error))
        g_clear_pointer (&self->database, hall_database_close);
      break;

    case HALL_REQUEST_READ:
      run_one (self, requests[0]);
      break;

    case HALL_REQUEST_WRITE:
      return run_some_writes (self, requests, n_requests);

    case HALL_REQUEST_QUIT:
    default:
      g_assert_not_reached ();
    }

  hall_request_deliver (requests, 1);
  return 1;
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
  for (guint i = 0; i < requests->len;)
    i += run_next (self, (HallRequest **) &g_ptr_array_index (requests, i), requests->len - i);

  g_ptr_array_set_size (requests, 0);
}

static gboolean
can_work_on (HallStoreWorker *self)
{
  return hall_store_work_is_due (&self->work) || !g_queue_is_empty (&self->unfinished);
}

/* One slice. */
static void
work_on (HallStoreWorker *self)
{
  if (!g_queue_is_empty (&self->unfinished))
    run_slice (self);
  else
    hall_store_work_on (&self->work, self->database);
}

static gpointer
worker_main (gpointer data)
{
  HallStoreWorker *self = data;
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();
  gboolean going_on = TRUE;

  while (going_on)
    {
      HallRequest *first = can_work_on (self) ? g_async_queue_try_pop (self->queue)
                                              : g_async_queue_pop (self->queue);

      if (first == NULL)
        {
          work_on (self);
          continue;
        }

      going_on = take_requests (self, first, requests);
      run_requests (self, requests);
      /* However much is asked, what was begun goes on. */
      if (!g_queue_is_empty (&self->unfinished) || hall_store_work_is_urgent (&self->work))
        work_on (self);
    }

  finish_slices (self);
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
  g_queue_init (&self->unfinished);
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

  finish_slices (self);
  if (can_work_on (self))
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
      hall_request_deliver (&request, 1);
    }

  return n;
}

guint
hall_store_worker_get_n_waiting (HallStoreWorker *self)
{
  return MAX (g_async_queue_length (self->queue), 0);
}
