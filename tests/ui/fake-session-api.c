/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-api.c: what hall-session.h declares and the window calls, over the real model.
 *
 * Answers come in the next turn of the main loop, as the real one's do.
 */

#define G_LOG_DOMAIN "fake-session-api"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"

G_DEFINE_QUARK (hall-session-error-quark, hall_session_error)

static gboolean
take_failure (HallSession  *self,
              GError      **error)
{
  if (self->failure == NULL)
    return FALSE;
  g_set_error_literal (error, HALL_SESSION_ERROR,
                       self->fails_banned ? HALL_SESSION_ERROR_BANNED : HALL_SESSION_ERROR_REFUSED,
                       self->failure);
  g_clear_pointer (&self->failure, g_free);
  self->fails_banned = FALSE;
  return TRUE;
}

static gboolean
on_answer (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  GObject *value = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (take_failure (self, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value != NULL ? g_object_ref (value) : NULL, g_object_unref);
  return G_SOURCE_REMOVE;
}

void
fake_session_answer (HallSession         *self,
                     gpointer             value,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (value != NULL)
    g_task_set_task_data (task, g_object_ref (value), g_object_unref);
  g_idle_add (on_answer, task);
}

gboolean
fake_session_finish_boolean (gpointer       self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_autoptr (GObject) value = g_task_propagate_pointer (G_TASK (result), error);

  return value != NULL;
}

HallSession *
hall_session_new (HallProfile     *profile,
                  HallSettings    *settings,
                  HallSessionMode  mode)
{
  const char *name = hall_settings_get_name (settings);
  HallSession *self = fake_session_new (*name != '\0' ? name : NULL);

  g_set_object (&self->settings, settings);
  return self;
}

/* There is no network to keep it from. */
void
hall_session_set_only_loopback (HallSession *self,
                                gboolean     only_loopback)
{
}

void
hall_session_start_async (HallSession         *self,
                          gboolean             need_network,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  fake_session_answer (self, self, cancellable, callback, user_data);
}

gboolean
hall_session_start_finish (HallSession   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_stop_async (HallSession         *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  fake_session_answer (self, self, NULL, callback, user_data);
}

gboolean
hall_session_stop_finish (HallSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

HallDirectory *
hall_session_get_directory (HallSession *self)
{
  return self->directory;
}

HallSettings *
hall_session_get_settings (HallSession *self)
{
  return self->settings;
}

HallPerson *
hall_session_get_self (HallSession *self)
{
  return hall_directory_get_self (self->directory);
}

gboolean
hall_session_get_has_name (HallSession *self)
{
  return self->has_name;
}

gboolean
hall_session_set_name (HallSession  *self,
                       const char   *name,
                       GError      **error)
{
  if (strspn (name, " ") == strlen (name))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           "A name needs at least one letter.");
      return FALSE;
    }
  hall_person_set_name (hall_session_get_self (self), name);
  self->has_name = TRUE;
  return TRUE;
}

char *
hall_session_suggest_name (HallSession *self)
{
  return g_strdup ("Mina Kim");
}

void
hall_session_create_room_async (HallSession         *self,
                                const HallRoomDraft *draft,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  HallRoom *room = NULL;

  if (self->failure == NULL)
    {
      room = fake_session_add_room (self, draft->name, hall_session_get_self (self));
      hall_room_set_topic (room, draft->topic);
      hall_room_set_only_since_joining (room, draft->only_since_joining);
      fake_session_lock_room (self, room, draft->lock, draft->passphrase);
      hall_room_set_moderators_invite (room, draft->moderators_invite);
      fake_session_set_role (self, room, TRUE, TRUE);
      fake_session_enter_room (self, room, HALL_MEMBERSHIP_HOSTING);
    }
  fake_session_answer (self, room, cancellable, callback, user_data);
}

HallRoom *
hall_session_create_room_finish (HallSession   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hall_session_join_room_async (HallSession         *self,
                              HallRoom            *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  self->n_joins++;
  if (self->failure == NULL)
    fake_session_enter_room (self, room, HALL_MEMBERSHIP_LIVE);
  else
    hall_room_set_problem (room, self->failure);
  fake_session_answer (self, room, cancellable, callback, user_data);
}

HallRoom *
hall_session_join_finish (HallSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HallMessage *
hall_session_send (HallSession  *self,
                   HallRoom     *room,
                   const char   *text,
                   GError      **error)
{
  g_autofree char *token = hall_token_new ();

  if (strlen (text) > HALL_TEXT_MAX)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                   "The message is too long: %zu bytes of %d.", strlen (text), HALL_TEXT_MAX);
      return NULL;
    }
  if (hall_room_get_person (room) != NULL &&
      hall_person_get_resembles (hall_room_get_person (room)) != NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNSURE,
                           "Say first who this is.");
      return NULL;
    }
  self->n_sent++;
  g_free (self->last_sent);
  self->last_sent = g_strdup (text);
  return hall_timeline_add_pending (hall_room_get_timeline (room), token, text,
                                    g_get_real_time () / 1000);
}

