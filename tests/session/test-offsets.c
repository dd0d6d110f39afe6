/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-offsets.c: how far the clocks of the last peers are, of each once and of a bounded number.
 *
 * A link is here what the test says of it: the linker puts that in the place of two functions.
 */

#define G_LOG_DOMAIN "test-offsets"

#include "config.h"

#include "hall-offsets.h"

typedef struct
{
  const char *id;
  gint64 offset;
} Peer;

const char *__wrap_hall_link_get_peer_id (HallLink *link);
gint64      __wrap_hall_link_get_offset  (HallLink *link);

const char *
__wrap_hall_link_get_peer_id (HallLink *link)
{
  return ((Peer *) link)->id;
}

gint64
__wrap_hall_link_get_offset (HallLink *link)
{
  return ((Peer *) link)->offset;
}

static void
note (HallOffsets *offsets,
      const char  *id,
      gint64       offset)
{
  Peer peer = { id, offset };

  hall_offsets_note (offsets, (HallLink *) &peer);
}

/* "3 1": the newest first. */
static void
check (HallOffsets *offsets,
       const char  *wanted)
{
  g_autoptr (GArray) list = hall_offsets_list (offsets);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (list, gint64, i));
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
test_each_once (void)
{
  g_autoptr (HallOffsets) offsets = hall_offsets_new ();

  check (offsets, "");
  note (offsets, "Anna", 1);
  note (offsets, "Ben", -2);
  note (offsets, "Carl", 3);
  check (offsets, "3 -2 1");
  note (offsets, "Ben", 4);
  check (offsets, "4 3 1");
  note (offsets, "Anna", 5);
  check (offsets, "5 4 3");
  /* Nobody has shown a key. */
  note (offsets, NULL, 6);
  check (offsets, "5 4 3");
}

static void
test_bounded (void)
{
  g_autoptr (HallOffsets) offsets = hall_offsets_new ();
  g_autoptr (GArray) list = NULL;

  for (guint i = 0; i < 2 * HALL_OFFSETS_MAX; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      note (offsets, id, i);
    }
  list = hall_offsets_list (offsets);
  g_assert_cmpuint (list->len, ==, HALL_OFFSETS_MAX);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpint (g_array_index (list, gint64, i), ==, 2 * HALL_OFFSETS_MAX - 1 - i);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/offsets/each-once", test_each_once);
  g_test_add_func ("/session/offsets/bounded", test_bounded);

  return g_test_run ();
}
