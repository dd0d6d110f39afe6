/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-standing-room.c: the key and the first event of a standing room, made from its name.
 *
 * Pure: no clock and nothing random. What is computed here is part of the protocol.
 */

#define G_LOG_DOMAIN "hall-standing-room"

#include "config.h"

#include <string.h>

#include "hall-error.h"
#include "hall-limits.h"
#include "hall-passphrase.h"
#include "hall-text.h"

#include "hall-standing-room.h"

#define KEY_PREFIX "hallway/v1/standing-room\n"
/* Before whatever is said: no clock of a computer is behind it. */
#define BEGINNING_MS 1

static HallKey *
derive_key (const char  *name,
            GError     **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 seed[HALL_SEED_SIZE];
  gsize size = sizeof seed;

  g_checksum_update (checksum, (const guchar *) KEY_PREFIX, strlen (KEY_PREFIX));
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, seed, &size);

  return hall_key_new_from_seed (seed, error);
}

/**
 * hall_standing_room_new_genesis:
 * @name: the name of the room, as typed
 * @error: return location for an error of HALL_WIRE_ERROR: BAD_FIELD for a name of which nothing
 *   visible is left, TOO_BIG for one above HALL_NAME_MAX
 *
 * Makes the first event of a standing room. Its id is the room's, and never begins with "-".
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_standing_room_new_genesis (const char  *name,
                                GError     **error)
{
  g_autofree char *clean = hall_text_clean_name (name, G_MAXSIZE);
  g_autoptr (HallKey) key = NULL;
  g_autoptr (HallEvent) event = NULL;
  guint8 salt[HALL_SALT_SIZE] = { 0 };
  HallEventBody body;

  if (clean == NULL)
    {
      g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD, "The name is empty");
      return NULL;
    }
  key = derive_key (clean, error);
  if (key == NULL)
    return NULL;

  hall_event_body_init (&body, HALL_EVENT_GENESIS);
  body.name = clean;
  body.standing = TRUE;
  do
    {
      g_autofree char *salt_text = hall_base64url_encode (salt, sizeof salt);

      g_clear_pointer (&event, hall_event_unref);
      body.salt = salt_text;
      event = hall_event_new (key, NULL, BEGINNING_MS, BEGINNING_MS, NULL, NULL, &body, error);
    }
  while (event != NULL && event->id[0] == '-' && ++salt[HALL_SALT_SIZE - 1] != 0);

  return g_steal_pointer (&event);
}
