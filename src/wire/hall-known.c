/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-known.c: a count and an XOR.
 *
 * Pure functions on a value that belongs to its caller. It keeps no list: whoever adds something
 * twice has it twice.
 */

#define G_LOG_DOMAIN "hall-known"

#include "config.h"

#include "hall-key.h"

#include "hall-known.h"

static guint64
take_bits (GChecksum *checksum)
{
  guint8 hash[32];
  gsize length = sizeof hash;
  guint64 bits = 0;

  g_checksum_get_digest (checksum, hash, &length);
  for (guint i = 0; i < HALL_KNOWN_SIZE; i++)
    bits = bits << 8 | hash[i];

  return bits;
}

/**
 * hall_known_of_person:
 * @id: a key
 *
 * Returns: the first 8 bytes of the SHA-256 of the text, big-endian
 */
guint64
hall_known_of_person (const char *id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (id != NULL, 0);

  g_checksum_update (checksum, (const guchar *) id, -1);

  return take_bits (checksum);
}

/**
 * hall_known_of_room:
 * @room_id: the id of a room
 * @host_id: the key of who announces it
 *
 * Returns: the same of both texts with a space between
 */
guint64
hall_known_of_room (const char *room_id,
                    const char *host_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (room_id != NULL && host_id != NULL, 0);

  g_checksum_update (checksum, (const guchar *) room_id, -1);
  g_checksum_update (checksum, (const guchar *) " ", 1);
  g_checksum_update (checksum, (const guchar *) host_id, -1);

  return take_bits (checksum);
}

/**
 * hall_known_add:
 * @self: what is known
 * @bits: what one of these functions returned: one more is known
 */
void
hall_known_add (HallKnown *self,
                guint64    bits)
{
  g_return_if_fail (self != NULL);

  self->count++;
  self->bits ^= bits;
}

/**
 * hall_known_remove:
 * @self: what is known
 * @bits: what was added before
 */
void
hall_known_remove (HallKnown *self,
                   guint64    bits)
{
  g_return_if_fail (self != NULL && self->count > 0);

  self->count--;
  self->bits ^= bits;
}

/**
 * hall_known_to_text:
 * @self: what is known
 *
 * Returns: (transfer full): its digest as HELLO has it
 */
char *
hall_known_to_text (const HallKnown *self)
{
  guint8 bytes[HALL_KNOWN_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < HALL_KNOWN_SIZE; i++)
    bytes[i] = (guint8) (self->bits >> (8 * (HALL_KNOWN_SIZE - 1 - i)));

  return hall_base64url_encode (bytes, sizeof bytes);
}
