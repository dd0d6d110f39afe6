/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-values.h: which settings there are, their types and defaults, and what is allowed.
 *
 * Private to HallSettings: pure functions over GVariants, no file and no GSettings.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_SETTING_NAME,
  HALL_SETTING_GROUP,
  HALL_SETTING_PORT,
  HALL_SETTING_BROADCAST,
  HALL_SETTING_TCP_PORT,
  HALL_SETTING_EXCLUDED_INTERFACES,
  HALL_SETTING_INTERFACES,
  HALL_SETTING_ADDRESSES,
  HALL_SETTING_WINDOW_WIDTH,
  HALL_SETTING_WINDOW_HEIGHT,
  HALL_SETTING_WINDOW_MAXIMIZED,
  HALL_SETTING_PRESENCE,
  HALL_SETTING_STATUS_TEXT,
  HALL_SETTING_READ_MARKS,
  HALL_SETTING_TYPING_NOTICES,
  HALL_SETTING_HIDE_CONTENT,
  HALL_SETTING_NOTIFICATIONS,
  HALL_SETTING_START_INVISIBLE,
  HALL_SETTING_RUN_IN_BACKGROUND,
  HALL_SETTING_BACKGROUND_ASKED,
  HALL_SETTING_START_AT_LOGIN,
  HALL_SETTING_HISTORY_DAYS,
} HallSetting;

#define HALL_N_SETTINGS (HALL_SETTING_HISTORY_DAYS + 1)

/* The key in the schema and in the file, and the name of the property. */
const char         *hall_setting_get_key     (HallSetting   setting);
const GVariantType *hall_setting_get_type    (HallSetting   setting);
GVariant           *hall_setting_get_default (HallSetting   setting);
GParamSpec         *hall_setting_create_spec (HallSetting   setting);

/* The value in the form in which it is used, or NULL when it is not a good one. (transfer full) */
GVariant           *hall_setting_check       (HallSetting   setting,
                                              GVariant     *value);
/* @value: of a type that can be transformed to the property's; NULL when it cannot, or when it is
 * not a good one. (transfer full) */
GVariant           *hall_setting_from_value  (HallSetting   setting,
                                              const GValue *value);
void                hall_setting_to_value    (GVariant     *variant,
                                              GValue       *value);

G_END_DECLS
