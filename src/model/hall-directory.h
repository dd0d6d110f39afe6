/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory.h: who and what is known: people by key, rooms by id, and what was heard of
 * them.
 *
 * Verified datagrams go in; expiry runs on the clock that the caller passes, never its own. It
 * sends nothing. Announcements are filed by (room, sender), so a ROOMBYE removes only its
 * sender's. A lower (boot, seq) than the last one of the same sender and stream (presence; each
 * room) is a replay; the pair outlives the person by a day. Tables are bounded by HALL_PEOPLE_MAX
 * and HALL_ROOMS_MAX: people we share a room with and ourselves are never crowded out.
 */

#pragma once

#include <gio/gio.h>

#include "hall-room.h"

G_BEGIN_DECLS

typedef struct _HallDatagram HallDatagram;

typedef enum
{
  HALL_HEARD_NEW,         /* somebody or something not online before */
  HALL_HEARD_KNOWN,
  HALL_HEARD_REPLAYED,    /* refused; also a room with the id of a private conversation */
  HALL_HEARD_TABLE_FULL,  /* refused */
  HALL_HEARD_EXPIRED,     /* told by somebody else, and too old */
} HallHeard;

/* One host's announcement of one room, as it was last heard. */
typedef struct
{
  const char *host_id;
  const char *address;    /* of the datagram that was heard; the first that was told; "" if none */
  guint16 tcp_port;
  guint64 epoch;
  guint members;
} HallAnnouncement;

/* One datagram to be passed on. */
typedef struct
{
  HallDatagram *datagram;
  char *token;            /* hall_datagram_make_token () */
  gint64 heard_us;        /* monotonic: when somebody heard it */
  char **addresses;       /* of its sender */
} HallNotice;

void           hall_notice_free             (HallNotice         *self);
HallNotice    *hall_notice_copy             (const HallNotice   *self);

#define HALL_TYPE_DIRECTORY (hall_directory_get_type ())
G_DECLARE_FINAL_TYPE (HallDirectory, hall_directory, HALL, DIRECTORY, GObject)

HallDirectory *hall_directory_new           (const char         *own_id);
HallPerson    *hall_directory_get_self      (HallDirectory      *self);

/* GListModels of HallPerson (without oneself; everybody online, and everybody remembered) and
 * HallRoom (announced or ours). */
GListModel    *hall_directory_get_people    (HallDirectory      *self);
GListModel    *hall_directory_get_rooms     (HallDirectory      *self);

HallPerson    *hall_directory_lookup_person (HallDirectory      *self,
                                             const char         *id);
/* The person of that id, made if need be; not listed in get_people before being heard or
 * remembered. (transfer none) */
HallPerson    *hall_directory_ensure_person (HallDirectory      *self,
                                             const char         *id);
/* Forgets people that are neither listed nor used, when there are too many; looks at @tries. */
void           hall_directory_trim_people   (HallDirectory      *self,
                                             guint               tries);
/* Lists the person although not heard: known from before. */
void           hall_directory_remember_person (HallDirectory    *self,
                                             HallPerson         *person,
                                             guint64             boot,
                                             guint64             seq);
/* The last (boot, seq) of the person's presence; FALSE when never heard. */
gboolean       hall_directory_get_sequence  (HallDirectory      *self,
                                             const char         *id,
                                             guint64            *boot,
                                             guint64            *seq);
HallRoom      *hall_directory_lookup_room   (HallDirectory      *self,
                                             const char         *id);
/* Kept until released; listed as soon as it is announced or we are a member. (transfer none) */
HallRoom      *hall_directory_ensure_room   (HallDirectory      *self,
                                             const char         *id);
/* Listed for good, by that name. (transfer none) */
HallRoom      *hall_directory_list_standing_room (HallDirectory *self,
                                             const char         *id,
                                             const char         *name);
/* Takes the room out of the list unless it is announced or we are a member. */
void           hall_directory_release_room  (HallDirectory      *self,
                                             HallRoom           *room);

/* Takes it out of the list although somebody may hold it; what is announced gets a new object. */
void           hall_directory_forget_room   (HallDirectory      *self,
                                             HallRoom           *room);

HallHeard      hall_directory_hear          (HallDirectory      *self,
                                             HallDatagram       *datagram,
                                             const char         *address,
                                             gint64              now_us);
/* The same of a datagram that somebody else has heard; @addresses: (nullable). */
HallHeard      hall_directory_hear_relayed  (HallDirectory      *self,
                                             HallDatagram       *datagram,
                                             const char *const  *addresses,
                                             guint               age_ms,
                                             gint64              now_us);
/* Whether somebody told us that the person is there. */
gboolean       hall_directory_has_hint      (HallDirectory      *self,
                                             const char         *id,
                                             const char         *address);
/* Around, but known only from what others have heard. */
gboolean       hall_directory_is_told       (HallDirectory      *self,
                                             const char         *id,
                                             gint64              now_us);
/* (element-type HallNotice) (transfer full): what others may be told at @now_us: of each person and
 * announcement the newest datagram while it counts, or the goodbye that ended it. */
GPtrArray     *hall_directory_list_notices  (HallDirectory      *self,
                                             gint64              now_us);
/* After a sleep: nobody is told of what is known now. */
void           hall_directory_stop_telling  (HallDirectory      *self,
                                             gint64              now_us);
/* How many people and announcements are heard, without oneself and one's own, and the bits of
 * hall-known.h of them. */
guint          hall_directory_get_known     (HallDirectory      *self,
                                             guint64            *bits);
/* When the person's HELLO was heard, by whomever, and when it ends; FALSE: is not heard. */
gboolean       hall_directory_get_span      (HallDirectory      *self,
                                             const char         *id,
                                             gint64             *heard_us,
                                             gint64             *deadline_us);
/* People and announcements past their ttl go. Those in @live_ids (a set of ids, nullable) never
 * expire. */
void           hall_directory_expire        (HallDirectory      *self,
                                             gint64              now_us,
                                             GHashTable         *live_ids);
/* Whom we heard ourselves is gone: another group or port. */
void           hall_directory_lose_heard    (HallDirectory      *self,
                                             gint64              now_us,
                                             GHashTable         *live_ids);
/* When expire should be called next, monotonic µs; G_MAXINT64 if nothing can expire. */
gint64         hall_directory_get_deadline  (HallDirectory      *self);
/* Ids (element-type utf8, transfer full) silent for 0.8 of their ttl; again at 0.87 and 0.94. */
GPtrArray     *hall_directory_take_silent   (HallDirectory      *self,
                                             gint64              now_us);

/* When take_silent will have somebody next, monotonic µs; G_MAXINT64 for never. */
gint64         hall_directory_get_silence_deadline (HallDirectory *self);

/* (element-type HallAnnouncement) (transfer container): the hosts that announce a room, higher
 * epoch first, then smaller key. Valid until the next call that changes the directory. */
GPtrArray     *hall_directory_get_announcements (HallDirectory  *self,
                                             const char         *room_id);
/* People and rooms heard and not expired, others' only: N of the interval rule. */
guint          hall_directory_count_heard   (HallDirectory      *self);
guint          hall_directory_count_people_online (HallDirectory *self);

G_END_DECLS
