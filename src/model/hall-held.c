/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-held.c: who has said which events of a room are on its disk.
 *
 * Owned by HallRoom. Marks are compared as the room's order is: by clock, then by the raw bytes of
 * the id. Single events are pairs in a ring: the oldest of many are forgotten.
 */

#define G_LOG_DOMAIN "hall-held"

#include "config.h"

#include <string.h>

#include "hall-key.h"

#include "hall-held.h"

typedef struct
{
  gint64 lc;
  guint8 id[HALL_EVENT_ID_SIZE];
} Mark;

/* One event on one person's disk. */
typedef struct
{
  guint8 id[HALL_EVENT_ID_SIZE];
  char *person_id;
} Pair;

struct _HallHeld
{
  GHashTable *marks;   /* person id → Mark */
  GHashTable *pairs;   /* set of the Pairs that are in the ring */
  GQueue ring;         /* of Pair, owned, the oldest first */
};

static guint
pair_hash (gconstpointer data)
{
  const Pair *pair = data;
  guint hash;

  memcpy (&hash, pair->id, sizeof hash);

  return hash ^ g_str_hash (pair->person_id);
}

static gboolean
pair_equal (gconstpointer a,
            gconstpointer b)
{
  const Pair *first = a;
  const Pair *second = b;

  return memcmp (first->id, second->id, sizeof first->id) == 0 &&
         g_str_equal (first->person_id, second->person_id);
}

static void
pair_free (Pair *pair)
{
  g_free (pair->person_id);
  g_free (pair);
}

static int
mark_compare (const Mark *a,
              const Mark *b)
{
  if (a->lc != b->lc)
    return a->lc < b->lc ? -1 : 1;

  return memcmp (a->id, b->id, sizeof a->id);
}

HallHeld *
hall_held_new (void)
{
  HallHeld *self = g_new0 (HallHeld, 1);

  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pairs = g_hash_table_new (pair_hash, pair_equal);
  g_queue_init (&self->ring);

  return self;
}

void
hall_held_free (HallHeld *self)
{
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->pairs);
  g_queue_clear_full (&self->ring, (GDestroyNotify) pair_free);
  g_free (self);
}

gboolean
hall_held_set_mark (HallHeld   *self,
                    const char *person_id,
                    gint64      lc,
                    const char *event_id)
{
  Mark mark = { .lc = lc };
  Mark *known = g_hash_table_lookup (self->marks, person_id);

  if (!hall_base64url_decode (event_id, mark.id, sizeof mark.id))
    return FALSE;
  if (known != NULL)
    {
      if (mark_compare (&mark, known) <= 0)
        return FALSE;
      *known = mark;
      return TRUE;
    }
  if (g_hash_table_size (self->marks) >= HALL_HELD_MARKS_MAX)
    return FALSE;
  g_hash_table_insert (self->marks, g_strdup (person_id), g_memdup2 (&mark, sizeof mark));

  return TRUE;
}

gboolean
hall_held_add (HallHeld   *self,
               const char *person_id,
               const char *event_id)
{
  Pair key = { .person_id = (char *) person_id };
  Pair *pair;

  if (!hall_base64url_decode (event_id, key.id, sizeof key.id) ||
      g_hash_table_contains (self->pairs, &key))
    return FALSE;

  if (self->ring.length >= HALL_HELD_EVENTS_MAX)
    {
      Pair *oldest = g_queue_pop_head (&self->ring);

      g_hash_table_remove (self->pairs, oldest);
      pair_free (oldest);
    }
  pair = g_memdup2 (&key, sizeof key);
  pair->person_id = g_strdup (person_id);
  g_queue_push_tail (&self->ring, pair);
  g_hash_table_add (self->pairs, pair);

  return TRUE;
}

gboolean
hall_held_contains (HallHeld        *self,
                    const char      *person_id,
                    const HallEvent *event)
{
  const Mark *mark = g_hash_table_lookup (self->marks, person_id);
  Mark place = { .lc = event->lc };
  Pair key = { .person_id = (char *) person_id };

  memcpy (place.id, event->raw_id, sizeof place.id);
  memcpy (key.id, event->raw_id, sizeof key.id);

  return (mark != NULL && mark_compare (&place, mark) <= 0) ||
         g_hash_table_contains (self->pairs, &key);
}
