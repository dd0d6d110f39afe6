/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-dialog.h: another name for oneself.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_NAME_DIALOG (hall_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallNameDialog, hall_name_dialog, HALL, NAME_DIALOG, AdwWindow)

GtkWidget *hall_name_dialog_new (HallSession *session,
                                 GtkWindow   *parent);

G_END_DECLS
