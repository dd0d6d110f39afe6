/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* session-fixture.h: several sessions in one process, on loopback, each with a profile of its
 * own.
 *
 * Waiting is iterating the main context until a condition holds; a generous deadline fails the
 * test.
 */

#pragma once

#include <gio/gio.h>

#include "hall-session-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *root;             /* holds all profiles */
  guint16 port;           /* UDP, this fixture's own */
  GPtrArray *peers;       /* (element-type TestPeer) */
} SessionFixture;

typedef struct
{
  SessionFixture *fixture;
  char *name;
  char *directory;
  HallProfile *profile;
  HallSettings *settings;
  HallSession *session;   /* NULL while stopped */
  GPtrArray *messages;    /* ids of "message" signals of this run, in order */
  GPtrArray *queued;      /* tokens of "message-queued" */
  GHashTable *states;     /* id → last state signalled */
  GPtrArray *problems;    /* messages of "room-problem" */
  guint member_rate;
  guint room_rate;
  guint undo_ms;          /* 0: leaving is not for second thoughts */
} TestPeer;

SessionFixture *session_fixture_new      (void);
void            session_fixture_free     (SessionFixture *self);

/* A profile, not started. */
TestPeer       *session_fixture_add      (SessionFixture *self,
                                          const char     *name);
/* Adds and starts. */
TestPeer       *session_fixture_start    (SessionFixture *self,
                                          const char     *name);
void            test_peer_start          (TestPeer       *peer,
                                          HallSessionMode mode);
/* A session that is started by the test itself. */
HallSession    *test_peer_make_session   (TestPeer       *peer,
                                          HallSessionMode mode);
void            test_peer_stop           (TestPeer       *peer);
/* As if killed: sockets closed, nothing said. */
void            test_peer_kill           (TestPeer       *peer);

const char     *test_peer_get_id         (TestPeer       *peer);
HallPerson     *test_peer_find_person    (TestPeer       *peer,
                                          TestPeer       *other);
gboolean        test_peer_sees           (TestPeer       *peer,
                                          TestPeer       *other);
/* NULL while it does not know it. */
HallRoom       *test_peer_find_room      (TestPeer       *peer,
                                          const char     *id);
HallRoom       *test_peer_create_room    (TestPeer       *peer,
                                          const char     *name);
/* Waits until the room is heard of, and joins. */
HallRoom       *test_peer_join           (TestPeer       *peer,
                                          const char     *id);
void            test_peer_send           (TestPeer       *peer,
                                          const char     *id,
                                          const char     *text);
guint           test_peer_count_unsent   (TestPeer       *peer,
                                          const char     *id);
HallMembership  test_peer_get_membership (TestPeer       *peer,
                                          const char     *id);
guint           test_peer_count_members  (TestPeer       *peer,
                                          const char     *id);
guint64         test_peer_get_counter    (TestPeer       *peer,
                                          HallCounter     counter);
/* From the store: "author-name: text" or "* kind", in order; the newest @limit. */
GPtrArray      *test_peer_load_history   (TestPeer       *peer,
                                          const char     *id,
                                          guint           limit);
/* Ids, in order. */
GPtrArray      *test_peer_load_ids       (TestPeer       *peer,
                                          const char     *id);
guint           test_count_text          (GPtrArray      *history,
                                          const char     *text);
void            test_assert_same         (GPtrArray      *first,
                                          GPtrArray      *second);

/* Runs the main loop for a turn; fails after the deadline of test_begin_waiting (). */
gint64          test_begin_waiting       (void);
void            test_wait_a_turn         (gint64          deadline,
                                          const char     *condition);

#define TEST_WAIT_UNTIL(condition)                     \
  G_STMT_START                                         \
    {                                                  \
      gint64 deadline_ = test_begin_waiting ();        \
      while (!(condition))                             \
        test_wait_a_turn (deadline_, #condition);      \
    }                                                  \
  G_STMT_END

/* Lets everything settle that is under way, for as many ms of the machine's clock; for showing that
 * something does not happen. */
void            test_run_for             (guint           ms);

void            test_keep_result         (GObject        *source,
                                          GAsyncResult   *result,
                                          gpointer        user_data);

/* Only sets a gboolean: a result that is kept would keep the session. */
void            test_note_finished       (GObject        *source,
                                          GAsyncResult   *result,
                                          gpointer        user_data);

G_END_DECLS
