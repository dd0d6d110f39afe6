/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-standing.c: the rooms that the administrator has set up: listed from the start, and
 * hosted by whoever joins one first.
 *
 * Part of HallSession. What such a room is follows from its name alone; two that host it at one
 * time heal like any two hosts of a room.
 */

#define G_LOG_DOMAIN "hall-session-standing"

#include "config.h"

#include "hall-standing-room.h"

#include "hall-session-private.h"

/* Given to those who host it to be heard of, from our start on. */
#define LISTEN_MS 2500

/* Somebody wants to join one that nobody is known to host. */
typedef struct
{
  HallSession *session;        /* that has it */
  GTask *task;
  HallRoom *room;
  HallTimer *timer;
  gulong announced;
} HallOpening;

static void
hall_opening_free (gpointer data)
{
  HallOpening *opening = data;

  hall_timer_free (opening->timer);
  g_clear_signal_handler (&opening->announced, opening->room);
  g_clear_object (&opening->task);
  g_object_unref (opening->room);
  g_free (opening);
}

void
hall_session_init_standing (HallSession *self)
{
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) hall_event_unref);
  self->openings = g_ptr_array_new_with_free_func (hall_opening_free);
}

void
hall_session_finalize_standing (HallSession *self)
{
  g_ptr_array_unref (self->openings);
  g_hash_table_unref (self->standing);
}

/* What nobody waits for any more, because the session ends or sleeps. */
void
hall_session_clear_openings (HallSession *self)
{
  while (self->openings->len > 0)
    {
      HallOpening *opening = g_ptr_array_index (self->openings, 0);
      g_autoptr (GTask) task = g_steal_pointer (&opening->task);

      g_ptr_array_remove_index (self->openings, 0);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session was stopped");
    }
}

void
hall_session_list_standing_rooms (HallSession *self)
{
  const char *const *names = hall_settings_get_standing_rooms (self->settings);

  if (self->standing_from_us == 0)
    self->standing_from_us = hall_clock_get_monotonic (self->context->clock);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      HallEvent *genesis = hall_standing_room_new_genesis (names[i], &error);

      if (genesis == NULL)
        {
          g_debug ("the room “%s” cannot be set up: %s", names[i], error->message);
          continue;
        }
      g_hash_table_replace (self->standing, genesis->id, genesis);
      hall_directory_list_standing_room (self->context->directory, genesis->id, genesis->name);
    }
}

static void
add_genesis_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  HallEvent *genesis = g_task_get_task_data (task);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  HallConversation *conversation;

  hall_context_report_store (self->context, error);
  if (added == NULL)
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, "%s",
                               error->message);
      return;
    }
  if (!hall_session_may_host (self, task) || g_task_return_error_if_cancelled (task))
    return;
  if (g_hash_table_contains (self->conversations, genesis->id)
      || g_hash_table_contains (self->former, genesis->id))
    {
      conversation = hall_session_ensure_conversation (self, genesis->id);
      hall_conversation_host (conversation, genesis, g_steal_pointer (&task));
      return;
    }
  g_ptr_array_add (events, genesis);
  conversation = hall_session_add_conversation (self, hall_stored_room_new (genesis->id));
  hall_conversation_create (conversation, events, g_steal_pointer (&task));
}

/* @task: (transfer full): whose data is the room's first event */
static void
host (HallSession *self,
      GTask       *task)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (!hall_session_may_host (self, task) || g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (events, g_task_get_task_data (task));
  hall_store_add_events_async (self->context->store, events, 1, NULL, add_genesis_cb, task);
}

static void
finish_opening (HallOpening *opening)
{
  HallSession *self = opening->session;
  g_autoptr (HallRoom) room = g_object_ref (opening->room);
  GTask *task = g_steal_pointer (&opening->task);

  g_ptr_array_remove (self->openings, opening);
  if (hall_room_get_announced (room))
    hall_session_join_here (self, room, task);
  else
    host (self, task);
}

static void
on_listened (gpointer user_data)
{
  finish_opening (user_data);
}

static void
on_announced (HallRoom    *room,
              GParamSpec  *pspec,
              HallOpening *opening)
{
  /* Not within the directory's own work. */
  if (hall_room_get_announced (room))
    hall_timer_hasten (opening->timer, 0);
}

static HallEvent *
find_genesis (HallSession *self,
              HallRoom    *room)
{
  return g_hash_table_lookup (self->standing, hall_room_get_id (room));
}

static gboolean
is_live (HallRoom *room)
{
  HallMembership membership = hall_room_get_membership (room);

  return membership == HALL_MEMBERSHIP_LIVE || membership == HALL_MEMBERSHIP_HOSTING;
}

/* Whether @task, which is taken then, is finished here: with the room hosted, or joined as soon as
 * it is announced. Anything but a standing room that nobody is known to host is left alone. */
gboolean
hall_session_open_standing (HallSession *self,
                            HallRoom    *room,
                            GTask       *task)
{
  HallEvent *genesis = find_genesis (self, room);
  gint64 now_us = hall_clock_get_monotonic (self->context->clock);
  gint64 until_us = self->standing_from_us + LISTEN_MS * G_GINT64_CONSTANT (1000);
  HallOpening *opening;

  if (genesis == NULL || hall_room_get_announced (room) || is_live (room))
    return FALSE;
  if (!hall_session_may_host (self, task))
    {
      g_object_unref (task);
      return TRUE;
    }
  g_task_set_task_data (task, hall_event_ref (genesis), (GDestroyNotify) hall_event_unref);
  if (now_us >= until_us)
    {
      host (self, task);
      return TRUE;
    }
  opening = g_new0 (HallOpening, 1);
  opening->session = self;
  opening->task = task;
  opening->room = g_object_ref (room);
  opening->timer = hall_timer_new (self->context->clock, on_listened, opening);
  opening->announced = g_signal_connect (room, "notify::announced", G_CALLBACK (on_announced),
                                         opening);
  g_ptr_array_add (self->openings, opening);
  hall_timer_start_at (opening->timer, until_us);
  return TRUE;
}

/* The same, though somebody announces it who cannot be reached. */
gboolean
hall_session_host_standing (HallSession *self,
                            HallRoom    *room,
                            GTask       *task)
{
  HallEvent *genesis = find_genesis (self, room);

  if (genesis == NULL || is_live (room))
    return FALSE;
  g_task_set_task_data (task, hall_event_ref (genesis), (GDestroyNotify) hall_event_unref);
  host (self, task);
  return TRUE;
}
