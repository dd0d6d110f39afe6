/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher.h: to another room or person by a few letters of the name.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_SWITCHER (hall_switcher_get_type ())
G_DECLARE_FINAL_TYPE (HallSwitcher, hall_switcher, HALL, SWITCHER, AdwWindow)

/* Signals:
 *  "chosen" (GObject *room_or_person)   to be opened; the switcher closes */

/* @current: (nullable): what is open */
GtkWidget *hall_switcher_new (HallSession *session,
                              GObject     *current,
                              GtkWindow   *parent);

G_END_DECLS
