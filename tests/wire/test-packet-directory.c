/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-packet-directory.c: the packets by which peers tell one another whom they have heard, there
 * and back; datagrams passed on to the byte; what HELLO says of what one knows.
 */

#include "config.h"

#include "packet-test.h"

#include "hall-known.h"

static HallDatagram *
new_hello (HallKey    *key,
           const char *name,
           guint64     seq)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GBytes) wire = NULL;
  g_autoptr (GError) error = NULL;

  hello->boot = 1;
  hello->seq = seq;
  hello->name = g_strdup (name);
  hello->tcp_port = 12345;
  hello->ttl_ms = HALL_TTL_MIN_MS;
  hello->version_min = 1;
  hello->version_max = 1;
  hello->question = TRUE;
  wire = hall_datagram_encode (hello, key, &error);
  g_assert_no_error (error);

  return hello;
}

/* A datagram comes out of a decoder as it went in, white space and unknown members included. */
static void
test_verbatim (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *json = g_strdup_printf ("{ \"id\":\"%s\" , \"later\":[1, 2],\"boot\":1,\n"
                                           "\"seq\":1}", hall_key_get_id (key));
  g_autofree char *body = g_strconcat ("BYE\n", json, NULL);
  g_autofree char *signature_text = NULL;
  g_autofree char *text = NULL;
  g_autoptr (HallDatagram) heard = NULL;
  g_autoptr (HallDatagram) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *token = NULL;
  g_autofree char *same = NULL;
  guint8 signature[HALL_SIGNATURE_SIZE];
  g_autoptr (GError) error = NULL;

  hall_key_sign (key, "hallway/v1/datagram\n", body, strlen (body), signature);
  signature_text = hall_base64url_encode (signature, sizeof signature);
  text = g_strdup_printf ("HALL1 BYE %s %s", signature_text, json);

  heard = hall_datagram_decode (text, strlen (text), &error);
  g_assert_no_error (error);
  bytes = hall_datagram_to_bytes (heard);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));

  again = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_true (hall_datagram_verify (again, &error));
  token = hall_datagram_make_token (heard);
  same = hall_datagram_make_token (again);
  g_assert_cmpuint (strlen (token), ==, 11);
  g_assert_cmpstr (token, ==, same);
}

/* What was encoded is passed on in the same way; another one has another token. */
static void
test_encoded (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) hello = new_hello (key, "Anna", 1);
  g_autoptr (HallDatagram) later = new_hello (key, "Anna", 2);
  g_autoptr (GBytes) bytes = hall_datagram_to_bytes (hello);
  g_autoptr (GBytes) encoded = NULL;
  g_autofree char *token = hall_datagram_make_token (hello);
  g_autofree char *other = hall_datagram_make_token (later);

  encoded = hall_datagram_encode (hello, key, NULL);
  g_assert_true (g_bytes_equal (bytes, encoded));
  g_assert_cmpstr (token, !=, other);
}

static void
test_known (void)
{
  g_autoptr (HallKey) anna = test_key (1);
  g_autoptr (HallKey) ben = test_key (2);
  HallKnown first = { 0, }, second = { 0, };
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;
  g_autofree char *nothing = NULL;

  hall_known_add (&first, hall_known_of_person (hall_key_get_id (anna)));
  hall_known_add (&first, hall_known_of_person (hall_key_get_id (ben)));
  hall_known_add (&first, hall_known_of_room (TEST_ROOM, hall_key_get_id (ben)));
  hall_known_add (&second, hall_known_of_room (TEST_ROOM, hall_key_get_id (ben)));
  hall_known_add (&second, hall_known_of_person (hall_key_get_id (ben)));
  text = hall_known_to_text (&first);
  other_text = hall_known_to_text (&second);
  g_assert_cmpstr (text, !=, other_text);
  g_free (other_text);

  hall_known_add (&second, hall_known_of_person (hall_key_get_id (anna)));
  other_text = hall_known_to_text (&second);
  g_assert_cmpstr (text, ==, other_text);
  g_assert_cmpuint (second.count, ==, 3);

  hall_known_remove (&first, hall_known_of_person (hall_key_get_id (anna)));
  hall_known_remove (&first, hall_known_of_person (hall_key_get_id (ben)));
  hall_known_remove (&first, hall_known_of_room (TEST_ROOM, hall_key_get_id (ben)));
  nothing = hall_known_to_text (&first);
  g_assert_cmpuint (first.count, ==, 0);
  g_assert_cmpstr (nothing, ==, "AAAAAAAAAAA");
}

