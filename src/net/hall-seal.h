/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-seal.h: bytes that only a passphrase opens: Argon2id and AES-256-GCM, by libgcrypt.
 *
 * Private to net/; used by HallIdentityFile alone, which knows what the bytes mean and how all this
 * is written down. May be used in any thread.
 */

#pragma once

#include <glib.h>

#include "hall-passphrase.h"

G_BEGIN_DECLS

#define HALL_SEAL_SECRET_SIZE 32
#define HALL_SEAL_NONCE_SIZE 12
#define HALL_SEAL_TAG_SIZE 16

/* Argon2id's. */
typedef struct
{
  guint passes;
  guint kib;
  guint lanes;
} HallSealCost;

typedef struct
{
  guint8 salt[HALL_SALT_SIZE];
  guint8 nonce[HALL_SEAL_NONCE_SIZE];
  guint8 secret[HALL_SEAL_SECRET_SIZE];
} HallSeal;

/* Whether it may be asked for by somebody else: a second at most, and 256 MiB. */
gboolean hall_seal_cost_is_bearable (const HallSealCost  *cost);
/* Salt and nonce. All errors are HALL_IDENTITY_FILE_ERROR_FAILED. */
gboolean hall_seal_draw             (HallSeal            *self,
                                     GError             **error);
/* The secret, of salt and passphrase. */
gboolean hall_seal_derive           (HallSeal            *self,
                                     const HallSealCost  *cost,
                                     const char          *passphrase,
                                     GError             **error);
/* @bytes: in place. @tag: HALL_SEAL_TAG_SIZE bytes. @head: what is authenticated with them. */
gboolean hall_seal_close            (const HallSeal      *self,
                                     const char          *head,
                                     guint8              *bytes,
                                     gsize                length,
                                     guint8              *tag,
                                     GError             **error);
/* FALSE without error: the tag is another one, and @bytes are worth nothing. */
gboolean hall_seal_open             (const HallSeal      *self,
                                     const char          *head,
                                     guint8              *bytes,
                                     gsize                length,
                                     const guint8        *tag,
                                     GError             **error);
void     hall_seal_clear            (HallSeal            *self);

G_END_DECLS
