/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* ui-test.h: what tests of the window share: starting GTK, waiting, finding, looking.
 */

#pragma once

#include <adwaita.h>

#include "fake-session.h"

G_BEGIN_DECLS

void       ui_test_init          (int          *argc,
                                  char       ***argv);

typedef gboolean (*UiTestCondition) (gpointer data);

/* Runs the main loop until the condition holds; fails the test after a generous while. */
void       ui_test_wait          (UiTestCondition condition,
                                  gpointer      data);
/* Runs the main loop until the window has drawn this many frames more. */
void       ui_test_wait_frames   (GtkWidget    *widget,
                                  guint         n_frames);
void       ui_test_wait_idle     (void);

/* A plain window around the widget, presented, focused and drawn. */
GtkWindow *ui_test_show          (GtkWidget    *widget,
                                  int           width,
                                  int           height);
void       ui_test_wait_active   (GtkWindow    *window);
/* Closes the window and asserts that it and @others (borrowed, NULL-terminated) are finalized. */
void       ui_test_close         (GtkWindow    *window);

/* The first descendant of that type, in tree order, that is mapped. */
GtkWidget *ui_test_find          (GtkWidget    *root,
                                  GType         type);
/* Whether a mapped label shows exactly this text. */
gboolean   ui_test_shows         (GtkWidget    *root,
                                  const char   *text);
/* Runs the main loop until one does, or none does any more. */
void       ui_test_wait_shown    (GtkWidget    *root,
                                  const char   *text);
void       ui_test_wait_gone     (GtkWidget    *root,
                                  const char   *text);
GtkLabel  *ui_test_find_label    (GtkWidget    *root,
                                  const char   *text);

/* (nullable): the mapped button of exactly this label, an underline included. */
GtkWidget *ui_test_find_button   (GtkWidget    *root,
                                  const char   *label);
void       ui_test_click         (GtkWidget    *root,
                                  const char   *label);

/* Presses keys as a person would ("Return", "shift+Return", …); xdotool's names. */
void       ui_test_press         (const char   *keys);
void       ui_test_type          (const char   *text);

G_END_DECLS
