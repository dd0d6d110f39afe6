/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-system-config.c: what hallway.conf and a lock of GSettings fix, what wins over what, and bad
 * files. Also the settings that narrow interfaces down and name computers.
 *
 * GSettings has a backend of the test's own, in which some keys are locked.
 */

#define G_LOG_DOMAIN "test-system-config"

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

#include "hall-settings.h"
#include "hall-system-config.h"
#include "hall-typed-addresses.h"
#include "own-folder.h"

static char *folder;

/* Everything that is written is forgotten; "port" and "hide-content" are locked. */

#define TEST_TYPE_LOCKED_BACKEND (test_locked_backend_get_type ())
G_DECLARE_FINAL_TYPE (TestLockedBackend, test_locked_backend, TEST, LOCKED_BACKEND,
                      GSettingsBackend)

struct _TestLockedBackend
{
  GSettingsBackend parent_instance;
};

G_DEFINE_FINAL_TYPE (TestLockedBackend, test_locked_backend, G_TYPE_SETTINGS_BACKEND)

static GVariant *
locked_read (GSettingsBackend   *backend,
             const char         *key,
             const GVariantType *type,
             gboolean            default_value)
{
  return g_str_has_suffix (key, "/port") ? g_variant_ref_sink (g_variant_new_uint16 (2222)) : NULL;
}

static gboolean
locked_get_writable (GSettingsBackend *backend,
                     const char       *key)
{
  return !g_str_has_suffix (key, "/port") && !g_str_has_suffix (key, "/hide-content");
}

static gboolean
locked_write (GSettingsBackend *backend,
              const char       *key,
              GVariant         *value,
              gpointer          tag)
{
  g_assert_true (locked_get_writable (backend, key));
  g_variant_unref (g_variant_ref_sink (value));
  return TRUE;
}

static void
test_locked_backend_class_init (TestLockedBackendClass *klass)
{
  GSettingsBackendClass *backend_class = G_SETTINGS_BACKEND_CLASS (klass);

  backend_class->read = locked_read;
  backend_class->write = locked_write;
  backend_class->get_writable = locked_get_writable;
}

static void
test_locked_backend_init (TestLockedBackend *self)
{
}

