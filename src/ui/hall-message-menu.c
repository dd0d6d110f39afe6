/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-menu.c: the context menu of a message, and what can be done with one.
 *
 * Owned by HallMessageView; opened by HallRowMenu. An invitation's button uses its actions too. It
 * never does anything by itself: the session is asked.
 */

#define G_LOG_DOMAIN "hall-message-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-row-menu.h"
#include "hall-session-rights.h"

#include "hall-message-menu.h"

struct _HallMessageMenu
{
  GObject parent_instance;

  GtkWidget *view;      /* not owned: it owns us */
  HallSession *session; /* (nullable): until set */
  HallRoom *room;       /* (nullable) */
  HallMessage *message; /* (nullable): of which the menu is, or was last */
  char *text;           /* (nullable): what "Copy" copies */
  char *link;           /* (nullable) */
  HallRowMenu *menu;
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

/* Of which message it is from now on, and what of it is copied. */
static void
set_row (HallMessageMenu *self,
         HallMessageRow  *row)
{
  g_set_object (&self->message, hall_message_row_get_item (row));
  g_free (self->link);
  self->link = g_strdup (hall_message_row_get_link (row));
  g_free (self->text);
  self->text = hall_message_row_get_selection (row);
  if (self->text == NULL)
    self->text = g_strdup (hall_message_get_text (self->message));
}

static GMenuModel *
create_model (GtkWidget *row,
              gpointer   user_data)
{
  HallMessageMenu *self = user_data;
  HallMessage *message = hall_message_row_get_item (HALL_MESSAGE_ROW (row));
  GMenu *menu;
  g_autoptr (GMenu) about = g_menu_new ();
  g_autoptr (GMenu) text = g_menu_new ();

  if (message == NULL || hall_message_get_kind (message) != HALL_MESSAGE_TEXT ||
      hall_message_text_is_hidden (message))
    return NULL;
  set_row (self, HALL_MESSAGE_ROW (row));
  menu = g_menu_new ();
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
  return G_MENU_MODEL (menu);
}

static void
hall_message_menu_dispose (GObject *object)
{
  HallMessageMenu *self = HALL_MESSAGE_MENU (object);

  if (self->menu != NULL)
    hall_message_menu_detach (self);
  g_clear_object (&self->menu);
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
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (view, "message", G_ACTION_GROUP (group));
  self->menu = hall_row_menu_new (view, list, HALL_TYPE_MESSAGE_ROW, create_model, self);
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
  hall_row_menu_close (self->menu);
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

  hall_row_menu_detach (self->menu);
  if (self->view != NULL)
    gtk_widget_insert_action_group (self->view, "message", NULL);
  self->view = NULL;
}
