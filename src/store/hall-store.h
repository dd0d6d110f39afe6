/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store.h: what a profile remembers: an asynchronous façade over one SQLite worker thread.
 *
 * Owned by HallSession. Requests run in the order given, on the worker; results arrive on the main
 * context of the caller. Consecutive writes that wait together share one transaction (group
 * commit). WAL with synchronous=FULL, always: when a write's task returns, it is on disk. It never
 * verifies signatures and never folds: sets go in, sets come out.
 */

#pragma once

#include <gio/gio.h>

#include "hall-event.h"
#include "hall-store-records.h"

G_BEGIN_DECLS

#define HALL_STORE_ERROR (hall_store_error_quark ())

/* Messages are sentences for people: what happened and what to do. */
typedef enum
{
  HALL_STORE_ERROR_OPEN,         /* cannot be opened or created */
  HALL_STORE_ERROR_CORRUPT,      /* damaged, or not ours */
  HALL_STORE_ERROR_TOO_NEW,      /* written by a newer version */
  HALL_STORE_ERROR_FULL,         /* the disk, the quota or the largest file size is used up */
  HALL_STORE_ERROR_READ_ONLY,    /* the file or its folder cannot be written */
  HALL_STORE_ERROR_FAILED,       /* anything else; also: not open */
  HALL_STORE_ERROR_NOT_FOUND,    /* a read-only open, and there is no history yet */
} HallStoreError;

GQuark hall_store_error_quark (void);

#define HALL_TYPE_STORE (hall_store_get_type ())
G_DECLARE_FINAL_TYPE (HallStore, hall_store, HALL, STORE, GObject)

HallStore *hall_store_new (void);

