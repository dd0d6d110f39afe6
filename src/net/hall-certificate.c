/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-certificate.c: a HallKey as what TLS wants: an X.509 key and a self-signed certificate.
 *
 * Owned by HallIdentity. It never touches the disk and never decides whom to trust.
 */

#define G_LOG_DOMAIN "hall-certificate"

#include "config.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "hall-certificate.h"

#define PUBLIC_KEY_SIZE 32
/* 2020-01-01: before any clock that a machine of today could show, and never looked at anyway. */
#define ACTIVATION 1577836800

static gboolean
check (int          status,
       const char  *what,
       GError     **error)
{
  if (status >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, gnutls_strerror (status));
  return FALSE;
}

void
hall_certificate_clear (HallCertificate *self)
{
  g_clear_pointer (&self->certificate, gnutls_x509_crt_deinit);
  g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
}

static gboolean
import_key (HallCertificate  *self,
            HallKey          *key,
            GError          **error)
{
  guint8 seed[HALL_SEED_SIZE];
  guint8 public_key[PUBLIC_KEY_SIZE];
  gnutls_datum_t x = { public_key, sizeof public_key };
  gnutls_datum_t k = { seed, sizeof seed };
  int status;

  if (!hall_id_to_public_key (hall_key_get_id (key), public_key))
    g_return_val_if_reached (FALSE);

  hall_key_get_seed (key, seed);
  status = gnutls_x509_privkey_init (&self->key);
  if (status >= 0)
    status = gnutls_x509_privkey_import_ecc_raw (self->key, GNUTLS_ECC_CURVE_ED25519, &x, NULL,
                                                 &k);
  gnutls_memset (seed, 0, sizeof seed);

  return check (status, "The key could not be used", error);
}

static gboolean
sign_certificate (HallCertificate  *self,
                  GError          **error)
{
  static const char name[] = "Hallway";
  guint8 serial[16];
  int status;

  status = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);
  /* RFC 5280 wants a positive number of at most 20 octets. */
  serial[0] = (serial[0] & 0x7f) | 0x40;

  if (status >= 0)
    status = gnutls_x509_crt_init (&self->certificate);
  if (status >= 0)
    status = gnutls_x509_crt_set_version (self->certificate, 3);
  if (status >= 0)
    status = gnutls_x509_crt_set_serial (self->certificate, serial, sizeof serial);
  if (status >= 0)
    status = gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                            name, strlen (name));
  if (status >= 0)
    status = gnutls_x509_crt_set_activation_time (self->certificate, ACTIVATION);
  if (status >= 0)
    status = gnutls_x509_crt_set_expiration_time (self->certificate,
                                                  GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION);
  if (status >= 0)
    status = gnutls_x509_crt_set_key (self->certificate, self->key);
  if (status >= 0)
    status = gnutls_x509_crt_sign2 (self->certificate, self->certificate, self->key,
                                    GNUTLS_DIG_SHA512, 0);

  return check (status, "The certificate could not be made", error);
}

/**
 * hall_certificate_make:
 * @self: (out): zeroed
 * @error: G_IO_ERROR_FAILED when GnuTLS refuses
 *
 * Makes the certificate of @key. Two calls give two certificates of one key; peers can't tell them
 * apart, since they look at the key alone.
 */
gboolean
hall_certificate_make (HallCertificate  *self,
                       HallKey          *key,
                       GError          **error)
{
  g_return_val_if_fail (self->key == NULL && self->certificate == NULL, FALSE);

  return import_key (self, key, error) && sign_certificate (self, error);
}

/**
 * hall_certificate_to_pem:
 *
 * Returns: (transfer full): the text; its owner clears the memory, it holds the private key
 */
