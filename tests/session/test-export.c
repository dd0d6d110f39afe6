/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-export.c: a room written to a file: as it is seen, whole or not at all, however long it is.
 */

#define G_LOG_DOMAIN "test-export"

#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "hall-session-search.h"

#include "talk-fixture.h"

#define THUMB "👍"
#define N_LONG 20000
/* The file has 8 MB. The sanitizer keeps what is freed for a while. */
#ifdef __SANITIZE_ADDRESS__
#define GROWTH_MAX_KIB G_MAXSIZE
#else
#define GROWTH_MAX_KIB (6 * 1024)
#endif

typedef struct
{
  guint n_told;
  guint last;
  GCancellable *cancellable;   /* (nullable): cancelled when it is told for the first time */
} Progress;

static void
on_progress (guint    n_events,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpuint (n_events, >=, progress->last);
  progress->last = n_events;
  progress->n_told++;
  if (progress->cancellable != NULL)
    g_cancellable_cancel (progress->cancellable);
}

static gboolean
export (TestPeer          *peer,
        HallRoom          *room,
        const char        *path,
        HallExportFormat   format,
        Progress          *progress,
        guint             *n_events,
        GError           **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  hall_session_export_room_async (peer->session, room, file, format, on_progress, progress,
                                  progress->cancellable, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  return hall_session_export_room_finish (peer->session, result, n_events, error);
}

/* (transfer full): what stands in the file. */
static char *
export_text (TestPeer         *peer,
             HallRoom         *room,
             HallExportFormat  format)
{
  g_autofree char *path = g_build_filename (peer->fixture->root, "room.txt", NULL);
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };
  char *text = NULL;
  guint n_events;

  g_assert_true (export (peer, room, path, format, &progress, &n_events, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (progress.last, ==, n_events);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
format_now (const char *format)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, format);
}

/* Lines without their times, which differ. */
static char *
strip_times (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("^[0-9]{2}:[0-9]{2}", G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "TT:TT", 0, NULL);
}

static JsonObject *
parse_line (JsonParser *parser,
            const char *line)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
check_objects (TestPeer *ben,
               HallRoom *room)
{
  g_autofree char *text = export_text (ben, room, HALL_EXPORT_JSON);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *soup_id = NULL;
  JsonObject *object, *reaction;

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  object = parse_line (parser, lines[0]);
  soup_id = g_strdup (json_object_get_string_member (object, "id"));
  g_assert_cmpstr (json_object_get_string_member (object, "event"), ==, "message");
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "Soup at noon?\nReally");
  g_assert_cmpint (json_object_get_int_member (object, "edited"), >, 0);
  reaction = json_array_get_object_element (json_object_get_array_member (object, "reactions"), 0);
  g_assert_cmpstr (json_object_get_string_member (reaction, "emoji"), ==, THUMB);
  g_assert_cmpint (json_object_get_int_member (reaction, "count"), ==, 1);
  g_assert_true (json_object_get_boolean_member (reaction, "own"));
  object = parse_line (parser, lines[1]);
  g_assert_cmpstr (json_object_get_string_member (object, "reply_to"), ==, soup_id);
  g_assert_false (json_object_get_boolean_member (object, "mentions_me"));
  object = parse_line (parser, lines[2]);
  g_assert_true (json_object_get_boolean_member (object, "mentions_me"));
  g_assert_cmpint (json_object_get_int_member (object, "edited"), ==, 0);
  g_assert_cmpstr (lines[3], ==, "");
}

