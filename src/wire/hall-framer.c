/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-framer.c: HallFramer, a byte stream cut into frames.
 *
 * Owns the bytes that were fed and not yet taken out. It never looks into a frame, and never
 * reserves memory because of a length that a peer only claims.
 */

#define G_LOG_DOMAIN "hall-framer"

#include "config.h"

#include <string.h>

#include "hall-error.h"
#include "hall-limits.h"

#include "hall-framer.h"

/* The length itself, which does not count in it. */
#define LENGTH_SIZE 4
/* Kind and flags, which do. */
#define FRAME_MIN (HALL_FRAME_HEADER - LENGTH_SIZE)
/* A buffer up to this size stays with an idle framer: hundreds of members cost little. */
#define IDLE_CAPACITY 2048

struct _HallFramer
{
  guint8 *data;
  gsize capacity;
  gsize start;      /* of what was not taken out yet */
  gsize end;
  gboolean broken;
};

/**
 * hall_framer_new:
 *
 * Returns: (transfer full): a framer at the beginning of a stream
 */
HallFramer *
hall_framer_new (void)
{
  return g_new0 (HallFramer, 1);
}

/**
 * hall_framer_free:
 * @self: (transfer full): a framer
 */
void
hall_framer_free (HallFramer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->data);
  g_free (self);
}

/**
 * hall_framer_feed:
 * @self: a framer
 * @data: (array length=length): what the stream gave
 * @length: how many bytes
 *
 * Adds bytes to the stream. Frames that were taken out before are no longer valid. After an error
 * the bytes are dropped.
 */
void
hall_framer_feed (HallFramer   *self,
                  const guint8 *data,
                  gsize         length)
{
  gsize kept;

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (self->broken || length == 0)
    return;

  kept = self->end - self->start;
  if (self->start > 0 && kept > 0)
    memmove (self->data, self->data + self->start, kept);
  self->start = 0;
  self->end = kept;

  if (self->capacity - kept < length)
    {
      /* Doubling keeps many small pieces of one large frame linear. */
      self->capacity = MAX (kept + length, MIN (self->capacity * 2, HALL_FRAME_MAX + LENGTH_SIZE));
      self->data = g_realloc (self->data, self->capacity);
    }

  memcpy (self->data + kept, data, length);
  self->end += length;
}

static void
forget_idle_buffer (HallFramer *self)
{
  self->start = 0;
  self->end = 0;
  if (self->capacity > IDLE_CAPACITY)
    {
      g_clear_pointer (&self->data, g_free);
      self->capacity = 0;
    }
}

/**
 * hall_framer_next:
 * @self: a framer
 * @frame: (out caller-allocates): the frame, valid until the next call on @self
 * @error: return location for HALL_WIRE_ERROR_BAD_LENGTH: the stream is no stream of frames, or
 *   has a frame above HALL_FRAME_MAX; each later call says so again
 *
 * Takes out the next whole frame.
 *
 * Returns: %TRUE with a frame; %FALSE if more bytes are needed or @error is set
 */
gboolean
hall_framer_next (HallFramer  *self,
                  HallFrame   *frame,
                  GError     **error)
{
  const guint8 *head = NULL;
  gsize available;
  guint32 length = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (frame != NULL, FALSE);

  available = self->end - self->start;
  if (!self->broken && available == 0)
    forget_idle_buffer (self);
  if (!self->broken && available < LENGTH_SIZE)
    return FALSE;

  if (!self->broken)
    {
      head = self->data + self->start;
      length = (guint32) head[0] << 24 | (guint32) head[1] << 16 |
               (guint32) head[2] << 8 | (guint32) head[3];
      if (length < FRAME_MIN || length > HALL_FRAME_MAX)
        {
          self->broken = TRUE;
          forget_idle_buffer (self);
        }
    }
  if (self->broken)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_LENGTH,
                           "The length of a frame is out of range");
      return FALSE;
    }

  if (available < LENGTH_SIZE + (gsize) length)
    return FALSE;

  frame->kind = head[LENGTH_SIZE];
  frame->flags = head[LENGTH_SIZE + 1];
  frame->payload = head + HALL_FRAME_HEADER;
  frame->length = length - FRAME_MIN;
  self->start += LENGTH_SIZE + length;

  return TRUE;
}

/**
 * hall_frame_encode:
 * @kind: HALL_FRAME_JSON or HALL_FRAME_FILE
 * @flags: 0 or HALL_FRAME_FLAG_OPTIONAL
 * @payload: (array length=length): the payload
 * @length: its size, at most HALL_FRAME_MAX - 2 bytes
 *
 * Returns: (transfer full): the whole frame
 */
GBytes *
hall_frame_encode (guint8         kind,
                   guint8         flags,
                   gconstpointer  payload,
                   gsize          length)
{
  guint8 *data;
  guint32 big_endian;

  g_return_val_if_fail (payload != NULL || length == 0, NULL);
  g_return_val_if_fail (length <= HALL_FRAME_MAX - FRAME_MIN, NULL);

  data = g_malloc (HALL_FRAME_HEADER + length);
  big_endian = GUINT32_TO_BE ((guint32) (length + FRAME_MIN));
  memcpy (data, &big_endian, LENGTH_SIZE);
  data[LENGTH_SIZE] = kind;
  data[LENGTH_SIZE + 1] = flags;
  if (length > 0)
    memcpy (data + HALL_FRAME_HEADER, payload, length);

  return g_bytes_new_take (data, HALL_FRAME_HEADER + length);
}
