/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-file.c: an identity on its way to another computer, closed with a passphrase.
 *
 * Four lines of text: what it is, what Argon2id is to do, salt and nonce, and the sealed rest. The
 * first three are authenticated with it, and bounded before they are obeyed: a file from anywhere
 * can cost a second, not the machine. It never touches the disk and keeps nothing.
 */

#define G_LOG_DOMAIN "hall-identity-file"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "hall-limits.h"
#include "hall-passphrase.h"
#include "hall-text.h"

#include "hall-identity-file-private.h"
#include "hall-identity-file.h"

#define MAGIC "Hallway-identity"
#define VERSION 1
/* Of what is sealed: seed, length and bytes of the name, length and bytes of the picture. */
#define NAME_LENGTH_SIZE 2
#define PICTURE_LENGTH_SIZE 4
#define PLAIN_MIN (HALL_SEED_SIZE + NAME_LENGTH_SIZE + PICTURE_LENGTH_SIZE)
#define PLAIN_MAX (PLAIN_MIN + HALL_NAME_MAX + HALL_PICTURE_MAX)

G_DEFINE_QUARK (hall-identity-file-error-quark, hall_identity_file_error)

static gboolean
set_format_error (GError **error)
{
  g_set_error_literal (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_FORMAT,
                       _("This is not an identity file, or it is damaged."));
  return FALSE;
}

static void
clear_and_free (guint8 *bytes,
                gsize   length)
{
  if (bytes != NULL)
    gnutls_memset (bytes, 0, length);
  g_free (bytes);
}

/* The first three lines, which are authenticated. */
static char *
make_head (const HallSeal     *seal,
           const HallSealCost *cost)
{
  g_autofree char *salt = hall_base64url_encode (seal->salt, sizeof seal->salt);
  g_autofree char *nonce = hall_base64url_encode (seal->nonce, sizeof seal->nonce);

  return g_strdup_printf (MAGIC " %d\nargon2id %u %u %u\n%s %s\n", VERSION, cost->passes, cost->kib,
                          cost->lanes, salt, nonce);
}

/* (transfer full): @length bytes, and room for the tag behind them. */
static guint8 *
make_plain (HallKey    *key,
            const char *name,
            GBytes     *picture,
            gsize      *length)
{
  gsize name_length = name != NULL ? strlen (name) : 0;
  gsize picture_length = 0;
  const guint8 *pixels = NULL;
  guint8 *plain;
  guint8 *end;

  if (picture != NULL)
    pixels = g_bytes_get_data (picture, &picture_length);

  *length = PLAIN_MIN + name_length + picture_length;
  plain = end = g_malloc (*length + HALL_SEAL_TAG_SIZE);
  hall_key_get_seed (key, end);
  end += HALL_SEED_SIZE;
  *end++ = (guint8) (name_length >> 8);
  *end++ = (guint8) name_length;
  if (name_length > 0)
    memcpy (end, name, name_length);
  end += name_length;
  for (int shift = 24; shift >= 0; shift -= 8)
    *end++ = (guint8) (picture_length >> shift);
  if (picture_length > 0)
    memcpy (end, pixels, picture_length);

  return plain;
}

/* @plain: authentic; but whoever knows the passphrase may have written anything. */
static HallKey *
take_plain (const guint8  *plain,
            gsize          length,
            char         **name,
            GBytes       **picture,
            GError       **error)
{
  const guint8 *next = plain + HALL_SEED_SIZE;
  gsize name_length = (gsize) next[0] << 8 | next[1];
  g_autofree char *found_name = NULL;
  gsize picture_length = 0;
  HallKey *key;

  next += NAME_LENGTH_SIZE;
  if (name_length > HALL_NAME_MAX || length < PLAIN_MIN + name_length)
    return (set_format_error (error), NULL);
  found_name = g_strndup ((const char *) next, name_length);
  next += name_length;
  for (guint i = 0; i < PICTURE_LENGTH_SIZE; i++)
    picture_length = picture_length << 8 | *next++;
  if (picture_length != length - PLAIN_MIN - name_length || picture_length > HALL_PICTURE_MAX
      || strlen (found_name) != name_length
      || (name_length > 0 && !hall_text_is_acceptable (found_name, HALL_NAME_MAX, FALSE)))
    return (set_format_error (error), NULL);

  key = hall_key_new_from_seed (plain, NULL);
  if (key == NULL)
    return (set_format_error (error), NULL);

  if (name != NULL && name_length > 0)
    *name = g_steal_pointer (&found_name);
  if (picture != NULL && picture_length > 0)
    *picture = g_bytes_new (next, picture_length);
  return key;
}

