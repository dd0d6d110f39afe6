/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet.h: what peers say to one another over a link; one JSON object a frame.
 *
 * HallPacket is an immutable value with public fields to read. Which fields a type has is said
 * beside it; the others are zero.
 */

#pragma once

#include "hall-datagram.h"
#include "hall-event.h"
#include "hall-framer.h"
#include "hall-spake2.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_PACKET_UNKNOWN,   /* an optional type of a newer version: to be ignored */
  HALL_PACKET_HELLO,     /* version_min/max, capabilities, purpose, now_ms */
  HALL_PACKET_JOIN,      /* room (nullable: the only one hosted there), fit, name (what one goes
                          * by, for the roster until the signed hello is known), tcp_port (0: can't
                          * be dialled), compare (only compares sets, stays no member), yield (the
                          * dialler hosts the room too: epoch, members), prove (wants to prove
                          * that it knows the passphrase), knows (nullable). Once more over the
                          * same link: fit and tcp_port have changed (0: never a successor) */
  HALL_PACKET_WELCOME,   /* room, epoch, genesis, members (count), roster_version, entries (whole
                          * roster, first page), more, now_ms */
  HALL_PACKET_NOT_HOST,  /* room, host (nullable), addresses, tcp_port */
  HALL_PACKET_MOVED,     /* room, epoch, host, addresses, tcp_port: from the host, who stops */
  HALL_PACKET_HANDOFF,   /* room, epoch: from the host to a member: host it now. The answer is
                          * `welcome` on the same link */
  HALL_PACKET_YIELD,     /* room, epoch, members: a host answers a `join` with yield: you win. The
                          * answer is `welcome` */
  HALL_PACKET_HAVE,      /* room, from_lc, control (nullable digest text), days, more. If
                          * `day_only`: day; the `days` are hours of it, 0 to 23. A question for
                          * these, without any other field, if `question` */
  HALL_PACKET_IDS,       /* room, day (-1: control), hour (-1: the whole day): a question without
                          * ids if `question`; else ids, more */
  HALL_PACKET_WANT,      /* room, ids, more */
  HALL_PACKET_EV,        /* events: exactly one, by the link's own key towards the host, by
                          * anybody from it */
  HALL_PACKET_EVS,       /* room (nullable), events: up to HALL_SYNC_EVENTS_MAX, more = this answer
                          * goes on */
  HALL_PACKET_ACK,       /* room, ids, level */
  HALL_PACKET_RACK,      /* room, ids */
  HALL_PACKET_ROSTER,    /* room, roster_version, entries (added or changed), gone (ids), more */
  HALL_PACKET_RECEIPT,   /* room, host (nullable: whose; from the host alone), lc, event_id, read */
  HALL_PACKET_PAKE1,     /* room, salt, share: a host answers a `join` that proves */
  HALL_PACKET_PAKE2,     /* room, share, confirmation: the joiner's */
  HALL_PACKET_PAKE3,     /* room, confirmation: the host's, right before `welcome` */
  HALL_PACKET_TYPING,    /* room, person (nullable: whose; from the host alone), typing */
  HALL_PACKET_PICTURE,   /* digest: a question if `question`; else offset, size, data (nullable: not
                          * had): a piece of at most HALL_PICTURE_PIECE bytes */
  HALL_PACKET_DIRECTORY, /* if `question`: have, stay, more: what is known to whoever dialled. Else
                          * relayed, wanted, more: what the other one lacked */
  HALL_PACKET_REACH,     /* if `question`: tcp_port: can you dial me there? Else ok, code
                          * (nullable: why not) */
  HALL_PACKET_PING,      /* n */
  HALL_PACKET_PONG,      /* n */
  HALL_PACKET_ERROR,     /* code, text (nullable), retry_ms; ids (nullable): the events that were
                          * refused, then the link goes on; without ids it ends. tries (locked:
                          * how often a passphrase may be tried now) */
  HALL_PACKET_BYE,       /* – */
} HallPacketType;

typedef enum
{
  HALL_PURPOSE_ROOM,
  HALL_PURPOSE_DIRECT,
  HALL_PURPOSE_FILE,
  HALL_PURPOSE_DIRECTORY,
} HallPurpose;

typedef enum
{
  HALL_ACK_STORED,
  HALL_ACK_REPLICATED,
} HallAckLevel;

typedef struct
{
  gint64 day;            /* lc div HALL_DAY_MS */
  guint count;
  char digest[12];       /* base64url of 8 bytes: SHA-256 over the raw ids, in (lc, id) order, of
                          * the day's events that are not control events */
} HallDayDigest;

