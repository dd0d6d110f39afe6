/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-trust-names.c: people whose names a person might take for one another.
 *
 * Part of HallTrustBook. All who are listed are sorted by the skeletons of their names. Whoever
 * bears the name of somebody known under another key "resembles" that one, unless it is verified
 * itself; of several of one name each is "tagged". Keys cost nothing, so one stranger more among
 * thousands of one name is no reason to look at them all.
 */

#define G_LOG_DOMAIN "hall-trust-names"

#include "config.h"

#include "hall-text.h"

#include "hall-trust-private.h"

/* The old key of somebody who came back under another one, and is not here. */
static gboolean
is_replaced (HallTrustBook *self,
             HallPerson    *person)
{
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));

  return record != NULL && record->successor != NULL && !hall_person_get_online (person);
}

static gboolean
is_listed_distinct (HallTrustBook *self,
                    HallPerson    *person,
                    HallPerson    *other)
{
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));

  return record != NULL && record->distinct != NULL
         && g_strv_contains ((const char *const *) record->distinct, hall_person_get_id (other));
}

/* Whether @person is to be minded rather than @other: the verified one, then the older contact. */
static gboolean
comes_first (HallTrustBook *self,
             HallPerson    *person,
             HallPerson    *other)
{
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));
  const HallStoredPerson *second = hall_roll_lookup (self->roll, hall_person_get_id (other));

  if (hall_person_get_trust (person) != hall_person_get_trust (other))
    return hall_person_get_trust (person) > hall_person_get_trust (other);
  if (record == NULL || second == NULL)
    return FALSE;
  return record->contacted_ms < second->contacted_ms;
}

static HallPerson *
find_resembled (HallTrustBook *self,
                HallPerson    *person,
                GPtrArray     *known)
{
  HallPerson *found = NULL;

  if (hall_person_get_is_self (person) || is_replaced (self, person)
      || hall_person_get_trust (person) == HALL_TRUST_VERIFIED)
    return NULL;
  for (guint i = 0; i < known->len; i++)
    {
      HallPerson *other = g_ptr_array_index (known, i);

      if (other != person && !is_listed_distinct (self, person, other)
          && !is_listed_distinct (self, other, person)
          && (found == NULL || comes_first (self, other, found)))
        found = other;
    }
  return found;
}

/* (transfer container) (element-type HallPerson) */
static GPtrArray *
list_known (GPtrArray *bearers)
{
  GPtrArray *known = g_ptr_array_new ();

  for (guint i = 0; i < bearers->len; i++)
    if (hall_person_get_trust (g_ptr_array_index (bearers, i)) != HALL_TRUST_STRANGER)
      g_ptr_array_add (known, g_ptr_array_index (bearers, i));
  return known;
}

static guint
count_shown (HallTrustBook *self,
             GPtrArray     *bearers,
             guint          most)
{
  guint n_shown = 0;

  for (guint i = 0; i < bearers->len && n_shown < most; i++)
    n_shown += !is_replaced (self, g_ptr_array_index (bearers, i));
  return n_shown;
}

/* Whether @person can come or go without a change for the others, who are @bearers: they are tagged
 * already, and will be; and nobody resembles a stranger. */
static gboolean
is_one_of_many (HallTrustBook *self,
                HallPerson    *person,
                GPtrArray     *bearers)
{
  return hall_person_get_trust (person) == HALL_TRUST_STRANGER
         && count_shown (self, bearers, 2) == 2;
}

static void
review_bearers (HallTrustBook *self,
                GPtrArray     *bearers)
{
  g_autoptr (GPtrArray) known = list_known (bearers);
  guint n_shown = count_shown (self, bearers, 2);

  for (guint i = 0; i < bearers->len; i++)
    {
      HallPerson *person = g_ptr_array_index (bearers, i);

      hall_person_set_tagged (person, n_shown > 1);
      hall_person_set_resembles (person, find_resembled (self, person, known));
    }
}

static void
strike (HallTrustBook *self,
        HallPerson    *person)
{
  g_autofree char *skeleton = NULL;
  GPtrArray *bearers;

  if (!g_hash_table_steal_extended (self->skeletons, person, NULL, (gpointer *) &skeleton))
    return;
  bearers = g_hash_table_lookup (self->bearers, skeleton);
  g_ptr_array_remove_fast (bearers, person);
  hall_person_set_tagged (person, FALSE);
  hall_person_set_resembles (person, NULL);
  if (bearers->len == 0)
    g_hash_table_remove (self->bearers, skeleton);
  else if (!is_one_of_many (self, person, bearers))
    review_bearers (self, bearers);
}

