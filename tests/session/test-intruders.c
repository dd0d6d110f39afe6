/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-intruders.c: members and hosts that lie; each is refused, counted, and changes nothing.
 */

#define G_LOG_DOMAIN "test-intruders"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  RawPeer *mallory;
  char *id;
} Scene;

static void
scene_open (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->mallory = raw_peer_new (NULL);
  scene->id = NULL;
}

static void
scene_host (Scene *scene)
{
  scene->id = g_strdup (hall_room_get_id (test_peer_create_room (scene->anna, "Lunch")));
  TEST_WAIT_UNTIL (scene->anna->messages->len == 2);
}

static void
scene_close (Scene *scene)
{
  raw_peer_free (scene->mallory);
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

static HallPacket *
make_evs (HallEvent *event)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_EVS);

  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (packet->events, hall_event_ref (event));
  return packet;
}

static void
test_unsolicited_from_member (void)
{
  Scene scene;
  g_autoptr (HallEvent) event = NULL;

  scene_open (&scene);
  scene_host (&scene);
  raw_peer_join (scene.mallory, scene.anna, scene.id);
  event = raw_peer_make_text (scene.mallory, scene.id, g_get_real_time () / 1000, "not asked for");
  raw_peer_send (scene.mallory, make_evs (event));
  TEST_WAIT_UNTIL (scene.mallory->closed);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENTS_UNSOLICITED), ==, 1);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 1);
  g_assert_cmpuint (scene.anna->messages->len, ==, 2);
  scene_close (&scene);
}

static void
test_forged_author (void)
{
  Scene scene;
  g_autoptr (HallEvent) event = NULL;
  RawPeer *other = raw_peer_new (NULL);

  scene_open (&scene);
  scene_host (&scene);
  raw_peer_join (scene.mallory, scene.anna, scene.id);
  event = raw_peer_make_text (other, scene.id, g_get_real_time () / 1000, "as somebody else");
  raw_peer_send (scene.mallory, hall_packet_new_event (event));
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_NOT_AUTHOR) == 1);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 1);
  g_assert_cmpuint (scene.anna->messages->len, ==, 2);
  raw_peer_free (other);
  scene_close (&scene);
}

static void
test_clock_ahead (void)
{
  Scene scene;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallEvent) sane = NULL;
  gint64 now = g_get_real_time () / 1000;
  HallPacket *error;

  scene_open (&scene);
  scene_host (&scene);
  raw_peer_join (scene.mallory, scene.anna, scene.id);
  event = raw_peer_make_text (scene.mallory, scene.id, now + 365 * HALL_DAY_MS, "next year");
  raw_peer_send (scene.mallory, hall_packet_new_event (event));
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_ERROR) != NULL);
  error = raw_peer_find (scene.mallory, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "clock");
  g_assert_cmpstr (error->ids[0], ==, event->id);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_CLOCK_AHEAD), ==, 1);
  sane = raw_peer_make_text (scene.mallory, scene.id, now, "today");
  raw_peer_send (scene.mallory, hall_packet_new_event (sane));
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_ACK) != NULL);
  /* On the host's disk and on the author's own. */
  g_assert_cmpint (raw_peer_find (scene.mallory, HALL_PACKET_ACK)->level, ==,
                   HALL_ACK_REPLICATED);
  g_assert_cmpuint (scene.anna->messages->len, ==, 3);
  scene_close (&scene);
}

static void
test_not_host (void)
{
  Scene scene;
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);
  HallPacket *answer;

  scene_open (&scene);
  scene_host (&scene);
  raw_peer_dial (scene.mallory, scene.anna, HALL_PURPOSE_ROOM);
  join->room = g_strnfill (HALL_EVENT_ID_LENGTH, 'A');
  join->name = g_strdup ("Mallory");
  raw_peer_send (scene.mallory, join);
  TEST_WAIT_UNTIL (scene.mallory->closed);
  answer = raw_peer_find (scene.mallory, HALL_PACKET_NOT_HOST);
  g_assert_nonnull (answer);
  g_assert_null (answer->host);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_JOIN_REFUSED), ==, 1);
  scene_close (&scene);
}

