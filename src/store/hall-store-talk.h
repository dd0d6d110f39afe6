/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-talk.h: the part of the store's façade that the conversation asks for: what is said
 * about messages, places to jump to, and search.
 *
 * The rules of hall-store.h hold here as well.
 */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

/* The edits of these events by their authors, and the reactions and pins about them, that are not
 * hidden, sorted: (element-type HallEvent). Those of one event are at most
 * HALL_STORE_ANNOTATIONS_MAX, and of each person the newest; fewer if they are long, so that no
 * flood is read into memory, nor hides what others said. */
#define HALL_STORE_ANNOTATIONS_MAX 2000
void       hall_store_list_annotations_async  (HallStore          *self,
                                               const char         *room,
                                               const char *const  *event_ids,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GPtrArray *hall_store_list_annotations_finish (HallStore    *self,
                                               GAsyncResult *result,
                                               GError      **error);
/* The pins of a room by these people that are not hidden, newest first, also those that were taken
 * back: (element-type HallEvent); at most @limit of each. */
void       hall_store_list_pins_async         (HallStore          *self,
                                               const char         *room,
                                               const char *const  *authors,
                                               guint               limit,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
GPtrArray *hall_store_list_pins_finish        (HallStore    *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* Whether events are hidden, and where they are: as hall_store_get_events_finish (), without those
 * that must not be shown. hall_store_get_events_finish () ends it. */
void       hall_store_get_shown_async         (HallStore          *self,
                                               const char         *room,
                                               const char *const  *event_ids,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);

/* The same, and what only says something about others. hall_store_get_events_finish () ends it. */
void       hall_store_get_counting_async      (HallStore          *self,
                                               const char         *room,
                                               const char *const  *event_ids,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);

/* As hall_store_count_unread_async (), but of @heralds alone, ids of people, it counts that they
 * name everybody. */
void       hall_store_count_unread_by_async   (HallStore          *self,
                                               const char         *room,
                                               const char         *own_id,
                                               const char *const  *heralds,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
/* Ends hall_store_count_unread_async (), too. @mentions (out) (optional): those of the unread that
 * name @own_id, or everybody. */
gboolean   hall_store_count_unread_mentions_finish (HallStore    *self,
                                               GAsyncResult *result,
                                               guint        *unread,
                                               guint        *mentions,
                                               GError      **error);

/* Search. Texts and edits are indexed when they are stored; older ones in slices after the opening.
 * What an edit replaced is not found any more, nor what is hidden. */
typedef struct
{
  char *text;              /* (nullable) folded by hall_text_fold (), a substring of the message */
  char *room;              /* (nullable) in this one alone */
  char **authors;          /* (nullable) by one of these ids */
  gint64 from_lc;          /* at or after; 0 */
  gint64 to_lc;            /* before; G_MAXINT64 */
  gboolean has_link;
  gint64 before_lc;        /* where the last page ended: (lc, id); G_MAXINT64: from the newest */
  char *before_id;         /* (nullable) */
  guint limit;
} HallStoredQuery;

typedef struct
{
  char *room;              /* its id */
  HallEvent *event;        /* the text that was found, or whose last edit was */
  HallEvent *edit;         /* (nullable) its last edit */
} HallStoredHit;

void             hall_stored_query_init   (HallStoredQuery *query);
void             hall_stored_query_clear  (HallStoredQuery *query);
void             hall_stored_hit_free     (HallStoredHit   *self);

/* Newest first: (element-type HallStoredHit). @more (out): there may be further ones, after the
 * (lc, id) of the last; also set when a slice's time was over before @limit were found. */
void       hall_store_search_async            (HallStore             *self,
                                               const HallStoredQuery *query,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
GPtrArray *hall_store_search_finish           (HallStore    *self,
                                               GAsyncResult *result,
                                               gint64       *more_lc,
                                               char        **more_id,
                                               gboolean     *more,
                                               GError      **error);
/* How many texts are not in the index yet; 0 once it is whole. */
void       hall_store_count_unindexed_async   (HallStore          *self,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
gint64     hall_store_count_unindexed_finish  (HallStore    *self,
                                               GAsyncResult *result,
                                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStoredHit, hall_stored_hit_free)

G_END_DECLS
