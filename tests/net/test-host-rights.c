/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host-rights.c: what the owner of a hosted room forbids, and whom it expels.
 */

#include "config.h"

#include "net-pipe.h"

/* What a judge was told to do, and saw. */
typedef struct
{
  PipeRoom *room;
  gboolean allows;
  const char *expels;    /* (nullable) */
  guint asked;
  guint handed_up;       /* events at the last question */
} Bench;

static gboolean
judge (HallEvent *event,
       gpointer   user_data)
{
  Bench *bench = user_data;

  bench->asked++;
  bench->handed_up = bench->room->events->len;
  if (bench->expels != NULL)
    hall_host_expel (bench->room->host, bench->expels, "banned", "You are banned");

  return bench->allows;
}

static HallEvent *
new_text (PipeRoom   *room,
          PipeMember *author,
          gint64      later)
{
  gint64 lc = room->clock->wall + later;
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (author->key, room->genesis->id, lc, lc, NULL, NULL,
                                          "Hello", &error);

  g_assert_no_error (error);

  return event;
}

static void
send_event (PipeMember *member,
            HallEvent  *event)
{
  g_autoptr (HallPacket) packet = hall_packet_new_event (event);

  hall_link_send (member->record->link, packet, HALL_LINK_CHAT);
  net_settle ();
}

static void
send_text (PipeRoom   *room,
           PipeMember *author,
           gint64      later)
{
  g_autoptr (HallEvent) event = new_text (room, author, later);

  send_event (author, event);
}

/* (transfer full): by its author, but with another signature. */
static HallEvent *
new_forged (PipeRoom   *room,
            PipeMember *author)
{
  g_autoptr (HallEvent) good = new_text (room, author, 0);
  g_autoptr (HallEvent) other = new_text (room, author, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = hall_base64url_encode (other->signature, HALL_SIGNATURE_SIZE);
  gsize length = 0;
  const char *text = g_bytes_get_data (good->bytes, &length);
  HallEvent *forged = hall_event_decode (text, length, signature, &error);

  g_assert_no_error (error);

  return forged;
}

static void
test_judged (PipeRoom      *room,
             gconstpointer  data)
{
  Bench bench = { .room = room };
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) ben = pipe_member_join (room, "Ben", 1, 0);
  HallPacket *error;

  hall_host_set_judge (room->host, judge, &bench);
  send_text (room, anna, 0);
  g_assert_cmpuint (bench.asked, ==, 1);
  g_assert_cmpuint (room->events->len, ==, 0);
  g_assert_cmpuint (net_record_count (ben->record, HALL_PACKET_EV), ==, 0);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_NOT_PERMITTED, 1);
  error = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "not-permitted");
  g_assert_cmpuint (g_strv_length (error->ids), ==, 1);
  g_assert_cmpuint (anna->record->closed + room->removed, ==, 0);

  bench.allows = TRUE;
  send_text (room, anna, 1);
  g_assert_cmpuint (bench.asked, ==, 2);
  g_assert_cmpuint (room->events->len, ==, 1);
  g_assert_cmpuint (net_record_count (ben->record, HALL_PACKET_EV), ==, 1);

  bench.allows = FALSE;
  hall_host_set_judge (room->host, NULL, NULL);
  send_text (room, anna, 2);
  g_assert_cmpuint (bench.asked, ==, 2);
  g_assert_cmpuint (room->events->len, ==, 2);
}

/* One that was relayed before and comes again is judged again: the rights may have changed. */
static void
test_judged_again (PipeRoom      *room,
                   gconstpointer  data)
{
  Bench bench = { .room = room, .allows = TRUE };
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallEvent) event = new_text (room, anna, 0);

  hall_host_set_judge (room->host, judge, &bench);
  send_event (anna, event);
  g_assert_cmpuint (room->events->len, ==, 1);
  bench.allows = FALSE;
  send_event (anna, event);
  g_assert_cmpuint (bench.asked, ==, 2);
  g_assert_cmpuint (room->events->len, ==, 1);
  g_assert_cmpuint (hall_counters_get (room->counters, HALL_COUNTER_EVENT_NOT_PERMITTED), ==, 1);
}

/* The judge stands before the signature; what it would permit still needs a right one. */
static void
test_before_signature (PipeRoom      *room,
                       gconstpointer  data)
{
  Bench bench = { .room = room };
  g_autoptr (PipeMember) mallory = pipe_member_join (room, "Mallory", 1, 0);
  g_autoptr (HallEvent) forged = new_forged (room, mallory);

  hall_host_set_judge (room->host, judge, &bench);
  send_event (mallory, forged);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_NOT_PERMITTED, 1);
  g_assert_cmpuint (mallory->record->closed, ==, 0);

  bench.allows = TRUE;
  net_snapshot (room->counters, &room->before);
  send_event (mallory, forged);
  net_wait_until (mallory->record->closed == 1);
  net_assert_only_moved (room->counters, &room->before, HALL_COUNTER_EVENT_BAD_SIGNATURE, 1);
  g_assert_cmpuint (room->events->len, ==, 0);
  g_assert_cmpuint (bench.asked, ==, 2);
}

