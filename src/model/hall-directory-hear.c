/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory-hear.c: what verified datagrams do to people and rooms, heard by ourselves or told
 * by somebody else.
 *
 * What is told is worth less: it is as old as is said, it never makes younger what is known, and
 * what we heard ourselves has the first address.
 */

#define G_LOG_DOMAIN "hall-directory-hear"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-limits.h"

/* Strangers whom we only know by being told, so that there are places for those we hear. */
#define TOLD_STRANGERS_MAX (HALL_PEOPLE_MAX / 4 * 3)

static HallPresence
presence_from_word (const char *word)
{
  if (g_strcmp0 (word, "away") == 0)
    return HALL_PRESENCE_AWAY;
  if (g_strcmp0 (word, "dnd") == 0)
    return HALL_PRESENCE_BUSY;

  return HALL_PRESENCE_AVAILABLE;
}

static gboolean
shares_room (HallDirectory *self,
             HallPerson    *person)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->listed_rooms));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (G_LIST_MODEL (self->listed_rooms), i);

      if (hall_room_get_is_member (room) &&
          g_list_store_find (G_LIST_STORE (hall_room_get_members (room)), person, NULL))
        return TRUE;
    }

  return FALSE;
}

/* Less than 0 for a replay. After a restart it is not known when somebody went: the day of
 * remembering begins with the first replay. */
static int
compare_presence (HallPersonEntry *entry,
                  HallDatagram    *datagram,
                  gint64           now_us)
{
  int order = hall_sequence_compare (&entry->presence, datagram->boot, datagram->seq,
                                     entry->gone_us, now_us);

  if (order < 0 && !entry->heard && entry->gone_us == 0)
    entry->gone_us = MAX (now_us, 1);

  return order;
}

/*
 * hall_directory_let_go:
 * @self: a directory
 * @entry: somebody who is heard no more
 * @now_us: monotonic time
 */
void
hall_directory_let_go (HallDirectory   *self,
                       HallPersonEntry *entry,
                       gint64           now_us)
{
  hall_directory_set_heard (self, entry, FALSE);
  hall_directory_keep_datagram (entry, NULL);
  entry->gone_us = MAX (now_us, 1);
  entry->direct_until_us = 0;
  hall_person_set_presence (entry->person, HALL_PRESENCE_OFFLINE);
}

/*
 * hall_directory_refresh_rooms:
 * @self: a directory
 * @room_ids: (element-type utf8): whose announcements have changed
 */
void
hall_directory_refresh_rooms (HallDirectory *self,
                              GPtrArray     *room_ids)
{
  for (guint i = 0; i < room_ids->len; i++)
    {
      HallRoom *room = hall_directory_lookup_room (self, g_ptr_array_index (room_ids, i));

      if (room != NULL)
        hall_directory_refresh_room (self, room);
    }
  if (room_ids->len > 0)
    hall_directory_drop_unused_rooms (self);
}

/* One more address, but it takes no other one's place. */
static void
add_second_address (HallPerson *person,
                    const char *address)
{
  const char *const *addresses = hall_person_get_addresses (person);
  g_autofree char *first = g_strdup (addresses[0]);

  if (g_strv_contains (addresses, address) ||
      g_strv_length ((char **) addresses) >= HALL_ADDRESSES_PER_PERSON)
    return;

  g_object_freeze_notify (G_OBJECT (person));
  hall_person_add_address (person, address);
  if (first != NULL)
    hall_person_add_address (person, first);
  g_object_thaw_notify (G_OBJECT (person));
}

/* @first: they are the best that is known; else they come after what is there. */
static void
add_addresses (HallPerson        *person,
               const HallHearing *hearing,
               gboolean           first)
{
  guint n = g_strv_length ((char **) hearing->addresses);
  const char *const *known = hall_person_get_addresses (person);
  guint n_old = g_strv_length ((char **) known);

  /* As nearly always: it is where it was. */
  if (n == 1 && g_strcmp0 (known[0], hearing->addresses[0]) == 0)
    return;
  first = first || n_old == 0;
  if (!first)
    n = MIN (n, HALL_ADDRESSES_PER_PERSON - n_old);
  g_object_freeze_notify (G_OBJECT (person));
  while (n-- > 0)
    {
      if (first)
        hall_person_add_address (person, hearing->addresses[n]);
      else
        add_second_address (person, hearing->addresses[n]);
    }
  g_object_thaw_notify (G_OBJECT (person));
}

