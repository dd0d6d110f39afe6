/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-io.c: socket and deadlines of a link: handshake, read, keep alive.
 *
 * Part of HallTlsLink, driven by HallReactor. It never blocks, and any error of the socket ends the
 * link, once. The deadlines follow the machine's clock, whatever clock the link has.
 */

#define G_LOG_DOMAIN "hall-tls-link-io"

#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "hall-limits.h"

#include "hall-tls-link-private.h"

static const HallTlsLinkTimers default_timers = {
  .dial_ms = HALL_DIAL_TIMEOUT_MS,
  .tls_ms = HALL_TLS_TIMEOUT_MS,
  .hello_ms = HALL_HELLO_TIMEOUT_MS,
  .ping_ms = HALL_PING_AFTER_MS,
  .silence_ms = HALL_SILENCE_MS,
  .stall_ms = HALL_QUEUE_STALL_MS,
  .closing_ms = 1000,
};
static const HallTlsLinkTimers *timers = &default_timers;

void
hall_tls_link_set_timers (const HallTlsLinkTimers *other)
{
  timers = other != NULL ? other : &default_timers;
}

const HallTlsLinkTimers *
hall_tls_link_get_timers (void)
{
  return timers;
}

static void
set_deadline (HallTlsLink *self,
              guint        milliseconds)
{
  hall_watch_set_deadline (self->watch, g_get_monotonic_time () + (gint64) milliseconds * 1000);
}

static void
note_heard (HallTlsLink *self)
{
  self->heard = g_get_monotonic_time ();
  hall_link_note_heard (HALL_LINK (self), hall_clock_get_monotonic (self->clock));
}

/* @error: (transfer full) (nullable). */
static void
end (HallTlsLink *self,
     GError      *error)
{
  hall_link_end (HALL_LINK (self), error);
}

static void
fail (HallTlsLink   *self,
      HallLinkError  code,
      const char    *text)
{
  end (self, g_error_new_literal (HALL_LINK_ERROR, code, text));
}

static void
greet (HallTlsLink *self)
{
  HallCounter counter = HALL_COUNTER_LINK_TLS_FAILED;
  g_autofree char *peer_id = NULL;
  g_autoptr (GError) error = NULL;

  peer_id = hall_tls_check_peer (self->tls, hall_identity_get_id (self->identity),
                                 self->expected_id, &counter, &error);
  if (peer_id == NULL)
    {
      hall_tls_alert (self->tls);
      hall_counters_add (self->counters, counter);
      end (self, g_steal_pointer (&error));
      return;
    }

  hall_link_set_peer (HALL_LINK (self), peer_id);
  self->state = HALL_TLS_LINK_GREETING;
  self->framer = hall_framer_new ();
  hall_watch_set_condition (self->watch, G_IO_IN);
  set_deadline (self, timers->hello_ms);
  hall_tls_link_greet (self);
}

/* What GnuTLS writes piece by piece goes as one packet: fewer can be lost. */
static HallTlsResult
shake_hands (HallTlsLink  *self,
             HallCounter  *counter,
             GError      **error)
{
  int fd = g_socket_get_fd (self->socket);
  HallTlsResult result;
  int corked = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_CORK, &corked, sizeof corked);
  result = hall_tls_handshake (self->tls, counter, error);
  corked = 0;
  setsockopt (fd, IPPROTO_TCP, TCP_CORK, &corked, sizeof corked);

  return result;
}

static void
go_on_with_handshake (HallTlsLink *self)
{
  HallCounter counter = HALL_COUNTER_LINK_TLS_FAILED;
  g_autoptr (GError) error = NULL;

  switch (shake_hands (self, &counter, &error))
    {
    case HALL_TLS_AGAIN:
      hall_watch_set_condition (self->watch,
                                hall_tls_wants_to_write (self->tls) ? G_IO_OUT : G_IO_IN);
      break;

    case HALL_TLS_DONE:
      greet (self);
      break;

    case HALL_TLS_END:
    case HALL_TLS_FAILED:
    default:
      hall_counters_add (self->counters, counter);
      end (self, g_steal_pointer (&error));
      break;
    }
}

