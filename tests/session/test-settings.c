/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-settings.c: settings of a profile, with the schema installed and without it.
 *
 * Run twice: with --schema the project's schema is compiled first, so that GSettings keeps the
 * file; without, there is none anywhere. Whatever is asserted for a profile's folder holds in both,
 * the defaults too.
 */

#define G_LOG_DOMAIN "test-settings"

#include "config.h"

#include <string.h>

#include "hall-settings.h"
#include "own-folder.h"
#include "settings-folder.h"

static void
assert_defaults (HallSettings *settings)
{
  int width, height;
  gboolean maximized;

  g_object_get (settings, "window-width", &width, "window-height", &height,
                "window-maximized", &maximized, NULL);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "");
  g_assert_cmpstr (hall_settings_get_group (settings), ==, "239.1.2.3");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
  g_assert_cmpstr (hall_settings_get_broadcast (settings), ==, "");
  g_assert_cmpuint (hall_settings_get_tcp_port (settings), ==, 0);
  g_assert_null (hall_settings_get_excluded_interfaces (settings)[0]);
  g_assert_null (hall_settings_get_interfaces (settings)[0]);
  g_assert_null (hall_settings_get_addresses (settings)[0]);
  g_assert_cmpint (width, ==, 1000);
  g_assert_cmpint (height, ==, 680);
  g_assert_false (maximized);
  g_assert_cmpstr (hall_settings_get_presence (settings), ==, "available");
  g_assert_cmpstr (hall_settings_get_status_text (settings), ==, "");
  g_assert_true (hall_settings_get_read_marks (settings));
  g_assert_true (hall_settings_get_typing_notices (settings));
  g_assert_false (hall_settings_get_hide_content (settings));
  g_assert_true (hall_settings_get_notifications (settings));
  g_assert_false (hall_settings_get_start_invisible (settings));
  g_assert_false (hall_settings_get_run_in_background (settings));
  g_assert_false (hall_settings_get_background_asked (settings));
  g_assert_false (hall_settings_get_start_at_login (settings));
  g_assert_cmpuint (hall_settings_get_history_days (settings), ==, 0);
}

static void
on_notify (int *count)
{
  (*count)++;
}

static void
test_defaults (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *missing = g_build_filename (directory, "not", "here", NULL);
  g_autoptr (HallSettings) empty = hall_settings_new (directory);
  g_autoptr (HallSettings) nowhere = hall_settings_new (missing);

  assert_defaults (empty);
  assert_defaults (nowhere);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
}

static void
test_set (void)
{
  const char *patterns[] = { "eth9", "wl*", "+tun*", NULL };
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);
  g_autofree char *text = NULL;
  int notified = 0;
  int width;

  g_signal_connect_swapped (settings, "notify::name", G_CALLBACK (on_notify), &notified);
  hall_settings_set_name (settings, "  Mina\tKim ");
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Mina Kim");
  g_assert_cmpint (notified, ==, 1);
  hall_settings_set_name (settings, "Mina Kim");
  g_assert_cmpint (notified, ==, 1);
  g_object_set (settings, "group", "239.9.9.9", "port", 23456, "broadcast", "10.0.0.255",
                "tcp-port", 3456, "excluded-interfaces", patterns, "window-width", 700,
                "window-height", 500, "window-maximized", TRUE, NULL);
  text = read_file (directory);
  g_assert_nonnull (strstr (text, "[Hallway]"));
  g_assert_nonnull (strstr (text, "name='Mina Kim'"));

  g_clear_object (&settings);
  settings = hall_settings_new (directory);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Mina Kim");
  g_assert_cmpstr (hall_settings_get_group (settings), ==, "239.9.9.9");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 23456);
  g_assert_cmpstr (hall_settings_get_broadcast (settings), ==, "10.0.0.255");
  g_assert_cmpuint (hall_settings_get_tcp_port (settings), ==, 3456);
  g_assert_true (g_strv_equal (hall_settings_get_excluded_interfaces (settings), patterns));
  g_object_get (settings, "window-width", &width, NULL);
  g_assert_cmpint (width, ==, 700);
}

