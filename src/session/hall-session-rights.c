/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rights.c: moderation: what may be done to whom, and doing it.
 *
 * All of it is events of the room, which the others judge as we do: nothing here is enforced by
 * being asked for.
 */

#define G_LOG_DOMAIN "hall-session-rights"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-census.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-session-private.h"
#include "hall-session-rights.h"

/* NULL with @error set: not a room that we are in. */
HallConversation *
hall_session_find_joined (HallSession *self,
                          HallRoom    *room,
                          GError     **error)
{
  HallConversation *conversation = hall_session_get_conversation (self, room);

  if (conversation != NULL && self->mode == HALL_SESSION_ACTIVE && !self->stopped
      && hall_conversation_get_stored (conversation)->member
      && hall_conversation_get_stored (conversation)->person == NULL)
    return conversation;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                       _("You are not in this room."));
  return NULL;
}

static HallRights
list_rights (HallSession      *self,
             HallConversation *conversation,
             const char       *id)
{
  HallCensus *census = hall_conversation_get_census (conversation);
  const char *own_id = self->context->own_id;
  const char *creator = hall_census_get_creator (census);
  gboolean own_room = g_strcmp0 (creator, own_id) == 0;
  gboolean is_in = hall_census_contains (census, own_id);
  gboolean rules = own_room || (is_in && hall_census_is_moderator (census, own_id));
  gboolean there = hall_census_contains (census, id);
  gboolean banned = hall_census_is_banned (census, id);
  gboolean moderator = hall_census_is_moderator (census, id);
  gboolean only_moderators = hall_census_get_closed (census)
                             || (hall_census_get_entry (census) == HALL_ENTRY_INVITED
                                 && hall_census_get_moderators_invite (census));
  HallRights rights = 0;

  if (g_str_equal (id, own_id))
    return 0;
  if (!there && !banned && (rules || (is_in && !only_moderators)))
    rights |= HALL_RIGHT_INVITE;
  if (g_strcmp0 (creator, id) == 0)
    return rights;
  if (rules && there && (!moderator || own_room))
    rights |= HALL_RIGHT_KICK;
  if (rules && !banned && (!moderator || own_room))
    rights |= HALL_RIGHT_BAN;
  if (rules && banned)
    rights |= HALL_RIGHT_UNBAN;
  if (own_room && there)
    rights |= moderator ? HALL_RIGHT_DISMISS : HALL_RIGHT_APPOINT;
  return rights;
}

/**
 * hall_session_get_rights:
 * @self: a session
 * @room: a room
 * @person: anybody
 *
 * Returns: what we may do to @person in @room, by what is known here now
 */
HallRights
hall_session_get_rights (HallSession *self,
                         HallRoom    *room,
                         HallPerson  *person)
{
  HallConversation *conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), 0);
  g_return_val_if_fail (HALL_IS_ROOM (room), 0);
  g_return_val_if_fail (HALL_IS_PERSON (person), 0);

  conversation = hall_session_find_joined (self, room, NULL);
  return conversation != NULL ? list_rights (self, conversation, hall_person_get_id (person)) : 0;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                       _("You have no right to do that in this room."));
  return FALSE;
}

/* Something about @person that takes one of @rights. */
static gboolean
say_about (HallSession         *self,
           HallRoom            *room,
           HallPerson          *person,
           HallRights           rights,
           const HallEventBody *body,
           GError             **error)
{
  HallConversation *conversation = hall_session_find_joined (self, room, error);

  if (conversation == NULL)
    return FALSE;
  if ((list_rights (self, conversation, hall_person_get_id (person)) & rights) == 0)
    return refuse (error);
  hall_conversation_say (conversation, body);
  return TRUE;
}

/* Somebody who joined by a clock that is far ahead is put out by nothing that stands before that;
 * and what stands after it would be refused. */
static gboolean
joined_ahead (HallConversation *conversation,
              const char       *id)
{
  return hall_census_get_rejoined (hall_conversation_get_census (conversation), id)
         > hall_conversation_get_host_time (conversation) + HALL_CLOCK_AHEAD_MAX_MS;
}

