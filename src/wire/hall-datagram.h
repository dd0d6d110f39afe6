/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram.h: HELLO, BYE, ROOM and ROOMBYE, the signed UDP texts by which peers are found.
 *
 * A HallDatagram is an immutable value; fields are public to read, never to write. Decoding is in
 * two steps, so that cheap checks (own id, replay) can stand before the signature's 77 µs.
 */

#pragma once

#include <glib-object.h>

#include "hall-key.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_DATAGRAM_HELLO,
  HALL_DATAGRAM_BYE,
  HALL_DATAGRAM_ROOM,
  HALL_DATAGRAM_ROOMBYE,
} HallDatagramType;

typedef struct _HallDatagram HallDatagram;

struct _HallDatagram
{
  HallDatagramType type;
  char *id;              /* the sender's */
  guint64 boot;
  guint64 seq;

  /* HELLO: name, status, text, pic, tcp, ttl, v, caps, q, known.  ROOM: room, name, topic, members,
   * lock, creator, epoch, tcp, ttl, digest.  ROOMBYE: room, epoch, next. */
  char *name;
  char *status;          /* "available", "away", "dnd"; an unknown word is kept */
  char *picture;         /* (nullable) digest of the person's picture, 11 characters */
  char *status_text;     /* (nullable) */
  guint16 tcp_port;
  guint ttl_ms;          /* seconds on the wire */
  guint version_min;
  guint version_max;
  char **capabilities;   /* (nullable) */
  gboolean question;
  guint known_count;     /* people online and announcements of rooms that the sender knows */
  char *known_digest;    /* (nullable: not said) of these, see hall-known.h */

  char *room;            /* the id of the genesis event, 22 characters */
  char *topic;           /* (nullable) */
  guint members;
  char *lock;            /* "open", "passphrase", "invited"; an unknown word is kept */
  char *creator;         /* id */
  char *creator_name;    /* (nullable): what the host knows the creator by */
  guint64 epoch;
  char *digest;          /* (nullable) 11 characters, base64url of 8 bytes */
  char *next_host;       /* (nullable) id */

  /*< private >*/
  gatomicrefcount ref_count;
  GBytes *signed_bytes;  /* what the signature is over */
  guint8 signature[HALL_SIGNATURE_SIZE];
};

#define HALL_TYPE_DATAGRAM (hall_datagram_get_type ())
GType         hall_datagram_get_type (void) G_GNUC_CONST;

/* A new one to be filled in and encoded by its maker before anybody else sees it. */
HallDatagram *hall_datagram_new      (HallDatagramType  type);
HallDatagram *hall_datagram_ref      (HallDatagram     *self);
void          hall_datagram_unref    (HallDatagram     *self);

/* Signs. At most HALL_DATAGRAM_MAX bytes: a topic that does not fit is shortened. A HELLO with
 * question is padded to exactly HALL_DATAGRAM_MAX. */
GBytes       *hall_datagram_encode   (HallDatagram     *self,
                                      HallKey          *key,
                                      GError          **error);
/* Everything but the signature. */
HallDatagram *hall_datagram_decode   (gconstpointer     data,
                                      gsize             length,
                                      GError          **error);
gboolean      hall_datagram_verify   (HallDatagram     *self,
                                      GError          **error);

/* What was decoded or encoded once more, to the byte: for whoever passes it on. */
GBytes       *hall_datagram_to_bytes (HallDatagram     *self);
/* 11 characters that name this datagram among those that a peer holds. */
char         *hall_datagram_make_token (HallDatagram   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDatagram, hall_datagram_unref)

G_END_DECLS
