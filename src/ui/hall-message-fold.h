/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-fold.h: one line for a run of lines: "5 people joined, 2 left".
 */

#pragma once

#include "hall-timeline.h"

G_BEGIN_DECLS

/* Plain text; (transfer full). @head: a row of the timeline whose fold is HEAD. */
char *hall_message_fold_describe (HallTimeline *timeline,
                                  HallMessage  *head);

G_END_DECLS
