/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-random.h: chance that follows from 64 bits, the same on every machine (xoshiro256**).
 *
 * For the tests of this folder alone: nothing that has to be secret comes from here.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state[4];
} FakeRandom;

void     fake_random_init    (FakeRandom *self,
                              guint64     seed);
guint64  fake_random_next    (FakeRandom *self);
/* Both ends included. */
gint64   fake_random_pick    (FakeRandom *self,
                              gint64      minimum,
                              gint64      maximum);
/* TRUE in @permille of a thousand cases. */
gboolean fake_random_chance  (FakeRandom *self,
                              guint       permille);
void     fake_random_fill    (FakeRandom *self,
                              gpointer    data,
                              gsize       length);

G_END_DECLS