typedef struct
{
  char *id;
  char *name;            /* what the person joined as */
  guint rank;
  guint fit;
  char **addresses;      /* (nullable) "a.b.c.d" */
  guint16 tcp_port;
} HallRosterEntry;

/* A datagram as somebody passes it on. */
typedef struct
{
  HallDatagram *datagram;  /* decoded, not verified */
  guint age_ms;            /* since somebody heard it */
  char **addresses;        /* (nullable) where it was heard from: hints */
} HallRelayed;

typedef struct _HallPacket HallPacket;

struct _HallPacket
{
  HallPacketType type;
  guint version_min;
  guint version_max;
  char **capabilities;
  HallPurpose purpose;
  gint64 now_ms;
  char *room;
  char *name;
  guint fit;
  guint64 epoch;
  HallEvent *genesis;
  guint members;
  gboolean yield;
  gboolean compare;
  guint16 tcp_port;
  guint64 roster_version;
  GPtrArray *entries;    /* (element-type HallRosterEntry) */
  char **gone;
  char *host;
  char **addresses;
  gint64 from_lc;
  char *control;
  GArray *days;          /* (element-type HallDayDigest) */
  gint64 day;            /* -1: the control events */
  gboolean day_only;
  int hour;              /* hall_packet_new () sets it to -1 */
  gboolean question;
  gint64 lc;             /* everything up to (lc, event_id) is on a disk, or read */
  char *event_id;
  gboolean read;
  char **ids;
  gboolean more;
  GPtrArray *events;     /* (element-type HallEvent): decoded, not verified */
  HallAckLevel level;
  gboolean prove;
  char *knows;           /* (nullable) a hall_genesis_token () */
  char *salt;            /* 16 bytes, base64url */
  guint8 share[HALL_SPAKE2_SHARE_SIZE];
  guint8 confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];
  char *person;
  gboolean typing;
  char *digest;          /* of a picture, 11 characters: 8 bytes of its SHA-256 */
  guint size;
  guint offset;
  GBytes *data;
  gboolean stay;
  char **have;           /* (nullable) hall_datagram_make_token () each */
  char **wanted;         /* (nullable) the same */
  GPtrArray *relayed;    /* (nullable) (element-type HallRelayed) */
  gboolean ok;
  int tries;             /* hall_packet_new () sets it to -1: not said */
  guint64 n;
  char *code;
  char *text;
  guint retry_ms;

  /*< private >*/
  gatomicrefcount ref_count;
};

#define HALL_TYPE_PACKET (hall_packet_get_type ())
GType            hall_packet_get_type (void) G_GNUC_CONST;
/* A new one to be filled in by its maker before anybody else sees it. */
HallPacket      *hall_packet_new      (HallPacketType    type);
HallPacket      *hall_packet_ref      (HallPacket       *self);
void             hall_packet_unref    (HallPacket       *self);

/* The whole frame, header included, to be shared between links. NULL with
 * HALL_WIRE_ERROR_TOO_BIG if it does not fit into one frame. */
GBytes          *hall_packet_encode   (HallPacket       *self,
                                       GError          **error);
HallPacket      *hall_packet_decode   (const HallFrame  *frame,
                                       GError          **error);

/* Bytes that an event takes within a frame; an `evs` holds at most HALL_SYNC_BYTES_MAX of them, or
 * one event. */
gsize            hall_packet_measure_event (HallEvent    *event);

HallPacket      *hall_packet_new_event (HallEvent       *event);
HallPacket      *hall_packet_new_error (const char      *code,
                                        const char      *text,
                                        guint            retry_ms);

/* The same of something relayed; a `dir` holds at most HALL_SYNC_BYTES_MAX of them. */
gsize            hall_packet_measure_relayed (const HallRelayed *relayed);

/* @addresses: (nullable), copied. */
HallRelayed     *hall_relayed_new       (HallDatagram   *datagram,
                                         guint           age_ms,
                                         const char *const *addresses);
void             hall_relayed_free      (HallRelayed    *self);

HallRosterEntry *hall_roster_entry_new  (const char     *id,
                                         const char     *name);
HallRosterEntry *hall_roster_entry_copy (const HallRosterEntry *self);
void             hall_roster_entry_free (HallRosterEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPacket, hall_packet_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRelayed, hall_relayed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRosterEntry, hall_roster_entry_free)

G_END_DECLS
