/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timeline-lines.c: what events of rights say as rows, previous names, and what the other has
 * read.
 */

#include "config.h"

#include <string.h>

#include "model-test.h"

#define SALT "AAAAAAAAAAAAAAAAAAAAAA"
#define SECRET "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static HallEventBody
make_body (HallEventKind kind)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  return body;
}

/* Adds one event to an empty timeline. Returns: (transfer none) (nullable): its row */
static HallMessage *
show (ModelTest           *test,
      const char          *previous,
      const HallEventBody *body)
{
  g_autoptr (HallEvent) event = model_test_event (test, 1, MODEL_TEST_NOON, previous, body);
  g_autoptr (GPtrArray) events = model_test_events ();

  g_ptr_array_add (events, hall_event_ref (event));
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  g_assert_cmpuint (model_test_n_rows (test->timeline), <=, 1);
  return hall_timeline_lookup (test->timeline, event->id);
}

static void
test_done_to (ModelTest     *test,
              gconstpointer  unused)
{
  static const struct
  {
    HallEventKind event;
    gboolean flag;
    HallMessageKind kind;
  } cases[] = {
    { HALL_EVENT_ADMIT, FALSE, HALL_MESSAGE_ADMITTED },
    { HALL_EVENT_ROLE, TRUE, HALL_MESSAGE_MODERATOR },
    { HALL_EVENT_ROLE, FALSE, HALL_MESSAGE_NO_MODERATOR },
    { HALL_EVENT_KICK, FALSE, HALL_MESSAGE_KICKED },
    { HALL_EVENT_BAN, FALSE, HALL_MESSAGE_BANNED },
    { HALL_EVENT_BAN, TRUE, HALL_MESSAGE_UNBANNED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HallEventBody body = make_body (cases[i].event);
      HallMessage *message;

      body.person = hall_key_get_id (test->keys[2]);
      body.moderator = cases[i].flag;
      body.off = cases[i].flag;
      message = show (test, NULL, &body);
      g_assert_nonnull (message);
      g_assert_cmpint (hall_message_get_kind (message), ==, cases[i].kind);
      g_assert_true (hall_message_get_author (message) == model_test_person (test, 1));
      g_assert_true (hall_message_get_subject (message) == model_test_person (test, 2));
      g_assert_null (hall_message_get_name (message));
      g_assert_cmpstr (hall_message_get_text (message), ==, "");
      g_assert_false (hall_message_get_starts_run (message));
    }
}

static void
check_change (ModelTest           *test,
              const char          *previous,
              const HallEventBody *body,
              HallMessageKind      kind,
              const char          *name,
              const char          *text)
{
  HallMessage *message = show (test, previous, body);

  g_assert_nonnull (message);
  g_assert_cmpint (hall_message_get_kind (message), ==, kind);
  g_assert_cmpstr (hall_message_get_name (message), ==, name);
  g_assert_cmpstr (hall_message_get_text (message), ==, text);
}

/* One row for one event, that of what says most. */
static void
test_changes (ModelTest     *test,
              gconstpointer  unused)
{
  const char *genesis = test->genesis->id;
  HallEventBody body = make_body (HALL_EVENT_ROOM);

  body.moderators_invite = 1;
  g_assert_null (show (test, NULL, &body));
  body.topic = "";
  check_change (test, NULL, &body, HALL_MESSAGE_TOPIC, NULL, "");
  body.topic = "What we build";
  check_change (test, NULL, &body, HALL_MESSAGE_TOPIC, NULL, "What we build");
  body.closed = 0;
  check_change (test, NULL, &body, HALL_MESSAGE_REOPENED, NULL, "");
  body.closed = 1;
  check_change (test, NULL, &body, HALL_MESSAGE_CLOSED, NULL, "");
  body.salt = SALT;
  body.secret = SECRET;
  check_change (test, NULL, &body, HALL_MESSAGE_NEW_PASSPHRASE, NULL, "");
  body.name = "Design";
  check_change (test, NULL, &body, HALL_MESSAGE_ROOM_NAMED, "Design", "");

  /* What the room was made with is no line, but what comes after that is. */
  body = make_body (HALL_EVENT_ROOM);
  body.salt = SALT;
  body.secret = SECRET;
  g_assert_null (show (test, genesis, &body));
  check_change (test, NULL, &body, HALL_MESSAGE_NEW_PASSPHRASE, NULL, "");
  body.closed = 1;
  check_change (test, genesis, &body, HALL_MESSAGE_NEW_PASSPHRASE, NULL, "");
}

static void
test_deletion (ModelTest     *test,
               gconstpointer  unused)
{
  HallEventBody body = make_body (HALL_EVENT_DELETE);

  body.target = test->genesis->id;
  g_assert_null (show (test, NULL, &body));
}

/* It is something said: it can be unread, as a text can. */
static void
test_invitation (ModelTest     *test,
                 gconstpointer  unused)
{
  HallEventBody body = make_body (HALL_EVENT_INVITE);
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  HallMessage *message;

  body.invited_room = "abcdefghijklmnopqrstuw";
  body.name = "Lunch";
  body.invited_host = hall_key_get_id (test->keys[3]);
  hall_shadow_set_marker (shadow, MODEL_TEST_NOON - 1, NULL);
  message = show (test, NULL, &body);
  g_assert_nonnull (message);
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_INVITATION);
  g_assert_cmpstr (hall_message_get_name (message), ==, "Lunch");
  g_assert_cmpstr (hall_message_get_invited_room (message), ==, "abcdefghijklmnopqrstuw");
  g_assert_cmpstr (hall_message_get_invited_host (message), ==, hall_key_get_id (test->keys[3]));
  g_assert_null (hall_message_get_subject (message));
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, 0);
  hall_shadow_check (shadow);
}

