/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-wraps.c: chance, keys, time and signatures for runs that can be repeated.
 */

#define G_LOG_DOMAIN "fake-wraps"

#include "config.h"

#include <ftw.h>
#include <gcrypt.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hall-admission-private.h"
#include "hall-key.h"

#include "fake-wraps.h"

#define DIGEST_SIZE 32

static FakeRandom secrets;
static FakeLan *network;
static GHashTable *identities;   /* folder → HallIdentity */
static GHashTable *verdicts;     /* digest → whether that signature is good */
static char *folder;

int           __wrap_gnutls_rnd           (gnutls_rnd_level_t level,
                                           void              *data,
                                           size_t             length);
void          __wrap_gcry_randomize       (void              *data,
                                           size_t             length,
                                           gcry_random_level_t level);
HallIdentity *__wrap_hall_identity_load   (const char        *directory,
                                           GError           **error);
gint64        __wrap_g_get_monotonic_time (void);
gint64        __wrap_g_get_real_time      (void);
gboolean      __wrap_hall_id_verify       (const char        *id,
                                           const char        *prefix,
                                           gconstpointer      data,
                                           gsize              length,
                                           const guint8       signature[HALL_SIGNATURE_SIZE]);
gboolean      __real_hall_id_verify       (const char        *id,
                                           const char        *prefix,
                                           gconstpointer      data,
                                           gsize              length,
                                           const guint8       signature[HALL_SIGNATURE_SIZE]);

static guint
hash_digest (gconstpointer key)
{
  guint32 hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, DIGEST_SIZE) == 0;
}

/* In the place of Argon2id, which takes a fifth of a second. */
static gboolean
derive (const char   *passphrase,
        const guint8  salt[HALL_SALT_SIZE],
        guint8        secret[HALL_SPAKE2_SECRET_SIZE],
        GError      **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HALL_SPAKE2_SECRET_SIZE;

  g_checksum_update (checksum, salt, HALL_SALT_SIZE);
  g_checksum_update (checksum, (const guint8 *) passphrase, -1);
  g_checksum_get_digest (checksum, secret, &length);
  secret[0] &= 0x7f;   /* below the order of the group */
  return TRUE;
}

void
fake_wraps_begin (FakeLan *lan,
                  guint64  seed)
{
  network = lan;
  fake_random_init (&secrets, seed);
  hall_admission_set_deriver (derive);
  g_clear_pointer (&verdicts, g_hash_table_unref);
  verdicts = g_hash_table_new_full (hash_digest, equal_digests, g_free, NULL);
}

void
fake_wraps_end (void)
{
  network = NULL;
  g_clear_pointer (&verdicts, g_hash_table_unref);
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                type,
              struct FTW        *walk)
{
  return remove (path);
}

static void
clean_up (void)
{
  if (nftw (folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
    fprintf (stderr, "%s is left behind\n", folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&identities, g_hash_table_unref);
}

const char *
fake_wraps_get_folder (void)
{
  const char *base = "/dev/shm";

  if (folder != NULL)
    return folder;
  if (!g_file_test (base, G_FILE_TEST_IS_DIR))
    base = g_get_tmp_dir ();
  folder = g_build_filename (base, "hallway-invariants-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (folder));
  atexit (clean_up);
  return folder;
}

HallIdentity *
fake_wraps_get_identity (const char *directory)
{
  g_autofree char *name = g_path_get_basename (directory);
  HallIdentity *identity;
  FakeRandom before = secrets;   /* what is made once must not tell later runs apart */
  guint8 seed[HALL_SEED_SIZE];
  g_autoptr (HallKey) key = NULL;

  if (identities == NULL)
    identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  identity = g_hash_table_lookup (identities, name);
  if (identity != NULL)
    return g_object_ref (identity);
  G_STATIC_ASSERT (HALL_SEED_SIZE == DIGEST_SIZE);
  g_assert_cmpint (gnutls_hash_fast (GNUTLS_DIG_SHA256, name, strlen (name), seed), ==, 0);
  key = hall_key_new_from_seed (seed, NULL);
  identity = hall_identity_new (key, NULL);
  secrets = before;
  g_assert_nonnull (identity);
  g_hash_table_insert (identities, g_steal_pointer (&name), identity);
  return g_object_ref (identity);
}

HallIdentity *
__wrap_hall_identity_load (const char  *directory,
                           GError     **error)
{
  return fake_wraps_get_identity (directory);
}

int
__wrap_gnutls_rnd (gnutls_rnd_level_t level,
                   void              *data,
                   size_t             length)
{
  fake_random_fill (&secrets, data, length);
  return 0;
}

void
__wrap_gcry_randomize (void               *data,
                       size_t              length,
                       gcry_random_level_t level)
{
  fake_random_fill (&secrets, data, length);
}

gint64
__wrap_g_get_monotonic_time (void)
{
  return network != NULL ? network->now : 0;
}

gint64
__wrap_g_get_real_time (void)
{
  return network != NULL ? network->wall * 1000 + network->now : 0;
}

gboolean
__wrap_hall_id_verify (const char   *id,
                       const char   *prefix,
                       gconstpointer data,
                       gsize         length,
                       const guint8  signature[HALL_SIGNATURE_SIZE])
{
  guint8 digest[DIGEST_SIZE];
  gnutls_hash_hd_t hash;
  gpointer verdict;

  if (verdicts == NULL || gnutls_hash_init (&hash, GNUTLS_DIG_SHA256) != 0)
    return __real_hall_id_verify (id, prefix, data, length, signature);
  gnutls_hash (hash, id, strlen (id));
  gnutls_hash (hash, prefix, strlen (prefix) + 1);
  gnutls_hash (hash, signature, HALL_SIGNATURE_SIZE);
  gnutls_hash (hash, data, length);
  gnutls_hash_deinit (hash, digest);
  if (!g_hash_table_lookup_extended (verdicts, digest, NULL, &verdict))
    {
      verdict = GINT_TO_POINTER (__real_hall_id_verify (id, prefix, data, length, signature));
      g_hash_table_insert (verdicts, g_memdup2 (digest, sizeof digest), verdict);
    }
  return GPOINTER_TO_INT (verdict);
}
