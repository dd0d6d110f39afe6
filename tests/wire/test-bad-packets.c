/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-bad-packets.c: what must be refused is refused, for the reason that is given and under the
 * counter that is named.
 *
 * The cases are in bad-packets.json: $S stands for a signature right in form, $I for a person's id,
 * $R for a room's. Those too large or too binary for that file are made here.
 */

#include "config.h"

#include "wire-test.h"

#define CONFIRMATION "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SHARE CONFIRMATION CONFIRMATION "A"
#define SECRET "LGELshKCQegdPX6FpC_vsyW_80miRiLV2LVRurn2Pp8"

/* As long as they may be: a name of 80 bytes, an emoji of 64. */
#define NAME_40 "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
#define MAN "\xf0\x9f\x91\xa8"
#define AND_MAN "\xe2\x80\x8d" MAN
#define MEN_60 MAN AND_MAN AND_MAN AND_MAN AND_MAN AND_MAN AND_MAN AND_MAN AND_MAN

static void
replace_all (char       **text,
             const char  *placeholder,
             const char  *value)
{
  g_auto (GStrv) parts = g_strsplit (*text, placeholder, -1);

  g_free (*text);
  *text = g_strjoinv (value, parts);
}

/* Decodes @text as what @as says, and asserts that it comes back as NULL with an error. */
static void
assert_refused (const char *as,
                const char *text,
                gsize       length,
                const char *code,
                const char *counter)
{
  g_autoptr (GError) error = NULL;
  HallCounter moved = HALL_N_COUNTERS;

  if (strcmp (as, "datagram") == 0)
    {
      g_assert_null (hall_datagram_decode (text, length, &error));
      moved = hall_counter_for_datagram_error (error);
    }
  else if (strcmp (as, "packet") == 0)
    {
      HallFrame frame = { HALL_FRAME_JSON, 0, (const guint8 *) text, length };

      g_assert_null (hall_packet_decode (&frame, &error));
      moved = hall_counter_for_frame_error (error);
    }
  else if (strcmp (as, "event") == 0)
    {
      g_assert_null (hall_event_decode (text, length, TEST_SIGNATURE, &error));
      moved = hall_counter_for_event_error (error);
    }
  else
    g_assert_not_reached ();

  g_assert_nonnull (error);
  g_assert_true (error->domain == HALL_WIRE_ERROR);
  g_assert_cmpstr (test_error_name (error->code), ==, code);
  g_assert_cmpstr (hall_counter_get_name (moved), ==, counter);
}

static void
test_from_file (gconstpointer data)
{
  JsonObject *packet = (JsonObject *) data;
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *text = g_strdup (json_object_get_string_member (packet, "text"));

  replace_all (&text, "$S", TEST_SIGNATURE);
  replace_all (&text, "$I", hall_key_get_id (key));
  replace_all (&text, "$R", TEST_ROOM);

  assert_refused (json_object_get_string_member (packet, "as"), text, strlen (text),
                  json_object_get_string_member (packet, "error"),
                  json_object_get_string_member (packet, "counter"));
}

