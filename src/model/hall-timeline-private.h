/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-private.h: what the files of HallTimeline share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-rows.h"
#include "hall-timeline.h"

G_BEGIN_DECLS

struct _HallTimeline
{
  GObject parent_instance;

  HallDirectory *directory;  /* weak */
  HallRows *rows;
  gboolean at_start;
  gboolean at_end;
};

void        hall_timeline_changed       (HallTimeline *self,
                                         guint         position,
                                         guint         removed,
                                         guint         added);
void        hall_timeline_set_at_start  (HallTimeline *self,
                                         gboolean      at_start);
void        hall_timeline_set_at_end    (HallTimeline *self,
                                         gboolean      at_end);
int         hall_timeline_get_room_left (HallTimeline *self);
void        hall_timeline_trim          (HallTimeline *self,
                                         gboolean      newest);
HallPerson *hall_timeline_ensure_author (HallTimeline *self,
                                         const char   *id);

G_END_DECLS
