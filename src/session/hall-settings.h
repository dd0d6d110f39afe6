/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings.h: what a person or an administrator can set, for the window and the command line alike.
 *
 * GSettings of the application id; with a profile folder they live in DIR/settings.ini; where the schema is
 * not installed the built-in defaults hold and sets are kept in memory. Command-line options override without being saved.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_SETTINGS (hall_settings_get_type ())
G_DECLARE_FINAL_TYPE (HallSettings, hall_settings, HALL, SETTINGS, GObject)

/* Properties (read-write, notify): name (""), group, port, broadcast (""), tcp-port (0), excluded-interfaces (GStrv),
 * window-width, window-height, window-maximized */

/* @profile_directory: (nullable): of --profile. */
HallSettings      *hall_settings_new                     (const char   *profile_directory);
const char        *hall_settings_get_name                (HallSettings *self);
void               hall_settings_set_name                (HallSettings *self,
                                                          const char   *name);
const char        *hall_settings_get_group               (HallSettings *self);
guint              hall_settings_get_port                (HallSettings *self);
const char        *hall_settings_get_broadcast           (HallSettings *self);
guint              hall_settings_get_tcp_port            (HallSettings *self);
const char *const *hall_settings_get_excluded_interfaces (HallSettings *self);
/* Shadows a property for this process: not written back. */
void               hall_settings_override                (HallSettings *self,
                                                          const char   *property,
                                                          const GValue *value);

G_END_DECLS
