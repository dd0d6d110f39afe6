/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-contrast.c: how the window looks in high contrast: high-contrast.css, while the desktop
 * asks for it, and high-contrast-dark.css besides where it is dark.
 *
 * libadwaita would load them by itself if they were called style-hc.css and style-hc-dark.css, but
 * 1.10 warns of that and wants media queries in style.css, which GTK 4.8 cannot read. They belong
 * to the display.
 */

#define G_LOG_DOMAIN "hall-contrast"

#include "config.h"

#include <adwaita.h>

#include "hall-ui.h"

#include "hall-contrast.h"

/* Above style.css, which is an application's, too. */
#define PRIORITY_ANY (GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1)
#define PRIORITY_DARK (GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 2)

static void
apply (AdwStyleManager *manager,
       const char      *key,
       gboolean         wanted,
       guint            priority)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);
  GtkStyleProvider *provider = g_object_get_data (G_OBJECT (manager), key);

  if (wanted)
    gtk_style_context_add_provider_for_display (display, provider, priority);
  else
    gtk_style_context_remove_provider_for_display (display, provider);
}

static void
on_changed (AdwStyleManager *manager)
{
  gboolean contrast = adw_style_manager_get_high_contrast (manager);

  apply (manager, "hall-contrast", contrast, PRIORITY_ANY);
  apply (manager, "hall-contrast-dark", contrast && adw_style_manager_get_dark (manager),
         PRIORITY_DARK);
}

static void
load (AdwStyleManager *manager,
      const char      *key,
      const char      *path)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  g_object_set_data_full (G_OBJECT (manager), key, provider, g_object_unref);
}

/**
 * hall_contrast_watch:
 *
 * From now on what the display shows of us follows the desktop's wish for high contrast. Once,
 * after libadwaita was initialised.
 */
void
hall_contrast_watch (void)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gdk_display_get_default ());

  load (manager, "hall-contrast", HALL_UI_BASE "/high-contrast.css");
  load (manager, "hall-contrast-dark", HALL_UI_BASE "/high-contrast-dark.css");
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (on_changed), NULL);
  g_signal_connect (manager, "notify::dark", G_CALLBACK (on_changed), NULL);
  on_changed (manager);
}
