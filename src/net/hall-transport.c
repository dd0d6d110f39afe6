/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport.c: where the datagrams and links of one instance come from and go to.
 *
 * Owned by HallContext, opened and closed by HallNetwork. Makes nothing before it is asked to, so
 * that a class derived from it, which overrides what is asked, leaves the machine's network alone.
 * hall-transport-machine.c has what the class itself does, hall-transport-datagrams.c all that is
 * asked of UDP.
 */

#define G_LOG_DOMAIN "hall-transport"

#include "config.h"

#include "hall-transport-private.h"
#include "hall-transport.h"

enum
{
  DATAGRAM,
  LINK,
  ECHO,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (HallTransport, hall_transport, G_TYPE_OBJECT)

HallTransportPrivate *
hall_transport_get_private (HallTransport *self)
{
  return hall_transport_get_instance_private (self);
}

static void
hall_transport_dispose (GObject *object)
{
  hall_transport_clear_machine (HALL_TRANSPORT (object));

  G_OBJECT_CLASS (hall_transport_parent_class)->dispose (object);
}

static void
hall_transport_finalize (GObject *object)
{
  HallTransportPrivate *priv = hall_transport_get_private (HALL_TRANSPORT (object));

  g_clear_object (&priv->clock);
  g_clear_pointer (&priv->counters, hall_counters_unref);

  G_OBJECT_CLASS (hall_transport_parent_class)->finalize (object);
}

static void
hall_transport_class_init (HallTransportClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_transport_dispose;
  object_class->finalize = hall_transport_finalize;
  hall_transport_init_machine (class);

  /* HallTransport::datagram: (datagram: HallDatagram) (address: utf8) (port: guint) (way: guint)
   * verified, on-link, not our own. */
  signals[DATAGRAM] = g_signal_new ("datagram", HALL_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 4, HALL_TYPE_DATAGRAM,
                                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT,
                                    G_TYPE_UINT);

  /* HallTransport::link: (link: HallLink) ready; closed unless the handler takes a reference. */
  signals[LINK] = g_signal_new ("link", HALL_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HALL_TYPE_LINK);

  /* HallTransport::echo: (datagram: HallDatagram) (address: utf8) of our own key, signed, and of a
   * newer boot than ours. */
  signals[ECHO] = g_signal_new ("echo", HALL_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, HALL_TYPE_DATAGRAM,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  /* HallTransport::changed: interfaces came, went or changed their addresses. */
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_TRANSPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hall_transport_init (HallTransport *self)
{
}

/**
 * hall_transport_new:
 * @clock: for links; the bounds of who has shown no key yet follow the machine's
 * @counters: what is refused is counted there
 * @only_loopback: use the loopback interface and nothing else
 *
 * Returns: (transfer full): the machine's network, with nothing open
 */
HallTransport *
hall_transport_new (HallClock    *clock,
                    HallCounters *counters,
                    gboolean      only_loopback)
{
  HallTransport *self = g_object_new (HALL_TYPE_TRANSPORT, NULL);

  hall_transport_set_clock (self, clock);
  hall_transport_set_counters (self, counters);
  hall_transport_get_private (self)->only_loopback = only_loopback;

  return self;
}

/**
 * hall_transport_get_clock:
 *
 * Returns: (transfer none) (nullable): what links take the time from; NULL before it was set
 */
HallClock *
hall_transport_get_clock (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), NULL);

  return hall_transport_get_private (self)->clock;
}

/**
 * hall_transport_get_counters:
 *
 * Returns: (transfer none) (nullable): where refusals are counted; NULL before it was set
 */
HallCounters *
hall_transport_get_counters (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), NULL);

  return hall_transport_get_private (self)->counters;
}

/**
 * hall_transport_set_clock:
 *
 * The session sets its own before anything is opened.
 */
void
hall_transport_set_clock (HallTransport *self,
                          HallClock     *clock)
{
  g_return_if_fail (HALL_IS_TRANSPORT (self));

  g_set_object (&hall_transport_get_private (self)->clock, clock);
}

/**
 * hall_transport_set_counters:
 *
 * The session sets its own before anything is opened.
 */
void
hall_transport_set_counters (HallTransport *self,
                             HallCounters  *counters)
{
  HallTransportPrivate *priv;

  g_return_if_fail (HALL_IS_TRANSPORT (self));

  priv = hall_transport_get_private (self);
  hall_counters_ref (counters);
  g_clear_pointer (&priv->counters, hall_counters_unref);
  priv->counters = counters;
}

