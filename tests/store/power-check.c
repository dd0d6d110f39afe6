/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-check.c: whether a machine that has power again has what it has to have.
 *
 * Part of power-machine.h. Asserts nothing: what is wrong is complained of.
 */

#include "config.h"

#include "power-machine.h"

typedef struct
{
  gboolean event;
  gboolean waiting;
  gboolean hidden;
  guint state;
} Found;

static GAsyncResult *
run_and_take (PowerMachine  *self,
              GAsyncResult **result)
{
  hall_store_run (self->store);
  return store_wait (result);
}

static guint
find (PowerMachine *self,
      const char   *name)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->texts->index, name));

  if (number == 0)
    power_machine_complain (self, "there is something that nobody wrote");
  return number;
}

static void
find_events (PowerMachine *self,
             Found        *found)
{
  for (guint room = 0; room < POWER_ROOMS; room++)
    {
      g_autoptr (GAsyncResult) listed = NULL;
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GArray) states = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;

      hall_store_list_after_async (self->store, self->texts->rooms[room], 0, NULL, G_MAXUINT, NULL,
                                   store_result_cb, &result);
      listed = run_and_take (self, &result);
      events = hall_store_list_finish (self->store, listed, &states, &error);
      if (events == NULL)
        {
          power_machine_complain (self, "events cannot be read: %s", error->message);
          return;
        }

      for (guint i = 0; i < events->len; i++)
        {
          HallEvent *event = g_ptr_array_index (events, i);
          guint number = find (self, event->id);

          if (number == 0)
            return;
          if (self->texts->room_of[number - 1] != room ||
              !g_bytes_equal (event->bytes, self->texts->events[number - 1]->bytes))
            power_machine_complain (self, "event %u is not as it was written", number - 1);
          found[number - 1].event = TRUE;
          found[number - 1].state = g_array_index (states, guint8, i);
        }
    }
}

/* What is in no list may still be held. */
static void
find_hidden (PowerMachine *self,
             Found        *found)
{
  for (guint room = 0; room < POWER_ROOMS; room++)
    {
      g_autoptr (GAsyncResult) got = NULL;
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;

      for (guint i = 0; i < POWER_ITEMS; i++)
        if (!found[i].event && self->texts->room_of[i] == room)
          g_ptr_array_add (ids, self->texts->events[i]->id);
      g_ptr_array_add (ids, NULL);

      hall_store_get_events_async (self->store, self->texts->rooms[room],
                                   (const char *const *) ids->pdata, NULL, store_result_cb,
                                   &result);
      got = run_and_take (self, &result);
      events = hall_store_get_events_finish (self->store, got, &error);
      if (events == NULL)
        {
          power_machine_complain (self, "hidden events cannot be read: %s", error->message);
          return;
        }

      for (guint i = 0; i < events->len; i++)
        {
          HallEvent *event = g_ptr_array_index (events, i);
          guint number = find (self, event->id);

          found[number - 1].event = TRUE;
          found[number - 1].hidden = TRUE;
        }
    }
}

static void
find_waiting (PowerMachine *self,
              Found        *found)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  hall_store_list_outbox_async (self->store, NULL, NULL, store_result_cb, &result);
  listed = run_and_take (self, &result);
  entries = hall_store_list_outbox_finish (self->store, listed, &error);
  if (entries == NULL)
    {
      power_machine_complain (self, "the outbox cannot be read: %s", error->message);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    {
      HallOutboxEntry *entry = g_ptr_array_index (entries, i);
      guint number = find (self, entry->token);

      if (number == 0)
        return;
      if (g_strcmp0 (entry->text, self->texts->events[number - 1]->text) != 0)
        power_machine_complain (self, "entry %u is not as it was written", number - 1);
      if (g_strcmp0 (entry->kind, (number - 1) % 2 ? "text" : "invite") != 0)
        power_machine_complain (self, "entry %u is of another kind", number - 1);
      found[number - 1].waiting = TRUE;
    }
}

static void
check_value (PowerMachine *self)
{
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *result = NULL;
  guint value;

  hall_store_get_value_async (self->store, "value", NULL, store_result_cb, &result);
  got = run_and_take (self, &result);
  text = hall_store_get_value_finish (self->store, got, &error);
  if (error)
    {
      power_machine_complain (self, "the value cannot be read: %s", error->message);
      return;
    }

  value = text ? g_ascii_strtoull (text, NULL, 10) : 0;
  if (value < self->value || value > self->value_asked)
    power_machine_complain (self, "the value is %u, and %u was confirmed", value, self->value);
  self->value = value;
}

