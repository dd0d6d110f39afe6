/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-habits.c: how Hallway behaves on this computer, each by a function of its own.
 *
 * Part of HallSettings; they are set as properties. Nothing is decided here: values were checked on
 * their way in.
 */

#define G_LOG_DOMAIN "hall-settings-habits"

#include "config.h"

#include "hall-settings-private.h"

static gboolean
get_switch (HallSettings *self,
            HallSetting   setting)
{
  return g_variant_get_boolean (hall_settings_get_current (self, setting));
}

/**
 * hall_settings_get_notifications:
 * @self: the settings
 *
 * Returns: whether there are notifications at all
 */
gboolean
hall_settings_get_notifications (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return get_switch (self, HALL_SETTING_NOTIFICATIONS);
}

/**
 * hall_settings_get_start_invisible:
 * @self: the settings
 *
 * Returns: whether each start begins invisible
 */
gboolean
hall_settings_get_start_invisible (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return get_switch (self, HALL_SETTING_START_INVISIBLE);
}

/**
 * hall_settings_get_run_in_background:
 * @self: the settings
 *
 * Returns: whether Hallway goes on when its window is closed
 */
gboolean
hall_settings_get_run_in_background (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return get_switch (self, HALL_SETTING_RUN_IN_BACKGROUND);
}

/**
 * hall_settings_get_background_asked:
 * @self: the settings
 *
 * Returns: whether the person was asked whether it may
 */
gboolean
hall_settings_get_background_asked (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return get_switch (self, HALL_SETTING_BACKGROUND_ASKED);
}

/**
 * hall_settings_get_start_at_login:
 * @self: the settings
 *
 * Returns: whether Hallway is started, without a window, with the session
 */
gboolean
hall_settings_get_start_at_login (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return get_switch (self, HALL_SETTING_START_AT_LOGIN);
}

/**
 * hall_settings_get_history_days:
 * @self: the settings
 *
 * Returns: for how many days messages are kept; 0 for ever
 */
guint
hall_settings_get_history_days (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), 0);

  return (guint) g_variant_get_int32 (hall_settings_get_current (self,
                                                                 HALL_SETTING_HISTORY_DAYS));
}
