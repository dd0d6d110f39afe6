/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-dialog-keys.c: the keys of the program in a dialog above its window.
 */

#define G_LOG_DOMAIN "test-dialog-keys"

#include "config.h"

#include "told-application.h"
#include "ui-test.h"

typedef struct
{
  GtkWindow *window;
  GtkWindow *dialog; /* (nullable) a weak pointer */
} Story;

static gboolean
is_dialog_active (gpointer data)
{
  Story *story = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == story->window &&
        gtk_window_is_active (item->data))
      {
        g_set_weak_pointer (&story->dialog, item->data);
        return TRUE;
      }
  return FALSE;
}

static gboolean
has_no_dialog (gpointer data)
{
  return ((Story *) data)->dialog == NULL;
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (((Story *) data)->window);
}

static gboolean
is_gone (gpointer data)
{
  return ((Story *) data)->window == NULL;
}

/* Closing means the dialog, quitting means the program. */
static void
tell (HallApplication *application)
{
  Story story = { NULL, NULL };

  g_set_weak_pointer (&story.window,
                      gtk_application_get_active_window (GTK_APPLICATION (application)));
  ui_test_wait (is_active, &story);
  gtk_widget_activate_action (GTK_WIDGET (story.window), "win.preferences", NULL);
  ui_test_wait (is_dialog_active, &story);
  ui_test_press ("ctrl+w");
  ui_test_wait (has_no_dialog, &story);
  ui_test_wait (is_active, &story);

  /* The question whether to go on without a window. */
  gtk_window_close (story.window);
  ui_test_wait (is_dialog_active, &story);
  ui_test_press ("ctrl+q");
  ui_test_wait (is_gone, &story);
  g_clear_weak_pointer (&story.dialog);
}

static void
test_keys (void)
{
  told_application_run (tell);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/dialog-keys/close-and-quit", test_keys);
  return g_test_run ();
}
