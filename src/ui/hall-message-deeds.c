/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-deeds.c: what can be done with one message: the actions "message.…".
 *
 * A part of HallMessageMenu. Those without a parameter are about the message that the menu was
 * opened for; buttons in rows say which message they mean. Nothing is done here: the session is
 * asked, and answering and editing are left to the page that has the composer ("page.reply" and
 * "page.edit", with the id of the message).
 */

#define G_LOG_DOMAIN "hall-message-deeds"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-forward-dialog.h"
#include "hall-message-details.h"
#include "hall-message-menu-private.h"
#include "hall-message-row.h"
#include "hall-message-view.h"
#include "hall-reaction-bar.h"
#include "hall-reaction.h"
#include "hall-session-rights.h"
#include "hall-session-talk.h"

#include "hall-message-menu.h"

static gboolean
may (HallMessageMenu   *self,
     HallMessageRights  right)
{
  return self->session != NULL && self->room != NULL && self->message != NULL &&
         (hall_session_get_message_rights (self->session, self->room, self->message) & right) != 0;
}

/* (nullable): the loaded row of that id */
static HallMessage *
lookup (HallMessageMenu *self,
        const char      *id)
{
  if (self->room == NULL || self->session == NULL)
    return NULL;
  return hall_timeline_lookup (hall_room_get_timeline (self->room), id);
}

static GtkWindow *
get_window (HallMessageMenu *self)
{
  GtkRoot *root = gtk_widget_get_root (self->view);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

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

  if (self->room != NULL && self->message != NULL)
    gtk_window_present (GTK_WINDOW (hall_message_details_new (self->room, self->message,
                                                              get_window (self))));
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

  if (!may (self, HALL_MESSAGE_RIGHT_DELETE))
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
  HallMessage *message = lookup (self, g_variant_get_string (parameter, NULL));
  HallRoom *room = message != NULL ? hall_session_get_invited_room (self->session, message) : NULL;

  if (room != NULL)
    gtk_widget_activate_action (self->view, "win.join-room", "s", hall_room_get_id (room));
}

/* A link of Hallway in a text, by anybody: it shows the room or the person, with a way in. */
static void
on_open_link (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallMessageMenu *self = user_data;
  HallRoom *room = NULL;
  HallPerson *person = NULL;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (!hall_session_resolve_link (self->session, g_variant_get_string (parameter, NULL), &room,
                                  &person, &error))
    hall_deed_tell (self->view, error);
  else if (room != NULL)
    gtk_widget_activate_action (self->view, "win.join-room", "s", hall_room_get_id (room));
  else
    gtk_widget_activate_action (self->view, "win.show-person", "s", hall_person_get_id (person));
}

static void
on_jump (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (HALL_IS_MESSAGE_VIEW (self->view))
    hall_message_view_jump_to_event (HALL_MESSAGE_VIEW (self->view),
                                     g_variant_get_string (parameter, NULL));
}

/* Whether one has put it there already. */
static gboolean
has_own (HallMessage *message,
         const char  *emoji)
{
  GListModel *reactions = hall_message_get_reactions (message);

  for (guint i = 0; i < g_list_model_get_n_items (reactions); i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);

      if (g_str_equal (hall_reaction_get_emoji (reaction), emoji))
        return hall_reaction_get_own (reaction);
    }
  return FALSE;
}

/* @toggle: what is there is taken back */
static void
react (HallMessageMenu *self,
       const char      *id,
       const char      *emoji,
       gboolean         toggle)
{
  HallMessage *message = lookup (self, id);
  g_autoptr (GError) error = NULL;

  if (message != NULL &&
      !hall_session_react (self->session, self->room, message, emoji,
                           !toggle || !has_own (message, emoji), &error))
    hall_deed_tell (self->view, error);
}

static void
on_react (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *id, *emoji;

  g_variant_get (parameter, "(&s&s)", &id, &emoji);
  react (user_data, id, emoji, TRUE);
}

static void
on_picked (HallMessageMenu *self,
           const char      *id,
           const char      *emoji)
{
  react (self, id, emoji, FALSE);
}