/* From here on this is hallway.conf. */
static void
write_config (const char *text,
              gssize      length)
{
  g_autofree char *path = g_build_filename (folder, "hallway.conf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  g_setenv ("HALLWAY_SYSTEM_CONFIG", path, TRUE);
}

/* Of a profile of its own. */
static HallSettings *
open_settings (void)
{
  g_autofree char *profile = g_build_filename (folder, "profile-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (profile));
  return hall_settings_new (profile);
}

static void
assert_strings (const char *const *strings,
                const char        *expected)
{
  g_autofree char *joined = g_strjoinv ("|", (char **) strings);

  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_patterns (HallSettings *settings,
                 const char   *expected)
{
  g_auto (GStrv) patterns = hall_settings_build_interface_patterns (settings);

  assert_strings ((const char *const *) patterns, expected);
}

static void
on_notify (int *count)
{
  (*count)++;
}

static void
test_lists (void)
{
  const char *interfaces[] = { "eth0", "wl*", NULL };
  const char *excluded[] = { "eth9", "+docker0", NULL };
  const char *addresses[] = { "10.1.2.3", "server.example:4000", "fe80::1", "[fd00::2]:12346",
                              "sora-laptop", NULL };
  const char *bad[][2] = {
    { "" }, { " " }, { "a b" }, { "host:0" }, { "host:65536" }, { "host:x" }, { "http://host" },
    { "a;b" }, { ":12" }, { "[fd00::2" }, { "x@y" }, { "a\nb" },
    { "10.0.0.300" }, { "a..b" }, { "-a" }, { "[host]:4000" }, { "fe80::1%a\tb" },
  };
  g_autoptr (HallSettings) settings = open_settings ();
  int notified = 0;

  g_signal_connect_swapped (settings, "notify::interfaces", G_CALLBACK (on_notify), &notified);
  g_signal_connect_swapped (settings, "notify::addresses", G_CALLBACK (on_notify), &notified);
  assert_patterns (settings, "");
  g_object_set (settings, "excluded-interfaces", excluded, NULL);
  assert_patterns (settings, "eth9|+docker0");
  hall_settings_set_interfaces (settings, interfaces);
  assert_strings (hall_settings_get_interfaces (settings), "eth0|wl*");
  assert_patterns (settings, "*|+eth0|+wl*");
  hall_settings_set_interfaces (settings, excluded);   /* "+" means nothing here */
  assert_strings (hall_settings_get_interfaces (settings), "eth0|wl*");
  g_assert_cmpint (notified, ==, 1);

  hall_settings_set_addresses (settings, addresses);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("“%s”", bad[i][0]);
      hall_settings_set_addresses (settings, bad[i]);
      assert_strings (hall_settings_get_addresses (settings),
                      "10.1.2.3|server.example:4000|fe80::1|[fd00::2]:12346|sora-laptop");
    }
  g_assert_cmpint (notified, ==, 2);
  hall_settings_set_interfaces (settings, NULL);
  assert_patterns (settings, "eth9|+docker0");
}

static void
test_nothing (void)
{
  g_autofree char *missing = g_build_filename (folder, "not", "here", NULL);
  g_autoptr (HallSettings) settings = NULL;

  g_setenv ("HALLWAY_SYSTEM_CONFIG", missing, TRUE);
  settings = open_settings ();
  g_assert_null (hall_settings_get_system_config_problem (settings));
  assert_strings (hall_settings_get_standing_rooms (settings), "");
  g_assert_false (hall_settings_is_fixed (settings, "port"));
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
}

/* The file before what was saved, the command line before the file. */
static void
test_order (void)
{
  const char *saved[] = { "eth7", NULL };
  g_autofree char *profile = g_build_filename (folder, "ordered", NULL);
  g_autoptr (HallSettings) settings = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *problem = NULL;
  int notified = 0;

  g_setenv ("HALLWAY_SYSTEM_CONFIG", "", TRUE);
  settings = hall_settings_new (profile);
  g_object_set (settings, "port", 1111, "group", "239.7.7.7", "excluded-interfaces", saved,
                "addresses", saved, NULL);
  g_clear_object (&settings);

  write_config ("# all of it\n[Network]\ngroup = 239.5.5.5\nport=2345\nbroadcast=10.0.0.255\n"
                "tcp-port=4444\ninterfaces= eth0 ;wl*;\naddresses=10.9.8.7;hub:4000\n"
                "\n[Rooms]\nalways=Lobby; 지원  팀 ;Lobby;;Support\n", -1);
  settings = hall_settings_new (profile);
  g_object_get (settings, "system-config-problem", &problem, NULL);
  g_assert_null (problem);
  g_assert_cmpstr (hall_settings_get_group (settings), ==, "239.5.5.5");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 2345);
  g_assert_cmpstr (hall_settings_get_broadcast (settings), ==, "10.0.0.255");
  g_assert_cmpuint (hall_settings_get_tcp_port (settings), ==, 4444);
  assert_patterns (settings, "*|+eth0|+wl*");
  assert_strings (hall_settings_get_excluded_interfaces (settings), "");
  assert_strings (hall_settings_get_addresses (settings), "10.9.8.7|hub:4000");
  assert_strings (hall_settings_get_standing_rooms (settings), "Lobby|지원 팀|Support");
  g_assert_true (hall_settings_is_fixed (settings, "port"));
  g_assert_true (hall_settings_is_fixed (settings, "excluded-interfaces"));
  g_assert_false (hall_settings_is_fixed (settings, "name"));

  g_signal_connect_swapped (settings, "notify::port", G_CALLBACK (on_notify), &notified);
  g_object_set (settings, "port", 3333, "excluded-interfaces", saved, NULL);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 2345);
  g_assert_cmpint (notified, ==, 0);
  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, 5555);
  g_assert_true (hall_settings_override (settings, "port", &value));
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 5555);
  g_assert_cmpint (notified, ==, 1);

  /* Nothing of that was saved. */
  g_clear_object (&settings);
  g_setenv ("HALLWAY_SYSTEM_CONFIG", "", TRUE);
  settings = hall_settings_new (profile);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 1111);
  g_assert_cmpstr (hall_settings_get_group (settings), ==, "239.7.7.7");
  assert_patterns (settings, "eth7");
}

/* What a person has saved does not get around what the administrator leaves out. */
static void
test_excluded (void)
{
  const char *saved[] = { "eth1", NULL };
  g_autofree char *profile = g_build_filename (folder, "excluding", NULL);
  g_autoptr (HallSettings) settings = NULL;

  g_setenv ("HALLWAY_SYSTEM_CONFIG", "", TRUE);
  settings = hall_settings_new (profile);
  hall_settings_set_interfaces (settings, saved);
  g_clear_object (&settings);
  write_config ("[Network]\nexcluded-interfaces=eth1;ve*\n", -1);
  settings = hall_settings_new (profile);
  assert_patterns (settings, "eth1|ve*");
  g_assert_true (hall_settings_is_fixed (settings, "interfaces"));
}

