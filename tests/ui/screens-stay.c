/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-stay.c: the --stay of screens.c: one process shows one page after another, without
 * animations, and tells what stands there. A test (tests/access) writes lines to its input:
 *
 *   page NAME   closes what is open and shows that; answered by "settled"
 *   widgets     everything that is mapped, screens-widgets.c
 *   content     every text of people that the sample has
 *   keyboard    asks for the keyboard; answered by "settled"
 *   dpi N       the size of text; answered by "settled"
 *   dark N      whether light stands on dark; answered by "settled"
 *   frames      how many are drawn in a moment in which nothing is done
 *   contrast    which colours stand on which, screens-contrast.c
 *   focus       how it is to be seen what has the keyboard, screens-contrast.c
 *
 * and gets a line for each, and one for each key that was pressed: where the keyboard is then.
 */

#define G_LOG_DOMAIN "screens-stay"

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "screens-contrast.h"
#include "screens-stay.h"
#include "screens-widgets.h"

/* Without animations everything is there as soon as it is laid out. */
#define HURRY 5
/* ms, longer than a tooltip waits: one that waits in a popover goes on waiting when that is closed
 * by no key and no click, and GTK (4.8) crashes if the popover is gone by then. */
#define TOOLTIP 600
/* ms, until what a style says has been drawn: two frames */
#define A_FRAME 40
/* ms, in which whatever moves has drawn some frames */
#define A_WHILE 300

static GtkApplication *stay_application;
static ScreensShow stay_show;
static HallSession *stay_session;
static guint key_done, n_frames;
static guint n_later; /* of screens_later (), to come */

typedef struct {
  GSourceFunc function;
  gpointer user_data;
} Later;

static void
say_line (JsonNode *node)
{
  g_autofree char *line = json_to_string (node, FALSE);

  json_node_unref (node);
  puts (line);
  fflush (stdout);
}

/* After whatever the key did has been drawn. */
static gboolean
on_key_done (gpointer user_data)
{
  key_done = 0;
  say_line (screens_widgets_tell_focus (user_data));
  return G_SOURCE_REMOVE;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        gpointer               window)
{
  if (key_done == 0)
    key_done = g_idle_add_full (G_PRIORITY_LOW, on_key_done, g_object_ref (window),
                                g_object_unref);
  return GDK_EVENT_PROPAGATE;
}

/* A popover that is open hears of them instead of its window. */
static void
listen_to_keys (GtkWidget *widget,
                GtkWindow *window)
{
  if ((GTK_IS_WINDOW (widget) || GTK_IS_POPOVER (widget)) &&
      g_object_get_data (G_OBJECT (widget), "listened-to") == NULL)
    {
      GtkEventController *controller = gtk_event_controller_key_new ();

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), window);
      gtk_widget_add_controller (widget, controller);
      g_object_set_data (G_OBJECT (widget), "listened-to", controller);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    listen_to_keys (child, window);
}

static gboolean
on_later (gpointer user_data)
{
  Later *later = user_data;

  n_later--;
  later->function (later->user_data);
  return G_SOURCE_REMOVE;
}

/*
 * screens_later:
 * @milliseconds: after how long, for somebody who takes a picture
 * @function: what to do, once
 * @user_data: data of it
 *
 * Goes on with a page when what was done before is laid out.
 */
void
screens_later (guint       milliseconds,
               GSourceFunc function,
               gpointer    user_data)
{
  Later *later = g_new (Later, 1);

  later->function = function;
  later->user_data = user_data;
  n_later++;
  g_timeout_add_full (G_PRIORITY_LOW, stay_application != NULL ? milliseconds / HURRY
                                                               : milliseconds,
                      on_later, later, g_free);
}

/* Whether the window, or a dialog where there is one, has the keyboard. */
static gboolean
has_keyboard (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  gboolean modal = FALSE, active = FALSE, active_modal = FALSE;

  for (GList *item = windows; item != NULL; item = item->next)
    {
      gboolean is_active = gtk_window_is_active (item->data);

      modal = modal || gtk_window_get_modal (item->data);
      active = active || is_active;
      active_modal = active_modal || (is_active && gtk_window_get_modal (item->data));
    }
  return windows == NULL || (modal ? active_modal : active);
}

static gboolean
on_waited (gpointer user_data)
{
  if (n_later > 0 || !has_keyboard ())
    return G_SOURCE_CONTINUE;
  screens_stay_settled ();
  return G_SOURCE_REMOVE;
}

/*
 * screens_stay_settled:
 *
 * For who waits for the page.
 */
void
screens_stay_settled (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  if (stay_application != NULL && (n_later > 0 || !has_keyboard ()))
    {
      g_timeout_add (20, on_waited, NULL);
      return;
    }
  for (GList *item = windows; item != NULL; item = item->next)
    listen_to_keys (item->data, item->data);
  puts ("settled");
  fflush (stdout);
}

static gboolean
on_settled (gpointer user_data)
{
  screens_stay_settled ();
  return G_SOURCE_REMOVE;
}

/* What is open when its window goes keeps the keyboard to itself for good. */
static gboolean
close_popovers (GtkWidget *widget)
{
  gboolean found = GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget);

  if (found)
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found |= close_popovers (child);
  return found;
}

static gboolean
on_closed (gpointer page)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  /* A dialog goes with the window that it belongs to. */
  for (GList *item = windows; item != NULL; item = item->next)
    g_object_ref (item->data);
  for (GList *item = windows; item != NULL; item = item->next)
    {
      gtk_window_destroy (item->data);
      g_object_unref (item->data);
    }
  g_clear_object (&stay_session);
  stay_session = stay_show (page);
  return G_SOURCE_REMOVE;
}

