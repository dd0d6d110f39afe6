/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-people.h: what tests and samples do with the people of the fake session.
 */

#pragma once

#include "fake-session.h"
#include "hall-session-people.h"

G_BEGIN_DECLS

/* A message in the private conversation with @person, by @author: that person or oneself. */
HallMessage *fake_session_whisper          (HallSession *self,
                                            HallPerson  *person,
                                            HallPerson  *author,
                                            const char  *text,
                                            gint64       time_ms,
                                            gboolean     live);
/* As if @person had invited one into the room: emits "invited", with a message of its own. */
HallMessage *fake_session_be_invited       (HallSession *self,
                                            HallRoom    *room,
                                            HallPerson  *person);
void         fake_session_set_copied       (HallSession *self,
                                            gboolean     copied);

/* What was asked for. */
guint        fake_session_count_wanted     (HallSession *self);
HallPerson  *fake_session_get_last_wanted  (HallSession *self);
gboolean     fake_session_get_idle         (HallSession *self);
gboolean     fake_session_get_moved        (HallSession *self);
guint        fake_session_count_renewals   (HallSession *self);
/* (nullable): of the last export or import */
const char  *fake_session_get_passphrase   (HallSession *self);

G_END_DECLS
