/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view.c: the conversation of one room, scrolled.
 *
 * Asks the session to load rows when an edge comes near, and tells it that everything is read when
 * the end is seen in the active window. The list stands directly below the scrolled window (in an
 * AdwClampScrollable): with a viewport between, GTK cannot scroll to a row.
 */

#define G_LOG_DOMAIN "hall-message-view"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-row.h"
#include "hall-message-view-private.h"
#include "hall-ui.h"

#include "hall-message-view.h"

/* What the answer to "open this room" needs to know. */
typedef struct
{
  HallMessageView *view;
  GCancellable *cancellable;
} Opening;

G_DEFINE_FINAL_TYPE (HallMessageView, hall_message_view, ADW_TYPE_BIN)

static HallTimeline *
get_timeline (HallMessageView *self)
{
  return self->room != NULL ? hall_room_get_timeline (self->room) : NULL;
}

gboolean
hall_message_view_is_open (HallMessageView *self)
{
  return self->room != NULL && self->opening == NULL;
}

/* Somebody sits before the window, and this is what it shows. */
static gboolean
is_watched (HallMessageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) &&
         gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* Takes the "New" divider away, and leaves none above what one sees coming. */
static void
move_read_marker (HallMessageView *self)
{
  HallTimeline *timeline = get_timeline (self);
  const char *id;
  gint64 lc;

  self->keeps_divider = self->keeps_unread = FALSE;
  if (hall_timeline_get_at_end (timeline) && hall_timeline_get_last (timeline, &lc, &id))
    {
      g_autofree char *last = g_strdup (id);

      hall_timeline_set_read_marker (timeline, lc, last);
    }
}

static void
update_read (HallMessageView *self)
{
  if (!hall_message_view_is_open (self) || self->keeps_unread ||
      hall_room_get_unread (self->room) == 0)
    return;
  if (!is_watched (self) || !hall_message_view_get_at_end (self))
    {
      self->keeps_divider = TRUE;
      return;
    }
  if (hall_list_scroller_get_jumping (self->scroller) && self->keeps_divider)
    return;
  hall_session_mark_read (self->session, self->room);
  if (!self->keeps_divider)
    move_read_marker (self);
}

