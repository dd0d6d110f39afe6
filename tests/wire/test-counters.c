/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-counters.c: counts, their names, and that each refusal has its own.
 */

#include "config.h"

#include "wire-test.h"

static void
test_counting (void)
{
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallCounters) same = hall_counters_ref (counters);

  hall_counters_add (counters, HALL_COUNTER_EVENT_BAD);
  hall_counters_add (same, HALL_COUNTER_EVENT_BAD);

  for (int i = 0; i < HALL_N_COUNTERS; i++)
    g_assert_cmpuint (hall_counters_get (counters, (HallCounter) i), ==,
                      i == HALL_COUNTER_EVENT_BAD ? 2 : 0);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < HALL_N_COUNTERS; i++)
    {
      const char *name = hall_counter_get_name ((HallCounter) i);

      g_assert_true (g_regex_match_simple ("^[a-z]+[0-9]?(-[a-z0-9]+)*$", name, 0, 0));
      g_assert_true (g_hash_table_add (names, (gpointer) name));
    }
  g_assert_cmpstr (hall_counter_get_name (HALL_COUNTER_DATAGRAM_TOO_BIG), ==, "datagram-too-big");
  g_assert_cmpstr (hall_counter_get_name (HALL_COUNTER_STORE_FAILED), ==, "store-failed");
}

/* Each code in the order of HallWireError, and the three counters it belongs to. */
static const struct
{
  HallWireError code;
  HallCounter datagram;
  HallCounter frame;
  HallCounter event;
} expected[] = {
  { HALL_WIRE_ERROR_EMPTY, HALL_COUNTER_DATAGRAM_EMPTY, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_TOO_BIG, HALL_COUNTER_DATAGRAM_TOO_BIG, HALL_COUNTER_FRAME_BAD_FIELD,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_NOT_UTF8, HALL_COUNTER_DATAGRAM_NOT_UTF8, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_NOT_HALLWAY, HALL_COUNTER_DATAGRAM_NOT_HALLWAY, HALL_COUNTER_FRAME_BAD_FIELD,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_UNSIGNED, HALL_COUNTER_DATAGRAM_UNSIGNED, HALL_COUNTER_FRAME_BAD_FIELD,
    HALL_COUNTER_EVENT_BAD_SIGNATURE },
  { HALL_WIRE_ERROR_BAD_SIGNATURE, HALL_COUNTER_DATAGRAM_BAD_SIGNATURE,
    HALL_COUNTER_FRAME_BAD_FIELD, HALL_COUNTER_EVENT_BAD_SIGNATURE },
  { HALL_WIRE_ERROR_NOT_JSON, HALL_COUNTER_DATAGRAM_NOT_JSON, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_TOO_DEEP, HALL_COUNTER_DATAGRAM_TOO_DEEP, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_BAD_NUMBER, HALL_COUNTER_DATAGRAM_BAD_FIELD, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_DUPLICATE_KEY, HALL_COUNTER_DATAGRAM_NOT_JSON, HALL_COUNTER_FRAME_BAD_JSON,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_BAD_FIELD, HALL_COUNTER_DATAGRAM_BAD_FIELD, HALL_COUNTER_FRAME_BAD_FIELD,
    HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_UNKNOWN_TYPE, HALL_COUNTER_DATAGRAM_UNKNOWN_TYPE,
    HALL_COUNTER_FRAME_UNKNOWN_TYPE, HALL_COUNTER_EVENT_BAD },
  { HALL_WIRE_ERROR_BAD_LENGTH, HALL_COUNTER_DATAGRAM_TOO_BIG, HALL_COUNTER_FRAME_BAD_LENGTH,
    HALL_COUNTER_EVENT_BAD },
};

static void
test_errors (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (HALL_WIRE_ERROR, expected[i].code, "");

      g_assert_cmpint (expected[i].code, ==, i);
      g_assert_cmpint (hall_counter_for_datagram_error (error), ==, expected[i].datagram);
      g_assert_cmpint (hall_counter_for_frame_error (error), ==, expected[i].frame);
      g_assert_cmpint (hall_counter_for_event_error (error), ==, expected[i].event);
    }

  g_assert_cmpint (hall_counter_for_datagram_error (NULL), ==, HALL_COUNTER_DATAGRAM_BAD_FIELD);
  g_assert_cmpint (hall_counter_for_frame_error (foreign), ==, HALL_COUNTER_FRAME_BAD_FIELD);
  g_assert_cmpint (hall_counter_for_event_error (foreign), ==, HALL_COUNTER_EVENT_BAD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/counters/counting", test_counting);
  g_test_add_func ("/wire/counters/names", test_names);
  g_test_add_func ("/wire/counters/errors", test_errors);

  return g_test_run ();
}