static const char *
previous_name_of (ModelTest *test,
                  HallEvent *event)
{
  return hall_message_get_previous_name (hall_timeline_lookup (test->timeline, event->id));
}

static void
test_previous_names (ModelTest     *test,
                     gconstpointer  unused)
{
  g_autoptr (HallEvent) joined = model_test_state (test, 1, MODEL_TEST_NOON, HALL_STATE_JOINED,
                                                   "Mina");
  g_autoptr (HallEvent) other = model_test_state (test, 2, MODEL_TEST_NOON + 1, HALL_STATE_JOINED,
                                                  "Ben");
  g_autoptr (HallEvent) renamed = model_test_state (test, 1, MODEL_TEST_NOON + 2,
                                                    HALL_STATE_RENAMED, "Mina Kim");
  g_autoptr (HallEvent) again = model_test_state (test, 1, MODEL_TEST_NOON + 3,
                                                  HALL_STATE_RENAMED, "Mina K.");
  const char *hidden[] = { renamed->id, NULL };
  g_autoptr (GPtrArray) newest = model_test_events ();
  g_autoptr (GPtrArray) older = model_test_events ();
  g_autoptr (GPtrArray) many = model_test_run (test, 3, HALL_TIMELINE_LOADED_MAX - 1,
                                               MODEL_TEST_NOON + 10, 1);

  g_ptr_array_add (newest, hall_event_ref (again));
  hall_timeline_reset (test->timeline, newest, FALSE, TRUE);
  g_assert_null (previous_name_of (test, again));

  g_ptr_array_add (older, hall_event_ref (joined));
  g_ptr_array_add (older, hall_event_ref (other));
  g_ptr_array_add (older, hall_event_ref (renamed));
  hall_timeline_add_older (test->timeline, older, TRUE);
  g_assert_cmpstr (previous_name_of (test, renamed), ==, "Mina");
  g_assert_cmpstr (previous_name_of (test, again), ==, "Mina Kim");
  g_assert_null (previous_name_of (test, joined));

  /* One that had no right to be said was none. */
  hall_timeline_set_hidden (test->timeline, hidden, TRUE);
  g_assert_cmpstr (previous_name_of (test, again), ==, "Mina");

  /* Known once it is known. */
  hall_timeline_add_newer (test->timeline, many, TRUE);
  g_assert_null (hall_timeline_lookup (test->timeline, joined->id));
  g_assert_cmpstr (previous_name_of (test, again), ==, "Mina");
}

static HallMessageState
state_of (ModelTest *test,
          HallEvent *event)
{
  return hall_message_get_state (hall_timeline_lookup (test->timeline, event->id));
}

static void
test_read_by_other (ModelTest     *test,
                    gconstpointer  unused)
{
  g_autoptr (GPtrArray) own = model_test_run (test, 0, 4, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) theirs = model_test_run (test, 1, 1, MODEL_TEST_NOON + 500, 0);
  HallEvent *events[4];

  for (guint i = 0; i < 4; i++)
    events[i] = g_ptr_array_index (own, i);
  hall_timeline_reset (test->timeline, own, TRUE, TRUE);
  hall_timeline_add (test->timeline, theirs);
  hall_timeline_set_state (test->timeline, events[0]->id, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_state (test->timeline, events[3]->id, HALL_MESSAGE_STATE_SENT);

  hall_timeline_set_read_by_other (test->timeline, events[2]->lc, "nonsense");
  g_assert_cmpint (state_of (test, events[0]), ==, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_read_by_other (test->timeline, events[2]->lc, events[2]->id);
  g_assert_cmpint (state_of (test, events[0]), ==, HALL_MESSAGE_STATE_READ);
  g_assert_cmpint (state_of (test, g_ptr_array_index (theirs, 0)), ==,
                   HALL_MESSAGE_STATE_RECEIVED);
  g_assert_cmpint (state_of (test, events[3]), ==, HALL_MESSAGE_STATE_SENT);

  /* What had not been delivered then was not read. */
  g_assert_cmpint (state_of (test, events[1]), ==, HALL_MESSAGE_STATE_STORED);
  hall_timeline_set_state (test->timeline, events[1]->id, HALL_MESSAGE_STATE_SENT);
  g_assert_cmpint (state_of (test, events[1]), ==, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_read_by_other (test->timeline, events[2]->lc, events[2]->id);
  g_assert_cmpint (state_of (test, events[1]), ==, HALL_MESSAGE_STATE_READ);

  /* Read is for good, and an older mark takes nothing back. */
  hall_timeline_set_state (test->timeline, events[0]->id, HALL_MESSAGE_STATE_SENT);
  g_assert_cmpint (state_of (test, events[0]), ==, HALL_MESSAGE_STATE_READ);
  hall_timeline_set_read_by_other (test->timeline, events[0]->lc, events[0]->id);
  {
    g_autoptr (GPtrArray) nothing = model_test_events ();

    hall_timeline_reset (test->timeline, nothing, FALSE, FALSE);
  }

  /* Loaded again, from the store. */
  hall_timeline_reset (test->timeline, own, TRUE, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      hall_timeline_set_state (test->timeline, events[i]->id, HALL_MESSAGE_STATE_SENT);
      g_assert_cmpint (state_of (test, events[i]), ==,
                       i < 3 ? HALL_MESSAGE_STATE_READ : HALL_MESSAGE_STATE_SENT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/model/timeline-lines/" path, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)
  ADD ("done-to", test_done_to);
  ADD ("changes", test_changes);
  ADD ("deletion", test_deletion);
  ADD ("invitation", test_invitation);
  ADD ("previous-names", test_previous_names);
  ADD ("read-by-other", test_read_by_other);
#undef ADD

  return g_test_run ();
}
