/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-room.c: how fast a long conversation opens in the window, and how smoothly it moves.
 *
 *     bench-room MESSAGES HALLWAY-CLI [PROFILE]
 *
 * The real window over the real session and store, on loopback, with so many messages in a room,
 * and at most 1,000 in another; hallway-cli is somebody else who writes. Prints one JSON object for
 * bench-room.py, which starts it on a display; it judges nothing. With a folder for the profile
 * the messages are kept there, and used again the next time: a million takes minutes to write.
 */

#define G_LOG_DOMAIN "bench-room"

#include "config.h"

#include <adwaita.h>

#include "hall-message-row.h"
#include "hall-message-view.h"
#include "hall-ui.h"
#include "hall-window.h"

#include "bench-room-frames.h"
#include "session-fixture.h"

#define N_AUTHORS 4
#define MESSAGES_IN_A_ROW 3
#define N_SWITCHES 10
#define PHASE_MS 5000
#define N_ARRIVING 50
#define ARRIVAL_MS 100
#define SCROLL_STEP 48     /* pixels a frame: about 300 rows in a phase */
#define N_SECOND 1000
#define BATCH 5000
#define N_JUMPS 5

typedef struct
{
  SessionFixture *fixture;
  TestPeer *peer;
  GtkApplication *application;
  HallWindow *window;
  GtkWidget *list;           /* (nullable): found when a room is open */
  GSubprocess *writer;
  guint n_written;
  gint64 began;
  gint64 cpu_began;
  gint64 opened;             /* 0 while it is waited for */
  double cpu_ms;             /* what that took of the processor */
} Bench;

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
make_text (guint number)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%u", number);
  for (guint i = 0; i < 3 + number * 7 % 40; i++)
    g_string_append (text, i % 9 == 8 ? " https://notes.example/7" : " word");
  return g_string_free (text, FALSE);
}

static void
store_events (HallContext *context,
              GPtrArray   *events)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GError) error = NULL;

  hall_store_add_events_async (context->store, events, 2, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  added = hall_store_add_events_finish (context->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, events->len);
}

/* As if four people had talked for hours; a message a minute, three in a row by one person. */
static void
fill (Bench    *self,
      HallRoom *room,
      guint     n_messages)
{
  static const char *const names[N_AUTHORS] = { NULL, "Mina Kim", "Jin Park", "Sora Lee" };
  HallContext *context = hall_session_get_context (self->peer->session);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  gint64 now = g_get_real_time () / 1000;
  gint64 clock = now - 60000 * (gint64) n_messages;
  HallKey *keys[N_AUTHORS];

  for (guint i = 0; i < N_AUTHORS; i++)
    {
      keys[i] = i == 0 ? hall_key_ref (hall_context_get_key (context))
                       : hall_key_new_generated (NULL);
      clock++;
      if (i > 0 && n_messages > 0)
        g_ptr_array_add (events, hall_event_new_state (keys[i], hall_room_get_id (room), clock,
                                                       clock, NULL, HALL_STATE_JOINED, names[i],
                                                       NULL));
    }
  for (guint i = 0; i < n_messages; i++)
    {
      HallKey *key = keys[i / MESSAGES_IN_A_ROW % N_AUTHORS];
      g_autofree char *text = make_text (i + 1);
      g_autofree char *token = hall_token_new ();

      clock += 60000;
      g_ptr_array_add (events, hall_event_new_text (key, hall_room_get_id (room), clock, clock,
                                                    NULL, token, text, NULL));
      if (events->len < BATCH)
        continue;
      store_events (context, events);
      g_ptr_array_set_size (events, 0);
    }
  if (events->len > 0)
    store_events (context, events);
  for (guint i = 0; i < N_AUTHORS; i++)
    hall_key_unref (keys[i]);
}

static void
find_list (Bench *self)
{
  GtkWidget *view = find (GTK_WIDGET (self->window), HALL_TYPE_MESSAGE_VIEW);

  self->list = view != NULL ? find (view, GTK_TYPE_LIST_VIEW) : NULL;
}

/* The rows stand where they should, and can be seen. */
static gboolean
shows_rows (Bench *self)
{
  if (self->list == NULL)
    find_list (self);
  if (self->list == NULL || gtk_widget_get_opacity (self->list) < 1.0)
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find (child, HALL_TYPE_MESSAGE_ROW);

      if (row != NULL && gtk_widget_get_mapped (row))
        return TRUE;
    }
  return FALSE;
}

static void
on_frame (gint64   now,
          gpointer user_data)
{
  Bench *self = user_data;

  if (self->opened != 0 || !shows_rows (self))
    return;
  self->opened = now;
  self->cpu_ms = (double) (bench_frames_get_cpu () - self->cpu_began) / 1000;
}

