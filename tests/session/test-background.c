/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-background.c: leave to run without a window and the start at login, by a file in a folder of
 * the test's own, and by a portal that is a fake on a bus of the test's own.
 */

#define G_LOG_DOMAIN "test-background"

#include "config.h"

#include <string.h>

#include "hall-background.h"

#include "fake-portal.h"
#include "own-folder.h"
#include "session-fixture.h"

#define GROUP "Desktop Entry"

typedef struct
{
  HallProfile *profile;
  HallSettings *settings;
  HallBackground *background;
  GCancellable *cancellable;
  GAsyncResult *result;
} Scene;

static void
scene_open (Scene      *scene,
            gboolean    sandboxed,
            const char *directory)
{
  scene->profile = hall_profile_new (directory);
  scene->settings = hall_settings_new (directory);
  g_object_set (scene->settings, "start-at-login", FALSE, NULL);
  scene->background = hall_background_new_for (scene->profile, scene->settings, sandboxed);
  scene->cancellable = g_cancellable_new ();
  scene->result = NULL;
}

static void
scene_close (Scene *scene)
{
  gpointer background = scene->background;

  g_object_add_weak_pointer (G_OBJECT (scene->background), &background);
  g_clear_object (&scene->result);
  g_object_unref (scene->background);
  TEST_WAIT_UNTIL (background == NULL);
  g_object_unref (scene->cancellable);
  g_object_unref (scene->settings);
  g_object_unref (scene->profile);
}

static gboolean
set_autostart (Scene    *scene,
               gboolean  autostart,
               GError  **error)
{
  g_clear_object (&scene->result);
  hall_background_set_autostart_async (scene->background, autostart, scene->cancellable,
                                       test_keep_result, &scene->result);
  TEST_WAIT_UNTIL (scene->result != NULL);
  return hall_background_set_autostart_finish (scene->background, scene->result, error);
}

static gboolean
request (Scene   *scene,
         GError **error)
{
  g_clear_object (&scene->result);
  hall_background_request_async (scene->background, scene->cancellable, test_keep_result,
                                 &scene->result);
  TEST_WAIT_UNTIL (scene->result != NULL);
  return hall_background_request_finish (scene->background, scene->result, error);
}

static char *
make_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", HALL_APPLICATION_ID ".desktop",
                           NULL);
}

/* A desktop's own switch for the file. */
static void
change_file (const char *key,
             gboolean    value)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_key_file_set_boolean (file, GROUP, key, value);
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
}

