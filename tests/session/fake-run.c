/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-run.c: the frame of a story: its beginning, its pace, its end, and what is counted.
 */

#define G_LOG_DOMAIN "fake-run"

#include "config.h"

#include <stdio.h>

#include "fake-wraps.h"

#include "fake-run.h"

#define S G_USEC_PER_SEC
#define MINUTE_MS 60000
#define DEEDS_MIN 45
#define DEEDS_MAX 70
/* After the last repair: as a rule, and where a day may have to rest for ten minutes first. */
#define END_US (90 * S)
#define END_SLOW_US (1500 * S)
#define END_OF_POLICY_US (G_GINT64_CONSTANT (3 * 3600) * S)
#define CALM_US (8 * S)
#define FAILURE_MAX 1000

static const char *deed_names[FAKE_N_DEEDS] = {
  "writes", "joins", "leaves", "kills", "kills of the host", "power losses",
  "deaths between commit and result", "deaths before a commit", "blackouts", "clean quits",
  "starts", "cables cut", "partitions", "heals", "disks lost for ever", "clocks set", "sleeps",
  "lies",
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
  for (guint i = 0; i < FAKE_N_DEEDS; i++)
    printf ("# %s: %" G_GUINT64_FORMAT "\n", deed_names[i], self->deeds[i]);
  printf ("# parts checked for one host before the end: %" G_GUINT64_FORMAT "\n",
          self->part_checks);
  for (guint i = 0; i < FAKE_N_TAKEOVERS; i++)
    print_times (takeover_names[i], self->takeovers[i]);
  print_times ("from the last repair until one host had all", self->settling);
}

void
fake_run_fail (FakeRun    *self,
               const char *format,
               ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fake_lan_trace (self->lan, "FAILS: %s", sentence);
  if (self->failure->len > FAILURE_MAX)
    return;
  if (self->failure->len > 0)
    g_string_append (self->failure, "\n");
  g_string_append (self->failure, sentence);
}

static void
on_complaint (FakeMachine *machine,
              const char  *sentence,
              gpointer     user_data)
{
  fake_run_fail (user_data, "machine %u %s", machine->index, sentence);
}

/* Somebody hosts who did not. */
static void
on_changed (FakeMachine *machine,
            gpointer     user_data)
{
  FakeRun *self = user_data;
  gint64 duration = self->lan->now - self->takeover_begun;

  if (!self->measuring || !machine->hosting || machine == self->former_host
      || (self->takeover != FAKE_TAKEOVER_QUIT && self->former_host->running
          && machine->node->group == self->former_host->node->group))
    return;
  self->measuring = FALSE;
  g_array_append_val (self->stats->takeovers[self->takeover], duration);
}

/* Most clocks are as good as people's: even two that are set while they are linked, and so taken
 * for what they were, are within a minute. Some are minutes off, a few hours; but not where what
 * came before depends on them. */
static void
choose_clocks (FakeRun *self)
{
  gint64 choice = self->since_joining ? 0 : fake_random_pick (&self->dice, 0, 99);

  if (choice < 60)
    self->skew_ms = 12 * 1000;
  else if (choice < 90)
    self->skew_ms = 4 * MINUTE_MS;
  else
    self->skew_ms = 5 * 60 * MINUTE_MS;
  self->close_clocks = choice < 60;
  self->far_clocks = choice >= 90;
  if (self->far_clocks)
    self->stats->with_far_clocks++;
}

