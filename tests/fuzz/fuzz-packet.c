/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-packet.c: a stream through HallFramer and hall_packet_decode ().
 *
 * The first byte says in what pieces the stream arrives. What is decoded is encoded and decoded
 * again.
 */

#include "config.h"

#include "hall-counters.h"
#include "hall-packet.h"

#include "fuzz-target.h"

static void
try_frame (const HallFrame *frame)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPacket) packet = hall_packet_decode (frame, &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) bytes_again = NULL;
  g_autoptr (HallFramer) framer = NULL;
  g_autoptr (HallPacket) again = NULL;
  HallFrame frame_again;

  g_assert_true ((packet == NULL) == (error != NULL));
  if (packet == NULL)
    {
      g_assert_cmpint (hall_counter_for_frame_error (error), <, HALL_N_COUNTERS);
      return;
    }
  if (packet->type == HALL_PACKET_UNKNOWN)
    return;

  bytes = hall_packet_encode (packet, NULL);
  if (bytes == NULL)
    return;
  framer = hall_framer_new ();
  hall_framer_feed (framer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (hall_framer_next (framer, &frame_again, NULL));
  again = hall_packet_decode (&frame_again, &error);
  g_assert_no_error (error);
  bytes_again = hall_packet_encode (again, NULL);
  g_assert_true (g_bytes_equal (bytes, bytes_again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (HallFramer) framer = hall_framer_new ();
  gsize piece = size > 0 && data[0] != 0 ? data[0] : size;

  for (gsize at = 1; at < size; at += piece)
    {
      g_autoptr (GError) error = NULL;
      HallFrame frame;

      hall_framer_feed (framer, data + at, MIN (piece, size - at));
      while (hall_framer_next (framer, &frame, &error))
        try_frame (&frame);
      if (error != NULL)
        return 0;
    }

  return 0;
}
