/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sidebar.c: order, headings and search of the sidebar follow the model.
 */

#define G_LOG_DOMAIN "test-sidebar"

#include "config.h"

#include "hall-heading.h"
#include "hall-room-row.h"
#include "hall-sidebar-model.h"
#include "hall-sidebar.h"

#include "sample.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallDirectory *directory;
  HallSidebarModel *model;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->directory = hall_session_get_directory (fixture->session);
  fixture->model = hall_sidebar_model_new (fixture->directory);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  g_clear_object (&fixture->session);
}

/* The lines in one string: "Rooms|one|People|Mina". */
static char *
describe (Fixture *fixture)
{
  GString *lines = g_string_new (NULL);
  guint n_items;

  ui_test_wait_idle ();
  n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);

      if (i > 0)
        g_string_append_c (lines, '|');
      if (HALL_IS_HEADING (item) && hall_heading_get_is_hint (HALL_HEADING (item)))
        g_string_append (lines, "hint");
      else if (HALL_IS_HEADING (item))
        g_string_append (lines, hall_heading_get_text (HALL_HEADING (item)));
      else if (HALL_IS_ROOM (item))
        g_string_append (lines, hall_room_get_name (HALL_ROOM (item)));
      else
        g_string_append (lines, hall_person_get_name (HALL_PERSON (item)));
    }
  return g_string_free (lines, FALSE);
}

static void
expect (Fixture    *fixture,
        const char *expected)
{
  g_autofree char *lines = describe (fixture);

  g_assert_cmpstr (lines, ==, expected);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  HallPerson *mina, *jin;
  HallRoom *alpha, *beta, *gamma;
  gint64 now = g_get_real_time () / 1000;

  expect (fixture, "Rooms|hint|People|hint");
  mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AWAY);
  jin = fake_session_add_person (fixture->session, "Jin", HALL_PRESENCE_AVAILABLE);
  fake_session_add_person (fixture->session, "Ada", HALL_PRESENCE_OFFLINE);
  fake_session_add_person (fixture->session, "Bea", HALL_PRESENCE_BUSY);
  expect (fixture, "Rooms|hint|People|Jin|Mina|Bea|Ada");
  hall_person_set_presence (mina, HALL_PRESENCE_AVAILABLE);
  expect (fixture, "Rooms|hint|People|Jin|Mina|Bea|Ada");
  hall_person_set_name (mina, "Aina");
  expect (fixture, "Rooms|hint|People|Aina|Jin|Bea|Ada");
  hall_person_set_presence (jin, HALL_PRESENCE_OFFLINE);
  expect (fixture, "Rooms|hint|People|Aina|Bea|Ada|Jin");

  gamma = fake_session_add_room (fixture->session, "gamma", mina);
  beta = fake_session_add_room (fixture->session, "beta", mina);
  alpha = fake_session_add_room (fixture->session, "alpha", mina);
  expect (fixture, "Rooms|alpha|beta|gamma|People|Aina|Bea|Ada|Jin");
  fake_session_enter_room (fixture->session, gamma, HALL_MEMBERSHIP_LIVE);
  expect (fixture, "Rooms|gamma|alpha|beta|People|Aina|Bea|Ada|Jin");
  fake_session_enter_room (fixture->session, beta, HALL_MEMBERSHIP_LIVE);
  fake_session_say (fixture->session, gamma, mina, "x", now, TRUE);
  expect (fixture, "Rooms|gamma|beta|alpha|People|Aina|Bea|Ada|Jin");
  fake_session_say (fixture->session, beta, mina, "y", now + 1000, TRUE);
  expect (fixture, "Rooms|beta|gamma|alpha|People|Aina|Bea|Ada|Jin");
  hall_room_set_announced (alpha, FALSE);
  hall_directory_release_room (fixture->directory, alpha);
  expect (fixture, "Rooms|beta|gamma|People|Aina|Bea|Ada|Jin");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  HallPerson *mina = fake_session_add_person (fixture->session, "Mina Kim",
                                              HALL_PRESENCE_AVAILABLE);

  fake_session_add_person (fixture->session, "김미나", HALL_PRESENCE_AVAILABLE);
  fake_session_add_room (fixture->session, "Kimchi", mina);
  fake_session_add_room (fixture->session, "lunch", mina);
  hall_sidebar_model_set_search (fixture->model, "KIM");
  expect (fixture, "Rooms|Kimchi|People|Mina Kim");
  g_assert_true (HALL_IS_ROOM (hall_sidebar_model_get_first (fixture->model)));
  hall_sidebar_model_set_search (fixture->model, "미나");
  expect (fixture, "People|김미나");
  hall_sidebar_model_set_search (fixture->model, "nobody");
  expect (fixture, "");
  hall_sidebar_model_set_search (fixture->model, "");
  expect (fixture, "Rooms|Kimchi|lunch|People|Mina Kim|김미나");
}

