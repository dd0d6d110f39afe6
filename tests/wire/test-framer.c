/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-framer.c: frames come out whole however the stream is cut, and no length is believed.
 */

#include "config.h"

#include "wire-test.h"

static GByteArray *
make_stream (void)
{
  GByteArray *stream = g_byte_array_new ();
  static const char * const payloads[] = { "{\"t\":\"bye\"}", "", "x", "{\"t\":\"ping\",\"n\":1}" };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GBytes) frame = hall_frame_encode ((guint8) (i + 1), (guint8) (i & 1),
                                                    payloads[i], strlen (payloads[i]));

      g_byte_array_append (stream, g_bytes_get_data (frame, NULL),
                           (guint) g_bytes_get_size (frame));
    }

  return stream;
}

static guint
take_all (HallFramer *framer,
          GString    *payloads)
{
  g_autoptr (GError) error = NULL;
  HallFrame frame;
  guint n_frames = 0;

  while (hall_framer_next (framer, &frame, &error))
    {
      g_string_append_printf (payloads, "%u.%u.%.*s|", frame.kind, frame.flags,
                              (int) frame.length, (const char *) frame.payload);
      n_frames++;
    }
  g_assert_no_error (error);

  return n_frames;
}

static const char expected[] = "1.0.{\"t\":\"bye\"}|2.1.|3.0.x|4.1.{\"t\":\"ping\",\"n\":1}|";

static void
test_split_everywhere (void)
{
  g_autoptr (GByteArray) stream = make_stream ();

  for (guint cut = 0; cut <= stream->len; cut++)
    {
      g_autoptr (HallFramer) framer = hall_framer_new ();
      g_autoptr (GString) payloads = g_string_new (NULL);
      /* Exact copies, so that reading past the end is seen by a checker. */
      g_autofree guint8 *first = g_memdup2 (stream->data, cut);
      g_autofree guint8 *second = g_memdup2 (stream->data + cut, stream->len - cut);

      hall_framer_feed (framer, first, cut);
      take_all (framer, payloads);
      hall_framer_feed (framer, second, stream->len - cut);
      take_all (framer, payloads);
      g_assert_cmpstr (payloads->str, ==, expected);
    }
}

static void
test_byte_by_byte (void)
{
  g_autoptr (GByteArray) stream = make_stream ();
  g_autoptr (HallFramer) framer = hall_framer_new ();
  g_autoptr (GString) payloads = g_string_new (NULL);

  for (guint i = 0; i < stream->len; i++)
    {
      hall_framer_feed (framer, stream->data + i, 1);
      take_all (framer, payloads);
    }
  g_assert_cmpstr (payloads->str, ==, expected);
}

static void
test_random_cuts (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (HallFramer) framer = hall_framer_new ();
      g_autoptr (GByteArray) stream = g_byte_array_new ();
      g_autoptr (GString) sent = g_string_new (NULL);
      g_autoptr (GString) taken = g_string_new (NULL);
      guint at = 0;

      for (guint i = 0; i < 20; i++)
        {
          gsize length = (gsize) g_test_rand_int_range (0, i % 5 == 0 ? 20000 : 50);
          g_autofree char *payload = g_strnfill (length, (char) ('a' + i));
          g_autoptr (GBytes) frame = hall_frame_encode (1, 0, payload, length);

          g_string_append_printf (sent, "1.0.%s|", payload);
          g_byte_array_append (stream, g_bytes_get_data (frame, NULL),
                               (guint) g_bytes_get_size (frame));
        }
      while (at < stream->len)
        {
          guint piece = (guint) g_test_rand_int_range (1, 3000);

          piece = MIN (piece, stream->len - at);
          hall_framer_feed (framer, stream->data + at, piece);
          if (g_test_rand_bit ())
            take_all (framer, taken);
          at += piece;
        }
      take_all (framer, taken);
      g_assert_cmpstr (taken->str, ==, sent->str);
    }
}

static void
test_limits (void)
{
  g_autofree char *payload = g_strnfill (HALL_FRAME_MAX, 'a');
  g_autoptr (GBytes) largest = hall_frame_encode (1, 0, payload, HALL_FRAME_MAX - 2);
  g_autoptr (HallFramer) framer = hall_framer_new ();
  HallFrame frame;

  g_assert_cmpuint (g_bytes_get_size (largest), ==, HALL_FRAME_MAX + 4);
  hall_framer_feed (framer, g_bytes_get_data (largest, NULL), g_bytes_get_size (largest));
  g_assert_true (hall_framer_next (framer, &frame, NULL));
  g_assert_cmpuint (frame.length, ==, HALL_FRAME_MAX - 2);
  g_assert_false (hall_framer_next (framer, &frame, NULL));
}

static void
test_bad_lengths (void)
{
  static const guint32 lengths[] = {
    0, 1, HALL_FRAME_MAX + 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x47455420 /* "GET " */,
    0x16030100 /* a TLS record */,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) good = make_stream ();
      g_autoptr (HallFramer) framer = hall_framer_new ();
      guint32 length = GUINT32_TO_BE (lengths[i]);
      HallFrame frame;

      /* What came before is still taken out. */
      hall_framer_feed (framer, good->data, good->len);
      hall_framer_feed (framer, (const guint8 *) &length, sizeof length);
      for (guint j = 0; j < 4; j++)
        g_assert_true (hall_framer_next (framer, &frame, NULL));

      for (guint j = 0; j < 3; j++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_false (hall_framer_next (framer, &frame, &error));
          g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_LENGTH);
          g_assert_cmpstr (hall_counter_get_name (hall_counter_for_frame_error (error)), ==,
                           "frame-bad-length");
          hall_framer_feed (framer, good->data, good->len);
        }
    }
}

/* Only what was fed takes memory: a claimed length does not, nor does a stream that has ended. */
static void
test_waits (void)
{
  static const guint8 head[] = { 0, 1, 0, 0, 1, 0, '{' };
  g_autoptr (HallFramer) framer = hall_framer_new ();
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  hall_framer_feed (framer, NULL, 0);
  g_assert_false (hall_framer_next (framer, &frame, &error));
  for (guint i = 0; i < sizeof head; i++)
    {
      hall_framer_feed (framer, head + i, 1);
      g_assert_false (hall_framer_next (framer, &frame, &error));
    }
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/framer/split-everywhere", test_split_everywhere);
  g_test_add_func ("/wire/framer/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/wire/framer/random-cuts", test_random_cuts);
  g_test_add_func ("/wire/framer/limits", test_limits);
  g_test_add_func ("/wire/framer/bad-lengths", test_bad_lengths);
  g_test_add_func ("/wire/framer/waits", test_waits);

  return g_test_run ();
}
