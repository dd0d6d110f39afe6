/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-names.c: what people were called before, for the lines that say that they are
 * called something else now.
 *
 * A part of HallTimeline. Only lines that are loaded are asked; what was found out once stays known
 * when they are trimmed.
 */

#define G_LOG_DOMAIN "hall-timeline-names"

#include "config.h"

#include "hall-timeline-private.h"

static gboolean
says_name (HallMessage *message)
{
  HallMessageKind kind = hall_message_get_kind (message);

  return kind == HALL_MESSAGE_JOINED || kind == HALL_MESSAGE_RENAMED;
}

/*
 * hall_timeline_relearn_names:
 * @self: a timeline
 *
 * Goes over all rows.
 */
void
hall_timeline_relearn_names (HallTimeline *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);
  guint n = hall_rows_get_n_placed (self->rows);

  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);
      HallPerson *author = hall_message_get_author (message);

      if (!says_name (message))
        continue;
      if (hall_message_get_kind (message) == HALL_MESSAGE_RENAMED &&
          g_hash_table_contains (names, author))
        hall_message_set_previous_name (message, g_hash_table_lookup (names, author));
      g_hash_table_insert (names, author, (gpointer) hall_message_get_name (message));
    }
}

/*
 * hall_timeline_refresh_names:
 * @self: a timeline
 * @position: where rows were added
 * @added: how many
 */
void
hall_timeline_refresh_names (HallTimeline *self,
                             guint         position,
                             guint         added)
{
  /* Names are said rarely. */
  for (guint i = position; i < position + added; i++)
    {
      if (says_name (hall_rows_get (self->rows, i)))
        {
          hall_timeline_relearn_names (self);
          return;
        }
    }
}

/*
 * hall_timeline_unlearn_name:
 * @self: a timeline
 * @message: a row of it that is about to be hidden
 *
 * What the author was called before is to be found out anew.
 */
void
hall_timeline_unlearn_name (HallTimeline *self,
                            HallMessage  *message)
{
  guint n = hall_rows_get_n_placed (self->rows);

  if (!says_name (message))
    return;

  for (guint i = hall_rows_find (self->rows, message) + 1; i < n; i++)
    {
      HallMessage *later = hall_rows_get (self->rows, i);

      if (hall_message_get_kind (later) == HALL_MESSAGE_RENAMED &&
          hall_message_get_author (later) == hall_message_get_author (message))
        {
          hall_message_set_previous_name (later, NULL);
          break;
        }
    }
}
