/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-bounds.c: what is too much is refused, counted, or forgotten again; never kept for ever.
 */

#define G_LOG_DOMAIN "test-bounds"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "raw-peer.h"

static HallRosterEntry *
make_stranger (guint number)
{
  guint8 key[32] = { 1, 2, 3 };
  g_autofree char *id = NULL;

  memcpy (key + 8, &number, sizeof number);
  id = hall_base64url_encode (key, sizeof key);
  return hall_roster_entry_new (id, "Nobody");
}

/* Anna joins a room that @mallory hosts; its genesis. */
static HallEvent *
let_join (TestPeer *anna,
          RawPeer  *mallory,
          gboolean *finished)
{
  gint64 now = g_get_real_time () / 1000;
  HallEvent *genesis = hall_event_new_genesis (raw_peer_get_key (mallory), now, now, "Trap", NULL,
                                               HALL_HISTORY_ALL, NULL);
  HallPacket *welcome = hall_packet_new (HALL_PACKET_WELCOME);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", raw_peer_listen (mallory));

  hall_session_join_address_async (anna->session, address, NULL, test_note_finished, finished);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_JOIN) != NULL);
  welcome->room = g_strdup (genesis->id);
  welcome->genesis = hall_event_ref (genesis);
  welcome->members = 1;
  welcome->now_ms = now;
  raw_peer_send (mallory, welcome);
  TEST_WAIT_UNTIL (anna->messages->len == 1);
  return genesis;
}

/* People who come and go in one packet. */
static HallPacket *
make_roster (const char *room_id,
             guint       first,
             guint       n)
{
  HallPacket *roster = hall_packet_new (HALL_PACKET_ROSTER);

  roster->room = g_strdup (room_id);
  roster->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  roster->gone = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      HallRosterEntry *entry = make_stranger (first + i);

      g_ptr_array_add (roster->entries, entry);
      roster->gone[i] = g_strdup (entry->id);
    }
  return roster;
}

/* A host names ever new people, who come and go: they are not kept for ever. */
static void
test_crowds_of_nobody (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  gboolean finished = FALSE;
  g_autoptr (HallEvent) genesis = let_join (anna, mallory, &finished);
  g_autoptr (HallEvent) last = NULL;
  HallDirectory *directory = hall_session_get_directory (anna->session);
  const guint n_pages = 120, n_entries = 100;
  guint n_known = 0;

  for (guint i = 0; i < n_pages; i++)
    {
      raw_peer_send (mallory, make_roster (genesis->id, i * n_entries, n_entries));
      TEST_WAIT_UNTIL (hall_link_get_queued (mallory->link) == 0);
    }
  last = raw_peer_make_text (mallory, genesis->id, g_get_real_time () / 1000, "done");
  raw_peer_send (mallory, hall_packet_new_event (last));
  TEST_WAIT_UNTIL (anna->messages->len == 2);

  g_assert_cmpuint (g_list_model_get_n_items (hall_directory_get_people (directory)), <=,
                    HALL_PEOPLE_MAX + 1);
  for (guint i = 0; i < n_pages * n_entries; i++)
    {
      HallRosterEntry *entry = make_stranger (i);

      n_known += hall_directory_lookup_person (directory, entry->id) != NULL;
      hall_roster_entry_free (entry);
    }
  g_assert_cmpuint (n_known, <=, 2 * HALL_PEOPLE_MAX + n_entries);
  raw_peer_free (mallory);
  test_peer_stop (anna);   /* finishes the join, too */
  g_assert_true (finished);
  session_fixture_free (fixture);
}

/* Within 16 KiB, but not once it is escaped: said at once, and nothing is left waiting. */
static void
test_escaped_text (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *quotes = g_strnfill (HALL_TEXT_MAX, '"');
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_session_send (anna->session, room, quotes, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_assert_nonnull (strstr (error->message, "two parts"));
  g_assert_cmpuint (anna->queued->len, ==, 0);
  quotes[HALL_TEXT_MAX / 2] = '\0';
  test_peer_send (anna, hall_room_get_id (room), quotes);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, hall_room_get_id (room)) == 0);
  session_fixture_free (fixture);
}

/* Refusals of datagrams; one's own that come back are none. */
static void
note_refusals (TestPeer *peer,
               guint64   values[HALL_N_COUNTERS])
{
  for (guint i = 0; i < HALL_N_COUNTERS; i++)
    {
      const char *name = hall_counter_get_name ((HallCounter) i);
      gboolean refusal = g_str_has_prefix (name, "datagram-") && i != HALL_COUNTER_DATAGRAM_OWN
                         && i != HALL_COUNTER_DATAGRAM_SENT
                         && i != HALL_COUNTER_DATAGRAM_ACCEPTED;

      values[i] = refusal ? test_peer_get_counter (peer, (HallCounter) i) : 0;
    }
}

static void
assert_only_moved (TestPeer     *peer,
                   const guint64 before[HALL_N_COUNTERS],
                   HallCounter   counter)
{
  guint64 after[HALL_N_COUNTERS];

  note_refusals (peer, after);
  for (guint i = 0; i < HALL_N_COUNTERS; i++)
    g_assert_cmpuint (after[i] - before[i], ==, i == counter ? 1 : 0);
}

