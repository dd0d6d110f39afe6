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
#include "hall-known.h"

G_BEGIN_DECLS

typedef struct _HallAnnouncements HallAnnouncements;

/* How a datagram came. */
typedef struct
{
  const char *const *addresses;  /* where its sender is; one if we heard it, the best first */
  gint64 heard_us;               /* by whomever */
  gint64 now_us;
  gboolean told;                 /* somebody else heard it */
} HallHearing;

/* Told so late that it does not count any more. */
static inline gboolean
hall_hearing_is_over (const HallHearing  *self,
                      const HallDatagram *datagram)
{
  return self->told && self->heard_us + datagram->ttl_ms * (gint64) 1000 <= self->now_us;
}

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
                                                    const HallHearing *hearing,
                                                    HallFavor          favor);
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
void               hall_announcements_stop_telling (HallAnnouncements *self,
                                                    gint64             now_us);

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
HallKnown          hall_announcements_get_known    (HallAnnouncements *self);
/* Adds (element-type HallNotice). */
void               hall_announcements_list_notices (HallAnnouncements *self,
                                                    gint64             now_us,
                                                    GPtrArray         *notices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAnnouncements, hall_announcements_free)

G_END_DECLS
