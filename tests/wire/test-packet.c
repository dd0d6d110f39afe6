/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-packet.c: each type of packet there and back, what fits into a frame, what is unknown.
 */

#include "config.h"

#include "packet-test.h"

static const char * const two_ids[] = { TEST_ROOM, "Dw4NDAsKCQgHBgUEAwIBAA", NULL };
static const char * const two_addresses[] = { "10.77.0.1", "192.168.255.0", NULL };

static HallRosterEntry *
new_entry (guint8 number)
{
  g_autoptr (HallKey) key = test_key (number);
  const char *id = hall_key_get_id (key);
  g_autoptr (HallRosterEntry) original = hall_roster_entry_new (id, "Anna \"A\"");

  original->rank = number;
  original->fit = 3;
  original->tcp_port = 12345;
  original->addresses = g_strdupv ((char **) two_addresses);

  return hall_roster_entry_copy (original);
}

static void
assert_entry (GPtrArray *entries,
              guint      i,
              guint8     number)
{
  g_autoptr (HallRosterEntry) expected = new_entry (number);
  const HallRosterEntry *entry = g_ptr_array_index (entries, i);

  g_assert_cmpstr (entry->id, ==, expected->id);
  g_assert_cmpstr (entry->name, ==, expected->name);
  g_assert_cmpuint (entry->rank, ==, expected->rank);
  g_assert_cmpuint (entry->fit, ==, expected->fit);
  g_assert_cmpuint (entry->tcp_port, ==, expected->tcp_port);
  g_assert_cmpstrv (entry->addresses, expected->addresses);
}

static void
test_hello (void)
{
  const char *capabilities[] = { "file", "react", NULL };

  for (int purpose = HALL_PURPOSE_ROOM; purpose <= HALL_PURPOSE_DIRECTORY; purpose++)
    {
      g_autoptr (HallPacket) sent = hall_packet_new (HALL_PACKET_HELLO);
      g_autoptr (HallPacket) received = NULL;

      sent->version_min = 1;
      sent->version_max = 2;
      sent->purpose = (HallPurpose) purpose;
      sent->now_ms = 1700000000123;
      if (purpose != HALL_PURPOSE_ROOM)
        sent->capabilities = g_strdupv ((char **) capabilities);
      received = there_and_back (sent);

      g_assert_cmpuint (received->version_min, ==, 1);
      g_assert_cmpuint (received->version_max, ==, 2);
      g_assert_cmpint ((int) received->purpose, ==, purpose);
      g_assert_cmpint (received->now_ms, ==, 1700000000123);
      if (purpose == HALL_PURPOSE_ROOM)
        g_assert_null (received->capabilities);
      else
        g_assert_cmpstrv (received->capabilities, capabilities);
    }
}

static void
test_join (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_JOIN);
  g_autoptr (HallPacket) received = NULL;

  sent->fit = 2;
  sent->name = g_strdup ("Anna");
  received = there_and_back (sent);
  g_assert_cmpuint (received->fit, ==, 2);
  g_assert_cmpstr (received->name, ==, "Anna");
}

static void
test_welcome (void)
{
  g_autoptr (HallKey) key = test_key (1);
  g_autoptr (HallPacket) sent = hall_packet_new (HALL_PACKET_WELCOME);
  g_autoptr (HallPacket) received = NULL;

  sent->genesis = hall_event_new_genesis (key, 1, 1, "Lunch", "Where?", HALL_HISTORY_ALL, NULL);
  sent->room = g_strdup (sent->genesis->id);
  sent->epoch = 3;
  sent->members = 2;
  sent->roster_version = 17;
  sent->now_ms = 5;
  sent->more = TRUE;
  sent->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  g_ptr_array_add (sent->entries, new_entry (1));
  g_ptr_array_add (sent->entries, new_entry (2));
  received = there_and_back (sent);

  g_assert_cmpstr (received->genesis->id, ==, sent->genesis->id);
  g_assert_true (hall_event_verify (received->genesis, NULL));
  g_assert_cmpuint (received->epoch, ==, 3);
  g_assert_cmpuint (received->members, ==, 2);
  g_assert_cmpuint (received->roster_version, ==, 17);
  g_assert_cmpint (received->now_ms, ==, 5);
  g_assert_true (received->more);
  g_assert_cmpuint (received->entries->len, ==, 2);
  assert_entry (received->entries, 0, 1);
  assert_entry (received->entries, 1, 2);
}

