/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-typed-addresses.c: what is an address and what is none, and that list and setting are one.
 */

#include "config.h"

#include "hall-session.h"
#include "hall-typed-addresses.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *host;          /* NULL: it is no address */
    guint port;
  } rows[] = {
    { "10.0.0.7", "10.0.0.7", 0 },
    { "10.0.0.7:4711", "10.0.0.7", 4711 },
    { "server", "server", 0 },
    { "server.example:12345", "server.example", 12345 },
    { "a_b-c.d", "a_b-c.d", 0 },
    { "서버.example", "서버.example", 0 },
    { "fe80::1", "fe80::1", 0 },
    { "fe80::1%eth0", "fe80::1%eth0", 0 },
    { "[fe80::1]", "fe80::1", 0 },
    { "[fe80::1%eth0]:4711", "fe80::1%eth0", 4711 },
    { "", NULL, 0 },
    { ":4711", NULL, 0 },
    { "10.0.0.7:", NULL, 0 },
    { "10.0.0.7:0", NULL, 0 },
    { "10.0.0.7:65536", NULL, 0 },
    { "10.0.0.7:http", NULL, 0 },
    { "10.0.0.300", NULL, 0 },
    { "10.0.0", NULL, 0 },
    { "two words", NULL, 0 },
    { "a..b", NULL, 0 },
    { ".a", NULL, 0 },
    { "-a", NULL, 0 },
    { "a/b", NULL, 0 },
    { "http://server", NULL, 0 },
    { "[fe80::1", NULL, 0 },
    { "[fe80::1]4711", NULL, 0 },
    { "[server]:4711", NULL, 0 },
    { "fe80::1%", NULL, 0 },
    { "1:2:3", NULL, 0 },
    { "\xff", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL;
      guint16 port = 0;
      gboolean good = hall_typed_address_parse (rows[i].text, &host, &port);

      g_test_message ("row %u", i);
      g_assert_cmpint (good, ==, rows[i].host != NULL);
      g_assert_cmpstr (host, ==, rows[i].host);
      g_assert_cmpuint (port, ==, rows[i].port);
    }
}

typedef struct
{
  char *folder;
  HallSettings *settings;
  HallTypedAddresses *addresses;
  GListModel *model;
} Scene;

static void
set_up (Scene        *scene,
        gconstpointer data)
{
  scene->folder = g_dir_make_tmp ("hallway-addresses-XXXXXX", NULL);
  scene->settings = hall_settings_new (scene->folder);
  scene->addresses = hall_typed_addresses_new (scene->settings);
  scene->model = hall_typed_addresses_get_model (scene->addresses);
}

static void
tear_down (Scene        *scene,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *const arguments[] = { "rm", "-r", scene->folder, NULL };

  g_object_unref (scene->addresses);
  g_object_unref (scene->settings);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                &error);
  g_assert_no_error (error);
  g_free (scene->folder);
}

/* What the list shows, and what the setting holds. */
static void
assert_list (Scene      *scene,
             const char *wanted)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *kept = g_strjoinv (" ",
                                      (char **) hall_settings_get_addresses (scene->settings));

  for (guint i = 0; i < g_list_model_get_n_items (scene->model); i++)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (scene->model, i);

      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "",
                              hall_manual_address_get_address (address));
    }
  g_assert_cmpstr (shown->str, ==, wanted);
  g_assert_cmpstr (kept, ==, wanted);
}

static void
add (Scene      *scene,
     const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_typed_addresses_add (scene->addresses, text, &error));
  g_assert_no_error (error);
}

static void
refuse (Scene      *scene,
        const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_typed_addresses_add (scene->addresses, text, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME);
}

static void
test_add (Scene        *scene,
          gconstpointer data)
{
  assert_list (scene, "");
  add (scene, " 10.0.0.7 ");
  add (scene, "Server.example:4711");
  add (scene, "[fe80::1]:4711");
  assert_list (scene, "10.0.0.7 Server.example:4711 [fe80::1]:4711");
  refuse (scene, "10.0.0.7");
  refuse (scene, "server.EXAMPLE:4711");
  refuse (scene, "two words");
  assert_list (scene, "10.0.0.7 Server.example:4711 [fe80::1]:4711");
}

static void
test_remove (Scene        *scene,
             gconstpointer data)
{
  g_autoptr (HallManualAddress) first = NULL;
  g_autoptr (HallManualAddress) second = NULL;
  g_autoptr (HallManualAddress) kept = NULL;

  add (scene, "10.0.0.7");
  add (scene, "10.0.0.8");
  first = g_list_model_get_item (scene->model, 0);
  second = g_list_model_get_item (scene->model, 1);
  g_assert_true (hall_typed_addresses_remove (scene->addresses, first));
  assert_list (scene, "10.0.0.8");

  /* The other row is still the same one. */
  kept = g_list_model_get_item (scene->model, 0);
  g_assert_true (kept == second);
}

static void
test_follow (Scene        *scene,
             gconstpointer data)
{
  const char *const elsewhere[] = { "10.0.0.9", "10.0.0.8", NULL };
  g_autoptr (HallManualAddress) before = NULL;
  g_autoptr (HallManualAddress) after = NULL;

  add (scene, "10.0.0.8");
  before = g_list_model_get_item (scene->model, 0);
  g_object_set (scene->settings, "addresses", elsewhere, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (scene->model), ==, 2);
  after = g_list_model_get_item (scene->model, 0);
  g_assert_true (before == after);
}

static void
test_bound (Scene        *scene,
            gconstpointer data)
{
  for (guint i = 0; i < HALL_TYPED_ADDRESSES_MAX; i++)
    {
      g_autofree char *text = g_strdup_printf ("10.0.0.%u", i + 1);

      add (scene, text);
    }
  refuse (scene, "10.0.1.1");
  g_assert_cmpuint (g_list_model_get_n_items (scene->model), ==, HALL_TYPED_ADDRESSES_MAX);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed-addresses/parse", test_parse);
  g_test_add ("/typed-addresses/add", Scene, NULL, set_up, test_add, tear_down);
  g_test_add ("/typed-addresses/remove", Scene, NULL, set_up, test_remove, tear_down);
  g_test_add ("/typed-addresses/follow", Scene, NULL, set_up, test_follow, tear_down);
  g_test_add ("/typed-addresses/bound", Scene, NULL, set_up, test_bound, tear_down);

  return g_test_run ();
}
