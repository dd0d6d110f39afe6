/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport.h: where the datagrams and links of one instance come from and go to.
 *
 * Owned by HallContext, opened and closed by HallNetwork; everybody else dials and sends with it.
 * The class itself is the machine's network: HallInterfaces, HallBeacon, HallListener, sockets. It
 * is derivable so that a test can put a network of its own in its place, with every function
 * overridden: then no socket is made, be it of netlink or epoll.
 */

#pragma once

#include "hall-clock.h"
#include "hall-datagram.h"
#include "hall-link.h"
#include "hall-survey.h"
#include "hall-way.h"

G_BEGIN_DECLS

#define HALL_TYPE_TRANSPORT (hall_transport_get_type ())
G_DECLARE_DERIVABLE_TYPE (HallTransport, hall_transport, HALL, TRANSPORT, GObject)

/* Signals:
 *  "datagram" (HallDatagram *datagram, const char *address, guint port, guint way): verified,
 *     on-link, not our own; way is a HallWay: how it came
 *  "link" (HallLink *link): ready, dialled by somebody else, whatever it is for; the handler takes
 *     a reference or it is closed. Of links that are not for a room only so many of one address
 *     come up at the same time; how long one may be idle is its handler's to say
 *  "echo" (HallDatagram *datagram, const char *address): correctly signed by our own key, but from
 *     a newer boot than ours: another computer uses this identity. hall_transport_set_boot () says
 *     what is ours
 *  "changed" (): interfaces came, went or changed their addresses */

struct _HallTransportClass
{
  GObjectClass parent_class;

  /* Interfaces. May be called again with other patterns. @excluded: (nullable). */
  gboolean  (*start)          (HallTransport     *self,
                               const char *const *excluded,
                               GError           **error);
  /* UDP. @broadcast: (nullable). */
  gboolean  (*open_beacon)    (HallTransport     *self,
                               const char        *own_id,
                               const char        *group,
                               guint16            port,
                               const char        *broadcast,
                               GError           **error);
  void      (*close_beacon)   (HallTransport     *self);
  guint16   (*get_udp_port)   (HallTransport     *self);
  guint     (*multicast)      (HallTransport     *self,
                               GBytes            *datagram);
  guint     (*broadcast)      (HallTransport     *self,
                               GBytes            *datagram);
  guint     (*unicast)        (HallTransport     *self,
                               GBytes            *datagram,
                               const char        *address,
                               guint16            port);
  /* TCP. */
  gboolean  (*open_listener)  (HallTransport     *self,
                               HallIdentity      *identity,
                               guint16            port,
                               gboolean           any,
                               GError           **error);
  void      (*close_listener) (HallTransport     *self);
  guint16   (*get_tcp_port)   (HallTransport     *self);
  HallLink *(*dial)           (HallTransport     *self,
                               const char        *address,
                               guint16            port,
                               const char        *expected_id,
                               HallPurpose        purpose,
                               HallIdentity      *identity);
  /* Whether an address is in a subnet of a used interface. */
  gboolean  (*is_on_link)     (HallTransport     *self,
                               const char        *address);
  /* Own addresses, of used interfaces: (transfer full) (array zero-terminated=1). */
  char    **(*list_addresses) (HallTransport     *self);

  /* For whoever looks for a fault; not every network has it. (nullable) (transfer full). */
  GPtrArray *(*survey)           (HallTransport  *self);
  gboolean   (*overhear)         (HallTransport  *self,
                                  guint16         port);
  guint      (*count_overheard)  (HallTransport  *self);
};

HallTransport *hall_transport_new            (HallClock         *clock,
                                              HallCounters      *counters,
                                              gboolean           only_loopback);
HallClock     *hall_transport_get_clock      (HallTransport     *self);
HallCounters  *hall_transport_get_counters   (HallTransport     *self);
/* The session's, set by it before anything is opened: for those that a test made. */
void           hall_transport_set_clock      (HallTransport     *self,
                                              HallClock         *clock);
void           hall_transport_set_counters   (HallTransport     *self,
                                              HallCounters      *counters);

/* The functions of the class, with what HallBeacon, HallListener and HallLink say of them. */
gboolean       hall_transport_start          (HallTransport     *self,
                                              const char *const *excluded,
                                              GError           **error);
gboolean       hall_transport_open_beacon    (HallTransport     *self,
                                              const char        *own_id,
                                              const char        *group,
                                              guint16            port,
                                              const char        *broadcast,
                                              GError           **error);
void           hall_transport_close_beacon   (HallTransport     *self);
/* Invisible: not one datagram leaves, whoever asks for it, until it is taken back. */
void           hall_transport_set_muted      (HallTransport     *self,
                                              gboolean           muted);
gboolean       hall_transport_get_muted      (HallTransport     *self);
guint16        hall_transport_get_udp_port   (HallTransport     *self);
guint          hall_transport_multicast      (HallTransport     *self,
                                              GBytes            *datagram);
guint          hall_transport_broadcast      (HallTransport     *self,
                                              GBytes            *datagram);
guint          hall_transport_unicast        (HallTransport     *self,
                                              GBytes            *datagram,
                                              const char        *address,
                                              guint16            port);
gboolean       hall_transport_open_listener  (HallTransport     *self,
                                              HallIdentity      *identity,
                                              guint16            port,
                                              gboolean           any,
                                              GError           **error);
void           hall_transport_close_listener (HallTransport     *self);
/* 0 while it is closed. */
guint16        hall_transport_get_tcp_port   (HallTransport     *self);
/* (transfer full) */
HallLink      *hall_transport_dial           (HallTransport     *self,
                                              const char        *address,
                                              guint16            port,
                                              const char        *expected_id,
                                              HallPurpose        purpose,
                                              HallIdentity      *identity);
gboolean       hall_transport_is_on_link     (HallTransport     *self,
                                              const char        *address);
char         **hall_transport_list_addresses (HallTransport     *self);

/* (element-type HallSurveyedInterface) (transfer full) (nullable): NULL where nothing is known, as
 * before the start and in classes that have no such thing. */
GPtrArray     *hall_transport_survey         (HallTransport     *self);
/* A second port is listened to, by the default group too; nothing of it is handed on. 0 ends it. */
gboolean       hall_transport_overhear       (HallTransport     *self,
                                              guint16            port);
/* How many people were heard there in the last minute. */
guint          hall_transport_count_overheard (HallTransport    *self);

/* Above 0; nothing is an echo before it was said. */
void           hall_transport_set_boot       (HallTransport     *self,
                                              guint64            boot);
guint64        hall_transport_get_boot       (HallTransport     *self);

/* For classes derived from it. */
void           hall_transport_emit_echo      (HallTransport     *self,
                                              HallDatagram      *datagram,
                                              const char        *address);
void           hall_transport_emit_datagram  (HallTransport     *self,
                                              HallDatagram      *datagram,
                                              const char        *address,
                                              guint              port,
                                              guint              way);
void           hall_transport_emit_link      (HallTransport     *self,
                                              HallLink          *link);
void           hall_transport_emit_changed   (HallTransport     *self);

G_END_DECLS
