/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-pictures.c: pictures of people: given, fetched, kept, and what happens to those who lie
 * about theirs.
 */

#define G_LOG_DOMAIN "test-pictures"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "raw-peer.h"
#include "turned-clock.h"

/* Begins like a JPEG. */
static GBytes *
make_picture (gsize  size,
              guint8 what)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + what);
  memcpy (data, "\xff\xd8\xff", 3);
  return g_bytes_new_take (data, size);
}

static void
set_picture (TestPeer *peer,
             GBytes   *picture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_session_set_picture (peer->session, picture, &error));
  g_assert_no_error (error);
}

static gboolean
shows (HallPerson *person,
       GBytes     *picture)
{
  GBytes *shown = hall_person_get_picture (person);

  return shown != NULL && g_bytes_equal (shown, picture);
}

static void
test_fetched (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (GBytes) first = make_picture (HALL_PICTURE_MAX, 1);
  g_autoptr (GBytes) second = make_picture (100, 2);
  g_autofree char *id = NULL;
  HallPerson *person;

  set_picture (anna, first);
  g_assert_true (shows (hall_session_get_self (anna->session), first));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  person = test_peer_find_person (ben, anna);
  hall_session_want_picture (ben->session, person);
  TEST_WAIT_UNTIL (shows (person, first));

  /* Another one, and none. */
  hall_trust_note_contact (ben->session->trust, person);
  set_picture (anna, second);
  TEST_WAIT_UNTIL (shows (person, second));
  set_picture (anna, NULL);
  TEST_WAIT_UNTIL (hall_person_get_picture_digest (person) == NULL);
  g_assert_null (hall_person_get_picture (person));
  set_picture (anna, first);
  TEST_WAIT_UNTIL (shows (person, first));

  /* Kept on both sides. */
  id = g_strdup (test_peer_get_id (anna));
  test_peer_stop (anna);
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  person = hall_directory_lookup_person (hall_session_get_directory (ben->session), id);
  g_assert_nonnull (person);
  g_assert_null (hall_person_get_picture (person));
  hall_session_want_picture (ben->session, person);
  TEST_WAIT_UNTIL (shows (person, first));
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_LINK_DIALED), ==, 0);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_true (shows (hall_session_get_self (anna->session), first));
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_PICTURE_REFUSED), ==, 0);
  session_fixture_free (fixture);
}