static void
take_records (HallTlsLink *self)
{
  guint8 *plain = hall_reactor_get_plain (self->reactor);

  while (self->state == HALL_TLS_LINK_GREETING || self->state == HALL_TLS_LINK_READY)
    {
      g_autoptr (GError) error = NULL;
      gsize length = 0;

      switch (hall_tls_read (self->tls, plain, &length, &error))
        {
        case HALL_TLS_DONE:
          hall_tls_link_take_bytes (self, plain, length);
          break;

        case HALL_TLS_AGAIN:
          if (hall_tls_wants_to_write (self->tls))
            hall_watch_set_condition (self->watch, G_IO_IN | G_IO_OUT);
          hall_tls_keep_rest (self->tls);
          return;

        case HALL_TLS_END:
          fail (self, HALL_LINK_ERROR_LOST, "The other side closed the connection");
          return;

        case HALL_TLS_FAILED:
        default:
          end (self, g_steal_pointer (&error));
          return;
        }
    }
}

static void
take_input (HallTlsLink *self)
{
  gboolean received = hall_tls_receive (self->tls);

  if (received)
    note_heard (self);

  if (self->state == HALL_TLS_LINK_HANDSHAKING)
    {
      go_on_with_handshake (self);
      if (self->state == HALL_TLS_LINK_HANDSHAKING)
        hall_tls_keep_rest (self->tls);
    }

  /* The first frames may have come along with the end of the handshake. */
  if (received)
    take_records (self);
}

/* After the last words nothing that the peer says counts, but its end does. */
static void
discard_input (HallTlsLink *self)
{
  gssize got;

  do
    got = recv (g_socket_get_fd (self->socket), hall_reactor_get_incoming (self->reactor),
                HALL_REACTOR_INCOMING_SIZE, MSG_DONTWAIT);
  while (got < 0 && errno == EINTR);

  if (got == 0 || (got < 0 && errno != EAGAIN))
    end (self, g_steal_pointer (&self->close_error));
}

static void
begin_handshake (HallTlsLink *self)
{
  g_autoptr (GError) error = NULL;

  self->tls = hall_tls_new (self->identity, self->reactor, g_socket_get_fd (self->socket),
                            hall_link_get_incoming (HALL_LINK (self)), &error);
  if (self->tls == NULL)
    {
      end (self, g_steal_pointer (&error));
      return;
    }

  self->state = HALL_TLS_LINK_HANDSHAKING;
  note_heard (self);
  set_deadline (self, timers->tls_ms);
  if (!hall_link_get_incoming (HALL_LINK (self)))
    go_on_with_handshake (self);
}

static void
on_connected (HallTlsLink *self)
{
  g_autoptr (GError) error = NULL;

  hall_tls_link_stop_connecting (self);
  if (g_socket_check_connect_result (self->socket, &error))
    begin_handshake (self);
  else
    end (self, hall_tls_link_new_unreachable (self, error->message));
}

static void
on_ready (gpointer     owner,
          GIOCondition condition)
{
  g_autoptr (HallTlsLink) self = g_object_ref (HALL_TLS_LINK (owner));
  gboolean readable = (condition & (G_IO_IN | G_IO_ERR | G_IO_HUP)) != 0;

  switch (self->state)
    {
    case HALL_TLS_LINK_CONNECTING:
      on_connected (self);
      break;

    case HALL_TLS_LINK_HANDSHAKING:
      take_input (self);
      break;

    case HALL_TLS_LINK_GREETING:
    case HALL_TLS_LINK_READY:
      if ((condition & G_IO_OUT) != 0)
        hall_tls_link_flush (self);
      if (self->state <= HALL_TLS_LINK_READY && (readable || (condition & G_IO_OUT) != 0))
        take_input (self);
      break;

    case HALL_TLS_LINK_CLOSING:
    case HALL_TLS_LINK_LINGERING:
      if (self->state == HALL_TLS_LINK_CLOSING && (condition & G_IO_OUT) != 0)
        hall_tls_link_flush (self);
      if (self->state != HALL_TLS_LINK_CLOSED && readable)
        discard_input (self);
      break;

    case HALL_TLS_LINK_CLOSED:
    default:
      break;
    }
}

static void
on_flush (gpointer owner)
{
  g_autoptr (HallTlsLink) self = g_object_ref (HALL_TLS_LINK (owner));

  if (self->state >= HALL_TLS_LINK_GREETING && self->state <= HALL_TLS_LINK_CLOSING)
    hall_tls_link_flush (self);
}

