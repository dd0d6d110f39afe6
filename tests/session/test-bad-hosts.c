/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-bad-hosts.c: a host that lies about who is there and who is next, and others who speak as if
 * they were the host: nothing is dialled, followed, lost or grown for it.
 */

#define G_LOG_DOMAIN "test-bad-hosts"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-limits.h"

#include "band.h"

/* Mallory hosts a room of her own, and Anna is in it. */
typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  RawPeer *mallory;
  HallEvent *genesis;
  const char *id;
  guint16 port;         /* where Mallory listens */
} Scene;

static HallPacket *
make_packet (Scene         *scene,
             HallPacketType type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (scene->id);
  return packet;
}

static void
add_entry (HallPacket *packet,
           const char *id,
           guint16     port)
{
  HallRosterEntry *entry = hall_roster_entry_new (id, "Somebody");

  entry->fit = 3;
  entry->tcp_port = port;
  entry->addresses = g_new0 (char *, 2);
  entry->addresses[0] = g_strdup ("127.0.0.1");
  if (packet->entries == NULL)
    packet->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  g_ptr_array_add (packet->entries, entry);
}

static void
send_welcome (Scene  *scene,
              guint64 epoch)
{
  HallPacket *welcome = make_packet (scene, HALL_PACKET_WELCOME);

  welcome->genesis = hall_event_ref (scene->genesis);
  welcome->members = 2;
  welcome->epoch = epoch;
  welcome->now_ms = g_get_real_time () / 1000;
  add_entry (welcome, raw_peer_get_id (scene->mallory), 1);
  raw_peer_send (scene->mallory, welcome);
}

static void
announce (Scene  *scene,
          guint16 port)
{
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

  room->room = g_strdup (scene->id);
  room->name = g_strdup ("Trap");
  room->members = 1;
  room->lock = g_strdup ("open");
  room->creator = g_strdup (scene->genesis->author);
  room->tcp_port = port;
  raw_peer_datagram (scene->mallory, scene->fixture, room);
}

static HallConversation *
get_conversation (Scene *scene)
{
  return band_get_conversation (scene->anna, scene->id);
}

static void
scene_open (Scene  *scene,
            guint64 epoch)
{
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (GError) error = NULL;

  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->mallory = raw_peer_new (NULL);
  scene->genesis = hall_event_new_genesis (raw_peer_get_key (scene->mallory), now, now, "Trap",
                                           NULL, HALL_HISTORY_ALL, &error);
  g_assert_no_error (error);
  scene->id = scene->genesis->id;
  scene->port = raw_peer_listen (scene->mallory);
  announce (scene, scene->port);
  TEST_WAIT_UNTIL (test_peer_find_room (scene->anna, scene->id) != NULL);
  hall_session_join_room_async (scene->anna->session,
                                test_peer_find_room (scene->anna, scene->id), NULL, NULL, NULL);
  TEST_WAIT_UNTIL (raw_peer_find (scene->mallory, HALL_PACKET_JOIN) != NULL);
  send_welcome (scene, epoch);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene->anna, scene->id) == HALL_MEMBERSHIP_LIVE);
  /* Nothing else is there to be had; so Anna says that she joined. */
  raw_peer_send (scene->mallory, make_packet (scene, HALL_PACKET_HAVE));
  TEST_WAIT_UNTIL (raw_peer_find (scene->mallory, HALL_PACKET_EV) != NULL);
  TEST_WAIT_UNTIL (hall_census_contains (get_conversation (scene)->census,
                                         test_peer_get_id (scene->anna)));
}

static void
scene_close (Scene *scene)
{
  raw_peer_free (scene->mallory);
  session_fixture_free (scene->fixture);
  hall_event_unref (scene->genesis);
}

/* Mallory is gone, and does not listen any more. */
static void
scene_crash (Scene *scene)
{
  g_source_destroy (scene->mallory->source);
  g_clear_pointer (&scene->mallory->source, g_source_unref);
  g_clear_object (&scene->mallory->socket);
  hall_link_abort (scene->mallory->link);
}

static void
send_handoff (Scene      *scene,
              const char *room,
              guint64     epoch)
{
  HallPacket *handoff = hall_packet_new (HALL_PACKET_HANDOFF);

  handoff->room = g_strdup (room);
  handoff->epoch = epoch;
  raw_peer_send (scene->mallory, handoff);
}

