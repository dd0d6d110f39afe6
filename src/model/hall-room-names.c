/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-names.c: rooms grouped by what a reader takes for the same name.
 *
 * Sets the property "ambiguous" of the rooms that it was told of; it owns none of them, and
 * whoever tells it of one takes it out before the room goes.
 */

#define G_LOG_DOMAIN "hall-room-names"

#include "config.h"

#include "hall-room-names.h"

struct _HallRoomNames
{
  GHashTable *groups;     /* folded name ⇒ GPtrArray of HallRoom, not owned */
  GHashTable *names;      /* HallRoom, not owned ⇒ its folded name */
};

HallRoomNames *
hall_room_names_new (void)
{
  HallRoomNames *self = g_new0 (HallRoomNames, 1);

  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal,
                                        g_free, (GDestroyNotify) g_ptr_array_unref);
  self->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

void
hall_room_names_free (HallRoomNames *self)
{
  g_hash_table_unref (self->groups);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* Only when a group becomes or ceases to be more than one does anything change for the others. */
static void
mark_group (GPtrArray *group)
{
  for (guint i = 0; i < group->len; i++)
    hall_room_set_ambiguous (g_ptr_array_index (group, i), group->len > 1);
}

static void
leave_group (HallRoomNames *self,
             HallRoom      *room,
             const char    *folded)
{
  g_autoptr (GPtrArray) group = g_ptr_array_ref (g_hash_table_lookup (self->groups, folded));

  g_ptr_array_remove_fast (group, room);
  if (group->len == 0)
    g_hash_table_remove (self->groups, folded);
  else
    mark_group (group);
}

static void
enter_group (HallRoomNames *self,
             HallRoom      *room,
             const char    *folded)
{
  GPtrArray *group = g_hash_table_lookup (self->groups, folded);

  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_hash_table_insert (self->groups, g_strdup (folded), group);
    }
  g_ptr_array_add (group, room);
  mark_group (group);
}

void
hall_room_names_set (HallRoomNames *self,
                     HallRoom      *room,
                     const char    *name)
{
  g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *old = NULL;

  g_hash_table_steal_extended (self->names, room, NULL, (gpointer *) &old);
  if (g_strcmp0 (old, folded) == 0)
    {
      if (old != NULL)
        g_hash_table_insert (self->names, room, g_steal_pointer (&old));
      return;
    }

  if (old != NULL)
    leave_group (self, room, old);
  if (folded == NULL)
    {
      hall_room_set_ambiguous (room, FALSE);
      return;
    }
  enter_group (self, room, folded);
  g_hash_table_insert (self->names, room, g_steal_pointer (&folded));
}
