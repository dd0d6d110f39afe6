/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-own.c: what we have said last of ourselves and of each room that we host, for
 * those who pass it on over links.
 *
 * Part of HallAnnouncer. The very datagrams that went out, so that whoever heard them needs no
 * other ones; new ones where none goes out. Goodbyes are kept as long as what they end would count.
 */

#define G_LOG_DOMAIN "hall-announcer-own"

#include "config.h"

#include "hall-known.h"
#include "hall-limits.h"

#include "hall-announcer-private.h"

/* Of oneself; those of rooms are filed by their ids. */
#define SELF_KEY ""

typedef struct
{
  HallDatagram *datagram;
  gint64 said_us;
  gint64 until_us;
} HallSaid;

static void
hall_said_free (gpointer data)
{
  HallSaid *said = data;

  hall_datagram_unref (said->datagram);
  g_free (said);
}

void
hall_announcer_init_own (HallAnnouncer *self)
{
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_said_free);
}

void
hall_announcer_note_said (HallAnnouncer *self,
                          GBytes        *bytes)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  HallDatagram *datagram = hall_datagram_decode (text, length, NULL);
  const HallSaid *before;
  HallSaid *said;

  if (datagram == NULL)
    return;
  said = g_new0 (HallSaid, 1);
  said->datagram = datagram;
  said->said_us = now;
  before = g_hash_table_lookup (self->said, datagram->room != NULL ? datagram->room : SELF_KEY);
  /* A goodbye has no time of its own. */
  if (datagram->ttl_ms > 0)
    said->until_us = now + datagram->ttl_ms * (gint64) 1000;
  else if (before != NULL)
    said->until_us = before->until_us;
  g_hash_table_replace (self->said, g_strdup (datagram->room != NULL ? datagram->room : SELF_KEY),
                        said);
}

/* Whether what was said last of @key still counts for a while; a goodbye is the last word. */
static gboolean
is_said (HallAnnouncer *self,
         const char    *key)
{
  const HallSaid *said = g_hash_table_lookup (self->said, key);
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  return said != NULL && said->datagram->ttl_ms > 0
         && now < said->said_us + said->datagram->ttl_ms * (gint64) 500;
}

static void
say_self (HallAnnouncer *self)
{
  g_autoptr (HallDatagram) hello = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (is_said (self, SELF_KEY) || self->context->name == NULL)
    return;
  hello = hall_announcer_make_hello (self, FALSE);
  bytes = hall_announcer_encode (self, hello, FALSE);
  if (bytes != NULL)
    hall_announcer_note_said (self, bytes);
}

static void
say_room (HallAnnouncer *self,
          HallDatagram  *announcement)
{
  g_autoptr (GBytes) bytes = NULL;

  if (is_said (self, announcement->room))
    return;
  bytes = hall_announcer_encode (self, announcement, FALSE);
  if (bytes != NULL)
    hall_announcer_note_said (self, bytes);
}

/**
 * hall_announcer_list_said:
 * @self: an announcer
 *
 * What is true of us now, as signed datagrams; none but goodbyes while we are invisible, or have
 * not begun, or have no name.
 *
 * Returns: (transfer full) (element-type HallNotice): one of ourselves, one of each of our rooms
 */
GPtrArray *
hall_announcer_list_said (HallAnnouncer *self)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_notice_free);
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  GHashTableIter iter;
  gpointer value;

  if (self->running && !self->context->invisible)
    {
      say_self (self);
      hall_announcer_foreach_room (self, say_room);
    }
  g_hash_table_iter_init (&iter, self->said);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HallSaid *said = value;
      HallNotice *notice;

      if (now >= said->until_us)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      if (said->datagram->ttl_ms > 0 && self->context->invisible)
        continue;
      notice = g_new0 (HallNotice, 1);
      notice->datagram = hall_datagram_ref (said->datagram);
      notice->token = hall_datagram_make_token (said->datagram);
      notice->heard_us = said->said_us;
      g_ptr_array_add (notices, notice);
    }
  return notices;
}

/**
 * hall_announcer_get_known:
 * @self: an announcer
 * @digest: (out) (transfer full) (optional): of which
 *
 * Returns: how many people and announcements we know, ourselves and our own included
 */
guint
hall_announcer_get_known (HallAnnouncer  *self,
                          char          **digest)
{
  HallKnown known = { 0, };
  GHashTableIter iter;
  gpointer room_id;

  known.count = hall_directory_get_known (self->context->directory, &known.bits);
  hall_known_add (&known, hall_known_of_person (self->context->own_id));
  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, &room_id, NULL))
    hall_known_add (&known, hall_known_of_room (room_id, self->context->own_id));
  if (digest != NULL)
    *digest = hall_known_to_text (&known);
  return MIN (known.count, HALL_KNOWN_MAX);
}