static void
enter (HallTrustBook *self,
       HallPerson    *person)
{
  char *skeleton = NULL;
  GPtrArray *bearers;

  if (hall_person_has_name (person))
    skeleton = hall_text_skeleton (hall_person_get_name (person));
  if (skeleton == NULL)
    return;
  bearers = g_hash_table_lookup (self->bearers, skeleton);
  if (bearers == NULL)
    {
      bearers = g_ptr_array_new ();
      g_hash_table_insert (self->bearers, g_strdup (skeleton), bearers);
    }
  g_hash_table_insert (self->skeletons, person, skeleton);
  if (is_one_of_many (self, person, bearers))
    {
      g_autoptr (GPtrArray) known = list_known (bearers);

      hall_person_set_tagged (person, TRUE);
      hall_person_set_resembles (person, find_resembled (self, person, known));
      g_ptr_array_add (bearers, person);
      return;
    }
  g_ptr_array_add (bearers, person);
  review_bearers (self, bearers);
}

static void
on_name (HallPerson    *person,
         GParamSpec    *pspec,
         HallTrustBook *self)
{
  strike (self, person);
  enter (self, person);
}

static void
on_online (HallPerson    *person,
           GParamSpec    *pspec,
           HallTrustBook *self)
{
  const HallStoredPerson *record = hall_roll_lookup (self->roll, hall_person_get_id (person));

  /* Whether it is here matters for a key that has a successor alone. */
  if (record != NULL && record->successor != NULL)
    hall_trust_review_names (self, person);
}

void
hall_trust_review_names (HallTrustBook *self,
                         HallPerson    *person)
{
  const char *skeleton = g_hash_table_lookup (self->skeletons, person);

  if (skeleton != NULL)
    review_bearers (self, g_hash_table_lookup (self->bearers, skeleton));
}

HallPerson *
hall_trust_find_namesake (HallTrustBook *self,
                          HallPerson    *person,
                          const char    *name)
{
  g_autofree char *skeleton = NULL;
  g_autoptr (GPtrArray) known = NULL;
  HallPerson *found = NULL;
  GPtrArray *bearers;

  if (person != NULL && g_hash_table_contains (self->skeletons, person))
    return hall_person_get_resembles (person);
  if (person != NULL && hall_person_has_name (person))
    name = hall_person_get_name (person);
  skeleton = hall_text_skeleton (name);
  bearers = skeleton != NULL ? g_hash_table_lookup (self->bearers, skeleton) : NULL;
  if (bearers == NULL)
    return NULL;
  known = list_known (bearers);
  for (guint i = 0; i < known->len; i++)
    {
      HallPerson *other = g_ptr_array_index (known, i);

      if (other != person && (found == NULL || comes_first (self, other, found)))
        found = other;
    }
  return found;
}

static void
follow (HallTrustBook *self,
        HallPerson    *person)
{
  /* Disconnected in unfollow (), while this holds the person. */
  g_signal_connect (person, "notify::name", G_CALLBACK (on_name), self);
  g_signal_connect (person, "notify::online", G_CALLBACK (on_online), self);
  enter (self, person);
  hall_trust_show (self, person);
}

static void
unfollow (HallTrustBook *self,
          HallPerson    *person)
{
  g_signal_handlers_disconnect_by_data (person, self);
  strike (self, person);
}

static void
on_items_changed (GListModel    *people,
                  guint          position,
                  guint          n_removed,
                  guint          n_added,
                  HallTrustBook *self)
{
  for (guint i = 0; i < n_removed; i++)
    {
      g_autoptr (HallPerson) person = g_ptr_array_steal_index (self->listed, position);

      unfollow (self, person);
    }
  for (guint i = 0; i < n_added; i++)
    {
      HallPerson *person = g_list_model_get_item (people, position + i);

      g_ptr_array_insert (self->listed, (int) (position + i), person);
      follow (self, person);
    }
}

void
hall_trust_init_names (HallTrustBook *self)
{
  self->people = g_object_ref (hall_directory_get_people (self->context->directory));
  self->listed = g_ptr_array_new_with_free_func (g_object_unref);
  self->skeletons = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->bearers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->people, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  follow (self, hall_context_get_self (self->context));
  on_items_changed (self->people, 0, 0, g_list_model_get_n_items (self->people), self);
}

void
hall_trust_clear_names (HallTrustBook *self)
{
  if (self->people == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->people, self);
  g_signal_handlers_disconnect_by_data (hall_context_get_self (self->context), self);
  for (guint i = 0; i < self->listed->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->listed, i), self);
  g_clear_object (&self->people);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->skeletons, g_hash_table_unref);
  g_clear_pointer (&self->bearers, g_hash_table_unref);
}
