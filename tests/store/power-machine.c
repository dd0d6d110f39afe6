/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-machine.c: a store on a disk that loses power, and what it has to know after that.
 *
 * What was answered with success is known to be there, what was answered with "full" not to be,
 * and what was not answered may be either, but wholly.
 */

#include "config.h"

#include "power-machine.h"

#define BATCH_MAX 12

typedef struct
{
  PowerMachine *machine;
  guint items[BATCH_MAX];
  guint n_items;
  guint number;
} Ask;

PowerTexts *
power_texts_new (void)
{
  PowerTexts *self = g_new0 (PowerTexts, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < POWER_ROOMS; i++)
    self->rooms[i] = hall_token_new ();
  for (guint i = 0; i < POWER_ITEMS; i++)
    {
      g_autofree char *token = i % 3 == 0 ? hall_token_new () : NULL;
      g_autofree char *text = g_strnfill (1 + (i * 37) % 900, 'a' + i % 26);

      self->room_of[i] = (i / 3) % POWER_ROOMS;
      self->events[i] = hall_event_new_text (key, self->rooms[self->room_of[i]], i + 1, i + 1,
                                             NULL, token, text, &error);
      g_assert_no_error (error);
      g_hash_table_insert (self->index, self->events[i]->id, GUINT_TO_POINTER (i + 1));
      if (token)
        g_hash_table_insert (self->index, self->events[i]->token, GUINT_TO_POINTER (i + 1));
    }
  return self;
}

void
power_texts_free (PowerTexts *self)
{
  g_hash_table_unref (self->index);
  for (guint i = 0; i < POWER_ROOMS; i++)
    g_free (self->rooms[i]);
  for (guint i = 0; i < POWER_ITEMS; i++)
    hall_event_unref (self->events[i]);
  g_free (self);
}

void
power_machine_complain (PowerMachine *self,
                        const char   *format,
                        ...)
{
  va_list arguments;

  if (self->problem)
    return;

  va_start (arguments, format);
  self->problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

PowerMachine *
power_machine_new (const PowerTexts *texts,
                   guint32           seed)
{
  static guint n_machines;
  g_autofree char *name = g_strdup_printf ("machine-%u", n_machines++);
  PowerMachine *self = g_new0 (PowerMachine, 1);

  self->texts = texts;
  self->vfs = power_vfs_new (name);
  self->chance = g_rand_new_with_seed (seed);
  return self;
}

void
power_machine_free (PowerMachine *self)
{
  power_machine_give_up (self);
  power_vfs_free (self->vfs);
  g_rand_free (self->chance);
  g_free (self->problem);
  g_free (self);
}

static gboolean
has_chance (PowerMachine *self,
            guint         percent)
{
  return (guint) g_rand_int_range (self->chance, 0, 100) < percent;
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
run_pragma (HallRequest  *request,
            HallDatabase *database,
            GError      **error)
{
  return hall_database_execute (database, request->text, error);
}

static void
set_pragma (PowerMachine *self,
            const char   *sql)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_pragma);

  request->text = g_strdup (sql);
  hall_store_submit (self->store, request, run_pragma, NULL, NULL, NULL);
}

gboolean
power_machine_open (PowerMachine *self)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  guint64 crashes = power_vfs_get_n_crashes (self->vfs);

  self->store = hall_store_new ();
  hall_store_set_vfs (self->store, power_vfs_get_name (self->vfs));
  hall_store_set_manual (self->store);
  hall_store_open_async (self->store, POWER_PATH, FALSE, NULL, store_result_cb, &result);
  hall_store_run (self->store);
  opened = store_wait (&result);
  hall_store_open_finish (self->store, opened, &error);
  if (error || crashes != power_vfs_get_n_crashes (self->vfs))
    {
      if (crashes == power_vfs_get_n_crashes (self->vfs))
        power_machine_complain (self, "cannot be opened: %s", error->message);
      g_clear_object (&opened);
      power_machine_give_up (self);
      return FALSE;
    }

  /* SQLite would begin to move the log into the file at 1000 pages, which few runs reach. */
  if (has_chance (self, 70))
    set_pragma (self, "PRAGMA wal_autocheckpoint = 20");
  if (self->breaks)
    set_pragma (self, self->breaks);
  return TRUE;
}

