/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census.c: the control events of a room in its order, and what they say about people.
 *
 * Kept as small records: a room can have very many of them.
 */

#define G_LOG_DOMAIN "hall-census"

#include "config.h"

#include <string.h>

#include "hall-census-private.h"

static void
hall_citizen_free (gpointer data)
{
  HallCitizen *citizen = data;

  g_array_unref (citizen->membership);
  g_array_unref (citizen->office);
  g_free (citizen->id);
  g_free (citizen);
}

void
hall_act_free (gpointer data)
{
  HallAct *act = data;

  if (act->room != NULL)
    {
      g_free (act->room->name);
      g_free (act->room->topic);
      g_free (act->room->salt);
      g_free (act->room->secret);
      g_free (act->room);
    }
  g_clear_pointer (&act->event, hall_event_unref);
  g_free (act);
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

  self->citizens = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_citizen_free);
  self->acts = g_ptr_array_new_with_free_func (hall_act_free);
  self->changed = g_ptr_array_new ();
  self->judged = g_ptr_array_new ();
  return self;
}

/**
 * hall_census_new_direct:
 * @id: of one of two people
 * @other_id: of the other
 *
 * Returns: (transfer full): the census of a private conversation, which never changes
 */
HallCensus *
hall_census_new_direct (const char *id,
                        const char *other_id)
{
  HallCensus *self = hall_census_new ();

  self->direct[0] = g_strdup (id);
  self->direct[1] = g_strdup (other_id);
  return self;
}

/**
 * hall_census_free:
 * @self: (transfer full): a census
 */
void
hall_census_free (HallCensus *self)
{
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->judged);
  g_ptr_array_unref (self->acts);
  g_hash_table_unref (self->citizens);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_clear_object (&self->clock);
  g_free (self->direct[0]);
  g_free (self->direct[1]);
  g_free (self);
}

/**
 * hall_census_set_clock:
 * @self: a census
 * @clock: by which bans end
 */
void
hall_census_set_clock (HallCensus *self,
                       HallClock  *clock)
{
  g_set_object (&self->clock, clock);
}

gint64
hall_census_get_now (HallCensus *self)
{
  return self->clock != NULL ? hall_clock_get_wall (self->clock) : self->latest;
}

int
hall_place_compare (const HallPlace *a,
                    const HallPlace *b)
{
  if (a->lc != b->lc)
    return a->lc < b->lc ? -1 : 1;
  return memcmp (a->raw_id, b->raw_id, HALL_EVENT_ID_SIZE);
}

/* Everything is folded. (nullable) */
HallCitizen *
hall_census_find (HallCensus *self,
                  const char *id)
{
  hall_census_fold (self);
  return g_hash_table_lookup (self->citizens, id);
}

HallCitizen *
hall_census_ensure (HallCensus *self,
                    const char *id)
{
  HallCitizen *citizen = g_hash_table_lookup (self->citizens, id);

  if (citizen != NULL)
    return citizen;
  citizen = g_new0 (HallCitizen, 1);
  citizen->id = g_strdup (id);
  citizen->joined = -1;
  citizen->changed_from = G_MAXINT64;
  citizen->membership = g_array_new (FALSE, FALSE, sizeof (HallTenure));
  citizen->office = g_array_new (FALSE, FALSE, sizeof (HallTenure));
  g_hash_table_insert (self->citizens, citizen->id, citizen);
  return citizen;
}

static HallRoomChange *
copy_room (HallEvent *event)
{
  HallRoomChange *room = g_new0 (HallRoomChange, 1);

  room->name = g_strdup (event->name);
  room->topic = g_strdup (event->topic);
  room->salt = g_strdup (event->salt);
  room->secret = g_strdup (event->secret);
  room->closed = event->closed;
  room->moderators_invite = event->moderators_invite;
  return room;
}

/* (transfer full) (nullable): NULL for what changes nothing here. */
HallAct *
hall_census_make_act (HallCensus *self,
                      HallEvent  *event)
{
  HallAct *act;

  switch ((guint) event->kind)
    {
    case HALL_EVENT_STATE:
    case HALL_EVENT_ROOM:
      break;
    case HALL_EVENT_ADMIT:
    case HALL_EVENT_ROLE:
    case HALL_EVENT_KICK:
    case HALL_EVENT_BAN:
      if (event->person == NULL)
        return NULL;
      break;
    default:
      return NULL;
    }
  act = g_new0 (HallAct, 1);
  act->place.lc = event->lc;
  memcpy (act->place.raw_id, event->raw_id, HALL_EVENT_ID_SIZE);
  act->kind = event->kind;
  act->change = event->change;
  act->author = hall_census_ensure (self, event->author);
  if (event->kind == HALL_EVENT_ROOM)
    act->room = copy_room (event);
  else if (event->kind != HALL_EVENT_STATE)
    act->subject = hall_census_ensure (self, event->person);
  act->until = event->until_lc;
  act->flag = event->kind == HALL_EVENT_BAN ? event->off : event->moderator;
  act->told = TRUE;
  /* A passphrase is no reason that one could tell whom it keeps out. */
  if (event->kind == HALL_EVENT_ROOM
        ? (act->room->closed > 0 || act->room->moderators_invite > 0) && act->room->secret == NULL
        : event->kind != HALL_EVENT_STATE || event->change == HALL_STATE_JOINED)
    act->event = hall_event_ref (event);
  return act;
}

