/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-setters.c: how HallDirectory and the session change a room.
 *
 * The second half of HallRoom. Each setter notifies its own property, and those that follow from
 * it, when they are another value than before. It decides nothing.
 */

#define G_LOG_DOMAIN "hall-room-setters"

#include "config.h"

#include "hall-directory.h"
#include "hall-limits.h"
#include "hall-room-private.h"
#include "hall-string.h"
#include "hall-text.h"

/**
 * hall_room_has_name:
 * @self: a room
 *
 * Returns: whether its name is more than a placeholder
 */
gboolean
hall_room_has_name (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->has_name;
}

/*
 * hall_room_is_live:
 * @self: a room
 *
 * Returns: whether we are linked to its host, or are its host
 */
gboolean
hall_room_is_live (HallRoom *self)
{
  return self->membership == HALL_MEMBERSHIP_LIVE || self->membership == HALL_MEMBERSHIP_HOSTING;
}

/**
 * hall_room_set_name:
 * @self: a room
 * @name: (nullable): its name; cleaned here
 *
 * Sets the name of a room; a private conversation has the name of the person, whatever is said.
 */
void
hall_room_set_name (HallRoom   *self,
                    const char *name)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->person != NULL)
    return;
  if (name != NULL)
    clean = hall_text_clean_name (name, HALL_NAME_MAX);
  self->has_name = clean != NULL;
  if (clean == NULL)
    clean = hall_room_make_placeholder_name (self);
  if (hall_set_string (&self->name, clean))
    g_object_notify (G_OBJECT (self), "name");
}

/**
 * hall_room_set_topic:
 * @self: a room
 * @topic: (nullable): what it is about, one line; cleaned here
 */
void
hall_room_set_topic (HallRoom   *self,
                     const char *topic)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (HALL_IS_ROOM (self));

  if (topic != NULL)
    clean = hall_text_clean_name (topic, HALL_TOPIC_MAX);
  if (hall_set_string (&self->topic, clean))
    g_object_notify (G_OBJECT (self), "topic");
}

/**
 * hall_room_set_lock:
 * @self: a room
 * @lock: who may join
 */
void
hall_room_set_lock (HallRoom *self,
                    HallLock  lock)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->lock == lock)
    return;
  self->lock = lock;
  g_object_notify (G_OBJECT (self), "lock");
}

/**
 * hall_room_set_creator:
 * @self: a room
 * @creator: (nullable): who made it
 */
void
hall_room_set_creator (HallRoom   *self,
                       HallPerson *creator)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  /* Its key is nobody's. */
  if (self->standing)
    creator = NULL;
  if (!g_set_object (&self->creator, creator))
    return;
  g_object_notify (G_OBJECT (self), "creator");
  /* Who is always a moderator. */
  hall_room_emit_roles_changed (self);
}

/**
 * hall_room_set_host:
 * @self: a room
 * @host: (nullable): who hosts it now
 */
void
hall_room_set_host (HallRoom   *self,
                    HallPerson *host)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (g_set_object (&self->host, host))
    g_object_notify (G_OBJECT (self), "host");
}

static void
update_n_members (HallRoom *self)
{
  guint n_members = self->announced_members;

  if (hall_room_is_live (self))
    n_members = g_list_model_get_n_items (G_LIST_MODEL (self->members));
  if (self->n_members == n_members)
    return;
  self->n_members = n_members;
  g_object_notify (G_OBJECT (self), "n-members");
}

/**
 * hall_room_set_announced_members:
 * @self: a room
 * @n_members: how many are in it, as its host says
 *
 * Sets what n-members is while we are not live in the room.
 */
void
hall_room_set_announced_members (HallRoom *self,
                                 guint     n_members)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  self->announced_members = n_members;
  update_n_members (self);
}

/**
 * hall_room_set_announced:
 * @self: a room
 * @announced: whether it is heard on the network now
 */
void
hall_room_set_announced (HallRoom *self,
                         gboolean  announced)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  announced = !!announced;
  if (self->announced == announced)
    return;
  self->announced = announced;
  g_object_notify (G_OBJECT (self), "announced");
}

/**
 * hall_room_set_ambiguous:
 * @self: a room
 * @ambiguous: whether another listed room has its name
 */
void
hall_room_set_ambiguous (HallRoom *self,
                         gboolean  ambiguous)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  ambiguous = !!ambiguous;
  if (self->ambiguous == ambiguous)
    return;
  self->ambiguous = ambiguous;
  g_object_notify (G_OBJECT (self), "ambiguous");
}

/**
 * hall_room_set_membership:
 * @self: a room
 * @membership: what we have to do with it
 */
void
hall_room_set_membership (HallRoom       *self,
                          HallMembership  membership)
{
  gboolean was_member;

  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->membership == membership)
    return;
  was_member = hall_room_get_is_member (self);
  self->membership = membership;
  update_n_members (self);
  g_object_notify (G_OBJECT (self), "membership");
  if (hall_room_get_is_member (self) != was_member)
    g_object_notify (G_OBJECT (self), "is-member");
}

/**
 * hall_room_set_problem:
 * @self: a room
 * @problem: (nullable): a translated sentence
 */
void
hall_room_set_problem (HallRoom   *self,
                       const char *problem)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (hall_set_string (&self->problem, problem))
    g_object_notify (G_OBJECT (self), "problem");
}

/**
 * hall_room_add_member:
 * @self: a room
 * @person: somebody on its roster; who is there already is not added again
 */
void
hall_room_add_member (HallRoom   *self,
                      HallPerson *person)
{
  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (g_list_store_find (self->members, person, NULL))
    return;
  g_list_store_append (self->members, person);
  update_n_members (self);
}

/**
 * hall_room_remove_member:
 * @self: a room
 * @person: somebody who is not on its roster any more
 */
void
hall_room_remove_member (HallRoom   *self,
                         HallPerson *person)
{
  guint position;

  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (!g_list_store_find (self->members, person, &position))
    return;
  g_list_store_remove (self->members, position);
  update_n_members (self);
}

/**
 * hall_room_clear_members:
 * @self: a room
 */
void
hall_room_clear_members (HallRoom *self)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  g_list_store_remove_all (self->members);
  update_n_members (self);
}
