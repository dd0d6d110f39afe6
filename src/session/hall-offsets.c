/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-offsets.c: the last of each of the last peers.
 */

#define G_LOG_DOMAIN "hall-offsets"

#include "config.h"

#include "hall-offsets.h"

typedef struct
{
  char *id;
  gint64 offset;
} Offset;

struct _HallOffsets
{
  GQueue offsets;              /* (element-type Offset): the newest first */
};

static void
offset_free (gpointer data)
{
  Offset *self = data;

  g_free (self->id);
  g_free (self);
}

/**
 * hall_offsets_new:
 *
 * Returns: (transfer full): a record of nobody
 */
HallOffsets *
hall_offsets_new (void)
{
  return g_new0 (HallOffsets, 1);
}

/**
 * hall_offsets_free:
 * @self: (transfer full): a record
 */
void
hall_offsets_free (HallOffsets *self)
{
  g_queue_clear_full (&self->offsets, offset_free);
  g_free (self);
}

/**
 * hall_offsets_note:
 * @self: a record
 * @link: one that is ready, or was refused because of its peer's clock
 *
 * Keeps how far the peer's clock is from ours, instead of what the same peer said before.
 */
void
hall_offsets_note (HallOffsets *self,
                   HallLink    *link)
{
  const char *id = hall_link_get_peer_id (link);
  Offset *noted;

  if (id == NULL)
    return;
  for (GList *one = self->offsets.head; one != NULL; one = one->next)
    if (g_str_equal (((Offset *) one->data)->id, id))
      {
        offset_free (one->data);
        g_queue_delete_link (&self->offsets, one);
        break;
      }
  noted = g_new0 (Offset, 1);
  noted->id = g_strdup (id);
  noted->offset = hall_link_get_offset (link);
  g_queue_push_head (&self->offsets, noted);
  if (self->offsets.length > HALL_OFFSETS_MAX)
    offset_free (g_queue_pop_tail (&self->offsets));
}

/**
 * hall_offsets_list:
 * @self: a record
 *
 * Returns: (transfer full) (element-type gint64): ms, the newest first
 */
GArray *
hall_offsets_list (HallOffsets *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (GList *one = self->offsets.head; one != NULL; one = one->next)
    g_array_append_val (list, ((Offset *) one->data)->offset);

  return list;
}
