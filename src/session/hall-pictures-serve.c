/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pictures-serve.c: our picture for others, in pieces.
 *
 * Part of HallPictures. A few questions a link are answered, all others are not.
 */

#define G_LOG_DOMAIN "hall-pictures-serve"

#include "config.h"

#include <string.h>

#include "hall-key.h"
#include "hall-limits.h"

#include "hall-pictures-private.h"

#define DIGEST_BYTES 8
/* Of one link; a picture of ours that changes all the time is nobody's need. */
#define QUESTIONS_MAX 64
#define QUESTIONS_KEY "hall-picture-questions"

static void
send_piece (HallPictures *self,
            HallLink     *link,
            const char   *digest,
            gsize         offset)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_PICTURE);

  packet->digest = g_strdup (digest);
  if (self->own != NULL && g_str_equal (digest, self->own_digest))
    {
      gsize size = g_bytes_get_size (self->own);

      packet->size = (guint) size;
      packet->offset = (guint) offset;
      packet->data = g_bytes_new_from_bytes (self->own, offset,
                                             MIN (size - offset, HALL_PICTURE_PIECE));
    }
  hall_link_send (link, packet, HALL_LINK_BACKGROUND);
}

static void
on_packet (HallLink     *link,
           HallPacket   *packet,
           HallPictures *self)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (link), QUESTIONS_KEY));
  gsize offset = 0;

  if (packet->type != HALL_PACKET_PICTURE || !packet->question || packet->digest == NULL
      || n >= QUESTIONS_MAX)
    return;
  g_object_set_data (G_OBJECT (link), QUESTIONS_KEY, GUINT_TO_POINTER (n + 1));
  do
    {
      send_piece (self, link, packet->digest, offset);
      offset += HALL_PICTURE_PIECE;
    }
  while (self->own != NULL && g_str_equal (packet->digest, self->own_digest)
         && offset < g_bytes_get_size (self->own));
}

/**
 * hall_pictures_serve:
 * @self: pictures
 * @link: of a private conversation, whoever dialled it, or of the directory
 *
 * Answers questions about pictures that come over it; what else comes is left to others.
 */
void
hall_pictures_serve (HallPictures *self,
                     HallLink     *link)
{
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
}

/**
 * hall_pictures_set_own:
 * @self: pictures
 * @picture: (nullable): a good one
 *
 * What others get from now on.
 */
void
hall_pictures_set_own (HallPictures *self,
                       GBytes       *picture)
{
  g_clear_pointer (&self->own, g_bytes_unref);
  g_clear_pointer (&self->own_digest, g_free);
  if (picture == NULL)
    return;
  self->own = g_bytes_ref (picture);
  self->own_digest = hall_picture_make_digest (picture);
}

/**
 * hall_picture_make_digest:
 * @picture: its bytes
 *
 * Returns: (transfer full): 8 bytes of their SHA-256, in base64url
 */
char *
hall_picture_make_digest (GBytes *picture)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (picture, NULL),
                     (gssize) g_bytes_get_size (picture));
  g_checksum_get_digest (checksum, digest, &length);
  return hall_base64url_encode (digest, DIGEST_BYTES);
}

/**
 * hall_picture_is_good:
 * @picture: bytes of anybody
 *
 * Returns: whether they may be a picture
 */
gboolean
hall_picture_is_good (GBytes *picture)
{
  static const guint8 beginning[] = { 0xff, 0xd8, 0xff };
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (picture, &size);

  return size > sizeof beginning && size <= HALL_PICTURE_MAX
         && memcmp (data, beginning, sizeof beginning) == 0;
}
