/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon.c: the UDP socket: joins the group on every used interface, sends, receives, refuses.
 *
 * Owned by HallSession. It decides what is heard, not what it means. Nothing but closing removes
 * the receiving source, and nothing that arrives makes it send or connect.
 */

#define G_LOG_DOMAIN "hall-beacon"

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "hall-datagram-socket.h"
#include "hall-limits.h"

#include "hall-beacon-private.h"
#include "hall-beacon.h"

#define MAGIC "HALL1 "
#define RECEIVES_PER_TURN 32
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
  self->joined = g_array_new (FALSE, FALSE, sizeof (guint));
  hall_rate_init (&self->echoes, ECHOES_PER_SECOND, ECHOES_PER_SECOND, g_get_monotonic_time ());
}

static void
leave_groups (HallBeacon *self)
{
  for (guint i = 0; i < self->joined->len; i++)
    hall_datagram_socket_leave (self->fd, self->group, g_array_index (self->joined, guint, i));

  g_array_set_size (self->joined, 0);
}

/* Leaving first makes it right in every case: an interface that came back under the same index has
 * lost its membership, and a switch hears the report again. */
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

      if (hall_datagram_socket_join (self->fd, self->group, interface->index))
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

static gboolean
is_newer (HallBeacon *self,
          guint64     boot)
{
  return self->boot != 0 && boot > self->boot;
}

/* Our own come back by multicast and broadcast, often several times: they must not use up what
 * another program on this machine may send, and are not worth decoding. Of those that may come from
 * another computer with our key more is to be known. */
static gboolean
is_plainly_ours (HallBeacon *self,
                 const char *data,
                 gsize       length)
{
  static const char name[] = "\"boot\":";
  const char *end = data + length;
  const char *digit;
  guint64 boot = 0;

  if (memmem (data, length, self->own_id_field, strlen (self->own_id_field)) == NULL)
    return FALSE;

  digit = memmem (data, length, name, strlen (name));
  if (digit == NULL)
    return TRUE;

  for (digit += strlen (name); digit < end && g_ascii_isdigit (*digit); digit++)
    {
      boot = 10 * boot + (guint64) g_ascii_digit_value (*digit);
      if (boot > HALL_NUMBER_MAX)
        return TRUE;
    }

  return !is_newer (self, boot);
}

/* TRUE: it may be decoded. Cheapest first; nothing here allocates or looks at a signature. */
static gboolean
check_cheaply (HallBeacon               *self,
               const char               *data,
               const HallDatagramOrigin *origin,
               HallCounter              *refusal)
{
  gint64 now = g_get_monotonic_time ();
  HallRate *rate;

  if (origin->length == 0)
    *refusal = HALL_COUNTER_DATAGRAM_EMPTY;
  else if (origin->truncated || origin->length > HALL_DATAGRAM_MAX)
    *refusal = HALL_COUNTER_DATAGRAM_TOO_BIG;
  else if (!g_utf8_validate_len (data, origin->length, NULL))
    *refusal = HALL_COUNTER_DATAGRAM_NOT_UTF8;
  else if (origin->length < strlen (MAGIC) || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    *refusal = HALL_COUNTER_DATAGRAM_NOT_HALLWAY;
  else if (!hall_interfaces_is_on_link (self->interfaces, origin->address))
    *refusal = HALL_COUNTER_DATAGRAM_OFF_LINK;
  else if (is_plainly_ours (self, data, origin->length))
    *refusal = HALL_COUNTER_DATAGRAM_OWN;
  else if ((rate = hall_rate_table_find (self->rates, origin->address, now)) == NULL)
    *refusal = HALL_COUNTER_DATAGRAM_TABLE_FULL;
  else if (!hall_rate_take (rate, 1, now))
    *refusal = HALL_COUNTER_DATAGRAM_ADDRESS_RATE;
  else if (!hall_rate_take (&self->total, 1, now))
    *refusal = HALL_COUNTER_DATAGRAM_TOTAL_RATE;
  else
    return TRUE;

  return FALSE;
}

/* (transfer full) (nullable) */
static HallDatagram *
decode (HallBeacon   *self,
        const guint8 *data,
        gsize         length,
        HallCounter  *refusal)
{
  g_autoptr (HallDatagram) datagram = NULL;
  g_autoptr (GError) error = NULL;

  datagram = hall_datagram_decode (data, length, &error);
  if (datagram != NULL && g_str_equal (datagram->id, self->own_id)
      && !is_newer (self, datagram->boot))
    {
      *refusal = HALL_COUNTER_DATAGRAM_OWN;
      return NULL;
    }

  if (datagram != NULL && hall_datagram_verify (datagram, &error))
    return g_steal_pointer (&datagram);

  *refusal = hall_counter_for_datagram_error (error);
  return NULL;
}

HallWay
hall_beacon_find_way (HallBeacon *self,
                      guint32     destination)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);

  if (IN_MULTICAST (destination))
    return HALL_WAY_MULTICAST;
  if (destination == INADDR_BROADCAST
      || (self->broadcast != 0 && destination == self->broadcast))
    return HALL_WAY_BROADCAST;

  for (guint i = 0; destination != 0 && i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      for (guint j = 0; j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          if (address->broadcast == destination)
            return HALL_WAY_BROADCAST;
        }
    }

  return HALL_WAY_UNICAST;
}