static void
load (HallSession *self,
      HallRoom    *room,
      guint        first,
      guint        n)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = first; i < MIN (first + n, archive->len); i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_reset (hall_room_get_timeline (room), events, first == 0,
                       first + n >= archive->len);
}

/* Position in the archive of the first or last event that is loaded. */
static guint
find_loaded (HallSession *self,
             HallRoom    *room,
             gboolean     last)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  HallTimeline *timeline = hall_room_get_timeline (room);
  const char *id = NULL;
  gint64 lc;

  if (!(last ? hall_timeline_get_last (timeline, &lc, &id)
             : hall_timeline_get_first (timeline, &lc, &id)))
    return 0;
  for (guint i = 0; i < archive->len; i++)
    {
      HallEvent *event = g_ptr_array_index (archive, i);

      if (g_str_equal (event->id, id))
        return i;
    }
  g_assert_not_reached ();
}

void
hall_session_open_room_async (HallSession         *self,
                              HallRoom            *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint unread = MIN (hall_room_get_unread (room), archive->len);
  guint back = MAX (HALL_TIMELINE_OPENING_ROWS, unread + HALL_TIMELINE_OPENING_ROWS / 2);

  load (self, room, archive->len > back ? archive->len - back : 0,
        MAX (HALL_TIMELINE_OPENING_ROWS, back));
  if (archive->len > unread)
    {
      HallEvent *read = g_ptr_array_index (archive, archive->len - unread - 1);

      hall_timeline_set_read_marker (hall_room_get_timeline (room), read->lc, read->id);
    }
  fake_session_answer (self, room, cancellable, callback, user_data);
}

gboolean
hall_session_open_room_finish (HallSession   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_load_older (HallSession *self,
                         HallRoom    *room)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint first = find_loaded (self, room, FALSE);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint start = first > HALL_TIMELINE_STEP ? first - HALL_TIMELINE_STEP : 0;

  self->n_load_older++;
  for (guint i = start; i < first; i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_add_older (hall_room_get_timeline (room), events, start == 0);
}

void
hall_session_load_newer (HallSession *self,
                         HallRoom    *room)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint next = find_loaded (self, room, TRUE) + 1;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint end = MIN (next + HALL_TIMELINE_STEP, archive->len);

  for (guint i = next; i < end; i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_add_newer (hall_room_get_timeline (room), events, end == archive->len);
}

void
hall_session_load_end (HallSession *self,
                       HallRoom    *room)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint n = HALL_TIMELINE_OPENING_ROWS;

  load (self, room, archive->len > n ? archive->len - n : 0, n);
}

void
hall_session_mark_read (HallSession *self,
                        HallRoom    *room)
{
  self->n_mark_read++;
  hall_room_set_unread (room, 0);
}

void
hall_session_set_draft (HallSession *self,
                        HallRoom    *room,
                        const char  *draft)
{
  hall_room_set_draft (room, draft);
}
