/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-search.c: the pages of screens.c that are about finding: find, find-nothing,
 * find-problem, everywhere, everywhere-empty, switcher, switcher-typed, room-menu, notifications,
 * badges, exporting.
 */

#define G_LOG_DOMAIN "screens-search"

#include "config.h"

#include "hall-export-dialog.h"
#include "hall-search-dialog.h"
#include "hall-switcher.h"
#include "hall-session-talk.h"

#include "fake-session-search.h"
#include "screens-search.h"

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_into (GtkWidget  *root,
           GType       type,
           const char *text)
{
  GtkWidget *part = find (root, type);

  gtk_editable_set_text (GTK_EDITABLE (find (part, GTK_TYPE_SEARCH_ENTRY)), text);
}

static void
show_everywhere (HallSession *session,
                 HallWindow  *window,
                 const char  *query)
{
  GtkWidget *dialog = hall_search_dialog_new (session, GTK_WINDOW (window));

  fake_session_set_partial (TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
  if (query != NULL)
    hall_search_dialog_set_query (HALL_SEARCH_DIALOG (dialog), query);
}

static void
show_switcher (HallSession *session,
               HallRoom    *room,
               HallWindow  *window,
               const char  *typed)
{
  GtkWidget *switcher = hall_switcher_new (session, G_OBJECT (room), GTK_WINDOW (window));

  gtk_window_present (GTK_WINDOW (switcher));
  gtk_editable_set_text (GTK_EDITABLE (find (switcher, GTK_TYPE_SEARCH_ENTRY)), typed);
}

static void
show_badges (HallSession *session)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));
  g_autoptr (HallRoom) first = g_list_model_get_item (rooms, 0);
  g_autoptr (HallRoom) second = g_list_model_get_item (rooms, 1);

  hall_room_set_unread (first, 12);
  hall_room_set_mentions (first, 2);
  hall_session_set_notify (session, second, HALL_NOTIFY_NOTHING);
}

static void
show_menu (HallWindow *window,
           gboolean    notifications)
{
  GtkWidget *page = find (GTK_WIDGET (window), g_type_from_name ("HallRoomPage"));
  GtkWidget *button = find (page, GTK_TYPE_MENU_BUTTON);
  GtkPopover *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  if (notifications)
    g_object_set (popover, "visible-submenu", g_dgettext (GETTEXT_PACKAGE, "_Notifications"), NULL);
}

/*
 * screens_show_search:
 * @session: a session that sample_fill () filled
 * @room: the room that it returned
 * @window: the window
 * @page: the page's name
 * @korean: in which language the sample is
 */
void
screens_show_search (HallSession *session,
                     HallRoom    *room,
                     HallWindow  *window,
                     const char  *page,
                     gboolean     korean)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/design.txt");

  if (g_str_has_prefix (page, "find") || g_str_equal (page, "room-menu") ||
      g_str_equal (page, "notifications"))
    hall_window_open_room (window, room);
  if (g_str_has_prefix (page, "find"))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
      type_into (GTK_WIDGET (window), g_type_from_name ("HallSearchBar"),
                 g_str_equal (page, "find-nothing") ? "xyz"
                 : g_str_equal (page, "find-problem") ? "from:" : korean ? "점심" : "the");
    }
  else if (g_str_equal (page, "everywhere"))
    show_everywhere (session, window, korean ? "어" : "the");
  else if (g_str_equal (page, "everywhere-empty"))
    show_everywhere (session, window, NULL);
  else if (g_str_equal (page, "switcher"))
    show_switcher (session, room, window, "");
  else if (g_str_equal (page, "switcher-typed"))
    show_switcher (session, room, window, korean ? "ㄱㅁ" : "mi");
  else if (g_str_equal (page, "room-menu") || g_str_equal (page, "notifications"))
    show_menu (window, g_str_equal (page, "notifications"));
  else if (g_str_equal (page, "badges"))
    show_badges (session);
  else if (g_str_equal (page, "exporting"))
    {
      fake_session_hold_export (TRUE);
      hall_export_dialog_start (session, room, file, HALL_EXPORT_TEXT, GTK_WINDOW (window));
    }
}
