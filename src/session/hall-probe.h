/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-probe.h: asks an address that a person typed which room is hosted there, by joining it.
 *
 * Owned by HallSession until it is done; then the link goes to the room's conversation.
 */

#pragma once

#include "hall-admission.h"
#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_PROBE (hall_probe_get_type ())
G_DECLARE_FINAL_TYPE (HallProbe, hall_probe, HALL, PROBE, GObject)

/* Signals, exactly one of them, once:
 *  "welcomed" (HallLink *link, HallPacket *welcome)
 *  "failed" (const GError *error)   HALL_SESSION_ERROR */

HallProbe *hall_probe_new    (HallContext *context);
void       hall_probe_start  (HallProbe   *self,
                              const char  *address,
                              guint16      port,
                              HallProof   *proof);  /* (nullable): what its host has to know, too */
/* Ends it without a signal. */
void       hall_probe_cancel (HallProbe   *self);

G_END_DECLS
