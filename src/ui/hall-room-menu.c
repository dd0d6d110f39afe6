/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-menu.c: what can be done with a room or a private conversation: the menu in the header,
 * and the one over a room's row in the sidebar.
 *
 * Made by HallRoomPage and HallSidebar. Its items are actions of the window ("win") and of
 * HallRoomActions ("room"), which it never does itself.
 */

#define G_LOG_DOMAIN "hall-room-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-menu-focus.h"
#include "hall-room-row.h"
#include "hall-row-menu.h"

#include "hall-room-menu.h"

struct _HallRoomMenu
{
  GObject parent_instance;

  HallRoomActions *actions;
  HallRowMenu *menu;
};

G_DEFINE_FINAL_TYPE (HallRoomMenu, hall_room_menu, G_TYPE_OBJECT)

/* Left out while it cannot be done. */
static void
append_possible (GMenu      *menu,
                 const char *label,
                 const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_notifications (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, C_("notifications", "_All Messages"), "room.notify::all");
  g_menu_append (menu, C_("notifications", "_Mentions Only"), "room.notify::mentions");
  g_menu_append (menu, C_("notifications", "_Nothing"), "room.notify::nothing");
  return G_MENU_MODEL (menu);
}

/**
 * hall_room_menu_append_conversation:
 * @menu: a menu of a conversation
 */
void
hall_room_menu_append_conversation (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuModel) notifications = create_notifications ();

  g_return_if_fail (G_IS_MENU (menu));

  append_possible (section, _("Mark as _Read"), "room.mark-read");
  append_possible (section, C_("room", "Mark as _Unread"), "room.mark-unread");
  g_menu_append_submenu (section, _("_Notifications"), notifications);
  append_possible (section, _("_Export…"), "room.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_seeking (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _("_Search…"), "win.find");
  g_menu_append (section, _("_Go to Date…"), "win.go-to-date");
  append_possible (section, _("_Pinned Messages"), "room.pinned");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_room (GMenu *menu)
{
  g_autoptr (GMenu) people = g_menu_new ();
  g_autoptr (GMenu) leaving = g_menu_new ();

  g_menu_append (people, _("_Members"), "win.members");
  append_possible (people, _("_Invite People…"), "room.invite");
  append_possible (people, _("Lin_k and QR Code"), "room.link");
  g_menu_append (people, _("Room _Settings"), "win.room-settings");
  g_menu_append (leaving, _("_Leave Room"), "win.leave-room");
  g_menu_append (leaving, _("_Forget Room…"), "win.forget-room");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (people));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (leaving));
}

static GMenuModel *
create_for_header (HallRoom *room)
{
  GMenu *menu = g_menu_new ();

  append_seeking (menu);
  hall_room_menu_append_conversation (menu);
  if (hall_room_get_person (room) == NULL)
    append_room (menu);
  return G_MENU_MODEL (menu);
}

/**
 * hall_room_menu_set_for_header:
 * @button: opens the menu
 * @room: the room or private conversation that is open
 */
void
hall_room_menu_set_for_header (GtkMenuButton *button,
                               HallRoom      *room)
{
  g_autoptr (GMenuModel) menu = create_for_header (room);

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  gtk_menu_button_set_menu_model (button, menu);
  hall_menu_focus_watch (button);
}

/* Only of what one is in: there is nothing to read in the others. */
static GMenuModel *
create_model (GtkWidget *row,
              gpointer   user_data)
{
  HallRoomMenu *self = user_data;
  HallRoom *room = hall_room_row_get_room (HALL_ROOM_ROW (row));
  GMenu *menu;

  if (room == NULL || !hall_room_get_is_member (room) || hall_room_get_leaving (room))
    return NULL;
  menu = g_menu_new ();
  hall_room_actions_set_room (self->actions, room);
  hall_room_menu_append_conversation (menu);
  return G_MENU_MODEL (menu);
}

static void
hall_room_menu_dispose (GObject *object)
{
  HallRoomMenu *self = HALL_ROOM_MENU (object);

  if (self->menu != NULL)
    hall_room_menu_detach (self);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (hall_room_menu_parent_class)->dispose (object);
}

static void
hall_room_menu_class_init (HallRoomMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_room_menu_dispose;
}

static void
hall_room_menu_init (HallRoomMenu *self)
{
}

/**
 * hall_room_menu_new:
 * @view: what the menu lies over, in which @actions are; not kept alive
 * @list: with HallRoomRows somewhere in its rows; not kept alive
 * @actions: what its items do, of the room whose menu is open
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallRoomMenu *
hall_room_menu_new (GtkWidget       *view,
                    GtkWidget       *list,
                    HallRoomActions *actions)
{
  HallRoomMenu *self = g_object_new (HALL_TYPE_ROOM_MENU, NULL);

  self->actions = g_object_ref (actions);
  self->menu = hall_row_menu_new (view, list, HALL_TYPE_ROOM_ROW, create_model, self);
  return self;
}

/**
 * hall_room_menu_get_popover:
 * @self: a menu
 *
 * Returns: (transfer none) (nullable): what was opened, if it ever was
 */
GtkWidget *
hall_room_menu_get_popover (HallRoomMenu *self)
{
  g_return_val_if_fail (HALL_IS_ROOM_MENU (self), NULL);

  return hall_row_menu_get_popover (self->menu);
}

/**
 * hall_room_menu_detach:
 * @self: a menu
 *
 * Lets go of the view and the list.
 */
void
hall_room_menu_detach (HallRoomMenu *self)
{
  g_return_if_fail (HALL_IS_ROOM_MENU (self));

  hall_row_menu_detach (self->menu);
}