static void
test_handoff (void)
{
  Scene scene = { 0 };
  HallPacket *welcome;

  scene_open (&scene, 7);
  send_handoff (&scene, scene.id, 9);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_WELCOME) != NULL);
  welcome = raw_peer_find (scene.mallory, HALL_PACKET_WELCOME);
  g_assert_cmpuint (welcome->epoch, ==, 10);
  g_assert_cmpstr (welcome->genesis->id, ==, scene.id);
  g_assert_true (band_is_hosting (scene.anna, scene.id));
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.id), ==, 2);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_HANDOFF_REFUSED), ==, 0);
  scene_close (&scene);
}

static void
on_nothing (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
}

/* Whoever will sleep, or leaves the room, must not be left with it. */
static void
test_handoff_at_the_end (void)
{
  Scene scene = { 0 };
  HallRoom *room;
  g_autoptr (HallPacket) handoff = NULL;
  gboolean asleep = FALSE;

  scene_open (&scene, 7);
  room = test_peer_find_room (scene.anna, scene.id);
  hall_session_leave_room (scene.anna->session, room);
  g_assert_false (hall_conversation_may_take_over (get_conversation (&scene)));
  hall_session_undo_leave (scene.anna->session, room);
  g_assert_true (hall_conversation_may_take_over (get_conversation (&scene)));

  hall_session_sleep_async (scene.anna->session, on_nothing, &asleep);
  g_assert_true (test_peer_get_membership (scene.anna, scene.id) == HALL_MEMBERSHIP_LIVE);
  handoff = make_packet (&scene, HALL_PACKET_HANDOFF);
  handoff->epoch = 8;
  hall_conversation_take_handoff (get_conversation (&scene), handoff);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_HANDOFF_REFUSED), ==, 1);
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  TEST_WAIT_UNTIL (asleep);
  g_assert_null (raw_peer_find (scene.mallory, HALL_PACKET_WELCOME));
  hall_session_wake (scene.anna->session);
  g_assert_true (hall_conversation_may_take_over (get_conversation (&scene)));
  scene_close (&scene);
}

static void
test_handoff_while_leaving (void)
{
  Scene scene = { 0 };

  scene_open (&scene, 7);
  hall_session_leave_room (scene.anna->session, test_peer_find_room (scene.anna, scene.id));
  send_handoff (&scene, scene.id, 8);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_HANDOFF_REFUSED) == 1);
  TEST_WAIT_UNTIL (scene.mallory->closed);
  g_assert_null (raw_peer_find (scene.mallory, HALL_PACKET_WELCOME));
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  scene_close (&scene);
}

static void
test_handoff_leaps (void)
{
  Scene scene = { 0 };

  scene_open (&scene, 7);
  send_handoff (&scene, scene.id, HALL_NUMBER_MAX);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_HANDOFF_REFUSED) == 1);
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  g_assert_cmpuint (band_get_epoch (scene.anna, scene.id), ==, 7);
  scene_close (&scene);
}

static void
test_handoff_of_other_room (void)
{
  Scene scene = { 0 };
  g_autofree char *other = g_strnfill (HALL_EVENT_ID_LENGTH, 'A');

  scene_open (&scene, 7);
  send_handoff (&scene, other, 8);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_HANDOFF_REFUSED) == 1);
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  scene_close (&scene);
}

/* Mallory announces the room, and has no place for Anna in it, @n times. */
static void
refuse (Scene *scene,
        guint  n)
{
  gint64 deadline = test_begin_waiting ();

  for (guint i = 0; i < n; i++)
    {
      HallPacket *full;

      while (raw_peer_find (scene->mallory, HALL_PACKET_JOIN) == NULL)
        {
          announce (scene, scene->port);
          test_run_for (50);
          test_wait_a_turn (deadline, "Anna asks to be let in");
        }
      full = hall_packet_new (HALL_PACKET_ERROR);
      full->code = g_strdup ("full");
      raw_peer_send (scene->mallory, full);
      g_ptr_array_set_size (scene->mallory->packets, 0);
    }
}

