/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct-lies.c: somebody with a key says in a private conversation what it must not.
 *
 * Events by a third key, of another room, of ourselves, unasked ones; acknowledgements of the wrong
 * side, receipts that lie: refused, counted, never shown.
 */

#define G_LOG_DOMAIN "test-direct-lies"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

typedef struct
{
  SessionFixture *session;
  TestPeer *anna;
  RawPeer *raw;
  RawPeer *third;
  char *room_id;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->session = session_fixture_new ();
  fixture->anna = session_fixture_start (fixture->session, "Anna");
  fixture->raw = raw_peer_new (NULL);
  fixture->third = raw_peer_new (NULL);
  fixture->room_id = hall_direct_room_id (test_peer_get_id (fixture->anna),
                                          raw_peer_get_id (fixture->raw));
  raw_peer_dial (fixture->raw, fixture->anna, HALL_PURPOSE_DIRECT);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  raw_peer_free (fixture->raw);
  raw_peer_free (fixture->third);
  session_fixture_free (fixture->session);
  g_free (fixture->room_id);
}

static HallRoom *
find_direct (Fixture *fixture)
{
  HallPerson *person = hall_directory_lookup_person (
    hall_session_get_directory (fixture->anna->session), raw_peer_get_id (fixture->raw));

  return person != NULL ? hall_person_get_conversation (person) : NULL;
}

static HallRoom *
get_direct (Fixture *fixture)
{
  HallPerson *person = hall_directory_ensure_person (
    hall_session_get_directory (fixture->anna->session), raw_peer_get_id (fixture->raw));

  return hall_session_get_direct (fixture->anna->session, person);
}

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

static void
send_event (Fixture   *fixture,
            HallEvent *event)
{
  raw_peer_send (fixture->raw, hall_packet_new_event (event));
}

static void
say (Fixture    *fixture,
     const char *text)
{
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->raw, fixture->room_id, get_now (),
                                                    text);

  send_event (fixture, event);
}

static void
check_counted (Fixture    *fixture,
               HallCounter counter)
{
  TEST_WAIT_UNTIL (fixture->raw->closed);
  g_assert_nonnull (fixture->raw->error_code);
  g_assert_cmpuint (test_peer_get_counter (fixture->anna, counter), ==, 1);
}

/* Of what the test says, not a row; and no conversation that is remembered. */
static void
check_nothing (Fixture *fixture)
{
  g_assert_cmpuint (fixture->anna->messages->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->anna->session)),
                    ==, 0);
  TEST_WAIT_UNTIL (find_direct (fixture) == NULL);
}

/* What the others refuse is refused for what it is, not because it came from here. */
static void
test_honest (Fixture      *fixture,
             gconstpointer data)
{
  gboolean is_host = strcmp (test_peer_get_id (fixture->anna),
                             raw_peer_get_id (fixture->raw)) < 0;
  HallPacketType expected = is_host ? HALL_PACKET_ACK : HALL_PACKET_RACK;

  say (fixture, "hello");
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, expected) != NULL);
  g_assert_cmpuint (g_strv_length (raw_peer_find (fixture->raw, expected)->ids), ==, 1);
  TEST_WAIT_UNTIL (fixture->anna->messages->len == 1);
  g_assert_cmpuint (hall_room_get_unread (find_direct (fixture)), ==, 1);
  g_assert_false (fixture->raw->closed);
}

static void
test_third_key (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->third, fixture->room_id, get_now (),
                                                    "forged");

  send_event (fixture, event);
  check_counted (fixture, HALL_COUNTER_EVENT_NOT_AUTHOR);
  check_nothing (fixture);
}

static void
test_other_room (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *other = hall_direct_room_id (test_peer_get_id (fixture->anna),
                                                raw_peer_get_id (fixture->third));
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->raw, other, get_now (), "elsewhere");

  send_event (fixture, event);
  check_counted (fixture, HALL_COUNTER_EVENT_OTHER_ROOM);
  check_nothing (fixture);
}

