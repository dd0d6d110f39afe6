/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-folded-rows.h: the rows of a HallTimeline as a list shows them: runs of system lines are one
 * row each, until they are unfolded.
 *
 * A GListModel of HallMessage over the timeline, without those whose fold is INSIDE a run that is
 * not unfolded. It owns no rows and decides nothing: which lines fold is the timeline's business.
 */

#pragma once

#include "hall-timeline.h"

G_BEGIN_DECLS

#define HALL_TYPE_FOLDED_ROWS (hall_folded_rows_get_type ())
G_DECLARE_FINAL_TYPE (HallFoldedRows, hall_folded_rows, HALL, FOLDED_ROWS, GObject)

HallFoldedRows *hall_folded_rows_new              (HallTimeline   *timeline);
HallTimeline   *hall_folded_rows_get_timeline     (HallFoldedRows *self);
/* From a position in the timeline to the row that shows it (or its HEAD), and back; G_MAXUINT for
 * G_MAXUINT. */
guint           hall_folded_rows_from_timeline    (HallFoldedRows *self,
                                                   guint           position);
guint           hall_folded_rows_to_timeline      (HallFoldedRows *self,
                                                   guint           position);

G_END_DECLS
