/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rights-lock.c: passphrases: suggesting, proving, changing and keeping them.
 */

#define G_LOG_DOMAIN "hall-session-rights-lock"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-admission.h"
#include "hall-keyring.h"
#include "hall-limits.h"

#include "hall-session-private.h"
#include "hall-session-rights.h"

/**
 * hall_session_suggest_passphrase:
 * @self: a session
 *
 * Returns: (transfer full): six words
 */
char *
hall_session_suggest_passphrase (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return hall_passphrase_suggest ();
}

/* (transfer full) (nullable): with @error */
char *
hall_session_clean_passphrase (const char *passphrase,
                               GError    **error)
{
  char *clean = passphrase != NULL ? hall_passphrase_clean (passphrase) : NULL;

  if (clean == NULL)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE,
                 _("Enter a passphrase of at most %d bytes."), HALL_PASSPHRASE_MAX);
  return clean;
}

/**
 * hall_session_needs_passphrase:
 * @self: a session
 * @room: a room
 *
 * Returns: whether joining takes its passphrase, as far as is known here
 */
gboolean
hall_session_needs_passphrase (HallSession *self,
                               HallRoom    *room)
{
  HallConversation *conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  if (hall_room_get_lock (room) != HALL_LOCK_PASSPHRASE || hall_room_get_is_member (room))
    return FALSE;
  conversation = hall_session_get_conversation (self, room);
  if (conversation != NULL)
    return !hall_census_is_admitted (hall_conversation_get_census (conversation),
                                     self->context->own_id);
  /* Whoever left may come back. */
  return hall_room_get_removed (room) || !g_hash_table_contains (self->former,
                                                                 hall_room_get_id (room));
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *passphrase = hall_keyring_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, passphrase, g_free);
}

/**
 * hall_session_lookup_passphrase_async:
 * @self: a session
 * @room: a room
 * @cancellable: (nullable): ends waiting
 * @callback: called with what the keyring has
 * @user_data: for @callback
 */
void
hall_session_lookup_passphrase_async (HallSession        *self,
                                      HallRoom           *room,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  task = g_task_new (self, cancellable, callback, user_data);
  hall_keyring_lookup_async (hall_room_get_id (room), self->context->own_id, cancellable, lookup_cb,
                             task);
}

/**
 * hall_session_lookup_passphrase_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the passphrase; %NULL without error if none is kept
 */
char *
hall_session_lookup_passphrase_finish (HallSession  *self,
                                       GAsyncResult *result,
                                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *room_id;
  guint8 salt[HALL_SALT_SIZE];
} HallNewPhrase;

static void
hall_new_phrase_free (gpointer data)
{
  HallNewPhrase *phrase = data;

  g_free (phrase->room_id);
  g_free (phrase);
}

static void
derive_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  HallNewPhrase *phrase = g_task_get_task_data (task);
  HallConversation *conversation;
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  g_autofree char *salt_text = NULL;
  g_autofree char *secret_text = NULL;
  HallEventBody body;
  GError *error = NULL;

  if (!hall_admission_derive_finish (result, secret, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  conversation = g_hash_table_lookup (self->conversations, phrase->room_id);
  if (conversation == NULL || self->stopped
      || !hall_census_is_moderator (hall_conversation_get_census (conversation),
                                    self->context->own_id))
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, "%s",
                               _("You have no right to do that in this room."));
      return;
    }
  salt_text = hall_base64url_encode (phrase->salt, sizeof phrase->salt);
  secret_text = hall_base64url_encode (secret, sizeof secret);
  explicit_bzero (secret, sizeof secret);
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.salt = salt_text;
  body.secret = secret_text;
  hall_conversation_say (conversation, &body);
  g_task_return_boolean (task, TRUE);
}

/* So that nobody can prepare for it. */
void
hall_session_make_salt (guint8 salt[HALL_SALT_SIZE])
{
  g_autofree char *token = hall_token_new ();

  hall_base64url_decode (token, salt, HALL_SALT_SIZE);
}

/**
 * hall_session_set_passphrase_async:
 * @self: a running session
 * @room: where we are a moderator: open, or with a passphrase
 * @passphrase: as typed
 * @cancellable: (nullable): ends waiting
 * @callback: called when it is said, or waits to be
 * @user_data: for @callback
 *
 * Those who are in stay in. An open room has a lock from then on.
 */
void
hall_session_set_passphrase_async (HallSession        *self,
                                   HallRoom           *room,
                                   const char         *passphrase,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  char *clean = NULL;
  HallConversation *conversation;
  HallNewPhrase *phrase;
  GError *error = NULL;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  task = g_task_new (self, cancellable, callback, user_data);
  conversation = hall_session_find_joined (self, room, &error);
  if (conversation != NULL)
    clean = hall_session_clean_passphrase (passphrase, &error);
  if (clean == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (hall_room_get_lock (room) == HALL_LOCK_INVITED
      || !hall_census_is_moderator (hall_conversation_get_census (conversation),
                                    self->context->own_id))
    {
      hall_passphrase_free (clean);
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, "%s",
                               _("You have no right to do that in this room."));
      return;
    }
  phrase = g_new0 (HallNewPhrase, 1);
  phrase->room_id = g_strdup (hall_room_get_id (room));
  hall_session_make_salt (phrase->salt);
  g_task_set_task_data (task, phrase, hall_new_phrase_free);
  hall_admission_derive_async (clean, phrase->salt, cancellable, derive_cb,
                               g_steal_pointer (&task));
  hall_passphrase_free (clean);
}

gboolean
hall_session_set_passphrase_finish (HallSession  *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