/* Milliseconds from asking for a room to the end of the frame that shows its rows. */
static double
open_room (Bench    *self,
           HallRoom *room)
{
  double took;

  self->began = g_get_monotonic_time ();
  self->cpu_began = bench_frames_get_cpu ();
  self->opened = 0;
  hall_window_open_room (self->window, room);
  TEST_WAIT_UNTIL (self->opened != 0);
  took = (double) (self->opened - self->began) / 1000;
  test_run_for (500);
  return took;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static gboolean
write_message (gpointer user_data)
{
  Bench *self = user_data;
  g_autofree char *text = make_text (++self->n_written);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->writer), line, strlen (line), NULL,
                             NULL, &error);
  g_assert_no_error (error);
  return self->n_written < N_ARRIVING ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
start_writer (Bench      *self,
              const char *program,
              HallRoom   *room)
{
  g_autofree char *port = g_strdup_printf ("%u", self->fixture->port);
  g_autofree char *profile = g_build_filename (self->fixture->root, "writer", NULL);
  guint n_members = g_list_model_get_n_items (hall_room_get_members (room));
  g_autoptr (GError) error = NULL;

  self->writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                   G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                   G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--loopback",
                                   "--port", port, "--profile", profile, "--name", "Writer", "join",
                                   hall_room_get_id (room), NULL);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (g_list_model_get_n_items (hall_room_get_members (room)) > n_members);
  test_run_for (3000);
}

static gboolean
scroll (GtkWidget     *list,
        GdkFrameClock *clock,
        gpointer       user_data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                            GPOINTER_TO_INT (user_data));
  return G_SOURCE_CONTINUE;
}

/* The number that the text of the topmost row begins with; 0 when it is none of ours. */
static guint
find_top_number (Bench *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find (child, HALL_TYPE_MESSAGE_ROW);
      HallMessage *message = NULL;
      graphene_rect_t bounds;

      if (row != NULL)
        message = hall_message_row_get_item (HALL_MESSAGE_ROW (row));
      if (message == NULL || hall_message_get_text (message) == NULL ||
          !gtk_widget_get_child_visible (child) ||
          !gtk_widget_compute_bounds (row, self->list, &bounds) ||
          bounds.origin.y + bounds.size.height <= 0)
        continue;
      return (guint) g_ascii_strtoull (hall_message_get_text (message), NULL, 10);
    }
  return 0;
}

static void
print_phase (const char   *name,
             FrameFigures  figures,
             const char   *separator)
{
  g_print ("\"%s\": {\"frame_p95_ms\": %.1f, \"longest_frame_ms\": %.1f, "
           "\"longest_turn_ms\": %.1f, \"frame_p95_cpu_ms\": %.1f, "
           "\"longest_frame_cpu_ms\": %.1f, \"longest_turn_cpu_ms\": %.1f, \"frames\": %u}%s",
           name, figures.frame_p95_ms, figures.longest_frame_ms, figures.longest_turn_ms,
           figures.frame_p95_cpu_ms, figures.longest_frame_cpu_ms, figures.longest_turn_cpu_ms,
           figures.n_frames, separator);
}

static FrameFigures
measure_scrolling (Bench *self,
                   int    step)
{
  guint tick = gtk_widget_add_tick_callback (self->list, scroll, GINT_TO_POINTER (step), NULL);
  FrameFigures figures;

  bench_frames_begin ();
  test_run_for (PHASE_MS);
  figures = bench_frames_end ();
  gtk_widget_remove_tick_callback (self->list, tick);
  return figures;
}

static void
measure_phases (Bench *self)
{
  FrameFigures idle, arriving, up, down;
  guint top;

  bench_frames_begin ();
  test_run_for (PHASE_MS);
  idle = bench_frames_end ();

  g_timeout_add (ARRIVAL_MS, write_message, self);
  bench_frames_begin ();
  test_run_for (PHASE_MS);
  arriving = bench_frames_end ();
  TEST_WAIT_UNTIL (self->n_written == N_ARRIVING);
  test_run_for (1000);

  /* A page up first: what was written just now has other numbers. */
  measure_scrolling (self, -SCROLL_STEP);
  top = find_top_number (self);
  up = measure_scrolling (self, -SCROLL_STEP);
  top -= MIN (top, find_top_number (self));
  down = measure_scrolling (self, SCROLL_STEP);

  g_print ("\"rows_scrolled\": %u, \"phases\": {", top);
  print_phase ("idle", idle, ", ");
  print_phase ("arriving", arriving, ", ");
  print_phase ("scrolling_up", up, ", ");
  print_phase ("scrolling_down", down, "}, ");
}

/* From asking for a day to the frame that shows it; the worst of some days. */
static void
measure_jumps (Bench *self,
               guint  n_messages)
{
  GtkWidget *view = find (GTK_WIDGET (self->window), HALL_TYPE_MESSAGE_VIEW);
  gint64 now = g_get_real_time () / 1000;
  double worst = 0, worst_cpu = 0;

  for (guint i = 1; i <= N_JUMPS && n_messages > 0; i++)
    {
      self->began = g_get_monotonic_time ();
      self->cpu_began = bench_frames_get_cpu ();
      hall_message_view_jump_to_time (HALL_MESSAGE_VIEW (view),
                                      now - 60000 * (gint64) n_messages * i / (N_JUMPS + 1));
      self->opened = 0;
      TEST_WAIT_UNTIL (self->opened != 0);
      worst = MAX (worst, (double) (self->opened - self->began) / 1000);
      worst_cpu = MAX (worst_cpu, self->cpu_ms);
      test_run_for (500);
    }
  g_print ("\"jump_worst_ms\": %.1f, \"jump_worst_cpu_ms\": %.1f, ", worst, worst_cpu);
}

