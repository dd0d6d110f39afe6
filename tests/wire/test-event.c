/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-event.c: events made, sent, read back, ordered, tampered with; and the logical clock.
 */

#include "config.h"

#include "wire-test.h"

static void
assert_there_and_back (HallEvent *sent)
{
  g_autofree char *signature = hall_base64url_encode (sent->signature, HALL_SIGNATURE_SIZE);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) stored = NULL;
  g_autoptr (HallEvent) received = NULL;
  gsize length;
  const char *text = g_bytes_get_data (sent->bytes, &length);

  received = hall_event_decode (text, length, signature, &error);
  g_assert_no_error (error);
  g_assert_true (hall_event_verify (received, &error));
  g_assert_no_error (error);
  stored = hall_event_new_from_stored (sent->bytes, sent->signature, &error);
  g_assert_no_error (error);
  g_assert_true (hall_event_verify (stored, NULL));
  g_assert_cmpstr (stored->id, ==, sent->id);

  g_assert_true (g_bytes_equal (received->bytes, sent->bytes));
  g_assert_cmpmem (received->signature, 64, sent->signature, 64);
  g_assert_cmpstr (received->id, ==, sent->id);
  g_assert_cmpmem (received->raw_id, 16, sent->raw_id, 16);
  g_assert_cmpstr (received->room, ==, sent->room);
  g_assert_cmpstr (received->author, ==, sent->author);
  g_assert_cmpint (received->lc, ==, sent->lc);
  g_assert_cmpint (received->ts, ==, sent->ts);
  g_assert_cmpstr (received->previous, ==, sent->previous);
  g_assert_cmpstr (received->token, ==, sent->token);
  g_assert_cmpint (received->kind, ==, sent->kind);
  g_assert_cmpstr (received->kind_name, ==, sent->kind_name);
  g_assert_cmpstr (received->text, ==, sent->text);
  g_assert_cmpstr (received->name, ==, sent->name);
  g_assert_cmpstr (received->topic, ==, sent->topic);
  g_assert_cmpint (received->policy, ==, sent->policy);
  g_assert_cmpint (received->change, ==, sent->change);
}

/* One id in 64 would: enough tries to see one. */
static void
test_room_is_no_option (void)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (HallEvent) genesis = NULL;

      genesis = hall_event_new_genesis (key, 5, 6, "Lunch", NULL, HALL_HISTORY_ALL, NULL);
      g_assert_nonnull (genesis);
      g_assert_cmpint (genesis->id[0], !=, '-');
    }
}

static void
test_genesis (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) a = hall_event_new_genesis (key, 5, 6, "Lunch", "Where?",
                                                    HALL_HISTORY_JOINED, &error);
  g_autoptr (HallEvent) b = hall_event_new_genesis (key, 5, 6, "Lunch", "", HALL_HISTORY_ALL,
                                                    &error);

  assert_there_and_back (a);
  assert_there_and_back (b);
  g_assert_cmpint (a->kind, ==, HALL_EVENT_GENESIS);
  g_assert_cmpstr (a->room, ==, a->id);
  g_assert_cmpstr (a->author, ==, hall_key_get_id (key));
  g_assert_cmpint (a->lc, ==, 5);
  g_assert_cmpint (a->ts, ==, 6);
  g_assert_cmpstr (a->name, ==, "Lunch");
  g_assert_cmpstr (a->topic, ==, "Where?");
  g_assert_cmpint (a->policy, ==, HALL_HISTORY_JOINED);
  g_assert_null (b->topic);
  g_assert_cmpint (b->policy, ==, HALL_HISTORY_ALL);
  g_assert_true (hall_event_is_control (a));
  g_assert_cmpuint (strlen (a->id), ==, HALL_EVENT_ID_LENGTH);

  g_clear_pointer (&b, hall_event_unref);
  b = hall_event_new_genesis (key, 5, 6, "Lunch", "Where?", HALL_HISTORY_JOINED, &error);
  g_assert_cmpstr (a->id, !=, b->id);
}

