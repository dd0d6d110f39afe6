/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-disk.c: the file of an identity, read and written so that it is never lost.
 *
 * Owned by nobody: functions of HallIdentity. A file is whole and on disk before it gets its name,
 * 0600 from its first byte, and none is overwritten but by hall_identity_disk_replace (), which
 * keeps a copy.
 */

#define G_LOG_DOMAIN "hall-identity-disk"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hall-identity-disk.h"

#define FILE_SIZE_MAX (64 * 1024)
/* Whoever has replaced an identity that often can tidy up. */
#define COPIES_MAX 1000

gboolean
hall_identity_disk_set_error (GError                 **error,
                              int                      saved_errno,
                              HallIdentityDiskAction   action,
                              const char              *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *sentence = NULL;

  switch (action)
    {
    case HALL_IDENTITY_DISK_READ:
      sentence = g_strdup_printf (_("The identity file “%s” can't be read."), name);
      break;

    case HALL_IDENTITY_DISK_SAVE:
      sentence = g_strdup_printf (_("The identity could not be saved in “%s”."), name);
      break;

    case HALL_IDENTITY_DISK_MAKE_FOLDER:
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

/* (transfer full) (nullable): a new file of these bytes beside @path, on disk. Sets errno. */
static char *
write_temporary (const char *path,
                 const char *text,
                 gsize       length)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int saved_errno = 0;
  int fd;

  /* mkstemp makes it 0600 from the start. */
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return NULL;

  if (!write_all (fd, text, length) || fsync (fd) != 0)
    saved_errno = errno;
  if (close (fd) != 0 && saved_errno == 0)
    saved_errno = errno;
  if (saved_errno == 0)
    return g_steal_pointer (&temporary);

  unlink (temporary);
  errno = saved_errno;
  return NULL;
}

/* Gives @path to a temporary file, unless it is taken. Sets errno. */
static gboolean
name_temporary (const char *temporary,
                const char *path)
{
  int saved_errno = 0;

  /* link () and not rename (): another instance that was faster is not overwritten. */
  if (link (temporary, path) != 0)
    saved_errno = errno;
  /* Some file systems (FAT, some network ones) have no links. */
  if ((saved_errno == EPERM || saved_errno == ENOTSUP || saved_errno == ENOSYS)
      && !g_file_test (path, G_FILE_TEST_EXISTS))
    saved_errno = rename (temporary, path) == 0 ? 0 : errno;
  unlink (temporary);

  errno = saved_errno;
  return saved_errno == 0;
}

/* Sets errno. */
static gboolean
write_new (const char *path,
           const char *text,
           gsize       length)
{
  g_autofree char *temporary = write_temporary (path, text, length);

  return temporary != NULL && name_temporary (temporary, path);
}

gboolean
hall_identity_disk_write (const char  *directory,
                          const char  *path,
                          const char  *text,
                          gsize        length,
                          GError     **error)
{
  if (write_new (path, text, length) && sync_directory (directory))
    return TRUE;

  return hall_identity_disk_set_error (error, errno, HALL_IDENTITY_DISK_SAVE, directory);
}

gboolean
hall_identity_disk_read (const char  *path,
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
    return hall_identity_disk_set_error (error, errno, HALL_IDENTITY_DISK_READ, path);

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > FILE_SIZE_MAX)
    {
      close (fd);
      return hall_identity_disk_set_error (error, EINVAL, HALL_IDENTITY_DISK_READ, path);
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
      gnutls_memset (*text, 0, *length);
      g_clear_pointer (text, g_free);
      return hall_identity_disk_set_error (error, saved_errno, HALL_IDENTITY_DISK_READ, path);
    }

  close (fd);
  return TRUE;
}

/* (transfer full) (nullable): where @text is kept now. Sets errno. */
static char *
keep_copy (const char *path,
           const char *text,
           gsize       length)
{
  for (guint i = 1; i <= COPIES_MAX; i++)
    {
      g_autofree char *copy = g_strdup_printf ("%s.old-%u", path, i);

      if (write_new (copy, text, length))
        return g_steal_pointer (&copy);
      if (errno != EEXIST)
        return NULL;
    }

  errno = EEXIST;
  return NULL;
}

gboolean
hall_identity_disk_replace (const char  *directory,
                            const char  *path,
                            const char  *text,
                            gsize        length,
                            char       **kept,
                            GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *temporary = NULL;
  g_autofree char *copy = NULL;
  char *old = NULL;
  gsize old_length = 0;
  int saved_errno = 0;

  if (hall_identity_disk_read (path, &old, &old_length, &local_error))
    {
      copy = keep_copy (path, old, old_length);
      if (copy == NULL || !sync_directory (directory))
        saved_errno = errno;
      gnutls_memset (old, 0, old_length);
      g_free (old);
    }
  else if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* At no moment is there no file of that name: without one, a new person would be made. */
  if (saved_errno == 0 && (temporary = write_temporary (path, text, length)) == NULL)
    saved_errno = errno;
  if (saved_errno == 0 && (rename (temporary, path) != 0 || !sync_directory (directory)))
    saved_errno = errno;
  if (saved_errno != 0)
    {
      if (temporary != NULL)
        unlink (temporary);
      return hall_identity_disk_set_error (error, saved_errno, HALL_IDENTITY_DISK_SAVE, directory);
    }

  *kept = g_steal_pointer (&copy);
  return TRUE;
}
