/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-receipts.c: who has what was said, as members, hosts and liars tell.
 */

#define G_LOG_DOMAIN "test-receipts"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;         /* hosts */
  char *id;
} Scene;

static void
scene_open (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->id = g_strdup (hall_room_get_id (test_peer_create_room (scene->anna, "Lunch")));
  TEST_WAIT_UNTIL (scene->anna->messages->len == 2);
}

static void
scene_close (Scene *scene)
{
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

static TestPeer *
join (Scene      *scene,
      const char *name)
{
  TestPeer *peer = session_fixture_start (scene->fixture, name);

  test_peer_join (peer, scene->id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (peer, scene->id) == 0);
  return peer;
}

/* Whether, as @peer knows, @person has what @peer shows last. */
static gboolean
has_last (TestPeer   *peer,
          const char *room_id,
          const char *person_id)
{
  HallRoom *room = test_peer_find_room (peer, room_id);
  HallDirectory *directory = hall_session_get_directory (peer->session);
  HallPerson *person = hall_directory_lookup_person (directory, person_id);
  HallMessage *last = hall_room_get_last_message (room);

  return person != NULL && last != NULL && hall_message_get_id (last) != NULL
         && hall_room_has_received (room, person, last);
}

static gboolean
knows_of (TestPeer   *peer,
          const char *room_id,
          TestPeer   *other)
{
  return has_last (peer, room_id, test_peer_get_id (other));
}

static HallPacket *
make_receipt (const char *room_id,
              const char *person_id,
              gint64      lc,
              const char *event_id)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_RECEIPT);

  packet->room = g_strdup (room_id);
  packet->host = g_strdup (person_id);
  packet->lc = lc;
  packet->event_id = g_strdup (event_id);
  return packet;
}

/* Everybody learns it of everybody, the host included; so does a newcomer. */
static void
test_everybody (void)
{
  Scene scene;
  TestPeer *ben, *carl, *dora;

  scene_open (&scene);
  ben = join (&scene, "Ben");
  carl = join (&scene, "Carl");
  test_peer_send (ben, scene.id, "who has this?");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, scene.id) == 0);
  TEST_WAIT_UNTIL (knows_of (ben, scene.id, scene.anna) && knows_of (ben, scene.id, carl));
  TEST_WAIT_UNTIL (knows_of (scene.anna, scene.id, ben) && knows_of (scene.anna, scene.id, carl));
  TEST_WAIT_UNTIL (knows_of (carl, scene.id, ben) && knows_of (carl, scene.id, scene.anna));
  dora = join (&scene, "Dora");
  TEST_WAIT_UNTIL (knows_of (dora, scene.id, ben) && knows_of (dora, scene.id, carl)
                   && knows_of (dora, scene.id, scene.anna));
  TEST_WAIT_UNTIL (knows_of (ben, scene.id, dora));
  scene_close (&scene);
}