/* The cases fail for the reason they are about: their neighbours, which have no fault, pass. */
static const struct
{
  const char *as;
  const char *text;
} good[] = {
  { "datagram", "HALL1 BYE $S {\"id\":\"$I\",\"boot\":1,\"seq\":1}" },
  { "datagram", "HALL1 BYE $S {\"id\":\"$I\",\"boot\":1,\"seq\":1,"
                "\"a\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}" },
  { "datagram", "HALL1 HELLO $S {\"id\":\"$I\",\"boot\":1,\"seq\":1,\"name\":\"Eve\","
                "\"status\":\"asleep\",\"tcp\":1,\"ttl\":7200,\"v\":[1,9],"
                "\"caps\":[\"a\"],\"q\":true,\"pad\":\"\"}" },
  { "datagram", "HALL1 ROOM $S {\"id\":\"$I\",\"boot\":1,\"seq\":1,\"room\":\"$R\","
                "\"name\":\"Lunch\",\"topic\":\"\",\"members\":1,\"lock\":\"riddle\","
                "\"creator\":\"$I\",\"epoch\":0,"
                "\"tcp\":12345,\"ttl\":18,\"digest\":\"AAAAAAAAAAA\"}" },
  { "datagram", "HALL1 ROOMBYE $S {\"id\":\"$I\",\"boot\":1,\"seq\":1,"
                "\"room\":\"$R\",\"epoch\":1}" },
  { "packet", "{\"t\":\"bye\"}" },
  { "packet", " {\"t\":\"ping\" , \"n\":-0, \"later\":[{\"x\":null}] }\r\n" },
  { "packet", "{\"t\":\"not_host\",\"room\":\"$R\",\"addr\":[\"10.0.0.1\"]}" },
  { "packet", "{\"t\":\"have\",\"room\":\"$R\",\"from\":0,\"days\":[[1,2,\"AAAAAAAAAAA\"]]}" },
  { "packet", "{\"t\":\"evs\",\"events\":[]}" },
  { "packet", "{\"t\":\"pake1\",\"room\":\"$R\",\"salt\":\"$R\",\"share\":\"" SHARE "\"}" },
  { "packet", "{\"t\":\"pake2\",\"room\":\"$R\",\"share\":\"" SHARE "\","
              "\"confirm\":\"" CONFIRMATION "\"}" },
  { "packet", "{\"t\":\"pake3\",\"room\":\"$R\",\"confirm\":\"" CONFIRMATION "\"}" },
  { "packet", "{\"t\":\"typing\",\"room\":\"$R\",\"id\":\"$I\",\"typing\":true}" },
  { "packet", "{\"t\":\"picture\",\"digest\":\"AAAAAAAAAAA\",\"size\":3,\"data\":\"AAAA\"}" },
  { "datagram", "HALL1 HELLO $S {\"id\":\"$I\",\"boot\":1,\"seq\":1,\"name\":\"Eve\","
                "\"tcp\":1,\"ttl\":7200,\"v\":[1,9],\"known\":[65535,\"AAAAAAAAAAA\"]}" },
  { "packet", "{\"t\":\"dir\",\"q\":true,\"have\":[\"AAAAAAAAAAA\"],\"stay\":true}" },
  { "packet", "{\"t\":\"dir\",\"add\":[{\"d\":\"HALL1 BYE $S {\\\"id\\\":\\\"$I\\\","
              "\\\"boot\\\":1,\\\"seq\\\":1}\",\"age\":7200000,\"addr\":[\"10.0.0.1\"]}],"
              "\"want\":[\"AAAAAAAAAAA\"]}" },
  { "packet", "{\"t\":\"reach\",\"q\":true,\"tcp\":65535}" },
  { "packet", "{\"t\":\"reach\",\"ok\":false,\"why\":\"refused\"}" },
  { "packet", "{\"t\":\"error\",\"code\":\"locked\",\"tries\":4,\"retry\":1000}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"text\",\"b\":{\"text\":\"a\\n\\tb\"}}" },
  { "event", "{\"v\":1,\"r\":\"\",\"a\":\"$I\",\"lc\":1,\"ts\":1,\"k\":\"genesis\","
             "\"b\":{\"name\":\"Lunch\",\"policy\":\"joined\",\"salt\":\"$R\"}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"state\",\"b\":{\"state\":\"left\"}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,\"k\":\"poll\",\"b\":{}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"ban\",\"b\":{\"person\":\"$I\",\"until\":9007199254740991}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"room\",\"b\":{\"salt\":\"$R\",\"secret\":\"" SECRET "\"}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"invite\",\"b\":{\"room\":\"$R\",\"name\":\"Lunch\"}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"text\",\"b\":{\"text\":\"a\",\"re\":\"$R\",\"m\":[{\"id\":\"$I\","
             "\"n\":\"" NAME_40 NAME_40 "\"}],\"all\":true,\"me\":false}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"edit\",\"b\":{\"target\":\"$R\",\"text\":\"a\",\"m\":[]}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"react\",\"b\":{\"target\":\"$R\",\"emoji\":\"" MEN_60 "\\ud83c\\udffd\"}}" },
  { "event", "{\"v\":1,\"r\":\"$R\",\"a\":\"$I\",\"lc\":1,\"ts\":1,"
             "\"k\":\"pin\",\"b\":{\"target\":\"$R\",\"off\":false}}" },
};

static void
test_neighbours (void)
{
  g_autoptr (HallKey) key = test_key (1);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = g_strdup (good[i].text);
      g_autoptr (GError) error = NULL;

      replace_all (&text, "$S", TEST_SIGNATURE);
      replace_all (&text, "$I", hall_key_get_id (key));
      replace_all (&text, "$R", TEST_ROOM);

      if (strcmp (good[i].as, "datagram") == 0)
        {
          g_autoptr (HallDatagram) datagram = hall_datagram_decode (text, strlen (text), &error);

          g_assert_no_error (error);
          g_assert_nonnull (datagram);
        }
      else if (strcmp (good[i].as, "packet") == 0)
        {
          g_autoptr (HallPacket) packet = test_decode_text (text, 0, &error);

          g_assert_no_error (error);
          g_assert_nonnull (packet);
        }
      else
        {
          g_autoptr (HallEvent) event = hall_event_decode (text, strlen (text), TEST_SIGNATURE,
                                                           &error);

          g_assert_no_error (error);
          g_assert_nonnull (event);
        }
    }
}

static void
test_empty_datagram (void)
{
  assert_refused ("datagram", "", 0, "empty", "datagram-empty");
  assert_refused ("datagram", NULL, 0, "empty", "datagram-empty");
}

static void
test_too_big (void)
{
  g_autofree char *letters = g_strnfill (70000, 'a');
  g_autofree char *event = g_strdup_printf ("{\"a\":\"%.*s\"}", HALL_EVENT_MAX, letters);

  assert_refused ("datagram", letters, HALL_DATAGRAM_MAX + 1, "too-big", "datagram-too-big");
  assert_refused ("datagram", letters, 70000, "too-big", "datagram-too-big");
  assert_refused ("datagram", letters, HALL_DATAGRAM_MAX, "not-hallway", "datagram-not-hallway");
  assert_refused ("event", event, strlen (event), "too-big", "event-bad");
}

