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

#include "hall-clock.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_HOST (hall_host_get_type ())
G_DECLARE_FINAL_TYPE (HallHost, hall_host, HALL, HOST, GObject)

/* Signals:
 *  "event" (HallEvent *event, const char *member_id)   checked and relayed: store it, then
 *                                                      hall_host_acknowledge
 *  "packet" (HallLink *link, HallPacket *packet)       have, ids, want, evs, rack, receipt, typing,
 *                                                      welcome and yield of a member, of this
 *                                                      room: for the owner. typing at most once a
 *                                                      second, and each end of it. Another join of
 *                                                      a member changes its entry in the roster
 *  "member-added" (const char *id, const char *name)
 *  "member-removed" (const char *id)
 */

HallHost   *hall_host_new            (HallIdentity   *identity,
                                      HallCounters   *counters,
                                      HallClock      *clock,
                                      HallEvent      *genesis,
                                      const char     *own_name);
void        hall_host_set_epoch      (HallHost       *self,
                                      guint64         epoch);
/* Where we are dialled, for the roster. @addresses: (nullable). */
void        hall_host_set_own_reach  (HallHost       *self,
                                      const char *const *addresses,
                                      guint16         tcp_port);
/* Lifts or lowers the limits of hall-limits.h; 0: none. For benches. */
void        hall_host_set_rates      (HallHost       *self,
                                      guint           member_events_per_second,
                                      guint           room_events_per_second);
/* Whether a member may say this event, by the room's rights at its place. Asked for every live one
 * before its signature is checked; what is not permitted is refused with `not-permitted`, counted
 * as EVENT_NOT_PERMITTED, and not relayed, and the link stays. To say `banned`, and no more, the
 * judge calls hall_host_expel () and returns FALSE. NULL: everything is permitted. */
typedef gboolean (* HallHostJudge) (HallEvent *event,
                                    gpointer   user_data);
void        hall_host_set_judge      (HallHost       *self,
                                      HallHostJudge   judge,
                                      gpointer        user_data);
/* Ends a member's link with `error` and this code; "member-removed" comes within the call. Nothing
 * happens if it is gone. */
void        hall_host_expel          (HallHost       *self,
                                      const char     *member_id,
                                      const char     *code,
                                      const char     *text);
/* Takes over a ready link whose `join` was accepted, or was made by the owner: answers `welcome`,
 * tells the others. An older link of the same key is closed. Refuses by itself with `full`. */
gboolean    hall_host_admit          (HallHost       *self,
                                      HallLink       *link,
                                      const HallPacket *join);
/* The opposite: gives a member's link away, unclosed, and without "member-removed". (transfer full)
 * (nullable) */
HallLink   *hall_host_release        (HallHost       *self,
                                      const char     *member_id);
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
/* Encoded once. @except_id: (nullable). */
void        hall_host_send_all       (HallHost       *self,
                                      HallPacket     *packet,
                                      const char     *except_id);
HallLink   *hall_host_get_link       (HallHost       *self,
                                      const char     *member_id);
/* Members with oneself. */
guint       hall_host_count_members  (HallHost       *self);
gboolean    hall_host_is_full        (HallHost       *self);
/* The members without oneself, as the roster has them: (element-type HallRosterEntry) (transfer
 * full). */
GPtrArray  *hall_host_list_entries   (HallHost       *self);
/* Takes the links down with bye. */
void        hall_host_close          (HallHost       *self);

G_END_DECLS
