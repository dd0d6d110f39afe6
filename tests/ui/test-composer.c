/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer.c: real keys in the composer: what is sent, what is kept, what is refused.
 */

#define G_LOG_DOMAIN "test-composer"

#include "config.h"

#include <string.h>

#include "hall-composer.h"

#include "sample.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallRoom *other;
  HallComposer *composer;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HallPerson *mina;

  fixture->session = fake_session_new ("Hana");
  mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "one", mina);
  fixture->other = fake_session_add_room (fixture->session, "two", mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  fixture->composer = g_object_new (HALL_TYPE_COMPOSER, "valign", GTK_ALIGN_END, NULL);
  hall_composer_set_session (fixture->composer, fixture->session);
  hall_composer_set_room (fixture->composer, fixture->room);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->composer), 500, 500);
  hall_composer_focus (fixture->composer);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

static GtkTextBuffer *
get_buffer (Fixture *fixture)
{
  GtkWidget *text = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
}

static char *
get_text (Fixture *fixture)
{
  g_autofree char *text = NULL;

  g_object_get (get_buffer (fixture), "text", &text, NULL);
  return g_steal_pointer (&text);
}

typedef struct
{
  Fixture *fixture;
  const char *text;
  guint n_sent;
} Expected;

static gboolean
has_text (gpointer data)
{
  Expected *expected = data;
  g_autofree char *text = get_text (expected->fixture);

  return g_str_equal (text, expected->text);
}

static gboolean
has_sent (gpointer data)
{
  Expected *expected = data;

  return fake_session_count_sent (expected->fixture->session) == expected->n_sent;
}

static void
expect_text (Fixture    *fixture,
             const char *text)
{
  ui_test_wait (has_text, &(Expected) { fixture, text, 0 });
}

static void
expect_sent (Fixture *fixture,
             guint    n_sent)
{
  ui_test_wait (has_sent, &(Expected) { fixture, NULL, n_sent });
}

static void
test_enter (Fixture       *fixture,
            gconstpointer  data)
{
  ui_test_type ("Hello");
  expect_text (fixture, "Hello");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Return");
  expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "Hello");
  expect_text (fixture, "");
  ui_test_type ("again");
  expect_text (fixture, "again");
  ui_test_press ("KP_Enter");
  expect_sent (fixture, 2);
}

static void
test_shift_enter (Fixture       *fixture,
                  gconstpointer  data)
{
  ui_test_type ("one");
  ui_test_press ("shift+Return");
  ui_test_type ("two");
  expect_text (fixture, "one\ntwo");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Return");
  expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "one\ntwo");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  ui_test_press ("Return");
  ui_test_type ("  ");
  expect_text (fixture, "  ");
  ui_test_press ("Return");
  ui_test_type ("x");
  expect_text (fixture, "  x");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *text = g_strnfill (16 * 1024 + 1, 'a');
  g_autofree char *after = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_set_text (get_buffer (fixture), text, -1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  after = get_text (fixture);
  g_assert_cmpstr (after, ==, text);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->composer),
                                "The message is too long: 16385 bytes of 16384."));
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);

  /* The sentence goes as soon as something is done about it, and then it can be sent. */
  gtk_text_buffer_get_bounds (get_buffer (fixture), &start, &end);
  gtk_text_iter_backward_char (&end);
  gtk_text_buffer_get_end_iter (get_buffer (fixture), &start);
  gtk_text_buffer_delete (get_buffer (fixture), &end, &start);
  ui_test_press ("Return");
  expect_sent (fixture, 1);
  g_assert_cmpuint (strlen (fake_session_get_last_sent (fixture->session)), ==, 16 * 1024);
}

static void
test_drafts (Fixture       *fixture,
             gconstpointer  data)
{
  ui_test_type ("for one");
  expect_text (fixture, "for one");
  hall_composer_set_room (fixture->composer, fixture->other);
  expect_text (fixture, "");
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "for one");
  g_assert_cmpstr (hall_room_get_draft (fixture->other), ==, NULL);
  ui_test_type ("for two");
  expect_text (fixture, "for two");
  hall_composer_set_room (fixture->composer, fixture->room);
  expect_text (fixture, "for one");
  g_assert_cmpstr (hall_room_get_draft (fixture->other), ==, "for two");
  ui_test_press ("Return");
  expect_sent (fixture, 1);
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, NULL);
}

/* What is in the box when the window closes is not lost. */
static void
test_draft_at_close (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, NULL);
  ui_test_type ("unfinished");
  expect_text (&fixture, "unfinished");
  ui_test_close (fixture.window);
  g_assert_cmpstr (hall_room_get_draft (fixture.room), ==, "unfinished");
  g_clear_object (&fixture.session);
}

static int
get_height (Fixture *fixture)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  return gtk_widget_get_height (GTK_WIDGET (fixture->composer));
}

/* Grows from one to eight lines, then scrolls. One line may be less tall than the button beside it,
 * so the first one that grows by a line's height is the third. */
static void
test_growth (Fixture       *fixture,
             gconstpointer  data)
{
  int one, two, three, eight, nine, line;

  one = get_height (fixture);
  gtk_text_buffer_set_text (get_buffer (fixture), "1\n2", -1);
  two = get_height (fixture);
  gtk_text_buffer_set_text (get_buffer (fixture), "1\n2\n3", -1);
  three = get_height (fixture);
  gtk_text_buffer_set_text (get_buffer (fixture), "1\n2\n3\n4\n5\n6\n7\n8", -1);
  eight = get_height (fixture);
  gtk_text_buffer_set_text (get_buffer (fixture), "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", -1);
  nine = get_height (fixture);
  line = three - two;
  g_assert_cmpint (line, >, 8);
  g_assert_cmpint (two, >, one);
  g_assert_cmpint (two, <=, one + line);
  g_assert_cmpint (ABS (eight - two - 6 * line), <=, line / 2);
  g_assert_cmpint (nine - eight, <=, line / 2);
  gtk_text_buffer_set_text (get_buffer (fixture), "", -1);
  g_assert_cmpint (get_height (fixture), ==, one);
}

static void
test_not_reachable (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *sentence = "Will be sent when the room is reachable";

  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_WAITING);
  hall_room_set_connection (fixture->room, HALL_CONNECTION_WAITING);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_LIVE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("enter", test_enter);
  ADD ("shift-enter", test_shift_enter);
  ADD ("nothing", test_nothing);
  ADD ("too-long", test_too_long);
  ADD ("drafts", test_drafts);
  ADD ("growth", test_growth);
  ADD ("not-reachable", test_not_reachable);
#undef ADD
  g_test_add_func ("/ui/composer/draft-at-close", test_draft_at_close);
  return g_test_run ();
}
