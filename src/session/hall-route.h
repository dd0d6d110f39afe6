/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-route.h: where a room's host may be reached, to be tried one after the other.
 *
 * Owned by a HallConversation for one round of attempts. It dials nobody.
 */

#pragma once

#include "hall-census.h"
#include "hall-directory.h"

G_BEGIN_DECLS

typedef struct
{
  char *address;     /* numeric; the first of the next */
  char **addresses;  /* all that were added of that key and port; one, where no key is known */
  guint16 port;
  char *host_id;     /* (nullable): the pin; NULL for an address that a person typed */
} HallHop;

typedef struct _HallRoute HallRoute;

HallRoute *hall_route_new             (void);
void       hall_route_free            (HallRoute     *self);
void       hall_route_add             (HallRoute     *self,
                                       const char    *address,
                                       guint16        port,
                                       const char    *host_id);
/* "address:port"; FALSE if it is not of that form. */
gboolean   hall_route_add_text        (HallRoute     *self,
                                       const char    *text,
                                       const char    *host_id);
/* In the directory's order, without those of @own_id. @census: (nullable): only of those in it. */
void       hall_route_add_announced   (HallRoute     *self,
                                       HallDirectory *directory,
                                       const char    *room_id,
                                       const char    *own_id,
                                       HallCensus    *census);
/* The next one, or NULL: (transfer full). */
HallHop   *hall_route_take            (HallRoute     *self);
void       hall_hop_free              (HallHop       *hop);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRoute, hall_route_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallHop, hall_hop_free)

G_END_DECLS
