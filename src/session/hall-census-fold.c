/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census-fold.c: goes through the control events in the order of the room: each is judged by
 * what those before it made of the room, and what its author had no right to changes nothing.
 *
 * Part of HallCensus. What comes at the end is folded on; when something comes out of order, all is
 * folded anew, but only when somebody asks.
 */

#define G_LOG_DOMAIN "hall-census-fold"

#include "config.h"

#include <string.h>

#include "hall-census-private.h"

static void
note_changed (HallCensus  *self,
              HallCitizen *citizen,
              gint64       lc)
{
  if (citizen->changed_from == G_MAXINT64)
    g_ptr_array_add (self->changed, citizen);
  citizen->changed_from = MIN (citizen->changed_from, lc);
}

static void
open_tenure (GArray          *tenures,
             const HallPlace *place)
{
  HallTenure tenure = { *place, { G_MAXINT64, { 0 } } };

  g_array_append_val (tenures, tenure);
}

static void
close_tenure (GArray          *tenures,
              const HallPlace *place)
{
  HallTenure *tenure;

  if (tenures->len == 0)
    return;
  tenure = &g_array_index (tenures, HallTenure, tenures->len - 1);
  if (tenure->to.lc == G_MAXINT64)
    tenure->to = *place;
}

static HallPlace
later_of (const HallPlace *a,
          const HallPlace *b)
{
  return hall_place_compare (a, b) < 0 ? *b : *a;
}

/* From where on somebody who joins at @joined might have joined. Clocks of hosts differ, and what
 * is said after joining may stand before it in the order: it counts from here on. */
static HallPlace
find_beginning (HallCensus      *self,
                HallCitizen     *citizen,
                const HallPlace *joined)
{
  HallPlace from = citizen->barred;

  if (citizen->banned_until > 0)
    {
      HallPlace over = { citizen->banned_until, { 0 } };

      from = later_of (&from, &over);
    }
  if (hall_census_get_folded_entry (self) != HALL_ENTRY_OPEN
      || (self->closed && !citizen->insider))
    from = later_of (&from, &citizen->admitted_at);
  else if (!citizen->insider)
    from = later_of (&from, &self->opened);
  if (citizen->membership->len > 0)
    from = later_of (&from, &g_array_index (citizen->membership, HallTenure,
                                            citizen->membership->len - 1).to);
  return hall_place_compare (&from, joined) < 0 ? from : *joined;
}

static void
set_member (HallCensus      *self,
            HallCitizen     *citizen,
            gboolean         member,
            const HallPlace *place)
{
  if (citizen->member == member)
    return;
  citizen->member = member;
  if (member)
    {
      HallPlace from = find_beginning (self, citizen, place);

      open_tenure (citizen->membership, &from);
      if (!self->comparing)
        note_changed (self, citizen, from.lc);
      return;
    }
  close_tenure (citizen->membership, place);
  if (!self->comparing)
    note_changed (self, citizen, place->lc);
}

static void
set_moderator (HallCitizen     *citizen,
               gboolean         moderator,
               const HallPlace *place)
{
  if (citizen->moderator == moderator)
    return;
  citizen->moderator = moderator;
  if (moderator)
    open_tenure (citizen->office, place);
  else
    close_tenure (citizen->office, place);
}

HallEntry
hall_census_get_folded_entry (HallCensus *self)
{
  HallEntry entry = self->genesis != NULL ? self->genesis->entry : HALL_ENTRY_OPEN;

  return entry == HALL_ENTRY_OPEN && self->locked != NULL ? HALL_ENTRY_PASSPHRASE : entry;
}

/* Whether the person may come in at that time, without proving anything. */
gboolean
hall_census_may_enter (HallCensus        *self,
                       const HallCitizen *citizen,
                       gint64             lc)
{
  if (hall_census_is_creator (self, citizen->id))
    return TRUE;
  if (citizen->banned_until > lc || hall_census_is_standing_key (self, citizen->id))
    return FALSE;
  if (citizen->member || citizen->admitted)
    return TRUE;
  return hall_census_get_folded_entry (self) == HALL_ENTRY_OPEN
         && (!self->closed || citizen->insider);
}

gboolean
hall_census_may_rule (HallCensus        *self,
                      const HallCitizen *citizen)
{
  return hall_census_is_creator (self, citizen->id) || (citizen->moderator && citizen->member);
}

