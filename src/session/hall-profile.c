/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-profile.c: where the state of one instance lives, and who has it.
 *
 * Owned by the program's main function, shared with the session. The lock is a flock on DIR/lock,
 * so the kernel gives it back however the process ends; the text in it only names the holder. The
 * file is never removed: two processes could then each lock "the" lock. Nothing else is written.
 */

#define G_LOG_DOMAIN "hall-profile"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-profile.h"

#define LOCK_NAME "lock"
#define LOCK_TEXT_MAX 256
#define HASH_CHARACTERS 16

struct _HallProfile
{
  GObject parent_instance;

  char *directory;
  gboolean is_custom;
  int lock; /* a file descriptor, -1 while not held */
};

G_DEFINE_FINAL_TYPE (HallProfile, hall_profile, G_TYPE_OBJECT)

G_DEFINE_QUARK (hall-profile-error-quark, hall_profile_error)

static void
hall_profile_finalize (GObject *object)
{
  HallProfile *self = HALL_PROFILE (object);

  if (self->lock >= 0)
    {
      /* So that nobody reads our name between another one's flock and its writing. */
      if (ftruncate (self->lock, 0) != 0)
        g_debug ("%s: the lock keeps our name: %s", self->directory, g_strerror (errno));
      close (self->lock);
    }
  g_free (self->directory);

  G_OBJECT_CLASS (hall_profile_parent_class)->finalize (object);
}

static void
hall_profile_class_init (HallProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hall_profile_finalize;
}

static void
hall_profile_init (HallProfile *self)
{
  self->lock = -1;
}

/* The path with every symbolic link followed as far as the folders exist: the folder must have one
 * name (the application id is made from it) before it is created and after. */
static char *
resolve (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = NULL;
  g_autofree char *resolved_parent = NULL;
  g_autofree char *name = NULL;
  char *real = realpath (absolute, NULL);

  if (real != NULL)
    {
      char *resolved = g_strdup (real);

      free (real);
      return resolved;
    }

  parent = g_path_get_dirname (absolute);
  if (strcmp (parent, absolute) == 0)
    return g_steal_pointer (&absolute);

  resolved_parent = resolve (parent);
  name = g_path_get_basename (absolute);

  return g_build_filename (resolved_parent, name, NULL);
}

/**
 * hall_profile_new:
 * @directory: (nullable) (type filename): the folder; %NULL for that of the environment variable
 *   HALLWAY_PROFILE, or without one the user's own
 *
 * Names a profile. Nothing is created or opened.
 *
 * Returns: (transfer full): the profile
 */
HallProfile *
hall_profile_new (const char *directory)
{
  HallProfile *self = g_object_new (HALL_TYPE_PROFILE, NULL);

  if (directory == NULL)
    directory = g_getenv ("HALLWAY_PROFILE");

  if (directory != NULL && *directory != '\0')
    {
      self->is_custom = TRUE;
      self->directory = resolve (directory);
    }
  else
    {
      g_autofree char *own = g_build_filename (g_get_user_data_dir (), "hallway", NULL);

      self->directory = resolve (own);
    }

  return self;
}

/**
 * hall_profile_get_directory:
 * @self: a profile
 *
 * Returns: (transfer none) (type filename): the absolute path of the folder
 */
const char *
hall_profile_get_directory (HallProfile *self)
{
  g_return_val_if_fail (HALL_IS_PROFILE (self), NULL);

  return self->directory;
}

/**
 * hall_profile_get_is_custom:
 * @self: a profile
 *
 * Returns: whether the folder was named by an option or by HALLWAY_PROFILE
 */
gboolean
hall_profile_get_is_custom (HallProfile *self)
{
  g_return_val_if_fail (HALL_IS_PROFILE (self), FALSE);

  return self->is_custom;
}

/**
 * hall_profile_get_application_id:
 * @self: a profile
 *
 * Returns: (transfer full): the id for GApplication: windows of two profiles don't raise each other
 */
char *
hall_profile_get_application_id (HallProfile *self)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (HALL_IS_PROFILE (self), NULL);

  if (!self->is_custom)
    return g_strdup (HALL_APPLICATION_ID);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->directory, -1);
  hash[HASH_CHARACTERS] = '\0';

  return g_strconcat (HALL_APPLICATION_ID, ".P", hash, NULL);
}

static gboolean set_folder_error (GError     **error,
                                  const char  *format,
                                  ...) G_GNUC_PRINTF (2, 3);

