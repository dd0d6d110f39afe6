/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-passphrase.c: suggested passphrases, what is one phrase however it is typed, and Argon2id.
 */

#include "config.h"

#include "wire-test.h"

#include "hall-passphrase-private.h"
#include "hall-passphrase.h"
#include "hall-words.h"

static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (hall_n_words, >=, 1296);
  for (guint i = 0; i < hall_n_words; i++)
    {
      const char *word = hall_words[i];

      g_assert_true (g_hash_table_add (seen, (gpointer) word));
      g_assert_cmpuint (strlen (word), >=, 3);
      g_assert_cmpuint (strlen (word), <=, 7);
      g_assert_cmpuint (strspn (word, "abcdefghijklmnopqrstuvwxyz"), ==, strlen (word));
    }
}

static void
test_suggest (void)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < hall_n_words; i++)
    g_hash_table_add (known, (gpointer) hall_words[i]);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *phrase = hall_passphrase_suggest ();
      g_autofree char *clean = hall_passphrase_clean (phrase);
      g_auto (GStrv) words = g_strsplit (phrase, " ", -1);

      g_assert_cmpuint (g_strv_length (words), ==, 6);
      g_assert_cmpstr (clean, ==, phrase);
      for (guint word = 0; word < 6; word++)
        {
          g_assert_true (g_hash_table_contains (known, words[word]));
          g_hash_table_add (used, g_strdup (words[word]));
        }
    }
  /* 3,000 words drawn from about 1,700 miss a sixth of them. */
  g_assert_cmpuint (g_hash_table_size (used), >, hall_n_words / 2);
}

static void
test_clean (void)
{
  static const struct
  {
    const char *typed;
    const char *clean;
  } phrases[] = {
    { "six small words", "six small words" },
    { "  six\tsmall \n words\r\n", "six small words" },
    { "six\u00a0small\u2003words", "six small words" },
    { "Six Small Words", "Six Small Words" },
    { "cafe\u0301", "caf\u00e9" },
    { "\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00" },
    { "\u212b", "\u00c5" },
    { "", NULL },
    { " \t\n\u3000", NULL },
    { "\xff", NULL },
    { "caf\xc3", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autofree char *clean = hall_passphrase_clean (phrases[i].typed);

      g_assert_cmpstr (clean, ==, phrases[i].clean);
    }
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (HALL_PASSPHRASE_MAX, 'x');
  g_autofree char *too_long = g_strnfill (HALL_PASSPHRASE_MAX + 1, 'x');
  g_autofree char *spaced = g_strconcat ("   ", longest, "   ", NULL);
  g_autofree char *clean = hall_passphrase_clean (spaced);

  g_assert_cmpstr (clean, ==, longest);
  g_assert_null (hall_passphrase_clean (too_long));
}

/* RFC 9106, section 5.3. */
static void
test_argon2id (void)
{
  static const guint8 expected[] = {
    0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b, 0x53, 0xc9,
    0xd0, 0x1e, 0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9, 0x6b, 0x01, 0xe6, 0x59,
  };
  guint8 password[32], salt[16], key[8], associated[12], tag[sizeof expected];
  HallArgon2 input = {
    3, 32, 4, password, sizeof password, salt, sizeof salt, key, sizeof key, associated,
    sizeof associated,
  };
  g_autoptr (GError) error = NULL;

  memset (password, 1, sizeof password);
  memset (salt, 2, sizeof salt);
  memset (key, 3, sizeof key);
  memset (associated, 4, sizeof associated);

  g_assert_true (hall_argon2_compute (&input, tag, sizeof tag, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (tag, sizeof tag, expected, sizeof expected);
}

/* With our figures; the value is what the reference implementation (libargon2) makes of them. */
static void
test_derive (void)
{
  static const char expected[] = "LGELshKCQegdPX6FpC_vsyW_80miRiLV2LVRurn2Pp8";
  static const char * const ways[] = {
    "correct horse battery staple", " correct  horse\tbattery\nstaple ",
  };
  guint8 salt[HALL_SALT_SIZE], secret[HALL_SPAKE2_SECRET_SIZE];

  for (guint i = 0; i < sizeof salt; i++)
    salt[i] = i;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_true (hall_passphrase_derive (ways[i], salt, secret, &error));
      g_assert_no_error (error);
      g_assert_true (hall_spake2_secret_is_valid (secret));
      text = hall_base64url_encode (secret, sizeof secret);
      g_assert_cmpuint (strlen (text), ==, HALL_SECRET_TEXT_LENGTH);
      g_assert_cmpstr (text, ==, expected);
    }

  salt[0] ^= 1;
  {
    g_autofree char *text = NULL;

    g_assert_true (hall_passphrase_derive (ways[0], salt, secret, NULL));
    text = hall_base64url_encode (secret, sizeof secret);
    g_assert_cmpstr (text, !=, expected);
  }
}

static void
test_derive_nothing (void)
{
  static const guint8 salt[HALL_SALT_SIZE] = { 0 };
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_passphrase_derive (" ", salt, secret, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

/* A phrase, all the way: two people type it, and are let in; a third one types another. */
static void
test_proof (void)
{
  static const guint8 salt[HALL_SALT_SIZE] = { 7 };
  static const struct
  {
    const char *typed;
    gboolean right;
  } tries[] = { { "acorn  badge cabin ", TRUE }, { "acorn badge cabins", FALSE } };
  g_autoptr (GBytes) context = g_bytes_new_static ("room", 4);
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];

  g_assert_true (hall_passphrase_derive ("acorn badge cabin", salt, secret, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      guint8 guess[HALL_SPAKE2_SECRET_SIZE], confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];
      g_autoptr (HallSpake2) host = NULL;
      g_autoptr (HallSpake2) joiner = NULL;

      g_assert_true (hall_passphrase_derive (tries[i].typed, salt, guess, NULL));
      host = hall_spake2_new (HALL_SPAKE2_HOST, secret, "Anna", "Ben", context, NULL);
      joiner = hall_spake2_new (HALL_SPAKE2_JOINER, guess, "Anna", "Ben", context, NULL);
      g_assert_true (hall_spake2_take_share (joiner, hall_spake2_get_share (host), NULL));
      g_assert_true (hall_spake2_take_share (host, hall_spake2_get_share (joiner), NULL));
      hall_spake2_get_confirmation (joiner, confirmation);
      g_assert_cmpint (hall_spake2_check_confirmation (host, confirmation), ==, tries[i].right);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/passphrase/words", test_words);
  g_test_add_func ("/wire/passphrase/suggest", test_suggest);
  g_test_add_func ("/wire/passphrase/clean", test_clean);
  g_test_add_func ("/wire/passphrase/length", test_length);
  g_test_add_func ("/wire/passphrase/argon2id", test_argon2id);
  g_test_add_func ("/wire/passphrase/derive", test_derive);
  g_test_add_func ("/wire/passphrase/derive-nothing", test_derive_nothing);
  g_test_add_func ("/wire/passphrase/proof", test_proof);

  return g_test_run ();
}
