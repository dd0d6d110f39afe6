/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view-focus.c: how the keyboard gets into the conversation.
 *
 * Part of HallMessageView. GTK would give it to the row that had it last, wherever that is by now,
 * and scroll there; or to none where that row went. Here what is seen decides: the row that had it
 * last while it can be seen, else the last one that can.
 */

#define G_LOG_DOMAIN "hall-message-view-focus"

#include "config.h"

#include "hall-message-row.h"
#include "hall-message-view-private.h"

#include "hall-message-view.h"

static gboolean
is_within (GtkWidget *widget,
           GtkWidget *focus)
{
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
get_focus (HallMessageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static HallMessage *
get_message (GtkWidget *list_row)
{
  GtkWidget *child = gtk_widget_get_first_child (list_row);

  return HALL_IS_MESSAGE_ROW (child) ? hall_message_row_get_item (HALL_MESSAGE_ROW (child)) : NULL;
}

/* The window's focus has moved. */
void
hall_message_view_note_focus (HallMessageView *self)
{
  GtkWidget *focus = get_focus (self);

  if (!is_within (GTK_WIDGET (self->list), focus))
    return;
  while (focus != GTK_WIDGET (self->list) &&
         gtk_widget_get_parent (focus) != GTK_WIDGET (self->list))
    focus = gtk_widget_get_parent (focus);
  if (focus != GTK_WIDGET (self->list))
    g_set_object (&self->focused, get_message (focus));
}

/* Whether something of the row can be seen; @whole: all of it */
static gboolean
is_seen (HallMessageView *self,
         GtkWidget       *list_row,
         gboolean        *whole)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->scrolled));
  graphene_rect_t bounds;
  double end;

  if (get_message (list_row) == NULL || !gtk_widget_get_child_visible (list_row) ||
      !gtk_widget_compute_bounds (list_row, GTK_WIDGET (self->scrolled), &bounds))
    return FALSE;
  end = bounds.origin.y + bounds.size.height;
  *whole = bounds.origin.y >= 0 && end <= height;
  return end > 0 && bounds.origin.y < height;
}

/* The row to go to; NULL: none. */
static GtkWidget *
find_row (HallMessageView *self)
{
  GtkWidget *last = NULL;
  gboolean last_whole = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean whole;

      if (!is_seen (self, child, &whole))
        continue;
      if (get_message (child) == self->focused)
        return child;
      if (last != NULL && last_whole && !whole)
        continue;
      last = child;
      last_whole = whole;
    }
  return last;
}

HallMessage *
hall_message_view_find_first (HallMessageView *self)
{
  gboolean whole;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (self, child, &whole))
      return get_message (child);
  return NULL;
}

/* Whether it was for us to say where the keyboard goes. */
gboolean
hall_message_view_enter (HallMessageView  *self,
                         GtkDirectionType  direction)
{
  GtkWidget *focus = get_focus (self);
  gboolean at_latest = is_within (self->latest, focus);

  if (direction == GTK_DIR_TAB_FORWARD && !is_within (GTK_WIDGET (self), focus))
    return hall_message_view_focus (self);
  if (direction == GTK_DIR_TAB_BACKWARD && !is_within (GTK_WIDGET (self->list), focus) &&
      (at_latest || !gtk_revealer_get_reveal_child (self->latest_revealer)))
    return hall_message_view_focus (self);
  return FALSE;
}

/**
 * hall_message_view_focus:
 * @self: a view
 *
 * Puts the keyboard into the list, on a row that can be seen.
 *
 * Returns: whether there is one
 */
gboolean
hall_message_view_focus (HallMessageView *self)
{
  GtkWidget *row;

  g_return_val_if_fail (HALL_IS_MESSAGE_VIEW (self), FALSE);

  row = find_row (self);
  return row != NULL && gtk_widget_grab_focus (row);
}
