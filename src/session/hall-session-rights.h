/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rights.h: the part of the façade that is about who may be in a room and do what
 * there: locks, invitations, moderation.
 *
 * What is done here becomes a signed event, which waits in the outbox like a message while the room
 * is not reached. FALSE with HALL_SESSION_ERROR_REFUSED where one has no right to it now.
 * Everything on the main context the session was made on.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* Six words. (transfer full) */
char          *hall_session_suggest_passphrase (HallSession      *self);

/* As hall_session_join_room_async (), with the passphrase. Fails with HALL_SESSION_ERROR_LOCKED:
 * none was given and one is needed, HALL_SESSION_ERROR_PASSPHRASE: it was wrong (the message says
 * how many tries are left, or how long to wait), HALL_SESSION_ERROR_NOT_INVITED,
 * HALL_SESSION_ERROR_BANNED. @passphrase: (nullable). @remember: in the keyring, once it was
 * right. */
void           hall_session_unlock_room_async (HallSession       *self,
                                             HallRoom            *room,
                                             const char          *passphrase,
                                             gboolean             remember,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* hall_session_join_finish () ends it. */

/* The passphrase in the keyring: NULL without error when there is none, or no keyring.
 * (transfer full) */
void           hall_session_lookup_passphrase_async  (HallSession *self,
                                             HallRoom            *room,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
char          *hall_session_lookup_passphrase_finish (HallSession *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Whether a passphrase is needed to join: the lock asks for one, and we are not known to be
 * admitted. */
gboolean       hall_session_needs_passphrase (HallSession        *self,
                                             HallRoom            *room);

/* Admits the person where that is needed, and tells it in the private conversation. */
gboolean       hall_session_invite          (HallSession         *self,
                                             HallRoom            *room,
                                             HallPerson          *person,
                                             GError             **error);
/* Follows an invitation: the room, made known if it was not announced. (transfer none)
 * (nullable) */
HallRoom      *hall_session_get_invited_room (HallSession        *self,
                                             HallMessage         *invitation);
/* The room's hallway: link. (transfer full) */
char          *hall_session_make_room_link  (HallSession         *self,
                                             HallRoom            *room);
/* What a hallway: link names: exactly one of @room and @person is set. HALL_SESSION_ERROR_NOT_FOUND
 * with a sentence for people if it is none. (transfer none) */
/* The room that is hosted at "ADDRESS:PORT"; @passphrase: (nullable). Ended by
 * hall_session_join_finish (). */
void           hall_session_unlock_address_async (HallSession    *self,
                                             const char          *address,
                                             const char          *passphrase,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* The same as the next for one that the person has typed, or given to a program that it has
 * started: where it says that the host is, it is dialled, on this network or not. */
gboolean       hall_session_resolve_typed_link (HallSession      *self,
                                             const char          *link,
                                             HallRoom           **room,
                                             HallPerson         **person,
                                             GError             **error);
/* Looks what it names and makes nothing known; @room, @person: (nullable) (transfer none) if known
 * already; @name: (nullable) (transfer full). */
gboolean       hall_session_read_link       (HallSession         *self,
                                             const char          *link,
                                             gboolean            *is_room,
                                             HallRoom           **room,
                                             HallPerson         **person,
                                             char               **name,
                                             GError             **error);
/* (transfer none) (nullable): whom a person's link is not about, though the name is that one's. */
HallPerson    *hall_session_find_namesake   (HallSession         *self,
                                             const char          *link);
gboolean       hall_session_resolve_link    (HallSession         *self,
                                             const char          *link,
                                             HallRoom           **room,
                                             HallPerson         **person,
                                             GError             **error);

gboolean       hall_session_kick            (HallSession         *self,
                                             HallRoom            *room,
                                             HallPerson          *person,
                                             GError             **error);
gboolean       hall_session_ban             (HallSession         *self,
                                             HallRoom            *room,
                                             HallPerson          *person,
                                             gboolean             banned,
                                             GError             **error);
/* By the creator alone. */
gboolean       hall_session_set_moderator   (HallSession         *self,
                                             HallRoom            *room,
                                             HallPerson          *person,
                                             gboolean             moderator,
                                             GError             **error);
/* One's own, or as a moderator anybody's. */
gboolean       hall_session_delete_message  (HallSession         *self,
                                             HallRoom            *room,
                                             HallMessage         *message,
                                             GError             **error);
/* Name, topic: (nullable): unchanged. */
gboolean       hall_session_change_room     (HallSession         *self,
                                             HallRoom            *room,
                                             const char          *name,
                                             const char          *topic,
                                             GError             **error);
gboolean       hall_session_set_closed      (HallSession         *self,
                                             HallRoom            *room,
                                             gboolean             closed,
                                             GError             **error);
gboolean       hall_session_set_moderators_invite (HallSession   *self,
                                             HallRoom            *room,
                                             gboolean             moderators_invite,
                                             GError             **error);
/* Of a room with a passphrase, by a moderator; those who are in stay in. What is derived from it is
 * computed in a thread. */
void           hall_session_set_passphrase_async  (HallSession   *self,
                                             HallRoom            *room,
                                             const char          *passphrase,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_set_passphrase_finish (HallSession   *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* What may be done to the person here, for menus. */
typedef enum
{
  HALL_RIGHT_INVITE = 1 << 0,
  HALL_RIGHT_KICK = 1 << 1,
  HALL_RIGHT_BAN = 1 << 2,
  HALL_RIGHT_UNBAN = 1 << 3,
  HALL_RIGHT_APPOINT = 1 << 4,
  HALL_RIGHT_DISMISS = 1 << 5,
} HallRights;

HallRights     hall_session_get_rights      (HallSession         *self,
                                             HallRoom            *room,
                                             HallPerson          *person);

G_END_DECLS
