/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-bad-members.c: what a member of a hosted room may not do, and that the others don't suffer.
 */

#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "net-room.h"

/* An event that ends the link of who sends it, and reaches nobody. */
static void
send_and_be_refused (NetRoom     *room,
                     NetMember      *member,
                     HallEvent   *event,
                     HallCounter  counter)
{
  g_autoptr (NetMember) bystander = net_member_join (room, "Carl");

  net_send_event (member->record->link, event);
  net_wait_until (member->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (member->record->link), ==, "auth");
  net_wait_until (room->removed == 1);
  net_assert_only_moved (room->counters, &room->before, counter, 1);
  g_assert_cmpuint (room->events->len, ==, 0);
  g_assert_cmpuint (net_record_count (bystander->record, HALL_PACKET_EV), ==, 0);
  g_assert_true (hall_link_get_ready (bystander->record->link));
}

static void
test_not_author (NetRoom       *room,
                 gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallIdentity) somebody = net_new_identity ();
  g_autoptr (HallEvent) event = net_new_text (somebody, room->genesis->id, net_now_ms (), "Hello");

  send_and_be_refused (room, anna, event, HALL_COUNTER_EVENT_NOT_AUTHOR);
}

static void
test_other_room (NetRoom       *room,
                 gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, "AAAAAAAAAAAAAAAAAAAAAA",
                                               net_now_ms (), "Hello");

  send_and_be_refused (room, anna, event, HALL_COUNTER_EVENT_OTHER_ROOM);
}

static void
test_bad_signature (NetRoom       *room,
                    gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id, net_now_ms (),
                                               "Hello");

  event->signature[11] ^= 1;
  send_and_be_refused (room, anna, event, HALL_COUNTER_EVENT_BAD_SIGNATURE);
}

/* The id is a hash of the event alone: a known one with another signature is not the known one. */
static void
test_bad_signature_again (NetRoom       *room,
                          gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id, net_now_ms (),
                                               "Hello");

  net_send_event (anna->record->link, event);
  net_wait_until (room->events->len == 1);
  net_snapshot (room->counters, &room->before);
  event->signature[11] ^= 1;
  net_send_event (anna->record->link, event);
  net_wait_until (anna->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (anna->record->link), ==, "auth");
  net_wait_until (room->removed == 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_BAD_SIGNATURE, 1);
  g_assert_cmpuint (room->events->len, ==, 1);
}

static void
test_from_the_future (NetRoom       *room,
                      gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id,
                                              net_now_ms () + 2 * HALL_CLOCK_AHEAD_MAX_MS, "Hello");
  HallPacket *error;

  net_send_event (anna->record->link, event);
  net_wait_until (anna->record->packets->len > 0
                  && net_record_count (anna->record, HALL_PACKET_ERROR) == 1);
  error = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "clock");
  g_assert_cmpstr (error->ids[0], ==, event->id);
  g_assert_true (hall_link_get_ready (anna->record->link));
  g_assert_cmpuint (room->events->len, ==, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_CLOCK_AHEAD, 1);
}

/* Ahead, but in the room already, by synchronisation: its author is told that it is there. */
static void
test_known_from_the_future (NetRoom       *room,
                            gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id,
                                              net_now_ms () + 2 * HALL_CLOCK_AHEAD_MAX_MS, "Hello");

  hall_host_relay (room->host, event, hall_identity_get_id (anna->identity));
  net_send_event (anna->record->link, event);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 1);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ERROR), ==, 0);
}

