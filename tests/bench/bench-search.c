/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-search.c: how soon the first page of a search is there, and what the index costs.
 *
 *     bench-search [COMMIT [MESSAGES]]
 *
 * A history of 1,000,000 messages of 20 rooms and 50 people, made here, in the real store: adding
 * them, searching with and without filters, and indexing a tenth of them again as after a
 * migration while something else is asked all the time. Baselines of the same run: LIKE over the
 * same file. Prints one JSON object; judges nothing.
 */

#define G_LOG_DOMAIN "bench-search"

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "bench-figures.h"
#include "bench-history.h"
#include "hall-store-talk.h"

#define AT_ONCE 100
#define REPEATS 5

typedef struct
{
  HallStore *store;
  char *folder;
  char *path;
  guint n_messages;
  BenchHistory *history;
} Bench;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define await(call, ...) \
  G_GNUC_EXTENSION ({ \
    GAsyncResult *await_result = NULL; \
    call (__VA_ARGS__, NULL, result_cb, &await_result); \
    while (await_result == NULL) \
      g_main_context_iteration (NULL, TRUE); \
    await_result; \
  })

static void
open_store (Bench *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->store = hall_store_new ();
  result = await (hall_store_open_async, self->store, self->path, FALSE);
  if (!hall_store_open_finish (self->store, result, &error))
    g_error ("%s", error->message);
}

static void
close_store (Bench *self)
{
  g_autoptr (GAsyncResult) result = await (hall_store_close_async, self->store);

  hall_store_close_finish (self->store, result, NULL);
  g_clear_object (&self->store);
}

static void
fill (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < self->n_messages; i += AT_ONCE)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                     hall_event_unref);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) added = NULL;
      gint64 began;
      double ms;

      for (guint k = 0; k < AT_ONCE; k++)
        g_ptr_array_add (events, bench_history_make (self->history, i + k));
      began = g_get_monotonic_time ();
      result = await (hall_store_add_events_async, self->store, events, 2);
      ms = (double) (g_get_monotonic_time () - began) / 1000;
      g_array_append_val (times, ms);
      added = hall_store_add_events_finish (self->store, result, NULL);
      g_assert (added != NULL);
    }
  bench_print_times ("add_100", times);
}

static gint64
query_file (Bench      *self,
            const char *sql)
{
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 value = 0;

  sqlite3_open (self->path, &connection);
  if (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (connection));
  while (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  return value;
}

/* Requests until the first page is full or nothing is left. */
static double
search (Bench           *self,
        HallStoredQuery *query,
        guint           *hits,
        guint           *requests)
{
  gint64 began = g_get_monotonic_time ();
  gboolean more = TRUE;

  *hits = *requests = 0;
  query->before_lc = G_MAXINT64;
  g_clear_pointer (&query->before_id, g_free);
  while (more && *hits < 50)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) page = NULL;
      g_autofree char *id = NULL;

      query->limit = 50 - *hits;
      result = await (hall_store_search_async, self->store, query);
      page = hall_store_search_finish (self->store, result, &query->before_lc, &id, &more, NULL);
      g_assert (page != NULL);
      g_free (query->before_id);
      query->before_id = g_steal_pointer (&id);
      *hits += page->len;
      (*requests)++;
    }
  return (double) (g_get_monotonic_time () - began) / 1000;
}

static void
measure_search (Bench      *self,
                const char *name,
                const char *text,
                guint       filter,
                gboolean    first)
{
  static const char *const filters[] = { "none", "room", "rare_room", "author", "before", "link",
                                         "room_author_before" };
  BenchHistory *history = self->history;
  const char *last_room = history->rooms[BENCH_HISTORY_ROOMS - 1];
  HallStoredQuery query;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint hits = 0, requests = 0;

  hall_stored_query_init (&query);
  query.text = g_strdup (text);
  query.room = filter == 1 || filter == 6 ? g_strdup (history->rooms[0])
               : filter == 2              ? g_strdup (last_room) : NULL;
  query.has_link = filter == 5;
  if (filter == 3 || filter == 6)
    query.authors = g_strsplit (hall_key_get_id (history->authors[BENCH_HISTORY_AUTHORS / 2]),
                                "\n", 0);
  if (filter == 4 || filter == 6)
    query.to_lc = BENCH_HISTORY_FIRST_LC
                  + (gint64) self->n_messages * BENCH_HISTORY_STEP_MS / 2;
  for (guint i = 0; i < REPEATS; i++)
    {
      double ms = search (self, &query, &hits, &requests);

      g_array_append_val (times, ms);
    }

  g_array_sort (times, bench_compare_doubles);
  g_print ("%s{\"search\": \"%s\", \"filter\": \"%s\", \"hits\": %u, \"requests\": %u, "
           "\"p50_ms\": %.2f, \"worst_ms\": %.2f}",
           first ? "" : ", ", name, filters[filter], hits, requests, bench_percentile (times, 0.5),
           bench_percentile (times, 1));
  hall_stored_query_clear (&query);
}

