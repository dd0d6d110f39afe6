/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-profile.c: the folder of a profile, its application id and its lock, against real folders
 * and a second process.
 */

#define G_LOG_DOMAIN "test-profile"

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "hall-profile.h"
#include "own-folder.h"

static char *
make_directory (void)
{
  char *directory = g_build_filename (g_get_user_cache_dir (), "hallway-XXXXXX", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (directory));

  return directory;
}

static void
assert_held (HallProfile *profile,
             const char  *program,
             pid_t        pid)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *holder = g_strdup_printf ("%s (pid %ld) uses this profile", program, (long) pid);

  g_assert_false (hall_profile_lock (profile, &error));
  g_assert_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, holder));
  g_assert_nonnull (strstr (error->message, hall_profile_get_directory (profile)));
  g_assert_false (hall_profile_get_locked (profile));
}

static void
test_default (void)
{
  g_autoptr (HallProfile) profile = NULL;
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "hallway", NULL);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *expected_path = g_build_filename (expected, "hallway.db", NULL);

  g_unsetenv ("HALLWAY_PROFILE");
  profile = hall_profile_new (NULL);
  id = hall_profile_get_application_id (profile);
  path = hall_profile_build_path (profile, "hallway.db");

  g_assert_cmpstr (hall_profile_get_directory (profile), ==, expected);
  g_assert_false (hall_profile_get_is_custom (profile));
  g_assert_cmpstr (id, ==, HALL_APPLICATION_ID);
  g_assert_cmpstr (path, ==, expected_path);
  g_assert_false (g_file_test (expected, G_FILE_TEST_EXISTS));
}

static void
test_variable (void)
{
  g_autoptr (HallProfile) of_variable = NULL;
  g_autoptr (HallProfile) of_option = NULL;
  g_autoptr (HallProfile) of_nothing = NULL;

  g_setenv ("HALLWAY_PROFILE", "/nowhere/variable", TRUE);
  of_variable = hall_profile_new (NULL);
  of_option = hall_profile_new ("/nowhere/option");
  g_setenv ("HALLWAY_PROFILE", "", TRUE);
  of_nothing = hall_profile_new (NULL);
  g_unsetenv ("HALLWAY_PROFILE");

  g_assert_cmpstr (hall_profile_get_directory (of_variable), ==, "/nowhere/variable");
  g_assert_true (hall_profile_get_is_custom (of_variable));
  g_assert_cmpstr (hall_profile_get_directory (of_option), ==, "/nowhere/option");
  g_assert_true (hall_profile_get_is_custom (of_option));
  g_assert_false (hall_profile_get_is_custom (of_nothing));
}

static void
assert_same_id (const char *one,
                const char *other,
                gboolean    same)
{
  g_autoptr (HallProfile) one_profile = hall_profile_new (one);
  g_autoptr (HallProfile) other_profile = hall_profile_new (other);
  g_autofree char *one_id = hall_profile_get_application_id (one_profile);
  g_autofree char *other_id = hall_profile_get_application_id (other_profile);

  g_assert_true (g_application_id_is_valid (one_id));
  g_assert_cmpint (g_str_equal (one_id, other_id), ==, same);
}

/* The id is made from the folder's one true name, the same before the folder is made and after. */
static void
test_application_id (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *link_path = g_build_filename (directory, "link", NULL);
  g_autofree char *target = g_build_filename (directory, "target", NULL);
  g_autofree char *roundabout = g_build_filename (directory, ".", "x", "..", "target", "new", NULL);
  g_autofree char *direct = g_build_filename (directory, "target", "new", NULL);
  g_autofree char *linked = g_build_filename (directory, "link", "new", NULL);
  g_autofree char *id_before = NULL;
  g_autofree char *id_after = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (HallProfile) before = NULL;
  g_autoptr (HallProfile) after = NULL;

  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link_path), ==, 0);

  assert_same_id (direct, roundabout, TRUE);
  assert_same_id (direct, linked, TRUE);
  assert_same_id (direct, target, FALSE);
  assert_same_id (direct, NULL, FALSE);

  before = hall_profile_new (linked);
  id_before = hall_profile_get_application_id (before);
  g_assert_cmpint (g_mkdir (linked, 0700), ==, 0);
  after = hall_profile_new (linked);
  id_after = hall_profile_get_application_id (after);
  g_assert_cmpstr (id_before, ==, id_after);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, hall_profile_get_directory (after), -1);
  expected = g_strdup_printf ("%s.P%.16s", HALL_APPLICATION_ID, hash);
  g_assert_cmpstr (id_after, ==, expected);
}

