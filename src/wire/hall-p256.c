/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-p256.c: what SPAKE2 computes on the curve P-256, by libgcrypt.
 *
 * Pure functions from bytes to bytes. Secret numbers lie in libgcrypt's secure memory while they
 * are used, which is wiped when freed; libgcrypt multiplies by what is in that memory in constant
 * time.
 */

#define G_LOG_DOMAIN "hall-p256"

#include "config.h"

#include <string.h>

#include <gcrypt.h>

#include "hall-p256.h"

#define SECURE_MEMORY 65536
#define UNCOMPRESSED 0x04

/* p, the field's prime, and n, the group's order. */
static const guint8 field_prime[HALL_P256_SIZE] = {
  0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
};
static const guint8 group_order[HALL_P256_SIZE] = {
  0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
  0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
};

/*
 * hall_gcrypt_prepare:
 *
 * Makes libgcrypt ready, unless another library (libsecret) did.
 */
void
hall_gcrypt_prepare (void)
{
  static gsize is_ready = 0;

  if (!g_once_init_enter (&is_ready))
    return;

  if (gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P) == 0)
    {
      if (gcry_check_version ("1.10.0") == NULL)
        g_error ("libgcrypt is older than 1.10");
      /* Where memory can't be locked it is still wiped. */
      gcry_control (GCRYCTL_SUSPEND_SECMEM_WARN);
      gcry_control (GCRYCTL_INIT_SECMEM, SECURE_MEMORY, 0);
      gcry_control (GCRYCTL_RESUME_SECMEM_WARN);
      gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
    }

  g_once_init_leave (&is_ready, 1);
}

/*
 * hall_p256_number_is_valid:
 * @number: a number, big-endian
 *
 * Returns: whether it is above 0 and below the group's order
 */
gboolean
hall_p256_number_is_valid (const guint8 number[HALL_P256_SIZE])
{
  guint8 any = 0;

  for (guint i = 0; i < HALL_P256_SIZE; i++)
    any |= number[i];

  return any != 0 && memcmp (number, group_order, HALL_P256_SIZE) < 0;
}

/* What is read from secure memory is put there, too. */
static gcry_mpi_t
read_secret (const guint8 *bytes,
             gsize         length)
{
  guint8 *copy = gcry_xmalloc_secure (length);
  gcry_mpi_t number = NULL;

  memcpy (copy, bytes, length);
  if (gcry_mpi_scan (&number, GCRYMPI_FMT_USG, copy, length, NULL) != 0)
    g_error ("libgcrypt can't read a number");
  gcry_free (copy);

  return number;
}

/* Big-endian, with zeros in front. */
static void
write_number (gcry_mpi_t  number,
              guint8     *bytes,
              gsize       length)
{
  gsize written = 0;

  memset (bytes, 0, length);
  if (gcry_mpi_print (GCRYMPI_FMT_USG, bytes, length, &written, number) != 0)
    g_error ("libgcrypt can't write a number");
  memmove (bytes + length - written, bytes, written);
  memset (bytes, 0, length - written);
}

/*
 * hall_p256_reduce:
 * @number: (array length=length): a number, big-endian
 * @length: its size
 * @rest: (out caller-allocates): the remainder
 */
void
hall_p256_reduce (const guint8 *number,
                    gsize         length,
                    guint8        rest[HALL_P256_SIZE])
{
  gcry_mpi_t dividend, divisor, remainder;

  hall_gcrypt_prepare ();
  dividend = read_secret (number, length);
  divisor = read_secret (group_order, sizeof group_order);
  remainder = gcry_mpi_snew (HALL_P256_SIZE * 8);
  gcry_mpi_mod (remainder, dividend, divisor);
  write_number (remainder, rest, HALL_P256_SIZE);

  gcry_mpi_release (dividend);
  gcry_mpi_release (divisor);
  gcry_mpi_release (remainder);
}

static gcry_ctx_t
open_curve (void)
{
  gcry_ctx_t curve = NULL;

  if (gcry_mpi_ec_new (&curve, NULL, "NIST P-256") != 0)
    g_error ("There is no P-256");

  return curve;
}

/* (transfer full) (nullable): the point that @bytes stand for. */
static gcry_mpi_point_t
read_point (gcry_ctx_t    curve,
            const guint8 *bytes,
            gsize         length)
{
  gcry_mpi_t value = NULL;
  gcry_mpi_point_t point = gcry_mpi_point_new (0);
  gboolean is_read;

  value = gcry_mpi_set_opaque_copy (NULL, bytes, (guint) length * 8);
  is_read = gcry_mpi_ec_decode_point (point, value, curve) == 0 &&
            gcry_mpi_ec_curve_point (point, curve) != 0;
  gcry_mpi_release (value);
  if (is_read)
    return point;

  gcry_mpi_point_release (point);

  return NULL;
}

/* The point of the base that has the given x and parity, or its negative: the other parity. That is
 * used because gcry_mpi_ec_sub () aborts for curves of this form. */
static gcry_mpi_point_t
read_base (gcry_ctx_t          curve,
           const HallP256Base *base,
           gboolean            negative)
{
  guint8 bytes[1 + HALL_P256_SIZE];
  gcry_mpi_point_t point;

  bytes[0] = negative ? base->parity ^ 1 : base->parity;
  memcpy (bytes + 1, base->x, HALL_P256_SIZE);
  point = read_point (curve, bytes, sizeof bytes);
  if (point == NULL)
    g_error ("libgcrypt can't read a compressed point");

  return point;
}

