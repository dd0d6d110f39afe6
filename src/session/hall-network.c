/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network.c: opening, re-opening and closing of a session's transport.
 *
 * A failure is one sentence that names what to do, shown until it is over; what failed is tried
 * again when interfaces or settings change, and every ten seconds.
 */

#define G_LOG_DOMAIN "hall-network"

#include "config.h"

#include "hall-session.h"

#include "hall-network.h"

#define RETRY_MS 10000

struct _HallNetwork
{
  GObject parent_instance;

  HallContext *context;
  HallSettings *settings;
  HallTransport *transport;
  HallTimer *retry;
  guint16 port;
  gboolean any_tcp_port;
  gboolean listening_only;
  gboolean beacon_open;
  gboolean listener_open;
  gboolean listener_right;  /* where the settings want it, and not elsewhere meanwhile */
  gboolean open;
  gboolean speaks;          /* at the last attempt, wherever we are dialled */
  gboolean port_taken;
};

enum
{
  DATAGRAM,
  LINK,
  LEAVING,
  CHANGED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallNetwork, hall_network, G_TYPE_OBJECT)

static void
hall_network_dispose (GObject *object)
{
  HallNetwork *self = HALL_NETWORK (object);

  hall_network_close (self);
  g_clear_pointer (&self->retry, hall_timer_free);
  g_clear_object (&self->transport);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_network_parent_class)->dispose (object);
}

static void
hall_network_class_init (HallNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_network_dispose;

  signals[DATAGRAM] = g_signal_new ("datagram", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 4, HALL_TYPE_DATAGRAM,
                                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT,
                                    G_TYPE_UINT);
  signals[LINK] = g_signal_new ("link", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HALL_TYPE_LINK);
  signals[LEAVING] = g_signal_new ("leaving", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hall_network_init (HallNetwork *self)
{
}

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             HallNetwork   *self)
{
  g_signal_emit (self, signals[DATAGRAM], 0, datagram, address, port, way);
}

static void
on_link (HallTransport *transport,
         HallLink      *link,
         HallNetwork   *self)
{
  g_signal_emit (self, signals[LINK], 0, link);
}

static gboolean
open_beacon (HallNetwork  *self,
             GError      **error)
{
  const char *broadcast = hall_settings_get_broadcast (self->settings);

  if (self->beacon_open)
    return TRUE;
  if (!hall_transport_open_beacon (self->transport, self->context->own_id,
                                   hall_settings_get_group (self->settings),
                                   hall_settings_get_port (self->settings),
                                   broadcast != NULL && *broadcast != '\0' ? broadcast : NULL,
                                   error))
    return FALSE;
  self->beacon_open = TRUE;
  self->port = hall_transport_get_udp_port (self->transport);
  g_debug ("listening on UDP port %u", self->port);
  return TRUE;
}

/* While the port of the settings cannot be had, we are dialled where we were before, or at another
 * one: nobody hears of somebody who cannot be dialled. */
static gboolean
open_listener (HallNetwork  *self,
               GError      **error)
{
  HallIdentity *identity = self->context->identity;
  guint16 port = (guint16) hall_settings_get_tcp_port (self->settings);

  if (self->listener_right || self->listening_only)
    return TRUE;
  self->listener_right =
    (self->listener_open && hall_transport_get_tcp_port (self->transport) == port)
    || hall_transport_open_listener (self->transport, identity, port,
                                     self->any_tcp_port && port == 0, error);
  if (!self->listener_right && !self->listener_open)
    self->listener_open = hall_transport_open_listener (self->transport, identity, 0,
                                                        self->any_tcp_port, NULL);
  self->listener_open |= self->listener_right;
  return self->listener_right;
}

static gboolean
open_all (HallNetwork  *self,
          GError      **error)
{
  g_auto (GStrv) patterns = hall_settings_build_interface_patterns (self->settings);

  self->speaks = hall_transport_start (self->transport, (const char *const *) patterns, error)
                 && open_beacon (self, error);
  return self->speaks && open_listener (self, error);
}

static void
close_beacon (HallNetwork *self)
{
  if (self->beacon_open)
    hall_transport_close_beacon (self->transport);
  self->beacon_open = FALSE;
}

static void
close_listener (HallNetwork *self)
{
  if (self->listener_open)
    hall_transport_close_listener (self->transport);
  self->listener_open = self->listener_right = FALSE;
}

static gboolean
attempt (HallNetwork  *self,
         GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  self->port_taken = FALSE;
  if (open_all (self, &local_error))
    {
      hall_timer_stop (self->retry);
      g_signal_emit (self, signals[PROBLEM], 0, NULL);
      return TRUE;
    }
  g_debug ("the network could not be opened: %s", local_error->message);
  self->port_taken = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  hall_timer_start (self->retry, RETRY_MS);
  g_signal_emit (self, signals[PROBLEM], 0, local_error->message);
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK,
                       local_error->message);
  return FALSE;
}

