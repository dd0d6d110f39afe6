/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-private.h: what the files of HallTimeline share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-room.h"
#include "hall-rows.h"
#include "hall-timeline.h"

G_BEGIN_DECLS

struct _HallTimeline
{
  GObject parent_instance;

  HallDirectory *directory;  /* weak */
  HallRoom *room;            /* (nullable), weak: who knows the moderators */
  HallRows *rows;
  GHashTable *pending_notes; /* token ⇒ what waits in the outbox, see hall-timeline-notes.c */
  guint64 n_pending_notes;   /* ever; their order */
  GHashTable *answers;       /* id ⇒ what loaded rows answer, see hall-timeline-answers.c */
  GHashTable *hidden;        /* set of ids of events, owned by the queue */
  GQueue hidden_order;       /* the same, which came first comes first */
  guint8 other_id[HALL_EVENT_ID_SIZE];
  gint64 other_lc;           /* the other has read up to (lc, id) */
  gboolean has_other;
  gboolean at_start;
  gboolean at_end;
  gboolean held;             /* the oldest rows are being read */
};

/* Beyond this many hidden events the first ones are shown when they are added. The store leaves
 * them out of what it lists, so that takes an event that comes again after all these. */
#define HALL_TIMELINE_HIDDEN_MAX 16384

void        hall_timeline_changed       (HallTimeline *self,
                                         guint         position,
                                         guint         removed,
                                         guint         added);
void        hall_timeline_set_at_start  (HallTimeline *self,
                                         gboolean      at_start);
void        hall_timeline_set_at_end    (HallTimeline *self,
                                         gboolean      at_end);
int         hall_timeline_get_room_left (HallTimeline *self);
void        hall_timeline_trim          (HallTimeline *self,
                                         gboolean      newest);
HallMessage *hall_timeline_new_message  (HallTimeline *self,
                                         HallEvent    *event);
/* Whether the event is one that may be a row. */
gboolean    hall_timeline_shows         (HallTimeline *self,
                                         HallEvent    *event);
void        hall_timeline_init_hidden   (HallTimeline *self);
void        hall_timeline_finalize_hidden (HallTimeline *self);
/* Rows were added: what renamed lines say may be known better. */
void        hall_timeline_refresh_names (HallTimeline *self,
                                         guint         position,
                                         guint         added);
/* A row that is about to go says that its author has a name that it never had. */
void        hall_timeline_unlearn_name  (HallTimeline *self,
                                         HallMessage  *message);
void        hall_timeline_relearn_names (HallTimeline *self);

/* hall-timeline-folds.c */
void        hall_timeline_emit_folds_changed (HallTimeline *self);
void        hall_timeline_refresh_folds (HallTimeline *self,
                                         guint         position,
                                         guint         added);

/* hall-timeline-notes.c */
void        hall_timeline_init_notes    (HallTimeline *self);
void        hall_timeline_finalize_notes (HallTimeline *self);
/* Whose moderators may speak to everybody. */
void        hall_timeline_set_room      (HallTimeline *self,
                                         HallRoom     *room);
void        hall_timeline_refresh_roles (HallTimeline *self);
void        hall_timeline_set_reader    (HallTimeline *self,
                                         HallMessage  *message);
void        hall_timeline_refresh_notes (HallTimeline *self,
                                         guint         position,
                                         guint         added);
/* @events: (element-type HallEvent): those that are about the message; to be applied. */
void        hall_timeline_add_notes     (HallTimeline *self,
                                         HallMessage  *message,
                                         GPtrArray    *events);
void        hall_timeline_add_pending_notes (HallTimeline *self,
                                         HallMessage  *message);

/* hall-timeline-answers.c */
void        hall_timeline_init_answers  (HallTimeline *self);
void        hall_timeline_finalize_answers (HallTimeline *self);
void        hall_timeline_refresh_answers (HallTimeline *self,
                                         guint         position,
                                         guint         removed,
                                         guint         added);
/* These came in: some may be what loaded rows answer. */
void        hall_timeline_offer_answers (HallTimeline *self,
                                         GPtrArray    *events);
void        hall_timeline_hide_answers  (HallTimeline *self,
                                         const char *const *event_ids,
                                         gboolean      hidden);
/* The copy of a message that rows answer; FALSE when none of them does. */
gboolean    hall_timeline_add_answer_note (HallTimeline *self,
                                         const char   *target,
                                         HallNote     *note,
                                         GHashTable   *touched);
void        hall_timeline_remove_answer_notes (HallTimeline *self,
                                         GHashTable   *raw_ids,
                                         GHashTable   *touched);
void        hall_timeline_refresh_answer_roles (HallTimeline *self);

G_END_DECLS