static HallDatagram *
make_hello (const char *name)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->name = g_strdup (name);
  hello->status = g_strdup ("available");
  hello->tcp_port = 12345;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  return hello;
}

/* What was said before the last is refused as said again, and changes nothing. */
static void
test_replayed (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallDirectory *directory = hall_session_get_directory (anna->session);
  g_autoptr (HallDatagram) former = make_hello ("Formerly");
  g_autoptr (GBytes) old = NULL;
  guint64 before[HALL_N_COUNTERS];
  HallPerson *person;

  former->id = g_strdup (raw_peer_get_id (mallory));
  former->boot = 1;
  former->seq = 1;
  former->ttl_ms = HALL_TTL_MIN_MS;
  old = hall_datagram_encode (former, raw_peer_get_key (mallory), NULL);

  raw_peer_datagram (mallory, fixture, make_hello ("Mallory"));
  TEST_WAIT_UNTIL (hall_directory_lookup_person (directory, raw_peer_get_id (mallory)) != NULL);
  person = hall_directory_lookup_person (directory, raw_peer_get_id (mallory));
  note_refusals (anna, before);
  raw_peer_bytes (fixture, old);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_REPLAYED) == 1);
  assert_only_moved (anna, before, HALL_COUNTER_DATAGRAM_REPLAYED);
  g_assert_cmpstr (hall_person_get_name (person), ==, "Mallory");
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* As many people as are remembered, as if they had been heard. */
static void
fill_directory (TestPeer *peer)
{
  HallDirectory *directory = hall_session_get_directory (peer->session);
  HallClock *clock = hall_session_get_context (peer->session)->clock;

  for (guint i = 0; i < HALL_PEOPLE_MAX; i++)
    {
      g_autoptr (HallDatagram) hello = make_hello ("Nobody");
      HallRosterEntry *entry = make_stranger (i);

      hello->id = g_strdup (entry->id);
      hello->boot = 1;
      hello->seq = 1;
      hello->ttl_ms = HALL_TTL_MAX_MS;
      g_assert_cmpint (hall_directory_hear (directory, hello, "127.0.0.1",
                                            hall_clock_get_monotonic (clock)),
                       ==, HALL_HEARD_NEW);
      hall_roster_entry_free (entry);
    }
}

static void
test_table_full (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallDirectory *directory = hall_session_get_directory (anna->session);
  guint64 before[HALL_N_COUNTERS];

  fill_directory (anna);
  note_refusals (anna, before);
  raw_peer_datagram (mallory, fixture, make_hello ("Mallory"));
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_TABLE_FULL) == 1);
  assert_only_moved (anna, before, HALL_COUNTER_DATAGRAM_TABLE_FULL);
  g_assert_null (hall_directory_lookup_person (directory, raw_peer_get_id (mallory)));
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

static guint
count_packets (RawPeer        *peer,
               HallPacketType  type)
{
  guint n = 0;

  for (guint i = 0; i < peer->packets->len; i++)
    n += ((HallPacket *) g_ptr_array_index (peer->packets, i))->type == type;
  return n;
}

/* What the host finds too early is offered again until it takes it, on the same link. */
static void
test_clock_refused (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  gboolean finished = FALSE;
  g_autoptr (HallEvent) genesis = let_join (anna, mallory, &finished);
  HallPacket *have = hall_packet_new (HALL_PACKET_HAVE);
  HallPacket *error, *ack;
  HallRoom *room;

  have->room = g_strdup (genesis->id);
  have->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  raw_peer_send (mallory, have);
  TEST_WAIT_UNTIL (count_packets (mallory, HALL_PACKET_EV) == 1);
  error = hall_packet_new_error ("clock", "too early", 0);
  error->ids = g_new0 (char *, 2);
  error->ids[0] = g_strdup (((HallEvent *) g_ptr_array_index (
    raw_peer_find (mallory, HALL_PACKET_EV)->events, 0))->id);
  ack = hall_packet_new (HALL_PACKET_ACK);
  ack->room = g_strdup (genesis->id);
  ack->level = HALL_ACK_REPLICATED;
  ack->ids = g_strdupv (error->ids);
  raw_peer_send (mallory, error);
  room = test_peer_find_room (anna, genesis->id);
  TEST_WAIT_UNTIL (hall_room_get_problem (room) != NULL);
  g_assert_nonnull (strstr (hall_room_get_problem (room), "clock"));

  TEST_WAIT_UNTIL (count_packets (mallory, HALL_PACKET_EV) == 2);
  g_assert_cmpuint (test_peer_count_unsent (anna, genesis->id), ==, 1);
  raw_peer_send (mallory, ack);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, genesis->id) == 0);
  g_assert_null (hall_room_get_problem (room));
  g_assert_true (finished);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/bounds/crowds-of-nobody", test_crowds_of_nobody);
  g_test_add_func ("/session/bounds/escaped-text", test_escaped_text);
  g_test_add_func ("/session/bounds/replayed", test_replayed);
  g_test_add_func ("/session/bounds/table-full", test_table_full);
  g_test_add_func ("/session/bounds/clock-refused", test_clock_refused);
  return g_test_run ();
}