static void
test_deep (void)
{
  const gsize depth = 100000;
  g_autofree char *lists = g_strnfill (depth, '[');
  g_autofree char *objects = g_malloc (depth * 5 + 1);
  g_autofree char *datagram = g_strdup_printf ("HALL1 BYE " TEST_SIGNATURE " {\"a\":%.*s",
                                               900, lists);
  g_autofree char *event = g_strdup_printf ("{\"a\":%.*s", 20000, lists);

  for (gsize i = 0; i < depth; i++)
    memcpy (objects + i * 5, "{\"a\":", 5);

  assert_refused ("packet", lists, depth, "too-deep", "frame-bad-json");
  assert_refused ("packet", objects, depth * 5, "too-deep", "frame-bad-json");
  assert_refused ("datagram", lists, depth, "too-big", "datagram-too-big");
  assert_refused ("datagram", datagram, strlen (datagram), "too-deep", "datagram-too-deep");
  assert_refused ("event", event, strlen (event), "too-deep", "event-bad");
}

static void
test_not_utf8 (void)
{
  static const char * const broken[] = {
    "\x80", "\xc3", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *datagram = g_strdup_printf ("HALL1 BYE " TEST_SIGNATURE " {\"a\":\"%s\"}",
                                                   broken[i]);
      g_autofree char *json = g_strdup_printf ("{\"t\":\"%s\"}", broken[i]);

      assert_refused ("datagram", datagram, strlen (datagram), "not-utf8", "datagram-not-utf8");
      assert_refused ("packet", json, strlen (json), "not-utf8", "frame-bad-json");
      assert_refused ("event", json, strlen (json), "not-utf8", "event-bad");
    }

  assert_refused ("datagram", "HALL1 BYE\0", 10, "not-utf8", "datagram-not-utf8");
  assert_refused ("packet", "{\"t\":\0\"bye\"}", 12, "not-utf8", "frame-bad-json");
}

static void
test_long_lists (void)
{
  GString *ids = g_string_new ("{\"t\":\"want\",\"room\":\"" TEST_ROOM "\",\"ids\":[");
  GString *days =
    g_string_new ("{\"t\":\"have\",\"room\":\"" TEST_ROOM "\",\"from\":0,\"days\":[");

  for (guint i = 0; i <= HALL_LIST_PAGE_MAX; i++)
    {
      g_string_append_printf (ids, "%s\"" TEST_ROOM "\"", i > 0 ? "," : "");
      g_string_append_printf (days, "%s[%u,1,\"AAAAAAAAAAA\"]", i > 0 ? "," : "", i);
    }
  g_string_append (ids, "]}");
  g_string_append (days, "]}");

  assert_refused ("packet", ids->str, ids->len, "bad-field", "frame-bad-field");
  assert_refused ("packet", days->str, days->len, "bad-field", "frame-bad-field");
  g_string_free (ids, TRUE);
  g_string_free (days, TRUE);
}

static void
test_bad_signature (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autofree char *text = g_strdup_printf ("HALL1 BYE " TEST_SIGNATURE
                                           " {\"id\":\"%s\",\"boot\":1,\"seq\":1}",
                                           hall_key_get_id (key));
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatagram) datagram = hall_datagram_decode (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_false (hall_datagram_verify (datagram, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_SIGNATURE);
  g_assert_cmpstr (hall_counter_get_name (hall_counter_for_datagram_error (error)), ==,
                   "datagram-bad-signature");
}

static JsonParser *
load_cases (void)
{
  JsonParser *parser = json_parser_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "wire", "bad-packets.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return parser;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (JsonParser) parser = NULL;
  JsonArray *packets;

  g_test_init (&argc, &argv, NULL);

  parser = load_cases ();
  packets = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (packets), >, 100);
  for (guint i = 0; i < json_array_get_length (packets); i++)
    {
      JsonObject *packet = json_array_get_object_element (packets, i);
      g_autofree char *path = g_strdup_printf ("/wire/bad-packets/%s/%s",
                                               json_object_get_string_member (packet, "as"),
                                               json_object_get_string_member (packet, "name"));

      g_test_add_data_func (path, packet, test_from_file);
    }

  g_test_add_func ("/wire/bad-packets/good-neighbours", test_neighbours);
  g_test_add_func ("/wire/bad-packets/empty-datagram", test_empty_datagram);
  g_test_add_func ("/wire/bad-packets/too-big", test_too_big);
  g_test_add_func ("/wire/bad-packets/deep", test_deep);
  g_test_add_func ("/wire/bad-packets/not-utf8", test_not_utf8);
  g_test_add_func ("/wire/bad-packets/long-lists", test_long_lists);
  g_test_add_func ("/wire/bad-packets/bad-signature", test_bad_signature);

  return g_test_run ();
}
