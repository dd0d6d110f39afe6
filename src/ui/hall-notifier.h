/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-notifier.h: a notification for a message or an invitation that is not on screen.
 */

#pragma once

#include <gio/gio.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_NOTIFIER (hall_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HallNotifier, hall_notifier, HALL, NOTIFIER, GObject)

/* Whether the room can be seen at this moment. */
typedef gboolean (*HallNotifierSeenFunc) (HallRoom *room,
                                          gpointer  user_data);

HallNotifier *hall_notifier_new      (GApplication         *application,
                                      HallSession          *session,
                                      HallNotifierSeenFunc  seen,
                                      gpointer              user_data);
void          hall_notifier_withdraw (HallNotifier         *self,
                                      HallRoom             *room);

G_END_DECLS
