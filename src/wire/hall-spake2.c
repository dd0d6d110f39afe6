/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "hall-spake2"

#include "config.h"

#include <string.h>

#include "hall-spake2.h"

/* n, the order of P-256. */
static const guint8 group_order[HALL_SPAKE2_SECRET_SIZE] = {
  0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
  0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
};

/**
 * hall_spake2_secret_is_valid:
 * @secret: what may be w
 *
 * Returns: whether it is above 0 and below the group's order
 */
gboolean
hall_spake2_secret_is_valid (const guint8 secret[HALL_SPAKE2_SECRET_SIZE])
{
  guint8 any = 0;

  g_return_val_if_fail (secret != NULL, FALSE);

  for (guint i = 0; i < HALL_SPAKE2_SECRET_SIZE; i++)
    any |= secret[i];

  return any != 0 && memcmp (secret, group_order, HALL_SPAKE2_SECRET_SIZE) < 0;
}