/* Of this process, in use and not shared with others: KiB. */
static guint
get_memory (void)
{
  g_autofree char *rollup = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &rollup, NULL, NULL))
    return 0;
  line = strstr (rollup, "\nPss:");
  return line != NULL ? (guint) g_ascii_strtoull (line + strlen ("\nPss:"), NULL, 10) : 0;
}

static void
measure (Bench      *self,
         HallRoom   *one,
         HallRoom   *two,
         guint       n_messages,
         const char *program)
{
  double first, first_cpu, again[N_SWITCHES], again_cpu[N_SWITCHES];

  self->window = hall_window_new (self->application, self->peer->session);
  gtk_window_present (GTK_WINDOW (self->window));
  TEST_WAIT_UNTIL (gtk_window_is_active (GTK_WINDOW (self->window)));
  test_run_for (1000);
  bench_frames_watch (GTK_WIDGET (self->window), on_frame, self);

  first = open_room (self, one);
  first_cpu = self->cpu_ms;
  open_room (self, two);
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      again[i] = open_room (self, i % 2 == 0 ? one : two);
      again_cpu[i] = self->cpu_ms;
    }
  qsort (again, N_SWITCHES, sizeof *again, compare_doubles);
  qsort (again_cpu, N_SWITCHES, sizeof *again_cpu, compare_doubles);
  g_print ("\"first_rows_ms\": %.1f, \"again_ms\": %.1f, \"again_worst_ms\": %.1f, "
           "\"first_rows_cpu_ms\": %.1f, \"again_cpu_ms\": %.1f, ", first, again[N_SWITCHES / 2],
           again[N_SWITCHES - 1], first_cpu, again_cpu[N_SWITCHES / 2]);

  open_room (self, one);
  start_writer (self, program, one);
  measure_phases (self);
  measure_jumps (self, n_messages);
  g_print ("\"memory_kib\": %u", get_memory ());
}

static void
find_rooms (Bench     *self,
            HallRoom **one,
            HallRoom **two)
{
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (self->peer->session));

  *one = *two = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);

      if (g_strcmp0 (hall_room_get_name (room), "one") == 0)
        *one = room;
      else if (g_strcmp0 (hall_room_get_name (room), "two") == 0)
        *two = room;
    }
}

static void
make_rooms (Bench *self,
            guint  n_messages)
{
  fill (self, test_peer_create_room (self->peer, "one"), n_messages);
  fill (self, test_peer_create_room (self->peer, "two"), MIN (n_messages, N_SECOND));
  test_peer_stop (self->peer);
  test_peer_start (self->peer, HALL_SESSION_ACTIVE);
}

/* @folder: (nullable): of the profile, kept */
static void
prepare (Bench      *self,
         guint       n_messages,
         const char *folder,
         HallRoom  **one,
         HallRoom  **two)
{
  self->peer = session_fixture_add (self->fixture, "Hana");
  if (folder != NULL)
    {
      g_free (self->peer->directory);
      self->peer->directory = g_canonicalize_filename (folder, NULL);
    }
  test_peer_start (self->peer, HALL_SESSION_ACTIVE);
  find_rooms (self, one, two);
  if (*one == NULL)
    make_rooms (self, n_messages);
  find_rooms (self, one, two);
  hall_session_mark_read (self->peer->session, *one);
  hall_session_mark_read (self->peer->session, *two);
  TEST_WAIT_UNTIL (hall_room_get_unread (*one) == 0 && hall_room_get_unread (*two) == 0 &&
                   hall_room_get_membership (*one) == HALL_MEMBERSHIP_HOSTING &&
                   hall_room_get_membership (*two) == HALL_MEMBERSHIP_HOSTING);
}

int
main (int   argc,
      char *argv[])
{
  Bench self = { NULL };
  HallRoom *one, *two;
  guint n_messages;

  if (argc != 3 && argc != 4)
    g_error ("usage: bench-room MESSAGES HALLWAY-CLI [PROFILE]");
  self.application = GTK_APPLICATION (adw_application_new ("chat.example.BenchRoom",
                                                           G_APPLICATION_NON_UNIQUE));
  g_application_set_resource_base_path (G_APPLICATION (self.application), HALL_UI_BASE);
  if (!g_application_register (G_APPLICATION (self.application), NULL, NULL))
    g_error ("No application");
  self.fixture = session_fixture_new ();
  n_messages = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  prepare (&self, n_messages, argv[3], &one, &two);

  g_print ("{");
  measure (&self, one, two, n_messages, argv[2]);
  g_print ("}\n");

  g_subprocess_force_exit (self.writer);
  g_clear_object (&self.writer);
  gtk_window_destroy (GTK_WINDOW (self.window));
  session_fixture_free (self.fixture);
  g_object_unref (self.application);
  return 0;
}
