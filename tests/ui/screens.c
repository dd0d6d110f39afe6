/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens.c: shows the real window over a sample network, to be looked at.
 *
 *   screens [--korean] [--mirrored] [--large] [--dark] [--contrast] [--size WxH] PAGE [ACTION...]
 *   screens --stay [OPTION...]
 *
 * PAGE is welcome, about, empty, room, states, details, dialling, taking-over, unreachable,
 * waiting, nobody, host-here, problem, join, create, shortcuts or sidebar, or of screens-people.c:
 * person, verify, warning, warned-page, same, older, private, status, profile, export, copied,
 * elsewhere, or those that screens-network.c, screens-preferences.c, screens-readme.c,
 * screens-rooms.c, screens-search.c and screens-talk.c begin with; ACTIONs are actions of the
 * window, done once it stands. It tests nothing: run it under tests/tools/with-display.py and take
 * a picture when it prints "settled", or let tests/tools/take-screens.py do all that.
 * With --stay it shows one page after another, for tests/access (screens-stay.c).
 */

#define G_LOG_DOMAIN "screens"

#include "config.h"

#include <stdio.h>

#include "hall-about.h"
#include "hall-contrast.h"
#include "hall-locale.h"
#include "hall-menu-names.h"
#include "hall-message-details.h"
#include "hall-ui.h"
#include "hall-window.h"

#include "sample.h"
#include "screens-network.h"
#include "screens-people.h"
#include "screens-preferences.h"
#include "screens-readme.h"
#include "screens-rooms.h"
#include "screens-search.h"
#include "screens-stay.h"
#include "screens-talk.h"

#define SETTLED 1600 /* ms after the window stood: what the pages begin has come to rest */

static gboolean korean, mirrored, large, dark, contrast, stay;
static char *size, *language;
static char **arguments;
static const char *page;

static HallRoom *
find_room (HallSession *session,
           guint        position)
{
  g_autoptr (HallRoom) room =
    g_list_model_get_item (hall_directory_get_rooms (hall_session_get_directory (session)),
                           position);

  return room;
}

/* A message in every state, one that came late, and who hosts now. */
static void
show_states (HallSession *session,
             HallRoom    *room)
{
  static const HallMessageState states[] = {
    HALL_MESSAGE_STATE_SENT, HALL_MESSAGE_STATE_STORED, HALL_MESSAGE_STATE_PENDING,
  };
  HallTimeline *timeline = hall_room_get_timeline (room);
  gint64 now = g_get_real_time () / 1000;
  HallPerson *host = hall_room_get_host (room);
  HallMessage *late;

  late = fake_session_say (session, room, host, korean ? "이건 늦게 왔어요" : "This one was late",
                           now - 30000, TRUE);
  hall_timeline_set_late (timeline, hall_message_get_id (late));
  late = fake_session_say (session, room, host, korean ? "이것도요" : "and so was this", now - 20000,
                           TRUE);
  hall_timeline_set_late (timeline, hall_message_get_id (late));
  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED, host, now - 10000);
  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED, hall_session_get_self (session),
                            now - 5000);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      HallMessage *message = hall_session_send (session, room, korean ? "곧 갈게요" : "On my way",
                                                NULL);

      if (states[i] != HALL_MESSAGE_STATE_PENDING)
        fake_session_sign (session, room, message, states[i]);
    }
}

static void
show_details (HallSession *session,
              HallRoom    *room,
              HallWindow  *window)
{
  GListModel *members = hall_room_get_members (room);
  HallMessage *message = hall_session_send (session, room, korean ? "곧 갈게요" : "On my way", NULL);

  message = fake_session_sign (session, room, message, HALL_MESSAGE_STATE_SENT);
  hall_timeline_set_late (hall_room_get_timeline (room), hall_message_get_id (message));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (members, i);

      hall_room_add_received (room, person, hall_message_get_id (message));
    }
  gtk_window_present (GTK_WINDOW (hall_message_details_new (room, message, GTK_WINDOW (window))));
}