/* Whoever asks and asks without reading the answers costs no more than the soft limit. */
static void
test_pings_unread (NetRoom       *room,
                   gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (room->listener));
  g_autoptr (HallPacket) join = net_new_join (room->genesis->id, "Dora");
  g_autoptr (HallPacket) welcome = NULL;
  g_autoptr (HallPacket) ping = hall_packet_new (HALL_PACKET_PING);
  g_autoptr (GBytes) frame = NULL;
  g_autofree guint8 *batch = NULL;
  const guint n = 400;
  const int small = 4096;
  HallLink *link;
  gsize size;

  net_peer_send (peer, join);
  welcome = net_peer_expect (peer, HALL_PACKET_WELCOME);
  link = hall_host_get_link (room->host, hall_identity_get_id (identity));
  g_assert_no_errno (setsockopt (g_socket_get_fd (HALL_TLS_LINK (link)->socket), SOL_SOCKET,
                                 SO_SNDBUF, &small, sizeof small));
  g_assert_no_errno (setsockopt (peer->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small));

  ping->n = HALL_NUMBER_MAX;
  frame = hall_packet_encode (ping, NULL);
  size = g_bytes_get_size (frame);
  batch = g_malloc (n * size);
  for (guint i = 0; i < n; i++)
    memcpy (batch + i * size, g_bytes_get_data (frame, NULL), size);

  for (gsize sent = 0; sent < 4 * HALL_QUEUE_HARD_MAX; sent += n * size)
    {
      net_peer_write (peer, batch, n * size);
      net_turn ();
      g_assert_cmpuint (hall_link_get_queued (link), <=, HALL_QUEUE_SOFT_MAX + 4096);
    }
  g_assert_cmpuint (hall_link_get_queued (link), >, HALL_QUEUE_SOFT_MAX);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);
}

/* A flood is cut to the rate, the link stays, and another member's message gets through. */
static void
test_flood (NetRoom       *room,
            gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) carl = net_member_join (room, "Carl");
  g_autoptr (HallEvent) calm = NULL;
  const guint n = HALL_MEMBER_EVENTS_BURST + 300;
  HallPacket *error;
  guint refused;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Message %u", i);
      g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id, net_now_ms (),
                                                  text);

      net_send_event (anna->record->link, event);
    }
  net_wait_until (room->events->len + net_record_count (anna->record, HALL_PACKET_ERROR) == n);

  refused = net_record_count (anna->record, HALL_PACKET_ERROR);
  error = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "rate");
  g_assert_cmpuint (error->retry_ms, >, 0);
  g_assert_cmpuint (g_strv_length (error->ids), ==, 1);
  g_assert_cmpuint (room->events->len, >=, HALL_MEMBER_EVENTS_BURST);
  g_assert_cmpuint (refused, >, 0);
  g_assert_true (hall_link_get_ready (anna->record->link));
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_RATE, refused);

  calm = net_new_text (carl->identity, room->genesis->id, net_now_ms (), "Please");
  net_send_event (carl->record->link, calm);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_EV) == 1);
}

/* One that never reads: the others have everything, it is closed as slow. */
static void
test_never_reads (NetRoom       *room,
                  gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) carl = net_member_join (room, "Carl");
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (room->listener));
  g_autoptr (HallPacket) join = net_new_join (room->genesis->id, "Dora");
  g_autoptr (HallPacket) welcome = NULL;
  g_autofree char *text = g_strnfill (HALL_TEXT_MAX, 'x');
  guint sent = 0;

  hall_host_set_rates (room->host, 0, 0);
  net_peer_send (peer, join);
  welcome = net_peer_expect (peer, HALL_PACKET_WELCOME);

  while (room->removed == 0)
    {
      g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id,
                                                  net_now_ms () + sent % 50000, text);

      net_send_event (anna->record->link, event);
      sent++;
      net_wait_until (room->events->len == sent);
      g_assert_cmpuint (sent, <, 4000);
    }

  net_wait_until (net_record_count (carl->record, HALL_PACKET_EV) == sent);
  net_wait_until (hall_host_count_members (room->host) == 3);
  g_assert_null (hall_host_get_link (room->host, hall_identity_get_id (identity)));
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_LINK_SLOW, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/bad-members/" path, NetRoom, NULL, net_room_set_up, function, net_room_tear_down)
  ADD ("not-author", test_not_author);
  ADD ("other-room", test_other_room);
  ADD ("bad-signature", test_bad_signature);
  ADD ("bad-signature-again", test_bad_signature_again);
  ADD ("known-from-the-future", test_known_from_the_future);
  ADD ("pings-unread", test_pings_unread);
  ADD ("from-the-future", test_from_the_future);
  ADD ("flood", test_flood);
  ADD ("never-reads", test_never_reads);
#undef ADD

  return g_test_run ();
}
