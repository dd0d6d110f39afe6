/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-identity-file.c: an identity in a file with a passphrase: there and back, and everything
 * that is not exactly that.
 */

#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "hall-identity-file-private.h"
#include "hall-limits.h"

#define PHRASE "correct horse battery"
#define NAME "Änne"
#define PICTURE "\xff\xd8picture"

/* Made with the argon2 program and Python's cryptography, of the seed 0, 1, 2, …, 31. */
#define HEAD_1 "Hallway-identity 1\n"
#define HEAD_2 "argon2id 2 64 1\n"
#define HEAD_3 "a2l0Y2hlbi1hbmQtYXR0aQ AAECAwQFBgcICQoL\n"
#define SEALED \
  "zKnHm9b7Ll6etEWp4DigvEjjVZTW9qoShS1417YVJD_PKzhYFEkfBRzC2TxJIZzMGkIEXqQGmiqosy9mWv2acynWoRk\n"
#define GOLDEN_ID "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"

static const HallSealCost cheap = { .passes = 1, .kib = 8, .lanes = 1 };

static HallKey *
new_key (void)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = hall_key_new_generated (&error);

  g_assert_no_error (error);

  return key;
}

static GBytes *
encrypt (HallKey    *key,
         const char *name,
         GBytes     *picture,
         const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = hall_identity_file_encrypt_with (&cheap, key, name, picture, passphrase, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);

  return file;
}

static void
assert_refused (gconstpointer data,
                gsize         length,
                const char   *passphrase,
                int           code)
{
  g_autoptr (GBytes) file = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *name = NULL;

  key = hall_identity_file_decrypt (file, passphrase, &name, &picture, &error);
  g_assert_null (key);
  g_assert_null (name);
  g_assert_null (picture);
  g_assert_nonnull (error);
  g_assert_true (error->domain == HALL_IDENTITY_FILE_ERROR);
  if (code >= 0)
    g_assert_cmpint (error->code, ==, code);
  g_assert_cmpint (error->code, !=, HALL_IDENTITY_FILE_ERROR_FAILED);
}

static void
test_round_trip (void)
{
  static const char *const names[] = { NULL, "", "A", NAME };
  g_autofree guint8 *noise = g_malloc (HALL_PICTURE_MAX);
  g_autoptr (HallKey) key = new_key ();
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) small = g_bytes_new_static (PICTURE, strlen (PICTURE));
  GBytes *const pictures[] = { NULL, small, (memset (noise, 0xa5, HALL_PICTURE_MAX),
                                             large = g_bytes_new (noise, HALL_PICTURE_MAX)) };

  for (gsize i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (pictures); i++)
    {
      const char *name = names[i % G_N_ELEMENTS (names)];
      GBytes *picture = pictures[i / G_N_ELEMENTS (names)];
      g_autoptr (GBytes) file = encrypt (key, name, picture, PHRASE);
      g_autoptr (GBytes) picture_again = NULL;
      g_autoptr (HallKey) key_again = NULL;
      g_autoptr (HallKey) key_alone = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *name_again = NULL;

      g_assert_cmpuint (g_bytes_get_size (file), <=, HALL_IDENTITY_FILE_MAX);
      key_again = hall_identity_file_decrypt (file, PHRASE, &name_again, &picture_again, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (hall_key_get_id (key_again), ==, hall_key_get_id (key));
      g_assert_cmpstr (name_again, ==, name != NULL && *name != '\0' ? name : NULL);
      g_assert_true ((picture_again == NULL) == (picture == NULL));
      if (picture != NULL)
        g_assert_true (g_bytes_equal (picture, picture_again));

      key_alone = hall_identity_file_decrypt (file, PHRASE, NULL, NULL, &error);
      g_assert_cmpstr (hall_key_get_id (key_alone), ==, hall_key_get_id (key));
    }
}

