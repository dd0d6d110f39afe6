/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-event-rights.c: events that say who may come in, what a room is like and what is not shown
 * any more, there and back; bodies kept as text; ids of private conversations.
 */

#include "config.h"

#include "wire-test.h"

#include "hall-passphrase.h"

#define SECRET "LGELshKCQegdPX6FpC_vsyW_80miRiLV2LVRurn2Pp8"

static HallEvent *
decode_again (HallEvent *sent)
{
  g_autofree char *signature = hall_base64url_encode (sent->signature, HALL_SIGNATURE_SIZE);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (sent->bytes, &length);
  HallEvent *event = hall_event_decode (text, length, signature, &error);

  g_assert_no_error (error);
  g_assert_true (hall_event_verify (event, NULL));

  return event;
}

static void
assert_body (HallEvent           *event,
             const HallEventBody *body)
{
  gboolean is_genesis = body->kind == HALL_EVENT_GENESIS;
  gboolean is_room = body->kind == HALL_EVENT_ROOM;

  g_assert_cmpint (event->kind, ==, body->kind);
  g_assert_cmpstr (event->kind_name, ==, hall_event_kind_get_name (body->kind));
  g_assert_cmpstr (event->name, ==, body->name);
  g_assert_cmpstr (event->topic, ==, body->topic);
  g_assert_cmpint (event->policy, ==, is_genesis ? body->policy : 0);
  g_assert_cmpint (event->entry, ==, body->entry);
  g_assert_cmpstr (event->person, ==, body->person);
  g_assert_cmpint (event->moderator, ==, body->moderator);
  g_assert_cmpint (event->until_lc, ==, body->until_lc);
  g_assert_cmpint (event->off, ==, body->off);
  g_assert_cmpint (event->closed, ==, is_room ? body->closed : 0);
  g_assert_cmpint (event->moderators_invite, ==, is_room ? body->moderators_invite : 0);
  g_assert_cmpstr (event->salt, ==, body->salt);
  g_assert_cmpstr (event->secret, ==, body->secret);
  g_assert_cmpstr (event->target, ==, body->target);
  g_assert_cmpstr (event->invited_room, ==, body->invited_room);
  g_assert_cmpstr (event->invited_host, ==, body->invited_host);
}

/* Made at once, and made of the text that is kept until it can be signed: the same. */
static void
assert_there_and_back (const HallEventBody *body)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallEvent) received = NULL;
  g_autoptr (HallEvent) later = NULL;
  g_autofree char *text = NULL;

  event = hall_event_new (key, TEST_ROOM, 5, 6, TEST_ROOM, token, body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (event->room, ==, TEST_ROOM);
  g_assert_cmpstr (event->previous, ==, TEST_ROOM);
  g_assert_cmpstr (event->token, ==, token);
  g_assert_cmpint (event->lc, ==, 5);
  g_assert_cmpint (event->ts, ==, 6);
  assert_body (event, body);

  received = decode_again (event);
  assert_body (received, body);

  text = hall_event_body_to_text (body);
  later = hall_event_new_from_body_text (key, TEST_ROOM, 5, 6, TEST_ROOM, token,
                                         hall_event_kind_get_name (body->kind), text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (later->id, ==, event->id);
}

static void
test_persons (void)
{
  static const HallEventKind kinds[] = { HALL_EVENT_ADMIT, HALL_EVENT_KICK, HALL_EVENT_BAN };
  g_autoptr (HallKey) key = test_key (3);
  HallEventBody body;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      hall_event_body_init (&body, kinds[i]);
      body.person = hall_key_get_id (key);
      assert_there_and_back (&body);
    }

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = hall_key_get_id (key);
  body.until_lc = HALL_NUMBER_MAX;
  assert_there_and_back (&body);
  body.until_lc = 0;
  body.off = TRUE;
  assert_there_and_back (&body);

  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = hall_key_get_id (key);
  assert_there_and_back (&body);
  body.moderator = TRUE;
  assert_there_and_back (&body);
}

static void
test_room (void)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  assert_there_and_back (&body);

  body.name = "Tea";
  body.topic = "At four";
  body.closed = 1;
  body.moderators_invite = 1;
  body.salt = TEST_ROOM;
  body.secret = SECRET;
  assert_there_and_back (&body);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.closed = 0;
  body.moderators_invite = 0;
  assert_there_and_back (&body);

  /* The topic is taken away, which is not the same as leaving it. */
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.topic = "";
  assert_there_and_back (&body);
}

static void
test_others (void)
{
  g_autoptr (HallKey) key = test_key (3);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = TEST_ROOM;
  assert_there_and_back (&body);

  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = TEST_ROOM;
  body.name = "Lunch";
  assert_there_and_back (&body);
  body.invited_host = hall_key_get_id (key);
  assert_there_and_back (&body);
}

