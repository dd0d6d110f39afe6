/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census-rights.c: who might say and do what, at a place in the order, and now.
 *
 * Part of HallCensus.
 */

#define G_LOG_DOMAIN "hall-census-rights"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-census-private.h"

/* Whether @place lies within one of @tenures, which are in order. */
static gboolean
covers (GArray          *tenures,
        const HallPlace *place)
{
  guint low = 0, high = tenures->len;

  /* The last that begins at or before it. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (hall_place_compare (&g_array_index (tenures, HallTenure, middle).from, place) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0
         && hall_place_compare (place, &g_array_index (tenures, HallTenure, low - 1).to) < 0;
}

static HallPlace
place_of (HallEvent *event)
{
  HallPlace place = { event->lc, { 0 } };

  memcpy (place.raw_id, event->raw_id, HALL_EVENT_ID_SIZE);
  return place;
}

static gboolean
might_speak (HallCensus      *self,
             const char      *id,
             const HallPlace *place)
{
  HallCitizen *citizen = hall_census_find (self, id);

  return citizen != NULL && covers (citizen->membership, place);
}

static gboolean
might_rule (HallCensus      *self,
            const char      *id,
            const HallPlace *place)
{
  HallCitizen *citizen = hall_census_find (self, id);

  if (hall_census_is_creator (self, id))
    return TRUE;
  return citizen != NULL && covers (citizen->membership, place)
         && covers (citizen->office, place);
}

/* Its author may take it back, and a moderator may; what made the room what it is stays. */
static gboolean
permits_delete (HallCensus *self,
                HallEvent  *event,
                HallEvent  *target)
{
  HallPlace place = place_of (event);

  if (target != NULL && hall_event_is_control (target))
    return FALSE;
  if (might_rule (self, event->author, &place))
    return TRUE;
  return target != NULL && g_str_equal (target->author, event->author)
         && might_speak (self, event->author, &place);
}

static gboolean
permits_direct (HallCensus *self,
                HallEvent  *event,
                HallEvent  *target)
{
  if (!hall_census_contains (self, event->author) || hall_event_is_control (event))
    return FALSE;
  return event->kind != HALL_EVENT_DELETE
         || (target != NULL && g_str_equal (target->author, event->author));
}

/* What is known before that place, apart from everything after it. */
static gboolean
judge_apart (HallCensus      *self,
             HallEvent       *event,
             const HallPlace *place)
{
  g_autoptr (HallCensus) past = hall_census_copy_before (self, place);
  HallAct *act;

  hall_census_add (past, event);
  hall_census_fold (past);
  if (past->acts->len == 0)
    return FALSE;
  act = g_ptr_array_index (past->acts, past->acts->len - 1);
  return hall_place_compare (&act->place, place) == 0 && act->permitted;
}

static gboolean
permits_control (HallCensus *self,
                 HallEvent  *event)
{
  HallPlace place = place_of (event);
  guint low = 0, high = self->acts->len;

  if (event->kind == HALL_EVENT_GENESIS)
    return self->genesis == NULL || g_str_equal (self->genesis->id, event->id);
  hall_census_fold (self);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      HallAct *act = g_ptr_array_index (self->acts, middle);
      int order = hall_place_compare (&act->place, &place);

      if (order == 0)
        return act->permitted;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->acts->len)
    {
      HallAct *act = hall_census_make_act (self, event);
      gboolean permitted = act != NULL && hall_census_judge (self, act);

      g_clear_pointer (&act, hall_act_free);
      return permitted;
    }
  return judge_apart (self, event, &place);
}

/**
 * hall_census_permits:
 * @self: a census
 * @event: of the room, whether or not it was added
 * @target: (nullable): of a delete, what it takes back; %NULL if that is not held, and then only
 *   moderators are known to have a right to it
 *
 * Returns: whether its author had a right to it at its place
 */
gboolean
hall_census_permits (HallCensus *self,
                     HallEvent  *event,
                     HallEvent  *target)
{
  HallPlace place = place_of (event);

  if (self->direct[0] != NULL)
    return permits_direct (self, event, target);
  if (event->kind == HALL_EVENT_DELETE)
    return permits_delete (self, event, target);
  if (event->kind == HALL_EVENT_PIN)
    return might_speak (self, event->author, &place) && might_rule (self, event->author, &place);
  if (hall_event_is_control (event) && event->kind != HALL_EVENT_UNKNOWN)
    return permits_control (self, event);
  return might_speak (self, event->author, &place);
}

