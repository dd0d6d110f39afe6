/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-file-private.h: identity files that cost less to open, for the tests of them.
 *
 * What a file costs is written in it, so that any of them can be opened; the program itself makes
 * none but those of hall_identity_file_encrypt ().
 */

#pragma once

#include "hall-identity-file.h"
#include "hall-seal.h"

G_BEGIN_DECLS

GBytes *hall_identity_file_encrypt_with (const HallSealCost  *cost,
                                         HallKey             *key,
                                         const char          *name,
                                         GBytes              *picture,
                                         const char          *passphrase,
                                         GError             **error);

G_END_DECLS
