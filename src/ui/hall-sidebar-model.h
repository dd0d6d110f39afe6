/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-model.h: the lines of the sidebar: Rooms and People, and which one is open.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-directory.h"

G_BEGIN_DECLS

#define HALL_TYPE_SIDEBAR_MODEL (hall_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (HallSidebarModel, hall_sidebar_model, HALL, SIDEBAR_MODEL, GObject)

HallSidebarModel *hall_sidebar_model_new         (HallDirectory    *directory);
GObject          *hall_sidebar_model_get_current (HallSidebarModel *self);
void              hall_sidebar_model_set_current (HallSidebarModel *self,
                                                  GObject          *item);
void              hall_sidebar_model_set_search  (HallSidebarModel *self,
                                                  const char       *text);
GObject          *hall_sidebar_model_get_first   (HallSidebarModel *self);
HallRoom         *hall_sidebar_model_step_room   (HallSidebarModel *self,
                                                  int               step);
HallRoom         *hall_sidebar_model_find_beside (HallSidebarModel *self,
                                                  HallRoom         *room);
guint             hall_sidebar_model_find        (HallSidebarModel *self,
                                                  GObject          *item);

G_END_DECLS
