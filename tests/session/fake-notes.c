/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-notes.c: edits, reactions and pins in a story, rightly or not; and what everybody has to see
 * of them at the end, folded anew from what is on each disk.
 *
 * The stories without them are told as if this were not here.
 */

#define G_LOG_DOMAIN "fake-notes"

#include "config.h"

#include "hall-conversation-talk.h"
#include "hall-reaction.h"

#include "fake-notes.h"

#define NOTES G_GUINT64_CONSTANT (0x6e6f7465736565)

static const char *const emoji[] = { "👍", "😀", "🎉" };

void
fake_run_choose_notes (FakeRun *self)
{
  fake_random_init (&self->note_dice, self->seed ^ NOTES);
  self->notes = fake_random_chance (&self->note_dice, 250);
}

static gboolean
is_writer (FakeMachine *machine)
{
  return machine->running && !machine->stopping && !machine->asleep && machine->member
         && machine->joined && fake_machine_find_conversation (machine) != NULL;
}

static FakeMachine *
pick_writer (FakeRun *self)
{
  guint first = (guint) fake_random_pick (&self->note_dice, 0, self->machines->len - 1);

  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *machine = g_ptr_array_index (self->machines,
                                                (first + i) % self->machines->len);

      if (is_writer (machine))
        return machine;
    }
  return NULL;
}

/* (transfer full) (nullable) */
static HallMessage *
pick_message (FakeRun     *self,
              FakeMachine *machine)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (fake_machine_find_room (machine)));
  guint n = g_list_model_get_n_items (rows);
  g_autoptr (HallMessage) row = NULL;

  if (n == 0)
    return NULL;
  row = g_list_model_get_item (rows, (guint) fake_random_pick (&self->note_dice, 0, n - 1));
  return hall_message_get_kind (row) == HALL_MESSAGE_TEXT && hall_message_get_id (row) != NULL
           ? g_steal_pointer (&row) : NULL;
}

/* Not all of that is theirs to do: others have to see that, too. */
void
fake_run_do_note (FakeRun *self)
{
  FakeMachine *machine;
  g_autoptr (HallMessage) message = NULL;
  g_autofree char *word = NULL;
  HallEventBody body;
  gint64 choice;

  if (!self->notes || !fake_random_chance (&self->note_dice, 300))
    return;
  machine = pick_writer (self);
  message = machine != NULL ? pick_message (self, machine) : NULL;
  if (message == NULL)
    return;
  choice = fake_random_pick (&self->note_dice, 0, 99);
  word = g_strdup_printf ("edited %u", ++self->n_notes);
  if (choice < 40)
    {
      hall_event_body_init (&body, HALL_EVENT_EDIT);
      body.text = word;
    }
  else if (choice < 75)
    {
      hall_event_body_init (&body, HALL_EVENT_REACT);
      body.emoji = emoji[fake_random_pick (&self->note_dice, 0, G_N_ELEMENTS (emoji) - 1)];
      body.off = fake_random_chance (&self->note_dice, 300);
    }
  else
    {
      hall_event_body_init (&body, HALL_EVENT_PIN);
      body.off = fake_random_chance (&self->note_dice, 300);
    }
  body.target = hall_message_get_id (message);
  fake_lan_trace (self->lan, "%u: NOTES %s %s about %s", machine->index,
                  hall_event_kind_get_name (body.kind), word, body.target);
  hall_conversation_send_note (fake_machine_find_conversation (machine), &body);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "text|pinned|👍 id, ..." (transfer full) */
static char *
describe (const char *text,
          gboolean    pinned,
          GPtrArray  *reactions)
{
  GString *line = g_string_new (text);

  g_ptr_array_sort (reactions, compare_strings);
  g_string_append (line, pinned ? "|pinned" : "|");
  for (guint i = 0; i < reactions->len; i++)
    g_string_append_printf (line, "|%s", (char *) g_ptr_array_index (reactions, i));
  return g_string_free (line, FALSE);
}

static char *
describe_row (HallMessage *row)
{
  GListModel *model = hall_message_get_reactions (row);
  g_autoptr (GPtrArray) reactions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (model, i);
      GPtrArray *people = hall_reaction_get_people (reaction);

      for (guint k = 0; k < people->len; k++)
        g_ptr_array_add (reactions,
                         g_strdup_printf ("%s %s", hall_reaction_get_emoji (reaction),
                                          hall_person_get_id (g_ptr_array_index (people, k))));
    }
  return describe (hall_message_get_text (row), hall_message_get_pinned (row), reactions);
}

/* As it has to be; @events are in order, so that the last one is met last. */
static char *
describe_event (GPtrArray  *events,
                FakeRights *rights,
                HallEvent  *event)
{
  g_autoptr (GHashTable) put = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) reactions = g_ptr_array_new ();
  const char *text = event->text;
  gboolean pinned = FALSE;
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *note = g_ptr_array_index (events, i);
      g_autofree char *who = NULL;

      if (!hall_event_is_annotation (note) || !g_str_equal (note->target, event->id)
          || !fake_rights_shows (rights, note))
        continue;
      if (note->kind == HALL_EVENT_EDIT && g_str_equal (note->author, event->author))
        text = note->text;
      else if (note->kind == HALL_EVENT_PIN)
        pinned = !note->off;
      else if (note->kind == HALL_EVENT_REACT)
        {
          who = g_strdup_printf ("%s %s", note->emoji, note->author);
          if (note->off)
            g_hash_table_remove (put, who);
          else
            g_hash_table_add (put, g_steal_pointer (&who));
        }
    }
  g_hash_table_iter_init (&iter, put);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (reactions, key);
  return describe (text, pinned, reactions);
}

static void
check_row (FakeRun     *self,
           FakeMachine *machine,
           GHashTable  *expected,
           HallMessage *row,
           const char  *where)
{
  const char *id = hall_message_get_id (row);
  const char *wanted = id != NULL ? g_hash_table_lookup (expected, id) : NULL;
  g_autofree char *seen = NULL;

  if (wanted == NULL || hall_message_get_kind (row) != HALL_MESSAGE_TEXT)
    return;
  seen = describe_row (row);
  if (!g_str_equal (seen, wanted))
    fake_run_fail (self, "I2: machine %u's %s shows %s as “%s”, and it is “%s”", machine->index,
                   where, id, seen, wanted);
}

/* What is seen of each text is what everybody sees who holds the same. */
void
fake_run_check_notes (FakeRun     *self,
                      FakeHolding *holding)
{
  FakeMachine *machine = holding->machine;
  GPtrArray *events = holding->events;
  g_autoptr (GHashTable) expected = NULL;
  g_autoptr (GPtrArray) history = NULL;
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (fake_machine_find_room (machine)));

  if (!self->notes || fake_machine_count_unsent (machine) > 0)
    return;   /* its own are seen there already */
  expected = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  history = fake_machine_load_history (machine);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind == HALL_EVENT_TEXT && fake_rights_shows (holding->rights, event))
        g_hash_table_insert (expected, event->id, describe_event (events, holding->rights, event));
    }
  for (guint i = 0; i < history->len; i++)
    check_row (self, machine, expected, g_ptr_array_index (history, i), "history");
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) row = g_list_model_get_item (rows, i);

      check_row (self, machine, expected, row, "screen");
    }
}
