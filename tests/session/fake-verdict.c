/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-verdict.c: the invariants I1 to I7, asked of what the machines have on their disks and show.
 */

#define G_LOG_DOMAIN "fake-verdict"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hall-census.h"
#include "hall-limits.h"

#include "fake-history.h"

#define WELCOME_MS 30000

static void
fake_holding_free (gpointer data)
{
  FakeHolding *holding = data;

  fake_rights_free (holding->rights);
  g_hash_table_unref (holding->ids);
  g_ptr_array_unref (holding->events);
  g_free (holding);
}

static FakeHolding *
load (FakeMachine *machine)
{
  FakeHolding *holding = g_new0 (FakeHolding, 1);

  holding->machine = machine;
  holding->events = fake_machine_load_events (machine);
  holding->rights = fake_rights_new (holding->events);
  holding->ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < holding->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (holding->events, i);

      g_hash_table_insert (holding->ids, event->id, event);
    }
  return holding;
}

static GPtrArray *
load_all (FakeRun *self)
{
  GPtrArray *holdings = g_ptr_array_new_with_free_func (fake_holding_free);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (fake_machine_is_live (machine))
        g_ptr_array_add (holdings, load (machine));
    }
  return holdings;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* What all of them hold together, in order: (element-type HallEvent) (transfer container). */
static GPtrArray *
unite (GPtrArray *holdings)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < holdings->len; i++)
    {
      FakeHolding *holding = g_ptr_array_index (holdings, i);

      for (guint j = 0; j < holding->events->len; j++)
        {
          HallEvent *event = g_ptr_array_index (holding->events, j);

          if (g_hash_table_add (known, event->id))
            g_ptr_array_add (all, event);
        }
    }
  g_ptr_array_sort (all, compare_events);
  return all;
}

static HallCensus *
take_census (GPtrArray *all)
{
  HallCensus *census = hall_census_new ();

  for (guint i = 0; i < all->len; i++)
    hall_census_add (census, g_ptr_array_index (all, i));
  return census;
}

static FakeMachine *
find_machine (FakeRun    *self,
              const char *id)
{
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines, i);

      if (g_str_equal (machine->id, id))
        return machine;
    }
  return NULL;
}

/* What is hours ahead of everybody's clock waits until its time has come. */
static gboolean
is_early (FakeRun   *self,
          HallEvent *event)
{
  gint64 now = self->lan->wall + self->lan->now / 1000;

  return self->far_clocks && event->lc > now + HALL_CLOCK_AHEAD_MAX_MS - self->skew_ms;
}

static gboolean
may_have (HallCensus  *census,
          FakeMachine *machine,
          HallEvent   *event)
{
  gint64 from = hall_census_get_from (census, machine->id);

  return hall_event_is_control (event) || (from >= 0 && event->lc >= from);
}

/* It need not have what was said before it joined, but may have what was said from its welcome on,
 * which comes a little earlier; and clocks differ. */
static gboolean
is_of_welcome (FakeMachine *machine,
               HallEvent   *event)
{
  return event->lc >= machine->welcomed_ms - WELCOME_MS;
}

static FakeText *
find_text (FakeMachine *machine,
           HallEvent   *event)
{
  guint index, n;

  if (sscanf (event->text, "%u-%u", &index, &n) != 2 || index != machine->index
      || n >= machine->texts->len)
    return NULL;
  return g_ptr_array_index (machine->texts, n);
}

/* What somebody says to have said long ago may come to some and not to others, where not everybody
 * may have what is old. */
static gboolean
is_of_liar (FakeRun   *self,
            HallEvent *event)
{
  return self->since_joining && find_machine (self, event->author) == NULL;
}

/* Whether somebody has it who may give it to others: who got it between its welcome and its joining
 * has it for itself alone, and its author may be away. */
static gboolean
is_offered (GPtrArray  *holdings,
            HallCensus *census,
            HallEvent  *event)
{
  for (guint i = 0; i < holdings->len; i++)
    {
      FakeHolding *holding = g_ptr_array_index (holdings, i);

      if (may_have (census, holding->machine, event)
          && g_hash_table_contains (holding->ids, event->id))
        return TRUE;
    }
  return FALSE;
}

/* Its author was told that two disks have it. */
static gboolean
was_sent (FakeRun   *self,
          HallEvent *event)
{
  FakeMachine *author = find_machine (self, event->author);
  FakeText *text = NULL;

  if (author != NULL && event->kind == HALL_EVENT_TEXT)
    text = find_text (author, event);
  return text != NULL && text->sent;
}

/* What nobody had a right to say may be with its author alone: hosts refuse it.
 * @explain: what is missing is a failure. */
