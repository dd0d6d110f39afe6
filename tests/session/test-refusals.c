/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-refusals.c: somebody who need not belong to the room refuses us, and says by which events we
 * were put out: what is forged, too much, old or beside the point changes nothing.
 */

#define G_LOG_DOMAIN "test-refusals"

#include "config.h"

#include "hall-census-private.h"
#include "hall-conversation-private.h"
#include "hall-limits.h"
#include "hall-session-rights.h"

#include "band.h"

typedef struct
{
  Band band;
  TestPeer *anna;           /* created the room, and has gone */
  TestPeer *ben;            /* hosts it */
  HallIdentity *creator;    /* Anna's */
  RawPeer *mallory;         /* whom nobody knows; announces the room, too */
  guint16 port;
  HallPacket *packet;       /* what she is going to say */
} Scene;

static HallCensus *
census_of (TestPeer   *peer,
           const char *id)
{
  return band_get_conversation (peer, id)->census;
}

static void
begin_saying (Scene *scene)
{
  scene->packet = hall_packet_new (HALL_PACKET_EVS);
  scene->packet->room = g_strdup (scene->band.id);
  scene->packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
}

static void
scene_open (Scene *scene)
{
  band_gather (&scene->band, 2);
  scene->anna = scene->band.peers[0];
  scene->ben = scene->band.peers[1];
  scene->creator = g_object_ref (hall_session_get_context (scene->anna->session)->identity);
  scene->mallory = raw_peer_new (NULL);
  scene->port = raw_peer_listen (scene->mallory);
  begin_saying (scene);
}

static void
scene_close (Scene *scene)
{
  raw_peer_free (scene->mallory);
  g_object_unref (scene->creator);
  band_free (&scene->band);
}

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

/* (transfer none): of what is going to be said. */
static HallEvent *
say (Scene        *scene,
     HallKey      *author,
     HallEventKind kind,
     const char   *person)
{
  HallEventBody body;
  HallEvent *event;
  g_autoptr (GError) error = NULL;

  hall_event_body_init (&body, kind);
  body.person = person;
  body.moderator = kind == HALL_EVENT_ROLE;
  event = hall_event_new (author, scene->band.id, now_ms (), now_ms (), NULL, NULL, &body, &error);
  g_assert_no_error (error);
  g_ptr_array_add (scene->packet->events, event);
  return event;
}

/* Somebody whom nobody ever saw joins: in an open room its host would let it. */
static void
say_joined (Scene *scene,
            guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallKey) key = hall_key_new_generated (NULL);

      g_ptr_array_add (scene->packet->events,
                       hall_event_new_state (key, scene->band.id, now_ms (), now_ms (), NULL,
                                             HALL_STATE_JOINED, "Nobody", NULL));
    }
}

/* As if the creator had said it. */
static void
say_in_creators_name (Scene        *scene,
                      HallEventKind kind,
                      const char   *person)
{
  HallEvent *own = say (scene, raw_peer_get_key (scene->mallory), kind, person);
  g_autofree char *text = g_strndup (g_bytes_get_data (own->bytes, NULL),
                                     g_bytes_get_size (own->bytes));
  g_auto (GStrv) parts = g_strsplit (text, own->author, 2);
  g_autofree char *forged = g_strjoinv (hall_identity_get_id (scene->creator), parts);
  g_autoptr (GBytes) bytes = g_bytes_new (forged, strlen (forged));
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_from_stored (bytes, own->signature, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->author, ==, hall_identity_get_id (scene->creator));
  g_ptr_array_remove (scene->packet->events, own);
  g_ptr_array_add (scene->packet->events, event);
}

static void
stop_anna (Scene *scene)
{
  test_peer_stop (scene->anna);
  TEST_WAIT_UNTIL (band_is_hosting (scene->ben, scene->band.id));
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene->ben, scene->band.id) == 0);
}

/* Announces the room until Ben asks who that is. */
static void
let_ben_ask (Scene *scene)
{
  gint64 deadline = test_begin_waiting ();

  while (raw_peer_find (scene->mallory, HALL_PACKET_JOIN) == NULL)
    {
      HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

      room->room = g_strdup (scene->band.id);
      room->name = g_strdup ("Lunch");
      room->members = 1;
      room->lock = g_strdup ("open");
      room->creator = g_strdup (hall_identity_get_id (scene->creator));
      room->tcp_port = scene->port;
      raw_peer_datagram (scene->mallory, scene->band.fixture, room);
      test_run_for (100);
      test_wait_a_turn (deadline, "Ben asks");
    }
}

/* Says it, and that Ben is banned. */
static void
refuse (Scene *scene)
{
  let_ben_ask (scene);
  raw_peer_send (scene->mallory, g_steal_pointer (&scene->packet));
  hall_link_refuse (scene->mallory->link, "banned", "banned");
  TEST_WAIT_UNTIL (hall_compare_get_n_links (band_get_conversation (scene->ben,
                                                                    scene->band.id)->compare) == 0);
}