FakeRun *
fake_run_new (guint64    seed,
              FakeStats *stats,
              gboolean   verbose)
{
  FakeRun *self = g_new0 (FakeRun, 1);
  guint n;

  self->seed = seed;
  self->stats = stats;
  self->failure = g_string_new (NULL);
  self->lan = fake_lan_new (seed);
  self->lan->verbose = verbose;
  fake_wraps_begin (self->lan, seed);
  fake_random_init (&self->dice, ~seed);
  self->machines = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_machine_free);
  /* The room's day often ends in the middle of it. */
  self->lan->wall += fake_random_chance (&self->dice, 400)
                       ? -fake_random_pick (&self->dice, 20, 150) * 1000
                       : fake_random_pick (&self->dice, 0, 24 * 60) * MINUTE_MS;
  if (fake_random_chance (&self->dice, 500))
    self->lan->loss = (guint) fake_random_pick (&self->dice, 0, 150);
  self->lan->duplicates = (guint) fake_random_pick (&self->dice, 0, 50);
  self->since_joining = fake_random_chance (&self->dice, 200);
  choose_clocks (self);
  self->may_lose = fake_random_chance (&self->dice, 250);
  self->may_leave = !self->may_lose && fake_random_chance (&self->dice, 400);
  n = (guint) fake_random_pick (&self->dice, 3, 6);
  for (guint i = 0; i < n; i++)
    {
      gint64 skew = fake_random_pick (&self->dice, -self->skew_ms, self->skew_ms);
      FakeMachine *machine = fake_machine_new (self->lan, skew);

      machine->complain = on_complaint;
      machine->changed = on_changed;
      machine->user_data = self;
      g_ptr_array_add (self->machines, machine);
    }
  if (!self->may_lose && fake_random_chance (&self->dice, 250))
    self->liar = fake_liar_new (self->lan, fake_random_next (&self->dice));
  /* What the liar acknowledged may be with its author alone. */
  self->may_be_away = !self->may_lose && self->liar == NULL
                      && fake_random_chance (&self->dice, 500);
  return self;
}

void
fake_run_free (FakeRun *self)
{
  g_clear_pointer (&self->liar, fake_liar_free);
  g_ptr_array_unref (self->machines);
  fake_lan_free (self->lan);
  fake_wraps_end ();
  g_string_free (self->failure, TRUE);
  g_free (self->room_id);
  g_free (self);
}

FakeMachine *
fake_run_pick (FakeRun  *self,
               gboolean (*is_fit) (FakeMachine *machine))
{
  guint n_fit = 0;
  gint64 choice;

  for (guint i = 0; i < self->machines->len; i++)
    n_fit += is_fit (g_ptr_array_index (self->machines, i)) ? 1 : 0;
  if (n_fit == 0)
    return NULL;
  choice = fake_random_pick (&self->dice, 0, n_fit - 1);
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (is_fit (machine) && choice-- == 0)
        return machine;
    }
  g_assert_not_reached ();
}

static void
run_for (FakeRun *self,
         gint64   microseconds)
{
  fake_lan_run_until (self->lan, self->lan->now + microseconds);
}

static gboolean
begin (FakeRun *self)
{
  FakeMachine *first = g_ptr_array_index (self->machines, 0);

  for (guint i = 0; i < self->machines->len; i++)
    {
      fake_machine_start (g_ptr_array_index (self->machines, i));
      run_for (self, fake_random_pick (&self->dice, 0, S));
    }
  run_for (self, 2 * S);
  if (!first->running)
    return FALSE;
  fake_machine_create (first, self->since_joining);
  run_for (self, S);
  if (first->room_id == NULL)
    return FALSE;
  self->room_id = g_strdup (first->room_id);
  if (self->liar != NULL)
    fake_liar_start (self->liar, self->room_id);
  return TRUE;
}

/* Bursts, conversation, and now and then long enough for the dust to settle. */
static gint64
choose_pause (FakeRun *self)
{
  gint64 choice = fake_random_pick (&self->dice, 0, 99);

  if (choice < 60)
    return fake_random_pick (&self->dice, 0, 300 * 1000);
  if (choice < 90)
    return fake_random_pick (&self->dice, 300 * 1000, 4 * S);
  return fake_random_pick (&self->dice, 5 * S, 45 * S);
}

static void
live_through (FakeRun *self)
{
  gint64 n_deeds = fake_random_pick (&self->dice, DEEDS_MIN, DEEDS_MAX);

  for (gint64 i = 0; i < n_deeds && self->failure->len == 0; i++)
    {
      run_for (self, choose_pause (self));
      fake_run_check_parts (self);
      fake_run_do (self, fake_run_choose (self));
    }
}