GString *
hall_certificate_to_pem (const HallCertificate  *self,
                         GError                **error)
{
  GString *text;
  gnutls_datum_t key = { 0 };
  gnutls_datum_t certificate = { 0 };
  gboolean done;

  done = check (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL,
                                                   GNUTLS_PKCS_PLAIN, &key),
                "The key could not be written", error)
         && check (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_PEM, &certificate),
                   "The certificate could not be written", error);

  text = done ? g_string_sized_new (key.size + certificate.size + 1) : NULL;
  if (text != NULL)
    {
      g_string_append_len (text, (const char *) key.data, key.size);
      g_string_append_len (text, (const char *) certificate.data, certificate.size);
    }

  if (key.data != NULL)
    gnutls_memset (key.data, 0, key.size);
  gnutls_free (key.data);
  gnutls_free (certificate.data);

  return text;
}

static HallKey *
export_key (gnutls_x509_privkey_t   privkey,
            GError                **error)
{
  HallKey *key = NULL;
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 };
  gnutls_datum_t k = { 0 };

  if (!check (gnutls_x509_privkey_export_ecc_raw (privkey, &curve, &x, NULL, &k),
              "It holds another kind of key", error))
    return NULL;

  if (curve == GNUTLS_ECC_CURVE_ED25519 && k.size == HALL_SEED_SIZE)
    key = hall_key_new_from_seed (k.data, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "It holds another kind of key");

  gnutls_memset (k.data, 0, k.size);
  gnutls_free (k.data);
  gnutls_free (x.data);

  return key;
}

/**
 * hall_certificate_from_pem:
 * @self: (out): zeroed
 * @key: (out) (transfer full): the key of the certificate
 * @error: G_IO_ERROR_INVALID_DATA or G_IO_ERROR_FAILED: not what hall_certificate_to_pem () wrote
 *
 * Reads a key and its certificate back and checks that they belong together.
 */
gboolean
hall_certificate_from_pem (HallCertificate  *self,
                           const char       *pem,
                           gsize             length,
                           HallKey         **key,
                           GError          **error)
{
  gnutls_datum_t data = { (guint8 *) pem, (unsigned int) length };
  g_autoptr (HallKey) found = NULL;
  g_autofree char *id = NULL;
  int status;

  g_return_val_if_fail (self->key == NULL && self->certificate == NULL, FALSE);

  status = gnutls_x509_privkey_init (&self->key);
  if (status >= 0)
    status = gnutls_x509_privkey_import_pkcs8 (self->key, &data, GNUTLS_X509_FMT_PEM, NULL,
                                               GNUTLS_PKCS_PLAIN);
  if (!check (status, "The key in it can't be read", error))
    return FALSE;

  status = gnutls_x509_crt_init (&self->certificate);
  if (status >= 0)
    status = gnutls_x509_crt_import (self->certificate, &data, GNUTLS_X509_FMT_PEM);
  if (!check (status, "The certificate in it can't be read", error))
    return FALSE;

  found = export_key (self->key, error);
  if (found == NULL)
    return FALSE;

  id = hall_certificate_get_id (self->certificate);
  if (g_strcmp0 (id, hall_key_get_id (found)) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "Its key and its certificate do not belong together");
      return FALSE;
    }

  *key = g_steal_pointer (&found);
  return TRUE;
}

/**
 * hall_certificate_get_id:
 *
 * Returns: (transfer full) (nullable): the id of whom a certificate's Ed25519 key belongs to
 */
char *
hall_certificate_get_id (gnutls_x509_crt_t certificate)
{
  char *id = NULL;
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 };

  if (gnutls_x509_crt_get_pk_algorithm (certificate, NULL) != GNUTLS_PK_EDDSA_ED25519)
    return NULL;
  if (gnutls_x509_crt_get_pk_ecc_raw (certificate, &curve, &x, NULL) < 0)
    return NULL;

  if (curve == GNUTLS_ECC_CURVE_ED25519 && x.size == PUBLIC_KEY_SIZE)
    id = hall_id_from_public_key (x.data);
  gnutls_free (x.data);

  return id;
}
