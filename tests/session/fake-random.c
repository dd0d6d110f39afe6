/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-random.c: xoshiro256** of Blackman and Vigna, seeded by splitmix64.
 */

#define G_LOG_DOMAIN "fake-random"

#include "config.h"

#include <string.h>

#include "fake-random.h"

void
fake_random_init (FakeRandom *self,
                  guint64     seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    {
      guint64 mixed;

      seed += 0x9e3779b97f4a7c15ULL;
      mixed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9ULL;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
      self->state[i] = mixed ^ (mixed >> 31);
    }
}

static guint64
rotate (guint64 number,
        guint   bits)
{
  return (number << bits) | (number >> (64 - bits));
}

guint64
fake_random_next (FakeRandom *self)
{
  guint64 *state = self->state;
  guint64 result = rotate (state[1] * 5, 7) * 9;
  guint64 shifted = state[1] << 17;

  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate (state[3], 45);
  return result;
}

gint64
fake_random_pick (FakeRandom *self,
                  gint64      minimum,
                  gint64      maximum)
{
  guint64 span;

  if (maximum <= minimum)
    return minimum;
  span = (guint64) (maximum - minimum) + 1;
  return minimum + (gint64) (fake_random_next (self) % span);
}

gboolean
fake_random_chance (FakeRandom *self,
                    guint       permille)
{
  return fake_random_next (self) % 1000 < permille;
}

void
fake_random_fill (FakeRandom *self,
                  gpointer    data,
                  gsize       length)
{
  guint8 *bytes = data;

  for (gsize i = 0; i < length; i += sizeof (guint64))
    {
      guint64 number = fake_random_next (self);

      memcpy (bytes + i, &number, MIN (sizeof number, length - i));
    }
}
