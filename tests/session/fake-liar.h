/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-liar.h: a machine of a FakeLan without a session, whose every word may be a lie.
 */

#pragma once

#include "fake-lan.h"

G_BEGIN_DECLS

/* What it says in its own name begins with this. */
#define FAKE_LIAR_OWN_WORD "liar"

typedef struct _FakeLiar FakeLiar;

FakeLiar *fake_liar_new   (FakeLan    *lan,
                           guint64     seed);
void      fake_liar_free  (FakeLiar   *self);
void      fake_liar_start (FakeLiar   *self,
                           const char *room_id);
/* One more lie. */
void      fake_liar_lie   (FakeLiar   *self);
void      fake_liar_stop  (FakeLiar   *self);

G_END_DECLS
