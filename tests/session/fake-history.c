/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-history.c: the deletion of histories in a story, by a click or by their age, and what has to
 * be true of it.
 *
 * What was on a disk when somebody there wanted it to be deleted may be missing there and nowhere
 * else; once that was finished it has to be missing, now and for ever. For what goes by age some
 * stories have a month in which everything is off.
 */

#define G_LOG_DOMAIN "fake-history"

#include "config.h"

#include "hall-limits.h"
#include "hall-session-retention.h"

#include "fake-history.h"

/* The dice: nothing in the stories that meson.build names. */
#define HISTORY G_GUINT64_CONSTANT (0x6f626c6976696f73)
#define MONTH_MS (40 * (gint64) HALL_DAY_MS)
#define DAYS 30
/* How far back somebody may want to keep. */
#define KEPT_MAX_MS 120000

static gint64
get_wall (FakeRun *self)
{
  return self->lan->wall + self->lan->now / 1000;
}

void
fake_run_choose_history (FakeRun *self)
{
  fake_random_init (&self->history_dice, self->seed ^ HISTORY);
  self->deletes = fake_random_chance (&self->history_dice, 300);
  self->may_be_off = self->deletes && !self->since_joining && !self->moderated
                     && fake_random_chance (&self->history_dice, 400);
  self->stats->with_history += self->deletes ? 1 : 0;
}

/* What is written beside that wish may go or stay. */
void
fake_machine_note_wanted (FakeMachine *self)
{
  if (!self->wants)
    return;
  self->wants = FALSE;
  fake_reader_list_ids (self->reader, self->delete_before, FALSE, self->wanted);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FakeMachine *self = user_data;
  g_autoptr (GHashTable) held = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;

  if ((gpointer) source != self->session)
    return;   /* it died meanwhile */
  self->deleting = FALSE;
  if (!hall_session_delete_history_finish (HALL_SESSION (source), result, &error))
    {
      if (!self->stopping)
        fake_machine_complain (self, "could not delete: %s", error->message);
      return;
    }
  held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fake_reader_list_ids (self->reader, G_MAXINT64, TRUE, held);
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (held, id))
      g_hash_table_add (self->gone, g_strdup (id));
  self->n_deletions++;
  self->finished = TRUE;
  fake_lan_trace (self->lan, "%u: has deleted, %u are gone", self->index,
                  g_hash_table_size (self->gone));
}

static FakeMachine *
pick (FakeRun *self)
{
  guint first = (guint) fake_random_pick (&self->history_dice, 0, self->machines->len - 1);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines,
                                                (first + i) % self->machines->len);

      if (machine->running && !machine->stopping && !machine->asleep)
        return machine;
    }
  return NULL;
}

/* A program that died may have signed it, and not have told. */
static void
note_untold (GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      FakeText *text = g_ptr_array_index (texts, i);

      text->untold = text->untold || text->id == NULL;
    }
}

/* One at a time: the second may want less than the first. */
static void
delete_history (FakeRun     *self,
                FakeMachine *machine)
{
  gboolean all = fake_random_chance (&self->history_dice, 600);
  gint64 kept_ms = fake_random_pick (&self->history_dice, 0, KEPT_MAX_MS);

  machine->delete_before = all ? G_MAXINT64 : get_wall (self) - kept_ms;
  machine->wants = machine->deleting = TRUE;
  machine->finished = FALSE;
  machine->starts_anew = self->lan->old_lc > 0;
  machine->floor = get_wall (self) - HALL_CLOCK_DELETED_MS + HALL_DAY_MS;
  note_untold (machine->texts);
  note_untold (machine->whispers);
  g_hash_table_remove_all (machine->due);
  fake_reader_list_ids (machine->reader, machine->delete_before, FALSE, machine->wanted);
  fake_reader_list_ids (machine->reader, machine->delete_before, TRUE, machine->due);
  fake_lan_trace (self->lan, "%u: DELETES %s", machine->index, all ? "everything" : "what is old");
  hall_session_delete_history_async (machine->session, machine->delete_before, NULL, delete_cb,
                                     machine);
}

/* Everybody goes home for so long that all that was said is too old for some. */
static void
let_a_month_pass (FakeRun *self)
{
  fake_lan_trace (self->lan, "A MONTH passes");
  fake_run_note_fault (self);
  self->may_be_off = FALSE;
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      fake_machine_cut_power (machine);
      machine->expires = fake_random_chance (&self->history_dice, 400);
      machine->days = machine->expires ? DAYS : 0;
      for (guint j = 0; j < machine->texts->len; j++)
        ((FakeText *) g_ptr_array_index (machine->texts, j))->old = TRUE;
      for (guint j = 0; j < machine->whispers->len; j++)
        ((FakeText *) g_ptr_array_index (machine->whispers, j))->old = TRUE;
    }
  self->lan->old_lc = get_wall (self) + MONTH_MS / 4;
  self->lan->wall += MONTH_MS;
  self->stats->months++;
}