/* The bar of a room that is not connected. */
static gboolean
show_connection (HallSession *session,
                 HallRoom    *room)
{
  static const struct {
    const char *page;
    HallConnection connection;
  } pages[] = {
    { "dialling", HALL_CONNECTION_DIALLING },
    { "taking-over", HALL_CONNECTION_TAKING_OVER },
    { "unreachable", HALL_CONNECTION_WAITING },
    { "nobody", HALL_CONNECTION_NOBODY },
    { "host-here", HALL_CONNECTION_NOBODY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (!g_str_equal (pages[i].page, page))
        continue;
      hall_room_set_reopens (room, !g_str_equal (page, "host-here"));
      hall_room_set_membership (room, HALL_MEMBERSHIP_WAITING);
      hall_room_set_connection (room, pages[i].connection);
      if (i >= 2)
        hall_room_set_host (room, NULL);
      return TRUE;
    }
  if (!g_str_equal (page, "problem"))
    return FALSE;
  hall_room_set_problem (room, "The clock of this computer is ahead of the host's. Check the date "
                               "and time; what you wrote is kept.");
  return TRUE;
}

static void
prepare (HallSession *session,
         HallRoom    *room,
         HallWindow  *window)
{
  if (room != NULL && show_connection (session, room))
    hall_window_open_room (window, room);
  if (g_str_equal (page, "states") || g_str_equal (page, "details"))
    {
      hall_window_open_room (window, room);
    }
  else if (g_str_equal (page, "room") || g_str_equal (page, "shortcuts"))
    {
      hall_window_open_room (window, room);
      hall_session_send (session, room, korean ? "곧 갈게요" : "On my way", NULL);
    }
  else if (g_str_equal (page, "waiting"))
    {
      hall_window_open_room (window, find_room (session, 1));
    }
  else if (g_str_equal (page, "join"))
    {
      hall_window_open_room (window, find_room (session, 2));
    }
}

static gboolean
on_actions (gpointer user_data)
{
  HallWindow *window = user_data;
  HallRoom *room = g_object_get_data (G_OBJECT (window), "room");
  HallSession *session = g_object_get_data (G_OBJECT (window), "session");

  if (g_str_equal (page, "states"))
    show_states (session, room);
  else if (g_str_equal (page, "details"))
    show_details (session, room, window);
  else if (g_str_has_prefix (page, "readme"))
    screens_readme_show (session, window, page);
  else if (g_str_equal (page, "about"))
    hall_about_present (GTK_WINDOW (window));
  else if (g_str_equal (page, "create"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.create-room", NULL);
  else if (room != NULL)
    {
      screens_show_network (session, window, page);
      screens_show_people (session, window, page);
      screens_show_preferences (session, window, page);
      screens_show_rooms (session, room, window, page);
      screens_show_talk (session, room, window, page, korean);
      screens_show_search (session, room, window, page, korean);
    }
  for (guint i = 1; !stay && arguments[i] != NULL; i++)
    gtk_widget_activate_action (user_data, arguments[i], NULL);
  return G_SOURCE_REMOVE;
}

/* On a small screen a dialog gets no more than that. */
static gboolean
on_dialogs (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  int most = gtk_widget_get_width (user_data);

  for (GList *item = windows; item != NULL; item = item->next)
    if (item->data != user_data && gtk_widget_get_width (item->data) > most)
      gtk_window_set_default_size (item->data, most, gtk_window_get_resizable (item->data)
                                   ? gtk_widget_get_height (item->data) : -1);
  return G_SOURCE_REMOVE;
}

/* For who waits to take the picture. */
static gboolean
on_settled (gpointer user_data)
{
  screens_stay_settled ();
  return G_SOURCE_REMOVE;
}

static HallSession *
show (const char *name)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  gboolean welcome = g_str_equal (name, "welcome");
  const char *own_name = korean ? "최하나" : "Hana Choi";
  gboolean readme = g_str_has_prefix (name, "readme");
  HallSession *session;
  HallRoom *room = NULL;
  HallWindow *window;
  int width = 1000, height = 700;

  page = name;
  if (readme)
    screens_readme_prepare ();
  session = fake_session_new (welcome ? NULL : own_name);
  if (readme)
    screens_readme_fill (session);
  else if (!welcome && !g_str_equal (page, "empty"))
    {
      room = sample_fill (session, korean);
      screens_add_people (session, korean);
    }
  window = hall_window_new (application, session);
  if (size != NULL && sscanf (size, "%dx%d", &width, &height) != 2)
    g_error ("--size WxH");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  prepare (session, room, window);
  g_object_set_data (G_OBJECT (window), "room", room);
  g_object_set_data (G_OBJECT (window), "session", session);
  gtk_window_present (GTK_WINDOW (window));
  screens_later (400, on_actions, window);
  screens_later (SETTLED - 400, on_dialogs, window);
  screens_later (SETTLED, on_settled, NULL);
  return session;
}

static void
on_activate (GtkApplication *application)
{
  /* What a GNOME desktop has; here nothing says so. */
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  hall_contrast_watch ();
  hall_menu_names_watch ();
  if (mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (large)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  if (stay)
    screens_stay_begin (application, show);
  else
    show (arguments[0]);
}

/* The translations of this build, and what libadwaita reads once. */
static void
choose_environment (void)
{
  /* Who wants another language heard has brought a locale: tests/tools/language.py. */
  if (g_getenv ("LC_MESSAGES") == NULL)
    g_setenv ("LC_ALL", korean ? "ko_KR.UTF-8" : "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", korean ? "ko" : language != NULL ? language : "en", TRUE);
  g_setenv ("HALLWAY_LOCALE_DIR", SCREENS_LOCALE_DIR, FALSE);
  if (contrast)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
}

int
main (int   argc,
      char *argv[])
{
  const GOptionEntry entries[] = {
    { "korean", 0, 0, G_OPTION_ARG_NONE, &korean, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, "Of which catalogue", "CODE" },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &stay, "Obey standard input", NULL },
    { "mirrored", 0, 0, G_OPTION_ARG_NONE, &mirrored, "From right to left", NULL },
    { "large", 0, 0, G_OPTION_ARG_NONE, &large, "Text at 200 %", NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, NULL, NULL },
    { "contrast", 0, 0, G_OPTION_ARG_NONE, &contrast, "High contrast", NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("PAGE");
  g_autoptr (AdwApplication) application = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) ||
      (arguments == NULL && !stay))
    return 2;
  choose_environment ();
  hall_locale_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", HALL_UI_BASE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
