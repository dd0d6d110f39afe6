/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window.h: the main window.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_WINDOW (hall_window_get_type ())
G_DECLARE_FINAL_TYPE (HallWindow, hall_window, HALL, WINDOW, AdwApplicationWindow)

/* Properties: ready (read-only): whether it shows rooms and people yet */

HallWindow *hall_window_new           (GtkApplication *application,
                                       HallSession    *session);
HallRoom   *hall_window_find_room     (HallWindow     *self,
                                       const char     *id);
void        hall_window_open_room     (HallWindow     *self,
                                       HallRoom       *room);
gboolean    hall_window_is_showing    (HallWindow     *self,
                                       HallRoom       *room);
gboolean    hall_window_get_ready     (HallWindow     *self);
/* Its size, and drafts. */
void        hall_window_save          (HallWindow     *self);
/* Hides it; gtk_window_present () brings it back as it was. */
void        hall_window_put_away      (HallWindow     *self);
void        hall_window_show_person   (HallWindow     *self,
                                       HallPerson     *person);
void        hall_window_show_toast    (HallWindow     *self,
                                       const char     *text);
void        hall_window_show_failure  (HallWindow     *self,
                                       const char     *sentence);

G_END_DECLS
