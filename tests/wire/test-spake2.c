/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-spake2.c: the test vectors of RFC 9382 (appendix B, P-256), and attempts that must fail.
 */

#include "config.h"

#include "wire-test.h"

#include "hall-spake2-private.h"
#include "hall-spake2.h"

typedef struct
{
  const char *joiner_id;
  const char *host_id;
  const char *secret;
  const char *x;
  const char *y;
  const char *joiner_share;
  const char *host_share;
  const char *joiner_confirmation;
  const char *host_confirmation;
} Vector;

static const Vector vectors[] = {
  {
    "server", "client",
    "2ee57912099d31560b3a44b1184b9b4866e904c49d12ac5042c97dca461b1a5f",
    "43dd0fd7215bdcb482879fca3220c6a968e66d70b1356cac18bb26c84a78d729",
    "dcb60106f276b02606d8ef0a328c02e4b629f84f89786af5befb0bc75b6e66be",
    "04a56fa807caaa53a4d28dbb9853b9815c61a411118a6fe516a8798434751470f9"
    "010153ac33d0d5f2047ffdb1a3e42c9b4e6be662766e1eeb4116988ede5f912c",
    "0406557e482bd03097ad0cbaa5df82115460d951e3451962f1eaf4367a420676d0"
    "9857ccbc522686c83d1852abfa8ed6e4a1155cf8f1543ceca528afb591a1e0b7",
    "58ad4aa88e0b60d5061eb6b5dd93e80d9c4f00d127c65b3b35b1b5281fee38f0",
    "d3e2e547f1ae04f2dbdbf0fc4b79f8ecff2dff314b5d32fe9fcef2fb26dc459b",
  },
  {
    "", "client",
    "0548d8729f730589e579b0475a582c1608138ddf7054b73b5381c7e883e2efae",
    "403abbe3b1b4b9ba17e3032849759d723939a27a27b9d921c500edde18ed654b",
    "903023b6598908936ea7c929bd761af6039577a9c3f9581064187c3049d87065",
    "04a897b769e681c62ac1c2357319a3d363f610839c4477720d24cbe32f5fd85f44"
    "fb92ba966578c1b712be6962498834078262caa5b441ecfa9d4a9485720e918a",
    "04e0f816fd1c35e22065d5556215c097e799390d16661c386e0ecc84593974a61b"
    "881a8c82327687d0501862970c64565560cb5671f696048050ca66ca5f8cc7fc",
    "47d29e6666af1b7dd450d571233085d7a9866e4d49d2645e2df975489521232b",
    "3313c5cefc361d27fb16847a91c2a73b766ffa90a4839122a9b70a2f6bd1d6df",
  },
  {
    "server", "",
    "626e0cdc7b14c9db3e52a0b1b3a768c98e37852d5db30febe0497b14eae8c254",
    "07adb3db6bc623d3399726bfdbfd3d15a58ea776ab8a308b00392621291f9633",
    "b6a4fc8dbb629d4ba51d6f91ed1532cf87adec98f25dd153a75accafafedec16",
    "04f88fb71c99bfffaea370966b7eb99cd4be0ff1a7d335caac4211c4afd855e2e1"
    "5a873b298503ad8ba1d9cbb9a392d2ba309b48bfd7879aefd0f2cea6009763b0",
    "040c269d6be017dccb15182ac6bfcd9e2a14de019dd587eaf4bdfd353f031101e7"
    "cca177f8eb362a6e83e7d5e729c0732e1b528879c086f39ba0f31a9661bd34db",
    "bc9f9bbe99f26d0b2260e6456e05a86196a3307ec6663a18bf6ac825736533b2",
    "c2370e1bf813b086dff0d834e74425a06e6390f48f5411900276dcccc5a297ec",
  },
  {
    "", "",
    "7bf46c454b4c1b25799527d896508afd5fc62ef4ec59db1efb49113063d70cca",
    "8cef65df64bb2d0f83540c53632de911b5b24b3eab6cc74a97609fd659e95473",
    "d7a66f64074a84652d8d623a92e20c9675c61cb5b4f6a0063e4648a2fdc02d53",
    "04a65b367a3f613cf9f0654b1b28a1e3a8a40387956c8ba6063e8658563890f46c"
    "a1ef6a676598889fc28de2950ab8120b79a5ef1ea4c9f44bc98f585634b46d66",
    "04589f13218822710d98d8b2123a079041052d9941b9cf88c6617ddb2fcc049466"
    "2eea8ba6b64692dc318250030c6af045cb738bc81ba35b043c3dcb46adf6f58d",
    "dfb4db8d48ae5a675963ea5e6c19d98d4ea028d8e898dad96ea19a80ade95dca",
    "d0f0609d1613138d354f7e95f19fb556bf52d751947241e8c7118df5ef0ae175",
  },
};

