/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-roster.c: compares a room's members with those that were printed.
 *
 * Owned by HallCliTalk, which says when to compare.
 */

#define G_LOG_DOMAIN "hall-cli-roster"

#include "config.h"

#include "hall-person.h"

#include "hall-cli-roster.h"

struct _HallCliRoster
{
  GHashTable *members; /* id → HallPerson */
};

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * hall_cli_roster_new:
 *
 * Returns: (transfer full): a roster with nobody in it
 */
HallCliRoster *
hall_cli_roster_new (void)
{
  HallCliRoster *self = g_new0 (HallCliRoster, 1);

  self->members = create_table ();

  return self;
}

/**
 * hall_cli_roster_free:
 * @self: (transfer full): a roster
 */
void
hall_cli_roster_free (HallCliRoster *self)
{
  g_hash_table_unref (self->members);
  g_free (self);
}

/**
 * hall_cli_roster_sync:
 * @self: a roster
 * @room: its room
 * @printer: where to print
 *
 * Prints the difference, first who went.
 */
void
hall_cli_roster_sync (HallCliRoster  *self,
                      HallRoom       *room,
                      HallCliPrinter *printer)
{
  GListModel *list = hall_room_get_members (room);
  g_autoptr (GHashTable) now = create_table ();
  GHashTableIter iter;
  gpointer id, person;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HallPerson) member = g_list_model_get_item (list, i);

      if (!hall_person_get_is_self (member))
        g_hash_table_replace (now, g_strdup (hall_person_get_id (member)), g_object_ref (member));
    }

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &id, &person))
    if (!g_hash_table_contains (now, id))
      hall_cli_printer_member_gone (printer, room, person);

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &id, &person))
    if (!g_hash_table_contains (self->members, id))
      hall_cli_printer_member (printer, room, person);

  g_hash_table_unref (self->members);
  self->members = g_steal_pointer (&now);
}
