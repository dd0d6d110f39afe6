/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* ui-test.c: what tests of the window share: starting GTK, waiting, finding, looking.
 *
 * Keys come from xdotool through the X server, as a person's do. Nothing here waits for a time:
 * only for a condition, and fails when it does not come.
 */

#define G_LOG_DOMAIN "ui-test"

#include "config.h"

#include <string.h>

#include "hall-ui.h"

#include "ui-test.h"

#define DEADLINE_SECONDS 120

/* GDK 4.24 warns of itself when the X server is slow to draw, all versions of GTK of the keys in
 * the window of shortcuts, and 4.24 of a stack in a leaflet that folds; all other warnings are
 * fatal. */
static gboolean
is_their_own (const char *message)
{
  return g_str_has_prefix (message, "gdk_frame_timings_submitted()") ||
         (g_str_has_prefix (message, "GtkLabel") &&
          strstr (message, "reported min width -") != NULL) ||
         g_str_has_prefix (message, "Trying to measure GtkStack");
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0 &&
        is_their_own (fields[i].value))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
ui_test_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    HALL_UI_BASE "/icons");
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
ui_test_wait (UiTestCondition condition,
              gpointer        data)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("What the test waits for does not happen");
  g_source_remove (timeout);
}

typedef struct
{
  guint left;
} Frames;

static gboolean
on_frame (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  Frames *frames = user_data;

  if (frames->left > 0)
    frames->left--;
  return frames->left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_drawn (gpointer data)
{
  return ((Frames *) data)->left == 0;
}

void
ui_test_wait_frames (GtkWidget *widget,
                     guint      n_frames)
{
  Frames frames = { n_frames + 1 };

  gtk_widget_add_tick_callback (widget, on_frame, &frames, NULL);
  ui_test_wait (is_drawn, &frames);
}

static gboolean
on_idle (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
ui_test_wait_idle (void)
{
  gboolean idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, on_idle, &idle, NULL);
  ui_test_wait (is_true, &idle);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

void
ui_test_wait_active (GtkWindow *window)
{
  gtk_window_present (window);
  ui_test_wait (is_active, window);
  ui_test_wait_frames (GTK_WIDGET (window), 3);
}

GtkWindow *
ui_test_show (GtkWidget *widget,
              int        width,
              int        height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, widget);
  ui_test_wait_active (window);
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
ui_test_close (GtkWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (window);
  ui_test_wait (is_gone, &weak);
}

GtkWidget *
ui_test_find (GtkWidget *root,
              GType      type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkLabel *
ui_test_find_label (GtkWidget  *root,
                    const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return GTK_LABEL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = ui_test_find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
ui_test_shows (GtkWidget  *root,
               const char *text)
{
  return ui_test_find_label (root, text) != NULL;
}

typedef struct
{
  GtkWidget *root;
  const char *text;
  gboolean shown;
} Expected;

static gboolean
is_as_expected (gpointer data)
{
  Expected *expected = data;

  return ui_test_shows (expected->root, expected->text) == expected->shown;
}

void
ui_test_wait_shown (GtkWidget  *root,
                    const char *text)
{
  ui_test_wait (is_as_expected, &(Expected) { root, text, TRUE });
}

void
ui_test_wait_gone (GtkWidget  *root,
                   const char *text)
{
  ui_test_wait (is_as_expected, &(Expected) { root, text, FALSE });
}

static void
run_xdotool (const char *verb,
             const char *argument)
{
  const char *command[] = { "xdotool", verb, "--clearmodifiers", "--", argument, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (g_str_equal (verb, "key"))
    {
      command[2] = argument;
      command[3] = NULL;
    }
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

GtkWidget *
ui_test_find_button (GtkWidget  *root,
                     const char *label)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
ui_test_click (GtkWidget  *root,
               const char *label)
{
  GtkWidget *button = ui_test_find_button (root, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Function keys by their place on the keyboard: with newer keyboard maps, which give them further
 * meanings, xdotool holds Alt when it is asked for them by name. */
void
ui_test_press (const char *keys)
{
  static const char *const places[][2] = { { "F6", "72" }, { "F9", "75" }, { "F10", "76" } };
  const char *plus = strrchr (keys, '+');
  const char *key = plus != NULL ? plus + 1 : keys;
  g_autofree char *by_place = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (key, places[i][0]))
      by_place = g_strdup_printf ("%.*s%s", (int) (key - keys), keys, places[i][1]);
  run_xdotool ("key", by_place != NULL ? by_place : keys);
}

void
ui_test_type (const char *text)
{
  run_xdotool ("type", text);
}