/**
 * hall_census_permits_speech:
 * @self: a census
 * @event: no control event
 *
 * Returns: whether its author might say anything at its place
 */
gboolean
hall_census_permits_speech (HallCensus *self,
                            HallEvent  *event)
{
  HallPlace place = place_of (event);

  if (self->direct[0] != NULL)
    return hall_census_contains (self, event->author);
  return might_speak (self, event->author, &place);
}

/**
 * hall_census_is_permitted_now:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether the person could say something after everything that is known
 */
gboolean
hall_census_is_permitted_now (HallCensus *self,
                              const char *id)
{
  return hall_census_contains (self, id);
}

/**
 * hall_census_take_changed:
 * @self: a census
 *
 * Returns: (element-type utf8) (transfer full) (nullable): whose right to speak may have changed
 *   somewhere since this was called last
 */
GPtrArray *
hall_census_take_changed (HallCensus *self)
{
  return hall_census_take_changed_before (self, G_MAXINT64);
}

/**
 * hall_census_take_changed_before:
 * @self: a census
 * @lc: the newest that anybody said, in ms
 *
 * Returns: (element-type utf8) (transfer full) (nullable): the same, without those for whom nothing
 *   changed up to then
 */
GPtrArray *
hall_census_take_changed_before (HallCensus *self,
                                 gint64      lc)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  hall_census_fold (self);
  for (guint i = 0; i < self->changed->len; i++)
    {
      HallCitizen *citizen = g_ptr_array_index (self->changed, i);

      if (citizen->changed_from <= lc)
        g_ptr_array_add (ids, g_strdup (citizen->id));
      citizen->changed_from = G_MAXINT64;
    }
  g_ptr_array_set_size (self->changed, 0);
  return ids->len > 0 ? g_steal_pointer (&ids) : NULL;
}

static void
add_id (GPtrArray    **ids,
        const HallAct *act)
{
  if (*ids == NULL)
    *ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (*ids, hall_base64url_encode (act->place.raw_id, HALL_EVENT_ID_SIZE));
}

/**
 * hall_census_take_judged:
 * @self: a census
 * @unpermitted: (out) (element-type utf8) (transfer full) (nullable): what its author had no right
 *   to
 * @permitted: (out) (element-type utf8) (transfer full) (nullable): what it had one to after all
 */
void
hall_census_take_judged (HallCensus *self,
                         GPtrArray **unpermitted,
                         GPtrArray **permitted)
{
  *unpermitted = NULL;
  *permitted = NULL;
  hall_census_fold (self);
  for (guint i = 0; i < self->judged->len; i++)
    {
      HallAct *act = g_ptr_array_index (self->judged, i);

      act->listed = FALSE;
      if (act->permitted == act->told)
        continue;
      act->told = act->permitted;
      add_id (act->permitted ? permitted : unpermitted, act);
    }
  g_ptr_array_set_size (self->judged, 0);
}

/**
 * hall_census_note_unpermitted:
 * @self: a census
 * @ids: of control events
 */
void
hall_census_note_unpermitted (HallCensus        *self,
                              const char *const *ids)
{
  g_autoptr (GHashTable) noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (ids[0] == NULL)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (noted, g_strdup (ids[i]));
  hall_census_fold (self);
  for (guint i = 0; i < self->acts->len; i++)
    {
      HallAct *act = g_ptr_array_index (self->acts, i);
      g_autofree char *id = hall_base64url_encode (act->place.raw_id, HALL_EVENT_ID_SIZE);

      if (!g_hash_table_contains (noted, id))
        continue;
      act->told = FALSE;
      if (!act->permitted || act->listed)
        continue;
      act->listed = TRUE;
      g_ptr_array_add (self->judged, act);
    }
}

/**
 * hall_census_ever_contained:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether there is any place at which the person might speak
 */
gboolean
hall_census_ever_contained (HallCensus *self,
                            const char *id)
{
  HallCitizen *citizen;

  if (self->direct[0] != NULL)
    return hall_census_contains (self, id);
  citizen = hall_census_find (self, id);
  return citizen != NULL && citizen->membership->len > 0;
}

static gint64
get_last_from (GArray *tenures)
{
  return tenures->len > 0 ? g_array_index (tenures, HallTenure, tenures->len - 1).from.lc : 0;
}

/* Whoever is in the room stays in it when it is closed, or gets a lock, by a clock that is behind;
 * but nobody puts that off by joining in the future. */
