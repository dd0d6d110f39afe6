/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spake2.c: one side of SPAKE2-P256-SHA256-HKDF-SHA256-HMAC-SHA256 (RFC 9382).
 *
 * Owned by whoever makes one attempt, and used up by it. What is secret is wiped when it is no
 * longer needed. The session key is not used and not kept: TLS already encrypts. The arithmetic is
 * in hall-p256.c.
 */

#define G_LOG_DOMAIN "hall-spake2"

#include "config.h"

#include <string.h>

#include <gcrypt.h>

#include "hall-error.h"
#include "hall-p256.h"

#include "hall-spake2-private.h"

#define KEY_SIZE 16 /* of each half of the hash, and of each confirmation key */
#define RANDOM_SIZE 48 /* of which the remainder is taken: 128 bits more than the order has */
#define CONFIRMATION_LABEL "ConfirmationKeys"

G_STATIC_ASSERT (HALL_SPAKE2_SECRET_SIZE == HALL_P256_SIZE);
G_STATIC_ASSERT (HALL_SPAKE2_SHARE_SIZE == HALL_P256_POINT_SIZE);
G_STATIC_ASSERT (HALL_SPAKE2_CONFIRMATION_SIZE == 2 * KEY_SIZE);

struct _HallSpake2
{
  HallSpake2Role role;
  char *joiner_id;
  char *host_id;
  GBytes *context;
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  guint8 scalar[HALL_SPAKE2_SECRET_SIZE];
  guint8 share[HALL_SPAKE2_SHARE_SIZE];
  guint8 confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];
  guint8 expected[HALL_SPAKE2_CONFIRMATION_SIZE];
  gboolean has_confirmations;
};

/* The RFC's M, which hides the joiner's share, and N, which hides the host's (section 4). */
static const HallP256Base bases[] = {
  [HALL_SPAKE2_JOINER] = { 0x02, {
    0x88, 0x6e, 0x2f, 0x97, 0xac, 0xe4, 0x6e, 0x55, 0xba, 0x9d, 0xd7, 0x24, 0x25, 0x79, 0xf2, 0x99,
    0x3b, 0x64, 0xe1, 0x6e, 0xf3, 0xdc, 0xab, 0x95, 0xaf, 0xd4, 0x97, 0x33, 0x3d, 0x8f, 0xa1, 0x2f,
  } },
  [HALL_SPAKE2_HOST] = { 0x03, {
    0xd8, 0xbb, 0xd6, 0xc6, 0x39, 0xc6, 0x29, 0x37, 0xb0, 0x4d, 0x99, 0x7f, 0x38, 0xc3, 0x77, 0x07,
    0x19, 0xc6, 0x29, 0xd7, 0x01, 0x4d, 0x49, 0xa2, 0x4b, 0x4f, 0x98, 0xba, 0xa1, 0x29, 0x2b, 0x49,
  } },
};

/**
 * hall_spake2_secret_is_valid:
 * @secret: what may be w
 *
 * Returns: whether it is above 0 and below the group's order
 */
gboolean
hall_spake2_secret_is_valid (const guint8 secret[HALL_SPAKE2_SECRET_SIZE])
{
  g_return_val_if_fail (secret != NULL, FALSE);

  return hall_p256_number_is_valid (secret);
}

/**
 * hall_spake2_new_with_scalar: (skip)
 *
 * As hall_spake2_new (), with a scalar above 0 and below the group's order.
 */
HallSpake2 *
hall_spake2_new_with_scalar (HallSpake2Role   role,
                             const guint8     secret[HALL_SPAKE2_SECRET_SIZE],
                             const guint8     scalar[HALL_SPAKE2_SECRET_SIZE],
                             const char      *joiner_id,
                             const char      *host_id,
                             GBytes          *context,
                             GError         **error)
{
  g_autoptr (HallSpake2) self = NULL;

  if (!hall_spake2_secret_is_valid (secret) || !hall_spake2_secret_is_valid (scalar))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
                           "The secret is no number of the group");
      return NULL;
    }

  self = g_new0 (HallSpake2, 1);
  self->role = role;
  self->joiner_id = g_strdup (joiner_id);
  self->host_id = g_strdup (host_id);
  self->context = g_bytes_ref (context);
  memcpy (self->secret, secret, sizeof self->secret);
  memcpy (self->scalar, scalar, sizeof self->scalar);
  if (!hall_p256_blind (self->scalar, self->secret, &bases[role], self->share))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
                           "The share would be empty");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * hall_spake2_new:
 * @role: which side one is
 * @secret: w
 * @joiner_id: the identity of A
 * @host_id: that of B
 * @context: the additional authenticated data
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: @secret is not a number of the group
 *
 * Begins one attempt. Takes about 3 ms. Main context only, like all of these.
 *
 * Returns: (transfer full) (nullable): the side, or %NULL with @error set
 */
