/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-direct.c: private conversations: the one with a person, those there are, and the
 * links that people dial for them.
 *
 * One is made when somebody asks for it or calls; it is remembered once there is something in it.
 */

#define G_LOG_DOMAIN "hall-session-direct"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-limits.h"

#include "hall-session-private.h"

/* With people who called and have said nothing yet: keys cost nothing. */
#define EMPTY_MAX 32
/* With people who have written, and to whom nobody here ever did: a whole company. */
#define STRANGERS_MAX HALL_ROOM_MEMBERS_MAX

static gboolean
is_direct (HallConversation *conversation)
{
  return hall_conversation_get_stored (conversation)->person != NULL;
}

static HallConversation *
find_direct (HallSession *self,
             const char  *person_id)
{
  g_autofree char *room_id = hall_direct_room_id (self->context->own_id, person_id);

  return room_id != NULL ? g_hash_table_lookup (self->conversations, room_id) : NULL;
}

static int
compare_rooms (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  HallRoom *first = HALL_ROOM ((gpointer) a);
  HallRoom *second = HALL_ROOM ((gpointer) b);
  gint64 first_time = hall_room_get_last_time (first);
  gint64 second_time = hall_room_get_last_time (second);

  if (first_time != second_time)
    return first_time > second_time ? -1 : 1;
  return strcmp (hall_room_get_id (first), hall_room_get_id (second));
}

/* Those with something in them are listed, each in its place. */
static void
list_direct (HallSession      *self,
             HallConversation *conversation)
{
  HallRoom *room = hall_conversation_get_room (conversation);
  g_autoptr (HallRoom) kept = g_object_ref (room);
  guint position;

  if (!hall_conversation_get_kept (conversation))
    return;
  if (g_list_store_find (self->directs, room, &position))
    {
      g_autoptr (HallRoom) before = NULL;
      g_autoptr (HallRoom) after = NULL;
      GListModel *directs = G_LIST_MODEL (self->directs);

      if (position > 0)
        before = g_list_model_get_item (directs, position - 1);
      after = g_list_model_get_item (directs, position + 1);
      if ((before == NULL || compare_rooms (before, room, NULL) < 0)
          && (after == NULL || compare_rooms (room, after, NULL) < 0))
        return;
      g_list_store_remove (self->directs, position);
    }
  g_list_store_insert_sorted (self->directs, room, compare_rooms, NULL);
}

static void
on_last_time (HallRoom    *room,
              GParamSpec  *pspec,
              HallSession *self)
{
  HallConversation *conversation = hall_session_get_conversation (self, room);

  if (conversation != NULL)
    list_direct (self, conversation);
}

static void
on_queued (HallConversation *conversation,
           HallMessage      *message,
           HallSession      *self)
{
  HallRoom *room = hall_conversation_get_room (conversation);
  gint64 written = hall_message_get_written (message);

  if (self->trust != NULL)
    hall_trust_note_contact (self->trust, hall_room_get_person (room));
  if (hall_room_get_last_time (room) < written)
    hall_room_set_last_time (room, written);
  list_direct (self, conversation);
}

static void
on_blocked (HallPerson  *person,
            GParamSpec  *pspec,
            HallSession *self)
{
  HallConversation *conversation = find_direct (self, hall_person_get_id (person));

  if (conversation != NULL && hall_person_get_blocked (person))
    hall_conversation_block (conversation);
}

static void
on_message (HallConversation *conversation,
            HallMessage      *message,
            HallSession      *self)
{
  HallRoom *room = hall_conversation_get_room (conversation);

  list_direct (self, conversation);
  /* So that what is kept of it has a name, even if this program is killed in a moment. */
  if (self->mode == HALL_SESSION_ACTIVE)
    hall_roll_meet (self->roll, hall_room_get_person (room));
  hall_session_note_invitation (self, message);
}

/* What only private conversations tell; the rest is told as of any other. */
void
hall_session_follow_direct (HallSession      *self,
                            HallConversation *conversation)
{
  HallRoom *room = hall_conversation_get_room (conversation);
  HallPerson *person = hall_room_get_person (room);

  hall_person_set_conversation (person, room);
  g_signal_connect_object (conversation, "message-queued", G_CALLBACK (on_queued), self, 0);
  g_signal_connect_object (conversation, "message", G_CALLBACK (on_message), self,
                           G_CONNECT_AFTER);
  g_signal_connect_object (room, "notify::last-time", G_CALLBACK (on_last_time), self, 0);
  g_signal_handlers_disconnect_by_func (person, on_blocked, self);
  g_signal_connect_object (person, "notify::blocked", G_CALLBACK (on_blocked), self, 0);
  list_direct (self, conversation);
}

/* It is not in use any more. */
void
hall_session_drop_direct (HallSession      *self,
                          HallConversation *conversation)
{
  HallRoom *room = hall_conversation_get_room (conversation);
  guint position;

  g_signal_handlers_disconnect_by_func (room, on_last_time, self);
  if (g_list_store_find (self->directs, room, &position))
    g_list_store_remove (self->directs, position);
  if (hall_person_get_conversation (hall_room_get_person (room)) == room)
    hall_person_set_conversation (hall_room_get_person (room), NULL);
}

/* A private conversation of the store; with a key that we had before there is none any more. */
gboolean
hall_session_restore_direct (HallSession    *self,
                             HallStoredRoom *stored)
{
  HallConversation *conversation;
  g_autofree char *room_id = NULL;

  if (!hall_id_is_valid (stored->person))
    return FALSE;
  room_id = hall_direct_room_id (self->context->own_id, stored->person);
  if (g_strcmp0 (room_id, stored->id) != 0)
    return FALSE;
  conversation = hall_session_add_conversation (self, hall_stored_room_copy (stored));
  hall_conversation_set_kept (conversation);
  hall_conversation_load (conversation);
  list_direct (self, conversation);
  return TRUE;
}

