/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-late-rights.c: what gives somebody a right arrives after what it permits, or before, at
 * whole sessions: in the end they show and hold the same. And who may invite.
 */

#define G_LOG_DOMAIN "test-late-rights"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-limits.h"
#include "hall-session-rights.h"

#include "band.h"
#include "lock-fixture.h"
#include "talk-fixture.h"

typedef struct
{
  Band band;
  TestPeer *anna;          /* created the room; comes last */
  TestPeer *ben;           /* hosts while she is away */
  TestPeer *carl;
  HallIdentity *creator;   /* Anna's */
  HallIdentity *moderator; /* Carl's, or whom she makes one */
} Scene;

static void
scene_open (Scene *scene)
{
  band_gather (&scene->band, 3);
  scene->anna = scene->band.peers[0];
  scene->ben = scene->band.peers[1];
  scene->carl = scene->band.peers[2];
  band_speak (&scene->band, "before");
  band_check_same (&scene->band);
  scene->creator = g_object_ref (hall_session_get_context (scene->anna->session)->identity);
  scene->moderator = g_object_ref (hall_session_get_context (scene->carl->session)->identity);
}

static void
scene_close (Scene *scene)
{
  g_object_unref (scene->creator);
  g_object_unref (scene->moderator);
  band_free (&scene->band);
}

/* (transfer full): what somebody said a moment ago, where it could not be heard. */
static HallEvent *
make (Scene        *scene,
      HallIdentity *author,
      gint64        lc,
      HallEventKind kind,
      TestPeer     *person,
      const char   *name)
{
  HallEventBody body;
  HallEvent *event;
  g_autoptr (GError) error = NULL;

  hall_event_body_init (&body, kind);
  body.person = person != NULL ? test_peer_get_id (person) : NULL;
  body.moderator = kind == HALL_EVENT_ROLE;
  body.name = name;
  event = hall_event_new (hall_identity_get_key (author), scene->band.id, lc, lc, NULL, NULL, &body,
                          &error);
  g_assert_no_error (error);
  return event;
}

static gboolean
is_named (Scene      *scene,
          TestPeer   *peer,
          const char *name)
{
  return g_strcmp0 (hall_room_get_name (test_peer_find_room (peer, scene->band.id)), name) == 0;
}

/* The rename is signed by Carl, and what makes him a moderator stands before it. @data: which of
 * the two is heard first by those who are there; the other comes with Anna. */
static void
test_order (gconstpointer data)
{
  gboolean permit_first = GPOINTER_TO_INT (data);
  Scene scene = { 0 };
  gint64 now;
  g_autoptr (HallEvent) role = NULL;
  g_autoptr (HallEvent) rename = NULL;

  scene_open (&scene);
  now = g_get_real_time () / 1000;
  role = make (&scene, scene.creator, now, HALL_EVENT_ROLE, scene.carl, NULL);
  rename = make (&scene, scene.moderator, now + 1, HALL_EVENT_ROOM, NULL, "Supper");
  for (guint i = 0; i < 3; i++)
    test_peer_stop (scene.band.peers[i]);
  raw_peer_plant (permit_first ? scene.ben : scene.anna, role);
  raw_peer_plant (permit_first ? scene.anna : scene.ben, rename);

  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  test_peer_start (scene.carl, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (band_find_host (&scene.band) != NULL);
  band_speak (&scene.band, "meanwhile");
  band_check_same (&scene.band);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_true (is_named (&scene, scene.band.peers[i], "Lunch"));
      g_assert_cmpint (hall_census_is_moderator (band_get_conversation (scene.band.peers[i],
                                                                        scene.band.id)->census,
                                                 test_peer_get_id (scene.carl)), ==, permit_first);
    }

  test_peer_start (scene.anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (band_find_host (&scene.band) != NULL);
  for (guint i = 0; i < 3; i++)
    {
      TestPeer *peer = scene.band.peers[i];

      TEST_WAIT_UNTIL (is_named (&scene, peer, "Supper"));
      TEST_WAIT_UNTIL (hall_census_is_moderator (band_get_conversation (peer,
                                                                        scene.band.id)->census,
                                                 test_peer_get_id (scene.carl)));
    }
  band_check_same (&scene.band);
  band_check_heard (&scene.band, scene.ben, "meanwhile");
  band_check_heard (&scene.band, scene.carl, "meanwhile");
  scene_close (&scene);
}

static guint
count_lines (Scene      *scene,
             TestPeer   *peer,
             const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, scene->band.id, 100);

  return test_count_text (history, text);
}

