/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-catch-up.c: a member that was away for many messages comes back: how long until it has them
 * all, how busy its main loop is meanwhile, and how late live messages are.
 *
 *     bench-catch-up MESSAGES
 *
 * Another process hosts, over loopback; both are whole sessions, the member with the room open.
 * Prints one JSON object for bench-catch-up.py; it judges nothing.
 */

#include "config.h"

#include <string.h>

#include "bench-figures.h"
#include "session-fixture.h"

#define ROOM_NAME "bench"
#define SPAN_MS (7 * 24 * 3600 * 1000LL)
#define TALK_MS 50
#define AFTERWARDS_MS 3000
#define TEXT_LENGTH 80
#define LIVE "live "

typedef struct
{
  SessionFixture *fixture;
  TestPeer *peer;
  char *room_id;
  GSubprocess *host;           /* in the member's process */
  GDataInputStream *from_host;
  guint n_wanted;
  guint n_messages;
  gint64 began;
  gint64 linked;               /* what was said before comes with the history */
  gint64 complete;
  double longest_turn;         /* ms, of the clock and of the processor */
  double longest_work;
  GArray *delays;              /* µs, of live messages meanwhile */
  GArray *idle_delays;         /* and afterwards */
} Bench;

/* The host's part. */

static HallEvent *
make_message (HallKey    *key,
              const char *room_id,
              gint64      lc,
              guint       number)
{
  g_autofree char *token = hall_token_new ();
  g_autofree char *filler = g_strnfill (TEXT_LENGTH, 'x');
  g_autofree char *text = g_strdup_printf ("%06u %.*s", number, TEXT_LENGTH - 7, filler);

  return hall_event_new_text (key, room_id, lc, lc, NULL, token, text, NULL);
}

/* As if they had been said in the last days. */
static void
fill (Bench *self,
      guint  n_messages)
{
  HallContext *context = hall_session_get_context (self->peer->session);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  gint64 now = g_get_real_time () / 1000;

  for (guint i = 1; i <= n_messages; i++)
    {
      g_ptr_array_add (events, make_message (hall_context_get_key (context), self->room_id,
                                             now - SPAN_MS + SPAN_MS / n_messages * i - 1000, i));
      if (events->len == 1000 || i == n_messages)
        {
          g_autoptr (GAsyncResult) result = NULL;
          g_autoptr (GPtrArray) added = NULL;

          hall_store_add_events_async (context->store, events, 2, NULL, test_keep_result, &result);
          TEST_WAIT_UNTIL (result != NULL);
          added = hall_store_add_events_finish (context->store, result, NULL);
          g_assert_nonnull (added);
          g_ptr_array_set_size (events, 0);
        }
    }
}

static gboolean
talk (gpointer user_data)
{
  Bench *self = user_data;
  g_autofree char *text = g_strdup_printf (LIVE "%" G_GINT64_FORMAT, g_get_monotonic_time ());

  test_peer_send (self->peer, self->room_id, text);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_command (GIOChannel   *channel,
            GIOCondition  condition,
            gpointer      user_data)
{
  Bench *self = user_data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      self->complete = 1;
      return G_SOURCE_REMOVE;
    }
  if (g_str_has_prefix (line, "fill "))
    {
      fill (self, (guint) g_ascii_strtoull (line + 5, NULL, 10));
      g_print ("filled\n");
    }
  else
    g_timeout_add (TALK_MS, talk, self);
  return G_SOURCE_CONTINUE;
}

static int
run_host (guint16 port)
{
  Bench self = { NULL };
  g_autoptr (GIOChannel) commands = g_io_channel_unix_new (0);

  self.fixture = session_fixture_new ();
  self.fixture->port = port;
  self.peer = session_fixture_add (self.fixture, "Host");
  self.peer->member_rate = self.peer->room_rate = 0;
  test_peer_start (self.peer, HALL_SESSION_ACTIVE);
  self.room_id = g_strdup (hall_room_get_id (test_peer_create_room (self.peer, ROOM_NAME)));
  g_print ("room %s\n", self.room_id);
  g_io_add_watch (commands, G_IO_IN | G_IO_HUP, on_command, &self);
  while (self.complete == 0)
    g_main_context_iteration (NULL, TRUE);
  session_fixture_free (self.fixture);
  g_free (self.room_id);
  return 0;
}

/* The member's part. */

static void
on_message (HallSession *session,
            HallRoom    *room,
            HallMessage *message,
            Bench       *self)
{
  const char *text = hall_message_get_text (message);
  gint64 now = g_get_monotonic_time ();

  if (text == NULL)
    return;
  if (g_str_has_prefix (text, LIVE))
    {
      gint64 said = g_ascii_strtoll (text + strlen (LIVE), NULL, 10);
      gint64 delay = now - said;

      if (self->linked != 0 && said >= self->linked)
        g_array_append_val (self->complete == 0 ? self->delays : self->idle_delays, delay);
    }
  else if (++self->n_messages == self->n_wanted)
    self->complete = now;
}

