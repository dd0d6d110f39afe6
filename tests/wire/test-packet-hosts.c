/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-packet-hosts.c: the packets that say who hosts, who read what, and the hours of a day, there
 * and back.
 */

#include "config.h"

#include "packet-test.h"

static const char * const two_addresses[] = { "10.77.0.1", "192.168.255.0", NULL };

static void
test_join (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_JOIN);
  g_autoptr (HallPacket) plain = NULL;
  g_autoptr (HallPacket) full = NULL;

  sent->name = g_strdup ("Anna");
  plain = there_and_back (sent);
  g_assert_cmpuint (plain->tcp_port, ==, 0);
  g_assert_false (plain->compare);
  g_assert_false (plain->yield);

  sent->tcp_port = G_MAXUINT16;
  sent->compare = TRUE;
  sent->yield = TRUE;
  sent->epoch = HALL_NUMBER_MAX;
  sent->members = G_MAXUINT16;
  full = there_and_back (sent);
  g_assert_cmpuint (full->tcp_port, ==, G_MAXUINT16);
  g_assert_true (full->compare);
  g_assert_true (full->yield);
  g_assert_cmpuint (full->epoch, ==, HALL_NUMBER_MAX);
  g_assert_cmpuint (full->members, ==, G_MAXUINT16);
}

/* Without a yield, the numbers of one are not looked at. */
static void
test_join_without_yield (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPacket) join =
    test_decode_text ("{\"t\":\"join\",\"fit\":0,\"name\":\"Eve\",\"epoch\":5,\"members\":500}", 0,
                      &error);

  g_assert_no_error (error);
  g_assert_false (join->yield);
  g_assert_cmpuint (join->epoch, ==, 0);
  g_assert_cmpuint (join->members, ==, 0);
}

static void
test_not_host (void)
{
  g_autoptr (HallKey) key = test_key (3);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_NOT_HOST);
  g_autoptr (HallPacket) received = NULL;

  sent->host = g_strdup (hall_key_get_id (key));
  sent->addresses = g_strdupv ((char **) two_addresses);
  sent->tcp_port = 12346;
  received = there_and_back (sent);
  g_assert_cmpstr (received->host, ==, sent->host);
  g_assert_cmpuint (received->tcp_port, ==, 12346);
}

static void
test_moved (void)
{
  g_autoptr (HallKey) key = test_key (3);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_MOVED);
  g_autoptr (HallPacket) bare = NULL;
  g_autoptr (HallPacket) received = NULL;

  sent->host = g_strdup (hall_key_get_id (key));
  bare = there_and_back (sent);
  g_assert_null (bare->addresses);
  g_assert_cmpuint (bare->tcp_port, ==, 0);

  sent->epoch = 7;
  sent->addresses = g_strdupv ((char **) two_addresses);
  sent->tcp_port = 12345;
  received = there_and_back (sent);
  g_assert_cmpuint (received->epoch, ==, 7);
  g_assert_cmpstr (received->host, ==, sent->host);
  g_assert_cmpstrv (received->addresses, two_addresses);
  g_assert_cmpuint (received->tcp_port, ==, 12345);
}

static void
test_handoff_and_yield (void)
{
  g_autoptr (HallPacket) handoff = new_in_room (HALL_PACKET_HANDOFF);
  g_autoptr (HallPacket) yield = new_in_room (HALL_PACKET_YIELD);
  g_autoptr (HallPacket) handoff_received = NULL;
  g_autoptr (HallPacket) yield_received = NULL;

  handoff->epoch = HALL_NUMBER_MAX;
  handoff_received = there_and_back (handoff);
  g_assert_cmpuint (handoff_received->epoch, ==, HALL_NUMBER_MAX);

  yield->epoch = 2;
  yield->members = 17;
  yield_received = there_and_back (yield);
  g_assert_cmpuint (yield_received->epoch, ==, 2);
  g_assert_cmpuint (yield_received->members, ==, 17);
}

