/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* expire-test.c: asking a store to delete what is old.
 */

#include "config.h"

#include <string.h>

#include "expire-test.h"
#include "search-test.h"

gint64
expire_test_keep_from (StoreTest  *test,
                       const char *room,
                       gint64      lc)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 from;

  result = store_await (hall_store_keep_from_async, test->store, room, lc);
  from = hall_store_keep_from_finish (test->store, result, &error);
  g_assert_no_error (error);
  return from;
}

gint64
expire_test_delete_held (StoreTest *test,
                         gint64     from,
                         gint64     before)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 kept_from;

  result = store_await (hall_store_delete_held_async, test->store, test->room, from, before);
  kept_from = hall_store_keep_from_finish (test->store, result, &error);
  g_assert_no_error (error);
  return kept_from;
}

HallStoreExpiry *
expire_test_step (StoreTest             *test,
                  const HallStoreExpiry *last,
                  guint                  acknowledged)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HallStoreExpiry *expiry;

  result = store_await (hall_store_expire_async, test->store, last, acknowledged);
  expiry = hall_store_expire_finish (test->store, result, &error);
  g_assert_no_error (error);
  return expiry;
}

guint
expire_test_run (StoreTest *test,
                 guint      acknowledged)
{
  g_autoptr (HallStoreExpiry) last = NULL;
  guint n = 0;

  do
    {
      HallStoreExpiry *next = expire_test_step (test, last, acknowledged);

      n += g_strv_length (next->ids);
      hall_store_expiry_free (last);
      last = next;
    }
  while (last->more);
  return n;
}

void
expire_test_plant (StoreTest  *test,
                   guint       n,
                   guint       n_secret,
                   const char *secret)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *text = g_strdup_printf ("garden %s", i <= n_secret ? secret : "party");
      g_autoptr (HallEvent) event = event_text (test->other, test->room, i * 10000, text);

      store_add_one (test->store, event, 2);
    }
  search_index_all (test);
}

void
expire_test_check_erased (StoreTest  *test,
                          const char *secret)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  assert_integrity (test->path);
  g_assert_true (g_file_get_contents (test->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, secret, strlen (secret)));
}
