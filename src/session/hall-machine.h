/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-machine.h: which computer a profile belongs to.
 *
 * A hash of the machine id lies in the profile's folder, and is copied with it: then it does not
 * match. The id itself is kept nowhere.
 */

#pragma once

#include "hall-profile.h"

G_BEGIN_DECLS

/* Of this computer; NULL where it has no id. (transfer full) */
char    *hall_machine_make_hash (void);
/* Of @machine_id, the text of such a file. (transfer full) (nullable) */
char    *hall_machine_hash_id   (const char  *machine_id);
/* Of the computer that the profile was last accepted on; NULL: not known. (transfer full) */
char    *hall_machine_load      (HallProfile *profile);
/* FALSE: it could not be written, which is no harm but to the next check. */
gboolean hall_machine_save      (HallProfile *profile,
                                 const char  *hash);

G_END_DECLS
