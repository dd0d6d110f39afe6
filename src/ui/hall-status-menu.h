/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-status-menu.h: how one appears to others: the popover of one's own avatar.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

#define HALL_TYPE_STATUS_MENU (hall_status_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallStatusMenu, hall_status_menu, HALL, STATUS_MENU, GtkPopover)

GtkWidget *hall_status_menu_new (HallSession *session);

G_END_DECLS
