/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host.c: a hosted room: joining, relaying, acknowledging, leaving.
 */

#include "config.h"

#include "net-room.h"

static void
test_welcome (NetRoom       *room,
              gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) carl = NULL;
  HallPacket *welcome = net_record_find (anna->record, HALL_PACKET_WELCOME);
  HallPacket *roster;

  g_assert_cmpstr (welcome->room, ==, room->genesis->id);
  g_assert_cmpuint (welcome->epoch, ==, 7);
  g_assert_cmpuint (welcome->members, ==, 2);
  g_assert_cmpuint (welcome->entries->len, ==, 2);
  g_assert_cmpstr (welcome->genesis->id, ==, room->genesis->id);
  g_assert_true (hall_event_verify (welcome->genesis, NULL));

  /* Her own arrival goes to all, then Carl's. */
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 1);
  carl = net_member_join (room, "Carl");
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 2);
  roster = g_ptr_array_index (anna->record->packets, anna->record->packets->len - 1);
  g_assert_cmpuint (roster->entries->len, ==, 1);
  g_assert_cmpstr (((HallRosterEntry *) g_ptr_array_index (roster->entries, 0))->name, ==, "Carl");
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 3);
  g_assert_cmpuint (room->added, ==, 2);

  hall_link_abort (carl->record->link);
  net_wait_until (room->removed == 1);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 3);
  roster = g_ptr_array_index (anna->record->packets, anna->record->packets->len - 1);
  g_assert_cmpstr (roster->gone[0], ==, hall_identity_get_id (carl->identity));
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 2);
}

static void
test_relay (NetRoom       *room,
            gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) carl = net_member_join (room, "Carl");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id, net_now_ms (),
                                               "Hello");
  g_autoptr (HallEvent) own = net_new_text (room->identity, room->genesis->id, net_now_ms (), "Hi");
  HallPacket *packet;
  HallEvent *got;

  net_send_event (anna->record->link, event);
  net_wait_until (net_record_count (carl->record, HALL_PACKET_EV) == 1);
  packet = net_record_find (carl->record, HALL_PACKET_EV);
  got = g_ptr_array_index (packet->events, 0);
  g_assert_cmpstr (got->id, ==, event->id);
  g_assert_true (hall_event_verify (got, NULL));

  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 1);
  packet = net_record_find (anna->record, HALL_PACKET_ACK);
  g_assert_cmpstr (packet->ids[0], ==, event->id);
  g_assert_null (packet->ids[1]);
  g_assert_cmpint (packet->level, ==, HALL_ACK_STORED);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_EV), ==, 0);

  hall_host_relay (room->host, own, hall_identity_get_id (carl->identity));
  net_wait_until (net_record_count (anna->record, HALL_PACKET_EV) == 1);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_EV), ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);
}

/* Sent again, it is handed up and acknowledged again, and relayed once. */
static void
test_sent_again (NetRoom       *room,
                 gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) carl = net_member_join (room, "Carl");
  g_autoptr (HallEvent) event = net_new_text (anna->identity, room->genesis->id, net_now_ms (),
                                               "Hello");

  net_send_event (anna->record->link, event);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 1);
  net_send_event (anna->record->link, event);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 2);
  net_settle ();
  g_assert_cmpuint (room->events->len, ==, 2);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_EV), ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_DUPLICATE, 1);
}

static void
test_acks_in_one_packet (NetRoom       *room,
                         gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  HallPacket *ack;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = hall_token_new ();

      hall_host_acknowledge (room->host, hall_identity_get_id (anna->identity), id,
                             HALL_ACK_REPLICATED);
    }
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) >= 1);
  ack = net_record_find (anna->record, HALL_PACKET_ACK);
  g_assert_cmpuint (g_strv_length (ack->ids), ==, 10);
  g_assert_cmpint (ack->level, ==, HALL_ACK_REPLICATED);
}

/* A newer link of the same key takes the place of the older one; nobody comes or goes. */
static void
test_same_key_again (NetRoom       *room,
                     gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (NetMember) again = net_member_join_as (room, anna->identity, "Anna");

  net_wait_until (anna->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (anna->record->link), ==, "gone");
  g_assert_cmpuint (room->added, ==, 1);
  g_assert_cmpuint (room->removed, ==, 0);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 2);
  g_assert_true (hall_link_get_ready (again->record->link));
}

static void
test_other_room_join (NetRoom       *room,
                      gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (room->listener));
  g_autoptr (HallPacket) join = net_new_join ("AAAAAAAAAAAAAAAAAAAAAA", "Anna");
  g_autoptr (HallPacket) error = NULL;

  net_peer_send (peer, join);
  error = net_peer_expect (peer, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "not_host");
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_JOIN_REFUSED, 1);
}

static void
test_handed_up (NetRoom       *room,
                gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallPacket) rack = hall_packet_new (HALL_PACKET_RACK);
  g_autoptr (HallPacket) other = hall_packet_new (HALL_PACKET_RACK);

  rack->room = g_strdup (room->genesis->id);
  rack->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, rack, HALL_LINK_CHAT);
  net_wait_until (room->packets->len == 1);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);

  other->room = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  other->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, other, HALL_LINK_CHAT);
  net_wait_until (anna->record->closed == 1);
  g_assert_cmpuint (room->packets->len, ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
}