/* The open room stays the selected row, wherever it moves, and headings never are. */
static void
test_current (Fixture       *fixture,
              gconstpointer  data)
{
  HallPerson *mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  HallRoom *one = fake_session_add_room (fixture->session, "one", mina);
  HallRoom *two = fake_session_add_room (fixture->session, "two", mina);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->model);

  g_assert_true (hall_sidebar_model_step_room (fixture->model, 1) == one);
  g_assert_true (hall_sidebar_model_step_room (fixture->model, -1) == two);
  hall_sidebar_model_set_current (fixture->model, G_OBJECT (two));
  g_assert_true (gtk_selection_model_is_selected (model, 2));
  g_assert_false (gtk_selection_model_is_selected (model, 0));
  g_assert_false (gtk_selection_model_select_item (model, 1, TRUE));
  g_assert_true (gtk_selection_model_is_selected (model, 2));

  fake_session_enter_room (fixture->session, two, HALL_MEMBERSHIP_LIVE);
  expect (fixture, "Rooms|two|one|People|Mina");
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  g_assert_false (gtk_selection_model_is_selected (model, 2));
  g_assert_true (hall_sidebar_model_step_room (fixture->model, 1) == one);
  hall_sidebar_model_set_current (fixture->model, G_OBJECT (one));
  g_assert_true (hall_sidebar_model_step_room (fixture->model, 1) == two);
}

/* What the rows say: count of members, whose it is among equal names, unread, Join. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  HallPerson *mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  HallRoom *room = fake_session_add_room (fixture->session, "lunch", mina);
  HallSidebar *sidebar = g_object_new (HALL_TYPE_SIDEBAR, NULL);
  GtkWindow *window;
  GtkWidget *row;

  hall_sidebar_set_session (sidebar, fixture->session);
  hall_room_set_announced_members (room, 1);
  window = ui_test_show (GTK_WIDGET (sidebar), 320, 500);
  row = ui_test_find (GTK_WIDGET (sidebar), HALL_TYPE_ROOM_ROW);
  g_assert_true (ui_test_shows (row, "lunch"));
  g_assert_true (ui_test_shows (row, "1 member"));
  g_assert_true (ui_test_shows (row, "Join"));
  hall_room_set_announced_members (room, 4);
  hall_room_set_ambiguous (room, TRUE);
  ui_test_wait_frames (row, 2);
  g_assert_true (ui_test_shows (row, "by Mina · 4 members"));

  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_LIVE);
  hall_room_set_unread (room, 3);
  ui_test_wait_frames (row, 2);
  g_assert_false (ui_test_shows (row, "Join"));
  g_assert_true (ui_test_shows (row, "3"));
  g_assert_true (gtk_widget_has_css_class (row, "unread"));
  hall_room_set_unread (room, 0);
  ui_test_wait_frames (row, 2);
  g_assert_false (ui_test_shows (row, "3"));
  g_assert_false (gtk_widget_has_css_class (row, "unread"));

  /* Banned: there is nothing to join; removed: there is. */
  hall_room_set_banned (room, TRUE);
  hall_room_set_membership (room, HALL_MEMBERSHIP_NONE);
  hall_room_set_connection (room, HALL_CONNECTION_NONE);
  hall_room_set_announced (room, TRUE);
  ui_test_wait_frames (GTK_WIDGET (sidebar), 3);
  row = ui_test_find (GTK_WIDGET (sidebar), HALL_TYPE_ROOM_ROW);
  g_assert_false (ui_test_shows (row, "Join"));
  g_assert_true (ui_test_shows (row, "You are banned"));
  hall_room_set_removed (room, TRUE);
  hall_room_set_banned (room, FALSE);
  ui_test_wait_frames (row, 2);
  g_assert_true (ui_test_shows (row, "Join"));
  g_assert_false (ui_test_shows (row, "You are banned"));

  fake_session_set_network_problem (fixture->session, "No network");
  ui_test_wait_frames (row, 3);
  g_assert_true (ui_test_shows (GTK_WIDGET (sidebar), "No network"));
  ui_test_close (window);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/sidebar/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("order", test_order);
  ADD ("search", test_search);
  ADD ("current", test_current);
  ADD ("rows", test_rows);
#undef ADD
  return g_test_run ();
}
