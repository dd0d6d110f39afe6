/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-places.c: the fake's way to a place in a conversation, and what is said about
 * messages there.
 */

#define G_LOG_DOMAIN "fake-session-places"

#include "config.h"

#include "hall-session-search.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"

/* Loads the rows around the event at @index, or fails when there is none. */
static void
open_at (HallSession         *self,
         HallRoom            *room,
         guint                index,
         GCancellable        *cancellable,
         GAsyncReadyCallback  callback,
         gpointer             user_data)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint first = index > HALL_TIMELINE_OPENING_ROWS / 2 ? index - HALL_TIMELINE_OPENING_ROWS / 2 : 0;
  guint end = MIN (first + HALL_TIMELINE_OPENING_ROWS, archive->len);

  self->n_open_at++;
  if (index >= archive->len)
    {
      self->failure = g_strdup ("It is not here.");
      fake_session_answer (self, room, cancellable, callback, user_data);
      return;
    }
  for (guint i = first; i < end; i++)
    g_ptr_array_add (events, g_ptr_array_index (archive, i));
  hall_timeline_reset (hall_room_get_timeline (room), events, first == 0, end == archive->len);
  fake_session_answer (self, room, cancellable, callback, user_data);
}

void
hall_session_open_at_async (HallSession         *self,
                            HallRoom            *room,
                            const char          *event_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint index = 0;

  while (index < archive->len &&
         !g_str_equal (((HallEvent *) g_ptr_array_index (archive, index))->id, event_id))
    index++;
  open_at (self, room, index, cancellable, callback, user_data);
}

void
hall_session_open_at_time_async (HallSession         *self,
                                 HallRoom            *room,
                                 gint64               time_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  guint index = 0;

  while (index + 1 < archive->len &&
         ((HallEvent *) g_ptr_array_index (archive, index))->lc < time_ms)
    index++;
  open_at (self, room, index, cancellable, callback, user_data);
}

gboolean
hall_session_open_at_finish (HallSession   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

guint
fake_session_count_open_at (HallSession *self)
{
  return self->n_open_at;
}

const char *
fake_session_get_event_id (HallSession *self,
                           HallRoom    *room,
                           guint        index)
{
  GPtrArray *archive = fake_session_get_archive (self, room);

  return ((HallEvent *) g_ptr_array_index (archive, index))->id;
}

void
fake_session_annotate (HallSession         *self,
                       HallRoom            *room,
                       HallPerson          *author,
                       const HallEventBody *body,
                       gint64               time_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  HallEvent *event = hall_event_new (fake_session_get_key (self, author), hall_room_get_id (room),
                                     time_ms, time_ms, NULL, NULL, body, &error);

  g_assert_no_error (error);
  g_ptr_array_add (events, event);
  hall_timeline_annotate (hall_room_get_timeline (room), events);
}

void
fake_session_react (HallSession *self,
                    HallRoom    *room,
                    HallPerson  *author,
                    HallMessage *message,
                    const char  *emoji,
                    gint64       time_ms)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = hall_message_get_id (message);
  body.emoji = emoji;
  fake_session_annotate (self, room, author, &body, time_ms);
}

HallMessage *
fake_session_reply_to (HallSession   *self,
                       HallRoom      *room,
                       HallPerson    *author,
                       HallEventBody *body,
                       HallMessage   *original,
                       gint64         time_ms)
{
  GPtrArray *archive = fake_session_get_archive (self, room);
  HallMessage *message;

  body->reply = original != NULL ? hall_message_get_id (original) : "AAAAAAAAAAAAAAAAAAAAAA";
  message = fake_session_do (self, room, author, body, time_ms);
  for (guint i = 0; i < archive->len; i++)
    {
      HallEvent *event = g_ptr_array_index (archive, i);

      if (g_str_equal (event->id, body->reply))
        hall_timeline_set_answered (hall_room_get_timeline (room), event->id, event, NULL, FALSE);
    }
  return message;
}