/* @n_acts: control events that Ben held before */
static void
check_unmoved (Scene *scene,
               guint  n_acts)
{
  HallRoom *room = test_peer_find_room (scene->ben, scene->band.id);

  test_run_for (200);
  g_assert_true (band_is_hosting (scene->ben, scene->band.id));
  g_assert_false (hall_room_get_banned (room) || hall_room_get_removed (room));
  g_assert_cmpuint (census_of (scene->ben, scene->band.id)->acts->len, ==, n_acts);
  g_assert_cmpuint (test_peer_get_counter (scene->ben, HALL_COUNTER_EVENTS_UNSOLICITED), ==, 1);
  /* Nor is it on the disk. */
  test_peer_kill (scene->ben);
  test_peer_start (scene->ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (band_is_hosting (scene->ben, scene->band.id));
  g_assert_cmpuint (census_of (scene->ben, scene->band.id)->acts->len, ==, n_acts);
}

/* Without a right, or a right that she gave herself, or in the name of somebody who has one. */
static void
test_forged (void)
{
  Scene scene = { 0 };
  HallKey *own;
  const char *ben_id;
  guint n_acts;

  scene_open (&scene);
  stop_anna (&scene);
  own = raw_peer_get_key (scene.mallory);
  ben_id = test_peer_get_id (scene.ben);
  n_acts = census_of (scene.ben, scene.band.id)->acts->len;
  say (&scene, own, HALL_EVENT_ROLE, raw_peer_get_id (scene.mallory));
  say (&scene, own, HALL_EVENT_KICK, ben_id);
  say (&scene, own, HALL_EVENT_BAN, ben_id);
  say_in_creators_name (&scene, HALL_EVENT_ROLE, raw_peer_get_id (scene.mallory));
  say_in_creators_name (&scene, HALL_EVENT_BAN, ben_id);
  say_joined (&scene, 3);
  refuse (&scene);
  g_assert_cmpuint (test_peer_get_counter (scene.ben, HALL_COUNTER_EVENT_BAD_SIGNATURE), ==, 2);
  check_unmoved (&scene, n_acts);
  scene_close (&scene);
}

/* No more are looked at than it takes, and only once. */
static void
test_flood (void)
{
  Scene scene = { 0 };
  guint n_acts;

  scene_open (&scene);
  stop_anna (&scene);
  n_acts = census_of (scene.ben, scene.band.id)->acts->len;
  for (guint i = 0; i < HALL_REASONS_MAX + 8; i++)
    say_in_creators_name (&scene, HALL_EVENT_KICK, test_peer_get_id (scene.ben));
  let_ben_ask (&scene);
  raw_peer_send (scene.mallory, hall_packet_ref (scene.packet));
  for (guint i = 0; i < 20; i++)
    raw_peer_send (scene.mallory, hall_packet_ref (scene.packet));
  hall_packet_unref (g_steal_pointer (&scene.packet));
  TEST_WAIT_UNTIL (scene.mallory->closed);
  g_assert_cmpstr (scene.mallory->error_code, ==, "unsupported");
  g_assert_cmpuint (test_peer_get_counter (scene.ben, HALL_COUNTER_EVENT_BAD_SIGNATURE), ==,
                    HALL_REASONS_MAX);
  g_assert_cmpuint (test_peer_get_counter (scene.ben, HALL_COUNTER_FRAME_OUT_OF_PLACE), ==, 1);
  check_unmoved (&scene, n_acts);
  scene_close (&scene);
}

/* He was kicked indeed, and has come back since. */
static void
test_replay (void)
{
  Scene scene = { 0 };
  g_autoptr (GPtrArray) reasons = NULL;
  g_autoptr (GError) error = NULL;
  guint n_acts;

  scene_open (&scene);
  g_assert_true (hall_session_kick (scene.anna->session,
                                    test_peer_find_room (scene.anna, scene.band.id),
                                    test_peer_find_person (scene.anna, scene.ben), &error));
  TEST_WAIT_UNTIL (hall_room_get_removed (test_peer_find_room (scene.ben, scene.band.id))
                   && test_peer_get_membership (scene.ben, scene.band.id)
                      == HALL_MEMBERSHIP_NONE);
  reasons = hall_census_list_reasons (census_of (scene.anna, scene.band.id),
                                      test_peer_get_id (scene.ben));
  g_assert_cmpuint (reasons->len, ==, 2);   /* the kick, and that its author had joined */
  for (guint i = 0; i < reasons->len; i++)
    g_ptr_array_add (scene.packet->events, hall_event_ref (g_ptr_array_index (reasons, i)));
  test_peer_join (scene.ben, scene.band.id);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 2
                   && test_peer_count_unsent (scene.ben, scene.band.id) == 0);
  stop_anna (&scene);
  n_acts = census_of (scene.ben, scene.band.id)->acts->len;
  refuse (&scene);
  check_unmoved (&scene, n_acts);
  scene_close (&scene);
}

