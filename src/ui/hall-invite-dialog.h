/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-invite-dialog.h: choosing people to be invited into a room.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_INVITE_DIALOG (hall_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallInviteDialog, hall_invite_dialog, HALL, INVITE_DIALOG, AdwWindow)

/* Whether one may invite people into the room at all, now. */
gboolean   hall_invite_dialog_is_allowed (HallRoom    *room);
GtkWidget *hall_invite_dialog_new        (HallSession *session,
                                          HallRoom    *room,
                                          GtkWindow   *parent);

G_END_DECLS
