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