void
hall_beacon_take (HallBeacon               *self,
                  const guint8             *data,
                  const HallDatagramOrigin *origin)
{
  g_autoptr (HallDatagram) datagram = NULL;
  HallCounter refusal = HALL_COUNTER_DATAGRAM_EMPTY;
  struct in_addr raw = { htonl (origin->address) };
  char address[INET_ADDRSTRLEN];

  inet_ntop (AF_INET, &raw, address, sizeof address);

  if (check_cheaply (self, (const char *) data, origin, &refusal))
    datagram = decode (self, data, origin->length, &refusal);

  if (datagram == NULL)
    {
      hall_counters_add (self->counters, refusal);
      if (refusal != HALL_COUNTER_DATAGRAM_OWN)
        g_debug ("Datagram of %s:%u refused: %s", address, origin->port,
                 hall_counter_get_name (refusal));
      return;
    }

  if (g_str_equal (datagram->id, self->own_id))
    {
      hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_OWN);
      if (hall_rate_take (&self->echoes, 1, g_get_monotonic_time ()))
        g_signal_emit (self, signals[ECHO], 0, datagram, address);
      return;
    }

  hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_ACCEPTED);
  g_signal_emit (self, signals[DATAGRAM], 0, datagram, address, (guint) origin->port,
                 (guint) hall_beacon_find_way (self, origin->destination));
}

static gboolean
on_readable (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  g_autoptr (HallBeacon) self = g_object_ref (HALL_BEACON (user_data));
  guint8 buffer[HALL_DATAGRAM_MAX + 1];
  HallDatagramOrigin origin;

  /* A handler may close it. */
  for (guint i = 0; i < RECEIVES_PER_TURN && self->fd == fd; i++)
    {
      if (!hall_datagram_socket_receive (fd, buffer, sizeof buffer, &origin))
        break;
      /* Port 0: an error that waited on the socket; it says nothing about who sends. */
      if (origin.port != 0)
        hall_beacon_take (self, buffer, &origin);
    }

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
  GSource *source;

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
  join_groups (self);

  source = g_unix_fd_source_new (self->fd, G_IO_IN);
  g_source_set_static_name (source, "hall-beacon");
  g_source_set_priority (source, PRIORITY);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), self, NULL);
  self->source = g_source_attach (source, NULL);
  g_source_unref (source);
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
  g_clear_handle_id (&self->rejoin_source, g_source_remove);
  if (self->fd >= 0)
    {
      leave_groups (self);
      close (self->fd);
    }
  self->fd = -1;
  self->port = 0;
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
