/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-roster.c: a bounded table of roster entries by id.
 */

#define G_LOG_DOMAIN "hall-roster"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-roster.h"

struct _HallRoster
{
  HallCounters *counters;
  GHashTable *entries;   /* id → HallRosterEntry, which owns the id */
};

/**
 * hall_roster_new:
 * @counters: where refused entries are counted
 *
 * Returns: (transfer full): an empty roster
 */
HallRoster *
hall_roster_new (HallCounters *counters)
{
  HallRoster *self = g_new0 (HallRoster, 1);

  self->counters = hall_counters_ref (counters);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) hall_roster_entry_free);
  return self;
}

/**
 * hall_roster_free:
 * @self: (transfer full): a roster
 */
void
hall_roster_free (HallRoster *self)
{
  g_hash_table_unref (self->entries);
  hall_counters_unref (self->counters);
  g_free (self);
}

static void
add_entry (HallRoster            *self,
           const HallRosterEntry *entry)
{
  HallRosterEntry *copy;

  if (g_hash_table_size (self->entries) >= HALL_ROOM_MEMBERS_MAX
      && !g_hash_table_contains (self->entries, entry->id))
    {
      hall_counters_add (self->counters, HALL_COUNTER_ROSTER_REFUSED);
      return;
    }
  copy = hall_roster_entry_copy (entry);
  g_hash_table_replace (self->entries, copy->id, copy);
}

/**
 * hall_roster_take:
 * @self: a roster
 * @packet: a `welcome` or a `roster`
 *
 * Takes over what it says. More than HALL_ROOM_MEMBERS_MAX people are not kept.
 */
void
hall_roster_take (HallRoster       *self,
                  const HallPacket *packet)
{
  if (packet->type == HALL_PACKET_WELCOME)
    g_hash_table_remove_all (self->entries);
  for (guint i = 0; packet->gone != NULL && packet->gone[i] != NULL; i++)
    g_hash_table_remove (self->entries, packet->gone[i]);
  for (guint i = 0; packet->entries != NULL && i < packet->entries->len; i++)
    add_entry (self, g_ptr_array_index (packet->entries, i));
}

/**
 * hall_roster_get_size:
 * @self: a roster
 *
 * Returns: how many people are on it
 */
guint
hall_roster_get_size (HallRoster *self)
{
  return g_hash_table_size (self->entries);
}

/**
 * hall_roster_lookup:
 * @self: a roster
 * @id: of a person
 *
 * Returns: (transfer none) (nullable): what the host says of the person, until the next packet
 */
const HallRosterEntry *
hall_roster_lookup (HallRoster *self,
                    const char *id)
{
  return g_hash_table_lookup (self->entries, id);
}

/* Every member has to come to the same order. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const HallRosterEntry *first = *(HallRosterEntry *const *) a;
  const HallRosterEntry *second = *(HallRosterEntry *const *) b;

  if (first->fit != second->fit)
    return first->fit > second->fit ? -1 : 1;
  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  return strcmp (first->id, second->id);
}

/**
 * hall_roster_sort:
 * @entries: (element-type HallRosterEntry): in any order
 *
 * Puts them into the order in which they are to host: the fitter first, then who joined earlier.
 */
void
hall_roster_sort (GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare_entries);
}

/**
 * hall_roster_list_successors:
 * @self: a roster
 * @except: (nullable): somebody to be left out, as a rule who hosted until now
 *
 * Returns: (element-type HallRosterEntry) (transfer container): who would host, oneself included,
 *   the first first; valid until the next packet
 */
GPtrArray *
hall_roster_list_successors (HallRoster *self,
                             const char *except)
{
  GPtrArray *entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, &entry))
    if (g_strcmp0 (id, except) != 0)
      g_ptr_array_add (entries, entry);
  hall_roster_sort (entries);
  return entries;
}