static gboolean
was_told_of (RawPeer    *peer,
             const char *person_id)
{
  for (guint i = 0; i < peer->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (peer->packets, i);

      if (packet->type == HALL_PACKET_RECEIPT && g_strcmp0 (packet->host, person_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whoever comes is told what is known, although nobody says anything. */
static void
test_newcomer (void)
{
  Scene scene;
  TestPeer *ben;
  RawPeer *mallory = raw_peer_new (NULL);

  scene_open (&scene);
  ben = join (&scene, "Ben");
  test_peer_send (ben, scene.id, "long ago");
  TEST_WAIT_UNTIL (knows_of (scene.anna, scene.id, ben) && knows_of (ben, scene.id, scene.anna));
  test_run_for (2 * HALL_RECEIPT_DELAY_MS);   /* everything is said */
  raw_peer_join (mallory, scene.anna, scene.id);
  TEST_WAIT_UNTIL (was_told_of (mallory, test_peer_get_id (ben)));
  TEST_WAIT_UNTIL (was_told_of (mallory, test_peer_get_id (scene.anna)));
  g_assert_false (was_told_of (mallory, raw_peer_get_id (mallory)));
  raw_peer_free (mallory);
  scene_close (&scene);
}

/* A confirmation of one event says that of one event. */
static void
test_rack (void)
{
  Scene scene;
  RawPeer *mallory = raw_peer_new (NULL);
  HallRoom *room;
  HallPerson *person;
  HallPacket *rack = hall_packet_new (HALL_PACKET_RACK);
  g_autofree char *first = NULL;
  HallTimeline *timeline;

  scene_open (&scene);
  room = test_peer_find_room (scene.anna, scene.id);
  timeline = hall_room_get_timeline (room);
  {
    g_autoptr (GPtrArray) none = g_ptr_array_new ();

    hall_timeline_reset (timeline, none, TRUE, TRUE);
  }
  raw_peer_join (mallory, scene.anna, scene.id);
  test_peer_send (scene.anna, scene.id, "one");
  TEST_WAIT_UNTIL (scene.anna->messages->len == 3);
  test_peer_send (scene.anna, scene.id, "two");
  TEST_WAIT_UNTIL (scene.anna->messages->len == 4);
  first = g_strdup (g_ptr_array_index (scene.anna->messages, 2));
  rack->room = g_strdup (scene.id);
  rack->ids = g_new0 (char *, 2);
  rack->ids[0] = g_strdup (first);
  raw_peer_send (mallory, rack);
  TEST_WAIT_UNTIL (g_hash_table_lookup (scene.anna->states, first)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_SENT));
  person = hall_directory_lookup_person (hall_session_get_directory (scene.anna->session),
                                         raw_peer_get_id (mallory));
  g_assert_true (hall_room_has_received (room, person, hall_timeline_lookup (timeline, first)));
  g_assert_false (has_last (scene.anna, scene.id, raw_peer_get_id (mallory)));
  raw_peer_free (mallory);
  scene_close (&scene);
}

/* A member speaks for itself, and not about what will be said. */
static void
test_lying_member (void)
{
  Scene scene;
  TestPeer *ben;
  RawPeer *mallory = raw_peer_new (NULL);
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *last = NULL;

  scene_open (&scene);
  ben = join (&scene, "Ben");
  raw_peer_join (mallory, scene.anna, scene.id);
  test_peer_kill (ben);   /* so that he can't say anything himself */
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 2);
  test_peer_send (scene.anna, scene.id, "who has this?");
  TEST_WAIT_UNTIL (scene.anna->messages->len == 4);
  last = g_strdup (g_ptr_array_index (scene.anna->messages, 3));
  {
    HallDirectory *directory = hall_session_get_directory (scene.anna->session);
    GListModel *people = hall_directory_get_people (directory);
    g_autoptr (HallPerson) person = g_list_model_get_item (people, 0);
    g_autofree char *ben_id = g_strdup (hall_person_get_id (person));

    g_assert_cmpstr (hall_person_get_name (person), ==, "Ben");
    raw_peer_send (mallory, make_receipt (scene.id, ben_id, now + 1000, last));
    TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_FRAME_OUT_OF_PLACE) == 1);
    g_assert_false (has_last (scene.anna, scene.id, ben_id));
  }
  raw_peer_send (mallory, make_receipt (scene.id, NULL, HALL_NUMBER_MAX, last));
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_FRAME_OUT_OF_PLACE) == 2);
  g_assert_false (has_last (scene.anna, scene.id, raw_peer_get_id (mallory)));
  raw_peer_send (mallory, make_receipt (scene.id, NULL, now + 1000, last));
  TEST_WAIT_UNTIL (has_last (scene.anna, scene.id, raw_peer_get_id (mallory)));
  g_assert_false (mallory->closed);
  raw_peer_free (mallory);
  scene_close (&scene);
}

/* Something turns up below what everybody vouched for: who is gone did not speak of it; who brought
 * it has it, and who is here says so again. */
