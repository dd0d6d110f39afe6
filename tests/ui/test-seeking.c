/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-seeking.c: jumps to one message and to a day; rows above that change do not move what is
 * read; lines that are folded.
 */

#define G_LOG_DOMAIN "test-seeking"

#include "config.h"

#include "hall-message-row.h"

#include "hall-message-row.h"

#include "scrolled-room.h"
#include "ui-test.h"

static HallMessage *
look_up (ScrolledRoom *fixture,
         const char   *event_id)
{
  return hall_timeline_lookup (hall_room_get_timeline (fixture->room), event_id);
}

typedef struct
{
  ScrolledRoom *fixture;
  const char *event_id;
} Sought;

/* It stands in the view, away from its edges. */
static gboolean
is_shown (gpointer data)
{
  Sought *sought = data;
  HallMessage *message = look_up (sought->fixture, sought->event_id);
  double y = message != NULL ? scrolled_room_get_y (sought->fixture, message) : -1;

  return y > 20 && y < 400;
}

static gboolean
has_flash (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "flash"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_flash (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_flashing (gpointer data)
{
  ScrolledRoom *fixture = data;

  return has_flash (GTK_WIDGET (fixture->view));
}

static void
test_jumps_to_far (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  Sought sought = { fixture, NULL };

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room, 60);
  g_assert_null (look_up (fixture, sought.event_id));
  hall_message_view_jump_to_event (fixture->view, sought.event_id);
  ui_test_wait (is_shown, &sought);
  ui_test_wait (is_flashing, fixture);
  g_assert_cmpuint (fake_session_count_open_at (fixture->session), ==, 1);
  g_assert_false (hall_message_view_get_at_end (fixture->view));

  /* It stays there while the rows around it are read, and one gets back to the end. */
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 20);
  g_assert_true (is_shown (&sought));
  hall_message_view_jump_to_end (fixture->view);
  ui_test_wait (scrolled_room_is_at_end, fixture);
}

/* (nullable): whose row has the keyboard */
static HallMessage *
get_focused (ScrolledRoom *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  for (; focus != NULL; focus = gtk_widget_get_parent (focus))
    {
      GtkWidget *child = gtk_widget_get_first_child (focus);

      if (HALL_IS_MESSAGE_ROW (focus))
        return hall_message_row_get_item (HALL_MESSAGE_ROW (focus));
      if (child != NULL && HALL_IS_MESSAGE_ROW (child))
        return hall_message_row_get_item (HALL_MESSAGE_ROW (child));
    }
  return NULL;
}

/* Into the list, the keyboard goes to what is seen, and nothing moves: after a far jump, too, where
 * the row that had it is gone. */
static void
test_keyboard_enters (ScrolledRoom  *fixture,
                      gconstpointer  data)
{
  Sought sought = { fixture, NULL };
  GtkWidget *list;
  HallMessage *first, *message;
  double y;

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  list = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_BACKWARD));
  first = get_focused (fixture);
  g_assert_nonnull (first);
  g_assert_cmpstr (hall_message_get_id (first), ==,
                   fake_session_get_event_id (fixture->session, fixture->room, SCROLLED_ROOM_OLD));
  ui_test_press ("Up");
  ui_test_wait_frames (list, 3);
  message = get_focused (fixture);
  g_assert_true (message != first);
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_FORWARD));
  g_assert_true (get_focused (fixture) == message);

  /* Scrolled away, within the rows that are loaded: no way back to it. */
  gtk_window_set_focus (fixture->window, NULL);
  scrolled_room_scroll_by (fixture, -900);
  message = scrolled_room_find_visible (fixture);
  y = scrolled_room_get_y (fixture, message);
  g_assert_true (hall_message_view_focus (fixture->view));
  ui_test_wait_frames (list, 10);
  g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, message), y, 0.01);

  gtk_window_set_focus (fixture->window, NULL);
  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room, 20);
  hall_message_view_jump_to_event (fixture->view, sought.event_id);
  ui_test_wait (is_shown, &sought);
  ui_test_wait_frames (list, 10);
  message = scrolled_room_find_visible (fixture);
  y = scrolled_room_get_y (fixture, message);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_FORWARD));
  ui_test_wait_frames (list, 10);
  g_assert_nonnull (get_focused (fixture));
  g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, message), y, 0.01);
  g_assert_cmpfloat (scrolled_room_get_y (fixture, get_focused (fixture)), >, 0);
  g_assert_cmpfloat (scrolled_room_get_y (fixture, get_focused (fixture)), <,
                     gtk_widget_get_height (GTK_WIDGET (fixture->view)));

  /* From below, "Latest" comes first. */
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_BACKWARD));
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (fixture->window)));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_BACKWARD));
  g_assert_nonnull (get_focused (fixture));
}