static void
test_not_host (void)
{
  g_autoptr (HallKey) key = test_key (3);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_NOT_HOST);
  g_autoptr (HallPacket) nobody = there_and_back (sent);
  g_autoptr (HallPacket) received = NULL;

  g_assert_null (nobody->host);
  g_assert_null (nobody->addresses);

  sent->host = g_strdup (hall_key_get_id (key));
  sent->addresses = g_strdupv ((char **) two_addresses);
  received = there_and_back (sent);
  g_assert_cmpstr (received->host, ==, sent->host);
  g_assert_cmpstrv (received->addresses, two_addresses);
}

static void
test_have (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_HAVE);
  g_autoptr (HallPacket) received = NULL;
  g_autoptr (HallPacket) empty = NULL;

  sent->from_lc = 0;
  empty = there_and_back (sent);
  g_assert_null (empty->control);
  g_assert_cmpuint (empty->days->len, ==, 0);
  g_assert_false (empty->more);

  sent->from_lc = 1700000000000;
  sent->control = g_strdup ("AAECAwQFBgc");
  sent->more = TRUE;
  sent->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  for (guint i = 0; i < HALL_LIST_PAGE_MAX; i++)
    {
      HallDayDigest day = { 20000 + i, 1000000 + i, "BwYFBAMCAQA" };

      g_array_append_val (sent->days, day);
    }
  received = there_and_back (sent);
  g_assert_cmpint (received->from_lc, ==, 1700000000000);
  g_assert_cmpstr (received->control, ==, "AAECAwQFBgc");
  g_assert_true (received->more);
  g_assert_cmpuint (received->days->len, ==, HALL_LIST_PAGE_MAX);
  g_assert_cmpint (g_array_index (received->days, HallDayDigest, 7).day, ==, 20007);
  g_assert_cmpuint (g_array_index (received->days, HallDayDigest, 7).count, ==, 1000007);
  g_assert_cmpstr (g_array_index (received->days, HallDayDigest, 7).digest, ==, "BwYFBAMCAQA");
}

static void
test_ids_and_want (void)
{
  g_autoptr (HallPacket) question = new_in_room (HALL_PACKET_IDS);
  g_autoptr (HallPacket) answer = new_in_room (HALL_PACKET_IDS);
  g_autoptr (HallPacket) want = new_in_room (HALL_PACKET_WANT);
  g_autoptr (HallPacket) question_received = NULL;
  g_autoptr (HallPacket) answer_received = NULL;
  g_autoptr (HallPacket) want_received = NULL;

  question->day = -1;
  question->question = TRUE;
  question_received = there_and_back (question);
  g_assert_cmpint (question_received->day, ==, -1);
  g_assert_true (question_received->question);
  g_assert_null (question_received->ids);

  answer->day = 20000;
  answer->more = TRUE;
  answer->ids = g_new0 (char *, HALL_LIST_PAGE_MAX + 1);
  for (guint i = 0; i < HALL_LIST_PAGE_MAX; i++)
    answer->ids[i] = hall_token_new ();
  answer_received = there_and_back (answer);
  g_assert_cmpint (answer_received->day, ==, 20000);
  g_assert_false (answer_received->question);
  g_assert_true (answer_received->more);
  g_assert_cmpstrv (answer_received->ids, answer->ids);

  want->ids = g_strdupv ((char **) two_ids);
  want_received = there_and_back (want);
  g_assert_cmpstrv (want_received->ids, two_ids);
  g_assert_false (want_received->more);
}

static void
test_acks (void)
{
  for (int level = HALL_ACK_STORED; level <= HALL_ACK_REPLICATED; level++)
    {
      g_autoptr (HallPacket) ack = new_in_room (HALL_PACKET_ACK);
      g_autoptr (HallPacket) received = NULL;

      ack->ids = g_strdupv ((char **) two_ids);
      ack->level = (HallAckLevel) level;
      received = there_and_back (ack);
      g_assert_cmpint ((int) received->level, ==, level);
      g_assert_cmpstrv (received->ids, two_ids);
    }
  {
    g_autoptr (HallPacket) rack = new_in_room (HALL_PACKET_RACK);
    g_autoptr (HallPacket) received = NULL;

    rack->ids = g_strdupv ((char **) two_ids);
    received = there_and_back (rack);
    g_assert_cmpstrv (received->ids, two_ids);
  }
}

