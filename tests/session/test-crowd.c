/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-crowd.c: how many people find one another, and what that costs, by a virtual time.
 *
 * All limits are of the virtual network: no figure depends on the computer that runs this. --count
 * N tries another number of people, --seed S another story.
 */

#define G_LOG_DOMAIN "test-crowd"

#include "config.h"

#include <stdlib.h>

#include "hall-limits.h"

#include "crowd.h"

#define SECOND 1000
#define MINUTE (60 * SECOND)
#define LATE_MS (2 * SECOND)
/* So many without exchanges, which are made from what is signed by each of all others: they take
 * the computer that runs this too long. */
#define MANY 500
#define LOSS 50   /* of a thousand */

static int count;
static int seed = 1;
static GLogFunc log_default;

/* What each of thousands says for its own debugging, nobody can read. */
static void
leave_out_debugging (const char     *domain,
                     GLogLevelFlags  level,
                     const char     *text,
                     gpointer        user_data)
{
  if ((level & G_LOG_LEVEL_MASK) != G_LOG_LEVEL_DEBUG)
    log_default (domain, level, text, user_data);
}

static void
tell (Crowd      *crowd,
      const char *what)
{
  g_autofree char *text = crowd_describe (crowd);

  g_test_message ("%s: %s", what, text);
}

/* Twice the time in which the budget lets everybody speak once. */
static guint
two_rounds_ms (guint n)
{
  return 2 * n * 500 / HALL_LAN_BYTES_PER_SECOND * SECOND;
}

/* Everybody starts within a second. Without exchanges, more than 500 have to wait until all have
 * spoken. */
static Crowd *
begin (guint n)
{
  Crowd *crowd = crowd_new (n, (guint64) seed);
  guint ms;

  crowd_set_links (crowd, n < MANY);
  crowd_start_all (crowd, SECOND);
  crowd_run_for (crowd, SECOND);
  ms = SECOND + crowd_wait_for_all (crowd, 10 * MINUTE);
  g_test_message ("%u people: all know all after %u ms", n, ms);
  tell (crowd, "until then");
  g_assert_cmpuint (ms, <=, n <= MANY ? MINUTE : two_rounds_ms (n));
  return crowd;
}

/* What it costs to stay, and that all do. */
static void
stay (Crowd *crowd,
      guint  minutes,
      guint  loss)
{
  crowd->loss = loss;
  crowd_count_anew (crowd);
  crowd_run_for (crowd, minutes * MINUTE);
  tell (crowd, loss > 0 ? "with 5 % loss" : "settled");
  g_assert_cmpuint (crowd_count_vanished (crowd), ==, 0);
  crowd->loss = 0;
}

static void
come (Crowd *crowd,
      guint  n)
{
  CrowdPerson *person = crowd_add (crowd);
  guint list, known;

  crowd_person_start (person);
  crowd_count_anew (crowd);
  list = crowd_wait_for_list (person, 10 * MINUTE);
  known = list + crowd_wait_for_known (person, 10 * MINUTE);
  g_test_message ("a newcomer among %u: knows all after %u ms, known to all after %u ms at most", n,
                  list, known);
  tell (crowd, "meanwhile");
  g_assert_cmpuint (list, <=, 1500);
  g_assert_cmpuint (known, <=, 10 * SECOND);
}

static void
go (Crowd *crowd)
{
  CrowdPerson *leaving = g_ptr_array_index (crowd->people, 0);
  CrowdPerson *crashing = g_ptr_array_index (crowd->people, 1);
  CrowdPerson *witness = g_ptr_array_index (crowd->people, 2);
  gint64 heard, deadline, last = 0;

  crowd_person_leave (leaving);
  crowd_run_for (crowd, 200);
  g_assert_cmpuint (crowd_count_knowing (crowd, leaving), ==, 0);

  for (guint i = 2; i < crowd->people->len; i++)
    {
      CrowdPerson *other = g_ptr_array_index (crowd->people, i);
      gint64 now = hall_clock_get_monotonic (other->context->clock);

      g_assert_true (hall_directory_get_span (other->context->directory,
                                              crashing->context->own_id, &heard, &deadline));
      last = MAX (last, deadline - now);
    }
  crowd_person_crash (crashing);
  crowd_run_for (crowd, (guint) (last / 1000) + LATE_MS);
  g_test_message ("a crash is noticed after %.0f s", (double) last / G_USEC_PER_SEC);
  g_assert_cmpuint (crowd_count_knowing (crowd, crashing), ==, 0);
  g_assert_cmpuint (crowd_person_count (witness) + 1, ==, crowd->n_present);
}

static void
test_crowd (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  Crowd *crowd = begin (n);

  crowd_run_for (crowd, MAX (10 * SECOND, two_rounds_ms (n)));
  if (n > MANY)
    crowd_forget_vanished (crowd); /* while too many spoke for the first time */
  stay (crowd, n < MANY ? 10 : 2, 0);
  g_assert_cmpfloat (crowd_get_rate (crowd), <=, HALL_LAN_BYTES_PER_SECOND);
  /* Longer than it takes until one who is not heard vanishes; with --count, four times that. */
  stay (crowd, n < MANY || count > 0 ? 10 : 3, LOSS);
  crowd_set_links (crowd, TRUE);
  come (crowd, n);
  crowd_set_links (crowd, n <= MANY);
  go (crowd);
  crowd_free (crowd);
}

int
main (int   argc,
      char *argv[])
{
  static const guint sizes[] = { 10, 100, 500 };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &count, "How many people", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Which story", "S" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);

  g_test_init (&argc, &argv, NULL);
  log_default = g_log_set_default_handler (leave_out_debugging, NULL);
  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, NULL))
    return EXIT_FAILURE;
  for (guint i = 0; i < (count > 0 ? 1 : G_N_ELEMENTS (sizes)); i++)
    {
      guint n = count > 0 ? (guint) count : sizes[i];
      g_autofree char *path = g_strdup_printf ("/session/crowd/%u", n);

      g_test_add_data_func (path, GUINT_TO_POINTER (n), test_crowd);
    }
  return g_test_run ();
}
