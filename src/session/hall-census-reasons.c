/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census-reasons.c: by which events somebody was put out, said and heard.
 *
 * Part of HallCensus. What is said to put us out is judged in a copy first: whoever says it need
 * not belong to the room, and must not get anything else into our set.
 */

#define G_LOG_DOMAIN "hall-census-reasons"

#include "config.h"

#include <string.h>

#include "hall-census-private.h"

static HallAct *
copy_act (HallCensus    *past,
          const HallAct *known)
{
  HallAct *act = g_memdup2 (known, sizeof *known);

  act->author = hall_census_ensure (past, known->author->id);
  act->event = known->event != NULL ? hall_event_ref (known->event) : NULL;
  act->subject = known->subject != NULL ? hall_census_ensure (past, known->subject->id) : NULL;
  if (known->room != NULL)
    {
      act->room = g_memdup2 (known->room, sizeof *known->room);
      act->room->name = g_strdup (known->room->name);
      act->room->topic = g_strdup (known->room->topic);
      act->room->salt = g_strdup (known->room->salt);
      act->room->secret = g_strdup (known->room->secret);
    }
  act->listed = TRUE;   /* nobody asks */
  return act;
}

/**
 * hall_census_copy_before:
 * @self: a census
 * @place: (nullable): where to stop
 *
 * Returns: (transfer full): one that knows what stands before @place, apart from everything after
 *   it; nothing is folded yet
 */
HallCensus *
hall_census_copy_before (HallCensus      *self,
                         const HallPlace *place)
{
  HallCensus *past = hall_census_new ();

  if (self->clock != NULL)
    hall_census_set_clock (past, self->clock);
  if (self->genesis != NULL)
    hall_census_add (past, self->genesis);
  for (guint i = 0; i < self->acts->len; i++)
    {
      const HallAct *known = g_ptr_array_index (self->acts, i);

      if (place != NULL && hall_place_compare (&known->place, place) >= 0)
        break;
      g_ptr_array_add (past->acts, copy_act (past, known));
    }
  past->latest = self->latest;
  return past;
}

static void
add_against (HallAgainst   *against,
             const HallAct *act)
{
  for (guint i = 0; act != NULL && i < HALL_AGAINST_MAX; i++)
    if (against->acts[i] == NULL || against->acts[i] == act)
      {
        against->acts[i] = act;
        return;
      }
}

static void
add_all_against (HallAgainst       *against,
                 const HallAgainst *others)
{
  for (guint i = 0; i < HALL_AGAINST_MAX; i++)
    add_against (against, others->acts[i]);
}

/* Where that was not known the person has joined by it. So has perhaps whoever admitted it, and
 * others before; several may have admitted it, and then all of that is needed. */
void
hall_census_note_vain (HallCensus    *self,
                       const HallAct *act)
{
  const HallCitizen *author = act->author;
  const HallAct *office = author->grounds[HALL_GROUND_APPOINTED];
  HallAgainst *vain = &act->subject->vain;

  if (act->subject->banned_until > act->place.lc)
    add_against (vain, act->subject->out_by);
  add_against (vain, author->out_by);
  if (!author->member)
    {
      add_all_against (vain, &author->shut);
      return;
    }
  add_against (vain, self->closed_by);
  add_against (vain, self->narrowed_by);
  if (office != NULL && !office->flag)
    add_against (vain, office);
}

void
hall_census_note_shut (HallCensus    *self,
                       const HallAct *act)
{
  HallCitizen *author = act->author;

  memset (&author->shut, 0, sizeof author->shut);
  add_all_against (&author->shut, &author->vain);
  add_against (&author->shut, self->closed_by);
}

static void
add_reason (GPtrArray     *reasons,
            const HallAct *act)
{
  if (act == NULL || act->event == NULL || reasons->len >= HALL_REASONS_MAX
      || g_ptr_array_find (reasons, act->event, NULL))
    return;
  g_ptr_array_add (reasons, act->event);
  for (guint i = 0; i < HALL_N_GROUNDS; i++)
    add_reason (reasons, act->grounds[i]);
}

/**
 * hall_census_list_reasons:
 * @self: a census
 * @id: of a person
 *
 * Of somebody who is banned, or was a member and was put out: the event that did that; of somebody
 * who joined where it was not known that the room had been closed: the event that closed it; of
 * somebody who was let in where it was not known that those who did so had no right to that: what
 * took it from them. And what gave its author the right to it, as far as that goes back to the
 * creator in HALL_REASONS_MAX events. Whoever holds the genesis can judge it by them, whoever hands
 * them on.
 *
 * Returns: (element-type HallEvent) (transfer container): owned by the census
 */
GPtrArray *
hall_census_list_reasons (HallCensus *self,
                          const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);
  GPtrArray *reasons = g_ptr_array_new ();

  if (citizen != NULL && hall_census_is_out (self, id))
    add_reason (reasons, citizen->out_by);
  /* It may have come back after that, and too late. */
  for (guint i = 0; citizen != NULL && !hall_census_is_admitted (self, id)
                    && i < HALL_AGAINST_MAX; i++)
    add_reason (reasons, citizen->shut.acts[i]);
  return reasons;
}

/**
 * hall_census_has_joined:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether the person ever was a member, as far as is known here
 */
gboolean
hall_census_has_joined (HallCensus *self,
                        const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  return hall_census_is_creator (self, id) || (citizen != NULL && citizen->joined >= 0);
}

/**
 * hall_census_make_token:
 * @self: a census
 * @id: of a person
 *
 * Returns: (transfer full) (nullable): by which @id shows to have been in the room; %NULL where
 *   there is no genesis, or it is not known
 */
char *
hall_census_make_token (HallCensus *self,
                        const char *id)
{
  return self->genesis != NULL ? hall_genesis_token (self->genesis, id) : NULL;
}

/**
 * hall_census_pick_reasons:
 * @self: a census
 * @events: (element-type HallEvent): verified, of this room, and of control
 * @id: of a person
 *
 * Somebody who refuses @id says that these are why. It is judged what would be if we held them.
 *
 * Returns: (element-type HallEvent) (transfer full): those by which @id would be put out, with what
 *   gives their authors the right; empty if it would not be
 */
GPtrArray *
hall_census_pick_reasons (HallCensus *self,
                          GPtrArray  *events,
                          const char *id)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (HallCensus) copy = NULL;
  g_autoptr (GPtrArray) reasons = NULL;

  if (events->len == 0 || self->genesis == NULL)
    return picked;
  copy = hall_census_copy_before (self, NULL);
  for (guint i = 0; i < events->len; i++)
    hall_census_add (copy, g_ptr_array_index (events, i));
  hall_census_fold (copy);
  reasons = hall_census_list_reasons (copy, id);
  for (guint i = 0; i < events->len; i++)
    if (g_ptr_array_find (reasons, g_ptr_array_index (events, i), NULL))
      g_ptr_array_add (picked, hall_event_ref (g_ptr_array_index (events, i)));
  return picked;
}
