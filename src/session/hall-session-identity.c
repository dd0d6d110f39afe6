/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-identity.c: one's key on its way to another computer, and keys that are on two of
 * them.
 *
 * A key has one sender. A profile that was copied is not started before it is said which of the two
 * is to be; whoever hears itself, later than it is, makes itself the later one once, and then falls
 * silent.
 */

#define G_LOG_DOMAIN "hall-session-identity"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "hall-admission.h"
#include "hall-identity-file.h"
#include "hall-machine.h"

#include "hall-session-private.h"

#define ELSEWHERE_US (60 * (gint64) G_USEC_PER_SEC)

/* Whether the profile is where it was: at the start, before anything is said. */
void
hall_session_check_machine (HallSession *self)
{
  g_autofree char *stored = NULL;

  if (self->mode != HALL_SESSION_ACTIVE)
    return;
  if (self->machine == NULL)
    self->machine = hall_machine_make_hash ();
  if (self->machine == NULL)
    return;
  stored = hall_machine_load (self->profile);
  if (g_strcmp0 (stored, self->machine) == 0)
    return;
  if (stored == NULL || self->moved)
    hall_machine_save (self->profile, self->machine);
  else
    self->was_copied = TRUE;
}

void
hall_session_set_machine (HallSession *self,
                          const char  *hash)
{
  g_return_if_fail (!self->started);

  g_free (self->machine);
  self->machine = g_strdup (hash);
}

/* (transfer full): what the start says for the command line. */
GError *
hall_session_make_copied_error (void)
{
  return g_error_new_literal (HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                              _("This profile seems to have been copied from another computer. "
                                "Start Hallway's window and say whether it was moved here."));
}

static void
take_boot (HallSession *self,
           guint64      boot)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, boot);

  self->boot = boot;
  hall_context_set_value (self->context, HALL_SESSION_BOOT_KEY, text);
  hall_transport_set_boot (self->context->transport, boot);
  hall_announcer_set_boot (self->announcer, boot);
}

static void
set_elsewhere (HallSession *self,
               gboolean     elsewhere)
{
  self->elsewhere = elsewhere;
  hall_person_set_elsewhere (hall_context_get_self (self->context), elsewhere);
}

/* Somebody with our key, who was started later than we were. */
void
hall_session_take_echo (HallSession  *self,
                        HallDatagram *datagram)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->elsewhere || self->stopped || self->announcer == NULL || datagram->boot < self->boot)
    return;
  if (self->echoed_at == 0 || now - self->echoed_at >= ELSEWHERE_US)
    {
      g_debug ("heard ourselves with a newer boot: going ahead of it");
      self->echoed_at = now;
      take_boot (self, datagram->boot + 1);
      return;
    }
  g_debug ("another computer uses this identity");
  hall_counters_add (self->context->counters, HALL_COUNTER_IDENTITY_ELSEWHERE);
  set_elsewhere (self, TRUE);
  hall_session_fall_silent (self);
}

/**
 * hall_session_get_was_copied:
 * @self: a session
 *
 * Returns: whether the profile seems to come from another computer; nothing is sent before
 *   hall_session_accept_moved () was called, or a new identity taken
 */
gboolean
hall_session_get_was_copied (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);

  return self->was_copied;
}

static void
go_online (HallSession *self)
{
  self->offline = FALSE;
  hall_session_apply_silence (self);
  if (self->sleep_state == HALL_AWAKE)
    {
      hall_network_open (self->network, NULL);   /* it goes on trying, and says what is wrong */
      hall_session_begin (self);
    }
}

/**
 * hall_session_accept_moved:
 * @self: a session, started or not
 *
 * The other computer does not use the profile any more: it belongs to this one, which begins to
 * speak, or does so again.
 */
void
hall_session_accept_moved (HallSession *self)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  self->moved = TRUE;
  if (!self->started || self->stopped || self->mode != HALL_SESSION_ACTIVE)
    return;
  if (self->machine != NULL)
    hall_machine_save (self->profile, self->machine);
  self->was_copied = FALSE;
  if (self->offline && self->running)
    go_online (self);
  if (!self->elsewhere)
    return;
  set_elsewhere (self, FALSE);
  self->echoed_at = 0;
  take_boot (self, MAX (self->boot + 1,
                        (guint64) hall_clock_get_wall (self->context->clock)));
  hall_session_speak_again (self);
}

/* Another key is the profile's from the next start on. */
static void
note_replaced (HallSession *self)
{
  self->replaced = TRUE;
  if (self->machine != NULL)
    hall_machine_save (self->profile, self->machine);
}

static gboolean
may_replace (HallSession *self,
             GError     **error)
{
  if (self->mode == HALL_SESSION_ACTIVE)
    return TRUE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                       _("Another program uses this profile. Quit it first."));
  return FALSE;
}

/**
 * hall_session_renew_identity:
 * @self: a session
 * @error: return location for #HALL_SESSION_ERROR_STORE
 *
 * A new key from the next start on, which is to follow at once.
 *
 * Returns: whether it was made
 */
gboolean
hall_session_renew_identity (HallSession *self,
                             GError     **error)
{
  g_autoptr (HallKey) key = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);

  if (!may_replace (self, error))
    return FALSE;
  key = hall_key_new_generated (&local_error);
  if (key == NULL
      || !hall_identity_replace (hall_profile_get_directory (self->profile), key, NULL,
                                 &local_error))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE,
                           local_error->message);
      return FALSE;
    }
  note_replaced (self);
  return TRUE;
}

/* For a thread: nothing of the session. */
typedef struct
{
  GFile *file;
  char *passphrase;
  char *directory;   /* (nullable) the profile's, of an import */
  HallKey *key;
  char *name;
  GBytes *picture;
} HallTransfer;

