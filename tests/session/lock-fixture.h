/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* lock-fixture.h: rooms with a lock, for tests: made, and entered with a phrase.
 */

#pragma once

#include "hall-admission-private.h"

#include "session-fixture.h"

G_BEGIN_DECLS

#define PHRASE "correct horse battery staple"

/* In the place of Argon2id. */
gboolean  lock_derive      (const char   *passphrase,
                            const guint8  salt[HALL_SALT_SIZE],
                            guint8        secret[HALL_SPAKE2_SECRET_SIZE],
                            GError      **error);
HallRoom *lock_create_room (TestPeer     *peer,
                            HallLock      lock,
                            const char   *passphrase);
/* Waits until the room is heard of, and for what comes of joining. NULL: it got in. */
GError   *lock_enter       (TestPeer     *peer,
                            const char   *id,
                            const char   *passphrase,
                            gboolean      remember);

G_END_DECLS