static void
test_hello (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) hello = new_hello (key, "Anna", 1);
  g_autoptr (HallDatagram) silent = NULL;
  g_autoptr (HallDatagram) heard = NULL;
  g_autoptr (GBytes) bytes = hall_datagram_to_bytes (hello);
  g_autoptr (GBytes) with = NULL;
  g_autoptr (GError) error = NULL;

  silent = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_null (silent->known_digest);

  hello->known_count = 500;
  hello->known_digest = g_strdup ("AAECAwQFBgc");
  with = hall_datagram_encode (hello, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (with), ==, HALL_DATAGRAM_MAX);
  heard = hall_datagram_decode (g_bytes_get_data (with, NULL), g_bytes_get_size (with), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (heard->known_count, ==, 500);
  g_assert_cmpstr (heard->known_digest, ==, "AAECAwQFBgc");
  g_assert_true (heard->question);
  g_assert_true (hall_datagram_verify (heard, &error));
}

/* The longest HELLO that we can say still fits. */
static void
test_longest_hello (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  hello->boot = hello->seq = HALL_NUMBER_MAX;
  hello->name = g_strnfill (HALL_NAME_MAX, '"');
  hello->status = g_strnfill (HALL_WORD_MAX, 'a');
  hello->status_text = g_strnfill (HALL_STATUS_TEXT_MAX, '\\');
  hello->picture = g_strdup ("AAECAwQFBgc");
  hello->tcp_port = G_MAXUINT16;
  hello->ttl_ms = HALL_TTL_MAX_MS;
  hello->version_min = hello->version_max = G_MAXUINT16;
  hello->known_count = HALL_KNOWN_MAX;
  hello->known_digest = g_strdup ("AAECAwQFBgc");
  bytes = hall_datagram_encode (hello, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, HALL_DATAGRAM_MAX);
}

static void
test_question (void)
{
  g_autoptr (HallPacket) question = hall_packet_new (HALL_PACKET_DIRECTORY);
  g_autoptr (HallPacket) empty = NULL;
  g_autoptr (HallPacket) full = NULL;

  question->question = TRUE;
  empty = there_and_back (question);
  g_assert_true (empty->question);
  g_assert_false (empty->stay);
  g_assert_cmpuint (g_strv_length (empty->have), ==, 0);

  question->have = g_new0 (char *, HALL_LIST_PAGE_MAX + 1);
  for (guint i = 0; i < HALL_LIST_PAGE_MAX; i++)
    question->have[i] = g_strdup ("AAECAwQFBgc");
  question->stay = question->more = TRUE;
  full = there_and_back (question);
  g_assert_cmpuint (g_strv_length (full->have), ==, HALL_LIST_PAGE_MAX);
  g_assert_true (full->stay);
  g_assert_true (full->more);
}