/* How it behaves on this computer. */
static void
test_habits (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);

  g_object_set (settings, "notifications", FALSE, "start-invisible", TRUE, "run-in-background",
                TRUE, "background-asked", TRUE, "start-at-login", TRUE, "history-days", 365, NULL);
  g_object_set (settings, "history-days", -1, NULL);
  g_object_set (settings, "history-days", 36501, NULL);

  g_clear_object (&settings);
  settings = hall_settings_new (directory);
  g_assert_false (hall_settings_get_notifications (settings));
  g_assert_true (hall_settings_get_start_invisible (settings));
  g_assert_true (hall_settings_get_run_in_background (settings));
  g_assert_true (hall_settings_get_background_asked (settings));
  g_assert_true (hall_settings_get_start_at_login (settings));
  g_assert_cmpuint (hall_settings_get_history_days (settings), ==, 365);
}

/* How one appears, and what others learn. */
static void
test_people (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);
  g_autofree char *long_text = g_strnfill (300, 'x');
  int notified = 0;

  g_signal_connect_swapped (settings, "notify::presence", G_CALLBACK (on_notify), &notified);
  hall_settings_set_presence (settings, "dnd");
  hall_settings_set_presence (settings, "invisible");
  hall_settings_set_presence (settings, "dancing");
  g_assert_cmpint (notified, ==, 2);
  hall_settings_set_status_text (settings, long_text);
  g_assert_cmpuint (strlen (hall_settings_get_status_text (settings)), ==, 128);
  hall_settings_set_status_text (settings, " at\tlunch\n");
  hall_settings_set_read_marks (settings, FALSE);
  hall_settings_set_typing_notices (settings, FALSE);
  hall_settings_set_hide_content (settings, TRUE);

  g_clear_object (&settings);
  settings = hall_settings_new (directory);
  g_assert_cmpstr (hall_settings_get_presence (settings), ==, "invisible");
  g_assert_cmpstr (hall_settings_get_status_text (settings), ==, "at lunch");
  g_assert_false (hall_settings_get_read_marks (settings));
  g_assert_false (hall_settings_get_typing_notices (settings));
  g_assert_true (hall_settings_get_hide_content (settings));

  /* What somebody else wrote into the file. */
  g_clear_object (&settings);
  write_file (directory, "[Hallway]\npresence='asleep'\nstatus-text='\\u202e'\nread-marks=3\n");
  settings = hall_settings_new (directory);
  assert_defaults (settings);
}

/* A profile's first start: its folder does not exist when the settings are opened. */
static void
test_set_makes_folder (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *folder = g_build_filename (directory, "new", "profile", NULL);
  g_autoptr (HallSettings) settings = hall_settings_new (folder);
  GStatBuf status;

  hall_settings_set_name (settings, "민아");
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  g_clear_object (&settings);
  settings = hall_settings_new (folder);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "민아");
}

static void
test_bad_set (void)
{
  const char *unclean[] = { "eth0", "a/b", NULL };
  const char *empty[] = { "", NULL };
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);
  int notified = 0;

  g_signal_connect_swapped (settings, "notify", G_CALLBACK (on_notify), &notified);
  g_object_set (settings, "port", 0, NULL);
  g_object_set (settings, "port", 65536, NULL);
  g_object_set (settings, "tcp-port", 99999, NULL);
  g_object_set (settings, "group", "10.0.0.1", NULL);
  g_object_set (settings, "group", "ff02::1", NULL);
  g_object_set (settings, "group", "", NULL);
  g_object_set (settings, "broadcast", "239.1.2.3", NULL);
  g_object_set (settings, "broadcast", "0.0.0.0", NULL);
  g_object_set (settings, "broadcast", "everywhere", NULL);
  g_object_set (settings, "name", "\xff\xfe", NULL);
  g_object_set (settings, "name", " \t ", NULL);
  g_object_set (settings, "excluded-interfaces", unclean, NULL);
  g_object_set (settings, "excluded-interfaces", empty, NULL);
  g_object_set (settings, "window-width", 0, "window-height", -5, NULL);

  assert_defaults (settings);
  g_assert_cmpint (notified, ==, 0);
}

