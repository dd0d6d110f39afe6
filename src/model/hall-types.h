/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-types.h: the small enumerations that models, session and screens share.
 *
 * Registered as GEnums (glib-mkenums), so that .ui files and bindings can use them.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_PRESENCE_OFFLINE,
  HALL_PRESENCE_AVAILABLE,
  HALL_PRESENCE_AWAY,
  HALL_PRESENCE_BUSY,        /* do not disturb */
  HALL_PRESENCE_INVISIBLE,   /* of oneself alone */
} HallPresence;

/* What we know of a key, apart from its name. */
typedef enum
{
  HALL_TRUST_STRANGER,
  HALL_TRUST_CONTACT,        /* talked to: who comes with the name under another key is noticed */
  HALL_TRUST_VERIFIED,       /* the safety numbers were compared */
} HallTrust;

typedef enum
{
  HALL_LOCK_OPEN,
  HALL_LOCK_PASSPHRASE,
  HALL_LOCK_INVITED,
} HallLock;

typedef enum
{
  HALL_MEMBERSHIP_NONE,      /* announced on the network, not ours */
  HALL_MEMBERSHIP_JOINING,   /* the first connection is being made */
  HALL_MEMBERSHIP_LIVE,      /* a member, linked to the host */
  HALL_MEMBERSHIP_HOSTING,   /* we host it */
  HALL_MEMBERSHIP_WAITING,   /* a member, but no host is reached: being tried again */
} HallMembership;

/* What a member sees of the way to a room's host. */
typedef enum
{
  HALL_CONNECTION_NONE,      /* not a member */
  HALL_CONNECTION_LIVE,      /* linked, or hosting */
  HALL_CONNECTION_DIALLING,  /* the host is being reached; also just after it was lost */
  HALL_CONNECTION_TAKING_OVER, /* the host is gone: members are finding out who hosts now */
  HALL_CONNECTION_WAITING,   /* nobody answered; the next attempt comes by itself */
  HALL_CONNECTION_NOBODY,    /* nobody of the room is here */
} HallConnection;

typedef enum
{
  HALL_MESSAGE_TEXT,
  HALL_MESSAGE_JOINED,       /* system lines */
  HALL_MESSAGE_RENAMED,
  HALL_MESSAGE_LEFT,
  HALL_MESSAGE_CREATED,      /* the genesis event */
  HALL_MESSAGE_HOST_CHANGED, /* local, not an event: author is who hosts now */
  HALL_MESSAGE_HOST_LOST,    /* local */
  HALL_MESSAGE_UNKNOWN,      /* needs a newer version */
  HALL_MESSAGE_ADMITTED,     /* the next ones: author did it, subject is whom it was done to */
  HALL_MESSAGE_MODERATOR,
  HALL_MESSAGE_NO_MODERATOR,
  HALL_MESSAGE_KICKED,
  HALL_MESSAGE_BANNED,
  HALL_MESSAGE_UNBANNED,
  HALL_MESSAGE_ROOM_NAMED,   /* the next ones: author changed the room; name: the new one */
  HALL_MESSAGE_TOPIC,        /* text: the new one, perhaps "" */
  HALL_MESSAGE_CLOSED,       /* to newcomers */
  HALL_MESSAGE_REOPENED,
  HALL_MESSAGE_NEW_PASSPHRASE,
  HALL_MESSAGE_INVITATION,   /* in a private conversation: into invited-room, called name */
} HallMessageKind;

typedef enum
{
  HALL_MESSAGE_STATE_PENDING,   /* own: in the outbox, or signed but not acknowledged */
  HALL_MESSAGE_STATE_STORED,    /* own: on the host's disk alone (own room), or on ours */
  HALL_MESSAGE_STATE_SENT,      /* own: on two machines' disks; of a private one: delivered */
  HALL_MESSAGE_STATE_READ,      /* own, in a private conversation: the other has read it */
  HALL_MESSAGE_STATE_RECEIVED,  /* somebody else's */
} HallMessageState;

/* What of a conversation one is told of while it is not on the screen. */
typedef enum
{
  HALL_NOTIFY_DEFAULT,       /* of a private conversation everything, of a room mentions */
  HALL_NOTIFY_ALL,
  HALL_NOTIFY_MENTIONS,
  HALL_NOTIFY_NOTHING,
} HallNotify;

/* Where a system line stands in a run of such lines, which is shown as one row. */
typedef enum
{
  HALL_FOLD_NONE,            /* shown as it is */
  HALL_FOLD_HEAD,            /* the row that stands for all of them */
  HALL_FOLD_INSIDE,          /* seen only when the run is unfolded */
} HallFold;

/* What may be done to a message here and now, for menus. */
typedef enum
{
  HALL_MESSAGE_RIGHT_REPLY = 1 << 0,
  HALL_MESSAGE_RIGHT_REACT = 1 << 1,
  HALL_MESSAGE_RIGHT_EDIT = 1 << 2,
  HALL_MESSAGE_RIGHT_DELETE = 1 << 3,
  HALL_MESSAGE_RIGHT_PIN = 1 << 4,    /* and take the pin out again */
  HALL_MESSAGE_RIGHT_FORWARD = 1 << 5,
} HallMessageRights;

/* The words that hallway-cli prints: "pending", "stored", "sent", "read", "received". */
const char *hall_message_state_get_word (HallMessageState state);

/* How one thing about the network is, from "say it" to "this is why nothing works". */
typedef enum
{
  HALL_SEVERITY_NOTE,        /* neither good nor bad: a VPN that is set aside */
  HALL_SEVERITY_GOOD,
  HALL_SEVERITY_CAUTION,     /* it works, but not for everybody, or nobody can tell */
  HALL_SEVERITY_BAD,
} HallSeverity;

/* What a finding is about: the parts of the page, in this order. */
typedef enum
{
  HALL_TOPIC_PEOPLE,         /* who is heard, by which ways */
  HALL_TOPIC_INTERFACE,
  HALL_TOPIC_CONNECTION,     /* ports, whether others reach us */
  HALL_TOPIC_FIREWALL,
  HALL_TOPIC_OTHER,          /* clock, settings, DNS-SD */
} HallTopic;

/* Somewhere else, as somebody typed it. */
typedef enum
{
  HALL_REACH_CONNECTING,
  HALL_REACH_CONNECTED,
  HALL_REACH_FAILED,         /* tried again by itself */
} HallReachState;

G_END_DECLS
