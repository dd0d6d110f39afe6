/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-invite.h: the rooms that somebody can be invited into, as a menu.
 */

#pragma once

#include "hall-session-rights.h"

G_BEGIN_DECLS

GMenuModel *hall_person_invite_model (HallSession *session,
                                      HallPerson  *person);

G_END_DECLS
