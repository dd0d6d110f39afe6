/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network.c: opening, re-opening and closing of a session's sockets.
 *
 * A failure is one sentence that names what to do, shown until it is over; what failed is tried
 * again when interfaces or settings change, and every ten seconds.
 */

#define G_LOG_DOMAIN "hall-network"

#include "config.h"

#include "hall-limits.h"
#include "hall-listener.h"
#include "hall-session.h"

#include "hall-network.h"

#define RETRY_MS 10000

struct _HallNetwork
{
  GObject parent_instance;

  HallContext *context;
  HallSettings *settings;
  HallInterfaces *interfaces;
  HallBeacon *beacon;       /* NULL while closed */
  HallListener *listener;   /* NULL while closed */
  HallTimer *retry;
  guint16 port;
  gboolean any_tcp_port;
  gboolean listening_only;
  gboolean interfaces_started;
  gboolean open;
};

enum
{
  DATAGRAM,
  LINK,
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
  g_clear_object (&self->interfaces);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_network_parent_class)->dispose (object);
}

static void
hall_network_class_init (HallNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_network_dispose;

  signals[DATAGRAM] = g_signal_new ("datagram", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 3, HALL_TYPE_DATAGRAM,
                                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
  signals[LINK] = g_signal_new ("link", HALL_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HALL_TYPE_LINK);
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
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             HallNetwork  *self)
{
  g_signal_emit (self, signals[DATAGRAM], 0, datagram, address, port);
}

static void
on_link (HallListener *listener,
         HallLink     *link,
         HallNetwork  *self)
{
  g_signal_emit (self, signals[LINK], 0, link);
}

static gboolean
open_interfaces (HallNetwork  *self,
                 GError      **error)
{
  hall_interfaces_set_excluded (self->interfaces,
                                hall_settings_get_excluded_interfaces (self->settings));
  if (!self->interfaces_started)
    self->interfaces_started = hall_interfaces_start (self->interfaces, error);
  return self->interfaces_started;
}

static gboolean
open_beacon (HallNetwork  *self,
             GError      **error)
{
  const char *broadcast = hall_settings_get_broadcast (self->settings);
  g_autoptr (HallBeacon) beacon = NULL;

  if (self->beacon != NULL)
    return TRUE;
  beacon = hall_beacon_new (self->interfaces, self->context->counters,
                            self->context->own_id);
  if (!hall_beacon_open (beacon, hall_settings_get_group (self->settings),
                         hall_settings_get_port (self->settings),
                         broadcast != NULL && *broadcast != '\0' ? broadcast : NULL, error))
    return FALSE;
  g_signal_connect_object (beacon, "datagram", G_CALLBACK (on_datagram), self, 0);
  self->port = hall_beacon_get_port (beacon);
  g_debug ("listening on UDP port %u", self->port);
  self->beacon = g_steal_pointer (&beacon);
  return TRUE;
}

static gboolean
open_listener (HallNetwork  *self,
               GError      **error)
{
  guint16 port = (guint16) hall_settings_get_tcp_port (self->settings);
  g_autoptr (HallListener) listener = NULL;

  if (self->listener != NULL || self->listening_only)
    return TRUE;
  listener = hall_listener_new (self->context->identity, self->context->counters,
                                self->context->clock);
  if (!hall_listener_open (listener, port, self->any_tcp_port && port == 0, error))
    return FALSE;
  g_signal_connect_object (listener, "link", G_CALLBACK (on_link), self, 0);
  self->listener = g_steal_pointer (&listener);
  return TRUE;
}

static gboolean
open_all (HallNetwork  *self,
          GError      **error)
{
  return open_interfaces (self, error) && open_beacon (self, error) && open_listener (self, error);
}

static void
close_beacon (HallNetwork *self)
{
  if (self->beacon != NULL)
    hall_beacon_close (self->beacon);
  g_clear_object (&self->beacon);
}

static void
close_listener (HallNetwork *self)
{
  if (self->listener != NULL)
    hall_listener_close (self->listener);
  g_clear_object (&self->listener);
}

static gboolean
attempt (HallNetwork  *self,
         GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  if (open_all (self, &local_error))
    {
      hall_timer_stop (self->retry);
      g_signal_emit (self, signals[PROBLEM], 0, NULL);
      return TRUE;
    }
  g_debug ("the network could not be opened: %s", local_error->message);
  hall_timer_start (self->retry, RETRY_MS);
  g_signal_emit (self, signals[PROBLEM], 0, local_error->message);
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK,
                       local_error->message);
  return FALSE;
}

static void
on_changed (HallNetwork *self)
{
  if (self->open && attempt (self, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_beacon_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  close_beacon (self);
  on_changed (self);
}

static void
on_tcp_port_setting (HallNetwork *self)
{
  if (!self->open)
    return;
  close_listener (self);
  on_changed (self);
}

static void
on_retry (gpointer user_data)
{
  on_changed (user_data);
}

/**
 * hall_network_new:
 * @context: shared parts
 * @settings: group, port, broadcast address, TCP port, interfaces left out; followed from now on
 * @only_loopback: for tests and demonstrations
 * @any_tcp_port: take any free port when the settings name none
 * @listening_only: no listener
 *
 * Returns: (transfer full): a network with everything closed
 */
HallNetwork *
hall_network_new (HallContext  *context,
                  HallSettings *settings,
                  gboolean      only_loopback,
                  gboolean      any_tcp_port,
                  gboolean      listening_only)
{
  HallNetwork *self = g_object_new (HALL_TYPE_NETWORK, NULL);
  static const char *beacon_settings[] = { "notify::group", "notify::port", "notify::broadcast" };

  self->context = hall_context_ref (context);
  self->settings = g_object_ref (settings);
  self->any_tcp_port = any_tcp_port;
  self->listening_only = listening_only;
  self->retry = hall_timer_new (context->clock, on_retry, self);
  self->interfaces = hall_interfaces_new (only_loopback);
  g_signal_connect_object (self->interfaces, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (beacon_settings); i++)
    g_signal_connect_object (settings, beacon_settings[i], G_CALLBACK (on_beacon_setting), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::tcp-port", G_CALLBACK (on_tcp_port_setting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::excluded-interfaces", G_CALLBACK (on_changed), self,
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
 * hall_network_get_beacon:
 * @self: a network
 *
 * Returns: (transfer none) (nullable): the UDP socket
 */
HallBeacon *
hall_network_get_beacon (HallNetwork *self)
{
  return self->beacon;
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
  return self->listener != NULL ? hall_listener_get_port (self->listener) : 0;
}

/**
 * hall_network_get_interfaces:
 * @self: a network
 *
 * Returns: (transfer none): the interfaces it uses
 */
HallInterfaces *
hall_network_get_interfaces (HallNetwork *self)
{
  return self->interfaces;
}
