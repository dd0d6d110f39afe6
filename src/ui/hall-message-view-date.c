/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view-date.c: a calendar to go to a day of the conversation.
 *
 * Part of HallMessageView; made when first asked for. A click on the line between two days asks for
 * it, too.
 */

#define G_LOG_DOMAIN "hall-message-view-date"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-row.h"
#include "hall-message-view-private.h"

#include "hall-message-view.h"

static gint64
get_start_of_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (calendar);
  g_autoptr (GDateTime) start = g_date_time_new_local (g_date_time_get_year (chosen),
                                                       g_date_time_get_month (chosen),
                                                       g_date_time_get_day_of_month (chosen),
                                                       0, 0, 0);

  return start != NULL ? g_date_time_to_unix (start) * 1000 : 0;
}

static void
on_go_clicked (HallMessageView *self)
{
  GtkWidget *box = gtk_popover_get_child (self->date);
  GtkCalendar *calendar = GTK_CALENDAR (gtk_widget_get_first_child (box));

  gtk_popover_popdown (self->date);
  hall_message_view_jump_to_time (self, get_start_of_day (calendar));
}

static GtkWidget *
make_popover (HallMessageView *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *go = gtk_button_new_with_mnemonic (_("_Go to This Day"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Day to go to"), -1);
  gtk_widget_add_css_class (go, "suggested-action");
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), go);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), go);
  g_signal_connect_object (go, "clicked", G_CALLBACK (on_go_clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return popover;
}

static gint64
get_time (HallMessage *message)
{
  return message != NULL ? hall_message_get_time (message) : g_get_real_time () / 1000;
}

static void
point_at (HallMessageView *self,
          double           x,
          double           y,
          gint64           time_ms)
{
  GtkWidget *box;
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time_ms / 1000);
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (self->date == NULL)
    self->date = GTK_POPOVER (make_popover (self));
  box = gtk_popover_get_child (self->date);
  if (day != NULL)
    gtk_calendar_select_day (GTK_CALENDAR (gtk_widget_get_first_child (box)), day);
  gtk_popover_set_pointing_to (self->date, &place);
  gtk_popover_set_position (self->date, GTK_POS_BOTTOM);
  gtk_popover_popup (self->date);
}

static void
on_pressed (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            HallMessageView *self)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row;

  if (widget == NULL || !gtk_widget_has_css_class (widget, "day-divider"))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  row = gtk_widget_get_ancestor (widget, HALL_TYPE_MESSAGE_ROW);
  point_at (self, x, y, get_time (hall_message_row_get_item (HALL_MESSAGE_ROW (row))));
}

void
hall_message_view_init_date (HallMessageView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * hall_message_view_ask_date:
 * @self: a view that shows a room
 *
 * Shows a calendar, and then the day that is chosen in it.
 */
void
hall_message_view_ask_date (HallMessageView *self)
{
  g_return_if_fail (HALL_IS_MESSAGE_VIEW (self));

  if (hall_message_view_is_open (self))
    point_at (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0,
              get_time (hall_message_view_find_first (self)));
}
