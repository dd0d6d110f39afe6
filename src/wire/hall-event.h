/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event.h: a signed event of a room, the unit that is said, relayed, stored and put in order.
 *
 * HallEvent is an immutable value; its text `e` is kept as the bytes that were signed and is never
 * serialised again. Reference counting is atomic: events cross to the store's worker thread.
 */

#pragma once

#include <glib-object.h>

#include "hall-key.h"

G_BEGIN_DECLS

#define HALL_EVENT_ID_LENGTH 22
#define HALL_EVENT_ID_SIZE 16
#define HALL_TOKEN_LENGTH 22

typedef enum
{
  HALL_EVENT_UNKNOWN,   /* a kind that this version does not know: stored, synchronised, shown as
                         * such */
  HALL_EVENT_GENESIS,
  HALL_EVENT_TEXT,
  HALL_EVENT_STATE,
  HALL_EVENT_ADMIT,     /* person: may come in, from now on, whatever the lock */
  HALL_EVENT_ROLE,      /* person, moderator: made one, or no longer one */
  HALL_EVENT_KICK,      /* person: out, with its admission; may come back as a newcomer */
  HALL_EVENT_BAN,       /* person, until_lc, off: its key is out, under any name */
  HALL_EVENT_ROOM,      /* name, topic ("": none any more), closed, invite, salt and secret: what is
                         * not NULL or negative is changed */
  HALL_EVENT_DELETE,    /* target: not shown any more; by its author or a moderator */
  HALL_EVENT_INVITE,    /* in a private conversation: the other may come into a room */
  HALL_EVENT_EDIT,      /* target, text, mentions: by its author; the last one counts */
  HALL_EVENT_REACT,     /* target, emoji, off: the last of each (author, emoji) counts */
  HALL_EVENT_PIN,       /* target, off: by a moderator, in a private conversation by either; the
                         * last one counts */
} HallEventKind;

typedef enum
{
  HALL_STATE_JOINED,
  HALL_STATE_RENAMED,
  HALL_STATE_LEFT,
} HallStateChange;

typedef enum
{
  HALL_HISTORY_ALL,     /* newcomers see everything */
  HALL_HISTORY_JOINED,  /* newcomers see what was said since they joined */
} HallHistoryPolicy;

/* Who comes in. An unknown word of a newer version counts as HALL_ENTRY_INVITED: nobody is let in
 * by mistake. */
typedef enum
{
  HALL_ENTRY_OPEN,        /* everybody who is not banned */
  HALL_ENTRY_PASSPHRASE,  /* who is admitted, or proves to know the passphrase */
  HALL_ENTRY_INVITED,     /* who is admitted */
} HallEntry;

/* Somebody whom a text names, as "@" and the name by which the author called them. */
typedef struct
{
  char *person;         /* an id */
  char *name;
} HallMention;

typedef struct _HallEvent HallEvent;

struct _HallEvent
{
  char *id;             /* 22 characters: base64url of the first 16 bytes of SHA-256 (e) */
  guint8 raw_id[HALL_EVENT_ID_SIZE];
  char *room;           /* id of the room; a genesis event's is its own id */
  char *author;         /* id of the person */
  gint64 lc;            /* hybrid logical clock, ms */
  gint64 ts;            /* the author's wall clock when it was written, ms */
  char *previous;       /* (nullable) event id: a hint */
  char *token;          /* (nullable) outbox token, 22 characters */
  HallEventKind kind;
  char *kind_name;

  char *text;           /* TEXT, EDIT */
  char *reply;          /* (nullable) TEXT: id of the event that it answers */
  GPtrArray *mentions;  /* (nullable) (element-type HallMention) TEXT, EDIT: HALL_MENTIONS_MAX at
                         * most, each person once */
  gboolean mentions_all; /* TEXT, EDIT: "@room"; counts where the author is a moderator */
  gboolean action;      /* TEXT: what the author does ("/me"): the text goes on from the name */
  char *name;           /* GENESIS, ROOM (nullable), INVITE: the room's; STATE: the person's */
  char *topic;          /* (nullable) GENESIS, ROOM ("": none any more) */
  HallHistoryPolicy policy; /* GENESIS */
  HallStateChange change;   /* STATE */
  HallEntry entry;          /* GENESIS */
  gboolean standing;        /* GENESIS: anybody can make it; nobody has rights by it, nor ever gets
                             * any */
  char *person;             /* ADMIT, ROLE, KICK, BAN: an id */
  gboolean moderator;       /* ROLE */
  gint64 until_lc;          /* BAN: over from this clock on; 0: for good */
  gboolean off;             /* BAN: lifted; REACT, PIN: taken back */
  int closed;               /* ROOM: 1 nobody new comes in, 0 as the lock says, -1 unchanged */
  int moderators_invite;    /* ROOM: 1 only moderators admit in an invited room, 0 every member, -1
                             * unchanged */
  char *salt;               /* (nullable) ROOM: 16 bytes, base64url; together with secret */
  char *secret;             /* (nullable) ROOM: w of the passphrase, 32 bytes, base64url */
  char *target;             /* DELETE, EDIT, REACT, PIN: id of an event */
  char *emoji;              /* REACT: by hall_text_clean_emoji (), whatever was signed */
  char *invited_room;       /* INVITE: its id; name: the room's */
  char *invited_host;       /* (nullable) INVITE: id of who hosted it then */

  GBytes *bytes;        /* e */
  guint8 signature[HALL_SIGNATURE_SIZE];

