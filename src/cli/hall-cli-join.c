/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-join.c: tries to join until it works, is refused, or takes too long.
 *
 * Used by join, send and host. A room that is not announced yet, or whose host does not answer,
 * may be there in a moment; everything else is final.
 */

#define G_LOG_DOMAIN "hall-cli-join"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "hall-cli-passphrase.h"
#include "hall-session-rights.h"

#include "hall-cli-join.h"

/* How often to look again. */
#define RETRY_MS 200

typedef struct
{
  HallSession *session;
  char *room;
  char *passphrase;         /* (nullable) */
  GCancellable *attempt;    /* of one attempt: cancelled by the caller, or when time is up */
  GCancellable *cancellable;
  gulong cancelled_handler;
  guint deadline_source;
  guint retry_source;
  gboolean late;
  gboolean trying;
  GError *last_error;
} Join;

static void try_again (GTask *task);

static void
join_free (gpointer data)
{
  Join *join = data;

  if (join->cancellable != NULL)
    g_cancellable_disconnect (join->cancellable, join->cancelled_handler);
  g_clear_handle_id (&join->deadline_source, g_source_remove);
  g_clear_handle_id (&join->retry_source, g_source_remove);
  g_clear_object (&join->cancellable);
  g_object_unref (join->attempt);
  g_object_unref (join->session);
  g_clear_error (&join->last_error);
  g_free (join->room);
  hall_cli_free_passphrase (join->passphrase);
  g_free (join);
}

/* The task ends; its two timers hold no reference to it any more. */
static void
stop_timers (Join *join)
{
  g_clear_handle_id (&join->deadline_source, g_source_remove);
  g_clear_handle_id (&join->retry_source, g_source_remove);
}

static void
give_up (GTask *task)
{
  Join *join = g_task_get_task_data (task);

  stop_timers (join);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, join->last_error != NULL
                                   ? g_steal_pointer (&join->last_error)
                                   : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                                          g_strerror (ETIMEDOUT)));
}

static gboolean
on_retry (gpointer user_data)
{
  GTask *task = user_data;
  Join *join = g_task_get_task_data (task);

  join->retry_source = 0;
  try_again (task);

  return G_SOURCE_REMOVE;
}

static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND) ||
         g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE);
}

/* Takes @error. */
static void
handle_failure (GTask  *task,
                GError *error)
{
  Join *join = g_task_get_task_data (task);

  /* An attempt that was cut off by the deadline has nothing to say that the one before had not. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || join->last_error == NULL)
    {
      g_clear_error (&join->last_error);
      join->last_error = error;
    }
  else
    g_error_free (error);

  if (join->late || g_cancellable_is_cancelled (join->attempt) || !may_pass (join->last_error))
    give_up (task);
  else
    join->retry_source = g_timeout_add_full (G_PRIORITY_DEFAULT, RETRY_MS, on_retry,
                                             g_object_ref (task), g_object_unref);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Join *join = g_task_get_task_data (task);
  GError *error = NULL;
  HallRoom *room = hall_session_join_finish (join->session, result, &error);

  join->trying = FALSE;
  if (room == NULL)
    {
      handle_failure (task, error);
      return;
    }

  stop_timers (join);
  g_task_return_pointer (task, room, g_object_unref);
}

static HallRoom *
find_room (Join    *join,
           GError **error)
{
  HallRoom *room = NULL;
  HallPerson *person = NULL;

  if (!g_str_has_prefix (join->room, "hallway:"))
    return hall_session_find_room (join->session, join->room, error);
  if (!hall_session_resolve_typed_link (join->session, join->room, &room, &person, error))
    return NULL;
  if (room == NULL)
    g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                         _("The link names a person, not a room."));
  return room;
}

static void
try_again (GTask *task)
{
  Join *join = g_task_get_task_data (task);
  HallRoom *room = NULL;
  GError *error = NULL;

  if (hall_cli_is_address (join->room))
    {
      join->trying = TRUE;
      hall_session_unlock_address_async (join->session, join->room, join->passphrase,
                                         join->attempt, join_cb, g_object_ref (task));
      return;
    }

  room = find_room (join, &error);
  if (room == NULL)
    {
      handle_failure (task, error);
      return;
    }

  join->trying = TRUE;
  /* Who was let in before needs no passphrase. */
  if (join->passphrase != NULL && hall_session_needs_passphrase (join->session, room))
    hall_session_unlock_room_async (join->session, room, join->passphrase, FALSE, join->attempt,
                                    join_cb, g_object_ref (task));
  else
    hall_session_join_room_async (join->session, room, join->attempt, join_cb,
                                  g_object_ref (task));
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Join *join = g_task_get_task_data (task);

  join->deadline_source = 0;
  join->late = TRUE;
  if (join->trying)
    g_cancellable_cancel (join->attempt);
  else
    give_up (task);

  return G_SOURCE_REMOVE;
}

