/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spake2.h: proving to one another that both know a passphrase, without saying it: SPAKE2 over
 * P-256 (RFC 9382, SPAKE2-P256-SHA256-HKDF-SHA256-HMAC-SHA256), by libgcrypt.
 *
 * One HallSpake2 is one side of one attempt. The joiner is A, the host is B; the identities are
 * their keys' ids. Who listens, or plays one of the sides, learns nothing but whether one guess was
 * right.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_SPAKE2_SECRET_SIZE 32
#define HALL_SPAKE2_SHARE_SIZE 65         /* an uncompressed point */
#define HALL_SPAKE2_CONFIRMATION_SIZE 32

typedef enum
{
  HALL_SPAKE2_JOINER,   /* A of the RFC */
  HALL_SPAKE2_HOST,     /* B */
} HallSpake2Role;

typedef struct _HallSpake2 HallSpake2;

/* Whether it is a number above 0 and below the group's order. */
gboolean      hall_spake2_secret_is_valid    (const guint8    secret[HALL_SPAKE2_SECRET_SIZE]);
/* @secret: w, below the group's order. @context: the additional authenticated data; both sides must
 * say the same: the room's id and what the TLS connection exports (see PROTOCOL.md). */
HallSpake2   *hall_spake2_new                (HallSpake2Role  role,
                                              const guint8    secret[HALL_SPAKE2_SECRET_SIZE],
                                              const char     *joiner_id,
                                              const char     *host_id,
                                              GBytes         *context,
                                              GError        **error);
void          hall_spake2_free               (HallSpake2     *self);
const guint8 *hall_spake2_get_share          (HallSpake2     *self);
/* The other's. FALSE with HALL_WIRE_ERROR_BAD_FIELD: not a point of the group, or the identity. */
gboolean      hall_spake2_take_share         (HallSpake2     *self,
                                              const guint8    share[HALL_SPAKE2_SHARE_SIZE],
                                              GError        **error);
/* Both only after hall_spake2_take_share (). */
void          hall_spake2_get_confirmation   (HallSpake2     *self,
                                              guint8          confirmation[32]);
gboolean      hall_spake2_check_confirmation (HallSpake2     *self,
                                              const guint8    confirmation[32]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSpake2, hall_spake2_free)

G_END_DECLS
