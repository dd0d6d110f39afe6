/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host-says.c: what a member may say to its host beside events: that it types, and what about
 * it has changed.
 */

#include "config.h"

#include "net-pipe.h"

static void
say_typing (PipeRoom   *room,
            PipeMember *member,
            const char *person,
            gboolean    typing)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_TYPING);

  packet->room = g_strdup (room->genesis->id);
  packet->person = g_strdup (person);
  packet->typing = typing;
  hall_link_send (member->record->link, packet, HALL_LINK_CHAT);
}

static void
test_typing (PipeRoom      *room,
             gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) ben = pipe_member_join (room, "Ben", 1, 0);

  for (guint i = 0; i < 10; i++)
    say_typing (room, anna, NULL, TRUE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_TYPING_DROPPED, 9);

  /* Of each person by itself. */
  say_typing (room, ben, ben->id, TRUE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 2);
  g_assert_true (((HallPacket *) g_ptr_array_index (room->packets, 1))->typing);

  net_held_clock_advance (room->clock, 999);
  say_typing (room, anna, NULL, TRUE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 2);
  net_held_clock_advance (room->clock, 1);
  say_typing (room, anna, NULL, TRUE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 3);
  g_assert_cmpuint (anna->record->closed + ben->record->closed, ==, 0);
  /* Nobody hears of it but the owner. */
  g_assert_cmpuint (net_record_count (ben->record, HALL_PACKET_TYPING), ==, 0);
}

/* That it is over comes at once, but not more often than that it began. */
static void
test_typing_over (PipeRoom      *room,
                  gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);

  say_typing (room, anna, NULL, FALSE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      say_typing (room, anna, NULL, TRUE);
      say_typing (room, anna, NULL, FALSE);
    }
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 2);
  g_assert_true (((HallPacket *) g_ptr_array_index (room->packets, 0))->typing);
  g_assert_false (((HallPacket *) g_ptr_array_index (room->packets, 1))->typing);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_TYPING_DROPPED, 19);
}

static void
test_typing_of_others (PipeRoom      *room,
                       gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) mallory = pipe_member_join (room, "Mallory", 1, 0);
  g_autoptr (HallPacket) elsewhere = hall_packet_new (HALL_PACKET_TYPING);
  g_autoptr (HallEvent) attic = NULL;

  say_typing (room, mallory, anna->id, TRUE);
  net_settle ();
  g_assert_cmpuint (room->packets->len, ==, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_TYPING_DROPPED, 1);

  attic = hall_event_new_genesis (mallory->key, room->clock->wall, room->clock->wall, "Attic", NULL,
                                  HALL_HISTORY_ALL, NULL);
  elsewhere->room = g_strdup (attic->id);
  elsewhere->typing = TRUE;
  net_snapshot (room->counters, &room->before);
  hall_link_send (mallory->record->link, elsewhere, HALL_LINK_CHAT);
  net_wait_until (mallory->record->closed == 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
}

static void
join_again (PipeRoom   *room,
            PipeMember *member,
            guint16     tcp_port,
            guint       fit)
{
  g_autoptr (HallPacket) join = pipe_room_new_join (room, "Another name", tcp_port, fit);

  hall_link_send (member->record->link, join, HALL_LINK_CHAT);
  net_settle ();
}

static void
test_join_again (PipeRoom      *room,
                 gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 7300, 2);
  g_autoptr (PipeMember) ben = pipe_member_join (room, "Ben", 7301, 2);
  g_autoptr (GPtrArray) entries = NULL;
  HallPacket *roster;
  HallRosterEntry *entry;

  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();
  g_ptr_array_set_size (ben->record->packets, 0);

  join_again (room, anna, 7300, 1);
  join_again (room, anna, 0, 3);
  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();
  g_assert_cmpuint (ben->record->packets->len, ==, 1);
  roster = net_record_find (ben->record, HALL_PACKET_ROSTER);
  g_assert_cmpuint (roster->entries->len, ==, 1);
  entry = g_ptr_array_index (roster->entries, 0);
  g_assert_cmpstr (entry->id, ==, anna->id);
  g_assert_cmpuint (entry->tcp_port, ==, 0);
  g_assert_cmpuint (entry->fit, ==, 3);
  /* A new name has to be signed. */
  g_assert_cmpstr (entry->name, ==, "Anna");
  entries = hall_host_list_entries (room->host);
  g_assert_cmpuint (((HallRosterEntry *) g_ptr_array_index (entries, 0))->tcp_port, ==, 0);
  g_assert_cmpuint (((HallRosterEntry *) g_ptr_array_index (entries, 0))->rank, ==, 1);

  /* Nothing has changed: nobody is told. */
  join_again (room, anna, 0, 3);
  net_held_clock_advance (room->clock, 10 * HALL_ROSTER_BATCH_MS);
  net_settle ();
  g_assert_cmpuint (ben->record->packets->len, ==, 1);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_WELCOME), ==, 1);
  g_assert_cmpuint (room->added, ==, 2);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);
}

typedef enum
{
  ELSEWHERE,
  COMPARE,
  YIELD,
  N_WRONG_JOINS,
} WrongJoin;

static void
test_join_out_of_place (PipeRoom      *room,
                        gconstpointer  data)
{
  for (WrongJoin wrong = 0; wrong < N_WRONG_JOINS; wrong++)
    {
      g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 7300, 2);
      g_autoptr (HallPacket) join = pipe_room_new_join (room, "Anna", 0, 2);

      if (wrong == ELSEWHERE)
        join->room[0] = join->room[0] == 'A' ? 'B' : 'A';
      join->compare = wrong == COMPARE;
      join->yield = wrong == YIELD;
      join->epoch = 7;
      join->members = 2;
      net_snapshot (room->counters, &room->before);
      hall_link_send (anna->record->link, join, HALL_LINK_CHAT);
      net_wait_until (anna->record->closed == 1);
      g_assert_cmpstr (hall_link_get_error_code (anna->record->link), ==, "unsupported");
      net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
    }
}

/* Proofs and pictures are said before there is a member, or elsewhere. */
static void
test_out_of_place (PipeRoom      *room,
                   gconstpointer  data)
{
  static const HallPacketType types[] = {
    HALL_PACKET_PAKE1, HALL_PACKET_PAKE2, HALL_PACKET_PAKE3, HALL_PACKET_PICTURE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (PipeMember) mallory = pipe_member_join (room, "Mallory", 1, 0);
      g_autoptr (HallPacket) packet = hall_packet_new (types[i]);

      /* As decoded: what it says does not matter any more. */
      packet->room = g_strdup (room->genesis->id);
      net_snapshot (room->counters, &room->before);
      hall_link_take_packet (mallory->near, packet);
      net_wait_until (mallory->record->closed == 1);
      g_assert_cmpuint (room->packets->len, ==, 0);
      net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/host-says/" path, PipeRoom, NULL, pipe_room_set_up, function, pipe_room_tear_down)
  ADD ("typing", test_typing);
  ADD ("typing-over", test_typing_over);
  ADD ("typing-of-others", test_typing_of_others);
  ADD ("join-again", test_join_again);
  ADD ("join-out-of-place", test_join_out_of_place);
  ADD ("out-of-place", test_out_of_place);
#undef ADD

  return g_test_run ();
}
