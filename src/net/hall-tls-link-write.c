/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-write.c: what a link writes: frames gathered into records, once per main-loop turn.
 *
 * Part of HallTlsLink. A record that the socket took only in part is finished before anything else;
 * it never waits for the socket.
 */

#define G_LOG_DOMAIN "hall-tls-link-write"

#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "hall-limits.h"

#include "hall-tls-link-private.h"

/* What one link may write in a turn before the others get theirs. */
#define RECORDS_PER_TURN 16

gsize
hall_tls_link_count_queued (HallTlsLink *self)
{
  return self->queue.bytes + self->pending_length;
}

static void
linger (HallTlsLink *self)
{
  /* Closing with unread bytes in the kernel would reset the connection and take our last words
   * away from the peer: first its end has to come. */
  hall_tls_bye (self->tls);
  shutdown (g_socket_get_fd (self->socket), SHUT_WR);
  self->state = HALL_TLS_LINK_LINGERING;
}

static void
note_written (HallTlsLink *self,
              gsize        written)
{
  self->last_progress = g_get_monotonic_time ();
  if (self->pending == NULL)
    return;

  self->pending_length -= MIN (written, self->pending_length);
  if (self->pending_length == 0)
    g_clear_pointer (&self->pending, g_free);
  else
    memmove (self->pending, self->pending + written, self->pending_length);
  self->pending_begun = FALSE;
}

static void
keep_pending (HallTlsLink  *self,
              const guint8 *data,
              gsize         length,
              gboolean      begun)
{
  if (self->pending == NULL)
    {
      self->pending = g_memdup2 (data, length);
      self->pending_length = length;
    }
  self->pending_begun = begun;
}

/* One record, or what is left of one. */
static HallTlsResult
write_record (HallTlsLink  *self,
              GError      **error)
{
  guint8 *outgoing = hall_reactor_get_outgoing (self->reactor);
  const guint8 *data = outgoing;
  HallTlsResult result;
  gsize written = 0;
  gsize length;

  if (self->pending == NULL)
    length = hall_send_queue_take (&self->queue, outgoing, HALL_TLS_RECORD_MAX);
  else
    {
      data = self->pending_begun ? NULL : self->pending;
      length = self->pending_begun ? 0 : self->pending_length;
    }

  result = hall_tls_write (self->tls, data, length, &written, error);
  if (result == HALL_TLS_AGAIN)
    keep_pending (self, outgoing, length, TRUE);
  else if (result == HALL_TLS_DONE)
    {
      /* A peer may have asked for shorter records than we gather. */
      if (self->pending == NULL && written < length)
        keep_pending (self, outgoing + written, length - written, FALSE);
      else
        note_written (self, written);
    }

  return result;
}

void
hall_tls_link_flush (HallTlsLink *self)
{
  for (guint i = 0; i < RECORDS_PER_TURN && hall_tls_link_count_queued (self) > 0; i++)
    {
      g_autoptr (GError) error = NULL;
      HallTlsResult result = write_record (self, &error);

      if (result == HALL_TLS_AGAIN)
        break;
      if (result != HALL_TLS_DONE)
        {
          hall_link_end (HALL_LINK (self), g_steal_pointer (&error));
          return;
        }
    }

  hall_watch_set_condition (self->watch,
                            hall_tls_link_count_queued (self) > 0 ? G_IO_IN | G_IO_OUT : G_IO_IN);

  if (self->state == HALL_TLS_LINK_CLOSING && hall_tls_link_count_queued (self) == 0)
    linger (self);
  else if (self->above_soft && hall_tls_link_count_queued (self) < HALL_QUEUE_SOFT_MAX / 2)
    {
      self->above_soft = FALSE;
      hall_link_note_drained (HALL_LINK (self));
    }
}

void
hall_tls_link_push (HallTlsLink      *self,
                    GBytes           *frame,
                    HallLinkPriority  priority)
{
  if (hall_tls_link_count_queued (self) == 0)
    self->last_progress = g_get_monotonic_time ();

  hall_send_queue_push (&self->queue, frame, priority);
  if (hall_tls_link_count_queued (self) > HALL_QUEUE_SOFT_MAX)
    self->above_soft = TRUE;

  /* While a record is stuck, the socket itself says when to go on. */
  if (self->pending == NULL)
    hall_watch_flush (self->watch);
}
