/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-passphrase.c: suggesting a passphrase, and Argon2id (RFC 9106) over one, by libgcrypt.
 *
 * Pure functions, that may be called from any thread. Copies of the phrase are wiped; what a caller
 * holds is the caller's.
 */

#define G_LOG_DOMAIN "hall-passphrase"

#include "config.h"

#include <string.h>

#include <gcrypt.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hall-error.h"
#include "hall-limits.h"
#include "hall-p256.h"
#include "hall-words.h"

#include "hall-passphrase-private.h"

#include "hall-passphrase.h"

#define N_WORDS 6
#define NEXT_LINE 0x85
/* 128 bits more than the group's order has, so that the remainder is as good as even. */
#define HASH_SIZE 48

/* Each word as likely as any other. */
static const char *
pick_word (void)
{
  guint32 limit = G_MAXUINT32 - G_MAXUINT32 % hall_n_words;
  guint32 random;

  do
    {
      /* Without randomness GnuTLS has refused to start. */
      if (gnutls_rnd (GNUTLS_RND_KEY, &random, sizeof random) < 0)
        g_error ("There is no randomness");
    }
  while (random >= limit);

  return hall_words[random % hall_n_words];
}

/**
 * hall_passphrase_suggest:
 *
 * Returns: (transfer full): six words, at least 62 bits of chance
 */
char *
hall_passphrase_suggest (void)
{
  const char *words[N_WORDS + 1] = { NULL };

  for (guint i = 0; i < N_WORDS; i++)
    words[i] = pick_word ();

  return g_strjoinv (" ", (char **) words);
}

static void
wipe_text (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
}

/**
 * hall_passphrase_clean:
 * @passphrase: (nullable): what somebody typed
 *
 * Two people who mean the same phrase must get the same bytes, whatever keyboard they have.
 *
 * Returns: (transfer full) (nullable): the phrase in NFC, with single spaces; %NULL if nothing is
 *   left, it is longer than HALL_PASSPHRASE_MAX bytes, or not UTF-8
 */
char *
hall_passphrase_clean (const char *passphrase)
{
  g_autofree char *composed = NULL;
  GString *clean;
  gboolean space = FALSE;
  gsize length;

  if (passphrase == NULL || !g_utf8_validate (passphrase, -1, NULL))
    return NULL;

  composed = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  /* Large enough from the beginning, so that no copy is left behind unwiped. */
  clean = g_string_sized_new (strlen (composed) + 1);
  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == '\v' || c == NEXT_LINE)
        {
          space = TRUE;
          continue;
        }
      if (space && clean->len > 0)
        g_string_append_c (clean, ' ');
      space = FALSE;
      g_string_append_unichar (clean, c);
    }
  wipe_text (composed);

  length = clean->len;
  if (length > 0 && length <= HALL_PASSPHRASE_MAX)
    return g_string_free (clean, FALSE);

  wipe_text (clean->str);
  g_string_free (clean, TRUE);

  return NULL;
}

/*
 * hall_argon2_compute:
 * @input: all that goes in
 * @tag: (out caller-allocates) (array length=length): what comes out
 * @length: how much of it
 * @error: return location for HALL_WIRE_ERROR_TOO_BIG: there is not enough memory
 *
 * Returns: whether it could be computed
 */
gboolean
hall_argon2_compute (const HallArgon2  *input,
                     guint8            *tag,
                     gsize              length,
                     GError           **error)
{
  const unsigned long parameters[] = { length, input->passes, input->kib, input->lanes };
  gcry_kdf_hd_t argon2 = NULL;
  gcry_error_t result;

  hall_gcrypt_prepare ();
  result = gcry_kdf_open (&argon2, GCRY_KDF_ARGON2, GCRY_KDF_ARGON2ID, parameters,
                          G_N_ELEMENTS (parameters), input->password, input->password_length,
                          input->salt, input->salt_length, input->key, input->key_length,
                          input->associated, input->associated_length);
  if (result == 0)
    result = gcry_kdf_compute (argon2, NULL);
  if (result == 0)
    result = gcry_kdf_final (argon2, length, tag);
  if (argon2 != NULL)
    gcry_kdf_close (argon2);
  if (result == 0)
    return TRUE;

  g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
               "The passphrase can’t be worked on: %s", gcry_strerror (result));

  return FALSE;
}

/**
 * hall_passphrase_derive:
 * @passphrase: a phrase, cleaned or not
 * @salt: the room's
 * @secret: (out caller-allocates): w; above 0 but for a chance of 2⁻²⁵⁶
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: hall_passphrase_clean () refuses the
 *   phrase; TOO_BIG: there is not enough memory
 *
 * Blocks for about a third of a second and takes 64 MiB: not for the main thread.
 *
 * Returns: whether there is a secret
 */
gboolean
hall_passphrase_derive (const char    *passphrase,
                        const guint8   salt[HALL_SALT_SIZE],
                        guint8         secret[HALL_SPAKE2_SECRET_SIZE],
                        GError       **error)
{
  g_autofree char *clean = hall_passphrase_clean (passphrase);
  guint8 hash[HASH_SIZE];
  HallArgon2 input = {
    .passes = HALL_ARGON2_PASSES,
    .kib = HALL_ARGON2_KIB,
    .lanes = HALL_ARGON2_LANES,
    .password = clean,
    .salt = salt,
    .salt_length = HALL_SALT_SIZE,
  };
  gboolean is_computed;

  if (clean == NULL)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
                           "The passphrase is empty, too long, or not text");
      return FALSE;
    }

  input.password_length = strlen (clean);
  is_computed = hall_argon2_compute (&input, hash, sizeof hash, error);
  if (is_computed)
    hall_p256_reduce (hash, sizeof hash, secret);
  explicit_bzero (hash, sizeof hash);
  wipe_text (clean);

  return is_computed;
}
