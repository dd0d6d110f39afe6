/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-locale.c: sets the locale and says where the translations are.
 *
 * HALLWAY_LOCALE_DIR takes the place of the installed catalogues: a program that runs from the
 * build folder speaks the reader's language too. It reads nothing else of the environment.
 */

#define G_LOG_DOMAIN "hall-locale"

#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "hall-locale.h"

/**
 * hall_locale_init:
 *
 * Prepares this process to speak the language that the environment asks for. To be called before
 * any other thread runs.
 */
void
hall_locale_init (void)
{
  const char *directory = g_getenv ("HALLWAY_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : HALL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