static void
update_latest (HallMessageView *self)
{
  gboolean shown = hall_message_view_is_open (self) && !hall_message_view_get_at_end (self) &&
                   !hall_list_scroller_get_jumping (self->scroller);
  guint unread = self->room != NULL ? hall_room_get_unread (self->room) : 0;
  g_autofree char *text = NULL;

  if (shown && unread > 0)
    /* Translators: a button that leads to the newest messages; how many are new. */
    text = g_strdup_printf (ngettext ("Latest (%u)", "Latest (%u)", unread), unread);
  else
    text = g_strdup (_("Latest"));
  gtk_label_set_text (self->latest_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->latest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_revealer_set_reveal_child (self->latest_revealer, shown);
  gtk_widget_set_can_target (GTK_WIDGET (self->latest_revealer), shown);
}

/* One step at each edge that is near; the rows that come make the list tell us again. */
static void
load_at_edges (HallMessageView *self)
{
  HallTimeline *timeline = get_timeline (self);

  if (!hall_message_view_is_open (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!hall_timeline_get_at_start (timeline) && hall_list_scroller_get_near_start (self->scroller))
    hall_session_load_older (self->session, self->room);
  if (!hall_timeline_get_at_end (timeline) && hall_list_scroller_get_near_end (self->scroller))
    hall_session_load_newer (self->session, self->room);
}

static void
on_moved (HallMessageView *self)
{
  if (hall_message_view_is_open (self))
    hall_timeline_set_held (get_timeline (self),
                            !hall_list_scroller_get_at_end (self->scroller));
  load_at_edges (self);
  update_latest (self);
  update_read (self);
}

static void
on_arrived (HallMessageView *self)
{
  gtk_widget_set_opacity (GTK_WIDGET (self->list), 1.0);
}

static void
on_settled (HallMessageView *self)
{
  on_arrived (self);
  hall_message_view_show_found (self);
  on_moved (self);
}

static void
on_timeline_end_changed (HallMessageView *self)
{
  HallTimeline *timeline = get_timeline (self);

  if (timeline != NULL)
    hall_list_scroller_set_follow (self->scroller, hall_timeline_get_at_end (timeline));
  update_latest (self);
  update_read (self);
}

/* What one has written is always shown, wherever one was reading. */
static void
on_timeline_items_changed (HallMessageView *self,
                           guint            position,
                           guint            removed,
                           guint            added,
                           GListModel      *timeline)
{
  g_autoptr (HallMessage) last = NULL;
  guint n_items = g_list_model_get_n_items (timeline);

  if (!hall_message_view_is_open (self) || added != 1 || removed != 0 || position + 1 != n_items)
    return;
  last = g_list_model_get_item (timeline, position);
  if (hall_message_get_is_own (last) && hall_message_get_kind (last) == HALL_MESSAGE_TEXT &&
      hall_message_get_state (last) == HALL_MESSAGE_STATE_PENDING)
    {
      move_read_marker (self);
      hall_message_view_jump_to_end (self);
    }
}

static void
on_rows_changed (HallMessageView *self)
{
  hall_list_scroller_rows_changed (self->scroller);
}

static void
show_rows (HallMessageView *self)
{
  HallTimeline *timeline = get_timeline (self);
  g_autoptr (GtkNoSelection) model = NULL;
  guint unread = hall_timeline_find_unread (timeline);

  /* Not seen until it stands where it should: a list that jumps is worse than two frames less. */
  gtk_widget_set_opacity (GTK_WIDGET (self->list), 0.0);
  self->rows = hall_folded_rows_new (timeline);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  g_signal_group_set_target (self->timeline_signals, timeline);
  g_signal_group_set_target (self->rows_signals, self->rows);
  hall_list_scroller_set_follow (self->scroller, hall_timeline_get_at_end (timeline));
  self->keeps_divider = unread != G_MAXUINT;
  if (unread != G_MAXUINT)
    hall_list_scroller_jump_to_top (self->scroller,
                                    hall_folded_rows_from_timeline (self->rows, unread));
  else
    hall_list_scroller_jump_to_end (self->scroller);
}

static void
open_room_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (HallMessageView) self = opening->view;
  g_autoptr (GCancellable) cancellable = opening->cancellable;
  g_autoptr (GError) error = NULL;
  gboolean opened = hall_session_open_room_finish (HALL_SESSION (source), result, &error);

  if (self->opening != cancellable)
    return; /* another room is shown by now */
  g_clear_object (&self->opening);
  if (!opened)
    g_debug ("Cannot read a room's messages: %s", error->message);
  if (self->room == NULL)
    return;
  show_rows (self);
  hall_message_view_go_on_seeking (self);
}

static void
on_row_setup (HallMessageView *self,
              GtkListItem     *list_item)
{
  GtkWidget *row = hall_message_row_new ();

  gtk_list_item_set_child (list_item, row);
  hall_message_row_set_list_item (HALL_MESSAGE_ROW (row), list_item);
}

/* When rows come above, GTK 4.8 unbinds every row below and binds it to the same message again: by
 * keeping the message a row has nothing to do then. So there is no unbinding. */
static void
on_row_bind (HallMessageView *self,
             GtkListItem     *list_item)
{
  HallMessageRow *row = HALL_MESSAGE_ROW (gtk_list_item_get_child (list_item));
  HallMessage *message = gtk_list_item_get_item (list_item);

  hall_message_row_set_needle (row, self->needle);
  hall_message_row_set_timeline (row, get_timeline (self));
  hall_message_row_set_private (row, self->room != NULL &&
                                     hall_room_get_person (self->room) != NULL);
  hall_message_row_set_item (row, message);
}

/* Only a line that stands for others can be activated: by a click, Enter or Space. */
static void
on_row_activated (HallMessageView *self,
                  guint            position)
{
  g_autoptr (HallMessage) head = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (head != NULL && hall_message_get_fold (head) == HALL_FOLD_HEAD)
    hall_timeline_set_unfolded (get_timeline (self), head, !hall_message_get_unfolded (head));
}

static void
hall_message_view_root (GtkWidget *widget)
{
  HallMessageView *self = HALL_MESSAGE_VIEW (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (hall_message_view_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (update_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (root, "notify::focus-widget",
                           G_CALLBACK (hall_message_view_note_focus), self, G_CONNECT_SWAPPED);
}

static void
hall_message_view_unroot (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  g_signal_handlers_disconnect_by_func (root, update_read, widget);
  g_signal_handlers_disconnect_by_func (root, hall_message_view_note_focus, widget);
  GTK_WIDGET_CLASS (hall_message_view_parent_class)->unroot (widget);
}

static gboolean
hall_message_view_move_focus_in (GtkWidget        *widget,
                                 GtkDirectionType  direction)
{
  return hall_message_view_enter (HALL_MESSAGE_VIEW (widget), direction) ||
         GTK_WIDGET_CLASS (hall_message_view_parent_class)->focus (widget, direction);
}

static void
hall_message_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hall_message_view_parent_class)->map (widget);
  on_moved (HALL_MESSAGE_VIEW (widget));
}

static void
hall_message_view_dispose (GObject *object)
{
  HallMessageView *self = HALL_MESSAGE_VIEW (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  hall_message_view_stop_seeking (self);
  g_clear_pointer ((GtkWidget **) &self->date, gtk_widget_unparent);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->needle, g_free);
  g_clear_object (&self->rows);
  g_clear_object (&self->rows_signals);
  g_clear_object (&self->focused);
  g_clear_object (&self->scroller);
  if (self->menu != NULL)
    hall_message_menu_detach (self->menu);
  g_clear_object (&self->menu);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->timeline_signals);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_message_view_parent_class)->dispose (object);
}