/* It is so, and she need not be known to be believed: that much is taken, and nothing beside it. */
static void
test_true (void)
{
  Scene scene = { 0 };
  HallRoom *room;
  HallCensus *census;
  guint n_acts;

  scene_open (&scene);
  stop_anna (&scene);
  n_acts = census_of (scene.ben, scene.band.id)->acts->len;
  say_joined (&scene, 6);
  say (&scene, hall_identity_get_key (scene.creator), HALL_EVENT_BAN, test_peer_get_id (scene.ben));
  say_joined (&scene, 6);
  refuse (&scene);
  room = test_peer_find_room (scene.ben, scene.band.id);
  TEST_WAIT_UNTIL (hall_room_get_banned (room)
                   && hall_room_get_membership (room) == HALL_MEMBERSHIP_NONE);
  census = census_of (scene.ben, scene.band.id);
  g_assert_true (hall_census_is_banned (census, test_peer_get_id (scene.ben)));
  g_assert_cmpuint (census->acts->len, ==, n_acts + 1);
  g_assert_cmpuint (test_peer_get_counter (scene.ben, HALL_COUNTER_EVENTS_UNSOLICITED), ==, 0);
  scene_close (&scene);
}

/* @data: what she says. She belongs, and hosts the room as well, but gives no reasons: any member
 * could say that. */
static void
test_member (gconstpointer data)
{
  const char *code = data;
  Scene scene = { 0 };
  HallRoom *room;

  scene_open (&scene);
  stop_anna (&scene);
  scene.mallory->fixture = scene.band.fixture;
  raw_peer_belong (scene.mallory, scene.band.id);
  let_ben_ask (&scene);
  g_assert_true (raw_peer_find (scene.mallory, HALL_PACKET_JOIN)->yield);
  hall_link_refuse (scene.mallory->link, code, code);
  TEST_WAIT_UNTIL (scene.mallory->closed);
  test_run_for (200);
  room = test_peer_find_room (scene.ben, scene.band.id);
  g_assert_true (band_is_hosting (scene.ben, scene.band.id));
  g_assert_false (hall_room_get_banned (room) || hall_room_get_removed (room));
  hall_packet_unref (scene.packet);
  scene_close (&scene);
}

/* Whether Mallory is told by what she is banned, who says that she @knows the room. */
static gboolean
is_told (Scene      *scene,
         const char *knows)
{
  RawPeer *voice = raw_peer_new (scene->mallory->identity);
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);
  gboolean told;

  raw_peer_dial (voice, scene->anna, HALL_PURPOSE_ROOM);
  join->room = g_strdup (scene->band.id);
  join->name = g_strdup ("Mallory");
  join->yield = TRUE;
  join->members = 5;
  join->knows = g_strdup (knows);
  raw_peer_send (voice, join);
  TEST_WAIT_UNTIL (voice->closed);
  g_assert_cmpstr (voice->error_code, ==, "banned");
  told = raw_peer_find (voice, HALL_PACKET_EVS) != NULL;
  raw_peer_free (voice);
  return told;
}

/* She was banned before anybody saw her here. Let in by somebody who does not know that, she is
 * told; as a stranger, or with what somebody else was given, she learns nothing of the room. */
static void
test_banned_before (void)
{
  Scene scene = { 0 };
  HallConversation *conversation;
  g_autofree char *own = NULL;
  g_autofree char *foreign = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  scene_open (&scene);
  conversation = band_get_conversation (scene.anna, scene.band.id);
  own = hall_genesis_token (conversation->genesis, raw_peer_get_id (scene.mallory));
  foreign = hall_genesis_token (conversation->genesis, test_peer_get_id (scene.ben));
  g_ptr_array_add (events, say (&scene, hall_identity_get_key (scene.creator), HALL_EVENT_BAN,
                                raw_peer_get_id (scene.mallory)));
  hall_conversation_take_synced (conversation, events, test_peer_get_id (scene.anna));
  TEST_WAIT_UNTIL (hall_census_is_banned (conversation->census,
                                          raw_peer_get_id (scene.mallory)));
  g_assert_false (is_told (&scene, NULL));
  g_assert_false (is_told (&scene, foreign));
  g_assert_true (is_told (&scene, own));
  hall_packet_unref (scene.packet);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/refusals/forged", test_forged);
  g_test_add_func ("/session/refusals/flood", test_flood);
  g_test_add_func ("/session/refusals/replay", test_replay);
  g_test_add_func ("/session/refusals/true", test_true);
  g_test_add_data_func ("/session/refusals/member-says-banned", "banned", test_member);
  g_test_add_data_func ("/session/refusals/member-says-removed", "removed", test_member);
  g_test_add_func ("/session/refusals/banned-before", test_banned_before);
  return g_test_run ();
}
