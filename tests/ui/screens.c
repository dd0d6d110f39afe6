/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens.c: shows the real window over a sample network, to be looked at.
 *
 *   screens [--korean] [--size WxH] PAGE [ACTION...]
 *
 * PAGE is welcome, empty, room, waiting, join, person, create, name, about, shortcuts or sidebar;
 * ACTIONs are actions of the window, done once it stands. It tests nothing: run it under
 * tests/tools/with-display.py and take a picture.
 */

#define G_LOG_DOMAIN "screens"

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "hall-ui.h"
#include "hall-window.h"

#include "sample.h"

static gboolean korean;
static char *size;
static char **arguments;

static HallRoom *
find_room (HallSession *session,
           guint        position)
{
  g_autoptr (HallRoom) room =
    g_list_model_get_item (hall_directory_get_rooms (hall_session_get_directory (session)),
                           position);

  return room;
}

static void
prepare (HallSession *session,
         HallRoom    *room,
         HallWindow  *window)
{
  const char *page = arguments[0];

  if (g_str_equal (page, "room") || g_str_equal (page, "shortcuts") || g_str_equal (page, "about"))
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
  else if (g_str_equal (page, "create"))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.create-room", NULL);
    }
  else if (g_str_equal (page, "name"))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.change-name", NULL);
    }
}

static gboolean
on_actions (gpointer user_data)
{
  for (guint i = 1; arguments[i] != NULL; i++)
    gtk_widget_activate_action (user_data, arguments[i], NULL);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GtkApplication *application)
{
  gboolean welcome = g_str_equal (arguments[0], "welcome");
  const char *own_name = korean ? "최하나" : "Hana Choi";
  HallSession *session = fake_session_new (welcome ? NULL : own_name);
  HallRoom *room = NULL;
  HallWindow *window;
  int width = 1000, height = 700;

  if (!welcome && !g_str_equal (arguments[0], "empty"))
    room = sample_fill (session, korean);
  window = hall_window_new (application, session);
  if (size != NULL && sscanf (size, "%dx%d", &width, &height) != 2)
    g_error ("--size WxH");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  prepare (session, room, window);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (400, on_actions, window);
}

int
main (int   argc,
      char *argv[])
{
  const GOptionEntry entries[] = {
    { "korean", 0, 0, G_OPTION_ARG_NONE, &korean, NULL, NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("PAGE");
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HALL_LOCALE_DIR);
  textdomain (GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || arguments == NULL)
    return 2;
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", HALL_UI_BASE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
