/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-notes.c: lines about what happened in a room.
 */

#define G_LOG_DOMAIN "test-notes"

#include "config.h"

#include "hall-directory.h"
#include "hall-event.h"
#include "hall-timeline.h"

#include "hall-transcript.h"

#define ROOM "AAAAAAAAAAAAAAAAAAAAAA"
#define START G_GINT64_CONSTANT (1700000000000)

/* Who renamed itself: the line says both names, once the one before is known, and has nothing in it
 * that a terminal obeys. */
static void
test_new_name (void)
{
  static const struct
  {
    HallStateChange change;
    const char *name;
    const char *note;
  } said[] = {
    { HALL_STATE_RENAMED, "Anna", "Anna Maria is now called Anna" },
    { HALL_STATE_RENAMED, "Anna Lee", "Anna is now called Anna Lee" },
    { HALL_STATE_RENAMED, "Anna \342\200\256Lee", "Anna Lee has a new name" },
    { HALL_STATE_RENAMED, "Anna Maria", "Anna Lee is now called Anna Maria" },
  };
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);
  g_autoptr (HallDirectory) directory = hall_directory_new ("own");
  g_autoptr (HallTimeline) timeline = hall_timeline_new (directory);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  HallPerson *anna = hall_directory_ensure_person (directory, hall_key_get_id (key));

  hall_person_set_name (anna, "Anna Maria");
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (events, hall_event_new_state (key, ROOM, START + i, START + i, NULL,
                                                     said[i].change, said[i].name, &error));
      g_assert_no_error (error);
    }
  hall_timeline_reset (timeline, events, TRUE, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, G_N_ELEMENTS (said));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);
      g_autofree char *note = hall_transcript_make_note (message);

      g_assert_cmpstr (note, ==, said[i].note);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/notes/new-name", test_new_name);
  return g_test_run ();
}
