/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-invite.c: the rooms that somebody can be invited into, as a menu.
 *
 * As things stand when it is made: rights and rooms come and go.
 */

#define G_LOG_DOMAIN "hall-person-invite"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person-invite.h"

static void
append_room (GMenu      *menu,
             HallRoom   *room,
             HallPerson *person)
{
  g_auto (GStrv) parts = g_strsplit (hall_room_get_name (room), "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts); /* or it would mark a key */
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.invite-person", "(ss)", hall_room_get_id (room),
                                     hall_person_get_id (person));
  g_menu_append_item (menu, item);
}

/**
 * hall_person_invite_model:
 * @session: whose rooms
 * @person: who is to be invited
 *
 * Returns: (transfer full): the rooms; one line that cannot be chosen when there is none
 */
GMenuModel *
hall_person_invite_model (HallSession *session,
                          HallPerson  *person)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));
  guint n_rooms = g_list_model_get_n_items (rooms);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < n_rooms; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);

      if (hall_room_get_is_member (room) && !hall_room_get_leaving (room) &&
          (hall_session_get_rights (session, room, person) & HALL_RIGHT_INVITE) != 0)
        append_room (menu, room, person);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    g_menu_append (menu, _("There is no room to invite to"), "win.nothing");
  return G_MENU_MODEL (menu);
}