HallSpake2 *
hall_spake2_new (HallSpake2Role   role,
                 const guint8     secret[HALL_SPAKE2_SECRET_SIZE],
                 const char      *joiner_id,
                 const char      *host_id,
                 GBytes          *context,
                 GError         **error)
{
  guint8 random[RANDOM_SIZE];
  guint8 scalar[HALL_SPAKE2_SECRET_SIZE];
  HallSpake2 *self;

  g_return_val_if_fail (secret != NULL, NULL);
  g_return_val_if_fail (joiner_id != NULL && host_id != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  hall_gcrypt_prepare ();
  gcry_randomize (random, sizeof random, GCRY_STRONG_RANDOM);
  hall_p256_reduce (random, sizeof random, scalar);
  self = hall_spake2_new_with_scalar (role, secret, scalar, joiner_id, host_id, context, error);
  explicit_bzero (random, sizeof random);
  explicit_bzero (scalar, sizeof scalar);

  return self;
}

/**
 * hall_spake2_free:
 * @self: (transfer full): a side
 *
 * Forgets everything, wiping what is secret.
 */
void
hall_spake2_free (HallSpake2 *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->joiner_id);
  g_free (self->host_id);
  g_bytes_unref (self->context);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

/**
 * hall_spake2_get_share:
 * @self: a side
 *
 * Returns: (transfer none): the HALL_SPAKE2_SHARE_SIZE bytes to be sent to the other side
 */
const guint8 *
hall_spake2_get_share (HallSpake2 *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->share;
}

static void
append_part (gcry_md_hd_t  hash,
             gconstpointer data,
             gsize         length)
{
  guint64 size = GUINT64_TO_LE ((guint64) length);

  gcry_md_write (hash, &size, sizeof size);
  gcry_md_write (hash, data, length);
}

/* TT into a hash, or into a message authentication code. */
static void
append_transcript (HallSpake2   *self,
                   gcry_md_hd_t  hash,
                   const guint8 *other_share,
                   const guint8 *key)
{
  gboolean is_joiner = self->role == HALL_SPAKE2_JOINER;

  append_part (hash, self->joiner_id, strlen (self->joiner_id));
  append_part (hash, self->host_id, strlen (self->host_id));
  append_part (hash, is_joiner ? self->share : other_share, HALL_SPAKE2_SHARE_SIZE);
  append_part (hash, is_joiner ? other_share : self->share, HALL_SPAKE2_SHARE_SIZE);
  append_part (hash, key, HALL_SPAKE2_SHARE_SIZE);
  append_part (hash, self->secret, HALL_SPAKE2_SECRET_SIZE);
}

/* SHA-256, or HMAC-SHA-256 where there is a key. */
static gcry_md_hd_t
open_hash (const guint8 *key,
           gsize         length)
{
  guint flags = GCRY_MD_FLAG_SECURE | (key != NULL ? GCRY_MD_FLAG_HMAC : 0);
  gcry_md_hd_t hash = NULL;

  if (gcry_md_open (&hash, GCRY_MD_SHA256, flags) != 0 ||
      (key != NULL && gcry_md_setkey (hash, key, length) != 0))
    g_error ("There is no SHA-256");

  return hash;
}

static void
close_hash (gcry_md_hd_t  hash,
            guint8       *result)
{
  memcpy (result, gcry_md_read (hash, GCRY_MD_SHA256), HALL_SPAKE2_CONFIRMATION_SIZE);
  gcry_md_close (hash);
}

/* HKDF (RFC 5869) without a salt, of as many bytes as one block has. */
static void
derive_confirmation_keys (HallSpake2   *self,
                          const guint8 *key,
                          guint8        keys[2 * KEY_SIZE])
{
  static const guint8 no_salt[HALL_SPAKE2_CONFIRMATION_SIZE] = { 0 };
  static const guint8 first_block = 1;
  guint8 extracted[HALL_SPAKE2_CONFIRMATION_SIZE];
  gcry_md_hd_t hash = open_hash (no_salt, sizeof no_salt);

  gcry_md_write (hash, key, KEY_SIZE);
  close_hash (hash, extracted);

  hash = open_hash (extracted, sizeof extracted);
  gcry_md_write (hash, CONFIRMATION_LABEL, strlen (CONFIRMATION_LABEL));
  gcry_md_write (hash, g_bytes_get_data (self->context, NULL), g_bytes_get_size (self->context));
  gcry_md_write (hash, &first_block, 1);
  close_hash (hash, keys);
  explicit_bzero (extracted, sizeof extracted);
}

/**
 * hall_spake2_take_share:
 * @self: a side
 * @share: what the other side sent
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: @share is not a point of the group, or
 *   leads to the identity
 *
 * Computes both confirmations. Takes about 3 ms. To be called once.
 *
 * Returns: whether @share could be one
 */
gboolean
hall_spake2_take_share (HallSpake2    *self,
                        const guint8   share[HALL_SPAKE2_SHARE_SIZE],
                        GError       **error)
{
  guint8 key[HALL_SPAKE2_SHARE_SIZE];
  guint8 halves[2 * KEY_SIZE]; /* the session key, which we don't use, and that of the rest */
  guint8 keys[2 * KEY_SIZE];
  gboolean is_joiner;
  gcry_md_hd_t hash;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (share != NULL, FALSE);
  g_return_val_if_fail (!self->has_confirmations, FALSE);

  is_joiner = self->role == HALL_SPAKE2_JOINER;
  if (!hall_p256_unblind (self->scalar, self->secret,
                          &bases[is_joiner ? HALL_SPAKE2_HOST : HALL_SPAKE2_JOINER], share, key))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
                           "The share is no point of the group");
      return FALSE;
    }

  hash = open_hash (NULL, 0);
  append_transcript (self, hash, share, key);
  close_hash (hash, halves);
  derive_confirmation_keys (self, halves + KEY_SIZE, keys);

  hash = open_hash (keys, KEY_SIZE);
  append_transcript (self, hash, share, key);
  close_hash (hash, is_joiner ? self->confirmation : self->expected);
  hash = open_hash (keys + KEY_SIZE, KEY_SIZE);
  append_transcript (self, hash, share, key);
  close_hash (hash, is_joiner ? self->expected : self->confirmation);

  explicit_bzero (key, sizeof key);
  explicit_bzero (halves, sizeof halves);
  explicit_bzero (keys, sizeof keys);
  self->has_confirmations = TRUE;

  return TRUE;
}

/**
 * hall_spake2_get_confirmation:
 * @self: a side that took the other's share
 * @confirmation: (out caller-allocates): what to send, to prove that one knows the secret
 */
void
hall_spake2_get_confirmation (HallSpake2 *self,
                              guint8      confirmation[HALL_SPAKE2_CONFIRMATION_SIZE])
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->has_confirmations);

  memcpy (confirmation, self->confirmation, HALL_SPAKE2_CONFIRMATION_SIZE);
}

/**
 * hall_spake2_check_confirmation:
 * @self: a side that took the other's share
 * @confirmation: what the other side sent
 *
 * Compares in constant time.
 *
 * Returns: whether the other side knows the same secret, and means the same two people and context
 */
gboolean
hall_spake2_check_confirmation (HallSpake2   *self,
                                const guint8  confirmation[HALL_SPAKE2_CONFIRMATION_SIZE])
{
  guint8 difference = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->has_confirmations, FALSE);

  for (guint i = 0; i < HALL_SPAKE2_CONFIRMATION_SIZE; i++)
    difference |= confirmation[i] ^ self->expected[i];

  return difference == 0;
}
