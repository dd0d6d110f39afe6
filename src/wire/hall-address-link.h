/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-address-link.h: hallway: links, by which rooms and people are passed on outside of Hallway.
 *
 * hallway:room/ROOM?host=KEY&name=NAME&at=ADDRESS:PORT and hallway:person/KEY?name=NAME. Only the
 * ids are believed; name and address are hints.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_ADDRESS_LINK_MAX 1024

typedef enum
{
  HALL_ADDRESS_LINK_ROOM,
  HALL_ADDRESS_LINK_PERSON,
} HallAddressLinkKind;

typedef struct
{
  HallAddressLinkKind kind;
  char *id;        /* of the room or the person */
  char *host;      /* (nullable) ROOM: a key */
  char *name;      /* (nullable) cleaned */
  char *address;   /* (nullable) ROOM: "a.b.c.d" */
  guint16 port;    /* 0: not said */
} HallAddressLink;

/* NULL with HALL_WIRE_ERROR_BAD_FIELD or TOO_BIG. */
HallAddressLink *hall_address_link_parse  (const char            *text,
                                           GError               **error);
char            *hall_address_link_format (const HallAddressLink *self);   /* (transfer full) */
void             hall_address_link_free   (HallAddressLink       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAddressLink, hall_address_link_free)

G_END_DECLS
