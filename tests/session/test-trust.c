/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-trust.c: contacts, the verified and the blocked; who comes with somebody's name; and who
 * speaks an older version than it once did.
 */

#define G_LOG_DOMAIN "test-trust"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "raw-peer.h"

static HallDirectory *
get_directory (TestPeer *peer)
{
  return hall_session_get_directory (peer->session);
}

static HallDatagram *
make_hello (const char *name)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->name = g_strdup (name);
  hello->status = g_strdup ("available");
  hello->tcp_port = 9;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  return hello;
}

static HallPerson *
look_up (TestPeer *peer,
         RawPeer  *raw)
{
  return hall_directory_lookup_person (get_directory (peer), raw_peer_get_id (raw));
}

static gboolean
is_called (TestPeer   *peer,
           RawPeer    *raw,
           const char *name)
{
  HallPerson *person = look_up (peer, raw);

  return person != NULL && hall_person_get_online (person)
         && g_str_equal (hall_person_get_name (person), name);
}

/* Somebody says hello, and is heard. */
static HallPerson *
introduce (TestPeer   *peer,
           RawPeer    *raw,
           const char *name)
{
  raw_peer_datagram (raw, peer->fixture, make_hello (name));
  TEST_WAIT_UNTIL (is_called (peer, raw, name));
  return look_up (peer, raw);
}

static void
restart (TestPeer *peer)
{
  test_peer_stop (peer);
  test_peer_start (peer, HALL_SESSION_ACTIVE);
}

static void
note_contact (TestPeer   *peer,
              HallPerson *person)
{
  hall_trust_note_contact (peer->session->trust, person);
}

static void
test_kept (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  RawPeer *carl = raw_peer_new (NULL);
  RawPeer *dora = raw_peer_new (NULL);
  g_autofree char *number = NULL;
  g_autofree char *link = NULL;
  gint64 first_seen;

  g_assert_cmpint (hall_person_get_trust (introduce (anna, ben, "Ben")), ==, HALL_TRUST_STRANGER);
  note_contact (anna, look_up (anna, ben));
  g_assert_cmpint (hall_person_get_trust (look_up (anna, ben)), ==, HALL_TRUST_CONTACT);
  hall_session_set_verified (anna->session, introduce (anna, carl, "Carl"), TRUE);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, carl)), ==, HALL_TRUST_VERIFIED);
  hall_session_set_blocked (anna->session, introduce (anna, dora, "Dora"), TRUE);
  g_assert_true (hall_person_get_blocked (look_up (anna, dora)));
  first_seen = hall_person_get_first_seen (look_up (anna, carl));
  g_assert_cmpint (first_seen, >, 0);
  number = hall_session_get_safety_number (anna->session, look_up (anna, carl));
  g_assert_cmpuint (strlen (number), ==, 71);
  link = hall_session_make_person_link (anna->session, look_up (anna, carl));
  g_assert_true (g_str_has_prefix (link, "hallway:person/"));
  g_assert_nonnull (strstr (link, raw_peer_get_id (carl)));

  /* Not heard of since: all is known at once. */
  restart (anna);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, ben)), ==, HALL_TRUST_CONTACT);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, carl)), ==, HALL_TRUST_VERIFIED);
  g_assert_cmpint (hall_person_get_first_seen (look_up (anna, carl)), ==, first_seen);
  g_assert_true (hall_person_get_blocked (look_up (anna, dora)));
  g_assert_cmpint (hall_person_get_trust (look_up (anna, dora)), ==, HALL_TRUST_STRANGER);
  hall_session_set_verified (anna->session, look_up (anna, carl), FALSE);
  hall_session_set_blocked (anna->session, look_up (anna, dora), FALSE);
  restart (anna);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, carl)), ==, HALL_TRUST_CONTACT);
  g_assert_false (hall_person_get_blocked (look_up (anna, dora)));
  raw_peer_free (ben);
  raw_peer_free (carl);
  raw_peer_free (dora);
  session_fixture_free (fixture);
}

