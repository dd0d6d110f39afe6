/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-search.c: searching in the fake's archives, and exporting them.
 *
 * Of the filters only from: is known. Words are compared as hall_text_fold () leaves them. Hits are
 * made by a timeline of their own, so that they stand in none that is shown.
 */

#define G_LOG_DOMAIN "fake-session-search"

#include "config.h"

#include <string.h>

#include "hall-text.h"

#include "fake-session-people.h"
#include "fake-session-private.h"
#include "fake-session-search.h"

#define PART_EVENTS 50

struct _HallSearch
{
  GObject parent_instance;

  GPtrArray *hits;
  char *needle;
  guint given;
  gboolean partial;
};

G_DEFINE_FINAL_TYPE (HallSearch, hall_search, G_TYPE_OBJECT)

static guint n_searches;
static gboolean partial, held;
static GTask *waiting; /* (nullable): an export */
static HallExportFormat export_format;

static void
hall_search_finalize (GObject *object)
{
  HallSearch *self = HALL_SEARCH (object);

  g_ptr_array_unref (self->hits);
  g_free (self->needle);
  G_OBJECT_CLASS (hall_search_parent_class)->finalize (object);
}

static void
hall_search_class_init (HallSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_search_finalize;
}

static void
hall_search_init (HallSearch *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  HallMessage *first = hall_search_hit_get_message (*(HallSearchHit **) a);
  HallMessage *second = hall_search_hit_get_message (*(HallSearchHit **) b);
  gint64 difference = hall_message_get_clock (second) - hall_message_get_clock (first);

  return difference < 0 ? -1 : difference > 0;
}

static gboolean
fits (HallSearch  *self,
      const char  *from,
      HallMessage *message)
{
  g_autofree char *text = NULL;

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT)
    return FALSE;
  if (from != NULL &&
      !g_str_has_prefix (hall_person_get_name (hall_message_get_author (message)), from))
    return FALSE;
  text = hall_text_fold (hall_message_get_text (message));
  return self->needle == NULL || strstr (text, self->needle) != NULL;
}

/* In parts: a timeline holds only so many rows. */
static void
look_through (HallSearch  *self,
              HallSession *session,
              HallRoom    *room,
              const char  *from)
{
  GPtrArray *archive = fake_session_get_archive (session, room);

  for (guint start = 0; archive != NULL && start < archive->len; start += PART_EVENTS)
    {
      g_autoptr (HallRoom) copy = hall_room_new (hall_room_get_id (room), session->directory);
      HallTimeline *timeline = hall_room_get_timeline (copy);
      g_autoptr (GPtrArray) part = g_ptr_array_new ();

      for (guint i = start; i < MIN (start + PART_EVENTS, archive->len); i++)
        g_ptr_array_add (part, g_ptr_array_index (archive, i));
      hall_timeline_reset (timeline, part, TRUE, TRUE);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
        {
          g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

          if (fits (self, from, message))
            g_ptr_array_add (self->hits, hall_search_hit_new (room, message));
        }
    }
}

static void
look_everywhere (HallSearch  *self,
                 HallSession *session,
                 const char  *from)
{
  GListModel *models[] = { hall_directory_get_rooms (session->directory),
                           G_LIST_MODEL (session->directs) };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint j = 0; j < g_list_model_get_n_items (models[i]); j++)
      {
        g_autoptr (HallRoom) room = g_list_model_get_item (models[i], j);

        look_through (self, session, room, from);
      }
}

HallSearch *
hall_search_new (HallSession  *session,
                 const char   *query,
                 HallRoom     *room,
                 GError      **error)
{
  g_auto (GStrv) words = g_strsplit (query, " ", -1);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  const char *from = NULL;
  g_autofree char *typed = NULL;
  HallSearch *self;

  n_searches++;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "from:"))
      from = words[i] + strlen ("from:");
    else if (*words[i] != '\0')
      g_ptr_array_add (left, words[i]);
  g_ptr_array_add (left, NULL);
  if (from != NULL && *from == '\0')
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           "Type what you mean after “from:”.");
      return NULL;
    }
  self = g_object_new (HALL_TYPE_SEARCH, NULL);
  typed = g_strjoinv (" ", (char **) left->pdata);
  self->needle = *typed != '\0' ? hall_text_fold (typed) : NULL;
  self->partial = partial;
  if (room != NULL)
    look_through (self, session, room, from);
  else
    look_everywhere (self, session, from);
  g_ptr_array_sort (self->hits, compare_hits);
  return self;
}

const char *
hall_search_get_needle (HallSearch *self)
{
  return self->needle;
}

static gboolean
on_answer (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSearch *self = g_task_get_source_object (task);
  guint limit = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GPtrArray *page;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  page = g_ptr_array_new_with_free_func (g_object_unref);
  for (; page->len < limit && self->given < self->hits->len; self->given++)
    g_ptr_array_add (page, g_object_ref (g_ptr_array_index (self->hits, self->given)));
  g_task_return_pointer (task, page, (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

void
hall_search_next_async (HallSearch          *self,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, GUINT_TO_POINTER (limit), NULL);
  g_idle_add (on_answer, task);
}

GPtrArray *
hall_search_next_finish (HallSearch    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
hall_search_get_at_end (HallSearch *self)
{
  return self->given == self->hits->len;
}

gboolean
hall_search_get_partial (HallSearch *self)
{
  return self->partial;
}

guint
fake_session_count_searches (void)
{
  return n_searches;
}

void
fake_session_set_partial (gboolean is_partial)
{
  partial = is_partial;
}

static void
finish_export (GTask *task)
{
  GFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_file_replace_contents (file, "Hello\n", 6, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                               &error))
    g_task_return_int (task, 12);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_export_cancelled (GTask *task)
{
  if (task == waiting)
    fake_session_hold_export (FALSE);
}

static gboolean
on_export (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  finish_export (task);
  return G_SOURCE_REMOVE;
}

void
hall_session_export_room_async (HallSession         *self,
                                HallRoom            *room,
                                GFile               *file,
                                HallExportFormat     format,
                                HallExportProgress   progress,
                                gpointer             progress_data,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  export_format = format;
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  if (progress != NULL)
    progress (7, progress_data);
  if (!held)
    {
      g_idle_add (on_export, task);
      return;
    }
  waiting = task;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_export_cancelled), task,
                             G_CONNECT_SWAPPED);
}

gboolean
hall_session_export_room_finish (HallSession   *self,
                                 GAsyncResult  *result,
                                 guint         *n_events,
                                 GError       **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  if (n_events != NULL)
    *n_events = n > 0 ? (guint) n : 0;
  return n >= 0;
}

void
fake_session_hold_export (gboolean hold)
{
  held = hold;
  if (!held && waiting != NULL)
    g_idle_add (on_export, g_steal_pointer (&waiting));
}

HallExportFormat
fake_session_get_export_format (void)
{
  return export_format;
}
