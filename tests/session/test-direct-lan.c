/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct-lan.c: private conversations of two machines whose network, clocks, disks and chance
 * are known.
 *
 * Clocks that are hours apart, lost power, a long absence, sleep: both have the same in the end.
 */

#define G_LOG_DOMAIN "test-direct-lan"

#include "config.h"

#include "fake-pair.h"
#include "hall-limits.h"

/* The smaller key's clock counts. */
static void
test_skew (void)
{
  const gint64 hours[] = { -11, -3, 3, 11 };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      FakePair pair;

      pair_begin (&pair, 100 + i, hours[i] * HALL_HOUR_MS);
      pair_say (&pair, 0, "a question");
      pair_settle (&pair);
      pair_say (&pair, 1, "an answer");
      pair_settle (&pair);
      pair_say (&pair, 0, "thanks");
      pair_settle (&pair);
      {
        g_autoptr (GPtrArray) texts = pair_load (&pair, 1);

        g_assert_cmpuint (texts->len, ==, 3);
        g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, "a question");
        g_assert_cmpstr (g_ptr_array_index (texts, 1), ==, "an answer");
        g_assert_cmpstr (g_ptr_array_index (texts, 2), ==, "thanks");
      }
      pair_check_same (&pair, 3);
      pair_end (&pair);
    }
}

/* Beyond twelve hours there is no link, a sentence says why, and nothing is lost. */
static void
test_far_clocks (void)
{
  FakePair pair;

  pair_begin (&pair, 7, 13 * HALL_HOUR_MS);
  pair_say (&pair, 0, "it waits");
  pair_run_for (&pair, 30 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 1);
  g_assert_nonnull (hall_room_get_problem (pair_get_direct (&pair, 0)));
  fake_clock_set_skew (pair.machines[1]->clock, 0);
  pair_settle (&pair);
  g_assert_null (hall_room_get_problem (pair_get_direct (&pair, 0)));
  pair_check_same (&pair, 1);
  pair_end (&pair);
}

/* One of the two loses its power while both write; what was confirmed is on both disks. */
static void
test_power (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      FakePair pair;
      guint victim = seed % 2;

      pair_begin (&pair, 1000 + seed, 0);
      for (guint i = 0; i < 6; i++)
        {
          g_autofree char *first = g_strdup_printf ("first %u", i);
          g_autofree char *second = g_strdup_printf ("second %u", i);

          pair_say (&pair, 0, first);
          pair_say (&pair, 1, second);
          pair_run_for (&pair, (gint64) seed * 3000 + i * 7000);
        }
      pair_settle (&pair);
      fake_machine_cut_power (pair.machines[victim]);
      pair_say (&pair, 1 - victim, "into the dark");
      pair_run_for (&pair, (gint64) seed * S);
      pair_start (&pair, victim);
      pair_run_for (&pair, 12 * S);
      pair_settle (&pair);
      pair_say (&pair, victim, "back");
      pair_settle (&pair);
      pair_check_same (&pair, 14);
      pair_end (&pair);
    }
}

/* Ten thousand messages that wait for somebody. */
static void
test_many_wait (void)
{
  FakePair pair;
  const guint n_texts = 10000;

  pair_begin (&pair, 3, 0);
  fake_machine_quit (pair.machines[1]);
  pair_run_for (&pair, 5 * S);
  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      pair_say (&pair, 0, text);
    }
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, n_texts);
  pair_run_for (&pair, 60 * S);
  pair_start (&pair, 1);
  pair_settle (&pair);
  pair_check_same (&pair, n_texts);
  g_assert_cmpuint (hall_room_get_unread (pair_get_direct (&pair, 1)), ==, n_texts);
  pair_end (&pair);
}

/* A new disk with the old identity: what it had said itself comes back, too. */
static void
replace_disk (FakeMachine *machine)
{
  g_autofree char *path = g_build_filename (machine->directory, "hallway.db", NULL);

  fake_machine_kill (machine);
  fake_reader_free (machine->reader);
  power_vfs_free (machine->disk);
  machine->disk = fake_disk_new ();
  machine->reader = fake_reader_new (machine->disk, path);
}

static void
test_catch_up (void)
{
  FakePair pair;
  const guint n_texts = 10000;

  pair_begin (&pair, 4, 0);
  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      pair_say (&pair, i % 10 == 0 ? 1 : 0, text);
    }
  pair_settle (&pair);
  replace_disk (pair.machines[1]);
  pair_run_for (&pair, 2 * S);
  pair_start (&pair, 1);
  pair_run_for (&pair, 12 * S);
  hall_session_open_room_async (pair.machines[0]->session, pair_get_direct (&pair, 0), NULL, NULL,
                                NULL);
  pair_run_for (&pair, 60 * S);
  pair_check_same (&pair, n_texts);
  g_assert_cmpuint (hall_room_get_unread (pair_get_direct (&pair, 1)), ==, n_texts - n_texts / 10);
  pair_end (&pair);
}

/* Asleep and awake again: what was written goes on its way. */
static void
test_sleep (void)
{
  FakePair pair;

  pair_begin (&pair, 13, 0);
  pair_say (&pair, 0, "good night");
  pair_settle (&pair);
  fake_machine_sleep (pair.machines[1], 600 * S);
  pair_run_for (&pair, 10 * S);
  pair_say (&pair, 0, "good morning");
  pair_run_for (&pair, 30 * S);
  g_assert_cmpuint (pair_count_unsent (&pair, 0), ==, 1);
  pair_run_for (&pair, 570 * S);
  pair_settle (&pair);
  pair_check_same (&pair, 2);
  pair_end (&pair);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/direct-lan/skew", test_skew);
  g_test_add_func ("/direct-lan/far-clocks", test_far_clocks);
  g_test_add_func ("/direct-lan/power", test_power);
  g_test_add_func ("/direct-lan/many-wait", test_many_wait);
  g_test_add_func ("/direct-lan/catch-up", test_catch_up);
  g_test_add_func ("/direct-lan/sleep", test_sleep);
  return g_test_run ();
}
