/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-dialogs.c: makes the program's keys work in its dialogs, and ends them with it.
 *
 * GTK looks for a key of the application only in windows that belong to it, and a dialog belongs to
 * the window below it alone. So Ctrl+Q would do nothing, and Ctrl+W not close what is in front.
 */

#define G_LOG_DOMAIN "hall-application-dialogs"

#include "config.h"

#include "hall-application-private.h"

static void
on_transient_for (GtkWindow       *dialog,
                  GParamSpec      *property,
                  HallApplication *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  if (parent != NULL && gtk_window_get_application (parent) == GTK_APPLICATION (self))
    gtk_window_set_application (dialog, GTK_APPLICATION (self));
}

/* They are in the list before they know above which window they are. */
static void
on_toplevels_changed (GListModel      *toplevels,
                      guint            position,
                      guint            n_removed,
                      guint            n_added,
                      HallApplication *self)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, position + i);

      g_signal_connect_object (window, "notify::transient-for", G_CALLBACK (on_transient_for),
                               self, 0);
    }
}

/*
 * hall_application_watch_dialogs:
 * @self: the program, with GTK started
 *
 * From now on each dialog above a window of the program belongs to the program, too.
 */
void
hall_application_watch_dialogs (HallApplication *self)
{
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (on_toplevels_changed), self, 0);
}

/*
 * hall_application_close_dialogs:
 * @self: the program
 *
 * Before the window below them goes: GTK still holds the one in which a key was pressed, and would
 * let it forget its window too late.
 */
void
hall_application_close_dialogs (HallApplication *self)
{
  GList *windows = g_list_copy_deep (gtk_application_get_windows (GTK_APPLICATION (self)),
                                     (GCopyFunc) g_object_ref, NULL);

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) != NULL)
      {
        gtk_window_set_transient_for (item->data, NULL);
        gtk_window_destroy (item->data);
      }
  g_list_free_full (windows, g_object_unref);
}