/* Neither somebody else's event, nor one of another room, nor one too many comes to the judge. */
static void
test_not_asked (PipeRoom      *room,
                gconstpointer  data)
{
  Bench bench = { .room = room, .allows = TRUE };
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) mallory = pipe_member_join (room, "Mallory", 1, 0);
  g_autoptr (HallEvent) event = new_text (room, anna, 0);

  hall_host_set_judge (room->host, judge, &bench);
  send_event (mallory, event);
  net_wait_until (mallory->record->closed == 1);
  g_assert_cmpuint (bench.asked, ==, 0);

  for (guint i = 0; i < HALL_MEMBER_EVENTS_BURST + 5; i++)
    {
      g_autoptr (HallEvent) another = new_text (room, anna, i);
      g_autoptr (HallPacket) packet = hall_packet_new_event (another);

      hall_link_send (anna->record->link, packet, HALL_LINK_CHAT);
    }
  net_settle ();
  g_assert_cmpuint (bench.asked, ==, HALL_MEMBER_EVENTS_BURST);
}

static void
assert_expelled (PipeRoom   *room,
                 PipeMember *member,
                 const char *code)
{
  net_wait_until (member->record->closed == 1);
  g_assert_error (member->record->error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED);
  g_assert_cmpstr (hall_link_get_error_code (member->record->link), ==, code);
  g_assert_null (hall_host_get_link (room->host, member->id));
}

static void
test_expelled (PipeRoom      *room,
               gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (PipeMember) ben = pipe_member_join (room, "Ben", 1, 0);
  g_autoptr (HallEvent) event = new_text (room, ben, 0);
  HallPacket *roster;

  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();
  g_ptr_array_set_size (ben->record->packets, 0);

  hall_host_expel (room->host, anna->id, "removed", "Removed by Ben");
  g_assert_cmpuint (room->removed, ==, 1);
  g_assert_cmpuint (hall_host_count_members (room->host), ==, 2);
  /* Nothing that is said from now on goes there, not even while the last words are under way. */
  send_event (ben, event);
  assert_expelled (room, anna, "removed");
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_EV), ==, 0);
  g_assert_cmpuint (room->events->len, ==, 1);

  net_held_clock_advance (room->clock, HALL_ROSTER_BATCH_MS);
  net_settle ();
  roster = net_record_find (ben->record, HALL_PACKET_ROSTER);
  g_assert_nonnull (roster);
  g_assert_cmpstr (roster->gone[0], ==, anna->id);
  g_assert_null (roster->gone[1]);

  hall_host_expel (room->host, anna->id, "removed", "Removed again");
  hall_host_expel (room->host, "nobody", "banned", "Banned");
  g_assert_cmpuint (room->removed, ==, 1);
  g_assert_cmpuint (ben->record->closed, ==, 0);
}

/* What was acknowledged in the same turn is told before. */
static void
test_expelled_after_acknowledgement (PipeRoom      *room,
                                     gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallEvent) event = new_text (room, anna, 0);

  send_event (anna, event);
  hall_host_acknowledge (room->host, anna->id, event->id, HALL_ACK_STORED);
  hall_host_expel (room->host, anna->id, "banned", "Banned");
  assert_expelled (room, anna, "banned");
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ACK), ==, 1);
}

/* Whoever speaks is banned in that very moment. */
static void
test_expelled_by_judge (PipeRoom      *room,
                        gconstpointer  data)
{
  static const gboolean answers[] = { FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
      g_autoptr (PipeMember) ben = pipe_member_join (room, "Ben", 1, 0);
      Bench bench = { .room = room, .allows = answers[i], .expels = anna->id };

      hall_host_set_judge (room->host, judge, &bench);
      send_text (room, anna, 0);
      assert_expelled (room, anna, "banned");
      g_assert_cmpuint (room->events->len, ==, 0);
      g_assert_cmpuint (net_record_count (ben->record, HALL_PACKET_EV), ==, 0);
      g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ERROR), ==, 0);
      hall_host_set_judge (room->host, NULL, NULL);
    }
}

static void
on_packet_expel (HallHost   *host,
                 HallLink   *link,
                 HallPacket *packet,
                 gpointer    user_data)
{
  hall_host_expel (host, hall_link_get_peer_id (link), "banned", "Banned");
}

static void
test_expelled_from_handler (PipeRoom      *room,
                            gconstpointer  data)
{
  g_autoptr (PipeMember) anna = pipe_member_join (room, "Anna", 1, 0);
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_RACK);

  g_signal_connect (room->host, "packet", G_CALLBACK (on_packet_expel), NULL);
  packet->room = g_strdup (room->genesis->id);
  packet->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, packet, HALL_LINK_CHAT);
  assert_expelled (room, anna, "banned");
  g_assert_cmpuint (room->removed, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/host-rights/" path, PipeRoom, NULL, pipe_room_set_up, function, \
              pipe_room_tear_down)
  ADD ("judged", test_judged);
  ADD ("judged-again", test_judged_again);
  ADD ("before-signature", test_before_signature);
  ADD ("not-asked", test_not_asked);
  ADD ("expelled", test_expelled);
  ADD ("expelled-after-acknowledgement", test_expelled_after_acknowledgement);
  ADD ("expelled-by-judge", test_expelled_by_judge);
  ADD ("expelled-from-handler", test_expelled_from_handler);
#undef ADD

  return g_test_run ();
}