/* Opens or creates @path, migrating the schema. Read-only opens need an existing file. */
void     hall_store_open_async  (HallStore          *self,
                                 const char         *path,
                                 gboolean            read_only,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean hall_store_open_finish (HallStore    *self,
                                 GAsyncResult *result,
                                 GError      **error);
/* After everything asked before; checkpoints. */
void     hall_store_close_async  (HallStore          *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean hall_store_close_finish (HallStore    *self,
                                  GAsyncResult *result,
                                  GError      **error);

/* Key and value texts: boot counter, machine id hash, … */
void     hall_store_get_value_async  (HallStore          *self,
                                      const char         *key,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
/* NULL without error: not set */
char    *hall_store_get_value_finish (HallStore    *self,
                                      GAsyncResult *result,
                                      GError      **error);
void     hall_store_set_value_async  (HallStore          *self,
                                      const char         *key,
                                      const char         *value,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean hall_store_set_value_finish (HallStore    *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* Inserts what is not there. @events: (element-type HallEvent). Returns those that were new, in the
 * given order (transfer full). @acknowledged: initial state of own events (0 pending, 1 stored, 2
 * sent; 2 for other people's), ignored for known ones. */
void       hall_store_add_events_async  (HallStore          *self,
                                         GPtrArray          *events,
                                         guint               acknowledged,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *hall_store_add_events_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);
/* Why hall_store_list_finish () and the unread counts leave something out. */
typedef enum
{
  HALL_HIDDEN_UNPERMITTED = 1 << 0,   /* the author had no right to it at its place */
  HALL_HIDDEN_DELETED = 1 << 1,
} HallHidden;

/* As hall_store_add_events_async (), but those that are new are hidden from the beginning.
 * hall_store_add_events_finish (). */
void       hall_store_add_hidden_events_async (HallStore          *self,
                                               GPtrArray          *events,
                                               guint               acknowledged,
                                               HallHidden          reason,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
/* One transaction: the event goes in, the outbox entry of its token goes out. */
void     hall_store_commit_outbox_async  (HallStore          *self,
                                          HallEvent          *event,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean hall_store_commit_outbox_finish (HallStore    *self,
                                          GAsyncResult *result,
                                          GError      **error);
/* Raises the acknowledgement state of own events (never lowers it). */
void     hall_store_acknowledge_async  (HallStore          *self,
                                        const char *const  *event_ids,
                                        guint               acknowledged,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean hall_store_acknowledge_finish (HallStore    *self,
                                        GAsyncResult *result,
                                        GError      **error);
/* The bit beside the acknowledgement that hall_store_list_finish () gives for each event. */
#define HALL_STORED_LATE 0x80
/* These arrived above what had been read already. Unknown ids are ignored. */
void     hall_store_mark_late_async  (HallStore          *self,
                                      const char *const  *event_ids,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean hall_store_mark_late_finish (HallStore    *self,
                                      GAsyncResult *result,
                                      GError      **error);
/* Sets or clears one reason of these events, which are left in the set and synchronised as before.
 * Unknown ids are ignored. */
void     hall_store_set_hidden_async  (HallStore          *self,
                                       const char *const  *event_ids,
                                       HallHidden          reason,
                                       gboolean            hidden,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean hall_store_set_hidden_finish (HallStore    *self,
                                       GAsyncResult *result,
                                       GError      **error);

/* Of what the author says, control events left aside, that within @spans (element-type
 * HallStoredSpan) is permitted and the rest is UNPERMITTED from now on. Returns the ids that are to
 * vanish by that: GStrv, and those that are to be shown again in @shown (out) (transfer full)
 * (nullable). */
void     hall_store_permit_async  (HallStore          *self,
                                   const char         *room,
                                   const char         *author,
                                   GArray             *spans,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
char   **hall_store_permit_finish (HallStore    *self,
                                   GAsyncResult *result,
                                   char       ***shown,
                                   GError      **error);
/* Who has said something in the room, control events left aside, that is UNPERMITTED: GStrv; and in
 * @control (out) (transfer full) (nullable) the ids of control events that are. */
void     hall_store_list_hidden_async  (HallStore          *self,
                                        const char         *room,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
char   **hall_store_list_hidden_finish (HallStore    *self,
                                        GAsyncResult *result,
                                        char       ***control,
                                        GError      **error);
/* Every DELETE event of a room, sorted: (element-type HallEvent). */
void       hall_store_list_deletes_async  (HallStore          *self,
                                           const char         *room,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *hall_store_list_deletes_finish (HallStore    *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* Pictures of people, by digest; 1 to HALL_PICTURE_MAX bytes each, else HALL_STORE_ERROR_FAILED.
 * One that no person's record names any more goes when the last such person is saved; of those
 * that no record names yet, the newest few stay. */
void     hall_store_save_picture_async  (HallStore          *self,
                                         const char         *digest,
                                         GBytes             *picture,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean hall_store_save_picture_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);
/* NULL without error: there is none. */
void     hall_store_get_picture_async   (HallStore          *self,
                                         const char         *digest,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GBytes  *hall_store_get_picture_finish  (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);

/* All control events of a room (genesis, state and kinds of rights), sorted. */
void       hall_store_list_control_async  (HallStore          *self,
                                           const char         *room,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *hall_store_list_control_finish (HallStore    *self,
                                           GAsyncResult *result,
                                           GError      **error);
/* Deletes what is held of a room: events, outbox, draft, marks, the room itself. */
void     hall_store_forget_room_async  (HallStore          *self,
                                        const char         *room,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean hall_store_forget_room_finish (HallStore    *self,
                                        GAsyncResult *result,
                                        GError      **error);
/* Own events of a room with acknowledged < 2, sorted: to be offered again when live. */
void       hall_store_list_unacknowledged_async  (HallStore          *self,
                                                  const char         *room,
                                                  const char         *author,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
GPtrArray *hall_store_list_unacknowledged_finish (HallStore    *self,
                                                  GAsyncResult *result,
                                                  GError      **error);

/* The author's last event of a room; NULL without error: there is none. */
void       hall_store_get_newest_async  (HallStore          *self,
                                         const char         *room,
                                         const char         *author,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
HallEvent *hall_store_get_newest_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);

/* Up to @limit events of a room strictly before (or after) the key, nearest first in the query but
 * always returned sorted ascending. An id of NULL stands before every id of its lc; so lc =
 * G_MAXINT64 and id = NULL: from the end. @acknowledged (out): GArray of guint8, one each. */
void       hall_store_list_before_async (HallStore          *self,
                                         const char         *room,
                                         gint64              lc,
                                         const char         *event_id,
                                         guint               limit,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
void       hall_store_list_after_async  (HallStore          *self,
                                         const char         *room,
                                         gint64              lc,
                                         const char         *event_id,
                                         guint               limit,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
/* The last of what counts as unread, as if nothing else were there. */
void       hall_store_list_said_async   (HallStore          *self,
                                         const char         *room,
                                         guint               limit,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *hall_store_list_finish       (HallStore    *self,
                                         GAsyncResult *result,
                                         GArray      **acknowledged,
                                         GError      **error);

/* Synchronisation. Control events are left out of the days. */
void hall_store_list_days_async (HallStore          *self,
                                 const char         *room,
                                 gint64              from_lc,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
/* (element-type HallStoredDay); @control: digest over the control events. */
GArray *hall_store_list_days_finish (HallStore    *self,
                                     GAsyncResult *result,
                                     guint8        control[8],
                                     GError      **error);
/* Ids (GStrv) of a day, or of the control events with day = -1. */
void   hall_store_list_ids_async  (HallStore          *self,
                                   const char         *room,
                                   gint64              day,
                                   gint64              from_lc,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
char **hall_store_list_ids_finish (HallStore    *self,
                                   GAsyncResult *result,
                                   GError      **error);
/* Of one day: (element-type HallStoredDay) whose days are hours, 0 to 23, ascending. */
void    hall_store_list_hours_async (HallStore          *self,
                                     const char         *room,
                                     gint64              day,
                                     gint64              from_lc,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GArray *hall_store_list_hours_finish (HallStore    *self,
                                      GAsyncResult *result,
                                      GError      **error);
/* Ids (GStrv) of an hour of a day. */
void    hall_store_list_hour_ids_async (HallStore          *self,
                                        const char         *room,
                                        gint64              day,
                                        guint               hour,
                                        gint64              from_lc,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
char  **hall_store_list_hour_ids_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);
/* Those of @event_ids that are not held (GStrv, transfer full). */
void       hall_store_list_missing_async  (HallStore          *self,
                                           const char         *room,
                                           const char *const  *event_ids,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
char     **hall_store_list_missing_finish (HallStore    *self,
                                           GAsyncResult *result,
                                           GError      **error);
void       hall_store_get_events_async    (HallStore          *self,
                                           const char         *room,
                                           const char *const  *event_ids,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *hall_store_get_events_finish   (HallStore    *self,
                                           GAsyncResult *result,
                                           GError      **error);

void       hall_store_save_room_async   (HallStore            *self,
                                         const HallStoredRoom *room,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean   hall_store_save_room_finish  (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);
void       hall_store_list_rooms_async  (HallStore          *self,
                                         const char         *own_id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *hall_store_list_rooms_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         GError      **error);
/* Of one room, as when they are listed; 0 of one that was never saved. */
void       hall_store_count_unread_async  (HallStore          *self,
                                           const char         *room,
                                           const char         *own_id,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean   hall_store_count_unread_finish (HallStore          *self,
                                           GAsyncResult       *result,
                                           guint              *unread,
                                           GError            **error);

void       hall_store_save_person_async  (HallStore              *self,
                                          const HallStoredPerson *person,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
gboolean   hall_store_save_person_finish (HallStore    *self,
                                          GAsyncResult *result,
                                          GError      **error);
void       hall_store_list_people_async  (HallStore          *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GPtrArray *hall_store_list_people_finish (HallStore    *self,
                                          GAsyncResult *result,
                                          GError      **error);

void     hall_store_add_outbox_async  (HallStore             *self,
                                       const HallOutboxEntry *entry,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean hall_store_add_outbox_finish (HallStore    *self,
                                       GAsyncResult *result,
                                       GError      **error);
/* What can never be signed. */
void     hall_store_remove_outbox_async  (HallStore          *self,
                                       const char            *token,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean hall_store_remove_outbox_finish (HallStore    *self,
                                       GAsyncResult *result,
                                       GError      **error);
/* room = NULL: of all rooms; in the order written. */
void       hall_store_list_outbox_async  (HallStore          *self,
                                          const char         *room,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GPtrArray *hall_store_list_outbox_finish (HallStore    *self,
                                          GAsyncResult *result,
                                          GError      **error);

G_END_DECLS