static gboolean
set_folder_error (GError     **error,
                  const char  *format,
                  ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_FOLDER,
               /* Translators: %s is a whole sentence; --profile is not to be translated */
               _("%s Make it writable, or choose another folder with --profile."), problem);

  return FALSE;
}

static gboolean
make_folder (HallProfile  *self,
             const char   *shown,
             GError      **error)
{
  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    return set_folder_error (error,
                             /* Translators: a folder and the system's reason */
                             _("The folder “%s” for Hallway's data cannot be made: %s."),
                             shown, g_strerror (errno));

  /* The database makes files of its own beside itself. */
  if (access (self->directory, R_OK | W_OK | X_OK) != 0)
    return set_folder_error (error,
                             /* Translators: a folder and the system's reason */
                             _("The folder “%s” for Hallway's data cannot be written: %s."),
                             shown, g_strerror (errno));

  return TRUE;
}

static void
set_held_error (int          lock,
                const char  *shown,
                GError     **error)
{
  char text[LOCK_TEXT_MAX + 1] = "";
  ssize_t length = pread (lock, text, LOCK_TEXT_MAX, 0);
  g_autofree char *name = NULL;
  char *space;

  text[MAX (length, 0)] = '\0';
  g_strchomp (text);
  name = g_utf8_make_valid (text, -1);
  space = strrchr (name, ' ');

  if (space != NULL && space != name && strtoul (space + 1, NULL, 10) > 0)
    {
      *space = '\0';
      g_set_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD,
                   /* Translators: a program's name, its process id, a folder */
                   _("%s (pid %lu) uses this profile (%s). "
                     "Quit it first, or choose another profile with --profile."),
                   name, strtoul (space + 1, NULL, 10), shown);
    }
  else
    g_set_error (error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD,
                 _("Another program uses this profile (%s). "
                   "Quit it first, or choose another profile with --profile."), shown);
}

static void
write_holder (HallProfile *self)
{
  const char *program = g_get_prgname ();
  g_autofree char *base = g_path_get_basename (program != NULL ? program : GETTEXT_PACKAGE);
  g_autofree char *text = g_strdup_printf ("%.*s %lu\n", LOCK_TEXT_MAX / 2, base,
                                           (unsigned long) getpid ());

  /* On a full disk the lock holds all the same; only the name in another one's error is missing. */
  if (ftruncate (self->lock, 0) != 0 ||
      pwrite (self->lock, text, strlen (text), 0) != (ssize_t) strlen (text))
    g_debug ("%s: the lock does not name us: %s", self->directory, g_strerror (errno));
}

/**
 * hall_profile_lock:
 * @self: a profile
 * @error: return location for an error of HALL_PROFILE_ERROR: FOLDER or HELD
 *
 * Makes the folder if need be, for its owner alone, and takes the lock, which is kept until @self
 * is finalized. Does nothing when it is held already by @self. Blocks only as long as the file
 * system does.
 *
 * Returns: whether this process has the profile now
 */
gboolean
hall_profile_lock (HallProfile  *self,
                   GError      **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *path = NULL;
  int lock;

  g_return_val_if_fail (HALL_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->lock >= 0)
    return TRUE;

  shown = g_filename_display_name (self->directory);
  if (!make_folder (self, shown, error))
    return FALSE;

  path = hall_profile_build_path (self, LOCK_NAME);
  lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0)
    return set_folder_error (error,
                             _("The folder “%s” for Hallway's data cannot be written: %s."),
                             shown, g_strerror (errno));

  if (flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        set_held_error (lock, shown, error);
      else
        set_folder_error (error,
                          /* Translators: a folder and the system's reason */
                          _("The folder “%s” for Hallway's data cannot be locked: %s."),
                          shown, g_strerror (errno));
      close (lock);
      return FALSE;
    }

  self->lock = lock;
  write_holder (self);

  return TRUE;
}

/**
 * hall_profile_get_locked:
 * @self: a profile
 *
 * Returns: whether @self holds the profile's lock
 */
gboolean
hall_profile_get_locked (HallProfile *self)
{
  g_return_val_if_fail (HALL_IS_PROFILE (self), FALSE);

  return self->lock >= 0;
}

/**
 * hall_profile_build_path:
 * @self: a profile
 * @name: (type filename): the name of a file
 *
 * Returns: (transfer full) (type filename): the path of that file in the profile's folder
 */
char *
hall_profile_build_path (HallProfile *self,
                         const char  *name)
{
  g_return_val_if_fail (HALL_IS_PROFILE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_build_filename (self->directory, name, NULL);
}