static void
test_first_packet (void)
{
  Scene scene;
  HallPacket *rack = hall_packet_new (HALL_PACKET_RACK);
  RawPeer *curious = raw_peer_new (NULL);

  scene_open (&scene);
  scene_host (&scene);
  raw_peer_dial (scene.mallory, scene.anna, HALL_PURPOSE_ROOM);
  rack->room = g_strdup (scene.id);
  rack->ids = g_new0 (char *, 1);
  raw_peer_send (scene.mallory, rack);
  TEST_WAIT_UNTIL (scene.mallory->closed);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_FRAME_OUT_OF_PLACE), ==, 1);

  raw_peer_dial (curious, scene.anna, HALL_PURPOSE_FILE);
  TEST_WAIT_UNTIL (curious->closed);
  g_assert_cmpstr (curious->error_code, ==, "unsupported");
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.id), ==, 1);
  raw_peer_free (curious);
  scene_close (&scene);
}

/* Mallory announces a room by the id of @genesis. */
static void
announce (Scene     *scene,
          HallEvent *genesis,
          guint16    tcp_port)
{
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

  room->room = g_strdup (genesis->id);
  room->name = g_strdup ("Lunch");
  room->members = 1;
  room->lock = g_strdup ("open");
  room->creator = g_strdup (genesis->author);
  room->tcp_port = tcp_port;
  raw_peer_datagram (scene->mallory, scene->fixture, room);
}

static HallEvent *
make_genesis (RawPeer    *peer,
              const char *name)
{
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (GError) error = NULL;
  HallEvent *genesis = hall_event_new_genesis (raw_peer_get_key (peer), now, now, name, NULL,
                                               HALL_HISTORY_ALL, &error);

  g_assert_no_error (error);
  return genesis;
}

static void
send_welcome (RawPeer    *peer,
              const char *room_id,
              HallEvent  *genesis)
{
  HallPacket *welcome = hall_packet_new (HALL_PACKET_WELCOME);
  HallRosterEntry *entry = hall_roster_entry_new (raw_peer_get_id (peer), "Mallory");

  welcome->room = g_strdup (room_id);
  welcome->genesis = hall_event_ref (genesis);
  welcome->members = 1;
  welcome->now_ms = g_get_real_time () / 1000;
  welcome->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  g_ptr_array_add (welcome->entries, entry);
  raw_peer_send (peer, welcome);
}

/* Anna tries to join what Mallory announces; returns when Mallory has the join. */
static void
let_join (Scene              *scene,
          HallEvent          *genesis,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  announce (scene, genesis, raw_peer_listen (scene->mallory));
  TEST_WAIT_UNTIL (test_peer_find_room (scene->anna, genesis->id) != NULL);
  hall_session_join_room_async (scene->anna->session,
                                test_peer_find_room (scene->anna, genesis->id), NULL,
                                callback, user_data);
  TEST_WAIT_UNTIL (raw_peer_find (scene->mallory, HALL_PACKET_JOIN) != NULL);
}

/* A welcome that is not this room's: nothing of it is shown or kept. */
static void
check_wrong_welcome (gboolean    consistent,
                     HallCounter counter)
{
  Scene scene;
  g_autoptr (HallEvent) announced = NULL;
  g_autoptr (HallEvent) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;

  scene_open (&scene);
  announced = make_genesis (scene.mallory, "Lunch");
  other = make_genesis (scene.mallory, "Trap");
  let_join (&scene, announced, test_keep_result, &result);
  send_welcome (scene.mallory, consistent ? other->id : announced->id, other);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (hall_session_join_finish (scene.anna->session, result, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE);
  g_clear_object (&result);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, counter), ==, 1);
  g_assert_cmpint (test_peer_get_membership (scene.anna, announced->id), ==,
                   HALL_MEMBERSHIP_NONE);
  g_assert_cmpuint (scene.anna->messages->len, ==, 0);
  history = test_peer_load_history (scene.anna, announced->id, 10);
  g_assert_cmpuint (history->len, ==, 0);
  scene_close (&scene);
}

