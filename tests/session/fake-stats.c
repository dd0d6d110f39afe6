/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-stats.c: what happened over many stories, in numbers.
 */

#define G_LOG_DOMAIN "fake-stats"

#include "config.h"

#include <stdio.h>

#include "fake-run.h"

#define S G_USEC_PER_SEC

static const char *deed_names[FAKE_N_DEEDS] = {
  "writes", "joins", "leaves", "kills", "kills of the host", "power losses",
  "deaths between commit and result", "deaths before a commit", "blackouts", "clean quits",
  "starts", "cables cut", "partitions", "heals", "disks lost for ever", "clocks set", "sleeps",
  "lies", "appointed", "dismissed", "kicked", "banned", "unbanned", "invited", "deletes", "closes",
  "changes of the room", "passphrases", "overreaches", "whispers", "hides",
};

static const char *takeover_names[FAKE_N_TAKEOVERS] = {
  "after kill -9", "after a clean quit", "after a cut", "after a heal (two hosts)",
};

const char *
fake_deed_get_name (FakeDeed deed)
{
  return deed_names[deed];
}

FakeStats *
fake_stats_new (void)
{
  FakeStats *self = g_new0 (FakeStats, 1);

  for (guint i = 0; i < FAKE_N_TAKEOVERS; i++)
    self->takeovers[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->settling = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
fake_stats_free (FakeStats *self)
{
  for (guint i = 0; i < FAKE_N_TAKEOVERS; i++)
    g_array_unref (self->takeovers[i]);
  g_array_unref (self->settling);
  g_free (self);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static double
get_quantile (GArray *times,
              double  share)
{
  guint place = (guint) (share * (times->len - 1) + 0.5);

  return (double) g_array_index (times, gint64, place) / S;
}

static void
print_times (const char *name,
             GArray     *times)
{
  if (times->len == 0)
    return;
  g_array_sort (times, compare_times);
  printf ("# %s: %u times, p50 %.2f s, p99 %.2f s, longest %.2f s\n", name, times->len,
          get_quantile (times, 0.5), get_quantile (times, 0.99), get_quantile (times, 1));
}

void
fake_stats_print (FakeStats *self)
{
  printf ("# %" G_GUINT64_FORMAT " runs, %.1f hours of virtual time, %" G_GUINT64_FORMAT
          " texts (%" G_GUINT64_FORMAT " sent), %" G_GUINT64_FORMAT " events held, %"
          G_GUINT64_FORMAT " frames, %" G_GUINT64_FORMAT " datagrams\n",
          self->runs, (double) self->virtual_time / S / 3600, self->texts, self->sent,
          self->events, self->frames, self->datagrams);
  printf ("# runs with a lost disk: %" G_GUINT64_FORMAT ", with somebody away at the end: %"
          G_GUINT64_FORMAT ", with a liar: %" G_GUINT64_FORMAT
          ", that show only what came after joining: %" G_GUINT64_FORMAT
          ", with leaving: %" G_GUINT64_FORMAT ", with clocks hours off: %" G_GUINT64_FORMAT "\n",
          self->with_loss, self->with_absence, self->with_liar, self->with_policy,
          self->with_leaving, self->with_far_clocks);
  printf ("# runs with moderation: %" G_GUINT64_FORMAT " (open %" G_GUINT64_FORMAT ", passphrase %"
          G_GUINT64_FORMAT ", invited %" G_GUINT64_FORMAT "), with whispers: %" G_GUINT64_FORMAT
          " (%" G_GUINT64_FORMAT " held), with hiding: %" G_GUINT64_FORMAT
          "; screens checked before the end: %" G_GUINT64_FORMAT "\n",
          self->with_moderation, self->with_lock[HALL_LOCK_OPEN],
          self->with_lock[HALL_LOCK_PASSPHRASE], self->with_lock[HALL_LOCK_INVITED],
          self->with_whispers, self->whispers, self->with_hiding, self->shown_checks);
  printf ("# runs with deleted history: %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT
          " with a month off), histories deleted: %" G_GUINT64_FORMAT ", events gone: %"
          G_GUINT64_FORMAT "\n",
          self->with_history, self->months, self->deletions, self->gone);
  for (guint i = 0; i < FAKE_N_DEEDS; i++)
    printf ("# %s: %" G_GUINT64_FORMAT "\n", deed_names[i], self->deeds[i]);
  printf ("# parts checked for one host before the end: %" G_GUINT64_FORMAT "\n",
          self->part_checks);
  for (guint i = 0; i < FAKE_N_TAKEOVERS; i++)
    print_times (takeover_names[i], self->takeovers[i]);
  print_times ("from the last repair until one host had all", self->settling);
}
