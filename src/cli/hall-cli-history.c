/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-history.c: the command history: what this profile has stored of a room.
 *
 * Reads beside whoever uses the profile; sends nothing.
 */

#define G_LOG_DOMAIN "hall-cli-history"

#include "config.h"

#include "hall-message.h"
#include "hall-session-people.h"

#include "hall-cli-commands.h"

HallRoom *
hall_cli_find_conversation (HallSession *session,
                            const char  *name,
                            GError     **error)
{
  HallRoom *room = hall_session_find_room (session, name, error);
  HallPerson *person;

  if (room != NULL)
    return room;
  person = hall_session_find_person (session, name, NULL);
  if (person == NULL || hall_person_get_conversation (person) == NULL)
    return NULL;

  g_clear_error (error);
  return hall_person_get_conversation (person);
}

/* What is in the outbox, less what another process of the profile has signed since. */
static GPtrArray *
list_waiting (HallRoom  *room,
              GPtrArray *messages)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (room));
  GPtrArray *waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) tokens = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < messages->len; i++)
    {
      const char *token = hall_message_get_token (g_ptr_array_index (messages, i));

      if (token != NULL)
        g_hash_table_add (tokens, (char *) token);
    }
  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);
      const char *token = hall_message_get_token (message);

      if (hall_message_get_id (message) == NULL && token != NULL &&
          !g_hash_table_contains (tokens, token))
        g_ptr_array_add (waiting, g_steal_pointer (&message));
    }

  return waiting;
}

/* The newest of both, as many as were asked for: what waits is the newest of all. */
static void
print (HallCli   *cli,
       HallRoom  *room,
       GPtrArray *messages)
{
  guint limit = hall_cli_get_options (cli)->limit;
  g_autoptr (GPtrArray) waiting = list_waiting (room, messages);
  guint n_waiting = MIN (waiting->len, limit);
  guint n_stored = MIN (messages->len, limit - n_waiting);

  for (guint i = messages->len - n_stored; i < messages->len; i++)
    hall_cli_printer_message (hall_cli_get_printer (cli), room, g_ptr_array_index (messages, i),
                              TRUE);
  for (guint i = waiting->len - n_waiting; i < waiting->len; i++)
    hall_cli_printer_waiting (hall_cli_get_printer (cli), room, g_ptr_array_index (waiting, i));
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCli) cli = user_data;
  HallSession *session = HALL_SESSION (source);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = hall_session_load_history_finish (session, result, &error);
  HallRoom *room = NULL;

  if (messages != NULL)
    room = hall_cli_find_conversation (session, options->room, &error);
  if (room == NULL)
    {
      hall_cli_fail (cli, error);
      return;
    }

  print (cli, room, messages);
  hall_cli_finish (cli, HALL_CLI_DONE);
}

/**
 * hall_cli_history_new:
 * @cli: the run
 *
 * Begins to load the history; prints it and ends the run.
 *
 * Returns: (nullable): %NULL, there is nothing to keep
 */
GObject *
hall_cli_history_new (HallCli *cli)
{
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_cli_find_conversation (session, options->room, &error);

  if (room == NULL)
    hall_cli_fail (cli, error);
  else
    hall_session_load_history_async (session, room, options->limit,
                                     hall_cli_get_cancellable (cli), load_cb, g_object_ref (cli));

  return NULL;
}