static void
test_receipt (void)
{
  g_autoptr (HallKey) key = test_key (3);
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_RECEIPT);
  g_autoptr (HallPacket) own = NULL;
  g_autoptr (HallPacket) relayed = NULL;

  sent->lc = 1700000009000;
  sent->event_id = g_strdup (TEST_ROOM);
  own = there_and_back (sent);
  g_assert_null (own->host);
  g_assert_cmpint (own->lc, ==, 1700000009000);
  g_assert_cmpstr (own->event_id, ==, TEST_ROOM);
  g_assert_false (own->read);

  sent->host = g_strdup (hall_key_get_id (key));
  sent->read = TRUE;
  relayed = there_and_back (sent);
  g_assert_cmpstr (relayed->host, ==, sent->host);
  g_assert_true (relayed->read);
}

static void
test_questions (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_HAVE);
  g_autoptr (HallPacket) all = NULL;
  g_autoptr (HallPacket) hours = NULL;

  sent->question = TRUE;
  all = there_and_back (sent);
  g_assert_true (all->question);
  g_assert_false (all->day_only);
  g_assert_null (all->days);

  sent->day_only = TRUE;
  sent->day = 19675;
  hours = there_and_back (sent);
  g_assert_true (hours->question);
  g_assert_true (hours->day_only);
  g_assert_cmpint (hours->day, ==, 19675);
}

static void
test_hours (void)
{
  g_autoptr (HallPacket) sent = new_in_room (HALL_PACKET_HAVE);
  g_autoptr (HallPacket) received = NULL;

  sent->day_only = TRUE;
  sent->day = 19675;
  sent->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  for (gint64 hour = 23; hour >= 0; hour--)
    {
      HallDayDigest digest = { hour, 100 + (guint) hour, "BwYFBAMCAQA" };

      g_array_append_val (sent->days, digest);
    }
  received = there_and_back (sent);
  g_assert_false (received->question);
  g_assert_true (received->day_only);
  g_assert_cmpint (received->day, ==, 19675);
  g_assert_cmpuint (received->days->len, ==, 24);
  g_assert_cmpint (g_array_index (received->days, HallDayDigest, 0).day, ==, 23);
}

static void
test_ids_of_an_hour (void)
{
  const char *ids[] = { TEST_ROOM, NULL };

  for (int hour = -1; hour < 24; hour++)
    {
      g_autoptr (HallPacket) question = new_in_room (HALL_PACKET_IDS);
      g_autoptr (HallPacket) answer = new_in_room (HALL_PACKET_IDS);
      g_autoptr (HallPacket) question_received = NULL;
      g_autoptr (HallPacket) answer_received = NULL;

      question->day = 19675;
      question->hour = hour;
      question->question = TRUE;
      question_received = there_and_back (question);
      g_assert_cmpint (question_received->hour, ==, hour);

      answer->day = 19675;
      answer->hour = hour;
      answer->ids = g_strdupv ((char **) ids);
      answer_received = there_and_back (answer);
      g_assert_cmpint (answer_received->hour, ==, hour);
      g_assert_cmpstrv (answer_received->ids, ids);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/packet-hosts/join", test_join);
  g_test_add_func ("/wire/packet-hosts/join-without-yield", test_join_without_yield);
  g_test_add_func ("/wire/packet-hosts/not-host", test_not_host);
  g_test_add_func ("/wire/packet-hosts/moved", test_moved);
  g_test_add_func ("/wire/packet-hosts/handoff-and-yield", test_handoff_and_yield);
  g_test_add_func ("/wire/packet-hosts/receipt", test_receipt);
  g_test_add_func ("/wire/packet-hosts/questions", test_questions);
  g_test_add_func ("/wire/packet-hosts/hours", test_hours);
  g_test_add_func ("/wire/packet-hosts/ids-of-an-hour", test_ids_of_an_hour);

  return g_test_run ();
}
