/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-seal.c: bytes that only a passphrase opens: Argon2id and AES-256-GCM, by libgcrypt.
 *
 * Owned by whoever has it on its stack, who clears it. Every seal draws its own salt, so that no
 * two have one key. It knows nothing of what is sealed.
 */

#define G_LOG_DOMAIN "hall-seal"

#include "config.h"

#include <gcrypt.h>
#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "hall-identity-file.h"
#include "hall-p256.h"

#include "hall-seal.h"

#define PASSES_MAX 16
#define KIB_PER_LANE_MIN 8
#define KIB_MAX (256 * 1024)
#define LANES_MAX 4
#define WORK_MAX (1024 * 1024)   /* passes times KiB */

static gboolean
set_error (GError     **error,
           const char  *reason)
{
  /* Translators: %s is a technical reason, in English. */
  g_set_error (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_FAILED,
               _("The passphrase could not be used: %s"), reason);
  return FALSE;
}

gboolean
hall_seal_cost_is_bearable (const HallSealCost *cost)
{
  return cost->passes >= 1 && cost->passes <= PASSES_MAX && cost->lanes >= 1 &&
         cost->lanes <= LANES_MAX && cost->kib >= KIB_PER_LANE_MIN * cost->lanes &&
         cost->kib <= KIB_MAX && (guint64) cost->passes * cost->kib <= WORK_MAX;
}

gboolean
hall_seal_draw (HallSeal  *self,
                GError   **error)
{
  int status = gnutls_rnd (GNUTLS_RND_KEY, self->salt, sizeof self->salt);

  if (status >= 0)
    status = gnutls_rnd (GNUTLS_RND_NONCE, self->nonce, sizeof self->nonce);

  return status >= 0 || set_error (error, gnutls_strerror (status));
}

gboolean
hall_seal_derive (HallSeal            *self,
                  const HallSealCost  *cost,
                  const char          *passphrase,
                  GError             **error)
{
  const unsigned long parameters[] = {
    HALL_SEAL_SECRET_SIZE, cost->passes, cost->kib, cost->lanes
  };
  gcry_kdf_hd_t handle = NULL;
  gcry_error_t status;

  hall_gcrypt_prepare ();
  status = gcry_kdf_open (&handle, GCRY_KDF_ARGON2, GCRY_KDF_ARGON2ID, parameters,
                          G_N_ELEMENTS (parameters), passphrase, strlen (passphrase), self->salt,
                          sizeof self->salt, NULL, 0, NULL, 0);
  if (status == 0)
    status = gcry_kdf_compute (handle, NULL);
  if (status == 0)
    status = gcry_kdf_final (handle, sizeof self->secret, self->secret);
  if (handle != NULL)
    gcry_kdf_close (handle);

  return status == 0 || set_error (error, gcry_strerror (status));
}

/* (transfer full) (nullable): ready to work on what follows @head. */
static gcry_cipher_hd_t
new_cipher (const HallSeal  *self,
            const char      *head,
            GError         **error)
{
  gcry_cipher_hd_t handle = NULL;
  gcry_error_t status;

  hall_gcrypt_prepare ();
  status = gcry_cipher_open (&handle, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM, 0);
  if (status == 0)
    status = gcry_cipher_setkey (handle, self->secret, sizeof self->secret);
  if (status == 0)
    status = gcry_cipher_setiv (handle, self->nonce, sizeof self->nonce);
  if (status == 0)
    status = gcry_cipher_authenticate (handle, head, strlen (head));
  if (status == 0)
    return handle;

  set_error (error, gcry_strerror (status));
  if (handle != NULL)
    gcry_cipher_close (handle);
  return NULL;
}

gboolean
hall_seal_close (const HallSeal  *self,
                 const char      *head,
                 guint8          *bytes,
                 gsize            length,
                 guint8          *tag,
                 GError         **error)
{
  gcry_cipher_hd_t handle = new_cipher (self, head, error);
  gcry_error_t status;

  if (handle == NULL)
    return FALSE;

  status = gcry_cipher_encrypt (handle, bytes, length, NULL, 0);
  if (status == 0)
    status = gcry_cipher_gettag (handle, tag, HALL_SEAL_TAG_SIZE);
  gcry_cipher_close (handle);

  return status == 0 || set_error (error, gcry_strerror (status));
}

gboolean
hall_seal_open (const HallSeal  *self,
                const char      *head,
                guint8          *bytes,
                gsize            length,
                const guint8    *tag,
                GError         **error)
{
  gcry_cipher_hd_t handle = new_cipher (self, head, error);
  gcry_error_t status;

  if (handle == NULL)
    return FALSE;

  status = gcry_cipher_decrypt (handle, bytes, length, NULL, 0);
  if (status == 0)
    status = gcry_cipher_checktag (handle, tag, HALL_SEAL_TAG_SIZE);
  gcry_cipher_close (handle);

  if (status != 0 && gcry_err_code (status) != GPG_ERR_CHECKSUM)
    set_error (error, gcry_strerror (status));
  return status == 0;
}

void
hall_seal_clear (HallSeal *self)
{
  gnutls_memset (self, 0, sizeof *self);
}
