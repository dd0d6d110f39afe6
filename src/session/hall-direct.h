/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-direct.h: the way of a private conversation: one link to one person, dialled when it is
 * wanted, kept while it is used.
 *
 * Owned by a HallConversation whose stored room has a person; that one stores and shows, this one
 * dials, synchronises and passes on. Of two links between the same pair the one stays that the
 * smaller key dialled.
 */

#pragma once

#include "hall-context.h"
#include "hall-datagram.h"

G_BEGIN_DECLS

#define HALL_TYPE_DIRECT (hall_direct_get_type ())
G_DECLARE_FINAL_TYPE (HallDirect, hall_direct, HALL, DIRECT, GObject)

/* Signals:
 *  "live" ()                   a link is ready to be used, or the last is gone
 *  "packet" (HallPacket *)     of the person, about this conversation */

HallDirect *hall_direct_new         (HallContext *context,
                                     const char  *person_id);
/* Something waits, or the conversation is looked at: a link is wanted while @wanted. */
void        hall_direct_set_wanted  (HallDirect  *self,
                                     gboolean     wanted);
/* It was used: the idle time begins anew. */
void        hall_direct_touch       (HallDirect  *self);
/* A HELLO or BYE of the person, after the directory heard it. */
void        hall_direct_hear        (HallDirect  *self);
/* The person dialled us. */
void        hall_direct_take_link   (HallDirect  *self,
                                     HallLink    *link);
/* (nullable): the link in use */
HallLink   *hall_direct_get_link    (HallDirect  *self);
/* Whether we are the one whose clock and acknowledgement count: the smaller key. */
gboolean    hall_direct_is_host     (HallDirect  *self);
void        hall_direct_pause       (HallDirect  *self);
void        hall_direct_close       (HallDirect  *self);

G_END_DECLS
