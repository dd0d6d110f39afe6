/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-preferences.h: network interfaces and history that the fake session is asked about.
 */

#pragma once

#include "hall-session-interfaces.h"
#include "hall-session-retention.h"

#include "fake-session.h"

G_BEGIN_DECLS

/* One more interface, or another state of one that is there. */
void    fake_session_set_interface        (HallSession        *self,
                                           const char         *name,
                                           const char         *address,
                                           HallInterfaceState  state);
void    fake_session_remove_interface     (HallSession        *self,
                                           const char         *name);
guint   fake_session_count_deletions      (HallSession        *self);
gint64  fake_session_get_deleted_before   (HallSession        *self);

G_END_DECLS