/* Each sentence names the file, the group and the key; what is good holds. */
static void
test_bad_values (void)
{
  static const char *const keys[] = {
    "[Network] group: “10.1.1.1”", "[Network] port: “99999”", "[Network] broadcast: “here”",
    "[Network] tcp-port: “-1”", "[Network] excluded-interfaces: “a/b”",
    "[Network] addresses: “http://x”", "[Network]: there is no key “prot”", "no group [Netwrok]",
    "[Rooms] always: “Rooms",
  };
  g_autoptr (HallSettings) settings = NULL;
  const char *problem;

  write_config ("[Network]\ngroup=10.1.1.1\nport=99999\nbroadcast=here\ntcp-port=-1\n"
                "excluded-interfaces=a/b\naddresses=http://x;10.0.0.7\nprot=1\n[Netwrok]\nport=2\n"
                "[Rooms]\nalways=Rooms with a name that is much longer than sixty-four bytes are "
                "refused, and are not cut;Lobby;\n", -1);
  settings = open_settings ();
  problem = hall_settings_get_system_config_problem (settings);
  g_assert_nonnull (problem);
  g_test_message ("%s", problem);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_test_message ("%s", keys[i]);
      g_assert_nonnull (strstr (problem, keys[i]));
    }
  g_assert_nonnull (strstr (problem, folder));
  g_assert_nonnull (strstr (problem, "a number from 1 to 65535"));
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
  g_assert_cmpstr (hall_settings_get_group (settings), ==, "239.1.2.3");
  g_assert_false (hall_settings_is_fixed (settings, "port"));
  g_assert_false (hall_settings_is_fixed (settings, "excluded-interfaces"));
  assert_strings (hall_settings_get_addresses (settings), "10.0.0.7");
  assert_strings (hall_settings_get_standing_rooms (settings), "Lobby");

  /* What cannot even be taken apart. */
  g_clear_object (&settings);
  write_config ("[Network]\naddresses=a\\q;b\n[Rooms]\nalways=\\q\n", -1);
  settings = open_settings ();
  problem = hall_settings_get_system_config_problem (settings);
  g_assert_nonnull (strstr (problem, "addresses: “a\\q;b”"));
  g_assert_nonnull (strstr (problem, "always: “\\q”"));
}

/* (transfer full): "[Network] KEY=a0;a1;…" with @n entries */
static char *
make_list (const char *key,
           guint       n)
{
  GString *text = g_string_new ("[Network]\n");

  g_string_append_printf (text, "%s=", key);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "a%u;", i);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* As many as may be are all dialled; of more it is said that there are too many. */
static void
test_many (void)
{
  g_autofree char *all = make_list ("addresses", HALL_TYPED_ADDRESSES_MAX);
  g_autofree char *more = make_list ("addresses", HALL_TYPED_ADDRESSES_MAX + 1);
  g_autofree char *patterns = make_list ("excluded-interfaces", 1000);
  g_autoptr (HallTypedAddresses) typed = NULL;
  g_autoptr (HallSettings) settings = NULL;

  write_config (all, -1);
  settings = open_settings ();
  g_assert_null (hall_settings_get_system_config_problem (settings));
  typed = hall_typed_addresses_new (settings);
  g_assert_cmpuint (g_list_model_get_n_items (hall_typed_addresses_get_model (typed)), ==,
                    HALL_TYPED_ADDRESSES_MAX);

  g_clear_object (&settings);
  write_config (more, -1);
  settings = open_settings ();
  g_assert_false (hall_settings_is_fixed (settings, "addresses"));
  g_assert_nonnull (hall_settings_get_system_config_problem (settings));
  g_assert_nonnull (strstr (hall_settings_get_system_config_problem (settings),
                            "[Network] addresses: "));

  g_clear_object (&settings);
  write_config (patterns, -1);
  settings = open_settings ();
  g_assert_nonnull (hall_settings_get_system_config_problem (settings));
}

