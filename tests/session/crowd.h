/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* crowd.h: many people on one FakeLan, each with the product's own discovery and nothing else: no
 * store, no rooms, no session.
 *
 * A datagram is encoded, decoded and verified once, however many hear it; each of them has the
 * limits of a real beacon. What the network carries is counted: what goes to everybody once.
 */

#pragma once

#include "fake-clock.h"
#include "fake-transport.h"
#include "hall-discovery.h"
#include "hall-rate.h"

G_BEGIN_DECLS

typedef struct _Crowd Crowd;

typedef struct
{
  Crowd *crowd;
  guint index;
  FakeNode *node;
  FakeClock *clock;
  FakeTransport *transport;
  HallContext *context;
  HallNetwork *network;
  HallDiscovery *discovery;
  HallRate rate;            /* what it hears in all */
  gboolean present;         /* started, and neither left nor crashed */
  guint n_vanished;         /* people that went from its list */
  gint64 knows_all_at;      /* µs; 0: not yet. See crowd_wait_for_all () */
} CrowdPerson;

typedef struct
{
  guint64 datagrams[HALL_N_WAYS];
  guint64 bytes[HALL_N_WAYS];    /* payload of UDP */
  guint64 questions;             /* by unicast */
  guint64 limited;               /* not heard: beyond a receiver's limits */
  guint64 link_bytes;            /* of exchanges */
} CrowdTraffic;

struct _Crowd
{
  FakeLan *lan;
  GPtrArray *people;        /* (element-type CrowdPerson) */
  HallSettings *settings;
  guint n_present;
  guint loss;               /* of a thousand, at each receiver */
  gboolean deaf[HALL_N_WAYS];    /* this way nothing arrives */
  CrowdTraffic traffic;     /* since crowd_count_anew () */
  gint64 counted_from;
};

Crowd       *crowd_new             (guint         n,
                                    guint64       seed);
void         crowd_free            (Crowd        *self);
CrowdPerson *crowd_add             (Crowd        *self);
/* Within @ms from now, each at a moment of its own. */
void         crowd_start_all       (Crowd        *self,
                                    guint         ms);
void         crowd_person_start    (CrowdPerson  *person);
/* With goodbyes, as a session says them. */
void         crowd_person_leave    (CrowdPerson  *person);
/* Without a word. */
void         crowd_person_crash    (CrowdPerson  *person);
/* Whether it lists the other one as online. */
gboolean     crowd_person_knows    (CrowdPerson  *person,
                                    CrowdPerson  *other);
guint        crowd_person_count    (CrowdPerson  *person);
/* How many of those present know this one. */
guint        crowd_count_knowing   (Crowd        *self,
                                    CrowdPerson  *person);
guint        crowd_count_vanished  (Crowd        *self);
void         crowd_forget_vanished (Crowd        *self);

void         crowd_run_for         (Crowd        *self,
                                    guint         ms);
/* Until everybody knows as many as there are; returns after how many ms, @limit_ms if never. */
guint        crowd_wait_for_all    (Crowd        *self,
                                    guint         limit_ms);
/* The same of one person: until it knows everybody, and until everybody knows it. */
guint        crowd_wait_for_list   (CrowdPerson  *person,
                                    guint         limit_ms);
guint        crowd_wait_for_known  (CrowdPerson  *person,
                                    guint         limit_ms);
/* FALSE: whoever dials hears nothing, as behind firewalls. */
void         crowd_set_links       (Crowd        *self,
                                    gboolean      links);
void         crowd_count_anew      (Crowd        *self);
/* Bytes a second of all datagrams since then, exchanges apart. */
double       crowd_get_rate        (Crowd        *self);
/* What is counted, as one line. (transfer full) */
char        *crowd_describe        (Crowd        *self);

G_END_DECLS
