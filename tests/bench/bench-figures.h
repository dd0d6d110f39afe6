/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-figures.h: what the benches in C measure and say of the machine alike.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) */
char  *bench_cpu_model      (void);
/* Of this process, so far. */
double bench_process_cpu_us (void);

/* @times: (element-type double), sorted; the smallest that at least @share of them do not exceed;
 * 0 if there is none */
double bench_percentile     (GArray     *times,
                             double      share);
int    bench_compare_doubles (gconstpointer a,
                             gconstpointer b);
/* Sorts @times, in ms; prints a member of a JSON object. */
void   bench_print_times    (const char *name,
                             GArray     *times);

/* How long each turn of the main loop takes, from waking up to going to sleep again: begins now,
 * and ends with bench_turns_free (). One at a time. */
typedef struct
{
  GArray *wall;             /* (element-type double) in ms */
  GArray *cpu;              /* of this thread */
  double woken;             /* 0: not yet */
  double woken_cpu;
} BenchTurns;

BenchTurns *bench_turns_new (void);
void       bench_turns_free (BenchTurns *self);

G_END_DECLS
