/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reach.h: can others dial us? Somebody is asked to try; and others are answered.
 *
 * Owned by HallDiscovery. It dials nobody but who asks, where the question came from, with the key
 * expected, a few at a time: of no use to make others dial somebody. Not while we are invisible.
 */

#pragma once

#include "hall-link.h"
#include "hall-network.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_REACH_NOBODY,       /* nobody could be asked, or answered */
  HALL_REACH_YES,
  HALL_REACH_NO,
} HallReachOutcome;

#define HALL_TYPE_REACH (hall_reach_get_type ())
G_DECLARE_FINAL_TYPE (HallReach, hall_reach, HALL, REACH, GObject)

HallReach        *hall_reach_new        (HallContext          *context,
                                         HallNetwork          *network);
/* Answers what is asked over a DIRECTORY link that somebody dialled. */
void              hall_reach_serve      (HallReach            *self,
                                         HallLink             *link);
/* Asks up to three people who are around, those heard by datagrams first. */
void              hall_reach_ask_async  (HallReach            *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* @why: (out) (transfer full) (nullable) (optional): the word that stands in `reach`, when NO.
 * @person: (out) (transfer full) (nullable) (optional): who has tried. */
HallReachOutcome  hall_reach_ask_finish (HallReach            *self,
                                         GAsyncResult         *result,
                                         char                **why,
                                         HallPerson          **person,
                                         GError              **error);
/* We became visible or invisible. */
void              hall_reach_update     (HallReach            *self);
/* For good. */
void              hall_reach_close      (HallReach            *self);

G_END_DECLS
