/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-section.c: one headed section of the sidebar: sorted, searched, never stale.
 *
 * GtkSortListModel does not notice when an item's properties change, so this watches them and
 * sorts again, once for all the changes of one turn of the main loop. Items need a property "name".
 * It holds no item longer than the directory's model does.
 */

#define G_LOG_DOMAIN "hall-sidebar-section"

#include "config.h"

#include "hall-heading.h"
#include "hall-match.h"

#include "hall-sidebar-section.h"

struct _HallSidebarSection
{
  GObject parent_instance;

  GListModel *items;         /* everything */
  GPtrArray *watched;        /* the same, as it was when we last looked */
  GtkExpression *expression; /* (nullable): what else of an item the order depends on */
  GPtrArray *watches;        /* of that, one for each watched */
  const char *const *sort_properties;
  HallSidebarShows shows;    /* (nullable) */
  char *search;              /* (nullable): as it was typed */

  GtkFilter *filter;
  GtkSorter *sorter;
  GtkSortListModel *sorted;
  GListStore *heading_store; /* the heading, then the hint while there is nothing below */
  HallHeading *heading;
  HallHeading *hint;         /* (nullable) */
  GListModel *rows;
  guint sort_idle;
};

G_DEFINE_FINAL_TYPE (HallSidebarSection, hall_sidebar_section, G_TYPE_OBJECT)

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  HallSidebarSection *self = user_data;
  g_autofree char *name = NULL;

  if (self->shows != NULL && !self->shows (item))
    return FALSE;
  if (self->search == NULL)
    return TRUE;
  g_object_get (item, "name", &name, NULL);
  return hall_match_score (self->search, name != NULL ? name : "") > 0;
}

/* The heading, and the hint while there is nothing below; neither above an empty search. */
static void
update_heading (HallSidebarSection *self)
{
  GListModel *shown = G_LIST_MODEL (self->heading_store);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) == 0;
  gboolean heading_wanted = !empty || self->search == NULL;
  gboolean hint_wanted = empty && heading_wanted && self->hint != NULL;

  if (hint_wanted == (g_list_model_get_n_items (shown) == 2) &&
      heading_wanted == (g_list_model_get_n_items (shown) > 0))
    return;
  g_list_store_remove_all (self->heading_store);
  if (heading_wanted)
    g_list_store_append (self->heading_store, self->heading);
  if (hint_wanted)
    g_list_store_append (self->heading_store, self->hint);
}

static gboolean
on_sort_idle (gpointer user_data)
{
  HallSidebarSection *self = user_data;

  self->sort_idle = 0;
  if (self->search != NULL || self->shows != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  return G_SOURCE_REMOVE;
}

static void
sort_soon (gpointer user_data)
{
  HallSidebarSection *self = user_data;

  if (self->sort_idle == 0)
    self->sort_idle = g_idle_add_full (GDK_PRIORITY_EVENTS, on_sort_idle, self, NULL);
}

static void
on_item_notify (HallSidebarSection *self,
                GParamSpec         *pspec)
{
  if (g_strv_contains (self->sort_properties, pspec->name))
    sort_soon (self);
}

static void
unwatch (gpointer data)
{
  gtk_expression_watch_unwatch (data);
  gtk_expression_watch_unref (data);
}

static void
add_watch (HallSidebarSection *self,
           guint               position,
           GObject            *item)
{
  GtkExpressionWatch *watch = gtk_expression_watch (self->expression, item, sort_soon, self, NULL);

  g_ptr_array_insert (self->watches, (int) position, gtk_expression_watch_ref (watch));
}

static void
on_items_changed (HallSidebarSection *self,
                  guint               position,
                  guint               removed,
                  guint               added)
{
  for (guint i = 0; i < removed; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, position + i),
                                          on_item_notify, self);
  if (removed > 0 && self->expression != NULL)
    g_ptr_array_remove_range (self->watches, position, removed);
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);
  for (guint i = 0; i < added; i++)
    {
      GObject *item = g_list_model_get_item (self->items, position + i);

      g_signal_connect_object (item, "notify", G_CALLBACK (on_item_notify), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_insert (self->watched, (int) (position + i), item);
      if (self->expression != NULL)
        add_watch (self, position + i, item);
    }
}

