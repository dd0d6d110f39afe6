/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-datagram.c: HELLO, BYE, ROOM and ROOMBYE there and back, padded, shortened, tampered with.
 */

#include "config.h"

#include "wire-test.h"

static HallDatagram *
make_hello (void)
{
  HallDatagram *self = hall_datagram_new (HALL_DATAGRAM_HELLO);

  self->boot = 1700000000000;
  self->seq = 7;
  self->name = g_strdup ("Anna \"\xed\x95\x9c\"");
  self->status = g_strdup ("away");
  self->status_text = g_strdup ("Lunch, back at 1");
  self->tcp_port = 12345;
  self->ttl_ms = 18001;
  self->version_min = 1;
  self->version_max = 3;
  self->capabilities = g_strsplit ("file react", " ", -1);

  return self;
}

static HallDatagram *
make_room (HallKey *creator)
{
  HallDatagram *self = hall_datagram_new (HALL_DATAGRAM_ROOM);

  self->boot = 1;
  self->seq = 2;
  self->room = g_strdup (TEST_ROOM);
  self->name = g_strdup ("Lunch");
  self->topic = g_strdup ("Where to?");
  self->members = 3;
  self->lock = g_strdup ("open");
  self->creator = g_strdup (hall_key_get_id (creator));
  self->creator_name = g_strdup ("Ben");
  self->epoch = 4;
  self->tcp_port = 12346;
  self->ttl_ms = 20000;
  self->digest = g_strdup ("AAECAwQFBgc");

  return self;
}

static HallDatagram *
there_and_back (HallDatagram *sent,
                HallKey      *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_datagram_encode (sent, key, &error);
  HallDatagram *received;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, HALL_DATAGRAM_MAX);

  received = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   &error);
  g_assert_no_error (error);
  g_assert_true (hall_datagram_verify (received, &error));
  g_assert_no_error (error);
  g_assert_cmpint (received->type, ==, sent->type);
  g_assert_cmpstr (received->id, ==, hall_key_get_id (key));
  g_assert_cmpuint (received->boot, ==, sent->boot);
  g_assert_cmpuint (received->seq, ==, sent->seq);

  return received;
}

static void
test_hello (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) sent = make_hello ();
  g_autoptr (HallDatagram) received = there_and_back (sent, key);

  g_assert_cmpstr (received->name, ==, sent->name);
  g_assert_cmpstr (received->status, ==, "away");
  g_assert_cmpstr (received->status_text, ==, sent->status_text);
  g_assert_cmpuint (received->tcp_port, ==, 12345);
  g_assert_cmpuint (received->ttl_ms, ==, 19000);
  g_assert_cmpuint (received->version_min, ==, 1);
  g_assert_cmpuint (received->version_max, ==, 3);
  g_assert_true (g_strv_equal ((const char * const *) received->capabilities,
                               (const char * const *) sent->capabilities));
  g_assert_false (received->question);
}

static void
test_smallest_hello (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) sent = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (HallDatagram) received = NULL;

  sent->name = g_strdup ("A");
  sent->tcp_port = 1;
  sent->ttl_ms = 1;
  sent->version_min = sent->version_max = 1;
  received = there_and_back (sent, key);

  g_assert_cmpstr (received->status, ==, "available");
  g_assert_null (received->status_text);
  g_assert_null (received->capabilities);
  g_assert_cmpuint (received->ttl_ms, ==, 1000);
}

/* A question is exactly as large as the largest answer, whatever its other fields. */
static void
test_question (void)
{
  g_autoptr (HallKey) key = test_key (1);

  for (guint length = 0; length <= HALL_CAPABILITIES_MAX * 30; length++)
    {
      g_autoptr (HallDatagram) sent = make_hello ();
      g_autoptr (HallDatagram) received = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint left = length;

      sent->question = TRUE;
      g_clear_pointer (&sent->capabilities, g_strfreev);
      sent->capabilities = g_new0 (char *, HALL_CAPABILITIES_MAX + 1);
      for (guint i = 0; left > 0; i++)
        {
          sent->capabilities[i] = g_strnfill (MIN (left, 30), 'c');
          left -= MIN (left, 30);
        }

      bytes = hall_datagram_encode (sent, key, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, HALL_DATAGRAM_MAX);
      received = hall_datagram_decode (g_bytes_get_data (bytes, NULL), HALL_DATAGRAM_MAX, &error);
      g_assert_no_error (error);
      g_assert_true (received->question);
      g_assert_true (hall_datagram_verify (received, NULL));
    }
}