/* Those who hear us are greeted, whether or not another program has the TCP port. */
static void
on_changed (HallNetwork *self)
{
  if (!self->open)
    return;
  attempt (self, NULL);
  if (self->speaks)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_broadcast_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  close_beacon (self);
  on_changed (self);
}

/* Where one announces oneself: while the old socket is open, one says goodbye by it. */
static void
on_place_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  g_signal_emit (self, signals[LEAVING], 0, TRUE);
  close_beacon (self);
  on_changed (self);
}

/* Whoever is reached by what is still used hears right away that we are here. */
static void
on_interface_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  g_signal_emit (self, signals[LEAVING], 0, FALSE);
  on_changed (self);
}

static void
on_tcp_port_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  /* The one that is open stays until there is another; where any will do it is one of the usual. */
  self->listener_right = FALSE;
  if (hall_settings_get_tcp_port (self->settings) == 0)
    close_listener (self);
  on_changed (self);
}

/* As long as it is in vain there is nothing new to be told. */
static void
on_retry (gpointer user_data)
{
  HallNetwork *self = user_data;
  gboolean spoke = self->speaks;

  if (self->open && (attempt (self, NULL) || (self->speaks && !spoke)))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * hall_network_new:
 * @context: shared parts, with a transport of which nothing is open
 * @settings: group, port, broadcast address, TCP port, interfaces; followed from now on
 * @any_tcp_port: take any free port when the settings name none
 * @listening_only: no listener
 *
 * Returns: (transfer full): a network with everything closed
 */
HallNetwork *
hall_network_new (HallContext  *context,
                  HallSettings *settings,
                  gboolean      any_tcp_port,
                  gboolean      listening_only)
{
  HallNetwork *self = g_object_new (HALL_TYPE_NETWORK, NULL);
  static const struct {
    const char *signal;
    void (*handler) (HallNetwork *self);
  } followed[] = {
    { "notify::group", on_place_setting },
    { "notify::port", on_place_setting },
    { "notify::broadcast", on_broadcast_setting },
    { "notify::tcp-port", on_tcp_port_setting },
    { "notify::excluded-interfaces", on_interface_setting },
    { "notify::interfaces", on_interface_setting },
  };

  self->context = hall_context_ref (context);
  self->settings = g_object_ref (settings);
  self->any_tcp_port = any_tcp_port;
  self->listening_only = listening_only;
  self->retry = hall_timer_new (context->clock, on_retry, self);
  self->transport = g_object_ref (context->transport);
  g_signal_connect_object (self->transport, "datagram", G_CALLBACK (on_datagram), self, 0);
  g_signal_connect_object (self->transport, "link", G_CALLBACK (on_link), self, 0);
  g_signal_connect_object (self->transport, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (settings, followed[i].signal, G_CALLBACK (followed[i].handler), self,
                             G_CONNECT_SWAPPED);
  return self;
}

/**
 * hall_network_open:
 * @self: a network
 * @error: return location for #HALL_SESSION_ERROR_NETWORK; the message says what to do
 *
 * Opens what is closed. On failure it stays open as far as it got and goes on trying;
 * hall_network_close () ends that.
 *
 * Returns: whether everything is open
 */
gboolean
hall_network_open (HallNetwork  *self,
                   GError      **error)
{
  self->open = TRUE;
  return attempt (self, error);
}

/**
 * hall_network_close:
 * @self: a network
 *
 * Closes all sockets and stops trying. Links that were handed over stay.
 */
void
hall_network_close (HallNetwork *self)
{
  self->open = FALSE;
  if (self->retry != NULL)
    hall_timer_stop (self->retry);
  close_beacon (self);
  close_listener (self);
}

/**
 * hall_network_get_port:
 * @self: a network
 *
 * Returns: the UDP port that was opened last
 */
guint16
hall_network_get_port (HallNetwork *self)
{
  return self->port;
}

/**
 * hall_network_get_tcp_port:
 * @self: a network
 *
 * Returns: where we can be dialled; 0 while we cannot
 */
guint16
hall_network_get_tcp_port (HallNetwork *self)
{
  return self->listener_open ? hall_transport_get_tcp_port (self->transport) : 0;
}

/**
 * hall_network_speaks:
 * @self: a network
 *
 * Returns: whether datagrams go out and come in; the problem, if any, is where we are dialled
 */
gboolean
hall_network_speaks (HallNetwork *self)
{
  return self->speaks;
}

/**
 * hall_network_get_port_taken:
 * @self: a network
 *
 * Returns: whether the problem that was told last, and is not over, is a port that another program
 *   has
 */
gboolean
hall_network_get_port_taken (HallNetwork *self)
{
  return self->port_taken;
}
