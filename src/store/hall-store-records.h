/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-records.h: the plain structs that go into and come out of HallStore.
 *
 * Owned by whoever holds them. All members but numbers are owned by the struct. hall-store.h
 * includes this.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *topic;             /* (nullable) */
  char *creator;
  gboolean hosted;         /* this instance hosted it last */
  gboolean member;         /* FALSE after leaving */
  gboolean put_out;        /* by others, and not in it since */
  gint64 banned_until;     /* lc, if put out: 0: not banned, G_MAXINT64: for good */
  guint64 epoch;
  gint64 joined_ms;
  gint64 read_lc;          /* read up to (lc, id) */
  char *read_id;           /* (nullable) */
  char *draft;             /* (nullable) */
  char *host;              /* (nullable) id of the last host */
  char **addresses;        /* (nullable) "address:port" where it was last reached */
  char *person;            /* (nullable) of a private conversation: with whom */
  gint64 other_lc;         /* of a private conversation: the other has read up to (lc, id) */
  char *other_id;          /* (nullable) */
  gboolean reopens;        /* hosted by itself when members are around and nobody hosts it; TRUE
                            * in hall_stored_room_new () */
  guint unread;            /* out only: texts of others after the read mark */
  gint64 last_lc;          /* out only: highest lc held, of what is hidden too; 0: none */
  guint mentions;          /* out only: those of the unread that name @own_id, or everybody */
  guint notify;            /* a HallNotify */
  gint64 kept_from;        /* lc: what was said before is not wanted any more; 0: all is. Saving
                            * never lowers it: see hall-store-expire.h */
} HallStoredRoom;

typedef struct
{
  char *id;
  char *name;              /* (nullable) */
  gint64 first_seen_ms;
  gint64 last_seen_ms;
  guint64 boot;
  guint64 seq;
  char **addresses;        /* (nullable) */
  guint16 tcp_port;
  gint64 contacted_ms;     /* first talked to; 0: never */
  gint64 verified_ms;      /* safety numbers compared; 0: no */
  gboolean blocked;
  guint version;           /* the highest protocol version it was seen to speak; 0: none */
  guint version_allowed;   /* a lower one that the person here agreed to; 0: none */
  char *picture_digest;    /* (nullable) of the picture kept here */
  char **distinct;         /* (nullable) ids of people of this name who are said to be others */
  char *successor;         /* (nullable) id under which this person came back */
} HallStoredPerson;

typedef struct
{
  char *room;
  char *token;
  char *text;              /* what was written; of another kind its body, as JSON text */
  char *body;              /* (nullable) of a text that answers, names somebody or is an action: its
                            * body, as JSON text */
  char *kind;              /* "text", or the word of another kind of event */
  gint64 written_ms;
} HallOutboxEntry;

typedef struct
{
  gint64 day;
  guint count;
  guint8 digest[8];        /* of SHA-256 over the raw ids in (lc, id) order */
} HallStoredDay;

/* From (from_lc, from_id) up to before (to_lc, to_id), in the order of the room. An id of NULL
 * stands before every id of its lc; to_lc = G_MAXINT64: without end. */
typedef struct
{
  gint64 from_lc;
  char *from_id;           /* (nullable) */
  gint64 to_lc;
  char *to_id;             /* (nullable) */
} HallStoredSpan;

HallStoredRoom   *hall_stored_room_new    (const char *id);
HallStoredRoom   *hall_stored_room_copy   (const HallStoredRoom *self);
void              hall_stored_room_free   (HallStoredRoom *self);
HallStoredPerson *hall_stored_person_new  (const char *id);
HallStoredPerson *hall_stored_person_copy (const HallStoredPerson *self);
void              hall_stored_person_free (HallStoredPerson *self);
HallOutboxEntry  *hall_outbox_entry_new   (const char *room,
                                           const char *token,
                                           const char *text,
                                           gint64      written_ms);
HallOutboxEntry  *hall_outbox_entry_new_event (const char *room,
                                           const char *token,
                                           const char *kind,
                                           const char *body,
                                           gint64      written_ms);
void              hall_outbox_entry_free  (HallOutboxEntry *self);

/* Frees what a span has, not the span itself: for g_array_set_clear_func (). */
void              hall_stored_span_clear  (HallStoredSpan *span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStoredRoom, hall_stored_room_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStoredPerson, hall_stored_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallOutboxEntry, hall_outbox_entry_free)

G_END_DECLS
