/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-private.h: the inside of a HallHost, shared by the files that make one.
 *
 * hall-host.c is the object, hall-host-members.c has the members and their links;
 * hall-host-traffic.c passes packets, hall-host-events.c judges and relays what members write,
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
  HallRate typings;
  gboolean typing;          /* it was said, and its end was not */
  GPtrArray *acks[2];       /* (nullable) ids for the end of this turn, by HallAckLevel */
} HallMember;

struct _HallHost
{
  GObject parent_instance;

  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
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
  HallHostJudge judge;      /* (nullable) */
  gpointer judge_data;
  HallRecent *recent;

  guint64 roster_version;
  GHashTable *added;        /* (element-type utf8) ids since the last batch */
  GHashTable *gone;
  HallTimer *roster_timer;
  guint ack_source;
};

/* hall-host.c */
void        hall_host_emit_event          (HallHost              *self,
                                           HallEvent             *event,
                                           const char            *member_id);
void        hall_host_emit_packet         (HallHost              *self,
                                           HallLink              *link,
                                           HallPacket            *packet);
void        hall_host_emit_member_added   (HallHost              *self,
                                           const HallRosterEntry *entry);
void        hall_host_emit_member_removed (HallHost              *self,
                                           const char            *id);

/* hall-host-members.c */
/* (nullable) */
HallMember *hall_host_find_member         (HallHost              *self,
                                           const char            *id);
void        hall_member_free              (HallMember            *member);
/* It has joined once more: what may be dialled, and how well it could host. */
void        hall_host_update_member       (HallHost              *self,
                                           HallMember            *member,
                                           const HallPacket      *join);

/* hall-host-traffic.c */
/* @except: (nullable). */
void        hall_host_send_frame          (HallHost              *self,
                                           GBytes                *frame,
                                           HallMember            *except);
void        hall_member_take_packet       (HallLink              *link,
                                           HallPacket            *packet,
                                           HallMember            *member);

/* hall-host-acks.c */
void hall_host_send_acks     (HallHost   *self,
                              HallMember *member);

/* hall-host-events.c */
void hall_member_init_rates  (HallMember *member);
void hall_host_take_event    (HallHost   *self,
                              HallMember *member,
                              HallEvent  *event);

/* hall-host-roster.c */
/* Whether a roster can say it: one that can't be read would spoil the whole page. */
gboolean hall_host_address_is_told (const char *address);
void hall_host_init_roster   (HallHost   *self);
void hall_host_welcome       (HallHost   *self,
                              HallMember *member);
void hall_host_roster_add    (HallHost   *self,
                              const char *id);
void hall_host_roster_remove (HallHost   *self,
                              const char *id);

G_END_DECLS
