/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-rows.h: the rows that a timeline holds, findable by place, id and token.
 *
 * Private to this folder. First the placed rows (signed messages and local lines) in order, then
 * the pending ones. HallRows knows what a row's neighbours make of it; it knows no policy: what
 * comes in, what is trimmed and who is told is HallTimeline's business.
 */

#pragma once

#include "hall-message-private.h"

G_BEGIN_DECLS

typedef struct _HallRows HallRows;

HallRows    *hall_rows_new              (void);
void         hall_rows_free             (HallRows         *self);

guint        hall_rows_get_length       (HallRows         *self);
guint        hall_rows_get_n_placed     (HallRows         *self);
HallMessage *hall_rows_get              (HallRows         *self,
                                         guint             position);
/* What is loaded reaches from here to here: the first and the last event of a row, or one beyond
 * them that is no row; NULL when there is none. */
HallEvent   *hall_rows_get_lowest       (HallRows         *self);
HallEvent   *hall_rows_get_highest      (HallRows         *self);
/* (nullable) @event: loaded, though it is no row. */
void         hall_rows_set_low          (HallRows         *self,
                                         HallEvent        *event);
void         hall_rows_set_high         (HallRows         *self,
                                         HallEvent        *event);

HallMessage *hall_rows_lookup           (HallRows         *self,
                                         const char       *event_id);
HallMessage *hall_rows_lookup_token     (HallRows         *self,
                                         const char       *author,
                                         const char       *token);
HallMessage *hall_rows_lookup_pending   (HallRows         *self,
                                         const char       *token);
/* Where an event (or a local line: NULL) of that clock belongs among the placed rows. */
guint        hall_rows_find_place       (HallRows         *self,
                                         gint64            lc,
                                         const HallEvent  *event);
guint        hall_rows_find             (HallRows         *self,
                                         HallMessage      *message);

/* Makes a row findable by id and token; before it is inserted. */
void         hall_rows_register         (HallRows         *self,
                                         HallMessage      *message);
/* (transfer full) of the @n messages: placed rows, at their place. */
void         hall_rows_insert           (HallRows         *self,
                                         guint             position,
                                         HallMessage     **messages,
                                         guint             n);
/* (transfer full) */
void         hall_rows_append_pending   (HallRows         *self,
                                         HallMessage      *message);
void         hall_rows_remove           (HallRows         *self,
                                         guint             position,
                                         guint             n);
/* The first pending row was signed and stays where it is. */
void         hall_rows_place_pending    (HallRows         *self);

/* Sets what follows from their neighbours on the rows from @first to @last, both included. */
void         hall_rows_refresh          (HallRows         *self,
                                         guint             first,
                                         guint             last,
                                         gboolean          at_start);
void         hall_rows_set_read_marker  (HallRows         *self,
                                         gint64            lc,
                                         const char       *event_id);
void         hall_rows_refresh_unread   (HallRows         *self,
                                         gboolean          at_start);
HallMessage *hall_rows_get_unread       (HallRows         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRows, hall_rows_free)

G_END_DECLS
