/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rooms.c: joining, and hosting rooms again.
 */

#define G_LOG_DOMAIN "hall-session-rooms"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-route.h"

#include "hall-session-private.h"
#include "hall-session-rights.h"

/* FALSE with @task finished: not running, not active, or no name. */
static gboolean
may_act (HallSession *self,
         GTask       *task)
{
  if (self->running && !self->stopped && self->mode == HALL_SESSION_ACTIVE
      && self->sleep_state == HALL_AWAKE)
    {
      if (self->context->name != NULL)
        return TRUE;
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME, "%s",
                               _("Choose a name first."));
      return FALSE;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session does not run");
  return FALSE;
}

/* FALSE with @task finished: the same, or others may not hear of us. */
gboolean
hall_session_may_host (HallSession *self,
                       GTask       *task)
{
  if (!may_act (self, task))
    return FALSE;
  if (!self->context->invisible)
    return TRUE;
  g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_INVISIBLE, "%s",
                           _("While you are invisible you cannot host a room."));
  return FALSE;
}

typedef struct
{
  HallSession *session;
  HallConversation *conversation;
} HallReturn;

static void
list_outbox_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  HallReturn *back = user_data;
  g_autoptr (HallSession) self = back->session;
  g_autoptr (HallConversation) conversation = back->conversation;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = hall_store_list_outbox_finish (HALL_STORE (source), result, &error);

  g_free (back);
  if (rows == NULL)
    g_debug ("what was not sent cannot be read: %s", error->message);
  if (self->stopped
      || hall_session_get_conversation (self, hall_conversation_get_room (conversation))
           != conversation)
    return;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    hall_conversation_restore_row (conversation, g_ptr_array_index (rows, i));
}

/* What was written before we left and never sent: else it would be sent after some later start.
 * What is written from now on is asked of the store later, and so not among it. */
static void
restore_rows (HallSession      *self,
              HallConversation *conversation)
{
  HallReturn *back = g_new0 (HallReturn, 1);

  back->session = g_object_ref (self);
  back->conversation = g_object_ref (conversation);
  hall_store_list_outbox_async (self->context->store,
                                hall_conversation_get_stored (conversation)->id,
                                self->context->cancellable, list_outbox_cb, back);
}

HallConversation *
hall_session_ensure_conversation (HallSession *self,
                                  const char  *room_id)
{
  HallConversation *conversation = g_hash_table_lookup (self->conversations, room_id);
  HallStoredRoom *former;

  if (conversation != NULL)
    {
      hall_session_undo_leave (self, hall_conversation_get_room (conversation));
      return conversation;
    }
  former = g_hash_table_lookup (self->former, room_id);
  if (former == NULL)
    conversation = hall_session_add_conversation (self, hall_stored_room_new (room_id));
  else
    {
      conversation = hall_session_add_conversation (self, hall_stored_room_copy (former));
      restore_rows (self, conversation);
    }
  hall_conversation_load (conversation);
  return conversation;
}

/* @task: (transfer full) */
void
hall_session_join_here (HallSession *self,
                        HallRoom    *room,
                        GTask       *task)
{
  HallConversation *conversation;

  if (!may_act (self, task) || g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  conversation = hall_session_ensure_conversation (self, hall_room_get_id (room));
  hall_session_pass_hint (self, conversation);
  hall_conversation_join (conversation, task);
}

/**
 * hall_session_join_room_async:
 * @self: a running session
 * @room: announced, or ours
 * @cancellable: (nullable): ends waiting; a first attempt ends with it
 * @callback: called when it is live and its newest messages are shown, or when that failed
 * @user_data: for @callback
 *
 * A standing room that nobody is heard to host is hosted here instead.
 */
void
hall_session_join_room_async (HallSession        *self,
                              HallRoom           *room,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_join_room_async);
  if (!may_act (self, task) || g_task_return_error_if_cancelled (task))
    return;
  if (hall_session_open_standing (self, room, task))
    g_steal_pointer (&task);
  else
    hall_session_join_here (self, room, g_steal_pointer (&task));
}

/**
 * hall_session_unlock_room_async:
 * @self: a running session
 * @room: announced, or ours
 * @passphrase: (nullable): as typed
 * @remember: whether to keep it in the keyring, once it was right
 * @cancellable: (nullable): ends waiting; a first attempt ends with it
 * @callback: called when it is live and its newest messages are shown, or when that failed
 * @user_data: for @callback
 *
 * hall_session_join_finish () ends it.
 */
