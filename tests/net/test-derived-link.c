/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-derived-link.c: what HallLink does for every class derived from it, tried with one that has
 * no socket.
 */

#include "config.h"

#include "net-pipe.h"

#define NEAR_ID "near near near near near"
#define FAR_ID "far far far far far"

typedef struct
{
  NetHeldClock *clock;
  NetRecord *near;
  NetRecord *far;
  guint drained;
  guint descriptors;
} Fixture;

static void
on_drained (HallLink *link,
            Fixture  *fixture)
{
  fixture->drained++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HallLink *near;
  HallLink *far;

  net_turn ();
  fixture->descriptors = net_count_descriptors ();
  fixture->clock = net_held_clock_new ();
  net_pipe_new_pair (HALL_CLOCK (fixture->clock), NEAR_ID, FAR_ID, &near, &far);
  fixture->near = net_record_new (near);
  fixture->far = net_record_new (far);
  g_signal_connect (near, "drained", G_CALLBACK (on_drained), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->near->link, fixture);
  net_record_free (fixture->near);
  net_record_free (fixture->far);
  net_settle ();
  g_assert_finalize_object (fixture->clock);
  g_assert_cmpuint (net_count_descriptors (), ==, fixture->descriptors);
}

static void
begin (Fixture *fixture)
{
  net_pipe_begin (fixture->near->link, fixture->far->link);
  g_assert_cmpuint (fixture->near->ready, ==, 1);
  g_assert_cmpuint (fixture->far->ready, ==, 1);
}

static void
send_rack (HallLink *link)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_RACK);

  packet->room = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  packet->ids = g_new0 (char *, 1);
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

static void
test_what_is_known (Fixture       *fixture,
                    gconstpointer  data)
{
  HallLink *link = fixture->near->link;
  guint8 bytes[8];

  g_assert_false (hall_link_get_ready (link));
  g_assert_false (hall_link_get_closed (link));
  g_assert_true (hall_link_get_incoming (link));
  g_assert_false (hall_link_get_incoming (fixture->far->link));
  g_assert_cmpstr (hall_link_get_address (link), ==, "10.77.0.2");
  g_assert_cmpuint (hall_link_get_port (link), ==, 40000);
  g_assert_cmpstr (hall_link_get_peer_id (link), ==, FAR_ID);
  g_assert_cmpint (hall_link_get_purpose (link), ==, HALL_PURPOSE_ROOM);
  g_assert_cmpint (hall_link_get_last_heard (link), ==, 0);
  g_assert_null (hall_link_get_error_code (link));
  g_assert_cmpuint (hall_link_get_version (link), ==, 0);
  hall_link_set_version (fixture->far->link, 6);
  g_assert_cmpuint (hall_link_get_version (fixture->far->link), ==, 6);

  begin (fixture);
  /* A class that says nothing of versions, or exports nothing, is as good. */
  g_assert_cmpuint (hall_link_get_version (link), ==, HALL_PROTOCOL_VERSION_MAX);
  g_assert_cmpuint (hall_link_get_version (fixture->far->link), ==, 6);
  g_assert_false (hall_link_export (link, "EXPORTER-test", bytes, sizeof bytes));
  g_assert_true (hall_link_get_ready (link));
  g_assert_cmpint (hall_link_get_purpose (link), ==, HALL_PURPOSE_DIRECT);
  g_assert_cmpint (hall_link_get_offset (link), ==, 5);

  /* There is one beginning. */
  hall_link_begin (link, HALL_PURPOSE_FILE, 99);
  g_assert_cmpuint (fixture->near->ready, ==, 1);
  g_assert_cmpint (hall_link_get_purpose (link), ==, HALL_PURPOSE_DIRECT);
}

static void
test_only_when_ready (Fixture       *fixture,
                      gconstpointer  data)
{
  NetPipe *near = NET_PIPE (fixture->near->link);

  send_rack (fixture->near->link);
  hall_link_ping (fixture->near->link);
  g_assert_cmpuint (near->sent[HALL_PACKET_RACK] + near->sent[HALL_PACKET_PING], ==, 0);

  begin (fixture);
  send_rack (fixture->near->link);
  g_assert_cmpuint (fixture->far->packets->len, ==, 0);
  g_assert_cmpuint (hall_link_get_queued (fixture->near->link), >, 0);
  net_wait_until (fixture->far->packets->len == 1);
  g_assert_nonnull (net_record_find (fixture->far, HALL_PACKET_RACK));
  g_assert_cmpuint (hall_link_get_queued (fixture->near->link), ==, 0);

  hall_link_close (fixture->near->link);
  send_rack (fixture->near->link);
  g_assert_cmpuint (near->sent[HALL_PACKET_RACK], ==, 1);
  net_wait_until (fixture->near->closed == 1);
  send_rack (fixture->near->link);
  hall_link_ping (fixture->near->link);
  g_assert_cmpuint (near->sent[HALL_PACKET_RACK], ==, 1);
  g_assert_cmpuint (near->sent[HALL_PACKET_PING], ==, 0);
}