/* One page of the worst that fits into HALL_SYNC_BYTES_MAX: quotes all over, four addresses. */
static void
test_page (void)
{
  static const char * const addresses[] = { "255.255.255.251", "255.255.255.252",
                                            "255.255.255.253", "255.255.255.254", NULL };
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *name = g_strnfill (HALL_NAME_MAX, '"');
  g_autoptr (HallPacket) page = hall_packet_new (HALL_PACKET_DIRECTORY);
  g_autoptr (HallPacket) received = NULL;
  const HallRelayed *last;
  gsize size = 0;

  page->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  for (guint i = 0;; i++)
    {
      g_autoptr (HallDatagram) hello = new_hello (key, name, i);
      HallRelayed *relayed = hall_relayed_new (hello, HALL_TTL_MAX_MS, addresses);

      size += hall_packet_measure_relayed (relayed);
      if (size > HALL_SYNC_BYTES_MAX)
        {
          hall_relayed_free (relayed);
          break;
        }
      g_ptr_array_add (page->relayed, relayed);
    }
  page->wanted = g_strsplit ("AAECAwQFBgc AAAAAAAAAAA", " ", -1);

  received = there_and_back (page);
  g_assert_false (received->question);
  g_assert_cmpuint (received->relayed->len, ==, page->relayed->len);
  g_assert_cmpuint (g_strv_length (received->wanted), ==, 2);
  last = g_ptr_array_index (received->relayed, received->relayed->len - 1);
  g_assert_cmpuint (last->age_ms, ==, HALL_TTL_MAX_MS);
  g_assert_cmpuint (g_strv_length (last->addresses), ==, 4);
  g_assert_cmpstr (last->datagram->name, ==, name);
  g_assert_true (hall_datagram_verify (last->datagram, NULL));
}

/* More than a page may hold, though a frame could. */
static void
test_page_too_large (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallPacket) page = hall_packet_new (HALL_PACKET_DIRECTORY);
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (GError) error = NULL;

  page->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  for (guint i = 0; i <= HALL_SYNC_BYTES_MAX / HALL_DATAGRAM_MAX; i++)
    {
      g_autoptr (HallDatagram) hello = new_hello (key, "Anna", i);

      g_ptr_array_add (page->relayed, hall_relayed_new (hello, 0, NULL));
    }
  frame = hall_packet_encode (page, &error);
  g_assert_no_error (error);
  g_assert_null (test_decode_frame (frame, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

/* A datagram of a later version is left out, and the others are taken. */
static void
test_later_version (void)
{
  g_autoptr (HallKey) key = test_key (1);
  const char *id = hall_key_get_id (key);
  g_autofree char *text = NULL;
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GError) error = NULL;

  text = g_strdup_printf ("{\"t\":\"dir\",\"how\":1,\"add\":["
                          "{\"d\":\"HALL1 WAVE " TEST_SIGNATURE " {}\",\"age\":1},"
                          "{\"d\":\"HALL1 BYE " TEST_SIGNATURE
                          " {\\\"id\\\":\\\"%s\\\",\\\"boot\\\":1,\\\"seq\\\":1}\",\"age\":1,"
                          "\"by\":3}]}", id);
  packet = test_decode_text (text, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packet->relayed->len, ==, 1);
}

static void
test_reach (void)
{
  g_autoptr (HallPacket) question = hall_packet_new (HALL_PACKET_REACH);
  g_autoptr (HallPacket) answer = hall_packet_new (HALL_PACKET_REACH);
  g_autoptr (HallPacket) asked = NULL;
  g_autoptr (HallPacket) yes = NULL;
  g_autoptr (HallPacket) no = NULL;

  question->question = TRUE;
  question->tcp_port = 12346;
  asked = there_and_back (question);
  g_assert_true (asked->question);
  g_assert_cmpuint (asked->tcp_port, ==, 12346);

  answer->ok = TRUE;
  yes = there_and_back (answer);
  g_assert_true (yes->ok);
  answer->ok = FALSE;
  answer->code = g_strdup ("timeout");
  no = there_and_back (answer);
  g_assert_false (no->ok);
  g_assert_cmpstr (no->code, ==, "timeout");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/packet-directory/verbatim", test_verbatim);
  g_test_add_func ("/wire/packet-directory/encoded", test_encoded);
  g_test_add_func ("/wire/packet-directory/known", test_known);
  g_test_add_func ("/wire/packet-directory/hello", test_hello);
  g_test_add_func ("/wire/packet-directory/longest-hello", test_longest_hello);
  g_test_add_func ("/wire/packet-directory/question", test_question);
  g_test_add_func ("/wire/packet-directory/page", test_page);
  g_test_add_func ("/wire/packet-directory/page-too-large", test_page_too_large);
  g_test_add_func ("/wire/packet-directory/later-version", test_later_version);
  g_test_add_func ("/wire/packet-directory/reach", test_reach);

  return g_test_run ();
}
