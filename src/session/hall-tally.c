/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tally.c: counters to text and back, "name value" a line.
 */

#define G_LOG_DOMAIN "hall-tally"

#include "config.h"

#include <string.h>

#include "hall-tally.h"

#define SAVE_MS 2000

struct _HallTally
{
  GObject parent_instance;

  HallContext *context;
  HallTimer *timer;
  guint64 *restored;   /* (nullable) of another process */
  char *saved;         /* what was written last */
};

G_DEFINE_FINAL_TYPE (HallTally, hall_tally, G_TYPE_OBJECT)

static void
hall_tally_dispose (GObject *object)
{
  HallTally *self = HALL_TALLY (object);

  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->restored, g_free);
  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_tally_parent_class)->dispose (object);
}

static void
hall_tally_class_init (HallTallyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_tally_dispose;
}

static void
hall_tally_init (HallTally *self)
{
}

static char *
to_text (HallTally *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HALL_N_COUNTERS; i++)
    g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n",
                            hall_counter_get_name ((HallCounter) i),
                            hall_counters_get (self->context->counters, (HallCounter) i));
  return g_string_free (text, FALSE);
}

static void
on_timer (gpointer user_data)
{
  HallTally *self = user_data;

  hall_tally_save (self);
  hall_timer_start (self->timer, SAVE_MS);
}

/**
 * hall_tally_new:
 * @context: shared parts
 *
 * Returns: (transfer full): a tally of the context's counters
 */
HallTally *
hall_tally_new (HallContext *context)
{
  HallTally *self = g_object_new (HALL_TYPE_TALLY, NULL);

  self->context = hall_context_ref (context);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  return self;
}

static void
restore_line (HallTally  *self,
              const char *line)
{
  const char *space = strchr (line, ' ');

  for (guint i = 0; space != NULL && i < HALL_N_COUNTERS; i++)
    {
      const char *name = hall_counter_get_name ((HallCounter) i);

      if (strlen (name) == (gsize) (space - line) && strncmp (name, line, space - line) == 0)
        g_ascii_string_to_unsigned (space + 1, 10, 0, G_MAXUINT64, &self->restored[i], NULL);
    }
}

/**
 * hall_tally_restore:
 * @self: a tally
 * @text: (nullable): what another process wrote
 *
 * From now on hall_tally_get () gives these.
 */
void
hall_tally_restore (HallTally  *self,
                    const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", HALL_N_COUNTERS * 4);

  g_free (self->restored);
  self->restored = g_new0 (guint64, HALL_N_COUNTERS);
  for (guint i = 0; lines[i] != NULL; i++)
    restore_line (self, lines[i]);
}

/**
 * hall_tally_start:
 * @self: a tally
 */
void
hall_tally_start (HallTally *self)
{
  hall_timer_start (self->timer, SAVE_MS);
}

/**
 * hall_tally_save:
 * @self: a tally
 *
 * Writes the counters if they changed since they were written last, and stops writing by itself.
 */
void
hall_tally_save (HallTally *self)
{
  g_autofree char *text = to_text (self);

  hall_timer_stop (self->timer);
  if (g_strcmp0 (text, self->saved) == 0)
    return;
  hall_context_set_value (self->context, HALL_TALLY_KEY, text);
  g_free (self->saved);
  self->saved = g_steal_pointer (&text);
}

/**
 * hall_tally_get:
 * @self: a tally
 * @counter: which
 *
 * Returns: its value
 */
guint64
hall_tally_get (HallTally  *self,
                HallCounter counter)
{
  if (self->restored != NULL)
    return self->restored[counter];
  return hall_counters_get (self->context->counters, counter);
}
