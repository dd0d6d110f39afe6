/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announce.c: telling a screen reader what has happened.
 *
 * gtk_accessible_announce () came with GTK 4.14, and we are built against 4.8: it is looked up in
 * the running GTK, and nothing happens where it is missing. The one file that does so. With
 * GTK_A11Y=test, where nobody hears it, GTK 4.24 has nothing that could, and crashes.
 */

#define G_LOG_DOMAIN "hall-announce"

#include "config.h"

#include <gmodule.h>

#include "hall-announce.h"

/* GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM */
#define PRIORITY_MEDIUM 1

typedef void (*AnnounceFunc) (GtkAccessible *accessible,
                              const char    *message,
                              int            priority);

static AnnounceFunc
look_up (void)
{
  static gsize done;
  static AnnounceFunc function;

  if (g_once_init_enter (&done))
    {
      /* The program itself: it stays loaded, so that closing the handle takes nothing away. */
      GModule *program = g_module_open (NULL, G_MODULE_BIND_LAZY);
      gpointer symbol = NULL;

      if (program != NULL && g_module_symbol (program, "gtk_accessible_announce", &symbol))
        function = (AnnounceFunc) symbol;
      g_clear_pointer (&program, g_module_close);
      g_once_init_leave (&done, 1);
    }
  return function;
}

/**
 * hall_announce:
 * @widget: where it happened
 * @text: plain text, to be read aloud when the screen reader has time
 */
void
hall_announce (GtkWidget  *widget,
               const char *text)
{
  AnnounceFunc announce = look_up ();

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  if (announce != NULL && g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    announce (GTK_ACCESSIBLE (widget), text, PRIORITY_MEDIUM);
}