#define ID_A "Anna"
#define ID_B "Ben"

static void
from_hex (const char *hex,
          guint8     *bytes,
          gsize       length)
{
  g_assert_cmpuint (strlen (hex), ==, length * 2);
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4
                         | g_ascii_xdigit_value (hex[2 * i + 1]));
}

static HallSpake2 *
new_side (HallSpake2Role  role,
          const char     *secret_hex,
          const char     *scalar_hex,
          const char     *joiner_id,
          const char     *host_id,
          const char     *context_text)
{
  g_autoptr (GBytes) context = g_bytes_new (context_text, strlen (context_text));
  g_autoptr (GError) error = NULL;
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];
  guint8 scalar[HALL_SPAKE2_SECRET_SIZE];
  HallSpake2 *side;

  from_hex (secret_hex, secret, sizeof secret);
  if (scalar_hex == NULL)
    {
      side = hall_spake2_new (role, secret, joiner_id, host_id, context, &error);
    }
  else
    {
      from_hex (scalar_hex, scalar, sizeof scalar);
      side = hall_spake2_new_with_scalar (role, secret, scalar, joiner_id, host_id, context,
                                          &error);
    }
  g_assert_no_error (error);
  g_assert_nonnull (side);

  return side;
}

static void
exchange (HallSpake2 *joiner,
          HallSpake2 *host)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_spake2_take_share (joiner, hall_spake2_get_share (host), &error));
  g_assert_no_error (error);
  g_assert_true (hall_spake2_take_share (host, hall_spake2_get_share (joiner), &error));
  g_assert_no_error (error);
}

/* Both sides say yes, or both say no. */
static void
assert_agree (HallSpake2 *joiner,
              HallSpake2 *host,
              gboolean    expected)
{
  guint8 of_joiner[HALL_SPAKE2_CONFIRMATION_SIZE];
  guint8 of_host[HALL_SPAKE2_CONFIRMATION_SIZE];

  hall_spake2_get_confirmation (joiner, of_joiner);
  hall_spake2_get_confirmation (host, of_host);
  g_assert_cmpint (hall_spake2_check_confirmation (host, of_joiner), ==, expected);
  g_assert_cmpint (hall_spake2_check_confirmation (joiner, of_host), ==, expected);
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (HallSpake2) joiner = new_side (HALL_SPAKE2_JOINER, vector->secret, vector->x,
                                            vector->joiner_id, vector->host_id, "");
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vector->secret, vector->y,
                                          vector->joiner_id, vector->host_id, "");
  guint8 share[HALL_SPAKE2_SHARE_SIZE];
  guint8 expected[HALL_SPAKE2_CONFIRMATION_SIZE];
  guint8 confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];

  from_hex (vector->joiner_share, share, sizeof share);
  g_assert_cmpmem (hall_spake2_get_share (joiner), sizeof share, share, sizeof share);
  from_hex (vector->host_share, share, sizeof share);
  g_assert_cmpmem (hall_spake2_get_share (host), sizeof share, share, sizeof share);

  /* K, Ke, Ka, KcA and KcB show in these alone. */
  exchange (joiner, host);
  from_hex (vector->joiner_confirmation, expected, sizeof expected);
  hall_spake2_get_confirmation (joiner, confirmation);
  g_assert_cmpmem (confirmation, sizeof confirmation, expected, sizeof expected);
  from_hex (vector->host_confirmation, expected, sizeof expected);
  hall_spake2_get_confirmation (host, confirmation);
  g_assert_cmpmem (confirmation, sizeof confirmation, expected, sizeof expected);

  assert_agree (joiner, host, TRUE);
}

