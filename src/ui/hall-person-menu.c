/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-menu.c: what can be done with a person, over its row in a list.
 *
 * Owned by the sidebar; opened by HallRowMenu. Message, Profile, Verify, Block: actions of the
 * window, which it never does itself; and what HallRoomActions does with the conversation.
 */

#define G_LOG_DOMAIN "hall-person-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person-row.h"
#include "hall-room-menu.h"
#include "hall-row-menu.h"

#include "hall-person-menu.h"

struct _HallPersonMenu
{
  GObject parent_instance;

  HallRowMenu *menu;
  HallRoomActions *actions; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HallPersonMenu, hall_person_menu, G_TYPE_OBJECT)

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        HallPerson *person)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", hall_person_get_id (person));
  g_menu_append_item (menu, item);
}

/* What was written is there to be found, muted and exported, also of somebody who is away. */
static void
append_conversation (HallPersonMenu *self,
                     GMenu          *menu,
                     HallPerson     *person)
{
  HallRoom *conversation = hall_person_get_conversation (person);

  if (self->actions == NULL || conversation == NULL || hall_person_get_blocked (person))
    return;
  hall_room_actions_set_room (self->actions, conversation);
  hall_room_menu_append_conversation (menu);
}

static GMenuModel *
create_model (GtkWidget *row,
              gpointer   user_data)
{
  HallPerson *person = hall_person_row_get_person (HALL_PERSON_ROW (row));
  GMenu *menu;
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  if (person == NULL || hall_person_get_is_self (person))
    return NULL;
  menu = g_menu_new ();
  if (!hall_person_get_blocked (person))
    append (first, _("_Message"), "win.message-person", person);
  append (first, _("_Profile"), "win.show-person", person);
  if (hall_person_get_trust (person) != HALL_TRUST_VERIFIED)
    append (first, _("_Verify…"), "win.verify-person", person);
  if (hall_person_get_blocked (person))
    append (second, _("Un_block"), "win.unblock-person", person);
  else
    append (second, _("_Block"), "win.block-person", person);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  append_conversation (user_data, menu, person);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  return G_MENU_MODEL (menu);
}

static void
hall_person_menu_dispose (GObject *object)
{
  HallPersonMenu *self = HALL_PERSON_MENU (object);

  if (self->menu != NULL)
    hall_person_menu_detach (self);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (hall_person_menu_parent_class)->dispose (object);
}

static void
hall_person_menu_class_init (HallPersonMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_person_menu_dispose;
}

static void
hall_person_menu_init (HallPersonMenu *self)
{
}

/**
 * hall_person_menu_new:
 * @view: what the menu lies over; not kept alive
 * @list: with HallPersonRows somewhere in its rows; not kept alive
 *
 * Returns: (transfer full): the menu, not opened yet
 */
HallPersonMenu *
hall_person_menu_new (GtkWidget *view,
                      GtkWidget *list)
{
  HallPersonMenu *self = g_object_new (HALL_TYPE_PERSON_MENU, NULL);

  self->menu = hall_row_menu_new (view, list, HALL_TYPE_PERSON_ROW, create_model, self);
  return self;
}

/**
 * hall_person_menu_set_actions:
 * @self: a menu
 * @actions: what its items about the private conversation do; they get the conversation when the
 *   menu is opened
 */
void
hall_person_menu_set_actions (HallPersonMenu  *self,
                              HallRoomActions *actions)
{
  g_return_if_fail (HALL_IS_PERSON_MENU (self));

  g_set_object (&self->actions, actions);
}

/**
 * hall_person_menu_detach:
 * @self: a menu
 *
 * Lets go of both.
 */
void
hall_person_menu_detach (HallPersonMenu *self)
{
  g_return_if_fail (HALL_IS_PERSON_MENU (self));

  hall_row_menu_detach (self->menu);
}

/**
 * hall_person_menu_get_popover:
 * @self: a menu
 *
 * Returns: (transfer none) (nullable): what was opened, if it ever was
 */
GtkWidget *
hall_person_menu_get_popover (HallPersonMenu *self)
{
  g_return_val_if_fail (HALL_IS_PERSON_MENU (self), NULL);

  return hall_row_menu_get_popover (self->menu);
}
