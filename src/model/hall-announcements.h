/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcements.h: who announces which room, filed by (room, sender).
 *
 * Private to this folder; owned by HallDirectory. Bounded: HALL_ROOMS_MAX rooms, a few hosts each.
 * The (boot, seq) of an announcement outlives it by a day.
 */

#pragma once

#include "hall-datagram.h"
#include "hall-directory.h"

G_BEGIN_DECLS

typedef struct _HallAnnouncements HallAnnouncements;

/* For whom there is always room. */
typedef enum
{
  HALL_FAVOR_ROOM = 1 << 0,    /* one of ours */
  HALL_FAVOR_SENDER = 1 << 1,  /* somebody we know */
} HallFavor;

HallAnnouncements *hall_announcements_new          (void);
void               hall_announcements_free         (HallAnnouncements *self);

HallHeard          hall_announcements_hear         (HallAnnouncements *self,
                                                    HallDatagram      *datagram,
                                                    const char        *address,
                                                    HallFavor          favor,
                                                    gint64             now_us);
HallHeard          hall_announcements_hear_bye     (HallAnnouncements *self,
                                                    HallDatagram      *datagram,
                                                    gint64             now_us);
/* Both return the ids of the rooms concerned: (element-type utf8) (transfer full). */
GPtrArray         *hall_announcements_remove_host  (HallAnnouncements *self,
                                                    const char        *host_id,
                                                    gint64             now_us);
GPtrArray         *hall_announcements_expire       (HallAnnouncements *self,
                                                    gint64             now_us,
                                                    gint64             recheck_us,
                                                    GHashTable        *live_ids);
gint64             hall_announcements_get_deadline (HallAnnouncements *self);

/* (element-type HallAnnouncement) (transfer container): the best first. */
GPtrArray         *hall_announcements_list         (HallAnnouncements *self,
                                                    const char        *room_id);
/* The best announcement as it was heard; NULL when there is none. (transfer none) */
HallDatagram      *hall_announcements_get_best     (HallAnnouncements *self,
                                                    const char        *room_id);
gboolean           hall_announcements_is_live      (HallAnnouncements *self,
                                                    const char        *room_id,
                                                    const char        *host_id);
guint              hall_announcements_count        (HallAnnouncements *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAnnouncements, hall_announcements_free)

G_END_DECLS
