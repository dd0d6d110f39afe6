/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-packet-events.c: events within frames: the same bytes come out, the largest fit.
 */

#include "config.h"

#include "packet-test.h"

static void
test_ev (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallEvent) event = hall_event_new_text (key, TEST_ROOM, 1, 1, NULL, NULL,
                                                     "\"Hi\"\\\n\xed\x95\x9c", NULL);
  g_autoptr (HallPacket) sent = hall_packet_new_event (event);
  g_autoptr (HallPacket) received = there_and_back (sent);
  HallEvent *relayed;

  g_assert_cmpuint (received->events->len, ==, 1);
  relayed = g_ptr_array_index (received->events, 0);
  g_assert_cmpstr (relayed->id, ==, event->id);
  g_assert_true (g_bytes_equal (relayed->bytes, event->bytes));
  g_assert_true (hall_event_verify (relayed, NULL));
}

/* White space that the author put between tokens is signed, and survives. */
static void
test_ev_keeps_bytes (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallPacket) sent = NULL;
  g_autoptr (HallPacket) received = NULL;
  guint8 signature[HALL_SIGNATURE_SIZE];
  g_autofree char *signature_text = NULL;

  g_string_append_printf (text, " {\"b\" :\t{\"text\":\"\\u0041\x7f\"}\r\n,\"k\":\"poll\",\"ts\":1,"
                          "\"lc\":1,\"a\":\"%s\",\"r\":\"" TEST_ROOM "\",\"v\":1,\"x\":null}\n",
                          hall_key_get_id (key));
  hall_key_sign (key, "hallway/v1/event\n", text->str, text->len, signature);
  signature_text = hall_base64url_encode (signature, sizeof signature);
  event = hall_event_decode (text->str, text->len, signature_text, NULL);
  g_assert_true (hall_event_verify (event, NULL));

  sent = hall_packet_new_event (event);
  received = there_and_back (sent);
  g_assert_true (hall_event_verify (g_ptr_array_index (received->events, 0), NULL));
}

/* The largest event fits into a frame, even if each byte of it must be escaped there. */
static void
test_largest_event (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallPacket) ev = NULL;
  g_autoptr (HallPacket) ev_received = NULL;
  g_autoptr (HallPacket) evs = hall_packet_new (HALL_PACKET_EVS);
  g_autoptr (HallPacket) evs_received = NULL;

  g_string_append_printf (text, "{\"v\":1,\"r\":\"" TEST_ROOM "\",\"a\":\"%s\",\"lc\":1,\"ts\":1,"
                          "\"k\":\"poll\",\"b\":{\"x\":\"", hall_key_get_id (key));
  while (text->len + 2 + 3 <= HALL_EVENT_MAX)
    g_string_append (text, "\\\"");
  g_string_append (text, "\"}}");
  while (text->len < HALL_EVENT_MAX)
    g_string_append_c (text, '\n');
  event = hall_event_decode (text->str, text->len, TEST_SIGNATURE, NULL);
  g_assert_nonnull (event);
  g_assert_cmpuint (g_bytes_get_size (event->bytes), ==, HALL_EVENT_MAX);
  g_assert_cmpuint (hall_packet_measure_event (event), >, HALL_SYNC_BYTES_MAX);

  ev = hall_packet_new_event (event);
  ev_received = there_and_back (ev);
  g_assert_cmpuint (ev_received->events->len, ==, 1);
  evs->room = g_strdup (TEST_ROOM);
  evs->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (evs->events, hall_event_ref (event));
  evs_received = there_and_back (evs);
  g_assert_cmpuint (evs_received->events->len, ==, 1);
}

/* Events that measure HALL_SYNC_BYTES_MAX fit into one frame; the measure is exact. */
static void
test_evs (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_EVS);
  g_autoptr (HallPacket) received = NULL;
  g_autoptr (HallPacket) empty = new_in_room (HALL_PACKET_EVS);
  g_autoptr (HallPacket) empty_received = there_and_back (empty);
  g_autoptr (GBytes) empty_bytes = hall_packet_encode (empty, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize measured = 0;

  g_assert_cmpuint (empty_received->events->len, ==, 0);

  sent->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < HALL_SYNC_EVENTS_MAX; i++)
    {
      HallEvent *event = hall_event_new_text (key, TEST_ROOM, i, i, NULL, NULL, "\"\"\"\n", NULL);

      if (measured + hall_packet_measure_event (event) > HALL_SYNC_BYTES_MAX)
        {
          hall_event_unref (event);
          break;
        }
      measured += hall_packet_measure_event (event);
      g_ptr_array_add (sent->events, event);
    }
  sent->more = TRUE;
  received = there_and_back (sent);
  g_assert_cmpuint (received->events->len, ==, sent->events->len);
  g_assert_cmpuint (received->events->len, >, 50);
  g_assert_true (received->more);

  /* One comma less than events, and ,"more":true */
  bytes = hall_packet_encode (sent, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==,
                    g_bytes_get_size (empty_bytes) + measured - 1 + strlen (",\"more\":true"));
}

static void
test_evs_limit (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_EVS);
  g_autoptr (GError) error = NULL;

  sent->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (sent->events, hall_event_new_text (key, TEST_ROOM, i, i, NULL, NULL, "x",
                                                        NULL));
  g_assert_null (hall_packet_encode (sent, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/packet-events/ev", test_ev);
  g_test_add_func ("/wire/packet-events/ev-keeps-bytes", test_ev_keeps_bytes);
  g_test_add_func ("/wire/packet-events/largest-event", test_largest_event);
  g_test_add_func ("/wire/packet-events/evs", test_evs);
  g_test_add_func ("/wire/packet-events/evs-limit", test_evs_limit);

  return g_test_run ();
}
