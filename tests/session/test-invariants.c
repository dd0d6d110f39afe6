/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-invariants.c: I1 to I7 of the protocol under random faults, many stories long.
 *
 *     test-invariants --first 1 --count 250     what make test does, in shards
 *     test-invariants --seed 17 --verbose       one story with its whole trace: make replay SEED=17
 *     test-invariants --random --count 10000    what make soak does
 *
 * Everything follows from the seed, and no verdict depends on the time of this computer.
 */

#define G_LOG_DOMAIN "test-invariants"

#include "config.h"

#include <stdio.h>

#include "fake-run.h"

static gint64 single_seed = 0;
static gint64 first_seed = 1;
static gint64 n_runs = 1000;
static gboolean from_chance = FALSE;
static gboolean verbose = FALSE;
static gboolean keep_going = FALSE;

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &single_seed, "Tell this one story", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT64, &first_seed, "The first of many seeds", "N" },
  { "count", 0, 0, G_OPTION_ARG_INT64, &n_runs, "How many", "N" },
  { "random", 0, 0, G_OPTION_ARG_NONE, &from_chance, "Begin at a seed that is picked and printed",
    NULL },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Print everything that happens", NULL },
  { "keep-going", 0, 0, G_OPTION_ARG_NONE, &keep_going, "Do not stop at the first failure", NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
tell (guint64    seed,
      FakeStats *stats,
      guint64   *digest)
{
  FakeRun *run = fake_run_new (seed, stats, verbose);
  gboolean good = fake_run_go (run);

  if (!good)
    {
      g_auto (GStrv) lines = g_strsplit (run->failure->str, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        printf ("# seed %" G_GUINT64_FORMAT ": %s\n", seed, lines[i]);
      printf ("# replay: make replay SEED=%" G_GUINT64_FORMAT "\n", seed);
    }
  if (!good || verbose)
    printf ("# digest %016" G_GINT64_MODIFIER "x of %" G_GUINT64_FORMAT " lines\n",
            run->lan->digest, run->lan->n_traced);
  if (digest != NULL)
    *digest = run->lan->digest;
  fake_run_free (run);
  fflush (stdout);
  return good;
}

/* The same story twice is the same to the last packet. */
static gboolean
check_repeatable (FakeStats *stats)
{
  guint64 first = 0, second = 0;

  tell ((guint64) first_seed, stats, &first);
  tell ((guint64) first_seed, stats, &second);
  return first == second;
}

static void
report (guint       n,
        gboolean    good,
        const char *name)
{
  printf ("%s %u %s\n", good ? "ok" : "not ok", n, name);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  FakeStats *stats = fake_stats_new ();
  guint n_bad = 0;
  gboolean good = TRUE;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (single_seed != 0)
    first_seed = single_seed;
  else if (from_chance)
    first_seed = g_random_int ();
  if (single_seed != 0)
    n_runs = 1;
  printf ("1..%u\n", single_seed != 0 ? 1 : 2);
  printf ("# seeds from %" G_GINT64_FORMAT " on\n", first_seed);
  for (gint64 i = 0; i < n_runs && (n_bad == 0 || keep_going); i++)
    n_bad += tell ((guint64) (first_seed + i), stats, NULL) ? 0 : 1;
  fake_stats_print (stats);
  report (1, n_bad == 0, "invariants");
  if (single_seed == 0)
    {
      good = check_repeatable (stats);
      report (2, good, "the same seed tells the same story");
    }
  fake_stats_free (stats);
  return n_bad > 0 || !good ? 1 : 0;
}
