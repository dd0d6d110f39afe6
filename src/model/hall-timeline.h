/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline.h: a window of one room's messages as a GListModel of HallMessage, in (lc, id)
 * order.
 *
 * A fold over events that the session feeds it; unsigned messages stand after everything else, in
 * the order written. Known ids, and a second event of one (author, token), are ignored. It holds
 * at most HALL_TIMELINE_LOADED_MAX rows: it is trimmed at the end that is away from where it grew
 * (never while a pending message would be dropped). A new timeline has nothing loaded, at either
 * end: events are left to be paged in until the first reset.
 */

#pragma once

#include <gio/gio.h>

#include "hall-message.h"

G_BEGIN_DECLS

typedef struct _HallEvent HallEvent;
typedef struct _HallDirectory HallDirectory;

#define HALL_TIMELINE_OPENING_ROWS 20
#define HALL_TIMELINE_STEP 5
/* GtkListView on 4.8 realises about 205 rows around the place that is seen, and makes others of
 * them at each step of scrolling: all that is loaded is to be realised. */
#define HALL_TIMELINE_LOADED_MAX 150
#define HALL_RUN_GAP_MS (5 * 60 * 1000LL)

#define HALL_TYPE_TIMELINE (hall_timeline_get_type ())
G_DECLARE_FINAL_TYPE (HallTimeline, hall_timeline, HALL, TIMELINE, GObject)

/* Properties: at-start (nothing older exists), at-end (the newest is loaded), n-items */

HallTimeline *hall_timeline_new             (HallDirectory    *directory);
/* One of the same room with nothing in it, for rows that are to be seen elsewhere, such as in a
 * file. (transfer full) */
HallTimeline *hall_timeline_new_beside      (HallTimeline     *self);
gboolean      hall_timeline_get_at_start    (HallTimeline     *self);
gboolean      hall_timeline_get_at_end      (HallTimeline     *self);

/* @events: (element-type HallEvent), sorted; replaces what is loaded but the pending ones. */
void          hall_timeline_reset           (HallTimeline     *self,
                                             GPtrArray        *events,
                                             gboolean          at_start,
                                             gboolean          at_end);
void          hall_timeline_add_older       (HallTimeline     *self,
                                             GPtrArray        *events,
                                             gboolean          at_start);
void          hall_timeline_add_newer       (HallTimeline     *self,
                                             GPtrArray        *events,
                                             gboolean          at_end);
/* New events, live or synchronised, in any order. Those that belong outside the loaded window are
 * left to be paged in (and clear at-start or at-end if need be). */
void          hall_timeline_add             (HallTimeline     *self,
                                             GPtrArray        *events);

HallMessage  *hall_timeline_add_pending     (HallTimeline     *self,
                                             const char       *token,
                                             const char       *text,
                                             gint64            written_ms);
/* The same of one that answers another, or is an action. @reply_to: (nullable) */
HallMessage  *hall_timeline_add_pending_text (HallTimeline    *self,
                                             const char       *token,
                                             const char       *text,
                                             const char       *reply_to,
                                             gboolean          action,
                                             gint64            written_ms);
/* It is not going to be signed. (transfer full) (nullable): the row that was there. */
HallMessage  *hall_timeline_drop_pending    (HallTimeline     *self,
                                             const char       *token);
/* The pending message of the event's token becomes this event; the same row object moves to its
 * place. NULL when that place is not loaded: the row is paged in later. */
HallMessage  *hall_timeline_set_signed      (HallTimeline     *self,
                                             HallEvent        *event);
void          hall_timeline_set_state       (HallTimeline     *self,
                                             const char       *event_id,
                                             HallMessageState  state);
/* It arrived above what had been read already. Does nothing unless the row is loaded. */
void          hall_timeline_set_late        (HallTimeline     *self,
                                             const char       *event_id);
/* A local line ("Mina hosts the room now"), not an event, gone after a restart. */
void          hall_timeline_add_notice      (HallTimeline     *self,
                                             HallMessageKind   kind,
                                             HallPerson       *person,
                                             gint64            time_ms);
/* Where the person had read to: the next text by somebody else starts-unread. */
void          hall_timeline_set_read_marker (HallTimeline     *self,
                                             gint64            lc,
                                             const char       *event_id);