static void
test_roster (void)
{
  g_autoptr (HallKey) key = test_key (3);
  const char *gone[] = { NULL, NULL };
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_ROSTER);
  g_autoptr (HallPacket) received = NULL;

  gone[0] = hall_key_get_id (key);
  sent->roster_version = 18;
  sent->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  g_ptr_array_add (sent->entries, new_entry (1));
  sent->gone = g_strdupv ((char **) gone);
  received = there_and_back (sent);

  g_assert_cmpuint (received->roster_version, ==, 18);
  g_assert_cmpuint (received->entries->len, ==, 1);
  assert_entry (received->entries, 0, 1);
  g_assert_cmpstrv (received->gone, gone);
}

/* A page of HALL_ROSTER_PAGE_MAX entries fits, however large they are. */
static void
test_roster_page (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_ROSTER);
  g_autoptr (HallPacket) received = NULL;
  const char *addresses[] = { "111.111.111.111", "222.222.222.222", "100.100.100.100",
                              "200.200.200.200", NULL };

  sent->roster_version = HALL_NUMBER_MAX;
  sent->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  for (guint i = 0; i < HALL_ROSTER_PAGE_MAX; i++)
    {
      HallRosterEntry *entry = new_entry ((guint8) i);

      entry->rank = G_MAXUINT16;
      entry->tcp_port = G_MAXUINT16;
      g_free (entry->name);
      entry->name = g_strnfill (HALL_NAME_MAX, '"');
      g_strfreev (entry->addresses);
      entry->addresses = g_strdupv ((char **) addresses);
      g_ptr_array_add (sent->entries, entry);
    }
  received = there_and_back (sent);
  g_assert_cmpuint (received->entries->len, ==, HALL_ROSTER_PAGE_MAX);
}

static void
test_small_ones (void)
{
  g_autoptr (HallPacket) ping = hall_packet_new (HALL_PACKET_PING);
  g_autoptr (HallPacket) pong = hall_packet_new (HALL_PACKET_PONG);
  g_autoptr (HallPacket) bye = hall_packet_new (HALL_PACKET_BYE);
  g_autoptr (HallPacket) full = hall_packet_new_error ("full", "Five hundred are in.", 30000);
  g_autoptr (HallPacket) gone = hall_packet_new_error ("gone", NULL, 0);
  g_autoptr (HallPacket) rate = hall_packet_new_error ("rate", NULL, 1);
  g_autoptr (HallPacket) rate_received = NULL;
  g_autoptr (HallPacket) ping_received = NULL;
  g_autoptr (HallPacket) pong_received = NULL;
  g_autoptr (HallPacket) bye_received = there_and_back (bye);
  g_autoptr (HallPacket) full_received = there_and_back (full);
  g_autoptr (HallPacket) gone_received = there_and_back (gone);

  g_assert_cmpint (bye_received->type, ==, HALL_PACKET_BYE);
  ping->n = HALL_NUMBER_MAX;
  ping_received = there_and_back (ping);
  g_assert_cmpuint (ping_received->n, ==, HALL_NUMBER_MAX);
  pong->n = 3;
  pong_received = there_and_back (pong);
  g_assert_cmpuint (pong_received->n, ==, 3);

  g_assert_cmpstr (full_received->code, ==, "full");
  g_assert_cmpstr (full_received->text, ==, "Five hundred are in.");
  g_assert_cmpuint (full_received->retry_ms, ==, 30000);
  g_assert_null (full_received->ids);
  rate->ids = g_strdupv ((char **) two_ids);
  rate_received = there_and_back (rate);
  g_assert_cmpstrv (rate_received->ids, two_ids);

  g_assert_cmpstr (gone_received->code, ==, "gone");
  g_assert_null (gone_received->text);
  g_assert_cmpuint (gone_received->retry_ms, ==, 0);
}

static void
test_unknown (void)
{
  static const char * const texts[] = { "{\"t\":\"wave\",\"n\":[]}", "{\"t\":\"\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HallPacket) optional = test_decode_text (texts[i], HALL_FRAME_FLAG_OPTIONAL,
                                                          &error);

      g_assert_no_error (error);
      g_assert_cmpint (optional->type, ==, HALL_PACKET_UNKNOWN);
      g_assert_null (test_decode_text (texts[i], 0, &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNKNOWN_TYPE);
    }

  /* What is not JSON is refused however it is flagged; what is known is read in any case. */
  g_assert_null (test_decode_text ("wave", HALL_FRAME_FLAG_OPTIONAL, NULL));
  {
    g_autoptr (HallPacket) bye = test_decode_text ("{\"t\":\"bye\",\"later\":1}",
                                                   HALL_FRAME_FLAG_OPTIONAL, NULL);

    g_assert_cmpint (bye->type, ==, HALL_PACKET_BYE);
  }
}