static void
test_genesis (void)
{
  static const HallEntry entries[] = {
    HALL_ENTRY_OPEN, HALL_ENTRY_PASSPHRASE, HALL_ENTRY_INVITED,
  };
  g_autoptr (HallKey) key = test_key (1);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (HallEvent) event = NULL;
      g_autoptr (HallEvent) received = NULL;
      g_autoptr (GError) error = NULL;
      HallEventBody body;

      hall_event_body_init (&body, HALL_EVENT_GENESIS);
      body.name = "Lunch";
      body.policy = HALL_HISTORY_JOINED;
      body.entry = entries[i];
      event = hall_event_new (key, NULL, 1, 2, NULL, NULL, &body, &error);
      g_assert_no_error (error);
      received = decode_again (event);
      g_assert_cmpstr (received->room, ==, event->id);
      g_assert_cmpint (received->id[0], !=, '-');
      assert_body (received, &body);
    }
}

static HallEvent *
decode_body (const char  *kind,
             const char  *room,
             const char  *body,
             GError     **error)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *text = g_strdup_printf (
    "{\"v\":1,\"r\":\"%s\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"%s\",\"b\":%s}", room,
    hall_key_get_id (key), kind, body);

  return hall_event_decode (text, strlen (text), TEST_SIGNATURE, error);
}

/* Whoever does not know the lock keeps it shut. */
static void
test_unknown_lock (void)
{
  static const struct
  {
    const char *member;
    HallEntry entry;
  } locks[] = {
    { "", HALL_ENTRY_OPEN },
    { ",\"lock\":\"open\"", HALL_ENTRY_OPEN },
    { ",\"lock\":\"passphrase\"", HALL_ENTRY_PASSPHRASE },
    { ",\"lock\":\"invited\"", HALL_ENTRY_INVITED },
    { ",\"lock\":\"riddle\"", HALL_ENTRY_INVITED },
    { ",\"lock\":\"passphrase2\"", HALL_ENTRY_INVITED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HallEvent) event = NULL;
      g_autofree char *body = g_strdup_printf (
        "{\"name\":\"Lunch\",\"policy\":\"all\",\"salt\":\"" TEST_ROOM "\"%s}", locks[i].member);

      event = decode_body ("genesis", "", body, &error);
      g_assert_no_error (error);
      g_assert_cmpint (event->entry, ==, locks[i].entry);
    }
}

/* What a later version adds is ignored; and whom it lets invite is not known here. */
static void
test_unknown_members (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) room = NULL;
  g_autoptr (HallEvent) target = NULL;

  room = decode_body ("room", TEST_ROOM,
                      "{\"invite\":\"nobody\",\"policy\":\"joined\",\"name\":\"\",\"x\":[{}]}",
                      &error);
  g_assert_no_error (error);
  g_assert_cmpint (room->moderators_invite, ==, 1);
  g_assert_cmpint (room->closed, ==, -1);
  g_assert_null (room->name);
  g_assert_null (room->topic);

  target = decode_body ("delete", TEST_ROOM,
                        "{\"target\":\"" TEST_ROOM "\",\"why\":\"typo\",\"person\":7}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (target->target, ==, TEST_ROOM);
  g_assert_null (target->person);
}

static void
test_control (void)
{
  static const struct
  {
    HallEventKind kind;
    const char *name;
    gboolean is_control;
  } kinds[] = {
    { HALL_EVENT_GENESIS, "genesis", TRUE },
    { HALL_EVENT_TEXT, "text", FALSE },
    { HALL_EVENT_STATE, "state", TRUE },
    { HALL_EVENT_ADMIT, "admit", TRUE },
    { HALL_EVENT_ROLE, "role", TRUE },
    { HALL_EVENT_KICK, "kick", TRUE },
    { HALL_EVENT_BAN, "ban", TRUE },
    { HALL_EVENT_ROOM, "room", TRUE },
    { HALL_EVENT_DELETE, "delete", FALSE },
    { HALL_EVENT_INVITE, "invite", FALSE },
    { HALL_EVENT_EDIT, "edit", FALSE },
    { HALL_EVENT_REACT, "react", FALSE },
    { HALL_EVENT_PIN, "pin", FALSE },
  };

  g_assert_null (hall_event_kind_get_name (HALL_EVENT_UNKNOWN));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (HallKey) key = test_key (1);
      /* Of a later version, so that only the name counts. */
      g_autofree char *text = g_strdup_printf (
        "{\"v\":2,\"r\":\"%s\",\"a\":\"%s\",\"lc\":1,\"ts\":2,\"k\":\"%s\",\"b\":{}}",
        kinds[i].kind == HALL_EVENT_GENESIS ? "" : TEST_ROOM, hall_key_get_id (key),
        kinds[i].name);
      g_autoptr (HallEvent) event = hall_event_decode (text, strlen (text), TEST_SIGNATURE, NULL);

      g_assert_cmpstr (hall_event_kind_get_name (kinds[i].kind), ==, kinds[i].name);
      g_assert_cmpint (event->kind, ==, HALL_EVENT_UNKNOWN);
      g_assert_cmpint (hall_event_is_control (event), ==, kinds[i].is_control);
    }
}