static gboolean
compare_sets (FakeRun   *self,
              GPtrArray *holdings,
              GPtrArray *all,
              gboolean   explain)
{
  g_autoptr (HallCensus) census = take_census (all);
  g_autoptr (FakeRights) rights = fake_rights_new (all);
  gboolean even = TRUE;

  for (guint i = 0; i < holdings->len; i++)
    {
      FakeHolding *holding = g_ptr_array_index (holdings, i);

      for (guint j = 0; j < all->len; j++)
        {
          HallEvent *event = g_ptr_array_index (all, j);
          gboolean holds = g_hash_table_contains (holding->ids, event->id);

          if (holds == may_have (census, holding->machine, event) || is_early (self, event)
              || (!holds && !fake_rights_permits (rights, event))
              || (!holds && fake_machine_may_lack (holding->machine, event->id, event->lc))
              || is_of_liar (self, event) || (holds && is_of_welcome (holding->machine, event))
              || (!holds && self->since_joining && !was_sent (self, event)
                  && !is_offered (holdings, census, event)))
            continue;
          even = FALSE;
          if (explain)
            fake_run_fail (self, "I2: machine %u %s %s (%s %s by %.4s at %" G_GINT64_FORMAT ")",
                           holding->machine->index,
                           holds ? "has from before it joined" : "lacks", event->id,
                           event->kind_name, event->text != NULL ? event->text : "",
                           event->author, event->lc);
        }
    }
  return even;
}

/* I6: whatever anybody holds was signed by its author, who wrote just that. An open room is open to
 * the liar and to its other key too: what they sign themselves may be there. */
static void
check_genuine (FakeRun   *self,
               GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);
      FakeMachine *author = find_machine (self, event->author);

      if (!hall_event_verify (event, NULL))
        fake_run_fail (self, "I6: %s is not signed by its author", event->id);
      if (event->kind != HALL_EVENT_TEXT)
        continue;
      if (author != NULL && find_text (author, event) == NULL)
        fake_run_fail (self, "I6: machine %u never wrote “%s”", author->index, event->text);
      else if (author == NULL
               && (self->liar == NULL || !g_str_has_prefix (event->text, FAKE_LIAR_OWN_WORD)))
        fake_run_fail (self, "I6: a stranger wrote “%s”", event->text);
    }
}

/* I3 and I4: each author's texts once, in the order written, and all of those who are here. */
static void
check_author (FakeRun     *self,
              FakeMachine *author,
              GPtrArray   *all)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  FakeText *last = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);
      FakeText *text;

      if (event->kind != HALL_EVENT_TEXT || !g_str_equal (event->author, author->id))
        continue;
      text = find_text (author, event);
      if (text == NULL)
        continue;
      if (!g_hash_table_add (found, text))
        fake_run_fail (self, "I3: “%s” is there twice", text->text);
      else if (self->close_clocks && last != NULL && text->n < last->n)
        fake_run_fail (self, "I4: “%s” stands after “%s”", text->text, last->text);
      last = text;
    }
  /* Who is alone and hosts nothing has nobody to say it to. */
  for (guint i = 0; fake_machine_is_live (author) && author->linked && i < author->texts->len; i++)
    {
      FakeText *text = g_ptr_array_index (author->texts, i);

      if (!text->lost && !g_hash_table_contains (found, text)
          && !fake_machine_may_forget (author, text))
        fake_run_fail (self, "I4: “%s” is nowhere, although its author lives", text->text);
    }
}

static gboolean
is_to_be_said (FakeMachine *author,
               FakeText    *text)
{
  return !text->lost && !fake_machine_may_forget (author, text);
}

/* Whether everything that was written by those who are here has been said. */
static gboolean
is_all_said (FakeRun   *self,
             GPtrArray *all)
{
  guint n_said = 0;
  guint n_written = 0;

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *author = g_ptr_array_index (self->machines, i);

      if (!fake_machine_is_live (author) || !author->linked)
        continue;
      for (guint j = 0; j < author->texts->len; j++)
        n_written += is_to_be_said (author, g_ptr_array_index (author->texts, j)) ? 1 : 0;
      for (guint j = 0; j < all->len; j++)
        {
          HallEvent *event = g_ptr_array_index (all, j);
          FakeText *text = NULL;

          if (event->kind == HALL_EVENT_TEXT && g_str_equal (event->author, author->id))
            text = find_text (author, event);
          n_said += text != NULL && is_to_be_said (author, text) ? 1 : 0;
        }
    }
  return n_said >= n_written;
}

gboolean
fake_run_is_even (FakeRun *self)
{
  g_autoptr (GPtrArray) holdings = load_all (self);
  g_autoptr (GPtrArray) all = unite (holdings);

  return compare_sets (self, holdings, all, FALSE) && is_all_said (self, all)
         && fake_run_is_whisper_even (self);
}

