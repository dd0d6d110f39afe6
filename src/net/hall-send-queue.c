/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-send-queue.c: what a link has yet to send: references to frames, chat before background.
 *
 * Owned by HallTlsLink, which bounds it by `bytes`. An empty one holds no memory: most links of a
 * room are idle most of the time.
 */

#define G_LOG_DOMAIN "hall-send-queue"

#include "config.h"

#include <string.h>

#include "hall-send-queue.h"

#define RING_SIZE_MIN 8

static GBytes *
ring_peek (const HallSendRing *ring)
{
  return ring->length == 0 ? NULL : ring->frames[ring->first];
}

static void
ring_push (HallSendRing *ring,
           GBytes       *frame)
{
  if (ring->length == ring->size)
    {
      guint size = MAX (RING_SIZE_MIN, ring->size * 2);
      GBytes **frames = g_new (GBytes *, size);

      for (guint i = 0; i < ring->length; i++)
        frames[i] = ring->frames[(ring->first + i) % ring->size];

      g_free (ring->frames);
      ring->frames = frames;
      ring->size = size;
      ring->first = 0;
    }

  ring->frames[(ring->first + ring->length) % ring->size] = g_bytes_ref (frame);
  ring->length++;
}

static void
ring_pop (HallSendRing *ring)
{
  g_bytes_unref (ring->frames[ring->first]);
  ring->first = (ring->first + 1) % ring->size;
  ring->length--;

  if (ring->length == 0)
    {
      g_clear_pointer (&ring->frames, g_free);
      ring->size = 0;
      ring->first = 0;
    }
}

/**
 * hall_send_queue_clear:
 */
void
hall_send_queue_clear (HallSendQueue *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->rings); i++)
    {
      while (self->rings[i].length > 0)
        ring_pop (&self->rings[i]);
    }

  self->offset = 0;
  self->bytes = 0;
}

/**
 * hall_send_queue_push:
 * @frame: (transfer none): referenced, never copied
 */
void
hall_send_queue_push (HallSendQueue    *self,
                      GBytes           *frame,
                      HallLinkPriority  priority)
{
  ring_push (&self->rings[priority], frame);
  self->bytes += g_bytes_get_size (frame);
}

/**
 * hall_send_queue_take:
 *
 * Returns: how many bytes were moved into @buffer, 0 if the queue is empty
 */
gsize
hall_send_queue_take (HallSendQueue *self,
                      guint8        *buffer,
                      gsize          size)
{
  gsize done = 0;

  while (done < size && self->bytes > 0)
    {
      GBytes *frame;
      const guint8 *data;
      gsize length;
      gsize step;

      if (self->offset == 0)
        self->begun = self->rings[HALL_LINK_CHAT].length > 0 ? HALL_LINK_CHAT
                                                             : HALL_LINK_BACKGROUND;

      frame = ring_peek (&self->rings[self->begun]);
      data = g_bytes_get_data (frame, &length);
      step = MIN (size - done, length - self->offset);
      memcpy (buffer + done, data + self->offset, step);
      done += step;
      self->offset += step;
      self->bytes -= step;

      if (self->offset == length)
        {
          ring_pop (&self->rings[self->begun]);
          self->offset = 0;
        }
    }

  return done;
}

/**
 * hall_send_queue_drop:
 *
 * Drops everything but the rest of a frame that was begun: the stream stays one of whole frames.
 */
void
hall_send_queue_drop (HallSendQueue *self)
{
  g_autoptr (GBytes) begun = NULL;
  gsize offset = self->offset;

  if (offset > 0)
    begun = g_bytes_ref (ring_peek (&self->rings[self->begun]));

  hall_send_queue_clear (self);
  if (begun == NULL)
    return;

  hall_send_queue_push (self, begun, self->begun);
  self->offset = offset;
  self->bytes -= offset;
}
