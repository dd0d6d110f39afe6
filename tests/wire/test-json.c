/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-json.c: what the strict scanner takes and refuses, that json-glib then agrees, and the
 * getters and the writer.
 */

#include "config.h"

#include "hall-json-writer.h"

#include "wire-test.h"

#define FOUR(text) text text text text

static const char sixteen_deep[] = "{\"a\":" FOUR ("[[[") "[[[1]]]" FOUR ("]]]") "}";

static const char * const good[] = {
  "{}", " { } ", "\t{\r\n}\n", "{\"a\":1}", "{\"a\":-1}", "{\"a\":0}", "{\"a\":-0}",
  "{\"a\":9007199254740991}", "{\"a\":-9007199254740991}", "{\"a\":true,\"b\":false,\"c\":null}",
  "{\"a\":[]}", "{\"a\":[1,[2],{\"b\":3}]}", "{\"a\":\"\"}",
  "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
  "{\"a\":\"\\u00e9\\u20AC\"}", "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\xf0\x9f\x98\x80\"}",
  "{\"a\":\"\x7f\"}", "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}", "{\"a\":1,\"A\":2,\" a\":3}",
  "{ \"a\" : [ 1 , 2 ] , \"b\" : { } }",
  sixteen_deep,
};

static const struct
{
  const char *text;
  HallWireError code;
} bad[] = {
  { "", HALL_WIRE_ERROR_NOT_JSON }, { " ", HALL_WIRE_ERROR_NOT_JSON },
  { "null", HALL_WIRE_ERROR_NOT_JSON }, { "1", HALL_WIRE_ERROR_NOT_JSON },
  { "\"a\"", HALL_WIRE_ERROR_NOT_JSON }, { "[]", HALL_WIRE_ERROR_NOT_JSON },
  { "[{}]", HALL_WIRE_ERROR_NOT_JSON }, { "{", HALL_WIRE_ERROR_NOT_JSON },
  { "}", HALL_WIRE_ERROR_NOT_JSON }, { "{]", HALL_WIRE_ERROR_NOT_JSON },
  { "{}}", HALL_WIRE_ERROR_NOT_JSON }, { "{}{}", HALL_WIRE_ERROR_NOT_JSON },
  { "{} 1", HALL_WIRE_ERROR_NOT_JSON }, { "{},", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\"}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":1,}", HALL_WIRE_ERROR_NOT_JSON }, { "{,\"a\":1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":1 \"b\":2}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\" 1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\"::1}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\"=1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{a:1}", HALL_WIRE_ERROR_NOT_JSON }, { "{'a':1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{1:1}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"\":1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":[1,]}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":[,1]}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":[1 2]}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":[1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":[1}]", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":[", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":01}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":+1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":-}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":--1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":-01}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":0x1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":.5}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":1.}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":1.5}", HALL_WIRE_ERROR_BAD_NUMBER }, { "{\"a\":1.0}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":1e2}", HALL_WIRE_ERROR_BAD_NUMBER }, { "{\"a\":1E+2}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":9007199254740992}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":-9007199254740992}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":18446744073709551617}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":99999999999999999999999999999999999999}", HALL_WIRE_ERROR_BAD_NUMBER },
  { "{\"a\":NaN}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":Infinity}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":True}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":tru}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":truex}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":nul", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":undefined}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":'b'}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"b}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":\"b\\\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":\"\\x41\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\'\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\u12\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\u", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":\"\\u12", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\u00g0\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\u0000\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"\\u0000\":1}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83d\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83dx\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83d\\n\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83d\\u0041\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83d\\ud83d\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ude00\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\\ud83d\\u", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\n\"}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":\"\t\"}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":\"\x1f\"}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":1}//", HALL_WIRE_ERROR_NOT_JSON },
  { "{/**/}", HALL_WIRE_ERROR_NOT_JSON }, { "{\"a\":1}#", HALL_WIRE_ERROR_NOT_JSON },
  { "\xef\xbb\xbf{}", HALL_WIRE_ERROR_NOT_JSON }, { "{\v}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\xc2\xa0}", HALL_WIRE_ERROR_NOT_JSON },
  { "{\"a\":1,\"a\":1}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"a\":1,\"\\u0061\":1}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"\\u0061\":1,\"a\":1}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"\\/\":1,\"/\":1}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"\xf0\x9f\x98\x80\":1,\"\\uD83D\\uDE00\":1}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"b\":[{\"a\":1,\"c\":{},\"a\":2}]}", HALL_WIRE_ERROR_DUPLICATE_KEY },
  { "{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", HALL_WIRE_ERROR_TOO_DEEP },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = hall_json_parse (good[i], strlen (good[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (object);
    }
}

/* NULL if and only if the error is set. */
static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hall_json_parse (bad[i].text, strlen (bad[i].text), &error));
      g_assert_nonnull (error);
      if (error->code != (int) bad[i].code)
        g_test_message ("%s", bad[i].text);
      g_assert_error (error, HALL_WIRE_ERROR, (int) bad[i].code);
    }
}

/* Every beginning of a good text is refused, and read within its bounds: it ends at its buffer. */
static void
test_cut_off (void)
{
  const char *text = "{\"a\\u0061\\ud83d\\ude00\":[true,false,null,-12,\"\\n\",{\"b\":{}}]}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *exact = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;

      g_assert_false (hall_json_check (exact, length, &error));
      g_assert_nonnull (error);
    }
  g_assert_true (hall_json_check (text, strlen (text), NULL));
}

