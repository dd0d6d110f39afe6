/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census.c: the newest change of each person, and the first time it joined.
 */

#define G_LOG_DOMAIN "hall-census"

#include "config.h"

#include "hall-census.h"

typedef struct
{
  HallEvent *newest;   /* joined, renamed or left */
  gint64 joined;       /* -1: never, as far as we know */
} HallCitizen;

struct _HallCensus
{
  GHashTable *citizens;   /* person's id → HallCitizen */
  HallEvent *genesis;     /* (nullable) */
};

static void
hall_citizen_free (HallCitizen *citizen)
{
  g_clear_pointer (&citizen->newest, hall_event_unref);
  g_free (citizen);
}

/**
 * hall_census_new:
 *
 * Returns: (transfer full): a census of nobody
 */
HallCensus *
hall_census_new (void)
{
  HallCensus *self = g_new0 (HallCensus, 1);

  self->citizens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) hall_citizen_free);
  return self;
}

/**
 * hall_census_free:
 * @self: (transfer full): a census
 */
void
hall_census_free (HallCensus *self)
{
  g_hash_table_unref (self->citizens);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_free (self);
}

static HallCitizen *
ensure_citizen (HallCensus *self,
                const char *id)
{
  HallCitizen *citizen = g_hash_table_lookup (self->citizens, id);

  if (citizen == NULL)
    {
      citizen = g_new0 (HallCitizen, 1);
      citizen->joined = -1;
      g_hash_table_insert (self->citizens, g_strdup (id), citizen);
    }
  return citizen;
}

/**
 * hall_census_add:
 * @self: a census
 * @event: of the room, verified
 *
 * Takes it into account; the order in which events come does not matter, nor does one that comes
 * twice.
 */
void
hall_census_add (HallCensus *self,
                 HallEvent  *event)
{
  HallCitizen *citizen;

  if (event->kind == HALL_EVENT_GENESIS && self->genesis == NULL)
    {
      self->genesis = hall_event_ref (event);
      ensure_citizen (self, event->author);
    }
  if (event->kind != HALL_EVENT_STATE)
    return;
  citizen = ensure_citizen (self, event->author);
  if (event->change == HALL_STATE_JOINED && (citizen->joined < 0 || event->lc < citizen->joined))
    citizen->joined = event->lc;
  if (citizen->newest != NULL && hall_event_compare (event, citizen->newest) <= 0)
    return;
  g_clear_pointer (&citizen->newest, hall_event_unref);
  citizen->newest = hall_event_ref (event);
}

static gboolean
is_creator (HallCensus *self,
            const char *id)
{
  return self->genesis != NULL && g_str_equal (self->genesis->author, id);
}

/* A rename alone does not bring anybody in: it says what a member goes by. */
static gboolean
belongs (HallCensus  *self,
         const char  *id,
         HallCitizen *citizen)
{
  if (citizen->newest != NULL && citizen->newest->change == HALL_STATE_LEFT)
    return FALSE;
  return citizen->joined >= 0 || is_creator (self, id);
}

/**
 * hall_census_contains:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether the person belongs to the room
 */
gboolean
hall_census_contains (HallCensus *self,
                      const char *id)
{
  HallCitizen *citizen = g_hash_table_lookup (self->citizens, id);

  return citizen != NULL && belongs (self, id, citizen);
}

/**
 * hall_census_get_joined:
 * @self: a census
 * @id: of a person
 *
 * Returns: the logical clock at which the person joined first, in ms; -1 while that is not known
 */
gint64
hall_census_get_joined (HallCensus *self,
                        const char *id)
{
  HallCitizen *citizen = g_hash_table_lookup (self->citizens, id);

  return citizen != NULL ? citizen->joined : -1;
}

/**
 * hall_census_get_policy:
 * @self: a census
 *
 * Returns: what newcomers see, as the room's first event says
 */
HallHistoryPolicy
hall_census_get_policy (HallCensus *self)
{
  return self->genesis != NULL ? self->genesis->policy : HALL_HISTORY_ALL;
}

/**
 * hall_census_get_from:
 * @self: a census
 * @id: of a person
 *
 * Returns: from which logical clock on the person may have what was said, in ms; -1 for somebody
 *   who has not joined yet
 */
gint64
hall_census_get_from (HallCensus *self,
                      const char *id)
{
  if (hall_census_get_policy (self) == HALL_HISTORY_ALL || is_creator (self, id))
    return 0;
  return hall_census_get_joined (self, id);
}

/**
 * hall_census_list:
 * @self: a census
 *
 * Returns: (element-type utf8) (transfer container): the ids of those who belong, in no order
 */
GPtrArray *
hall_census_list (HallCensus *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, citizen;

  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, &id, &citizen))
    if (belongs (self, id, citizen))
      g_ptr_array_add (ids, id);
  return ids;
}
