/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host-time.c: a host goes by its owner's clock in all it does, and a storm of joins makes
 * changes of the roster, not rosters.
 */

#include "config.h"

#include "net-pipe.h"

static HallEvent *
new_text (PipeRoom   *room,
          PipeMember *author,
          gint64      lc)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (author->key, room->genesis->id, lc, lc, NULL, NULL,
                                          "Hello", &error);

  g_assert_no_error (error);

  return event;
}

static void
send_texts (PipeRoom   *room,
            PipeMember *author,
            guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallEvent) event = new_text (room, author, room->clock->wall + i);
      g_autoptr (HallPacket) packet = hall_packet_new_event (event);

      hall_link_send (author->record->link, packet, HALL_LINK_CHAT);
    }
  net_settle ();
}

static void
test_welcome (PipeRoom      *room,
              gconstpointer  data)
{
  g_autoptr (PipeMember) anna = NULL;

  net_held_clock_advance (room->clock, 4321);
  anna = pipe_member_join (room, "Anna", 1, 0);
  net_settle ();
  g_assert_cmpint (net_record_find (anna->record, HALL_PACKET_WELCOME)->now_ms, ==,
                   room->clock->wall);
}

/* However long the machine's time goes on, nothing is told until the clock says so. */
static void
test_batch (PipeRoom      *room,
            gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  gint64 end = g_get_monotonic_time () + 2 * HALL_ROSTER_BATCH_MS * 1000;

  while (g_get_monotonic_time () < end)
    net_turn ();
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 0);
  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS - 1);
  net_settle ();
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 0);
  net_held_clock_advance (room->clock, 1);
  net_settle ();
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ROSTER), ==, 1);
}

static void
test_rates (PipeRoom      *room,
            gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  guint retry_ms;

  send_texts (room, anna, HALL_MEMBER_EVENTS_BURST + 5);
  g_assert_cmpuint (room->events->len, ==, HALL_MEMBER_EVENTS_BURST);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_RATE, 5);
  retry_ms = net_record_find (anna->record, HALL_PACKET_ERROR)->retry_ms;
  g_assert_cmpuint (retry_ms, >=, 1000 / HALL_MEMBER_EVENTS_PER_SECOND);
  g_assert_cmpuint (retry_ms, <, 1000);

  net_held_clock_advance (room->clock, 1000);
  send_texts (room, anna, HALL_MEMBER_EVENTS_PER_SECOND);
  g_assert_cmpuint (room->events->len, ==,
                    HALL_MEMBER_EVENTS_BURST + HALL_MEMBER_EVENTS_PER_SECOND);
}

static void
test_ahead (PipeRoom      *room,
            gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallEvent) ahead = new_text (room, anna,
                                          room->clock->wall + HALL_CLOCK_AHEAD_MAX_MS + 1000);
  g_autoptr (HallPacket) packet = hall_packet_new_event (ahead);

  hall_link_send (anna->record->link, packet, HALL_LINK_CHAT);
  net_settle ();
  g_assert_cmpuint (room->events->len, ==, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_CLOCK_AHEAD, 1);
  net_held_clock_advance (room->clock, 1000);
  hall_link_send (anna->record->link, packet, HALL_LINK_CHAT);
  net_settle ();
  g_assert_cmpuint (room->events->len, ==, 1);
}

static void
send_joined (PipeRoom   *room,
             PipeMember *member,
             gint64      ago_ms)
{
  gint64 lc = room->clock->wall - ago_ms;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_new_state (member->key, room->genesis->id, lc, lc, NULL,
                                                      HALL_STATE_JOINED, "Anna", &error);
  g_autoptr (HallPacket) packet = NULL;

  g_assert_no_error (error);
  packet = hall_packet_new_event (event);
  hall_link_send (member->record->link, packet, HALL_LINK_CHAT);
  net_settle ();
}

/* Only where it would open what was said before: @data is set for such a room. */
static void
test_joined_in_the_past (PipeRoom      *room,
                         gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  HallPacket *refusal;

  send_joined (room, anna, HALL_CLOCK_AHEAD_MAX_MS);
  g_assert_cmpuint (room->events->len, ==, 1);
  net_assert_only_moved (room->counters, &room->before, HALL_N_COUNTERS, 0);

  send_joined (room, anna, HALL_CLOCK_AHEAD_MAX_MS + 1);
  g_assert_true (hall_link_get_ready (anna->near));
  if (data == NULL)
    {
      g_assert_cmpuint (room->events->len, ==, 2);
      return;
    }

  g_assert_cmpuint (room->events->len, ==, 1);
  refusal = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpuint (g_strv_length (refusal->ids), ==, 1);
  g_assert_cmpuint (refusal->retry_ms, >, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_NOT_PERMITTED, 1);
}