static void
test_lock (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *folder = g_build_filename (directory, "deep", "profile", NULL);
  g_autoptr (HallProfile) profile = hall_profile_new (folder);
  g_autoptr (HallProfile) second = hall_profile_new (folder);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_false (hall_profile_get_locked (profile));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  g_assert_true (hall_profile_lock (profile, &error));
  g_assert_no_error (error);
  g_assert_true (hall_profile_get_locked (profile));
  g_assert_true (hall_profile_lock (profile, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  assert_held (second, "test-profile", getpid ());

  g_clear_object (&profile);
  g_assert_true (hall_profile_lock (second, &error));
  g_assert_no_error (error);
}

/* Another process holds the lock until it is killed; then nobody does. */
static void
test_other_process (void)
{
  g_autofree char *directory = make_directory ();
  g_autoptr (HallProfile) profile = hall_profile_new (directory);
  g_autoptr (GError) error = NULL;
  int pipe_ends[2];
  pid_t child;
  char byte;

  g_assert_cmpint (pipe (pipe_ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      HallProfile *held = hall_profile_new (directory);

      g_set_prgname ("some/where/hallway");
      byte = hall_profile_lock (held, NULL) ? 'y' : 'n';
      if (write (pipe_ends[1], &byte, 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }

  g_assert_cmpint (read (pipe_ends[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'y');
  assert_held (profile, "hallway", child);

  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  close (pipe_ends[0]);
  close (pipe_ends[1]);

  g_assert_true (hall_profile_lock (profile, &error));
  g_assert_no_error (error);
}

/* Whatever stands in the file, the sentence is one that can be shown. */
static void
test_holder_without_name (void)
{
  const char *texts[] = { "", "\n", "hallway", "hallway x", "\xff\xfe 12x", "   " };
  g_autofree char *directory = make_directory ();
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  g_autoptr (HallProfile) holder = hall_profile_new (directory);

  g_assert_true (hall_profile_lock (holder, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HallProfile) other = hall_profile_new (directory);
      g_autoptr (GError) error = NULL;
      FILE *file = g_fopen (path, "w");

      fputs (texts[i], file);
      fclose (file);
      g_assert_false (hall_profile_lock (other, &error));
      g_assert_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "uses this profile"));
    }
}

static void
assert_no_folder (const char *directory,
                  const char *what)
{
  g_autoptr (HallProfile) profile = hall_profile_new (directory);
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_profile_lock (profile, &error));
  g_assert_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_FOLDER);
  g_assert_nonnull (strstr (error->message, directory));
  g_assert_nonnull (strstr (error->message, what));
  g_assert_nonnull (strstr (error->message, "--profile"));
  g_assert_false (hall_profile_get_locked (profile));
}

/* Places where not even root can write. */
static void
test_bad_folder (void)
{
  g_autofree char *directory = make_directory ();
  g_autofree char *file = g_build_filename (directory, "file", NULL);
  g_autofree char *below = g_build_filename (file, "profile", NULL);
  g_autofree char *looped = g_build_filename (directory, "looped", NULL);
  g_autofree char *lock = g_build_filename (looped, "lock", NULL);

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  assert_no_folder (file, "cannot be made");
  assert_no_folder (below, "cannot be made");
  assert_no_folder ("/proc/hallway", "cannot be made");

  /* Nobody may have the lock written elsewhere by a link. */
  g_assert_cmpint (g_mkdir (looped, 0700), ==, 0);
  g_assert_cmpint (symlink (file, lock), ==, 0);
  assert_no_folder (looped, "cannot be written");
}

int
main (int    argc,
      char **argv)
{
  char *folder = own_folder_enter ();
  int result;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/profile/default", test_default);
  g_test_add_func ("/session/profile/variable", test_variable);
  g_test_add_func ("/session/profile/application-id", test_application_id);
  g_test_add_func ("/session/profile/lock", test_lock);
  g_test_add_func ("/session/profile/other-process", test_other_process);
  g_test_add_func ("/session/profile/holder-without-name", test_holder_without_name);
  g_test_add_func ("/session/profile/bad-folder", test_bad_folder);

  result = g_test_run ();
  own_folder_leave (folder);

  return result;
}
