/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-deeds.c: what happens next in a story, and to whom.
 */

#define G_LOG_DOMAIN "fake-deeds"

#include "config.h"

#include "fake-run.h"

#define MINUTE_MS 60000

static gboolean
is_up (FakeMachine *machine)
{
  return machine->running && !machine->stopping && !machine->asleep;
}

static gboolean
is_down (FakeMachine *machine)
{
  return machine->session == NULL && !machine->lost;
}

static gboolean
is_writer (FakeMachine *machine)
{
  return is_up (machine) && machine->member && machine->joined;
}

static gboolean
is_stranger (FakeMachine *machine)
{
  return is_up (machine) && (!machine->joined || !machine->member);
}

static gboolean
is_host (FakeMachine *machine)
{
  return is_up (machine) && machine->hosting;
}

static gboolean
is_linked (FakeMachine *machine)
{
  return is_up (machine) && machine->linked;
}

void
fake_run_note_fault (FakeRun *self)
{
  self->last_fault = self->lan->now;
  self->measuring = FALSE;
}

/* Somebody else is to host now, if there is anybody who is linked to @host. */
static void
measure (FakeRun     *self,
         FakeTakeover takeover,
         FakeMachine *host)
{
  guint n_left = 0;

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (machine != host && is_linked (machine) && machine->node->group == host->node->group)
        n_left++;
    }
  if (n_left == 0 || self->liar != NULL)
    return;
  self->measuring = TRUE;
  self->takeover = takeover;
  self->takeover_begun = self->lan->now;
  self->former_host = host;
}

static void
set_group (FakeRun     *self,
           FakeMachine *machine,
           guint        group)
{
  if (machine->node->group == group)
    return;
  fake_lan_trace (self->lan, "%u: is in part %u", machine->index, group);
  fake_lan_set_group (self->lan, machine->node, group);
}

/* Into two parts or three; the liar goes with one of them. */
static void
partition (FakeRun *self)
{
  guint n_parts = fake_random_chance (&self->dice, 300) ? 3 : 2;

  fake_lan_trace (self->lan, "PARTITION into %u", n_parts);
  for (guint i = 0; i < self->machines->len; i++)
    set_group (self, g_ptr_array_index (self->machines, i),
               (guint) fake_random_pick (&self->dice, 0, n_parts - 1));
}

void
fake_run_heal (FakeRun *self)
{
  fake_lan_trace (self->lan, "HEAL");
  for (guint i = 0; i < self->machines->len; i++)
    set_group (self, g_ptr_array_index (self->machines, i), 0);
}

static void
cut_cable (FakeRun *self)
{
  gboolean of_host = fake_random_chance (&self->dice, 500);
  FakeMachine *machine = fake_run_pick (self, of_host ? is_host : is_up);

  if (machine == NULL)
    return;
  if (machine->hosting)
    measure (self, FAKE_TAKEOVER_CUT, machine);
  fake_lan_trace (self->lan, "%u: CABLE CUT", machine->index);
  set_group (self, machine, 100 + machine->index);
}

static void
kill_one (FakeRun     *self,
          FakeDeed     deed,
          FakeMachine *machine)
{
  if (machine == NULL)
    return;
  if (machine->hosting && deed == FAKE_DEED_QUIT)
    measure (self, FAKE_TAKEOVER_QUIT, machine);
  else if (machine->hosting && deed != FAKE_DEED_DIE_AT_COMMIT
           && deed != FAKE_DEED_DIE_BEFORE_COMMIT)
    measure (self, deed == FAKE_DEED_POWER ? FAKE_TAKEOVER_CUT : FAKE_TAKEOVER_KILL, machine);
  switch ((guint) deed)
    {
    case FAKE_DEED_POWER:
      fake_machine_cut_power (machine);
      break;
    case FAKE_DEED_QUIT:
      fake_machine_quit (machine);
      break;
    case FAKE_DEED_DIE_AT_COMMIT:
      machine->dies_at_commit = TRUE;
      machine->dies_of_power = fake_random_chance (&self->dice, 500);
      break;
    case FAKE_DEED_DIE_BEFORE_COMMIT:
      machine->dies_before_commit = TRUE;
      machine->dies_of_power = fake_random_chance (&self->dice, 500);
      break;
    default:
      fake_machine_kill (machine);
      break;
    }
}

/* The whole house is dark. */
static void
black_out (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    fake_machine_cut_power (g_ptr_array_index (self->machines, i));
}

/* Only one, and only as long as somebody else is left. */
static void
lose_one (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_linked);

  if (!self->may_lose || machine == NULL)
    return;
  self->may_lose = FALSE;
  if (machine->hosting)
    measure (self, FAKE_TAKEOVER_CUT, machine);
  fake_machine_lose (machine);
}