static void
test_own_refused (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autoptr (GBytes) large = make_picture (HALL_PICTURE_MAX + 1, 1);
  g_autoptr (GBytes) other = g_bytes_new_static ("GIF89a..........", 16);
  g_autoptr (GBytes) good = make_picture (50, 1);
  g_autoptr (GError) error = NULL;

  set_picture (anna, good);
  g_assert_false (hall_session_set_picture (anna->session, large, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_clear_error (&error);
  g_assert_false (hall_session_set_picture (anna->session, other, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_assert_true (shows (hall_session_get_self (anna->session), good));
  session_fixture_free (fixture);
}

static guint
count_packets (RawPeer       *raw,
               HallPacketType type)
{
  guint n = 0;

  for (guint i = 0; i < raw->packets->len; i++)
    n += ((HallPacket *) g_ptr_array_index (raw->packets, i))->type == type;
  return n;
}

static void
ask (RawPeer    *raw,
     const char *digest)
{
  HallPacket *question = hall_packet_new (HALL_PACKET_PICTURE);

  question->digest = g_strdup (digest);
  question->question = TRUE;
  raw_peer_send (raw, question);
}

/* Over either kind of link, in pieces; of another picture we have nothing. */
static void
check_served (HallPurpose purpose)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  g_autoptr (GBytes) picture = make_picture (HALL_PICTURE_PIECE + 10, 1);
  g_autofree char *digest = hall_picture_make_digest (picture);
  g_autoptr (GByteArray) received = g_byte_array_new ();

  set_picture (anna, picture);
  raw_peer_dial (ben, anna, purpose);
  ask (ben, digest);
  TEST_WAIT_UNTIL (count_packets (ben, HALL_PACKET_PICTURE) == 2);
  for (guint i = 0; i < ben->packets->len; i++)
    {
      HallPacket *piece = g_ptr_array_index (ben->packets, i);

      if (piece->type != HALL_PACKET_PICTURE)
        continue;
      g_assert_cmpuint (piece->offset, ==, received->len);
      g_assert_cmpuint (piece->size, ==, g_bytes_get_size (picture));
      g_byte_array_append (received, g_bytes_get_data (piece->data, NULL),
                           (guint) g_bytes_get_size (piece->data));
    }
  g_assert_cmpmem (received->data, received->len, g_bytes_get_data (picture, NULL),
                   g_bytes_get_size (picture));
  g_ptr_array_set_size (ben->packets, 0);
  ask (ben, "AAAAAAAAAAA");
  TEST_WAIT_UNTIL (count_packets (ben, HALL_PACKET_PICTURE) == 1);
  g_assert_null (raw_peer_find (ben, HALL_PACKET_PICTURE)->data);

  /* Not for ever. */
  g_ptr_array_set_size (ben->packets, 0);
  for (guint i = 0; i < 200; i++)
    ask (ben, "AAAAAAAAAAA");
  test_run_for (500);
  g_assert_cmpuint (count_packets (ben, HALL_PACKET_PICTURE), <, 100);
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

static void
test_served (void)
{
  check_served (HALL_PURPOSE_DIRECTORY);
}

static void
test_served_direct (void)
{
  check_served (HALL_PURPOSE_DIRECT);
}

typedef struct
{
  const char *name;
  guint size;
  guint offset;
  gsize length;
  gboolean wrong;
  gboolean no_jpeg;
} Lie;

static const Lie lies[] = {
  { "other bytes", 500, 0, 500, TRUE, FALSE },
  { "no picture", 500, 0, 500, FALSE, TRUE },
  { "more than said", 400, 0, 500, FALSE, FALSE },
  { "not from the beginning", 500, 1, 499, FALSE, FALSE },
};

static void
say_hello (SessionFixture *fixture,
           RawPeer        *raw,
           guint16         port,
           const char     *digest)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->name = g_strdup ("Mallory");
  hello->status = g_strdup ("available");
  hello->picture = g_strdup (digest);
  hello->tcp_port = port;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  raw_peer_datagram (raw, fixture, hello);
}

static HallPerson *
wait_for_digest (TestPeer   *peer,
                 RawPeer    *raw,
                 const char *digest)
{
  HallDirectory *directory = hall_session_get_directory (peer->session);
  HallPerson *person;

  TEST_WAIT_UNTIL ((person = hall_directory_lookup_person (directory, raw_peer_get_id (raw)))
                     != NULL
                   && g_strcmp0 (hall_person_get_picture_digest (person), digest) == 0);
  return person;
}

/* Refused and counted, and nobody asks for that picture again. */
static void
test_lies (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  guint16 port = raw_peer_listen (mallory);

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      const Lie *lie = &lies[i];
      g_autoptr (GBytes) picture = make_picture (500, (guint8) i);
      g_autoptr (GBytes) sent = NULL;
      g_autofree char *digest = NULL;
      HallPacket *piece = hall_packet_new (HALL_PACKET_PICTURE);
      HallPerson *person;

      g_test_message ("%s", lie->name);
      if (lie->no_jpeg)
        {
          g_bytes_unref (picture);
          picture = g_bytes_new_take (g_strnfill (500, 'x'), 500);
        }
      digest = hall_picture_make_digest (picture);
      sent = lie->wrong ? make_picture (500, 99) : g_bytes_new_from_bytes (picture, 0,
                                                                            lie->length);
      mallory->closed = mallory->ready = FALSE;
      g_ptr_array_set_size (mallory->packets, 0);
      say_hello (fixture, mallory, port, digest);
      person = wait_for_digest (anna, mallory, digest);
      hall_session_want_picture (anna->session, person);
      TEST_WAIT_UNTIL (mallory->link != NULL
                       && raw_peer_find (mallory, HALL_PACKET_PICTURE) != NULL);
      g_assert_cmpint (hall_link_get_purpose (mallory->link), ==, HALL_PURPOSE_DIRECTORY);
      piece->digest = g_strdup (digest);
      piece->size = lie->size;
      piece->offset = lie->offset;
      piece->data = g_bytes_ref (sent);
      raw_peer_send (mallory, piece);
      TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_PICTURE_REFUSED) == i + 1);
      TEST_WAIT_UNTIL (mallory->closed);
      g_assert_null (hall_person_get_picture (person));
      g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, i + 1);
      hall_session_want_picture (anna->session, person);
      test_run_for (200);
      g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, i + 1);
    }
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