static void
measure_searches (Bench *self)
{
  static const struct
  {
    const char *name;
    const char *text;
  } searches[] = {
    { "frequent", "meeting" }, { "rare", "xylophone" }, { "absent", "zzyzx" },
    { "absent_of_frequent_pairs", "eetingmeeting" }, { "two_words", "meeting 점심" },
    { "pair_frequent", "점심" }, { "pair_rare", "퀭퉤" }, { "one_frequent", "점" },
    { "one_rare", "쥬" }, { "one_letter", "e" }, { "one_absent", "z" }, { "no_text", NULL },
  };

  g_print ("\"searches\": [");
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    for (guint filter = 0; filter < 7; filter++)
      measure_search (self, searches[i].name, searches[i].text, filter, i == 0 && filter == 0);
  g_print ("]");
}

static void
measure_like (Bench      *self,
              const char *name,
              const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT key FROM events WHERE class = 1 AND "
                                          "CAST (bytes AS TEXT) LIKE '%%%s%%' "
                                          "ORDER BY lc DESC LIMIT 50", text);
  gint64 began = g_get_monotonic_time ();

  query_file (self, sql);
  g_print ("\"%s\": %.1f", name, (double) (g_get_monotonic_time () - began) / 1000);
}

/* While a tenth is indexed again something small is asked, one after the other. */
static void
measure_back_fill (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 began;

  close_store (self);
  query_file (self, "INSERT INTO search_index (search_index) VALUES ('delete-all')");
  query_file (self, "UPDATE search_state SET low = (SELECT max (key) / 10 FROM events)");
  open_store (self);
  began = g_get_monotonic_time ();
  while (query_file (self, "SELECT low FROM search_state") > 0)
    {
      g_autofree char *value = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      gint64 asked = g_get_monotonic_time ();
      double ms;

      result = await (hall_store_get_value_async, self->store, "boot");
      ms = (double) (g_get_monotonic_time () - asked) / 1000;
      g_array_append_val (times, ms);
      value = hall_store_get_value_finish (self->store, result, NULL);
    }

  g_print ("\"back_fill_us_per_message\": %.1f, ",
           (double) (g_get_monotonic_time () - began) / (self->n_messages / 10.0));
  bench_print_times ("asked_meanwhile", times);
}

int
main (int    argc,
      char **argv)
{
  Bench self = { .n_messages = argc > 2 ? (guint) atoi (argv[2]) : 1000000 };
  g_autofree char *model = bench_cpu_model ();

  self.folder = g_dir_make_tmp ("hallway-bench-XXXXXX", NULL);
  self.path = g_build_filename (self.folder, "history.db", NULL);
  self.history = bench_history_new (NULL);
  open_store (&self);
  g_print ("{\"bench\": \"search\", \"commit\": \"%s\", \"cpu\": \"%s\", \"cores\": %u, "
           "\"messages\": %u, ", argc > 1 ? argv[1] : "unknown", model, g_get_num_processors (),
           self.n_messages);
  fill (&self);
  g_print (", ");
  measure_searches (&self);
  g_print (", \"index_bytes_per_message\": %.1f, \"file_bytes_per_message\": %.1f, ",
           (double) query_file (&self, "SELECT sum (length (block)) FROM search_index_data")
             / self.n_messages,
           (double) query_file (&self, "SELECT page_count * page_size FROM pragma_page_count, "
                                       "pragma_page_size") / self.n_messages);
  g_print ("\"baseline_like_ms\": {");
  measure_like (&self, "frequent", "meeting");
  g_print (", ");
  measure_like (&self, "rare", "xylophone");
  g_print (", ");
  measure_like (&self, "pair_rare", "퀭퉤");
  g_print (", ");
  measure_like (&self, "absent", "zzyzx");
  g_print ("}, ");
  measure_back_fill (&self);
  g_print ("}\n");

  close_store (&self);
  bench_history_free (self.history);
  g_remove (self.path);
  g_rmdir (self.folder);
  return 0;
}