static gboolean
may_admit (HallCensus    *self,
           const HallAct *act)
{
  if (act->subject->banned_until > act->place.lc)
    return FALSE;
  if (hall_census_may_rule (self, act->author))
    return TRUE;
  if (self->closed
      || (self->moderators_invite && hall_census_get_folded_entry (self) == HALL_ENTRY_INVITED))
    return FALSE;
  return act->author->member;
}

/* Nobody puts the creator out, and only the creator a moderator. */
static gboolean
may_put_out (HallCensus    *self,
             const HallAct *act)
{
  if (hall_census_is_creator (self, act->subject->id)
      || !hall_census_may_rule (self, act->author))
    return FALSE;
  return !act->subject->moderator || hall_census_is_creator (self, act->author->id);
}

/* In a standing room everybody joins and leaves, but for the key that anybody can make, and nobody
 * has a right to anything else. */
static gboolean
permits_standing (HallCensus    *self,
                  const HallAct *act)
{
  return act->kind == HALL_EVENT_STATE && !hall_census_is_standing_key (self, act->author->id);
}

gboolean
hall_census_judge (HallCensus    *self,
                   const HallAct *act)
{
  if (self->genesis != NULL && self->genesis->standing && !permits_standing (self, act))
    return FALSE;

  switch ((guint) act->kind)
    {
    case HALL_EVENT_STATE:
      if (act->change == HALL_STATE_JOINED)
        return hall_census_may_enter (self, act->author, act->place.lc);
      return act->author->member;
    case HALL_EVENT_ADMIT:
      return may_admit (self, act);
    case HALL_EVENT_ROLE:
      return hall_census_is_creator (self, act->author->id)
             && !hall_census_is_creator (self, act->subject->id);
    case HALL_EVENT_KICK:
    case HALL_EVENT_BAN:
      return may_put_out (self, act);
    case HALL_EVENT_ROOM:
      return hall_census_may_rule (self, act->author);
    default:
      return FALSE;
    }
}

static void
put_out (HallCensus    *self,
         const HallAct *act)
{
  HallCitizen *subject = act->subject;

  subject->out_by = act;

  set_member (self, subject, FALSE, &act->place);
  set_moderator (subject, FALSE, &act->place);
  subject->insider = FALSE;
  subject->admitted = FALSE;
  subject->barred = act->place;
  memset (&subject->vain, 0, sizeof subject->vain);
}

static void
apply_ban (HallCensus    *self,
           const HallAct *act)
{
  if (act->flag)
    {
      if (act->subject->banned_until > 0)
        act->subject->barred = act->place;
      act->subject->banned_until = 0;
      return;
    }
  put_out (self, act);
  act->subject->banned_until = act->until > 0 ? act->until : G_MAXINT64;
}

static void
apply_state (HallCensus    *self,
             const HallAct *act)
{
  HallCitizen *author = act->author;

  if (act->change == HALL_STATE_LEFT)
    set_member (self, author, FALSE, &act->place);
  if (act->change != HALL_STATE_JOINED)
    return;
  set_member (self, author, TRUE, &act->place);
  author->insider = TRUE;
  author->grounds[HALL_GROUND_JOINED] = act;
  memset (&author->shut, 0, sizeof author->shut);
  author->rejoined = act->place.lc;
  if (author->joined < 0)
    author->joined = act->place.lc;
}

static void
apply_room (HallCensus    *self,
            const HallAct *act)
{
  const HallRoomChange *room = act->room;

  if (room->name != NULL)
    self->named = room;
  if (room->topic != NULL)
    self->topical = room;
  if (room->closed == 0 && self->closed)
    self->opened = act->place;
  if (room->closed >= 0)
    {
      self->closed = room->closed > 0;
      self->closed_by = self->closed ? act : NULL;
    }
  if (room->moderators_invite >= 0)
    {
      self->moderators_invite = room->moderators_invite > 0;
      self->narrowed_by = self->moderators_invite ? act : NULL;
    }
  /* Who may come into a room for invited people does not hang on a passphrase. */
  if (room->salt != NULL && room->secret != NULL
      && hall_census_get_folded_entry (self) != HALL_ENTRY_INVITED)
    self->locked = room;
}

static void
apply (HallCensus    *self,
       const HallAct *act)
{
  switch ((guint) act->kind)
    {
    case HALL_EVENT_STATE:
      apply_state (self, act);
      break;
    case HALL_EVENT_ADMIT:
      if (!act->subject->admitted)
        act->subject->admitted_at = act->place;
      act->subject->admitted = TRUE;
      act->subject->grounds[HALL_GROUND_ADMITTED] = act;
      memset (&act->subject->vain, 0, sizeof act->subject->vain);
      break;
    case HALL_EVENT_ROLE:
      set_moderator (act->subject, act->flag, &act->place);
      act->subject->grounds[HALL_GROUND_APPOINTED] = act;
      break;
    case HALL_EVENT_KICK:
      put_out (self, act);
      break;
    case HALL_EVENT_BAN:
      apply_ban (self, act);
      break;
    case HALL_EVENT_ROOM:
      apply_room (self, act);
      break;
    default:
      break;
    }
}

