/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-datagram.c: hall_datagram_decode () on anything; NULL if and only if there is an error.
 */

#include "config.h"

#include "hall-counters.h"
#include "hall-datagram.h"
#include "hall-key.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static HallKey *key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatagram) datagram = hall_datagram_decode (data, size, &error);

  g_assert_true ((datagram == NULL) == (error != NULL));
  if (datagram == NULL)
    {
      g_assert_cmpint (hall_counter_for_datagram_error (error), <, HALL_N_COUNTERS);
      return 0;
    }

  hall_datagram_verify (datagram, NULL);

  /* What was understood can be said again, and is understood again. */
  if (key == NULL)
    key = hall_key_new_from_seed ((const guint8 *) "a seed of exactly 32 bytes here.", NULL);
  {
    g_autoptr (GBytes) bytes = hall_datagram_encode (datagram, key, NULL);
    g_autoptr (HallDatagram) again = NULL;

    if (bytes == NULL)
      return 0;
    again = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  &error);
    g_assert_no_error (error);
    g_assert_true (hall_datagram_verify (again, NULL));
    g_assert_cmpstr (again->name, ==, datagram->name);
    g_assert_cmpstr (again->room, ==, datagram->room);
  }

  return 0;
}