/**
 * hall_session_kick:
 * @self: a running session
 * @room: ours
 * @person: of the room
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Puts somebody out, who may come back as a newcomer: at once, or, if it joined by a clock that is
 * far ahead, when that time has come.
 *
 * Returns: whether it is said, or waits to be
 */
gboolean
hall_session_kick (HallSession *self,
                   HallRoom    *room,
                   HallPerson  *person,
                   GError     **error)
{
  HallConversation *conversation;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_PERSON (person), FALSE);

  conversation = hall_session_get_conversation (self, room);
  hall_event_body_init (&body, HALL_EVENT_KICK);
  body.person = hall_person_get_id (person);
  if (conversation != NULL && joined_ahead (conversation, body.person))
    {
      body.kind = HALL_EVENT_BAN;
      body.until_lc = hall_census_get_rejoined (hall_conversation_get_census (conversation),
                                                body.person) + 1;
    }
  return say_about (self, room, person, HALL_RIGHT_KICK, &body, error);
}

/**
 * hall_session_ban:
 * @self: a running session
 * @room: ours
 * @person: of the room, or not
 * @banned: %FALSE lifts a ban
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Puts a key out for good, under whatever name. In an open room somebody can come back with another
 * key.
 *
 * Returns: whether it is said, or waits to be
 */
gboolean
hall_session_ban (HallSession *self,
                  HallRoom    *room,
                  HallPerson  *person,
                  gboolean     banned,
                  GError     **error)
{
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_PERSON (person), FALSE);

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = hall_person_get_id (person);
  body.off = !banned;
  return say_about (self, room, person, banned ? HALL_RIGHT_BAN : HALL_RIGHT_UNBAN, &body, error);
}

/**
 * hall_session_set_moderator:
 * @self: a running session
 * @room: one that we created
 * @person: of the room
 * @moderator: whether it is to be one
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Returns: whether it is said, or waits to be
 */
gboolean
hall_session_set_moderator (HallSession *self,
                            HallRoom    *room,
                            HallPerson  *person,
                            gboolean     moderator,
                            GError     **error)
{
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_PERSON (person), FALSE);

  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = hall_person_get_id (person);
  body.moderator = moderator;
  return say_about (self, room, person, moderator ? HALL_RIGHT_APPOINT : HALL_RIGHT_DISMISS, &body,
                    error);
}

/**
 * hall_session_delete_message:
 * @self: a running session
 * @room: ours, or a private conversation
 * @message: a text in it
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Takes it back for everybody: it is never shown again, though it stays in the history of others.
 *
 * Returns: whether that is said, or waits to be
 */
gboolean
hall_session_delete_message (HallSession *self,
                             HallRoom    *room,
                             HallMessage *message,
                             GError     **error)
{
  HallConversation *conversation;
  HallCensus *census;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_MESSAGE (message), FALSE);

  conversation = hall_session_get_conversation (self, room);
  if (conversation == NULL || hall_conversation_get_stored (conversation)->person == NULL)
    conversation = hall_session_find_joined (self, room, error);
  if (conversation == NULL)
    return FALSE;
  census = hall_conversation_get_census (conversation);
  if (hall_message_get_id (message) == NULL
      || hall_message_get_kind (message) != HALL_MESSAGE_TEXT
      || !hall_census_contains (census, self->context->own_id)
      || (!hall_message_get_is_own (message)
          && !hall_census_is_moderator (census, self->context->own_id)))
    return refuse (error);
  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = hall_message_get_id (message);
  hall_conversation_say (conversation, &body);
  return TRUE;
}

/* A change of the room itself. */
static gboolean
say_of_room (HallSession         *self,
             HallRoom            *room,
             const HallEventBody *body,
             GError             **error)
{
  HallConversation *conversation = hall_session_find_joined (self, room, error);

  if (conversation == NULL)
    return FALSE;
  if (!hall_census_is_moderator (hall_conversation_get_census (conversation),
                                 self->context->own_id))
    return refuse (error);
  hall_conversation_say (conversation, body);
  return TRUE;
}