/* Runs inside g_cancellable_cancel (), where the task must not end. */
static void
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  Join *join = g_task_get_task_data (task);

  g_cancellable_cancel (join->attempt);
  if (join->retry_source != 0)
    {
      g_source_remove (join->retry_source);
      join->retry_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_retry, g_object_ref (task),
                                            g_object_unref);
    }
}

/**
 * hall_cli_is_address:
 * @room: what somebody typed
 *
 * Returns: whether it is "ADDRESS:PORT" and not the name of a room
 */
gboolean
hall_cli_is_address (const char *room)
{
  const char *colon = strrchr (room, ':');
  g_autofree char *address = NULL;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, NULL, NULL))
    return FALSE;

  address = g_strndup (room, colon - room);

  return g_hostname_is_ip_address (address);
}

/**
 * hall_cli_join_async:
 * @session: a running session
 * @room: a name, an id, "ADDRESS:PORT", or a hallway: link
 * @passphrase: (nullable): of the room
 * @wait_ms: how long to try, in ms
 * @cancellable: (nullable): ends the attempt
 * @callback: called when one is in the room, or will not be
 * @user_data: for @callback
 *
 * Joins a room, which need not be announced yet. On the main context of the session.
 */
void
hall_cli_join_async (HallSession         *session,
                     const char          *room,
                     const char          *passphrase,
                     gint64               wait_ms,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Join *join;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (room != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, hall_cli_join_async);
  join = g_new0 (Join, 1);
  join->session = g_object_ref (session);
  join->room = g_strdup (room);
  join->passphrase = g_strdup (passphrase);
  join->attempt = g_cancellable_new ();
  g_task_set_task_data (task, join, join_free);

  if (cancellable != NULL)
    {
      join->cancellable = g_object_ref (cancellable);
      join->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                       task, NULL);
    }
  join->deadline_source = g_timeout_add_full (G_PRIORITY_DEFAULT, wait_ms, on_deadline,
                                              g_object_ref (task), g_object_unref);
  try_again (task);
}

/**
 * hall_cli_join_finish:
 * @result: the result
 * @error: return location for an error of HALL_SESSION_ERROR: the last reason
 *
 * Returns: (transfer full) (nullable): the room one is in, or %NULL
 */
HallRoom *
hall_cli_join_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hall_cli_check_member:
 * @session: a session
 * @room: the name or id of a room
 * @error: return location for HALL_SESSION_ERROR NOT_FOUND, AMBIGUOUS or REFUSED
 *
 * Returns: whether one is in the room
 */
gboolean
hall_cli_check_member (HallSession  *session,
                       const char   *room,
                       GError      **error)
{
  HallRoom *found = hall_session_find_room (session, room, error);

  if (found == NULL || hall_room_get_is_member (found))
    return found != NULL;
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
               /* Translators: the name of a room */
               _("You are not in “%s”."), hall_room_get_name (found));
  return FALSE;
}
