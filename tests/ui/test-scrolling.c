/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-scrolling.c: the conversation opens where it should, stays at the end when there, and never
 * moves under somebody who reads further up.
 */

#define G_LOG_DOMAIN "test-scrolling"

#include "config.h"

#include "scrolled-room.h"
#include "ui-test.h"

static void
test_opens_at_end (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
}

static void
test_opens_at_unread (ScrolledRoom  *fixture,
                      gconstpointer  data)
{
  HallMessage *read, *unread;
  double y;

  hall_session_load_end (fixture->session, fixture->room);
  read = scrolled_room_say (fixture, TRUE);
  hall_room_set_unread (fixture->room, 0);
  unread = scrolled_room_say (fixture, TRUE);
  for (guint i = 0; i < 39; i++)
    scrolled_room_say (fixture, TRUE);
  fake_session_set_read (fixture->session, fixture->room, read);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 40);
  scrolled_room_open_room (fixture);
  unread = hall_timeline_lookup (hall_room_get_timeline (fixture->room),
                                 hall_message_get_id (unread));
  g_assert_true (hall_message_get_starts_unread (unread));
  y = scrolled_room_get_y (fixture, unread);
  g_assert_cmpfloat (y, >=, -1);
  g_assert_cmpfloat (y, <, 60);
  g_assert_false (hall_message_view_get_at_end (fixture->view));
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "Latest (40)"));
  g_assert_cmpuint (fake_session_count_mark_read (fixture->session), ==, 0);

  hall_message_view_jump_to_end (fixture->view);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_cmpuint (fake_session_count_mark_read (fixture->session), ==, 1);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
}

static gboolean
is_read (gpointer data)
{
  ScrolledRoom *fixture = data;

  return hall_room_get_unread (fixture->room) == 0;
}

/* A room that fits into the view is read by opening it, and the line above what was new stays. */
static void
test_short_room (ScrolledRoom  *fixture,
                 gconstpointer  data)
{
  HallRoom *room = fake_session_add_room (fixture->session, "short", fixture->mina);

  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_LIVE);
  fixture->room = room;
  scrolled_room_say (fixture, TRUE);
  hall_room_set_unread (room, 0);
  scrolled_room_say (fixture, TRUE);
  hall_message_view_set_room (fixture->view, room);
  ui_test_wait (is_read, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "New"));
}

static void
test_stays_at_end (ScrolledRoom  *fixture,
                   gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  for (guint i = 0; i < 25; i++)
    {
      scrolled_room_say (fixture, TRUE);
      if (i % 3 == 0)
        ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
    }
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_true (scrolled_room_is_at_end (fixture));
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->view), "New")); /* one saw them come */

  /* Also when the window becomes smaller. */
  gtk_window_set_default_size (fixture->window, 380, 300);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 15);
  g_assert_true (scrolled_room_is_at_end (fixture));
}

static void
test_does_not_move (ScrolledRoom  *fixture,
                    gconstpointer  data)
{
  HallMessage *watched;
  double y;
  guint n_older;

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  scrolled_room_scroll_by (fixture, -700);
  g_assert_false (hall_message_view_get_at_end (fixture->view));

  /* Others arrive. */
  watched = scrolled_room_find_visible (fixture);
  y = scrolled_room_get_y (fixture, watched);
  for (guint i = 0; i < 20; i++)
    {
      scrolled_room_say (fixture, TRUE);
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
      g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, watched), y, 0.01);
    }
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "Latest (20)"));
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 20);

  /* Many more than there is room for. */
  for (guint i = 0; i < HALL_TIMELINE_LOADED_MAX; i++)
    scrolled_room_say (fixture, TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
  g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, watched), y, 0.01);
  g_assert_false (hall_timeline_get_at_end (hall_room_get_timeline (fixture->room)));

  /* Older ones are loaded above. */
  n_older = fake_session_count_load_older (fixture->session);
  hall_session_load_older (fixture->session, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
  g_assert_cmpuint (fake_session_count_load_older (fixture->session), >, n_older);
  g_assert_cmpfloat_with_epsilon (scrolled_room_get_y (fixture, watched), y, 0.01);
}

static gboolean
is_at_start (gpointer data)
{
  ScrolledRoom *fixture = data;

  scrolled_room_scroll_by (fixture, -800);
  return hall_timeline_get_at_start (hall_room_get_timeline (fixture->room));
}

static void
test_loads_older (ScrolledRoom  *fixture,
                  gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  ui_test_wait (is_at_start, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hall_room_get_timeline
                                                              (fixture->room))),
                    ==, HALL_TIMELINE_LOADED_MAX);
  /* Nothing is asked for once the start is there, and nothing while nobody scrolls. */
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
test_own_message_shows (ScrolledRoom  *fixture,
                        gconstpointer  data)
{
  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  scrolled_room_scroll_by (fixture, -700);
  hall_session_send (fixture->session, fixture->room, "mine", NULL);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "mine"));
}

/* Read is what was on screen: not while another window is in front. */
static void
test_read_only_when_active (ScrolledRoom  *fixture,
                            gconstpointer  data)
{
  GtkWindow *other;

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  other = ui_test_show (gtk_entry_new (), 200, 100);
  g_assert_false (gtk_window_is_active (fixture->window));
  scrolled_room_say (fixture, TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 1);
  ui_test_close (other);
  ui_test_wait_active (fixture->window);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "New"));
  /* Who answers has seen it. */
  hall_session_send (fixture->session, fixture->room, "mine", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->view), "New"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/scrolling/" name, ScrolledRoom, NULL, scrolled_room_set_up, function, \
              scrolled_room_tear_down)
  ADD ("opens-at-end", test_opens_at_end);
  ADD ("opens-at-unread", test_opens_at_unread);
  ADD ("short-room", test_short_room);
  ADD ("stays-at-end", test_stays_at_end);
  ADD ("does-not-move", test_does_not_move);
  ADD ("loads-older", test_loads_older);
  ADD ("own-message-shows", test_own_message_shows);
  ADD ("read-only-when-active", test_read_only_when_active);
#undef ADD
  return g_test_run ();
}
