/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-safety-number.c: two keys as a number that two people can compare.
 *
 * A pure function. The many rounds make it dear to search for a key whose digits are alike.
 */

#define G_LOG_DOMAIN "hall-safety-number"

#include "config.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hall-key.h"

#include "hall-safety-number.h"

#define SAFETY_PREFIX "hallway/v1/safety\n"
#define ROUNDS 5200
#define SHA512_SIZE 64
#define KEY_SIZE 32
#define GROUPS 6 /* of one key */
#define GROUP_BYTES 5
#define GROUP_MODULUS 100000
#define HALF_LENGTH (GROUPS * 6 - 1)

/* Six groups of five digits, from the key alone. */
static void
make_half (const char *id,
           char        half[HALF_LENGTH + 1])
{
  guint8 key[KEY_SIZE];
  guint8 hash[SHA512_SIZE];
  gnutls_hash_hd_t sha512;

  /* Callers checked it. */
  if (!hall_id_to_public_key (id, key))
    memset (key, 0, sizeof key);
  if (gnutls_hash_init (&sha512, GNUTLS_DIG_SHA512) < 0)
    g_error ("There is no SHA-512");

  gnutls_hash (sha512, SAFETY_PREFIX, strlen (SAFETY_PREFIX));
  for (guint round = 0; round < ROUNDS; round++)
    {
      if (round > 0)
        gnutls_hash (sha512, hash, sizeof hash);
      gnutls_hash (sha512, key, sizeof key);
      gnutls_hash_output (sha512, hash);
    }
  gnutls_hash_deinit (sha512, NULL);

  for (guint group = 0; group < GROUPS; group++)
    {
      guint64 value = 0;

      for (guint i = 0; i < GROUP_BYTES; i++)
        value = value << 8 | hash[group * GROUP_BYTES + i];
      g_snprintf (half + group * 6, 7, "%05u%s", (guint) (value % GROUP_MODULUS),
                  group + 1 < GROUPS ? " " : "");
    }
}

/**
 * hall_safety_number_new:
 * @id: a person's id
 * @other_id: another's
 *
 * Returns: (transfer full): twelve groups of five digits, with spaces between
 */
char *
hall_safety_number_new (const char *id,
                        const char *other_id)
{
  char half[HALF_LENGTH + 1], other_half[HALF_LENGTH + 1];
  gboolean is_smaller;

  g_return_val_if_fail (hall_id_is_valid (id), NULL);
  g_return_val_if_fail (hall_id_is_valid (other_id), NULL);

  make_half (id, half);
  make_half (other_id, other_half);
  is_smaller = strcmp (half, other_half) < 0;

  return g_strconcat (is_smaller ? half : other_half, " ", is_smaller ? other_half : half, NULL);
}
