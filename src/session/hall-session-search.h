/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-search.h: the part of the façade that finds: search, places in a conversation, and a
 * room written to a file.
 *
 * Everything on the main context the session was made on.
 */

#pragma once

#include "hall-session.h"
#include "hall-search-hit.h"

G_BEGIN_DECLS

/* A search that is under way: pages of hits, newest first. Made anew for each query. */
#define HALL_TYPE_SEARCH (hall_search_get_type ())
G_DECLARE_FINAL_TYPE (HallSearch, hall_search, HALL, SEARCH, GObject)

/* @query: what was typed: words that must occur together as they stand, and the filters from:NAME,
 * in:ROOM, before:DATE, after:DATE (YYYY-MM-DD, in the person's own time zone; "today",
 * "yesterday"), has:link; a value with spaces in quotes. Names of filters are also understood in
 * the person's language. @room: (nullable): in this one alone. NULL with HALL_SESSION_ERROR_TEXT:
 * nothing to search for, or a date that is none; HALL_SESSION_ERROR_NOT_FOUND: no such person or
 * room; the message says what to do. (transfer full) */
HallSearch *hall_search_new         (HallSession         *session,
                                     const char          *query,
                                     HallRoom            *room,
                                     GError             **error);
/* What is to be marked in what was found, for hall_message_make_block_markup (); NULL when only
 * filters were given. (transfer none) */
const char *hall_search_get_needle  (HallSearch          *self);
/* The next page: (element-type HallSearchHit), empty at the end. */
void        hall_search_next_async  (HallSearch          *self,
                                     guint                limit,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
GPtrArray  *hall_search_next_finish (HallSearch          *self,
                                     GAsyncResult        *result,
                                     GError             **error); /* (transfer full) */
gboolean    hall_search_get_at_end  (HallSearch          *self);
/* Whether older messages are still being indexed, so that something may be missing. */
gboolean    hall_search_get_partial (HallSearch          *self);

/* Shows the conversation around an event, or around a time: HALL_TIMELINE_OPENING_ROWS are loaded,
 * unless the row is loaded already. hall_timeline_find () or hall_timeline_find_time () then tell
 * where it is. HALL_SESSION_ERROR_NOT_FOUND: it is not here, or must not be shown. */
void        hall_session_open_at_async      (HallSession         *self,
                                     HallRoom            *room,
                                     const char          *event_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
void        hall_session_open_at_time_async (HallSession         *self,
                                     HallRoom            *room,
                                     gint64               time_ms,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean    hall_session_open_at_finish     (HallSession         *self,
                                     GAsyncResult        *result,
                                     GError             **error);

typedef enum
{
  HALL_EXPORT_TEXT,        /* for people: a heading a day, "10:02 Mina Kim: text" */
  HALL_EXPORT_JSON,        /* for programs: JSON lines, as hallway-cli's history prints them */
} HallExportFormat;

/* Everything that can be seen of the room, oldest first, as it is seen: edited, without what was
 * deleted. Replaces @file when it is whole. @progress: (nullable) events written so far. */
typedef void (* HallExportProgress) (guint    n_events,
                                     gpointer user_data);
void        hall_session_export_room_async  (HallSession         *self,
                                     HallRoom            *room,
                                     GFile               *file,
                                     HallExportFormat     format,
                                     HallExportProgress   progress,
                                     gpointer             progress_data,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* The same to a stream, which is neither flushed nor closed. hall_session_export_room_finish () */
void        hall_session_export_room_to_stream_async (HallSession *self,
                                     HallRoom            *room,
                                     GOutputStream       *stream,
                                     HallExportFormat     format,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean    hall_session_export_room_finish (HallSession         *self,
                                     GAsyncResult        *result,
                                     guint               *n_events,
                                     GError             **error);

G_END_DECLS
