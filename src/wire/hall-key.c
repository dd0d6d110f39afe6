/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-key.c: Ed25519 by GnuTLS: making keys, signing, verifying.
 *
 * HallKey owns the private half and wipes it when it goes. Nothing here reads or writes files, and
 * nothing caches public keys: importing one takes 0.05 µs beside the 70 µs of a verification.
 */

#define G_LOG_DOMAIN "hall-key"

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hall-key.h"

#define PUBLIC_KEY_SIZE 32

/* Messages up to this size are put together on the stack. */
#define SMALL_MESSAGE 2048

/* GnuTLS takes a seed alone (without its public half) only as PKCS#8; this is what stands before
 * the 32 bytes there (RFC 8410 §7). */
static const guint8 pkcs8_prefix[] = {
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
};

struct _HallKey
{
  gatomicrefcount ref_count;
  gnutls_privkey_t private_key;
  guint8 seed[HALL_SEED_SIZE];
  char *id;
};

G_DEFINE_BOXED_TYPE (HallKey, hall_key, hall_key_ref, hall_key_unref)

static gboolean
set_gnutls_error (GError **error,
                  int      result)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "The key could not be used: %s", gnutls_strerror (result));

  return FALSE;
}

static gboolean
import_seed (HallKey  *self,
             GError  **error)
{
  guint8 der[sizeof pkcs8_prefix + HALL_SEED_SIZE];
  gnutls_datum_t der_datum = { der, sizeof der };
  gnutls_datum_t public_key = { NULL, 0 };
  gnutls_ecc_curve_t curve;
  int result;

  memcpy (der, pkcs8_prefix, sizeof pkcs8_prefix);
  memcpy (der + sizeof pkcs8_prefix, self->seed, HALL_SEED_SIZE);

  result = gnutls_privkey_init (&self->private_key);
  if (result >= 0)
    result = gnutls_privkey_import_x509_raw (self->private_key, &der_datum, GNUTLS_X509_FMT_DER,
                                             NULL, 0);
  gnutls_memset (der, 0, sizeof der);
  if (result >= 0)
    result = gnutls_privkey_export_ecc_raw (self->private_key, &curve, &public_key, NULL, NULL);
  if (result < 0)
    return set_gnutls_error (error, result);

  g_assert (curve == GNUTLS_ECC_CURVE_ED25519 && public_key.size == PUBLIC_KEY_SIZE);
  self->id = hall_base64url_encode (public_key.data, public_key.size);
  gnutls_free (public_key.data);

  return TRUE;
}

/**
 * hall_key_new_from_seed:
 * @seed: the 32 bytes of the private key (RFC 8032 §5.1.5)
 * @error: return location for an error of G_IO_ERROR: the library refused
 *
 * Returns: (transfer full) (nullable): the key, or %NULL with @error set
 */
