/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-people.c: private conversations, trust and one's identity in the fake session.
 *
 * What was asked for is done to the model at once, as the real one does, and remembered. Pictures
 * come when a test puts them there.
 */

#define G_LOG_DOMAIN "fake-session-people"

#include "config.h"

#include <string.h>

#include "hall-address-link.h"
#include "hall-limits.h"
#include "hall-safety-number.h"

#include "fake-session-private.h"
#include "fake-session-rights.h"

#include "fake-session-people.h"

HallPerson *
hall_session_find_person (HallSession  *self,
                          const char   *name_or_id,
                          GError      **error)
{
  GListModel *people = hall_directory_get_people (self->directory);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (g_str_equal (hall_person_get_id (person), name_or_id) ||
          g_str_equal (hall_person_get_name (person), name_or_id))
        return person;
    }
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                       "Nobody of this name is here.");
  return NULL;
}

HallRoom *
hall_session_get_direct (HallSession *self,
                         HallPerson  *person)
{
  g_autoptr (HallRoom) room = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autofree char *id = NULL;

  if (hall_person_get_conversation (person) != NULL)
    return hall_person_get_conversation (person);
  id = hall_direct_room_id (hall_person_get_id (hall_session_get_self (self)),
                            hall_person_get_id (person));
  room = hall_room_new_direct (id, person, self->directory);
  hall_room_set_membership (room, HALL_MEMBERSHIP_LIVE);
  hall_room_set_connection (room, HALL_CONNECTION_LIVE);
  hall_timeline_reset (hall_room_get_timeline (room), nothing, TRUE, TRUE);
  g_hash_table_insert (self->archives, g_strdup (id),
                       g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref));
  hall_person_set_conversation (person, room);
  g_list_store_append (self->directs, room);
  return hall_person_get_conversation (person);
}

GListModel *
hall_session_get_directs (HallSession *self)
{
  return G_LIST_MODEL (self->directs);
}

void
hall_session_set_typing (HallSession *self,
                         HallRoom    *room,
                         gboolean     typing)
{
  self->typing = typing;
  self->n_typing++;
}

HallPresence
hall_session_get_presence (HallSession *self)
{
  return self->presence;
}

void
hall_session_set_presence (HallSession  *self,
                           HallPresence  presence)
{
  self->presence = presence;
  hall_person_set_presence (hall_session_get_self (self),
                            presence == HALL_PRESENCE_AVAILABLE && self->idle ? HALL_PRESENCE_AWAY
                                                                              : presence);
}

gboolean
hall_session_set_status_text (HallSession  *self,
                              const char   *text,
                              GError      **error)
{
  if (strlen (text) > HALL_STATUS_TEXT_MAX)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           "The status is too long.");
      return FALSE;
    }
  hall_person_set_status_text (hall_session_get_self (self), text);
  return TRUE;
}

void
hall_session_set_idle (HallSession *self,
                       gboolean     idle)
{
  self->idle = idle;
  hall_session_set_presence (self, self->presence);
}

gboolean
hall_session_set_picture (HallSession  *self,
                          GBytes       *jpeg,
                          GError      **error)
{
  if (jpeg != NULL && g_bytes_get_size (jpeg) > HALL_PICTURE_MAX)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           "The picture is too big.");
      return FALSE;
    }
  hall_person_set_picture (hall_session_get_self (self), jpeg);
  return TRUE;
}

void
hall_session_want_picture (HallSession *self,
                           HallPerson  *person)
{
  g_set_object (&self->last_wanted, person);
  self->n_wanted++;
}

char *
hall_session_get_safety_number (HallSession *self,
                                HallPerson  *person)
{
  return hall_safety_number_new (hall_person_get_id (hall_session_get_self (self)),
                                 hall_person_get_id (person));
}

void
hall_session_set_verified (HallSession *self,
                           HallPerson  *person,
                           gboolean     verified)
{
  hall_person_set_trust (person, verified ? HALL_TRUST_VERIFIED : HALL_TRUST_CONTACT);
}

void
hall_session_set_blocked (HallSession *self,
                          HallPerson  *person,
                          gboolean     blocked)
{
  hall_person_set_blocked (person, blocked);
}

