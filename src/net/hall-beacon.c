/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon.c: the UDP socket: opened, closed, joined to the group on every used interface.
 *
 * Owned by HallTransport. Nothing but closing removes the receiving source. hall-beacon-receive.c
 * decides what is heard, hall-beacon-send.c sends.
 */

#define G_LOG_DOMAIN "hall-beacon"

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "hall-datagram-socket.h"
#include "hall-datagram-socket6.h"
#include "hall-limits.h"

#include "hall-beacon-private.h"
#include "hall-beacon.h"

/* Switches forget who listens. */
#define REJOIN_SECONDS 120
/* Whoever replays one of them to us makes no more of it. */
#define ECHOES_PER_SECOND 1
/* Beside drawing, as HallReactor: a flood of datagrams can't stop the window. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

G_DEFINE_FINAL_TYPE (HallBeacon, hall_beacon, G_TYPE_OBJECT)

enum
{
  DATAGRAM,
  ECHO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
hall_beacon_emit_datagram (HallBeacon   *self,
                           HallDatagram *datagram,
                           const char   *address,
                           guint16       port,
                           HallWay       way)
{
  g_signal_emit (self, signals[DATAGRAM], 0, datagram, address, (guint) port, (guint) way);
}

void
hall_beacon_emit_echo (HallBeacon   *self,
                       HallDatagram *datagram,
                       const char   *address)
{
  g_signal_emit (self, signals[ECHO], 0, datagram, address);
}

static void
hall_beacon_dispose (GObject *object)
{
  HallBeacon *self = HALL_BEACON (object);

  hall_beacon_close (self);

  G_OBJECT_CLASS (hall_beacon_parent_class)->dispose (object);
}

static void
hall_beacon_finalize (GObject *object)
{
  HallBeacon *self = HALL_BEACON (object);

  g_clear_object (&self->interfaces);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_pointer (&self->rates, hall_rate_table_free);
  g_clear_pointer (&self->repeats, hall_repeats_free);
  g_clear_pointer (&self->traffic, hall_traffic_free);
  g_array_unref (self->joined);
  g_free (self->own_id);
  g_free (self->own_id_field);

  G_OBJECT_CLASS (hall_beacon_parent_class)->finalize (object);
}

static void
hall_beacon_class_init (HallBeaconClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_beacon_dispose;
  object_class->finalize = hall_beacon_finalize;

  /* HallBeacon::datagram: (datagram: HallDatagram) (address: utf8) (port: guint) (way: guint)
   * verified, on-link, not our own; whether it is new is for the receiver to know. */
  signals[DATAGRAM] = g_signal_new ("datagram", HALL_TYPE_BEACON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 4,
                                    HALL_TYPE_DATAGRAM | G_SIGNAL_TYPE_STATIC_SCOPE,
                                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT,
                                    G_TYPE_UINT);

  /* HallBeacon::echo: (datagram: HallDatagram) (address: utf8) verified, of our own key, and of a
   * newer boot than ours: another computer has it. */
  signals[ECHO] = g_signal_new ("echo", HALL_TYPE_BEACON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, HALL_TYPE_DATAGRAM | G_SIGNAL_TYPE_STATIC_SCOPE,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
hall_beacon_init (HallBeacon *self)
{
  self->fd = -1;
  self->fd6 = -1;
  self->joined = g_array_new (FALSE, FALSE, sizeof (guint));
  self->repeats = hall_repeats_new ();
  self->traffic = hall_traffic_new ();
  hall_rate_init (&self->echoes, ECHOES_PER_SECOND, ECHOES_PER_SECOND, g_get_monotonic_time ());
}

static void
leave_groups (HallBeacon *self)
{
  for (guint i = 0; i < self->joined->len; i++)
    {
      guint interface = g_array_index (self->joined, guint, i);

      hall_datagram_socket_leave (self->fd, self->group, interface);
      if (self->fd6 >= 0)
        hall_datagram_socket6_leave (self->fd6, interface);
    }

  g_array_set_size (self->joined, 0);
}

/* By the group of IPv4 where there is such an address, else by that of IPv6. Leaving first makes it
 * right in every case: an interface that came back under the same index has lost its membership,
 * and a switch hears the report again. */
static gboolean
join_group (HallBeacon          *self,
            const HallInterface *interface)
{
  if (hall_interface_is_by_ipv6 (interface))
    return self->fd6 >= 0 && hall_datagram_socket6_join (self->fd6, interface->index);

  return hall_datagram_socket_join (self->fd, self->group, interface->index);
}

static void
join_groups (HallBeacon *self)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);

  leave_groups (self);

  for (guint i = 0; i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      if (!interface->used)
        continue;

      if (join_group (self, interface))
        g_array_append_val (self->joined, interface->index);
      else
        g_debug ("The group can't be joined on %s: %s", interface->name, g_strerror (errno));
    }
}

static void
on_interfaces_changed (HallInterfaces *interfaces,
                       HallBeacon     *self)
{
  if (self->fd >= 0)
    join_groups (self);
}

static gboolean
on_rejoin (gpointer user_data)
{
  join_groups (HALL_BEACON (user_data));

  return G_SOURCE_CONTINUE;
}

/**
 * hall_beacon_new:
 * @interfaces: started by its owner
 * @own_id: whose datagrams are not heard
 *
 * Returns: (transfer full): a beacon that is not open yet
 */
