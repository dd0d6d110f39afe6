/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-retention.c: how long deleting a long history takes, and what it keeps from going on.
 *
 *     bench-retention [COMMIT [MESSAGES [FOLDER]]]
 *
 * A whole session, alone, with 1,000,000 messages of 20 rooms and 50 people, one of the rooms open,
 * is asked to delete everything. Meanwhile a page of that room is read all the time, as scrolling
 * does. Prints one JSON object; judges nothing: the turns of the main loop are meant to stay below
 * 8 ms. With a folder the history is kept there, and a copy of it deleted the next time.
 */

#include "config.h"

#include <sqlite3.h>

#include "bench-figures.h"
#include "bench-history.h"
#include "hall-session-retention.h"
#include "session-fixture.h"

#define NAME "Me"
#define AT_ONCE 1000
#define PAGE 50
#define READ_EVERY_MS 20
#define SETTLE_MS 2000

typedef struct
{
  SessionFixture *fixture;
  TestPeer *peer;
  guint n_messages;
  char *room;               /* which is open */
  GArray *reads;            /* (element-type double) ms */
  double asked;             /* ms: when the page was; 0: it is there */
  guint timeout;            /* after which the next one is; 0: it is asked for */
  gboolean done;
} Bench;

static double
get_ms (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static HallStore *
get_store (Bench *self)
{
  return hall_session_get_context (self->peer->session)->store;
}

/* (transfer full) */
static char *
query_file (Bench      *self,
            const char *sql)
{
  g_autofree char *path = g_build_filename (self->peer->directory, "hallway.db", NULL);
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  sqlite3_open (path, &connection);
  sqlite3_busy_timeout (connection, 10000);
  if (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (connection));
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  return value;
}

static gint64
query_number (Bench      *self,
              const char *sql)
{
  g_autofree char *value = query_file (self, sql);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static void
add_messages (Bench        *self,
              BenchHistory *history,
              guint         first)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = first; i < MIN (first + AT_ONCE, self->n_messages); i++)
    g_ptr_array_add (events, bench_history_make (history, i));
  hall_store_add_events_async (get_store (self), events, 2, NULL, test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  added = hall_store_add_events_finish (get_store (self), result, NULL);
  g_assert_nonnull (added);
}

static void
fill (Bench *self)
{
  g_autoptr (GPtrArray) rooms = g_ptr_array_new ();
  BenchHistory *history;

  for (guint i = 0; i < BENCH_HISTORY_ROOMS; i++)
    g_ptr_array_add (rooms, (char *) hall_room_get_id (test_peer_create_room (self->peer, "Room")));
  history = bench_history_new ((const char *const *) rooms->pdata);
  for (guint i = 0; i < self->n_messages; i += AT_ONCE)
    add_messages (self, history, i);
  bench_history_free (history);
  while (query_number (self, "SELECT max (key) > (SELECT high FROM search_state) + 300 "
                             "FROM events"))
    test_run_for (200);
}

static void
copy_folder (const char *from,
             const char *to)
{
  const char *command[] = { "cp", "-a", from, to, NULL };
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     NULL, &error))
    g_error ("%s", error->message);
}

static void
prepare (Bench      *self,
         const char *folder)
{
  g_autofree char *kept = folder != NULL ? g_build_filename (folder, NAME, NULL) : NULL;

  self->peer = session_fixture_add (self->fixture, NAME);
  if (kept != NULL && g_file_test (kept, G_FILE_TEST_EXISTS))
    {
      copy_folder (kept, self->peer->directory);
      return;
    }
  test_peer_start (self->peer, HALL_SESSION_ACTIVE);
  fill (self);
  test_peer_stop (self->peer);
  if (kept != NULL)
    copy_folder (self->peer->directory, kept);
}

