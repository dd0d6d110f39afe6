/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view-seek.c: from anywhere to one message of the conversation, or to a day.
 *
 * Part of HallMessageView. What is not loaded is read first; nothing is seen of the way there. A
 * message that can be seen already is not moved. Whatever is asked for while the room is being
 * opened waits for that.
 */

#define G_LOG_DOMAIN "hall-message-view-seek"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-row.h"
#include "hall-message-view-private.h"
#include "hall-session-search.h"
#include "hall-window.h"

#include "hall-message-view.h"

/* What the answer to "read the rows around it" needs to know. */
typedef struct
{
  HallMessageView *view;
  GCancellable *cancellable;
} Seeking;

static HallTimeline *
get_timeline (HallMessageView *self)
{
  return hall_room_get_timeline (self->room);
}

static HallMessageRow *
get_row (GtkWidget *list_row)
{
  GtkWidget *child = gtk_widget_get_first_child (list_row);

  return HALL_IS_MESSAGE_ROW (child) ? HALL_MESSAGE_ROW (child) : NULL;
}

/* (nullable): while the message has no row that is laid out */
static HallMessageRow *
find_row (HallMessageView *self,
          HallMessage     *message)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      HallMessageRow *row = get_row (child);

      if (row != NULL && hall_message_row_get_item (row) == message)
        return row;
    }
  return NULL;
}

static gboolean
is_in_view (HallMessageView *self,
            HallMessage     *message)
{
  HallMessageRow *row = find_row (self, message);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_get_child_visible (gtk_widget_get_parent (GTK_WIDGET (row))) &&
         gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->scrolled), &bounds) &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <=
         gtk_widget_get_height (GTK_WIDGET (self->scrolled));
}

/* In a run that is folded it cannot be seen: the run is unfolded. */
static void
unfold (HallMessageView *self,
        guint            position)
{
  HallTimeline *timeline = get_timeline (self);
  g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), position);
  guint row = hall_folded_rows_from_timeline (self->rows, position);
  g_autoptr (HallMessage) head = g_list_model_get_item (G_LIST_MODEL (self->rows), row);

  if (hall_message_get_fold (message) == HALL_FOLD_INSIDE && head != message)
    hall_timeline_set_unfolded (timeline, head, TRUE);
}

/* Of rows that have just come, one may stand for the message already, but in the place of the row
 * that it was before: newer GTK makes rows at once, and lays them out later. */
static void
land (HallMessageView *self,
      guint            position,
      gboolean         rows_are_new)
{
  g_autoptr (HallMessage) message = NULL;
  HallMessageRow *row;
  guint place;

  hall_message_view_stop_seeking (self);
  unfold (self, position);
  message = g_list_model_get_item (G_LIST_MODEL (get_timeline (self)), position);
  place = hall_folded_rows_from_timeline (self->rows, position);
  g_free (self->found);
  self->found = g_strdup (hall_message_get_id (message));
  if (rows_are_new || !is_in_view (self, message))
    {
      hall_list_scroller_jump_to_row (self->scroller, place);
      return;
    }
  gtk_widget_set_opacity (GTK_WIDGET (self->list), 1.0);
  row = find_row (self, message);
  hall_message_row_flash (row);
}

static void
tell (HallMessageView *self,
      const char      *sentence)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (HALL_IS_WINDOW (root))
    hall_window_show_toast (HALL_WINDOW (root), sentence);
}

static guint
find_sought (HallMessageView *self)
{
  HallTimeline *timeline = get_timeline (self);

  if (self->sought != NULL)
    return hall_timeline_find (timeline, self->sought);
  return hall_timeline_find_time (timeline, self->sought_ms);
}

static void
open_at_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Seeking *seeking = user_data;
  g_autoptr (HallMessageView) self = seeking->view;
  g_autoptr (GCancellable) cancellable = seeking->cancellable;
  g_autoptr (GError) error = NULL;
  gboolean there = hall_session_open_at_finish (HALL_SESSION (source), result, &error);
  guint position;

  if (self->seeking != cancellable)
    return; /* something else is looked for by now */
  position = there ? find_sought (self) : G_MAXUINT;
  if (position != G_MAXUINT)
    {
      hall_list_scroller_set_follow (self->scroller,
                                     hall_timeline_get_at_end (get_timeline (self)));
      land (self, position, TRUE);
      return;
    }
  g_debug ("Nothing to jump to: %s", error != NULL ? error->message : "not among the rows");
  hall_message_view_stop_seeking (self);
  gtk_widget_set_opacity (GTK_WIDGET (self->list), 1.0);
  if (there)
    hall_message_view_jump_to_end (self);
  else
    tell (self, _("This message is not here any more"));
}

