/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-event-talk.c: texts that answer and name somebody, edits, reactions, pins: there and back.
 *
 * What is wrong with one is in bad-packets.json.
 */

#include "config.h"

#include "wire-test.h"

#define LOVE "\xe2\x9d\xa4\xef\xb8\x8f"
#define THUMB "\xf0\x9f\x91\x8d"

static HallEvent *
decode_again (HallEvent *event)
{
  g_autofree char *signature = hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
  g_autoptr (GError) error = NULL;
  HallEvent *again;
  gsize length;
  const char *text = g_bytes_get_data (event->bytes, &length);

  again = hall_event_decode (text, length, signature, &error);
  g_assert_no_error (error);
  g_assert_true (hall_event_verify (again, &error));

  return again;
}

static HallEvent *
decode_body (const char  *kind,
             const char  *body,
             GError     **error)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *text = g_strdup_printf (
    "{\"v\":1,\"r\":\"%s\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"%s\",\"b\":%s}", TEST_ROOM,
    hall_key_get_id (key), kind, body);

  return hall_event_decode (text, strlen (text), TEST_SIGNATURE, error);
}

static void
assert_body (HallEvent           *event,
             const HallEventBody *body)
{
  guint n_mentions = body->mentions != NULL ? body->mentions->len : 0;

  g_assert_cmpint (event->kind, ==, body->kind);
  g_assert_cmpstr (event->kind_name, ==, hall_event_kind_get_name (body->kind));
  g_assert_cmpstr (event->text, ==, body->text);
  g_assert_cmpstr (event->reply, ==, body->reply);
  g_assert_cmpstr (event->target, ==, body->target);
  g_assert_cmpstr (event->emoji, ==, body->emoji);
  g_assert_cmpint (event->off, ==, body->off);
  g_assert_cmpint (event->action, ==, body->action);
  g_assert_cmpint (event->mentions_all, ==, body->mentions_all);
  g_assert_cmpint (event->mentions != NULL, ==, n_mentions > 0);
  for (guint i = 0; i < n_mentions; i++)
    {
      const HallMention *mention = g_ptr_array_index (event->mentions, i);
      const HallMention *expected = g_ptr_array_index (body->mentions, i);

      g_assert_cmpstr (mention->person, ==, expected->person);
      g_assert_cmpstr (mention->name, ==, expected->name);
    }
}

/* Made at once, decoded, and made of the text that waits in the outbox: the same. */
static void
assert_there_and_back (const HallEventBody *body)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallEvent) received = NULL;
  g_autoptr (HallEvent) later = NULL;
  g_autofree char *text = NULL;

  event = hall_event_new (key, TEST_ROOM, 5, 6, TEST_ROOM, TEST_ROOM, body, &error);
  g_assert_no_error (error);
  assert_body (event, body);
  received = decode_again (event);
  assert_body (received, body);
  g_assert_false (hall_event_is_control (event));

  text = hall_event_body_to_text (body);
  later = hall_event_new_from_body_text (key, TEST_ROOM, 5, 6, TEST_ROOM, TEST_ROOM,
                                         hall_event_kind_get_name (body->kind), text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (later->id, ==, event->id);
}

static GPtrArray *
make_mentions (guint n_mentions)
{
  GPtrArray *mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);

  for (guint i = 0; i < n_mentions; i++)
    {
      g_autoptr (HallKey) key = test_key (2 + i);
      g_autofree char *name = g_strdup_printf ("\"%u\" Mina Kim", i);

      g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (key), name));
    }

  return mentions;
}

static void
test_text (void)
{
  g_autoptr (GPtrArray) mentions = make_mentions (HALL_MENTIONS_MAX);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "Hello\n\"@0\"";
  assert_there_and_back (&body);
  body.reply = TEST_ROOM;
  assert_there_and_back (&body);
  body.mentions = mentions;
  assert_there_and_back (&body);
  body.mentions_all = TRUE;
  body.action = TRUE;
  assert_there_and_back (&body);
}

