/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-details.c: the context menu of a message, and who has it.
 */

#define G_LOG_DOMAIN "test-details"

#include "config.h"

#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-window.h"

#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *people[3];
  HallRoom *room;
  HallMessage *message;
  HallWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const names[] = { "Mina", "<b>Jin", "Sora" };

  fixture->session = fake_session_new ("Hana");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fixture->people[i] = fake_session_add_person (fixture->session, names[i],
                                                  HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->people[0]);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    hall_room_add_member (fixture->room, fixture->people[i]);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  fixture->message = hall_session_send (fixture->session, fixture->room, "1 < 2 & 3", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static gboolean
has_details (gpointer data)
{
  GtkWindow **dialog = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    {
      if (HALL_IS_MESSAGE_DETAILS (item->data) && gtk_window_is_active (item->data))
        *dialog = item->data;
    }
  return *dialog != NULL;
}

static gboolean
has_menu (gpointer data)
{
  return ui_test_find (GTK_WIDGET (((Fixture *) data)->window), GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static GtkWidget *
find_row (Fixture *fixture)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), "1 < 2 & 3");

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW);
}

static void
on_text (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* Menu opens it, the keyboard walks through it, and goes back to where it was. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const keys[] = { "Menu", "shift+F10" };
  GtkWidget *item = gtk_widget_get_parent (find_row (fixture));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autofree char *text = NULL;
  GtkWindow *dialog = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_grab_focus (item);
      ui_test_press (keys[i]);
      ui_test_wait (has_menu, fixture);
      ui_test_press ("Escape");
      ui_test_wait (has_no_menu, fixture);
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == item);
    }

  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture);
  ui_test_press ("c");
  ui_test_wait (has_no_menu, fixture);
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  ui_test_wait (is_there, &text);
  g_assert_cmpstr (text, ==, "1 < 2 & 3");

  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture);
  ui_test_press ("d");
  ui_test_wait (has_details, &dialog);
  ui_test_press ("Escape");
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

/* A message that is longer than the window: its menu stays in it. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("top");
  GtkWidget *label, *view, *popover, *row;
  GdkRectangle at;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "\n%u", i);
  fake_session_say (fixture->session, fixture->room, fixture->people[0], text->str,
                    g_get_real_time () / 1000, TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_click (GTK_WIDGET (fixture->window), "Show All");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  label = GTK_WIDGET (ui_test_find_label (GTK_WIDGET (fixture->window), text->str));
  row = gtk_widget_get_parent (gtk_widget_get_ancestor (label, HALL_TYPE_MESSAGE_ROW));
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (row, "list.scroll-to-item", "u", 0);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  gtk_widget_grab_focus (row);
  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture);
  popover = ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU);
  view = gtk_widget_get_parent (popover);
  g_assert_true (gtk_popover_get_pointing_to (GTK_POPOVER (popover), &at));
  g_assert_cmpint (gtk_widget_get_height (row), >, gtk_widget_get_height (view));
  g_assert_cmpint (at.y, >=, 0);
  g_assert_cmpint (at.y, <, gtk_widget_get_height (view));
}

/* A system line has none. */
static void
test_no_menu (Fixture       *fixture,
              gconstpointer  data)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), "Mina created this room");
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW);

  gtk_widget_grab_focus (gtk_widget_get_parent (row));
  ui_test_press ("Menu");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_false (has_menu (fixture));
}

static gboolean
shows (GtkWindow  *dialog,
       const char *text)
{
  ui_test_wait_frames (GTK_WIDGET (dialog), 2);
  return ui_test_shows (GTK_WIDGET (dialog), text);
}

/* It follows what becomes known while it is open. */
static void
test_receipts (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWindow *dialog =
    GTK_WINDOW (hall_message_details_new (fixture->room, fixture->message, NULL));

  ui_test_wait_active (dialog);
  g_assert_true (shows (dialog, "1 < 2 & 3"));
  g_assert_true (shows (dialog, "Waiting to be sent"));
  g_assert_true (shows (dialog, "Not yet confirmed by 3 people"));
  g_assert_true (shows (dialog, "<b>Jin"));

  fake_session_sign (fixture->session, fixture->room, fixture->message,
                     HALL_MESSAGE_STATE_STORED);
  g_assert_true (shows (dialog, "Stored on one computer"));
  hall_room_add_received (fixture->room, fixture->people[1],
                          hall_message_get_id (fixture->message));
  g_assert_true (shows (dialog, "Received by 1 person"));
  g_assert_true (shows (dialog, "Not yet confirmed by 2 people"));

  hall_timeline_set_state (hall_room_get_timeline (fixture->room),
                           hall_message_get_id (fixture->message), HALL_MESSAGE_STATE_SENT);
  g_assert_true (shows (dialog, "Sent: on two computers"));
  hall_room_remove_member (fixture->room, fixture->people[0]);
  hall_room_set_received (fixture->room, fixture->people[2],
                          hall_message_get_time (fixture->message) + 1,
                          hall_message_get_id (fixture->message));
  g_assert_true (shows (dialog, "Received by 2 people"));
  g_assert_false (shows (dialog, "Mina"));

  hall_timeline_set_late (hall_room_get_timeline (fixture->room),
                          hall_message_get_id (fixture->message));
  g_assert_true (shows (dialog, "Arrived late"));
  hall_room_clear_members (fixture->room);
  g_assert_true (shows (dialog, "Nobody else is in the room now."));
  ui_test_close (dialog);
}

/* Somebody else's: its author is in neither list, oneself has it. */
static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  HallMessage *message = fake_session_say (fixture->session, fixture->room, fixture->people[0],
                                           "*hello*", g_get_real_time () / 1000, TRUE);
  GtkWindow *dialog = GTK_WINDOW (hall_message_details_new (fixture->room, message, NULL));
  HallEventBody body;

  ui_test_wait_active (dialog);
  g_assert_true (shows (dialog, "hello"));
  g_assert_true (shows (dialog, "Received by 1 person"));
  g_assert_true (shows (dialog, "You"));
  g_assert_true (shows (dialog, "Not yet confirmed by 2 people"));
  g_assert_false (shows (dialog, "Read by 1 person"));
  g_assert_false (shows (dialog, "Stored on one computer"));
  g_assert_false (shows (dialog, "Arrived late"));
  g_assert_false (shows (dialog, "Edited"));

  /* An edit that comes while it is open. */
  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = hall_message_get_id (message);
  body.text = "*changed*";
  fake_session_annotate (fixture->session, fixture->room, fixture->people[0], &body,
                         hall_message_get_time (message) + 1);
  g_assert_true (shows (dialog, "Edited"));
  ui_test_close (dialog);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/details/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("keyboard", test_keyboard);
  ADD ("long", test_long);
  ADD ("no-menu", test_no_menu);
  ADD ("receipts", test_receipts);
  ADD ("others", test_others);
#undef ADD
  return g_test_run ();
}
