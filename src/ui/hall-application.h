/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application.h: the program with a window.
 */

#pragma once

#include <adwaita.h>

#include "hall-background.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_APPLICATION (hall_application_get_type ())
G_DECLARE_FINAL_TYPE (HallApplication, hall_application, HALL, APPLICATION, AdwApplication)

/* An action and the keys that lead to it (accelerators, NULL-terminated). */
typedef struct
{
  const char *action;
  const char *keys[3];
} HallAccelerator;

HallApplication       *hall_application_new              (void);
HallSession           *hall_application_get_session      (HallApplication *self);
/* The process may end: its main loop can end before that, at logout. */
gboolean               hall_application_get_stopped      (HallApplication *self);
HallBackground        *hall_application_get_background   (HallApplication *self);
const HallAccelerator *hall_application_get_accelerators (guint           *n_accelerators);

G_END_DECLS