static void
fold_on (HallCensus *self)
{
  for (; self->n_folded < self->acts->len; self->n_folded++)
    {
      HallAct *act = g_ptr_array_index (self->acts, self->n_folded);

      act->permitted = hall_census_judge (self, act);
      memcpy (act->grounds, act->author->grounds, sizeof act->grounds);
      if (act->permitted)
        apply (self, act);
      else if (act->kind == HALL_EVENT_STATE && act->change == HALL_STATE_JOINED)
        {
          act->author->intruded = TRUE;
          hall_census_note_shut (self, act);
        }
      else if (act->kind == HALL_EVENT_ADMIT)
        hall_census_note_vain (self, act);
      if (act->permitted == act->told || act->listed)
        continue;
      act->listed = TRUE;
      g_ptr_array_add (self->judged, act);
    }
}

/* (transfer full): what was known of its membership. */
static GArray *
reset_citizen (HallCensus  *self,
               HallCitizen *citizen)
{
  GArray *former = g_steal_pointer (&citizen->membership);
  const HallPlace beginning = { 0, { 0 } };

  citizen->membership = g_array_new (FALSE, FALSE, sizeof (HallTenure));
  g_array_set_size (citizen->office, 0);
  citizen->member = FALSE;
  citizen->insider = FALSE;
  citizen->admitted = FALSE;
  citizen->moderator = FALSE;
  citizen->intruded = FALSE;
  citizen->banned_until = 0;
  citizen->barred = beginning;
  citizen->admitted_at = beginning;
  citizen->rejoined = 0;
  citizen->joined = -1;
  citizen->out_by = NULL;
  memset (&citizen->vain, 0, sizeof citizen->vain);
  memset (&citizen->shut, 0, sizeof citizen->shut);
  memset (citizen->grounds, 0, sizeof citizen->grounds);
  if (hall_census_is_creator (self, citizen->id))
    set_member (self, citizen, TRUE, &beginning);
  return former;
}

static void
compare_tenures (HallCensus  *self,
                 HallCitizen *citizen,
                 GArray      *former)
{
  GArray *now = citizen->membership;

  for (guint i = 0; i < MAX (former->len, now->len); i++)
    {
      const HallTenure *a = i < former->len ? &g_array_index (former, HallTenure, i) : NULL;
      const HallTenure *b = i < now->len ? &g_array_index (now, HallTenure, i) : NULL;

      if (a != NULL && b != NULL && hall_place_compare (&a->from, &b->from) == 0
          && hall_place_compare (&a->to, &b->to) == 0)
        continue;
      if (a == NULL || b == NULL)
        note_changed (self, citizen, a != NULL ? a->from.lc : b->from.lc);
      else if (hall_place_compare (&a->from, &b->from) != 0)
        note_changed (self, citizen, MIN (a->from.lc, b->from.lc));
      else
        note_changed (self, citizen, MIN (a->to.lc, b->to.lc));
      return;
    }
}

static void
fold_anew (HallCensus *self)
{
  g_autoptr (GPtrArray) citizens = g_ptr_array_new ();
  g_autoptr (GPtrArray) formers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer citizen;

  self->refold = FALSE;
  self->comparing = TRUE;
  self->n_folded = 0;
  self->closed = FALSE;
  self->closed_by = NULL;
  self->opened.lc = 0;
  memset (self->opened.raw_id, 0, sizeof self->opened.raw_id);
  self->moderators_invite = FALSE;
  self->narrowed_by = NULL;
  self->named = NULL;
  self->topical = NULL;
  self->locked = NULL;
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, NULL, &citizen))
    {
      g_ptr_array_add (citizens, citizen);
      g_ptr_array_add (formers, reset_citizen (self, citizen));
    }
  fold_on (self);
  self->comparing = FALSE;
  for (guint i = 0; i < citizens->len; i++)
    compare_tenures (self, g_ptr_array_index (citizens, i), g_ptr_array_index (formers, i));
}

void
hall_census_fold (HallCensus *self)
{
  if (self->refold)
    fold_anew (self);
  else
    fold_on (self);
}
