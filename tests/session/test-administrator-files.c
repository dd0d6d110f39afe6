/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-administrator-files.c: the files that open a firewall name the ports that are used, and the
 * example of hallway.conf all that can stand in it.
 *
 * The files are those of the build's data folder, which is also that of the settings' schema.
 */

#define G_LOG_DOMAIN "test-administrator-files"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-system-config.h"
#include "own-folder.h"

static char *folder;

static char *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GSETTINGS_SCHEMA_DIR"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
on_element (GMarkupParseContext  *context,
            const char           *element,
            const char          **names,
            const char          **values,
            gpointer              user_data,
            GError              **error)
{
  const char *protocol, *port;

  if (!g_str_equal (element, "port"))
    return;
  g_markup_collect_attributes (element, names, values, error,
                               G_MARKUP_COLLECT_STRING, "protocol", &protocol,
                               G_MARKUP_COLLECT_STRING, "port", &port, G_MARKUP_COLLECT_INVALID);
  g_assert_no_error (*error);
  g_string_append_printf (user_data, "%s %s\n", protocol, port);
}

/* firewalld's parser takes no "--" in them, GMarkup does. */
static void
assert_comments (const char *text)
{
  for (const char *start = strstr (text, "<!--"); start != NULL; start = strstr (start, "<!--"))
    {
      const char *dashes = strstr (start + strlen ("<!--"), "--");

      g_assert_nonnull (dashes);
      g_assert_true (g_str_has_prefix (dashes, "-->"));
      start = dashes;
    }
}

static void
test_firewalld (void)
{
  const GMarkupParser parser = { .start_element = on_element };
  g_autofree char *text = read_data ("hallway.xml");
  g_autofree char *expected =
      g_strdup_printf ("udp %d\ntcp %d-%d\n", HALL_DEFAULT_PORT, HALL_DEFAULT_PORT,
                       HALL_DEFAULT_PORT + HALL_PORT_TRIES - 1);
  g_autoptr (GString) ports = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, ports, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, text, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ports->str, ==, expected);
  assert_comments (text);
}

static void
test_ufw (void)
{
  g_autoptr (GKeyFile) profile = g_key_file_new ();
  g_autofree char *text = read_data ("ufw");
  g_autofree char *expected =
      g_strdup_printf ("%d/udp|%d:%d/tcp", HALL_DEFAULT_PORT, HALL_DEFAULT_PORT,
                       HALL_DEFAULT_PORT + HALL_PORT_TRIES - 1);
  g_autofree char *ports = NULL;
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_data (profile, text, strlen (text), G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  ports = g_key_file_get_string (profile, "Hallway", "ports", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ports, ==, expected);
  g_assert_true (g_key_file_has_key (profile, "Hallway", "title", NULL));
  g_assert_true (g_key_file_has_key (profile, "Hallway", "description", NULL));
}

static HallSystemConfig *
load_text (const char *text)
{
  g_autofree char *path = g_build_filename (folder, "hallway.conf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return hall_system_config_load (path);
}

/* As it is it fixes nothing; with every key, all that can be fixed. Nothing in it is unknown. */
static void
test_example (void)
{
  static const HallSetting fixed[] = {
    HALL_SETTING_GROUP, HALL_SETTING_PORT, HALL_SETTING_BROADCAST, HALL_SETTING_TCP_PORT,
    HALL_SETTING_INTERFACES, HALL_SETTING_EXCLUDED_INTERFACES, HALL_SETTING_ADDRESSES,
  };
  g_autofree char *text = read_data ("hallway.conf.example");
  g_autoptr (GRegex) comment = g_regex_new ("^#(?=[a-z-]+=)", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *used = g_regex_replace_literal (comment, text, -1, 0, "", 0, NULL);
  g_autoptr (HallSystemConfig) example = load_text (text);
  g_autoptr (HallSystemConfig) all = load_text (used);
  guint n = 0;

  g_assert_null (hall_system_config_get_problem (example));
  g_assert_null (hall_system_config_get_problem (all));
  for (guint i = 0; i < HALL_N_SETTINGS; i++)
    {
      g_assert_null (hall_system_config_get_value (example, i));
      n += hall_system_config_get_value (all, i) != NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_assert_nonnull (hall_system_config_get_value (all, fixed[i]));
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (fixed));
  g_assert_cmpstr (hall_system_config_get_standing_rooms (all)[0], ==, "Lobby");
  g_assert_null (hall_system_config_get_standing_rooms (example)[0]);
}

int
main (int    argc,
      char **argv)
{
  int result;

  folder = own_folder_enter ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/administrator-files/firewalld", test_firewalld);
  g_test_add_func ("/session/administrator-files/ufw", test_ufw);
  g_test_add_func ("/session/administrator-files/example", test_example);

  result = g_test_run ();
  own_folder_leave (folder);

  return result;
}