/* With the figures that the program uses; how the phrase is composed and spaced does not matter. */
static void
test_full_cost (void)
{
  g_autoptr (HallKey) key = new_key ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (HallKey) again = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *text = NULL;

  file = hall_identity_file_encrypt (key, NAME, NULL, "Gr\u00fcn  wie\tGras", &error);
  g_assert_no_error (error);
  again = hall_identity_file_decrypt (file, " Gru\u0308n wie Gras\n", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hall_key_get_id (again), ==, hall_key_get_id (key));

  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  cost = g_strdup_printf ("\nargon2id %d %d %d\n", HALL_ARGON2_PASSES, HALL_ARGON2_KIB,
                          HALL_ARGON2_LANES);
  g_assert_nonnull (strstr (text, cost));
}

/* Of two files of one identity and phrase nothing is alike but what they are, and none shows whose
 * it is. */
static void
test_different (void)
{
  g_autoptr (HallKey) key = new_key ();
  g_autoptr (GBytes) one = encrypt (key, NAME, NULL, PHRASE);
  g_autoptr (GBytes) other = encrypt (key, NAME, NULL, PHRASE);
  g_auto (GStrv) one_lines = g_strsplit (g_bytes_get_data (one, NULL), "\n", 4);
  g_auto (GStrv) other_lines = g_strsplit (g_bytes_get_data (other, NULL), "\n", 4);

  g_assert_cmpstr (one_lines[0], ==, other_lines[0]);
  g_assert_cmpstr (one_lines[2], !=, other_lines[2]);
  g_assert_cmpint (strncmp (one_lines[3], other_lines[3], 20), !=, 0);
  g_assert_null (memmem (g_bytes_get_data (one, NULL), g_bytes_get_size (one), NAME,
                         strlen (NAME)));
  g_assert_null (memmem (g_bytes_get_data (one, NULL), g_bytes_get_size (one),
                         hall_key_get_id (key), HALL_ID_LENGTH));
}

/* Files stay readable, and other programs read the same. */
static void
test_golden (void)
{
  static const char text[] = HEAD_1 HEAD_2 HEAD_3 SEALED;
  g_autoptr (GBytes) file = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = NULL;
  g_autofree char *name = NULL;

  key = hall_identity_file_decrypt (file, PHRASE, &name, &picture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hall_key_get_id (key), ==, GOLDEN_ID);
  g_assert_cmpstr (name, ==, NAME);
  g_assert_cmpmem (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture), PICTURE,
                   strlen (PICTURE));
}

static void
test_wrong_passphrase (void)
{
  static const char *const wrong[] = {
    "correct horse batter", "correct horse batterz", "Correct horse battery", "correcthorsebattery",
    "x",
  };
  static const char text[] = HEAD_1 HEAD_2 HEAD_3 SEALED;
  g_autofree char *endless = g_strnfill (HALL_PASSPHRASE_MAX + 1, 'x');
  const char *const none[] = { "", "  \n", endless, "\xff\xfe" };
  g_autoptr (HallKey) key = new_key ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (text, strlen (text), wrong[i], HALL_IDENTITY_FILE_ERROR_PASSPHRASE);

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = NULL;

      assert_refused (text, strlen (text), none[i], HALL_IDENTITY_FILE_ERROR_PASSPHRASE);
      file = hall_identity_file_encrypt_with (&cheap, key, NAME, NULL, none[i], &error);
      g_assert_null (file);
      g_assert_error (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_PASSPHRASE);
    }
}

static void
test_flipped (void)
{
  static const guint8 masks[] = { 0x01, 0x02, 0x10, 0x20, 0x80, 0xff };
  static const char text[] = HEAD_1 HEAD_2 HEAD_3 SEALED;

  for (gsize i = 0; i < strlen (text); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (masks); j++)
        {
          g_autofree char *flipped = g_strdup (text);

          flipped[i] ^= masks[j];
          assert_refused (flipped, strlen (text), PHRASE, -1);
        }
    }
}