/* Scalars are random: two attempts with one secret have nothing in common. */
static void
test_random (void)
{
  g_autoptr (HallSpake2) joiner = new_side (HALL_SPAKE2_JOINER, vectors[0].secret, NULL, ID_A,
                                            ID_B, "here");
  g_autoptr (HallSpake2) again = new_side (HALL_SPAKE2_JOINER, vectors[0].secret, NULL, ID_A, ID_B,
                                           "here");
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vectors[0].secret, NULL, ID_A, ID_B,
                                          "here");

  g_assert_cmpint (memcmp (hall_spake2_get_share (joiner), hall_spake2_get_share (again),
                           HALL_SPAKE2_SHARE_SIZE), !=, 0);
  exchange (joiner, host);
  assert_agree (joiner, host, TRUE);
}

/* Everything that both sides must mean alike. */
static void
test_disagreement (void)
{
  static const struct
  {
    guint secret;
    const char *joiner_id;
    const char *host_id;
    const char *context;
  } others[] = {
    { 1, ID_A, ID_B, "here" },
    { 0, "Eve", ID_B, "here" },
    { 0, ID_A, "Eve", "here" },
    { 0, ID_B, ID_A, "here" },
    { 0, ID_A, ID_B, "there" },
    { 0, ID_A, ID_B, "" },
    { 0, "AnnaBen", "", "here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (HallSpake2) joiner = new_side (HALL_SPAKE2_JOINER, vectors[0].secret, NULL, ID_A,
                                                ID_B, "here");
      g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vectors[others[i].secret].secret,
                                              NULL, others[i].joiner_id, others[i].host_id,
                                              others[i].context);

      exchange (joiner, host);
      assert_agree (joiner, host, FALSE);
    }
}

/* A man in the middle who gives each side another share than the other's. */
static void
test_swapped_shares (void)
{
  const char *secret = vectors[0].secret;
  g_autoptr (HallSpake2) joiner = new_side (HALL_SPAKE2_JOINER, secret, NULL, ID_A, ID_B, "");
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, secret, NULL, ID_A, ID_B, "");
  g_autoptr (HallSpake2) second_joiner = new_side (HALL_SPAKE2_JOINER, secret, NULL, ID_A, ID_B,
                                                   "");
  g_autoptr (HallSpake2) second_host = new_side (HALL_SPAKE2_HOST, secret, NULL, ID_A, ID_B, "");

  g_assert_true (hall_spake2_take_share (joiner, hall_spake2_get_share (second_host), NULL));
  g_assert_true (hall_spake2_take_share (host, hall_spake2_get_share (second_joiner), NULL));
  assert_agree (joiner, host, FALSE);
}

/* One's own share and confirmation sent back prove nothing. */
static void
test_reflection (void)
{
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vectors[0].secret, NULL, ID_A, ID_B,
                                          "");
  guint8 confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];

  g_assert_true (hall_spake2_take_share (host, hall_spake2_get_share (host), NULL));
  hall_spake2_get_confirmation (host, confirmation);
  g_assert_false (hall_spake2_check_confirmation (host, confirmation));
}

static void
test_changed_confirmation (void)
{
  g_autoptr (HallSpake2) joiner = new_side (HALL_SPAKE2_JOINER, vectors[0].secret, NULL, ID_A,
                                            ID_B, "");
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vectors[0].secret, NULL, ID_A, ID_B,
                                          "");
  guint8 confirmation[HALL_SPAKE2_CONFIRMATION_SIZE];

  exchange (joiner, host);
  hall_spake2_get_confirmation (joiner, confirmation);
  for (guint bit = 0; bit < 8 * sizeof confirmation; bit++)
    {
      confirmation[bit / 8] ^= 1 << bit % 8;
      g_assert_false (hall_spake2_check_confirmation (host, confirmation));
      confirmation[bit / 8] ^= 1 << bit % 8;
    }
  g_assert_true (hall_spake2_check_confirmation (host, confirmation));
}

