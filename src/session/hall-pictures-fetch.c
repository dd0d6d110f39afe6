/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pictures-fetch.c: one picture, piece by piece, from its person's computer.
 *
 * Part of HallPictures. Over the link of the private conversation if there is one, else over a
 * short one of its own. The pieces come in order; nothing is taken that is more than was asked for.
 */

#define G_LOG_DOMAIN "hall-pictures-fetch"

#include "config.h"

#include "hall-limits.h"

#include "hall-pictures-private.h"

#define FETCH_MS 15000

static void
ask (HallWanted *wanted)
{
  g_autoptr (HallPacket) question = hall_packet_new (HALL_PACKET_PICTURE);

  question->digest = g_strdup (wanted->digest);
  question->question = TRUE;
  hall_link_send (wanted->link, question, HALL_LINK_BACKGROUND);
}

static void
finish (HallWanted *wanted)
{
  gsize size = wanted->bytes->len;
  g_autoptr (GBytes) picture = g_bytes_new_take (g_byte_array_steal (wanted->bytes, NULL), size);
  g_autofree char *digest = hall_picture_make_digest (picture);

  if (hall_picture_is_good (picture) && g_str_equal (digest, wanted->digest))
    hall_pictures_end_fetch (wanted, picture);
  else
    hall_pictures_refuse (wanted);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallWanted *wanted)
{
  gsize length;

  if (packet->type != HALL_PACKET_PICTURE || packet->question
      || g_strcmp0 (packet->digest, wanted->digest) != 0)
    return;
  if (packet->data == NULL)
    {
      g_debug ("%s has no such picture", hall_person_get_id (wanted->person));
      hall_pictures_end_fetch (wanted, NULL);
      return;
    }
  length = g_bytes_get_size (packet->data);
  if (wanted->bytes->len == 0)
    wanted->size = packet->size;
  if (packet->size != wanted->size || packet->size == 0 || packet->size > HALL_PICTURE_MAX
      || packet->offset != wanted->bytes->len || length == 0
      || length > wanted->size - wanted->bytes->len)
    {
      hall_pictures_refuse (wanted);
      return;
    }
  g_byte_array_append (wanted->bytes, g_bytes_get_data (packet->data, NULL), (guint) length);
  if (wanted->bytes->len == wanted->size)
    finish (wanted);
}

static void
on_ready (HallLink   *link,
          HallWanted *wanted)
{
  ask (wanted);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallWanted   *wanted)
{
  /* What it sent was not even a piece of a picture. */
  if (wanted->dialled && g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_PROTOCOL))
    hall_pictures_refuse (wanted);
  else
    hall_pictures_end_fetch (wanted, NULL);
}

static void
on_timer (gpointer user_data)
{
  hall_pictures_end_fetch (user_data, NULL);
}

static HallLink *
dial (HallPictures *self,
      HallPerson   *person)
{
  const char *const *addresses = hall_person_get_addresses (person);
  guint port = hall_person_get_tcp_port (person);

  /* Whoever is invisible calls on nobody for this. */
  if (self->context->invisible || port == 0)
    return NULL;
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (hall_context_is_near (self->context, hall_person_get_id (person), addresses[i]))
      return hall_context_dial (self->context, addresses[i], (guint16) port,
                                hall_person_get_id (person), HALL_PURPOSE_DIRECTORY);
  return NULL;
}

gboolean
hall_pictures_fetch (HallWanted *wanted)
{
  HallPictures *self = wanted->pictures;
  const char *id = hall_person_get_id (wanted->person);
  HallLink *link = self->find_link != NULL ? self->find_link (id, self->find_link_data) : NULL;

  if (link != NULL && hall_link_get_ready (link))
    wanted->link = g_object_ref (link);
  else
    wanted->link = dial (self, wanted->person);
  if (wanted->link == NULL)
    return FALSE;
  wanted->dialled = wanted->link != link;
  wanted->digest = g_strdup (hall_person_get_picture_digest (wanted->person));
  wanted->bytes = g_byte_array_new ();
  wanted->timer = hall_timer_new (self->context->clock, on_timer, wanted);
  hall_timer_start (wanted->timer, FETCH_MS);
  /* Disconnected in hall_pictures_stop_fetch (). */
  g_signal_connect (wanted->link, "packet", G_CALLBACK (on_packet), wanted);
  g_signal_connect (wanted->link, "closed", G_CALLBACK (on_closed), wanted);
  if (hall_link_get_ready (wanted->link))
    ask (wanted);
  else
    g_signal_connect (wanted->link, "ready", G_CALLBACK (on_ready), wanted);
  return TRUE;
}

void
hall_pictures_stop_fetch (HallWanted *wanted)
{
  if (wanted->link == NULL)
    return;
  g_signal_handlers_disconnect_by_data (wanted->link, wanted);
  if (wanted->dialled)
    hall_link_close (wanted->link);
  g_clear_object (&wanted->link);
  g_clear_pointer (&wanted->timer, hall_timer_free);
  g_clear_pointer (&wanted->bytes, g_byte_array_unref);
  g_clear_pointer (&wanted->digest, g_free);
}