/* Who is there, as a member has been told. */
static GHashTable *
learn (PipeMember *member)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < member->record->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (member->record->packets, i);

      for (guint j = 0; packet->entries != NULL && j < packet->entries->len; j++)
        g_hash_table_add (known, ((HallRosterEntry *) g_ptr_array_index (packet->entries, j))->id);
      for (guint j = 0; packet->gone != NULL && packet->gone[j] != NULL; j++)
        g_hash_table_remove (known, packet->gone[j]);
    }

  return known;
}

typedef struct
{
  guint entries;   /* that were sent in changes */
  guint expected;
  guint whole;     /* that whole rosters would have had instead */
  gsize bytes;
} Storm;

/* Nothing is left out of the roster, and nothing said twice but what the own batch repeats. */
static void
check_member (PipeMember *member,
              guint       n_members,
              guint       batch,
              Storm      *storm)
{
  NetPipe *near = NET_PIPE (member->near);
  g_autoptr (GHashTable) known = learn (member);

  g_assert_cmpuint (g_hash_table_size (known), ==, n_members);
  g_assert_cmpuint (near->sent[HALL_PACKET_WELCOME], ==, 1);
  g_assert_cmpuint (near->sent_entries_most, <=, batch);
  storm->entries += near->sent_entries;
  storm->bytes += near->sent_bytes[HALL_PACKET_ROSTER];
}

/* The welcome may have had several pages, which are rosters by their type. */
static void
forget_welcome (PipeMember *member)
{
  NetPipe *near = NET_PIPE (member->near);

  near->sent[HALL_PACKET_ROSTER] = 0;
  near->sent_bytes[HALL_PACKET_ROSTER] = 0;
  near->sent_entries = 0;
  near->sent_entries_most = 0;
}

/* One joins every ten ms, so that a batch is of ten; at the end the room is full. */
static void
test_storm (PipeRoom      *room,
            gconstpointer  data)
{
  const guint n = HALL_ROOM_MEMBERS_DEFAULT - 1;
  const guint batch = HALL_ROSTER_BATCH_MS / 10;
  g_autoptr (GPtrArray) members
      = g_ptr_array_new_with_free_func ((GDestroyNotify) pipe_member_free);
  g_autoptr (HallPacket) join = pipe_room_new_join (room, "Late", 1, 0);
  g_autoptr (PipeMember) late = NULL;
  Storm storm = { 0 };

  for (guint i = 0; i < n; i++)
    {
      PipeMember *member;

      g_assert_false (hall_host_is_full (room->host));
      member = pipe_member_join (room, "One of two hundred", 7300, 3);
      forget_welcome (member);
      g_ptr_array_add (members, member);
      if ((i + 1) % batch == 0 || i + 1 == n)
        {
          storm.expected += (i % batch + 1) * (i + 1);
          storm.whole += (i + 2) * (i + 1);
        }
      net_held_clock_advance (room->clock, 10);
    }
  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();

  for (guint i = 0; i < n; i++)
    check_member (g_ptr_array_index (members, i), n + 1, batch, &storm);
  g_test_message ("%u entries, %" G_GSIZE_FORMAT " bytes; whole rosters: %u entries",
                  storm.entries, storm.bytes, storm.whole);
  g_assert_cmpuint (storm.entries, ==, storm.expected);
  g_assert_cmpuint (storm.entries * 10, <, storm.whole);

  g_assert_true (hall_host_is_full (room->host));
  late = pipe_member_new (room);
  g_assert_false (hall_host_admit (room->host, late->near, join));
  net_wait_until (late->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (late->record->link), ==, "full");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                       \
  g_test_add ("/host-time/" path, PipeRoom, NULL, pipe_room_set_up, function,     \
              pipe_room_tear_down)
  ADD ("welcome", test_welcome);
  ADD ("batch", test_batch);
  ADD ("rates", test_rates);
  ADD ("ahead", test_ahead);
  ADD ("joined-in-the-past", test_joined_in_the_past);
  g_test_add ("/host-time/joined-in-the-past-of-a-closed-history", PipeRoom, "joined",
              pipe_room_set_up, test_joined_in_the_past, pipe_room_tear_down);
  ADD ("storm", test_storm);
#undef ADD

  return g_test_run ();
}
