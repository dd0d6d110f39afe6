/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-details.h: when a message was written, and who has it.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_DETAILS (hall_message_details_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageDetails, hall_message_details, HALL, MESSAGE_DETAILS, AdwWindow)

GtkWidget *hall_message_details_new (HallRoom    *room,
                                     HallMessage *message,
                                     GtkWindow   *parent);

G_END_DECLS
