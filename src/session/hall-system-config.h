/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-system-config.h: what the administrator of this computer has fixed, from hallway.conf.
 *
 * Private to HallSettings, which reads it once. A value that is not a good one is left out, with a
 * sentence that says so; whatever is in the file, the program starts.
 */

#pragma once

#include "hall-settings-values.h"

G_BEGIN_DECLS

typedef struct _HallSystemConfig HallSystemConfig;

#define HALL_SYSTEM_CONFIG_SIZE_MAX (64 * 1024)
#define HALL_STANDING_ROOMS_MAX 32

/* The file to be read: (nullable) (transfer full): none. */
char              *hall_system_config_find               (void);
/* @path: (nullable). (transfer full) */
HallSystemConfig  *hall_system_config_load               (const char             *path);
void               hall_system_config_free               (HallSystemConfig       *self);
/* (nullable): the file leaves that open */
GVariant          *hall_system_config_get_value          (const HallSystemConfig *self,
                                                          HallSetting             setting);
/* Cleaned names, each once. */
const char *const *hall_system_config_get_standing_rooms (const HallSystemConfig *self);
/* (nullable): sentences, one a line */
const char        *hall_system_config_get_problem        (const HallSystemConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSystemConfig, hall_system_config_free)

G_END_DECLS
