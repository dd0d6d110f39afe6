/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* sample.h: a lively network out of nothing, to look at the window with.
 */

#pragma once

#include "fake-session.h"

G_BEGIN_DECLS

/* @korean: names and texts in Korean. Returns the room to open. */
HallRoom *sample_fill (HallSession *session,
                       gboolean     korean);

G_END_DECLS
