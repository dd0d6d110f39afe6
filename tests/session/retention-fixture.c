/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* retention-fixture.c: rooms with old messages, and what must be true of them.
 */

#define G_LOG_DOMAIN "retention-fixture"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-session-retention.h"

#include "retention-fixture.h"

gint64
retention_get_now (void)
{
  return g_get_real_time () / 1000;
}

static HallStore *
get_store (TestPeer *peer)
{
  return hall_session_get_context (peer->session)->store;
}

static void
store_event (TestPeer  *at,
             HallEvent *event,
             guint      acknowledged)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (events, event);
  hall_store_add_events_async (get_store (at), events, acknowledged, NULL, test_keep_result,
                               &result);
  TEST_WAIT_UNTIL (result != NULL);
  added = hall_store_add_events_finish (get_store (at), result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 1);
}

/* As if @author had said it then, and only this disk had it. */
char *
retention_put (TestPeer   *at,
     TestPeer   *author,
     const char *room,
     gint64      lc,
     guint       acknowledged,
     const char *text)
{
  HallKey *key = hall_context_get_key (hall_session_get_context (author->session));
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_new_text (key, room, lc, lc, NULL, token, text, &error);

  g_assert_no_error (error);
  store_event (at, event, acknowledged);
  return g_strdup (event->id);
}

static void
pin (TestPeer   *at,
     const char *room,
     gint64      lc,
     const char *target)
{
  HallKey *key = hall_context_get_key (hall_session_get_context (at->session));
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = target;
  event = hall_event_new (key, room, lc, lc, NULL, NULL, &body, &error);
  g_assert_no_error (error);
  store_event (at, event, 2);
}

guint
retention_count (TestPeer   *peer,
       const char *id,
       const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 1000);

  return test_count_text (history, text);
}

void
retention_wait_for (TestPeer   *peer,
                    const char *id,
                    const char *text)
{
  TEST_WAIT_UNTIL (retention_count (peer, id, text) > 0
                   || test_peer_get_counter (peer, HALL_COUNTER_EVENT_DELETED_HERE) > 0);
  if (retention_count (peer, id, text) != 1)
    g_error ("%s was to receive “%s”, and took it for something that was deleted here", peer->name,
             text);
}

void
retention_keep_days (TestPeer *peer,
           int       days)
{
  g_object_set (peer->settings, "history-days", days, NULL);
}

void
retention_compare (TestPeer   *peer,
         const char *id)
{
  HallCompare *compare = band_get_conversation (peer, id)->compare;

  TEST_WAIT_UNTIL (hall_compare_get_n_links (compare) == 0);
  /* Its roster may not say yet whom it can ask. */
  TEST_WAIT_UNTIL ((hall_compare_run (compare), hall_compare_get_n_links (compare) > 0));
  TEST_WAIT_UNTIL (hall_compare_get_n_links (compare) == 0);
}

/* Nothing was fetched in vain, and nobody took anybody for a liar. */
void
retention_check_peaceful (Band *band)
{
  for (guint i = 0; i < band->n_peers; i++)
    {
      TestPeer *peer = band->peers[i];

      if (peer->session == NULL)
        continue;
      g_assert_cmpuint (test_peer_get_counter (peer, HALL_COUNTER_EVENT_NOT_PERMITTED), ==, 0);
      g_assert_cmpuint (test_peer_get_counter (peer, HALL_COUNTER_SYNC_GIVEN_UP), ==, 0);
      g_assert_cmpuint (test_peer_get_counter (peer, HALL_COUNTER_FRAME_OUT_OF_PLACE), ==, 0);
    }
}

/* Anna's room, as she has had it for long: two old texts, one of them pinned, and a new one; Ben
 * and Carl have all of it. */
void
retention_gather (Band *band)
{
  g_autofree char *old = NULL;
  g_autofree char *pinned = NULL;
  g_autofree char *recent = NULL;

  band_gather (band, 1);
  old = retention_put (band->peers[0], band->peers[0], band->id, RETENTION_DAYS_OLD (40), 2, "old");
  pinned = retention_put (band->peers[0], band->peers[0], band->id,
                          RETENTION_DAYS_OLD (39), 2, "pinned");
  pin (band->peers[0], band->id, RETENTION_DAYS_OLD (38), pinned);
  recent = retention_put (band->peers[0], band->peers[0], band->id,
                          RETENTION_DAYS_OLD (3), 2, "recent");
  while (band->n_peers < 3)
    {
      band_add (band);
      TEST_WAIT_UNTIL (retention_count (band->peers[band->n_peers - 1], band->id, "Anna: old")
                       == 1);
    }
  band_wait_for_host (band);
  for (guint i = 0; i < 3; i++)
    TEST_WAIT_UNTIL (test_peer_count_unsent (band->peers[i], band->id) == 0);
}

void
retention_check_has (TestPeer   *peer,
           const char *id,
           guint       n_old)
{
  g_assert_cmpuint (retention_count (peer, id, "Anna: old"), ==, n_old);
  g_assert_cmpuint (retention_count (peer, id, "Anna: recent"), ==, 1);
}

void
retention_delete (TestPeer *peer,
                gint64    before_ms)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_delete_history_async (peer->session, before_ms, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_delete_history_finish (peer->session, result, &error));
  g_assert_no_error (error);
}
