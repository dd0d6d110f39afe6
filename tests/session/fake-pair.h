/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-pair.h: two machines of a FakeLan whose persons talk privately.
 */

#pragma once

#include "fake-machine.h"

G_BEGIN_DECLS

#define S G_USEC_PER_SEC

typedef struct
{
  FakeLan *lan;
  FakeMachine *machines[2];
} FakePair;

/* Both run, and have heard of each other; the second one's clock is ahead by @skew_ms. */
void       pair_begin         (FakePair   *pair,
                                guint64     seed,
                                gint64      skew_ms);
void       pair_end           (FakePair   *pair);
/* Again, after it ended. */
void       pair_start         (FakePair   *pair,
                                guint       i);
void       pair_run_for       (FakePair   *pair,
                                gint64      microseconds);
HallRoom  *pair_get_direct    (FakePair   *pair,
                                guint       i);
void       pair_say           (FakePair   *pair,
                                guint       i,
                                const char *text);
guint      pair_count_unsent  (FakePair   *pair,
                                guint       i);
guint64    pair_get_counter   (FakePair   *pair,
                                guint       i,
                                HallCounter counter);
/* (transfer full) (element-type utf8): the texts, in order */
GPtrArray *pair_load          (FakePair   *pair,
                                guint       i);
/* Both have the same in the same order, each text once. */
void       pair_check_same    (FakePair   *pair,
                                guint       n_texts);
/* Until nothing waits on either side. */
void       pair_settle        (FakePair   *pair);

G_END_DECLS