static void
test_bad_file (void)
{
  const char *texts[] = {
    "",
    "\n\n[Other]\nname='x'\n",
    ("[Hallway]\nport=0\ngroup='10.1.1.1'\ntcp-port=99999\nbroadcast='x'\nwindow-width=0\n"
     "window-height=-1\nexcluded-interfaces=['']\nwindow-maximized=maybe\n"),
    "[Hallway]\nport=99999\ngroup=''\ntcp-port=-1\nexcluded-interfaces='eth0'\n",
    "[Hallway]\nport='12'\ngroup=5\nbroadcast=['a']\nwindow-width=99999999999999999999\n",
    "[Hallway]\nport=\ngroup='unfinished\nname='\\u0000'\n",
    "this is no key file",
    "[Hallway\nport=1",
    "\xff\xfe\x01\x02",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *directory = make_directory ();
      g_autoptr (HallSettings) settings = NULL;

      g_test_message ("file %u", i);
      write_file (directory, texts[i]);
      settings = hall_settings_new (directory);
      assert_defaults (settings);

      /* It can still be written. */
      hall_settings_set_name (settings, "Jin");
      g_clear_object (&settings);
      settings = hall_settings_new (directory);
      g_assert_cmpstr (hall_settings_get_name (settings), ==, "Jin");
    }
}

/* One bad value does not spoil the others, nor what is unknown. */
static void
test_mixed_file (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = NULL;
  g_autofree char *text = NULL;

  write_file (directory, "[Hallway]\nport=0\nname='Sora  Lee'\ntcp-port=4000\nfuture=12\n");
  settings = hall_settings_new (directory);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
  g_assert_cmpuint (hall_settings_get_tcp_port (settings), ==, 4000);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Sora Lee");

  g_object_set (settings, "port", 4001, NULL);
  text = read_file (directory);
  g_assert_nonnull (strstr (text, "future=12"));
  g_assert_nonnull (strstr (text, "tcp-port=4000"));
  g_assert_nonnull (strstr (text, "port=4001"));
}

static void
test_unquoted_name (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = NULL;

  write_file (directory, "[Hallway]\nname=Tae Oh\n");
  settings = hall_settings_new (directory);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Tae Oh");
}

static gboolean
override_text (HallSettings *settings,
               const char   *property,
               const char   *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);

  return hall_settings_override (settings, property, &value);
}

static gboolean
override_number (HallSettings *settings,
                 const char   *property,
                 int           number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);

  return hall_settings_override (settings, property, &value);
}

static void
test_override (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);
  g_autofree char *text = NULL;
  int notified = 0;

  hall_settings_set_name (settings, "Stored");
  g_signal_connect_swapped (settings, "notify", G_CALLBACK (on_notify), &notified);

  g_assert_true (override_text (settings, "name", "Shown"));
  g_assert_true (override_number (settings, "port", 4444));
  g_assert_cmpint (notified, ==, 2);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Shown");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 4444);

  g_assert_false (override_number (settings, "port", 70000));
  g_assert_false (override_number (settings, "port", -1));
  g_assert_false (override_text (settings, "group", "1.2.3.4"));
  g_assert_false (override_text (settings, "port", "x"));
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 4444);
  g_assert_cmpint (notified, ==, 2);

  text = read_file (directory);
  g_assert_null (strstr (text, "Shown"));
  g_assert_null (strstr (text, "4444"));

  /* What is set from now on holds at once, and is saved. */
  hall_settings_set_name (settings, "Stored");
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Stored");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 4444);

  g_clear_object (&settings);
  settings = hall_settings_new (directory);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Stored");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
}

static void
test_cannot_save (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *file = g_build_filename (directory, "file", NULL);
  g_autoptr (HallSettings) settings = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  settings = hall_settings_new (file);
  hall_settings_set_name (settings, "Kept");
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Kept");
}

