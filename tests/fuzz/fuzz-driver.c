/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-driver.c: a fuzz target as a unit test, for any compiler.
 *
 * Usage: PROGRAM FOLDER. Each file of the folder is a test: as it is, cut off everywhere, and with
 * single bytes changed. libFuzzer takes the place of this file in run.sh.
 */

#include "config.h"

#include <string.h>

#include "fuzz-target.h"

/* Changes and cuts per seed: the large ones would take long. */
#define STEPS_MAX 400

static void
test_seed (gconstpointer path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, step;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) contents, length), ==, 0);

  step = MAX (length / STEPS_MAX, 1);
  for (gsize at = 0; at < length; at += step)
    {
      static const guint8 changes[] = { 0x01, 0x20, 0x80, 0xff };
      /* An exact copy, so that a checker sees a byte read beyond it. */
      g_autofree guint8 *cut = g_memdup2 (contents, at);

      LLVMFuzzerTestOneInput (cut, at);
      for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
        {
          g_autofree guint8 *changed = g_memdup2 (contents, length);

          changed[at] ^= changes[i];
          LLVMFuzzerTestOneInput (changed, length);
        }
    }
}

static void
test_nothing (void)
{
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) "", 0), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_seeds = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func_full (test_path, g_build_filename (argv[1], name, NULL), test_seed,
                                 g_free);
      n_seeds++;
    }
  g_assert_cmpuint (n_seeds, >, 0);
  g_test_add_func ("/fuzz/nothing", test_nothing);

  return g_test_run ();
}
