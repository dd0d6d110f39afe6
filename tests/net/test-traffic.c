/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-traffic.c: what went and came by an interface in a minute, at times that the test says.
 */

#include "config.h"

#include <errno.h>

#include "hall-traffic.h"

#define SECOND G_USEC_PER_SEC

static void
test_sums (void)
{
  g_autoptr (HallTraffic) traffic = hall_traffic_new ();
  HallTrafficSums sums;
  gint64 now = 1000 * SECOND;

  hall_traffic_note (traffic, 2, HALL_TRAFFIC_SENT, HALL_WAY_MULTICAST, now);
  hall_traffic_note (traffic, 2, HALL_TRAFFIC_SENT, HALL_WAY_MULTICAST, now + SECOND / 2);
  hall_traffic_note (traffic, 2, HALL_TRAFFIC_HEARD, HALL_WAY_BROADCAST, now + SECOND);
  hall_traffic_note (traffic, 3, HALL_TRAFFIC_OWN_BACK, HALL_WAY_UNICAST, now);
  hall_traffic_fail (traffic, 3, HALL_WAY_BROADCAST, ENETUNREACH, now + 2 * SECOND);
  /* Of an interface that is not known nothing is kept. */
  hall_traffic_note (traffic, 0, HALL_TRAFFIC_SENT, HALL_WAY_UNICAST, now);

  hall_traffic_sum (traffic, 2, now + 2 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_MULTICAST], ==, 2);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_BROADCAST], ==, 0);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_HEARD][HALL_WAY_BROADCAST], ==, 1);
  g_assert_cmpint (sums.last_error, ==, 0);
  hall_traffic_sum (traffic, 3, now + 2 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_OWN_BACK][HALL_WAY_UNICAST], ==, 1);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_FAILED][HALL_WAY_BROADCAST], ==, 1);
  g_assert_cmpint (sums.last_error, ==, ENETUNREACH);
  hall_traffic_sum (traffic, 0, now, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_UNICAST], ==, 0);
}

/* A minute later nothing of it counts, and a slot that is used again holds nothing old. */
static void
test_forgets (void)
{
  g_autoptr (HallTraffic) traffic = hall_traffic_new ();
  HallTrafficSums sums;
  gint64 now = 1000 * SECOND;

  hall_traffic_note (traffic, 2, HALL_TRAFFIC_SENT, HALL_WAY_MULTICAST, now);
  hall_traffic_fail (traffic, 2, HALL_WAY_MULTICAST, EPERM, now + SECOND);

  hall_traffic_sum (traffic, 2, now + 59 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_MULTICAST], ==, 1);
  hall_traffic_sum (traffic, 2, now + 60 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_MULTICAST], ==, 0);
  g_assert_cmpint (sums.last_error, ==, EPERM);
  hall_traffic_sum (traffic, 2, now + 61 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_FAILED][HALL_WAY_MULTICAST], ==, 0);
  g_assert_cmpint (sums.last_error, ==, 0);

  hall_traffic_note (traffic, 2, HALL_TRAFFIC_HEARD, HALL_WAY_UNICAST, now + 60 * SECOND);
  hall_traffic_sum (traffic, 2, now + 60 * SECOND, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_MULTICAST], ==, 0);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_HEARD][HALL_WAY_UNICAST], ==, 1);
}

/* Interfaces that come and go find room, as long as not too many are busy at the same time. */
static void
test_bounded (void)
{
  g_autoptr (HallTraffic) traffic = hall_traffic_new ();
  HallTrafficSums sums;
  gint64 now = 1000 * SECOND;

  for (guint i = 1; i <= HALL_TRAFFIC_INTERFACES_MAX + 1; i++)
    hall_traffic_note (traffic, i, HALL_TRAFFIC_SENT, HALL_WAY_UNICAST, now);
  hall_traffic_sum (traffic, HALL_TRAFFIC_INTERFACES_MAX, now, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_UNICAST], ==, 1);
  hall_traffic_sum (traffic, HALL_TRAFFIC_INTERFACES_MAX + 1, now, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_UNICAST], ==, 0);

  now += 60 * SECOND;
  hall_traffic_note (traffic, 1000, HALL_TRAFFIC_SENT, HALL_WAY_UNICAST, now);
  hall_traffic_sum (traffic, 1000, now, &sums);
  g_assert_cmpuint (sums.count[HALL_TRAFFIC_SENT][HALL_WAY_UNICAST], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/traffic/sums", test_sums);
  g_test_add_func ("/traffic/forgets", test_forgets);
  g_test_add_func ("/traffic/bounded", test_bounded);

  return g_test_run ();
}
