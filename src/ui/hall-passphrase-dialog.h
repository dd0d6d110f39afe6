/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-passphrase-dialog.h: asks for the passphrase of a room, and joins with it.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_PASSPHRASE_DIALOG (hall_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallPassphraseDialog, hall_passphrase_dialog, HALL, PASSPHRASE_DIALOG,
                      AdwWindow)

GtkWidget *hall_passphrase_dialog_new (HallSession *session,
                                       HallRoom    *room,
                                       GtkWindow   *parent);

G_END_DECLS
