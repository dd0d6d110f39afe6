/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* main.c: starts the program with a window.
 *
 * Sets up the language, and hands over to HallApplication. It does nothing else.
 */

#define G_LOG_DOMAIN "hallway"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "hall-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HallApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HALL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = hall_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