/* So that it looks now what is too old, which it does once an hour. */
static void
change_days (FakeMachine *machine)
{
  machine->days = machine->days == DAYS ? DAYS + 1 : DAYS;
  fake_lan_trace (machine->lan, "%u: KEEPS %u days", machine->index, machine->days);
  fake_machine_apply_days (machine);
}

void
fake_run_do_history (FakeRun *self)
{
  FakeMachine *machine;

  if (!self->deletes || !fake_random_chance (&self->history_dice, 150))
    return;
  if (self->may_be_off && self->liar == NULL && fake_random_chance (&self->history_dice, 700))
    {
      let_a_month_pass (self);
      return;
    }
  machine = pick (self);
  if (machine == NULL)
    return;
  if (machine->expires)
    change_days (machine);
  else if (!machine->deleting)
    delete_history (self, machine);
}

gboolean
fake_machine_may_lack (FakeMachine *self,
                       const char  *id,
                       gint64       lc)
{
  return g_hash_table_contains (self->wanted, id) || lc < self->floor
         || ((self->expires || self->starts_anew) && lc < self->lan->old_lc);
}

gboolean
fake_machine_may_forget (FakeMachine *self,
                         FakeText    *text)
{
  if ((self->expires || self->starts_anew) && text->old)
    return TRUE;
  return text->id != NULL ? g_hash_table_contains (self->wanted, text->id) : text->untold;
}

gboolean
fake_run_may_be_nowhere (FakeRun     *self,
                         FakeMachine *author,
                         FakeText    *text)
{
  gboolean forgets = fake_machine_may_forget (author, text);

  /* Its author is away, and the only other one who had it has deleted it. */
  for (guint i = 0; !fake_machine_is_live (author) && i < self->machines->len; i++)
    forgets = forgets || fake_machine_may_forget (g_ptr_array_index (self->machines, i), text);
  return forgets;
}

static gboolean
is_pinned (GPtrArray *events,
           HallEvent *event)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *pin = g_ptr_array_index (events, i);

      if (pin->kind == HALL_EVENT_PIN && g_strcmp0 (pin->target, event->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was to go by a click, and is there all the same: only what nobody else had then, and what is
 * pinned. */
static void
check_kept (FakeRun     *self,
            FakeMachine *machine,
            GPtrArray   *events)
{
  HallContext *context = hall_session_get_context (machine->session);

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      gboolean old = machine->expires && context->history_from > 0
                     && event->lc < context->history_from;

      if (hall_event_is_control (event))
        continue;
      if (g_hash_table_contains (machine->gone, event->id))
        fake_run_fail (self, "H1: machine %u has %s again, which was deleted there",
                       machine->index, event->text != NULL ? event->text : event->id);
      /* What is said of something that is not here stays until that comes. */
      if (event->kind == HALL_EVENT_TEXT
          && (old || (machine->finished && g_hash_table_contains (machine->due, event->id)))
          && !g_str_equal (event->author, machine->id)
          && (!self->notes || !is_pinned (events, event)))
        fake_run_fail (self, "H2: machine %u keeps %s, which was to be deleted", machine->index,
                       event->text != NULL ? event->text : event->id);
    }
}

/* Only that is deleted which was there when somebody wanted that. */
static void
check_emptied (FakeRun     *self,
               FakeMachine *machine)
{
  g_autoptr (GHashTable) emptied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  fake_reader_list_emptied (machine->reader, emptied);
  g_hash_table_iter_init (&iter, emptied);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (machine->wanted, id))
      fake_run_fail (self, "H3: machine %u has deleted %s, which came after that", machine->index,
                     (const char *) id);
}

void
fake_run_judge_history (FakeRun *self)
{
  for (guint i = 0; self->deletes && i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);
      g_autoptr (GPtrArray) events = NULL;

      if (!machine->running)
        continue;
      events = fake_machine_load_events (machine);
      check_kept (self, machine, events);
      check_emptied (self, machine);
      for (guint j = 0; j < self->machines->len; j++)
        {
          FakeMachine *peer = g_ptr_array_index (self->machines, j);
          g_autofree char *room_id = hall_direct_room_id (machine->id, peer->id);
          g_autoptr (GPtrArray) whispers = fake_machine_load_events_of (machine, room_id);

          check_kept (self, machine, whispers);
        }
      self->stats->deletions += machine->n_deletions;
      self->stats->gone += g_hash_table_size (machine->gone);
    }
}