/* The newest first. */
static void
note_hints (HallPersonEntry   *entry,
            const HallHearing *hearing)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) old = NULL;
  guint n = 0;

  if (!hearing->told || hearing->addresses[0] == NULL)
    return;
  builder = g_strv_builder_new ();
  old = g_steal_pointer (&entry->hints);
  for (; hearing->addresses[n] != NULL && n < HALL_ADDRESSES_PER_PERSON; n++)
    g_strv_builder_add (builder, hearing->addresses[n]);
  for (guint i = 0; old != NULL && old[i] != NULL && n < HALL_ADDRESSES_PER_PERSON; i++)
    {
      if (g_strv_contains (hearing->addresses, old[i]))
        continue;
      g_strv_builder_add (builder, old[i]);
      n++;
    }
  entry->hints = g_strv_builder_end (builder);
}

static gboolean
is_direct (const HallPersonEntry *entry,
           gint64                 now_us)
{
  return entry != NULL && entry->heard && now_us < entry->direct_until_us;
}

/* The same HELLO once more. Told again it says nothing new; heard, it is more than being told. */
static void
hear_again (HallPersonEntry   *entry,
            const HallHearing *hearing)
{
  gboolean was_direct = is_direct (entry, hearing->now_us);

  if (!entry->heard)
    return;
  add_addresses (entry->person, hearing, !hearing->told && !was_direct);
  note_hints (entry, hearing);
  if (hearing->told || was_direct)
    return;
  entry->heard_us = hearing->heard_us;
  entry->deadline_us = hearing->heard_us + entry->ttl_us;
  entry->told_until_us = entry->deadline_us;
  entry->direct_until_us = entry->deadline_us;
  entry->n_asked = 0;
}

/* Whether there is no place for one who was not heard before. */
static gboolean
is_full (HallDirectory         *self,
         const HallPersonEntry *entry,
         const HallHearing     *hearing)
{
  guint limit = hearing->told ? TOLD_STRANGERS_MAX : HALL_PEOPLE_MAX;

  if (self->n_strangers < limit || (entry != NULL && entry->heard))
    return FALSE;

  return entry == NULL || (!entry->remembered && !shares_room (self, entry->person));
}

static void
take_presence (HallDirectory     *self,
               HallPersonEntry   *entry,
               HallDatagram      *datagram,
               const HallHearing *hearing)
{
  gboolean was_direct = is_direct (entry, hearing->now_us);

  hall_sequence_set (&entry->presence, datagram->boot, datagram->seq);
  hall_directory_keep_datagram (entry, datagram);
  entry->heard_us = hearing->heard_us;
  entry->ttl_us = datagram->ttl_ms * (gint64) 1000;
  entry->deadline_us = hearing->heard_us + entry->ttl_us;
  entry->told_until_us = entry->deadline_us;
  if (!hearing->told)
    entry->direct_until_us = entry->deadline_us;
  else if (was_direct)
    entry->deadline_us = MAX (entry->deadline_us, entry->direct_until_us);
  entry->gone_us = 0;
  entry->n_asked = 0;
  hall_directory_set_heard (self, entry, TRUE);
}

/* The last that was heard before we were started again: somebody knows how old it is. */
static gboolean
is_recorded (const HallPersonEntry *entry,
             const HallHearing     *hearing)
{
  return hearing->told && !entry->heard && entry->gone_us == 0;
}

