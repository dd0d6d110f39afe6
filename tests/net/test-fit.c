/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-fit.c: how fit a machine is to host, by files made up for it.
 */

#include "config.h"

#include <glib/gstdio.h>

#include "hall-fit.h"

typedef struct
{
  char *root;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->root = g_dir_make_tmp ("hallway-fit-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      if (g_file_test (entry, G_FILE_TEST_IS_DIR))
        remove_tree (entry);
      else
        g_remove (entry);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->root);
  g_free (fixture->root);
}

static void
put (Fixture    *fixture,
     const char *file,
     const char *text)
{
  g_autofree char *path = g_build_filename (fixture->root, "class", file, NULL);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (directory, 0700));
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
add_interface (Fixture    *fixture,
               const char *name,
               const char *type,
               const char *carrier)
{
  g_autofree char *type_file = g_strdup_printf ("net/%s/type", name);
  g_autofree char *carrier_file = g_strdup_printf ("net/%s/carrier", name);

  put (fixture, type_file, type);
  put (fixture, carrier_file, carrier);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (fixture->root, "nowhere", NULL);

  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 2);
  g_assert_cmpuint (hall_fit_measure_in (nowhere), ==, 2);
}

static void
test_wired (Fixture       *fixture,
            gconstpointer  data)
{
  add_interface (fixture, "lo", "772\n", "1\n");
  add_interface (fixture, "docker0", "1\n", "1\n");
  add_interface (fixture, "eth1", "1\n", "0\n");
  add_interface (fixture, "tun0", "65534\n", "1\n");
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 2);
  add_interface (fixture, "eth0", "1\n", "1\n");
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 3);
}

static void
test_wireless (Fixture       *fixture,
               gconstpointer  data)
{
  add_interface (fixture, "wlan0", "1\n", "1\n");
  put (fixture, "net/wlan0/wireless/status", "0\n");
  add_interface (fixture, "wlp2s0", "1\n", "1\n");
  put (fixture, "net/wlp2s0/phy80211/name", "phy0\n");
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 2);
}

static void
test_battery (Fixture       *fixture,
              gconstpointer  data)
{
  add_interface (fixture, "eth0", "1\n", "1\n");
  put (fixture, "power_supply/AC/type", "Mains\n");
  put (fixture, "power_supply/AC/online", "1\n");
  put (fixture, "power_supply/BAT0/type", "Battery\n");
  put (fixture, "power_supply/BAT0/status", "Charging\n");
  put (fixture, "power_supply/mouse/type", "Battery\n");
  put (fixture, "power_supply/mouse/scope", "Device\n");
  put (fixture, "power_supply/mouse/status", "Discharging\n");
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 3);
  put (fixture, "power_supply/BAT0/status", "Discharging\n");
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 1);
}

/* Whatever is in those files, and however many there are. */
static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (100000, '1');

  add_interface (fixture, "eth0", long_text, "1");
  add_interface (fixture, "eth1", "", "");
  put (fixture, "net/bonding_masters", "bond0\n");
  put (fixture, "power_supply/BAT0/type/is/a/directory", "");
  put (fixture, "power_supply/BAT1/type", long_text);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *name = g_strdup_printf ("lots%u", i);

      add_interface (fixture, name, "1\n", "0\n");
    }
  g_assert_cmpuint (hall_fit_measure_in (fixture->root), ==, 2);
}

static void
test_this_machine (void)
{
  g_assert_cmpuint (hall_fit_measure (), <=, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/fit/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("wired", test_wired);
  ADD ("wireless", test_wireless);
  ADD ("battery", test_battery);
  ADD ("nonsense", test_nonsense);
#undef ADD
  g_test_add_func ("/fit/this-machine", test_this_machine);

  return g_test_run ();
}
