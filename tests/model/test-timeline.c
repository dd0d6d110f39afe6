/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timeline.c: what becomes of single events, runs, days, unread, pending and states.
 *
 * Everything is loaded here; windows are in test-timeline-window.c.
 */

#include "config.h"

#include <string.h>

#include "model-test.h"

#define MINUTE_MS (60 * 1000LL)

static void
open_all (ModelTest *test)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();

  hall_timeline_reset (test->timeline, nothing, TRUE, TRUE);
}

static HallMessage *
add (ModelTest *test,
     HallEvent *event)
{
  g_autoptr (GPtrArray) events = model_test_events ();

  g_ptr_array_add (events, event);
  hall_timeline_add (test->timeline, events);

  return hall_timeline_lookup (test->timeline, event->id);
}

static HallMessage *
say (ModelTest *test,
     guint      who,
     gint64     lc)
{
  return add (test, model_test_text (test, who, lc, NULL, "Hello"));
}

static void
test_kinds (ModelTest     *test,
            gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  HallMessage *message;

  open_all (test);

  message = add (test, hall_event_ref (test->genesis));
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_CREATED);
  g_assert_cmpstr (hall_message_get_name (message), ==, "Lunch");
  g_assert_cmpstr (hall_message_get_text (message), ==, "");
  g_assert_true (hall_message_get_author (message) == model_test_person (test, 1));

  message = add (test, model_test_state (test, 2, MODEL_TEST_NOON, HALL_STATE_JOINED, "Jin"));
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_JOINED);
  g_assert_cmpstr (hall_message_get_name (message), ==, "Jin");
  message = add (test, model_test_state (test, 2, MODEL_TEST_NOON, HALL_STATE_RENAMED, "Jina"));
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_RENAMED);
  message = add (test, model_test_state (test, 2, MODEL_TEST_NOON, HALL_STATE_LEFT, NULL));
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_LEFT);
  g_assert_null (hall_message_get_name (message));

  message = add (test, model_test_text (test, 2, MODEL_TEST_NOON, NULL, "a <b> https://x.org/"));
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_TEXT);
  g_assert_cmpstr (hall_message_get_text (message), ==, "a <b> https://x.org/");
  g_assert_nonnull (strstr (hall_message_get_markup (message), "a &lt;b&gt; <a "));
  g_assert_cmpint (hall_message_get_time (message), ==, MODEL_TEST_NOON);
  g_assert_cmpint (hall_message_get_written (message), ==, MODEL_TEST_NOON - 7);
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_RECEIVED);
  g_assert_false (hall_message_get_is_own (message));

  message = say (test, 0, MODEL_TEST_NOON);
  g_assert_true (hall_message_get_is_own (message));
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_STORED);
  g_assert_true (hall_message_get_author (message) == hall_directory_get_self (test->directory));
}

/* An event of a kind that nobody knows yet is a row too. */
static void
test_unknown_kind (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (HallEvent) event = model_test_text (test, 2, MODEL_TEST_NOON, NULL, "Hello");
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *before = NULL;
  const char *kind;
  gsize length;
  const char *bytes = g_bytes_get_data (event->bytes, &length);
  g_autofree char *copy = g_strndup (bytes, length);
  g_autoptr (GBytes) changed = NULL;
  HallEvent *unknown;
  HallMessage *message;

  kind = strstr (copy, "\"k\":\"text\"");
  g_assert_nonnull (kind);
  before = g_strndup (copy, kind - copy);
  json = g_strconcat (before, "\"k\":\"poll\"", kind + strlen ("\"k\":\"text\""), NULL);
  changed = g_bytes_new (json, strlen (json));
  unknown = hall_event_new_from_stored (changed, event->signature, &error);
  g_assert_no_error (error);

  open_all (test);
  message = add (test, unknown);
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_UNKNOWN);
  g_assert_cmpstr (hall_message_get_text (message), ==, "");
  g_assert_cmpstr (hall_message_get_markup (message), ==, "");
}

static void
test_names_follow (ModelTest     *test,
                   gconstpointer  unused)
{
  HallMessage *message;

  open_all (test);
  message = say (test, 2, MODEL_TEST_NOON);
  hall_person_set_name (model_test_person (test, 2), "Jin");
  g_assert_cmpstr (hall_person_get_name (hall_message_get_author (message)), ==, "Jin");
}

