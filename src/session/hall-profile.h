/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-profile.h: the folder of one instance's state, and the lock that says who has it.
 *
 * DIR/hallway.db, DIR/identity.pem, DIR/settings.ini, DIR/lock (held with flock while somebody
 * uses the profile; its text is the program's name and pid).
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_PROFILE_ERROR (hall_profile_error_quark ())

typedef enum
{
  HALL_PROFILE_ERROR_FOLDER,   /* cannot be made or written: the message says what to do */
  HALL_PROFILE_ERROR_HELD,     /* by another process: the message names program and pid */
} HallProfileError;

GQuark hall_profile_error_quark (void);

#define HALL_TYPE_PROFILE (hall_profile_get_type ())
G_DECLARE_FINAL_TYPE (HallProfile, hall_profile, HALL, PROFILE, GObject)

/* @directory: (nullable): NULL for HALLWAY_PROFILE, else the user's data folder/hallway.
 * Creates nothing. */
HallProfile *hall_profile_new                (const char   *directory);
const char  *hall_profile_get_directory      (HallProfile  *self);
/* Whether the folder was given by option or HALLWAY_PROFILE. */
gboolean     hall_profile_get_is_custom      (HallProfile  *self);
/* The application id, with ".P<hash>" for a custom folder. (transfer full) */
char        *hall_profile_get_application_id (HallProfile  *self);
/* Creates the folder (0700), checks that it can be written, takes the lock until finalize. */
gboolean     hall_profile_lock               (HallProfile  *self,
                                              GError      **error);
gboolean     hall_profile_get_locked         (HallProfile  *self);
char        *hall_profile_build_path         (HallProfile  *self,
                                              const char   *name);

G_END_DECLS