/* Whoever bears a contact's name, however it is written, until it was said who it is. */
static void
test_resembles (void)
{
  static const char *const names[] = {
    "Mina Kim", "MINA KIM", "Mіna Kim" /* a Cyrillic і */, "Ｍina Kim",
  };
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mina = raw_peer_new (NULL);
  RawPeer *others[G_N_ELEMENTS (names)];
  HallPerson *known = introduce (anna, mina, "Mina Kim");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      others[i] = raw_peer_new (NULL);
      g_assert_null (hall_person_get_resembles (introduce (anna, others[i], names[i])));
      g_assert_true (hall_person_get_tagged (look_up (anna, others[i])));
    }
  g_assert_true (hall_person_get_tagged (known));
  note_contact (anna, known);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (hall_person_get_resembles (look_up (anna, others[i])) == known);
  g_assert_null (hall_person_get_resembles (known));

  /* Two people: this one, of all. Kept. */
  hall_session_declare_distinct (anna->session, look_up (anna, others[1]));
  g_assert_null (hall_person_get_resembles (look_up (anna, others[1])));
  g_assert_true (hall_person_get_tagged (look_up (anna, others[1])));
  g_assert_true (hall_person_get_resembles (look_up (anna, others[2])) == known);
  restart (anna);
  known = look_up (anna, mina);
  g_assert_null (hall_person_get_resembles (introduce (anna, others[1], names[1])));
  g_assert_true (hall_person_get_resembles (introduce (anna, others[2], names[2])) == known);

  /* By another name it is nobody's, and by the name again it is. */
  introduce (anna, others[2], "Somebody Else");
  g_assert_null (hall_person_get_resembles (look_up (anna, others[2])));
  g_assert_false (hall_person_get_tagged (look_up (anna, others[2])));
  introduce (anna, others[2], "mina kim");
  g_assert_true (hall_person_get_resembles (look_up (anna, others[2])) == known);

  /* A contact of another name takes this one: neither is to be believed. */
  note_contact (anna, introduce (anna, others[3], "Fourth"));
  introduce (anna, others[3], "Mina Kim");
  g_assert_true (hall_person_get_resembles (look_up (anna, others[3])) == known);
  hall_session_set_verified (anna->session, known, TRUE);
  g_assert_null (hall_person_get_resembles (known));
  g_assert_true (hall_person_get_resembles (look_up (anna, others[3])) == known);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    raw_peer_free (others[i]);
  raw_peer_free (mina);
  session_fixture_free (fixture);
}

/* The same person with a new computer: the trust goes with the name, the old key has none. */
static void
test_same (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *old = raw_peer_new (NULL);
  RawPeer *new = raw_peer_new (NULL);

  hall_session_set_verified (anna->session, introduce (anna, old, "Mina"), TRUE);
  introduce (anna, new, "Mina");
  g_assert_true (hall_person_get_resembles (look_up (anna, new)) == look_up (anna, old));
  raw_peer_datagram (old, fixture, hall_datagram_new (HALL_DATAGRAM_BYE));
  TEST_WAIT_UNTIL (!hall_person_get_online (look_up (anna, old)));
  hall_session_declare_same (anna->session, look_up (anna, new));
  g_assert_null (hall_person_get_resembles (look_up (anna, new)));
  g_assert_cmpint (hall_person_get_trust (look_up (anna, new)), ==, HALL_TRUST_CONTACT);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, old)), ==, HALL_TRUST_STRANGER);
  g_assert_null (hall_person_get_resembles (look_up (anna, old)));
  restart (anna);
  g_assert_cmpint (hall_person_get_trust (look_up (anna, new)), ==, HALL_TRUST_CONTACT);
  g_assert_null (hall_person_get_resembles (look_up (anna, old)));
  g_assert_false (hall_person_get_tagged (look_up (anna, new)));

  /* The old key again: who has it now? */
  introduce (anna, old, "Mina");
  g_assert_true (hall_person_get_resembles (look_up (anna, old)) == look_up (anna, new));
  raw_peer_free (old);
  raw_peer_free (new);
  session_fixture_free (fixture);
}

static void
check_refused (TestPeer   *peer,
               RawPeer    *raw,
               HallPurpose purpose,
               const char *code)
{
  raw_peer_dial (raw, peer, purpose);
  TEST_WAIT_UNTIL (raw->closed);
  g_assert_cmpstr (raw->error_code, ==, code);
  g_clear_object (&raw->link);
  raw->ready = FALSE;
}