static void
test_runs (ModelTest     *test,
           gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  HallMessage *first, *second, *third, *fourth;

  open_all (test);
  first = say (test, 1, MODEL_TEST_NOON);
  second = say (test, 1, MODEL_TEST_NOON + HALL_RUN_GAP_MS);
  third = say (test, 1, MODEL_TEST_NOON + 2 * HALL_RUN_GAP_MS + 1);
  fourth = say (test, 2, MODEL_TEST_NOON + 2 * HALL_RUN_GAP_MS + 2);
  g_assert_true (hall_message_get_starts_run (first));
  g_assert_false (hall_message_get_starts_run (second));
  g_assert_true (hall_message_get_starts_run (third));
  g_assert_true (hall_message_get_starts_run (fourth));

  /* What comes in between breaks a run, and joins two. */
  say (test, 2, MODEL_TEST_NOON + 1);
  g_assert_true (hall_message_get_starts_run (second));
  say (test, 1, MODEL_TEST_NOON + 2 * HALL_RUN_GAP_MS);
  g_assert_false (hall_message_get_starts_run (third));

  /* So does a system line. */
  add (test, model_test_state (test, 1, MODEL_TEST_NOON + 2 * HALL_RUN_GAP_MS + 1,
                               HALL_STATE_RENAMED, "Mona"));
  hall_timeline_add_notice (test->timeline, HALL_MESSAGE_HOST_CHANGED,
                            model_test_person (test, 1), MODEL_TEST_NOON + 2 * HALL_RUN_GAP_MS + 1);
  g_assert_true (hall_message_get_starts_run (third));
}

static void
test_days (ModelTest     *test,
           gconstpointer  unused)
{
  static const char *const zones[] = { "UTC", "+09:00", "-07:30" };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (HallTimeline) timeline = NULL;
      g_autoptr (GPtrArray) events = model_test_events ();
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      g_autoptr (GDateTime) midnight = NULL;
      gint64 midnight_ms;

      g_assert_nonnull (zone);
      midnight = g_date_time_new (zone, 2026, 3, 2, 0, 0, 0.0);
      midnight_ms = g_date_time_to_unix (midnight) * 1000;
      g_setenv ("TZ", zones[i], TRUE);

      g_ptr_array_add (events, model_test_text (test, 1, midnight_ms - 2, NULL, "a"));
      g_ptr_array_add (events, model_test_text (test, 1, midnight_ms - 1, NULL, "b"));
      g_ptr_array_add (events, model_test_text (test, 1, midnight_ms, NULL, "c"));
      g_ptr_array_add (events, model_test_text (test, 1, midnight_ms + 1, NULL, "d"));
      timeline = hall_timeline_new (test->directory);
      hall_timeline_reset (timeline, events, TRUE, TRUE);

      g_assert_true (hall_message_get_starts_day (model_test_row (timeline, 0)));
      g_assert_false (hall_message_get_starts_day (model_test_row (timeline, 1)));
      g_assert_true (hall_message_get_starts_day (model_test_row (timeline, 2)));
      g_assert_true (hall_message_get_starts_run (model_test_row (timeline, 2)));
      g_assert_false (hall_message_get_starts_day (model_test_row (timeline, 3)));
    }
  g_setenv ("TZ", "UTC", TRUE);
}

static void
test_unread (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  HallMessage *read, *own, *unread;

  open_all (test);
  read = say (test, 1, MODEL_TEST_NOON);
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, G_MAXUINT);

  hall_shadow_set_marker (shadow, MODEL_TEST_NOON, hall_message_get_id (read));
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, G_MAXUINT);
  own = say (test, 0, MODEL_TEST_NOON + 1);
  add (test, model_test_state (test, 2, MODEL_TEST_NOON + 2, HALL_STATE_JOINED, "Jin"));
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, G_MAXUINT);
  unread = say (test, 2, MODEL_TEST_NOON + 3);
  say (test, 2, MODEL_TEST_NOON + 4);
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, 3);
  g_assert_true (hall_message_get_starts_unread (unread));
  g_assert_false (hall_message_get_starts_unread (own));

  /* One that sorts before it takes over. */
  say (test, 1, MODEL_TEST_NOON + 2);
  g_assert_false (hall_message_get_starts_unread (unread));
  hall_shadow_set_marker (shadow, MODEL_TEST_NOON + 4,
                          hall_message_get_id (model_test_row (test->timeline, 5)));
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, G_MAXUINT);
}

