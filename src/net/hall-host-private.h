/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-private.h: the inside of a HallHost, shared by the files that make one.
 *
 * hall-host.c is the object and its members, hall-host-events.c judges and relays what they say,
 * hall-host-roster.c tells them who else is there, hall-host-acks.c what is safe.
 */

#pragma once

#include "hall-rate.h"
#include "hall-recent.h"

#include "hall-host.h"

G_BEGIN_DECLS

typedef struct
{
  HallHost *host;
  HallLink *link;
  HallRosterEntry *entry;
  HallRate events;
  HallRate bytes;
  GPtrArray *acks[2];       /* (nullable) ids for the end of this turn, by HallAckLevel */
} HallMember;

struct _HallHost
{
  GObject parent_instance;

  HallIdentity *identity;
  HallCounters *counters;
  HallEvent *genesis;
  guint64 epoch;
  gboolean closed;

  HallRosterEntry *own_entry;
  GHashTable *by_id;        /* (element-type utf8 HallMember) keys are the entries' */
  GPtrArray *members;       /* (element-type HallMember) in the order of joining */
  guint next_rank;

  double member_rate;
  double member_burst;
  double member_bytes;
  HallRate room_events;
  HallRecent *recent;

  guint64 roster_version;
  GHashTable *added;        /* (element-type utf8) ids since the last batch */
  GHashTable *gone;
  guint roster_source;
  guint ack_source;
};

/* hall-host.c */
void hall_host_emit_event    (HallHost   *self,
                              HallEvent  *event,
                              const char *member_id);
void hall_host_send_frame    (HallHost   *self,
                              GBytes     *frame,
                              HallMember *except);

HallMember *hall_host_find_member (HallHost *self,
                                   const char *id);

/* hall-host-acks.c */
void hall_host_send_acks     (HallHost   *self,
                              HallMember *member);

/* hall-host-events.c */
void hall_member_init_rates  (HallMember *member);
void hall_host_take_event    (HallHost   *self,
                              HallMember *member,
                              HallEvent  *event);

/* hall-host-roster.c */
void hall_host_welcome       (HallHost   *self,
                              HallMember *member);
void hall_host_roster_add    (HallHost   *self,
                              const char *id);
void hall_host_roster_remove (HallHost   *self,
                              const char *id);

G_END_DECLS