static void
check_file (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path ();
  g_autofree char *command = NULL, *program = NULL, *condition = NULL;
  g_auto (GStrv) words = NULL;
  const char *validate[] = { "desktop-file-validate", path, NULL };
  g_autoptr (GSubprocess) validation = NULL;
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  command = g_key_file_get_string (file, GROUP, "Exec", &error);
  g_assert_no_error (error);
  g_shell_parse_argv (command, NULL, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  program = g_file_read_link ("/proc/self/exe", NULL);
  g_assert_cmpstr (words[0], ==, program);
  g_assert_cmpstr (words[1], ==, "--background");
  condition = g_key_file_get_string (file, GROUP, "TryExec", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (condition, ==, program);
  validation = g_subprocess_newv (validate, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (validation, NULL, &error);
  g_assert_no_error (error);
}

static void
test_file (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  gboolean available = FALSE;
  Scene scene;

  scene_open (&scene, FALSE, NULL);
  g_object_get (scene.background, "available", &available, NULL);
  g_assert_true (available);
  for (guint i = 0; i < 2; i++)
    {
      set_autostart (&scene, TRUE, &error);
      g_assert_no_error (error);
      check_file ();
      g_assert_true (hall_settings_get_start_at_login (scene.settings));
    }
  for (guint i = 0; i < 2; i++)
    {
      set_autostart (&scene, FALSE, &error);
      g_assert_no_error (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_false (hall_settings_get_start_at_login (scene.settings));
    }
  request (&scene, &error);
  g_assert_no_error (error);
  scene_close (&scene);
}

static void
test_file_fails (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, FALSE, NULL);
  g_rmdir (folder);
  g_file_set_contents (folder, "in the way", -1, &error);
  g_assert_no_error (error);
  g_assert_false (set_autostart (&scene, TRUE, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "The start at login cannot be set up: "));
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  g_assert_cmpint (g_remove (folder), ==, 0);
  scene_close (&scene);
}

/* Somebody else's switch is followed; the file is not written behind anybody's back. */
static void
test_reconcile (void)
{
  static const char *const keys[] = { "Hidden", "X-GNOME-Autostart-enabled" };
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, FALSE, NULL);
  hall_background_reconcile (scene.background);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  set_autostart (&scene, TRUE, &error);
  g_assert_no_error (error);
  hall_background_reconcile (scene.background);
  g_assert_true (hall_settings_get_start_at_login (scene.settings));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      change_file (keys[i], i == 0);
      hall_background_reconcile (scene.background);
      g_assert_false (hall_settings_get_start_at_login (scene.settings));
      change_file (keys[i], i != 0);
      hall_background_reconcile (scene.background);
      g_assert_true (hall_settings_get_start_at_login (scene.settings));
    }
  g_assert_cmpint (g_remove (path), ==, 0);
  hall_background_reconcile (scene.background);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  scene_close (&scene);
}

/* Waits for what reconcile () leaves to be done. */
static void
wait_file (Scene *scene)
{
  gpointer background = scene->background;

  g_object_add_weak_pointer (G_OBJECT (scene->background), &background);
  g_clear_object (&scene->result);
  g_clear_object (&scene->background);
  TEST_WAIT_UNTIL (background == NULL);
  scene->background = hall_background_new_for (scene->profile, scene->settings, FALSE);
}

static void
write_file (const char *contents)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

/* The program was moved or removed since: whoever wanted the start at login has it again, and who
 * had switched it off does not. */
static void
test_reconcile_moved (void)
{
  static const char *const lost[] = {
    "[Desktop Entry]\nType=Application\nName=Hallway\nExec=\"/gone/hallway\" --background\n",
    "[Desktop Entry]\nType=Application\nName=Hallway\nTryExec=/gone/hallway\nExec=true\n",
    "[Desktop Entry]\nType=Application\nName=Hallway\nExec=\"\n",
  };
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, FALSE, NULL);
  set_autostart (&scene, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      write_file (lost[i]);
      hall_background_reconcile (scene.background);
      wait_file (&scene);
      g_assert_true (hall_settings_get_start_at_login (scene.settings));
      check_file ();
      write_file (lost[i]);
      change_file ("Hidden", TRUE);
      hall_background_reconcile (scene.background);
      wait_file (&scene);
      g_assert_false (hall_settings_get_start_at_login (scene.settings));
      change_file ("Hidden", FALSE);
      hall_background_reconcile (scene.background);
      wait_file (&scene);
      g_assert_false (hall_settings_get_start_at_login (scene.settings));
      g_object_set (scene.settings, "start-at-login", TRUE, NULL);
    }
  set_autostart (&scene, FALSE, &error);
  g_assert_no_error (error);
  scene_close (&scene);
}

