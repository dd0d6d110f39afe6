/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-connection.c: what the window says while a room is not connected, and what it offers.
 */

#define G_LOG_DOMAIN "test-connection"

#include "config.h"

#include "hall-composer.h"
#include "hall-connection-bar.h"
#include "hall-message-row.h"
#include "hall-window.h"

#include "ui-test.h"

#define WAITING_NOTE "Will be sent when the room is reachable"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 now = g_get_real_time () / 1000;

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      fake_session_say (fixture->session, fixture->room, fixture->mina, text,
                        now - (60 - i) * 1000, FALSE);
    }
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static void
expect_shown (Fixture    *fixture,
              const char *text)
{
  ui_test_wait_shown (GTK_WIDGET (fixture->window), text);
}

static void
expect_hidden (Fixture    *fixture,
               const char *text)
{
  ui_test_wait_gone (GTK_WIDGET (fixture->window), text);
}

static void
lose (Fixture        *fixture,
      HallConnection  connection)
{
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_WAITING);
  hall_room_set_connection (fixture->room, connection);
}

static void
come_back (Fixture *fixture)
{
  hall_room_set_connection (fixture->room, HALL_CONNECTION_LIVE);
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_LIVE);
}

static HallConnectionBar *
get_bar (Fixture *fixture)
{
  return HALL_CONNECTION_BAR (ui_test_find (GTK_WIDGET (fixture->window),
                                            HALL_TYPE_CONNECTION_BAR));
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (get_bar (fixture)), text);

  return label != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_BUTTON) : NULL;
}

/* An interruption that is over within a second is not told of; a longer one is. */
static void
test_hiccup (Fixture       *fixture,
             gconstpointer  data)
{
  expect_shown (fixture, "line 59");
  lose (fixture, HALL_CONNECTION_DIALLING);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_false (hall_connection_bar_get_shown (get_bar (fixture)));
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->window), WAITING_NOTE));
  come_back (fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_false (hall_connection_bar_get_shown (get_bar (fixture)));

  lose (fixture, HALL_CONNECTION_DIALLING);
  expect_shown (fixture, "Reconnecting…");
  expect_shown (fixture, WAITING_NOTE);
  come_back (fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_false (hall_connection_bar_get_shown (get_bar (fixture)));
  expect_hidden (fixture, WAITING_NOTE);
}

/* A host without members is told so, beside the room's name and in the sidebar. */
static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  expect_hidden (fixture, "Nobody else is here");
  hall_room_set_host (fixture->room, hall_session_get_self (fixture->session));
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_HOSTING);
  expect_shown (fixture, "Nobody else is here");
  g_assert_null (ui_test_find_label (GTK_WIDGET (fixture->window), "1 member"));
  hall_room_add_member (fixture->room, fixture->mina);
  expect_shown (fixture, "2 members · hosted by you");
  expect_hidden (fixture, "Nobody else is here");
}

/* One after the other: what is going on, in the bar and in the sidebar. */
static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  expect_shown (fixture, "line 59");
  expect_shown (fixture, "1 member · hosted by Mina");
  lose (fixture, HALL_CONNECTION_TAKING_OVER);
  expect_shown (fixture, "The host is gone. Finding out who hosts now…");
  expect_hidden (fixture, "1 member · hosted by Mina");
  g_assert_nonnull (ui_test_find (GTK_WIDGET (get_bar (fixture)), GTK_TYPE_SPINNER));
  g_assert_null (ui_test_find (GTK_WIDGET (get_bar (fixture)), GTK_TYPE_BUTTON));

  /* Shown already: no second of silence between. */
  hall_room_set_connection (fixture->room, HALL_CONNECTION_DIALLING);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (hall_connection_bar_get_shown (get_bar (fixture)));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (get_bar (fixture)), "Reconnecting…"));

  hall_room_set_connection (fixture->room, HALL_CONNECTION_WAITING);
  expect_shown (fixture, "Nobody answers. Trying again by itself.");
  expect_shown (fixture, "Not reachable");
  hall_room_set_problem (fixture->room, "You are <banned>.");
  expect_shown (fixture, "You are <banned>. Trying again by itself.");
  hall_room_set_problem (fixture->room, NULL);

  hall_room_set_connection (fixture->room, HALL_CONNECTION_NOBODY);
  expect_shown (fixture, "Nobody is here. The room comes back by itself when somebody of it is "
                         "around.");
  expect_shown (fixture, "Nobody is here");
  g_assert_null (ui_test_find (GTK_WIDGET (get_bar (fixture)), GTK_TYPE_BUTTON));

  come_back (fixture);
  expect_hidden (fixture, "Nobody is here");
  hall_room_set_problem (fixture->room, "The clock is <wrong>.");
  expect_shown (fixture, "The clock is <wrong>.");
  hall_room_set_problem (fixture->room, NULL);
  expect_hidden (fixture, "The clock is <wrong>.");
}