static void
hall_sidebar_section_dispose (GObject *object)
{
  HallSidebarSection *self = HALL_SIDEBAR_SECTION (object);

  g_clear_handle_id (&self->sort_idle, g_source_remove);
  if (self->sorted != NULL)
    g_signal_handlers_disconnect_by_func (self->sorted, update_heading, self);
  if (self->items != NULL)
    g_signal_handlers_disconnect_by_func (self->items, on_items_changed, self);
  for (guint i = 0; self->watched != NULL && i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), on_item_notify,
                                          self);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_pointer (&self->expression, gtk_expression_unref);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  /* Whoever still holds the rows must not reach the filter's function with a dead section. */
  if (self->sorted != NULL)
    gtk_sort_list_model_set_model (self->sorted, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->heading_store);
  g_clear_object (&self->heading);
  g_clear_object (&self->hint);
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (hall_sidebar_section_parent_class)->dispose (object);
}

static void
hall_sidebar_section_class_init (HallSidebarSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_sidebar_section_dispose;
}

static void
hall_sidebar_section_init (HallSidebarSection *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->watches = g_ptr_array_new_with_free_func (unwatch);
  self->heading_store = g_list_store_new (HALL_TYPE_HEADING);
}

static void
build_rows (HallSidebarSection *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

  g_list_store_append (parts, self->heading_store);
  g_list_store_append (parts, self->sorted);
  self->rows = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

/**
 * hall_sidebar_section_new:
 * @items: the objects to show; they have a property "name"
 * @heading: what stands above them
 * @hint: (nullable): what stands below the heading while there is nothing else
 * @compare: the order
 * @shows: (nullable): which of them are shown; all when %NULL
 * @sort_properties: (array zero-terminated=1): static; what @compare and @shows look at
 *
 * Returns: (transfer full): a section
 */
HallSidebarSection *
hall_sidebar_section_new (GListModel        *items,
                          const char        *heading,
                          const char        *hint,
                          GCompareDataFunc   compare,
                          HallSidebarShows   shows,
                          const char *const *sort_properties)
{
  HallSidebarSection *self = g_object_new (HALL_TYPE_SIDEBAR_SECTION, NULL);
  GtkFilterListModel *filtered;

  self->items = g_object_ref (items);
  self->sort_properties = sort_properties;
  self->shows = shows;
  if (hint != NULL)
    self->hint = hall_heading_new (hint, TRUE);
  self->heading = hall_heading_new (heading, FALSE);

  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (items), g_object_ref (self->filter));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter));
  build_rows (self);

  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (items));
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (update_heading), self,
                           G_CONNECT_SWAPPED);
  update_heading (self);
  return self;
}

/**
 * hall_sidebar_section_watch:
 * @self: a section
 * @expression: (transfer full): of an item, what its order depends on beside its own properties;
 *   set once
 */
void
hall_sidebar_section_watch (HallSidebarSection *self,
                            GtkExpression      *expression)
{
  g_return_if_fail (HALL_IS_SIDEBAR_SECTION (self));
  g_return_if_fail (self->expression == NULL);

  self->expression = expression;
  for (guint i = 0; i < self->watched->len; i++)
    add_watch (self, i, g_ptr_array_index (self->watched, i));
}

/**
 * hall_sidebar_section_get_rows:
 * @self: a section
 *
 * Returns: (transfer none): the heading and what stands below it
 */
GListModel *
hall_sidebar_section_get_rows (HallSidebarSection *self)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR_SECTION (self), NULL);

  return self->rows;
}

/**
 * hall_sidebar_section_get_items:
 * @self: a section
 *
 * Returns: (transfer none): what stands below the heading, in order
 */
GListModel *
hall_sidebar_section_get_items (HallSidebarSection *self)
{
  g_return_val_if_fail (HALL_IS_SIDEBAR_SECTION (self), NULL);

  return G_LIST_MODEL (self->sorted);
}

/**
 * hall_sidebar_section_set_search:
 * @self: a section
 * @text: (nullable): only items whose names it fits, as hall_match_score() says, are shown; empty
 *   means all
 */
void
hall_sidebar_section_set_search (HallSidebarSection *self,
                                 const char         *text)
{
  g_return_if_fail (HALL_IS_SIDEBAR_SECTION (self));

  g_clear_pointer (&self->search, g_free);
  if (text != NULL && *text != '\0')
    self->search = g_strdup (text);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_heading (self);
}
