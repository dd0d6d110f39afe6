/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-connect.c: the TCP connection of a link that we dial, and what all sockets are set
 * to.
 *
 * Part of HallTlsLink. When the first packet is lost the kernel asks again only after a second, and
 * both sides are slow from then on. So another socket asks soon beside the first one, and others
 * after it: the one that is connected first is the link's, the others are closed at once, so that
 * the peer has no link of them. It speaks no TLS.
 */

#define G_LOG_DOMAIN "hall-tls-link-connect"

#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "hall-port.h"

#include "hall-tls-link-private.h"

/* So often another one asks. */
#define AGAIN_MS 300
/* So many beside another. The oldest makes place after 0.9 s, before the kernel asks again for it:
 * if that is what is answered it takes the way to be 1 s long, and waits 3 s with what is lost. */
#define BESIDE_MAX 2

/* One of those beside the link's own socket. */
typedef struct
{
  HallTlsLink *link;
  GSocket *socket;
  HallWatch *watch;
} Beside;

struct _HallTlsLinkConnect
{
  GSocketAddress *address;
  char *device;            /* (nullable) */
  gint64 end;              /* monotonic µs */
  GPtrArray *beside;       /* (element-type Beside): the oldest first */
};

/* An end without a goodbye, which would be one more thing to lose. */
static void
close_abruptly (GSocket *socket)
{
  const struct linger at_once = { .l_onoff = 1 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
}

static void
beside_free (gpointer data)
{
  Beside *beside = data;

  g_clear_pointer (&beside->watch, hall_watch_remove);
  if (beside->socket != NULL)
    close_abruptly (beside->socket);
  g_clear_object (&beside->socket);
  g_free (beside);
}

/* The socket that is used is decided, or there is none. */
void
hall_tls_link_stop_connecting (HallTlsLink *self)
{
  HallTlsLinkConnect *connect = g_steal_pointer (&self->connect);

  if (connect == NULL)
    return;
  g_ptr_array_unref (connect->beside);
  g_object_unref (connect->address);
  g_free (connect->device);
  g_free (connect);
}

/* A dead peer is noticed within 15 s, whether data is under way (the user timeout) or not (the
 * keepalive). What little is under way is sent again every 0.2 s, not ever more slowly; the kernel
 * does so only where it controls congestion by what is lost, so not with BBR. Best effort: an old
 * kernel has our pings. */
void
hall_tls_link_set_options (GSocket *socket)
{
  static const char congestion[] = "cubic";
  static const struct
  {
    int level;
    int name;
    int value;
  } options[] = {
    { IPPROTO_TCP, TCP_NODELAY, 1 },
    { IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, 1 },
    { IPPROTO_TCP, TCP_USER_TIMEOUT, 15000 },
    { SOL_SOCKET, SO_KEEPALIVE, 1 },
    { IPPROTO_TCP, TCP_KEEPIDLE, 10 },
    { IPPROTO_TCP, TCP_KEEPINTVL, 5 },
    { IPPROTO_TCP, TCP_KEEPCNT, 3 },
  };

  g_socket_set_blocking (socket, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (setsockopt (g_socket_get_fd (socket), options[i].level, options[i].name,
                      &options[i].value, sizeof options[i].value) != 0)
        g_debug ("Socket option %d: %s", options[i].name, g_strerror (errno));
    }
  if (setsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_CONGESTION, congestion,
                  strlen (congestion)) != 0)
    g_debug ("Congestion control %s: %s", congestion, g_strerror (errno));
}

static void
bind_to_device (GSocket    *socket,
                const char *device)
{
  if (device != NULL
      && setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_BINDTODEVICE, device,
                     (socklen_t) strlen (device)) != 0)
    g_debug ("Going over %s: %s", device, g_strerror (errno));   /* before Linux 5.7 */
}

/* (transfer full) (nullable): one that is being connected. */
static GSocket *
begin (HallTlsLinkConnect  *connect,
       GError             **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) pending = NULL;

  socket = g_socket_new (g_socket_address_get_family (connect->address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;

  hall_tls_link_set_options (socket);
  bind_to_device (socket, connect->device);
  if (!g_socket_connect (socket, connect->address, NULL, &pending)
      && !g_error_matches (pending, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&pending));
      return NULL;
    }

  return g_steal_pointer (&socket);
}