static HallHeard
hear_hello (HallDirectory     *self,
            HallDatagram      *datagram,
            const HallHearing *hearing)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, datagram->id);
  gboolean was_online = entry != NULL && hall_person_get_online (entry->person);
  gboolean was_direct = is_direct (entry, hearing->now_us);
  HallPerson *person;

  if (entry != NULL)
    {
      int order = compare_presence (entry, datagram, hearing->now_us);

      if (order < 0)
        return HALL_HEARD_REPLAYED;
      if (order == 0 && !is_recorded (entry, hearing))
        {
          hear_again (entry, hearing);
          return HALL_HEARD_KNOWN;
        }
    }
  if (hall_hearing_is_over (hearing, datagram))
    return HALL_HEARD_EXPIRED;
  if (is_full (self, entry, hearing))
    return HALL_HEARD_TABLE_FULL;

  entry = hall_directory_ensure_entry (self, datagram->id);
  take_presence (self, entry, datagram, hearing);
  person = entry->person;
  hall_person_set_name (person, datagram->name);
  hall_person_set_status_text (person, datagram->status_text);
  hall_person_set_picture_digest (person, datagram->picture);
  hall_person_set_tcp_port (person, datagram->tcp_port);
  add_addresses (person, hearing, !hearing->told || !was_direct);
  note_hints (entry, hearing);
  /* Last, since it lists the person: whoever looks finds the rest. */
  hall_person_set_presence (person, presence_from_word (datagram->status));

  return was_online ? HALL_HEARD_KNOWN : HALL_HEARD_NEW;
}

static HallHeard
hear_bye (HallDirectory     *self,
          HallDatagram      *datagram,
          const HallHearing *hearing)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, datagram->id);
  g_autoptr (GPtrArray) rooms = NULL;
  gboolean ends_something;
  int order;

  if (entry == NULL)
    return HALL_HEARD_KNOWN;
  order = compare_presence (entry, datagram, hearing->now_us);
  if (order <= 0)
    return order < 0 ? HALL_HEARD_REPLAYED : HALL_HEARD_KNOWN;

  hall_sequence_set (&entry->presence, datagram->boot, datagram->seq);
  /* Goodbye is said twice. */
  ends_something = entry->datagram != NULL;
  hall_directory_let_go (self, entry, hearing->now_us);
  if (ends_something)
    hall_directory_keep_datagram (entry, datagram);
  rooms = hall_announcements_remove_host (self->announcements, datagram->id, hearing->now_us);
  hall_directory_refresh_rooms (self, rooms);

  return HALL_HEARD_KNOWN;
}

static HallHeard
hear_room (HallDirectory     *self,
           HallDatagram      *datagram,
           const HallHearing *hearing)
{
  HallRoomEntry *entry = g_hash_table_lookup (self->rooms, datagram->room);
  HallPersonEntry *sender = g_hash_table_lookup (self->people, datagram->id);
  HallPerson *host;
  HallFavor favor = 0;
  HallHeard heard;

  if (hall_directory_is_private (self, datagram->room))
    return HALL_HEARD_REPLAYED;
  if (entry != NULL && hall_room_get_is_member (entry->room))
    favor |= HALL_FAVOR_ROOM;
  if (sender != NULL && (sender->remembered || shares_room (self, sender->person)))
    favor |= HALL_FAVOR_SENDER;

  heard = hall_announcements_hear (self->announcements, datagram, hearing, favor);
  /* The same pair again, after its end, does not bring it back. */
  if ((heard != HALL_HEARD_NEW && heard != HALL_HEARD_KNOWN) ||
      !hall_announcements_is_live (self->announcements, datagram->room, datagram->id))
    return heard;

  host = hall_directory_ensure_person (self, datagram->id);
  hall_person_set_tcp_port (host, datagram->tcp_port);
  add_addresses (host, hearing, FALSE);
  note_hints (hall_directory_ensure_entry (self, datagram->id), hearing);
  hall_directory_refresh_room (self, hall_directory_ensure_room_entry (self, datagram->room)->room);

  return heard;
}

static HallHeard
hear_room_bye (HallDirectory     *self,
               HallDatagram      *datagram,
               const HallHearing *hearing)
{
  g_autoptr (GPtrArray) rooms = g_ptr_array_new ();
  HallHeard heard = hall_announcements_hear_bye (self->announcements, datagram, hearing->now_us);

  if (heard == HALL_HEARD_KNOWN)
    {
      g_ptr_array_add (rooms, datagram->room);
      hall_directory_refresh_rooms (self, rooms);
    }

  return heard;
}

