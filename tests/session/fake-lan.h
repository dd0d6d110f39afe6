/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-lan.h: a network of several machines in one process, with one virtual time.
 *
 * Everything that happens follows from one seed: chance comes from here, time advances only when
 * nothing is left to be done, and of two things due at once the one planned first comes first. No
 * socket, no thread and no clock of the machine is asked.
 */

#pragma once

#include <glib-object.h>

#include "fake-random.h"

G_BEGIN_DECLS

typedef struct _FakeLan FakeLan;
typedef struct _FakeNode FakeNode;
typedef struct _FakeEvent FakeEvent;
typedef struct _FakeTransport FakeTransport;
typedef void (*FakeFunc) (gpointer user_data);
/* @peer_id: who is at the other end of a link for rooms. */
typedef void (*FakeWatch) (FakeNode   *from,
                           const char *peer_id,
                           GBytes     *frame,
                           gpointer    user_data);

/* Takes what leaves a machine in the place of the network; @to: NULL for everybody; @datagram: a
 * HallDatagram. */
typedef void (*FakeAir) (FakeNode *from,
                         FakeNode *to,
                         gpointer  datagram,
                         guint     way,
                         gsize     size,
                         gpointer  user_data);

/* µs, and what time it is then in UTC, unix ms */
#define FAKE_LAN_START (1000 * G_USEC_PER_SEC)
#define FAKE_LAN_MIDNIGHT_MS G_GINT64_CONSTANT (1795305600000)

/* One computer, as the network sees it. */
struct _FakeNode
{
  FakeLan *lan;
  guint index;
  char *address;
  guint group;               /* those of one group reach one another */
  guint segment;             /* datagrams stay within one; links do not */
  gboolean powered;
  FakeTransport *transport;  /* (nullable) of the process that runs there */
  gint64 silent_from;        /* µs from which on no datagram may leave it; 0: they may */
  guint n_indiscreet;        /* datagrams that left it all the same */
  FakeFunc settle;           /* (nullable) called with @owner whenever nothing is left to be done */
  gpointer owner;
};

struct _FakeLan
{
  FakeRandom random;
  gint64 now;                /* µs */
  gint64 wall;               /* unix ms at 0 */
  GPtrArray *nodes;          /* (element-type FakeNode) */
  GPtrArray *wires;          /* (element-type FakeWire) that still carry something */
  GPtrArray *dirty;          /* (element-type FakeWire) with frames of this turn */
  guint loss;                /* of a thousand datagrams */
  guint duplicates;
  gint64 delay_min;          /* µs, one way */
  gint64 delay_max;
  gint64 changed_at;         /* somebody was started, died, slept or woke */
  gint64 linked_at;          /* somebody began or ceased to be linked, or to host */
  gint64 old_lc;               /* what is older may have gone by its age; 0: nothing has */
  gboolean has_liar;         /* acknowledgements may be lies */
  FakeWatch watch;           /* (nullable) sees every frame before it leaves */
  gpointer watch_data;
  FakeAir air;               /* (nullable): carries the datagrams */
  gpointer air_data;
  gboolean verbose;          /* prints the trace */
  guint64 digest;            /* of the trace */
  guint64 n_traced;
  guint64 n_datagrams;
  guint64 n_frames;
  guint64 n_wires;           /* that there ever were */
  guint64 n_link_bytes;      /* over all of them, without TLS and TCP */

  /*< private >*/
  GPtrArray *heap;           /* (element-type FakeEvent) */
  guint64 sequence;
};

FakeLan   *fake_lan_new          (guint64      seed);
void       fake_lan_free         (FakeLan     *self);

FakeNode  *fake_lan_add_node     (FakeLan     *self);
FakeNode  *fake_lan_find_node    (FakeLan     *self,
                                  const char  *address);
gboolean   fake_lan_reaches      (FakeLan     *self,
                                  FakeNode    *from,
                                  FakeNode    *to);
/* Links across notice. */
void       fake_lan_set_group    (FakeLan     *self,
                                  FakeNode    *node,
                                  guint        group);
/* One card of the machine is dead, and nobody is told: what went over it falls silent, its address
 * leads nowhere. From now on @address is its own, on another card. */
void       fake_lan_lose_card    (FakeLan     *self,
                                  FakeNode    *node,
                                  const char  *address);
/* Off: it says nothing more, and no connection of it is closed. */
void       fake_lan_set_powered  (FakeLan     *self,
                                  FakeNode    *node,
                                  gboolean     powered);
gint64     fake_lan_pick_delay   (FakeLan     *self);

/* The handle is to be dropped with fake_event_clear (), before or after it came. */
FakeEvent *fake_lan_plan         (FakeLan     *self,
                                  gint64       at,
                                  FakeFunc     func,
                                  gpointer     user_data);
/* The same with nobody to call it off. */
void       fake_lan_plan_once    (FakeLan     *self,
                                  gint64       at,
                                  FakeFunc     func,
                                  gpointer     user_data);
void       fake_event_clear      (FakeEvent  **event);

/* Does what is to be done now, however much follows from it. */
void       fake_lan_settle       (FakeLan     *self);
/* Up to and with @end. */
void       fake_lan_run_until    (FakeLan     *self,
                                  gint64       end);
/* One step: to the next thing that is due, but not beyond @end. FALSE: there is none. */
gboolean   fake_lan_step         (FakeLan     *self,
                                  gint64       end);

void       fake_lan_trace        (FakeLan     *self,
                                  const char  *format,
                                  ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