/* A peer that isn't accepted yet can end it, and nothing else. */
static void
test_before_ready (Fixture       *fixture,
                   gconstpointer  data)
{
  static const HallPacketType types[] = {
    HALL_PACKET_PING, HALL_PACKET_RACK, HALL_PACKET_HELLO, HALL_PACKET_UNKNOWN, HALL_PACKET_JOIN,
  };
  g_autoptr (HallPacket) refusal = hall_packet_new_error ("full", "No place", 0);
  static const char *const ids[] = { "AAAAAAAAAAAAAAAAAAAAAA", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (HallPacket) packet = hall_packet_new (types[i]);

      hall_link_take_packet (fixture->near->link, packet);
    }
  g_assert_cmpuint (fixture->near->packets->len + fixture->near->closed, ==, 0);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->sent[HALL_PACKET_PONG], ==, 0);

  refusal->ids = g_strdupv ((char **) ids);
  hall_link_take_packet (fixture->near->link, refusal);
  g_assert_cmpuint (fixture->near->closed, ==, 1);
  g_assert_error (fixture->near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED);
}

static void
test_ping (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HallPacket) hello = hall_packet_new (HALL_PACKET_HELLO);
  gint64 before;

  begin (fixture);
  net_held_clock_advance (fixture->clock, 1234);
  before = fixture->clock->now;
  hall_link_ping (fixture->near->link);
  net_wait_until (hall_link_get_last_heard (fixture->near->link) != 0);
  g_assert_cmpint (hall_link_get_last_heard (fixture->near->link), ==, before);
  g_assert_cmpint (hall_link_get_last_heard (fixture->far->link), ==, before);
  g_assert_cmpuint (NET_PIPE (fixture->far->link)->sent[HALL_PACKET_PONG], ==, 1);

  /* None of that goes up, nor does a second hello. */
  hall_link_take_packet (fixture->near->link, hello);
  g_assert_cmpuint (fixture->near->packets->len + fixture->far->packets->len, ==, 0);
  g_assert_true (hall_link_get_ready (fixture->near->link));
}

static void
test_bye (Fixture       *fixture,
          gconstpointer  data)
{
  begin (fixture);
  hall_link_close (fixture->near->link);
  hall_link_close (fixture->near->link);
  hall_link_refuse (fixture->near->link, "full", "Too late");
  g_assert_true (hall_link_get_closed (fixture->near->link));
  g_assert_false (hall_link_get_ready (fixture->near->link));
  g_assert_cmpuint (fixture->near->closed, ==, 0);

  net_wait_until (fixture->near->closed == 1 && fixture->far->closed == 1);
  g_assert_no_error (fixture->near->error);
  g_assert_no_error (fixture->far->error);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->finishes, ==, 1);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->ends, ==, 1);
  g_assert_cmpuint (NET_PIPE (fixture->far->link)->ends, ==, 1);

  hall_link_end (fixture->near->link, g_error_new_literal (HALL_LINK_ERROR, HALL_LINK_ERROR_LOST,
                                                           "Once more"));
  hall_link_abort (fixture->near->link);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->ends, ==, 1);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->aborts, ==, 0);
}

/* Once the last words are said, nothing of the peer's counts any more. */
static void
test_deaf_when_closing (Fixture       *fixture,
                        gconstpointer  data)
{
  begin (fixture);
  send_rack (fixture->far->link);
  hall_link_ping (fixture->far->link);
  hall_link_refuse (fixture->far->link, "full", "No place");
  hall_link_refuse (fixture->near->link, "slow", "You do not read");
  net_wait_until (fixture->near->closed == 1 && fixture->far->closed == 1);
  g_assert_cmpuint (fixture->near->packets->len, ==, 0);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->sent[HALL_PACKET_PONG], ==, 0);
  g_assert_error (fixture->near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_SLOW);
  g_assert_null (hall_link_get_error_code (fixture->near->link));
}

