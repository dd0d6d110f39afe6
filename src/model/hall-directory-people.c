/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory-people.c: the people of HallDirectory, listed or only known.
 *
 * One object for each key, for as long as somebody uses it. Those that are not listed are kept
 * too, up to a bound; beyond it they go, the oldest first, when nobody else holds them.
 */

#define G_LOG_DOMAIN "hall-directory-people"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-limits.h"

/* How many are looked at in one go: this is called for every datagram. */
#define DROP_TRIES 16

static void
person_entry_free (gpointer data)
{
  HallPersonEntry *entry = data;

  g_clear_object (&entry->person);
  hall_directory_keep_datagram (entry, NULL);
  g_strfreev (entry->hints);
  g_free (entry->id);
  g_free (entry);
}

void
hall_directory_init_people (HallDirectory *self)
{
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, person_entry_free);
  self->listed_people = g_list_store_new (HALL_TYPE_PERSON);
  g_queue_init (&self->unlisted);
}

/* People hold those they resemble and their conversations, which hold them. */
static void
untie_people (HallDirectory *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallPersonEntry *entry = value;

      hall_person_set_resembles (entry->person, NULL);
      hall_person_set_conversation (entry->person, NULL);
    }
}

void
hall_directory_finalize_people (HallDirectory *self)
{
  untie_people (self);
  g_clear_object (&self->listed_people);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_object (&self->own);
}

static void
update_listing (HallDirectory   *self,
                HallPersonEntry *entry)
{
  gboolean online = hall_person_get_online (entry->person);
  gboolean listed = entry->person != self->own && (entry->remembered || online);
  guint position;

  if (entry->counted != (listed && online))
    {
      entry->counted = listed && online;
      self->n_online += entry->counted ? 1 : -1;
    }
  if (entry->listed == listed)
    return;
  entry->listed = listed;

  if (listed)
    {
      g_queue_unlink (&self->unlisted, &entry->link);
      g_list_store_append (self->listed_people, entry->person);
    }
  else
    {
      g_queue_push_tail_link (&self->unlisted, &entry->link);
      if (g_list_store_find (self->listed_people, entry->person, &position))
        g_list_store_remove (self->listed_people, position);
    }
}

static void
on_person_notify_online (HallPerson    *person,
                         GParamSpec    *pspec,
                         HallDirectory *self)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, hall_person_get_id (person));

  if (entry != NULL && entry->person == person)
    update_listing (self, entry);
}

/*
 * hall_directory_ensure_entry:
 * @self: a directory
 * @id: a key
 *
 * Returns: (transfer none): what is known of that person
 */
HallPersonEntry *
hall_directory_ensure_entry (HallDirectory *self,
                             const char    *id)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, id);

  if (entry != NULL)
    return entry;

  entry = g_new0 (HallPersonEntry, 1);
  entry->id = g_strdup (id);
  entry->link.data = entry;
  entry->person = self->own == NULL ? hall_person_new (id, TRUE) : hall_person_new (id, FALSE);
  g_hash_table_insert (self->people, entry->id, entry);
  if (self->own == NULL)
    return entry;

  g_queue_push_tail_link (&self->unlisted, &entry->link);
  g_signal_connect_object (entry->person, "notify::online",
                           G_CALLBACK (on_person_notify_online), self, 0);

  return entry;
}

/*
 * hall_directory_set_heard:
 * @self: a directory
 * @entry: a person
 * @heard: whether its HELLOs are being heard
 */
void
hall_directory_set_heard (HallDirectory   *self,
                          HallPersonEntry *entry,
                          gboolean         heard)
{
  int change = heard ? 1 : -1;

  if (entry->heard == heard)
    return;
  entry->heard = heard;
  self->n_heard += change;
  if (!entry->remembered)
    self->n_strangers += change;
  if (heard)
    hall_known_add (&self->known, hall_known_of_person (entry->id));
  else
    hall_known_remove (&self->known, hall_known_of_person (entry->id));
}

/*
 * hall_directory_keep_datagram:
 * @entry: a person
 * @datagram: (nullable): what others are to be told of it
 */
void
hall_directory_keep_datagram (HallPersonEntry *entry,
                              HallDatagram    *datagram)
{
  g_clear_pointer (&entry->token, g_free);
  g_clear_pointer (&entry->datagram, hall_datagram_unref);
  if (datagram != NULL)
    entry->datagram = hall_datagram_ref (datagram);
}

/*
 * hall_directory_drop_unused_people:
 * @self: a directory
 *
 * Lets go of some people that are not listed and that nobody uses, when there are too many.
 */
