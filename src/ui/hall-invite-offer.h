/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-invite-offer.h: offers to invite somebody who was spoken to but is not in the room.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_INVITE_OFFER (hall_invite_offer_get_type ())
G_DECLARE_FINAL_TYPE (HallInviteOffer, hall_invite_offer, HALL, INVITE_OFFER, AdwBin)

/* Another room takes the offer away. (nullable) */
void hall_invite_offer_set_room (HallInviteOffer *self,
                                 HallSession     *session,
                                 HallRoom        *room);
/* @text was sent in the room. */
void hall_invite_offer_consider (HallInviteOffer *self,
                                 const char      *text);

G_END_DECLS
