/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search.c: HallSearch, pages of what was found, newest first.
 *
 * Owned by whoever asked. The store searches in slices of time; those that end early go on by
 * themselves, until a page is full or everything was looked through. What blocked people have said
 * is left out.
 */

#define G_LOG_DOMAIN "hall-search"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-search-query.h"
#include "hall-session-private.h"

#include "hall-session-search.h"

struct _HallSearch
{
  GObject parent_instance;

  HallSession *session;      /* weak: a list of what was found does not keep it */
  HallStoredQuery query;     /* with the place where the next page begins */
  gboolean at_end;
  gboolean partial;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HallSearch, hall_search, G_TYPE_OBJECT)

static void
hall_search_finalize (GObject *object)
{
  HallSearch *self = HALL_SEARCH (object);

  g_clear_weak_pointer (&self->session);
  hall_stored_query_clear (&self->query);

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
  hall_stored_query_init (&self->query);
}

/**
 * hall_search_new:
 * @session: a session
 * @query: what was typed: words that occur together as they stand, and filters
 * @room: (nullable): in this one alone
 * @error: return location for #HALL_SESSION_ERROR TEXT (nothing to search for, no date), NOT_FOUND
 *   (no such person or room) or AMBIGUOUS (several rooms of that name)
 *
 * Filters: from:NAME (or "me"), in:ROOM, before:DATE and after:DATE (YYYY-MM-DD in local time,
 * "today", "yesterday"; before that day begins, from its beginning on), has:link; more than one
 * from: means any of them. Their names and words are understood in the person's language, too.
 * Quotes keep a value with spaces together, or say that something is no filter.
 *
 * Returns: (transfer full) (nullable): a search
 */
HallSearch *
hall_search_new (HallSession *session,
                 const char  *query,
                 HallRoom    *room,
                 GError     **error)
{
  g_autoptr (HallSearch) self = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (room == NULL || HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_SEARCH, NULL);
  g_set_weak_pointer (&self->session, session);
  if (!hall_search_query_parse (session, query, room, &self->query, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hall_search_get_needle:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): what is to be marked in what was found
 */
const char *
hall_search_get_needle (HallSearch *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH (self), NULL);

  return self->query.text;
}

/**
 * hall_search_get_at_end:
 * @self: a search
 *
 * Returns: whether everything was looked through
 */
gboolean
hall_search_get_at_end (HallSearch *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH (self), TRUE);

  return self->at_end;
}

/**
 * hall_search_get_partial:
 * @self: a search
 *
 * Returns: whether older messages were still being indexed at the last page
 */
gboolean
hall_search_get_partial (HallSearch *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH (self), FALSE);

  return self->partial;
}

/* A page that is being made. */
typedef struct
{
  HallSession *session;    /* (nullable) */
  GPtrArray *hits;         /* (element-type HallSearchHit) */
  guint limit;
  gint64 before_lc;        /* where it began */
  char *before_id;         /* (nullable) */
  gboolean at_end;         /* or that there was nothing left */
} Page;

static void
page_free (Page *page)
{
  g_clear_object (&page->session);
  g_ptr_array_unref (page->hits);
  g_free (page->before_id);
  g_free (page);
}

static void
go_to (HallSearch *self,
       gint64      lc,
       const char *id)
{
  char *copy = g_strdup (id);

  self->query.before_lc = lc;
  g_free (self->query.before_id);
  self->query.before_id = copy;
}