/* That Carl may kick is heard only after he did: Ben goes on until then, and is out when it is,
 * whoever hosts; what he said after that place is taken back everywhere. */
static void
test_late_kick (void)
{
  Scene scene = { 0 };
  HallRoom *room;
  gint64 now;
  g_autoptr (HallEvent) role = NULL;
  g_autoptr (HallEvent) kick = NULL;

  scene_open (&scene);
  now = g_get_real_time () / 1000;
  role = make (&scene, scene.creator, now, HALL_EVENT_ROLE, scene.carl, NULL);
  kick = make (&scene, scene.moderator, now + 1, HALL_EVENT_KICK, scene.ben, NULL);
  for (guint i = 0; i < 3; i++)
    test_peer_stop (scene.band.peers[i]);
  raw_peer_plant (scene.carl, kick);
  raw_peer_plant (scene.anna, role);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  test_peer_start (scene.carl, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (band_find_host (&scene.band) != NULL);
  band_speak (&scene.band, "meanwhile");
  band_check_same (&scene.band);
  band_check_heard (&scene.band, scene.ben, "meanwhile");

  test_peer_start (scene.anna, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (scene.ben, scene.band.id);
  TEST_WAIT_UNTIL (hall_room_get_removed (room)
                   && hall_room_get_membership (room) == HALL_MEMBERSHIP_NONE);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 2
                   && test_peer_count_members (scene.carl, scene.band.id) == 2);
  test_peer_stop (scene.ben);
  TEST_WAIT_UNTIL (count_lines (&scene, scene.anna, "meanwhile Ben") == 0
                   && count_lines (&scene, scene.carl, "meanwhile Ben") == 0);
  for (guint i = 0; i < 3; i += 2)
    {
      g_assert_cmpuint (count_lines (&scene, scene.band.peers[i], "meanwhile Carl"), ==, 1);
      g_assert_cmpuint (count_lines (&scene, scene.band.peers[i], "before Ben"), ==, 1);
    }
  band_check_same (&scene.band);
  scene_close (&scene);
}

static gboolean
is_seen (Scene      *scene,
         TestPeer   *peer,
         const char *id,
         const char *text)
{
  HallRoom *room = test_peer_find_room (peer, scene->band.id);
  HallMessage *message = hall_timeline_lookup (hall_room_get_timeline (room), id);

  return message != NULL && g_str_equal (hall_message_get_text (message), text);
}

/* Ben's text as all have it on the screen: (transfer full): its id. */
static char *
write_and_open (Scene *scene)
{
  TestPeer *ben = scene->ben;
  char *id;

  for (guint i = 0; i < 3; i++)
    talk_open (scene->band.peers[i], scene->band.id);
  test_peer_send (ben, scene->band.id, "noodles");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, scene->band.id) == 0);
  id = g_strdup (hall_message_get_id (talk_find (ben, scene->band.id, "noodles")));
  test_run_for (10);
  talk_edit (ben, scene->band.id, "noodles", "soup");
  for (guint i = 0; i < 3; i++)
    TEST_WAIT_UNTIL (is_seen (scene, scene->band.peers[i], id, "soup"));
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, scene->band.id) == 0);
  return id;
}

/* It turns out that Ben had been kicked when he edited what he said, so that it is seen as it was
 * said; he comes back, and it is seen as edited, by those who have it on the screen, too. */
static void
test_edited_again (void)
{
  Scene scene = { 0 };
  HallConversation *conversation;
  HallRoom *room;
  g_autofree char *id = NULL;
  g_autoptr (HallEvent) kick = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  scene_open (&scene);
  id = write_and_open (&scene);
  conversation = band_get_conversation (scene.anna, scene.band.id);
  room = test_peer_find_room (scene.ben, scene.band.id);
  kick = make (&scene, scene.creator,
               hall_message_get_time (hall_timeline_lookup (hall_room_get_timeline (room), id)) + 1,
               HALL_EVENT_KICK, scene.ben, NULL);
  g_ptr_array_add (events, kick);
  hall_conversation_take_synced (conversation, events, test_peer_get_id (scene.anna));
  for (guint i = 0; i < 3; i += 2)
    TEST_WAIT_UNTIL (is_seen (&scene, scene.band.peers[i], id, "noodles"));
  TEST_WAIT_UNTIL (hall_room_get_removed (room)
                   && hall_room_get_membership (room) == HALL_MEMBERSHIP_NONE);
  test_peer_join (scene.ben, scene.band.id);
  for (guint i = 0; i < 3; i++)
    TEST_WAIT_UNTIL (is_seen (&scene, scene.band.peers[i], id, "soup"));
  scene_close (&scene);
}

