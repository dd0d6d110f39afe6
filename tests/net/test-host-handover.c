/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host-handover.c: what a host offers to those who hand a room over, take it over, or yield.
 */

#include "config.h"

#include "net-pipe.h"

#define OTHER_ROOM "AAAAAAAAAAAAAAAAAAAAAA"

static HallRosterEntry *
find_entry (GPtrArray  *entries,
            const char *id)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      HallRosterEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->id, id))
        return entry;
    }

  return NULL;
}

static HallPacket *
last_of (NetRecord      *record,
         HallPacketType  type)
{
  for (guint i = record->packets->len; i > 0; i--)
    {
      HallPacket *packet = g_ptr_array_index (record->packets, i - 1);

      if (packet->type == type)
        return packet;
    }

  return NULL;
}

/* The batch, and what it takes to arrive. */
static void
pass_a_batch (PipeRoom *room)
{
  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();
}

static void
test_entries (PipeRoom      *room,
              gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 7301, 3);
  g_autoptr (PipeMember) carl = pipe_member_join (room, "Carl", 65535, 0);
  g_autoptr (GPtrArray) entries = hall_host_list_entries (room->host);
  g_autoptr (GPtrArray) later = NULL;
  HallRosterEntry *entry = g_ptr_array_index (entries, 0);
  HallPacket *roster;

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (entry->id, ==, anna->id);
  g_assert_cmpstr (entry->name, ==, "Anna");
  g_assert_cmpuint (entry->tcp_port, ==, 7301);
  g_assert_cmpuint (entry->fit, ==, 3);
  g_assert_cmpuint (entry->rank, ==, 1);
  g_assert_cmpstr (entry->addresses[0], ==, "10.77.0.2");
  g_assert_null (entry->addresses[1]);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpuint (entry->tcp_port, ==, 65535);
  g_assert_cmpuint (entry->rank, ==, 2);

  /* The others are told the same. */
  pass_a_batch (room);
  roster = net_record_find (anna->record, HALL_PACKET_ROSTER);
  entry = find_entry (roster->entries, carl->id);
  g_assert_cmpuint (entry->tcp_port, ==, 65535);
  g_assert_cmpstr (entry->addresses[0], ==, "10.77.0.2");

  /* They are copies. */
  hall_link_abort (carl->near);
  later = hall_host_list_entries (room->host);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (((HallRosterEntry *) g_ptr_array_index (entries, 1))->id, ==, carl->id);
}

static void
test_own_reach (PipeRoom      *room,
                gconstpointer  data)
{
  static const char *const many[] = {
    "10.77.0.1", "", "not an address", "10.77.0.01", "10.1.0.1", "10.2.0.1", "10.3.0.1",
    "10.4.0.1", NULL,
  };
  static const char *const other[] = { "192.168.7.1", NULL };
  const char *own_id = hall_identity_get_id (room->identity);
  g_autoptr (PipeMember) anna = NULL;
  HallRosterEntry *entry;

  hall_host_set_own_reach (room->host, many, 7300);
  anna = pipe_member_join (room, "Anna", 1, 0);
  pass_a_batch (room);
  entry = find_entry (net_record_find (anna->record, HALL_PACKET_WELCOME)->entries, own_id);
  g_assert_cmpuint (entry->tcp_port, ==, 7300);
  g_assert_cmpuint (g_strv_length (entry->addresses), ==, HALL_ADDRESSES_PER_PERSON);
  g_assert_cmpstr (entry->addresses[0], ==, "10.77.0.1");
  g_assert_cmpstr (entry->addresses[1], ==, "10.1.0.1");

  /* A change is told, the same once more is not. */
  g_assert_null (find_entry (last_of (anna->record, HALL_PACKET_ROSTER)->entries, own_id));
  hall_host_set_own_reach (room->host, other, 7300);
  pass_a_batch (room);
  entry = find_entry (last_of (anna->record, HALL_PACKET_ROSTER)->entries, own_id);
  g_assert_cmpstr (entry->addresses[0], ==, "192.168.7.1");
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 2);
  hall_host_set_own_reach (room->host, other, 7300);
  pass_a_batch (room);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 2);

  hall_host_set_own_reach (room->host, NULL, 0);
  pass_a_batch (room);
  entry = find_entry (last_of (anna->record, HALL_PACKET_ROSTER)->entries, own_id);
  g_assert_cmpuint (entry->tcp_port, ==, 0);
  g_assert_true (entry->addresses == NULL || entry->addresses[0] == NULL);
}

