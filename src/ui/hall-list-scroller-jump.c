/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-list-scroller-jump.c: how a list gets to a row.
 *
 * Part of HallListScroller. GTK 4.8 has no gtk_list_view_scroll_to (): the action
 * "list.scroll-to-item" moves as little as makes the row visible, and only to rows that were
 * allocated. So a jump takes a few frames: first to the last row, so that the target comes from
 * above and lands at the top.
 */

#define G_LOG_DOMAIN "hall-list-scroller-jump"

#include "config.h"

#include "hall-list-scroller-private.h"

#include "hall-list-scroller.h"

/* Of the view's height, above a row that somebody looks for. */
#define LIFT 0.3

static guint
count_rows (HallListScroller *self)
{
  GtkSelectionModel *model = self->list != NULL ? gtk_list_view_get_model (self->list) : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static void
scroll_to (HallListScroller *self,
           guint             position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* G_MAXUINT: it is gone. */
static guint
find_target (HallListScroller *self)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n_rows = count_rows (self);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rows, i);

      if (item == self->target)
        return i;
    }
  return G_MAXUINT;
}

static void
lift (HallListScroller *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);

  self->jump = HALL_JUMP_LIFTED;
  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment) - LIFT * page);
}

static void
finish_jump (HallListScroller *self)
{
  self->jump = HALL_JUMP_NONE;
  g_clear_object (&self->target);
  hall_list_scroller_settle (self);
}

/* One frame of a jump. Layout comes after this, so what was asked for shows in the next frame. */
void
hall_list_scroller_step_jump (HallListScroller *self)
{
  guint n_rows = count_rows (self);
  gboolean arrived = hall_list_scroller_is_at_end (self) && self->frames_left < HALL_JUMP_FRAMES;

  if (n_rows == 0)
    {
      finish_jump (self);
      return;
    }
  if (self->jump == HALL_JUMP_TO_TOP && self->lifts)
    {
      lift (self);
      return;
    }
  if (self->jump == HALL_JUMP_TO_TOP || self->jump == HALL_JUMP_LIFTED)
    {
      finish_jump (self);
      return;
    }
  if (arrived && self->jump == HALL_JUMP_TO_LAST)
    {
      scroll_to (self, MIN (find_target (self), n_rows - 1));
      self->jump = HALL_JUMP_TO_TOP;
    }
  else if (arrived)
    {
      finish_jump (self);
    }
  else if (self->frames_left == 0)
    {
      /* A last row taller than the view counts as visible before its end is reached. */
      gtk_adjustment_set_value (self->adjustment,
                                gtk_adjustment_get_upper (self->adjustment) -
                                gtk_adjustment_get_page_size (self->adjustment));
      finish_jump (self);
    }
  else
    {
      scroll_to (self, n_rows - 1);
      self->frames_left--;
    }
}

void
hall_list_scroller_start_jump (HallListScroller *self,
                               HallJump          jump,
                               GObject          *target,
                               gboolean          lifts)
{
  self->jump = jump;
  g_clear_object (&self->target);
  self->target = target;
  self->lifts = lifts;
  self->frames_left = HALL_JUMP_FRAMES;
  hall_list_scroller_ensure_tick (self);
}

/**
 * hall_list_scroller_jump_to_end:
 * @self: a scroller
 *
 * Shows the last row.
 */
void
hall_list_scroller_jump_to_end (HallListScroller *self)
{
  g_return_if_fail (HALL_IS_LIST_SCROLLER (self));

  hall_list_scroller_set_at_end (self, TRUE);
  hall_list_scroller_start_jump (self, HALL_JUMP_TO_END, NULL, FALSE);
}

static void
jump_to (HallListScroller *self,
         guint             position,
         gboolean          lifts)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));

  hall_list_scroller_start_jump (self, HALL_JUMP_TO_LAST, g_list_model_get_item (rows, position),
                                 lifts);
}

/**
 * hall_list_scroller_jump_to_top:
 * @self: a scroller
 * @position: a row
 *
 * Shows the row, at the top if there is enough below it.
 */
void
hall_list_scroller_jump_to_top (HallListScroller *self,
                                guint             position)
{
  g_return_if_fail (HALL_IS_LIST_SCROLLER (self));
  g_return_if_fail (position < count_rows (self));

  jump_to (self, position, FALSE);
}

/**
 * hall_list_scroller_jump_to_row:
 * @self: a scroller
 * @position: a row
 *
 * Shows the row with something of what is above it.
 */
void
hall_list_scroller_jump_to_row (HallListScroller *self,
                                guint             position)
{
  g_return_if_fail (HALL_IS_LIST_SCROLLER (self));
  g_return_if_fail (position < count_rows (self));

  jump_to (self, position, TRUE);
}