static char *
ask_host (Bench      *self,
          const char *command)
{
  g_autoptr (GError) error = NULL;
  char *line;

  if (command != NULL)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->host), command,
                               strlen (command), NULL, NULL, &error);
  g_assert_no_error (error);
  line = g_data_input_stream_read_line (self->from_host, NULL, NULL, &error);
  g_assert_no_error (error);
  return line;
}

static void
start_host (Bench      *self,
            const char *program)
{
  g_autofree char *port = g_strdup_printf ("%u", self->fixture->port);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->host = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                 &error, program, "--host", port, NULL);
  g_assert_no_error (error);
  self->from_host = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->host));
  line = ask_host (self, NULL);
  self->room_id = g_strdup (line + strlen ("room "));
}

/* The room is on the screen, as it was left. */
static void
open_room (Bench *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  hall_session_open_room_async (self->peer->session,
                                test_peer_find_room (self->peer, self->room_id), NULL,
                                test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_open_room_finish (self->peer->session, result, NULL);
}

static void
come_back (Bench *self)
{
  HallSession *session = test_peer_make_session (self->peer, HALL_SESSION_ACTIVE);
  BenchTurns *turns;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_handlers_disconnect_by_data (session, self->peer);
  g_signal_connect (session, "message", G_CALLBACK (on_message), self);
  hall_session_start_async (session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_start_finish (session, result, &error);
  g_assert_no_error (error);
  open_room (self);
  self->began = g_get_monotonic_time ();
  turns = bench_turns_new ();
  while (self->complete == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      if (self->linked == 0
          && test_peer_get_membership (self->peer, self->room_id) == HALL_MEMBERSHIP_LIVE)
        self->linked = g_get_monotonic_time ();
    }
  g_array_sort (turns->wall, bench_compare_doubles);
  g_array_sort (turns->cpu, bench_compare_doubles);
  self->longest_turn = bench_percentile (turns->wall, 1);
  self->longest_work = bench_percentile (turns->cpu, 1);
  bench_turns_free (turns);
  test_run_for (AFTERWARDS_MS);
}

static int
compare_delays (gconstpointer a,
                gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static double
get_delay (GArray *delays,
           double  share)
{
  guint index = (guint) (share * delays->len);

  if (delays->len == 0)
    return 0;
  g_array_sort (delays, compare_delays);
  return (double) g_array_index (delays, gint64, MIN (index, delays->len - 1)) / 1000;
}

static void
run_member (const char *program,
            guint       n_messages)
{
  Bench self = { NULL };
  g_autofree char *command = g_strdup_printf ("fill %u\n", n_messages);
  g_autofree char *answer = NULL;

  self.fixture = session_fixture_new ();
  self.delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.idle_delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.n_wanted = n_messages;
  start_host (&self, program);
  self.peer = session_fixture_start (self.fixture, "Member");
  test_peer_join (self.peer, self.room_id);
  test_run_for (500);
  test_peer_stop (self.peer);
  answer = ask_host (&self, command);
  g_assert_cmpstr (answer, ==, "filled");
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self.host), "talk\n", 5, NULL, NULL,
                             NULL);
  come_back (&self);
  g_print ("{\"seconds\": %.2f, \"longest_turn_ms\": %.1f, "
           "\"longest_turn_cpu_ms\": %.1f, \"live_messages\": %u, "
           "\"live_p50_ms\": %.1f, \"live_worst_ms\": %.1f, \"afterwards_p50_ms\": %.1f, "
           "\"afterwards_worst_ms\": %.1f}\n",
           (double) (self.complete - self.began) / 1e6, self.longest_turn,
           self.longest_work, self.delays->len, get_delay (self.delays, 0.5),
           get_delay (self.delays, 1),
           get_delay (self.idle_delays, 0.5), get_delay (self.idle_delays, 1));
  g_subprocess_force_exit (self.host);
  g_object_unref (self.from_host);
  g_object_unref (self.host);
  g_array_unref (self.delays);
  g_array_unref (self.idle_delays);
  g_signal_handlers_disconnect_by_data (self.peer->session, &self);
  session_fixture_free (self.fixture);
  g_free (self.room_id);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--host") == 0)
    return run_host ((guint16) g_ascii_strtoull (argv[2], NULL, 10));
  if (argc != 2)
    g_error ("usage: bench-catch-up MESSAGES");
  run_member (argv[0], (guint) g_ascii_strtoull (argv[1], NULL, 10));
  return 0;
}
