/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-floods.c: a member who pins, reacts, edits and deletes without end hides nothing of
 * what others say, and costs no more than it says: judgements are counted, never the time.
 */

#define G_LOG_DOMAIN "test-talk-floods"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-session-talk.h"

#include "talk-fixture.h"

#define N_NOTES 6000
#define N_EDITS 500
#define THUMB "👍"

static guint n_judged;

gboolean __real_hall_census_permits (HallCensus *self,
                                     HallEvent  *event,
                                     HallEvent  *target);
gboolean __wrap_hall_census_permits (HallCensus *self,
                                     HallEvent  *event,
                                     HallEvent  *target);

gboolean
__wrap_hall_census_permits (HallCensus *self,
                            HallEvent  *event,
                            HallEvent  *target)
{
  n_judged++;
  return __real_hall_census_permits (self, event, target);
}

typedef struct
{
  Band band;
  RawPeer *mallory;
  char *first;             /* ids of Anna's text, and of Mallory's */
  char *own;
  gint64 lc;
} Scene;

static HallEvent *
make (Scene         *scene,
      HallEventKind  kind,
      const char    *target,
      const char    *word,
      gboolean       off)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;
  HallEventBody body;
  HallEvent *event;

  hall_event_body_init (&body, kind);
  body.target = target;
  body.text = kind == HALL_EVENT_EDIT || kind == HALL_EVENT_TEXT ? word : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? word : NULL;
  body.off = off;
  scene->lc++;
  event = hall_event_new (raw_peer_get_key (scene->mallory), scene->band.id, scene->lc, scene->lc,
                          NULL, token, &body, &error);
  g_assert_no_error (error);
  return event;
}

static void
scene_open (Scene *scene)
{
  TestPeer **peers = scene->band.peers;
  g_autoptr (HallEvent) own = NULL;

  band_gather (&scene->band, 1);
  talk_open (peers[0], scene->band.id);
  scene->mallory = raw_peer_new (NULL);
  band_join_raw (scene->mallory, peers[0], scene->band.id, 0, 0);
  test_peer_send (peers[0], scene->band.id, "first");
  scene->first = g_strdup (hall_message_get_id (talk_find (peers[0], scene->band.id, "first")));
  talk_pin (peers[0], scene->band.id, "first", TRUE);
  talk_react (peers[0], scene->band.id, "first", THUMB, TRUE);
  scene->lc = g_get_real_time () / 1000 + 1000;
  own = make (scene, HALL_EVENT_TEXT, NULL, "own", FALSE);
  scene->own = g_strdup (own->id);
  raw_peer_send (scene->mallory, hall_packet_new_event (own));
  talk_find (peers[0], scene->band.id, "own");
  talk_await_pins (&scene->band, "first");
  TEST_WAIT_UNTIL (talk_count_notes (peers[0], scene->band.id) == 2);
}

static void
scene_close (Scene *scene)
{
  raw_peer_free (scene->mallory);
  g_free (scene->first);
  g_free (scene->own);
  band_free (&scene->band);
}

static void
add_many (Scene        *scene,
          GPtrArray    *flood,
          guint         n,
          HallEventKind kind,
          const char   *target,
          const char   *word)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (flood, make (scene, kind, target, word, i % 2 != 0));
}

/* From the disk, on which all of that is: it is as it was, and a bounded number of judgements. */
static void
test_disk (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  g_autoptr (GPtrArray) flood = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autofree char *expected = NULL;

  scene_open (&scene);
  expected = g_strdup_printf ("%s: first (pinned) [" THUMB " %s]\nMallory: last (edited)",
                              peers[0]->name, peers[0]->name);
  test_peer_stop (peers[0]);
  add_many (&scene, flood, N_NOTES, HALL_EVENT_PIN, scene.first, NULL);
  add_many (&scene, flood, N_NOTES, HALL_EVENT_REACT, scene.first, "👎");
  add_many (&scene, flood, N_NOTES, HALL_EVENT_DELETE, scene.first, NULL);
  add_many (&scene, flood, N_EDITS, HALL_EVENT_EDIT, scene.own, "again");
  add_many (&scene, flood, N_EDITS, HALL_EVENT_EDIT, scene.first, "hers");
  g_ptr_array_add (flood, make (&scene, HALL_EVENT_EDIT, scene.own, "last", FALSE));
  raw_peer_plant_all (peers[0], flood);
  n_judged = 0;
  test_peer_start (peers[0], HALL_SESSION_ACTIVE);
  talk_open (peers[0], scene.band.id);
  talk_await (&scene.band, expected);
  talk_await_pins (&scene.band, "first");
  g_assert_cmpuint (n_judged, <, 10 * N_NOTES);
  scene_close (&scene);
}

/* The same as it comes in, as far as the pace of a member allows in a test: reactions and deletes
 * of one message; then from the disk. */
static void
test_live (void)
{
  Scene scene = { 0 };
  TestPeer **peers = scene.band.peers;
  g_autoptr (GPtrArray) flood = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  HallConversation *conversation;
  g_autofree char *expected = NULL;

  scene_open (&scene);
  expected = g_strdup_printf ("%s: first (pinned) [" THUMB " %s]\nMallory: own", peers[0]->name,
                              peers[0]->name);
  add_many (&scene, flood, N_NOTES, HALL_EVENT_PIN, scene.first, NULL);
  add_many (&scene, flood, N_NOTES, HALL_EVENT_REACT, scene.first, "👎");
  add_many (&scene, flood, N_NOTES, HALL_EVENT_DELETE, scene.first, NULL);
  conversation = band_get_conversation (peers[0], scene.band.id);
  n_judged = 0;
  for (guint i = 0; i < flood->len; i += 200)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();

      for (guint k = i; k < MIN (i + 200, flood->len); k++)
        g_ptr_array_add (some, g_ptr_array_index (flood, k));
      hall_conversation_take_synced (conversation, some, raw_peer_get_id (scene.mallory));
      TEST_WAIT_UNTIL (hall_intake_is_idle (conversation->intake));
    }
  talk_await (&scene.band, expected);
  talk_await_pins (&scene.band, "first");
  g_assert_cmpuint (n_judged, <, 10 * flood->len);
  /* What cannot count is not kept in memory, and the list of pins is whole. */
  g_assert_cmpuint (conversation->talk->n_pins, <, 10);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/talk-floods/disk", test_disk);
  g_test_add_func ("/session/talk-floods/live", test_live);
  return g_test_run ();
}
