/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission-private.h: the seam for tests: what derives secrets at once and cheaply.
 */

#pragma once

#include "hall-admission.h"

G_BEGIN_DECLS

typedef gboolean (* HallDeriver) (const char   *passphrase,
                                  const guint8  salt[HALL_SALT_SIZE],
                                  guint8        secret[HALL_SPAKE2_SECRET_SIZE],
                                  GError      **error);

/* Called on the main context, in the place of Argon2id in a thread. NULL: as ever. */
void hall_admission_set_deriver (HallDeriver deriver);

/* hall-admission-derive.c */
gboolean hall_proof_get_secret (HallProof   *self,
                                const guint8 salt[HALL_SALT_SIZE],
                                guint8       secret[HALL_SPAKE2_SECRET_SIZE]);
void     hall_proof_set_secret (HallProof   *self,
                                const guint8 salt[HALL_SALT_SIZE],
                                const guint8 secret[HALL_SPAKE2_SECRET_SIZE]);

G_END_DECLS