/* Who asks with less than it may get does not make others send more than it does. */
static void
test_short_question (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) hello = make_hello ();
  g_autoptr (HallDatagram) received = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *body = NULL;
  g_autofree char *signature_text = NULL;
  g_autofree char *datagram = NULL;
  guint8 signature[HALL_SIGNATURE_SIZE];
  char *json;

  bytes = hall_datagram_encode (hello, key, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  json = strchr (text, '{');
  json[strlen (json) - 1] = '\0';
  body = g_strdup_printf ("HELLO\n%s,\"q\":true}", json);
  hall_key_sign (key, "hallway/v1/datagram\n", body, strlen (body), signature);
  signature_text = hall_base64url_encode (signature, sizeof signature);
  datagram = g_strdup_printf ("HALL1 HELLO %s %s", signature_text, strchr (body, '{'));

  received = hall_datagram_decode (datagram, strlen (datagram), &error);
  g_assert_no_error (error);
  g_assert_true (hall_datagram_verify (received, NULL));
  g_assert_false (received->question);
}

static void
test_bye (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) sent = hall_datagram_new (HALL_DATAGRAM_BYE);
  g_autoptr (HallDatagram) received = NULL;

  sent->boot = HALL_NUMBER_MAX;
  sent->seq = 0;
  received = there_and_back (sent, key);
  g_assert_null (received->name);
}

static void
test_room (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallKey) creator = test_key (2);
  g_autoptr (HallDatagram) sent = make_room (creator);
  g_autoptr (HallDatagram) received = there_and_back (sent, key);

  g_assert_cmpstr (received->room, ==, TEST_ROOM);
  g_assert_cmpstr (received->name, ==, "Lunch");
  g_assert_cmpstr (received->topic, ==, "Where to?");
  g_assert_cmpuint (received->members, ==, 3);
  g_assert_cmpstr (received->lock, ==, "open");
  g_assert_cmpstr (received->creator, ==, sent->creator);
  g_assert_cmpstr (received->creator_name, ==, "Ben");
  g_assert_cmpuint (received->epoch, ==, 4);
  g_assert_cmpuint (received->tcp_port, ==, 12346);
  g_assert_cmpuint (received->ttl_ms, ==, 20000);
  g_assert_cmpstr (received->digest, ==, "AAECAwQFBgc");
}

/* A topic of every length and kind fits, is a beginning of the whole, and cuts no character. */
static void
test_topic (void)
{
  static const char * const characters[] = { "a", "\"", "\xed\x95\x9c", "e\xcc\x81",
                                             "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9" };
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallKey) creator = test_key (2);

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      for (guint count = 1; count * strlen (characters[i]) <= HALL_TOPIC_MAX; count++)
        {
          g_autoptr (HallDatagram) sent = make_room (creator);
          g_autoptr (HallDatagram) received = NULL;
          g_autoptr (GString) topic = g_string_new (NULL);
          gsize whole = strlen (characters[i]);

          for (guint j = 0; j < count; j++)
            g_string_append (topic, characters[i]);
          g_free (sent->topic);
          sent->topic = g_strdup (topic->str);
          /* Names that double when escaped: there is hardly room for a topic. */
          g_free (sent->name);
          sent->name = g_strnfill (HALL_NAME_MAX, '"');
          g_free (sent->creator_name);
          sent->creator_name = g_strnfill (HALL_NAME_MAX, '\\');

          received = there_and_back (sent, key);
          g_assert_nonnull (received->topic);
          g_assert_true (g_str_has_prefix (topic->str, received->topic));
          g_assert_cmpuint (strlen (received->topic), <=, HALL_ANNOUNCED_TOPIC_MAX);
          g_assert_cmpuint (strlen (received->topic) % whole, ==, 0);
          g_assert_cmpstr (sent->topic, ==, topic->str);
        }
    }
}

