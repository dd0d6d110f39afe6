/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-rooms.c: hosting, leaving and forgetting, and sleep, in the fake session.
 *
 * Nothing happens by itself: the time to undo ends when a test says so.
 */

#define G_LOG_DOMAIN "fake-session-rooms"

#include "config.h"

#include "fake-session-private.h"

void
hall_session_reopen_room_async (HallSession         *self,
                                HallRoom            *room,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  self->n_reopens++;
  if (self->failure == NULL)
    {
      hall_room_set_host (room, hall_session_get_self (self));
      fake_session_enter_room (self, room, HALL_MEMBERSHIP_HOSTING);
    }
  fake_session_answer (self, room, cancellable, callback, user_data);
}

gboolean
hall_session_reopen_room_finish (HallSession   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_leave_room (HallSession *self,
                         HallRoom    *room)
{
  self->n_leaves++;
  hall_room_set_leaving (room, TRUE);
}

void
hall_session_undo_leave (HallSession *self,
                         HallRoom    *room)
{
  hall_room_set_leaving (room, FALSE);
}

void
hall_session_forget_room_async (HallSession         *self,
                                HallRoom            *room,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  self->n_forgets++;
  if (self->failure == NULL)
    {
      hall_room_set_leaving (room, TRUE);
      fake_session_end_leaving (self, room);
      hall_room_set_announced (room, FALSE);
    }
  fake_session_answer (self, room, cancellable, callback, user_data);
}

gboolean
hall_session_forget_room_finish (HallSession   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_set_reopens (HallSession *self,
                          HallRoom    *room,
                          gboolean     reopens)
{
  hall_room_set_reopens (room, reopens);
}

void
hall_session_sleep_async (HallSession         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  self->asleep = TRUE;
  fake_session_answer (self, self, NULL, callback, user_data);
}

gboolean
hall_session_sleep_finish (HallSession   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_wake (HallSession *self)
{
  self->asleep = FALSE;
}

gboolean
fake_session_get_asleep (HallSession *self)
{
  return self->asleep;
}
