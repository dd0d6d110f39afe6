/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-annotations.h: what has been said about one message: edits, reactions, pins; and what
 * follows from all of it.
 *
 * Private to this folder. Owned by a HallMessage. The same notes give the same result in whatever
 * order they come. It keeps what it needs to know what counts once something does not count any
 * more, in bounded memory: the newest of very many.
 */

#pragma once

#include "hall-event.h"
#include "hall-person.h"

G_BEGIN_DECLS

/* Of one message; the newest are kept. */
#define HALL_ANNOTATIONS_REACTIONS_MAX 2000
#define HALL_ANNOTATIONS_EDITS_MAX 32
#define HALL_ANNOTATIONS_PINS_MAX 32
/* What is shown of them. */
#define HALL_ANNOTATIONS_EMOJI_SHOWN 50
#define HALL_ANNOTATIONS_PEOPLE_SHOWN 500

/* One edit, reaction or pin, in a few bytes: an immutable value. */
typedef struct
{
  HallEventKind kind;
  gboolean off;
  gint64 lc;
  gint64 time;                        /* unix ms, to be shown */
  guint8 raw_id[HALL_EVENT_ID_SIZE];
  HallPerson *author;
  const char *emoji;                  /* (nullable): a reference to an interned string */
  char *text;                         /* (nullable) */
  GPtrArray *mentions;                /* (nullable) (element-type HallMention) */
  gboolean mentions_all;
} HallNote;

/* NULL for an event that says nothing about another, or deletes it. */
HallNote *hall_note_new         (const HallEvent     *event,
                                 HallPerson          *author);
/* Of what is not signed yet: after everything that is, in the order of @sequence. */
HallNote *hall_note_new_pending (const HallEvent     *event,
                                 HallPerson          *author,
                                 guint64              sequence);
HallNote *hall_note_ref         (HallNote            *self);
void      hall_note_unref       (HallNote            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallNote, hall_note_unref)

typedef struct _HallAnnotations HallAnnotations;

/* An emoji that stands, and whose it is, in order. */
typedef struct
{
  const char *emoji;                  /* lives as long as the notes */
  GPtrArray *people;                  /* (element-type HallPerson), not owned */
} HallStanding;

HallAnnotations *hall_annotations_new    (void);
void             hall_annotations_free   (HallAnnotations *self);
/* The same notes. */
HallAnnotations *hall_annotations_copy   (HallAnnotations *self);
/* FALSE when it is known already, or too old to be kept. */
gboolean         hall_annotations_add    (HallAnnotations *self,
                                          HallNote        *note);
/* @raw_ids: a set of pointers to HALL_EVENT_ID_SIZE bytes, by hall_raw_id_hash (). FALSE when none
 * of them was here. */
gboolean         hall_annotations_remove (HallAnnotations *self,
                                          GHashTable      *raw_ids);
/* Calls @func with each HallNote. */
void             hall_annotations_foreach (HallAnnotations *self,
                                          GFunc            func,
                                          gpointer         user_data);
/* (transfer none) (nullable) */
const HallNote  *hall_annotations_get_edit   (HallAnnotations *self);
gboolean         hall_annotations_get_pinned (HallAnnotations *self);
/* (element-type HallStanding) (transfer full) */
GPtrArray       *hall_annotations_list_reactions (HallAnnotations *self);

guint            hall_raw_id_hash        (gconstpointer    raw_id);
gboolean         hall_raw_id_equal       (gconstpointer    a,
                                          gconstpointer    b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAnnotations, hall_annotations_free)

G_END_DECLS