static void
test_environment_profile (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = NULL;
  g_autofree char *text = NULL;

  g_setenv ("HALLWAY_PROFILE", directory, TRUE);
  settings = hall_settings_new (NULL);
  g_unsetenv ("HALLWAY_PROFILE");

  hall_settings_set_name (settings, "Env");
  text = read_file (directory);
  g_assert_nonnull (strstr (text, "name='Env'"));
}

/* A person's own profile, run from the build folder: the name is remembered all the same. */
static void
test_own_without_schema (void)
{
  g_autoptr (HallSettings) settings = hall_settings_new (NULL);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "hallway", NULL);
  g_autofree char *text = NULL;

  hall_settings_set_name (settings, "Own");
  text = read_file (folder);
  g_assert_nonnull (strstr (text, "name='Own'"));

  g_clear_object (&settings);
  settings = hall_settings_new (NULL);
  g_assert_cmpstr (hall_settings_get_name (settings), ==, "Own");
}

/* The same with the schema: GSettings' own place, which in tests is its memory. */
static void
test_own_with_schema (void)
{
  g_autoptr (HallSettings) settings = hall_settings_new (NULL);
  g_autoptr (HallSettings) second = hall_settings_new (NULL);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "hallway", NULL);
  int notified = 0;

  g_signal_connect_swapped (second, "notify::name", G_CALLBACK (on_notify), &notified);
  hall_settings_set_name (settings, "Own");
  while (notified == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (hall_settings_get_name (second), ==, "Own");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static gboolean
on_deadline (gpointer data)
{
  g_error ("nothing was heard of the change in the file");

  return G_SOURCE_REMOVE;
}

/* Another program of the same profile changes the file. */
static void
test_other_program (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallSettings) settings = hall_settings_new (directory);
  guint deadline = g_timeout_add_seconds (30, on_deadline, NULL);
  int notified = 0;

  g_signal_connect_swapped (settings, "notify::port", G_CALLBACK (on_notify), &notified);
  write_file (directory, "[Hallway]\nport=5555\n");
  while (notified == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 5555);
}

/* From the build's data folder, where the schema is made before the tests are. */
static void
compile_schema (const char *directory)
{
  g_autofree char *target = g_strdup_printf ("--targetdir=%s", directory);
  const char *arguments[] = {
    "glib-compile-schemas", "--strict", target, g_getenv ("GSETTINGS_SCHEMA_DIR"), NULL,
  };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

int
main (int    argc,
      char **argv)
{
  gboolean with_schema = argc > 1 && g_str_equal (argv[1], "--schema");
  char *folder = own_folder_enter ();
  int result;

  if (with_schema)
    {
      argv[1] = argv[0];
      argc--;
      argv++;
      compile_schema (folder);
    }
  /* Otherwise nothing is in it: what is installed on this machine must not count. */
  g_setenv ("GSETTINGS_SCHEMA_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_DIRS", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/settings/defaults", test_defaults);
  g_test_add_func ("/session/settings/set", test_set);
  g_test_add_func ("/session/settings/habits", test_habits);
  g_test_add_func ("/session/settings/people", test_people);
  g_test_add_func ("/session/settings/set-makes-folder", test_set_makes_folder);
  g_test_add_func ("/session/settings/bad-set", test_bad_set);
  g_test_add_func ("/session/settings/bad-file", test_bad_file);
  g_test_add_func ("/session/settings/mixed-file", test_mixed_file);
  g_test_add_func ("/session/settings/unquoted-name", test_unquoted_name);
  g_test_add_func ("/session/settings/override", test_override);
  g_test_add_func ("/session/settings/cannot-save", test_cannot_save);
  g_test_add_func ("/session/settings/environment-profile", test_environment_profile);
  if (with_schema)
    {
      g_test_add_func ("/session/settings/own-with-schema", test_own_with_schema);
      g_test_add_func ("/session/settings/other-program", test_other_program);
    }
  else
    g_test_add_func ("/session/settings/own-without-schema", test_own_without_schema);

  result = g_test_run ();
  own_folder_leave (folder);

  return result;
}
