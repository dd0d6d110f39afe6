/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-crowd.h: how many ready links others may have with us that no room accounts for.
 *
 * Private to net/; HallTransport's. It owns no link, and forgets one that is closed or gone.
 */

#pragma once

#include "hall-link.h"

G_BEGIN_DECLS

typedef struct _HallCrowd HallCrowd;

HallCrowd *hall_crowd_new  (guint      per_address,
                            guint      in_all);
void       hall_crowd_free (HallCrowd *self);
/* FALSE: one too many. TRUE: it is counted from now on. */
gboolean   hall_crowd_take (HallCrowd *self,
                            HallLink  *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCrowd, hall_crowd_free)

G_END_DECLS
