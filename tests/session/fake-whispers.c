/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-whispers.c: private conversations between the machines of a story, and what has to be true
 * of them at its end.
 */

#define G_LOG_DOMAIN "fake-whispers"

#include "config.h"

#include <stdio.h>

#include "hall-session-people.h"

#include "fake-history.h"

FakeText *
fake_machine_find_whisper (FakeMachine *self,
                           const char  *words)
{
  guint index, peer, n;

  if (words == NULL || sscanf (words, "whisper %u-%u-%u", &index, &peer, &n) != 3
      || index != self->index || n >= self->whispers->len)
    return NULL;
  return g_ptr_array_index (self->whispers, n);
}

HallRoom *
fake_machine_find_direct (FakeMachine *self,
                          const char  *peer_id)
{
  HallPerson *person;

  if (self->session == NULL)
    return NULL;
  person = hall_directory_lookup_person (hall_session_get_directory (self->session), peer_id);
  return person != NULL ? hall_person_get_conversation (person) : NULL;
}

gboolean
fake_machine_whisper (FakeMachine *self,
                      FakeMachine *peer)
{
  HallDirectory *directory;
  HallRoom *room;
  FakeText *text;
  g_autoptr (GError) error = NULL;

  if (!self->running || self->stopping || self == peer)
    return FALSE;
  directory = hall_session_get_directory (self->session);
  room = hall_session_get_direct (self->session,
                                  hall_directory_ensure_person (directory, peer->id));
  text = g_new0 (FakeText, 1);
  text->n = self->whispers->len;
  text->peer = peer->index;
  text->text = g_strdup_printf ("whisper %u-%u-%u", self->index, peer->index, text->n);
  text->disk_runs = self->disk_runs;
  text->seen_lc = -1;
  g_ptr_array_add (self->whispers, text);
  fake_lan_trace (self->lan, "%u: WHISPERS “%s”", self->index, text->text);
  if (hall_session_send (self->session, room, text->text, &error) == NULL)
    fake_machine_complain (self, "cannot whisper: %s", error->message);
  return TRUE;
}

static gboolean
has_unsent (FakeMachine *machine,
            FakeMachine *peer)
{
  HallRoom *room = fake_machine_find_direct (machine, peer->id);

  return room != NULL && hall_session_count_unsent (machine->session, room) > 0;
}

gboolean
fake_run_has_whispered (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    for (guint j = 0; j < self->machines->len; j++)
      {
        FakeMachine *machine = g_ptr_array_index (self->machines, i);
        FakeMachine *peer = g_ptr_array_index (self->machines, j);

        if (machine != peer && machine->running && peer->running && has_unsent (machine, peer))
          return FALSE;
      }
  return TRUE;
}

static GPtrArray *
load (FakeMachine *machine,
      const char  *peer_id)
{
  g_autofree char *room_id = hall_direct_room_id (machine->id, peer_id);

  return fake_machine_load_events_of (machine, room_id);
}

/* Without what one of them may have deleted. */
static GPtrArray *
load_shared (FakeMachine *machine,
             FakeMachine *peer)
{
  GPtrArray *events = load (machine, peer->id);

  for (guint i = events->len; i > 0; i--)
    {
      HallEvent *event = g_ptr_array_index (events, i - 1);

      if (fake_machine_may_lack (machine, event->id, event->lc)
          || fake_machine_may_lack (peer, event->id, event->lc))
        g_ptr_array_remove_index (events, i - 1);
    }
  return events;
}

/* Nobody but the two has a word in it. */
static void
check_authors (FakeRun     *self,
               FakeMachine *machine,
               const char  *peer_id,
               GPtrArray   *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (!hall_event_verify (event, NULL))
        fake_run_fail (self, "P1: machine %u holds the private %s, which is not signed",
                       machine->index, event->id);
      if (!g_str_equal (event->author, machine->id) && !g_str_equal (event->author, peer_id))
        fake_run_fail (self, "P1: machine %u holds %s of a third one in a private conversation",
                       machine->index, event->id);
      if (hall_event_is_control (event))
        fake_run_fail (self, "P1: machine %u holds the control event %s in a private conversation",
                       machine->index, event->id);
      if (event->kind == HALL_EVENT_TEXT && g_str_equal (event->author, machine->id)
          && fake_machine_find_whisper (machine, event->text) == NULL)
        fake_run_fail (self, "P1: machine %u never whispered “%s”", machine->index, event->text);
    }
}

/* Both have the same, in the same order. */
static void
compare (FakeRun     *self,
         FakeMachine *first,
         FakeMachine *second,
         GPtrArray   *firsts,
         GPtrArray   *seconds)
{
  if (firsts->len != seconds->len)
    fake_run_fail (self, "P2: machine %u has %u of what it and machine %u said, which has %u",
                   first->index, firsts->len, second->index, seconds->len);
  for (guint i = 0; i < MIN (firsts->len, seconds->len); i++)
    {
      HallEvent *a = g_ptr_array_index (firsts, i);
      HallEvent *b = g_ptr_array_index (seconds, i);

      if (g_str_equal (a->id, b->id))
        continue;
      fake_run_fail (self, "P2: machines %u and %u differ: %s and %s", first->index, second->index,
                     a->text != NULL ? a->text : a->kind_name,
                     b->text != NULL ? b->text : b->kind_name);
      return;
    }
}

