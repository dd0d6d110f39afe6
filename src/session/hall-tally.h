/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tally.h: the counters of this run, kept on disk for whoever looks from beside.
 *
 * Owned by HallSession. Written at most every two seconds, and only when something was counted.
 */

#pragma once

#include "hall-context.h"

G_BEGIN_DECLS

#define HALL_TALLY_KEY "counters"

#define HALL_TYPE_TALLY (hall_tally_get_type ())
G_DECLARE_FINAL_TYPE (HallTally, hall_tally, HALL, TALLY, GObject)

HallTally *hall_tally_new     (HallContext *context);
/* Shows stored values in place of the live ones; @text is nullable. */
void       hall_tally_restore (HallTally   *self,
                               const char  *text);
void       hall_tally_start   (HallTally   *self);
void       hall_tally_save    (HallTally   *self);
guint64    hall_tally_get     (HallTally   *self,
                               HallCounter  counter);

G_END_DECLS
