/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-folded-rows.c: the rows of a timeline without the lines that are folded away.
 *
 * Owned by the list that shows it. After each change of the timeline it compares what is to be seen
 * with what it last said, and says what stands between the equal beginning and the equal end: as a
 * change of a timeline is in one place, that is nothing more than what changed.
 */

#define G_LOG_DOMAIN "hall-folded-rows"

#include "config.h"

#include "hall-message-private.h"

#include "hall-folded-rows.h"

struct _HallFoldedRows
{
  GObject parent_instance;

  HallTimeline *timeline;
  GPtrArray *rows;      /* (element-type HallMessage), owned: what listeners know of */
  GArray *positions;    /* guint: of the same rows, in the timeline */
};

static void hall_folded_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallFoldedRows, hall_folded_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hall_folded_rows_list_model_init))

static GType
hall_folded_rows_get_item_type (GListModel *model)
{
  return HALL_TYPE_MESSAGE;
}

static guint
hall_folded_rows_get_n_items (GListModel *model)
{
  return HALL_FOLDED_ROWS (model)->rows->len;
}

static gpointer
hall_folded_rows_get_item (GListModel *model,
                           guint       position)
{
  HallFoldedRows *self = HALL_FOLDED_ROWS (model);

  if (position >= self->rows->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
hall_folded_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hall_folded_rows_get_item_type;
  iface->get_n_items = hall_folded_rows_get_n_items;
  iface->get_item = hall_folded_rows_get_item;
}

static void
hall_folded_rows_dispose (GObject *object)
{
  HallFoldedRows *self = HALL_FOLDED_ROWS (object);

  g_clear_object (&self->timeline);

  G_OBJECT_CLASS (hall_folded_rows_parent_class)->dispose (object);
}

static void
hall_folded_rows_finalize (GObject *object)
{
  HallFoldedRows *self = HALL_FOLDED_ROWS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_array_unref);

  G_OBJECT_CLASS (hall_folded_rows_parent_class)->finalize (object);
}

static void
hall_folded_rows_class_init (HallFoldedRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_folded_rows_dispose;
  object_class->finalize = hall_folded_rows_finalize;
}

static void
hall_folded_rows_init (HallFoldedRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->positions = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Takes the rows of the timeline that are to be seen. */
static void
collect (HallFoldedRows *self,
         GPtrArray      *rows,
         GArray         *positions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->timeline));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (self->timeline), i);

      if (message->fold == HALL_FOLD_INSIDE && !message->open)
        continue;
      g_ptr_array_add (rows, g_steal_pointer (&message));
      g_array_append_val (positions, i);
    }
}

static void
update (HallFoldedRows *self)
{
  g_autoptr (GPtrArray) old = self->rows;
  GPtrArray *rows = g_ptr_array_new_full (old->len + 1, g_object_unref);
  guint first = 0;
  guint last = 0;
  guint shorter;

  g_array_set_size (self->positions, 0);
  collect (self, rows, self->positions);
  self->rows = rows;

  shorter = MIN (old->len, rows->len);
  while (first < shorter && old->pdata[first] == rows->pdata[first])
    first++;
  while (last < shorter - first &&
         old->pdata[old->len - last - 1] == rows->pdata[rows->len - last - 1])
    last++;

  if (first + last < old->len || first + last < rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - last,
                                rows->len - first - last);
}

static void
on_timeline_items_changed (GListModel     *timeline,
                           guint           position,
                           guint           removed,
                           guint           added,
                           HallFoldedRows *self)
{
  update (self);
}

static void
on_timeline_folds_changed (HallTimeline   *timeline,
                           HallFoldedRows *self)
{
  update (self);
}

/**
 * hall_folded_rows_new:
 * @timeline: what is to be shown; kept alive
 *
 * Returns: (transfer full): its rows, runs of system lines folded
 */
HallFoldedRows *
hall_folded_rows_new (HallTimeline *timeline)
{
  HallFoldedRows *self;

  g_return_val_if_fail (HALL_IS_TIMELINE (timeline), NULL);

  self = g_object_new (HALL_TYPE_FOLDED_ROWS, NULL);
  self->timeline = g_object_ref (timeline);
  collect (self, self->rows, self->positions);
  g_signal_connect_object (timeline, "items-changed",
                           G_CALLBACK (on_timeline_items_changed), self, 0);
  g_signal_connect_object (timeline, "folds-changed",
                           G_CALLBACK (on_timeline_folds_changed), self, 0);

  return self;
}

/**
 * hall_folded_rows_get_timeline:
 * @self: folded rows
 *
 * Returns: (transfer none): the timeline that they are of
 */
HallTimeline *
hall_folded_rows_get_timeline (HallFoldedRows *self)
{
  g_return_val_if_fail (HALL_IS_FOLDED_ROWS (self), NULL);

  return self->timeline;
}

/**
 * hall_folded_rows_from_timeline:
 * @self: folded rows
 * @position: the position of a row in the timeline, or G_MAXUINT
 *
 * Returns: the position of the row, or of the one that stands for it; G_MAXUINT for G_MAXUINT and
 *   what is beyond the end
 */
guint
hall_folded_rows_from_timeline (HallFoldedRows *self,
                                guint           position)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (HALL_IS_FOLDED_ROWS (self), G_MAXUINT);

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->timeline)))
    return G_MAXUINT;

  /* The last one that is not beyond it: what is left out stands behind its head. */
  high = self->positions->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->positions, guint, middle) <= position)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? low - 1 : G_MAXUINT;
}

/**
 * hall_folded_rows_to_timeline:
 * @self: folded rows
 * @position: the position of one of them, or G_MAXUINT
 *
 * Returns: its position in the timeline; G_MAXUINT for G_MAXUINT and what is beyond the end
 */
guint
hall_folded_rows_to_timeline (HallFoldedRows *self,
                              guint           position)
{
  g_return_val_if_fail (HALL_IS_FOLDED_ROWS (self), G_MAXUINT);

  if (position >= self->positions->len)
    return G_MAXUINT;

  return g_array_index (self->positions, guint, position);
}
