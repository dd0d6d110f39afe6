/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission-derive.c: what is proved with, and how it comes from a passphrase.
 *
 * Argon2id takes a fifth of a second and 64 MiB, so it never runs on the main loop, and only one at
 * a time does.
 */

#define G_LOG_DOMAIN "hall-admission-derive"

#include "config.h"

#include <string.h>

#include "hall-admission-private.h"

struct _HallProof
{
  grefcount ref_count;
  char *passphrase;        /* (nullable) */
  gboolean derived;        /* the next two are what they should be */
  guint8 salt[HALL_SALT_SIZE];
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
};

typedef struct
{
  char *passphrase;
  guint8 salt[HALL_SALT_SIZE];
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
} HallDerivation;

static HallDeriver test_deriver;

void
hall_passphrase_free (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

static void
hall_derivation_free (gpointer data)
{
  HallDerivation *derivation = data;

  hall_passphrase_free (derivation->passphrase);
  explicit_bzero (derivation->secret, sizeof derivation->secret);
  g_free (derivation);
}

HallProof *
hall_proof_new_passphrase (const char *passphrase)
{
  HallProof *self = g_new0 (HallProof, 1);

  g_ref_count_init (&self->ref_count);
  self->passphrase = g_strdup (passphrase);
  return self;
}

static gboolean
decode (const char *text,
        guint8     *bytes,
        gsize       length)
{
  return text != NULL && hall_base64url_decode (text, bytes, length);
}

HallProof *
hall_proof_new_secret (const char *salt,
                       const char *secret)
{
  HallProof *self = g_new0 (HallProof, 1);

  g_ref_count_init (&self->ref_count);
  self->derived = TRUE;
  if (decode (salt, self->salt, sizeof self->salt)
      && decode (secret, self->secret, sizeof self->secret))
    return self;
  hall_proof_unref (self);
  return NULL;
}

HallProof *
hall_proof_ref (HallProof *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
hall_proof_unref (HallProof *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  hall_passphrase_free (self->passphrase);
  explicit_bzero (self->secret, sizeof self->secret);
  g_free (self);
}

const char *
hall_proof_get_passphrase (HallProof *self)
{
  return self->passphrase;
}

void
hall_admission_set_deriver (HallDeriver deriver)
{
  test_deriver = deriver;
}

static void
derive_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  static GMutex one_at_a_time;
  HallDerivation *derivation = data;
  GError *error = NULL;
  gboolean derived;

  g_mutex_lock (&one_at_a_time);
  /* Whoever waited for its turn may not want it any more. */
  if (g_task_return_error_if_cancelled (task))
    {
      g_mutex_unlock (&one_at_a_time);
      return;
    }
  derived = hall_passphrase_derive (derivation->passphrase, derivation->salt, derivation->secret,
                                    &error);
  g_mutex_unlock (&one_at_a_time);
  if (derived)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * hall_admission_derive_async:
 * @passphrase: clean
 * @salt: of the room
 * @cancellable: (nullable): ends waiting
 * @callback: called with the secret
 * @user_data: for @callback
 */
void
hall_admission_derive_async (const char         *passphrase,
                             const guint8        salt[HALL_SALT_SIZE],
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  HallDerivation *derivation = g_new0 (HallDerivation, 1);
  GError *error = NULL;

  derivation->passphrase = g_strdup (passphrase);
  memcpy (derivation->salt, salt, HALL_SALT_SIZE);
  g_task_set_task_data (task, derivation, hall_derivation_free);
  if (test_deriver == NULL)
    g_task_run_in_thread (task, derive_in_thread);
  else if (test_deriver (passphrase, salt, derivation->secret, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
hall_admission_derive_finish (GAsyncResult *result,
                              guint8        secret[HALL_SPAKE2_SECRET_SIZE],
                              GError      **error)
{
  HallDerivation *derivation = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  memcpy (secret, derivation->secret, HALL_SPAKE2_SECRET_SIZE);
  return TRUE;
}

/* Whether it is known already for this salt. */
gboolean
hall_proof_get_secret (HallProof   *self,
                       const guint8 salt[HALL_SALT_SIZE],
                       guint8       secret[HALL_SPAKE2_SECRET_SIZE])
{
  if (!self->derived || memcmp (self->salt, salt, HALL_SALT_SIZE) != 0)
    return FALSE;
  memcpy (secret, self->secret, HALL_SPAKE2_SECRET_SIZE);
  return TRUE;
}

void
hall_proof_set_secret (HallProof   *self,
                       const guint8 salt[HALL_SALT_SIZE],
                       const guint8 secret[HALL_SPAKE2_SECRET_SIZE])
{
  memcpy (self->salt, salt, HALL_SALT_SIZE);
  memcpy (self->secret, secret, HALL_SPAKE2_SECRET_SIZE);
  self->derived = TRUE;
}
