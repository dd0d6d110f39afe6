/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings.h: what a person or an administrator can set, for the window and the command line.
 *
 * GSettings of the application id; with a profile folder they live in DIR/settings.ini, and so they
 * do where the schema is not installed (the built-in defaults hold there until something is set).
 * Command-line options override without being saved. What the administrator of the computer has put
 * into hallway.conf goes before what is saved, and a locked key of GSettings cannot be set either.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_SETTINGS (hall_settings_get_type ())
G_DECLARE_FINAL_TYPE (HallSettings, hall_settings, HALL, SETTINGS, GObject)

/* Properties (read-write, notify), the type of their key in the schema, and the built-in default
 * (a test compares it with the schema's):
 * name (s, ""), group (s, "239.1.2.3"), port (q, 12345), broadcast (s, ""), tcp-port (q, 0),
 * excluded-interfaces (as, none), interfaces (as, none: if any, only these, whatever is excluded),
 * addresses (as, none: computers to ask who is there, "HOST" or "HOST:PORT"),
 * window-width (i, 1000), window-height (i, 680), window-maximized (b, FALSE),
 * presence (s, "available"; "away", "dnd", "invisible"), status-text (s, ""),
 * read-marks (b, TRUE: others learn that one has read what they wrote privately),
 * typing-notices (b, TRUE: others see that one writes), hide-content (b, FALSE: notifications show
 * no text), notifications (b, TRUE: FALSE is no notification at all),
 * start-invisible (b, FALSE: each start begins invisible),
 * run-in-background (b, FALSE: goes on when its window is closed), background-asked (b, FALSE:
 * whether that was asked), start-at-login (b, FALSE), history-days (i, 0: messages are kept for
 * ever; else for so many days). And system-config-problem (read-only, nullable: what is wrong with
 * hallway.conf).
 *
 * A bad value in the file means the default; setting a bad value changes nothing. */

/* @profile_directory: (nullable): of --profile; NULL for HALLWAY_PROFILE or the person's own. Lock
 * the profile first if it is to be locked: that makes the folder. */
HallSettings      *hall_settings_new                     (const char   *profile_directory);
const char        *hall_settings_get_name                (HallSettings *self);
void               hall_settings_set_name                (HallSettings *self,
                                                          const char   *name);
const char        *hall_settings_get_group               (HallSettings *self);
guint              hall_settings_get_port                (HallSettings *self);
const char        *hall_settings_get_broadcast           (HallSettings *self);
guint              hall_settings_get_tcp_port            (HallSettings *self);
const char *const *hall_settings_get_excluded_interfaces (HallSettings *self);
const char *const *hall_settings_get_interfaces          (HallSettings *self);
void               hall_settings_set_interfaces          (HallSettings *self,
                                                          const char *const *interfaces);
/* Both of these in one, for hall_transport_start (). (transfer full) */
char             **hall_settings_build_interface_patterns (HallSettings *self);
const char *const *hall_settings_get_addresses           (HallSettings *self);
void               hall_settings_set_addresses           (HallSettings *self,
                                                          const char *const *addresses);
const char        *hall_settings_get_presence            (HallSettings *self);
void               hall_settings_set_presence            (HallSettings *self,
                                                          const char   *presence);
const char        *hall_settings_get_status_text         (HallSettings *self);
void               hall_settings_set_status_text         (HallSettings *self,
                                                          const char   *status_text);
gboolean           hall_settings_get_read_marks          (HallSettings *self);
void               hall_settings_set_read_marks          (HallSettings *self,
                                                          gboolean      read_marks);
gboolean           hall_settings_get_typing_notices      (HallSettings *self);
void               hall_settings_set_typing_notices      (HallSettings *self,
                                                          gboolean      typing_notices);
gboolean           hall_settings_get_hide_content        (HallSettings *self);
void               hall_settings_set_hide_content        (HallSettings *self,
                                                          gboolean      hide_content);
gboolean           hall_settings_get_notifications       (HallSettings *self);
gboolean           hall_settings_get_start_invisible     (HallSettings *self);
gboolean           hall_settings_get_run_in_background   (HallSettings *self);
gboolean           hall_settings_get_background_asked    (HallSettings *self);
gboolean           hall_settings_get_start_at_login      (HallSettings *self);
/* 0: for ever */
guint              hall_settings_get_history_days        (HallSettings *self);
/* Rooms that are there on every computer of the network, by hallway.conf alone. */
const char *const *hall_settings_get_standing_rooms      (HallSettings *self);
/* Whether setting it does nothing: hallway.conf or a lock of GSettings says what it is. */
gboolean           hall_settings_is_fixed                (HallSettings *self,
                                                          const char   *property);
/* (nullable): translated sentences, one a line */
const char        *hall_settings_get_system_config_problem (HallSettings *self);
/* Shadows a property for this process, until it is set: not written back. FALSE when the value is
 * not a good one and nothing changed. */
gboolean           hall_settings_override                (HallSettings *self,
                                                          const char   *property,
                                                          const GValue *value);

G_END_DECLS
