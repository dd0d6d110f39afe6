/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session.h: the façade that window and command line talk to: one running Hallway.
 *
 * The one place where packets and stored events change the models. Everything on the main context
 * it was made on.
 */

#pragma once

#include "hall-directory.h"
#include "hall-profile.h"
#include "hall-settings.h"

G_BEGIN_DECLS

#define HALL_SESSION_ERROR (hall_session_error_quark ())

typedef enum
{
  HALL_SESSION_ERROR_NAME,        /* an empty or unusable name */
  HALL_SESSION_ERROR_TEXT,        /* empty, or above 16 KiB: the message says how much */
  HALL_SESSION_ERROR_NOT_FOUND,   /* no such room or person */
  HALL_SESSION_ERROR_AMBIGUOUS,   /* the message lists the ids */
  HALL_SESSION_ERROR_TAKEN,       /* a stranger's live room has that name */
  HALL_SESSION_ERROR_REFUSED,     /* by the host; the message says why */
  HALL_SESSION_ERROR_UNREACHABLE,
  HALL_SESSION_ERROR_NETWORK,     /* a port that is taken, no socket */
  HALL_SESSION_ERROR_STORE,
  HALL_SESSION_ERROR_LOCKED,      /* a passphrase is needed */
  HALL_SESSION_ERROR_PASSPHRASE,  /* it was wrong; the message says how to go on */
  HALL_SESSION_ERROR_NOT_INVITED,
  HALL_SESSION_ERROR_BANNED,
  HALL_SESSION_ERROR_INVISIBLE,   /* what others would have to hear of */
  HALL_SESSION_ERROR_UNSURE,      /* the name is somebody else's: "resembles" comes first */
} HallSessionError;

GQuark hall_session_error_quark (void);

/* What a new room is to be like; zero is an open one. */
typedef struct
{
  const char *name;
  const char *topic;           /* (nullable) */
  HallLock lock;
  const char *passphrase;      /* of HALL_LOCK_PASSPHRASE */
  gboolean only_since_joining;
  gboolean moderators_invite;  /* of HALL_LOCK_INVITED */
} HallRoomDraft;

typedef enum
{
  HALL_SESSION_ACTIVE,     /* holds the profile's lock: sends and receives */
  HALL_SESSION_LISTENING,  /* beside another process of the profile: sends nothing, reads only */
} HallSessionMode;

#define HALL_TYPE_SESSION (hall_session_get_type ())
G_DECLARE_FINAL_TYPE (HallSession, hall_session, HALL, SESSION, GObject)

/* Properties: running, network-problem (nullable, a translated sentence: no usable network, port
 * taken, …), store-problem (nullable: disk full, …)
 * Signals:
 *  "invited" (HallRoom *room, HallPerson *person, HallMessage *message)
 *    a live or synchronised new invitation of @person into @room; of strangers not all are told
 *  "message" (HallRoom *room, HallMessage *message)
 *    a new row: somebody's event as it arrives live or by synchronisation of what is new, and own
 *    ones once signed; not what history loads
 *  "message-queued" (HallRoom *room, HallMessage *message)
 *    an own one, unsigned, in the outbox: on disk
 *  "message-state" (HallRoom *room, const char *event_id, HallMessageState state)
 *  "room-problem" (HallRoom *room, const GError *error)
 *    joining was refused or failed for good
 *  "interfaces-changed" ()   see hall-session-interfaces.h
 */

/* The profile must be locked for HALL_SESSION_ACTIVE. */
HallSession   *hall_session_new             (HallProfile         *profile,
                                             HallSettings        *settings,
                                             HallSessionMode      mode);
/* To be called before the start: uses the loopback interface and nothing else, for demonstrations
 * and tests. */
void           hall_session_set_only_loopback (HallSession      *self,
                                             gboolean             only_loopback);
/* Opens the store, loads people, rooms and outbox, opens the sockets, rejoins rooms. A network
 * that cannot be opened is a failure for the command line and "network-problem" for the window:
 * @need_network says which. */
