/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-dialog.h: one's identity into a file, or out of one, with a passphrase.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

#define HALL_TYPE_IDENTITY_DIALOG (hall_identity_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallIdentityDialog, hall_identity_dialog, HALL, IDENTITY_DIALOG, AdwWindow)

/* Signals: "imported" (): Hallway has to start anew */

/* Asks for the file, then for the passphrase. */
void       hall_identity_dialog_choose (HallSession *session,
                                        GtkWindow   *parent,
                                        gboolean     import);
GtkWidget *hall_identity_dialog_new    (HallSession *session,
                                        GtkWindow   *parent,
                                        GFile       *file,
                                        gboolean     import);

G_END_DECLS
