/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-compare-private.h: one link on which HallCompare compares.
 */

#pragma once

#include "hall-sync.h"

#include "hall-compare.h"

G_BEGIN_DECLS

typedef struct
{
  HallCompare *owner;
  HallContext *context; /* this and the next two are the owner's */
  HallCensus *census;
  const char *room_id;
  HallLink *link;
  HallSync *sync;       /* NULL until the peer has let us in */
  HallTimer *timer;
  HallProof *proof;     /* (nullable) the peer has to know this, too */
  HallAdmission *admission;
  gboolean proved;
  gboolean outgoing;
  gboolean told_why;    /* it refuses us */
  gboolean stranger;    /* did not belong to the room when it began */
  gint64 began;         /* monotonic µs */
} HallComparison;

/* hall-compare-proof.c */
gboolean hall_comparison_take_proof (HallComparison *comparison,
                                     HallPacket     *packet);
/* TRUE: it was why we are refused. */
gboolean hall_comparison_take_reasons (HallComparison *comparison,
                                     HallPacket     *packet);

G_END_DECLS