static GtkWidget *
find_inside (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_inside (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (nullable): where the message is shown now */
static GtkWidget *
find_row (HallMessageMenu *self,
          HallMessage     *message)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_inside (child, HALL_TYPE_MESSAGE_ROW);

      if (row != NULL && hall_message_row_get_item (HALL_MESSAGE_ROW (row)) == message)
        return row;
    }
  return NULL;
}

static void
choose_reaction (HallMessageMenu *self,
                 HallMessage     *message)
{
  GtkWidget *row = message != NULL ? find_row (self, message) : NULL;
  GtkWidget *bar = row != NULL ? find_inside (row, HALL_TYPE_REACTION_BAR) : NULL;

  if (row == NULL || hall_message_get_id (message) == NULL)
    return;
  hall_reaction_chooser_open (self->chooser,
                              bar != NULL && gtk_widget_get_mapped (bar) ? bar : row,
                              hall_message_get_id (message));
}

static void
on_choose_reaction (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  choose_reaction (user_data, lookup (user_data, g_variant_get_string (parameter, NULL)));
}

/* Not before the menu is gone: two popovers of one parent are in each other's way. */
static gboolean
on_menu_gone (gpointer user_data)
{
  HallMessageMenu *self = user_data;

  if (self->view != NULL)
    choose_reaction (self, self->message);
  return G_SOURCE_REMOVE;
}

static void
on_add_reaction (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_menu_gone, g_object_ref (user_data),
                   g_object_unref);
}

static void
on_reply (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (may (self, HALL_MESSAGE_RIGHT_REPLY))
    gtk_widget_activate_action (self->view, "page.reply", "s", hall_message_get_id (self->message));
}

static void
on_edit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (may (self, HALL_MESSAGE_RIGHT_EDIT))
    gtk_widget_activate_action (self->view, "page.edit", "s", hall_message_get_id (self->message));
}

static void
on_pin (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  HallMessageMenu *self = user_data;
  g_autoptr (GError) error = NULL;

  if (may (self, HALL_MESSAGE_RIGHT_PIN) &&
      !hall_session_pin_message (self->session, self->room, self->message,
                                 !hall_message_get_pinned (self->message), &error))
    hall_deed_tell (self->view, error);
}

static void
on_forward (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (may (self, HALL_MESSAGE_RIGHT_FORWARD))
    gtk_window_present (GTK_WINDOW (hall_forward_dialog_new (self->session, self->message,
                                                             get_window (self))));
}

static void
on_unread (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HallMessageMenu *self = user_data;

  if (self->session == NULL || self->room == NULL || self->message == NULL)
    return;
  if (HALL_IS_MESSAGE_VIEW (self->view))
    hall_message_view_keep_unread (HALL_MESSAGE_VIEW (self->view));
  hall_session_mark_unread (self->session, self->room, self->message);
}

static const GActionEntry deeds[] = {
  { "copy", on_copy, NULL, NULL, NULL },
  { "copy-link", on_copy_link, NULL, NULL, NULL },
  { "details", on_details, NULL, NULL, NULL },
  { "delete", on_delete, NULL, NULL, NULL },
  { "follow", on_follow, "s", NULL, NULL },
  { "open-link", on_open_link, "s", NULL, NULL },
  { "jump", on_jump, "s", NULL, NULL },
  { "react", on_react, "(ss)", NULL, NULL },
  { "choose-reaction", on_choose_reaction, "s", NULL, NULL },
  { "add-reaction", on_add_reaction, NULL, NULL, NULL },
  { "reply", on_reply, NULL, NULL, NULL },
  { "edit", on_edit, NULL, NULL, NULL },
  { "pin", on_pin, NULL, NULL, NULL },
  { "forward", on_forward, NULL, NULL, NULL },
  { "unread", on_unread, NULL, NULL, NULL },
};

/*
 * hall_message_menu_add_deeds:
 * @self: a menu with a view
 * @actions: where to
 */
void
hall_message_menu_add_deeds (HallMessageMenu *self,
                             GActionMap      *actions)
{
  g_action_map_add_action_entries (actions, deeds, G_N_ELEMENTS (deeds), self);
  self->chooser = hall_reaction_chooser_new (self->view);
  g_signal_connect_object (self->chooser, "picked", G_CALLBACK (on_picked), self,
                           G_CONNECT_SWAPPED);
}
