/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-key.h: an Ed25519 key pair, which is who somebody is.
 *
 * The id of a person is the raw public key in base64url without padding, 43 characters.
 * HallKey holds the private half and is immutable and reference counted (atomically: the store's
 * worker may hold one). Verifying needs only the id.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_ID_LENGTH 43
#define HALL_SEED_SIZE 32
#define HALL_SIGNATURE_SIZE 64
#define HALL_SIGNATURE_TEXT_LENGTH 86

typedef struct _HallKey HallKey;

#define HALL_TYPE_KEY (hall_key_get_type ())
GType       hall_key_get_type      (void) G_GNUC_CONST;
HallKey    *hall_key_new_generated (GError       **error);
HallKey    *hall_key_new_from_seed (const guint8   seed[HALL_SEED_SIZE],
                                    GError       **error);
HallKey    *hall_key_ref           (HallKey       *self);
void        hall_key_unref         (HallKey       *self);
const char *hall_key_get_id        (HallKey       *self);
void        hall_key_get_seed      (HallKey       *self,
                                    guint8         seed[HALL_SEED_SIZE]);

/* Sign or verify the concatenation of a prefix (a C string that says what kind of thing is signed)
 * and data. */
void        hall_key_sign          (HallKey       *self,
                                    const char    *prefix,
                                    gconstpointer  data,
                                    gsize          length,
                                    guint8         signature[HALL_SIGNATURE_SIZE]);
gboolean    hall_id_verify         (const char    *id,
                                    const char    *prefix,
                                    gconstpointer  data,
                                    gsize          length,
                                    const guint8   signature[HALL_SIGNATURE_SIZE]);

gboolean    hall_id_is_valid       (const char    *id);
char       *hall_id_from_public_key (const guint8  public_key[32]);
gboolean    hall_id_to_public_key  (const char    *id,
                                    guint8         public_key[32]);

/* base64url without padding (RFC 4648 §5); decoding refuses anything but the one canonical form. */
char       *hall_base64url_encode  (gconstpointer  data,
                                    gsize          length);
gboolean    hall_base64url_decode  (const char    *text,
                                    guint8        *data,
                                    gsize          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallKey, hall_key_unref)

G_END_DECLS
