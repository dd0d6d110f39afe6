/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-private.h: what HallLink needs of an identity beyond its public face.
 *
 * One credentials and one priority object serve every link, so that a link costs no reading of
 * certificates. Both live as long as the identity.
 */

#pragma once

#include <gnutls/gnutls.h>

#include "hall-identity.h"

G_BEGIN_DECLS

gnutls_certificate_credentials_t hall_identity_get_credentials (HallIdentity *self);
gnutls_priority_t                hall_identity_get_priority    (HallIdentity *self);

G_END_DECLS