static void
test_topic_makes_room (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallKey) creator = test_key (2);
  g_autoptr (HallDatagram) sent = make_room (creator);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  /* No field of a room is that long; it stands for whatever a later version adds. */
  g_free (sent->lock);
  sent->lock = g_strnfill (570, 'l');
  g_free (sent->topic);
  sent->topic = g_strnfill (HALL_TOPIC_MAX, 't');
  bytes = hall_datagram_encode (sent, key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, HALL_DATAGRAM_MAX);

  g_clear_pointer (&bytes, g_bytes_unref);
  g_free (sent->lock);
  sent->lock = g_strnfill (900, 'l');
  bytes = hall_datagram_encode (sent, key, &error);
  g_assert_null (bytes);
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
}

static void
test_roombye (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallKey) next = test_key (2);
  g_autoptr (HallDatagram) sent = hall_datagram_new (HALL_DATAGRAM_ROOMBYE);
  g_autoptr (HallDatagram) alone = NULL;
  g_autoptr (HallDatagram) followed = NULL;

  sent->room = g_strdup (TEST_ROOM);
  sent->epoch = 9;
  alone = there_and_back (sent, key);
  g_assert_cmpstr (alone->room, ==, TEST_ROOM);
  g_assert_cmpuint (alone->epoch, ==, 9);
  g_assert_null (alone->next_host);

  sent->next_host = g_strdup (hall_key_get_id (next));
  followed = there_and_back (sent, key);
  g_assert_cmpstr (followed->next_host, ==, hall_key_get_id (next));
}

/* Whatever byte is changed, the datagram is refused or its signature is wrong. */
static void
test_tampering (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallKey) creator = test_key (2);
  g_autoptr (HallDatagram) sent = make_room (creator);
  g_autoptr (GBytes) bytes = hall_datagram_encode (sent, key, NULL);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  for (gsize i = 0; i < length; i++)
    {
      static const guint8 changes[] = { 1, 2, 0x20 };

      for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (HallDatagram) received = NULL;

          data[i] ^= changes[j];
          received = hall_datagram_decode (data, length, &error);
          g_assert_true ((received == NULL) == (error != NULL));
          g_assert_true (received == NULL || !hall_datagram_verify (received, &error));
          g_assert_nonnull (error);
          data[i] ^= changes[j];
        }
    }
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autofree guint8 *exact = g_memdup2 (data, cut);

      g_assert_null (hall_datagram_decode (exact, cut, NULL));
    }
}

/* A signature says what it is for: one kind of datagram does not pass for another. */
static void
test_type_is_signed (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallDatagram) sent = make_hello ();
  g_autoptr (GBytes) bytes = hall_datagram_encode (sent, key, NULL);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL),
                                               (gssize) g_bytes_get_size (bytes));
  g_autoptr (HallDatagram) received = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, "HALL1 HELLO ", "HALL1 BYE ", 1), ==, 1);
  received = hall_datagram_decode (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (received->type, ==, HALL_DATAGRAM_BYE);
  g_assert_false (hall_datagram_verify (received, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_SIGNATURE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/datagram/hello", test_hello);
  g_test_add_func ("/wire/datagram/smallest-hello", test_smallest_hello);
  g_test_add_func ("/wire/datagram/question", test_question);
  g_test_add_func ("/wire/datagram/short-question", test_short_question);
  g_test_add_func ("/wire/datagram/bye", test_bye);
  g_test_add_func ("/wire/datagram/room", test_room);
  g_test_add_func ("/wire/datagram/topic", test_topic);
  g_test_add_func ("/wire/datagram/topic-makes-room", test_topic_makes_room);
  g_test_add_func ("/wire/datagram/roombye", test_roombye);
  g_test_add_func ("/wire/datagram/tampering", test_tampering);
  g_test_add_func ("/wire/datagram/type-is-signed", test_type_is_signed);

  return g_test_run ();
}