/* A host that has no place for us is there all the same, when its link is lost and when we come. */
static void
test_full (void)
{
  Scene scene = { 0 };

  scene_open (&scene, 7);
  hall_link_abort (scene.mallory->link);
  g_ptr_array_set_size (scene.mallory->packets, 0);
  refuse (&scene, 6);
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  g_assert_true (hall_conversation_has_other_host (get_conversation (&scene)));

  test_peer_stop (scene.anna);
  test_peer_start (scene.anna, HALL_SESSION_ACTIVE);
  refuse (&scene, 5);
  g_assert_false (band_is_hosting (scene.anna, scene.id));
  g_assert_true (hall_conversation_has_other_host (get_conversation (&scene)));
  scene_close (&scene);
}

/* A member that speaks as if it were the host: to the host, and to another member. */
static void
test_no_host (void)
{
  static const HallPacketType types[] = {
    HALL_PACKET_HANDOFF, HALL_PACKET_MOVED, HALL_PACKET_YIELD,
  };
  Band band = { 0 };

  band_gather (&band, 2);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < 2; j++)
      {
        RawPeer *mallory = raw_peer_new (NULL);
        HallPacket *packet = hall_packet_new (types[i]);

        if (j == 0)
          band_join_raw (mallory, band.peers[0], band.id, 0, 1);
        else
          raw_peer_dial (mallory, band.peers[1], HALL_PURPOSE_ROOM);
        packet->room = g_strdup (band.id);
        packet->epoch = 1;
        packet->host = g_strdup (raw_peer_get_id (mallory));
        packet->members = 500;
        raw_peer_send (mallory, packet);
        TEST_WAIT_UNTIL (mallory->closed);
        g_assert_cmpstr (mallory->error_code, ==, "unsupported");
        raw_peer_free (mallory);
      }
  TEST_WAIT_UNTIL (test_peer_count_members (band.peers[0], band.id) == 2);
  g_assert_true (band_find_host (&band) == band.peers[0]);
  g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_YIELD_REFUSED), ==, 1);
  g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_FRAME_OUT_OF_PLACE), ==, 2);
  g_assert_cmpuint (test_peer_get_counter (band.peers[1], HALL_COUNTER_FRAME_OUT_OF_PLACE), ==, 3);
  band_free (&band);
}

static void
send_moved (Scene      *scene,
            const char *host,
            const char *address,
            guint16     port)
{
  HallPacket *moved = make_packet (scene, HALL_PACKET_MOVED);

  moved->epoch = 8;
  moved->host = g_strdup (host);
  moved->addresses = g_new0 (char *, 2);
  moved->addresses[0] = g_strdup (address);
  moved->tcp_port = port;
  raw_peer_send (scene->mallory, moved);
}

/* The room moves to somebody who does not belong to it, or to where we must not dial. */
static void
test_moved (void)
{
  Scene scene = { 0 };
  RawPeer *stranger = raw_peer_new (NULL);
  RawPeer *friend = raw_peer_new (NULL);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (HallEvent) joined = NULL;

  scene_open (&scene, 7);
  joined = hall_event_new_state (raw_peer_get_key (friend), scene.id, now, now, NULL,
                                 HALL_STATE_JOINED, "Friend", NULL);
  raw_peer_send (scene.mallory, hall_packet_new_event (joined));
  TEST_WAIT_UNTIL (hall_census_contains (get_conversation (&scene)->census,
                                         raw_peer_get_id (friend)));
  send_moved (&scene, raw_peer_get_id (stranger), "127.0.0.1", raw_peer_listen (stranger));
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_ROSTER_REFUSED) == 1);
  send_moved (&scene, raw_peer_get_id (friend), "198.51.100.7", 12345);
  send_moved (&scene, test_peer_get_id (scene.anna), "127.0.0.1", 12345);
  /* The link goes on: what comes after it comes. */
  {
    g_autoptr (HallEvent) text = raw_peer_make_text (scene.mallory, scene.id, now, "hello");
    guint n_before = scene.anna->messages->len;

    raw_peer_send (scene.mallory, hall_packet_new_event (text));
    TEST_WAIT_UNTIL (scene.anna->messages->len > n_before);
  }
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_LINK_DIALED), ==, 1);
  g_assert_null (stranger->link);
  g_assert_cmpint (test_peer_get_membership (scene.anna, scene.id), ==, HALL_MEMBERSHIP_LIVE);
  raw_peer_free (stranger);
  raw_peer_free (friend);
  scene_close (&scene);
}

