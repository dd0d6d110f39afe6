/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-growth.c: the box grows with its text, up to eight lines.
 *
 * Then it scrolls. Nothing is kept: it is all in the scrolled window.
 */

#define G_LOG_DOMAIN "hall-composer-growth"

#include "config.h"

#include "hall-composer-growth.h"

#define LINES_MAX 8

/* A scroll bar makes even one line as tall as itself: it is there only beyond eight lines. */
static void
on_size_changed (GtkScrolledWindow *scrolled,
                 GtkAdjustment     *adjustment)
{
  double height = gtk_adjustment_get_page_size (adjustment);
  gboolean scrolls = gtk_adjustment_get_upper (adjustment) > height + 1 &&
                     height + 1 >= gtk_scrolled_window_get_max_content_height (scrolled);

  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_EXTERNAL);
}

/**
 * hall_composer_growth_watch:
 * @scrolled: around the text
 *
 * Shows its scroll bar when it is needed.
 */
void
hall_composer_growth_watch (GtkScrolledWindow *scrolled)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled));

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scrolled), "changed",
                           G_CALLBACK (on_size_changed), scrolled, G_CONNECT_SWAPPED);
}

/**
 * hall_composer_growth_update:
 * @scrolled: around @text
 * @text: with whatever font the person has
 *
 * Makes it no taller than eight lines.
 */
void
hall_composer_growth_update (GtkScrolledWindow *scrolled,
                             GtkTextView       *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoLayoutLine *line;
  PangoRectangle extents;
  int margins;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled));
  g_return_if_fail (GTK_IS_TEXT_VIEW (text));

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (text), "A\nA");
  line = pango_layout_get_line_readonly (layout, 0);
  margins = gtk_text_view_get_top_margin (text) + gtk_text_view_get_bottom_margin (text);
  /* As GtkTextView rounds: a pixel rectangle would, by where it begins, be a pixel taller. */
  pango_layout_line_get_extents (line, NULL, &extents);
  gtk_scrolled_window_set_max_content_height (scrolled,
                                              LINES_MAX * PANGO_PIXELS (extents.height) + margins);
}