static HallHeard
hear (HallDirectory     *self,
      HallDatagram      *datagram,
      const HallHearing *hearing)
{
  if (g_str_equal (datagram->id, hall_person_get_id (self->own)))
    return HALL_HEARD_KNOWN;
  hall_directory_drop_unused_people (self);

  switch (datagram->type)
    {
    case HALL_DATAGRAM_HELLO:
      return hear_hello (self, datagram, hearing);
    case HALL_DATAGRAM_BYE:
      return hear_bye (self, datagram, hearing);
    case HALL_DATAGRAM_ROOM:
      return hear_room (self, datagram, hearing);
    case HALL_DATAGRAM_ROOMBYE:
      return hear_room_bye (self, datagram, hearing);
    default:
      g_return_val_if_reached (HALL_HEARD_REPLAYED);
    }
}

/**
 * hall_directory_hear:
 * @self: a directory
 * @datagram: a verified datagram
 * @address: where it came from
 * @now_us: monotonic time, µs
 *
 * Takes over what a datagram says. Afterwards people and rooms that are listed no more may be gone
 * but for references held by others. One's own datagrams change nothing.
 *
 * Returns: what became of it
 */
HallHeard
hall_directory_hear (HallDirectory *self,
                     HallDatagram  *datagram,
                     const char    *address,
                     gint64         now_us)
{
  const char *const addresses[] = { address, NULL };
  const HallHearing hearing = { addresses, now_us, now_us, FALSE };

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), HALL_HEARD_REPLAYED);
  g_return_val_if_fail (datagram != NULL && address != NULL, HALL_HEARD_REPLAYED);

  return hear (self, datagram, &hearing);
}

/**
 * hall_directory_hear_relayed:
 * @self: a directory
 * @datagram: a verified datagram
 * @addresses: (nullable): where its sender is said to be
 * @age_ms: how long ago somebody is said to have heard it
 * @now_us: monotonic time, µs
 *
 * Takes over what somebody else has heard, as [method@Hall.Directory.hear] does, but it counts from
 * when it was heard, and a datagram that is known already stays as old as it is.
 *
 * Returns: what became of it; HALL_HEARD_EXPIRED when it says no more than when somebody was seen
 */
HallHeard
hall_directory_hear_relayed (HallDirectory     *self,
                             HallDatagram      *datagram,
                             const char *const *addresses,
                             guint              age_ms,
                             gint64             now_us)
{
  static const char *const none[] = { NULL };
  const HallHearing hearing = { addresses != NULL ? addresses : none,
                                now_us - age_ms * (gint64) 1000, now_us, TRUE };

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), HALL_HEARD_REPLAYED);
  g_return_val_if_fail (datagram != NULL, HALL_HEARD_REPLAYED);

  return hear (self, datagram, &hearing);
}

/**
 * hall_directory_has_hint:
 * @self: a directory
 * @id: a key
 * @address: numeric
 *
 * Returns: whether somebody has told us lately that the person is there
 */
gboolean
hall_directory_has_hint (HallDirectory *self,
                         const char    *id,
                         const char    *address)
{
  const HallPersonEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), FALSE);
  g_return_val_if_fail (id != NULL && address != NULL, FALSE);

  entry = g_hash_table_lookup (self->people, id);

  return entry != NULL && entry->hints != NULL &&
         g_strv_contains ((const char *const *) entry->hints, address);
}

/**
 * hall_directory_is_told:
 * @self: a directory
 * @id: a key
 * @now_us: monotonic time, µs
 *
 * Returns: whether that person is around, but known only from what others have heard
 */
gboolean
hall_directory_is_told (HallDirectory *self,
                        const char    *id,
                        gint64         now_us)
{
  const HallPersonEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  entry = g_hash_table_lookup (self->people, id);

  return entry != NULL && entry->heard && !is_direct (entry, now_us);
}