static void
test_send_all (PipeRoom      *room,
               gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) carl = pipe_member_join (room, "Carl", 1, 0);
  g_autoptr (HallPacket) moved = hall_packet_new (HALL_PACKET_MOVED);

  moved->room = g_strdup (room->genesis->id);
  moved->epoch = 8;
  moved->host = g_strdup (anna->id);
  hall_host_send_all (room->host, moved, anna->id);
  net_settle ();
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_MOVED), ==, 0);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_MOVED), ==, 1);
  hall_host_send_all (room->host, moved, NULL);
  hall_host_send_all (room->host, moved, OTHER_ROOM);
  net_settle ();
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_MOVED), ==, 2);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_MOVED), ==, 3);
}

static void
test_release (PipeRoom      *room,
              gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) carl = pipe_member_join (room, "Carl", 1, 0);
  g_autoptr (HallLink) link = NULL;
  HallPacket *roster;

  pass_a_batch (room);
  hall_host_acknowledge (room->host, anna->id, OTHER_ROOM, HALL_ACK_STORED);
  g_assert_null (hall_host_release (room->host, OTHER_ROOM));
  link = hall_host_release (room->host, anna->id);
  g_assert_true (link == anna->near);
  g_assert_true (hall_link_get_ready (link));
  g_assert_null (hall_host_get_link (room->host, anna->id));
  g_assert_null (hall_host_release (room->host, anna->id));
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 2);

  pass_a_batch (room);
  roster = last_of (carl->record, HALL_PACKET_ROSTER);
  g_assert_cmpstr (roster->gone[0], ==, anna->id);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 1);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ACK), ==, 1);
  g_assert_cmpuint (room->removed, ==, 0);

  /* The host has nothing to do with it any more, nor has its end. */
  hall_host_close (room->host);
  net_settle ();
  g_assert_true (hall_link_get_ready (link));
  g_assert_cmpuint (anna->record->closed, ==, 0);
  g_assert_cmpuint (carl->record->closed, ==, 1);
  hall_link_abort (link);
  g_assert_cmpuint (room->removed, ==, 0);
}

/* A successor answers `handoff` by `welcome`: the room is hers, and the link as well. */
static void
test_handoff (PipeRoom      *room,
              gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallPacket) handoff = hall_packet_new (HALL_PACKET_HANDOFF);
  g_autoptr (HallPacket) welcome = hall_packet_new (HALL_PACKET_WELCOME);
  g_autoptr (HallPacket) rack = hall_packet_new (HALL_PACKET_RACK);
  g_autoptr (NetRecord) record = NULL;

  handoff->room = g_strdup (room->genesis->id);
  handoff->epoch = 8;
  hall_host_send (room->host, anna->id, handoff, HALL_LINK_CHAT);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_HANDOFF) == 1);

  room->release_id = anna->id;
  welcome->room = g_strdup (room->genesis->id);
  welcome->epoch = 8;
  welcome->genesis = hall_event_ref (room->genesis);
  welcome->members = 1;
  welcome->now_ms = room->clock->wall;
  rack->room = g_strdup (room->genesis->id);
  rack->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, welcome, HALL_LINK_CHAT);
  hall_link_send (anna->record->link, rack, HALL_LINK_CHAT);
  net_wait_until (room->released != NULL);

  /* What came behind it is the new owner's. */
  record = net_record_new (g_object_ref (room->released));
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 1);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 1);
  g_assert_cmpuint (room->removed, ==, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);
}

/* Yielding and handing over: links that this side had dialled become members'. */
static void
test_admit_dialled (PipeRoom      *room,
                    gconstpointer  data)
{
  g_autoptr (PipeMember) carl = pipe_member_join (room, "Carl", 1, 0);
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  g_autoptr (HallPacket) join = pipe_room_new_join (room, "Dora", 7305, 2);
  g_autoptr (HallPacket) rack = hall_packet_new (HALL_PACKET_RACK);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (NetRecord) dora = NULL;
  g_autoptr (HallLink) own = NULL;
  HallRosterEntry *entry;
  HallLink *theirs;

  net_pipe_new_pair (HALL_CLOCK (room->clock), hall_key_get_id (key),
                     hall_identity_get_id (room->identity), &theirs, &own);
  dora = net_record_new (theirs);

  /* Not before it is ready. */
  g_assert_false (hall_host_admit (room->host, own, join));
  net_pipe_begin (theirs, own);
  g_assert_false (hall_link_get_incoming (own));
  g_assert_true (hall_host_admit (room->host, own, join));
  pass_a_batch (room);
  g_assert_cmpuint (net_record_find (dora, HALL_PACKET_WELCOME)->members, ==, 3);
  entries = hall_host_list_entries (room->host);
  entry = find_entry (entries, hall_key_get_id (key));
  g_assert_cmpuint (entry->tcp_port, ==, 7305);
  g_assert_cmpstr (entry->addresses[0], ==, "10.77.0.1");
  g_assert_nonnull (find_entry (last_of (carl->record, HALL_PACKET_ROSTER)->entries, entry->id));

  rack->room = g_strdup (room->genesis->id);
  rack->ids = g_new0 (char *, 1);
  hall_link_send (theirs, rack, HALL_LINK_CHAT);
  net_wait_until (room->packets->len == 1);

  /* And nobody any more after its end. */
  hall_host_close (room->host);
  g_assert_false (hall_host_admit (room->host, own, join));
}