/* Its socket is the link's, and not watched; @beside is gone. */
static void
take_over (HallTlsLink *self,
           Beside      *beside)
{
  g_clear_pointer (&self->watch, hall_watch_remove);
  g_clear_pointer (&beside->watch, hall_watch_remove);
  close_abruptly (self->socket);
  g_object_unref (self->socket);
  self->socket = g_steal_pointer (&beside->socket);
  g_ptr_array_remove (self->connect->beside, beside);
}

static void
on_beside_ready (gpointer     owner,
                 GIOCondition condition)
{
  Beside *beside = owner;
  g_autoptr (HallTlsLink) self = g_object_ref (beside->link);
  g_autoptr (GError) error = NULL;

  /* What the peer says to the link's own socket decides. */
  if (!g_socket_check_connect_result (beside->socket, &error))
    {
      g_debug ("A socket beside: %s", error->message);
      g_ptr_array_remove (self->connect->beside, beside);
      return;
    }

  take_over (self, beside);
  hall_tls_link_go_on_connected (self);
}

static const HallWatchFuncs beside_funcs = {
  .ready = on_beside_ready,
};

static void
begin_beside (HallTlsLink *self)
{
  HallTlsLinkConnect *connect = self->connect;
  g_autoptr (GError) error = NULL;
  Beside *beside = g_new0 (Beside, 1);

  g_debug ("%s does not answer, asking again", hall_link_get_address (HALL_LINK (self)));
  beside->link = self;
  beside->socket = begin (connect, &error);
  if (beside->socket != NULL)
    beside->watch = hall_reactor_watch (self->reactor, g_socket_get_fd (beside->socket), G_IO_OUT,
                                        &beside_funcs, beside);
  if (beside->watch != NULL)
    g_ptr_array_add (connect->beside, beside);
  else
    beside_free (beside);   /* those that are under way may do */
}

static void
plan (HallTlsLink *self)
{
  HallTlsLinkConnect *connect = self->connect;
  gint64 next = g_get_monotonic_time () + AGAIN_MS * 1000;

  hall_watch_set_deadline (self->watch, MIN (next, connect->end));
}

/* (transfer full) (nullable): why there will be no connection. */
GError *
hall_tls_link_keep_connecting (HallTlsLink *self)
{
  if (g_get_monotonic_time () >= self->connect->end)
    return hall_tls_link_new_unreachable (self, "no answer");

  if (self->connect->beside->len == BESIDE_MAX)
    {
      take_over (self, g_ptr_array_index (self->connect->beside, 0));
      if (!hall_tls_link_watch (self, G_IO_OUT))
        return NULL;
    }
  begin_beside (self);
  plan (self);
  return NULL;
}

/* (transfer full). */
GError *
hall_tls_link_new_unreachable (HallTlsLink *self,
                               const char  *reason)
{
  return g_error_new (HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE, "No connection to %s: %s",
                      hall_link_get_address (HALL_LINK (self)), reason);
}

void
hall_tls_link_start_outgoing (HallTlsLink *self,
                              const char  *device)
{
  const char *text = hall_link_get_address (HALL_LINK (self));
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  HallTlsLinkConnect *connect;

  self->state = HALL_TLS_LINK_CONNECTING;
  address = hall_port_parse_address (text, hall_link_get_port (HALL_LINK (self)));
  if (address == NULL)
    {
      hall_tls_link_fail_later (self, g_error_new (HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE,
                                                   "“%s” is not an address", text));
      return;
    }

  connect = self->connect = g_new0 (HallTlsLinkConnect, 1);
  connect->address = g_steal_pointer (&address);
  connect->device = g_strdup (device);
  connect->end = g_get_monotonic_time () + (gint64) hall_tls_link_get_timers ()->dial_ms * 1000;
  connect->beside = g_ptr_array_new_with_free_func (beside_free);

  self->socket = begin (connect, &error);
  if (self->socket == NULL)
    hall_tls_link_fail_later (self, hall_tls_link_new_unreachable (self, error->message));
  else if (hall_tls_link_watch (self, G_IO_OUT))
    plan (self);
}
