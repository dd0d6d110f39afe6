/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-parts.c: I5, who hosts in each connected part, and whether a story has come to rest.
 */

#define G_LOG_DOMAIN "fake-parts"

#include "config.h"

#include <math.h>

#include "hall-census.h"

#include "fake-rights.h"
#include "fake-run.h"

#define S G_USEC_PER_SEC
/* For a start, hearing an announcement or two, and the synchronisation. */
#define MARGIN_US (12 * S)
#define RELINK_US (5 * S)

gboolean
fake_machine_is_live (FakeMachine *self)
{
  return self->running && self->member && !self->asleep && !self->stopping && !self->outcast;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

GPtrArray *
fake_run_unite (FakeRun *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);
      g_autoptr (GPtrArray) events = NULL;

      if (!machine->running || machine->room_id == NULL)
        continue;
      events = fake_machine_load_events (machine);
      for (guint j = 0; j < events->len; j++)
        {
          HallEvent *event = g_ptr_array_index (events, j);

          if (g_hash_table_add (known, event->id))
            g_ptr_array_add (all, hall_event_ref (event));
        }
    }
  g_ptr_array_sort (all, compare_events);
  return all;
}

static HallCensus *
get_census (FakeMachine *machine)
{
  HallConversation *conversation = fake_machine_find_conversation (machine);

  return conversation != NULL ? hall_conversation_get_census (conversation) : NULL;
}

/* @host does not know @machine, which goes on alone: what the liar did may be all it relies on. */
static gboolean
casts_out (FakeRun     *self,
           FakeMachine *host,
           FakeMachine *machine)
{
  HallCensus *theirs = get_census (host);
  HallCensus *own = get_census (machine);

  if (theirs == NULL || own == NULL || hall_census_contains (theirs, machine->id))
    return FALSE;
  if ((machine->hosting || !machine->linked) && hall_census_is_out (theirs, machine->id)
      && hall_census_contains (own, host->id))
    return FALSE;
  /* That it joined may have been said to the liar alone, before the room was closed; and who was
   * cut off while it joined, by somebody who had no right to let it in, has said it to nobody. */
  if ((self->liar != NULL || !machine->settled)
      && !hall_census_is_admitted (theirs, machine->id))
    return TRUE;
  /* One of them has been let in, and the other one not been banned any more, where the other was
   * not; it takes a third to tell them. */
  return machine->hosting && !hall_census_contains (own, host->id)
         && !hall_census_is_admitted (theirs, machine->id)
         && !hall_census_is_admitted (own, host->id);
}

static void
note_outcast (FakeRun     *self,
              FakeMachine *machine)
{
  machine->outcast = FALSE;
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *host = g_ptr_array_index (self->machines, i);

      if (host != machine && host->running && host->hosting && machine->running
          && machine->member && host->node->group == machine->node->group
          && casts_out (self, host, machine))
        machine->outcast = TRUE;
    }
}

static void
note_outcasts (FakeRun *self)
{
  guint n_hosts = 0;

  for (guint i = 0; i < self->machines->len; i++)
    n_hosts += ((FakeMachine *) g_ptr_array_index (self->machines, i))->hosting ? 1 : 0;
  for (guint i = 0; self->moderated && i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      machine->outcast = FALSE;
      if (n_hosts > 1 || !machine->linked)
        note_outcast (self, machine);
    }
}

static guint
count_live (FakeRun *self)
{
  guint count = 0;

  for (guint i = 0; i < self->machines->len; i++)
    count += fake_machine_is_live (g_ptr_array_index (self->machines, i)) ? 1 : 0;
  return count;
}

gint64
fake_run_get_patience (FakeRun *self)
{
  double ranks = MAX (self->machines->len, 2);

  return 15 * S + (gint64) (2 * S * log2 (ranks)) + MARGIN_US;
}

/* A link may be made anew at any time, for the sake of clocks that were set. */
static gboolean
is_linked (FakeRun     *self,
           FakeMachine *machine)
{
  return machine->linked || self->lan->now - machine->linked_at < RELINK_US;
}

