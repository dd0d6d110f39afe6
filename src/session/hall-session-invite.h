/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-invite.h: invitations on their way, for the files of HallSession alone.
 *
 * What programs use is hall_session_invite ().
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* Durably, in the private conversation. It admits nobody. */
gboolean hall_session_send_invitation (HallSession *self,
                                       HallRoom    *room,
                                       HallPerson  *person,
                                       GError     **error);
/* A new message of a private conversation: "invited", if it is one. */
void     hall_session_note_invitation (HallSession *self,
                                       HallMessage *message);

G_END_DECLS