static void
test_refuse (Fixture       *fixture,
             gconstpointer  data)
{
  begin (fixture);
  hall_link_refuse (fixture->near->link, "slow", "You do not read");
  net_wait_until (fixture->near->closed == 1 && fixture->far->closed == 1);
  g_assert_error (fixture->near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_SLOW);
  g_assert_error (fixture->far->error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (fixture->far->error->message, "slow"));
  g_assert_cmpstr (hall_link_get_error_code (fixture->far->link), ==, "slow");
  g_assert_null (hall_link_get_error_code (fixture->near->link));
}

static void
test_error_about_events (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error ("rate", "Too fast", 100);
  static const char *const ids[] = { "AAAAAAAAAAAAAAAAAAAAAA", NULL };

  begin (fixture);
  packet->ids = g_strdupv ((char **) ids);
  hall_link_send (fixture->near->link, packet, HALL_LINK_CHAT);
  net_wait_until (fixture->far->packets->len == 1);
  g_assert_true (hall_link_get_ready (fixture->far->link));
  g_assert_null (hall_link_get_error_code (fixture->far->link));
}

static void
test_abort (Fixture       *fixture,
            gconstpointer  data)
{
  begin (fixture);
  hall_link_abort (fixture->near->link);
  g_assert_cmpuint (fixture->near->closed, ==, 1);
  g_assert_error (fixture->near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->aborts, ==, 1);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->finishes, ==, 0);
  net_wait_until (fixture->far->closed == 1);
  g_assert_error (fixture->far->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
}

/* It has nobody to say anything to. */
static void
test_close_before_ready (Fixture       *fixture,
                         gconstpointer  data)
{
  hall_link_close (fixture->near->link);
  g_assert_cmpuint (fixture->near->closed, ==, 1);
  g_assert_no_error (fixture->near->error);
  hall_link_refuse (fixture->far->link, "version", "Too old");
  g_assert_cmpuint (fixture->far->closed, ==, 1);
  g_assert_error (fixture->far->error, HALL_LINK_ERROR, HALL_LINK_ERROR_VERSION);
  g_assert_cmpuint (NET_PIPE (fixture->near->link)->finishes, ==, 0);
  g_assert_cmpuint (NET_PIPE (fixture->far->link)->finishes, ==, 0);

  hall_link_begin (fixture->near->link, HALL_PURPOSE_ROOM, 0);
  g_assert_cmpuint (fixture->near->ready, ==, 0);
}

static void
test_drained (Fixture       *fixture,
              gconstpointer  data)
{
  hall_link_note_drained (fixture->near->link);
  g_assert_cmpuint (fixture->drained, ==, 0);
  begin (fixture);
  hall_link_note_drained (fixture->near->link);
  g_assert_cmpuint (fixture->drained, ==, 1);
  hall_link_abort (fixture->near->link);
  hall_link_note_drained (fixture->near->link);
  g_assert_cmpuint (fixture->drained, ==, 1);
}

static void
drop (HallLink   *link,
      HallPacket *packet,
      HallLink  **reference)
{
  g_clear_object (reference);
}

/* Who lets go of a link within its own signal takes nothing from under it. */
static void
test_dropped_by_a_handler (Fixture       *fixture,
                           gconstpointer  data)
{
  HallLink *near;
  HallLink *far;

  net_pipe_new_pair (HALL_CLOCK (fixture->clock), NEAR_ID, FAR_ID, &near, &far);
  net_pipe_begin (near, far);
  g_signal_connect (near, "packet", G_CALLBACK (drop), &near);
  send_rack (far);
  send_rack (far);
  net_wait_until (near == NULL);
  net_wait_until (hall_link_get_closed (far));
  g_assert_finalize_object (far);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/derived-link/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("what-is-known", test_what_is_known);
  ADD ("only-when-ready", test_only_when_ready);
  ADD ("before-ready", test_before_ready);
  ADD ("ping", test_ping);
  ADD ("bye", test_bye);
  ADD ("deaf-when-closing", test_deaf_when_closing);
  ADD ("refuse", test_refuse);
  ADD ("error-about-events", test_error_about_events);
  ADD ("abort", test_abort);
  ADD ("close-before-ready", test_close_before_ready);
  ADD ("drained", test_drained);
  ADD ("dropped-by-a-handler", test_dropped_by_a_handler);
#undef ADD

  return g_test_run ();
}