static void
seek (HallMessageView *self)
{
  guint position = self->sought != NULL ? find_sought (self) : G_MAXUINT;
  Seeking *seeking;

  if (position != G_MAXUINT)
    {
      land (self, position, FALSE);
      return;
    }
  self->seeking = g_cancellable_new ();
  seeking = g_new (Seeking, 1);
  seeking->view = g_object_ref (self);
  seeking->cancellable = g_object_ref (self->seeking);
  /* The rows that are loaded go before those around the message come. */
  gtk_widget_set_opacity (GTK_WIDGET (self->list), 0.0);
  if (self->sought != NULL)
    hall_session_open_at_async (self->session, self->room, self->sought, self->seeking,
                                open_at_cb, seeking);
  else
    hall_session_open_at_time_async (self->session, self->room, self->sought_ms, self->seeking,
                                     open_at_cb, seeking);
}

static void
begin_seeking (HallMessageView *self,
               const char      *event_id,
               gint64           time_ms)
{
  hall_message_view_stop_seeking (self);
  self->sought = g_strdup (event_id);
  self->sought_ms = time_ms;
  if (hall_message_view_is_open (self))
    seek (self);
}

void
hall_message_view_stop_seeking (HallMessageView *self)
{
  g_cancellable_cancel (self->seeking);
  g_clear_object (&self->seeking);
  g_clear_pointer (&self->sought, g_free);
  self->sought_ms = 0;
}

void
hall_message_view_go_on_seeking (HallMessageView *self)
{
  if (self->sought != NULL || self->sought_ms != 0)
    seek (self);
}

/* The jump is over: what was found is shown for a moment. */
void
hall_message_view_show_found (HallMessageView *self)
{
  HallMessage *message = self->found != NULL ? hall_timeline_lookup (get_timeline (self),
                                                                     self->found) : NULL;
  HallMessageRow *row = message != NULL ? find_row (self, message) : NULL;

  if (row != NULL)
    hall_message_row_flash (row);
  g_clear_pointer (&self->found, g_free);
}

/**
 * hall_message_view_jump_to_event:
 * @self: a view that shows a room; one that shows none is of a room that was left
 * @event_id: id of a message of the room
 *
 * Shows the message and marks it for a moment; its rows are read first where they are not loaded.
 */
void
hall_message_view_jump_to_event (HallMessageView *self,
                                 const char      *event_id)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));
  g_return_if_fail (event_id != NULL);

  if (self->room != NULL)
    begin_seeking (self, event_id, 0);
  else
    tell (self, _("You left this room: its messages are kept, but cannot be shown."));
}

/**
 * hall_message_view_jump_to_time:
 * @self: a view that shows a room
 * @time_ms: unix ms
 *
 * Shows the first message at or after that time, or the end.
 */
void
hall_message_view_jump_to_time (HallMessageView *self,
                                gint64           time_ms)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  if (self->room != NULL)
    begin_seeking (self, NULL, MAX (time_ms, 1));
}

/**
 * hall_message_view_keep_unread:
 * @self: a view that shows a room
 *
 * What is unread stays so until the room is opened again, or something is written in it, though it
 * is seen.
 */
void
hall_message_view_keep_unread (HallMessageView *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  self->keeps_unread = TRUE;
}

/**
 * hall_message_view_set_needle:
 * @self: a view
 * @needle: (nullable): what was searched for, folded: marked in every message from now on
 */
void
hall_message_view_set_needle (HallMessageView *self,
                              const char      *needle)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  if (g_strcmp0 (self->needle, needle) == 0)
    return;
  g_free (self->needle);
  self->needle = g_strdup (needle);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (get_row (child) != NULL)
      hall_message_row_set_needle (get_row (child), needle);
}
