/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host.h: one hosted room: its members' links, the roster, relaying, acknowledging.
 *
 * Owned by a HallConversation, which decides who is admitted, stores, and synchronises. A live
 * event of a member is checked (author is the link's key, room, rate, clock, signature), relayed to
 * every other member at once as one shared frame, and handed up; the acknowledgement goes out when
 * the owner says it is on disk. It never touches the store.
 */

#pragma once

#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_HOST (hall_host_get_type ())
G_DECLARE_FINAL_TYPE (HallHost, hall_host, HALL, HOST, GObject)

/* Signals:
 *  "event" (HallEvent *event, const char *member_id)   checked and relayed: store it, then
 *                                                      hall_host_acknowledge
 *  "packet" (HallLink *link, HallPacket *packet)       have, ids, want, evs, rack of a member: for
 *                                                      the owner
 *  "member-added" (const char *id, const char *name)
 *  "member-removed" (const char *id)
 */

HallHost   *hall_host_new            (HallIdentity   *identity,
                                      HallCounters   *counters,
                                      HallEvent      *genesis,
                                      const char     *own_name);
void        hall_host_set_epoch      (HallHost       *self,
                                      guint64         epoch);
/* Lifts or lowers the limits of hall-limits.h; 0: none. For benches. */
void        hall_host_set_rates      (HallHost       *self,
                                      guint           member_events_per_second,
                                      guint           room_events_per_second);
/* Takes over a ready link whose `join` was accepted: answers `welcome`, tells the others. An older
 * link of the same key is closed. Refuses by itself with `full`. */
gboolean    hall_host_admit          (HallHost       *self,
                                      HallLink       *link,
                                      const HallPacket *join);
/* To every member (but @except, nullable): an own event, or one learnt by synchronising. */
void        hall_host_relay          (HallHost       *self,
                                      HallEvent      *event,
                                      const char     *except_id);
void        hall_host_acknowledge    (HallHost       *self,
                                      const char     *member_id,
                                      const char     *event_id,
                                      HallAckLevel    level);
void        hall_host_send           (HallHost       *self,
                                      const char     *member_id,
                                      HallPacket     *packet,
                                      HallLinkPriority priority);
HallLink   *hall_host_get_link       (HallHost       *self,
                                      const char     *member_id);
/* Members with oneself. */
guint       hall_host_count_members  (HallHost       *self);
/* Takes the links down with bye. */
void        hall_host_close          (HallHost       *self);

G_END_DECLS
