/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* told-application.c: the real application, with the fake session, in its own main loop.
 */

#define G_LOG_DOMAIN "told-application"

#include "config.h"

#include "told-application.h"

typedef struct
{
  HallApplication *application;
  ToldApplicationStory story;
  guint n_activations;
  gboolean told;
} Telling;

static gboolean
on_idle (gpointer user_data)
{
  Telling *telling = user_data;

  telling->story (telling->application);
  telling->told = TRUE;
  return G_SOURCE_REMOVE;
}

static void
on_activate (Telling *telling)
{
  if (telling->n_activations++ == 0)
    g_idle_add (on_idle, telling);
}

void
told_application_run (ToldApplicationStory story)
{
  static guint n_told;
  g_autofree char *name = g_strdup_printf ("profile%u", ++n_told);
  g_autofree char *profile = g_build_filename (g_get_home_dir (), name, NULL);
  char *arguments[] = {
    (char *) "hallway", (char *) "--profile", profile, (char *) "--name", (char *) "Hana", NULL
  };
  Telling telling = { .application = hall_application_new (), .story = story };

  g_signal_connect_data (telling.application, "activate", G_CALLBACK (on_activate), &telling, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_assert_cmpint (g_application_run (G_APPLICATION (telling.application), 5, arguments), ==, 0);
  g_assert_true (telling.told);
  g_assert_true (hall_application_get_stopped (telling.application));
  g_object_unref (telling.application);
}
