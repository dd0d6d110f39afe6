/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-sheet.h: a room's link, to be copied, or to be read off the screen.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_LINK_SHEET (hall_link_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HallLinkSheet, hall_link_sheet, HALL, LINK_SHEET, AdwWindow)

GtkWidget *hall_link_sheet_new (HallSession *session,
                                HallRoom    *room,
                                GtkWindow   *parent);

G_END_DECLS
