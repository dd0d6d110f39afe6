/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-crash.c: what the store said it had is there after kill -9 at any moment.
 *
 * The test starts itself as a child that writes without end and prints what was confirmed; the
 * parent kills it and compares. The file goes on from round to round.
 */

#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-test.h"

#define N_ROUNDS 20
/* What is compared grows from round to round. Where it all stands in memory, a child writes so much
 * that comparing it takes most of the time: after so long, a few rounds have to be enough. */
#define ENOUGH_SECONDS 30
#define ENOUGH_ROUNDS 5
#define N_CHAINS 6
#define EVENTS_AT_ONCE 3

/* The child: chains of requests that never end, several at a time, so that they are grouped. */

typedef struct
{
  HallStore *store;
  HallKey *key;
  const char *room;
  GPtrArray *events;
  HallEvent *event;
} Chain;

static void add_events (Chain *chain);

static void
confirm (char        kind,
         const char *id)
{
  g_autofree char *line = g_strdup_printf ("%c %s\n", kind, id);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
}

static gint64
next_clock (void)
{
  static gint64 clock;

  clock = MAX (clock + 1, g_get_real_time () / 1000);
  return clock;
}

static void
set_hidden_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Chain *chain = user_data;

  g_assert_true (hall_store_set_hidden_finish (chain->store, result, NULL));
  confirm ('H', chain->event->id);
  g_clear_pointer (&chain->event, hall_event_unref);
  add_events (chain);
}

static void
acknowledge_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Chain *chain = user_data;

  const char *ids[] = { ((HallEvent *) g_ptr_array_index (chain->events, 0))->id, NULL };

  g_assert_true (hall_store_acknowledge_finish (chain->store, result, NULL));
  confirm ('A', chain->event->id);
  hall_event_unref (chain->event);
  chain->event = hall_event_ref (g_ptr_array_index (chain->events, 0));
  confirm ('W', chain->event->id);
  hall_store_set_hidden_async (chain->store, ids, HALL_HIDDEN_UNPERMITTED, TRUE, NULL,
                               set_hidden_cb, chain);
}

static void
commit_outbox_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Chain *chain = user_data;
  const char *ids[] = { chain->event->id, NULL };

  g_assert_true (hall_store_commit_outbox_finish (chain->store, result, NULL));
  confirm ('E', chain->event->id);
  confirm ('C', chain->event->token);
  hall_store_acknowledge_async (chain->store, ids, 2, NULL, acknowledge_cb, chain);
}

static void
add_outbox_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Chain *chain = user_data;

  g_assert_true (hall_store_add_outbox_finish (chain->store, result, NULL));
  confirm ('O', chain->event->token);
  hall_store_commit_outbox_async (chain->store, chain->event, NULL, commit_outbox_cb, chain);
}

static void
add_events_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Chain *chain = user_data;
  g_autoptr (GPtrArray) added = hall_store_add_events_finish (chain->store, result, NULL);
  g_autoptr (HallOutboxEntry) entry = NULL;
  g_autofree char *token = hall_token_new ();
  gint64 lc = next_clock ();

  g_assert_nonnull (added);
  for (guint i = 0; i < added->len; i++)
    confirm ('E', ((HallEvent *) g_ptr_array_index (added, i))->id);

  chain->event = hall_event_new_text (chain->key, chain->room, lc, lc, NULL, token, "out", NULL);
  entry = hall_outbox_entry_new (chain->room, token, "out", lc);
  hall_store_add_outbox_async (chain->store, entry, NULL, add_outbox_cb, chain);
}

static void
add_events (Chain *chain)
{
  g_ptr_array_set_size (chain->events, 0);
  for (guint i = 0; i < EVENTS_AT_ONCE; i++)
    {
      g_autofree char *text = g_strnfill (g_random_int_range (1, 3000), 'x');

      g_ptr_array_add (chain->events, event_text (chain->key, chain->room, next_clock (), text));
    }
  hall_store_add_events_async (chain->store, chain->events, 2, NULL, add_events_cb, chain);
}

static void G_GNUC_NORETURN
run_child (const char *path,
           const char *room)
{
  HallStore *store = store_open (path, FALSE);
  Chain chains[N_CHAINS];

  for (guint i = 0; i < N_CHAINS; i++)
    {
      chains[i] = (Chain) { store, hall_key_new_generated (NULL), room, event_array (), NULL };
      add_events (&chains[i]);
    }

  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* The parent */

typedef struct
{
  GHashTable *events;      /* ids that were confirmed */
  GHashTable *sent;        /* ids whose acknowledgement was */
  GHashTable *waiting;     /* tokens that went into the outbox */
  GHashTable *committed;   /* tokens that left it */
  GHashTable *hiding;      /* ids that were to be hidden */
  GHashTable *hidden;      /* ids whose hiding was confirmed */
} Confirmed;

static GPid
start_child (StoreTest *test,
             int       *output)
{
  const char *arguments[] = { "/proc/self/exe", "--child", test->path, test->room, NULL };
  g_autoptr (GError) error = NULL;
  GPid child = 0;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child, NULL, output, NULL, &error);
  g_assert_no_error (error);
  return child;
}

