/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-export.c: a conversation written to a stream, page by page.
 *
 * A page is read, folded and written before the next one is asked for, so that neither the length
 * of the conversation nor a slow disk fills the memory, and no turn of the main loop is long. What
 * is said while it goes on is written, too.
 */

#define G_LOG_DOMAIN "hall-export"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-history.h"
#include "hall-session-private.h"
#include "hall-transcript.h"

#include "hall-export.h"

/* Rows of one turn of the main loop. */
#define PAGE_EVENTS 100

typedef struct
{
  HallRoom *room;
  GOutputStream *stream;
  HallExportFormat format;
  HallExportProgress progress;
  gpointer progress_data;
  gint64 lc;               /* where the next page begins */
  char *id;
  char *day;               /* (nullable) of the last heading */
  GString *page;           /* what is being written */
  guint n_written;
  guint n_rows;            /* of those, and of the page */
  gboolean at_end;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->room);
  g_object_unref (self->stream);
  g_free (self->id);
  g_free (self->day);
  g_string_free (self->page, TRUE);
  g_free (self);
}

static void read_page (GTask *task);

/* @task, @error: (transfer full) */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      fail (task, error);
      return;
    }
  g_string_truncate (self->page, 0);
  self->n_written = self->n_rows;
  if (self->progress != NULL)
    self->progress (self->n_written, self->progress_data);
  if (!self->at_end)
    {
      read_page (task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
write_page (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  g_output_stream_write_all_async (self->stream, self->page->str, self->page->len,
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task), write_cb,
                                   task);
}

static void
add_day (Export *self,
         gint64  time_ms)
{
  g_autofree char *day = hall_transcript_make_day (time_ms);

  if (g_strcmp0 (day, self->day) == 0)
    return;
  g_string_append_printf (self->page, "%s%s\n\n", self->page->len > 0 || self->day != NULL ? "\n"
                                                                                           : "",
                          day);
  g_free (self->day);
  self->day = g_steal_pointer (&day);
}

static void
add_row (Export      *self,
         HallMessage *message)
{
  g_autofree char *text =
      self->format == HALL_EXPORT_JSON ? hall_transcript_make_object (self->room, message)
                                       : hall_transcript_make_line (message, FALSE);

  if (text == NULL)
    return;
  if (self->format == HALL_EXPORT_TEXT)
    add_day (self, hall_message_get_time (message));
  g_string_append (self->page, text);
  g_string_append_c (self->page, '\n');
  self->n_rows++;
}

/* What waits in the outbox is seen after everything else. */
static void
add_waiting (Export *self)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (self->room));

  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);

      if (hall_message_get_id (message) == NULL && hall_message_get_token (message) != NULL)
        add_row (self, message);
    }
}

static void
fold_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) messages = hall_history_fold_finish (result, &error);

  if (messages == NULL)
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; i < messages->len; i++)
    add_row (self, g_ptr_array_index (messages, i));
  write_page (task);
}

static void
list_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GArray) states = NULL;
  g_autoptr (GPtrArray) events = hall_store_list_finish (HALL_STORE (source), result, &states,
                                                         &error);
  HallEvent *last;

  if (events == NULL)
    {
      fail (task, error);
      return;
    }
  if (events->len == 0)
    {
      self->at_end = TRUE;
      add_waiting (self);
      write_page (task);
      return;
    }
  last = g_ptr_array_index (events, events->len - 1);
  self->lc = last->lc;
  g_free (self->id);
  self->id = g_strdup (last->id);
  hall_history_fold_async (g_task_get_source_object (task), self->room, events, states,
                           g_task_get_cancellable (task), fold_cb, task);
}

/* @task: (transfer full) */
static void
read_page (GTask *task)
{
  HallSession *session = g_task_get_source_object (task);
  Export *self = g_task_get_task_data (task);

  hall_store_list_after_async (session->context->store, hall_room_get_id (self->room), self->lc,
                               self->id, PAGE_EVENTS, g_task_get_cancellable (task), list_cb,
                               task);
}

/* What it is, for people. */
static void
add_head (Export *self)
{
  const char *topic = hall_room_get_topic (self->room);
  g_autofree char *name = hall_transcript_make_plain (hall_room_get_name (self->room), NULL);
  g_autofree char *plain = hall_transcript_make_plain (topic != NULL ? topic : "", NULL);

  g_string_append_printf (self->page, "%s\n", name);
  if (*plain != '\0')
    g_string_append_printf (self->page, "%s\n", plain);
}

/**
 * hall_export_write_async:
 * @session: a session whose store is open
 * @room: a room
 * @stream: where to write; neither flushed nor closed
 * @format: how
 * @progress: (nullable): told how many rows are written
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @callback: called when everything is written
 * @user_data: for @callback
 *
 * Writes what can be seen of the conversation, oldest first. hall_export_write_finish () ends it.
 */
void
hall_export_write_async (HallSession         *session,
                         HallRoom            *room,
                         GOutputStream       *stream,
                         HallExportFormat     format,
                         HallExportProgress   progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, hall_export_write_async);
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  self->room = g_object_ref (room);
  self->stream = g_object_ref (stream);
  self->format = format;
  self->progress = progress;
  self->progress_data = progress_data;
  self->lc = G_MININT64;
  self->page = g_string_new (NULL);
  if (format == HALL_EXPORT_TEXT)
    add_head (self);
  read_page (task);
}

/**
 * hall_export_write_finish:
 * @result: of the callback
 * @n_events: (out) (optional): how many rows were written
 * @error: return location for a #GError of #HALL_STORE_ERROR or #G_IO_ERROR
 *
 * Returns: whether everything was written
 */
gboolean
hall_export_write_finish (GAsyncResult *result,
                          guint        *n_events,
                          GError      **error)
{
  Export *self = g_task_get_task_data (G_TASK (result));

  if (n_events != NULL)
    *n_events = self->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}
