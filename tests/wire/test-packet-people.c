/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-packet-people.c: the packets by which people are let in, seen, and seen writing, there and
 * back; and the picture's digest in a HELLO.
 */

#include "config.h"

#include "packet-test.h"

#define DIGEST "AAECAwQFBgc"

static void
fill (guint8 *bytes,
      gsize   length,
      guint8  first)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (first + i);
}

static void
test_join (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_JOIN);
  g_autoptr (HallPacket) plain = NULL;
  g_autoptr (HallPacket) proving = NULL;

  sent->name = g_strdup ("Ben");
  plain = there_and_back (sent);
  g_assert_false (plain->prove);
  sent->prove = TRUE;
  proving = there_and_back (sent);
  g_assert_true (proving->prove);
}

static void
test_proof (void)
{
  g_autoptr (HallPacket) first = new_in_room (HALL_PACKET_PAKE1);
  g_autoptr (HallPacket) second = new_in_room (HALL_PACKET_PAKE2);
  g_autoptr (HallPacket) third = new_in_room (HALL_PACKET_PAKE3);
  g_autoptr (HallPacket) first_received = NULL;
  g_autoptr (HallPacket) second_received = NULL;
  g_autoptr (HallPacket) third_received = NULL;

  first->salt = g_strdup (TEST_ROOM);
  fill (first->share, sizeof first->share, 4);
  first_received = there_and_back (first);
  g_assert_cmpstr (first_received->salt, ==, TEST_ROOM);
  g_assert_cmpmem (first_received->share, 65, first->share, 65);

  fill (second->share, sizeof second->share, 5);
  fill (second->confirmation, sizeof second->confirmation, 200);
  second_received = there_and_back (second);
  g_assert_null (second_received->salt);
  g_assert_cmpmem (second_received->share, 65, second->share, 65);
  g_assert_cmpmem (second_received->confirmation, 32, second->confirmation, 32);

  fill (third->confirmation, sizeof third->confirmation, 100);
  third_received = there_and_back (third);
  g_assert_cmpmem (third_received->confirmation, 32, third->confirmation, 32);
}

static void
test_locked (void)
{
  g_autoptr (HallPacket) sent = hall_packet_new_error ("locked", NULL, 4000);
  g_autoptr (HallPacket) silent = NULL;
  g_autoptr (HallPacket) none = NULL;
  g_autoptr (HallPacket) some = NULL;

  silent = there_and_back (sent);
  g_assert_cmpint (silent->tries, ==, -1);
  sent->tries = 0;
  none = there_and_back (sent);
  g_assert_cmpint (none->tries, ==, 0);
  sent->tries = 4;
  some = there_and_back (sent);
  g_assert_cmpint (some->tries, ==, 4);
  g_assert_cmpuint (some->retry_ms, ==, 4000);
}

static void
test_typing (void)
{
  g_autoptr (HallKey) key = test_key (3);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_TYPING);
  g_autoptr (HallPacket) stopped = NULL;
  g_autoptr (HallPacket) relayed = NULL;

  stopped = there_and_back (sent);
  g_assert_false (stopped->typing);
  g_assert_null (stopped->person);

  sent->typing = TRUE;
  sent->person = g_strdup (hall_key_get_id (key));
  relayed = there_and_back (sent);
  g_assert_true (relayed->typing);
  g_assert_cmpstr (relayed->person, ==, hall_key_get_id (key));
}

static void
test_picture_question (void)
{
  g_autoptr (HallPacket) question = hall_packet_new (HALL_PACKET_PICTURE);
  g_autoptr (HallPacket) asked = NULL;
  g_autoptr (HallPacket) missing = NULL;

  question->digest = g_strdup (DIGEST);
  missing = there_and_back (question);
  g_assert_false (missing->question);
  g_assert_null (missing->data);

  question->question = TRUE;
  asked = there_and_back (question);
  g_assert_true (asked->question);
  g_assert_cmpstr (asked->digest, ==, DIGEST);
}