static void
stop_turned (TestPeer    *peer,
             TurnedClock *clock)
{
  gboolean stopped = FALSE;
  gint64 deadline = test_begin_waiting ();

  hall_session_stop_async (peer->session, test_note_finished, &stopped);
  while (!stopped)
    {
      turned_clock_advance (clock, 10);
      test_wait_a_turn (deadline, "stopped");
    }
  g_signal_handlers_disconnect_by_data (peer->session, peer);
  g_clear_object (&peer->session);
}

/* Many pictures at once: a few, then slowly; none by one who is invisible, or from the blocked. */
static void
test_budget (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  HallDirectory *directory;

  test_peer_make_session (anna, HALL_SESSION_ACTIVE);
  hall_session_set_clock (anna->session, HALL_CLOCK (clock));
  hall_session_start_async (anna->session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_start_finish (anna->session, result, NULL));
  g_clear_object (&result);
  directory = hall_session_get_directory (anna->session);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
      g_autoptr (HallKey) key = hall_key_new_generated (NULL);
      HallPerson *person;

      hello->id = g_strdup (hall_key_get_id (key));
      hello->boot = hello->seq = 1;
      hello->name = g_strdup ("Somebody");
      hello->status = g_strdup ("available");
      hello->tcp_port = 9;
      hello->ttl_ms = HALL_TTL_MAX_MS;
      hall_directory_hear (directory, hello, "127.0.0.1", clock->now);
      person = hall_directory_lookup_person (directory, hello->id);
      hall_person_set_picture_digest (person, "AAAAAAAAAAA");
      if (i == 0)
        hall_session_set_blocked (anna->session, person, TRUE);
      hall_session_want_picture (anna->session, person);
    }
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED) == 8);
  test_run_for (300);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, 8);
  for (guint i = 9; i < 12; i++)
    {
      turned_clock_advance (clock, 5000);
      TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED) == i);
      test_run_for (100);
      g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, i);
    }
  hall_session_set_presence (anna->session, HALL_PRESENCE_INVISIBLE);
  turned_clock_advance (clock, 60000);
  test_run_for (300);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, 11);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_PICTURE_REFUSED), ==, 0);

  stop_turned (anna, clock);
  session_fixture_free (fixture);
}

/* Two are being fetched from computers that are silent, then one is blocked and the other takes its
 * picture away: there are others. */
static void
test_turns (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallDirectory *directory = hall_session_get_directory (anna->session);
  RawPeer *others[4];
  HallPerson *people[4];

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      others[i] = raw_peer_new (NULL);
      say_hello (fixture, others[i], raw_peer_listen (others[i]), "AAAAAAAAAAA");
      people[i] = wait_for_digest (anna, others[i], "AAAAAAAAAAA");
      hall_session_want_picture (anna->session, people[i]);
    }
  g_assert_true (hall_directory_lookup_person (directory, raw_peer_get_id (others[0]))
                 == people[0]);
  TEST_WAIT_UNTIL (others[1]->ready && raw_peer_find (others[1], HALL_PACKET_PICTURE) != NULL);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), ==, 2);
  hall_session_set_blocked (anna->session, people[0], TRUE);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED) == 3);
  hall_person_set_picture_digest (people[1], NULL);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED) == 4);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    raw_peer_free (others[i]);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/pictures/fetched", test_fetched);
  g_test_add_func ("/session/pictures/own-refused", test_own_refused);
  g_test_add_func ("/session/pictures/served", test_served);
  g_test_add_func ("/session/pictures/served-direct", test_served_direct);
  g_test_add_func ("/session/pictures/lies", test_lies);
  g_test_add_func ("/session/pictures/budget", test_budget);
  g_test_add_func ("/session/pictures/turns", test_turns);
  return g_test_run ();
}
