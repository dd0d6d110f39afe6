/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-leaving.h: how a person leaves a room, takes that back, or forgets the room.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_LEAVING (hall_leaving_get_type ())
G_DECLARE_FINAL_TYPE (HallLeaving, hall_leaving, HALL, LEAVING, GObject)

/* Properties: can-undo
 * Signals:
 *  "closing" (HallRoom *room)
 *    it goes from the person's view; comes before anything else happens
 *  "returned" (HallRoom *room)
 */

HallLeaving *hall_leaving_new          (HallSession     *session,
                                        AdwToastOverlay *toasts);
gboolean     hall_leaving_get_can_undo (HallLeaving     *self);
/* At once, without a question; a toast offers to undo it for HALL_SESSION_UNDO_MS. */
void         hall_leaving_leave        (HallLeaving     *self,
                                        HallRoom        *room);
/* The room that was left last. */
void         hall_leaving_undo         (HallLeaving     *self);
/* Does nothing to a room that is not being left. */
void         hall_leaving_undo_room    (HallLeaving     *self,
                                        HallRoom        *room);
/* After a question. */
void         hall_leaving_forget       (HallLeaving     *self,
                                        HallRoom        *room);

G_END_DECLS
