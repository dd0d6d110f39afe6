/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* scrolled-room.c: a long conversation in a small window, and where its rows are.
 */

#define G_LOG_DOMAIN "scrolled-room"

#include "config.h"

#include <math.h>

#include "hall-message-row.h"

#include "sample.h"
#include "ui-test.h"

#include "scrolled-room.h"

HallMessage *
scrolled_room_say (ScrolledRoom *fixture,
                   gboolean      live)
{
  g_autofree char *text = NULL;

  fixture->time += 60 * 1000;
  text = g_strdup_printf ("Message at %" G_GINT64_FORMAT "%s", fixture->time,
                          fixture->time % 7 == 0 ? " which is longer than others are, so that it "
                          "needs more than one line in a view that is as narrow as this" : "");
  return fake_session_say (fixture->session, fixture->room, fixture->mina, text, fixture->time,
                           live);
}

void
scrolled_room_set_up (ScrolledRoom  *fixture,
                      gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "room", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fixture->time = g_get_real_time () / 1000 - 10 * 24 * 3600 * 1000LL;
  for (guint i = 0; i < SCROLLED_ROOM_OLD; i++)
    scrolled_room_say (fixture, FALSE);
  fixture->view = g_object_new (HALL_TYPE_MESSAGE_VIEW, NULL);
  hall_message_view_set_session (fixture->view, fixture->session);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->view), 420, 500);
}

void
scrolled_room_tear_down (ScrolledRoom  *fixture,
                         gconstpointer  data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

GtkAdjustment *
scrolled_room_get_adjustment (ScrolledRoom *fixture)
{
  GtkWidget *scrolled = ui_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

gboolean
scrolled_room_is_at_end (gpointer data)
{
  ScrolledRoom *fixture = data;
  GtkAdjustment *adjustment = scrolled_room_get_adjustment (fixture);

  return hall_message_view_get_at_end (fixture->view) &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) &&
         fabs (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) -
               gtk_adjustment_get_upper (adjustment)) < 1;
}

void
scrolled_room_open_room (ScrolledRoom *fixture)
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

double
scrolled_room_get_y (ScrolledRoom *fixture,
                     HallMessage  *message)
{
  return find_row (GTK_WIDGET (fixture->view), GTK_WIDGET (fixture->view), message);
}

/* A message whose row is in the middle of the view. */
HallMessage *
scrolled_room_find_visible (ScrolledRoom *fixture)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (fixture->room));
  guint n_items = g_list_model_get_n_items (timeline);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);
      double y = scrolled_room_get_y (fixture, message);

      if (y > 100 && y < 400)
        return message;
    }
  g_assert_not_reached ();
}

void
scrolled_room_scroll_by (ScrolledRoom *fixture,
                         double        pixels)
{
  GtkAdjustment *adjustment = scrolled_room_get_adjustment (fixture);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pixels);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 6);
}