static void
test_late (void)
{
  Scene scene;
  TestPeer *ben, *carl, *dora;
  RawPeer *author = raw_peer_new (NULL);
  g_autofree char *id_of_carl = NULL;
  g_autoptr (HallEvent) event = NULL;
  HallPerson *person;
  HallMessage *message;
  HallRoom *room;

  scene_open (&scene);
  ben = join (&scene, "Ben");
  carl = join (&scene, "Carl");
  dora = join (&scene, "Dora");
  id_of_carl = g_strdup (test_peer_get_id (carl));
  author->fixture = scene.fixture;
  event = raw_peer_make_text (author, scene.id, g_get_real_time () / 1000, "written elsewhere");
  test_peer_stop (ben);
  test_run_for (20);
  test_peer_send (scene.anna, scene.id, "who has this?");
  TEST_WAIT_UNTIL (scene.anna->messages->len == 6);
  TEST_WAIT_UNTIL (has_last (scene.anna, scene.id, id_of_carl)
                   && knows_of (scene.anna, scene.id, dora));
  TEST_WAIT_UNTIL (has_last (dora, scene.id, id_of_carl));
  test_peer_stop (carl);
  raw_peer_plant (ben, event);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 7 && dora->messages->len > 0
                   && g_str_equal (g_ptr_array_index (dora->messages, dora->messages->len - 1),
                                   event->id));
  room = test_peer_find_room (scene.anna, scene.id);
  person = hall_directory_lookup_person (hall_session_get_directory (scene.anna->session),
                                         id_of_carl);
  message = hall_timeline_make_message (hall_room_get_timeline (room), event);
  g_assert_false (hall_room_has_received (room, person, message));
  g_assert_true (hall_room_has_received (room, test_peer_find_person (scene.anna, ben), message));
  TEST_WAIT_UNTIL (hall_room_has_received (room, test_peer_find_person (scene.anna, dora),
                                           message));
  g_object_unref (message);

  room = test_peer_find_room (dora, scene.id);
  person = hall_directory_lookup_person (hall_session_get_directory (dora->session), id_of_carl);
  message = hall_timeline_make_message (hall_room_get_timeline (room), event);
  g_assert_false (hall_room_has_received (room, person, message));
  TEST_WAIT_UNTIL (hall_room_has_received (room, test_peer_find_person (dora, scene.anna),
                                           message));
  TEST_WAIT_UNTIL (hall_room_has_received (room, test_peer_find_person (dora, ben), message));
  g_assert_false (hall_room_has_received (room, person, message));
  g_object_unref (message);
  raw_peer_free (author);
  scene_close (&scene);
}

/* Mallory hosts; Anna is told of the room and joins. */
static HallRoom *
join_mallory (SessionFixture *fixture,
              TestPeer       *anna,
              RawPeer        *mallory,
              HallEvent      *genesis)
{
  guint16 port = raw_peer_listen (mallory);
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);
  HallPacket *welcome = hall_packet_new (HALL_PACKET_WELCOME);

  room->room = g_strdup (genesis->id);
  room->name = g_strdup ("Lunch");
  room->members = 1;
  room->lock = g_strdup ("open");
  room->creator = g_strdup (raw_peer_get_id (mallory));
  room->epoch = 1;
  room->tcp_port = port;
  raw_peer_datagram (mallory, fixture, room);
  TEST_WAIT_UNTIL (test_peer_find_room (anna, genesis->id) != NULL);
  hall_session_join_room_async (anna->session, test_peer_find_room (anna, genesis->id), NULL, NULL,
                                NULL);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_JOIN) != NULL);
  welcome->room = g_strdup (genesis->id);
  welcome->epoch = 1;
  welcome->genesis = hall_event_ref (genesis);
  welcome->members = 2;
  welcome->now_ms = g_get_real_time () / 1000;
  raw_peer_send (mallory, welcome);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, genesis->id) == HALL_MEMBERSHIP_LIVE);
  return test_peer_find_room (anna, genesis->id);
}

/* A host that does not synchronise is told nothing: what it has may be missing here. And it can
 * only speak of those who belong to the room. */
static void
test_lying_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *nobody = raw_peer_new (NULL);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) genesis = NULL;
  g_autoptr (HallEvent) text = NULL;

  genesis = hall_event_new_genesis (raw_peer_get_key (mallory), now, now, "Lunch", NULL,
                                    HALL_HISTORY_ALL, &error);
  g_assert_no_error (error);
  join_mallory (fixture, anna, mallory, genesis);
  text = raw_peer_make_text (mallory, genesis->id, now + 1, "of the host");
  raw_peer_send (mallory, hall_packet_new_event (text));
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_RACK) != NULL);
  raw_peer_send (mallory, make_receipt (genesis->id, raw_peer_get_id (nobody), now + 1, text->id));
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_FRAME_OUT_OF_PLACE) == 1);
  g_assert_null (hall_directory_lookup_person (hall_session_get_directory (anna->session),
                                               raw_peer_get_id (nobody)));
  test_run_for (3 * HALL_RECEIPT_DELAY_MS);
  g_assert_null (raw_peer_find (mallory, HALL_PACKET_RECEIPT));
  raw_peer_free (nobody);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/receipts/everybody", test_everybody);
  g_test_add_func ("/session/receipts/newcomer", test_newcomer);
  g_test_add_func ("/session/receipts/late", test_late);
  g_test_add_func ("/session/receipts/rack", test_rack);
  g_test_add_func ("/session/receipts/lying-member", test_lying_member);
  g_test_add_func ("/session/receipts/lying-host", test_lying_host);
  return g_test_run ();
}
