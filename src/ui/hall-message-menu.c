/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-menu.c: the context menu of a message, and what can be done with one.
 *
 * Owned by HallMessageView. Right click, long press, the Menu key and Shift+F10 open it: it comes
 * before the menu that GTK gives to a label that can be selected. One menu serves all rows, and is
 * made when first asked for. An invitation's button uses its actions too.
 */

#define G_LOG_DOMAIN "hall-message-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-session-rights.h"

#include "hall-message-menu.h"

struct _HallMessageMenu
{
  GObject parent_instance;

  GtkWidget *view;      /* not owned: it owns us */
  GtkWidget *list;      /* not owned: it is in the view */
  HallSession *session; /* (nullable): until set */
  HallRoom *room;       /* (nullable) */
  HallMessage *message; /* (nullable): of which the menu is, or was last */
  char *text;           /* (nullable): what "Copy" copies */
  char *link;           /* (nullable) */
  GtkWidget *popover;   /* (nullable): a child of the view */
  GtkWidget *before;    /* (nullable) weak: where the keyboard was */
};

G_DEFINE_FINAL_TYPE (HallMessageMenu, hall_message_menu, G_TYPE_OBJECT)

static void
on_copy (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (self->text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (self->view), self->text);
}

static void
on_copy_link (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (self->link != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (self->view), self->link);
}

static void
on_details (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  HallMessageMenu *self = user_data;
  GtkRoot *root = gtk_widget_get_root (self->view);

  if (self->room != NULL && self->message != NULL && GTK_IS_WINDOW (root))
    gtk_window_present (GTK_WINDOW (hall_message_details_new (self->room, self->message,
                                                              GTK_WINDOW (root))));
}

/* One's own, or anybody's where one moderates; what is still in the outbox cannot be taken back. */
static gboolean
can_delete (HallMessageMenu *self)
{
  return self->session != NULL && hall_message_get_id (self->message) != NULL &&
         (hall_message_get_is_own (self->message) || hall_room_get_moderator (self->room));
}

/* The dialog holds what it is about: the menu may have gone on to another message. */
static void
on_delete_confirmed (HallMessageMenu  *self,
                     const char       *response,
                     AdwMessageDialog *dialog)
{
  HallRoom *room = g_object_get_data (G_OBJECT (dialog), "room");
  HallMessage *message = g_object_get_data (G_OBJECT (dialog), "message");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "accept") &&
      !hall_session_delete_message (self->session, room, message, &error))
    hall_deed_tell (self->view, error);
}

static void
on_delete (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallMessageMenu *self = user_data;
  AdwMessageDialog *dialog;

  if (self->room == NULL || self->message == NULL || !can_delete (self))
    return;
  dialog = hall_deed_ask (self->view, _("Delete This Message?"),
                          _("It is hidden for everybody. Copies of it stay on the disks of those "
                            "who have received it."), _("_Delete"), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "room", g_object_ref (self->room), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "message", g_object_ref (self->message),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_delete_confirmed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The parameter is an invitation's id: rows have no session. */
static void
on_follow (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallMessageMenu *self = user_data;
  HallMessage *message;
  HallRoom *room;

  if (self->room == NULL || self->session == NULL)
    return;
  message = hall_timeline_lookup (hall_room_get_timeline (self->room),
                                  g_variant_get_string (parameter, NULL));
  room = message != NULL ? hall_session_get_invited_room (self->session, message) : NULL;
  if (room != NULL)
    gtk_widget_activate_action (self->view, "win.join-room", "s", hall_room_get_id (room));
}

static const GActionEntry actions[] = {
  { "copy", on_copy, NULL, NULL, NULL },
  { "copy-link", on_copy_link, NULL, NULL, NULL },
  { "details", on_details, NULL, NULL, NULL },
  { "delete", on_delete, NULL, NULL, NULL },
  { "follow", on_follow, "s", NULL, NULL },
};

/* A popover leaves the keyboard nowhere. */
static void
on_closed (HallMessageMenu *self)
{
  if (self->before != NULL && gtk_widget_get_mapped (self->before))
    gtk_widget_grab_focus (self->before);
  g_clear_weak_pointer (&self->before);
}

static GMenuModel *
create_model (HallMessageMenu *self)
{
  GMenu *menu = g_menu_new ();
  GMenu *about = g_menu_new ();
  GMenu *text = g_menu_new ();

  g_menu_append (text, _("_Copy"), "message.copy");
  if (self->link != NULL)
    g_menu_append (text, _("Copy _Link"), "message.copy-link");
  /* Translators: who has a message, and when it was written. */
  g_menu_append (about, C_("message", "_Details"), "message.details");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (text));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (about));
  if (can_delete (self))
    {
      g_autoptr (GMenu) away = g_menu_new ();

      g_menu_append (away, C_("message", "De_lete…"), "message.delete");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (away));
    }
  g_object_unref (text);
  g_object_unref (about);
  return G_MENU_MODEL (menu);
}