void
hall_session_unlock_room_async (HallSession        *self,
                                HallRoom           *room,
                                const char         *passphrase,
                                gboolean            remember,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *clean = NULL;
  HallConversation *conversation;
  GError *error = NULL;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_unlock_room_async);
  if (!may_act (self, task) || g_task_return_error_if_cancelled (task))
    return;
  if (passphrase != NULL && (clean = hall_session_clean_passphrase (passphrase, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  conversation = hall_session_ensure_conversation (self, hall_room_get_id (room));
  hall_session_pass_hint (self, conversation);
  hall_conversation_unlock (conversation, clean, remember);
  hall_passphrase_free (clean);
  hall_conversation_join (conversation, g_steal_pointer (&task));
}

static void
on_welcomed (HallProbe  *probe,
             HallLink   *link,
             HallPacket *welcome,
             GTask      *task)
{
  HallSession *self = g_task_get_source_object (task);
  HallConversation *conversation;

  g_ptr_array_remove (self->probes, probe);
  if (welcome->room == NULL || !may_act (self, task))
    {
      hall_link_close (link);
      return;
    }
  conversation = hall_session_ensure_conversation (self, welcome->room);
  hall_conversation_adopt (conversation, link, welcome);
  hall_conversation_join (conversation, g_object_ref (task));
}

static void
on_probe_failed (HallProbe    *probe,
                 const GError *error,
                 GTask        *task)
{
  HallSession *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->probes, probe);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, g_error_copy (error));
}

static gboolean
make_proof (const char *passphrase,
            HallProof **proof,
            GTask      *task)
{
  GError *error = NULL;
  char *clean = hall_session_clean_passphrase (passphrase, &error);

  if (clean == NULL)
    {
      g_task_return_error (task, error);
      return FALSE;
    }
  *proof = hall_proof_new_passphrase (clean);
  hall_passphrase_free (clean);
  return TRUE;
}

/**
 * hall_session_unlock_address_async:
 * @self: a running session
 * @address: "ADDRESS:PORT", the address numeric IPv4
 * @passphrase: (nullable): of the room, as typed
 * @cancellable: (nullable): ends waiting
 * @callback: called when it is live, or when that failed
 * @user_data: for @callback
 *
 * Joins the one room that is hosted there; with a passphrase, only if its host knows that, too.
 */
void
hall_session_unlock_address_async (HallSession        *self,
                                   const char         *address,
                                   const char         *passphrase,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;
  g_autoptr (HallProof) proof = NULL;
  HallProbe *probe;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (address != NULL);

  g_task_set_source_tag (task, hall_session_unlock_address_async);
  if (!may_act (self, task) || g_task_return_error_if_cancelled (task))
    return;
  if (!hall_route_add_text (route, address, NULL))
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                               _("“%s” is not an address and a port, like 192.168.1.20:12345."),
                               address);
      return;
    }
  if (passphrase != NULL && !make_proof (passphrase, &proof, task))
    return;
  hop = hall_route_take (route);
  probe = hall_probe_new (self->context);
  g_ptr_array_add (self->probes, probe);
  g_signal_connect_object (probe, "welcomed", G_CALLBACK (on_welcomed), task, 0);
  g_signal_connect_object (probe, "failed", G_CALLBACK (on_probe_failed), task, 0);
  g_object_set_data_full (G_OBJECT (probe), "hall-task", g_steal_pointer (&task),
                          g_object_unref);
  hall_probe_start (probe, hop->address, hop->port, proof);
}

/**
 * hall_session_join_address_async:
 * @self: a running session
 * @address: "ADDRESS:PORT", the address numeric IPv4
 * @cancellable: (nullable): ends waiting
 * @callback: called when it is live, or when that failed
 * @user_data: for @callback
 *
 * As hall_session_unlock_address_async () without a passphrase.
 */
void
hall_session_join_address_async (HallSession        *self,
                                 const char         *address,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  hall_session_unlock_address_async (self, address, NULL, cancellable, callback, user_data);
}

void
hall_session_clear_probes (HallSession *self)
{
  g_autoptr (GPtrArray) probes = g_steal_pointer (&self->probes);

  hall_session_clear_openings (self);
  self->probes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < probes->len; i++)
    {
      HallProbe *probe = g_ptr_array_index (probes, i);
      GTask *task = g_object_get_data (G_OBJECT (probe), "hall-task");

      hall_probe_cancel (probe);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session was stopped");
    }
}

/**
 * hall_session_join_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR REFUSED, UNREACHABLE, NOT_FOUND or NAME
 *
 * Returns: (transfer full) (nullable): the room
 */
HallRoom *
hall_session_join_finish (HallSession  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hall_session_reopen_room_async:
 * @self: a running session
 * @room: ours, or once ours
 * @cancellable: (nullable): ends waiting
 * @callback: called when it is hosted
 * @user_data: for @callback
 *
 * Hosts it again under the same id; a room that is live already stays as it is.
 */
void
hall_session_reopen_room_async (HallSession        *self,
                                HallRoom           *room,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *id;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_reopen_room_async);
  if (!hall_session_may_host (self, task) || g_task_return_error_if_cancelled (task))
    return;
  id = hall_room_get_id (room);
  if (hall_session_host_standing (self, room, task))
    {
      g_steal_pointer (&task);
      return;
    }
  if (!g_hash_table_contains (self->conversations, id)
      && !g_hash_table_contains (self->former, id))
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND, "%s",
                               _("This room is not one of yours."));
      return;
    }
  hall_conversation_host (hall_session_ensure_conversation (self, id), NULL,
                          g_steal_pointer (&task));
}

/**
 * hall_session_reopen_room_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND
 *
 * Returns: whether it is hosted
 */
gboolean
hall_session_reopen_room_finish (HallSession  *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_autoptr (HallRoom) room = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  room = g_task_propagate_pointer (G_TASK (result), error);
  return room != NULL;
}

