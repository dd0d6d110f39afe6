/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher-model.c: what the switcher offers, and which row Enter opens.
 *
 * A GtkSelectionModel that the list can't select in by itself: one that opens below a resting
 * pointer would select what happens to be there.
 */

#define G_LOG_DOMAIN "hall-switcher-model"

#include "config.h"

#include "hall-switcher-model.h"

struct _HallSwitcherModel
{
  GObject parent_instance;

  GPtrArray *items;
  guint selected;
};

static void hall_switcher_model_init_list (GListModelInterface *iface);
static void hall_switcher_model_init_selection (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallSwitcherModel, hall_switcher_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hall_switcher_model_init_list)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      hall_switcher_model_init_selection))

static GType
hall_switcher_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
hall_switcher_model_get_n_items (GListModel *model)
{
  return HALL_SWITCHER_MODEL (model)->items->len;
}

static gpointer
hall_switcher_model_get_item (GListModel *model,
                              guint       position)
{
  GPtrArray *items = HALL_SWITCHER_MODEL (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
hall_switcher_model_init_list (GListModelInterface *iface)
{
  iface->get_item_type = hall_switcher_model_get_item_type;
  iface->get_n_items = hall_switcher_model_get_n_items;
  iface->get_item = hall_switcher_model_get_item;
}

static gboolean
hall_switcher_model_is_selected (GtkSelectionModel *model,
                                 guint              position)
{
  return position != GTK_INVALID_LIST_POSITION &&
         HALL_SWITCHER_MODEL (model)->selected == position;
}

static GtkBitset *
hall_switcher_model_get_selection_in_range (GtkSelectionModel *model,
                                            guint              position,
                                            guint              n_items)
{
  HallSwitcherModel *self = HALL_SWITCHER_MODEL (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->selected != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (selection, self->selected);
  return selection;
}

static void
hall_switcher_model_init_selection (GtkSelectionModelInterface *iface)
{
  iface->is_selected = hall_switcher_model_is_selected;
  iface->get_selection_in_range = hall_switcher_model_get_selection_in_range;
}

static void
hall_switcher_model_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_SWITCHER_MODEL (object)->items);
  G_OBJECT_CLASS (hall_switcher_model_parent_class)->finalize (object);
}

static void
hall_switcher_model_class_init (HallSwitcherModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_switcher_model_finalize;
}

static void
hall_switcher_model_init (HallSwitcherModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->selected = GTK_INVALID_LIST_POSITION;
}

/**
 * hall_switcher_model_new:
 *
 * Returns: (transfer full): an empty model
 */
HallSwitcherModel *
hall_switcher_model_new (void)
{
  return g_object_new (HALL_TYPE_SWITCHER_MODEL, NULL);
}

/**
 * hall_switcher_model_set_items:
 * @self: a model
 * @items: (element-type GObject): what is offered from now on; the first one is selected
 */
void
hall_switcher_model_set_items (HallSwitcherModel *self,
                               GPtrArray         *items)
{
  guint n_before;

  g_return_if_fail (HALL_IS_SWITCHER_MODEL (self));

  n_before = self->items->len;
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
  self->selected = items->len > 0 ? 0 : GTK_INVALID_LIST_POSITION;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, items->len);
}

static void
remove_item (HallSwitcherModel *self,
             guint              position)
{
  g_ptr_array_remove_index (self->items, position);
  if (self->items->len == 0)
    self->selected = GTK_INVALID_LIST_POSITION;
  else if (self->selected > position || self->selected == self->items->len)
    self->selected--;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (self->selected != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), self->selected, 1);
}

/**
 * hall_switcher_model_update_items:
 * @self: a model
 * @items: (element-type GObject): what is offered from now on, the best first
 * @max: how many are kept at most
 *
 * Takes out what is gone, and puts what is new behind the rest: no other row moves, and what is
 * selected stays so.
 */
void
hall_switcher_model_update_items (HallSwitcherModel *self,
                                  GPtrArray         *items,
                                  guint              max)
{
  guint n_before;

  g_return_if_fail (HALL_IS_SWITCHER_MODEL (self));

  if (self->items->len == 0)
    {
      hall_switcher_model_set_items (self, items);
      return;
    }
  for (guint i = self->items->len; i > 0; i--)
    if (!g_ptr_array_find (items, g_ptr_array_index (self->items, i - 1), NULL))
      remove_item (self, i - 1);
  n_before = self->items->len;
  for (guint i = 0; i < items->len && self->items->len < max; i++)
    if (!g_ptr_array_find (self->items, g_ptr_array_index (items, i), NULL))
      g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
  if (self->items->len == n_before)
    return;
  if (self->selected == GTK_INVALID_LIST_POSITION)
    self->selected = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, self->items->len - n_before);
}

/**
 * hall_switcher_model_get_selected:
 * @self: a model
 *
 * Returns: the position of what Enter opens, or %GTK_INVALID_LIST_POSITION
 */
guint
hall_switcher_model_get_selected (HallSwitcherModel *self)
{
  g_return_val_if_fail (HALL_IS_SWITCHER_MODEL (self), GTK_INVALID_LIST_POSITION);

  return self->selected;
}

/**
 * hall_switcher_model_step:
 * @self: a model
 * @step: 1 for the next row, -1 for the one before; around the ends
 */
void
hall_switcher_model_step (HallSwitcherModel *self,
                          int                step)
{
  guint before, first, last;

  g_return_if_fail (HALL_IS_SWITCHER_MODEL (self));

  if (self->items->len == 0)
    return;
  before = self->selected;
  self->selected = (before + (step > 0 ? 1 : self->items->len - 1)) % self->items->len;
  first = MIN (before, self->selected);
  last = MAX (before, self->selected);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
}
