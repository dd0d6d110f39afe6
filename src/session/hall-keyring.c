/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-keyring.c: libsecret, asked without waiting for it.
 */

#define G_LOG_DOMAIN "hall-keyring"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "hall-admission.h"

#include "hall-keyring.h"

static const SecretSchema schema = {
  "chat.hallway.Room", SECRET_SCHEMA_NONE,
  {
    { "room", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
  0, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
};

static const HallKeyringBackend *test_backend;

void
hall_keyring_set_backend (const HallKeyringBackend *backend)
{
  test_backend = backend;
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    g_debug ("the keyring does not keep it: %s", error->message);
}

/**
 * hall_keyring_store:
 * @room_id: a room
 * @profile_id: our own key
 * @name: (nullable): of the room, for who looks into the keyring
 * @passphrase: clean
 *
 * Keeps it, or not.
 */
void
hall_keyring_store (const char *room_id,
                    const char *profile_id,
                    const char *name,
                    const char *passphrase)
{
  g_autofree char *label = NULL;

  if (test_backend != NULL)
    {
      test_backend->store (room_id, profile_id, passphrase);
      return;
    }
  label = g_strdup_printf (_("Passphrase of the room “%s” in Hallway"),
                           name != NULL ? name : room_id);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, passphrase, NULL, store_cb,
                         NULL, "room", room_id, "profile", profile_id, NULL);
}

static void
wipe (gpointer passphrase)
{
  hall_passphrase_free (passphrase);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *passphrase = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("no keyring: %s", error->message);
  if (passphrase != NULL)
    g_task_return_pointer (task, g_strdup (passphrase), wipe);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, NULL, NULL);
  if (passphrase != NULL)
    secret_password_free (passphrase);
}

/**
 * hall_keyring_lookup_async:
 * @room_id: a room
 * @profile_id: our own key
 * @cancellable: (nullable): ends waiting
 * @callback: called with what is kept
 * @user_data: for @callback
 */
void
hall_keyring_lookup_async (const char         *room_id,
                           const char         *profile_id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (test_backend != NULL)
    {
      g_task_return_pointer (task, test_backend->lookup (room_id, profile_id), wipe);
      return;
    }
  secret_password_lookup (&schema, cancellable, lookup_cb, g_steal_pointer (&task), "room",
                          room_id, "profile", profile_id, NULL);
}

char *
hall_keyring_lookup_finish (GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
