/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-people.c: whom one trusts: what the person's page says and asks.
 *
 * HallTrustBook does it; here are the session's parts of it.
 */

#define G_LOG_DOMAIN "hall-session-people"

#include "config.h"

#include "hall-address-link.h"
#include "hall-safety-number.h"

#include "hall-session-private.h"

static HallLink *
find_link (const char *person_id,
           gpointer    user_data)
{
  return hall_session_find_direct_link (user_data, person_id);
}

static void
on_blocked (HallTrustBook *trust,
            HallPerson    *person,
            HallSession   *self)
{
  GHashTableIter iter;
  gpointer conversation;

  hall_pictures_close (self->pictures, hall_person_get_id (person));
  if (self->discovery != NULL && hall_discovery_get_exchange (self->discovery) != NULL)
    hall_exchange_close (hall_discovery_get_exchange (self->discovery),
                         hall_person_get_id (person));
  /* Nobody waits for what is read of somebody who is kept away. */
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_recount (conversation);
}

/* Of the new session: what is known without the store. */
void
hall_session_init_people (HallSession *self)
{
  hall_session_load_picture (self);
  hall_session_init_presence (self);
}

/* At the start, after the roll. */
void
hall_session_start_people (HallSession *self)
{
  self->trust = hall_trust_book_new (self->context, self->roll);
  g_signal_connect_object (self->trust, "blocked", G_CALLBACK (on_blocked), self, 0);
  self->pictures = hall_pictures_new (self->context, self->roll, find_link, self);
  hall_pictures_set_own (self->pictures, self->own_picture);
  self->context->trust = self->trust;
  self->context->pictures = self->pictures;
}

/* It stops, or is gone. */
void
hall_session_clear_people (HallSession *self)
{
  hall_session_clear_idle (self);
  if (self->pictures != NULL)
    hall_pictures_close (self->pictures, NULL);
}

/* Both outlive nobody who may ask them. */
void
hall_session_drop_people (HallSession *self)
{
  self->context->trust = NULL;
  self->context->pictures = NULL;
  g_clear_object (&self->pictures);
  g_clear_object (&self->trust);
}

/* A HELLO of somebody, after the directory heard it. */
void
hall_session_note_hello (HallSession  *self,
                         HallDatagram *hello)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, hello->id);

  if (person == NULL || hall_person_get_is_self (person))
    return;
  hall_person_set_picture_digest (person, hello->picture);
  hall_trust_note_version (self->trust, hello->id, hello->version_max);
}

/**
 * hall_session_get_safety_number:
 * @self: a session
 * @person: somebody else
 *
 * Returns: (transfer full): 60 digits in groups of five, the same on both sides
 */
char *
hall_session_get_safety_number (HallSession *self,
                                HallPerson  *person)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);

  return hall_safety_number_new (self->context->own_id, hall_person_get_id (person));
}

static gboolean
may_judge (HallSession *self)
{
  return self->trust != NULL && self->mode == HALL_SESSION_ACTIVE && !self->stopped;
}

/**
 * hall_session_set_verified:
 * @self: a running session
 * @person: somebody else
 * @verified: whether the safety numbers were compared, and are the same
 */
void
hall_session_set_verified (HallSession *self,
                           HallPerson  *person,
                           gboolean     verified)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (may_judge (self))
    hall_trust_set_verified (self->trust, person, verified);
}

/**
 * hall_session_set_blocked:
 * @self: a running session
 * @person: somebody else
 * @blocked: whether it is kept away
 *
 * What is open with it privately is closed.
 */
void
hall_session_set_blocked (HallSession *self,
                          HallPerson  *person,
                          gboolean     blocked)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (may_judge (self))
    hall_trust_set_blocked (self->trust, person, blocked);
}

/**
 * hall_session_declare_distinct:
 * @self: a running session
 * @person: somebody who resembles another one
 *
 * They are two people.
 */
void
hall_session_declare_distinct (HallSession *self,
                               HallPerson  *person)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (may_judge (self))
    hall_trust_declare_distinct (self->trust, person);
}

/**
 * hall_session_declare_same:
 * @self: a running session
 * @person: somebody who resembles another one
 *
 * It is that one, with a new computer.
 */
void
hall_session_declare_same (HallSession *self,
                           HallPerson  *person)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (may_judge (self))
    hall_trust_declare_same (self->trust, person);
}

/**
 * hall_session_allow_older_version:
 * @self: a running session
 * @person: somebody with an older version than it once had
 */
void
hall_session_allow_older_version (HallSession *self,
                                  HallPerson  *person)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (may_judge (self))
    hall_trust_allow_version (self->trust, person);
}

/**
 * hall_session_list_shared_rooms:
 * @self: a session
 * @person: somebody else
 *
 * Returns: (transfer container) (element-type HallRoom): rooms in which both are known to be
 */
GPtrArray *
hall_session_list_shared_rooms (HallSession *self,
                                HallPerson  *person)
{
  GPtrArray *rooms = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), rooms);
  g_return_val_if_fail (HALL_IS_PERSON (person), rooms);

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    if (hall_conversation_get_stored (conversation)->person == NULL
        && hall_conversation_has_member (conversation, hall_person_get_id (person)))
      g_ptr_array_add (rooms, hall_conversation_get_room (conversation));
  return rooms;
}

/**
 * hall_session_make_person_link:
 * @self: a session
 * @person: anybody, oneself too
 *
 * Returns: (transfer full): the person's hallway: link
 */
char *
hall_session_make_person_link (HallSession *self,
                               HallPerson  *person)
{
  HallAddressLink link = { .kind = HALL_ADDRESS_LINK_PERSON };

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);

  link.id = (char *) hall_person_get_id (person);
  link.name = hall_person_has_name (person) ? (char *) hall_person_get_name (person) : NULL;
  return hall_address_link_format (&link);
}