/* As if it had been said just now what we said once. */
static void
test_own_back (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = NULL;

  event = hall_event_new_text (hall_context_get_key (hall_session_get_context (
                                 fixture->anna->session)),
                               fixture->room_id, get_now (), get_now (), NULL, token, "I owe you",
                               NULL);
  send_event (fixture, event);
  check_counted (fixture, HALL_COUNTER_EVENT_NOT_AUTHOR);
  check_nothing (fixture);
}

static void
test_bad_signature (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->raw, fixture->room_id, get_now (),
                                                    "altered");

  event->signature[7] ^= 1;
  send_event (fixture, event);
  check_counted (fixture, HALL_COUNTER_EVENT_BAD_SIGNATURE);
  check_nothing (fixture);
}

/* There are no members who could join or go. */
static void
test_state (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (HallEvent) event = NULL;

  event = hall_event_new_state (raw_peer_get_key (fixture->raw), fixture->room_id, get_now (),
                                get_now (), NULL, HALL_STATE_JOINED, "Mallory", NULL);
  send_event (fixture, event);
  check_counted (fixture, HALL_COUNTER_EVENT_NOT_PERMITTED);
  check_nothing (fixture);
}

static void
test_unsolicited (Fixture      *fixture,
                  gconstpointer data)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_EVS);

  packet->room = g_strdup (fixture->room_id);
  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (packet->events, raw_peer_make_text (fixture->raw, fixture->room_id, get_now (),
                                                       "nobody asked"));
  raw_peer_send (fixture->raw, packet);
  check_counted (fixture, HALL_COUNTER_EVENTS_UNSOLICITED);
  check_nothing (fixture);
}

/* By synchronising: it says it has something, is asked, and gives an event by a third key. */
static void
test_synced_third_key (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->third, fixture->room_id, get_now (),
                                                    "forged");
  HallPacket *have = hall_packet_new (HALL_PACKET_HAVE);
  HallPacket *ids = hall_packet_new (HALL_PACKET_IDS);
  HallPacket *evs = hall_packet_new (HALL_PACKET_EVS);
  HallDayDigest day = { .day = event->lc / G_GINT64_CONSTANT (86400000), .count = 1,
                        .digest = "AAAAAAAAAAA" };

  have->room = g_strdup (fixture->room_id);
  have->control = g_strdup ("47DEQpj8HBQ");   /* of nothing */
  have->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  g_array_append_val (have->days, day);
  raw_peer_send (fixture->raw, have);
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_IDS) != NULL);
  ids->room = g_strdup (fixture->room_id);
  ids->day = day.day;
  ids->ids = g_new0 (char *, 2);
  ids->ids[0] = g_strdup (event->id);
  raw_peer_send (fixture->raw, ids);
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_WANT) != NULL);
  evs->room = g_strdup (fixture->room_id);
  evs->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (evs->events, hall_event_ref (event));
  raw_peer_send (fixture->raw, evs);
  check_counted (fixture, HALL_COUNTER_EVENT_NOT_AUTHOR);
  check_nothing (fixture);
}

/* The one whose part that is not says that something is on two disks. */
static void
test_wrong_ack (Fixture      *fixture,
                gconstpointer data)
{
  gboolean is_host = strcmp (test_peer_get_id (fixture->anna),
                             raw_peer_get_id (fixture->raw)) < 0;
  HallPacket *packet = hall_packet_new (is_host ? HALL_PACKET_ACK : HALL_PACKET_RACK);
  HallRoom *room = get_direct (fixture);

  g_assert_nonnull (hall_session_send (fixture->anna->session, room, "hello", NULL));
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_EV) != NULL);
  packet->room = g_strdup (fixture->room_id);
  packet->ids = g_new0 (char *, 2);
  packet->ids[0] = g_strdup (((HallEvent *) g_ptr_array_index (
                               raw_peer_find (fixture->raw, HALL_PACKET_EV)->events, 0))->id);
  raw_peer_send (fixture->raw, packet);
  check_counted (fixture, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  g_assert_cmpuint (hall_session_count_unsent (fixture->anna->session, room), ==, 1);
}

static void
send_receipt (Fixture    *fixture,
              const char *host,
              gint64      lc,
              const char *event_id)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_RECEIPT);

  packet->room = g_strdup (fixture->room_id);
  packet->host = g_strdup (host);
  packet->lc = lc;
  packet->event_id = g_strdup (event_id);
  packet->read = TRUE;
  raw_peer_send (fixture->raw, packet);
}

