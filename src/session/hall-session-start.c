/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-start.c: from a locked profile to a running session, step by step.
 *
 * A small state machine: each state is one request to the store. The boot counter is on disk before
 * the first datagram leaves.
 */

#define G_LOG_DOMAIN "hall-session-start"

#include "config.h"

#include "hall-session-private.h"

typedef enum
{
  START_OPEN,
  START_GET_BOOT,
  START_SET_BOOT,
  START_PEOPLE,
  START_ROOMS,
  START_OUTBOX,
  START_COUNTERS,
  START_NAME,
  START_NETWORK,
} HallStartState;

typedef struct
{
  HallSession *session;
  GTask *task;
  HallStartState state;
  gboolean need_network;
  guint64 boot;
} HallStart;

static void take_step (HallStart *start);

static void
hall_start_free (HallStart *start)
{
  g_object_unref (start->task);
  g_object_unref (start->session);
  g_free (start);
}

static void
fail (HallStart *start,
      GError    *error)
{
  hall_session_set_running (start->session, FALSE);
  g_task_return_error (start->task, error);
  hall_start_free (start);
}

static void
fail_store (HallStart *start,
            GError    *error)
{
  GError *wrapped;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wrapped = g_error_copy (error);
  else
    wrapped = g_error_new_literal (HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, error->message);
  fail (start, wrapped);
}

/* FALSE: the start has ended. */
static gboolean
go_on (HallStart *start)
{
  HallSession *self = start->session;

  if (!self->stopped && !g_task_return_error_if_cancelled (start->task))
    return TRUE;
  if (self->stopped)
    g_task_return_new_error (start->task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The session was stopped");
  hall_start_free (start);
  return FALSE;
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  HallStart *start = user_data;
  HallSession *self = start->session;
  g_autoptr (GError) error = NULL;

  self->store_open = hall_store_open_finish (HALL_STORE (source), result, &error);
  if (!go_on (start))
    return;
  if (self->store_open)
    start->state = self->mode == HALL_SESSION_ACTIVE ? START_GET_BOOT : START_PEOPLE;
  else if (self->mode == HALL_SESSION_LISTENING
           && g_error_matches (error, HALL_STORE_ERROR, HALL_STORE_ERROR_NOT_FOUND))
    start->state = START_NETWORK;
  else
    {
      fail_store (start, error);
      return;
    }
  take_step (start);
}

static void
get_boot_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  HallStart *start = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hall_store_get_value_finish (HALL_STORE (source), result, &error);
  guint64 now = (guint64) hall_clock_get_wall (start->session->context->clock);
  guint64 stored = 0;

  if (!go_on (start))
    return;
  if (error != NULL)
    {
      fail_store (start, error);
      return;
    }
  if (text != NULL)
    g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &stored, NULL);
  start->boot = MAX (stored + 1, now);
  start->state = START_SET_BOOT;
  take_step (start);
}

static void
set_boot_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  HallStart *start = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_set_value_finish (HALL_STORE (source), result, &error);
  if (!go_on (start))
    return;
  if (error != NULL)
    {
      fail_store (start, error);
      return;
    }
  start->state = START_PEOPLE;
  take_step (start);
}

static void
people_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  HallStart *start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;

  people = hall_store_list_people_finish (HALL_STORE (source), result, &error);
  if (!go_on (start))
    return;
  if (people == NULL)
    {
      fail_store (start, error);
      return;
    }
  hall_roll_restore (start->session->roll, people);
  hall_trust_restore (start->session->trust);
  start->state = START_ROOMS;
  take_step (start);
}

static void
restore_room (HallSession    *self,
              HallStoredRoom *stored)
{
  HallStoredRoom *copy;

  if (stored->person != NULL && stored->member && hall_session_restore_direct (self, stored))
    return;
  copy = hall_stored_room_copy (stored);
  /* Put out, and killed before that was all written. */
  if (stored->put_out && stored->member)
    {
      copy->member = FALSE;
      copy->hosted = FALSE;
      copy->joined_ms = 0;
    }
  if ((stored->member || stored->put_out) && stored->person == NULL)
    hall_conversation_load (hall_session_add_conversation (self, copy));
  else
    g_hash_table_replace (self->former, copy->id, copy);
}

static void
rooms_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  HallStart *start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = hall_store_list_rooms_finish (HALL_STORE (source), result, &error);

  if (!go_on (start))
    return;
  if (rooms == NULL)
    {
      fail_store (start, error);
      return;
    }
  for (guint i = 0; i < rooms->len; i++)
    restore_room (start->session, g_ptr_array_index (rooms, i));
  hall_session_list_standing_rooms (start->session);
  start->state = START_OUTBOX;
  take_step (start);
}

static void
outbox_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  HallStart *start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = hall_store_list_outbox_finish (HALL_STORE (source), result, &error);

  if (!go_on (start))
    return;
  if (rows == NULL)
    {
      fail_store (start, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      HallOutboxEntry *entry = g_ptr_array_index (rows, i);
      HallConversation *conversation = g_hash_table_lookup (start->session->conversations,
                                                            entry->room);

      if (conversation != NULL)
        hall_conversation_restore_row (conversation, entry);
    }
  start->state = START_COUNTERS;
  take_step (start);
}