static void
test_unknown_kind (void)
{
  for (guint kind = 0; kind < 256; kind++)
    {
      HallFrame optional = { (guint8) kind, HALL_FRAME_FLAG_OPTIONAL, (const guint8 *) "\xff", 1 };
      HallFrame required = { (guint8) kind, 0xfe, (const guint8 *) "\xff", 1 };
      g_autoptr (HallPacket) ignored = NULL;
      g_autoptr (GError) error = NULL;

      if (kind == HALL_FRAME_JSON)
        continue;
      ignored = hall_packet_decode (&optional, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ignored->type, ==, HALL_PACKET_UNKNOWN);
      g_assert_null (hall_packet_decode (&required, &error));
      g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNKNOWN_TYPE);
    }
}

/* Random members in random types: a packet or an error, never both, never neither. */
static void
test_random (void)
{
  static const char * const types[] = {
    "hello", "join", "welcome", "not_host", "moved", "handoff", "yield", "have", "ids", "want",
    "ev", "evs", "ack", "rack", "roster", "receipt", "ping", "pong", "error", "bye", "wave",
  };
  static const char * const names[] = {
    "v", "caps", "for", "now", "room", "name", "fit", "epoch", "genesis", "members", "rv", "roster",
    "more", "host", "addr", "from", "control", "days", "day", "q", "ids", "e", "s", "events",
    "level", "add", "gone", "n", "code", "text", "retry", "tcp", "compare", "yield", "hour", "id",
    "lc", "event", "read", "knows",
  };
  static const char * const values[] = {
    "1", "-1", "9007199254740991", "true", "false", "null", "\"\"", "\"room\"", "\"stored\"",
    "\"" TEST_ROOM "\"", "\"" TEST_SIGNATURE "\"", "\"AAAAAAAAAAA\"", "[]", "{}", "[1,1]", "[[]]",
    "[{}]", "[1]", "[\"" TEST_ROOM "\"]", "[\"1.2.3.4\"]", "[[1,1,\"AAAAAAAAAAA\"]]",
    "{\"e\":\"{}\",\"s\":\"\"}", "[null]", "[\"x\",{}]", "{\"epoch\":1,\"members\":1}",
  };

  for (guint round = 0; round < 100000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (HallPacket) packet = NULL;
      g_autoptr (GError) error = NULL;
      guint n_members = (guint) g_test_rand_int_range (0, 8);

      g_string_printf (text, "{\"t\":\"%s\"",
                       types[g_test_rand_int_range (0, G_N_ELEMENTS (types))]);
      for (guint i = 0; i < n_members; i++)
        g_string_append_printf (text, ",\"%s\":%s",
                                names[g_test_rand_int_range (0, G_N_ELEMENTS (names))],
                                values[g_test_rand_int_range (0, G_N_ELEMENTS (values))]);
      g_string_append_c (text, '}');

      packet = test_decode_text (text->str, 0, &error);
      g_assert_true ((packet == NULL) == (error != NULL));
      if (packet != NULL && packet->type != HALL_PACKET_UNKNOWN)
        {
          g_autoptr (HallPacket) again = there_and_back (packet);

          g_assert_cmpint (again->type, ==, packet->type);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/packet/hello", test_hello);
  g_test_add_func ("/wire/packet/join", test_join);
  g_test_add_func ("/wire/packet/welcome", test_welcome);
  g_test_add_func ("/wire/packet/not-host", test_not_host);
  g_test_add_func ("/wire/packet/have", test_have);
  g_test_add_func ("/wire/packet/ids-and-want", test_ids_and_want);
  g_test_add_func ("/wire/packet/acks", test_acks);
  g_test_add_func ("/wire/packet/roster", test_roster);
  g_test_add_func ("/wire/packet/roster-page", test_roster_page);
  g_test_add_func ("/wire/packet/small-ones", test_small_ones);
  g_test_add_func ("/wire/packet/unknown", test_unknown);
  g_test_add_func ("/wire/packet/unknown-kind", test_unknown_kind);
  g_test_add_func ("/wire/packet/random", test_random);

  return g_test_run ();
}
