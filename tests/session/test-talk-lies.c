/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-lies.c: edits, reactions and pins of somebody who says whatever it likes, in any order,
 * and rights that are known only later.
 */

#define G_LOG_DOMAIN "test-talk-lies"

#include "config.h"

#include "hall-session-rights.h"
#include "hall-session-talk.h"

#include "talk-fixture.h"

#define THUMB "👍"

typedef struct
{
  Band band;
  RawPeer *mallory;
  gint64 lc;
} Scene;

static void
scene_open (Scene *scene)
{
  band_gather (&scene->band, 2);
  talk_open (scene->band.peers[0], scene->band.id);
  talk_open (scene->band.peers[1], scene->band.id);
  scene->mallory = raw_peer_new (NULL);
  band_join_raw (scene->mallory, scene->band.peers[0], scene->band.id, 0, 0);
  scene->lc = g_get_real_time () / 1000;
}

static void
scene_close (Scene *scene)
{
  raw_peer_free (scene->mallory);
  band_free (&scene->band);
}

/* (transfer full): said, or still to be said. */
static HallEvent *
make (Scene         *scene,
      HallEventBody *body)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;
  HallEvent *event;

  scene->lc = MAX (scene->lc + 1, g_get_real_time () / 1000);
  event = hall_event_new (raw_peer_get_key (scene->mallory), scene->band.id, scene->lc,
                               scene->lc, NULL, token, body, &error);
  g_assert_no_error (error);
  return event;
}

static void
say (Scene     *scene,
     HallEvent *event)
{
  raw_peer_send (scene->mallory, hall_packet_new_event (event));
}

static HallEvent *
make_note (Scene        *scene,
           HallEventKind kind,
           const char   *target,
           const char   *word)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = target;
  if (kind == HALL_EVENT_EDIT)
    body.text = word;
  else if (kind == HALL_EVENT_REACT)
    body.emoji = word;
  return make (scene, &body);
}

static HallEvent *
make_text (Scene      *scene,
           const char *text,
           const char *reply,
           gboolean    all)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  body.reply = reply;
  body.mentions_all = all;
  return make (scene, &body);
}

/* A text of somebody else is not edited, and who is no moderator pins nothing; what was right in
 * the midst of that counts. */
