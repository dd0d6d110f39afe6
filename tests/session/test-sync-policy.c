/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sync-policy.c: in a room that shows newcomers only what is said since they joined, nothing
 * older ever reaches them: by no list, no answer, no relay, no later host.
 */

#define G_LOG_DOMAIN "test-sync-policy"

#include "config.h"

#include "hall-limits.h"

#include "raw-library.h"

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

/* A room of @anna's with two messages from before anybody else came. */
static char *
create_room (TestPeer *anna)
{
  HallRoomDraft draft = { .name = "Since", .topic = "a topic", .only_since_joining = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;
  gint64 written;
  char *id;

  hall_session_create_room_async (anna->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_create_room_finish (anna->session, result, &error);
  g_assert_no_error (error);
  id = g_strdup (hall_room_get_id (room));
  test_peer_send (anna, id, "old one");
  test_peer_send (anna, id, "old two");
  TEST_WAIT_UNTIL (anna->messages->len == 4);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  /* The clock of what was said at once is a little ahead. */
  written = get_now ();
  TEST_WAIT_UNTIL (get_now () > written + 10);
  return id;
}

static guint
count_text (TestPeer   *peer,
            const char *id,
            const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 1000);

  return test_count_text (history, text);
}

static void
assert_nothing_old (TestPeer   *peer,
                    const char *id)
{
  g_assert_cmpuint (count_text (peer, id, "old one"), ==, 0);
  g_assert_cmpuint (count_text (peer, id, "old two"), ==, 0);
}

/* Ids of the control events. */
static GPtrArray *
list_control (TestPeer   *peer,
              const char *id)
{
  HallStore *store = hall_session_get_context (peer->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  hall_store_list_ids_async (store, id, -1, 0, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  ids = hall_store_list_ids_finish (store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (ids[i]));
  return list;
}

static gboolean
have_same_control (TestPeer   *first,
                   TestPeer   *second,
                   const char *id)
{
  g_autoptr (GPtrArray) of_first = list_control (first, id);
  g_autoptr (GPtrArray) of_second = list_control (second, id);

  if (of_first->len != of_second->len)
    return FALSE;
  test_assert_same (of_first, of_second);
  return TRUE;
}

/* Not from the first host, not from the next one, not when the first one returns. */
static void
test_newcomers (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  TestPeer *dora = session_fixture_start (fixture, "Dora");
  g_autofree char *id = create_room (anna);

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 5);
  test_peer_send (anna, id, "for ben");
  TEST_WAIT_UNTIL (count_text (ben, id, "for ben") == 1);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (anna->messages->len == 7 && have_same_control (anna, carl, id));
  test_peer_send (ben, id, "for carl");
  TEST_WAIT_UNTIL (count_text (carl, id, "for carl") == 1);
  assert_nothing_old (ben, id);
  assert_nothing_old (carl, id);
  g_assert_cmpuint (count_text (carl, id, "for ben"), ==, 0);

  test_peer_stop (anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_HOSTING
                   || test_peer_get_membership (carl, id) == HALL_MEMBERSHIP_HOSTING);
  test_peer_join (dora, id);
  TEST_WAIT_UNTIL (have_same_control (ben, dora, id) && have_same_control (carl, dora, id));
  assert_nothing_old (dora, id);
  g_assert_cmpuint (count_text (dora, id, "for ben"), ==, 0);
  g_assert_cmpuint (count_text (dora, id, "for carl"), ==, 0);

  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (have_same_control (anna, dora, id));
  test_peer_send (anna, id, "back");
  TEST_WAIT_UNTIL (count_text (ben, id, "back") == 1 && count_text (carl, id, "back") == 1
                   && count_text (dora, id, "back") == 1);
  g_assert_cmpuint (count_text (anna, id, "old two"), ==, 1);
  assert_nothing_old (ben, id);
  assert_nothing_old (carl, id);
  assert_nothing_old (dora, id);
  session_fixture_free (fixture);
}

static HallPacket *
make_packet (const char    *id,
             HallPacketType type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (id);
  return packet;
}

/* Whoever asks by day, hour or id gets what is its own to have. */
static void
test_asked_for (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = create_room (anna);
  RawPeer *mallory = raw_peer_new (NULL);
  gint64 before = get_now ();
  HallPacket *packet;

  raw_peer_join (mallory, anna, id);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_HAVE) != NULL);
  packet = raw_peer_find (mallory, HALL_PACKET_HAVE);
  g_assert_cmpint (packet->from_lc, >=, before);
  g_assert_cmpuint (packet->days->len, ==, 0);
  packet = make_packet (id, HALL_PACKET_IDS);
  packet->day = before / HALL_DAY_MS;
  packet->question = TRUE;
  raw_peer_send (mallory, packet);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_IDS) != NULL);
  g_assert_cmpuint (g_strv_length (raw_peer_find (mallory, HALL_PACKET_IDS)->ids), ==, 0);
  packet = make_packet (id, HALL_PACKET_WANT);
  packet->ids = g_new0 (char *, anna->messages->len + 1);
  for (guint i = 0; i < anna->messages->len; i++)
    packet->ids[i] = g_strdup (g_ptr_array_index (anna->messages, i));
  raw_peer_send (mallory, packet);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_EVS) != NULL);
  g_assert_cmpuint (raw_peer_find (mallory, HALL_PACKET_EVS)->events->len, ==, 2);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EVENT_NOT_PERMITTED), ==, 2);
  for (guint i = 0; i < mallory->packets->len; i++)
    {
      packet = g_ptr_array_index (mallory->packets, i);
      if (packet->type == HALL_PACKET_EV)
        g_assert_cmpint (((HallEvent *) g_ptr_array_index (packet->events, 0))->kind, !=,
                         HALL_EVENT_TEXT);
    }
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

