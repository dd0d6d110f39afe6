/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-expire.h: the part of the store's façade that deletes what is old.
 *
 * The rules of hall-store.h hold here as well. From when on a room is kept is noted first; then
 * slices delete what was said before, each in a transaction of its own, as often as the caller asks
 * for one: after a crash it begins anew, and finds what is left.
 */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

/* What one slice did, and where the next one begins. */
typedef struct
{
  char *room;              /* (nullable) of which it was */
  char **ids;              /* of the events that are deleted */
  gboolean more;           /* there may be more to delete */

  /*< private >*/
  gint64 room_key;
  gint64 lc;
  guint8 raw_id[HALL_EVENT_ID_SIZE];
  guint64 n_deleted;       /* by this one and those before */
} HallStoreExpiry;

void             hall_store_expiry_free       (HallStoreExpiry       *self);

/* Notes that of @room (nullable: of every one), control events apart, nothing is wanted any more
 * that has an lc below @lc; it never becomes less. G_MAXINT64: all that is held now. */
void             hall_store_keep_from_async   (HallStore             *self,
                                               const char            *room,
                                               gint64                 lc,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
/* Notes that nothing of @room is wanted any more that has an lc below @from, which is made less if
 * nothing as new is held, and that what is held now below @before is to be deleted; of that the ids
 * are kept. A later call takes the place of an earlier one. Ends with
 * hall_store_keep_from_finish (). */
void             hall_store_delete_held_async (HallStore             *self,
                                               const char            *room,
                                               gint64                 from,
                                               gint64                 before,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
/* From when on @room is kept now; 0 if there is none, or it is of every room; -1 with @error set */
gint64           hall_store_keep_from_finish  (HallStore             *self,
                                               GAsyncResult          *result,
                                               GError               **error);

/* One slice. @last: (nullable) the one before. Own events that are acknowledged less than that
 * (see hall_store_add_events_async ()) stay. */
void             hall_store_expire_async      (HallStore             *self,
                                               const HallStoreExpiry *last,
                                               guint                  acknowledged,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
HallStoreExpiry *hall_store_expire_finish     (HallStore             *self,
                                               GAsyncResult          *result,
                                               GError               **error);

/* The latest time to which somebody else's computer agreed: the highest lc of what others said, or
 * have of us. 0: there is nothing of that; -1 with @error set. */
void             hall_store_find_witnessed_async  (HallStore         *self,
                                               GCancellable          *cancellable,
                                               GAsyncReadyCallback    callback,
                                               gpointer               user_data);
gint64           hall_store_find_witnessed_finish (HallStore         *self,
                                               GAsyncResult          *result,
                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStoreExpiry, hall_store_expiry_free)

G_END_DECLS