/* Read: what was never written, what it wrote itself, at another place, or in another's name. */
static void
test_receipts (Fixture      *fixture,
               gconstpointer data)
{
  HallRoom *room = get_direct (fixture);
  HallEvent *event;
  const char *theirs;
  g_autoptr (HallEvent) own = raw_peer_make_text (fixture->raw, fixture->room_id, get_now (),
                                                  "mine");

  g_assert_nonnull (hall_session_send (fixture->anna->session, room, "hello", NULL));
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_EV) != NULL);
  event = g_ptr_array_index (raw_peer_find (fixture->raw, HALL_PACKET_EV)->events, 0);
  send_event (fixture, own);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  theirs = own->id;
  send_receipt (fixture, NULL, event->lc, "AAAAAAAAAAAAAAAAAAAAAA");
  send_receipt (fixture, NULL, own->lc, theirs);
  send_receipt (fixture, NULL, event->lc + 1000, event->id);
  send_receipt (fixture, raw_peer_get_id (fixture->third), event->lc, event->id);
  TEST_WAIT_UNTIL (test_peer_get_counter (fixture->anna, HALL_COUNTER_FRAME_OUT_OF_PLACE) == 4);
  g_assert_null (g_hash_table_lookup (fixture->anna->states, event->id));
  /* And a true one. */
  send_receipt (fixture, NULL, event->lc, event->id);
  TEST_WAIT_UNTIL (g_hash_table_lookup (fixture->anna->states, event->id)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_READ));
  g_assert_false (fixture->raw->closed);
}

/* Thousands of them at once: not all of them are looked up, and the last one counts. */
static void
test_many_receipts (Fixture      *fixture,
                    gconstpointer data)
{
  HallRoom *room = get_direct (fixture);
  HallEvent *event;

  g_assert_nonnull (hall_session_send (fixture->anna->session, room, "hello", NULL));
  TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_EV) != NULL);
  event = g_ptr_array_index (raw_peer_find (fixture->raw, HALL_PACKET_EV)->events, 0);
  for (guint i = 0; i < 3000; i++)
    send_receipt (fixture, NULL, event->lc, "AAAAAAAAAAAAAAAAAAAAAA");
  send_receipt (fixture, NULL, event->lc, event->id);
  TEST_WAIT_UNTIL (g_hash_table_lookup (fixture->anna->states, event->id)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_READ));
  g_assert_cmpuint (test_peer_get_counter (fixture->anna, HALL_COUNTER_FRAME_OUT_OF_PLACE), <,
                    2900);
  g_assert_false (fixture->raw->closed);
}

static void
test_ahead (Fixture      *fixture,
            gconstpointer data)
{
  gboolean is_host = strcmp (test_peer_get_id (fixture->anna),
                             raw_peer_get_id (fixture->raw)) < 0;
  gint64 day_ms = G_GINT64_CONSTANT (86400000);
  g_autoptr (HallEvent) event = raw_peer_make_text (fixture->raw, fixture->room_id,
                                                    get_now () + 2 * day_ms, "tomorrow");

  send_event (fixture, event);
  TEST_WAIT_UNTIL (test_peer_get_counter (fixture->anna, HALL_COUNTER_EVENT_CLOCK_AHEAD) == 1);
  if (is_host)
    TEST_WAIT_UNTIL (raw_peer_find (fixture->raw, HALL_PACKET_ERROR) != NULL);
  g_assert_cmpuint (fixture->anna->messages->len, ==, 0);
}

static void
test_frames (Fixture      *fixture,
             gconstpointer data)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (fixture->room_id);
  join->name = g_strdup ("Mallory");
  raw_peer_send (fixture->raw, join);
  check_counted (fixture, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  check_nothing (fixture);
}

/* The room of two is not one that anybody can join, whoever it is. */
static void
test_join (Fixture      *fixture,
           gconstpointer data)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  get_direct (fixture);
  raw_peer_dial (fixture->third, fixture->anna, HALL_PURPOSE_ROOM);
  join->room = g_strdup (fixture->room_id);
  join->name = g_strdup ("Mallory");
  raw_peer_send (fixture->third, join);
  TEST_WAIT_UNTIL (raw_peer_find (fixture->third, HALL_PACKET_NOT_HOST) != NULL);
  TEST_WAIT_UNTIL (fixture->third->closed);
}

