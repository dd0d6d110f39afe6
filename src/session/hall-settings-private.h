/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-private.h: what the files of HallSettings share.
 */

#pragma once

#include "hall-settings-values.h"

#include "hall-settings.h"

G_BEGIN_DECLS

/* What holds now. (transfer none) */
GVariant          *hall_settings_get_current  (HallSettings *self,
                                               HallSetting   setting);
/* The strings of the value that holds, of a setting that is a list. */
const char *const *hall_settings_get_list     (HallSettings *self,
                                               HallSetting   setting);

G_END_DECLS