static void
hall_transfer_free (gpointer data)
{
  HallTransfer *transfer = data;

  g_clear_object (&transfer->file);
  hall_passphrase_free (transfer->passphrase);
  g_free (transfer->directory);
  g_clear_pointer (&transfer->key, hall_key_unref);
  g_free (transfer->name);
  g_clear_pointer (&transfer->picture, g_bytes_unref);
  g_free (transfer);
}

/* (transfer full) of @error; for people. */
static void
return_error (GTask  *task,
              GError *error)
{
  HallSessionError code = HALL_SESSION_ERROR_STORE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  if (error->domain == HALL_IDENTITY_FILE_ERROR)
    code = HALL_SESSION_ERROR_REFUSED;
  g_task_return_new_error (task, HALL_SESSION_ERROR, code, "%s", error->message);
  g_error_free (error);
}

/* On disk, and not only in memory: the computer it comes from may be gone tomorrow. */
static gboolean
sync_file (GFile   *file,
           GError **error)
{
  const char *path = g_file_peek_path (file);
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  gboolean synced = path == NULL || (fd >= 0 && fsync (fd) == 0);

  if (!synced)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return synced;
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  HallTransfer *transfer = task_data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  gsize size = 0;
  const char *data;

  bytes = hall_identity_file_encrypt (transfer->key, transfer->name, transfer->picture,
                                      transfer->passphrase, &error);
  if (bytes == NULL)
    {
      return_error (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (g_file_replace_contents (transfer->file, data, size, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                               NULL, cancellable, &error)
      && sync_file (transfer->file, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

/**
 * hall_session_export_identity_async:
 * @self: a session
 * @file: where to write it; replaced
 * @passphrase: that opens it
 * @cancellable: (nullable): ends it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes key, name and picture, encrypted.
 */
void
hall_session_export_identity_async (HallSession        *self,
                                    GFile              *file,
                                    const char         *passphrase,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallTransfer *transfer = g_new0 (HallTransfer, 1);

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (passphrase != NULL);

  g_task_set_source_tag (task, hall_session_export_identity_async);
  g_task_set_task_data (task, transfer, hall_transfer_free);
  if (self->context->identity == NULL)
    {
      g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, "%s",
                               _("Another program uses this profile. Quit it first."));
      return;
    }
  transfer->file = g_object_ref (file);
  transfer->passphrase = g_strdup (passphrase);
  transfer->key = hall_key_ref (hall_context_get_key (self->context));
  transfer->name = g_strdup (self->context->name);
  transfer->picture = self->own_picture != NULL ? g_bytes_ref (self->own_picture) : NULL;
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * hall_session_export_identity_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR STORE or REFUSED
 *
 * Returns: whether it was written
 */
gboolean
hall_session_export_identity_finish (HallSession  *self,
                                     GAsyncResult *result,
                                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* (transfer full) (nullable): never more than such a file may have. */
static GBytes *
read_file (GFile        *file,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *data = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  data = g_malloc (HALL_IDENTITY_FILE_MAX + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, HALL_IDENTITY_FILE_MAX + 1, &length,
                                cancellable, error))
    return NULL;
  return g_bytes_new (data, length);
}

static void
import_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  HallTransfer *transfer = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_file (transfer->file, cancellable, &error);

  if (bytes != NULL)
    transfer->key = hall_identity_file_decrypt (bytes, transfer->passphrase, &transfer->name,
                                                &transfer->picture, &error);
  /* From there on it is too late to cancel. */
  if (transfer->key != NULL && g_cancellable_set_error_if_cancelled (cancellable, &error))
    g_clear_pointer (&transfer->key, hall_key_unref);
  if (transfer->key != NULL
      && hall_identity_replace (transfer->directory, transfer->key, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
imported_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  HallSession *self = HALL_SESSION (source);
  HallTransfer *transfer = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  note_replaced (self);
  if (transfer->name != NULL)
    hall_session_set_name (self, transfer->name, NULL);
  /* Not that of who this profile was before, either. */
  if (!hall_session_set_picture (self, transfer->picture, &error))
    {
      g_debug ("the picture was not taken over: %s", error->message);
      g_clear_error (&error);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * hall_session_import_identity_async:
 * @self: a session
 * @file: written by hall_session_export_identity_async ()
 * @passphrase: as typed
 * @cancellable: (nullable): ends it
 * @callback: called when it is this profile's
 * @user_data: for @callback
 *
 * Key, name and picture are those of this profile from the next start on, which is to follow at
 * once.
 */
void
hall_session_import_identity_async (HallSession        *self,
                                    GFile              *file,
                                    const char         *passphrase,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) work = NULL;
  HallTransfer *transfer;
  GError *error = NULL;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (passphrase != NULL);

  g_task_set_source_tag (task, hall_session_import_identity_async);
  if (!may_replace (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  transfer = g_new0 (HallTransfer, 1);
  transfer->file = g_object_ref (file);
  transfer->passphrase = g_strdup (passphrase);
  transfer->directory = g_strdup (hall_profile_get_directory (self->profile));
  work = g_task_new (self, cancellable, imported_cb, g_steal_pointer (&task));
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, transfer, hall_transfer_free);
  g_task_run_in_thread (work, import_in_thread);
}

/**
 * hall_session_import_identity_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR REFUSED (a wrong passphrase, or no such file) or
 *   STORE
 *
 * Returns: whether it is this profile's
 */
gboolean
hall_session_import_identity_finish (HallSession  *self,
                                     GAsyncResult *result,
                                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
