/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity.h: who this profile is on the network: its key, certificate and TLS credentials.
 *
 * Kept as one PEM file, 0600, in the profile's folder; made on first start. Immutable afterwards.
 */

#pragma once

#include <gio/gio.h>

#include "hall-key.h"

G_BEGIN_DECLS

#define HALL_TYPE_IDENTITY (hall_identity_get_type ())
G_DECLARE_FINAL_TYPE (HallIdentity, hall_identity, HALL, IDENTITY, GObject)

/* Loads DIR/identity.pem, or makes it (written to a temporary file, synced, renamed). A file that
 * is there but unreadable or damaged is an error that says what to do, never overwritten.
 * GIOErrorEnum. */
HallIdentity *hall_identity_load     (const char    *directory,
                                      GError       **error);
/* Makes @key the profile's: DIR/identity.pem is replaced in one step, and the former one is kept
 * beside it as DIR/identity.pem.old-1, -2, …: @kept (out) (optional) (nullable) (transfer full). A
 * file that can't be read is an error. To be loaded afterwards. */
gboolean      hall_identity_replace  (const char    *directory,
                                      HallKey       *key,
                                      char         **kept,
                                      GError       **error);
/* Nothing on disk: for tests and benches. */
HallIdentity *hall_identity_new      (HallKey       *key,
                                      GError       **error);
HallKey      *hall_identity_get_key  (HallIdentity  *self);
const char   *hall_identity_get_id   (HallIdentity  *self);

G_END_DECLS