static void
ensure_popover (HallMessageMenu *self)
{
  if (self->popover != NULL)
    return;
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_parent (self->popover, self->view);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self,
                           G_CONNECT_SWAPPED);
}

/* Returns whether there is a menu for that row: @x and @y are where, in the list. */
static gboolean
open_menu (HallMessageMenu *self,
           HallMessageRow  *row,
           double           x,
           double           y)
{
  HallMessage *message = hall_message_row_get_item (row);
  GtkRoot *root = gtk_widget_get_root (self->view);
  g_autoptr (GMenuModel) model = NULL;
  double left, top;

  if (message == NULL || hall_message_get_kind (message) != HALL_MESSAGE_TEXT ||
      hall_message_text_is_hidden (message) ||
      !gtk_widget_translate_coordinates (self->list, self->view, x, y, &left, &top))
    return FALSE;
  g_set_object (&self->message, message);
  g_free (self->link);
  self->link = g_strdup (hall_message_row_get_link (row));
  g_free (self->text);
  self->text = hall_message_row_get_selection (row);
  if (self->text == NULL)
    self->text = g_strdup (hall_message_get_text (message));

  ensure_popover (self);
  model = create_model (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) left, (int) top, 1, 1 });
  g_set_weak_pointer (&self->before, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  return TRUE;
}

static HallMessageRow *
find_row (GtkWidget *widget)
{
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, HALL_TYPE_MESSAGE_ROW) : NULL;

  return row != NULL ? HALL_MESSAGE_ROW (row) : NULL;
}

static void
open_at (HallMessageMenu *self,
         GtkGesture      *gesture,
         double           x,
         double           y)
{
  HallMessageRow *row = find_row (gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT));

  if (row != NULL && open_menu (self, row, x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_pressed (HallMessageMenu *self,
            int              n_press,
            double           x,
            double           y,
            GtkGesture      *gesture)
{
  open_at (self, gesture, x, y);
}

static void
on_long_pressed (HallMessageMenu *self,
                 double           x,
                 double           y,
                 GtkGesture      *gesture)
{
  open_at (self, gesture, x, y);
}

/* The row that has the keyboard: either the list's own widget around it, or something in it. */
static HallMessageRow *
find_focused_row (HallMessageMenu *self)
{
  GtkRoot *root = gtk_widget_get_root (self->list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (HALL_IS_MESSAGE_ROW (child))
    return HALL_MESSAGE_ROW (child);
  return find_row (focus);
}

static gboolean
on_key_pressed (HallMessageMenu *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  HallMessageRow *row;
  double x, y;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_PROPAGATE;
  row = find_focused_row (self);
  if (row == NULL ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (row), self->list,
                                         gtk_widget_get_width (GTK_WIDGET (row)) / 4.0,
                                         gtk_widget_get_height (GTK_WIDGET (row)), &x, &y))
    return GDK_EVENT_PROPAGATE;
  return open_menu (self, row, x, y) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
add_controllers (HallMessageMenu *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (self->list, keys);
}

static void
hall_message_menu_dispose (GObject *object)
{
  HallMessageMenu *self = HALL_MESSAGE_MENU (object);

  hall_message_menu_detach (self);
  g_clear_object (&self->message);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->link, g_free);
  G_OBJECT_CLASS (hall_message_menu_parent_class)->dispose (object);
}

static void
hall_message_menu_class_init (HallMessageMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_message_menu_dispose;
}

static void
hall_message_menu_init (HallMessageMenu *self)
{
}

/**
 * hall_message_menu_new:
 * @view: what the menu lies over, and whose actions "message.…" it uses
 * @list: with rows of messages in it
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallMessageMenu *
hall_message_menu_new (GtkWidget *view,
                       GtkWidget *list)
{
  HallMessageMenu *self = g_object_new (HALL_TYPE_MESSAGE_MENU, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->view = view;
  self->list = list;
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (view, "message", G_ACTION_GROUP (group));
  add_controllers (self);
  return self;
}

/**
 * hall_message_menu_set_session:
 * @self: a menu
 * @session: who does what is asked for; set once
 */
void
hall_message_menu_set_session (HallMessageMenu *self,
                               HallSession     *session)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  g_set_object (&self->session, session);
}

/**
 * hall_message_menu_set_room:
 * @self: a menu
 * @room: (nullable): the room whose messages are listed from now on
 */
void
hall_message_menu_set_room (HallMessageMenu *self,
                            HallRoom        *room)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  if (!g_set_object (&self->room, room))
    return;
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_clear_object (&self->message);
}

/**
 * hall_message_menu_detach:
 * @self: a menu
 *
 * Lets go of the view.
 */
void
hall_message_menu_detach (HallMessageMenu *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_MENU (self));

  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_widget_insert_action_group (self->view, "message", NULL);
  self->view = NULL;
  self->list = NULL;
}
