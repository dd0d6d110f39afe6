/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-invite.c: an invitation into a room, on its way in the private conversation.
 *
 * It waits like a message until the person is here. Whether the person is admitted over there is
 * another matter: see hall_session_invite ().
 */

#define G_LOG_DOMAIN "hall-session-invite"

#include "config.h"

#include "hall-limits.h"

#include "hall-session-private.h"
#include "hall-session-rights.h"

/**
 * hall_session_send_invitation:
 * @self: a running session
 * @room: ours
 * @person: somebody else
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND, UNSURE or REFUSED
 *
 * Tells @person in the private conversation that it may come into @room: as soon as it can be
 * reached, and whatever happens to this computer until then.
 *
 * Returns: whether it is on its way
 */
gboolean
hall_session_send_invitation (HallSession *self,
                              HallRoom    *room,
                              HallPerson  *person,
                              GError     **error)
{
  HallConversation *conversation;
  HallRoom *direct;
  HallPerson *host;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && hall_room_get_person (room) == NULL, FALSE);
  g_return_val_if_fail (HALL_IS_PERSON (person) && !hall_person_get_is_self (person), FALSE);

  direct = hall_session_get_direct (self, person);
  if (!hall_session_may_write (self, direct, error))
    return FALSE;
  conversation = hall_session_get_conversation (self, direct);
  host = hall_room_get_host (room);
  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = hall_room_get_id (room);
  body.name = hall_room_get_name (room);
  body.invited_host = host != NULL ? hall_person_get_id (host) : NULL;
  hall_conversation_send_direct (conversation, &body);
  if (self->trust != NULL)
    hall_trust_note_contact (self->trust, person);
  return TRUE;
}

static gboolean
is_long_ago (gpointer key,
             gpointer value,
             gpointer user_data)
{
  const gint64 *told = value, *now = user_data;

  return *now - *told >= HALL_HOUR_MS * 1000;
}

/* Anybody may invite us: of those whom we have not written to ourselves not every one is worth a
 * notification. */
static gboolean
is_to_be_told (HallSession *self,
               HallPerson  *person)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (hall_person_get_trust (person) != HALL_TRUST_STRANGER)
    return TRUE;
  g_hash_table_foreach_remove (self->inviters, is_long_ago, &now);
  if (g_hash_table_contains (self->inviters, hall_person_get_id (person))
      || g_hash_table_size (self->inviters) >= HALL_INVITATIONS_PER_HOUR)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_INVITATION_QUIET);
      return FALSE;
    }
  g_hash_table_insert (self->inviters, g_strdup (hall_person_get_id (person)),
                       g_memdup2 (&now, sizeof now));
  return TRUE;
}

/* @message is new in a private conversation: if it invites us, that is told. Whether or not it is,
 * it stands in the conversation, and what it says of the room is taken when it is used. */
void
hall_session_note_invitation (HallSession *self,
                              HallMessage *message)
{
  HallPerson *person = hall_message_get_author (message);
  const char *room_id = hall_message_get_invited_room (message);
  HallRoom *room;

  if (hall_message_get_kind (message) != HALL_MESSAGE_INVITATION || room_id == NULL
      || hall_message_get_is_own (message) || hall_person_get_blocked (person))
    return;
  room = hall_directory_lookup_room (self->context->directory, room_id);
  if (room != NULL)
    hall_session_note_welcome (self, room);
  if (!is_to_be_told (self, person))
    return;
  room = hall_session_get_invited_room (self, message);
  if (room != NULL)
    g_signal_emit_by_name (self, "invited", room, person, message);
}