static void
hall_message_view_class_init (HallMessageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_message_view_dispose;
  widget_class->root = hall_message_view_root;
  widget_class->unroot = hall_message_view_unroot;
  widget_class->map = hall_message_view_map;
  widget_class->focus = hall_message_view_move_focus_in;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-message-view"));
  gtk_widget_class_bind_template_child (widget_class, HallMessageView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HallMessageView, list);
  gtk_widget_class_bind_template_child (widget_class, HallMessageView, latest_revealer);
  gtk_widget_class_bind_template_child (widget_class, HallMessageView, latest);
  gtk_widget_class_bind_template_child (widget_class, HallMessageView, latest_label);
  gtk_widget_class_bind_template_callback (widget_class, hall_message_view_jump_to_end);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
connect_groups (HallMessageView *self)
{
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::unread",
                                  G_CALLBACK (on_timeline_end_changed), self);
  self->timeline_signals = g_signal_group_new (HALL_TYPE_TIMELINE);
  g_signal_group_connect_swapped (self->timeline_signals, "notify::at-end",
                                  G_CALLBACK (on_timeline_end_changed), self);
  g_signal_group_connect_swapped (self->timeline_signals, "notify::at-start",
                                  G_CALLBACK (load_at_edges), self);
  g_signal_group_connect_swapped (self->timeline_signals, "items-changed",
                                  G_CALLBACK (on_timeline_items_changed), self);
  self->rows_signals = g_signal_group_new (HALL_TYPE_FOLDED_ROWS);
  g_signal_group_connect_swapped (self->rows_signals, "items-changed",
                                  G_CALLBACK (on_rows_changed), self);
}

static void
hall_message_view_init (HallMessageView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  connect_groups (self);
  hall_message_view_init_date (self);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);

  self->menu = hall_message_menu_new (GTK_WIDGET (self), GTK_WIDGET (self->list));
  self->scroller = hall_list_scroller_new (self->list, self->scrolled);
  g_signal_connect_object (self->scroller, "moved", G_CALLBACK (on_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroller, "arrived", G_CALLBACK (on_arrived), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroller, "settled", G_CALLBACK (on_settled), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_message_view_set_session:
 * @self: a view
 * @session: whom to ask for rows; set once
 */
void
hall_message_view_set_session (HallMessageView *self,
                               HallSession     *session)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));
  g_return_if_fail (HALL_IS_SESSION (session));

  g_set_object (&self->session, session);
  hall_message_menu_set_session (self->menu, session);
}

/**
 * hall_message_view_set_room:
 * @self: a view
 * @room: (nullable): the room to show from now on, opened at its first unread message or its end
 */
void
hall_message_view_set_room (HallMessageView *self,
                            HallRoom        *room)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  if (room == self->room)
    return;
  if (self->room != NULL)
    hall_timeline_set_held (get_timeline (self), FALSE);
  g_set_object (&self->room, room);
  self->keeps_unread = FALSE;
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  hall_message_view_stop_seeking (self);
  g_clear_pointer (&self->found, g_free);
  g_signal_group_set_target (self->timeline_signals, NULL);
  g_signal_group_set_target (self->rows_signals, NULL);
  g_signal_group_set_target (self->room_signals, room);
  hall_message_menu_set_room (self->menu, room);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
  if (room != NULL)
    {
      Opening *opening = g_new (Opening, 1);

      self->opening = g_cancellable_new ();
      opening->view = g_object_ref (self);
      opening->cancellable = g_object_ref (self->opening);
      hall_session_open_room_async (self->session, room, self->opening, open_room_cb, opening);
    }
  update_latest (self);
}

/**
 * hall_message_view_jump_to_end:
 * @self: a view
 *
 * Shows the newest message, which may have to be read from the store first.
 */
void
hall_message_view_jump_to_end (HallMessageView *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  if (!hall_message_view_is_open (self))
    return;
  hall_message_view_stop_seeking (self);
  if (!hall_timeline_get_at_end (get_timeline (self)))
    hall_session_load_end (self->session, self->room);
  hall_list_scroller_jump_to_end (self->scroller);
}

/**
 * hall_message_view_get_at_end:
 * @self: a view
 *
 * Returns: whether the newest message of the room can be seen
 */
gboolean
hall_message_view_get_at_end (HallMessageView *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE_VIEW (self), FALSE);

  return hall_message_view_is_open (self) && hall_timeline_get_at_end (get_timeline (self)) &&
         hall_list_scroller_get_at_end (self->scroller);
}
