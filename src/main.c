/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* main.c: starts the program with a window.
 *
 * Hands over to HallApplication. It does nothing else.
 */

#define G_LOG_DOMAIN "hallway"

#include "config.h"

#include "hall-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HallApplication) application = hall_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