/* A plain text is the same event whichever function makes it. */
static void
test_plain_text (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GPtrArray) nobody = make_mentions (0);
  g_autoptr (HallEvent) plain = NULL;
  g_autoptr (HallEvent) same = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "Hi!";
  body.mentions = nobody;
  plain = hall_event_new_text (key, TEST_ROOM, 1, 2, NULL, NULL, "Hi!", NULL);
  same = hall_event_new (key, TEST_ROOM, 1, 2, NULL, NULL, &body, NULL);
  g_assert_cmpstr (same->id, ==, plain->id);
}

static void
test_annotations (void)
{
  g_autoptr (GPtrArray) mentions = make_mentions (2);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = TEST_ROOM;
  body.text = "Hello";
  assert_there_and_back (&body);
  body.mentions = mentions;
  body.mentions_all = TRUE;
  assert_there_and_back (&body);

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = TEST_ROOM;
  body.emoji = LOVE;
  assert_there_and_back (&body);
  body.off = TRUE;
  assert_there_and_back (&body);

  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = TEST_ROOM;
  assert_there_and_back (&body);
  body.off = TRUE;
  assert_there_and_back (&body);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *kind;
    const char *body;
    gboolean is_annotation;
  } events[] = {
    { "text", "{\"text\":\"a\",\"re\":\"" TEST_ROOM "\"}", FALSE },
    { "state", "{\"state\":\"left\"}", FALSE },
    { "delete", "{\"target\":\"" TEST_ROOM "\"}", TRUE },
    { "edit", "{\"target\":\"" TEST_ROOM "\",\"text\":\"a\"}", TRUE },
    { "react", "{\"target\":\"" TEST_ROOM "\",\"emoji\":\"" THUMB "\"}", TRUE },
    { "pin", "{\"target\":\"" TEST_ROOM "\"}", TRUE },
    { "poll", "{\"target\":\"" TEST_ROOM "\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HallEvent) event = decode_body (events[i].kind, events[i].body, &error);

      g_assert_no_error (error);
      g_assert_cmpint (hall_event_is_annotation (event), ==, events[i].is_annotation);
      g_assert_false (hall_event_mentions (event, event->author));
    }
}

static void
test_mentions (void)
{
  g_autoptr (HallKey) anna = test_key (1);
  g_autoptr (HallKey) ben = test_key (2);
  g_autoptr (HallKey) carl = test_key (3);
  g_autoptr (GPtrArray) mentions = make_mentions (1);
  g_autoptr (HallEvent) text = NULL;
  g_autoptr (HallEvent) edit = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@Carl and @room";
  body.mentions = mentions;
  body.mentions_all = TRUE;
  text = hall_event_new (anna, TEST_ROOM, 1, 1, NULL, NULL, &body, NULL);
  g_assert_true (hall_event_mentions (text, hall_key_get_id (ben)));
  g_assert_false (hall_event_mentions (text, hall_key_get_id (carl)));
  g_assert_false (hall_event_mentions (text, hall_key_get_id (anna)));

  body.kind = HALL_EVENT_EDIT;
  body.target = TEST_ROOM;
  edit = hall_event_new (anna, TEST_ROOM, 1, 1, NULL, NULL, &body, NULL);
  g_assert_true (hall_event_mentions (edit, hall_key_get_id (ben)));
}

/* However it is written, it is one reaction; and it is sent in one way. */
static void
test_emoji_in_full (void)
{
  static const char * const loves[] = {
    "\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4\\ufe0f", "\\u2764\\ufe0f",
  };
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallEvent) thumb = NULL;
  g_autoptr (GError) error = NULL;
  HallEventBody body;

  for (guint i = 0; i < G_N_ELEMENTS (loves); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"target\":\"%s\",\"emoji\":\"%s\"}", TEST_ROOM,
                                               loves[i]);
      g_autoptr (HallEvent) event = decode_body ("react", text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (event->emoji, ==, LOVE);
    }

  thumb = decode_body ("react", "{\"target\":\"" TEST_ROOM "\",\"emoji\":\"" THUMB "\\ufe0f\"}",
                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (thumb->emoji, ==, THUMB);
  g_clear_pointer (&thumb, hall_event_unref);

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = TEST_ROOM;
  body.emoji = THUMB "\xef\xb8\x8f";
  thumb = hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (thumb->emoji, ==, THUMB);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (thumb->bytes, NULL),
                                  (gssize) g_bytes_get_size (thumb->bytes),
                                  "\"emoji\":\"" THUMB "\""));
}