/* Invisible it hosts nothing, and so cannot tell whoever hosts that it was put out: it follows
 * nobody of whom it knows that. */
static gboolean
shuns_hosts (FakeRun     *self,
             FakeMachine *machine)
{
  HallCensus *own = get_census (machine);
  gboolean shuns = FALSE;

  if (!machine->invisible || machine->linked || own == NULL)
    return FALSE;
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *host = g_ptr_array_index (self->machines, i);

      if (!host->hosting || host->node->group != machine->node->group
          || !fake_machine_is_live (host))
        continue;
      shuns = hall_census_is_out (own, host->id);
      if (!shuns)
        return FALSE;
    }
  return shuns;
}

static void
check_part (FakeRun *self,
            guint    group)
{
  guint n_members = 0;
  guint n_hosts = 0;
  guint n_linked = 0;
  guint n_visible = 0;

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (machine->node->group != group || !fake_machine_is_live (machine)
          || shuns_hosts (self, machine))
        continue;
      n_hosts += machine->hosting ? 1 : 0;
      n_visible += machine->settled && !machine->invisible ? 1 : 0;
      /* Who was cut off while it joined may be one that nobody knows. */
      n_members += machine->settled ? 1 : 0;
      n_linked += machine->settled && is_linked (self, machine) ? 1 : 0;
    }
  if (n_members < 2 || n_visible == 0)
    return;
  self->stats->part_checks++;
  if (n_hosts != 1)
    fake_run_fail (self, "I5: part %u with %u members has %u hosts, %.1f s after the last fault",
                   group, n_members, n_hosts, (double) (self->lan->now - self->last_fault) / S);
  else if (n_linked != n_members)
    fake_run_fail (self, "I5: in part %u %u of %u members are linked, %.1f s after the last fault",
                   group, n_linked, n_members, (double) (self->lan->now - self->last_fault) / S);
}

void
fake_run_check_parts (FakeRun *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);

  if (self->liar != NULL
      || self->lan->now - MAX (self->last_fault, self->lan->changed_at)
           < fake_run_get_patience (self))
    return;
  note_outcasts (self);
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (g_hash_table_add (groups, GUINT_TO_POINTER (machine->node->group + 1)))
        check_part (self, machine->node->group);
    }
}

gboolean
fake_run_is_hosted (FakeRun *self)
{
  guint n_hosts = 0;
  guint n_live;

  note_outcasts (self);
  n_live = count_live (self);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (!machine->lost && !machine->away && !machine->running)
        return FALSE;
      if (!fake_machine_is_live (machine))
        continue;
      n_hosts += machine->hosting ? 1 : 0;
      if (n_live > 1 && !machine->linked)
        return FALSE;
    }
  return n_live < 2 || n_hosts == 1;
}

/* A lone host's own text may have nobody who is allowed to have it, and one of a clock hours ahead
 * no host that takes it. */
static gboolean
has_waiting (FakeRun     *self,
             FakeMachine *machine)
{
  return fake_machine_is_live (machine) && fake_machine_count_unsent (machine) > 0
         && !self->since_joining && !self->far_clocks;
}

gboolean
fake_run_is_well (FakeRun *self)
{
  if (!fake_run_is_hosted (self) || !fake_run_has_whispered (self))
    return FALSE;
  for (guint i = 0; count_live (self) > 1 && i < self->machines->len; i++)
    if (has_waiting (self, g_ptr_array_index (self->machines, i)))
      return FALSE;
  return TRUE;
}

/* Why it never came to rest. */
void
fake_run_explain (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);
      guint n_unsent = machine->running ? fake_machine_count_unsent (machine) : 0;

      if (!machine->lost)
        fake_run_fail (self, "I5: at the end machine %u %s%s%s, %u unsent", machine->index,
                       machine->running ? "runs" : "does not run",
                       machine->member ? ", is a member" : "",
                       machine->hosting ? ", HOSTS" : machine->linked ? ", is linked" : "",
                       n_unsent);
    }
}
