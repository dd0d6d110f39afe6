/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rooms-create.c: making a room: its first events, and the secret of its passphrase.
 */

#define G_LOG_DOMAIN "hall-session-rooms-create"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-admission.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-session-private.h"

typedef struct
{
  char *name;
  char *topic;             /* (nullable) */
  HallEntry entry;
  HallHistoryPolicy policy;
  gboolean moderators_invite;
  guint8 salt[HALL_SALT_SIZE];
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  GPtrArray *events;       /* (element-type HallEvent) the genesis first */
} HallNewRoom;

static void
hall_new_room_free (gpointer data)
{
  HallNewRoom *new_room = data;

  g_free (new_room->name);
  g_free (new_room->topic);
  g_ptr_array_unref (new_room->events);
  g_free (new_room);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  HallNewRoom *new_room = g_task_get_task_data (task);
  HallEvent *genesis = g_ptr_array_index (new_room->events, 0);
  g_autoptr (GPtrArray) events = g_ptr_array_ref (new_room->events);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;
  HallStoredRoom *stored;

  added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
  if (added == NULL)
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, "%s",
                               error->message);
      return;
    }
  if (!hall_session_may_host (self, task))
    return;
  stored = hall_stored_room_new (genesis->id);
  hall_conversation_create (hall_session_add_conversation (self, stored), events,
                            g_steal_pointer (&task));
}

/* What its first event does not say: the secret of the passphrase, which is not for everybody who
 * sees the room's id; who invites. NULL without @error: nothing. */
static HallEvent *
make_second_event (HallSession *self,
                   HallNewRoom *new_room,
                   HallEvent   *genesis,
                   GError     **error)
{
  g_autofree char *token = hall_token_new ();
  g_autofree char *salt = hall_base64url_encode (new_room->salt, sizeof new_room->salt);
  g_autofree char *secret = hall_base64url_encode (new_room->secret, sizeof new_room->secret);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  if (new_room->entry == HALL_ENTRY_PASSPHRASE)
    {
      body.salt = salt;
      body.secret = secret;
    }
  else if (new_room->entry == HALL_ENTRY_INVITED && new_room->moderators_invite)
    body.moderators_invite = 1;
  else
    return NULL;
  return hall_event_new (hall_context_get_key (self->context), genesis->id, genesis->lc + 1,
                         genesis->ts, genesis->id, token, &body, error);
}

/* @task: (transfer full) */
static void
create (HallSession *self,
        GTask       *task)
{
  HallNewRoom *new_room = g_task_get_task_data (task);
  gint64 now = hall_clock_get_wall (self->context->clock);
  GError *error = NULL;
  HallEventBody body;
  HallEvent *genesis, *second;

  hall_event_body_init (&body, HALL_EVENT_GENESIS);
  body.name = new_room->name;
  body.topic = new_room->topic;
  body.policy = new_room->policy;
  body.entry = new_room->entry;
  genesis = hall_event_new (hall_context_get_key (self->context), NULL, now, now, NULL, NULL, &body,
                            &error);
  if (genesis != NULL)
    {
      g_ptr_array_add (new_room->events, genesis);
      second = make_second_event (self, new_room, genesis, &error);
      if (second != NULL)
        g_ptr_array_add (new_room->events, second);
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  hall_store_add_events_async (self->context->store, new_room->events, 1, NULL, create_cb, task);
}

static void
derive_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  HallNewRoom *new_room = g_task_get_task_data (task);
  GError *error = NULL;

  if (!hall_admission_derive_finish (result, new_room->secret, &error))
    g_task_return_error (task, error);
  else if (hall_session_may_host (self, task))
    create (self, g_steal_pointer (&task));
}

static HallEntry
get_entry (HallLock lock)
{
  switch (lock)
    {
    case HALL_LOCK_OPEN:
      return HALL_ENTRY_OPEN;
    case HALL_LOCK_PASSPHRASE:
      return HALL_ENTRY_PASSPHRASE;
    case HALL_LOCK_INVITED:
    default:
      return HALL_ENTRY_INVITED;
    }
}

/**
 * hall_session_create_room_async:
 * @self: a running session
 * @draft: what it is to be like, name, topic and passphrase as typed
 * @cancellable: (nullable): ends waiting
 * @callback: called when the room is hosted
 * @user_data: for @callback
 *
 * Makes a room, hosts it and announces it. Another room may have the same name: the two are told
 * apart by their creators.
 */
void
hall_session_create_room_async (HallSession         *self,
                                const HallRoomDraft *draft,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *passphrase = NULL;
  HallNewRoom *new_room;
  GError *error = NULL;

  g_return_if_fail (HALL_IS_SESSION (self));

  g_task_set_source_tag (task, hall_session_create_room_async);
  if (!hall_session_may_host (self, task))
    return;
  new_room = g_new0 (HallNewRoom, 1);
  new_room->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_task_set_task_data (task, new_room, hall_new_room_free);
  new_room->name = hall_text_clean_name (draft->name, HALL_NAME_MAX);
  if (draft->topic != NULL)
    new_room->topic = hall_text_clean_name (draft->topic, HALL_TOPIC_MAX);
  new_room->policy = draft->only_since_joining ? HALL_HISTORY_JOINED : HALL_HISTORY_ALL;
  new_room->entry = get_entry (draft->lock);
  new_room->moderators_invite = draft->moderators_invite;
  if (new_room->name == NULL)
    g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME, "%s",
                             _("Enter a name for the room that others can see."));
  else if (new_room->entry != HALL_ENTRY_PASSPHRASE)
    create (self, g_steal_pointer (&task));
  else if ((passphrase = hall_session_clean_passphrase (draft->passphrase, &error)) == NULL)
    g_task_return_error (task, error);
  else
    {
      hall_session_make_salt (new_room->salt);
      hall_admission_derive_async (passphrase, new_room->salt, cancellable, derive_cb,
                                   g_steal_pointer (&task));
    }
}

/**
 * hall_session_create_room_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR NAME or STORE
 *
 * Returns: (transfer full) (nullable): the room
 */
HallRoom *
hall_session_create_room_finish (HallSession  *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
