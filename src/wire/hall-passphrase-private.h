/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-passphrase-private.h: Argon2id with all its inputs, for RFC 9106's test vector; private to
 * this folder and its tests.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint passes;
  guint kib;
  guint lanes;
  gconstpointer password;
  gsize password_length;
  gconstpointer salt;
  gsize salt_length;
  gconstpointer key;          /* (nullable) "K" of the RFC */
  gsize key_length;
  gconstpointer associated;   /* (nullable) "X" */
  gsize associated_length;
} HallArgon2;

gboolean hall_argon2_compute (const HallArgon2  *input,
                              guint8            *tag,
                              gsize              length,
                              GError           **error);

G_END_DECLS
