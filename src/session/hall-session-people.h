/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-people.h: the part of the façade that is about people: private conversations, how
 * one appears, whom one trusts, and one's identity.
 *
 * Everything on the main context the session was made on.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* A person by id, by name, or by name#tag, among those listed; NOT_FOUND and AMBIGUOUS as errors:
 * the message lists the ids. (transfer none) */
HallPerson    *hall_session_find_person     (HallSession         *self,
                                             const char          *name_or_id,
                                             GError             **error);

/* The private conversation with @person, made if need be: a HallRoom whose "person" is set, for
 * everything that takes a room: hall_session_open_room_async (), hall_session_send (),
 * hall_session_mark_read (), ... (transfer none) */
HallRoom      *hall_session_get_direct      (HallSession         *self,
                                             HallPerson          *person);
/* Private conversations with something in them, newest first: a GListModel of HallRoom (transfer
 * none). */
GListModel    *hall_session_get_directs     (HallSession         *self);
/* Somebody is writing in the composer: to be called at each change, FALSE when it was emptied or
 * sent. Others are told every HALL_TYPING_EVERY_MS at most, unless a setting says no. */
void           hall_session_set_typing      (HallSession         *self,
                                             HallRoom            *room,
                                             gboolean             typing);

/* How one appears: AVAILABLE, AWAY, BUSY or INVISIBLE, kept over restarts. Away by itself (idle,
 * screen locked) shows as AWAY while AVAILABLE is chosen; hall_person_get_presence () of oneself
 * says what others see, or INVISIBLE. */
HallPresence   hall_session_get_presence    (HallSession         *self);
void           hall_session_set_presence    (HallSession         *self,
                                             HallPresence         presence);
/* At most HALL_STATUS_TEXT_MAX bytes when cleaned; "" for none. FALSE with
 * HALL_SESSION_ERROR_TEXT. */
gboolean       hall_session_set_status_text (HallSession         *self,
                                             const char          *text,
                                             GError             **error);
/* The screen was locked, or nothing was touched for HALL_AWAY_AFTER_MS, as the window learnt; the
 * session asks the desktop's services by itself as well. */
void           hall_session_set_idle        (HallSession         *self,
                                             gboolean             idle);
/* A JPEG of at most HALL_PICTURE_MAX bytes, scaled and encoded by the caller; NULL for none. FALSE
 * with HALL_SESSION_ERROR_TEXT or STORE. */
gboolean       hall_session_set_picture     (HallSession         *self,
                                             GBytes              *jpeg,
                                             GError             **error);
/* The person is on the screen: its picture is read from the store, or fetched from its computer
 * when it says it has one; "picture" of the person tells when it is there. */
void           hall_session_want_picture    (HallSession         *self,
                                             HallPerson          *person);

/* 60 digits, see hall_safety_number_new (). (transfer full) */
char          *hall_session_get_safety_number (HallSession       *self,
                                             HallPerson          *person);
void           hall_session_set_verified    (HallSession         *self,
                                             HallPerson          *person,
                                             gboolean             verified);
/* Blocked: no private conversation, no invitation, no picture, no notification, and what it says in
 * rooms is not shown here. Rooms go on for it: that is up to their moderators. */
void           hall_session_set_blocked     (HallSession         *self,
                                             HallPerson          *person,
                                             gboolean             blocked);
/* Answers to "resembles". Two people: remembered for this pair. */
void           hall_session_declare_distinct (HallSession        *self,
                                             HallPerson          *person);
/* The same person with a new computer: the new key takes over the trust that was in the old one,
 * VERIFIED becoming CONTACT; the old one is remembered as replaced. */
void           hall_session_declare_same    (HallSession         *self,
                                             HallPerson          *person);
/* The person speaks an older protocol than it once did, and that is known to be right. */
void           hall_session_allow_older_version (HallSession     *self,
                                             HallPerson          *person);
/* Shared with the person: (element-type HallRoom) (transfer container). */
GPtrArray     *hall_session_list_shared_rooms (HallSession       *self,
                                             HallPerson          *person);
/* The person's hallway: link. (transfer full) */
char          *hall_session_make_person_link (HallSession        *self,
                                             HallPerson          *person);

/* The identity (key, name and picture; not the history) in one file, encrypted with a passphrase.
 * The computation runs in a thread. */
void           hall_session_export_identity_async  (HallSession  *self,
                                             GFile               *file,
                                             const char          *passphrase,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_export_identity_finish (HallSession  *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Takes the place of the identity of this profile from the next start on, which is to follow at
 * once; the old one is kept beside it. Rooms and history stay. HALL_SESSION_ERROR_REFUSED for a
 * wrong passphrase. */
void           hall_session_import_identity_async  (HallSession  *self,
                                             GFile               *file,
                                             const char          *passphrase,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_import_identity_finish (HallSession  *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* The profile seems to have been copied here from another machine: it is not started until one of
 * these was said. */
gboolean       hall_session_get_was_copied  (HallSession         *self);
/* It was moved: the other computer does not use it any more. */
void           hall_session_accept_moved    (HallSession         *self);
/* A new identity from the next start on, which is to follow at once; the old one is kept beside
 * it. Also the answer to "elsewhere". */
gboolean       hall_session_renew_identity  (HallSession         *self,
                                             GError             **error);

G_END_DECLS
