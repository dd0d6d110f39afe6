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

  char *text;           /* TEXT */
  char *name;           /* GENESIS: the room's; STATE: the person's */
  char *topic;          /* (nullable) GENESIS */
  HallHistoryPolicy policy; /* GENESIS */
  HallStateChange change;   /* STATE */

  GBytes *bytes;        /* e */
  guint8 signature[HALL_SIGNATURE_SIZE];

  /*< private >*/
  gatomicrefcount ref_count;
};

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