/* The roster names people who do not belong to the room as the first successors. */
static void
test_strangers_in_roster (void)
{
  Scene scene = { 0 };
  RawPeer *stranger = raw_peer_new (NULL);
  HallPacket *roster;

  scene_open (&scene, 7);
  roster = make_packet (&scene, HALL_PACKET_ROSTER);
  add_entry (roster, raw_peer_get_id (stranger), raw_peer_listen (stranger));
  raw_peer_send (scene.mallory, roster);
  TEST_WAIT_UNTIL (hall_roster_get_size (get_conversation (&scene)->roster) == 2);
  hall_compare_run (get_conversation (&scene)->compare);
  g_assert_cmpuint (hall_compare_get_n_links (get_conversation (&scene)->compare), ==, 0);
  scene_crash (&scene);
  TEST_WAIT_UNTIL (band_is_hosting (scene.anna, scene.id));
  g_assert_null (stranger->link);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_ROSTER_REFUSED), ==, 1);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_LINK_DIALED), ==, 2);
  raw_peer_free (stranger);
  scene_close (&scene);
}

/* More people than a room can have. */
static void
test_crowd (void)
{
  Scene scene = { 0 };

  scene_open (&scene, 7);
  for (guint page = 0; page < 10; page++)
    {
      HallPacket *roster = make_packet (&scene, HALL_PACKET_ROSTER);

      for (guint i = 0; i < 100; i++)
        {
          g_autoptr (HallKey) key = hall_key_new_generated (NULL);

          add_entry (roster, hall_key_get_id (key), 1);
        }
      raw_peer_send (scene.mallory, roster);
    }
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_ROSTER_REFUSED)
                   == 1000 + 1 - HALL_ROOM_MEMBERS_MAX);
  g_assert_cmpuint (hall_roster_get_size (get_conversation (&scene)->roster), ==,
                    HALL_ROOM_MEMBERS_MAX);
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.id), <=, HALL_ROOM_MEMBERS_MAX);
  scene_crash (&scene);
  TEST_WAIT_UNTIL (band_is_hosting (scene.anna, scene.id));
  scene_close (&scene);
}

/* A host whose epoch leaps is followed all the same; the epoch is not. */
static void
test_epoch_leaps (void)
{
  Scene scene = { 0 };

  scene_open (&scene, 7);
  hall_link_abort (scene.mallory->link);
  TEST_WAIT_UNTIL (scene.mallory->link != NULL && !hall_link_get_closed (scene.mallory->link)
                   && raw_peer_find (scene.mallory, HALL_PACKET_JOIN) != NULL);
  send_welcome (&scene, HALL_NUMBER_MAX);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.anna, scene.id) == HALL_MEMBERSHIP_LIVE);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EPOCH_JUMP), ==, 1);
  g_assert_cmpuint (band_get_epoch (scene.anna, scene.id), ==, 7);
  scene_crash (&scene);
  TEST_WAIT_UNTIL (band_is_hosting (scene.anna, scene.id));
  g_assert_cmpuint (band_get_epoch (scene.anna, scene.id), ==, 8);
  scene_close (&scene);
}

/* The first one ever heard of is without end: the room goes on all the same. */
static void
test_epoch_without_end (void)
{
  Scene scene = { 0 };

  scene_open (&scene, HALL_NUMBER_MAX);
  send_handoff (&scene, scene.id, HALL_NUMBER_MAX);
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_WELCOME) != NULL);
  g_assert_true (band_is_hosting (scene.anna, scene.id));
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/bad-hosts/handoff", test_handoff);
  g_test_add_func ("/session/bad-hosts/handoff-at-the-end", test_handoff_at_the_end);
  g_test_add_func ("/session/bad-hosts/handoff-while-leaving", test_handoff_while_leaving);
  g_test_add_func ("/session/bad-hosts/handoff-leaps", test_handoff_leaps);
  g_test_add_func ("/session/bad-hosts/handoff-of-other-room", test_handoff_of_other_room);
  g_test_add_func ("/session/bad-hosts/full", test_full);
  g_test_add_func ("/session/bad-hosts/no-host", test_no_host);
  g_test_add_func ("/session/bad-hosts/moved", test_moved);
  g_test_add_func ("/session/bad-hosts/strangers-in-roster", test_strangers_in_roster);
  g_test_add_func ("/session/bad-hosts/crowd", test_crowd);
  g_test_add_func ("/session/bad-hosts/epoch-leaps", test_epoch_leaps);
  g_test_add_func ("/session/bad-hosts/epoch-without-end", test_epoch_without_end);
  return g_test_run ();
}