/* (transfer full) (nullable): as it is typed on whatever computer. */
static char *
clean_passphrase (const char  *passphrase,
                  GError     **error)
{
  char *clean = hall_passphrase_clean (passphrase);

  if (clean == NULL)
    g_set_error_literal (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_PASSPHRASE,
                         _("This passphrase is empty or too long."));
  return clean;
}

GBytes *
hall_identity_file_encrypt_with (const HallSealCost  *cost,
                                 HallKey             *key,
                                 const char          *name,
                                 GBytes              *picture,
                                 const char          *passphrase,
                                 GError             **error)
{
  g_autofree char *clean = clean_passphrase (passphrase, error);
  g_autofree char *head = NULL;
  g_autofree char *sealed = NULL;
  GBytes *file = NULL;
  guint8 *bytes;
  gsize length = 0;
  HallSeal seal = { 0 };

  if (clean == NULL)
    return NULL;

  bytes = make_plain (key, name, picture, &length);
  if (hall_seal_draw (&seal, error) && hall_seal_derive (&seal, cost, clean, error))
    {
      head = make_head (&seal, cost);
      if (hall_seal_close (&seal, head, bytes, length, bytes + length, error))
        sealed = hall_base64url_encode (bytes, length + HALL_SEAL_TAG_SIZE);
    }

  if (sealed != NULL)
    {
      char *text = g_strconcat (head, sealed, "\n", NULL);

      file = g_bytes_new_take (text, strlen (text));
    }
  clear_and_free (bytes, length);
  hall_seal_clear (&seal);
  gnutls_memset (clean, 0, strlen (clean));

  return file;
}

/**
 * hall_identity_file_encrypt:
 * @name: (nullable): what the person goes by; at most HALL_NAME_MAX bytes
 * @picture: (nullable): encoded; at most HALL_PICTURE_MAX bytes
 * @passphrase: UTF-8; how it is composed and spaced does not matter
 * @error: HALL_IDENTITY_FILE_ERROR_PASSPHRASE: an empty one, or a too long one;
 *   HALL_IDENTITY_FILE_ERROR_FAILED: no memory
 *
 * Seals an identity. Takes about a fifth of a second and 64 MiB; may be called in any thread.
 *
 * Returns: (transfer full) (nullable): the file's content, a text of at most
 *   HALL_IDENTITY_FILE_MAX bytes
 */
GBytes *
hall_identity_file_encrypt (HallKey     *key,
                            const char  *name,
                            GBytes      *picture,
                            const char  *passphrase,
                            GError     **error)
{
  static const HallSealCost cost = {
    .passes = HALL_ARGON2_PASSES,
    .kib = HALL_ARGON2_KIB,
    .lanes = HALL_ARGON2_LANES,
  };

  g_return_val_if_fail (key != NULL && passphrase != NULL, NULL);
  g_return_val_if_fail (name == NULL || strlen (name) <= HALL_NAME_MAX, NULL);
  g_return_val_if_fail (picture == NULL || g_bytes_get_size (picture) <= HALL_PICTURE_MAX, NULL);

  return hall_identity_file_encrypt_with (&cost, key, name, picture, passphrase, error);
}

static gboolean
take_version (const char  *line,
              GError     **error)
{
  guint64 version = 0;

  if (!g_str_has_prefix (line, MAGIC " ")
      || !g_ascii_string_to_unsigned (line + strlen (MAGIC " "), 10, 1, G_MAXUINT, &version, NULL))
    return set_format_error (error);

  if (version > VERSION)
    g_set_error_literal (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_FORMAT,
                         _("This identity file was made by a newer version of Hallway."));
  return version == VERSION;
}