static void
test_truncated (void)
{
  static const char text[] = HEAD_1 HEAD_2 HEAD_3 SEALED;
  g_autofree char *longer = g_strconcat (text, "x", NULL);
  g_autofree char *twice = g_strconcat (text, text, NULL);

  for (gsize length = 0; length < strlen (text); length++)
    assert_refused (text, length, PHRASE, -1);
  assert_refused (text, strlen (text) + 1, PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
  assert_refused (longer, strlen (longer), PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
  assert_refused (twice, strlen (twice), PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
}

static long
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_no_errno (getrusage (RUSAGE_SELF, &usage));

  return usage.ru_maxrss;
}

/* What a file asks for is looked at before it is done. */
static void
test_absurd_cost (void)
{
  static const char *const costs[] = {
    "argon2id 0 64 1", "argon2id 17 64 1", "argon2id 4294967295 64 1", "argon2id 4294967296 64 1",
    "argon2id 1 7 1", "argon2id 1 0 1", "argon2id 1 262145 1", "argon2id 1 4194304 1",
    "argon2id 1 4294967295 1", "argon2id 1 99999999999999999999 1", "argon2id 16 65537 1",
    "argon2id 5 262144 1", "argon2id 1 64 0", "argon2id 1 64 5", "argon2id 1 64 16777216",
    "argon2id 1 31 4", "argon2id -1 64 1", "argon2id +2 64 1", "argon2id 2 64", "argon2id 2 64 1 ",
    "argon2id 2  64 1", "argon2id 0x2 64 1", "argon2d 2 64 1", "argon2i 2 64 1", "scrypt 2 64 1",
    "", "argon2id", "argon2id 2 64 1\r",
  };
  long before = get_peak_kib ();

  for (gsize i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      g_autofree char *text = g_strconcat (HEAD_1, costs[i], "\n", HEAD_3 SEALED, NULL);

      assert_refused (text, strlen (text), PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
    }

  g_assert_cmpint (get_peak_kib () - before, <, 32 * 1024);
}

static void
test_bounds (void)
{
  static const struct
  {
    HallSealCost cost;
    gboolean bearable;
  } cases[] = {
    { { HALL_ARGON2_PASSES, HALL_ARGON2_KIB, HALL_ARGON2_LANES }, TRUE },
    { { 1, 8, 1 }, TRUE },
    { { 4, 256 * 1024, 4 }, TRUE },
    { { 16, 64 * 1024, 1 }, TRUE },
    { { 16, 64 * 1024 + 1, 1 }, FALSE },
    { { 1, 256 * 1024 + 1, 1 }, FALSE },
    { { G_MAXUINT, G_MAXUINT, G_MAXUINT }, FALSE },
    { { 0, 0, 0 }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hall_seal_cost_is_bearable (&cases[i].cost), ==, cases[i].bearable);
}

static void
test_not_such_a_file (void)
{
  static const char newer[] = "Hallway-identity 2\n" HEAD_2 HEAD_3 SEALED;
  g_autofree char *large = g_strnfill (HALL_IDENTITY_FILE_MAX + 1, 'A');
  g_autofree char *lines = g_strnfill (HALL_IDENTITY_FILE_MAX, '\n');
  g_autofree char *padded = g_strconcat (HEAD_1 HEAD_2 HEAD_3, large, NULL);
  static const char *const others[] = {
    "Hello, world!", "\n\n\n\n", "-----BEGIN PRIVATE KEY-----\n", HEAD_1, HEAD_1 HEAD_2 HEAD_3,
    HEAD_1 HEAD_2 HEAD_3 "\n", "Hallway-identity 0\n" HEAD_2 HEAD_3 SEALED,
    "Hallway-identity \n" HEAD_2 HEAD_3 SEALED, "hallway-identity 1\n" HEAD_2 HEAD_3 SEALED,
    HEAD_1 HEAD_2 "a2l0Y2hlbi1hbmQtYXR0aQ AAECAwQFBgcICQ\n" SEALED,
    HEAD_1 HEAD_2 "a2l0Y2hlbi1hbmQtYXR0aQ\n" SEALED,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = g_bytes_new_static (newer, strlen (newer));
  g_autoptr (HallKey) key = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (others[i], strlen (others[i]), PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
  assert_refused (large, HALL_IDENTITY_FILE_MAX + 1, PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
  assert_refused (lines, HALL_IDENTITY_FILE_MAX, PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
  assert_refused (padded, HALL_IDENTITY_FILE_MAX, PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);

  key = hall_identity_file_decrypt (file, PHRASE, NULL, NULL, &error);
  g_assert_null (key);
  g_assert_error (error, HALL_IDENTITY_FILE_ERROR, HALL_IDENTITY_FILE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "newer"));
}

/* (transfer full): sealed rightly, whatever it says. */
static char *
seal (guint8 *bytes,
      gsize   length)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *closed = g_malloc (length + HALL_SEAL_TAG_SIZE);
  g_autofree char *salt = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *sealed = NULL;
  g_autofree char *head = NULL;
  HallSeal lock = { 0 };

  memcpy (closed, bytes, length);
  g_assert_true (hall_seal_draw (&lock, &error));
  g_assert_true (hall_seal_derive (&lock, &cheap, PHRASE, &error));
  salt = hall_base64url_encode (lock.salt, sizeof lock.salt);
  nonce = hall_base64url_encode (lock.nonce, sizeof lock.nonce);
  head = g_strdup_printf (HEAD_1 "argon2id 1 8 1\n%s %s\n", salt, nonce);
  g_assert_true (hall_seal_close (&lock, head, closed, length, closed + length, &error));
  sealed = hall_base64url_encode (closed, length + HALL_SEAL_TAG_SIZE);

  return g_strconcat (head, sealed, "\n", NULL);
}

/* Whoever gives one the passphrase with the file may have filled it with anything. */
static void
test_hostile_content (void)
{
  guint8 bytes[200] = { 0 };
  guint8 *lengths = bytes + HALL_SEED_SIZE;
  static const struct
  {
    gsize length;
    guint8 name_length[2];
    const char *rest;         /* behind it, with the length of the picture */
    gsize rest_length;
  } cases[] = {
    { 38, { 0, 1 }, "\0\0\0\0", 4 },
    { 38, { 0xff, 0xff }, "\0\0\0\0", 4 },
    { 38, { 0, 0 }, "\0\0\0\1", 4 },
    { 38, { 0, 0 }, "\xff\xff\xff\xff", 4 },
    { 39, { 0, 0 }, "\0\0\0\0", 4 },
    { 41, { 0, 3 }, "A\0B\0\0\0\0", 7 },
    { 40, { 0, 2 }, "\xff\xfe\0\0\0\0", 6 },
    { 40, { 0, 2 }, "A\n\0\0\0\0", 6 },
    { 103, { 0, 65 }, "", 0 },
    { 120, { 0, 0 }, "\0\1\0\1", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      memset (lengths, 'x', sizeof bytes - HALL_SEED_SIZE);
      memcpy (lengths, cases[i].name_length, 2);
      memcpy (lengths + 2, cases[i].rest, cases[i].rest_length);
      text = seal (bytes, cases[i].length);
      assert_refused (text, strlen (text), PHRASE, HALL_IDENTITY_FILE_ERROR_FORMAT);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identity-file/round-trip", test_round_trip);
  g_test_add_func ("/identity-file/different", test_different);
  g_test_add_func ("/identity-file/golden", test_golden);
  g_test_add_func ("/identity-file/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/identity-file/flipped", test_flipped);
  g_test_add_func ("/identity-file/truncated", test_truncated);
  g_test_add_func ("/identity-file/absurd-cost", test_absurd_cost);
  g_test_add_func ("/identity-file/bounds", test_bounds);
  g_test_add_func ("/identity-file/not-such-a-file", test_not_such_a_file);
  g_test_add_func ("/identity-file/hostile-content", test_hostile_content);
  g_test_add_func ("/identity-file/full-cost", test_full_cost);

  return g_test_run ();
}
