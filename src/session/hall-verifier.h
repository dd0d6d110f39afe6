/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-verifier.h: events of one link, checked in slices of a few milliseconds.
 *
 * Owned by a HallSync or a HallConversation. What passes was signed by its author, is of the room,
 * and has a clock at most a day ahead; the rest is counted and named, never handed on.
 */

#pragma once

#include "hall-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_VERIFIER (hall_verifier_get_type ())
G_DECLARE_FINAL_TYPE (HallVerifier, hall_verifier, HALL, VERIFIER, GObject)

/* Signals, once per slice:
 *  "verified" (GPtrArray *events)   in the order they were added; may be empty
 *  "refused" (const char *event_id) */

HallVerifier *hall_verifier_new       (HallContext  *context,
                                       const char   *room_id);
/* Peer's clock minus ours, ms. */
void          hall_verifier_set_offset (HallVerifier *self,
                                       gint64        offset_ms);
void          hall_verifier_set_live  (HallVerifier  *self,
                                       gboolean       live);
/* FALSE when too much waits already: the peer sends faster than anybody may. */
gboolean      hall_verifier_add       (HallVerifier *self,
                                       HallEvent    *event);
gboolean      hall_verifier_is_idle   (HallVerifier *self);
gsize         hall_verifier_get_queued_bytes (HallVerifier *self);
void          hall_verifier_close     (HallVerifier *self);

G_END_DECLS