static void
test_wrong_genesis (void)
{
  check_wrong_welcome (FALSE, HALL_COUNTER_FRAME_BAD_FIELD);
  check_wrong_welcome (TRUE, HALL_COUNTER_FRAME_OUT_OF_PLACE);
}

/* A host that has no place left: the sentence says so. */
static void
test_full (void)
{
  Scene scene;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  genesis = make_genesis (scene.mallory, "Lunch");
  let_join (&scene, genesis, test_keep_result, &result);
  hall_link_refuse (scene.mallory->link, "full", "no place left");
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (hall_session_join_finish (scene.anna->session, result, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "The room is full.");
  g_assert_cmpuint (scene.anna->problems->len, ==, 1);
  g_clear_object (&result);
  g_assert_cmpint (test_peer_get_membership (scene.anna, genesis->id), ==, HALL_MEMBERSHIP_NONE);
  scene_close (&scene);
}

/* A wrong beginning at an address that Anna typed: nothing is dialled again, and she is told. */
static void
test_wrong_genesis_at_address (void)
{
  Scene scene;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  scene_open (&scene);
  genesis = make_genesis (scene.mallory, "Trap");
  genesis->signature[3] ^= 1;
  address = g_strdup_printf ("127.0.0.1:%u", raw_peer_listen (scene.mallory));
  hall_session_join_address_async (scene.anna->session, address, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_JOIN) != NULL);
  send_welcome (scene.mallory, genesis->id, genesis);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (hall_session_join_finish (scene.anna->session, result, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE);
  g_clear_object (&result);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_BAD_SIGNATURE), ==, 1);
  g_assert_cmpint (test_peer_get_membership (scene.anna, genesis->id), ==, HALL_MEMBERSHIP_NONE);
  scene_close (&scene);
}

static HallPacket *
make_have (const char *room_id)
{
  HallPacket *have = hall_packet_new (HALL_PACKET_HAVE);
  guint8 digest[8] = { 0 };

  have->room = g_strdup (room_id);
  have->control = hall_base64url_encode (digest, sizeof digest);
  have->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  return have;
}

static void
test_unsolicited_from_host (void)
{
  Scene scene;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (HallEvent) event = NULL;
  gboolean finished = FALSE;

  scene_open (&scene);
  genesis = make_genesis (scene.mallory, "Lunch");
  let_join (&scene, genesis, test_note_finished, &finished);
  send_welcome (scene.mallory, genesis->id, genesis);
  raw_peer_send (scene.mallory, make_have (genesis->id));
  event = raw_peer_make_text (scene.mallory, genesis->id, g_get_real_time () / 1000, "pushed");
  raw_peer_send (scene.mallory, make_evs (event));
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENTS_UNSOLICITED) == 1);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.anna, genesis->id)
                   == HALL_MEMBERSHIP_WAITING);
  {
    g_autoptr (GPtrArray) history = test_peer_load_history (scene.anna, genesis->id, 10);

    g_assert_cmpuint (test_count_text (history, "pushed"), ==, 0);
  }
  test_peer_stop (scene.anna);   /* finishes the join, too */
  g_assert_true (finished);
  scene_close (&scene);
}