static void
assert_share_refused (const guint8 *share)
{
  g_autoptr (HallSpake2) host = new_side (HALL_SPAKE2_HOST, vectors[0].secret, NULL, ID_A, ID_B,
                                          "");
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_spake2_take_share (host, share, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
  /* The next one is taken all the same. */
  from_hex (vectors[0].joiner_share, (guint8 *) share, HALL_SPAKE2_SHARE_SIZE);
  g_assert_true (hall_spake2_take_share (host, share, NULL));
}

static void
test_bad_points (void)
{
  static const char * const bad[] = {
    /* nothing, and the other ways to say "identity" */
    "0000000000000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000000000000000000000000000000000",
    "0400000000000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000000000000000000000000000000000",
    /* x = p, y = 0 */
    "04ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
    "0000000000000000000000000000000000000000000000000000000000000000",
    "04ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    /* the generator, with its last bit changed */
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f4",
    /* the generator in the hybrid and in the compressed form */
    "076b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "0000000000000000000000000000000000000000000000000000000000000000",
    /* on the curve, but x = 5 is written as p + 5 */
    "04ffffffff00000001000000000000000000000001000000000000000000000004"
    "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc",
  };
  guint8 share[HALL_SPAKE2_SHARE_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      from_hex (bad[i], share, sizeof share);
      assert_share_refused (share);
    }
}

/* secret * M: what is left of it is the identity, so that every scalar leads to the same key. */
static void
test_identity (void)
{
  guint8 one[HALL_SPAKE2_SECRET_SIZE] = { 0 };
  guint8 m[HALL_SPAKE2_SHARE_SIZE];
  g_autoptr (GBytes) context = g_bytes_new_static ("", 0);
  g_autoptr (HallSpake2) host = NULL;
  g_autoptr (GError) error = NULL;

  one[sizeof one - 1] = 1;
  from_hex ("04886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f"
            "5ff355163e43ce224e0b0e65ff02ac8e5c7be09419c785e0ca547d55a12e2d20", m, sizeof m);
  host = hall_spake2_new (HALL_SPAKE2_HOST, one, ID_A, ID_B, context, NULL);
  g_assert_false (hall_spake2_take_share (host, m, &error));
  g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
}

static void
test_bad_secrets (void)
{
  static const struct
  {
    const char *secret;
    gboolean valid;
  } secrets[] = {
    { "0000000000000000000000000000000000000000000000000000000000000000", FALSE },
    { "0000000000000000000000000000000000000000000000000000000000000001", TRUE },
    { "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", TRUE },
    { "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", FALSE },
    { "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", FALSE },
  };
  g_autoptr (GBytes) context = g_bytes_new_static ("", 0);

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      guint8 secret[HALL_SPAKE2_SECRET_SIZE];
      g_autoptr (HallSpake2) side = NULL;
      g_autoptr (GError) error = NULL;

      from_hex (secrets[i].secret, secret, sizeof secret);
      g_assert_cmpint (hall_spake2_secret_is_valid (secret), ==, secrets[i].valid);
      side = hall_spake2_new (HALL_SPAKE2_JOINER, secret, ID_A, ID_B, context, &error);
      g_assert_cmpint (side != NULL, ==, secrets[i].valid);
      if (!secrets[i].valid)
        g_assert_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/wire/spake2/rfc-9382/%u", i + 1);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/wire/spake2/random", test_random);
  g_test_add_func ("/wire/spake2/disagreement", test_disagreement);
  g_test_add_func ("/wire/spake2/swapped-shares", test_swapped_shares);
  g_test_add_func ("/wire/spake2/reflection", test_reflection);
  g_test_add_func ("/wire/spake2/changed-confirmation", test_changed_confirmation);
  g_test_add_func ("/wire/spake2/bad-points", test_bad_points);
  g_test_add_func ("/wire/spake2/identity", test_identity);
  g_test_add_func ("/wire/spake2/bad-secrets", test_bad_secrets);

  return g_test_run ();
}