/* The calendar begins with the day that one sees. */
static void
test_asks_date (ScrolledRoom  *fixture,
                gconstpointer  data)
{
  Sought sought = { fixture, NULL };
  GtkWidget *calendar;
  g_autoptr (GDateTime) chosen = NULL, shown = NULL;

  for (guint i = 0; i < 30; i++)
    {
      fixture->time += 24 * 3600 * 1000;
      scrolled_room_say (fixture, FALSE);
    }
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room,
                                               SCROLLED_ROOM_OLD + 20);
  hall_message_view_jump_to_event (fixture->view, sought.event_id);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  hall_message_view_ask_date (fixture->view);
  calendar = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_CALENDAR);
  chosen = gtk_calendar_get_date (GTK_CALENDAR (calendar));
  shown = g_date_time_new_from_unix_local (hall_message_get_time
                                           (look_up (fixture, sought.event_id)) / 1000);
  /* A row is a day, and about ten are seen. */
  g_assert_cmpint (g_date_time_difference (shown, chosen) / G_TIME_SPAN_DAY, >=, 0);
  g_assert_cmpint (g_date_time_difference (shown, chosen) / G_TIME_SPAN_DAY, <, 12);
}

/* What can be seen is not moved. */
static void
test_jumps_to_near (ScrolledRoom  *fixture,
                    gconstpointer  data)
{
  HallMessage *message;
  double y;

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  scrolled_room_scroll_by (fixture, -200);
  message = scrolled_room_find_visible (fixture);
  y = scrolled_room_get_y (fixture, message);
  hall_message_view_jump_to_event (fixture->view, hall_message_get_id (message));
  ui_test_wait (is_flashing, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, message), y, 0.01);
  g_assert_cmpuint (fake_session_count_open_at (fixture->session), ==, 0);
}

/* While the room is being opened the jump waits. */
static void
test_jumps_at_once (ScrolledRoom  *fixture,
                    gconstpointer  data)
{
  Sought sought = { fixture, NULL };

  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room, 20);
  hall_message_view_set_room (fixture->view, fixture->room);
  hall_message_view_jump_to_event (fixture->view, sought.event_id);
  ui_test_wait (is_shown, &sought);
}

/* Among the rows that are loaded, but not in view: gone to, and marked. */
static void
test_jumps_within (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  Sought sought = { fixture, NULL };

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room,
                                               SCROLLED_ROOM_OLD - 30);
  g_assert_nonnull (look_up (fixture, sought.event_id));
  g_assert_false (is_shown (&sought));
  hall_message_view_jump_to_event (fixture->view, sought.event_id);
  ui_test_wait (is_flashing, fixture);
  ui_test_wait (is_shown, &sought);
  g_assert_cmpuint (fake_session_count_open_at (fixture->session), ==, 0);
}

static void
test_jumps_to_nothing (ScrolledRoom  *fixture,
                       gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  hall_message_view_jump_to_event (fixture->view, "AAAAAAAAAAAAAAAAAAAAAA");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_cmpuint (fake_session_count_open_at (fixture->session), ==, 1);
  g_assert_true (scrolled_room_is_at_end (fixture));
}

static void
test_jumps_to_day (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  Sought sought = { fixture, NULL };

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  hall_message_view_jump_to_time (fixture->view, fixture->time - 150 * 60 * 1000 - 1);
  sought.event_id = fake_session_get_event_id (fixture->session, fixture->room,
                                               SCROLLED_ROOM_OLD - 151 + 1);
  ui_test_wait (is_shown, &sought);
  hall_message_view_jump_to_time (fixture->view, fixture->time + 1000);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  /* Also from a little above the end, whose rows are all loaded, and laid out: until then the end
   * is where one wants to be. */
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  scrolled_room_scroll_by (fixture, -900);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_false (scrolled_room_is_at_end (fixture));
  hall_message_view_jump_to_time (fixture->view, fixture->time + 1000);
  ui_test_wait (scrolled_room_is_at_end, fixture);
}