static gboolean
take_cost (const char           *line,
           HallSealCost *cost)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  guint *const numbers[] = { &cost->passes, &cost->kib, &cost->lanes };

  if (g_strv_length (words) != 4 || !g_str_equal (words[0], "argon2id"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 number = 0;

      if (!g_ascii_string_to_unsigned (words[i + 1], 10, 1, G_MAXUINT, &number, NULL))
        return FALSE;
      *numbers[i] = (guint) number;
    }

  return hall_seal_cost_is_bearable (cost);
}

static gboolean
take_seal (const char *line,
           HallSeal   *seal)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  return g_strv_length (words) == 2
         && hall_base64url_decode (words[0], seal->salt, sizeof seal->salt)
         && hall_base64url_decode (words[1], seal->nonce, sizeof seal->nonce);
}

/* (transfer full) (nullable): @length bytes, and the tag behind them. */
static guint8 *
take_sealed (const char *line,
             gsize      *length)
{
  gsize size = strlen (line) / 4 * 3 + strlen (line) % 4 * 3 / 4;
  g_autofree guint8 *bytes = NULL;

  if (size < PLAIN_MIN + HALL_SEAL_TAG_SIZE || size > PLAIN_MAX + HALL_SEAL_TAG_SIZE)
    return NULL;

  bytes = g_malloc (size);
  if (!hall_base64url_decode (line, bytes, size))
    return NULL;

  *length = size - HALL_SEAL_TAG_SIZE;
  return g_steal_pointer (&bytes);
}

static HallKey *
open_sealed (HallSeal            *seal,
             const HallSealCost  *cost,
             const char          *head,
             const char          *line,
             const char          *passphrase,
             char               **name,
             GBytes             **picture,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  HallKey *key = NULL;
  gsize length = 0;
  guint8 *bytes = take_sealed (line, &length);

  if (bytes == NULL)
    return (set_format_error (error), NULL);

  if (!hall_seal_derive (seal, cost, passphrase, &local_error))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (hall_seal_open (seal, head, bytes, length, bytes + length, &local_error))
    key = take_plain (bytes, length, name, picture, error);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_PASSPHRASE,
                         _("The passphrase is wrong, or the file was changed."));

  clear_and_free (bytes, length);
  return key;
}

/**
 * hall_identity_file_decrypt:
 * @file: from anywhere
 * @name: (out) (optional) (nullable) (transfer full): what the person went by
 * @picture: (out) (optional) (nullable) (transfer full): at most HALL_PICTURE_MAX bytes of anything
 * @error: HALL_IDENTITY_FILE_ERROR
 *
 * Opens what hall_identity_file_encrypt () has sealed. Takes about a fifth of a second and 64 MiB,
 * or a second and 256 MiB at most, whatever the file asks for; may be called in any thread.
 *
 * Returns: (transfer full) (nullable): the key
 */
HallKey *
hall_identity_file_decrypt (GBytes      *file,
                            const char  *passphrase,
                            char       **name,
                            GBytes     **picture,
                            GError     **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *text = NULL;
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;
  HallSealCost cost = { 0 };
  HallSeal seal = { 0 };
  HallKey *key;
  gsize size;

  g_return_val_if_fail (file != NULL && passphrase != NULL, NULL);

  if (name != NULL)
    *name = NULL;
  if (picture != NULL)
    *picture = NULL;

  size = g_bytes_get_size (file);
  if (size > 0 && size <= HALL_IDENTITY_FILE_MAX)
    text = g_strndup (g_bytes_get_data (file, NULL), size);
  if (text == NULL || strlen (text) != size)
    return (set_format_error (error), NULL);

  /* Behind the last line's end there is nothing. */
  lines = g_strsplit (text, "\n", 6);
  if (!take_version (lines[0], error))
    return NULL;
  if (g_strv_length (lines) != 5 || *lines[4] != '\0' || !take_cost (lines[1], &cost)
      || !take_seal (lines[2], &seal))
    return (set_format_error (error), NULL);

  clean = clean_passphrase (passphrase, error);
  if (clean == NULL)
    return NULL;

  head = g_strndup (text, size - strlen (lines[3]) - 1);
  key = open_sealed (&seal, &cost, head, lines[3], clean, name, picture, error);
  hall_seal_clear (&seal);
  gnutls_memset (clean, 0, strlen (clean));

  return key;
}