void
hall_directory_drop_unused_people (HallDirectory *self)
{
  hall_directory_trim_people (self, DROP_TRIES);
}

/**
 * hall_directory_trim_people:
 * @self: a directory
 * @tries: how many people to look at, at most
 *
 * Lets go of people that are not listed and that nobody uses, when there are too many: for whoever
 * brings people that are not heard. Pointers to people that are not owned may be gone afterwards.
 */
void
hall_directory_trim_people (HallDirectory *self,
                            guint          tries)
{
  g_return_if_fail (HALL_IS_DIRECTORY (self));

  for (guint i = 0; i < tries && self->unlisted.length > HALL_PEOPLE_MAX; i++)
    {
      GList *link = g_queue_pop_head_link (&self->unlisted);
      HallPersonEntry *entry = link->data;
      GWeakRef weak;

      g_weak_ref_init (&weak, entry->person);
      g_clear_object (&entry->person);
      entry->person = g_weak_ref_get (&weak);
      g_weak_ref_clear (&weak);

      if (entry->person == NULL)
        g_hash_table_remove (self->people, entry->id);
      else
        g_queue_push_tail_link (&self->unlisted, link);
    }
}

/**
 * hall_directory_get_self:
 * @self: a directory
 *
 * Returns: (transfer none): oneself
 */
HallPerson *
hall_directory_get_self (HallDirectory *self)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);

  return self->own;
}

/**
 * hall_directory_get_people:
 * @self: a directory
 *
 * Returns: (transfer none): the #HallPerson who are online or remembered, without oneself, in no
 *   particular order
 */
GListModel *
hall_directory_get_people (HallDirectory *self)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);

  return G_LIST_MODEL (self->listed_people);
}

/**
 * hall_directory_lookup_person:
 * @self: a directory
 * @id: a key
 *
 * Returns: (transfer none) (nullable): the person, if known; oneself too
 */
HallPerson *
hall_directory_lookup_person (HallDirectory *self,
                              const char    *id)
{
  HallPersonEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  entry = g_hash_table_lookup (self->people, id);

  return entry != NULL ? entry->person : NULL;
}

/**
 * hall_directory_ensure_person:
 * @self: a directory
 * @id: a key
 *
 * Gets the one object of that key. Who keeps it while datagrams are heard takes a reference.
 *
 * Returns: (transfer none): the person; oneself for one's own key
 */
HallPerson *
hall_directory_ensure_person (HallDirectory *self,
                              const char    *id)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return hall_directory_ensure_entry (self, id)->person;
}

/**
 * hall_directory_remember_person:
 * @self: a directory
 * @person: one of its people
 * @boot: the boot of the last presence heard of it; 0 if never heard
 * @seq: the sequence number of the same
 *
 * Lists the person from now on, online or not. What is older than (boot, seq) will be refused.
 */
void
hall_directory_remember_person (HallDirectory *self,
                                HallPerson    *person,
                                guint64        boot,
                                guint64        seq)
{
  HallPersonEntry *entry;

  g_return_if_fail (HALL_IS_DIRECTORY (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  entry = g_hash_table_lookup (self->people, hall_person_get_id (person));
  g_return_if_fail (entry != NULL && entry->person == person);

  if ((boot != 0 || seq != 0) && hall_sequence_compare (&entry->presence, boot, seq, 0, 0) > 0)
    hall_sequence_set (&entry->presence, boot, seq);
  if (entry->remembered)
    return;
  entry->remembered = TRUE;
  if (entry->heard)
    self->n_strangers--;
  update_listing (self, entry);
}

/**
 * hall_directory_get_sequence:
 * @self: a directory
 * @id: a key
 * @boot: (out): the boot of the last HELLO or BYE
 * @seq: (out): its sequence number
 *
 * Returns: FALSE when nothing was ever heard of that person's presence
 */
gboolean
hall_directory_get_sequence (HallDirectory *self,
                             const char    *id,
                             guint64       *boot,
                             guint64       *seq)
{
  HallPersonEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), FALSE);
  g_return_val_if_fail (id != NULL && boot != NULL && seq != NULL, FALSE);

  entry = g_hash_table_lookup (self->people, id);
  if (entry == NULL || !entry->presence.known)
    return FALSE;
  *boot = entry->presence.boot;
  *seq = entry->presence.seq;

  return TRUE;
}

/**
 * hall_directory_count_people_online:
 * @self: a directory
 *
 * Returns: how many listed people are online
 */
guint
hall_directory_count_people_online (HallDirectory *self)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), 0);

  return self->n_online;
}
