/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-seen.h: messages of a room as they are seen now: themselves, and what is said about them
 * that counts. Read from the store.
 *
 * For what shows them: on the screen, in lists, in files. A value that does not change; owned by
 * whoever asked.
 */

#pragma once

#include "hall-context.h"
#include "hall-conversation.h"
#include "hall-timeline.h"

G_BEGIN_DECLS

typedef struct _HallSeen HallSeen;

/* @conversation: (nullable): the room's, which knows who might pin; without one all pins count. */
void        hall_seen_read_async    (HallContext         *context,
                                     const char          *room_id,
                                     HallConversation    *conversation,
                                     const char *const   *event_ids,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* (transfer full) (nullable) */
HallSeen   *hall_seen_read_finish   (GAsyncResult        *result,
                                     GError             **error);
void        hall_seen_free          (HallSeen            *self);

/* (element-type HallEvent) (transfer none): those that may be shown, in the order of the ids. */
GPtrArray  *hall_seen_get_events    (HallSeen            *self);
/* (element-type HallEvent) (transfer none): what is said about all of them. */
GPtrArray  *hall_seen_get_notes     (HallSeen            *self);
/* NULL: it must not be shown, or is not held. @notes (out) (optional) (element-type HallEvent)
 * (transfer none) (nullable): what is said about it. */
HallEvent  *hall_seen_lookup        (HallSeen            *self,
                                     const char          *event_id,
                                     GPtrArray          **notes);
/* Whether it was not held. */
gboolean    hall_seen_is_missing    (HallSeen            *self,
                                     const char          *event_id);

/* Gives rows what is said about them, some of it per turn of the main loop. */
void        hall_seen_annotate_async (HallContext        *context,
                                     const char          *room_id,
                                     HallConversation    *conversation,
                                     HallTimeline        *timeline,
                                     const char *const   *event_ids,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean    hall_seen_annotate_finish (GAsyncResult      *result,
                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSeen, hall_seen_free)

G_END_DECLS
