/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-picture.c: one's own picture, a file in the profile's folder, and other people's.
 */

#define G_LOG_DOMAIN "hall-session-picture"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-limits.h"

#include "hall-session-private.h"

#define PICTURE_NAME "picture.jpg"

static void
take_picture (HallSession *self,
              GBytes      *picture)
{
  HallPerson *own = hall_context_get_self (self->context);

  g_clear_pointer (&self->own_picture, g_bytes_unref);
  g_clear_pointer (&self->own_picture_digest, g_free);
  if (picture != NULL)
    {
      self->own_picture = g_bytes_ref (picture);
      self->own_picture_digest = hall_picture_make_digest (picture);
    }
  hall_person_set_picture_digest (own, self->own_picture_digest);
  hall_person_set_picture (own, picture);
  if (self->pictures != NULL)
    hall_pictures_set_own (self->pictures, picture);
}

/* At the beginning; whatever is not a picture is left alone. */
void
hall_session_load_picture (HallSession *self)
{
  g_autofree char *path = hall_profile_build_path (self->profile, PICTURE_NAME);
  g_autoptr (GBytes) picture = NULL;
  GStatBuf status;
  char *data = NULL;
  gsize length = 0;

  if (g_stat (path, &status) != 0 || status.st_size > HALL_PICTURE_MAX
      || !g_file_get_contents (path, &data, &length, NULL))
    return;
  picture = g_bytes_new_take (data, length);
  if (hall_picture_is_good (picture))
    take_picture (self, picture);
}

static gboolean
write_picture (HallSession *self,
               GBytes      *picture,
               GError     **error)
{
  g_autofree char *path = hall_profile_build_path (self->profile, PICTURE_NAME);
  g_autoptr (GError) local_error = NULL;
  gsize size = 0;
  const char *data;

  if (picture == NULL)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE,
                           g_strerror (errno));
      return FALSE;
    }
  data = g_bytes_get_data (picture, &size);
  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &local_error))
    return TRUE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, local_error->message);
  return FALSE;
}

/**
 * hall_session_set_picture:
 * @self: a session
 * @jpeg: (nullable): of at most HALL_PICTURE_MAX bytes, scaled and encoded by the caller
 * @error: return location for #HALL_SESSION_ERROR TEXT or STORE
 *
 * Keeps it, and tells everybody that there is another one.
 *
 * Returns: whether it was kept
 */
gboolean
hall_session_set_picture (HallSession *self,
                          GBytes      *jpeg,
                          GError     **error)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);

  if (jpeg != NULL && !hall_picture_is_good (jpeg))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           _("This picture is too large, or is none."));
      return FALSE;
    }
  if (!write_picture (self, jpeg, error))
    return FALSE;
  if (self->replaced)
    return TRUE;
  take_picture (self, jpeg);
  hall_session_show_presence (self);
  return TRUE;
}

/**
 * hall_session_want_picture:
 * @self: a session
 * @person: somebody on the screen
 *
 * Its "picture" is read from the store or fetched from its computer, when it has one.
 */
void
hall_session_want_picture (HallSession *self,
                           HallPerson  *person)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (self->pictures != NULL && self->store_open)
    hall_pictures_want (self->pictures, person);
}
