/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-base64url.c: the one written form of keys, ids, tokens and signatures.
 *
 * RFC 4648 §5 without padding. Decoding accepts exactly what encoding would have written, so that
 * one value never has two texts. Declared in hall-key.h.
 */

#define G_LOG_DOMAIN "hall-base64url"

#include "config.h"

#include "hall-key.h"

static const char alphabet[] =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static inline int
value_of_digit (char digit)
{
  if (digit >= 'A' && digit <= 'Z')
    return digit - 'A';
  if (digit >= 'a' && digit <= 'z')
    return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9')
    return digit - '0' + 52;
  if (digit == '-')
    return 62;
  if (digit == '_')
    return 63;

  return -1;
}

/**
 * hall_base64url_encode:
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Returns: (transfer full): their text, ceil (length * 4 / 3) characters
 */
char *
hall_base64url_encode (gconstpointer data,
                       gsize         length)
{
  const guint8 *bytes = data;
  char *text = g_malloc (length / 3 * 4 + 4 + 1);
  char *end = text;
  guint32 bits = 0;
  guint n_bits = 0;

  for (gsize i = 0; i < length; i++)
    {
      bits = (bits << 8 | bytes[i]) & 0xffff;
      n_bits += 8;
      while (n_bits >= 6)
        {
          n_bits -= 6;
          *end++ = alphabet[bits >> n_bits & 0x3f];
        }
    }
  if (n_bits > 0)
    *end++ = alphabet[bits << (6 - n_bits) & 0x3f];
  *end = '\0';

  return text;
}

/**
 * hall_base64url_decode:
 * @text: (nullable): a text from anywhere
 * @data: (out caller-allocates) (array length=length): where the bytes go
 * @length: how many bytes the text must stand for
 *
 * Decodes @text if it is the canonical form of exactly @length bytes: right number of characters,
 * no padding, unused bits zero.
 *
 * Returns: whether it was; if not, the content of @data is undefined
 */
gboolean
hall_base64url_decode (const char *text,
                       guint8     *data,
                       gsize       length)
{
  gsize n_digits = length / 3 * 4 + (length % 3 != 0 ? length % 3 + 1 : 0);
  gsize filled = 0;
  guint32 bits = 0;
  guint n_bits = 0;

  if (text == NULL)
    return FALSE;

  for (gsize i = 0; i < n_digits; i++)
    {
      int value = value_of_digit (text[i]);

      if (value < 0)
        return FALSE;

      bits = (bits << 6 | (guint32) value) & 0x3fff;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          data[filled++] = bits >> n_bits & 0xff;
        }
    }

  return text[n_digits] == '\0' && (bits & ((1u << n_bits) - 1)) == 0;
}
