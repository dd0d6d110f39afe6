/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission-guesses.c: counts wrong passphrases of the last minute.
 *
 * As no more than HALL_PROOFS_PER_ROOM are let through in a minute, no more addresses than that are
 * remembered for it; who waits longer is remembered as long.
 */

#define G_LOG_DOMAIN "hall-admission-guesses"

#include "config.h"

#include "hall-limits.h"

#include "hall-admission-guesses.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)
/* Long after its last failure an address is like any other. */
#define FORGET_US (10 * MINUTE_US)

typedef struct
{
  GArray *times;           /* (element-type gint64) of failures */
  guint row;               /* failures in a row */
  gint64 not_before;
  gint64 last;
} HallGuesser;

struct _HallGuesses
{
  GHashTable *guessers;    /* address → HallGuesser */
  GArray *times;           /* (element-type gint64) of all */
};

static void
hall_guesser_free (gpointer data)
{
  HallGuesser *guesser = data;

  g_array_unref (guesser->times);
  g_free (guesser);
}

HallGuesses *
hall_guesses_new (void)
{
  HallGuesses *self = g_new0 (HallGuesses, 1);

  self->guessers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_guesser_free);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
hall_guesses_free (HallGuesses *self)
{
  g_hash_table_unref (self->guessers);
  g_array_unref (self->times);
  g_free (self);
}

static void
forget_old (GArray *times,
            gint64  now)
{
  while (times->len > 0 && g_array_index (times, gint64, 0) <= now - MINUTE_US)
    g_array_remove_index (times, 0);
}

static guint
get_wait_ms (GArray *times,
             gint64  now)
{
  return times->len > 0
         ? (guint) ((g_array_index (times, gint64, 0) + MINUTE_US - now) / 1000) + 1 : 0;
}

guint
hall_guesses_get_tries (HallGuesses *self,
                        const char  *address,
                        guint        pending,
                        guint        pending_all,
                        gint64       now,
                        guint       *retry_ms)
{
  HallGuesser *guesser = g_hash_table_lookup (self->guessers, address);
  guint failed = 0;

  *retry_ms = 0;
  forget_old (self->times, now);
  if (guesser != NULL)
    {
      forget_old (guesser->times, now);
      failed = guesser->times->len;
      if (guesser->not_before > now)
        *retry_ms = (guint) ((guesser->not_before - now) / 1000) + 1;
      if (failed + pending >= HALL_PROOFS_PER_MINUTE)
        *retry_ms = MAX (*retry_ms, get_wait_ms (guesser->times, now));
    }
  if (self->times->len + pending_all >= HALL_PROOFS_PER_ROOM)
    {
      *retry_ms = MAX (*retry_ms, MAX (get_wait_ms (self->times, now), HALL_PROOF_DELAY_MS));
      return 0;
    }
  if (failed + pending >= HALL_PROOFS_PER_MINUTE)
    {
      *retry_ms = MAX (*retry_ms, HALL_PROOF_DELAY_MS);
      return 0;
    }
  return MIN (HALL_PROOFS_PER_MINUTE - failed - pending,
              HALL_PROOFS_PER_ROOM - self->times->len - pending_all);
}

static gboolean
is_forgotten (gpointer key,
              gpointer value,
              gpointer user_data)
{
  HallGuesser *guesser = value;
  gint64 *now = user_data;

  return guesser->last + FORGET_US <= *now && guesser->not_before <= *now;
}

void
hall_guesses_fail (HallGuesses *self,
                   const char  *address,
                   gint64       now)
{
  HallGuesser *guesser;
  gint64 delay_ms;

  g_hash_table_foreach_remove (self->guessers, is_forgotten, &now);
  guesser = g_hash_table_lookup (self->guessers, address);
  if (guesser == NULL)
    {
      guesser = g_new0 (HallGuesser, 1);
      guesser->times = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (self->guessers, g_strdup (address), guesser);
    }
  g_array_append_val (guesser->times, now);
  g_array_append_val (self->times, now);
  guesser->last = now;
  delay_ms = (gint64) HALL_PROOF_DELAY_MS << MIN (guesser->row, 10);
  guesser->row++;
  guesser->not_before = now + MIN (delay_ms, HALL_PROOF_DELAY_MAX_MS) * 1000;
}

void
hall_guesses_succeed (HallGuesses *self,
                      const char  *address)
{
  g_hash_table_remove (self->guessers, address);
}