HallKey *
hall_key_new_from_seed (const guint8   seed[HALL_SEED_SIZE],
                        GError       **error)
{
  g_autoptr (HallKey) self = NULL;

  g_return_val_if_fail (seed != NULL, NULL);

  self = g_new0 (HallKey, 1);
  g_atomic_ref_count_init (&self->ref_count);
  memcpy (self->seed, seed, HALL_SEED_SIZE);

  if (!import_seed (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hall_key_new_generated:
 * @error: return location for an error of G_IO_ERROR: there is no randomness
 *
 * Returns: (transfer full) (nullable): a fresh key, or %NULL with @error set
 */
HallKey *
hall_key_new_generated (GError **error)
{
  guint8 seed[HALL_SEED_SIZE];
  HallKey *self;
  int result = gnutls_rnd (GNUTLS_RND_KEY, seed, sizeof seed);

  if (result < 0)
    {
      set_gnutls_error (error, result);
      return NULL;
    }

  self = hall_key_new_from_seed (seed, error);
  gnutls_memset (seed, 0, sizeof seed);

  return self;
}

/**
 * hall_key_ref:
 * @self: a key
 *
 * Returns: (transfer full): @self
 */
HallKey *
hall_key_ref (HallKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hall_key_unref:
 * @self: (transfer full): a key
 */
void
hall_key_unref (HallKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->private_key, gnutls_privkey_deinit);
  gnutls_memset (self->seed, 0, sizeof self->seed);
  g_free (self->id);
  g_free (self);
}

/**
 * hall_key_get_id:
 * @self: a key
 *
 * Returns: (transfer none): the id of the person whose key it is, 43 characters
 */
const char *
hall_key_get_id (HallKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * hall_key_get_seed:
 * @self: a key
 * @seed: (out caller-allocates): where its 32 secret bytes go; the caller wipes them after use
 */
void
hall_key_get_seed (HallKey *self,
                   guint8   seed[HALL_SEED_SIZE])
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (seed != NULL);

  memcpy (seed, self->seed, HALL_SEED_SIZE);
}

/* Puts prefix and data one after the other, into @small where they fit. */
static guint8 *
join_message (const char     *prefix,
              gconstpointer   data,
              gsize           length,
              guint8         *small,
              gnutls_datum_t *message)
{
  gsize prefix_length = strlen (prefix);
  guint8 *big = NULL;

  if (prefix_length + length > SMALL_MESSAGE)
    big = g_malloc (prefix_length + length);
  message->data = big != NULL ? big : small;
  message->size = prefix_length + length;
  memcpy (message->data, prefix, prefix_length);
  if (length > 0)
    memcpy (message->data + prefix_length, data, length);

  return big;
}

/**
 * hall_key_sign:
 * @self: a key
 * @prefix: what kind of thing is signed, so that one kind never passes for another
 * @data: (array length=length): the thing
 * @length: its size in bytes
 * @signature: (out caller-allocates): where the 64 bytes go
 *
 * Signs @prefix followed by @data. May be called from any thread.
 */
void
hall_key_sign (HallKey       *self,
               const char    *prefix,
               gconstpointer  data,
               gsize          length,
               guint8         signature[HALL_SIGNATURE_SIZE])
{
  guint8 small[SMALL_MESSAGE];
  g_autofree guint8 *big = NULL;
  gnutls_datum_t message;
  gnutls_datum_t result = { NULL, 0 };
  int status;

  g_return_if_fail (self != NULL);
  g_return_if_fail (prefix != NULL);
  g_return_if_fail (data != NULL || length == 0);

  big = join_message (prefix, data, length, small, &message);
  status = gnutls_privkey_sign_data2 (self->private_key, GNUTLS_SIGN_EDDSA_ED25519, 0,
                                      &message, &result);
  /* A key that was imported can sign; what fails here is the computer. */
  if (status < 0 || result.size != HALL_SIGNATURE_SIZE)
    g_error ("Signing failed: %s", gnutls_strerror (status));

  memcpy (signature, result.data, HALL_SIGNATURE_SIZE);
  gnutls_free (result.data);
}

/**
 * hall_id_verify:
 * @id: (nullable): who is said to have signed
 * @prefix: what kind of thing was signed
 * @data: (array length=length): the thing
 * @length: its size in bytes
 * @signature: the 64 bytes
 *
 * May be called from any thread; takes about 70 µs.
 *
 * Returns: whether @id is one and its key signed exactly this
 */
gboolean
hall_id_verify (const char    *id,
                const char    *prefix,
                gconstpointer  data,
                gsize          length,
                const guint8   signature[HALL_SIGNATURE_SIZE])
{
  guint8 small[SMALL_MESSAGE];
  guint8 public_key[PUBLIC_KEY_SIZE];
  guint8 signature_copy[HALL_SIGNATURE_SIZE];
  gnutls_datum_t public_datum = { public_key, sizeof public_key };
  gnutls_datum_t signature_datum = { signature_copy, sizeof signature_copy };
  gnutls_datum_t message;
  gnutls_pubkey_t imported = NULL;
  g_autofree guint8 *big = NULL;
  gboolean valid;

  g_return_val_if_fail (prefix != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (!hall_id_to_public_key (id, public_key))
    return FALSE;
  if (gnutls_pubkey_init (&imported) < 0)
    return FALSE;

  memcpy (signature_copy, signature, sizeof signature_copy);
  big = join_message (prefix, data, length, small, &message);
  valid = gnutls_pubkey_import_ecc_raw (imported, GNUTLS_ECC_CURVE_ED25519, &public_datum,
                                        NULL) >= 0 &&
          gnutls_pubkey_verify_data2 (imported, GNUTLS_SIGN_EDDSA_ED25519, 0, &message,
                                      &signature_datum) >= 0;
  gnutls_pubkey_deinit (imported);

  return valid;
}

/**
 * hall_id_is_valid:
 * @id: (nullable): a text from anywhere
 *
 * Returns: whether it has the form of an id; not whether there is such a person
 */
gboolean
hall_id_is_valid (const char *id)
{
  guint8 public_key[PUBLIC_KEY_SIZE];

  return hall_id_to_public_key (id, public_key);
}

/**
 * hall_id_from_public_key:
 * @public_key: 32 bytes
 *
 * Returns: (transfer full): the id
 */
char *
hall_id_from_public_key (const guint8 public_key[32])
{
  g_return_val_if_fail (public_key != NULL, NULL);

  return hall_base64url_encode (public_key, PUBLIC_KEY_SIZE);
}

/**
 * hall_id_to_public_key:
 * @id: (nullable): a text from anywhere
 * @public_key: (out caller-allocates): where the 32 bytes go
 *
 * Returns: whether @id has the form of an id
 */
gboolean
hall_id_to_public_key (const char *id,
                       guint8      public_key[32])
{
  return hall_base64url_decode (id, public_key, PUBLIC_KEY_SIZE);
}
