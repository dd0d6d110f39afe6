/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange.h: peers tell one another over links whom they have heard.
 *
 * Owned by HallDiscovery. It asks whoever knows more than we do, keeps the links to addresses that
 * somebody typed, and answers what others ask. What comes is verified before the directory takes
 * it. While we are invisible it dials nobody but what was typed, and says nothing of us.
 */

#pragma once

#include "hall-announcer.h"
#include "hall-link.h"

G_BEGIN_DECLS

typedef struct _HallStay HallStay;

/* Signals:
 *  "told" (HallDatagram *datagram, guint heard, guint age_ms)   the directory was shown what
 *     somebody else has heard; heard is HALL_HEARD_NEW, HALL_HEARD_KNOWN or HALL_HEARD_EXPIRED */
#define HALL_TYPE_EXCHANGE (hall_exchange_get_type ())
G_DECLARE_FINAL_TYPE (HallExchange, hall_exchange, HALL, EXCHANGE, GObject)

HallExchange *hall_exchange_new       (HallContext   *context,
                                       HallAnnouncer *announcer);
/* A HELLO that we heard ourselves, after the directory took it. */
void          hall_exchange_hear      (HallExchange  *self,
                                       HallDatagram  *hello,
                                       const char    *address);
/* The network is another one, or we slept: as if we had just come. */
void          hall_exchange_refresh   (HallExchange  *self);
/* We became visible or invisible. */
void          hall_exchange_update    (HallExchange  *self);
/* Takes over a ready DIRECTORY link that somebody dialled. */
void          hall_exchange_take_link (HallExchange  *self,
                                       HallLink      *link);
/* A ready link for private messages: both say who they are. */
void          hall_exchange_introduce (HallExchange  *self,
                                       HallLink      *link);
/* Somebody may be there (DNS-SD says so): asked once, with the key expected, unless around. */
void          hall_exchange_hint      (HallExchange  *self,
                                       const char    *id,
                                       const char    *address,
                                       guint16        port);
/* An address that somebody typed: numeric; (transfer full). Until it is closed. */
HallStay     *hall_exchange_stay      (HallExchange  *self,
                                       const char    *address,
                                       guint16        port);
/* Ends what is open with that person; NULL: with everybody and for good, after what is to be said
 * was said. */
void          hall_exchange_close     (HallExchange  *self,
                                       const char    *person_id);

G_END_DECLS
