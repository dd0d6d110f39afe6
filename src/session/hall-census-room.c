/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census-room.c: what the room is like and who may come in, after everything that is known.
 *
 * Part of HallCensus.
 */

#define G_LOG_DOMAIN "hall-census-room"

#include "config.h"

#include "hall-census-private.h"

/**
 * hall_census_get_entry:
 * @self: a census
 *
 * Returns: who comes in. An open room gets a lock when a moderator sets a passphrase.
 */
HallEntry
hall_census_get_entry (HallCensus *self)
{
  hall_census_fold (self);
  return hall_census_get_folded_entry (self);
}

const char *
hall_census_get_creator (HallCensus *self)
{
  return self->genesis != NULL ? self->genesis->author : NULL;
}

const char *
hall_census_get_name (HallCensus *self)
{
  hall_census_fold (self);
  if (self->named != NULL)
    return self->named->name;
  return self->genesis != NULL ? self->genesis->name : NULL;
}

/**
 * hall_census_get_topic:
 * @self: a census
 *
 * Returns: (nullable): what the room is about; %NULL: nothing was said, or it was taken back
 */
const char *
hall_census_get_topic (HallCensus *self)
{
  hall_census_fold (self);
  if (self->topical != NULL)
    return *self->topical->topic != '\0' ? self->topical->topic : NULL;
  return self->genesis != NULL ? self->genesis->topic : NULL;
}

gboolean
hall_census_get_closed (HallCensus *self)
{
  hall_census_fold (self);
  return self->closed;
}

gboolean
hall_census_get_moderators_invite (HallCensus *self)
{
  hall_census_fold (self);
  return self->moderators_invite;
}

const char *
hall_census_get_salt (HallCensus *self)
{
  hall_census_fold (self);
  return self->locked != NULL ? self->locked->salt : NULL;
}

const char *
hall_census_get_secret (HallCensus *self)
{
  hall_census_fold (self);
  return self->locked != NULL ? self->locked->secret : NULL;
}

/**
 * hall_census_is_admitted:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether the person may come in without a proof, now
 */
gboolean
hall_census_is_admitted (HallCensus *self,
                         const char *id)
{
  HallCitizen nobody = { .id = (char *) id };
  HallCitizen *citizen;

  if (self->direct[0] != NULL)
    return hall_census_contains (self, id);
  if (self->genesis == NULL)
    return FALSE;   /* nobody knows what this room is */
  citizen = hall_census_find (self, id);
  return hall_census_may_enter (self, citizen != NULL ? citizen : &nobody,
                                hall_census_get_now (self));
}

gboolean
hall_census_is_insider (HallCensus *self,
                        const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  return hall_census_is_creator (self, id) || (citizen != NULL && citizen->insider);
}

/**
 * hall_census_is_out:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether the person is banned, or was a member once, was put out, and is none now
 */
gboolean
hall_census_is_out (HallCensus *self,
                    const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  if (citizen == NULL || self->direct[0] != NULL || hall_census_is_creator (self, id))
    return FALSE;
  return hall_census_is_banned (self, id)
         || (citizen->joined >= 0 && !citizen->member && !citizen->insider);
}

/**
 * hall_census_is_banned:
 * @self: a census
 * @id: of a person
 *
 * Returns: whether a ban of that key holds now
 */
gboolean
hall_census_is_banned (HallCensus *self,
                       const char *id)
{
  return hall_census_get_banned_until (self, id) > 0;
}

/**
 * hall_census_get_banned_until:
 * @self: a census
 * @id: of a person
 *
 * Returns: the logical clock at which the ban ends that holds now, in ms; G_MAXINT64 for one that
 *   never does; 0: the person is not banned
 */
gint64
hall_census_get_banned_until (HallCensus *self,
                              const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  if (citizen == NULL || hall_census_is_creator (self, id)
      || citizen->banned_until <= hall_census_get_now (self))
    return 0;
  return citizen->banned_until;
}

/**
 * hall_census_get_next_ban_end:
 * @self: a census
 *
 * Returns: the logical clock at which the next of the bans ends that hold now, in ms; G_MAXINT64 if
 *   none of them does
 */
gint64
hall_census_get_next_ban_end (HallCensus *self)
{
  gint64 now = hall_census_get_now (self);
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer value;

  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((HallCitizen *) value)->banned_until > now)
      next = MIN (next, ((HallCitizen *) value)->banned_until);
  return next;
}

gboolean
hall_census_is_moderator (HallCensus *self,
                          const char *id)
{
  HallCitizen *citizen = hall_census_find (self, id);

  return hall_census_is_creator (self, id)
         || (citizen != NULL && citizen->moderator && hall_census_counts (self, citizen));
}

/**
 * hall_census_list_moderators:
 * @self: a census
 *
 * Returns: (element-type utf8) (transfer container): the creator, if known, and those it named
 */
GPtrArray *
hall_census_list_moderators (HallCensus *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (hall_census_is_moderator (self, id))
      g_ptr_array_add (ids, id);
  return ids;
}

/**
 * hall_census_list_rulers:
 * @self: a census
 *
 * Returns: (element-type utf8) (transfer container): whoever may pin now, or might once; owned by
 *   the census
 */
GPtrArray *
hall_census_list_rulers (HallCensus *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, citizen;

  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, &id, &citizen))
    if (hall_census_is_creator (self, id) || ((HallCitizen *) citizen)->office->len > 0)
      g_ptr_array_add (ids, id);
  for (guint i = 0; i < G_N_ELEMENTS (self->direct) && self->direct[i] != NULL; i++)
    g_ptr_array_add (ids, self->direct[i]);
  return ids;
}

GPtrArray *
hall_census_list_banned (HallCensus *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  hall_census_fold (self);
  g_hash_table_iter_init (&iter, self->citizens);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (hall_census_is_banned (self, id))
      g_ptr_array_add (ids, id);
  return ids;
}
