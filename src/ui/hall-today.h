/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-today.h: tells when another day has begun.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_TYPE_TODAY (hall_today_get_type ())
G_DECLARE_FINAL_TYPE (HallToday, hall_today, HALL, TODAY, GObject)

HallToday *hall_today_get   (void);
void       hall_today_check (HallToday *self,
                             gint64     now_ms);

G_END_DECLS