/* A later version's fields are ignored, those of other kinds too. */
static void
test_unknown_members (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) text = NULL;
  g_autoptr (HallEvent) edit = NULL;
  g_autoptr (HallEvent) pin = NULL;

  text = decode_body ("text", "{\"text\":\"a\",\"m\":[],\"emoji\":7,\"target\":{},\"x\":[1]}",
                      &error);
  g_assert_no_error (error);
  g_assert_null (text->mentions);
  g_assert_null (text->emoji);
  g_assert_null (text->target);

  edit = decode_body ("edit", "{\"target\":\"" TEST_ROOM "\",\"text\":\"a\",\"me\":7,\"re\":8,"
                      "\"m\":[{\"id\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\",\"n\":\"A\","
                      "\"at\":[0,2]}]}", &error);
  g_assert_no_error (error);
  g_assert_false (edit->action);
  g_assert_null (edit->reply);
  g_assert_cmpuint (edit->mentions->len, ==, 1);

  pin = decode_body ("pin", "{\"target\":\"" TEST_ROOM "\",\"text\":7,\"off\":false}", &error);
  g_assert_no_error (error);
  g_assert_null (pin->text);
  g_assert_false (pin->off);
}

static void
test_too_many_mentions (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GPtrArray) mentions = make_mentions (HALL_MENTIONS_MAX + 1);
  g_autoptr (GError) error = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "a";
  body.mentions = mentions;
  g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

/* Whatever it promises is kept, up to the last byte. */
static void
test_can_carry (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GPtrArray) mentions = make_mentions (HALL_MENTIONS_MAX);
  gboolean could[2] = { FALSE, FALSE };

  for (guint n_quotes = 0; n_quotes <= HALL_TEXT_MAX; n_quotes += 64)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (HallEvent) event = NULL;
      g_autoptr (GError) error = NULL;
      HallEventBody body;

      for (guint i = 0; i < HALL_TEXT_MAX; i++)
        g_string_append_c (text, i < n_quotes ? '"' : 'a');
      hall_event_body_init (&body, HALL_EVENT_EDIT);
      body.target = TEST_ROOM;
      body.text = text->str;
      body.mentions = mentions;
      body.mentions_all = TRUE;

      event = hall_event_new (key, TEST_ROOM, HALL_NUMBER_MAX, HALL_NUMBER_MAX, TEST_ROOM,
                              TEST_ROOM, &body, &error);
      if (event == NULL)
        g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
      if (hall_event_can_carry_body (&body))
        g_assert_nonnull (event);
      could[hall_event_can_carry_body (&body)] = TRUE;
    }
  g_assert_true (could[FALSE] && could[TRUE]);
}

static void
test_too_long (void)
{
  static const HallEventKind kinds[] = { HALL_EVENT_TEXT, HALL_EVENT_EDIT };
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *letters = g_strnfill (HALL_TEXT_MAX + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      HallEventBody body;

      hall_event_body_init (&body, kinds[i]);
      body.target = TEST_ROOM;
      body.text = letters;
      g_assert_false (hall_event_can_carry_body (&body));
      g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/event-talk/text", test_text);
  g_test_add_func ("/wire/event-talk/plain-text", test_plain_text);
  g_test_add_func ("/wire/event-talk/annotations", test_annotations);
  g_test_add_func ("/wire/event-talk/kinds", test_kinds);
  g_test_add_func ("/wire/event-talk/mentions", test_mentions);
  g_test_add_func ("/wire/event-talk/emoji-in-full", test_emoji_in_full);
  g_test_add_func ("/wire/event-talk/unknown-members", test_unknown_members);
  g_test_add_func ("/wire/event-talk/too-many-mentions", test_too_many_mentions);
  g_test_add_func ("/wire/event-talk/can-carry", test_can_carry);
  g_test_add_func ("/wire/event-talk/too-long", test_too_long);

  return g_test_run ();
}
