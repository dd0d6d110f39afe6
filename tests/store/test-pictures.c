/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-pictures.c: pictures are kept while somebody's record names them, and within bounds.
 */

#include "config.h"

#include "hall-limits.h"
#include "hall-store-pictures.h"

#include "store-test.h"

static gboolean
try_save (StoreTest   *test,
          const char  *digest,
          gsize        size,
          GError     **error)
{
  g_autofree char *bytes = g_strnfill (size, digest[0]);
  g_autoptr (GBytes) picture = g_bytes_new (bytes, size);
  g_autoptr (GAsyncResult) result = NULL;

  result = store_await (hall_store_save_picture_async, test->store, digest, picture);
  return hall_store_save_picture_finish (test->store, result, error);
}

static void
save (StoreTest  *test,
      const char *digest,
      gsize       size)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_save (test, digest, size, &error));
  g_assert_no_error (error);
}

/* Returns: the size, 0 for none */
static gsize
get (StoreTest  *test,
     const char *digest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) picture = NULL;
  const char *bytes;
  gsize size;

  result = store_await (hall_store_get_picture_async, test->store, digest);
  picture = hall_store_get_picture_finish (test->store, result, &error);
  g_assert_no_error (error);
  if (picture == NULL)
    return 0;

  bytes = g_bytes_get_data (picture, &size);
  g_assert_cmpint (bytes[0], ==, digest[0]);
  g_assert_cmpint (bytes[size - 1], ==, digest[0]);
  return size;
}

static void
name (StoreTest  *test,
      const char *person,
      const char *digest)
{
  g_autoptr (HallStoredPerson) record = hall_stored_person_new (person);

  record->picture_digest = g_strdup (digest);
  store_save_person (test->store, record);
}

static void
test_kept (StoreTest     *test,
           gconstpointer  data)
{
  g_assert_cmpuint (get (test, "a"), ==, 0);
  save (test, "a", 1);
  save (test, "b", HALL_PICTURE_MAX);
  /* What is there stays as it is. */
  save (test, "a", 5);
  name (test, "ann", "a");
  name (test, "ben", "a");
  name (test, "cho", "b");
  store_reopen (test);
  g_assert_cmpuint (get (test, "a"), ==, 1);
  g_assert_cmpuint (get (test, "b"), ==, HALL_PICTURE_MAX);

  /* The last who had it takes it along. */
  name (test, "ann", "c");
  g_assert_cmpuint (get (test, "a"), ==, 1);
  name (test, "ben", "a");
  g_assert_cmpuint (get (test, "a"), ==, 1);
  name (test, "ben", NULL);
  g_assert_cmpuint (get (test, "a"), ==, 0);
  g_assert_cmpuint (get (test, "b"), ==, HALL_PICTURE_MAX);
}

static void
test_size (StoreTest     *test,
           gconstpointer  data)
{
  const gsize sizes[] = { 0, HALL_PICTURE_MAX + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (try_save (test, "a", sizes[i], &error));
      g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);
      g_assert_cmpuint (get (test, "a"), ==, 0);
    }
}

/* A picture may come before the record that names it; many that nobody names do not stay. */
static void
test_loose (StoreTest     *test,
            gconstpointer  data)
{
  guint n = 0;

  save (test, "named", 3);
  name (test, "ann", "named");
  for (guint i = 0; i < 3 * HALL_STORE_PICTURES_LOOSE; i++)
    {
      g_autofree char *digest = g_strdup_printf ("loose %u", i);

      save (test, digest, 10);
      g_assert_cmpuint (get (test, digest), ==, 10);
    }
  for (guint i = 0; i < 3 * HALL_STORE_PICTURES_LOOSE; i++)
    {
      g_autofree char *digest = g_strdup_printf ("loose %u", i);

      n += get (test, digest) != 0;
    }
  g_assert_cmpuint (n, ==, HALL_STORE_PICTURES_LOOSE);
  g_assert_cmpuint (get (test, "loose 95"), ==, 10);
  g_assert_cmpuint (get (test, "named"), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/pictures/kept", test_kept);
  store_test_add ("/pictures/size", test_size);
  store_test_add ("/pictures/loose", test_loose);

  return g_test_run ();
}
