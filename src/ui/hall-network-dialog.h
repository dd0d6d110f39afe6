/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-dialog.h: "Check the Network": what was found out, and what to do about it.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-diagnosis.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK_DIALOG (hall_network_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkDialog, hall_network_dialog, HALL, NETWORK_DIALOG, AdwWindow)

GtkWidget *hall_network_dialog_new (HallSession *session,
                                    GtkWindow   *parent);

G_END_DECLS
