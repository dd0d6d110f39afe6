/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet.c: HallPacket and HallRosterEntry, the values.
 *
 * Immutable once their maker has filled them in. The words of the wire are in
 * hall-packet-private.h; reading and writing are in hall-packet-decode.c and -encode.c.
 */

#define G_LOG_DOMAIN "hall-packet"

#include "config.h"

#include <string.h>

#include "hall-packet-private.h"

#include "hall-packet.h"

/* In the order of HallPacketType. */
static const char * const type_words[] = {
  "", "hello", "join", "welcome", "not_host", "moved", "handoff", "yield", "have", "ids", "want",
  "ev", "evs", "ack", "rack", "roster", "receipt", "pake1", "pake2", "pake3", "typing", "picture",
  "dir", "reach", "ping", "pong", "error", "bye",
};

static const char * const purpose_words[] = { "room", "dm", "file", "dir" };

static const char * const level_words[] = { "stored", "replicated" };

G_STATIC_ASSERT (G_N_ELEMENTS (type_words) == HALL_PACKET_BYE + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (purpose_words) == HALL_PURPOSE_DIRECTORY + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (level_words) == HALL_ACK_REPLICATED + 1);

G_DEFINE_BOXED_TYPE (HallPacket, hall_packet, hall_packet_ref, hall_packet_unref)

/* The index of @word, or -1. */
static int
find_word (const char * const *words,
           guint               n_words,
           const char         *word)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (strcmp (words[i], word) == 0)
        return (int) i;
    }

  return -1;
}

/* See hall-packet-private.h for these. */

const char *
hall_packet_type_to_word (HallPacketType type)
{
  g_return_val_if_fail (type > HALL_PACKET_UNKNOWN && type <= HALL_PACKET_BYE, NULL);

  return type_words[type];
}

HallPacketType
hall_packet_type_from_word (const char *word)
{
  int type = find_word (type_words, G_N_ELEMENTS (type_words), word);

  return type > 0 ? (HallPacketType) type : HALL_PACKET_UNKNOWN;
}

const char *
hall_purpose_to_word (HallPurpose purpose)
{
  g_return_val_if_fail ((guint) purpose < G_N_ELEMENTS (purpose_words), NULL);

  return purpose_words[purpose];
}

int
hall_purpose_from_word (const char *word)
{
  return find_word (purpose_words, G_N_ELEMENTS (purpose_words), word);
}

const char *
hall_ack_level_to_word (HallAckLevel level)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (level_words), NULL);

  return level_words[level];
}

int
hall_ack_level_from_word (const char *word)
{
  return find_word (level_words, G_N_ELEMENTS (level_words), word);
}

/**
 * hall_packet_new:
 * @type: what it says
 *
 * Creates a packet whose fields are all zero, but for the hour and the tries, which are -1: none.
 * They are to be filled in by the caller. The packet owns what is put into it; arrays of events and
 * entries are to have their free functions set.
 *
 * Returns: (transfer full): the packet
 */
HallPacket *
hall_packet_new (HallPacketType type)
{
  HallPacket *self = g_new0 (HallPacket, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->hour = -1;
  self->tries = -1;

  return self;
}

/**
 * hall_packet_ref:
 * @self: a packet
 *
 * Returns: (transfer full): @self
 */
HallPacket *
hall_packet_ref (HallPacket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hall_packet_unref:
 * @self: (transfer full): a packet
 */
void
hall_packet_unref (HallPacket *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_strfreev (self->capabilities);
  g_free (self->room);
  g_free (self->name);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_strfreev (self->gone);
  g_free (self->host);
  g_strfreev (self->addresses);
  g_free (self->control);
  g_free (self->event_id);
  g_clear_pointer (&self->days, g_array_unref);
  g_strfreev (self->ids);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self->knows);
  g_free (self->salt);
  g_free (self->person);
  g_free (self->digest);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_strfreev (self->have);
  g_strfreev (self->wanted);
  g_clear_pointer (&self->relayed, g_ptr_array_unref);
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}

/**
 * hall_packet_new_event:
 * @event: an event
 *
 * Returns: (transfer full): a packet of type HALL_PACKET_EV that carries @event
 */
HallPacket *
hall_packet_new_event (HallEvent *event)
{
  HallPacket *self;

  g_return_val_if_fail (event != NULL, NULL);

  self = hall_packet_new (HALL_PACKET_EV);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (self->events, hall_event_ref (event));

  return self;
}

/**
 * hall_packet_new_error:
 * @code: a word, such as "full"
 * @text: (nullable): a sentence for people
 * @retry_ms: after how long to try again, or 0
 *
 * Returns: (transfer full): a packet of type HALL_PACKET_ERROR
 */
HallPacket *
hall_packet_new_error (const char *code,
                       const char *text,
                       guint       retry_ms)
{
  HallPacket *self;

  g_return_val_if_fail (code != NULL, NULL);

  self = hall_packet_new (HALL_PACKET_ERROR);
  self->code = g_strdup (code);
  self->text = g_strdup (text);
  self->retry_ms = retry_ms;

  return self;
}

/**
 * hall_roster_entry_new:
 * @id: the person's id
 * @name: (nullable): the name the person joined as
 *
 * Returns: (transfer full): an entry, its other fields zero
 */
HallRosterEntry *
hall_roster_entry_new (const char *id,
                       const char *name)
{
  HallRosterEntry *self = g_new0 (HallRosterEntry, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);

  return self;
}

/**
 * hall_roster_entry_copy:
 * @self: an entry
 *
 * Returns: (transfer full): a copy
 */
HallRosterEntry *
hall_roster_entry_copy (const HallRosterEntry *self)
{
  HallRosterEntry *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = hall_roster_entry_new (self->id, self->name);
  copy->rank = self->rank;
  copy->fit = self->fit;
  copy->addresses = g_strdupv (self->addresses);
  copy->tcp_port = self->tcp_port;

  return copy;
}

/**
 * hall_roster_entry_free:
 * @self: (transfer full): an entry
 */
void
hall_roster_entry_free (HallRosterEntry *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->addresses);
  g_free (self);
}