static Ask *
ask_new (PowerMachine *machine)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->machine = machine;
  return ask;
}

/* Returns: FALSE if the answer is an error; *@full if it is one that says that nothing was done. */
static gboolean
note_answer (PowerMachine *self,
             const GError *error,
             gboolean     *full)
{
  self->n_answered += error == NULL;
  *full = g_error_matches (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FULL);
  self->n_full += *full;
  return error == NULL;
}

static void
add_events_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;
  gboolean full;

  added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  if (!note_answer (ask->machine, error, &full) && !full)
    return;

  for (guint i = 0; i < ask->n_items; i++)
    ask->machine->items[ask->items[i]].event = full ? POWER_ABSENT : POWER_HELD;
}

static void
ask_add_events (PowerMachine *self)
{
  g_autoptr (GPtrArray) events = event_array ();
  Ask *ask = ask_new (self);
  guint n = g_rand_int_range (self->chance, 1, BATCH_MAX);

  self->n_batches++;
  for (guint tries = 0; tries < 3 * n && ask->n_items < n; tries++)
    {
      guint i = g_rand_int_range (self->chance, 0, POWER_ITEMS);
      PowerItem *item = &self->items[i];

      if (i % 3 == 0 || item->event == POWER_ASKED ||
          (self->forgetting && self->texts->room_of[i] == POWER_ROOMS - 1))
        continue;

      g_ptr_array_add (events, hall_event_ref (self->texts->events[i]));
      if (item->event == POWER_HELD)
        continue;
      *item = (PowerItem) { .event = POWER_ASKED, .batch = self->n_batches };
      ask->items[ask->n_items++] = i;
    }
  hall_store_add_events_async (self->store, events, 0, NULL, add_events_cb, ask);
}

static void
add_outbox_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  gboolean full;

  hall_store_add_outbox_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full) || full)
    ask->machine->items[ask->items[0]].waiting = full ? POWER_ABSENT : POWER_HELD;
}

static void
commit_outbox_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  PowerItem *item = &ask->machine->items[ask->items[0]];
  gboolean full;

  hall_store_commit_outbox_finish (HALL_STORE (source), result, &error);
  if (!note_answer (ask->machine, error, &full) && !full)
    return;

  item->event = full ? POWER_ABSENT : POWER_HELD;
  item->waiting = full ? POWER_HELD : POWER_ABSENT;
}

/* A text is written down; or one that is, is signed. */
static void
ask_outbox (PowerMachine *self)
{
  guint i = 3 * g_rand_int_range (self->chance, 0, POWER_ITEMS / 3);
  HallEvent *event = self->texts->events[i];
  PowerItem *item = &self->items[i];
  g_autoptr (HallOutboxEntry) entry = NULL;
  Ask *ask;

  if (item->event != POWER_ABSENT || item->waiting == POWER_ASKED ||
      (self->forgetting && self->texts->room_of[i] == POWER_ROOMS - 1))
    return;

  ask = ask_new (self);
  ask->items[0] = i;
  if (item->waiting == POWER_HELD)
    {
      item->event = POWER_ASKED;
      item->waiting = POWER_ASKED;
      item->batch = 0;
      item->acknowledged = item->acknowledged_asked = 0;
      hall_store_commit_outbox_async (self->store, event, NULL, commit_outbox_cb, ask);
      return;
    }

  item->waiting = POWER_ASKED;
  entry = hall_outbox_entry_new_event (event->room, event->token, i % 2 ? "text" : "invite",
                                       event->text, 1);
  hall_store_add_outbox_async (self->store, entry, NULL, add_outbox_cb, ask);
}

static void
acknowledge_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  PowerItem *item = &ask->machine->items[ask->items[0]];
  gboolean full;

  hall_store_acknowledge_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full) && item->event == POWER_HELD)
    item->acknowledged = MAX (item->acknowledged, ask->number);
}

static void
mark_late_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  PowerItem *item = &ask->machine->items[ask->items[0]];
  gboolean full;

  hall_store_mark_late_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full) && item->event == POWER_HELD)
    item->late = TRUE;
}

static void
set_hidden_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  PowerItem *item = &ask->machine->items[ask->items[0]];
  gboolean full;

  hall_store_set_hidden_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full) && item->event == POWER_HELD)
    item->hidden = TRUE;
}

