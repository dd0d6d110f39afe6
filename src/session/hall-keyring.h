/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-keyring.h: passphrases of rooms in the desktop's keyring.
 *
 * Nothing waits for it: without a keyring there is no passphrase, and that is no error.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @profile_id: our own key, so that two profiles do not share. @name: (nullable): of the room. */
void  hall_keyring_store         (const char          *room_id,
                                  const char          *profile_id,
                                  const char          *name,
                                  const char          *passphrase);
void  hall_keyring_lookup_async  (const char          *room_id,
                                  const char          *profile_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* (transfer full) (nullable): NULL with @error only if it was cancelled. */
char *hall_keyring_lookup_finish (GAsyncResult        *result,
                                  GError             **error);

/* For tests: takes the place of the desktop's. NULL: as ever. @passphrase is (nullable). */
typedef struct
{
  void  (*store)  (const char *room_id,
                   const char *profile_id,
                   const char *passphrase);
  /* (transfer full) (nullable) */
  char *(*lookup) (const char *room_id,
                   const char *profile_id);
} HallKeyringBackend;

void  hall_keyring_set_backend   (const HallKeyringBackend *backend);

G_END_DECLS
