/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-early.c: keeps messages of any room until it is known which one matters.
 *
 * Owned by HallCliTalk while it is not in its room; dropped then.
 */

#define G_LOG_DOMAIN "hall-cli-early"

#include "config.h"

#include "hall-message.h"

#include "hall-cli-early.h"

struct _HallCliEarly
{
  GHashTable *rooms; /* HallRoom → GPtrArray of HallMessage */
};

/**
 * hall_cli_early_new:
 *
 * Returns: (transfer full): nothing yet
 */
HallCliEarly *
hall_cli_early_new (void)
{
  HallCliEarly *self = g_new0 (HallCliEarly, 1);

  self->rooms = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                       (GDestroyNotify) g_ptr_array_unref);

  return self;
}

/**
 * hall_cli_early_free:
 * @self: (transfer full): what was kept
 */
void
hall_cli_early_free (HallCliEarly *self)
{
  g_hash_table_unref (self->rooms);
  g_free (self);
}

/**
 * hall_cli_early_add:
 * @self: what is kept
 * @room: a room
 * @message: a message in it
 *
 * Keeps a message.
 */
void
hall_cli_early_add (HallCliEarly *self,
                    HallRoom     *room,
                    HallMessage  *message)
{
  GPtrArray *messages = g_hash_table_lookup (self->rooms, room);

  if (messages == NULL)
    {
      messages = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->rooms, g_object_ref (room), messages);
    }
  g_ptr_array_add (messages, g_object_ref (message));
}

static int
compare_messages (gconstpointer a,
                  gconstpointer b)
{
  HallMessage *one = *(HallMessage *const *) a;
  HallMessage *other = *(HallMessage *const *) b;
  gint64 difference = hall_message_get_time (one) - hall_message_get_time (other);

  if (difference != 0)
    return difference < 0 ? -1 : 1;

  return g_strcmp0 (hall_message_get_id (one), hall_message_get_id (other));
}

/**
 * hall_cli_early_list:
 * @self: what is kept
 * @room: a room
 *
 * Returns: (transfer container) (element-type HallMessage): its messages, sorted; valid as long as
 *   @self
 */
GPtrArray *
hall_cli_early_list (HallCliEarly *self,
                     HallRoom     *room)
{
  GPtrArray *messages = g_hash_table_lookup (self->rooms, room);
  GPtrArray *sorted = g_ptr_array_new ();

  if (messages != NULL)
    g_ptr_array_extend (sorted, messages, NULL, NULL);
  g_ptr_array_sort (sorted, compare_messages);

  return sorted;
}
