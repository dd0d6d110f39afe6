/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-warning.h: one identity on two computers: asking what is the case.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

/* The profile was copied or moved here. Ends in the session having been told, perhaps in
 * "app.restart", or in "app.quit". (transfer none) */
GtkWidget *hall_identity_warning_ask_copied    (HallSession *session,
                                                GtkWindow   *parent);
/* Somebody else is heard under our key. */
GtkWidget *hall_identity_warning_ask_elsewhere (HallSession *session,
                                                GtkWindow   *parent);
/* Asks both when it is time, as long as @parent lives. */
void       hall_identity_warning_watch         (HallSession *session,
                                                GtkWindow   *parent);

G_END_DECLS
