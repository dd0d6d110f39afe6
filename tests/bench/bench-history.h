/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-history.h: a long history of messages that nobody has said.
 */

#pragma once

#include "hall-event.h"
#include "hall-key.h"

G_BEGIN_DECLS

#define BENCH_HISTORY_ROOMS 20
#define BENCH_HISTORY_AUTHORS 50
#define BENCH_HISTORY_FIRST_LC 1600000000000
#define BENCH_HISTORY_STEP_MS 30000

typedef struct
{
  char *rooms[BENCH_HISTORY_ROOMS];
  HallKey *authors[BENCH_HISTORY_AUTHORS];

  /*< private >*/
  GRand *random;
  GPtrArray *words;
  char *templates[BENCH_HISTORY_ROOMS][BENCH_HISTORY_AUTHORS];
} BenchHistory;

/* @rooms: (nullable): so many ids of rooms; NULL: they are made up */
BenchHistory *bench_history_new  (const char *const *rooms);
void          bench_history_free (BenchHistory      *self);
/* The message with @number, of a length, words, a room and an author as in use. It is not signed,
 * which the store does not look at. */
HallEvent    *bench_history_make (BenchHistory      *self,
                                  guint              number);

G_END_DECLS
