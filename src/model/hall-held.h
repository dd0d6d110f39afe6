/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-held.h: who has said which events of a room are on its disk, in bounded memory.
 *
 * Private to this folder. Of each person one mark, "everything up to here", and of the newest
 * single events the pairs of event and person. An event that turns up below a mark is not covered
 * by it until the mark is said again. It believes what it is told, and knows no network.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

/* Marks of more people than a room can have members are not kept. */
#define HALL_HELD_MARKS_MAX 1024
#define HALL_HELD_EVENTS_MAX 1024
#define HALL_HELD_DOUBTS_MAX 1024

typedef struct _HallHeld HallHeld;

HallHeld *hall_held_new      (void);
void      hall_held_free     (HallHeld        *self);
/* Both return whether that says more than what was known. */
gboolean  hall_held_set_mark (HallHeld        *self,
                              const char      *person_id,
                              gint64           lc,
                              const char      *event_id);
gboolean  hall_held_add      (HallHeld        *self,
                              const char      *person_id,
                              const char      *event_id);
/* It was not there when the marks above it were made. Of many such the oldest are forgotten. */
gboolean  hall_held_doubt    (HallHeld        *self,
                              const HallEvent *event);
gboolean  hall_held_contains (HallHeld        *self,
                              const char      *person_id,
                              const HallEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallHeld, hall_held_free)

G_END_DECLS
