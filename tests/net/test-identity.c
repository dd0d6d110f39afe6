/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-identity.c: the key file: made once, private, kept, never overwritten.
 */

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hall-identity.h"

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("hall-identity-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->directory = g_build_filename (parent, "profile", NULL);
  fixture->path = g_build_filename (fixture->directory, "identity.pem", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->directory);

  g_remove (fixture->path);
  g_rmdir (fixture->directory);
  g_rmdir (parent);
  g_free (fixture->path);
  g_free (fixture->directory);
}

static HallIdentity *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HallIdentity *identity = hall_identity_load (fixture->directory, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);

  return identity;
}

static void
assert_refused (Fixture *fixture,
                int      code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallIdentity) identity = hall_identity_load (fixture->directory, &error);

  g_assert_null (identity);
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_persists (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (HallIdentity) first = load (fixture);
  g_autoptr (HallIdentity) second = load (fixture);
  g_autofree char *text = NULL;
  struct stat status;

  g_assert_cmpstr (hall_identity_get_id (first), ==, hall_identity_get_id (second));
  g_assert_true (hall_id_is_valid (hall_identity_get_id (first)));

  g_assert_no_errno (g_stat (fixture->path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_no_errno (g_stat (fixture->directory, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "BEGIN PRIVATE KEY"));
  g_assert_nonnull (strstr (text, "BEGIN CERTIFICATE"));
}

static void
test_leaves_nothing_else (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = load (fixture);
  g_autoptr (GDir) directory = g_dir_open (fixture->directory, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (directory), ==, "identity.pem");
  g_assert_null (g_dir_read_name (directory));
}

static void
test_takes_rights_away (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (HallIdentity) first = load (fixture);
  g_autoptr (HallIdentity) second = NULL;
  struct stat status;

  g_assert_no_errno (g_chmod (fixture->path, 0644));
  second = load (fixture);
  g_assert_no_errno (g_stat (fixture->path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = load (fixture);
  g_autofree char *good = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &good, NULL, NULL));

  /* Cut anywhere before its last line, it is refused and stays as it is. */
  length = (gsize) (strstr (good, "-----END CERTIFICATE") - good);
  for (gsize cut = 0; cut < length; cut += 7)
    {
      g_autofree char *now = NULL;
      gsize now_length;

      g_assert_true (g_file_set_contents (fixture->path, good, (gssize) cut, NULL));
      assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_file_get_contents (fixture->path, &now, &now_length, NULL));
      g_assert_cmpmem (now, now_length, good, cut);
    }

  g_assert_true (g_file_set_contents (fixture->path, "Hello, world!", -1, NULL));
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
}

static void
test_foreign_certificate (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (HallIdentity) first = load (fixture);
  g_autoptr (HallIdentity) second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *mixed = NULL;
  char *certificate;

  g_assert_true (g_file_get_contents (fixture->path, &one, NULL, NULL));
  g_assert_no_errno (g_remove (fixture->path));
  second = load (fixture);
  g_assert_cmpstr (hall_identity_get_id (first), !=, hall_identity_get_id (second));
  g_assert_true (g_file_get_contents (fixture->path, &other, NULL, NULL));

  certificate = strstr (other, "-----BEGIN CERTIFICATE");
  *strstr (one, "-----BEGIN CERTIFICATE") = '\0';
  mixed = g_strconcat (one, certificate, NULL);
  g_assert_true (g_file_set_contents (fixture->path, mixed, -1, NULL));
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
}

static void
test_not_a_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_no_errno (g_mkdir_with_parents (fixture->path, 0700));
  assert_refused (fixture, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_no_errno (g_rmdir (fixture->path));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallIdentity) identity = NULL;

  /* A file where the folder should be: root can't write there either. */
  g_assert_true (g_file_set_contents (fixture->directory, "", 0, NULL));
  identity = hall_identity_load (fixture->directory, &error);
  g_assert_null (identity);
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  g_assert_nonnull (strstr (error->message, fixture->directory));
  g_assert_no_errno (g_remove (fixture->directory));
}