static gboolean
was_joined (gpointer data)
{
  return fake_session_count_joins (data) == 1;
}

static gboolean
has_composer_focus (gpointer data)
{
  Fixture *fixture = data;

  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

/* By keyboard, which afterwards is where one writes. */
static void
test_try_now (Fixture       *fixture,
              gconstpointer  data)
{
  expect_shown (fixture, "line 59");
  lose (fixture, HALL_CONNECTION_WAITING);
  expect_shown (fixture, "Try Now");
  gtk_widget_grab_focus (find_button (fixture, "Try Now"));
  ui_test_press ("Return");
  ui_test_wait (was_joined, fixture->session);
  come_back (fixture);
  ui_test_wait (has_composer_focus, fixture);
  g_assert_false (hall_connection_bar_get_shown (get_bar (fixture)));
}

static gboolean
was_reopened (gpointer data)
{
  return fake_session_count_reopens (data) == 2;
}

static void
test_host_here (Fixture       *fixture,
                gconstpointer  data)
{
  expect_shown (fixture, "line 59");
  hall_room_set_reopens (fixture->room, FALSE);
  lose (fixture, HALL_CONNECTION_NOBODY);
  expect_shown (fixture, "Nobody is here. Host it here?");

  /* It says why not, and can be asked again. */
  fake_session_fail_next (fixture->session, "No <network>.");
  gtk_widget_grab_focus (find_button (fixture, "Host This Room"));
  ui_test_press ("Return");
  expect_shown (fixture, "No <network>.");
  ui_test_press ("Return");
  ui_test_wait (was_reopened, fixture->session);
  expect_hidden (fixture, "No <network>.");
  g_assert_cmpint (hall_room_get_membership (fixture->room), ==, HALL_MEMBERSHIP_HOSTING);
}

static double
get_top (Fixture    *fixture,
         const char *text)
{
  GtkWidget *label = GTK_WIDGET (ui_test_find_label (GTK_WIDGET (fixture->window), text));
  double x, y;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_translate_coordinates (label, GTK_WIDGET (fixture->window), 0, 0, &x,
                                                   &y));
  return y;
}

/* Nothing moves when the bar comes and goes; what is written is still sent. */
static void
test_no_jump (Fixture       *fixture,
              gconstpointer  data)
{
  double before;

  expect_shown (fixture, "line 59");
  lose (fixture, HALL_CONNECTION_DIALLING);
  expect_shown (fixture, WAITING_NOTE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 30);
  before = get_top (fixture, "line 55");
  hall_room_set_connection (fixture->room, HALL_CONNECTION_NOBODY);
  expect_shown (fixture, "Nobody is here");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 30);
  g_assert_cmpfloat (get_top (fixture, "line 55"), ==, before);

  ui_test_wait (has_composer_focus, fixture);
  ui_test_type ("later");
  ui_test_press ("Return");
  expect_shown (fixture, "later");
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "later");
}

/* The bar is of the room that is open. */
static void
test_other_room (Fixture       *fixture,
                 gconstpointer  data)
{
  HallRoom *other = fake_session_add_room (fixture->session, "other", fixture->mina);

  fake_session_enter_room (fixture->session, other, HALL_MEMBERSHIP_LIVE);
  lose (fixture, HALL_CONNECTION_NOBODY);
  expect_shown (fixture, "Nobody is here");
  g_assert_true (hall_connection_bar_get_shown (get_bar (fixture)));
  hall_window_open_room (fixture->window, other);
  g_assert_false (hall_connection_bar_get_shown (get_bar (fixture)));
  hall_window_open_room (fixture->window, fixture->room);
  g_assert_true (hall_connection_bar_get_shown (get_bar (fixture)));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/connection/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("hiccup", test_hiccup);
  ADD ("alone", test_alone);
  ADD ("states", test_states);
  ADD ("try-now", test_try_now);
  ADD ("host-here", test_host_here);
  ADD ("no-jump", test_no_jump);
  ADD ("other-room", test_other_room);
#undef ADD
  return g_test_run ();
}