/* Nothing that was read is loaded: the first unread one may be further up. */
static void
test_unread_above (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 10, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) older = model_test_run (test, 1, 10, MODEL_TEST_NOON - 10000, 1000);

  hall_timeline_reset (test->timeline, events, FALSE, TRUE);
  hall_shadow_set_marker (shadow, MODEL_TEST_NOON - 5000, NULL);
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, G_MAXUINT);
  hall_timeline_add_older (test->timeline, older, FALSE);
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, 5);
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *seen)
{
  g_string_append_printf (seen, "%s ", g_param_spec_get_name (pspec));
}

static void
test_pending (ModelTest     *test,
              gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *token = hall_token_new ();
  g_autofree char *next = hall_token_new ();
  g_autoptr (HallEvent) event = model_test_text (test, 0, MODEL_TEST_NOON + 9, token, "Hello");
  g_autoptr (HallEvent) second = NULL;
  HallMessage *message, *waiting;

  open_all (test);
  say (test, 1, MODEL_TEST_NOON);
  message = hall_timeline_add_pending (test->timeline, token, "Hello", MODEL_TEST_NOON - 60);
  waiting = hall_timeline_add_pending (test->timeline, next, "Wait", MODEL_TEST_NOON - 90);
  g_assert_cmpstr (hall_message_get_token (message), ==, token);
  g_assert_null (hall_message_get_id (message));
  g_assert_true (hall_message_get_is_own (message));
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_PENDING);
  g_assert_cmpint (hall_message_get_time (message), ==, MODEL_TEST_NOON - 60);
  g_assert_true (model_test_row (test->timeline, 2) == waiting);
  hall_shadow_take_changes (shadow);

  /* Its place is where it stands: nothing moves. */
  g_signal_connect (message, "notify", G_CALLBACK (on_notify), seen);
  g_assert_true (hall_timeline_set_signed (test->timeline, event) == message);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 0);
  hall_shadow_check (shadow);
  g_assert_cmpstr (seen->str, ==, "written time id ");
  g_assert_cmpstr (hall_message_get_id (message), ==, event->id);
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_PENDING);
  g_assert_true (hall_timeline_set_signed (test->timeline, event) == message);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 3);

  /* Somebody was faster: the same object moves. */
  say (test, 2, MODEL_TEST_NOON + 20);
  hall_shadow_take_changes (shadow);
  second = model_test_text (test, 0, MODEL_TEST_NOON + 15, next, "Wait");
  g_assert_true (hall_timeline_set_signed (test->timeline, second) == waiting);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 2);
  g_assert_true (model_test_row (test->timeline, 2) == waiting);
}

/* The event comes back from elsewhere before anybody says that it was signed. */
static void
test_pending_by_token (ModelTest     *test,
                       gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autofree char *token = hall_token_new ();
  g_autofree char *other = hall_token_new ();
  g_autoptr (GPtrArray) events = model_test_events ();
  g_autoptr (HallMessage) message = NULL;
  g_autoptr (HallMessage) kept = NULL;
  HallEvent *event = model_test_text (test, 0, MODEL_TEST_NOON, token, "Hello");

  open_all (test);
  message = g_object_ref (hall_timeline_add_pending (test->timeline, token, "Hello", 5));
  /* Somebody else's token is somebody else's. */
  add (test, model_test_text (test, 2, MODEL_TEST_NOON, token, "Hello"));
  g_assert_null (hall_message_get_id (message));
  g_assert_true (add (test, event) == message);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 2);

  /* A reset finds it too, and keeps the objects of what was loaded. */
  kept = g_object_ref (hall_timeline_add_pending (test->timeline, other, "Again", 5));
  g_ptr_array_add (events, hall_event_ref (event));
  g_ptr_array_add (events, model_test_text (test, 0, MODEL_TEST_NOON + 1, other, "Again"));
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 2);
  g_assert_true (model_test_row (test->timeline, 0) == message);
  g_assert_true (model_test_row (test->timeline, 1) == kept);
  g_assert_nonnull (hall_message_get_id (kept));
}