static void
keep_alive (HallTlsLink *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 ping_at;
  gint64 next;

  if (hall_tls_link_count_queued (self) > 0
      && now - self->last_progress >= (gint64) timers->stall_ms * 1000)
    {
      hall_send_queue_drop (&self->queue);
      hall_tls_link_refuse_peer (self, HALL_COUNTER_LINK_SLOW, HALL_LINK_ERROR_SLOW, "slow",
                                 "The other side does not read");
      return;
    }

  if (now - self->heard >= (gint64) timers->silence_ms * 1000)
    {
      hall_counters_add (self->counters, HALL_COUNTER_LINK_SILENT);
      fail (self, HALL_LINK_ERROR_SILENT, "The other side does not answer");
      return;
    }

  ping_at = MAX (self->heard, self->last_ping) + (gint64) timers->ping_ms * 1000;
  if (now >= ping_at)
    {
      hall_link_ping (HALL_LINK (self));
      self->last_ping = now;
      ping_at = now + (gint64) timers->ping_ms * 1000;
    }

  /* A full queue ends the link at the ping. */
  if (self->state != HALL_TLS_LINK_READY)
    return;

  next = MIN (ping_at, self->heard + (gint64) timers->silence_ms * 1000);
  if (hall_tls_link_count_queued (self) > 0)
    next = MIN (next, self->last_progress + (gint64) timers->stall_ms * 1000);
  hall_watch_set_deadline (self->watch, next);
}

static void
keep_connecting (HallTlsLink *self)
{
  GError *error = hall_tls_link_keep_connecting (self);

  if (error != NULL)
    end (self, error);
}

static void
on_due (gpointer owner)
{
  g_autoptr (HallTlsLink) self = g_object_ref (HALL_TLS_LINK (owner));

  switch (self->state)
    {
    case HALL_TLS_LINK_CONNECTING:
      keep_connecting (self);
      break;

    case HALL_TLS_LINK_HANDSHAKING:
      hall_counters_add (self->counters, HALL_COUNTER_LINK_TLS_TIMEOUT);
      fail (self, HALL_LINK_ERROR_TLS, "No encrypted connection: no answer");
      break;

    case HALL_TLS_LINK_GREETING:
      hall_counters_add (self->counters, HALL_COUNTER_LINK_HELLO_TIMEOUT);
      fail (self, HALL_LINK_ERROR_SILENT, "The other side does not say hello");
      break;

    case HALL_TLS_LINK_READY:
      keep_alive (self);
      break;

    case HALL_TLS_LINK_CLOSING:
    case HALL_TLS_LINK_LINGERING:
      end (self, g_steal_pointer (&self->close_error));
      break;

    case HALL_TLS_LINK_CLOSED:
    default:
      break;
    }
}

static const HallWatchFuncs watch_funcs = {
  .ready = on_ready,
  .due = on_due,
  .flush = on_flush,
};

static gboolean
on_start_failed (gpointer user_data)
{
  HallTlsLink *self = HALL_TLS_LINK (user_data);

  end (self, g_steal_pointer (&self->start_error));

  return G_SOURCE_REMOVE;
}

/* The caller has to have the link before it can hear of its end. */
void
hall_tls_link_fail_later (HallTlsLink *self,
                          GError      *error)
{
  self->start_error = error;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_start_failed, g_object_ref (self), g_object_unref);
}

gboolean
hall_tls_link_watch (HallTlsLink  *self,
                     GIOCondition  condition)
{
  self->watch = hall_reactor_watch (self->reactor, g_socket_get_fd (self->socket), condition,
                                    &watch_funcs, self);
  if (self->watch != NULL)
    return TRUE;

  hall_tls_link_fail_later (self, g_error_new (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                               "The connection can't be watched: %s",
                                               g_strerror (errno)));
  return FALSE;
}

/* The socket is another one than was watched. */
void
hall_tls_link_go_on_connected (HallTlsLink *self)
{
  hall_tls_link_stop_connecting (self);
  if (hall_tls_link_watch (self, G_IO_OUT))
    begin_handshake (self);
}

void
hall_tls_link_start_incoming (HallTlsLink *self)
{
  g_autoptr (GError) error = NULL;

  self->state = HALL_TLS_LINK_HANDSHAKING;
  note_heard (self);
  hall_tls_link_set_options (self->socket);

  self->tls = hall_tls_new (self->identity, self->reactor, g_socket_get_fd (self->socket), TRUE,
                            &error);
  if (self->tls == NULL)
    hall_tls_link_fail_later (self, g_steal_pointer (&error));
  else if (hall_tls_link_watch (self, G_IO_IN))
    set_deadline (self, timers->tls_ms);
}

/* Lets go of the socket and of everything that belongs to it. */
void
hall_tls_link_release (HallTlsLink *self)
{
  hall_tls_link_stop_connecting (self);
  g_clear_pointer (&self->watch, hall_watch_remove);
  g_clear_pointer (&self->tls, hall_tls_free);
  g_clear_pointer (&self->framer, hall_framer_free);
  hall_send_queue_clear (&self->queue);
  g_clear_pointer (&self->pending, g_free);
  self->pending_length = 0;
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}