/* Each whisper once, and those that were written, in the order written. */
static void
check_whispers (FakeRun     *self,
                FakeMachine *author,
                FakeMachine *peer,
                GPtrArray   *events)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  FakeText *last = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      FakeText *text = NULL;

      if (event->kind == HALL_EVENT_TEXT && g_str_equal (event->author, author->id))
        text = fake_machine_find_whisper (author, event->text);
      if (text == NULL)
        continue;
      if (!g_hash_table_add (found, text))
        fake_run_fail (self, "P3: “%s” is there twice", text->text);
      if (last != NULL && text->n < last->n && self->close_clocks)
        fake_run_fail (self, "P4: “%s” stands after “%s”", text->text, last->text);
      last = text;
    }
  for (guint i = 0; i < author->whispers->len; i++)
    {
      FakeText *text = g_ptr_array_index (author->whispers, i);

      if (text->peer == peer->index && !text->lost && !g_hash_table_contains (found, text)
          && !fake_machine_may_forget (author, text) && !fake_machine_may_forget (peer, text))
        fake_run_fail (self, "P4: “%s” is not in the conversation", text->text);
    }
}

/* What the window says the other has, the other has. */
static void
check_marks (FakeRun     *self,
             FakeMachine *machine,
             FakeMachine *peer,
             GPtrArray   *theirs)
{
  HallRoom *room = fake_machine_find_direct (machine, peer->id);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = NULL;

  if (room == NULL)
    return;
  for (guint i = 0; i < theirs->len; i++)
    g_hash_table_add (ids, ((HallEvent *) g_ptr_array_index (theirs, i))->id);
  rows = fake_machine_load_history_of (machine, room);
  for (guint i = 0; i < rows->len; i++)
    {
      HallMessage *row = g_ptr_array_index (rows, i);
      const char *id = hall_message_get_id (row);
      gboolean delivered;

      if (id == NULL || !hall_message_get_is_own (row))
        continue;
      delivered = hall_message_get_state (row) == HALL_MESSAGE_STATE_SENT
                  || hall_room_has_received (room, hall_room_get_person (room), row);
      if (delivered && !g_hash_table_contains (ids, id)
          && !fake_machine_may_lack (peer, id, hall_message_get_time (row)))
        fake_run_fail (self, "P5: machine %u calls %s delivered, which machine %u has not",
                       machine->index, id, peer->index);
    }
}

static void
check_pair (FakeRun     *self,
            FakeMachine *first,
            FakeMachine *second)
{
  g_autofree char *room_id = hall_direct_room_id (first->id, second->id);
  g_autoptr (GPtrArray) firsts = load (first, second->id);
  g_autoptr (GPtrArray) seconds = load (second, first->id);
  g_autoptr (GPtrArray) shared_firsts = load_shared (first, second);
  g_autoptr (GPtrArray) shared_seconds = load_shared (second, first);

  self->stats->whispers += firsts->len;
  compare (self, first, second, shared_firsts, shared_seconds);
  check_authors (self, first, second->id, firsts);
  check_authors (self, second, first->id, seconds);
  check_whispers (self, first, second, firsts);
  check_whispers (self, second, first, firsts);
  check_marks (self, first, second, seconds);
  check_marks (self, second, first, firsts);
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *third = g_ptr_array_index (self->machines, i);
      g_autoptr (GPtrArray) events = NULL;

      if (third == first || third == second || third->session == NULL)
        continue;
      events = fake_machine_load_events_of (third, room_id);
      if (events->len > 0)
        fake_run_fail (self, "P6: machine %u holds what %u and %u say in private", third->index,
                       first->index, second->index);
    }
}

static gboolean
has_even_pair (FakeMachine *first,
               FakeMachine *second)
{
  g_autoptr (GPtrArray) firsts = load_shared (first, second);
  g_autoptr (GPtrArray) seconds = load_shared (second, first);

  if (firsts->len != seconds->len)
    return FALSE;
  for (guint i = 0; i < firsts->len; i++)
    if (!g_str_equal (((HallEvent *) g_ptr_array_index (firsts, i))->id,
                      ((HallEvent *) g_ptr_array_index (seconds, i))->id))
      return FALSE;
  return TRUE;
}

gboolean
fake_run_is_whisper_even (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    for (guint j = i + 1; j < self->machines->len; j++)
      {
        FakeMachine *first = g_ptr_array_index (self->machines, i);
        FakeMachine *second = g_ptr_array_index (self->machines, j);

        if (first->running && second->running && !has_even_pair (first, second))
          return FALSE;
      }
  return TRUE;
}

void
fake_run_judge_whispers (FakeRun *self)
{
  for (guint i = 0; i < self->machines->len; i++)
    {
      FakeMachine *first = g_ptr_array_index (self->machines, i);

      for (guint j = i + 1; j < self->machines->len; j++)
        {
          FakeMachine *second = g_ptr_array_index (self->machines, j);

          if (first->running && second->running)
            check_pair (self, first, second);
        }
      if (self->liar != NULL && first->running)
        {
          const char *liar_id = fake_liar_get_id (self->liar);
          g_autoptr (GPtrArray) events = load (first, liar_id);

          check_authors (self, first, liar_id, events);
        }
    }
}
