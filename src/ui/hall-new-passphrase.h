/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-new-passphrase.h: setting another passphrase of a room, and banning, which offers that.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

/* Dialogs, to be presented (transfer none). */
GtkWidget *hall_new_passphrase_dialog_new (HallSession *session,
                                           HallRoom    *room,
                                           GtkWidget   *near);
GtkWidget *hall_ban_dialog_new            (HallSession *session,
                                           HallRoom    *room,
                                           HallPerson  *person,
                                           GtkWidget   *near);

G_END_DECLS
