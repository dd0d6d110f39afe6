/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-switching.c: the switcher's order, and what a room's row and menu say and do.
 */

#define G_LOG_DOMAIN "test-switching"

#include "config.h"

#include "hall-room-actions.h"
#include "hall-room-row.h"
#include "hall-session-talk.h"
#include "hall-sidebar.h"
#include "hall-switcher-ranking.h"
#include "hall-switcher.h"

#include "fake-session-people.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallPerson *korean;
  HallRoom *lunch;
  HallRoom *design;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 now = g_get_real_time () / 1000;

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->korean = fake_session_add_person (fixture->session, "한글", HALL_PRESENCE_OFFLINE);
  fixture->lunch = fake_session_add_room (fixture->session, "lunch", fixture->mina);
  fixture->design = fake_session_add_room (fixture->session, "design review", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->lunch, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->design, HALL_MEMBERSHIP_LIVE);
  fake_session_say (fixture->session, fixture->lunch, fixture->mina, "x", now - 9000, TRUE);
  fake_session_say (fixture->session, fixture->design, fixture->mina, "y", now - 5000, TRUE);
  hall_session_mark_read (fixture->session, fixture->lunch);
  hall_session_mark_read (fixture->session, fixture->design);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->session);
}

static void
expect_ranking (Fixture    *fixture,
                const char *typed,
                GObject    *current,
                const char *expected)
{
  g_autoptr (GPtrArray) ranked = hall_switcher_rank (fixture->session, typed, current, 10);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < ranked->len; i++)
    {
      g_autofree char *name = NULL;

      g_object_get (g_ptr_array_index (ranked, i), "name", &name, NULL);
      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_ranking (Fixture       *fixture,
              gconstpointer  data)
{
  expect_ranking (fixture, "", NULL, "design review|lunch|Mina|한글");
  expect_ranking (fixture, "", G_OBJECT (fixture->design), "lunch|Mina|한글");
  hall_room_set_unread (fixture->lunch, 2);
  expect_ranking (fixture, " ", NULL, "lunch|design review|Mina|한글");
  fake_session_whisper (fixture->session, fixture->mina, fixture->mina, "hello",
                        g_get_real_time () / 1000, TRUE);
  expect_ranking (fixture, "", NULL, "Mina|lunch|design review|한글");
  hall_session_set_notify (fixture->session, fixture->lunch, HALL_NOTIFY_NOTHING);
  expect_ranking (fixture, "", NULL, "Mina|design review|lunch|한글");
  expect_ranking (fixture, "ㅎㄱ", NULL, "한글");
  expect_ranking (fixture, "한ㄱ", NULL, "한글");
  expect_ranking (fixture, "rev", G_OBJECT (fixture->design), "design review");
  expect_ranking (fixture, "nobody", NULL, "");
  hall_person_set_blocked (fixture->mina, TRUE);
  expect_ranking (fixture, "mina", NULL, "");
}

static void
on_chosen (gpointer *chosen,
           GObject  *item)
{
  *chosen = item;
}

static gboolean
is_chosen (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* Arrows move what is selected while one types; Enter opens it. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *switcher = hall_switcher_new (fixture->session, NULL, NULL);
  gpointer chosen = NULL;

  g_signal_connect_swapped (switcher, "chosen", G_CALLBACK (on_chosen), &chosen);
  ui_test_wait_active (GTK_WINDOW (switcher));
  /* Around both ends. */
  ui_test_press ("Up");
  ui_test_press ("Down");
  ui_test_press ("Down");
  ui_test_press ("Return");
  ui_test_wait (is_chosen, &chosen);
  g_assert_true (chosen == fixture->lunch);

  chosen = NULL;
  switcher = hall_switcher_new (fixture->session, NULL, NULL);
  g_signal_connect_swapped (switcher, "chosen", G_CALLBACK (on_chosen), &chosen);
  ui_test_wait_active (GTK_WINDOW (switcher));
  ui_test_type ("min");
  ui_test_press ("Return");
  ui_test_wait (is_chosen, &chosen);
  g_assert_true (chosen == fixture->mina);
}

typedef struct
{
  GListModel *model;
  guint n_items;
} Count;

static gboolean
has_items (gpointer data)
{
  Count *count = data;

  return g_list_model_get_n_items (count->model) == count->n_items;
}

static void
expect_items (GListModel *model,
              const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append_printf (names, "%s%s%s", i > 0 ? "|" : "", name,
                              gtk_selection_model_is_selected (GTK_SELECTION_MODEL (model), i)
                              ? "*" : "");
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static HallRoomRow *
find_row (GtkWidget *root,
          HallRoom  *room)
{
  if (HALL_IS_ROOM_ROW (root) && hall_room_row_get_room (HALL_ROOM_ROW (root)) == room)
    return HALL_ROOM_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      HallRoomRow *row = find_row (child, room);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* Who comes stands last, who goes is gone; nothing else moves, and what is selected stays so. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  HallDirectory *directory = hall_session_get_directory (fixture->session);
  GtkWidget *switcher = hall_switcher_new (fixture->session, NULL, NULL);
  GListModel *model;
  HallRoom *gone = fake_session_add_room (fixture->session, "nearby", fixture->mina);
  gpointer chosen = NULL;

  g_signal_connect_swapped (switcher, "chosen", G_CALLBACK (on_chosen), &chosen);
  ui_test_wait_active (GTK_WINDOW (switcher));
  model = G_LIST_MODEL (gtk_list_view_get_model
                        (GTK_LIST_VIEW (ui_test_find (switcher, GTK_TYPE_LIST_VIEW))));
  ui_test_wait (has_items, &(Count) { model, 5 });
  expect_items (model, "design review*|lunch|Mina|한글|nearby");
  /* Only the window below could join it; here it is opened. */
  g_assert_false (ui_test_shows (GTK_WIDGET (find_row (switcher, gone)), "Join"));
  ui_test_press ("Down");
  ui_test_press ("Down");
  fake_session_add_person (fixture->session, "Anna", HALL_PRESENCE_AVAILABLE);
  hall_room_set_unread (fixture->lunch, 3);
  ui_test_wait (has_items, &(Count) { model, 6 });
  expect_items (model, "design review|lunch|Mina*|한글|nearby|Anna");
  hall_room_set_membership (fixture->lunch, HALL_MEMBERSHIP_NONE);
  hall_directory_forget_room (directory, fixture->lunch);
  ui_test_wait (has_items, &(Count) { model, 5 });
  expect_items (model, "design review|Mina*|한글|nearby|Anna");
  ui_test_press ("Down");
  ui_test_press ("Down");
  hall_directory_forget_room (directory, gone);
  ui_test_wait (has_items, &(Count) { model, 4 });
  expect_items (model, "design review|Mina|한글|Anna*");
  ui_test_type ("zo");
  ui_test_wait (has_items, &(Count) { model, 0 });
  fake_session_add_person (fixture->session, "Tae", HALL_PRESENCE_AVAILABLE);
  fake_session_add_person (fixture->session, "Zoe", HALL_PRESENCE_AVAILABLE);
  ui_test_wait (has_items, &(Count) { model, 1 });
  expect_items (model, "Zoe*");
  ui_test_press ("Return");
  ui_test_wait (is_chosen, &chosen);
  g_assert_true (HALL_IS_PERSON (chosen));
}

static gboolean
is_enabled (GtkWidget  *widget,
            const char *action)
{
  GActionGroup *group = g_object_get_data (G_OBJECT (widget), "group");

  return g_action_group_get_action_enabled (group, action);
}

/* What can be done with a room follows from what it is. */
static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page = g_object_ref_sink (gtk_label_new (""));
  g_autoptr (HallRoomActions) actions = hall_room_actions_new (page, fixture->session);

  g_object_set_data (G_OBJECT (page), "group", hall_room_actions_get_group (actions));
  g_assert_false (is_enabled (page, "export"));
  hall_room_actions_set_room (actions, fixture->lunch);
  g_assert_false (is_enabled (page, "mark-read"));
  g_assert_true (is_enabled (page, "mark-unread"));
  hall_room_set_unread (fixture->lunch, 1);
  g_assert_true (is_enabled (page, "mark-read"));
  g_assert_false (is_enabled (page, "mark-unread"));
  g_assert_true (is_enabled (page, "export"));
  g_assert_false (is_enabled (page, "pinned"));

  g_assert_true (gtk_widget_activate_action (page, "room.notify", "s", "nothing"));
  g_assert_cmpuint (hall_room_get_notify (fixture->lunch), ==, HALL_NOTIFY_NOTHING);
  g_assert_true (gtk_widget_activate_action (page, "room.notify", "s", "all"));
  g_assert_cmpuint (hall_room_get_notify (fixture->lunch), ==, HALL_NOTIFY_ALL);
  g_object_unref (page);
}

/* A mention and a muted room are seen in the sidebar. */
static void
test_badges (Fixture       *fixture,
             gconstpointer  data)
{
  HallSidebar *sidebar = g_object_new (HALL_TYPE_SIDEBAR, NULL);
  GtkWindow *window;
  GtkWidget *row;

  hall_sidebar_set_session (sidebar, fixture->session);
  window = ui_test_show (GTK_WIDGET (sidebar), 320, 500);
  row = GTK_WIDGET (find_row (GTK_WIDGET (sidebar), fixture->design));
  g_assert_false (ui_test_shows (row, "@"));
  hall_room_set_unread (fixture->design, 3);
  hall_room_set_mentions (fixture->design, 1);
  ui_test_wait_frames (row, 3);
  g_assert_true (ui_test_shows (row, "@"));
  g_assert_true (ui_test_shows (row, "3"));
  g_assert_false (gtk_widget_has_css_class (row, "muted"));
  hall_session_set_notify (fixture->session, fixture->design, HALL_NOTIFY_NOTHING);
  ui_test_wait_frames (row, 3);
  g_assert_true (gtk_widget_has_css_class (row, "muted"));
  ui_test_close (window);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/switching/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ranking", test_ranking);
  ADD ("keys", test_keys);
  ADD ("live", test_live);
  ADD ("actions", test_actions);
  ADD ("badges", test_badges);
#undef ADD
  return g_test_run ();
}