static void
counters_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  HallStart *start = user_data;
  g_autofree char *text = hall_store_get_value_finish (HALL_STORE (source), result, NULL);

  if (!go_on (start))
    return;
  hall_tally_restore (start->session->tally, text);
  start->state = START_NAME;
  take_step (start);
}

static void
name_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  HallStart *start = user_data;
  g_autofree char *name = hall_store_get_value_finish (HALL_STORE (source), result, NULL);
  HallPerson *own = hall_context_get_self (start->session->context);

  if (!go_on (start))
    return;
  if (name != NULL && !hall_person_has_name (own))
    hall_person_set_name (own, name);
  start->state = START_NETWORK;
  take_step (start);
}

static void
open_network (HallStart *start)
{
  HallSession *self = start->session;
  GError *error = NULL;

  hall_session_open_network (self, start->boot);
  self->offline = self->was_copied;
  hall_session_apply_silence (self);
  if (self->offline && start->need_network)
    {
      fail (start, hall_session_make_copied_error ());
      return;
    }
  if (!self->offline && !hall_network_open (self->network, &error) && start->need_network)
    {
      hall_session_close_network (self);
      fail (start, error);
      return;
    }
  g_clear_error (&error);
  if (self->mode == HALL_SESSION_ACTIVE)
    {
      hall_session_save_name (self);
      hall_roll_start (self->roll);
      hall_tally_start (self->tally);
      hall_session_start_retention (self);
    }
  hall_session_set_running (self, TRUE);
  hall_session_show_presence (self);
  hall_session_watch_sleep (self);
  hall_session_watch_idle (self);
  hall_session_begin (self);
  g_task_return_boolean (start->task, TRUE);
  hall_start_free (start);
}

static void
save_boot (HallStart *start)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, start->boot);

  hall_store_set_value_async (start->session->context->store, HALL_SESSION_BOOT_KEY, text,
                              start->session->context->cancellable, set_boot_cb, start);
}

static void
open_store (HallStart *start)
{
  HallSession *self = start->session;
  g_autofree char *path = hall_profile_build_path (self->profile, "hallway.db");

  if (self->mode == HALL_SESSION_LISTENING && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      start->state = START_NETWORK;
      take_step (start);
      return;
    }
  hall_store_open_async (self->context->store, path, self->mode == HALL_SESSION_LISTENING,
                         self->context->cancellable, open_cb, start);
}

static void
take_step (HallStart *start)
{
  HallSession *self = start->session;
  HallStore *store = self->context->store;
  GCancellable *cancellable = self->context->cancellable;

  switch (start->state)
    {
    case START_OPEN:
      open_store (start);
      break;
    case START_GET_BOOT:
      hall_store_get_value_async (store, HALL_SESSION_BOOT_KEY, cancellable, get_boot_cb, start);
      break;
    case START_SET_BOOT:
      save_boot (start);
      break;
    case START_PEOPLE:
      hall_store_list_people_async (store, cancellable, people_cb, start);
      break;
    case START_ROOMS:
      hall_store_list_rooms_async (store, self->context->own_id, cancellable, rooms_cb, start);
      break;
    case START_OUTBOX:
      hall_store_list_outbox_async (store, NULL, cancellable, outbox_cb, start);
      break;
    case START_COUNTERS:
      if (self->mode == HALL_SESSION_LISTENING)
        {
          hall_store_get_value_async (store, HALL_TALLY_KEY, cancellable, counters_cb, start);
          break;
        }
      start->state = START_NETWORK;
      open_network (start);
      break;
    case START_NAME:
      hall_store_get_value_async (store, HALL_SESSION_NAME_KEY, cancellable, name_cb, start);
      break;
    case START_NETWORK:
    default:
      open_network (start);
      break;
    }
}

/**
 * hall_session_start_async:
 * @self: a session that was not started
 * @need_network: whether a network that cannot be opened is an error
 * @cancellable: (nullable): ends the start
 * @callback: called when it runs
 * @user_data: for @callback
 *
 * Opens the store, loads people, rooms and outbox, opens the sockets, and rejoins rooms.
 */
void
hall_session_start_async (HallSession        *self,
                          gboolean            need_network,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  HallStart *start;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  start = g_new0 (HallStart, 1);
  start->session = g_object_ref (self);
  start->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (start->task, hall_session_start_async);
  start->need_network = need_network;
  self->roll = hall_roll_new (self->context);
  self->tally = hall_tally_new (self->context);
  hall_session_start_people (self);
  hall_session_begin_presence (self);
  hall_session_check_machine (self);
  if (self->identity_error != NULL)
    fail_store (start, self->identity_error);
  else
    take_step (start);
}

/**
 * hall_session_start_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR STORE or NETWORK; the message says what to do
 *
 * Returns: whether it runs
 */
gboolean
hall_session_start_finish (HallSession  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
