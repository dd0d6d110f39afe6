/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-passphrase.h: a room's passphrase: suggesting one, and what is computed from it.
 */

#pragma once

#include <glib.h>

#include "hall-spake2.h"

G_BEGIN_DECLS

#define HALL_SALT_SIZE 16
#define HALL_SECRET_TEXT_LENGTH 43

/* Six words from a list of short, distinct, inoffensive English ones, with single spaces.
 * (transfer full) */
char    *hall_passphrase_suggest (void);
/* NFC, white space trimmed and folded to single spaces; NULL: empty, above HALL_PASSPHRASE_MAX, or
 * not UTF-8. (transfer full) */
char    *hall_passphrase_clean   (const char   *passphrase);
/* w of RFC 9382: 48 bytes of Argon2id over the cleaned phrase, modulo the group's order. Takes
 * about a third of a second and 64 MiB: to be called in a thread. Fails without
 * memory, or for what hall_passphrase_clean () refuses. */
gboolean hall_passphrase_derive  (const char   *passphrase,
                                  const guint8  salt[HALL_SALT_SIZE],
                                  guint8        secret[HALL_SPAKE2_SECRET_SIZE],
                                  GError      **error);

G_END_DECLS