void
hall_session_declare_distinct (HallSession *self,
                               HallPerson  *person)
{
  HallPerson *other = hall_person_get_resembles (person);

  if (other != NULL)
    hall_person_set_tagged (other, TRUE);
  hall_person_set_tagged (person, TRUE);
  hall_person_set_resembles (person, NULL);
}

void
hall_session_declare_same (HallSession *self,
                           HallPerson  *person)
{
  hall_person_set_resembles (person, NULL);
  hall_person_set_trust (person, HALL_TRUST_CONTACT);
}

void
hall_session_allow_older_version (HallSession *self,
                                  HallPerson  *person)
{
  hall_person_set_older_version (person, FALSE);
}

GPtrArray *
hall_session_list_shared_rooms (HallSession *self,
                                HallPerson  *person)
{
  GListModel *rooms = hall_directory_get_rooms (self->directory);
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);
      GListModel *members = hall_room_get_members (room);

      for (guint m = 0; hall_room_get_is_member (room) && m < g_list_model_get_n_items (members);
           m++)
        {
          g_autoptr (HallPerson) member = g_list_model_get_item (members, m);

          if (member == person)
            g_ptr_array_add (shared, g_object_ref (room));
        }
    }
  return g_steal_pointer (&shared);
}

char *
hall_session_make_person_link (HallSession *self,
                               HallPerson  *person)
{
  const HallAddressLink link = {
    .kind = HALL_ADDRESS_LINK_PERSON,
    .id = (char *) hall_person_get_id (person),
    .name = (char *) hall_person_get_name (person),
  };

  return hall_address_link_format (&link);
}

void
hall_session_export_identity_async (HallSession         *self,
                                    GFile               *file,
                                    const char          *passphrase,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_free (self->passphrase);
  self->passphrase = g_strdup (passphrase);
  fake_session_answer (self, self, cancellable, callback, user_data);
}

gboolean
hall_session_export_identity_finish (HallSession   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

void
hall_session_import_identity_async (HallSession         *self,
                                    GFile               *file,
                                    const char          *passphrase,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  hall_session_export_identity_async (self, file, passphrase, cancellable, callback, user_data);
}

gboolean
hall_session_import_identity_finish (HallSession   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return fake_session_finish_boolean (self, result, error);
}

gboolean
hall_session_get_was_copied (HallSession *self)
{
  return self->copied;
}

void
hall_session_accept_moved (HallSession *self)
{
  self->copied = FALSE;
  self->moved = TRUE;
}

gboolean
hall_session_renew_identity (HallSession  *self,
                             GError      **error)
{
  self->copied = FALSE;
  self->n_renewals++;
  return TRUE;
}

HallMessage *
fake_session_whisper (HallSession *self,
                      HallPerson  *person,
                      HallPerson  *author,
                      const char  *text,
                      gint64       time_ms,
                      gboolean     live)
{
  return fake_session_say (self, hall_session_get_direct (self, person), author, text, time_ms,
                           live);
}

HallMessage *
fake_session_be_invited (HallSession *self,
                         HallRoom    *room,
                         HallPerson  *person)
{
  const HallEventBody body = {
    .kind = HALL_EVENT_INVITE,
    .invited_room = hall_room_get_id (room),
    .name = hall_room_get_name (room),
  };
  HallRoom *conversation = hall_session_get_direct (self, person);
  HallMessage *message = fake_session_do (self, conversation, person, &body,
                                          g_get_real_time () / 1000);

  hall_room_set_unread (conversation, hall_room_get_unread (conversation) + 1);
  g_signal_emit_by_name (self, "invited", room, person, message);
  return message;
}

void
fake_session_set_copied (HallSession *self,
                         gboolean     copied)
{
  self->copied = copied;
}

guint
fake_session_count_wanted (HallSession *self)
{
  return self->n_wanted;
}

HallPerson *
fake_session_get_last_wanted (HallSession *self)
{
  return self->last_wanted;
}

gboolean
fake_session_get_idle (HallSession *self)
{
  return self->idle;
}

gboolean
fake_session_get_moved (HallSession *self)
{
  return self->moved;
}

guint
fake_session_count_renewals (HallSession *self)
{
  return self->n_renewals;
}

const char *
fake_session_get_passphrase (HallSession *self)
{
  return self->passphrase;
}
