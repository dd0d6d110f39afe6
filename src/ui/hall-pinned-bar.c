/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pinned-bar.c: what is pinned in a room, above its conversation.
 *
 * Owned by HallRoomPage. Not there while nothing is pinned. A click opens the list, whose rows are
 * made while it is open; a row leads to its message. Who may, takes a pin out there too: the
 * session is asked.
 */

#define G_LOG_DOMAIN "hall-pinned-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-menu-focus.h"
#include "hall-message-text.h"
#include "hall-session-talk.h"
#include "hall-time-text.h"

#include "hall-pinned-bar.h"

struct _HallPinnedBar
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room; /* (nullable) */
  GSignalGroup *room_signals;

  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *popover;
  GtkListBox *list;
};

enum
{
  JUMP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPinnedBar, hall_pinned_bar, ADW_TYPE_BIN)

static void
update (HallPinnedBar *self)
{
  guint n = self->room != NULL
            ? g_list_model_get_n_items (hall_room_get_pinned (self->room)) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u pinned message", "%u pinned messages", n),
                                           n);

  gtk_label_set_text (self->label, text);
  /* Else GTK 4.8 would name what has the keyboard by the class of what is around it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (n == 0)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
on_unpin (HallPinnedBar *self,
          GtkWidget     *button)
{
  HallMessage *message = g_object_get_data (G_OBJECT (button), "message");
  g_autoptr (GError) error = NULL;

  if (!hall_session_pin_message (self->session, self->room, message, FALSE, &error))
    hall_deed_tell (GTK_WIDGET (self), error);
}

static GtkWidget *
create_unpin (HallPinnedBar *self,
              HallMessage   *message)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (button, (const char *[]) { "flat", "circular", NULL });
  gtk_widget_set_tooltip_text (button, C_("message", "Unpin"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("message", "Unpin"), -1);
  g_object_set_data_full (G_OBJECT (button), "message", g_object_ref (message), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_unpin), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_label (const char *text,
              int         n_lines)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", n_lines > 1,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR, "ellipsize", PANGO_ELLIPSIZE_END,
                       "lines", n_lines, "width-chars", 10, "max-width-chars", 40, NULL);
}

static char *
make_line (HallMessage *message)
{
  if (hall_message_text_is_hidden (message))
    return hall_message_text_describe (message);
  return g_strdelimit (g_strdup (hall_message_get_plain (message)), "\n", ' ');
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  HallPinnedBar *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, NULL);
  g_autofree char *day = hall_time_text_day (hall_message_get_time (item),
                                             g_get_real_time () / 1000);
  g_autofree char *author = hall_message_text_name_author (item);
  g_autofree char *head = g_strdup_printf ("%s · %s", author, day);
  g_autofree char *text = make_line (item);
  g_autofree char *summary =
    hall_message_text_summarize (item, hall_room_get_person (self->room) != NULL);
  GtkWidget *heading = create_label (head, 1);

  gtk_widget_set_css_classes (heading, (const char *[]) { "caption-heading", NULL });
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), heading);
  gtk_box_append (GTK_BOX (lines), create_label (text, 2));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "pinned-message");
  if (hall_session_get_message_rights (self->session, self->room, item) & HALL_MESSAGE_RIGHT_PIN)
    gtk_box_append (GTK_BOX (box), create_unpin (self, item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
  g_object_set_data_full (G_OBJECT (row), "message", g_object_ref (item), g_object_unref);
  return row;
}

static void
on_row_activated (HallPinnedBar *self,
                  GtkListBoxRow *row)
{
  HallMessage *message = g_object_get_data (G_OBJECT (row), "message");
  g_autofree char *id = g_strdup (hall_message_get_id (message));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[JUMP], 0, id);
}

/* Before it is shown: a popover looks then what in it can have the keyboard. */
static void
fill_popover (GtkMenuButton *button,
              gpointer       user_data)
{
  HallPinnedBar *self = user_data;

  if (self->room != NULL)
    gtk_list_box_bind_model (self->list, hall_room_get_pinned (self->room), create_row, self,
                             NULL);
}

static void
on_closed (HallPinnedBar *self)
{
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
}

static void
hall_pinned_bar_dispose (GObject *object)
{
  HallPinnedBar *self = HALL_PINNED_BAR (object);

  hall_pinned_bar_set_room (self, NULL);
  g_clear_object (&self->room_signals);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_pinned_bar_parent_class)->dispose (object);
}

static void
hall_pinned_bar_class_init (HallPinnedBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_pinned_bar_dispose;

  signals[JUMP] = g_signal_new ("jump", HALL_TYPE_PINNED_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
create_popover (HallPinnedBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pinned messages"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "pinned-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  /* Not itself: the keyboard would not come out of it again. */
  gtk_widget_set_focusable (scrolled, FALSE);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", 360, "child", self->list, NULL);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scrolled);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self,
                           G_CONNECT_SWAPPED);
}

static void
hall_pinned_bar_init (HallPinnedBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pinned-bar");
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "ellipsize",
                              PANGO_ELLIPSIZE_END, NULL);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("view-pin-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  create_popover (self);
  self->button = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), fill_popover, self, NULL);
  hall_menu_focus_watch (GTK_MENU_BUTTON (self->button));
  adw_bin_set_child (ADW_BIN (self), self->button);
  self->room_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->room_signals, "notify::n-pinned", G_CALLBACK (update),
                                  self);
}

/**
 * hall_pinned_bar_set_session:
 * @self: a bar
 * @session: who takes pins out; set once
 */
void
hall_pinned_bar_set_session (HallPinnedBar *self,
                             HallSession   *session)
{
  g_return_if_fail (HALL_IS_PINNED_BAR (self));

  g_set_object (&self->session, session);
}

/**
 * hall_pinned_bar_set_room:
 * @self: a bar
 * @room: (nullable): the room whose pinned messages are shown from now on
 */
void
hall_pinned_bar_set_room (HallPinnedBar *self,
                          HallRoom      *room)
{
  g_return_if_fail (HALL_IS_PINNED_BAR (self));

  if (!g_set_object (&self->room, room))
    return;
  /* It lists what is pinned elsewhere. */
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_group_set_target (self->room_signals, room);
  update (self);
}

/**
 * hall_pinned_bar_open:
 * @self: a bar
 *
 * Opens the list, if anything is pinned.
 */
void
hall_pinned_bar_open (HallPinnedBar *self)
{
  g_return_if_fail (HALL_IS_PINNED_BAR (self));

  if (gtk_widget_get_mapped (self->button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
