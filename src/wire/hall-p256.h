/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-p256.h: what SPAKE2 computes on the curve P-256, private to this folder; and libgcrypt made
 * ready, for everybody who uses it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_P256_SIZE 32        /* of a number, big-endian */
#define HALL_P256_POINT_SIZE 65  /* 4, x and y */

/* A point of the group that everybody knows. */
typedef struct
{
  guint8 parity;   /* 2: y is even, 3: odd */
  guint8 x[HALL_P256_SIZE];
} HallP256Base;

/* libgcrypt made ready, once; from any thread. */
void     hall_gcrypt_prepare       (void);

gboolean hall_p256_number_is_valid (const guint8        number[HALL_P256_SIZE]);
void     hall_p256_reduce          (const guint8       *number,
                                    gsize               length,
                                    guint8              rest[HALL_P256_SIZE]);
gboolean hall_p256_blind           (const guint8        scalar[HALL_P256_SIZE],
                                    const guint8        secret[HALL_P256_SIZE],
                                    const HallP256Base *base,
                                    guint8              point[HALL_P256_POINT_SIZE]);
gboolean hall_p256_unblind         (const guint8        scalar[HALL_P256_SIZE],
                                    const guint8        secret[HALL_P256_SIZE],
                                    const HallP256Base *base,
                                    const guint8        received[HALL_P256_POINT_SIZE],
                                    guint8              point[HALL_P256_POINT_SIZE]);

G_END_DECLS