static void
test_text (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = hall_event_new_text (key, TEST_ROOM, 10, 9, TEST_ROOM, token,
                                                     "\"Hi\"\n\t\\ \xed\x95\x9c <b>", NULL);
  g_autoptr (HallEvent) bare = hall_event_new_text (key, TEST_ROOM, 10, 9, NULL, NULL, "x", NULL);

  assert_there_and_back (event);
  assert_there_and_back (bare);
  g_assert_cmpint (event->kind, ==, HALL_EVENT_TEXT);
  g_assert_cmpstr (event->text, ==, "\"Hi\"\n\t\\ \xed\x95\x9c <b>");
  g_assert_cmpstr (event->room, ==, TEST_ROOM);
  g_assert_cmpstr (event->previous, ==, TEST_ROOM);
  g_assert_cmpstr (event->token, ==, token);
  g_assert_false (hall_event_is_control (event));
  g_assert_null (bare->previous);
  g_assert_null (bare->token);
}

static void
test_state (void)
{
  g_autoptr (HallKey) key = test_key (1);

  for (int change = HALL_STATE_JOINED; change <= HALL_STATE_LEFT; change++)
    {
      g_autoptr (HallEvent) event = hall_event_new_state (key, TEST_ROOM, 1, 1, NULL,
                                                          (HallStateChange) change, "Anna", NULL);

      assert_there_and_back (event);
      g_assert_cmpint (event->kind, ==, HALL_EVENT_STATE);
      g_assert_cmpint ((int) event->change, ==, change);
      g_assert_cmpstr (event->name, ==, "Anna");
      g_assert_true (hall_event_is_control (event));
    }
  {
    g_autoptr (HallEvent) left = hall_event_new_state (key, TEST_ROOM, 1, 1, NULL,
                                                       HALL_STATE_LEFT, NULL, NULL);

    assert_there_and_back (left);
    g_assert_null (left->name);
  }
}

static void
assert_text_refused (const char    *text,
                     HallWireError  code)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_event_new_text (key, TEST_ROOM, 1, 1, NULL, NULL, text, &error));
  g_assert_error (error, HALL_WIRE_ERROR, (int) code);
}

/* A text of 16 KiB fits unless very much of it must be escaped; then its author is told. */
static void
test_sizes (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *letters = g_strnfill (HALL_TEXT_MAX, 'a');
  g_autofree char *too_many = g_strnfill (HALL_TEXT_MAX + 1, 'a');
  g_autofree char *quotes = g_strnfill (HALL_TEXT_MAX, '"');
  g_autofree char *lines = g_strnfill (HALL_TEXT_MAX, 'a');
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  event = hall_event_new_text (key, TEST_ROOM, 1, 1, NULL, NULL, letters, &error);
  g_assert_no_error (error);
  assert_there_and_back (event);

  /* Every second character a line break: more than any poem. */
  for (gsize i = 0; i < HALL_TEXT_MAX; i += 2)
    lines[i] = '\n';
  g_clear_pointer (&event, hall_event_unref);
  event = hall_event_new_text (key, TEST_ROOM, 1, 1, NULL, NULL, lines, &error);
  g_assert_no_error (error);

  assert_text_refused (too_many, HALL_WIRE_ERROR_TOO_BIG);
  assert_text_refused (quotes, HALL_WIRE_ERROR_TOO_BIG);

  g_assert_true (hall_event_can_carry_text (letters));
  g_assert_true (hall_event_can_carry_text (lines));
  g_assert_false (hall_event_can_carry_text (too_many));
  g_assert_false (hall_event_can_carry_text (quotes));
}

/* What is said to fit does, whatever else the event has. */
static void
test_can_carry (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *quotes = g_strnfill (HALL_TEXT_MAX, '"');
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  while (!hall_event_can_carry_text (quotes))
    quotes[strlen (quotes) - 1] = '\0';
  g_assert_cmpuint (strlen (quotes), >, HALL_EVENT_MAX / 2 - 200);
  event = hall_event_new_text (key, TEST_ROOM, HALL_NUMBER_MAX, HALL_NUMBER_MAX, token, token,
                               quotes, &error);
  g_assert_no_error (error);
  assert_there_and_back (event);
}

