/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* main.c: starts the program with a window.
 *
 * Sets up the language, and hands over to HallApplication. It does nothing else.
 */

#define G_LOG_DOMAIN "hallway"

#include "config.h"

#include "hall-application.h"
#include "hall-locale.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HallApplication) application = NULL;

  hall_locale_init ();
  application = hall_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