/* These must not be shown, now or when they are added later: their authors had no right to say
 * them, or they were deleted. Rows go; FALSE takes them out of the set, not back into the list. */
void          hall_timeline_set_hidden      (HallTimeline     *self,
                                             const char *const *event_ids,
                                             gboolean          hidden);
/* Own rows up to (lc, id) become READ: of a private conversation. */
void          hall_timeline_set_read_by_other (HallTimeline   *self,
                                             gint64            lc,
                                             const char       *event_id);
/* @events: (element-type HallEvent) edits, reactions and pins, in any order and as often as one
 * likes; what is about rows that are not loaded is left out: they come again with their rows. The
 * same events give the same rows, in whatever order they come. An edit counts only if it is by the
 * author of the row. */
void          hall_timeline_annotate        (HallTimeline     *self,
                                             GPtrArray        *events);
/* These edits, reactions and pins do not count any more: their authors had no right to them. */
void          hall_timeline_unannotate      (HallTimeline     *self,
                                             const char *const *event_ids);
/* @event: an own edit, reaction or pin as it would be signed now, under the token with which it
 * waits in the outbox: counts after everything that is signed, on rows that are loaded or will be,
 * until hall_timeline_annotate () is given one of that token, or it is dropped. */
void          hall_timeline_annotate_pending (HallTimeline    *self,
                                             HallEvent        *event);
/* It was given up. */
void          hall_timeline_drop_pending_annotation (HallTimeline *self,
                                             const char       *token);
/* Whether somebody reads further up: then what arrives never takes away the oldest rows that are
 * loaded; where there is no room for it, it is left to be paged in. */
void          hall_timeline_set_held        (HallTimeline     *self,
                                             gboolean          held);
/* The ids that loaded rows answer and that are not known yet: GStrv (transfer full) (nullable). */
char        **hall_timeline_list_unanswered (HallTimeline     *self);
/* Whether a loaded row answers that event. */
gboolean      hall_timeline_is_answered     (HallTimeline     *self,
                                             const char       *event_id);
/* @event: what some loaded rows answer, to be shown above them; @annotations: (element-type
 * HallEvent) (nullable) what is known about it. NULL with @gone: it was deleted, or must not be
 * shown. One that is changed later is given again. */
void          hall_timeline_set_answered    (HallTimeline     *self,
                                             const char       *event_id,
                                             HallEvent        *event,
                                             GPtrArray        *annotations,
                                             gboolean          gone);
/* Shows or hides the lines that a HEAD stands for. */
void          hall_timeline_set_unfolded    (HallTimeline     *self,
                                             HallMessage      *head,
                                             gboolean          unfolded);
/* Position of the row, or G_MAXUINT when it is not loaded. */
guint         hall_timeline_find            (HallTimeline     *self,
                                             const char       *event_id);
/* Position of the first signed row at or after that time, or G_MAXUINT. */
guint         hall_timeline_find_time       (HallTimeline     *self,
                                             gint64            time_ms);
HallMessage  *hall_timeline_lookup          (HallTimeline     *self,
                                             const char       *event_id);
/* Whether there is a row for such an event at all: what a room was made with, and what only takes
 * something away, have none. */
gboolean      hall_timeline_has_row         (const HallEvent  *event);
/* A row for an event, whether or not it is loaded: the loaded one, else one of its own that stands
 * in no list (for the last message of a room, and for printing history). (transfer full) */
HallMessage  *hall_timeline_make_message    (HallTimeline     *self,
                                             HallEvent        *event);
/* The same for one that is to be seen outside of the conversation, as in a list of pins or of what
 * was found: never the loaded one. @annotations: (element-type HallEvent) (nullable).
 * (transfer full) */
HallMessage  *hall_timeline_make_copy       (HallTimeline     *self,
                                             HallEvent        *event,
                                             GPtrArray        *annotations);
/* The key of the first and last signed row, for paging; FALSE when there is none. */
gboolean      hall_timeline_get_first       (HallTimeline     *self,
                                             gint64           *lc,
                                             const char      **event_id);
gboolean      hall_timeline_get_last        (HallTimeline     *self,
                                             gint64           *lc,
                                             const char      **event_id);
/* Position of the first unread row, or GTK's G_MAXUINT when there is none. */
guint         hall_timeline_find_unread     (HallTimeline     *self);

G_END_DECLS
