/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-recent.h: the last few thousand event ids, so that one sent again is not relayed again.
 *
 * Private to net/; HallHost's. It forgets the oldest and never grows beyond its size.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

typedef struct _HallRecent HallRecent;

HallRecent *hall_recent_new      (guint         size);
void        hall_recent_free     (HallRecent   *self);
gboolean    hall_recent_contains (HallRecent   *self,
                                  const guint8  id[HALL_EVENT_ID_SIZE]);
void        hall_recent_add      (HallRecent   *self,
                                  const guint8  id[HALL_EVENT_ID_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRecent, hall_recent_free)

G_END_DECLS