static HallPacket *
new_packet (PipeRoom       *room,
            HallPacketType  type,
            HallEvent      *genesis)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (genesis->id);
  packet->epoch = 9;
  packet->members = 3;
  if (type == HALL_PACKET_WELCOME)
    {
      packet->genesis = hall_event_ref (genesis);
      packet->now_ms = room->clock->wall;
    }
  if (type == HALL_PACKET_RECEIPT)
    {
      packet->lc = room->clock->wall;
      packet->event_id = g_strdup (genesis->id);
    }
  if (type == HALL_PACKET_MOVED || type == HALL_PACKET_NOT_HOST)
    packet->host = g_strdup (hall_identity_get_id (room->identity));
  if (type == HALL_PACKET_ACK)
    packet->ids = g_new0 (char *, 1);
  if (type == HALL_PACKET_JOIN)
    {
      packet->name = g_strdup ("Mallory");
      packet->tcp_port = G_MAXUINT16;
    }

  return packet;
}

static void
test_passed_up (PipeRoom      *room,
                gconstpointer  data)
{
  static const HallPacketType types[] = {
    HALL_PACKET_WELCOME, HALL_PACKET_YIELD, HALL_PACKET_RECEIPT,
  };
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallEvent) other = hall_event_new_genesis (anna->key, room->clock->wall,
                                                        room->clock->wall, "Attic", NULL,
                                                        HALL_HISTORY_ALL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (HallPacket) packet = new_packet (room, types[i], room->genesis);

      hall_link_send (anna->record->link, packet, HALL_LINK_CHAT);
      net_wait_until (room->packets->len == i + 1);
      g_assert_cmpint (((HallPacket *) g_ptr_array_index (room->packets, i))->type, ==, types[i]);
    }
  g_assert_true (hall_link_get_ready (anna->near));
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (PipeMember) liar = pipe_member_join (room, "Liar", 1, 0);
      g_autoptr (HallPacket) packet = new_packet (room, types[i], other);

      net_snapshot (room->counters, &room->before);
      hall_link_send (liar->record->link, packet, HALL_LINK_CHAT);
      net_wait_until (liar->record->closed == 1);
      net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
    }
  g_assert_cmpuint (room->packets->len, ==, G_N_ELEMENTS (types));
}

/* What only hosts say to members, or strangers to hosts: it ends the link of who says it. */
static void
test_out_of_place (PipeRoom      *room,
                   gconstpointer  data)
{
  static const HallPacketType types[] = {
    HALL_PACKET_NOT_HOST, HALL_PACKET_MOVED, HALL_PACKET_HANDOFF,
    HALL_PACKET_ACK, HALL_PACKET_ROSTER,
  };
  g_autoptr (PipeMember) bystander = pipe_member_join (room, "Carl", 1, 0);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (PipeMember) member = pipe_member_join (room, "Mallory", 1, 0);
      g_autoptr (HallPacket) packet = new_packet (room, types[i], room->genesis);

      net_snapshot (room->counters, &room->before);
      hall_link_send (member->record->link, packet, HALL_LINK_CHAT);
      net_wait_until (member->record->closed == 1);
      g_assert_cmpstr (hall_link_get_error_code (member->record->link), ==, "unsupported");
      net_wait_until (room->removed == i + 1);
      net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
    }
  g_assert_cmpuint (room->packets->len, ==, 0);
  g_assert_true (hall_link_get_ready (bystander->near));
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                          \
  g_test_add ("/host-handover/" path, PipeRoom, NULL, pipe_room_set_up, function,    \
              pipe_room_tear_down)
  ADD ("entries", test_entries);
  ADD ("own-reach", test_own_reach);
  ADD ("send-all", test_send_all);
  ADD ("release", test_release);
  ADD ("handoff", test_handoff);
  ADD ("admit-dialled", test_admit_dialled);
  ADD ("passed-up", test_passed_up);
  ADD ("out-of-place", test_out_of_place);
#undef ADD

  return g_test_run ();
}