/* Where it belongs; FALSE: it is there already. */
static gboolean
find_index (HallCensus      *self,
            const HallPlace *place,
            guint           *index)
{
  guint low = 0, high = self->acts->len;

  /* Mostly it is the newest. */
  if (high > 0)
    {
      HallAct *last = g_ptr_array_index (self->acts, high - 1);

      if (hall_place_compare (&last->place, place) < 0)
        low = high;
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      HallAct *act = g_ptr_array_index (self->acts, middle);
      int order = hall_place_compare (&act->place, place);

      *index = middle;
      if (order == 0)
        return FALSE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return TRUE;
}

static void
take_genesis (HallCensus *self,
              HallEvent  *event)
{
  if (self->genesis != NULL)
    return;
  self->genesis = hall_event_ref (event);
  hall_census_ensure (self, event->author);
  self->refold = TRUE;
}

/**
 * hall_census_was_judged_unpermitted:
 * @self: a census
 * @event: a control event
 *
 * Returns: whether hall_census_take_judged () named it as such last
 */
gboolean
hall_census_was_judged_unpermitted (HallCensus *self,
                                    HallEvent  *event)
{
  HallPlace place = { event->lc, { 0 } };
  guint index;

  memcpy (place.raw_id, event->raw_id, HALL_EVENT_ID_SIZE);
  return !find_index (self, &place, &index)
         && !((HallAct *) g_ptr_array_index (self->acts, index))->told;
}

/**
 * hall_census_add:
 * @self: a census
 * @event: of the room, verified
 *
 * Takes it into account; the order in which events come does not matter, nor does one that comes
 * twice. The genesis stands before everything, whatever its clock.
 */
void
hall_census_add (HallCensus *self,
                 HallEvent  *event)
{
  HallPlace place;
  HallAct *act;
  guint index;

  if (self->direct[0] != NULL)
    return;
  if (event->kind == HALL_EVENT_GENESIS)
    {
      take_genesis (self, event);
      return;
    }
  place.lc = event->lc;
  memcpy (place.raw_id, event->raw_id, HALL_EVENT_ID_SIZE);
  if (!find_index (self, &place, &index))
    return;
  act = hall_census_make_act (self, event);
  if (act == NULL)
    return;
  if (index < self->n_folded)
    self->refold = TRUE;
  g_ptr_array_insert (self->acts, (int) index, act);
  self->latest = MAX (self->latest, event->lc);
}

/* Who made a standing room has no rights in it: anybody can say things by that key. */
gboolean
hall_census_is_creator (HallCensus *self,
                        const char *id)
{
  return self->genesis != NULL && !self->genesis->standing
         && g_str_equal (self->genesis->author, id);
}

/* Whether it is the key of a standing room, which nobody has for themselves. */
gboolean
hall_census_is_standing_key (HallCensus *self,
                             const char *id)
{
  return self->genesis != NULL && self->genesis->standing
         && g_str_equal (self->genesis->author, id);
}

/* Whether it is a member now. It may have joined by a clock that is ahead, at a place where a ban
 * will be over. */
gboolean
hall_census_counts (HallCensus        *self,
                    const HallCitizen *citizen)
{
  return citizen->member && (hall_census_is_creator (self, citizen->id)
                             || citizen->banned_until <= hall_census_get_now (self));
}

static gboolean
is_one_of_two (HallCensus *self,
               const char *id)
{
  return g_str_equal (self->direct[0], id) || g_str_equal (self->direct[1], id);
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
  HallCitizen *citizen;

  if (self->direct[0] != NULL)
    return is_one_of_two (self, id);
  citizen = hall_census_find (self, id);
  return citizen != NULL && hall_census_counts (self, citizen);
}

/**
 * hall_census_get_joined:
 * @self: a census
 * @id: of a person
 *
 * Returns: the logical clock at which the person first joined with a right to it, in ms; -1 while
 *   that is not known
 */
gint64
hall_census_get_joined (HallCensus *self,
                        const char *id)
{
  HallCitizen *citizen;

  if (self->direct[0] != NULL)
    return is_one_of_two (self, id) ? 0 : -1;
  citizen = hall_census_find (self, id);
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
 * hall_census_set_own_from:
 * @self: a census
 * @from: a logical clock, in ms
 *
 * What was said before was deleted here, and is not to come back.
 */
void
hall_census_set_own_from (HallCensus *self,
                          gint64      from)
{
  self->own_from = from;
}

gint64
hall_census_get_own_from (HallCensus *self)
{
  return self->own_from;
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
  if (self->direct[0] != NULL && g_str_equal (self->direct[0], id))
    return self->own_from;
  if (self->direct[0] != NULL)
    return is_one_of_two (self, id) ? 0 : -1;
  if (hall_census_get_policy (self) == HALL_HISTORY_ALL || hall_census_is_creator (self, id))
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
  gpointer citizen;

  if (self->direct[0] != NULL)
    {
      g_ptr_array_add (ids, self->direct[0]);
      g_ptr_array_add (ids, self->direct[1]);
      return ids;
    }
  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, NULL, &citizen))
    if (hall_census_counts (self, citizen))
      g_ptr_array_add (ids, ((HallCitizen *) citizen)->id);
  return ids;
}

/**
 * hall_census_list_former:
 * @self: a census
 *
 * Returns: (element-type utf8) (transfer container): the ids of those whose membership has ended at
 *   least once, or who said that they joined when they had no right to
 */
GPtrArray *
hall_census_list_former (HallCensus *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallCitizen *citizen = value;

      if (citizen->intruded || citizen->membership->len > 1
          || (citizen->membership->len == 1 && !citizen->member))
        g_ptr_array_add (ids, citizen->id);
    }
  return ids;
}
