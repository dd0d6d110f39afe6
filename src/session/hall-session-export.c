/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-export.c: a conversation written to a file.
 *
 * It is written beside its place, and moved there when it is whole and on disk: until then the file
 * that may be there is not touched, and what goes wrong leaves nothing behind.
 */

#define G_LOG_DOMAIN "hall-session-export"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-export.h"
#include "hall-session-private.h"

#include "hall-session-search.h"

typedef struct
{
  HallRoom *room;
  GFile *file;             /* NULL: written to a stream */
  GFile *part;             /* (nullable) beside it, while that exists */
  GFileOutputStream *stream;
  HallExportFormat format;
  HallExportProgress progress;
  gpointer progress_data;
  guint n_events;
  GError *error;           /* (nullable) why it failed, while that is tidied up */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->room);
  g_clear_object (&self->file);
  g_clear_object (&self->part);
  g_clear_object (&self->stream);
  g_clear_error (&self->error);
  g_free (self);
}

/* @task: (transfer full) */
static void
end (GTask *task)
{
  Saving *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error))
    g_debug ("a part of an export stays: %s", error->message);
  end (user_data);
}

/* What is there of it goes, and then it has failed. @error: (transfer full) */
static void
tidy (GTask  *task,
      GError *error)
{
  Saving *self = g_task_get_task_data (task);

  self->error = error;
  if (self->part == NULL)
    end (task);
  else
    /* Also when it was cancelled, so that is not passed on. */
    g_file_delete_async (self->part, G_PRIORITY_DEFAULT, NULL, delete_cb, task);
}

static void
move_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    end (user_data);
  else
    tidy (user_data, error);
}

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Saving *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error);
  if (self->error != NULL)
    {
      g_clear_error (&error);
      tidy (task, g_steal_pointer (&self->error));
    }
  else if (error != NULL)
    tidy (task, error);
  else
    g_file_move_async (self->part, self->file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT,
                       g_task_get_cancellable (task), NULL, NULL, move_cb, task);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Saving *self = g_task_get_task_data (task);

  hall_export_write_finish (result, &self->n_events, &self->error);
  if (self->file == NULL)
    end (task);
  else
    g_output_stream_close_async (G_OUTPUT_STREAM (self->stream), G_PRIORITY_DEFAULT, NULL,
                                 close_cb, task);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Saving *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->stream = g_file_create_finish (G_FILE (source), result, &error);
  if (self->stream == NULL)
    {
      g_clear_object (&self->part);   /* it is not ours */
      tidy (task, error);
      return;
    }
  hall_export_write_async (g_task_get_source_object (task), self->room,
                           G_OUTPUT_STREAM (self->stream), self->format, self->progress,
                           self->progress_data, g_task_get_cancellable (task), write_cb, task);
}

/* A name that nothing has, beside @file. (transfer full) (nullable) */
static GFile *
make_part (GFile *file)
{
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *name = NULL;

  if (parent == NULL)
    return NULL;
  name = g_strdup_printf (".hallway-%08x%08x.part", g_random_int (), g_random_int ());
  return g_file_get_child (parent, name);
}

/* (transfer full) (nullable): NULL and finished where nothing is kept. */
static GTask *
begin (HallSession         *self,
       HallRoom            *room,
       HallExportFormat     format,
       HallExportProgress   progress,
       gpointer             progress_data,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  g_task_set_source_tag (task, hall_session_export_room_async);
  /* What is whole is there, whatever is cancelled then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  saving->room = g_object_ref (room);
  saving->format = format;
  saving->progress = progress;
  saving->progress_data = progress_data;
  if (self->store_open)
    return g_steal_pointer (&task);
  g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                           _("Nothing is kept of this room here."));
  return NULL;
}

/**
 * hall_session_export_room_async:
 * @self: a session
 * @room: a room, also one that was left
 * @file: where to; replaced when it is whole
 * @format: how
 * @progress: (nullable): told how many rows are written, until @callback is called
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it; nothing is left behind
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Writes everything that can be seen of a room to a file that its owner alone can read.
 * hall_session_export_room_finish () ends it.
 */
void
hall_session_export_room_async (HallSession        *self,
                                HallRoom           *room,
                                GFile              *file,
                                HallExportFormat    format,
                                HallExportProgress  progress,
                                gpointer            progress_data,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;
  Saving *saving;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (G_IS_FILE (file));

  task = begin (self, room, format, progress, progress_data, cancellable, callback, user_data);
  if (task == NULL)
    return;
  saving = g_task_get_task_data (task);
  saving->file = g_object_ref (file);
  saving->part = make_part (file);
  if (saving->part == NULL)
    tidy (task, g_error_new (G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                             _("This is a folder. Choose a file in it.")));
  else
    g_file_create_async (saving->part, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable,
                         create_cb, task);
}

/**
 * hall_session_export_room_to_stream_async:
 * @self: a session
 * @room: a room, also one that was left
 * @stream: where to; neither flushed nor closed
 * @format: how
 * @cancellable: (nullable): ends it
 * @callback: called when everything is written
 * @user_data: for @callback
 *
 * The same to a stream, such as standard output. hall_session_export_room_finish () ends it.
 */
void
hall_session_export_room_to_stream_async (HallSession        *self,
                                          HallRoom           *room,
                                          GOutputStream      *stream,
                                          HallExportFormat    format,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  task = begin (self, room, format, NULL, NULL, cancellable, callback, user_data);
  if (task != NULL)
    hall_export_write_async (self, room, stream, format, NULL, NULL, cancellable, write_cb, task);
}

/**
 * hall_session_export_room_finish:
 * @self: a session
 * @result: of the callback
 * @n_events: (out) (optional): how many rows were written
 * @error: return location for a #GError of #HALL_SESSION_ERROR, #HALL_STORE_ERROR or #G_IO_ERROR
 *
 * Returns: whether it is there
 */
gboolean
hall_session_export_room_finish (HallSession  *self,
                                 GAsyncResult *result,
                                 guint        *n_events,
                                 GError      **error)
{
  Saving *saving;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  saving = g_task_get_task_data (G_TASK (result));
  if (n_events != NULL)
    *n_events = saving->n_events;
  return g_task_propagate_boolean (G_TASK (result), error);
}
