/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-bad-fields.c: every field of the packets that say who hosts, who read what and what a day
 * has: missing, of each wrong type, beyond its bounds, and twice.
 *
 * The table has one right value of each field and those of its own kind that are wrong; the packets
 * are put together here.
 */

#include "config.h"

#include "wire-test.h"

typedef struct
{
  const char *member;
  gboolean optional;
  const char *good;
  const char *bad;       /* separated by spaces */
} Field;

typedef struct
{
  const char *name;      /* with a dot: the fields of an object within */
  const char *before;
  const char *after;
  Field fields[8];
} Packet;

#define ROOM "\"" TEST_ROOM "\""
#define ID "\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\""
#define DIGEST "\"AAAAAAAAAAA\""

/* Also what is an id of the other sort, not canonical, or a character short. */
#define BAD_ROOM "\"\" " ID " \"AAECAwQFBgcICQoLDA0ODx\" \"AAECAwQFBgcICQoLDA0OD\" [" ROOM "]"
#define BAD_ID "\"\" " ROOM " \"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1x\" \"Ben\""
#define BAD_ADDRESSES                                                                              \
  "[\"::1\"] [\"localhost\"] [\"1.2.3\"] [\"1.2.3.256\"] [1] [null] "                              \
  "[\"1.1.1.1\",\"1.1.1.2\",\"1.1.1.3\",\"1.1.1.4\",\"1.1.1.5\"]"
#define BAD_PORT "-1 65536 9007199254740991"

static const Packet packets[] = {
  { "join", "{\"t\":\"join\"", "}", {
    { "room", TRUE, ROOM, BAD_ROOM },
    { "fit", FALSE, "3", "-1 4" },
    { "name", FALSE, "\"Eve\"", "\"\" \"a\\nb\"" },
    { "tcp", TRUE, "12345", BAD_PORT },
    { "compare", TRUE, "true", "" },
    { "knows", TRUE, ROOM, BAD_ROOM },
    { "yield", TRUE, "{\"epoch\":1,\"members\":2}", "{} {\"epoch\":1} {\"members\":2}" } } },
  { "join.yield", "{\"t\":\"join\",\"fit\":0,\"name\":\"Eve\",\"yield\":{\"a\":1", "}}", {
    { "epoch", FALSE, "9007199254740991", "-1" },
    { "members", FALSE, "65535", "-1 65536" } } },
  { "not_host", "{\"t\":\"not_host\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "host", TRUE, ID, BAD_ID },
    { "addr", TRUE, "[\"10.0.0.1\"]", BAD_ADDRESSES },
    { "tcp", TRUE, "12345", BAD_PORT } } },
  { "moved", "{\"t\":\"moved\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "epoch", FALSE, "0", "-1" },
    { "host", FALSE, ID, BAD_ID },
    { "addr", TRUE, "[\"10.0.0.1\"]", BAD_ADDRESSES },
    { "tcp", TRUE, "12345", BAD_PORT } } },
  { "handoff", "{\"t\":\"handoff\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "epoch", FALSE, "0", "-1" } } },
  { "yield", "{\"t\":\"yield\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "epoch", FALSE, "0", "-1" },
    { "members", FALSE, "500", "-1 65536" } } },
  { "receipt", "{\"t\":\"receipt\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "id", TRUE, ID, BAD_ID },
    { "lc", FALSE, "1700000009000", "-1" },
    { "event", FALSE, ROOM, BAD_ROOM },
    { "read", TRUE, "true", "" } } },
  { "have.hours", "{\"t\":\"have\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "day", TRUE, "19675", "-1 104249992" },
    { "from", FALSE, "0", "-1" },
    { "control", TRUE, DIGEST, "\"\" \"AAAAAAAAAAAA\" \"AAAAAAAAAAB\"" },
    { "days", FALSE, "[[0,1," DIGEST "],[23,1," DIGEST "]]",
      "[[24,1," DIGEST "]] [[-1,1," DIGEST "]] [[1,1," DIGEST "],[1,1," DIGEST "]] [[1,1]] [1] "
      "[[1,-1," DIGEST "]] [[1,2147483648," DIGEST "]] [[1,1,\"A\"]] [[\"1\",1," DIGEST "]]" },
    { "more", TRUE, "true", "" } } },
  { "have.question", "{\"t\":\"have\",\"q\":true", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "day", TRUE, "104249991", "-1 104249992" } } },
  { "ids.question", "{\"t\":\"ids\"", "}", {
    { "room", FALSE, ROOM, BAD_ROOM },
    { "day", FALSE, "19675", "-1 -2 104249992" },
    { "hour", TRUE, "23", "-1 24" },
    { "q", FALSE, "true", "false" } } },
};

