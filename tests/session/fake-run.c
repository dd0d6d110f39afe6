/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-run.c: the frame of a story: its beginning, its pace, its end, and what is counted.
 */

#define G_LOG_DOMAIN "fake-run"

#include "config.h"

#include "fake-wraps.h"

#include "fake-history.h"

#define S G_USEC_PER_SEC
#define MINUTE_MS 60000
#define DEEDS_MIN 45
#define DEEDS_MAX 70
/* After the last repair: as a rule, and where a day may have to rest for ten minutes first. */
#define END_US (90 * S)
#define END_SLOW_US (1500 * S)
#define END_OF_POLICY_US (G_GINT64_CONSTANT (3 * 3600) * S)
#define CALM_US (8 * S)
/* The dice that choose what else is in a story: nothing in those that meson.build names. */
#define RIGHTS G_GUINT64_CONSTANT (0x5ca1ab4d)
/* For a private link to somebody who was not there for long. */
#define END_OF_WHISPERS_US (180 * S)
#define FAILURE_MAX 1000
/* Deeds between two looks at what is on the screens. */
#define SHOWN_EVERY 12

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

/* More than half of the stories have nothing of this, and are told as if it were not there. */
static void
choose_rights (FakeRun *self)
{
  FakeRandom dice;
  gint64 choice;

  fake_random_init (&dice, self->seed ^ RIGHTS);
  self->phrases = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->phrases, g_strdup ("phrase 0"));
  if (!fake_random_chance (&dice, 480))
    return;
  choice = fake_random_pick (&dice, 0, 99);
  self->moderated = !self->far_clocks && fake_random_chance (&dice, 800);
  self->talks = fake_random_chance (&dice, 400);
  self->hides = !self->far_clocks && fake_random_chance (&dice, 200);
  if (self->moderated && choice >= 60)
    self->lock = choice < 80 ? HALL_LOCK_PASSPHRASE : HALL_LOCK_INVITED;
  self->stats->with_moderation += self->moderated ? 1 : 0;
  self->stats->with_lock[self->lock] += self->moderated ? 1 : 0;
  self->stats->with_whispers += self->talks ? 1 : 0;
  self->stats->with_hiding += self->hides ? 1 : 0;
  if (self->moderated)
    fake_run_watch_rights (self);
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
  choose_rights (self);
  fake_run_choose_notes (self);
  fake_run_choose_history (self);
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
  g_ptr_array_unref (self->phrases);
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

static const char *
fake_run_get_passphrase (FakeRun *self)
{
  return self->lock == HALL_LOCK_PASSPHRASE ? g_ptr_array_index (self->phrases, 0) : NULL;
}

/* Anybody may know how the room began; the liar now and then does. */
static void
start_liar (FakeRun *self)
{
  g_autoptr (GPtrArray) events = NULL;

  fake_liar_set_whispers (self->liar, self->talks);
  fake_liar_set_locked (self->liar, self->lock == HALL_LOCK_PASSPHRASE);
  fake_liar_start (self->liar, self->room_id);
  if (self->lock == HALL_LOCK_OPEN
      || (self->lock == HALL_LOCK_INVITED && self->seed % 2 == 0))
    return;
  events = fake_machine_load_events (g_ptr_array_index (self->machines, 0));
  if (events->len > 0)
    fake_liar_tell_genesis (self->liar, g_ptr_array_index (events, 0));
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
  fake_machine_create (first, self->since_joining, self->lock, fake_run_get_passphrase (self));
  run_for (self, S);
  if (first->room_id == NULL)
    return FALSE;
  self->room_id = g_strdup (first->room_id);
  if (self->liar != NULL)
    start_liar (self);
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
      if (self->moderated && i % SHOWN_EVERY == 0)
        fake_run_check_shown (self);
      fake_run_do (self, fake_run_choose (self));
      fake_run_do_note (self);
      fake_run_do_history (self);
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
      fake_machine_set_invisible (machine, FALSE);
      if (machine->session == NULL && !machine->away)
        fake_machine_start (machine);
    }
}

/* How long all may take to become equal. What is too far in the future for a host waits until two
 * members compare, which they do every ten minutes. With a host that joined later than what two
 * others lack, just these two have to meet; so they have with one that deleted it. */
static gint64
get_end (FakeRun *self)
{
  gboolean slow = self->liar != NULL || !self->close_clocks;

  if (self->since_joining || self->deletes)
    return self->lan->now + END_OF_POLICY_US;
  if (slow)
    return self->lan->now + END_SLOW_US;
  return self->lan->now + (self->talks || self->moderated ? END_OF_WHISPERS_US : END_US);
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

/* Once more, where some may be there and others not. */
static gboolean
say_last_words (FakeRun *self)
{
  self->has_last_words = TRUE;
  for (guint i = 0; self->moderated && i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      machine->n_before = machine->texts->len;
      if (fake_machine_is_live (machine) && machine->joined)
        fake_machine_send (machine);
    }
  return self->moderated;
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
      if (fake_run_is_even (self) && self->lan->linked_at < calm_since && fake_run_is_well (self)
          && (self->has_last_words || !say_last_words (self)))
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