static void
check_picture (PowerMachine *self)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  HallStoredPerson *person = NULL;
  guint number = 0;

  hall_store_list_people_async (self->store, NULL, store_result_cb, &result);
  listed = run_and_take (self, &result);
  people = hall_store_list_people_finish (self->store, listed, &error);
  if (people == NULL)
    {
      power_machine_complain (self, "people cannot be read: %s", error->message);
      return;
    }

  if (people->len > 0)
    {
      person = g_ptr_array_index (people, 0);
      number = g_ascii_strtoull (person->picture_digest, NULL, 10);
    }
  if (number < self->picture || number > self->picture_asked)
    power_machine_complain (self, "the picture is %u, and %u was confirmed", number,
                            self->picture);
  self->picture = number;
  if (person == NULL)
    return;

  if (person->blocked != (int) (number % 2))
    power_machine_complain (self, "the record of picture %u is another one's", number);
  hall_store_get_picture_async (self->store, person->picture_digest, NULL, store_result_cb,
                                &result);
  got = run_and_take (self, &result);
  picture = hall_store_get_picture_finish (self->store, got, &error);
  if (picture == NULL || g_bytes_get_size (picture) != 1 + (number * 1237) % 9000)
    power_machine_complain (self, "picture %u is lost", number);
}

/* By another connection, beside ours. */
static void
check_integrity (PowerMachine *self)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *connection = NULL;

  if (sqlite3_open_v2 (POWER_PATH, &connection, SQLITE_OPEN_READWRITE,
                       power_vfs_get_name (self->vfs)) != SQLITE_OK ||
      sqlite3_prepare_v2 (connection, "PRAGMA integrity_check", -1, &statement, NULL)
      != SQLITE_OK || sqlite3_step (statement) != SQLITE_ROW)
    power_machine_complain (self, "no other connection can read it: %s",
                            sqlite3_errmsg (connection));
  else if (strcmp ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
    power_machine_complain (self, "damaged: %s", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (connection);
}

static void
check_known (PowerMachine *self,
             guint         number,
             PowerKnown    known,
             gboolean      found,
             const char   *what)
{
  if (known == POWER_HELD && !found)
    power_machine_complain (self, "%s %u was confirmed and is lost", what, number);
  if (known == POWER_ABSENT && found)
    power_machine_complain (self, "%s %u is there and should not be", what, number);
}

static void
check_item (PowerMachine *self,
            guint         i,
            const Found  *found)
{
  PowerItem *item = &self->items[i];
  guint acknowledged = found->state & ~HALL_STORED_LATE;
  gboolean late = (found->state & HALL_STORED_LATE) != 0;

  check_known (self, i, item->event, found->event, "event");
  check_known (self, i, item->waiting, found->waiting, "outbox entry");
  if (found->event && found->waiting)
    power_machine_complain (self, "%u is signed and waits still", i);
  if (found->event && ((item->hidden && !found->hidden) ||
                       (found->hidden && !item->hidden_asked)))
    power_machine_complain (self, "%u is %s hidden", i, found->hidden ? "wrongly" : "not");
  /* Both asked: it was in the outbox, and left it together with the event's coming. */
  if (item->event == POWER_ASKED && item->waiting == POWER_ASKED && !found->event &&
      !found->waiting)
    power_machine_complain (self, "%u is neither signed nor waiting", i);
  /* Of what is hidden only that it is there is told. */
  if (found->event && !found->hidden &&
      (acknowledged < item->acknowledged || acknowledged > item->acknowledged_asked))
    power_machine_complain (self, "%u is acknowledged %u, not %u to %u", i, acknowledged,
                            item->acknowledged, item->acknowledged_asked);
  if (found->event && !found->hidden && ((item->late && !late) || (late && !item->late_asked)))
    power_machine_complain (self, "%u is %s late", i, late ? "wrongly" : "not");

  item->event = found->event ? POWER_HELD : POWER_ABSENT;
  item->waiting = found->waiting ? POWER_HELD : POWER_ABSENT;
  item->acknowledged = item->acknowledged_asked = acknowledged;
  item->late = item->late_asked = late;
  item->hidden = item->hidden_asked = found->hidden;
}

/* What was asked for together is there together. */
static void
check_batches (PowerMachine *self,
               const Found  *found)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->n_batches + 1);

  for (guint i = 0; i < POWER_ITEMS; i++)
    if (self->items[i].event == POWER_ASKED && self->items[i].batch > 0)
      seen[self->items[i].batch] |= found[i].event ? 1 : 2;

  for (guint i = 0; i <= self->n_batches; i++)
    if (seen[i] == 3)
      power_machine_complain (self, "of request %u only a part is there", i);
}

/* The room whose forgetting was not confirmed is gone, or there with all it had. */
static void
settle_forgetting (PowerMachine *self,
                   const Found  *found)
{
  gboolean there = FALSE;

  for (guint i = 0; i < POWER_ITEMS; i++)
    there |= self->texts->room_of[i] == POWER_ROOMS - 1 && (found[i].event || found[i].waiting);

  for (guint i = 0; i < POWER_ITEMS && self->forgetting && !there; i++)
    if (self->texts->room_of[i] == POWER_ROOMS - 1)
      self->items[i] = (PowerItem) { 0, };
  self->forgetting = FALSE;
}

void
power_machine_check (PowerMachine *self)
{
  g_autofree Found *found = g_new0 (Found, POWER_ITEMS);

  find_events (self, found);
  find_hidden (self, found);
  find_waiting (self, found);
  if (self->problem)
    return;

  settle_forgetting (self, found);
  check_batches (self, found);
  for (guint i = 0; i < POWER_ITEMS; i++)
    check_item (self, i, &found[i]);
  check_value (self);
  check_picture (self);
  check_integrity (self);
}
