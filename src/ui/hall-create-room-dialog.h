/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-create-room-dialog.h: a new room: name and topic.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_CREATE_ROOM_DIALOG (hall_create_room_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallCreateRoomDialog, hall_create_room_dialog, HALL, CREATE_ROOM_DIALOG,
                      AdwWindow)

/* Signals:
 *  "created" (HallRoom *room)
 */

GtkWidget *hall_create_room_dialog_new (HallSession *session,
                                        GtkWindow   *parent);

G_END_DECLS