/* The largest picture: two of the largest pieces, each in one frame. */
static void
test_picture_pieces (void)
{
  g_autofree guint8 *picture = g_malloc (HALL_PICTURE_MAX);

  fill (picture, HALL_PICTURE_MAX, 0);
  for (guint offset = 0; offset < HALL_PICTURE_MAX; offset += HALL_PICTURE_PIECE)
    {
      g_autoptr (HallPacket) sent = hall_packet_new (HALL_PACKET_PICTURE);
      g_autoptr (HallPacket) received = NULL;

      sent->digest = g_strdup (DIGEST);
      sent->size = HALL_PICTURE_MAX;
      sent->offset = offset;
      sent->data = g_bytes_new (picture + offset, HALL_PICTURE_PIECE);
      received = there_and_back (sent);
      g_assert_cmpuint (received->size, ==, HALL_PICTURE_MAX);
      g_assert_cmpuint (received->offset, ==, offset);
      g_assert_true (g_bytes_equal (received->data, sent->data));
    }

  for (guint length = 1; length < 8; length++)
    {
      g_autoptr (HallPacket) sent = hall_packet_new (HALL_PACKET_PICTURE);
      g_autoptr (HallPacket) received = NULL;

      sent->digest = g_strdup (DIGEST);
      sent->size = 100 + length;
      sent->offset = 100;
      sent->data = g_bytes_new (picture, length);
      received = there_and_back (sent);
      g_assert_true (g_bytes_equal (received->data, sent->data));
    }
}

/* One byte more than a piece has, or than the picture. */
static void
test_picture_too_large (void)
{
  static const struct
  {
    guint size;
    guint offset;
    guint length;
  } pieces[] = {
    { HALL_PICTURE_MAX, 0, HALL_PICTURE_PIECE + 1 },
    { HALL_PICTURE_MAX + 1, 0, HALL_PICTURE_PIECE },
    { HALL_PICTURE_MAX, HALL_PICTURE_PIECE + 1, HALL_PICTURE_PIECE },
    { 10, 0, 11 },
    { 10, 10, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (HallPacket) sent = hall_packet_new (HALL_PACKET_PICTURE);
      g_autofree guint8 *data = g_malloc0 (pieces[i].length);
      g_autoptr (GBytes) frame = NULL;
      g_autoptr (GError) error = NULL;

      sent->digest = g_strdup (DIGEST);
      sent->size = pieces[i].size;
      sent->offset = pieces[i].offset;
      sent->data = g_bytes_new (data, pieces[i].length);
      frame = hall_packet_encode (sent, &error);
      g_assert_no_error (error);
      g_assert_null (test_decode_frame (frame, &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
    }
}

/* Members of a later version. */
static void
test_unknown_members (void)
{
  static const char * const packets[] = {
    "{\"t\":\"join\",\"fit\":0,\"name\":\"Eve\",\"prove\":true,\"how\":\"opaque\"}",
    "{\"t\":\"pake3\",\"room\":\"" TEST_ROOM "\",\"confirm\":"
    "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"k\":[1]}",
    "{\"t\":\"typing\",\"room\":\"" TEST_ROOM "\",\"typing\":true,\"words\":3}",
    "{\"t\":\"picture\",\"digest\":\"" DIGEST "\",\"q\":true,\"size\":\"large\"}",
    "{\"t\":\"error\",\"code\":\"locked\",\"tries\":3,\"hint\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HallPacket) packet = test_decode_text (packets[i], 0, &error);

      g_assert_no_error (error);
      g_assert_nonnull (packet);
    }
}

static void
test_hello (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autofree char *name = g_strnfill (HALL_NAME_MAX, '"');
  g_autofree char *text = g_strnfill (HALL_STATUS_TEXT_MAX, '\\');

  hello->name = g_steal_pointer (&name);
  hello->status = g_strdup ("away");
  hello->status_text = g_steal_pointer (&text);
  hello->tcp_port = 12345;
  hello->ttl_ms = 18000;
  hello->version_min = 1;
  hello->version_max = 1;
  hello->question = TRUE;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) wire = NULL;
      g_autoptr (HallDatagram) heard = NULL;
      g_autoptr (GError) error = NULL;

      g_free (hello->picture);
      hello->picture = g_strdup (i > 0 ? DIGEST : NULL);
      wire = hall_datagram_encode (hello, key, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (wire), ==, HALL_DATAGRAM_MAX);
      heard = hall_datagram_decode (g_bytes_get_data (wire, NULL), HALL_DATAGRAM_MAX, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (heard->picture, ==, hello->picture);
      g_assert_true (hall_datagram_verify (heard, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/packet-people/join", test_join);
  g_test_add_func ("/wire/packet-people/proof", test_proof);
  g_test_add_func ("/wire/packet-people/locked", test_locked);
  g_test_add_func ("/wire/packet-people/typing", test_typing);
  g_test_add_func ("/wire/packet-people/picture-question", test_picture_question);
  g_test_add_func ("/wire/packet-people/picture-pieces", test_picture_pieces);
  g_test_add_func ("/wire/packet-people/picture-too-large", test_picture_too_large);
  g_test_add_func ("/wire/packet-people/unknown-members", test_unknown_members);
  g_test_add_func ("/wire/packet-people/hello", test_hello);

  return g_test_run ();
}