/* Blocked: nothing private any more, and what is open ends. Rooms are for all. */
static void
test_blocked_links (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  introduce (anna, ben, "Ben");
  raw_peer_dial (ben, anna, HALL_PURPOSE_DIRECT);
  TEST_WAIT_UNTIL (hall_session_find_direct_link (anna->session, raw_peer_get_id (ben)) != NULL);
  hall_session_set_blocked (anna->session, look_up (anna, ben), TRUE);
  TEST_WAIT_UNTIL (ben->closed);
  g_assert_cmpstr (ben->error_code, ==, "auth");
  g_clear_object (&ben->link);
  ben->ready = FALSE;
  check_refused (anna, ben, HALL_PURPOSE_DIRECT, "auth");
  check_refused (anna, ben, HALL_PURPOSE_DIRECTORY, "auth");
  check_refused (anna, ben, HALL_PURPOSE_FILE, "auth");
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_BLOCKED_REFUSED), ==, 3);
  raw_peer_join (ben, anna, id);
  g_assert_false (ben->closed);
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

/* It spoke a later version once: links are refused until that is known to be right. */
static void
test_version (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  HallDatagram *hello = make_hello ("Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  hello->version_max = HALL_PROTOCOL_VERSION_MAX + 3;
  raw_peer_datagram (ben, fixture, hello);
  TEST_WAIT_UNTIL (is_called (anna, ben, "Ben"));
  note_contact (anna, look_up (anna, ben));
  g_assert_false (hall_person_get_older_version (look_up (anna, ben)));
  restart (anna);
  check_refused (anna, ben, HALL_PURPOSE_ROOM, "version");
  check_refused (anna, ben, HALL_PURPOSE_DIRECT, "version");
  g_assert_true (hall_person_get_older_version (look_up (anna, ben)));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_VERSION), ==, 2);

  hall_session_allow_older_version (anna->session, look_up (anna, ben));
  g_assert_false (hall_person_get_older_version (look_up (anna, ben)));
  restart (anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  introduce (anna, ben, "Ben");
  g_assert_false (hall_person_get_older_version (look_up (anna, ben)));
  raw_peer_join (ben, anna, id);
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

static void
on_ready (HallLink *link,
          gboolean *ready)
{
  *ready = TRUE;
}

/* A link that we dial is looked at before whoever wanted it may use it. */
static void
test_dialled_version (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  guint16 port = raw_peer_listen (ben);
  HallContext *context = hall_session_get_context (anna->session);
  g_autoptr (HallLink) link = NULL;
  gboolean ready = FALSE, told = FALSE;

  introduce (anna, ben, "Ben");
  hall_roll_edit (anna->session->roll, look_up (anna, ben))->version = 9;
  link = hall_context_dial (context, "127.0.0.1", port, raw_peer_get_id (ben),
                            HALL_PURPOSE_ROOM);
  g_signal_connect (link, "ready", G_CALLBACK (on_ready), &ready);
  g_signal_connect (link, "closed", G_CALLBACK (test_note_finished), &told);
  TEST_WAIT_UNTIL (told);
  TEST_WAIT_UNTIL (ben->closed);
  g_assert_cmpstr (ben->error_code, ==, "version");
  g_assert_false (ready);
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

static void
test_shared_rooms (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) rooms = NULL;

  test_peer_create_room (anna, "Diary");
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));
  none = hall_session_list_shared_rooms (anna->session, test_peer_find_person (anna, ben));
  g_assert_cmpuint (none->len, ==, 0);
  test_peer_join (ben, id);
  test_peer_send (ben, id, "hello");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  rooms = hall_session_list_shared_rooms (anna->session, test_peer_find_person (anna, ben));
  g_assert_cmpuint (rooms->len, ==, 1);
  g_assert_true (g_ptr_array_index (rooms, 0) == test_peer_find_room (anna, id));
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/trust/kept", test_kept);
  g_test_add_func ("/session/trust/resembles", test_resembles);
  g_test_add_func ("/session/trust/same", test_same);
  g_test_add_func ("/session/trust/blocked-links", test_blocked_links);
  g_test_add_func ("/session/trust/version", test_version);
  g_test_add_func ("/session/trust/dialled-version", test_dialled_version);
  g_test_add_func ("/session/trust/shared-rooms", test_shared_rooms);
  return g_test_run ();
}
