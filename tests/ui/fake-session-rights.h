/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-rights.h: what a test does with locks, invitations and moderation of the fake.
 */

#pragma once

#include "hall-session-rights.h"

#include "fake-session.h"

G_BEGIN_DECLS

/* @passphrase: (nullable): the right one, of HALL_LOCK_PASSPHRASE. */
void        fake_session_lock_room       (HallSession         *self,
                                          HallRoom            *room,
                                          HallLock             lock,
                                          const char          *passphrase);
/* In the keyring, right or not. */
void        fake_session_keep_passphrase (HallSession         *self,
                                          HallRoom            *room,
                                          const char          *passphrase);
const char *fake_session_get_kept        (HallSession         *self,
                                          HallRoom            *room);
/* The next attempt to join fails like this, whatever the passphrase. */
void        fake_session_refuse_join     (HallSession         *self,
                                          HallSessionError     code,
                                          const char          *sentence);
/* The room becomes one's own, or one that one moderates. */
void        fake_session_set_role        (HallSession         *self,
                                          HallRoom            *room,
                                          gboolean             moderator,
                                          gboolean             own_room);
/* What was done last, in words: "kick Mina"; "" for nothing yet. */
const char *fake_session_get_deed        (HallSession         *self);
guint       fake_session_count_deeds     (HallSession         *self);
/* An event of a deed, by @author, as it arrives. */
HallMessage *fake_session_do             (HallSession         *self,
                                          HallRoom            *room,
                                          HallPerson          *author,
                                          const HallEventBody *body,
                                          gint64               time_ms);

G_END_DECLS
