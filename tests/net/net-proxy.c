/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-proxy.c: somebody between two people: who passes bytes on, or who speaks TLS to both.
 *
 * Owned by the tests. Neither knows a key of the people it stands between.
 */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-proxy.h"

struct _NetWire
{
  int fd;
  guint16 port;
  guint16 target;
  guint source;
  gboolean spoils;
  GPtrArray *pipes;      /* (element-type Pipe) */
  GByteArray *seen;
};

/* One of the two directions of a connection. */
typedef struct
{
  NetWire *wire;
  int from;
  int to;
  guint source;
} Pipe;

static void
pipe_free (gpointer data)
{
  Pipe *pipe = data;

  g_clear_handle_id (&pipe->source, g_source_remove);
  close (pipe->from);
  g_free (pipe);
}

static gboolean
on_bytes (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Pipe *pipe = user_data;
  guint8 buffer[65536];
  gssize got = recv (pipe->from, buffer, sizeof buffer, MSG_DONTWAIT);

  if (got < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  if (got <= 0)
    {
      shutdown (pipe->to, SHUT_WR);
      pipe->source = 0;
      return G_SOURCE_REMOVE;
    }

  if (pipe->wire->spoils)
    buffer[got - 1] ^= 1;
  g_byte_array_append (pipe->wire->seen, buffer, (guint) got);
  /* What tests send fits into the kernel's buffers. */
  if (send (pipe->to, buffer, (gsize) got, MSG_NOSIGNAL) != got)
    shutdown (pipe->from, SHUT_RDWR);

  return G_SOURCE_CONTINUE;
}

static void
add_pipe (NetWire *self,
          int      from,
          int      to)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->wire = self;
  pipe->from = from;
  pipe->to = to;
  pipe->source = g_unix_fd_add (from, G_IO_IN, on_bytes, pipe);
  g_ptr_array_add (self->pipes, pipe);
}

static struct sockaddr_in
at_port (guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };

  return address;
}

static gboolean
on_caller (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  NetWire *self = user_data;
  struct sockaddr_in address = at_port (self->target);
  int near = accept4 (fd, NULL, NULL, SOCK_CLOEXEC);
  int far = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (near, >=, 0);
  /* The kernel answers, whether anybody accepts or not. */
  g_assert_no_errno (connect (far, (struct sockaddr *) &address, sizeof address));
  add_pipe (self, near, far);
  add_pipe (self, far, near);

  return G_SOURCE_CONTINUE;
}

NetWire *
net_wire_new (guint16 target)
{
  NetWire *self = g_new0 (NetWire, 1);
  struct sockaddr_in address = at_port (0);
  socklen_t length = sizeof address;

  self->target = target;
  self->pipes = g_ptr_array_new_with_free_func (pipe_free);
  self->seen = g_byte_array_new ();
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (bind (self->fd, (struct sockaddr *) &address, length));
  g_assert_no_errno (listen (self->fd, 8));
  g_assert_no_errno (getsockname (self->fd, (struct sockaddr *) &address, &length));
  self->port = ntohs (address.sin_port);
  self->source = g_unix_fd_add (self->fd, G_IO_IN, on_caller, self);

  return self;
}

void
net_wire_free (NetWire *self)
{
  g_source_remove (self->source);
  close (self->fd);
  g_ptr_array_unref (self->pipes);
  g_byte_array_unref (self->seen);
  g_free (self);
}

guint16
net_wire_get_port (NetWire *self)
{
  return self->port;
}

void
net_wire_spoil (NetWire *self)
{
  self->spoils = TRUE;
}

gsize
net_wire_count (NetWire *self)
{
  return self->seen->len;
}

gboolean
net_wire_saw (NetWire       *self,
              gconstpointer  bytes,
              gsize          length)
{
  return memmem (self->seen->data, self->seen->len, bytes, length) != NULL;
}

/* The other of the two connections. */
static HallLink *
find_other (NetMiddle *self,
            HallLink  *link)
{
  guint index = 0;

  g_assert_true (g_ptr_array_find (self->links, link, &index));

  return g_ptr_array_index (self->links, index ^ 1);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           NetMiddle  *self)
{
  self->passed++;
  hall_link_send (find_other (self, link), packet, HALL_LINK_CHAT);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           NetMiddle    *self)
{
  hall_link_close (find_other (self, link));
}

static void
adopt (NetMiddle *self,
       HallLink  *link)
{
  g_ptr_array_add (self->links, link);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), self);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), self);
}

static void
on_link (HallListener *listener,
         HallLink     *link,
         NetMiddle    *self)
{
  adopt (self, g_object_ref (link));
  adopt (self, net_dial ("127.0.0.1", self->target, NULL, hall_link_get_purpose (link),
                         self->identity, self->counters));
}

NetMiddle *
net_middle_new (guint16 target)
{
  NetMiddle *self = g_new0 (NetMiddle, 1);
  g_autoptr (GError) error = NULL;

  self->identity = net_new_identity ();
  self->counters = hall_counters_new ();
  self->target = target;
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->listener = hall_listener_new (self->identity, self->counters, net_clock ());
  g_signal_connect (self->listener, "link", G_CALLBACK (on_link), self);
  hall_listener_open (self->listener, 0, TRUE, &error);
  g_assert_no_error (error);

  return self;
}

void
net_middle_free (NetMiddle *self)
{
  for (guint i = 0; i < self->links->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->links, i), self);
  g_ptr_array_unref (self->links);
  g_object_unref (self->listener);
  g_object_unref (self->identity);
  hall_counters_unref (self->counters);
  g_free (self);
}

guint16
net_middle_get_port (NetMiddle *self)
{
  return hall_listener_get_port (self->listener);
}