static void
react (ScrolledRoom *fixture,
       const char   *event_id,
       const char   *emoji)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = event_id;
  body.emoji = emoji;
  fake_session_annotate (fixture->session, fixture->room, fixture->mina, &body, ++fixture->time);
}

static void
edit (ScrolledRoom *fixture,
      const char   *event_id)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = event_id;
  body.text = "It\nis\nmuch\ntaller\nnow";
  fake_session_annotate (fixture->session, fixture->room, fixture->mina, &body, ++fixture->time);
}

/* The row just above the first one that can be seen, and everything that is loaded above that. */
static void
test_changes_above (ScrolledRoom  *fixture,
                    gconstpointer  data)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (fixture->room));
  HallMessage *watched;
  double y;

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  scrolled_room_scroll_by (fixture, -700);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  watched = scrolled_room_find_visible (fixture);
  y = scrolled_room_get_y (fixture, watched);
  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) above = g_list_model_get_item (timeline, i);
      double place = scrolled_room_get_y (fixture, above);

      if (above == watched || place >= 0)
        break;
      if (i % 2 == 0)
        edit (fixture, hall_message_get_id (above));
      else
        react (fixture, hall_message_get_id (above), "\360\237\221\215");
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
      g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, watched), y, 0.01);
    }
}

/* Who is at the end stays there when the last row grows. */
static void
test_grows_at_end (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  edit (fixture, fake_session_get_event_id (fixture->session, fixture->room,
                                            SCROLLED_ROOM_OLD));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_true (scrolled_room_is_at_end (fixture));
}

static gboolean
shows_all_lines (gpointer data)
{
  ScrolledRoom *fixture = data;
  GtkWidget *list = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW);
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  return g_list_model_get_n_items (rows)
         == g_list_model_get_n_items (G_LIST_MODEL (hall_room_get_timeline (fixture->room)));
}

static void
test_folds_lines (ScrolledRoom  *fixture,
                  gconstpointer  data)
{
  GtkWidget *list;
  guint n_rows;

  for (guint i = 0; i < 6; i++)
    fake_session_tell (fixture->session, fixture->room, fixture->mina,
                       i % 2 == 0 ? HALL_STATE_LEFT : HALL_STATE_JOINED, "Mina",
                       fixture->time += 1000);
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  list = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
  g_assert_cmpuint (n_rows + 5, ==, g_list_model_get_n_items
                    (G_LIST_MODEL (hall_room_get_timeline (fixture->room))));
  gtk_widget_activate_action (list, "list.activate-item", "u", n_rows - 1);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_cmpuint (g_list_model_get_n_items
                    (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), >, n_rows);
  gtk_widget_activate_action (list, "list.activate-item", "u", n_rows - 1);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_cmpuint (g_list_model_get_n_items
                    (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==, n_rows);

  /* Whoever goes to one of them sees it. */
  hall_message_view_jump_to_time (fixture->view, fixture->time - 2500);
  ui_test_wait (shows_all_lines, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/seeking/" name, ScrolledRoom, NULL, scrolled_room_set_up, function, \
              scrolled_room_tear_down)
  ADD ("jumps-to-far", test_jumps_to_far);
  ADD ("keyboard-enters", test_keyboard_enters);
  ADD ("asks-date", test_asks_date);
  ADD ("jumps-to-near", test_jumps_to_near);
  ADD ("jumps-at-once", test_jumps_at_once);
  ADD ("jumps-within", test_jumps_within);
  ADD ("jumps-to-nothing", test_jumps_to_nothing);
  ADD ("jumps-to-day", test_jumps_to_day);
  ADD ("changes-above", test_changes_above);
  ADD ("grows-at-end", test_grows_at_end);
  ADD ("folds-lines", test_folds_lines);
#undef ADD
  return g_test_run ();
}