/* One machine may stay off, if none was lost: everything has to come out well without it. */
static void
choose_absent (FakeRun *self)
{
  FakeMachine *machine;

  if (!self->may_be_away)
    return;
  machine = g_ptr_array_index (self->machines,
                               fake_random_pick (&self->dice, 0, self->machines->len - 1));
  if (machine->session != NULL)
    return;
  fake_lan_trace (self->lan, "%u: stays away", machine->index);
  machine->away = TRUE;
  self->stats->with_absence++;
}

/* Whoever fell asleep while it was quitting goes on with that now. */
static void
wake_all (FakeRun *self)
{
  gboolean stopping = FALSE;

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      fake_machine_wake (machine);
      stopping = stopping || machine->stopping;
    }
  if (stopping)
    run_for (self, 3 * S);
}

static void
restart_all (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      machine->dies_at_commit = machine->dies_before_commit = FALSE;
      if (machine->session == NULL && !machine->away)
        fake_machine_start (machine);
    }
}

/* How long all may take to become equal. What is too far in the future for a host waits until two
 * members compare, which they do every ten minutes. With a host that joined later than what two
 * others lack, just these two have to meet. */
static gint64
get_end (FakeRun *self)
{
  gboolean slow = self->liar != NULL || !self->close_clocks;

  if (self->since_joining)
    return self->lan->now + END_OF_POLICY_US;
  return self->lan->now + (slow ? END_SLOW_US : END_US);
}

static void
note_hosted (FakeRun *self,
             gint64   repaired,
             gboolean lies)
{
  gint64 duration = self->lan->now - repaired;

  g_array_append_val (self->stats->settling, duration);
  if (!lies && duration > fake_run_get_patience (self))
    fake_run_fail (self, "I5: one host for all only after %.1f s", (double) duration / S);
}

/* Until nothing changes any more and all have the same. */
static void
settle (FakeRun *self,
        gint64   repaired)
{
  gint64 end = get_end (self);
  gint64 calm_since = -1;
  gboolean hosted = FALSE;

  while (self->lan->now < end && self->failure->len == 0)
    {
      run_for (self, S / 2);
      if (!hosted && fake_run_is_hosted (self))
        {
          hosted = TRUE;
          note_hosted (self, repaired, self->liar != NULL);
        }
      if (!fake_run_is_well (self))
        calm_since = -1;
      else if (calm_since < self->lan->linked_at)
        calm_since = self->lan->now;
      if (calm_since < 0 || self->lan->now - calm_since < CALM_US)
        continue;
      if (fake_run_is_even (self) && self->lan->linked_at < calm_since && fake_run_is_well (self))
        return;
      calm_since = self->lan->now;
    }
}

/* Everything is mended, and then there is as much time as a person would give it. */
static void
come_to_rest (FakeRun *self)
{
  gint64 repaired;

  if (self->liar != NULL)
    fake_liar_stop (self->liar);
  self->lan->loss = 0;
  self->measuring = FALSE;
  fake_run_heal (self);
  repaired = self->lan->now;
  run_for (self, 3 * S);   /* whoever was quitting has quit */
  choose_absent (self);
  wake_all (self);
  restart_all (self);
  settle (self, repaired);
}

static void
count (FakeRun *self)
{
  FakeStats *stats = self->stats;

  stats->runs++;
  stats->virtual_time += self->lan->now - FAKE_LAN_START;
  stats->frames += self->lan->n_frames;
  stats->datagrams += self->lan->n_datagrams;
  stats->with_liar += self->liar != NULL ? 1 : 0;
  stats->with_policy += self->since_joining ? 1 : 0;
  stats->with_leaving += self->may_leave ? 1 : 0;
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      stats->with_loss += machine->lost ? 1 : 0;
      stats->texts += machine->texts->len;
      for (guint j = 0; j < machine->texts->len; j++)
        stats->sent += ((FakeText *) g_ptr_array_index (machine->texts, j))->sent ? 1 : 0;
    }
}

gboolean
fake_run_go (FakeRun *self)
{
  if (!begin (self))
    fake_run_fail (self, "the room was not made");
  if (self->failure->len == 0)
    live_through (self);
  if (self->failure->len == 0)
    come_to_rest (self);
  if (self->failure->len == 0)
    fake_run_judge (self);
  count (self);
  return self->failure->len == 0;
}