static void
show_page (const char *page)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  gboolean found = FALSE;

  for (GList *item = windows; item != NULL; item = item->next)
    found |= close_popovers (item->data);
  if (found)
    g_timeout_add (TOOLTIP, on_closed, (gpointer) g_intern_string (page));
  else
    on_closed ((gpointer) g_intern_string (page));
}

/* The window, or the dialog, that has the keyboard. */
static GtkWidget *
find_focus (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_is_active (item->data))
      return gtk_window_get_focus (item->data);
  return NULL;
}

static gboolean
on_focus_shown (gpointer focus)
{
  JsonNode *told = screens_contrast_tell_focus (focus);

  if (told == NULL)
    return G_SOURCE_CONTINUE;
  say_line (told);
  g_object_unref (focus);
  return G_SOURCE_REMOVE;
}

static gboolean
on_focus_hidden (gpointer focus)
{
  if (!screens_contrast_keep_focus (focus))
    return G_SOURCE_CONTINUE;
  g_timeout_add_full (G_PRIORITY_LOW, A_FRAME, on_focus_shown, focus, NULL);
  return G_SOURCE_REMOVE;
}

static void
tell_focus (void)
{
  GtkWidget *focus = find_focus ();

  if (focus == NULL)
    {
      say_line (json_node_new (JSON_NODE_NULL));
      return;
    }
  screens_contrast_hide_focus (focus);
  g_timeout_add_full (G_PRIORITY_LOW, A_FRAME, on_focus_hidden, g_object_ref (focus), NULL);
}

static void
count_frame (GdkFrameClock *clock,
             gpointer       user_data)
{
  n_frames++;
}

static void
stop_below (GtkWidget *widget)
{
  if (GTK_IS_SPINNER (widget))
    gtk_spinner_set_spinning (GTK_SPINNER (widget), FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    stop_below (child);
}

/* From GTK 4.23 on, they turn whatever a person has asked for: that is GTK's business. */
static void
stop_spinners (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  if (gtk_check_version (4, 23, 0) != NULL)
    return;
  for (GList *item = windows; item != NULL; item = item->next)
    stop_below (item->data);
}

static gboolean
on_frames_counted (gpointer user_data)
{
  g_autoptr (GPtrArray) clocks = user_data;

  for (guint i = 0; i < clocks->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (clocks, i), count_frame, NULL);
  say_line (json_node_init_int (json_node_alloc (), n_frames));
  return G_SOURCE_REMOVE;
}

static void
tell_frames (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GPtrArray *clocks = g_ptr_array_new_with_free_func (g_object_unref);

  n_frames = 0;
  stop_spinners ();
  for (GList *item = windows; item != NULL; item = item->next)
    {
      GdkFrameClock *clock = gtk_widget_get_frame_clock (item->data);

      if (clock == NULL)
        continue;
      g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), NULL);
      g_ptr_array_add (clocks, g_object_ref (clock));
    }
  g_timeout_add (A_WHILE, on_frames_counted, clocks);
}

static gboolean
on_drawn (gpointer user_data)
{
  JsonNode *told = screens_contrast_tell ();

  if (told == NULL)
    return G_SOURCE_CONTINUE;
  say_line (told);
  return G_SOURCE_REMOVE;
}

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  screens_later (400, on_settled, NULL);
}

static void
obey (const char *line)
{
  int number;

  if (g_str_has_prefix (line, "page "))
    {
      show_page (line + strlen ("page "));
    }
  else if (g_str_equal (line, "widgets"))
    {
      say_line (screens_widgets_tell ());
    }
  else if (g_str_equal (line, "content"))
    {
      say_line (screens_widgets_tell_content (stay_session));
    }
  else if (g_str_equal (line, "contrast"))
    {
      g_timeout_add_full (G_PRIORITY_LOW, A_FRAME, on_drawn, NULL, NULL);
    }
  else if (g_str_equal (line, "frames"))
    {
      tell_frames ();
    }
  else if (g_str_equal (line, "focus"))
    {
      tell_focus ();
    }
  else if (sscanf (line, "dark %d", &number) == 1)
    {
      set_dark (number);
    }
  else if (g_str_equal (line, "keyboard"))
    {
      g_autoptr (GList) windows = gtk_window_list_toplevels ();

      for (GList *item = windows; item != NULL; item = item->next)
        if (item->next == NULL || gtk_window_get_modal (item->data))
          gtk_window_present (item->data);
      screens_later (400, on_settled, NULL);
    }
  else if (sscanf (line, "dpi %d", &number) == 1)
    {
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", number * 1024, NULL);
      screens_later (400, on_settled, NULL);
    }
}

static gboolean
on_input (GIOChannel  *channel,
          GIOCondition condition,
          gpointer     user_data)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    exit (0);
  obey (g_strchomp (line));
  return G_SOURCE_CONTINUE;
}

/*
 * screens_stay_begin:
 * @application: the application, which runs until standard input ends
 * @show: what shows a page and returns the session of it, whose reference is ours then
 *
 * Waits for lines.
 */
void
screens_stay_begin (GtkApplication *application,
                    ScreensShow     show)
{
  GIOChannel *channel = g_io_channel_unix_new (STDIN_FILENO);

  stay_application = application;
  stay_show = show;
  g_application_hold (G_APPLICATION (application));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE, NULL);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_input, NULL);
  puts ("settled");
  fflush (stdout);
}