/**
 * hall_transport_start:
 * @excluded: (nullable): names of interfaces or patterns, as hall_interfaces_set_excluded () takes
 * @error: a GIOErrorEnum: the system doesn't tell its interfaces
 *
 * Learns which interfaces there are and follows them. May be called again with other patterns.
 */
gboolean
hall_transport_start (HallTransport      *self,
                      const char *const  *excluded,
                      GError            **error)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return HALL_TRANSPORT_GET_CLASS (self)->start (self, excluded, error);
}

/**
 * hall_transport_open_listener:
 * @identity: who we are
 * @port: 0 for the default one or the next that is free
 * @any: whether any free port does, at once
 * @error: as of hall_listener_open ()
 *
 * Can be dialled from now on, and not by what was open before; that stays where this fails.
 */
gboolean
hall_transport_open_listener (HallTransport  *self,
                              HallIdentity   *identity,
                              guint16         port,
                              gboolean        any,
                              GError        **error)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return HALL_TRANSPORT_GET_CLASS (self)->open_listener (self, identity, port, any, error);
}

/**
 * hall_transport_close_listener:
 *
 * Can't be dialled any more. Links that were handed over stay.
 */
void
hall_transport_close_listener (HallTransport *self)
{
  g_return_if_fail (HALL_IS_TRANSPORT (self));

  HALL_TRANSPORT_GET_CLASS (self)->close_listener (self);
}

/**
 * hall_transport_get_tcp_port:
 *
 * Returns: where we can be dialled, 0 while we can't
 */
guint16
hall_transport_get_tcp_port (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  return HALL_TRANSPORT_GET_CLASS (self)->get_tcp_port (self);
}

/**
 * hall_transport_dial:
 * @address: numeric
 * @port: TCP
 * @expected_id: (nullable): the pin; %NULL only for an address that a person typed
 * @purpose: what the link is for
 * @identity: who we are
 *
 * Returns: (transfer full): a link that is being made; its signals come after this has returned
 */
HallLink *
hall_transport_dial (HallTransport *self,
                     const char    *address,
                     guint16        port,
                     const char    *expected_id,
                     HallPurpose    purpose,
                     HallIdentity  *identity)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), NULL);

  return HALL_TRANSPORT_GET_CLASS (self)->dial (self, address, port, expected_id, purpose,
                                                identity);
}

/**
 * hall_transport_is_on_link:
 * @address: any text
 *
 * Whether it is an IPv4 address of loopback or in a subnet of a used interface, or a link-local one
 * of IPv6 with such an interface ("fe80::1%eth0"). Nothing is before the start.
 */
gboolean
hall_transport_is_on_link (HallTransport *self,
                           const char    *address)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return HALL_TRANSPORT_GET_CLASS (self)->is_on_link (self, address);
}

/**
 * hall_transport_list_addresses:
 *
 * Returns: (transfer full) (array zero-terminated=1): our own IPv4 addresses on used interfaces;
 *   none before the start
 */
char **
hall_transport_list_addresses (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), NULL);

  return HALL_TRANSPORT_GET_CLASS (self)->list_addresses (self);
}

/**
 * hall_transport_emit_datagram:
 * @datagram: verified, on-link, not our own
 * @address: where it came from
 * @port: its source port
 * @way: a #HallWay: how it came
 *
 * For derived classes.
 */
void
hall_transport_emit_datagram (HallTransport *self,
                              HallDatagram  *datagram,
                              const char    *address,
                              guint          port,
                              guint          way)
{
  g_signal_emit (self, signals[DATAGRAM], 0, datagram, address, port, way);
}

/**
 * hall_transport_emit_echo:
 * @datagram: verified, by our own key, of a boot above hall_transport_get_boot ()
 * @address: where it came from
 *
 * For derived classes.
 */
void
hall_transport_emit_echo (HallTransport *self,
                          HallDatagram  *datagram,
                          const char    *address)
{
  g_signal_emit (self, signals[ECHO], 0, datagram, address);
}

/**
 * hall_transport_emit_link:
 * @link: ready; closed with its last reference unless a handler takes one
 *
 * For derived classes.
 */
void
hall_transport_emit_link (HallTransport *self,
                          HallLink      *link)
{
  g_signal_emit (self, signals[LINK], 0, link);
}

/**
 * hall_transport_emit_changed:
 *
 * For derived classes.
 */
void
hall_transport_emit_changed (HallTransport *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