/* Of every type that JSON has. */
static const char * const of_each_type[] = {
  "null", "true", "7", "\"seven\"", "[]", "{}", "[{}]",
};

/* The packet with all its right values, @value in the place of one, @extra behind. A field whose
 * value is empty is left out. */
static char *
put_together (const Packet *packet,
              const Field  *changed,
              const char   *value,
              const Field  *extra)
{
  GString *text = g_string_new (packet->before);

  for (const Field *field = packet->fields; field->member != NULL; field++)
    {
      const char *worth = field == changed ? value : field->good;

      if (*worth != '\0')
        g_string_append_printf (text, ",\"%s\":%s", field->member, worth);
    }
  if (extra != NULL)
    g_string_append_printf (text, ",\"%s\":%s", extra->member, extra->good);
  g_string_append (text, packet->after);

  return g_string_free (text, FALSE);
}

static void
assert_taken (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPacket) packet = test_decode_text (text, 0, &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  g_assert_nonnull (packet);
}

static void
assert_refused (const char    *text,
                HallWireError  code,
                HallCounter    counter)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_null (test_decode_text (text, 0, &error));
  g_assert_error (error, HALL_WIRE_ERROR, (int) code);
  g_assert_cmpint (hall_counter_for_frame_error (error), ==, counter);
}

/* The type of a JSON value by its first character: only those of other types are tried. */
static char
type_of (const char *value)
{
  if (*value == 't' || *value == 'f')
    return 't';
  if (*value == '-' || g_ascii_isdigit (*value))
    return '0';

  return *value;
}

static void
try_field (const Packet *packet,
           const Field  *field)
{
  g_auto (GStrv) bad = g_strsplit (field->bad, " ", -1);
  g_autofree char *without = put_together (packet, field, "", NULL);
  g_autofree char *twice = put_together (packet, NULL, NULL, field);

  if (field->optional)
    assert_taken (without);
  else
    assert_refused (without, HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD);
  assert_refused (twice, HALL_WIRE_ERROR_DUPLICATE_KEY, HALL_COUNTER_FRAME_BAD_JSON);

  for (guint i = 0; i < G_N_ELEMENTS (of_each_type); i++)
    {
      g_autofree char *text = put_together (packet, field, of_each_type[i], NULL);

      if (type_of (of_each_type[i]) != type_of (field->good))
        assert_refused (text, HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD);
    }
  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autofree char *text = put_together (packet, field, bad[i], NULL);

      assert_refused (text, HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD);
    }
  if (type_of (field->good) == '0')
    {
      g_autofree char *large = put_together (packet, field, "9007199254740992", NULL);
      g_autofree char *fraction = put_together (packet, field, "1.5", NULL);

      assert_refused (large, HALL_WIRE_ERROR_BAD_NUMBER, HALL_COUNTER_FRAME_BAD_JSON);
      assert_refused (fraction, HALL_WIRE_ERROR_BAD_NUMBER, HALL_COUNTER_FRAME_BAD_JSON);
    }
}

static void
test_packet (gconstpointer data)
{
  const Packet *packet = data;
  g_autofree char *good = put_together (packet, NULL, NULL, NULL);

  assert_taken (good);
  for (const Field *field = packet->fields; field->member != NULL; field++)
    try_field (packet, field);
}

/* Names are bounded in bytes, lists before they are copied. */
static void
test_too_long (void)
{
  g_autofree char *letters = g_strnfill (HALL_NAME_MAX + 1, 'a');
  g_autofree char *join = g_strdup_printf ("{\"t\":\"join\",\"fit\":0,\"name\":\"%s\"}", letters);
  GString *hours =
    g_string_new ("{\"t\":\"have\",\"room\":" ROOM ",\"day\":1,\"from\":0,\"days\":[");

  for (guint i = 0; i < 25; i++)
    g_string_append_printf (hours, "%s[%u,1," DIGEST "]", i > 0 ? "," : "", i % 24);
  g_string_append (hours, "]}");

  assert_refused (join, HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD);
  assert_refused (hours->str, HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD);
  g_string_free (hours, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/wire/bad-fields/%s", packets[i].name);

      g_test_add_data_func (path, &packets[i], test_packet);
    }
  g_test_add_func ("/wire/bad-fields/too-long", test_too_long);

  return g_test_run ();
}
