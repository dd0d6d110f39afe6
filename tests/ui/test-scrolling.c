/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-scrolling.c: the conversation opens where it should, stays at the end when there, and never
 * moves under somebody who reads further up.
 */

#define G_LOG_DOMAIN "test-scrolling"

#include "config.h"

#include <math.h>

#include "hall-message-row.h"
#include "hall-message-view.h"

#include "sample.h"
#include "ui-test.h"

#define N_OLD 200

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  gint64 time;
  HallMessageView *view;
  GtkWindow *window;
} Fixture;

static HallMessage *
say (Fixture  *fixture,
     gboolean  live)
{
  g_autofree char *text = NULL;

  fixture->time += 60 * 1000;
  text = g_strdup_printf ("Message at %" G_GINT64_FORMAT "%s", fixture->time,
                          fixture->time % 7 == 0 ? " which is longer than others are, so that it "
                          "needs more than one line in a view that is as narrow as this" : "");
  return fake_session_say (fixture->session, fixture->room, fixture->mina, text, fixture->time,
                           live);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "room", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fixture->time = g_get_real_time () / 1000 - 10 * 24 * 3600 * 1000LL;
  for (guint i = 0; i < N_OLD; i++)
    say (fixture, FALSE);
  fixture->view = g_object_new (HALL_TYPE_MESSAGE_VIEW, NULL);
  hall_message_view_set_session (fixture->view, fixture->session);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->view), 420, 500);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  GtkWidget *scrolled = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static gboolean
is_at_end (gpointer data)
{
  Fixture *fixture = data;
  GtkAdjustment *adjustment = get_adjustment (fixture);

  return hall_message_view_get_at_end (fixture->view) &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) &&
         fabs (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) -
               gtk_adjustment_get_upper (adjustment)) < 1;
}

static void
open_room (Fixture *fixture)
{
  hall_message_view_set_room (fixture->view, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 15);
}

/* Where a message's row is in the view, or -1. */
static double
find_row (GtkWidget   *widget,
          GtkWidget   *view,
          HallMessage *message)
{
  double found = -1;

  if (HALL_IS_MESSAGE_ROW (widget) &&
      hall_message_row_get_item (HALL_MESSAGE_ROW (widget)) == message &&
      gtk_widget_get_child_visible (gtk_widget_get_parent (widget)))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (widget, view, &bounds));
      return bounds.origin.y;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found < 0;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, view, message);
  return found;
}

static double
get_y (Fixture     *fixture,
       HallMessage *message)
{
  return find_row (GTK_WIDGET (fixture->view), GTK_WIDGET (fixture->view), message);
}

/* A message whose row is in the middle of the view. */
static HallMessage *
find_visible (Fixture *fixture)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (fixture->room));
  guint n_items = g_list_model_get_n_items (timeline);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);
      double y = get_y (fixture, message);

      if (y > 100 && y < 400)
        return message;
    }
  g_assert_not_reached ();
}

static void
scroll_by (Fixture *fixture,
           double   pixels)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pixels);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
}

static void
test_opens_at_end (Fixture       *fixture,
                   gconstpointer  data)
{
  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
}

static void
test_opens_at_unread (Fixture       *fixture,
                      gconstpointer  data)
{
  HallMessage *read, *unread;
  double y;

  hall_session_load_end (fixture->session, fixture->room);
  read = say (fixture, TRUE);
  hall_room_set_unread (fixture->room, 0);
  unread = say (fixture, TRUE);
  for (guint i = 0; i < 39; i++)
    say (fixture, TRUE);
  fake_session_set_read (fixture->session, fixture->room, read);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 40);
  open_room (fixture);
  unread = hall_timeline_lookup (hall_room_get_timeline (fixture->room),
                                 hall_message_get_id (unread));
  g_assert_true (hall_message_get_starts_unread (unread));
  y = get_y (fixture, unread);
  g_assert_cmpfloat (y, >=, -1);
  g_assert_cmpfloat (y, <, 60);
  g_assert_false (hall_message_view_get_at_end (fixture->view));
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "Latest (40)"));
  g_assert_cmpuint (fake_session_count_mark_read (fixture->session), ==, 0);

  hall_message_view_jump_to_end (fixture->view);
  ui_test_wait (is_at_end, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_cmpuint (fake_session_count_mark_read (fixture->session), ==, 1);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
}

static gboolean
is_read (gpointer data)
{
  Fixture *fixture = data;

  return hall_room_get_unread (fixture->room) == 0;
}

/* A room that fits into the view is read by opening it, and the line above what was new stays. */
static void
test_short_room (Fixture       *fixture,
                 gconstpointer  data)
{
  HallRoom *room = fake_session_add_room (fixture->session, "short", fixture->mina);

  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_LIVE);
  fixture->room = room;
  say (fixture, TRUE);
  hall_room_set_unread (room, 0);
  say (fixture, TRUE);
  hall_message_view_set_room (fixture->view, room);
  ui_test_wait (is_read, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "New"));
}

static void
test_stays_at_end (Fixture       *fixture,
                   gconstpointer  data)
{
  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
  for (guint i = 0; i < 25; i++)
    {
      say (fixture, TRUE);
      if (i % 3 == 0)
        ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
    }
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_true (is_at_end (fixture));
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->view), "New")); /* one saw them come */

  /* Also when the window becomes smaller. */
  gtk_window_set_default_size (fixture->window, 380, 300);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 15);
  g_assert_true (is_at_end (fixture));
}

static void
test_does_not_move (Fixture       *fixture,
                    gconstpointer  data)
{
  HallMessage *watched;
  double y;
  guint n_older;

  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
  scroll_by (fixture, -700);
  g_assert_false (hall_message_view_get_at_end (fixture->view));

  /* Others arrive. */
  watched = find_visible (fixture);
  y = get_y (fixture, watched);
  for (guint i = 0; i < 20; i++)
    {
      say (fixture, TRUE);
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
      g_assert_cmpfloat_with_epsilon (get_y (fixture, watched), y, 0.01);
    }
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "Latest (20)"));
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 20);

  /* Older ones are loaded above. */
  n_older = fake_session_count_load_older (fixture->session);
  hall_session_load_older (fixture->session, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
  g_assert_cmpuint (fake_session_count_load_older (fixture->session), >, n_older);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, watched), y, 0.01);
}

static gboolean
is_at_start (gpointer data)
{
  Fixture *fixture = data;

  scroll_by (fixture, -800);
  return hall_timeline_get_at_start (hall_room_get_timeline (fixture->room));
}

static void
test_loads_older (Fixture       *fixture,
                  gconstpointer  data)
{
  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
  ui_test_wait (is_at_start, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hall_room_get_timeline
                                                              (fixture->room))),
                    ==, N_OLD + 1);
  /* Nothing is asked for once the start is there, and nothing while nobody scrolls. */
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
test_own_message_shows (Fixture       *fixture,
                        gconstpointer  data)
{
  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
  scroll_by (fixture, -700);
  hall_session_send (fixture->session, fixture->room, "mine", NULL);
  ui_test_wait (is_at_end, fixture);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->view), "mine"));
}

/* Read is what was on screen: not while another window is in front. */
static void
test_read_only_when_active (Fixture       *fixture,
                            gconstpointer  data)
{
  GtkWindow *other;

  open_room (fixture);
  ui_test_wait (is_at_end, fixture);
  other = ui_test_show (gtk_entry_new (), 200, 100);
  g_assert_false (gtk_window_is_active (fixture->window));
  say (fixture, TRUE);
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
  g_test_add ("/ui/scrolling/" name, Fixture, NULL, set_up, function, tear_down)
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
