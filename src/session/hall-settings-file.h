/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-file.h: settings.ini without GSettings, in the form that GSettings gives it.
 *
 * Private to HallSettings. Synchronous: the file is a few hundred bytes and read once.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_SETTINGS_FILE_NAME "settings.ini"
#define HALL_SETTINGS_FILE_GROUP "Hallway"

/* NULL when the key is not there or its text is not of that type. (transfer full) */
GVariant *hall_settings_file_read  (GKeyFile            *file,
                                    const char          *key,
                                    const GVariantType  *type);
/* Whatever is wrong with the file, the result is a key file. (transfer full) */
GKeyFile *hall_settings_file_load  (const char          *path);
/* Reads the file again, so that keys that others wrote stay, changes one key and replaces it. */
gboolean  hall_settings_file_write (const char          *path,
                                    const char          *key,
                                    GVariant            *value,
                                    GError             **error);

G_END_DECLS