static HallEvent *
make_joined (RawPeer    *peer,
             const char *id,
             gint64      lc)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (raw_peer_get_key (peer), id, lc, lc, NULL,
                                           HALL_STATE_JOINED, "Mallory", &error);

  g_assert_no_error (error);
  return event;
}

static gint64
join_live (RawPeer    *peer,
           TestPeer   *anna,
           const char *id)
{
  guint n_before = anna->messages->len;
  gint64 lc = get_now ();
  g_autoptr (HallEvent) joined = NULL;

  raw_peer_join (peer, anna, id);
  joined = make_joined (peer, id, lc);
  raw_peer_send (peer, hall_packet_new_event (joined));
  TEST_WAIT_UNTIL (anna->messages->len == n_before + 1);
  return lc;
}

static HallPacket *
find_last_have (RawPeer *peer)
{
  for (guint i = peer->packets->len; i > 0; i--)
    {
      HallPacket *packet = g_ptr_array_index (peer->packets, i - 1);

      if (packet->type == HALL_PACKET_HAVE && packet->days != NULL)
        return packet;
    }
  return NULL;
}

/* The first day of a member is cut at its first moment, on both sides. */
static void
test_cut_day (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = create_room (anna);
  RawPeer *mallory = raw_peer_new (NULL);
  gint64 joined = join_live (mallory, anna, id);
  RawLibrary *library = raw_library_new (mallory, id);
  g_autoptr (GPtrArray) since = g_ptr_array_new ();
  g_autofree char *digest = NULL;
  HallPacket *have;

  g_ptr_array_set_size (mallory->packets, 0);
  test_peer_send (anna, id, "since");
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_EV) != NULL);
  g_ptr_array_add (since, g_ptr_array_index (raw_peer_find (mallory, HALL_PACKET_EV)->events, 0));
  g_assert_cmpstr (((HallEvent *) g_ptr_array_index (since, 0))->text, ==, "since");
  digest = raw_library_make_digest (since);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0 || anna->messages->len == 6);
  raw_library_ask_again (library);
  /* One without that day may still be on its way, as it turned out that we had joined. */
  TEST_WAIT_UNTIL ((have = find_last_have (mallory)) != NULL && have->days->len == 1);
  g_assert_cmpint (have->from_lc, ==, joined);
  g_assert_cmpstr (g_array_index (have->days, HallDayDigest, 0).digest, ==, digest);

  /* We say the same: nothing is asked for, although Anna has more of that day. */
  raw_library_add (library, hall_event_ref (g_ptr_array_index (since, 0)));
  raw_library_add (library, raw_peer_make_text (mallory, id, joined - 20 * HALL_DAY_MS, "mine"));
  raw_library_say_have (library, joined);
  raw_library_add (library, raw_peer_make_text (mallory, id, get_now () + HALL_DAY_MS / 2, "new"));
  raw_library_say_have (library, joined);
  TEST_WAIT_UNTIL (count_text (anna, id, "new") == 1);
  g_assert_cmpuint (library->n_wanted, ==, 1);
  raw_library_free (library);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* What a host learns late goes only to those who had joined by then. */
static void
test_late_relay (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = create_room (anna);
  RawPeer *mallory = raw_peer_new (NULL);
  gint64 joined = join_live (mallory, anna, id);
  RawLibrary *library = raw_library_new (mallory, id);

  TEST_WAIT_UNTIL (get_now () > joined + 10);
  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 6);
  raw_library_add (library, raw_peer_make_text (mallory, id, joined + 1, "earlier"));
  raw_library_say_have (library, joined);
  TEST_WAIT_UNTIL (count_text (anna, id, "earlier") == 1);
  raw_library_add (library, raw_peer_make_text (mallory, id, get_now () + 5000, "later"));
  raw_library_say_have (library, joined);
  TEST_WAIT_UNTIL (count_text (ben, id, "later") == 1);
  g_assert_cmpuint (count_text (ben, id, "earlier"), ==, 0);
  raw_library_free (library);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* Nobody joins in the past, where that would open anything. */
static void
test_backdated (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = create_room (anna);
  g_autofree char *open_id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Open")));
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *late = raw_peer_new (NULL);
  g_autoptr (HallEvent) joined = make_joined (mallory, id, get_now () - HALL_HOUR_MS);
  g_autoptr (HallEvent) elsewhere = make_joined (late, open_id, get_now () - HALL_HOUR_MS);
  guint n_before = anna->messages->len;

  raw_peer_join (mallory, anna, id);
  raw_peer_send (mallory, hall_packet_new_event (joined));
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_EVENT_NOT_PERMITTED) == 1);
  raw_peer_join (late, anna, open_id);
  raw_peer_send (late, hall_packet_new_event (elsewhere));
  TEST_WAIT_UNTIL (anna->messages->len > n_before);
  TEST_WAIT_UNTIL (raw_peer_find (late, HALL_PACKET_ACK) != NULL);
  g_assert_false (g_ptr_array_find_with_equal_func (anna->messages, joined->id, g_str_equal,
                                                    NULL));
  g_assert_false (mallory->closed);
  raw_peer_free (late);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sync-policy/newcomers", test_newcomers);
  g_test_add_func ("/session/sync-policy/asked-for", test_asked_for);
  g_test_add_func ("/session/sync-policy/cut-day", test_cut_day);
  g_test_add_func ("/session/sync-policy/late-relay", test_late_relay);
  g_test_add_func ("/session/sync-policy/backdated", test_backdated);
  return g_test_run ();
}
