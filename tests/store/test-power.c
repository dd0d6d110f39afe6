/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-power.c: what the store said it had is there after the power went at any moment.
 *
 *     test-power --power-seed NUMBER
 *
 * repeats one run. The same runs on a disk that lies about syncing, and with a store that syncs too
 * little, have to be found out: else this test would show nothing.
 */

#include "config.h"

#include <stdlib.h>

#include "power-machine.h"

#define N_RUNS 300
#define N_BROKEN_RUNS 40

static guint32 only_seed;

typedef struct
{
  guint lives;
  guint answered;
  guint full;
  guint interrupted;         /* crashes in the middle of something */
} Totals;

static gboolean
is_alive (PowerMachine *machine,
          guint64       crashes)
{
  return power_vfs_get_n_crashes (machine->vfs) == crashes;
}

/* From power to no power. */
static void
live (PowerMachine *machine,
      Totals       *totals)
{
  GRand *chance = machine->chance;
  guint64 crashes = power_vfs_get_n_crashes (machine->vfs);
  guint n_steps = g_rand_int_range (chance, 3, 30);

  power_machine_check (machine);
  if (g_rand_int_range (chance, 0, 100) < 60)
    power_vfs_crash_at (machine->vfs, g_rand_int_range (chance, 1, 300), g_rand_int (chance));

  for (guint i = 0; i < n_steps && is_alive (machine, crashes); i++)
    {
      power_machine_ask (machine);
      if (g_rand_int_range (chance, 0, 100) < 8)
        power_vfs_fail_writes (machine->vfs, g_rand_int_range (chance, 1, 12),
                               g_rand_int_range (chance, 1, 6));
      if (g_rand_int_range (chance, 0, 100) < 70)
        power_machine_run (machine);
      power_vfs_fail_writes (machine->vfs, 0, 0);

      if (g_rand_int_range (chance, 0, 100) < 4 && is_alive (machine, crashes))
        {
          power_machine_give_up (machine);
          if (!power_machine_open (machine))
            break;
        }
    }

  totals->interrupted += !is_alive (machine, crashes);
  if (is_alive (machine, crashes))
    power_vfs_crash (machine->vfs, g_rand_int (chance));
  power_machine_give_up (machine);
}

/* Returns: FALSE when there is a problem */
static gboolean
begin_life (PowerMachine *machine)
{
  GRand *chance = machine->chance;

  do
    {
      power_vfs_cancel_crash (machine->vfs);
      if (g_rand_int_range (chance, 0, 100) < 40)
        power_vfs_crash_at (machine->vfs, g_rand_int_range (chance, 1, 25), g_rand_int (chance));
    }
  while (!power_machine_open (machine) && machine->problem == NULL);

  power_vfs_cancel_crash (machine->vfs);
  return machine->problem == NULL;
}

/* Returns: (transfer full) (nullable): what was wrong */
static char *
run_seed (const PowerTexts *texts,
          guint32           seed,
          gboolean          lying,
          const char       *breaks,
          Totals           *totals)
{
  PowerMachine *machine = power_machine_new (texts, seed);
  guint n_lives = g_rand_int_range (machine->chance, 2, 6);
  char *problem;

  power_vfs_set_lying (machine->vfs, lying);
  machine->breaks = breaks;
  for (guint i = 0; i < n_lives && begin_life (machine); i++)
    {
      live (machine, totals);
      totals->lives++;
    }
  if (machine->problem == NULL && begin_life (machine))
    power_machine_check (machine);

  totals->answered += machine->n_answered;
  totals->full += machine->n_full;
  problem = g_steal_pointer (&machine->problem);
  power_machine_free (machine);
  return problem;
}

static void
test_nothing_lost (void)
{
  PowerTexts *texts = power_texts_new ();
  guint n_runs = only_seed ? 1 : N_RUNS;
  guint32 first = only_seed ? only_seed : (guint32) g_test_rand_int ();
  Totals totals = { 0, };

  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *problem = run_seed (texts, first + i, FALSE, NULL, &totals);

      if (problem)
        {
          g_test_message ("again with: test-power --power-seed %u", first + i);
          g_assert_cmpstr (problem, ==, NULL);
        }
    }

  g_test_message ("%u runs from seed %u: %u lives, %u ended within a request; %u confirmed, "
                  "%u full",
                  n_runs, first, totals.lives, totals.interrupted, totals.answered, totals.full);
  /* It is worth something. */
  if (!only_seed)
    {
      g_assert_cmpuint (totals.answered, >, 20 * n_runs);
      g_assert_cmpuint (totals.interrupted, >, n_runs / 2);
      g_assert_cmpuint (totals.full, >, 0);
    }
  power_texts_free (texts);
}

/* Not every crash takes something that was confirmed, but most runs have one that does. */
static void
assert_found_out (gboolean    lying,
                  const char *breaks)
{
  PowerTexts *texts = power_texts_new ();
  guint32 first = g_test_rand_int ();
  Totals totals = { 0, };
  guint n_found = 0;

  for (guint i = 0; i < N_BROKEN_RUNS; i++)
    {
      g_autofree char *problem = run_seed (texts, first + i, lying, breaks, &totals);

      if (problem && n_found == 0)
        g_test_message ("for example: %s", problem);
      n_found += problem != NULL;
    }

  g_test_message ("%u of %u runs from seed %u found it out", n_found, N_BROKEN_RUNS, first);
  g_assert_cmpuint (n_found, >, N_BROKEN_RUNS / 2);
  power_texts_free (texts);
}

static void
test_lying_disk (void)
{
  assert_found_out (TRUE, NULL);
}

static void
test_broken_store (gconstpointer data)
{
  assert_found_out (FALSE, data);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--power-seed") == 0)
    {
      only_seed = strtoul (argv[2], NULL, 10);
      argc = 1;
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/power/nothing-lost", test_nothing_lost);
  if (!only_seed)
    {
      g_test_add_func ("/power/lying-disk", test_lying_disk);
      g_test_add_data_func ("/power/never-synced", "PRAGMA synchronous = OFF",
                            test_broken_store);
      /* What is easily written, and looks right until the power goes: the file stays whole. */
      g_test_add_data_func ("/power/synced-now-and-then", "PRAGMA synchronous = NORMAL",
                            test_broken_store);
    }

  return g_test_run ();
}
