/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-event.c: hall_event_decode () on anything, and the event carried in a frame.
 */

#include "config.h"

#include "hall-counters.h"
#include "hall-packet.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const guint8 signature[HALL_SIGNATURE_SIZE] = { 0, };
  g_autofree char *signature_text = hall_base64url_encode (signature, sizeof signature);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_decode ((const char *) data, size, signature_text,
                                                   &error);

  g_assert_true ((event == NULL) == (error != NULL));
  if (event == NULL)
    {
      g_assert_cmpint (hall_counter_for_event_error (error), <, HALL_N_COUNTERS);
      return 0;
    }

  hall_event_verify (event, NULL);
  hall_event_is_control (event);
  hall_event_is_annotation (event);
  hall_event_mentions (event, event->author);
  g_assert_cmpint (hall_event_compare (event, event), ==, 0);

  /* Whatever was accepted fits into a frame and comes out as the same bytes. */
  {
    g_autoptr (HallPacket) packet = hall_packet_new_event (event);
    g_autoptr (GBytes) bytes = hall_packet_encode (packet, &error);
    g_autoptr (HallFramer) framer = hall_framer_new ();
    g_autoptr (HallPacket) received = NULL;
    HallFrame frame;

    g_assert_no_error (error);
    hall_framer_feed (framer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_assert_true (hall_framer_next (framer, &frame, NULL));
    received = hall_packet_decode (&frame, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (((HallEvent *) g_ptr_array_index (received->events, 0))->bytes,
                                  event->bytes));
  }

  return 0;
}
