/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity.c: who this profile is on the network: its key, certificate and TLS credentials.
 *
 * Owned by HallSession, referenced by every link. Immutable. A file that is there is never
 * overwritten without a copy of it: a lost key is a lost person.
 */

#define G_LOG_DOMAIN "hall-identity"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>

#include "hall-certificate.h"
#include "hall-identity-disk.h"

#include "hall-identity-private.h"
#include "hall-identity.h"

#define FILE_NAME "identity.pem"
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3"

struct _HallIdentity
{
  GObject parent_instance;

  HallKey *key;
  HallCertificate certificate;
  gnutls_certificate_credentials_t credentials;
  gnutls_priority_t priority;
};

G_DEFINE_FINAL_TYPE (HallIdentity, hall_identity, G_TYPE_OBJECT)

static void
hall_identity_finalize (GObject *object)
{
  HallIdentity *self = HALL_IDENTITY (object);

  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->priority, gnutls_priority_deinit);
  hall_certificate_clear (&self->certificate);
  g_clear_pointer (&self->key, hall_key_unref);

  G_OBJECT_CLASS (hall_identity_parent_class)->finalize (object);
}

static void
hall_identity_class_init (HallIdentityClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = hall_identity_finalize;
}

static void
hall_identity_init (HallIdentity *self)
{
}

static gboolean
prepare_tls (HallIdentity  *self,
             GError       **error)
{
  int status;

  status = gnutls_certificate_allocate_credentials (&self->credentials);
  if (status >= 0)
    status = gnutls_certificate_set_x509_key (self->credentials, &self->certificate.certificate, 1,
                                              self->certificate.key);
  if (status >= 0)
    status = gnutls_priority_init (&self->priority, PRIORITY, NULL);
  if (status >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Encryption can't be set up: %s"),
               gnutls_strerror (status));
  return FALSE;
}

static void
clear_and_free (char  *text,
                gsize  length)
{
  if (text != NULL)
    gnutls_memset (text, 0, length);
  g_free (text);
}