/**
 * hall_session_change_room:
 * @self: a running session
 * @room: where we are a moderator
 * @name: (nullable): as typed; %NULL: unchanged
 * @topic: (nullable): as typed, "" for none; %NULL: unchanged
 * @error: return location for #HALL_SESSION_ERROR NAME, NOT_FOUND or REFUSED
 *
 * Returns: whether it is said, or waits to be; also if nothing would change
 */
gboolean
hall_session_change_room (HallSession *self,
                          HallRoom    *room,
                          const char  *name,
                          const char  *topic,
                          GError     **error)
{
  g_autofree char *clean_name = NULL;
  g_autofree char *clean_topic = NULL;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  if (name != NULL && (clean_name = hall_text_clean_name (name, HALL_NAME_MAX)) == NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           _("Enter a name for the room that others can see."));
      return FALSE;
    }
  if (topic != NULL && (clean_topic = hall_text_clean_name (topic, HALL_TOPIC_MAX)) == NULL)
    clean_topic = g_strdup ("");
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  if (g_strcmp0 (clean_name, hall_room_get_name (room)) != 0)
    body.name = clean_name;
  if (clean_topic != NULL
      && g_strcmp0 (clean_topic, hall_room_get_topic (room) != NULL ? hall_room_get_topic (room)
                                                                   : "") != 0)
    body.topic = clean_topic;
  if (body.name == NULL && body.topic == NULL)
    return hall_session_find_joined (self, room, error) != NULL;
  return say_of_room (self, room, &body, error);
}

/**
 * hall_session_set_closed:
 * @self: a running session
 * @room: where we are a moderator
 * @closed: whether nobody new comes in
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Returns: whether it is said, or waits to be
 */
gboolean
hall_session_set_closed (HallSession *self,
                         HallRoom    *room,
                         gboolean     closed,
                         GError     **error)
{
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.closed = !!closed;
  return say_of_room (self, room, &body, error);
}

/**
 * hall_session_set_moderators_invite:
 * @self: a running session
 * @room: for invited people, where we are a moderator
 * @moderators_invite: whether only moderators admit; else every member does
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or REFUSED
 *
 * Returns: whether it is said, or waits to be
 */
gboolean
hall_session_set_moderators_invite (HallSession *self,
                                    HallRoom    *room,
                                    gboolean     moderators_invite,
                                    GError     **error)
{
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.moderators_invite = !!moderators_invite;
  return say_of_room (self, room, &body, error);
}

/* Somebody says that we may come in: if we were put out, that may be over. */
void
hall_session_note_welcome (HallSession *self,
                           HallRoom    *room)
{
  HallConversation *conversation = hall_session_get_conversation (self, room);
  HallStoredRoom *former = g_hash_table_lookup (self->former, hall_room_get_id (room));

  if (conversation != NULL)
    {
      hall_conversation_note_invited (conversation);
      return;
    }
  if (former == NULL || !former->put_out)
    return;
  former->put_out = FALSE;
  former->banned_until = 0;
  hall_context_save_room (self->context, former);
  hall_room_set_banned (room, FALSE);
  hall_room_set_removed (room, FALSE);
}

/**
 * hall_session_invite:
 * @self: a running session
 * @room: ours
 * @person: who is not in it
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND, REFUSED or UNSURE
 *
 * Admits the person where that is needed, and tells it in the private conversation.
 *
 * Returns: whether both are said, or wait to be
 */
gboolean
hall_session_invite (HallSession *self,
                     HallRoom    *room,
                     HallPerson  *person,
                     GError     **error)
{
  HallConversation *conversation;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_PERSON (person), FALSE);

  conversation = hall_session_find_joined (self, room, error);
  if (conversation == NULL)
    return FALSE;
  if ((list_rights (self, conversation, hall_person_get_id (person)) & HALL_RIGHT_INVITE) == 0)
    return refuse (error);
  if (!hall_session_send_invitation (self, room, person, error))
    return FALSE;
  if (hall_census_is_admitted (hall_conversation_get_census (conversation),
                               hall_person_get_id (person)))
    return TRUE;
  hall_event_body_init (&body, HALL_EVENT_ADMIT);
  body.person = hall_person_get_id (person);
  hall_conversation_say (conversation, &body);
  return TRUE;
}
