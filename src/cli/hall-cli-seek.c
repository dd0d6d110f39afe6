/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-seek.c: looks for a person again and again until it is there or time is up.
 *
 * Used by every command that names somebody. A name that two bear is final: the message lists the
 * ids.
 */

#define G_LOG_DOMAIN "hall-cli-seek"

#include "config.h"

#include "hall-cli-seek.h"

#define LOOK_AGAIN_MS 100

typedef struct
{
  HallSession *session;
  char *person;
  gint64 deadline;   /* monotonic µs */
} Seek;

static void
seek_free (gpointer data)
{
  Seek *seek = data;

  g_object_unref (seek->session);
  g_free (seek->person);
  g_free (seek);
}

static gboolean
look (gpointer user_data)
{
  GTask *task = user_data;
  Seek *seek = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  HallPerson *person = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  person = hall_session_find_person (seek->session, seek->person, &error);
  if (person != NULL)
    g_task_return_pointer (task, g_object_ref (person), g_object_unref);
  else if (!g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND) ||
           g_get_monotonic_time () >= seek->deadline)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return G_SOURCE_CONTINUE;

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_seek_async:
 * @session: a running session
 * @person: an id, a name, or a name with "#" and the key's tag
 * @wait_ms: how long to look, in ms
 * @cancellable: (nullable): ends looking
 * @callback: called when somebody was found, or not
 * @user_data: for @callback
 *
 * On the main context of the session.
 */
void
hall_cli_seek_async (HallSession         *session,
                     const char          *person,
                     gint64               wait_ms,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Seek *seek;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (person != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, hall_cli_seek_async);
  seek = g_new0 (Seek, 1);
  seek->session = g_object_ref (session);
  seek->person = g_strdup (person);
  seek->deadline = g_get_monotonic_time () + wait_ms * 1000;
  g_task_set_task_data (task, seek, seek_free);

  if (look (task) == G_SOURCE_CONTINUE)
    g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_AGAIN_MS, look, g_object_ref (task),
                        g_object_unref);
}

/**
 * hall_cli_seek_finish:
 * @result: the result
 * @error: return location for an error of HALL_SESSION_ERROR: NOT_FOUND or AMBIGUOUS
 *
 * Returns: (transfer full) (nullable): the person, or %NULL
 */
HallPerson *
hall_cli_seek_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
