/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-forward-dialog.h: sending a message on, to another room or a person.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_FORWARD_DIALOG (hall_forward_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallForwardDialog, hall_forward_dialog, HALL, FORWARD_DIALOG, AdwWindow)

GtkWidget *hall_forward_dialog_new (HallSession *session,
                                    HallMessage *message,
                                    GtkWindow   *parent);

G_END_DECLS
