/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-private.h: what the files of the main window share.
 */

#pragma once

#include "hall-leaving.h"
#include "hall-main-view.h"

#include "hall-window.h"

G_BEGIN_DECLS

struct _HallWindow
{
  AdwApplicationWindow parent_instance;

  HallSession *session;
  HallMainView *main_view;  /* (nullable): not while the welcome page is shown */
  HallLeaving *leaving;
  GCancellable *cancellable;

  AdwToastOverlay *toasts;
  AdwBin *content;
};

/* hall-window-conversation.c */
void hall_window_install_conversation_actions (GtkWidgetClass *widget_class);

/* hall-window-life.c */
void hall_window_restore_size (HallWindow *self);

/* hall-window-network.c */
void hall_window_install_network_actions (GtkWidgetClass *widget_class);

/* hall-window-people.c */
void hall_window_install_people_actions (GtkWidgetClass *widget_class);

/* hall-window-preferences.c */
void hall_window_install_preferences_actions (GtkWidgetClass *widget_class);

G_END_DECLS