HallBeacon *
hall_beacon_new (HallInterfaces *interfaces,
                 HallCounters   *counters,
                 const char     *own_id)
{
  HallBeacon *self = g_object_new (HALL_TYPE_BEACON, NULL);

  self->interfaces = g_object_ref (interfaces);
  self->counters = hall_counters_ref (counters);
  self->own_id = g_strdup (own_id);
  self->own_id_field = g_strdup_printf ("\"id\":\"%s\"", own_id);
  g_signal_connect_object (interfaces, "changed", G_CALLBACK (on_interfaces_changed), self, 0);

  return self;
}

gboolean
hall_beacon_parse_address (const char  *text,
                           guint32     *address,
                           GError     **error)
{
  struct in_addr raw;

  if (inet_pton (AF_INET, text, &raw) == 1)
    {
      *address = ntohl (raw.s_addr);
      return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not an address", text);
  return FALSE;
}

static guint
watch (HallBeacon *self,
       int         fd)
{
  GSource *source = g_unix_fd_source_new (fd, G_IO_IN);
  guint id;

  g_source_set_static_name (source, "hall-beacon");
  g_source_set_priority (source, PRIORITY);
  g_source_set_callback (source, G_SOURCE_FUNC (hall_beacon_on_readable), self, NULL);
  id = g_source_attach (source, NULL);
  g_source_unref (source);

  return id;
}

/**
 * hall_beacon_open:
 * @group: an IPv4 multicast address
 * @port: 0 for any free one
 * @broadcast: (nullable): an address that takes the place of the directed ones
 * @error: G_IO_ERROR_ADDRESS_IN_USE with a sentence that names the port;
 *   G_IO_ERROR_INVALID_ARGUMENT for an address that is none; other GIOErrorEnum of the system
 *
 * Opens the socket, joins the group on every used interface, and follows them. Closes what was open
 * before. An interface that can't be joined is no error: it may come to its senses.
 */
gboolean
hall_beacon_open (HallBeacon  *self,
                  const char  *group,
                  guint16      port,
                  const char  *broadcast,
                  GError     **error)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), FALSE);

  hall_beacon_close (self);

  self->broadcast = 0;
  if (!hall_beacon_parse_address (group, &self->group, error)
      || (broadcast != NULL && *broadcast != '\0'
          && !hall_beacon_parse_address (broadcast, &self->broadcast, error)))
    return FALSE;
  if (!IN_MULTICAST (self->group))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not a multicast address", group);
      return FALSE;
    }

  self->fd = hall_datagram_socket_open (port, &self->port, error);
  if (self->fd < 0)
    return FALSE;

  g_clear_pointer (&self->rates, hall_rate_table_free);
  self->rates = hall_rate_table_new (HALL_PEOPLE_MAX, HALL_ADDRESS_DATAGRAMS_PER_SECOND,
                                     HALL_ADDRESS_DATAGRAMS_BURST);
  hall_rate_init (&self->total, HALL_DATAGRAMS_PER_SECOND, HALL_DATAGRAMS_BURST,
                  g_get_monotonic_time ());
  self->fd6 = hall_datagram_socket6_open (self->port);
  join_groups (self);

  self->source = watch (self, self->fd);
  if (self->fd6 >= 0)
    self->source6 = watch (self, self->fd6);
  self->rejoin_source = g_timeout_add_seconds (REJOIN_SECONDS, on_rejoin, self);

  return TRUE;
}

/**
 * hall_beacon_close:
 *
 * Hears and sends nothing more until it is opened again.
 */
void
hall_beacon_close (HallBeacon *self)
{
  g_return_if_fail (HALL_IS_BEACON (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->source6, g_source_remove);
  g_clear_pointer (&self->last6, g_bytes_unref);
  g_clear_handle_id (&self->rejoin_source, g_source_remove);
  if (self->fd >= 0)
    {
      leave_groups (self);
      close (self->fd);
    }
  if (self->fd6 >= 0)
    close (self->fd6);
  self->fd = -1;
  self->fd6 = -1;
  self->port = 0;
}

/**
 * hall_beacon_has_joined:
 * @interface: its index
 *
 * Returns: whether the group is heard there, as far as the system says
 */
gboolean
hall_beacon_has_joined (HallBeacon *self,
                        guint       interface)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), FALSE);

  for (guint i = 0; i < self->joined->len; i++)
    {
      if (g_array_index (self->joined, guint, i) == interface)
        return TRUE;
    }

  return FALSE;
}

/**
 * hall_beacon_get_traffic:
 * @sums: (out): what went and came by an interface in the last minute
 */
void
hall_beacon_get_traffic (HallBeacon      *self,
                         guint            interface,
                         HallTrafficSums *sums)
{
  g_return_if_fail (HALL_IS_BEACON (self));

  hall_traffic_sum (self->traffic, interface, g_get_monotonic_time (), sums);
}

/**
 * hall_beacon_get_own_id:
 *
 * Returns: whose datagrams are not heard
 */
const char *
hall_beacon_get_own_id (HallBeacon *self)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), NULL);

  return self->own_id;
}

/**
 * hall_beacon_get_port:
 *
 * Returns: the port, 0 while it is not open
 */
guint16
hall_beacon_get_port (HallBeacon *self)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), 0);

  return self->port;
}

/**
 * hall_beacon_set_boot:
 * @boot: of the datagrams that we send; 0: nothing is an echo
 */
void
hall_beacon_set_boot (HallBeacon *self,
                      guint64     boot)
{
  g_return_if_fail (HALL_IS_BEACON (self));

  self->boot = boot;
}
