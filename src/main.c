/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* main.c: starts the program with a window.
 *
 * Hands over to HallApplication, and waits until the network has been told of the end. It does
 * nothing else.
 */

#define G_LOG_DOMAIN "hallway"

#include "config.h"

#include "hall-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HallApplication) application = hall_application_new ();
  int status = g_application_run (G_APPLICATION (application), argc, argv);

  /* At logout the program's own loop is ended before the session has handed its rooms over. */
  while (!hall_application_get_stopped (application))
    g_main_context_iteration (NULL, TRUE);

  return status;
}