static void
test_refused_at_creation (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *long_name = g_strnfill (HALL_NAME_MAX + 1, 'n');
  g_autofree char *long_topic = g_strnfill (HALL_TOPIC_MAX + 1, 't');
  g_autoptr (GError) error = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.name = long_name;
  g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
  g_clear_error (&error);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.topic = long_topic;
  g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG);
  g_clear_error (&error);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.secret = SECRET;
  g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  g_clear_error (&error);

  hall_event_body_init (&body, HALL_EVENT_BAN);
  g_assert_null (hall_event_new (key, TEST_ROOM, 1, 1, NULL, NULL, &body, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

/* A store that was tampered with, or of a later version. */
static void
test_bad_body_texts (void)
{
  static const struct
  {
    const char *kind;
    const char *text;
    HallWireError code;
  } bodies[] = {
    { "delete", "", HALL_WIRE_ERROR_NOT_JSON },
    { "delete", "[]", HALL_WIRE_ERROR_NOT_JSON },
    { "delete", "{\"target\":\"" TEST_ROOM "\"},\"a\":{}", HALL_WIRE_ERROR_NOT_JSON },
    { "delete", "{\"target\":\"" TEST_ROOM "\"}}", HALL_WIRE_ERROR_NOT_JSON },
    { "delete", "{}", HALL_WIRE_ERROR_BAD_FIELD },
    { "genesis", "{\"name\":\"a\",\"policy\":\"all\",\"salt\":\"" TEST_ROOM "\"}",
      HALL_WIRE_ERROR_BAD_FIELD },
    { "poll", "{}", HALL_WIRE_ERROR_BAD_FIELD },
    { "", "{}", HALL_WIRE_ERROR_BAD_FIELD },
    { "text\",\"k\":\"text", "{\"text\":\"a\"}", HALL_WIRE_ERROR_BAD_FIELD },
  };
  g_autoptr (HallKey) key = test_key (1);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", bodies[i].kind, bodies[i].text);
      g_assert_null (hall_event_new_from_body_text (key, TEST_ROOM, 1, 1, NULL, NULL,
                                                    bodies[i].kind, bodies[i].text, &error));
      g_assert_true (error->domain == HALL_WIRE_ERROR);
      g_assert_cmpstr (test_error_name (error->code), ==, test_error_name (bodies[i].code));
    }
}

static void
test_body_text_of_messages (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) text = NULL;
  g_autoptr (HallEvent) same = NULL;

  text = hall_event_new_text (key, TEST_ROOM, 1, 2, NULL, NULL, "Hi!", NULL);
  same = hall_event_new_from_body_text (key, TEST_ROOM, 1, 2, NULL, NULL, "text",
                                        "{\"text\":\"Hi!\"}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same->id, ==, text->id);
}

static void
test_direct_room (void)
{
  g_autoptr (HallKey) anna = test_key (1);
  g_autoptr (HallKey) ben = test_key (2);
  g_autoptr (HallKey) eve = test_key (3);
  g_autofree char *room = hall_direct_room_id (hall_key_get_id (anna), hall_key_get_id (ben));
  g_autofree char *same = hall_direct_room_id (hall_key_get_id (ben), hall_key_get_id (anna));
  g_autofree char *other = hall_direct_room_id (hall_key_get_id (anna), hall_key_get_id (eve));

  /* Worked out by another program, from PROTOCOL.md. */
  g_assert_cmpstr (room, ==, "5sIQkSykayxmh5PLZszT2A");
  g_assert_cmpstr (same, ==, room);
  g_assert_cmpstr (other, !=, room);
  g_assert_true (hall_event_id_is_valid (room));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/event-rights/persons", test_persons);
  g_test_add_func ("/wire/event-rights/room", test_room);
  g_test_add_func ("/wire/event-rights/others", test_others);
  g_test_add_func ("/wire/event-rights/genesis", test_genesis);
  g_test_add_func ("/wire/event-rights/unknown-lock", test_unknown_lock);
  g_test_add_func ("/wire/event-rights/unknown-members", test_unknown_members);
  g_test_add_func ("/wire/event-rights/control", test_control);
  g_test_add_func ("/wire/event-rights/refused-at-creation", test_refused_at_creation);
  g_test_add_func ("/wire/event-rights/bad-body-texts", test_bad_body_texts);
  g_test_add_func ("/wire/event-rights/body-text-of-messages", test_body_text_of_messages);
  g_test_add_func ("/wire/event-rights/direct-room", test_direct_room);

  return g_test_run ();
}
