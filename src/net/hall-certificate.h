/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-certificate.h: a HallKey as what TLS wants: an X.509 key and a self-signed certificate.
 *
 * Private to net/; used by HallIdentity alone. The certificate says nothing but the key: who
 * verifies looks at the key and at no other field, so that a wrong clock can't lock anybody out.
 */

#pragma once

#include <gio/gio.h>
#include <gnutls/x509.h>

#include "hall-key.h"

G_BEGIN_DECLS

typedef struct
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
} HallCertificate;

void     hall_certificate_clear    (HallCertificate        *self);
gboolean hall_certificate_make     (HallCertificate        *self,
                                    HallKey                *key,
                                    GError                **error);
/* The private key and the certificate, one after the other. */
GString *hall_certificate_to_pem   (const HallCertificate  *self,
                                    GError                **error);
gboolean hall_certificate_from_pem (HallCertificate        *self,
                                    const char             *pem,
                                    gsize                   length,
                                    HallKey               **key,
                                    GError                **error);
/* The id of the Ed25519 key in a certificate; NULL if it holds another kind of key. */
char    *hall_certificate_get_id   (gnutls_x509_crt_t       certificate);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCertificate, hall_certificate_clear)

G_END_DECLS