static void
test_refused_at_creation (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *long_name = g_strnfill (HALL_NAME_MAX + 1, 'n');
  g_autofree char *long_topic = g_strnfill (HALL_TOPIC_MAX + 1, 't');
  g_autoptr (GError) error = NULL;

  assert_text_refused ("", HALL_WIRE_ERROR_BAD_FIELD);
  assert_text_refused ("a\rb", HALL_WIRE_ERROR_BAD_FIELD);
  assert_text_refused ("a\x01", HALL_WIRE_ERROR_BAD_FIELD);
  assert_text_refused ("a\xff", HALL_WIRE_ERROR_NOT_UTF8);

  g_assert_null (hall_event_new_text (key, "somewhere", 1, 1, NULL, NULL, "a", &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  g_clear_error (&error);
  g_assert_null (hall_event_new_text (key, TEST_ROOM, -1, 1, NULL, NULL, "a", &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  g_clear_error (&error);
  g_assert_null (hall_event_new_genesis (key, 1, 1, long_name, NULL, HALL_HISTORY_ALL, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
  g_clear_error (&error);
  g_assert_null (hall_event_new_genesis (key, 1, 1, "n", long_topic, HALL_HISTORY_ALL, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
  g_clear_error (&error);
  g_assert_null (hall_event_new_state (key, TEST_ROOM, 1, 1, NULL, HALL_STATE_JOINED, NULL,
                                       &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

G_GNUC_PRINTF (1, 2)
static HallEvent *
decode_text (const char *format,
             ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  HallEvent *event;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  event = hall_event_decode (text, strlen (text), TEST_SIGNATURE, &error);
  g_assert_no_error (error);

  return event;
}

/* What a later version says is kept, and not interpreted. */
static void
test_unknown (void)
{
  g_autoptr (HallKey) key = test_key (1);
  const char *id = hall_key_get_id (key);
  g_autoptr (HallEvent) poll = decode_text (
    "{\"v\":1,\"r\":\"" TEST_ROOM "\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"poll\","
    "\"b\":{\"text\":7,\"name\":\"\"},\"new\":[1]}", id);
  g_autoptr (HallEvent) text = decode_text (
    "{\"v\":2,\"r\":\"" TEST_ROOM "\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"text\","
    "\"b\":{\"text\":\"Hi\"}}", id);
  g_autoptr (HallEvent) genesis = decode_text (
    "{\"v\":2,\"r\":\"\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"genesis\",\"b\":{}}", id);
  g_autoptr (HallEvent) role = decode_text (
    "{\"v\":2,\"r\":\"" TEST_ROOM "\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"role\",\"b\":{}}", id);

  g_assert_cmpint (poll->kind, ==, HALL_EVENT_UNKNOWN);
  g_assert_cmpstr (poll->kind_name, ==, "poll");
  g_assert_null (poll->text);
  g_assert_false (hall_event_is_control (poll));
  g_assert_cmpint (text->kind, ==, HALL_EVENT_UNKNOWN);
  g_assert_null (text->text);
  g_assert_cmpint (genesis->kind, ==, HALL_EVENT_UNKNOWN);
  g_assert_cmpstr (genesis->room, ==, genesis->id);
  g_assert_true (hall_event_is_control (genesis));
  g_assert_cmpint (role->kind, ==, HALL_EVENT_UNKNOWN);
  g_assert_true (hall_event_is_control (role));
}

/* Any changed byte of the text or the signature is noticed. */
static void
test_tampering (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallEvent) event = hall_event_new_text (key, TEST_ROOM, 1, 1, NULL, NULL, "Hi!", NULL);
  g_autofree char *signature = hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
  gsize length;
  const char *original = g_bytes_get_data (event->bytes, &length);
  g_autofree char *text = g_memdup2 (original, length);

  for (gsize i = 0; i < length + HALL_SIGNATURE_TEXT_LENGTH; i++)
    {
      char *byte = i < length ? text + i : signature + (i - length);
      g_autoptr (GError) error = NULL;
      g_autoptr (HallEvent) changed = NULL;

      *byte ^= 1;
      changed = hall_event_decode (text, length, signature, &error);
      g_assert_true ((changed == NULL) == (error != NULL));
      if (changed != NULL)
        {
          g_assert_false (hall_event_verify (changed, &error));
          g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_SIGNATURE);
        }
      *byte ^= 1;
    }
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autofree char *exact = g_memdup2 (text, cut);

      g_assert_null (hall_event_decode (exact, cut, signature, NULL));
    }
}

static void
test_unsigned (void)
{
  static const char * const signatures[] = { NULL, "", "A", TEST_SIGNATURE "A" };

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hall_event_decode ("{}", 2, signatures[i], &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNSIGNED);
    }
}

static int
compare_pointers (gconstpointer a,
                  gconstpointer b)
{
  return hall_event_compare (*(HallEvent * const *) a, *(HallEvent * const *) b);
}

static void
test_order (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_ptr_array_add (events, hall_event_new_text (key, TEST_ROOM, 100 - i / 20, i, NULL, NULL,
                                                    text, NULL));
    }
  g_ptr_array_sort (events, compare_pointers);

  for (guint i = 1; i < events->len; i++)
    {
      HallEvent *before = g_ptr_array_index (events, i - 1);
      HallEvent *after = g_ptr_array_index (events, i);

      g_assert_cmpint (before->lc, <=, after->lc);
      if (before->lc == after->lc)
        g_assert_cmpint (memcmp (before->raw_id, after->raw_id, HALL_EVENT_ID_SIZE), <, 0);
      g_assert_cmpint (hall_event_compare (after, before), >, 0);
      g_assert_cmpint (hall_event_compare (after, after), ==, 0);
    }
}

static void
test_clock (void)
{
  const gint64 now = 1700000000000;

  g_assert_cmpint (hall_logical_clock_next (now, 0, 0), ==, now);
  g_assert_cmpint (hall_logical_clock_next (now, 500, 0), ==, now + 500);
  g_assert_cmpint (hall_logical_clock_next (now, -500, 0), ==, now - 500);
  g_assert_cmpint (hall_logical_clock_next (now, 0, now), ==, now + 1);
  g_assert_cmpint (hall_logical_clock_next (now, 0, now - 5), ==, now);
  g_assert_cmpint (hall_logical_clock_next (now, 0, now + 60000), ==, now + 60001);
  /* Somebody's clock is far ahead: it is not followed. */
  g_assert_cmpint (hall_logical_clock_next (now, 0, now + 60001), ==, now);
  g_assert_cmpint (hall_logical_clock_next (now, 60000, now + 120000), ==, now + 120001);
  g_assert_cmpint (hall_logical_clock_next (now, 0, HALL_NUMBER_MAX), ==, now);
  /* A computer without a clock. */
  g_assert_cmpint (hall_logical_clock_next (0, 0, 0), ==, 1);
  g_assert_cmpint (hall_logical_clock_next (0, -5000, 0), ==, 1);
  g_assert_cmpint (hall_logical_clock_next (now, HALL_CLOCK_DIFFERENCE_MAX_MS * 2, 0), ==,
                   now + HALL_CLOCK_DIFFERENCE_MAX_MS);
}

static void
test_tokens (void)
{
  g_autofree char *a = hall_token_new ();
  g_autofree char *b = hall_token_new ();

  g_assert_cmpuint (strlen (a), ==, HALL_TOKEN_LENGTH);
  g_assert_cmpstr (a, !=, b);
  g_assert_true (hall_event_id_is_valid (a));
  g_assert_false (hall_event_id_is_valid (NULL));
  g_assert_false (hall_event_id_is_valid (""));
  g_assert_false (hall_event_id_is_valid ("AAECAwQFBgcICQoLDA0ODx"));
  g_assert_false (hall_event_id_is_valid (TEST_ROOM "A"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/event/genesis", test_genesis);
  g_test_add_func ("/wire/event/room-is-no-option", test_room_is_no_option);
  g_test_add_func ("/wire/event/text", test_text);
  g_test_add_func ("/wire/event/state", test_state);
  g_test_add_func ("/wire/event/sizes", test_sizes);
  g_test_add_func ("/wire/event/can-carry", test_can_carry);
  g_test_add_func ("/wire/event/refused-at-creation", test_refused_at_creation);
  g_test_add_func ("/wire/event/unknown", test_unknown);
  g_test_add_func ("/wire/event/tampering", test_tampering);
  g_test_add_func ("/wire/event/unsigned", test_unsigned);
  g_test_add_func ("/wire/event/order", test_order);
  g_test_add_func ("/wire/event/clock", test_clock);
  g_test_add_func ("/wire/event/tokens", test_tokens);

  return g_test_run ();
}