static gint64
get_latest_join (HallCensus *self)
{
  gint64 last = hall_census_get_now (self) + HALL_HOUR_MS;
  GHashTableIter iter;
  gpointer value;
  gint64 latest = 0;

  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((HallCitizen *) value)->member && ((HallCitizen *) value)->rejoined <= last)
      latest = MAX (latest, ((HallCitizen *) value)->rejoined);
  return latest;
}

/* What was done about the subject before, which this is to follow. Nobody drags it far by a clock
 * that is ahead: a ban is good for whatever comes after it, wherever somebody joined, and so needs
 * no place after that; a kick does, and what it does not reach is for hall_census_get_rejoined ()
 * to tell. */
static gint64
get_subject_floor (HallCensus        *self,
                   const HallCitizen *subject,
                   HallEvent         *event)
{
  gint64 floor = 0;

  if (subject->barred.lc <= event->lc + HALL_HOUR_MS)
    floor = subject->barred.lc;
  if (event->kind == HALL_EVENT_ROLE && subject->moderator
      && get_last_from (subject->office) <= event->lc + HALL_HOUR_MS)
    floor = MAX (floor, get_last_from (subject->office));
  if (event->kind == HALL_EVENT_KICK
      && subject->rejoined <= event->lc + HALL_CLOCK_AHEAD_MAX_MS)
    floor = MAX (floor, subject->rejoined);
  return floor;
}

/**
 * hall_census_get_rejoined:
 * @self: a census
 * @id: of a person
 *
 * Returns: the logical clock at which the person joined last, in ms, which may be ahead of the
 *   present; 0: it never did
 */
gint64
hall_census_get_rejoined (HallCensus *self,
                          const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  return citizen != NULL ? citizen->rejoined : 0;
}

/**
 * hall_census_get_floor:
 * @self: a census
 * @event: that somebody is about to say
 *
 * Clocks of hosts differ: what gave the author its rights, or what is to be ended, may be ahead of
 * the present.
 *
 * Returns: the lc that it must be above to be permitted and of any effect, in ms; 0 for none
 */
gint64
hall_census_get_floor (HallCensus *self,
                       HallEvent  *event)
{
  HallCitizen *author = hall_census_find (self, event->author);
  HallCitizen *subject = event->person != NULL ? hall_census_find (self, event->person) : NULL;
  gint64 floor = 0;

  if (self->direct[0] != NULL || author == NULL)
    return 0;
  if (author->member)
    floor = get_last_from (author->membership);
  else if (!hall_census_is_creator (self, event->author))
    floor = MAX (author->barred.lc, author->admitted ? author->admitted_at.lc : 0);
  if (author->moderator && event->kind != HALL_EVENT_STATE
      && (hall_event_is_control (event) || event->kind == HALL_EVENT_PIN))
    floor = MAX (floor, get_last_from (author->office));
  if (subject != NULL)
    floor = MAX (floor, get_subject_floor (self, subject, event));
  if (event->kind == HALL_EVENT_ROOM && (event->closed > 0 || event->salt != NULL))
    floor = MAX (floor, get_latest_join (self));
  return floor;
}

static gboolean
is_beginning (const HallPlace *place)
{
  static const guint8 zeros[HALL_EVENT_ID_SIZE];

  return memcmp (place->raw_id, zeros, sizeof zeros) == 0;
}

/**
 * hall_census_list_spans:
 * @self: a census
 * @id: of a person
 *
 * Returns: (element-type HallStoredSpan) (transfer full): when the person might speak, in order
 */
GArray *
hall_census_list_spans (HallCensus *self,
                        const char *id)
{
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (HallStoredSpan));
  HallCitizen *citizen = hall_census_find (self, id);

  g_array_set_clear_func (spans, (GDestroyNotify) hall_stored_span_clear);
  if (self->direct[0] != NULL && hall_census_contains (self, id))
    {
      HallStoredSpan always = { 0, NULL, G_MAXINT64, NULL };

      g_array_append_val (spans, always);
    }
  for (guint i = 0; citizen != NULL && i < citizen->membership->len; i++)
    {
      const HallTenure *tenure = &g_array_index (citizen->membership, HallTenure, i);
      HallStoredSpan span = { tenure->from.lc, NULL, tenure->to.lc, NULL };

      if (!is_beginning (&tenure->from))
        span.from_id = hall_base64url_encode (tenure->from.raw_id, HALL_EVENT_ID_SIZE);
      if (tenure->to.lc != G_MAXINT64)
        span.to_id = hall_base64url_encode (tenure->to.raw_id, HALL_EVENT_ID_SIZE);
      g_array_append_val (spans, span);
    }
  return spans;
}
