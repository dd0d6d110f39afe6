/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity.c: who this profile is on the network: its key, certificate and TLS credentials.
 *
 * Owned by HallSession, referenced by every link. Immutable. It never overwrites a file that is
 * there: a lost key is a lost person.
 */

#define G_LOG_DOMAIN "hall-identity"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hall-certificate.h"

#include "hall-identity-private.h"
#include "hall-identity.h"

#define FILE_NAME "identity.pem"
#define FILE_SIZE_MAX (64 * 1024)
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

typedef enum
{
  ACTION_READ,
  ACTION_SAVE,
  ACTION_MAKE_FOLDER,
} Action;

static gboolean
set_io_error (GError     **error,
              int          saved_errno,
              Action       action,
              const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *sentence = NULL;

  switch (action)
    {
    case ACTION_READ:
      sentence = g_strdup_printf (_("The identity file “%s” can't be read."), name);
      break;

    case ACTION_SAVE:
      sentence = g_strdup_printf (_("The identity could not be saved in “%s”."), name);
      break;

    case ACTION_MAKE_FOLDER:
      sentence = g_strdup_printf (_("The folder “%s” can't be made."), name);
      break;

    default:
      g_assert_not_reached ();
    }

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s %s.", sentence,
               g_strerror (saved_errno));
  return FALSE;
}

/* The directory's entry has to be on disk too, or a power cut takes the new name away again. */
static gboolean
sync_directory (const char *directory)
{
  int fd = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return FALSE;

  done = fsync (fd) == 0;
  close (fd);
  return done;
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;

      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static gboolean
write_file (const char     *directory,
            const char     *path,
            const GString  *text,
            GError        **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int saved_errno = 0;
  int fd;

  /* mkstemp makes it 0600 from the start. */
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_io_error (error, errno, ACTION_SAVE, directory);

  if (!write_all (fd, text->str, text->len) || fsync (fd) != 0)
    saved_errno = errno;
  if (close (fd) != 0 && saved_errno == 0)
    saved_errno = errno;
  /* link () and not rename (): another instance that was faster is not overwritten. */
  if (saved_errno == 0 && link (temporary, path) != 0)
    saved_errno = errno;
  /* Some file systems (FAT, some network ones) have no links. */
  if ((saved_errno == EPERM || saved_errno == ENOTSUP || saved_errno == ENOSYS)
      && !g_file_test (path, G_FILE_TEST_EXISTS))
    saved_errno = rename (temporary, path) == 0 ? 0 : errno;
  unlink (temporary);
  if (saved_errno == 0 && !sync_directory (directory))
    saved_errno = errno;
  if (saved_errno == 0)
    return TRUE;

  return set_io_error (error, saved_errno, ACTION_SAVE, directory);
}

/* FALSE without error: there is none yet. */
static gboolean
read_file (const char  *path,
           char       **text,
           gsize       *length,
           GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  gssize got = 0;

  if (fd < 0 && errno == ENOENT)
    return FALSE;
  if (fd < 0)
    return set_io_error (error, errno, ACTION_READ, path);

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > FILE_SIZE_MAX)
    {
      close (fd);
      return set_io_error (error, EINVAL, ACTION_READ, path);
    }

  /* Whoever could read the key could be this person: quietly take the others' rights away. */
  if ((status.st_mode & 077) != 0 && fchmod (fd, 0600) != 0)
    g_debug ("%s is readable by others and can't be changed: %s", path, g_strerror (errno));

  *text = g_malloc (FILE_SIZE_MAX);
  *length = 0;
  while (*length < FILE_SIZE_MAX
         && ((got = read (fd, *text + *length, FILE_SIZE_MAX - *length)) > 0
             || (got < 0 && errno == EINTR)))
    *length += (gsize) MAX (got, 0);

  if (got < 0)
    {
      int saved_errno = errno;

      close (fd);
      g_clear_pointer (text, g_free);
      return set_io_error (error, saved_errno, ACTION_READ, path);
    }

  close (fd);
  return TRUE;
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

  done = write_file (directory, path, text, error);
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
      set_io_error (error, errno, ACTION_MAKE_FOLDER, directory);
      return NULL;
    }

  path = g_build_filename (directory, FILE_NAME, NULL);
  if (read_file (path, &text, &length, &local_error))
    {
      done = adopt_file (self, path, text, length, &local_error);
      clear_and_free (text, FILE_SIZE_MAX);
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
