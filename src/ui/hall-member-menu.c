/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-menu.c: what one may do to somebody who is in a room.
 *
 * Owned by HallMemberList; opened by HallRowMenu and a row's button. It offers only what one has a
 * right to, and closes when rights change while it is open; what is asked for is done by the
 * session, which judges again.
 */

#define G_LOG_DOMAIN "hall-member-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-member-row.h"
#include "hall-new-passphrase.h"
#include "hall-row-menu.h"

#include "hall-member-menu.h"

struct _HallMemberMenu
{
  GObject parent_instance;

  GtkWidget *view;    /* not owned: it owns us */
  HallSession *session;
  HallRoom *room;     /* (nullable) */
  HallPerson *person; /* (nullable): of whom the menu is, or was last */
  GSignalGroup *room_signals;
  HallRowMenu *menu;
};

G_DEFINE_FINAL_TYPE (HallMemberMenu, hall_member_menu, G_TYPE_OBJECT)

static void
on_page (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMemberMenu *self = user_data;
  gboolean message = g_str_equal (g_action_get_name (G_ACTION (action)), "message");

  if (self->person != NULL)
    gtk_widget_activate_action (self->view, message ? "win.message-person" : "win.show-person",
                                "s", hall_person_get_id (self->person));
}

static void
on_role (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMemberMenu *self = user_data;
  gboolean moderator = g_str_equal (g_action_get_name (G_ACTION (action)), "appoint");
  g_autoptr (GError) error = NULL;

  if (self->person != NULL && self->room != NULL &&
      !hall_session_set_moderator (self->session, self->room, self->person, moderator, &error))
    hall_deed_tell (self->view, error);
}

/* What the dialog is about, which the menu may have left behind by the time of the answer. */
static void
on_kick_confirmed (HallMemberMenu   *self,
                   const char       *response,
                   AdwMessageDialog *dialog)
{
  HallRoom *room = g_object_get_data (G_OBJECT (dialog), "room");
  HallPerson *person = g_object_get_data (G_OBJECT (dialog), "person");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "accept") &&
      !hall_session_kick (self->session, room, person, &error))
    hall_deed_tell (self->view, error);
}

static void
on_kick (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  HallMemberMenu *self = user_data;
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (self->person == NULL || self->room == NULL)
    return;
  /* Translators: %s is a person. */
  heading = g_strdup_printf (_("Remove %s from This Room?"), hall_person_get_name (self->person));
  dialog = hall_deed_ask (self->view, heading,
                          hall_room_get_lock (self->room) == HALL_LOCK_OPEN
                          ? _("This is no ban: whoever is removed can join again.")
                          : _("This is no ban: whoever is removed can be let in again, by the "
                              "passphrase or an invitation."), _("_Remove"), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "room", g_object_ref (self->room), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "person", g_object_ref (self->person),
                          g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_kick_confirmed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_ban (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  HallMemberMenu *self = user_data;

  if (self->person != NULL && self->room != NULL)
    gtk_window_present (GTK_WINDOW (hall_ban_dialog_new (self->session, self->room, self->person,
                                                         self->view)));
}

static const GActionEntry actions[] = {
  { "message", on_page, NULL, NULL, NULL },
  { "profile", on_page, NULL, NULL, NULL },
  { "appoint", on_role, NULL, NULL, NULL },
  { "dismiss", on_role, NULL, NULL, NULL },
  { "kick", on_kick, NULL, NULL, NULL },
  { "ban", on_ban, NULL, NULL, NULL },
};

static void
append (GMenu      *menu,
        gboolean    wanted,
        const char *label,
        const char *action)
{
  if (wanted)
    g_menu_append (menu, label, action);
}

static GMenuModel *
create_model (GtkWidget *row,
              gpointer   user_data)
{
  HallMemberMenu *self = user_data;
  HallPerson *member = hall_member_row_get_person (HALL_MEMBER_ROW (row));
  g_autoptr (GMenu) person = g_menu_new ();
  g_autoptr (GMenu) role = g_menu_new ();
  g_autoptr (GMenu) out = g_menu_new ();
  HallRights rights;
  GMenu *menu;

  if (member == NULL || self->room == NULL || hall_person_get_is_self (member))
    return NULL;
  g_set_object (&self->person, member);
  rights = hall_session_get_rights (self->session, self->room, member);
  menu = g_menu_new ();
  g_menu_append (person, C_("member", "_Message"), "member.message");
  g_menu_append (person, C_("member", "_Profile"), "member.profile");
  append (role, (rights & HALL_RIGHT_APPOINT) != 0, _("Make M_oderator"), "member.appoint");
  append (role, (rights & HALL_RIGHT_DISMISS) != 0, _("No L_onger a Moderator"), "member.dismiss");
  append (out, (rights & HALL_RIGHT_KICK) != 0, _("_Remove from Room…"), "member.kick");
  append (out, (rights & HALL_RIGHT_BAN) != 0, _("_Ban…"), "member.ban");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (person));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (role));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (out));
  return G_MENU_MODEL (menu);
}

static void
close_menu (HallMemberMenu *self)
{
  hall_row_menu_close (self->menu);
}

static void
hall_member_menu_dispose (GObject *object)
{
  HallMemberMenu *self = HALL_MEMBER_MENU (object);

  if (self->menu != NULL)
    hall_member_menu_detach (self);
  g_clear_object (&self->menu);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_member_menu_parent_class)->dispose (object);
}

static void
hall_member_menu_class_init (HallMemberMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_member_menu_dispose;
}

static void
hall_member_menu_init (HallMemberMenu *self)
{
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "roles-changed", G_CALLBACK (close_menu),
                                  self);
  g_signal_group_connect_swapped (self->room_signals, "notify::moderator",
                                  G_CALLBACK (close_menu), self);
}

/**
 * hall_member_menu_new:
 * @view: what the menu lies over, and whose actions "member.…" it uses
 * @list: with rows of members in it
 * @session: who does what is asked for
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallMemberMenu *
hall_member_menu_new (GtkWidget   *view,
                      GtkWidget   *list,
                      HallSession *session)
{
  HallMemberMenu *self = g_object_new (HALL_TYPE_MEMBER_MENU, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->view = view;
  self->session = g_object_ref (session);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (view, "member", G_ACTION_GROUP (group));
  self->menu = hall_row_menu_new (view, list, HALL_TYPE_MEMBER_ROW, create_model, self);
  return self;
}

/**
 * hall_member_menu_set_room:
 * @self: a menu
 * @room: (nullable): the room whose members are listed from now on
 */
void
hall_member_menu_set_room (HallMemberMenu *self,
                           HallRoom       *room)
{
  g_return_if_fail (HALL_IS_MEMBER_MENU (self));

  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->room_signals, room);
  close_menu (self);
  g_clear_object (&self->person);
}

/**
 * hall_member_menu_open:
 * @self: a menu
 * @row: of whose person the menu is
 * @at: a widget in it, below which it opens
 */
void
hall_member_menu_open (HallMemberMenu *self,
                       HallMemberRow  *row,
                       GtkWidget      *at)
{
  g_return_if_fail (HALL_IS_MEMBER_MENU (self));

  hall_row_menu_open (self->menu, GTK_WIDGET (row), at);
}

/**
 * hall_member_menu_detach:
 * @self: a menu
 *
 * Lets go of the view.
 */
void
hall_member_menu_detach (HallMemberMenu *self)
{
  g_return_if_fail (HALL_IS_MEMBER_MENU (self));

  hall_row_menu_detach (self->menu);
  if (self->view != NULL)
    gtk_widget_insert_action_group (self->view, "member", NULL);
  self->view = NULL;
}
