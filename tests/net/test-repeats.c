/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-repeats.c: the same bytes are verified once, and are heard each time; other bytes are not.
 */

#include "config.h"

#include "hall-beacon-private.h"

#include "net-test.h"

typedef struct
{
  HallInterfaces *interfaces;
  HallCounters *counters;
  HallKey *key;
  HallBeacon *beacon;
  guint n_heard;
  guint ways[HALL_N_WAYS];
  char *address;           /* of the last one */
} Fixture;

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             guint         way,
             Fixture      *fixture)
{
  g_assert_cmpstr (datagram->id, ==, hall_key_get_id (fixture->key));
  fixture->n_heard++;
  fixture->ways[way]++;
  g_free (fixture->address);
  fixture->address = g_strdup (address);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (HallKey) own = hall_key_new_generated (NULL);
  g_autoptr (GError) error = NULL;

  fixture->interfaces = hall_interfaces_new (TRUE);
  hall_interfaces_start (fixture->interfaces, &error);
  g_assert_no_error (error);
  fixture->counters = hall_counters_new ();
  fixture->key = hall_key_new_generated (&error);
  fixture->beacon = hall_beacon_new (fixture->interfaces, fixture->counters, hall_key_get_id (own));
  g_signal_connect (fixture->beacon, "datagram", G_CALLBACK (on_datagram), fixture);
  hall_beacon_open (fixture->beacon, "239.1.2.3", 0, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->beacon);
  g_object_unref (fixture->interfaces);
  hall_counters_unref (fixture->counters);
  hall_key_unref (fixture->key);
  g_free (fixture->address);
}

static GBytes *
new_goodbye (HallKey *key,
             guint64  seq)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_BYE);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  datagram->id = g_strdup (hall_key_get_id (key));
  datagram->boot = 1;
  datagram->seq = seq;
  bytes = hall_datagram_encode (datagram, key, &error);
  g_assert_no_error (error);

  return bytes;
}

static void
take (Fixture *fixture,
      GBytes  *bytes,
      guint32  address,
      guint32  destination)
{
  const HallDatagramOrigin origin = {
    .address = address,
    .port = 12345,
    .destination = destination,
    .interface = 1,
    .length = g_bytes_get_size (bytes),
  };

  hall_beacon_take (fixture->beacon, g_bytes_get_data (bytes, NULL), &origin);
}

/* By multicast, by broadcast, and from a second address of the same person. */
static void
test_verified_once (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) bytes = new_goodbye (fixture->key, 1);
  g_autoptr (GBytes) next = new_goodbye (fixture->key, 2);

  take (fixture, bytes, 0x7f000002, 0xef010203);
  take (fixture, bytes, 0x7f000002, 0x7fffffff);
  take (fixture, bytes, 0x7f000003, 0xef010203);
  g_assert_cmpuint (fixture->beacon->n_verified, ==, 1);
  g_assert_cmpuint (fixture->n_heard, ==, 3);
  g_assert_cmpuint (fixture->ways[HALL_WAY_MULTICAST], ==, 2);
  g_assert_cmpuint (fixture->ways[HALL_WAY_BROADCAST], ==, 1);
  g_assert_cmpstr (fixture->address, ==, "127.0.0.3");
  g_assert_cmpuint (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_ACCEPTED), ==, 3);

  take (fixture, next, 0x7f000002, 0xef010203);
  g_assert_cmpuint (fixture->beacon->n_verified, ==, 2);
  g_assert_cmpuint (fixture->n_heard, ==, 4);
}

/* After the good one, each byte of it changed for itself. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) bytes = new_goodbye (fixture->key, 1);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  take (fixture, bytes, 0x7f000002, 0xef010203);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) changed = NULL;

      copy[i] ^= 1;
      changed = g_bytes_new (copy, length);
      copy[i] ^= 1;
      take (fixture, changed, 0x7f000002, 0xef010203);
    }

  g_assert_cmpuint (fixture->n_heard, ==, 1);
  g_assert_cmpuint (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_BAD_SIGNATURE), >,
                    0);
}

static HallDatagram *
decode (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  HallDatagram *datagram = hall_datagram_decode (g_bytes_get_data (bytes, NULL),
                                                 g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  return datagram;
}

/* It forgets what is old, and the oldest. */
static void
test_forgets (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HallRepeats) repeats = hall_repeats_new ();
  g_autoptr (GBytes) bytes = new_goodbye (fixture->key, 1);
  g_autoptr (HallDatagram) datagram = decode (bytes);
  const char *first = g_bytes_get_data (bytes, NULL);
  gsize length = g_bytes_get_size (bytes);

  g_assert_null (hall_repeats_lookup (repeats, first, length, 5));
  hall_repeats_add (repeats, first, length, datagram, 5);
  hall_repeats_add (repeats, first, length, datagram, 5);
  g_assert_true (hall_repeats_lookup (repeats, first, length, 5) == datagram);
  g_assert_null (hall_repeats_lookup (repeats, first, length - 1, 5));
  g_assert_nonnull (hall_repeats_lookup (repeats, first, length,
                                         5 + HALL_REPEATS_SECONDS * G_USEC_PER_SEC));
  g_assert_null (hall_repeats_lookup (repeats, first, length,
                                      6 + HALL_REPEATS_SECONDS * G_USEC_PER_SEC));

  for (guint i = 0; i < HALL_REPEATS_MAX; i++)
    {
      g_assert_nonnull (hall_repeats_lookup (repeats, first, length, 5));
      hall_repeats_add (repeats, &i, sizeof i, datagram, 5);
    }
  g_assert_null (hall_repeats_lookup (repeats, first, length, 5));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/repeats/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("verified-once", test_verified_once);
  ADD ("changed", test_changed);
  ADD ("forgets", test_forgets);
#undef ADD

  return g_test_run ();
}
