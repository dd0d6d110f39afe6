/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-safety-number.c: the number that two people compare.
 */

#include "config.h"

#include "wire-test.h"

#include "hall-safety-number.h"

/* Worked out by another program, from PROTOCOL.md. */
static void
test_fixed (void)
{
  g_autoptr (HallKey) anna = test_key (1);
  g_autoptr (HallKey) ben = test_key (2);
  g_autofree char *number = hall_safety_number_new (hall_key_get_id (anna), hall_key_get_id (ben));

  g_assert_cmpstr (number, ==,
                   "32182 54193 91200 81140 85509 90712 91325 09710 38070 40457 48420 72137");
}

static void
test_symmetric (void)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i <= 5; i++)
    {
      for (guint j = 1; j < i; j++)
        {
          g_autoptr (HallKey) key = test_key (i);
          g_autoptr (HallKey) other = test_key (j);
          g_autofree char *there = hall_safety_number_new (hall_key_get_id (key),
                                                           hall_key_get_id (other));
          g_autofree char *back = hall_safety_number_new (hall_key_get_id (other),
                                                          hall_key_get_id (key));
          g_auto (GStrv) groups = g_strsplit (there, " ", -1);

          g_assert_cmpstr (there, ==, back);
          g_assert_cmpuint (g_strv_length (groups), ==, 12);
          for (guint group = 0; group < 12; group++)
            {
              g_assert_cmpuint (strlen (groups[group]), ==, 5);
              g_assert_cmpuint (strspn (groups[group], "0123456789"), ==, 5);
            }
          g_assert_true (g_hash_table_add (numbers, g_steal_pointer (&there)));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/safety-number/fixed", test_fixed);
  g_test_add_func ("/wire/safety-number/symmetric", test_symmetric);

  return g_test_run ();
}
