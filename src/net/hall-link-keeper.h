/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-keeper.h: ends the links of a network that this machine has left.
 *
 * Owned by HallTransport. A TCP connection is bound to the address it was made from. When that is
 * gone, or its cable is pulled, nothing comes through it any more, and whoever has the link finds
 * that out only by 15 s of silence; meanwhile another card may lead to the same person. It holds no
 * link, and asks no socket but theirs.
 */

#pragma once

#include "hall-interfaces.h"
#include "hall-link.h"

G_BEGIN_DECLS

typedef struct _HallLinkKeeper HallLinkKeeper;

HallLinkKeeper *hall_link_keeper_new    (void);
void            hall_link_keeper_free   (HallLinkKeeper *self);
void            hall_link_keeper_add    (HallLinkKeeper *self,
                                         HallLink       *link);
/* The interfaces have changed. @interfaces: (element-type HallInterface). */
void            hall_link_keeper_review (HallLinkKeeper *self,
                                         GPtrArray      *interfaces);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLinkKeeper, hall_link_keeper_free)

G_END_DECLS