static void
ask_mark (PowerMachine *self)
{
  guint i = g_rand_int_range (self->chance, 0, POWER_ITEMS);
  const char *ids[] = { self->texts->events[i]->id, NULL };
  PowerItem *item = &self->items[i];
  Ask *ask;

  if (item->event != POWER_HELD ||
      (self->forgetting && self->texts->room_of[i] == POWER_ROOMS - 1))
    return;

  ask = ask_new (self);
  ask->items[0] = i;
  if (has_chance (self, 30))
    {
      item->late_asked = TRUE;
      hall_store_mark_late_async (self->store, ids, NULL, mark_late_cb, ask);
      return;
    }

  if (has_chance (self, 30))
    {
      item->hidden_asked = TRUE;
      hall_store_set_hidden_async (self->store, ids, HALL_HIDDEN_DELETED, TRUE, NULL,
                                   set_hidden_cb, ask);
      return;
    }

  ask->number = g_rand_int_range (self->chance, 1, 3);
  item->acknowledged_asked = MAX (item->acknowledged_asked, ask->number);
  hall_store_acknowledge_async (self->store, ids, ask->number, NULL, acknowledge_cb, ask);
}

static void
set_value_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  gboolean full;

  hall_store_set_value_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full))
    ask->machine->value = ask->number;
}

static void
ask_value (PowerMachine *self)
{
  Ask *ask = ask_new (self);
  g_autofree char *value = g_strdup_printf ("%u", ++self->value_asked);

  ask->number = self->value_asked;
  hall_store_set_value_async (self->store, "value", value, NULL, set_value_cb, ask);
}

static void
save_person_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  gboolean full;

  hall_store_save_person_finish (HALL_STORE (source), result, &error);
  if (note_answer (ask->machine, error, &full))
    ask->machine->picture = ask->number;
}

/* A picture, and a record that names it: where the record is the picture is. */
static void
ask_picture (PowerMachine *self)
{
  g_autoptr (HallStoredPerson) person = hall_stored_person_new ("Ben");
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) picture = NULL;
  Ask *ask = ask_new (self);

  ask->number = ++self->picture_asked;
  person->picture_digest = g_strdup_printf ("%u", ask->number);
  person->blocked = ask->number % 2;
  bytes = g_strnfill (1 + (ask->number * 1237) % 9000, 'a' + ask->number % 26);
  picture = g_bytes_new (bytes, strlen (bytes));
  hall_store_save_picture_async (self->store, person->picture_digest, picture, NULL, NULL, NULL);
  hall_store_save_person_async (self->store, person, NULL, save_person_cb, ask);
}

static void
forget_room_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  PowerMachine *self = ask->machine;
  gboolean full;

  hall_store_forget_room_finish (HALL_STORE (source), result, &error);
  if (!note_answer (self, error, &full) && !full)
    return;

  self->forgetting = FALSE;
  for (guint i = 0; i < POWER_ITEMS && !full; i++)
    if (self->texts->room_of[i] == POWER_ROOMS - 1)
      self->items[i] = (PowerItem) { 0, };
}

static void
ask_forget (PowerMachine *self)
{
  if (self->forgetting)
    return;

  self->forgetting = TRUE;
  hall_store_forget_room_async (self->store, self->texts->rooms[POWER_ROOMS - 1], NULL,
                                forget_room_cb, ask_new (self));
}

void
power_machine_ask (PowerMachine *self)
{
  for (guint n = g_rand_int_range (self->chance, 1, 4); n > 0; n--)
    {
      guint chance = g_rand_int_range (self->chance, 0, 100);

      if (chance < 40)
        ask_add_events (self);
      else if (chance < 70)
        ask_outbox (self);
      else if (chance < 85)
        ask_mark (self);
      else if (chance < 92)
        ask_value (self);
      else if (chance < 97)
        ask_picture (self);
      else
        ask_forget (self);
    }
}

void
power_machine_run (PowerMachine *self)
{
  hall_store_run (self->store);
  drain ();
}

void
power_machine_give_up (PowerMachine *self)
{
  if (self->store == NULL)
    return;

  hall_store_drop_waiting (self->store);
  drain ();
  g_assert_finalize_object (g_steal_pointer (&self->store));
}