/* I1: a promise is kept even without the machine that got it. Who left took its copy along. */
static void
check_promises (FakeRun     *self,
                FakeMachine *author,
                GPtrArray   *all)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean here = fake_machine_is_live (author);

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (ids, ((HallEvent *) g_ptr_array_index (all, i))->id);
  for (guint i = 0; i < author->texts->len; i++)
    {
      FakeText *text = g_ptr_array_index (author->texts, i);
      gboolean promised = text->sent || (text->stored && here && author->linked);

      if (promised && (here || (!self->may_leave && !self->moderated))
          && !g_hash_table_contains (ids, text->id)
          && !fake_run_may_be_nowhere (self, author, text))
        fake_run_fail (self, "I1: “%s” was %s and is nowhere", text->text,
                       text->sent ? "sent" : "stored");
    }
}

/* I7: who answers stands below what he had read. */
static void
check_replies (FakeRun     *self,
               FakeMachine *author,
               GPtrArray   *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);
      FakeText *text;

      if (event->kind != HALL_EVENT_TEXT || !g_str_equal (event->author, author->id))
        continue;
      text = find_text (author, event);
      if (text != NULL && text->seen_lc >= 0
          && fake_compare_keys (event->lc, event->id, text->seen_lc, text->seen_id) < 0)
        fake_run_fail (self, "I7: “%s” stands before %s, which its author had read", text->text,
                       text->seen_id);
    }
}

static gboolean
is_shown_before (HallMessage *first,
                 HallMessage *second)
{
  return fake_compare_keys (hall_message_get_time (first), hall_message_get_id (first),
                            hall_message_get_time (second), hall_message_get_id (second)) < 0;
}

/* By clock and id, and by nothing else. */
static void
check_order (FakeRun     *self,
             FakeHolding *holding)
{
  for (guint i = 1; i < holding->events->len; i++)
    if (hall_event_compare (g_ptr_array_index (holding->events, i - 1),
                            g_ptr_array_index (holding->events, i)) >= 0)
      fake_run_fail (self, "I2: machine %u gives %s out of order", holding->machine->index,
                     ((HallEvent *) g_ptr_array_index (holding->events, i))->id);
}

/* The texts of history are those held and permitted, in the same order. */
static void
check_history (FakeRun     *self,
               FakeHolding *holding)
{
  g_autoptr (GPtrArray) rows = fake_machine_load_history (holding->machine);
  guint place = 0;

  for (guint i = 0; i < holding->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (holding->events, i);

      if (event->kind != HALL_EVENT_TEXT || !fake_rights_shows (holding->rights, event))
        continue;
      while (place < rows->len
             && hall_message_get_kind (g_ptr_array_index (rows, place)) != HALL_MESSAGE_TEXT)
        place++;
      if (place == rows->len
          || g_strcmp0 (hall_message_get_id (g_ptr_array_index (rows, place)), event->id) != 0)
        {
          fake_run_fail (self, "I2: machine %u's history does not show “%s” in its place",
                         holding->machine->index, event->text);
          return;
        }
      place++;
    }
}

/* What is on the screen is of what is held, each once, in order. */
static void
check_timeline (FakeRun     *self,
                FakeHolding *holding)
{
  HallRoom *room = fake_machine_find_room (holding->machine);
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (room));
  g_autoptr (HallMessage) last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) row = g_list_model_get_item (rows, i);
      const char *id = hall_message_get_id (row);

      if (hall_message_get_kind (row) != HALL_MESSAGE_TEXT || id == NULL)
        continue;
      if (!g_hash_table_contains (holding->ids, id))
        fake_run_fail (self, "I6: machine %u shows “%s”, which it does not hold",
                       holding->machine->index, hall_message_get_text (row));
      if (last != NULL && !is_shown_before (last, row))
        fake_run_fail (self, "I2: machine %u shows “%s” above “%s”", holding->machine->index,
                       hall_message_get_text (last), hall_message_get_text (row));
      g_set_object (&last, row);
    }
}

void
fake_run_judge (FakeRun *self)
{
  g_autoptr (GPtrArray) holdings = load_all (self);
  g_autoptr (GPtrArray) all = unite (holdings);

  self->stats->events += all->len * holdings->len;
  if (!fake_run_is_well (self))
    fake_run_explain (self);
  compare_sets (self, holdings, all, TRUE);
  check_genuine (self, all);
  fake_run_judge_rights (self, all);
  if (self->talks || self->moderated)
    fake_run_judge_whispers (self);
  fake_run_judge_history (self);
  for (guint i = 0; i < holdings->len; i++)
    {
      check_order (self, g_ptr_array_index (holdings, i));
      check_history (self, g_ptr_array_index (holdings, i));
      check_timeline (self, g_ptr_array_index (holdings, i));
      fake_run_check_notes (self, g_ptr_array_index (holdings, i));
    }
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *author = g_ptr_array_index (self->machines, i);

      check_author (self, author, all);
      if (holdings->len > 0)
        check_promises (self, author, all);
      if (self->close_clocks)
        check_replies (self, author, all);
    }
}