/* @task: (transfer full) */
static void
end_page (HallSearch *self,
          GTask      *task,
          GError     *error)
{
  Page *page = g_task_get_task_data (task);

  self->busy = FALSE;
  if (error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error);
  if (error != NULL)
    {
      /* Nobody gets these hits: the next page has them. */
      go_to (self, page->before_lc, page->before_id);
      self->at_end = page->at_end;
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, g_ptr_array_ref (page->hits),
                           (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

/* (transfer full) (nullable): of somebody who is blocked, or in what is not known, there is none */
static HallSearchHit *
make_hit (HallSearch          *self,
          const HallStoredHit *stored)
{
  HallDirectory *directory = self->session->context->directory;
  HallRoom *room = hall_search_lookup_room (self->session, stored->room);
  HallPerson *author = hall_directory_lookup_person (directory, stored->event->author);
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (HallMessage) message = NULL;

  if (room == NULL || (author != NULL && hall_person_get_blocked (author)))
    return NULL;
  if (stored->edit != NULL)
    g_ptr_array_add (edits, stored->edit);
  message = hall_timeline_make_copy (hall_room_get_timeline (room), stored->event, edits);
  return hall_search_hit_new (room, message);
}

static gboolean
can_read (HallSearch *self)
{
  return self->session != NULL && self->session->store_open;
}

static void search_on (HallSearch *self,
                       GTask      *task);

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  HallSearch *self = g_task_get_source_object (task);
  Page *page = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *more_id = NULL;
  gint64 more_lc;
  gboolean more;

  found = hall_store_search_finish (HALL_STORE (source), result, &more_lc, &more_id, &more, &error);
  if (found == NULL)
    {
      end_page (self, task, error);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    {
      HallSearchHit *hit = make_hit (self, g_ptr_array_index (found, i));

      if (hit != NULL)
        g_ptr_array_add (page->hits, hit);
    }
  self->at_end = !more;
  if (more)
    go_to (self, more_lc, more_id);
  search_on (self, task);
}

/* @task: (transfer full) */
static void
search_on (HallSearch *self,
           GTask      *task)
{
  Page *page = g_task_get_task_data (task);

  if (self->at_end || page->hits->len >= page->limit || !can_read (self))
    {
      self->at_end = self->at_end || !can_read (self);
      end_page (self, task, NULL);
      return;
    }
  self->query.limit = page->limit - page->hits->len;
  hall_store_search_async (self->session->context->store, &self->query,
                           g_task_get_cancellable (task), search_cb, task);
}

static void
count_unindexed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  HallSearch *self = g_task_get_source_object (task);
  GError *error = NULL;
  gint64 n_unindexed = hall_store_count_unindexed_finish (HALL_STORE (source), result, &error);

  if (n_unindexed < 0)
    {
      end_page (self, task, error);
      return;
    }
  self->partial = n_unindexed > 0;
  search_on (self, task);
}

/**
 * hall_search_next_async:
 * @self: a search
 * @limit: how many hits at most
 * @cancellable: (nullable): ends searching; the next page then begins where this one did
 * @callback: called on the main context, never before this returns
 * @user_data: for @callback
 *
 * Finds the next page. One after the other: %G_IO_ERROR_PENDING while one is being found. What was
 * said after the first page was asked for is not found.
 */
void
hall_search_next_async (HallSearch         *self,
                        guint               limit,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Page *page;

  g_return_if_fail (HALL_IS_SEARCH (self));

  g_task_set_source_tag (task, hall_search_next_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->busy)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               "This search is looking for a page already");
      return;
    }
  self->busy = TRUE;
  page = g_new0 (Page, 1);
  page->hits = g_ptr_array_new_with_free_func (g_object_unref);
  page->limit = limit;
  page->before_lc = self->query.before_lc;
  page->before_id = g_strdup (self->query.before_id);
  page->at_end = self->at_end;
  g_task_set_task_data (task, page, (GDestroyNotify) page_free);
  if (self->session != NULL)
    page->session = g_object_ref (self->session);
  if (!can_read (self) || self->at_end)
    search_on (self, g_steal_pointer (&task));
  else
    hall_store_count_unindexed_async (self->session->context->store, cancellable,
                                      count_unindexed_cb, g_steal_pointer (&task));
}

/**
 * hall_search_next_finish:
 * @self: a search
 * @result: of the callback
 * @error: return location for a #GError of #HALL_STORE_ERROR or #G_IO_ERROR
 *
 * Returns: (transfer full) (element-type HallSearchHit) (nullable): newest first; empty at the end
 */
GPtrArray *
hall_search_next_finish (HallSearch   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