static void
test_token_once (ModelTest     *test,
                 gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autofree char *token = hall_token_new ();
  HallEvent *first = model_test_text (test, 2, MODEL_TEST_NOON + 1, token, "Hello");

  open_all (test);
  g_assert_nonnull (add (test, model_test_text (test, 2, MODEL_TEST_NOON + 2, token, "Hello")));
  g_assert_null (add (test, model_test_text (test, 2, MODEL_TEST_NOON + 3, token, "Hello")));
  g_assert_nonnull (add (test, first));
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
  g_assert_nonnull (add (test, model_test_text (test, 1, MODEL_TEST_NOON + 9, token, "Hello")));
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 2);
}

static void
test_states (ModelTest     *test,
             gconstpointer  unused)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = model_test_text (test, 0, MODEL_TEST_NOON, token, "Hello");
  HallMessage *message, *other;

  open_all (test);
  hall_timeline_add_pending (test->timeline, token, "Hello", MODEL_TEST_NOON);
  message = hall_timeline_set_signed (test->timeline, event);
  hall_timeline_set_state (test->timeline, event->id, HALL_MESSAGE_STATE_STORED);
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_STORED);
  hall_timeline_set_state (test->timeline, event->id, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_state (test->timeline, event->id, HALL_MESSAGE_STATE_STORED);
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_SENT);

  other = say (test, 1, MODEL_TEST_NOON);
  hall_timeline_set_state (test->timeline, hall_message_get_id (other), HALL_MESSAGE_STATE_SENT);
  g_assert_cmpint (hall_message_get_state (other), ==, HALL_MESSAGE_STATE_RECEIVED);
  hall_timeline_set_state (test->timeline, "not loaded", HALL_MESSAGE_STATE_SENT);
}

static void
on_late (HallMessage *message,
         GParamSpec  *pspec,
         guint       *n_changes)
{
  (*n_changes)++;
}

static void
test_late (ModelTest     *test,
           gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 3, MODEL_TEST_NOON, 1);
  HallEvent *event = events->pdata[1];
  HallMessage *message;
  gboolean late;
  guint n_changes = 0;

  hall_timeline_set_late (test->timeline, event->id); /* not loaded */
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  message = hall_timeline_lookup (test->timeline, event->id);
  g_assert_false (hall_message_get_late (message));
  g_signal_connect (message, "notify::late", G_CALLBACK (on_late), &n_changes);
  hall_timeline_set_late (test->timeline, event->id);
  hall_timeline_set_late (test->timeline, event->id);
  g_assert_cmpuint (n_changes, ==, 1);
  g_object_get (message, "late", &late, NULL);
  g_assert_true (late);
  g_assert_true (hall_message_get_late (message));
  g_assert_false (hall_message_get_late (model_test_row (test->timeline, 0)));

  /* Read again it is the same row. */
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  g_assert_true (hall_message_get_late (hall_timeline_lookup (test->timeline, event->id)));
}

/* A hundred events that stand together are told of once. */
static void
test_one_change (ModelTest     *test,
                 gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 100, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) scattered = model_test_run (test, 2, 5, MODEL_TEST_NOON + 500, 1000);

  open_all (test);
  model_test_shuffle (events);
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 1);
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 0);
  hall_timeline_add (test->timeline, scattered);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 5);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 105);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(path, function) \
  g_test_add ("/model/timeline/" path, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("kinds", test_kinds);
  ADD ("unknown-kind", test_unknown_kind);
  ADD ("names-follow", test_names_follow);
  ADD ("runs", test_runs);
  ADD ("days", test_days);
  ADD ("unread", test_unread);
  ADD ("unread-above", test_unread_above);
  ADD ("pending", test_pending);
  ADD ("pending-by-token", test_pending_by_token);
  ADD ("token-once", test_token_once);
  ADD ("states", test_states);
  ADD ("late", test_late);
  ADD ("one-change", test_one_change);

  return g_test_run ();
}