/* Keys cost nothing: who only calls takes up little, and is forgotten. */
static void
test_callers (Fixture      *fixture,
              gconstpointer data)
{
  RawPeer *callers[40];
  guint n_refused = 0;

  for (guint i = 0; i < G_N_ELEMENTS (callers); i++)
    {
      callers[i] = raw_peer_new (NULL);
      raw_peer_dial (callers[i], fixture->anna, HALL_PURPOSE_DIRECT);
    }
  TEST_WAIT_UNTIL (callers[G_N_ELEMENTS (callers) - 1]->closed);
  for (guint i = 0; i < G_N_ELEMENTS (callers); i++)
    {
      n_refused += callers[i]->closed ? 1 : 0;
      raw_peer_free (callers[i]);
    }
  g_assert_cmpuint (n_refused, >=, 8);
  TEST_WAIT_UNTIL (hall_directory_lookup_person (
                     hall_session_get_directory (fixture->anna->session),
                     raw_peer_get_id (fixture->raw)) != NULL);
  say (fixture, "an earlier caller");
  TEST_WAIT_UNTIL (fixture->anna->messages->len == 1);
}

/* Nor does it take up much who says a word under each of a thousand keys. */
static void
test_strangers (Fixture      *fixture,
                gconstpointer data)
{
  HallSession *session = fixture->anna->session;
  RawPeer *friend = raw_peer_new (NULL);

  say (fixture, "the first stranger");
  TEST_WAIT_UNTIL (fixture->anna->messages->len == 1);
  for (guint i = 1; i < HALL_ROOM_MEMBERS_MAX; i++)
    {
      g_autoptr (HallKey) key = hall_key_new_generated (NULL);
      HallPerson *stranger = hall_directory_ensure_person (hall_session_get_directory (session),
                                                           hall_key_get_id (key));
      HallRoom *room = hall_session_get_direct (session, stranger);

      hall_conversation_set_kept (hall_session_get_conversation (session, room));
    }
  raw_peer_dial (fixture->third, fixture->anna, HALL_PURPOSE_DIRECT);
  TEST_WAIT_UNTIL (fixture->third->closed);
  g_assert_cmpstr (fixture->third->error_code, ==, "rate");
  g_assert_cmpuint (test_peer_get_counter (fixture->anna, HALL_COUNTER_LINK_CROWDED_OUT), ==, 1);
  say (fixture, "goes on all the same");
  TEST_WAIT_UNTIL (fixture->anna->messages->len == 2);

  /* Whom we know is heard. */
  hall_session_set_verified (session,
                             hall_directory_ensure_person (hall_session_get_directory (session),
                                                           raw_peer_get_id (friend)), TRUE);
  raw_peer_dial (friend, fixture->anna, HALL_PURPOSE_DIRECT);
  TEST_WAIT_UNTIL (hall_session_find_direct_link (session, raw_peer_get_id (friend)) != NULL);
  raw_peer_free (friend);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/direct-lies/honest", test_honest);
  ADD ("/direct-lies/third-key", test_third_key);
  ADD ("/direct-lies/other-room", test_other_room);
  ADD ("/direct-lies/own-back", test_own_back);
  ADD ("/direct-lies/bad-signature", test_bad_signature);
  ADD ("/direct-lies/state", test_state);
  ADD ("/direct-lies/unsolicited", test_unsolicited);
  ADD ("/direct-lies/synced-third-key", test_synced_third_key);
  ADD ("/direct-lies/wrong-ack", test_wrong_ack);
  ADD ("/direct-lies/receipts", test_receipts);
  ADD ("/direct-lies/many-receipts", test_many_receipts);
  ADD ("/direct-lies/ahead", test_ahead);
  ADD ("/direct-lies/frames", test_frames);
  ADD ("/direct-lies/join", test_join);
  ADD ("/direct-lies/callers", test_callers);
  ADD ("/direct-lies/strangers", test_strangers);
  return g_test_run ();
}