static void
test_members (void)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < HALL_JSON_MEMBERS_MAX; i++)
    g_string_append_printf (text, "%s\"%u\":{\"a\":1}", i > 0 ? "," : "", i);
  g_string_append_c (text, '}');
  g_assert_true (hall_json_check (text->str, text->len, NULL));

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"b\":1}");
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (hall_json_check (text->str, text->len, &error));
    g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  }
  g_string_free (text, TRUE);
}

/* Random texts of JSON's own characters: whatever passes, json-glib takes, and what the writer
 * makes of it passes again and is the same. */
static void
test_random (void)
{
  static const char * const pieces[] = {
    "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"", "\\", "\\u0061", "1", "-", "0", "true",
    "null", " ", "\xc3\xa9", "{\"a\":", "{\"b\":[", "\"c\":",
  };
  guint n_passed = 0;

  for (guint round = 0; round < 200000; round++)
    {
      g_autoptr (GString) text = g_string_new (round % 2 == 0 ? "{\"x\":" : "{");
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (JsonObject) again = NULL;
      g_autofree char *written = NULL;
      g_autofree char *rewritten = NULL;
      guint n_pieces = (guint) g_test_rand_int_range (1, 12);

      for (guint i = 0; i < n_pieces; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_string_append (text, "}");

      if (!hall_json_check (text->str, text->len, NULL))
        continue;

      n_passed++;
      object = hall_json_parse (text->str, text->len, NULL);
      g_assert_nonnull (object);
      written = hall_json_to_text (object, NULL);
      again = hall_json_parse (written, strlen (written), NULL);
      g_assert_nonnull (again);
      rewritten = hall_json_to_text (again, NULL);
      g_assert_cmpstr (written, ==, rewritten);
    }

  g_assert_cmpuint (n_passed, >, 1000);
}

static void
test_getters (void)
{
  const char *text = "{\"t\":\"four\",\"n\":7,\"b\":true,\"l\":[],\"z\":null}";
  g_autoptr (JsonObject) object = hall_json_parse (text, strlen (text), NULL);
  const char *value = "before";
  gint64 number = 5;
  gboolean flag = FALSE;

  g_assert_cmpstr (hall_json_get_text (object, "t", 4, NULL), ==, "four");
  g_assert_null (hall_json_get_text (object, "t", 3, NULL));
  g_assert_null (hall_json_get_text (object, "n", 10, NULL));
  g_assert_null (hall_json_get_text (object, "z", 10, NULL));
  g_assert_null (hall_json_get_text (object, "l", 10, NULL));
  g_assert_null (hall_json_get_text (object, "none", 10, NULL));
  g_assert_true (hall_json_get_optional_text (object, "none", 10, &value, NULL));
  g_assert_null (value);
  g_assert_false (hall_json_get_optional_text (object, "b", 10, &value, NULL));

  g_assert_true (hall_json_get_integer (object, "n", 0, 7, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  g_assert_false (hall_json_get_integer (object, "n", 0, 6, &number, NULL));
  g_assert_false (hall_json_get_integer (object, "n", 8, 10, &number, NULL));
  g_assert_false (hall_json_get_integer (object, "t", 0, 10, &number, NULL));
  g_assert_false (hall_json_get_integer (object, "b", 0, 10, &number, NULL));
  g_assert_false (hall_json_get_integer (object, "none", 0, 10, &number, NULL));
  g_assert_true (hall_json_get_optional_integer (object, "none", 0, 10, &number, NULL));
  g_assert_cmpint (number, ==, 7);

  g_assert_true (hall_json_get_optional_boolean (object, "b", &flag, NULL));
  g_assert_true (flag);
  g_assert_true (hall_json_get_optional_boolean (object, "none", &flag, NULL));
  g_assert_true (flag);
  g_assert_false (hall_json_get_optional_boolean (object, "n", &flag, NULL));
}

static void
test_writer (void)
{
  const char *value = "\x01\x1f\b\f\n\r\t\"\\/\x7f\xc3\xa9\xf0\x9f\x98\x80";
  const char *texts[] = { "a", "b", NULL };
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (JsonObject) object = NULL;
  gsize before;

  hall_json_append_text (json, "none", NULL);
  hall_json_append_true (json, "false", FALSE);
  hall_json_append_name (json, "t");
  before = json->len;
  hall_json_append_string (json, value, -1);
  g_assert_cmpuint (json->len - before, ==, hall_json_string_size (value, strlen (value)));
  hall_json_append_integer (json, "n", -HALL_NUMBER_MAX);
  hall_json_append_true (json, "b", TRUE);
  hall_json_append_texts (json, "l", texts);
  g_string_append_c (json, '}');

  g_assert_cmpstr (json->str, ==,
                   "{\"t\":\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\x7f\xc3\xa9\xf0\x9f\x98\x80\","
                   "\"n\":-9007199254740991,\"b\":true,\"l\":[\"a\",\"b\"]}");
  object = hall_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (object);
  g_assert_cmpstr (json_object_get_string_member (object, "t"), ==, value);
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, -HALL_NUMBER_MAX);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/json/good", test_good);
  g_test_add_func ("/wire/json/bad", test_bad);
  g_test_add_func ("/wire/json/cut-off", test_cut_off);
  g_test_add_func ("/wire/json/members", test_members);
  g_test_add_func ("/wire/json/random", test_random);
  g_test_add_func ("/wire/json/getters", test_getters);
  g_test_add_func ("/wire/json/writer", test_writer);

  return g_test_run ();
}
