/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-key.c: base64url, ids, and Ed25519 against the vectors of RFC 8032.
 */

#include "config.h"

#include "wire-test.h"

static void
from_hex (const char *hex,
          guint8     *bytes)
{
  for (gsize i = 0; hex[2 * i] != '\0'; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                         g_ascii_xdigit_value (hex[2 * i + 1]));
}

static void
test_base64url (void)
{
  static const struct
  {
    const char *bytes;
    const char *text;
  } cases[] = {
    { "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg" },
    { "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" }, { "\xfb\xff\xfe", "-__-" },
  };
  guint8 bytes[8];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].bytes);
      g_autofree char *text = hall_base64url_encode (cases[i].bytes, length);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (hall_base64url_decode (cases[i].text, bytes, length));
      g_assert_cmpmem (bytes, length, cases[i].bytes, length);
    }

  g_assert_false (hall_base64url_decode ("Zh", bytes, 1));
  g_assert_false (hall_base64url_decode ("Zg==", bytes, 1));
  g_assert_false (hall_base64url_decode ("Zg=", bytes, 1));
  g_assert_false (hall_base64url_decode ("Z", bytes, 1));
  g_assert_false (hall_base64url_decode ("", bytes, 1));
  g_assert_false (hall_base64url_decode (NULL, bytes, 1));
  g_assert_false (hall_base64url_decode ("Zm9", bytes, 2));
  g_assert_false (hall_base64url_decode ("Zm9v", bytes, 2));
  g_assert_false (hall_base64url_decode ("+__-", bytes, 3));
  g_assert_false (hall_base64url_decode ("-//-", bytes, 3));
  g_assert_false (hall_base64url_decode ("Zm 9", bytes, 3));
  g_assert_false (hall_base64url_decode ("Zm\n9", bytes, 3));
}

static void
test_base64url_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint8 bytes[64], decoded[64];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof bytes);
      g_autofree char *text = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8) g_test_rand_int ();
      text = hall_base64url_encode (bytes, length);
      g_assert_true (hall_base64url_decode (text, decoded, length));
      g_assert_cmpmem (decoded, length, bytes, length);
    }
}

/* RFC 8032 §7.1, tests 1 to 3. */
static const struct
{
  const char *seed;
  const char *public_key;
  const char *message;
  const char *signature;
} vectors[] = {
  { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
  { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
  { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      guint8 seed[32], public_key[32], message[2], expected[64], signature[64], again[32];
      gsize length = strlen (vectors[i].message) / 2;
      g_autoptr (HallKey) key = NULL;
      g_autofree char *id = NULL;
      g_autofree char *prefix = NULL;

      from_hex (vectors[i].seed, seed);
      from_hex (vectors[i].public_key, public_key);
      from_hex (vectors[i].message, message);
      from_hex (vectors[i].signature, expected);

      key = hall_key_new_from_seed (seed, NULL);
      id = hall_id_from_public_key (public_key);
      g_assert_cmpstr (hall_key_get_id (key), ==, id);
      g_assert_cmpuint (strlen (id), ==, HALL_ID_LENGTH);
      hall_key_get_seed (key, again);
      g_assert_cmpmem (again, sizeof again, seed, sizeof seed);

      hall_key_sign (key, "", message, length, signature);
      g_assert_cmpmem (signature, sizeof signature, expected, sizeof expected);
      g_assert_true (hall_id_verify (id, "", message, length, signature));

      /* The prefix is the beginning of what is signed. */
      if (length > 0)
        {
          prefix = g_strndup ((const char *) message, 1);
          if (g_utf8_validate (prefix, -1, NULL))
            g_assert_true (hall_id_verify (id, prefix, message + 1, length - 1, signature));
        }
      g_assert_false (hall_id_verify (id, "x", message, length, signature));
    }
}

static void
test_tampering (void)
{
  g_autoptr (HallKey) key = test_key (7);
  g_autoptr (HallKey) other = test_key (8);
  char message[] = "The quick brown fox jumps over the lazy dog";
  guint8 signature[HALL_SIGNATURE_SIZE];
  const gsize length = strlen (message);

  hall_key_sign (key, "test\n", message, length, signature);
  g_assert_true (hall_id_verify (hall_key_get_id (key), "test\n", message, length, signature));
  g_assert_false (hall_id_verify (hall_key_get_id (other), "test\n", message, length, signature));
  g_assert_false (hall_id_verify (hall_key_get_id (key), "best\n", message, length, signature));
  g_assert_false (hall_id_verify (hall_key_get_id (key), "test\n", message, length - 1, signature));
  g_assert_false (hall_id_verify ("nobody", "test\n", message, length, signature));
  g_assert_false (hall_id_verify (NULL, "test\n", message, length, signature));

  for (gsize i = 0; i < sizeof signature * 8; i++)
    {
      signature[i / 8] ^= (guint8) (1 << i % 8);
      g_assert_false (hall_id_verify (hall_key_get_id (key), "test\n", message, length,
                                      signature));
      signature[i / 8] ^= (guint8) (1 << i % 8);
    }
  for (gsize i = 0; i < length; i++)
    {
      message[i] ^= 1;
      g_assert_false (hall_id_verify (hall_key_get_id (key), "test\n", message, length,
                                      signature));
      message[i] ^= 1;
    }
}

/* Around the size at which a message no longer fits on the stack. */
static void
test_sizes (void)
{
  g_autoptr (HallKey) key = test_key (7);

  for (gsize length = 2030; length < 2060; length++)
    {
      g_autofree char *message = g_strnfill (length, 'm');
      guint8 signature[HALL_SIGNATURE_SIZE];

      hall_key_sign (key, "test\n", message, length, signature);
      g_assert_true (hall_id_verify (hall_key_get_id (key), "test\n", message, length,
                                     signature));
      message[length - 1] = 'n';
      g_assert_false (hall_id_verify (hall_key_get_id (key), "test\n", message, length,
                                      signature));
    }
}

static void
test_generated (void)
{
  g_autoptr (HallKey) a = hall_key_new_generated (NULL);
  g_autoptr (HallKey) b = hall_key_new_generated (NULL);

  g_assert_true (hall_id_is_valid (hall_key_get_id (a)));
  g_assert_cmpstr (hall_key_get_id (a), !=, hall_key_get_id (b));
  g_assert_false (hall_id_is_valid (NULL));
  g_assert_false (hall_id_is_valid (""));
  g_assert_false (hall_id_is_valid (TEST_ROOM));
}

static gpointer
sign_and_verify (gpointer data)
{
  HallKey *key = data;

  for (guint i = 0; i < 200; i++)
    {
      guint8 signature[HALL_SIGNATURE_SIZE];

      hall_key_sign (key, "test\n", &i, sizeof i, signature);
      g_assert_true (hall_id_verify (hall_key_get_id (key), "test\n", &i, sizeof i, signature));
    }

  return NULL;
}

/* The store's worker may sign and verify while the main context does. */
static void
test_threads (void)
{
  g_autoptr (HallKey) key = test_key (9);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("signer", sign_and_verify, key);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/key/base64url", test_base64url);
  g_test_add_func ("/wire/key/base64url-random", test_base64url_random);
  g_test_add_func ("/wire/key/vectors", test_vectors);
  g_test_add_func ("/wire/key/tampering", test_tampering);
  g_test_add_func ("/wire/key/sizes", test_sizes);
  g_test_add_func ("/wire/key/generated", test_generated);
  g_test_add_func ("/wire/key/threads", test_threads);

  return g_test_run ();
}
