/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-file.h: an identity on its way to another computer: key, name and picture in a file
 * that only a passphrase opens (Argon2id, AES-256-GCM, by libgcrypt).
 *
 * Pure functions on bytes. Each takes about a fifth of a second: to be called in a thread.
 */

#pragma once

#include "hall-key.h"

G_BEGIN_DECLS

#define HALL_IDENTITY_FILE_ERROR (hall_identity_file_error_quark ())

typedef enum
{
  HALL_IDENTITY_FILE_ERROR_FORMAT,      /* not such a file, damaged, or of a newer version */
  HALL_IDENTITY_FILE_ERROR_PASSPHRASE,  /* wrong, or the file was changed: they cannot be told
                                         * apart */
  HALL_IDENTITY_FILE_ERROR_FAILED,      /* the system has no memory for it */
} HallIdentityFileError;

GQuark hall_identity_file_error_quark (void);

#define HALL_IDENTITY_FILE_MAX (256 * 1024)

/* @name, @picture: (nullable); at most HALL_NAME_MAX and HALL_PICTURE_MAX bytes, which is checked
 * of those that come out, too: (out) (optional) (nullable). (transfer full) */
GBytes  *hall_identity_file_encrypt (HallKey     *key,
                                     const char  *name,
                                     GBytes      *picture,
                                     const char  *passphrase,
                                     GError     **error);
HallKey *hall_identity_file_decrypt (GBytes      *file,
                                     const char  *passphrase,
                                     char       **name,
                                     GBytes     **picture,
                                     GError     **error);

G_END_DECLS