static gboolean
adopt_file (HallIdentity  *self,
            const char    *path,
            const char    *text,
            gsize          length,
            GError       **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;

  if (hall_certificate_from_pem (&self->certificate, text, length, &self->key, &reason))
    return TRUE;

  name = g_filename_display_name (path);
  /* Translators: the second %s is a technical reason, in English. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("The identity file “%s” is damaged. Put a copy of it back, or move it away to "
                 "start as a new person. (%s)"),
               name, reason->message);
  return FALSE;
}

static gboolean
make_file (HallIdentity  *self,
           const char    *directory,
           const char    *path,
           GError       **error)
{
  GString *text;
  gboolean done;

  self->key = hall_key_new_generated (error);
  if (self->key == NULL || !hall_certificate_make (&self->certificate, self->key, error))
    return FALSE;

  text = hall_certificate_to_pem (&self->certificate, error);
  if (text == NULL)
    return FALSE;

  done = hall_identity_disk_write (directory, path, text->str, text->len, error);
  gnutls_memset (text->str, 0, text->len);
  g_string_free (text, TRUE);

  return done;
}

/**
 * hall_identity_load:
 * @directory: the profile's folder; made, with mode 0700, if it is not there
 * @error: a GIOErrorEnum with a sentence for the person; G_IO_ERROR_INVALID_DATA: damaged
 *
 * Loads the identity of a profile or makes it on first use. Blocks for a few milliseconds.
 *
 * Returns: (transfer full) (nullable): the identity
 */
HallIdentity *
hall_identity_load (const char  *directory,
                    GError     **error)
{
  g_autoptr (HallIdentity) self = g_object_new (HALL_TYPE_IDENTITY, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = NULL;
  char *text = NULL;
  gsize length = 0;
  gboolean done;

  g_return_val_if_fail (directory != NULL, NULL);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      hall_identity_disk_set_error (error, errno, HALL_IDENTITY_DISK_MAKE_FOLDER, directory);
      return NULL;
    }

  path = g_build_filename (directory, FILE_NAME, NULL);
  if (hall_identity_disk_read (path, &text, &length, &local_error))
    {
      done = adopt_file (self, path, text, length, &local_error);
      clear_and_free (text, length);
    }
  else
    {
      done = local_error == NULL && make_file (self, directory, path, &local_error);
    }

  if (!done || !prepare_tls (self, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * hall_identity_new:
 * @error: G_IO_ERROR_FAILED when GnuTLS refuses
 *
 * Returns: (transfer full) (nullable): an identity that lives in memory alone
 */
HallIdentity *
hall_identity_new (HallKey  *key,
                   GError  **error)
{
  g_autoptr (HallIdentity) self = g_object_new (HALL_TYPE_IDENTITY, NULL);

  g_return_val_if_fail (key != NULL, NULL);

  self->key = hall_key_ref (key);
  if (!hall_certificate_make (&self->certificate, key, error) || !prepare_tls (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hall_identity_replace:
 * @directory: the profile's folder; made, with mode 0700, if it is not there
 * @key: who the profile is from now on
 * @kept: (out) (optional) (nullable) (transfer full): where the file that was there before is kept;
 *   %NULL: there was none
 * @error: a GIOErrorEnum with a sentence for the person; nothing has changed then, unless the disk
 *   failed at the very last
 *
 * Makes another person of a profile: its file is replaced in one step, and a copy of the former one
 * stays beside it. Of a power cut in between, either the former or the new one is found. To be
 * called while nothing uses the profile, which is loaded again afterwards. Blocks for a few
 * milliseconds.
 */
gboolean
hall_identity_replace (const char  *directory,
                       HallKey     *key,
                       char       **kept,
                       GError     **error)
{
  g_auto (HallCertificate) certificate = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;
  GString *text;
  gboolean done;

  g_return_val_if_fail (directory != NULL && key != NULL, FALSE);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return hall_identity_disk_set_error (error, errno, HALL_IDENTITY_DISK_MAKE_FOLDER, directory);
  if (!hall_certificate_make (&certificate, key, error))
    return FALSE;

  text = hall_certificate_to_pem (&certificate, error);
  if (text == NULL)
    return FALSE;

  path = g_build_filename (directory, FILE_NAME, NULL);
  done = hall_identity_disk_replace (directory, path, text->str, text->len, &copy, error);
  gnutls_memset (text->str, 0, text->len);
  g_string_free (text, TRUE);
  if (done && kept != NULL)
    *kept = g_steal_pointer (&copy);

  return done;
}

/**
 * hall_identity_get_key:
 *
 * Returns: (transfer none): the key
 */
HallKey *
hall_identity_get_key (HallIdentity *self)
{
  g_return_val_if_fail (HALL_IS_IDENTITY (self), NULL);

  return self->key;
}

/**
 * hall_identity_get_id:
 *
 * Returns: (transfer none): the public key as text, which is who this is
 */
const char *
hall_identity_get_id (HallIdentity *self)
{
  g_return_val_if_fail (HALL_IS_IDENTITY (self), NULL);

  return hall_key_get_id (self->key);
}

/**
 * hall_identity_get_credentials:
 *
 * Returns: (transfer none): the certificate and key for a TLS session
 */
gnutls_certificate_credentials_t
hall_identity_get_credentials (HallIdentity *self)
{
  g_return_val_if_fail (HALL_IS_IDENTITY (self), NULL);

  return self->credentials;
}

/**
 * hall_identity_get_priority:
 *
 * Returns: (transfer none): TLS 1.3 and nothing older
 */
gnutls_priority_t
hall_identity_get_priority (HallIdentity *self)
{
  g_return_val_if_fail (HALL_IS_IDENTITY (self), NULL);

  return self->priority;
}