/* Reads what the child confirms for so long, kills it, reads the rest. */
static char *
run_until_killed (StoreTest *test,
                  gint64     delay_us)
{
  g_autoptr (GString) output = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + delay_us;
  gboolean killed = FALSE;
  int file, status;
  GPid child = start_child (test, &file);

  for (;;)
    {
      struct pollfd events = { file, POLLIN, 0 };
      char buffer[4096];
      gint64 left = end - g_get_monotonic_time ();
      gssize length;

      if (!killed && left <= 0)
        {
          g_assert_cmpint (kill (child, SIGKILL), ==, 0);
          killed = TRUE;
        }

      if (poll (&events, 1, killed ? -1 : (int) (left / 1000)) <= 0)
        continue;
      length = read (file, buffer, sizeof buffer);
      if (length <= 0)
        break;
      g_string_append_len (output, buffer, length);
    }

  close (file);
  g_assert_true (killed);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  /* Killed by us, not by an assertion of its own. */
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return g_string_free (g_steal_pointer (&output), FALSE);
}

static void
note (Confirmed  *confirmed,
      const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  /* The last one is empty, or was being written when death came. */
  for (guint i = 0; lines[0] && lines[i + 1]; i++)
    {
      GHashTable *set = lines[i][0] == 'E' ? confirmed->events :
                        lines[i][0] == 'A' ? confirmed->sent :
                        lines[i][0] == 'O' ? confirmed->waiting :
                        lines[i][0] == 'C' ? confirmed->committed :
                        lines[i][0] == 'W' ? confirmed->hiding :
                        lines[i][0] == 'H' ? confirmed->hidden : NULL;

      g_assert_nonnull (set);
      g_assert_cmpuint (strlen (lines[i]), ==, 2 + HALL_EVENT_ID_LENGTH);
      g_hash_table_add (set, g_strdup (lines[i] + 2));
    }
}

static void
assert_confirmed (StoreTest *test,
                  HallStore *store,
                  Confirmed *confirmed)
{
  g_autoptr (GPtrArray) outbox = store_list_outbox (store, test->room);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) signed_tokens = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) waiting_tokens = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) states = NULL;
  g_autoptr (GPtrArray) events = NULL;
  GHashTableIter iter;
  const char *name;

  events = store_list (store, FALSE, test->room, 0, NULL, G_MAXUINT, &states);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      g_hash_table_insert (ids, event->id, GINT_TO_POINTER (g_array_index (states, guint8, i)));
      if (event->token)
        g_hash_table_add (signed_tokens, event->token);
    }
  for (guint i = 0; i < outbox->len; i++)
    g_hash_table_add (waiting_tokens, ((HallOutboxEntry *) g_ptr_array_index (outbox, i))->token);

  /* What is not seen was at least to be hidden; what was hidden is not seen. */
  g_hash_table_iter_init (&iter, confirmed->events);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    g_assert_true (g_hash_table_contains (ids, name) ||
                   g_hash_table_contains (confirmed->hiding, name));

  g_hash_table_iter_init (&iter, confirmed->hidden);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    g_assert_false (g_hash_table_contains (ids, name));

  g_hash_table_iter_init (&iter, confirmed->sent);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (ids, name)), ==, 2);

  /* In the outbox or signed: never neither, never both. */
  g_hash_table_iter_init (&iter, confirmed->waiting);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    g_assert_cmpint (g_hash_table_contains (waiting_tokens, name), !=,
                     g_hash_table_contains (signed_tokens, name));

  g_hash_table_iter_init (&iter, confirmed->committed);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    g_assert_true (g_hash_table_contains (signed_tokens, name));
}

static gboolean
is_enough (guint      round,
           gint64     began,
           Confirmed *confirmed)
{
  gint64 took = g_get_monotonic_time () - began;

  if (g_hash_table_size (confirmed->sent) == 0 || g_hash_table_size (confirmed->hidden) == 0)
    return FALSE;
  return round >= N_ROUNDS ||
         (round >= ENOUGH_ROUNDS && took > ENOUGH_SECONDS * G_TIME_SPAN_SECOND);
}

static void
test_kill (StoreTest     *test,
           gconstpointer  data)
{
  Confirmed confirmed = {
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  gint64 began = g_get_monotonic_time ();
  guint logs = 0;

  for (guint round = 0; !is_enough (round, began, &confirmed); round++)
    {
      g_autofree char *log_path = g_strconcat (test->path, "-wal", NULL);
      g_autofree char *output = NULL;
      HallStore *store;

      /* The bound is for a machine on which 20 rounds are too short to confirm anything. */
      g_assert_cmpuint (round, <, 10 * N_ROUNDS);
      output = run_until_killed (test, g_test_rand_int_range (0, 300000 * (1 + round / N_ROUNDS)));
      note (&confirmed, output);
      logs += g_file_test (log_path, G_FILE_TEST_EXISTS);

      /* Every other time a reader comes first, with only the dead writer's log to read. */
      if (round % 2 && g_hash_table_size (confirmed.events) > 0)
        {
          store = store_open (test->path, TRUE);
          assert_confirmed (test, store, &confirmed);
          g_assert_finalize_object (store);
        }

      store = store_open (test->path, FALSE);
      assert_confirmed (test, store, &confirmed);
      g_assert_finalize_object (store);
      assert_integrity (test->path);
    }

  g_test_message ("%u events, %u acknowledged, %u outbox entries; %u logs were left",
                  g_hash_table_size (confirmed.events), g_hash_table_size (confirmed.sent),
                  g_hash_table_size (confirmed.waiting), logs);
  g_assert_cmpuint (logs, >, 0);
  g_hash_table_unref (confirmed.events);
  g_hash_table_unref (confirmed.sent);
  g_hash_table_unref (confirmed.waiting);
  g_hash_table_unref (confirmed.committed);
  g_hash_table_unref (confirmed.hiding);
  g_hash_table_unref (confirmed.hidden);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    run_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  store_test_add_closed ("/crash/kill", test_kill);

  return g_test_run ();
}