static HallRoom *
create_for_moderators (TestPeer *peer)
{
  HallRoomDraft draft = { .name = "Lunch", .lock = HALL_LOCK_INVITED, .moderators_invite = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  hall_session_create_room_async (peer->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_create_room_finish (peer->session, result, &error);
  g_assert_no_error (error);
  return room;
}

static gboolean
invite (TestPeer   *peer,
        TestPeer   *person,
        const char *id,
        GError    **error)
{
  TEST_WAIT_UNTIL (test_peer_sees (peer, person) && test_peer_sees (person, peer));
  return hall_session_invite (peer->session, test_peer_find_room (peer, id),
                              test_peer_find_person (peer, person), error);
}

static HallCensus *
census_of (TestPeer   *peer,
           const char *id)
{
  return band_get_conversation (peer, id)->census;
}

/* Where only moderators invite: a member may not, by the window nor by an event of its own; what it
 * says lets nobody in, whoever hosts. A moderator's does, and everybody's when that is changed. */
static void
test_moderators_invite (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  TestPeer *dora = session_fixture_start (fixture, "Dora");
  g_autofree char *id = g_strdup (hall_room_get_id (create_for_moderators (anna)));
  HallEventBody body;
  g_autoptr (GError) error = NULL;

  g_assert_true (invite (anna, ben, id, &error));
  TEST_WAIT_UNTIL (hall_census_is_admitted (census_of (anna, id), test_peer_get_id (ben)));
  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 2
                   && test_peer_count_unsent (ben, id) == 0);
  g_assert_true (hall_room_get_moderators_invite (test_peer_find_room (ben, id)));
  g_assert_false (invite (ben, carl, id, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);

  hall_event_body_init (&body, HALL_EVENT_ADMIT);
  body.person = test_peer_get_id (carl);
  hall_conversation_say (band_get_conversation (ben, id), &body);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_EVENT_NOT_PERMITTED) > 0);
  g_assert_false (hall_census_is_admitted (census_of (anna, id), test_peer_get_id (carl)));
  error = lock_enter (carl, id, NULL, FALSE);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_INVITED);
  g_clear_error (&error);

  /* Ben hosts, and does not let in whom he said himself. */
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (band_is_hosting (ben, id));
  g_assert_false (hall_census_is_admitted (census_of (ben, id), test_peer_get_id (carl)));
  error = lock_enter (carl, id, NULL, FALSE);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_INVITED);
  g_clear_error (&error);

  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  g_assert_true (hall_session_set_moderator (anna->session, test_peer_find_room (anna, id),
                                             test_peer_find_person (anna, ben), TRUE, &error));
  TEST_WAIT_UNTIL (hall_room_get_moderator (test_peer_find_room (ben, id)));
  g_assert_true (invite (ben, carl, id, &error));
  TEST_WAIT_UNTIL (hall_census_is_admitted (census_of (ben, id), test_peer_get_id (carl)));
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 3
                   && test_peer_count_unsent (carl, id) == 0);

  g_assert_false (invite (carl, dora, id, &error));
  g_clear_error (&error);
  g_assert_true (hall_session_set_moderators_invite (anna->session, test_peer_find_room (anna, id),
                                                     FALSE, &error));
  TEST_WAIT_UNTIL (!hall_room_get_moderators_invite (test_peer_find_room (carl, id)));
  /* Of one millisecond the ids would decide which comes first. */
  test_run_for (5);
  g_assert_true (invite (carl, dora, id, &error));
  TEST_WAIT_UNTIL (hall_census_is_admitted (census_of (ben, id), test_peer_get_id (dora)));
  test_peer_join (dora, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 4);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hall_admission_set_deriver (lock_derive);
  g_test_add_data_func ("/session/late-rights/role-after", GINT_TO_POINTER (FALSE), test_order);
  g_test_add_data_func ("/session/late-rights/role-before", GINT_TO_POINTER (TRUE), test_order);
  g_test_add_func ("/session/late-rights/kick", test_late_kick);
  g_test_add_func ("/session/late-rights/edited-again", test_edited_again);
  g_test_add_func ("/session/late-rights/moderators-invite", test_moderators_invite);
  return g_test_run ();
}
