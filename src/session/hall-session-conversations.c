/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-conversations.c: the table of rooms that we are in, and what they tell the session.
 */

#define G_LOG_DOMAIN "hall-session-conversations"

#include "config.h"

#include "hall-session-private.h"

static void
on_message (HallConversation *conversation,
            HallMessage      *message,
            HallSession      *self)
{
  g_signal_emit_by_name (self, "message", hall_conversation_get_room (conversation), message);
}

static void
on_message_kept (HallConversation *conversation,
                 HallMessage      *message,
                 HallSession      *self)
{
  g_signal_emit_by_name (self, "message-queued", hall_conversation_get_room (conversation),
                         message);
}

static void
on_message_state (HallConversation *conversation,
                  const char       *event_id,
                  guint             state,
                  HallSession      *self)
{
  g_signal_emit_by_name (self, "message-state", hall_conversation_get_room (conversation),
                         event_id, state);
}

static void
on_problem (HallConversation *conversation,
            const GError     *error,
            HallSession      *self)
{
  g_signal_emit_by_name (self, "room-problem", hall_conversation_get_room (conversation), error);
}

static void
on_met (HallConversation *conversation,
        HallPerson       *person,
        HallSession      *self)
{
  if (self->mode == HALL_SESSION_ACTIVE)
    hall_roll_meet (self->roll, person);
}

static void
on_announcement (HallConversation *conversation,
                 HallSession      *self)
{
  g_autoptr (HallDatagram) announcement = hall_conversation_make_announcement (conversation);

  if (self->announcer == NULL)
    return;
  if (announcement == NULL)
    hall_announcer_remove_room (self->announcer, hall_conversation_get_stored (conversation)->id);
  else if (announcement->type == HALL_DATAGRAM_ROOMBYE)
    hall_announcer_hand_room (self->announcer, announcement->room, announcement->next_host);
  else
    hall_announcer_set_room (self->announcer, announcement);
}

static void
on_dropped (HallConversation *conversation,
            HallSession      *self)
{
  hall_session_remove_conversation (self, conversation);
}

/* (transfer full): a private conversation is in no list of rooms. */
static HallRoom *
make_room (HallSession    *self,
           HallStoredRoom *stored)
{
  HallDirectory *directory = self->context->directory;

  if (stored->person == NULL)
    return g_object_ref (hall_directory_ensure_room (directory, stored->id));
  return hall_room_new_direct (stored->id, hall_directory_ensure_person (directory, stored->person),
                               directory);
}

HallConversation *
hall_session_add_conversation (HallSession    *self,
                               HallStoredRoom *stored)
{
  g_autoptr (HallRoom) room = make_room (self, stored);
  HallConversation *conversation = hall_conversation_new (self->context, room, stored);

  g_hash_table_remove (self->former, stored->id);
  g_hash_table_replace (self->conversations, g_strdup (stored->id), conversation);
  g_signal_connect_object (conversation, "message", G_CALLBACK (on_message), self, 0);
  g_signal_connect_object (conversation, "message-kept", G_CALLBACK (on_message_kept), self, 0);
  g_signal_connect_object (conversation, "message-state", G_CALLBACK (on_message_state), self, 0);
  g_signal_connect_object (conversation, "problem", G_CALLBACK (on_problem), self, 0);
  g_signal_connect_object (conversation, "met", G_CALLBACK (on_met), self, 0);
  g_signal_connect_object (conversation, "announcement", G_CALLBACK (on_announcement), self, 0);
  g_signal_connect_object (conversation, "dropped", G_CALLBACK (on_dropped), self, 0);
  if (stored->person != NULL)
    hall_session_follow_direct (self, conversation);
  return conversation;
}

/* Ends it; if it was once a room of ours, its history can still be found. */
void
hall_session_remove_conversation (HallSession      *self,
                                  HallConversation *conversation)
{
  g_autoptr (HallConversation) kept = g_object_ref (conversation);
  const HallStoredRoom *stored = hall_conversation_get_stored (conversation);

  hall_conversation_close (conversation);
  g_hash_table_remove (self->conversations, stored->id);
  if (stored->person != NULL)
    {
      hall_session_drop_direct (self, conversation);
      return;
    }
  if (stored->host != NULL)
    {
      HallStoredRoom *copy = hall_stored_room_copy (stored);

      g_hash_table_replace (self->former, copy->id, copy);
    }
  hall_directory_release_room (self->context->directory,
                               hall_conversation_get_room (conversation));
}

HallConversation *
hall_session_get_conversation (HallSession *self,
                               HallRoom    *room)
{
  HallConversation *conversation = g_hash_table_lookup (self->conversations,
                                                        hall_room_get_id (room));

  /* Anybody may announce a room by the id of a private conversation. */
  if (conversation != NULL && hall_conversation_get_stored (conversation)->person != NULL
      && hall_conversation_get_room (conversation) != room)
    return NULL;
  return conversation;
}