/* None ends the program, takes long or is used in part. */
static void
test_bad_files (void)
{
  static const char *const texts[] = {
    "this is no key file", "[Network\nport=1", "port=2345\n", "[Network]\nport\n",
    "\xff\xfe\x01", "[Network]\nport=2345\n\xc3\x28\n",
  };
  g_autofree char *big = g_strnfill (HALL_SYSTEM_CONFIG_SIZE_MAX + 1, '\n');
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (HallSystemConfig) config = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HallSettings) settings = NULL;

      g_test_message ("file %u", i);
      write_config (texts[i], -1);
      settings = open_settings ();
      g_assert_nonnull (hall_settings_get_system_config_problem (settings));
      g_assert_cmpuint (hall_settings_get_port (settings), ==, 12345);
    }

  memcpy (big, "[Network]\nport=2345\n", strlen ("[Network]\nport=2345\n"));
  write_config (big, HALL_SYSTEM_CONFIG_SIZE_MAX + 1);
  config = hall_system_config_load (g_getenv ("HALLWAY_SYSTEM_CONFIG"));
  g_assert_nonnull (strstr (hall_system_config_get_problem (config), "64 KiB"));
  g_assert_null (hall_system_config_get_value (config, HALL_SETTING_PORT));
  g_clear_pointer (&config, hall_system_config_free);
  write_config (big, HALL_SYSTEM_CONFIG_SIZE_MAX);
  config = hall_system_config_load (g_getenv ("HALLWAY_SYSTEM_CONFIG"));
  g_assert_null (hall_system_config_get_problem (config));
  g_assert_nonnull (hall_system_config_get_value (config, HALL_SETTING_PORT));
  g_clear_pointer (&config, hall_system_config_free);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  config = hall_system_config_load (pipe);
  g_assert_nonnull (strstr (hall_system_config_get_problem (config), "cannot be read"));
  g_clear_pointer (&config, hall_system_config_free);
  config = hall_system_config_load (folder);
  g_assert_nonnull (strstr (hall_system_config_get_problem (config), "cannot be read"));
}

/* A file of nothing but mistakes makes no endless text. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("[Network]\n");
  g_autoptr (HallSystemConfig) config = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "key%u=1\n", i);
  write_config (text->str, (gssize) text->len);
  config = hall_system_config_load (g_getenv ("HALLWAY_SYSTEM_CONFIG"));
  lines = g_strsplit (hall_system_config_get_problem (config), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 20);
}

static void
test_locked (void)
{
  g_autoptr (HallSettings) settings = NULL;
  int notified = 0;

  g_setenv ("HALLWAY_SYSTEM_CONFIG", "", TRUE);
  settings = hall_settings_new (NULL);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 2222);
  g_assert_true (hall_settings_is_fixed (settings, "port"));
  g_assert_true (hall_settings_is_fixed (settings, "hide-content"));
  g_assert_false (hall_settings_is_fixed (settings, "tcp-port"));

  g_signal_connect_swapped (settings, "notify", G_CALLBACK (on_notify), &notified);
  g_object_set (settings, "port", 3333, NULL);
  hall_settings_set_hide_content (settings, TRUE);
  g_assert_cmpint (notified, ==, 0);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 2222);
  g_assert_false (hall_settings_get_hide_content (settings));
  hall_settings_set_name (settings, "Mina");
  g_assert_cmpint (notified, ==, 1);

  /* A profile's folder is not what was locked. */
  g_clear_object (&settings);
  settings = open_settings ();
  g_assert_false (hall_settings_is_fixed (settings, "port"));
}

int
main (int    argc,
      char **argv)
{
  int result;

  folder = own_folder_enter ();
  g_setenv ("GSETTINGS_BACKEND", "test-locked", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_io_extension_point_register (G_SETTINGS_BACKEND_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_SETTINGS_BACKEND_EXTENSION_POINT_NAME, TEST_TYPE_LOCKED_BACKEND,
                                  "test-locked", 1000);

  g_test_add_func ("/session/system-config/lists", test_lists);
  g_test_add_func ("/session/system-config/nothing", test_nothing);
  g_test_add_func ("/session/system-config/order", test_order);
  g_test_add_func ("/session/system-config/excluded", test_excluded);
  g_test_add_func ("/session/system-config/bad-values", test_bad_values);
  g_test_add_func ("/session/system-config/bad-files", test_bad_files);
  g_test_add_func ("/session/system-config/many", test_many);
  g_test_add_func ("/session/system-config/many-problems", test_many_problems);
  g_test_add_func ("/session/system-config/locked", test_locked);

  result = g_test_run ();
  own_folder_leave (folder);

  return result;
}