  /*< private >*/
  gatomicrefcount ref_count;
};

/* What an event of any kind but STATE is made of: the fields of HallEvent that its kind has;
 * hall_event_body_init () sets what is not said to "nothing" or "unchanged". */
typedef struct
{
  HallEventKind kind;
  const char *name;
  const char *topic;
  HallHistoryPolicy policy;
  HallEntry entry;
  gboolean standing;        /* GENESIS: salt is what is said, instead of a random one */
  const char *person;
  gboolean moderator;
  gint64 until_lc;
  gboolean off;
  int closed;
  int moderators_invite;
  const char *salt;
  const char *secret;
  const char *target;
  const char *invited_room;
  const char *invited_host;
  const char *text;
  const char *reply;
  GPtrArray *mentions;      /* (element-type HallMention) */
  gboolean mentions_all;
  gboolean action;
  const char *emoji;        /* written as hall_text_clean_emoji () writes it */
} HallEventBody;

HallMention *hall_mention_new     (const char       *person,
                                   const char       *name);
void         hall_mention_free    (HallMention      *self);

#define HALL_TYPE_EVENT (hall_event_get_type ())
GType      hall_event_get_type    (void) G_GNUC_CONST;
HallEvent *hall_event_ref         (HallEvent        *self);
void       hall_event_unref       (HallEvent        *self);

HallEvent *hall_event_new_genesis (HallKey          *key,
                                   gint64            lc,
                                   gint64            ts,
                                   const char       *name,
                                   const char       *topic,
                                   HallHistoryPolicy policy,
                                   GError          **error);
/* Escaping may make a text too long that is not; such a one is better refused when it is typed. */
gboolean   hall_event_can_carry_text (const char     *text);
/* The same of a TEXT or EDIT with its mentions. */
gboolean   hall_event_can_carry_body (const HallEventBody *body);
HallEvent *hall_event_new_text    (HallKey          *key,
                                   const char       *room,
                                   gint64            lc,
                                   gint64            ts,
                                   const char       *previous,
                                   const char       *token,
                                   const char       *text,
                                   GError          **error);
HallEvent *hall_event_new_state   (HallKey          *key,
                                   const char       *room,
                                   gint64            lc,
                                   gint64            ts,
                                   const char       *previous,
                                   HallStateChange   change,
                                   const char       *name,
                                   GError          **error);

void       hall_event_body_init   (HallEventBody    *body,
                                   HallEventKind     kind);
/* @room: NULL for a genesis. */
HallEvent *hall_event_new         (HallKey          *key,
                                   const char       *room,
                                   gint64            lc,
                                   gint64            ts,
                                   const char       *previous,
                                   const char       *token,
                                   const HallEventBody *body,
                                   GError          **error);
/* The body as JSON text, to be kept until it is signed with hall_event_new_from_body_text ().
 * (transfer full) */
char      *hall_event_body_to_text (const HallEventBody *body);
HallEvent *hall_event_new_from_body_text (HallKey   *key,
                                   const char       *room,
                                   gint64            lc,
                                   gint64            ts,
                                   const char       *previous,
                                   const char       *token,
                                   const char       *kind_name,
                                   const char       *body_text,
                                   GError          **error);
/* The word for a kind on the wire; NULL for HALL_EVENT_UNKNOWN. */
const char *hall_event_kind_get_name (HallEventKind  kind);
/* The id of the private conversation of two people: 22 characters, the same for both.
 * (transfer full) */
char      *hall_direct_room_id    (const char       *id,
                                   const char       *other_id);
/* What only @id can say, and only if it was given the room's first event: 22 characters.
 * (transfer full) */
char      *hall_genesis_token     (HallEvent        *genesis,
                                   const char       *id);

/* Everything but the signature; hall_event_verify () checks that. */
HallEvent *hall_event_decode      (const char       *e,
                                   gsize             length,
                                   const char       *signature_text,
                                   GError          **error);
/* From the store: the signature as its 64 bytes. Not verified: the store holds what was. */
HallEvent *hall_event_new_from_stored (GBytes       *bytes,
                                   const guint8      signature[HALL_SIGNATURE_SIZE],
                                   GError          **error);
gboolean   hall_event_verify      (HallEvent        *self,
                                   GError          **error);
/* Says something about another event: EDIT, REACT, PIN, DELETE. */
gboolean   hall_event_is_annotation (const HallEvent *self);
/* Whether a text or edit names the person. */
gboolean   hall_event_mentions    (const HallEvent  *self,
                                   const char       *person);
/* Control events come first in synchronisation: genesis and state, and later kinds of rights. */
gboolean   hall_event_is_control  (HallEvent        *self);
/* Order of the room: by (lc, id), the id as its 16 raw bytes (as SQLite orders a BLOB), which is
 * not the order of the 22 characters. */
int        hall_event_compare     (const HallEvent  *a,
                                   const HallEvent  *b);

char      *hall_token_new         (void);   /* 16 random bytes, base64url */
gboolean   hall_event_id_is_valid (const char       *id);

/* The next value of a room's hybrid logical clock: max (now + offset, highest + 1), where highest
 * counts only up to now + offset + HALL_CLOCK_AHEAD_MAX_MS. */
gint64     hall_logical_clock_next (gint64           now_ms,
                                    gint64           offset_ms,
                                    gint64           highest_lc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallEvent, hall_event_unref)

G_END_DECLS