void           hall_session_start_async     (HallSession         *self,
                                             gboolean             need_network,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_start_finish    (HallSession         *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Hands over hosted rooms, says ROOMBYE and BYE, closes links and store; two seconds at most. */
void           hall_session_stop_async      (HallSession         *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_stop_finish     (HallSession         *self,
                                             GAsyncResult        *result,
                                             GError             **error);

HallDirectory *hall_session_get_directory   (HallSession         *self);
HallSettings  *hall_session_get_settings    (HallSession         *self);
HallPerson    *hall_session_get_self        (HallSession         *self);
/* FALSE until a name was chosen: the window shows its welcome page, nothing is sent yet. */
gboolean       hall_session_get_has_name    (HallSession         *self);
gboolean       hall_session_set_name        (HallSession         *self,
                                             const char          *name,
                                             GError             **error);
/* A name to suggest: the account's real name, else login name. (transfer full) */
char          *hall_session_suggest_name    (HallSession         *self);

/* Creates, hosts and announces. */
void           hall_session_create_room_async  (HallSession      *self,
                                             const HallRoomDraft *draft,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
HallRoom      *hall_session_create_room_finish (HallSession      *self,
                                             GAsyncResult        *result,
                                             GError             **error); /* (transfer full) */
/* Finishes when live and the first synchronisation is done (control events and newest messages
 * shown), or refused. */
void           hall_session_join_room_async (HallSession         *self,
                                             HallRoom            *room,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* "ADDRESS:PORT" of an instance that hosts exactly one room. */
void           hall_session_join_address_async (HallSession      *self,
                                             const char          *address,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
HallRoom      *hall_session_join_finish     (HallSession         *self,
                                             GAsyncResult        *result,
                                             GError             **error); /* (transfer full) */
/* Hosts a room of ours again, under the same id. */
void           hall_session_reopen_room_async (HallSession       *self,
                                             HallRoom            *room,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_reopen_room_finish (HallSession      *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* A room by id or by name among those announced and ours; AMBIGUOUS and NOT_FOUND as errors.
 * (transfer none) */
HallRoom      *hall_session_find_room       (HallSession         *self,
                                             const char          *name_or_id,
                                             GError             **error);
/* How long leaving can be undone. */
#define HALL_SESSION_UNDO_MS 8000
/* Leaves for good, unless hall_session_undo_leave () comes within HALL_SESSION_UNDO_MS; until then
 * the room's "leaving" is TRUE and everything goes on. Stopping the session waits no longer. Then:
 * a `left` event, the room stays in history; a hosted one is handed over, or ends with ROOMBYE. */
void           hall_session_leave_room      (HallSession         *self,
                                             HallRoom            *room);
void           hall_session_undo_leave      (HallSession         *self,
                                             HallRoom            *room);
/* Leaves at once, and deletes what is held of it here: for good. */
void           hall_session_forget_room_async (HallSession       *self,
                                             HallRoom            *room,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_forget_room_finish (HallSession      *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Whether the room is hosted here by itself when members are around and nobody hosts it. */
void           hall_session_set_reopens     (HallSession         *self,
                                             HallRoom            *room,
                                             gboolean             reopens);
/* Before the computer sleeps: hosted rooms are handed over, BYE is said, links are closed; two
 * seconds at most. hall_session_wake () undoes it; so does the clock, when it shows that the
 * computer slept. */
void           hall_session_sleep_async     (HallSession         *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_sleep_finish    (HallSession         *self,
                                             GAsyncResult        *result,
                                             GError             **error);
void           hall_session_wake            (HallSession         *self);

/* Cleans, puts into the outbox, shows as pending at once. (transfer none) */
HallMessage   *hall_session_send            (HallSession         *self,
                                             HallRoom            *room,
                                             const char          *text,
                                             GError             **error);
/* Own messages of the room not yet SENT (for the command line: STORED counts when hosting
 * alone). */
guint          hall_session_count_unsent    (HallSession         *self,
                                             HallRoom            *room);

/* The conversation on screen: loads HALL_TIMELINE_OPENING_ROWS around the first unread, or the
 * end. */
void           hall_session_open_room_async (HallSession         *self,
                                             HallRoom            *room,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_session_open_room_finish (HallSession        *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Ask for HALL_TIMELINE_STEP more rows at one end; does nothing while one such request runs. */
void           hall_session_load_older      (HallSession         *self,
                                             HallRoom            *room);
void           hall_session_load_newer      (HallSession         *self,
                                             HallRoom            *room);
void           hall_session_load_end        (HallSession         *self,
                                             HallRoom            *room);
/* Everything held is read: unread becomes 0, and the mark is stored. */
void           hall_session_mark_read       (HallSession         *self,
                                             HallRoom            *room);
void           hall_session_set_draft       (HallSession         *self,
                                             HallRoom            *room,
                                             const char          *draft);

/* The stored history, newest @limit, in timeline order, oldest first: (element-type HallMessage)
 * (transfer full). */
void           hall_session_load_history_async  (HallSession     *self,
                                             HallRoom            *room,
                                             guint                limit,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray     *hall_session_load_history_finish (HallSession     *self,
                                             GAsyncResult        *result,
                                             GError             **error);

/* Name of the n-th counter and its value; NULL past the last. In LISTENING mode what the last
 * active process of the profile stored. */
const char    *hall_session_get_counter     (HallSession         *self,
                                             guint                n,
                                             guint64             *value);

G_END_DECLS
