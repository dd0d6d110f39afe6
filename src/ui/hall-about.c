/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-about.c: the window that says what this program is.
 *
 * Made when asked for; it holds nothing of the session.
 */

#define G_LOG_DOMAIN "hall-about"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hall-about.h"

/**
 * hall_about_present:
 * @parent: (nullable): the window below
 *
 * Shows the About window.
 */
void
hall_about_present (GtkWindow *parent)
{
  const char *developers[] = { "The Hallway developers", NULL };

  adw_show_about_window (parent,
                         "application-name", "Hallway",
                         "application-icon", HALL_APPLICATION_ID,
                         "version", HALL_VERSION,
                         "developer-name", _("The Hallway developers"),
                         "developers", developers,
                         "copyright", "© 2026 The Hallway developers",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Talk with the people on your network. No account, no "
                                       "server."),
                         /* Translators: your names, one a line; they appear in the About window. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}