static void
test_many_members (NetRoom       *room,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) net_member_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  NetMember *last;

  /* More than one page of roster. */
  for (guint i = 0; i < 80; i++)
    g_ptr_array_add (members, net_member_join (room, "One of eighty"));

  last = g_ptr_array_index (members, members->len - 1);
  net_wait_until (net_record_count (last->record, HALL_PACKET_ROSTER) >= 1);
  for (guint i = 0; i < last->record->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (last->record->packets, i);

      for (guint j = 0; packet->entries != NULL && j < packet->entries->len; j++)
        g_hash_table_add (known,
                          ((HallRosterEntry *) g_ptr_array_index (packet->entries, j))->id);
      if (packet->type == HALL_PACKET_WELCOME)
        g_assert_true (packet->more);
    }
  g_assert_cmpuint (g_hash_table_size (known), ==, 81);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 81);
}

static void
test_close (NetRoom       *room,
            gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autofree char *id = hall_token_new ();

  hall_host_acknowledge (room->host, hall_identity_get_id (anna->identity), id,
                         HALL_ACK_STORED);
  hall_host_close (room->host);
  net_wait_until (anna->record->closed == 1);
  g_assert_no_error (anna->record->error);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ACK), ==, 1);
  g_assert_cmpuint (room->removed, ==, 0);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 1);
}

/* With the host: the one after the last place is told, and the others notice nothing. */
static void
test_full (NetRoom       *room,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) members
      = g_ptr_array_new_with_free_func ((GDestroyNotify) net_member_free);
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetPeer) late = NULL;
  g_autoptr (HallPacket) join = net_new_join (room->genesis->id, "Late");
  g_autoptr (HallPacket) answer = NULL;

  for (guint i = 1; i < HALL_ROOM_MEMBERS_DEFAULT; i++)
    g_ptr_array_add (members, net_member_join (room, "Somebody"));
  g_assert_cmpuint (hall_host_count_members (room->host), ==, HALL_ROOM_MEMBERS_DEFAULT);

  net_snapshot (room->counters, &room->before);
  late = net_peer_greet (identity, hall_listener_get_port (room->listener));
  net_peer_send (late, join);
  answer = net_peer_expect (late, HALL_PACKET_ERROR);
  g_assert_cmpstr (answer->code, ==, "full");
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_JOIN_REFUSED, 1);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, HALL_ROOM_MEMBERS_DEFAULT);
  g_assert_cmpuint (room->removed, ==, 0);

  /* Who goes leaves a place. */
  g_ptr_array_set_size (members, members->len - 1);
  net_wait_until (room->removed == 1);
  g_ptr_array_add (members, net_member_join_as (room, identity, "Late"));
  g_assert_cmpuint (hall_host_count_members (room->host), ==, HALL_ROOM_MEMBERS_DEFAULT);
}

/* What a newcomer says of itself reaches the others, but for its address, which is where it comes
 * from. */
static void
test_entry (NetRoom       *room,
            gconstpointer  data)
{
  g_autoptr (NetMember) anna = net_member_join (room, "Anna");
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (room->listener));
  g_autoptr (HallPacket) join = net_new_join (room->genesis->id, "Dora");
  g_autoptr (HallPacket) welcome = NULL;
  HallRosterEntry *entry;
  HallPacket *roster;

  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 1);
  join->tcp_port = 65535;
  join->fit = 3;
  net_peer_send (peer, join);
  welcome = net_peer_expect (peer, HALL_PACKET_WELCOME);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 2);
  roster = g_ptr_array_index (anna->record->packets, anna->record->packets->len - 1);
  g_assert_cmpuint (roster->entries->len, ==, 1);
  entry = g_ptr_array_index (roster->entries, 0);
  g_assert_cmpstr (entry->id, ==, hall_identity_get_id (identity));
  g_assert_cmpuint (entry->tcp_port, ==, 65535);
  g_assert_cmpuint (entry->fit, ==, 3);
  g_assert_cmpuint (entry->rank, ==, 2);
  g_assert_cmpstr (entry->addresses[0], ==, "127.0.0.1");
  g_assert_null (entry->addresses[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/host/" path, NetRoom, NULL, net_room_set_up, function, net_room_tear_down)
  ADD ("welcome", test_welcome);
  ADD ("entry", test_entry);
  ADD ("relay", test_relay);
  ADD ("sent-again", test_sent_again);
  ADD ("acks-in-one-packet", test_acks_in_one_packet);
  ADD ("same-key-again", test_same_key_again);
  ADD ("other-room-join", test_other_room_join);
  ADD ("handed-up", test_handed_up);
  ADD ("many-members", test_many_members);
  ADD ("close", test_close);
  ADD ("full", test_full);
#undef ADD

  return g_test_run ();
}
