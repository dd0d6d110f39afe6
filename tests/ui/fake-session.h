/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session.h: a HallSession without store and network, for tests of the window.
 *
 * It implements hall-session.h over the real model, remembers what it was asked for, and does
 * what a test tells it. Linked in place of the real one.
 */

#pragma once

#include "hall-event.h"
#include "hall-session.h"

G_BEGIN_DECLS

HallSession *fake_session_new          (const char  *own_name);
/* From now on the same keys, and so the same colors, each time; otherwise others each time. */
void         fake_session_use_seeds    (guint8       first);
void         fake_session_set_settings (HallSession *self,
                                        HallSettings *settings);

/* Somebody else; listed in the directory. The key stays with the fake. */
HallPerson  *fake_session_add_person   (HallSession *self,
                                        const char  *name,
                                        HallPresence presence);
/* A room made by @creator, announced, not joined. */
HallRoom    *fake_session_add_room     (HallSession *self,
                                        const char  *name,
                                        HallPerson  *creator);
void         fake_session_enter_room   (HallSession *self,
                                        HallRoom    *room,
                                        HallMembership membership);
/* Puts a signed message into the room's archive. With @live it also arrives: in the timeline, as
 * unread, and as "message". */
HallMessage *fake_session_say          (HallSession *self,
                                        HallRoom    *room,
                                        HallPerson  *author,
                                        const char  *text,
                                        gint64       time_ms,
                                        gboolean     live);
void         fake_session_tell         (HallSession *self,
                                        HallRoom    *room,
                                        HallPerson  *author,
                                        HallStateChange change,
                                        const char  *name,
                                        gint64       time_ms);
/* Everything of the room up to this message was read. */
void         fake_session_set_read     (HallSession *self,
                                        HallRoom    *room,
                                        HallMessage *message);
/* Signs the oldest pending message of one's own and sets its state. */
HallMessage *fake_session_sign         (HallSession *self,
                                        HallRoom    *room,
                                        HallMessage *pending,
                                        HallMessageState state);

/* What was asked for. */
guint        fake_session_count_sent       (HallSession *self);
const char  *fake_session_get_last_sent    (HallSession *self);
guint        fake_session_count_mark_read  (HallSession *self);
guint        fake_session_count_load_older (HallSession *self);
guint        fake_session_count_joins      (HallSession *self);
guint        fake_session_count_reopens    (HallSession *self);
guint        fake_session_count_leaves     (HallSession *self);
guint        fake_session_count_forgets    (HallSession *self);
gboolean     fake_session_get_asleep       (HallSession *self);
/* The time to undo is over: the room is left for good. */
void         fake_session_end_leaving      (HallSession *self,
                                            HallRoom    *room);
void         fake_session_fail_next        (HallSession *self,
                                            const char  *sentence);
void         fake_session_set_network_problem (HallSession *self,
                                            const char  *sentence);

/* fake-session-notify.c */
guint        fake_session_count_mark_unread (HallSession      *self);

/* fake-session-places.c */
guint        fake_session_count_open_at   (HallSession         *self);
/* Of the room's archive, oldest first. */
const char  *fake_session_get_event_id    (HallSession         *self,
                                           HallRoom            *room,
                                           guint                index);
/* An edit, reaction or pin by @author, as it arrives. */
void         fake_session_annotate        (HallSession         *self,
                                           HallRoom            *room,
                                           HallPerson          *author,
                                           const HallEventBody *body,
                                           gint64               time_ms);
void         fake_session_react           (HallSession         *self,
                                           HallRoom            *room,
                                           HallPerson          *author,
                                           HallMessage         *message,
                                           const char          *emoji,
                                           gint64               time_ms);
/* A text of @author that answers @original, or something that is not here; the rest is in @body. */
HallMessage *fake_session_reply_to        (HallSession         *self,
                                           HallRoom            *room,
                                           HallPerson          *author,
                                           HallEventBody       *body,
                                           HallMessage         *original,
                                           gint64               time_ms);

G_END_DECLS
