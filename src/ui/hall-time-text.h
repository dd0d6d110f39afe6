/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-time-text.h: moments as people read them. Times are unix milliseconds, shown in local time.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hall_time_text_clock     (gint64 time_ms);
char *hall_time_text_full      (gint64 time_ms);
char *hall_time_text_day       (gint64 time_ms,
                                gint64 now_ms);
char *hall_time_text_last_seen (gint64 time_ms,
                                gint64 now_ms);

G_END_DECLS