/* (transfer full) */
static HallKey *
replace (Fixture  *fixture,
         char    **kept)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  g_assert_true (hall_identity_replace (fixture->directory, key, kept, &error));
  g_assert_no_error (error);

  return key;
}

static void
assert_private (const char *path)
{
  struct stat status;

  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;

  return n;
}

/* Another person from now on; each of the former ones is kept, as it was, and can come back. */
static void
test_replaced (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (HallIdentity) first = load (fixture);
  g_autoptr (HallIdentity) second = NULL;
  g_autoptr (HallIdentity) back = NULL;
  g_autoptr (HallKey) key = NULL;
  g_autoptr (HallKey) other = NULL;
  g_autofree char *former = NULL;
  g_autofree char *now = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_too = NULL;
  gsize former_length;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &former, &former_length, NULL));
  key = replace (fixture, &kept);
  g_assert_nonnull (kept);
  assert_private (kept);
  assert_private (fixture->path);
  g_assert_true (g_file_get_contents (kept, &now, &length, NULL));
  g_assert_cmpmem (now, length, former, former_length);
  second = load (fixture);
  g_assert_cmpstr (hall_identity_get_id (second), ==, hall_key_get_id (key));

  other = replace (fixture, &kept_too);
  g_assert_cmpstr (kept_too, !=, kept);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  g_clear_pointer (&now, g_free);
  g_assert_true (g_file_get_contents (kept, &now, &length, NULL));
  g_assert_cmpmem (now, length, former, former_length);

  g_assert_no_errno (g_rename (kept, fixture->path));
  back = load (fixture);
  g_assert_cmpstr (hall_identity_get_id (back), ==, hall_identity_get_id (first));
  g_assert_no_errno (g_remove (kept_too));
}

static void
test_replaced_nothing (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *kept = NULL;
  g_autoptr (HallKey) key = replace (fixture, &kept);
  g_autoptr (HallIdentity) identity = load (fixture);

  g_assert_null (kept);
  assert_private (fixture->path);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpstr (hall_identity_get_id (identity), ==, hall_key_get_id (key));
}

/* One that is damaged may still be mended by somebody: it is kept, too. */
static void
test_replaced_damaged (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (HallIdentity) first = load (fixture);
  g_autoptr (HallKey) key = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "Hello, world!", -1, NULL));
  key = replace (fixture, &kept);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Hello, world!");
  g_assert_no_errno (g_remove (kept));
}

/* What can't be read can't be kept, and is not overwritten; nor is anything left behind. */
static void
test_not_replaced (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = hall_key_new_generated (&error);
  g_autofree char *kept = NULL;

  g_assert_no_errno (g_mkdir_with_parents (fixture->path, 0700));
  g_assert_false (hall_identity_replace (fixture->directory, key, &kept, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (kept);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_no_errno (g_rmdir (fixture->path));
}

static void
test_in_memory (void)
{
  guint8 seed[HALL_SEED_SIZE] = { 7 };
  g_autoptr (HallKey) key = hall_key_new_from_seed (seed, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallIdentity) identity = hall_identity_new (key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hall_identity_get_id (identity), ==, hall_key_get_id (key));
  g_assert_true (hall_identity_get_key (identity) == key);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/identity/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("persists", test_persists);
  ADD ("leaves-nothing-else", test_leaves_nothing_else);
  ADD ("takes-rights-away", test_takes_rights_away);
  ADD ("damaged", test_damaged);
  ADD ("foreign-certificate", test_foreign_certificate);
  ADD ("not-a-file", test_not_a_file);
  ADD ("no-folder", test_no_folder);
  ADD ("replaced", test_replaced);
  ADD ("replaced-nothing", test_replaced_nothing);
  ADD ("replaced-damaged", test_replaced_damaged);
  ADD ("not-replaced", test_not_replaced);
#undef ADD
  g_test_add_func ("/identity/in-memory", test_in_memory);

  return g_test_run ();
}