static void
set_clock (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_up);

  if (machine == NULL)
    return;
  machine->skew_ms = fake_random_pick (&self->dice, -self->skew_ms, self->skew_ms);
  fake_lan_trace (self->lan, "%u: CLOCK is %+" G_GINT64_FORMAT " ms off", machine->index,
                  machine->skew_ms);
  fake_clock_set_skew (machine->clock, machine->skew_ms);
}

static void
join_one (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_stranger);

  if (machine != NULL)
    fake_machine_join (machine, self->room_id, fake_run_pick_passphrase (self));
}

static void
write_some (FakeRun *self)
{
  FakeMachine *machine = fake_run_pick (self, is_writer);
  gint64 n = fake_random_chance (&self->dice, 200) ? fake_random_pick (&self->dice, 2, 5) : 1;

  for (gint64 i = 0; machine != NULL && i < n; i++)
    fake_machine_send (machine);
}

/* After which somebody else may host, or belong. */
static gboolean
is_fault (FakeDeed deed)
{
  switch ((guint) deed)
    {
    case FAKE_DEED_WRITE:
    case FAKE_DEED_SET_CLOCK:
    case FAKE_DEED_INVITE:
    case FAKE_DEED_DELETE:
    case FAKE_DEED_RENAME:
    case FAKE_DEED_WHISPER:
      return FALSE;
    default:
      return TRUE;
    }
}

void
fake_run_do (FakeRun *self,
             FakeDeed deed)
{
  FakeMachine *machine = NULL;

  self->stats->deeds[deed]++;
  if (is_fault (deed))
    fake_run_note_fault (self);
  if (deed > FAKE_DEED_LIE)
    {
      fake_run_do_right (self, deed);
      return;
    }
  switch ((guint) deed)
    {
    case FAKE_DEED_WRITE:
      write_some (self);
      break;
    case FAKE_DEED_JOIN:
      join_one (self);
      break;
    case FAKE_DEED_LEAVE:
      machine = fake_run_pick (self, is_writer);
      if (machine != NULL)
        fake_machine_leave (machine);
      break;
    case FAKE_DEED_START:
      machine = fake_run_pick (self, is_down);
      if (machine != NULL)
        fake_machine_start (machine);
      break;
    case FAKE_DEED_CUT:
      cut_cable (self);
      break;
    case FAKE_DEED_PARTITION:
      partition (self);
      break;
    case FAKE_DEED_HEAL:
      fake_run_heal (self);
      break;
    case FAKE_DEED_LOSE:
      lose_one (self);
      break;
    case FAKE_DEED_SET_CLOCK:
      set_clock (self);
      break;
    case FAKE_DEED_SLEEP:
      machine = fake_run_pick (self, is_up);
      if (machine != NULL)
        fake_machine_sleep (machine, fake_random_pick (&self->dice, 2, 40) * G_USEC_PER_SEC);
      break;
    case FAKE_DEED_BLACKOUT:
      black_out (self);
      break;
    case FAKE_DEED_LIE:
      fake_liar_lie (self->liar);
      break;
    case FAKE_DEED_KILL_HOST:
      kill_one (self, deed, fake_run_pick (self, is_host));
      break;
    default:
      kill_one (self, deed, fake_run_pick (self, is_up));
      break;
    }
}

FakeDeed
fake_run_choose (FakeRun *self)
{
  guint weights[FAKE_N_DEEDS] = {
    [FAKE_DEED_WRITE] = 60, [FAKE_DEED_KILL] = 2, [FAKE_DEED_KILL_HOST] = 3,
    [FAKE_DEED_POWER] = 2, [FAKE_DEED_DIE_AT_COMMIT] = 3, [FAKE_DEED_QUIT] = 3,
    [FAKE_DEED_DIE_BEFORE_COMMIT] = 3, [FAKE_DEED_BLACKOUT] = 1,
    [FAKE_DEED_CUT] = 4, [FAKE_DEED_PARTITION] = 4, [FAKE_DEED_HEAL] = 6,
    [FAKE_DEED_SET_CLOCK] = 1, [FAKE_DEED_SLEEP] = 1,
  };
  guint total = 0;
  gint64 choice;

  if (fake_run_pick (self, is_stranger) != NULL)
    weights[FAKE_DEED_JOIN] = 20;
  if (fake_run_pick (self, is_down) != NULL)
    weights[FAKE_DEED_START] = 25;
  if (self->may_leave)
    weights[FAKE_DEED_LEAVE] = 2;
  if (self->may_lose)
    weights[FAKE_DEED_LOSE] = 2;
  if (self->liar != NULL)
    weights[FAKE_DEED_LIE] = 40;
  fake_run_weigh_rights (self, weights);
  for (guint i = 0; i < FAKE_N_DEEDS; i++)
    total += weights[i];
  choice = fake_random_pick (&self->dice, 0, total - 1);
  for (guint i = 0; i < FAKE_N_DEEDS; i++)
    {
      if (choice < weights[i])
        return (FakeDeed) i;
      choice -= weights[i];
    }
  g_assert_not_reached ();
}
