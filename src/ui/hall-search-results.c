/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-results.c: what a search has found so far: a list that grows page by page.
 *
 * Owned by HallSearchBar or HallSearchDialog. A new search takes the place of the one before, whose
 * hits stay until the first of its own are there, so that nothing flickers while one types. It
 * never looks into a message.
 */

#define G_LOG_DOMAIN "hall-search-results"

#include "config.h"

#include "hall-search-results.h"

#define PAGE_HITS 50

struct _HallSearchResults
{
  GObject parent_instance;

  HallSession *session;
  HallSearch *search;        /* (nullable) */
  GCancellable *cancellable; /* (nullable): while a page is awaited */
  GPtrArray *hits;           /* of HallSearchHit */
  char *problem;             /* (nullable) */
  gboolean fresh;            /* the hits are those of the search before */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hall_search_results_init_list (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallSearchResults, hall_search_results, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hall_search_results_init_list))

static GType
hall_search_results_get_item_type (GListModel *model)
{
  return HALL_TYPE_SEARCH_HIT;
}

static guint
hall_search_results_get_n_items (GListModel *model)
{
  return HALL_SEARCH_RESULTS (model)->hits->len;
}

static gpointer
hall_search_results_get_item (GListModel *model,
                              guint       position)
{
  HallSearchResults *self = HALL_SEARCH_RESULTS (model);

  return position < self->hits->len ? g_object_ref (g_ptr_array_index (self->hits, position))
                                    : NULL;
}

static void
hall_search_results_init_list (GListModelInterface *iface)
{
  iface->get_item_type = hall_search_results_get_item_type;
  iface->get_n_items = hall_search_results_get_n_items;
  iface->get_item = hall_search_results_get_item;
}

static void
changed (HallSearchResults *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_hits (HallSearchResults *self)
{
  guint n_hits = self->hits->len;

  self->fresh = FALSE;
  g_ptr_array_set_size (self->hits, 0);
  if (n_hits > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_hits, 0);
}

static void
take_page (HallSearchResults *self,
           GPtrArray         *page)
{
  guint n_before = self->hits->len;
  guint removed = self->fresh ? n_before : 0;

  if (self->fresh)
    g_ptr_array_set_size (self->hits, 0);
  self->fresh = FALSE;
  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (self->hits, g_object_ref (g_ptr_array_index (page, i)));
  if (removed > 0 || page->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before - removed, removed, page->len);
}

static void
next_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallSearchResults) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = hall_search_next_finish (HALL_SEARCH (source), result, &error);

  if (self->search != HALL_SEARCH (source))
    return; /* something else is looked for by now */
  g_clear_object (&self->cancellable);
  if (page != NULL)
    {
      take_page (self, page);
    }
  else
    {
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      clear_hits (self);
    }
  changed (self);
}

static void
stop (HallSearchResults *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->search);
  g_clear_pointer (&self->problem, g_free);
}

static void
hall_search_results_dispose (GObject *object)
{
  HallSearchResults *self = HALL_SEARCH_RESULTS (object);

  stop (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_search_results_parent_class)->dispose (object);
}

static void
hall_search_results_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_SEARCH_RESULTS (object)->hits);
  G_OBJECT_CLASS (hall_search_results_parent_class)->finalize (object);
}

static void
hall_search_results_class_init (HallSearchResultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_search_results_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_search_results_finalize;
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_SEARCH_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_search_results_init (HallSearchResults *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hall_search_results_new:
 * @session: in which messages are searched
 *
 * Returns: (transfer full): an empty list
 */
HallSearchResults *
hall_search_results_new (HallSession *session)
{
  HallSearchResults *self = g_object_new (HALL_TYPE_SEARCH_RESULTS, NULL);

  self->session = g_object_ref (session);
  return self;
}

/**
 * hall_search_results_search:
 * @self: results
 * @query: (nullable): what was typed, see hall_search_new(); nothing to look for empties the list
 * @room: (nullable): in this one alone
 */
void
hall_search_results_search (HallSearchResults *self,
                            const char        *query,
                            HallRoom          *room)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HALL_IS_SEARCH_RESULTS (self));

  stop (self);
  stripped = g_strstrip (g_strdup (query != NULL ? query : ""));
  if (*stripped != '\0')
    self->search = hall_search_new (self->session, stripped, room, &error);
  if (error != NULL)
    self->problem = g_strdup (error->message);
  if (self->search == NULL)
    {
      clear_hits (self);
      changed (self);
      return;
    }
  self->fresh = TRUE;
  hall_search_results_load_more (self);
  changed (self);
}

/**
 * hall_search_results_load_more:
 * @self: results
 *
 * Asks for the next page, unless one is awaited or there is none.
 */
void
hall_search_results_load_more (HallSearchResults *self)
{
  g_return_if_fail (HALL_IS_SEARCH_RESULTS (self));

  if (self->search == NULL || self->cancellable != NULL || self->problem != NULL ||
      (!self->fresh && hall_search_get_at_end (self->search)))
    return;
  self->cancellable = g_cancellable_new ();
  hall_search_next_async (self->search, PAGE_HITS, self->cancellable, next_cb,
                          g_object_ref (self));
}

/**
 * hall_search_results_get_active:
 * @self: results
 *
 * Returns: whether something is looked for
 */
gboolean
hall_search_results_get_active (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), FALSE);

  return self->search != NULL;
}

/**
 * hall_search_results_get_busy:
 * @self: results
 *
 * Returns: whether a page is awaited
 */
gboolean
hall_search_results_get_busy (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * hall_search_results_get_at_end:
 * @self: results
 *
 * Returns: whether these are all
 */
gboolean
hall_search_results_get_at_end (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), TRUE);

  return self->search == NULL || (!self->fresh && hall_search_get_at_end (self->search));
}

/**
 * hall_search_results_get_partial:
 * @self: results
 *
 * Returns: whether something may be missing, as older messages are still being indexed
 */
gboolean
hall_search_results_get_partial (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), FALSE);

  return self->search != NULL && hall_search_get_partial (self->search);
}

/**
 * hall_search_results_get_problem:
 * @self: results
 *
 * Returns: (transfer none) (nullable): why nothing can be found
 */
const char *
hall_search_results_get_problem (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), NULL);

  return self->problem;
}

/**
 * hall_search_results_get_needle:
 * @self: results
 *
 * Returns: (transfer none) (nullable): what to mark in the hits
 */
const char *
hall_search_results_get_needle (HallSearchResults *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_RESULTS (self), NULL);

  return self->search != NULL ? hall_search_get_needle (self->search) : NULL;
}