/* What people read, and what programs do. */
static void
test_as_seen (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  HallRoom *room = test_peer_join (ben, id);
  g_autofree char *day = format_now ("%A, %-d %B %Y");
  g_autofree char *text = NULL;
  g_autofree char *stripped = NULL;
  g_autofree char *expected = NULL;

  /* That Ben joined is to be the earlier one, also by a clock of milliseconds. */
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 2
                   && test_peer_count_unsent (ben, id) == 0);
  test_run_for (5);
  talk_open (anna, id);
  talk_open (ben, id);
  test_peer_send (anna, id, "soup?");
  talk_find (ben, id, "soup?");
  test_peer_send (anna, id, "never mind");
  talk_find (ben, id, "never mind");
  talk_edit (anna, id, "soup?", "Soup at noon?\nReally");
  talk_find (ben, id, "Soup at noon?\nReally");
  talk_react (ben, id, "Soup at noon?\nReally", THUMB, TRUE);
  talk_delete (anna, id, "never mind");
  talk_reply (ben, id, "Soup at noon?\nReally", "Yes");
  talk_find (anna, id, "Yes");
  test_peer_send (anna, id, "good, @Ben");
  talk_find (ben, id, "good, @Ben");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0
                   && test_peer_count_unsent (ben, id) == 0);
  TEST_WAIT_UNTIL (test_count_text (test_peer_load_history (ben, id, 100), "Anna: never mind")
                   == 0);

  text = export_text (ben, room, HALL_EXPORT_TEXT);
  stripped = strip_times (text);
  expected = g_strdup_printf ("Lunch\na topic\n\n%s\n\n"
                              "TT:TT * Anna created the room\n"
                              "TT:TT * Anna joined\n"
                              "TT:TT * Ben joined\n"
                              "TT:TT Anna: Soup at noon?\n      Really (edited)\n"
                              "      [" THUMB " 1]\n"
                              "TT:TT Ben: > Anna: Soup at noon?\n      Yes\n"
                              "TT:TT Anna: good, @Ben\n", day);
  g_assert_cmpstr (stripped, ==, expected);
  check_objects (ben, room);
  session_fixture_free (fixture);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* All of it, or what was there before. */
static void
test_whole (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *folder = g_build_filename (fixture->root, "files", NULL);
  g_autofree char *path = g_build_filename (folder, "room.txt", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", "room.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  Progress cancelled = { .cancellable = g_cancellable_new () };
  Progress progress = { 0 };
  GStatBuf status;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  test_peer_send (anna, hall_room_get_id (room), "bun");
  TEST_WAIT_UNTIL (test_count_text (test_peer_load_history (anna, hall_room_get_id (room), 9),
                                    "Anna: bun") == 1);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (export (anna, room, path, HALL_EXPORT_TEXT, &cancelled, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_object_unref (cancelled.cancellable);
  g_assert_cmpuint (cancelled.n_told, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  g_assert_cmpuint (count_files (folder), ==, 1);

  g_assert_false (export (anna, room, missing, HALL_EXPORT_TEXT, &progress, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (export (anna, room, folder, HALL_EXPORT_TEXT, &progress, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 1);

  progress.last = 0;
  g_assert_true (export (anna, room, path, HALL_EXPORT_TEXT, &progress, NULL, &error));
  g_assert_no_error (error);
  g_free (text);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, " Anna: bun\n"));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  session_fixture_free (fixture);
}

static gsize
get_resident_kib (void)
{
  g_autofree char *text = NULL;
  guint64 pages[2] = { 0 };

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &pages[0], &pages[1]),
                   ==, 2);
  return pages[1] * 4;
}

static void
keep_added (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = hall_store_add_events_finish (HALL_STORE (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Straight onto the disk, without anybody having seen them. */
static void
plant_long (TestPeer *peer,
            HallRoom *room)
{
  HallContext *context = hall_session_get_context (peer->session);
  gint64 lc = g_get_real_time () / 1000;

  for (guint first = 0; first < N_LONG; first += 1000)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                     hall_event_unref);
      gboolean done = FALSE;

      for (guint i = first; i < first + 1000; i++)
        {
          g_autofree char *text = g_strdup_printf ("message number %u", i);

          g_ptr_array_add (events, hall_event_new_text (hall_context_get_key (context),
                                                        hall_room_get_id (room), lc + i, lc, NULL,
                                                        NULL, text, NULL));
        }
      hall_store_add_events_async (context->store, events, 2, NULL, keep_added, &done);
      TEST_WAIT_UNTIL (done);
    }
}

/* What is held of it at a time does not grow with the room. */
static void
test_long (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *path = g_build_filename (fixture->root, "room.jsonl", NULL);
  g_autofree char *text = NULL;
  g_autofree char *number = g_strdup_printf ("\"message number %u\"", N_LONG - 1);
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };
  gsize before, length;
  guint n_events;

  plant_long (anna, room);
  before = get_resident_kib ();
  g_assert_true (export (anna, room, path, HALL_EXPORT_JSON, &progress, &n_events, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_events, ==, N_LONG);
  g_assert_cmpuint (progress.n_told, >, 100);
  g_assert_cmpuint (get_resident_kib () - before, <, GROWTH_MAX_KIB);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_nonnull (strstr (text, "\"message number 0\""));
  g_assert_nonnull (strstr (text + length - 1000, number));
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/export/as-seen", test_as_seen);
  g_test_add_func ("/session/export/whole", test_whole);
  g_test_add_func ("/session/export/long", test_long);
  return g_test_run ();
}
