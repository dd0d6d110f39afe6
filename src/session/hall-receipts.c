/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-receipts.c: one mark for each person, and whose has moved.
 */

#define G_LOG_DOMAIN "hall-receipts"

#include "config.h"

#include <string.h>

#include "hall-receipts.h"

typedef struct
{
  gint64 lc;
  char *event_id;
  gboolean due;      /* noted, and not taken yet */
} HallReceipt;

struct _HallReceipts
{
  GHashTable *receipts;   /* person's id → HallReceipt */
};

static void
hall_receipt_free (gpointer data)
{
  HallReceipt *receipt = data;

  g_free (receipt->event_id);
  g_free (receipt);
}

/**
 * hall_receipts_new:
 *
 * Returns: (transfer full): without any
 */
HallReceipts *
hall_receipts_new (void)
{
  HallReceipts *self = g_new0 (HallReceipts, 1);

  self->receipts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_receipt_free);
  return self;
}

/**
 * hall_receipts_free:
 * @self: (transfer full): receipts
 */
void
hall_receipts_free (HallReceipts *self)
{
  g_hash_table_unref (self->receipts);
  g_free (self);
}

/* Room for one more. */
static void
forget_lowest (HallReceipts *self)
{
  GHashTableIter iter;
  gpointer id, value;
  const char *lowest = NULL;
  gint64 lc = G_MAXINT64;

  if (g_hash_table_size (self->receipts) < HALL_RECEIPTS_MAX)
    return;
  g_hash_table_iter_init (&iter, self->receipts);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      HallReceipt *receipt = value;

      if (lowest != NULL && receipt->lc >= lc)
        continue;
      lowest = id;
      lc = receipt->lc;
    }
  g_hash_table_remove (self->receipts, lowest);
}

/**
 * hall_receipts_note:
 * @self: receipts
 * @person_id: whose
 * @lc: logical clock in ms
 * @event_id: everything up to (@lc, @event_id) is on that person's disk
 *
 * Returns: whether that is more than what was known
 */
gboolean
hall_receipts_note (HallReceipts *self,
                    const char   *person_id,
                    gint64        lc,
                    const char   *event_id)
{
  HallReceipt *receipt = g_hash_table_lookup (self->receipts, person_id);

  if (receipt == NULL)
    {
      forget_lowest (self);
      receipt = g_new0 (HallReceipt, 1);
      g_hash_table_insert (self->receipts, g_strdup (person_id), receipt);
    }
  else if (lc < receipt->lc || (lc == receipt->lc && strcmp (event_id, receipt->event_id) == 0))
    return FALSE;
  g_free (receipt->event_id);
  receipt->lc = lc;
  receipt->event_id = g_strdup (event_id);
  receipt->due = TRUE;
  return TRUE;
}

static gboolean
is_not_before (gpointer key,
               gpointer value,
               gpointer user_data)
{
  const HallReceipt *receipt = value;
  const HallEvent *event = user_data;

  return receipt->lc >= event->lc;
}

/**
 * hall_receipts_void:
 * @self: receipts
 * @event: one that is new in the room
 *
 * Forgets what was said before it was there and would cover it; it has to be said again.
 *
 * Returns: whether there was any
 */
gboolean
hall_receipts_void (HallReceipts *self,
                    HallEvent    *event)
{
  return g_hash_table_foreach_remove (self->receipts, is_not_before, event) > 0;
}

/**
 * hall_receipts_take_due:
 * @self: receipts
 *
 * Returns: (element-type utf8) (transfer full): whose were noted since the last call
 */
GPtrArray *
hall_receipts_take_due (HallReceipts *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->receipts);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      HallReceipt *receipt = value;

      if (receipt->due)
        g_ptr_array_add (ids, g_strdup (id));
      receipt->due = FALSE;
    }
  return ids;
}

/**
 * hall_receipts_list:
 * @self: receipts
 *
 * Returns: (element-type utf8) (transfer full): of whom there are any
 */
GPtrArray *
hall_receipts_list (HallReceipts *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->receipts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  return ids;
}

/**
 * hall_receipts_make:
 * @self: receipts
 * @room_id: of which room
 * @person_id: whose
 *
 * Returns: (transfer full) (nullable): what a host says of that person
 */
HallPacket *
hall_receipts_make (HallReceipts *self,
                    const char   *room_id,
                    const char   *person_id)
{
  HallReceipt *receipt = g_hash_table_lookup (self->receipts, person_id);
  HallPacket *packet;

  if (receipt == NULL)
    return NULL;
  packet = hall_packet_new (HALL_PACKET_RECEIPT);
  packet->room = g_strdup (room_id);
  packet->host = g_strdup (person_id);
  packet->lc = receipt->lc;
  packet->event_id = g_strdup (receipt->event_id);
  return packet;
}
