/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-life.c: the window's size from one time to the next, and being put away meanwhile.
 *
 * Whether closing puts it away, or ends the program, HallApplication says.
 */

#define G_LOG_DOMAIN "hall-window-life"

#include "config.h"

#include "hall-window-private.h"

void
hall_window_restore_size (HallWindow *self)
{
  int width, height;
  gboolean maximized;

  g_object_get (hall_session_get_settings (self->session), "window-width", &width,
                "window-height", &height, "window-maximized", &maximized, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
}

/**
 * hall_window_save:
 * @self: the window
 *
 * Saves its size, and what was written in it and not sent.
 */
void
hall_window_save (HallWindow *self)
{
  int width, height;

  g_return_if_fail (HALL_IS_WINDOW (self));

  /* One that nobody has seen does not know what it would have been. */
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    {
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_object_set (hall_session_get_settings (self->session), "window-width", width,
                    "window-height", height, "window-maximized",
                    gtk_window_is_maximized (GTK_WINDOW (self)), NULL);
    }
  if (self->main_view != NULL)
    hall_main_view_save (self->main_view);
}

/**
 * hall_window_put_away:
 * @self: the window
 *
 * Hides it as it is; presenting it brings it back. What is open above it is closed.
 */
void
hall_window_put_away (HallWindow *self)
{
  GList *windows;

  g_return_if_fail (HALL_IS_WINDOW (self));

  windows = gtk_window_list_toplevels ();
  g_list_foreach (windows, (GFunc) g_object_ref, NULL);
  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == GTK_WINDOW (self))
      gtk_window_close (item->data);
  g_list_free_full (windows, g_object_unref);
  hall_window_save (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_window_get_ready:
 * @self: the window
 *
 * Returns: whether it shows rooms and people: not while it asks for a name, or has failed
 */
gboolean
hall_window_get_ready (HallWindow *self)
{
  g_return_val_if_fail (HALL_IS_WINDOW (self), FALSE);

  return self->main_view != NULL;
}
