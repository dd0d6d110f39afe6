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
  guint64 said;        /* when, in calls of this file */
} Mark;

/* One event that came after marks that stand above it. */
typedef struct
{
  guint8 id[HALL_EVENT_ID_SIZE];
  guint64 came;
} Doubt;

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
  GQueue doubts;       /* of Doubt, owned, the oldest first */
  GHashTable *doubted; /* id → Doubt */
  guint64 count;       /* of calls */
};

static guint
pair_hash (gconstpointer data)
{
  const Pair *pair = data;
  guint hash;

  memcpy (&hash, pair->id, sizeof hash);

  return hash ^ g_str_hash (pair->person_id);
}

static guint
id_hash (gconstpointer data)
{
  guint hash;

  memcpy (&hash, data, sizeof hash);

  return hash;
}

static gboolean
id_equal (gconstpointer a,
          gconstpointer b)
{
  return memcmp (a, b, HALL_EVENT_ID_SIZE) == 0;
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
  self->doubted = g_hash_table_new (id_hash, id_equal);
  g_queue_init (&self->doubts);

  return self;
}

void
hall_held_free (HallHeld *self)
{
  g_hash_table_unref (self->marks);
  g_hash_table_unref (self->pairs);
  g_queue_clear_full (&self->ring, (GDestroyNotify) pair_free);
  g_hash_table_unref (self->doubted);
  g_queue_clear_full (&self->doubts, g_free);
  g_free (self);
}

gboolean
hall_held_set_mark (HallHeld   *self,
                    const char *person_id,
                    gint64      lc,
                    const char *event_id)
{
  Mark mark = { .lc = lc, .said = ++self->count };
  Mark *known = g_hash_table_lookup (self->marks, person_id);

  if (!hall_base64url_decode (event_id, mark.id, sizeof mark.id))
    return FALSE;
  if (known != NULL)
    {
      int order = mark_compare (&mark, known);

      if (order >= 0)
        *known = mark;
      return order > 0 || (order == 0 && self->doubts.length > 0);
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

static gboolean
is_below (const HallEvent *event,
          const Mark      *mark)
{
  Mark place = { .lc = event->lc };

  memcpy (place.id, event->raw_id, sizeof place.id);

  return mark_compare (&place, mark) <= 0;
}

static gboolean
is_below_any (HallHeld        *self,
              const HallEvent *event)
{
  GHashTableIter iter;
  gpointer mark;

  g_hash_table_iter_init (&iter, self->marks);
  while (g_hash_table_iter_next (&iter, NULL, &mark))
    if (is_below (event, mark))
      return TRUE;

  return FALSE;
}

gboolean
hall_held_doubt (HallHeld        *self,
                 const HallEvent *event)
{
  Doubt *doubt;

  if (!is_below_any (self, event))
    return FALSE;
  doubt = g_hash_table_lookup (self->doubted, event->raw_id);
  if (doubt != NULL)
    return FALSE;

  if (self->doubts.length >= HALL_HELD_DOUBTS_MAX)
    {
      g_autofree Doubt *oldest = g_queue_pop_head (&self->doubts);

      g_hash_table_remove (self->doubted, oldest->id);
    }
  doubt = g_new0 (Doubt, 1);
  memcpy (doubt->id, event->raw_id, sizeof doubt->id);
  doubt->came = ++self->count;
  g_queue_push_tail (&self->doubts, doubt);
  g_hash_table_insert (self->doubted, doubt->id, doubt);

  return TRUE;
}

gboolean
hall_held_contains (HallHeld        *self,
                    const char      *person_id,
                    const HallEvent *event)
{
  const Mark *mark = g_hash_table_lookup (self->marks, person_id);
  const Doubt *doubt = g_hash_table_lookup (self->doubted, event->raw_id);
  Pair key = { .person_id = (char *) person_id };

  if (mark != NULL && is_below (event, mark) && (doubt == NULL || mark->said > doubt->came))
    return TRUE;
  memcpy (key.id, event->raw_id, sizeof key.id);

  return g_hash_table_contains (self->pairs, &key);
}
