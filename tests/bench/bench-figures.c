/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-figures.c: what the benches in C measure and say of the machine alike.
 *
 * Owned by the benches.
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "bench-figures.h"

char *
bench_cpu_model (void)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents ("/proc/cpuinfo", &text, NULL, NULL)
      || (line = strstr (text, "model name")) == NULL || (line = strchr (line, ':')) == NULL)
    return g_strdup ("unknown");

  return g_strndup (line + 2, strcspn (line + 2, "\n\""));
}

double
bench_process_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

double
bench_percentile (GArray *times,
                  double  share)
{
  guint index = (guint) (share * times->len);

  return times->len > 0 ? g_array_index (times, double, MIN (index, times->len - 1)) : 0;
}

int
bench_compare_doubles (gconstpointer a,
                       gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

void
bench_print_times (const char *name,
                   GArray     *times)
{
  g_array_sort (times, bench_compare_doubles);
  g_print ("\"%s\": {\"p50_ms\": %.2f, \"p99_ms\": %.2f, \"worst_ms\": %.2f}", name,
           bench_percentile (times, 0.5), bench_percentile (times, 0.99),
           bench_percentile (times, 1));
}

static BenchTurns *turns;

static double
get_wall_ms (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static double
get_thread_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
poll_and_measure (GPollFD *fds,
                  guint    n_fds,
                  int      timeout)
{
  int result;

  if (turns->woken > 0)
    {
      double wall = get_wall_ms () - turns->woken;
      double cpu = get_thread_cpu_ms () - turns->woken_cpu;

      g_array_append_val (turns->wall, wall);
      g_array_append_val (turns->cpu, cpu);
    }
  result = g_poll (fds, n_fds, timeout);
  turns->woken = get_wall_ms ();
  turns->woken_cpu = get_thread_cpu_ms ();
  return result;
}

BenchTurns *
bench_turns_new (void)
{
  g_assert (turns == NULL);
  turns = g_new0 (BenchTurns, 1);
  turns->wall = g_array_new (FALSE, FALSE, sizeof (double));
  turns->cpu = g_array_new (FALSE, FALSE, sizeof (double));
  g_main_context_set_poll_func (NULL, poll_and_measure);
  return turns;
}

void
bench_turns_free (BenchTurns *self)
{
  g_assert (self == turns);
  g_main_context_set_poll_func (NULL, NULL);
  turns = NULL;
  g_array_unref (self->wall);
  g_array_unref (self->cpu);
  g_free (self);
}