static void
test_own_profile (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *directory = g_build_filename (g_get_home_dir (), "other", NULL);
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, FALSE, directory);
  g_assert_false (hall_background_get_available (scene.background));
  g_assert_false (set_autostart (&scene, TRUE, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  g_object_set (scene.settings, "start-at-login", TRUE, NULL);
  hall_background_reconcile (scene.background);
  g_assert_true (hall_settings_get_start_at_login (scene.settings));
  scene_close (&scene);
}

static void
test_portal (void)
{
  g_autofree char *path = make_path ();
  guint id = fake_portal_start ();
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, TRUE, NULL);
  g_assert_true (hall_background_get_available (scene.background));
  request (&scene, &error);
  g_assert_no_error (error);
  g_assert_false (fake_portal.asked_autostart);
  g_assert_cmpstr (fake_portal.asked_command, ==, "hallway --background");
  g_assert_cmpuint (strlen (fake_portal.asked_reason), >, 0);
  set_autostart (&scene, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (fake_portal.asked_autostart);
  g_assert_true (hall_settings_get_start_at_login (scene.settings));
  /* Asking again for the one takes nothing away from the other. */
  request (&scene, &error);
  g_assert_no_error (error);
  g_assert_true (fake_portal.asked_autostart);
  g_assert_cmpuint (fake_portal.n_asked, ==, 3);
  set_autostart (&scene, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (fake_portal.asked_autostart);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  scene_close (&scene);
  fake_portal_end (id);
}

static void
test_refused (void)
{
  guint id = fake_portal_start ();
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, TRUE, NULL);
  fake_portal.allows_background = fake_portal.allows_autostart = FALSE;
  g_assert_false (request (&scene, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (set_autostart (&scene, TRUE, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED);
  g_clear_error (&error);
  /* Somebody closes the desktop's dialog. */
  fake_portal.allows_background = fake_portal.allows_autostart = TRUE;
  fake_portal.response = 1;
  g_assert_false (request (&scene, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (set_autostart (&scene, TRUE, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  scene_close (&scene);
  fake_portal_end (id);
}

/* Whoever may not run without a window is not started so: no start at login was wanted, and there
 * is none. An end for other reasons is no answer. */
static void
test_off_refused (void)
{
  guint id = fake_portal_start ();
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, TRUE, NULL);
  g_object_set (scene.settings, "start-at-login", TRUE, NULL);
  fake_portal.allows_background = fake_portal.allows_autostart = FALSE;
  fake_portal.response = 2;
  g_assert_false (set_autostart (&scene, FALSE, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_true (hall_settings_get_start_at_login (scene.settings));
  fake_portal.response = 1;
  set_autostart (&scene, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  scene_close (&scene);
  fake_portal_end (id);
}

/* None at all; one that goes before it has answered; one with paths of its own. */
static void
test_other_portals (void)
{
  guint id;
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, TRUE, NULL);
  g_assert_false (request (&scene, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  id = fake_portal_start ();
  fake_portal.answers = FALSE;
  g_clear_object (&scene.result);
  hall_background_request_async (scene.background, NULL, test_keep_result, &scene.result);
  TEST_WAIT_UNTIL (fake_portal.n_asked == 1);
  fake_portal_end (id);
  TEST_WAIT_UNTIL (scene.result != NULL);
  g_assert_false (hall_background_request_finish (scene.background, scene.result, &error));
  g_assert_error (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE);
  g_clear_error (&error);

  id = fake_portal_start ();
  fake_portal.own_path = TRUE;
  g_clear_object (&scene.result);
  hall_background_request_async (scene.background, NULL, test_keep_result, &scene.result);
  TEST_WAIT_UNTIL (fake_portal.n_asked == 1);
  test_run_for (100);
  g_assert_null (scene.result);
  fake_portal_answer (fake_portal.asked_path);
  TEST_WAIT_UNTIL (scene.result != NULL);
  g_assert_true (hall_background_request_finish (scene.background, scene.result, &error));
  g_assert_no_error (error);
  scene_close (&scene);
  fake_portal_end (id);
}

/* The window is gone before somebody has answered: so goes the desktop's dialog. */
static void
test_cancelled (void)
{
  guint id = fake_portal_start ();
  g_autoptr (GError) error = NULL;
  Scene scene;

  scene_open (&scene, TRUE, NULL);
  fake_portal.answers = FALSE;
  hall_background_set_autostart_async (scene.background, TRUE, scene.cancellable,
                                       test_keep_result, &scene.result);
  TEST_WAIT_UNTIL (fake_portal.n_asked == 1);
  g_cancellable_cancel (scene.cancellable);
  TEST_WAIT_UNTIL (scene.result != NULL);
  g_assert_false (hall_background_set_autostart_finish (scene.background, scene.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  TEST_WAIT_UNTIL (fake_portal.n_closed == 1);
  fake_portal_answer (fake_portal.asked_path);
  test_run_for (100);
  g_assert_false (hall_settings_get_start_at_login (scene.settings));
  scene_close (&scene);
  fake_portal_end (id);
}

int
main (int   argc,
      char *argv[])
{
  char *folder = own_folder_enter ();
  g_autoptr (GTestDBus) test_bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  fake_portal_connect (g_test_dbus_get_bus_address (test_bus));

  g_test_add_func ("/session/background/file", test_file);
  g_test_add_func ("/session/background/file-fails", test_file_fails);
  g_test_add_func ("/session/background/reconcile", test_reconcile);
  g_test_add_func ("/session/background/reconcile-moved", test_reconcile_moved);
  g_test_add_func ("/session/background/own-profile", test_own_profile);
  g_test_add_func ("/session/background/portal", test_portal);
  g_test_add_func ("/session/background/refused", test_refused);
  g_test_add_func ("/session/background/off-refused", test_off_refused);
  g_test_add_func ("/session/background/other-portals", test_other_portals);
  g_test_add_func ("/session/background/cancelled", test_cancelled);
  status = g_test_run ();
  fake_portal_disconnect ();
  g_test_dbus_stop (test_bus);
  own_folder_leave (folder);
  return status;
}
