/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* lock-fixture.c: rooms with a lock, for tests: made, and entered with a phrase.
 */

#define G_LOG_DOMAIN "lock-fixture"

#include "config.h"

#include "hall-session-rights.h"

#include "lock-fixture.h"

/* Quick, and as different for every phrase and salt as it has to be. */
gboolean
lock_derive (const char   *passphrase,
             const guint8  salt[HALL_SALT_SIZE],
             guint8        secret[HALL_SPAKE2_SECRET_SIZE],
             GError      **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HALL_SPAKE2_SECRET_SIZE;

  g_checksum_update (checksum, (const guchar *) passphrase, -1);
  g_checksum_update (checksum, salt, HALL_SALT_SIZE);
  g_checksum_get_digest (checksum, secret, &length);
  secret[0] &= 0x7f;   /* below the order of the group */
  return TRUE;
}

HallRoom *
lock_create_room (TestPeer   *peer,
                  HallLock    lock,
                  const char *passphrase)
{
  HallRoomDraft draft = { .name = "Lunch", .lock = lock, .passphrase = passphrase };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  hall_session_create_room_async (peer->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_create_room_finish (peer->session, result, &error);
  g_assert_no_error (error);
  return room;
}

/* NULL: it got in. */
GError *
lock_enter (TestPeer   *peer,
            const char *id,
            const char *passphrase,
            gboolean    remember)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) room = NULL;
  GError *error = NULL;

  TEST_WAIT_UNTIL (test_peer_find_room (peer, id) != NULL
                   && hall_room_get_announced (test_peer_find_room (peer, id)));
  hall_session_unlock_room_async (peer->session, test_peer_find_room (peer, id), passphrase,
                                  remember, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_join_finish (peer->session, result, &error);
  return error;
}