static void
test_others (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  g_autofree char *expected = NULL;
  const char *target;

  scene_open (&scene);
  test_peer_send (peers[0], scene.band.id, "mine");
  talk_find (peers[1], scene.band.id, "mine");
  target = hall_message_get_id (talk_find (peers[0], scene.band.id, "mine"));
  {
    g_autoptr (HallEvent) edit = make_note (&scene, HALL_EVENT_EDIT, target, "yours");
    g_autoptr (HallEvent) pin = make_note (&scene, HALL_EVENT_PIN, target, NULL);
    g_autoptr (HallEvent) react = make_note (&scene, HALL_EVENT_REACT, target, THUMB);
    g_autoptr (HallEvent) delete = make_note (&scene, HALL_EVENT_DELETE, target, NULL);

    say (&scene, edit);
    say (&scene, pin);
    say (&scene, delete);
    say (&scene, react);
  }
  expected = g_strdup_printf ("%s: mine [" THUMB " Mallory]", peers[0]->name);
  talk_await (&scene.band, expected);
  talk_await_pins (&scene.band, "");
  /* From the disk it is the same. */
  test_peer_kill (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  talk_open (peers[1], scene.band.id);
  talk_await (&scene.band, expected);
  talk_await_pins (&scene.band, "");
  /* It is for its author to delete, who is not the first to do so. */
  talk_delete (peers[0], scene.band.id, "mine");
  talk_await (&scene.band, "");
  scene_close (&scene);
}

/* What is read from the disk says of what an answer answers what the screen does: it may come. */
static void
check_history (Scene    *scene,
               TestPeer *peer)
{
  HallRoom *room = test_peer_find_room (peer, scene->band.id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  HallMessage *answer = NULL;

  hall_session_load_history_async (peer->session, room, 100, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < messages->len; i++)
    if (hall_message_get_reply_to (g_ptr_array_index (messages, i)) != NULL)
      answer = g_ptr_array_index (messages, i);
  g_assert_nonnull (answer);
  g_assert_null (hall_message_get_reply (answer));
  g_assert_false (hall_message_get_reply_gone (answer));
}

/* What is said about a text, and answers to it, come before it. */
static void
test_before (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  g_autoptr (HallEvent) text = NULL;

  scene_open (&scene);
  text = make_text (&scene, "text", NULL, FALSE);
  {
    g_autoptr (HallEvent) second = NULL;
    g_autoptr (HallEvent) first = make_note (&scene, HALL_EVENT_EDIT, text->id, "first");
    g_autoptr (HallEvent) answer = make_text (&scene, "answer", text->id, FALSE);
    g_autoptr (HallEvent) react = make_note (&scene, HALL_EVENT_REACT, text->id, THUMB);

    second = make_note (&scene, HALL_EVENT_EDIT, text->id, "second");
    say (&scene, second);
    say (&scene, react);
    say (&scene, answer);
    say (&scene, first);
  }
  talk_await (&scene.band, "Mallory: answer (answers: ?)");
  test_run_for (200);
  talk_await (&scene.band, "Mallory: answer (answers: ?)");
  check_history (&scene, peers[1]);
  say (&scene, text);
  talk_await (&scene.band, "Mallory: second (edited) [" THUMB " Mallory]\n"
                           "Mallory: answer (answers: second)");
  test_peer_kill (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  talk_open (peers[1], scene.band.id);
  talk_await (&scene.band, "Mallory: second (edited) [" THUMB " Mallory]\n"
                           "Mallory: answer (answers: second)");
  scene_close (&scene);
}

/* Who becomes a moderator can pin from then on; who was put out said nothing after that. */
static void
test_rights_change (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  HallRoom *room;
  HallPerson *person;
  g_autoptr (GError) error = NULL;
  g_autofree char *pinned = NULL;
  g_autofree char *plain = NULL;
  const char *target;

  scene_open (&scene);
  room = test_peer_find_room (peers[0], scene.band.id);
  person = hall_directory_lookup_person (hall_session_get_directory (peers[0]->session),
                                         raw_peer_get_id (scene.mallory));
  test_peer_send (peers[0], scene.band.id, "mine");
  talk_find (peers[1], scene.band.id, "mine");
  target = hall_message_get_id (talk_find (peers[0], scene.band.id, "mine"));
  g_assert_true (hall_session_set_moderator (peers[0]->session, room, person, TRUE, &error));
  TEST_WAIT_UNTIL (hall_room_is_moderator (room, person)
                   && test_peer_count_unsent (peers[0], scene.band.id) == 0);
  {
    g_autoptr (HallEvent) pin = NULL;
    g_autoptr (HallEvent) everybody = NULL;

    scene.lc += 1000;
    pin = make_note (&scene, HALL_EVENT_PIN, target, NULL);
    everybody = make_text (&scene, "all of you", NULL, TRUE);
    say (&scene, pin);
    say (&scene, everybody);
  }
  pinned = g_strdup_printf ("%s: mine (pinned)\nMallory: all of you (to me)", peers[0]->name);
  talk_await (&scene.band, pinned);
  talk_await_pins (&scene.band, "mine");
  g_assert_true (hall_session_set_moderator (peers[0]->session, room, person, FALSE, &error));
  /* It stays pinned, as it was said with a right to it; whom one listens to is a matter of now. */
  plain = g_strdup_printf ("%s: mine (pinned)\nMallory: all of you", peers[0]->name);
  talk_await (&scene.band, plain);
  talk_await_pins (&scene.band, "mine");
  scene_close (&scene);
}

/* Whoever is made a moderator after having named everybody has named us then; and not any more when
 * it is none again. The same as counted from the disk. */
static void
test_herald_later (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  HallRoom *room;
  HallPerson *person;
  g_autoptr (HallEvent) everybody = NULL;
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  room = test_peer_find_room (peers[1], scene.band.id);
  person = hall_directory_lookup_person (hall_session_get_directory (peers[0]->session),
                                         raw_peer_get_id (scene.mallory));
  everybody = make_text (&scene, "all of you", NULL, TRUE);
  say (&scene, everybody);
  talk_await (&scene.band, "Mallory: all of you");
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  g_assert_cmpuint (hall_room_get_mentions (room), ==, 0);
  g_assert_true (hall_session_set_moderator (peers[0]->session,
                                             test_peer_find_room (peers[0], scene.band.id),
                                             person, TRUE, &error));
  TEST_WAIT_UNTIL (hall_room_get_mentions (room) == 1);
  talk_await (&scene.band, "Mallory: all of you (to me)");
  test_peer_stop (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  room = test_peer_find_room (peers[1], scene.band.id);
  TEST_WAIT_UNTIL (hall_room_get_mentions (room) == 1);
  TEST_WAIT_UNTIL (test_peer_get_membership (peers[1], scene.band.id) == HALL_MEMBERSHIP_LIVE);
  g_assert_true (hall_session_set_moderator (peers[0]->session,
                                             test_peer_find_room (peers[0], scene.band.id),
                                             person, FALSE, &error));
  TEST_WAIT_UNTIL (hall_room_get_mentions (room) == 0);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);
  scene_close (&scene);
}

/* What was said a moment before that from which on all is unread is read, whatever comes of it. */
static void
test_unread_from (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  g_autoptr (HallEvent) first = NULL;
  g_autoptr (HallEvent) second = NULL;
  HallEventBody body;
  HallRoom *room;

  scene_open (&scene);
  room = test_peer_find_room (peers[1], scene.band.id);
  scene.lc = g_get_real_time () / 1000 + 5000;
  first = make_text (&scene, "first", NULL, FALSE);
  second = make_text (&scene, "second", NULL, FALSE);
  g_assert_cmpint (second->lc, ==, first->lc + 1);
  say (&scene, first);
  say (&scene, second);
  talk_await (&scene.band, "Mallory: first\nMallory: second");
  hall_session_mark_read (peers[1]->session, room);
  hall_session_mark_unread (peers[1]->session, room,
                            talk_find (peers[1], scene.band.id, "second"));
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = first->id;
  {
    g_autoptr (HallEvent) delete = make (&scene, &body);

    say (&scene, delete);
  }
  talk_await (&scene.band, "Mallory: second");
  test_run_for (200);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/talk-lies/others", test_others);
  g_test_add_func ("/session/talk-lies/before", test_before);
  g_test_add_func ("/session/talk-lies/rights-change", test_rights_change);
  g_test_add_func ("/session/talk-lies/herald-later", test_herald_later);
  g_test_add_func ("/session/talk-lies/unread-from", test_unread_from);
  return g_test_run ();
}