static HallConversation *
ensure_direct (HallSession *self,
               const char  *person_id)
{
  HallConversation *conversation = find_direct (self, person_id);
  HallStoredRoom *former, *stored;
  g_autofree char *room_id = NULL;

  if (conversation != NULL)
    return conversation;
  room_id = hall_direct_room_id (self->context->own_id, person_id);
  former = g_hash_table_lookup (self->former, room_id);
  stored = former != NULL ? hall_stored_room_copy (former) : hall_stored_room_new (room_id);
  stored->member = TRUE;
  g_free (stored->person);
  stored->person = g_strdup (person_id);
  conversation = hall_session_add_conversation (self, stored);
  if (self->store_open)
    hall_conversation_load (conversation);
  if (self->running && !self->stopped && self->mode == HALL_SESSION_ACTIVE
      && self->context->name != NULL && self->sleep_state == HALL_AWAKE)
    hall_conversation_begin (conversation);
  return conversation;
}

/**
 * hall_session_get_direct:
 * @self: a session
 * @person: somebody else
 *
 * Makes the conversation if there is none; nothing is sent, and nothing is remembered before
 * something is in it.
 *
 * Returns: (transfer none): the private conversation with @person, for everything that takes a room
 */
HallRoom *
hall_session_get_direct (HallSession *self,
                         HallPerson  *person)
{
  HallConversation *conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);
  g_return_val_if_fail (!hall_person_get_is_self (person), NULL);

  conversation = ensure_direct (self, hall_person_get_id (person));
  hall_conversation_hold (conversation);
  return hall_conversation_get_room (conversation);
}

/**
 * hall_session_get_directs:
 * @self: a session
 *
 * Returns: (transfer none): the private conversations with something in them, a #GListModel of
 *   #HallRoom, in which the newest comes first
 */
GListModel *
hall_session_get_directs (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->directs);
}

static gboolean
is_of_stranger (HallConversation *conversation)
{
  HallPerson *person = hall_room_get_person (hall_conversation_get_room (conversation));

  return hall_conversation_get_kept (conversation)
         && hall_person_get_trust (person) == HALL_TRUST_STRANGER;
}

/* Whether somebody may begin another conversation; those that there are go on. */
static gboolean
has_room_for_caller (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;
  guint n_empty = 0, n_strangers = 0;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    if (is_direct (conversation))
      {
        n_empty += !hall_conversation_is_used (conversation);
        n_strangers += is_of_stranger (conversation);
      }
  return n_empty < EMPTY_MAX && n_strangers < STRANGERS_MAX;
}

/* Somebody we have written to, under this profile, whose conversation was deleted. */
static gboolean
is_known (HallSession *self,
          const char  *person_id)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory, person_id);

  return person != NULL && hall_person_get_trust (person) != HALL_TRUST_STRANGER;
}

/**
 * hall_session_take_direct_link:
 * @self: a running session
 * @link: ready; somebody dialled it for a private conversation, who is not blocked
 *
 * Goes on in the conversation with its key.
 */
void
hall_session_take_direct_link (HallSession *self,
                               HallLink    *link)
{
  const char *person_id = hall_link_get_peer_id (link);

  if (self->stopped || self->context->name == NULL || self->sleep_state != HALL_AWAKE
      || g_str_equal (person_id, self->context->own_id))
    {
      hall_link_close (link);
      return;
    }
  if (find_direct (self, person_id) == NULL && !is_known (self, person_id)
      && !has_room_for_caller (self))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_LINK_CROWDED_OUT);
      hall_link_refuse (link, "rate", "too many callers");
      return;
    }
  hall_conversation_take_direct_link (ensure_direct (self, person_id), link);
}

/**
 * hall_session_find_direct_link:
 * @self: a session
 * @person_id: somebody's key
 *
 * Returns: (transfer none) (nullable): the link of the private conversation, if one is ready
 */
HallLink *
hall_session_find_direct_link (HallSession *self,
                               const char  *person_id)
{
  HallConversation *conversation = find_direct (self, person_id);

  return conversation != NULL ? hall_conversation_get_direct_link (conversation) : NULL;
}

/**
 * hall_session_may_write:
 * @self: a session
 * @room: a room or private conversation
 * @error: return location for #HALL_SESSION_ERROR UNSURE or REFUSED
 *
 * Returns: whether something may be written: always in a room; to a person only while it is known
 *   who that is, and it is not blocked
 */
gboolean
hall_session_may_write (HallSession *self,
                        HallRoom    *room,
                        GError     **error)
{
  HallPerson *person = hall_room_get_person (room);
  HallPerson *resembled = person != NULL ? hall_person_get_resembles (person) : NULL;

  if (resembled != NULL)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNSURE,
                   _("“%s” has the name of somebody you know, but another key. Say first whether "
                     "they are two people."), hall_person_get_name (person));
      return FALSE;
    }
  if (person != NULL && hall_person_get_blocked (person))
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                   _("You have blocked %s."), hall_person_get_name (person));
      return FALSE;
    }
  return TRUE;
}

/**
 * hall_session_set_typing:
 * @self: a session
 * @room: a room or private conversation
 * @typing: %FALSE when the composer was emptied or its content sent
 *
 * To be called at each change in the composer; others are told now and then.
 */
void
hall_session_set_typing (HallSession *self,
                         HallRoom    *room,
                         gboolean     typing)
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  conversation = hall_session_get_conversation (self, room);
  if (conversation != NULL && self->mode == HALL_SESSION_ACTIVE && !self->stopped)
    hall_conversation_set_typing (conversation, typing);
}