/* A host relays events that are of another room, or that nobody signed. */
static void
test_bad_live_events (void)
{
  Scene scene;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (HallEvent) elsewhere = NULL;
  g_autoptr (HallEvent) stray = NULL;
  g_autoptr (HallEvent) unsigned_event = NULL;
  g_autoptr (HallEvent) good = NULL;
  gboolean finished = FALSE;
  gint64 now = g_get_real_time () / 1000;
  guint n_before;

  scene_open (&scene);
  genesis = make_genesis (scene.mallory, "Lunch");
  elsewhere = make_genesis (scene.mallory, "Elsewhere");
  let_join (&scene, genesis, test_note_finished, &finished);
  send_welcome (scene.mallory, genesis->id, genesis);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.anna, genesis->id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 1);
  n_before = scene.anna->messages->len;
  stray = raw_peer_make_text (scene.mallory, elsewhere->id, now, "stray");
  unsigned_event = raw_peer_make_text (scene.mallory, genesis->id, now, "unsigned");
  unsigned_event->signature[3] ^= 1;
  good = raw_peer_make_text (scene.mallory, genesis->id, now, "good");
  raw_peer_send (scene.mallory, hall_packet_new_event (stray));
  raw_peer_send (scene.mallory, hall_packet_new_event (unsigned_event));
  raw_peer_send (scene.mallory, hall_packet_new_event (good));
  TEST_WAIT_UNTIL (scene.anna->messages->len == n_before + 1);
  g_assert_cmpstr (g_ptr_array_index (scene.anna->messages, n_before), ==, good->id);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_OTHER_ROOM), ==, 1);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_BAD_SIGNATURE), ==, 1);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_RACK) != NULL);
  test_peer_stop (scene.anna);   /* finishes the join, too */
  g_assert_true (finished);
  scene_close (&scene);
}

/* A host says that it has days it does not have, and never delivers: the rest still works. */
static void
test_empty_promises (void)
{
  Scene scene;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) room = NULL;
  HallPacket *have, *answer;
  HallDayDigest day = { g_get_real_time () / 1000 / HALL_DAY_MS, 5, "AAAAAAAAAAA" };
  HallPacket *question;

  scene_open (&scene);
  genesis = make_genesis (scene.mallory, "Lunch");
  let_join (&scene, genesis, test_keep_result, &result);
  send_welcome (scene.mallory, genesis->id, genesis);
  have = make_have (genesis->id);
  g_clear_pointer (&have->control, g_free);
  g_array_append_val (have->days, day);
  raw_peer_send (scene.mallory, have);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_IDS) != NULL);
  question = raw_peer_find (scene.mallory, HALL_PACKET_IDS);
  g_assert_true (question->question);
  g_assert_cmpint (question->day, ==, day.day);
  answer = hall_packet_new (HALL_PACKET_IDS);
  answer->room = g_strdup (genesis->id);
  answer->day = day.day;
  answer->ids = g_new0 (char *, 2);
  answer->ids[0] = g_strnfill (HALL_EVENT_ID_LENGTH, 'A');
  raw_peer_send (scene.mallory, answer);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_WANT) != NULL);
  answer = hall_packet_new (HALL_PACKET_EVS);
  answer->events = g_ptr_array_new ();
  raw_peer_send (scene.mallory, answer);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_join_finish (scene.anna->session, result, NULL);
  g_assert_nonnull (room);
  g_clear_object (&result);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/intruders/unsolicited-from-member", test_unsolicited_from_member);
  g_test_add_func ("/session/intruders/forged-author", test_forged_author);
  g_test_add_func ("/session/intruders/clock-ahead", test_clock_ahead);
  g_test_add_func ("/session/intruders/not-host", test_not_host);
  g_test_add_func ("/session/intruders/first-packet", test_first_packet);
  g_test_add_func ("/session/intruders/wrong-genesis", test_wrong_genesis);
  g_test_add_func ("/session/intruders/full", test_full);
  g_test_add_func ("/session/intruders/wrong-genesis-at-address", test_wrong_genesis_at_address);
  g_test_add_func ("/session/intruders/unsolicited-from-host", test_unsolicited_from_host);
  g_test_add_func ("/session/intruders/bad-live-events", test_bad_live_events);
  g_test_add_func ("/session/intruders/empty-promises", test_empty_promises);
  return g_test_run ();
}
