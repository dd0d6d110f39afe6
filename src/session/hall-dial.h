/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dial.h: one attempt to get into a room at somebody's: dial, say `join`, hear what they say.
 *
 * Owned by whoever wants in. It tries several addresses of the same key, one shortly after the
 * other, and says `join` on one link only. A welcome comes out only if it proves to be the room's.
 * It decides nothing: whether to follow a redirect or a welcome is for its owner.
 */

#pragma once

#include "hall-admission.h"
#include "hall-census.h"
#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_DIAL (hall_dial_get_type ())
G_DECLARE_FINAL_TYPE (HallDial, hall_dial, HALL, DIAL, GObject)

/* Signals: "alive" first, perhaps; then exactly one of the others, once. None before
 * hall_dial_start () returns.
 *  "alive" ()                                     the peer's hello came, and `join` was said
 *  "welcomed" (HallLink *link, HallPacket *welcome)   of this room; the handler takes the link over
 *  "yielded" (HallLink *link, HallPacket *yield)      only if the join offered that
 *  "redirected" (HallPacket *not_host)            the link is closed
 *  "failed" (const GError *error)                 HALL_SESSION_ERROR */

/* @expected_id: (nullable): the pin; NULL only for an address that a person typed. @join: what to
 * say; without a room, whichever is hosted there. */
HallDial   *hall_dial_new             (HallContext       *context,
                                       const char *const *addresses,
                                       guint16            port,
                                       const char        *expected_id,
                                       HallPacket        *join);
/* With a join that says `prove`: (nullable). */
void        hall_dial_set_proof       (HallDial          *self,
                                       HallProof         *proof);
void        hall_dial_start           (HallDial          *self);
/* (nullable) */
const char *hall_dial_get_expected_id (HallDial          *self);
gboolean    hall_dial_get_alive       (HallDial          *self);
/* (nullable) */
const char *hall_dial_get_refusal     (HallDial          *self);
/* (nullable): what it was refused for, as it came */
HallPacket *hall_dial_get_reasons     (HallDial          *self);
/* Ends it without a signal; says bye where somebody listens. */
void        hall_dial_close           (HallDial          *self);
/* The same without a word. */
void        hall_dial_abort           (HallDial          *self);

/* Whether a welcome carries the beginning of the room it names, and that is @room_id (nullable:
 * any). Counts a bad signature. */
gboolean    hall_dial_check_welcome   (HallContext       *context,
                                       HallPacket        *welcome,
                                       const char        *room_id);
GPtrArray  *hall_dial_check_reasons   (HallContext       *context,
                                       HallPacket        *packet,
                                       const char        *room_id);
/* And judged. */
GPtrArray  *hall_dial_pick_reasons    (HallContext       *context,
                                       HallCensus        *census,
                                       HallPacket        *packet,
                                       const char        *room_id);
/* Whether @packet says why we are refused. */
gboolean    hall_dial_keep_reasons    (HallDial          *self,
                                       HallContext       *context,
                                       HallPacket        *packet,
                                       const char        *room_id);

G_END_DECLS