static void
open_room (Bench *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->room = query_file (self, "SELECT id FROM rooms WHERE key = (SELECT room FROM events "
                                 "GROUP BY room ORDER BY count (*) DESC LIMIT 1)");
  hall_session_open_room_async (self->peer->session, test_peer_find_room (self->peer, self->room),
                                NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_open_room_finish (self->peer->session, result, NULL);
}

static gboolean read_page (gpointer user_data);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Bench *self = user_data;
  g_autoptr (GPtrArray) events = hall_store_list_finish (HALL_STORE (source), result, NULL, NULL);
  double ms = get_ms () - self->asked;

  g_assert_nonnull (events);
  g_array_append_val (self->reads, ms);
  self->asked = 0;
  if (!self->done)
    self->timeout = g_timeout_add (READ_EVERY_MS, read_page, self);
}

static gboolean
read_page (gpointer user_data)
{
  Bench *self = user_data;

  self->timeout = 0;
  self->asked = get_ms ();
  hall_store_list_before_async (get_store (self), self->room, G_MAXINT64, NULL, PAGE, NULL, read_cb,
                                self);
  return G_SOURCE_REMOVE;
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!hall_session_delete_history_finish (HALL_SESSION (source), result, &error))
    g_error ("%s", error->message);
  *(gboolean *) user_data = TRUE;
}

static guint
count_above (GArray *times,
             double  ms)
{
  guint n = 0;

  for (guint i = 0; i < times->len; i++)
    n += g_array_index (times, double, i) > ms;
  return n;
}

/* Until nothing is left in the index, and nothing waits to be written. */
static void
wait_until_clean (Bench *self)
{
  while (query_number (self, "SELECT cleaning FROM search_state") > 0)
    test_run_for (50);
}

static void
measure (Bench *self)
{
  BenchTurns *turns;
  double began, deleted, cpu;

  test_run_for (SETTLE_MS);
  turns = bench_turns_new ();
  began = get_ms ();
  cpu = bench_process_cpu_us ();
  hall_session_delete_history_async (self->peer->session, G_MAXINT64, NULL, deleted_cb,
                                     &self->done);
  read_page (self);
  while (!self->done || self->asked > 0)
    g_main_context_iteration (NULL, TRUE);
  deleted = get_ms ();
  g_clear_handle_id (&self->timeout, g_source_remove);
  cpu = bench_process_cpu_us () - cpu;
  g_print ("\"seconds\": %.1f, \"cpu_s\": %.1f, \"turns\": %u, \"turns_above_8_ms\": %u, "
           "\"turns_above_8_ms_cpu\": %u, ", (deleted - began) / 1e3, cpu / 1e6, turns->wall->len,
           count_above (turns->wall, 8), count_above (turns->cpu, 8));
  bench_print_times ("turn", turns->wall);
  g_print (", ");
  bench_print_times ("turn_cpu", turns->cpu);
  g_print (", ");
  bench_turns_free (turns);
  bench_print_times ("read_page", self->reads);
  wait_until_clean (self);
  g_print (", \"cleaned_s\": %.1f, \"left\": %" G_GINT64_FORMAT, (get_ms () - deleted) / 1e3,
           query_number (self, "SELECT count (*) FROM events WHERE kind = 'text'"));
}

int
main (int    argc,
      char **argv)
{
  Bench self = { .n_messages = argc > 2 ? (guint) atoi (argv[2]) : 1000000 };
  g_autofree char *model = bench_cpu_model ();

  self.fixture = session_fixture_new ();
  self.reads = g_array_new (FALSE, FALSE, sizeof (double));
  prepare (&self, argc > 3 ? argv[3] : NULL);
  test_peer_start (self.peer, HALL_SESSION_ACTIVE);
  open_room (&self);
  g_print ("{\"bench\": \"retention\", \"commit\": \"%s\", \"cpu\": \"%s\", \"cores\": %u, "
           "\"messages\": %u, ", argc > 1 ? argv[1] : "unknown", model, g_get_num_processors (),
           self.n_messages);
  measure (&self);
  g_print ("}\n");
  g_array_unref (self.reads);
  g_free (self.room);
  session_fixture_free (self.fixture);
  return 0;
}
