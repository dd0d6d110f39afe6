/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sequence.h: the last (boot, seq) of one stream of datagrams, by which replays are known.
 *
 * Private to this folder.
 */

#pragma once

#include <glib.h>

#include "hall-limits.h"

G_BEGIN_DECLS

#define HALL_SEQUENCE_KEPT_US (HALL_DAY_MS * 1000)

typedef struct
{
  guint64 boot;
  guint64 seq;
  gboolean known;
} HallSequence;

static inline void
hall_sequence_set (HallSequence *self,
                   guint64       boot,
                   guint64       seq)
{
  self->boot = boot;
  self->seq = seq;
  self->known = TRUE;
}

/* More than 0 when the pair is newer than the last one, or that is not known, or its sender went
 * more than a day ago (@gone_us; 0: is not gone); 0 for the same; less than 0 for a replay. */
static inline int
hall_sequence_compare (const HallSequence *self,
                       guint64             boot,
                       guint64             seq,
                       gint64              gone_us,
                       gint64              now_us)
{
  if (!self->known || (gone_us != 0 && now_us - gone_us > HALL_SEQUENCE_KEPT_US))
    return 1;
  if (boot != self->boot)
    return boot > self->boot ? 1 : -1;
  if (seq != self->seq)
    return seq > self->seq ? 1 : -1;

  return 0;
}

G_END_DECLS