/* FALSE: @point is the identity, which has no such form. */
static gboolean
write_point (gcry_ctx_t        curve,
             gcry_mpi_point_t  point,
             guint8            bytes[HALL_P256_POINT_SIZE])
{
  gcry_mpi_t x = gcry_mpi_snew (HALL_P256_SIZE * 8);
  gcry_mpi_t y = gcry_mpi_snew (HALL_P256_SIZE * 8);
  gboolean is_finite = gcry_mpi_ec_get_affine (x, y, point, curve) == 0;

  if (is_finite)
    {
      bytes[0] = UNCOMPRESSED;
      write_number (x, bytes + 1, HALL_P256_SIZE);
      write_number (y, bytes + 1 + HALL_P256_SIZE, HALL_P256_SIZE);
    }
  gcry_mpi_release (x);
  gcry_mpi_release (y);

  return is_finite;
}

/*
 * hall_p256_blind:
 * @scalar: a number below the group's order
 * @secret: another
 * @base: what the secret multiplies
 * @point: (out caller-allocates): scalar * P + secret * base, P being the group's generator
 *
 * Returns: %FALSE if that is the identity
 */
gboolean
hall_p256_blind (const guint8        scalar[HALL_P256_SIZE],
                 const guint8        secret[HALL_P256_SIZE],
                 const HallP256Base *base,
                 guint8              point[HALL_P256_POINT_SIZE])
{
  gcry_ctx_t curve;
  gcry_mpi_t own_factor, base_factor;
  gcry_mpi_point_t generator, base_point, own, masked, sum;
  gboolean is_finite;

  hall_gcrypt_prepare ();
  curve = open_curve ();
  own_factor = read_secret (scalar, HALL_P256_SIZE);
  base_factor = read_secret (secret, HALL_P256_SIZE);
  generator = gcry_mpi_ec_get_point ("g", curve, 1);
  base_point = read_base (curve, base, FALSE);
  own = gcry_mpi_point_new (0);
  masked = gcry_mpi_point_new (0);
  sum = gcry_mpi_point_new (0);

  gcry_mpi_ec_mul (own, own_factor, generator, curve);
  gcry_mpi_ec_mul (masked, base_factor, base_point, curve);
  gcry_mpi_ec_add (sum, own, masked, curve);
  is_finite = write_point (curve, sum, point);

  gcry_mpi_release (own_factor);
  gcry_mpi_release (base_factor);
  gcry_mpi_point_release (generator);
  gcry_mpi_point_release (base_point);
  gcry_mpi_point_release (own);
  gcry_mpi_point_release (masked);
  gcry_mpi_point_release (sum);
  gcry_ctx_release (curve);

  return is_finite;
}

/*
 * hall_p256_unblind:
 * @scalar: a number below the group's order
 * @secret: another
 * @base: what the secret multiplies
 * @received: bytes from anybody
 * @point: (out caller-allocates): scalar * (received - secret * base)
 *
 * Takes only the uncompressed form, and each coordinate in the one way to write it.
 *
 * Returns: %FALSE if @received is no point of the group, or the result is the identity
 */
gboolean
hall_p256_unblind (const guint8        scalar[HALL_P256_SIZE],
                   const guint8        secret[HALL_P256_SIZE],
                   const HallP256Base *base,
                   const guint8        received[HALL_P256_POINT_SIZE],
                   guint8              point[HALL_P256_POINT_SIZE])
{
  gcry_ctx_t curve;
  gcry_mpi_t own_factor, base_factor;
  gcry_mpi_point_t share, base_point, masked, difference, product;
  gboolean is_finite;

  if (received[0] != UNCOMPRESSED || memcmp (received + 1, field_prime, HALL_P256_SIZE) >= 0 ||
      memcmp (received + 1 + HALL_P256_SIZE, field_prime, HALL_P256_SIZE) >= 0)
    return FALSE;

  hall_gcrypt_prepare ();
  curve = open_curve ();
  share = read_point (curve, received, HALL_P256_POINT_SIZE);
  if (share == NULL)
    {
      gcry_ctx_release (curve);
      return FALSE;
    }

  own_factor = read_secret (scalar, HALL_P256_SIZE);
  base_factor = read_secret (secret, HALL_P256_SIZE);
  base_point = read_base (curve, base, TRUE);
  masked = gcry_mpi_point_new (0);
  difference = gcry_mpi_point_new (0);
  product = gcry_mpi_point_new (0);
  gcry_mpi_ec_mul (masked, base_factor, base_point, curve);
  gcry_mpi_ec_add (difference, share, masked, curve);
  gcry_mpi_ec_mul (product, own_factor, difference, curve);
  is_finite = write_point (curve, product, point);

  gcry_mpi_release (own_factor);
  gcry_mpi_release (base_factor);
  gcry_mpi_point_release (share);
  gcry_mpi_point_release (base_point);
  gcry_mpi_point_release (masked);
  gcry_mpi_point_release (difference);
  gcry_mpi_point_release (product);
  gcry_ctx_release (curve);

  return is_finite;
}
