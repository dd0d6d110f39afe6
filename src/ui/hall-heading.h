/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-heading.h: a line of the sidebar that is neither room nor person: a heading, or a hint.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_TYPE_HEADING (hall_heading_get_type ())
G_DECLARE_FINAL_TYPE (HallHeading, hall_heading, HALL, HEADING, GObject)

HallHeading *hall_heading_new         (const char  *text,
                                       gboolean     is_hint);
const char  *hall_heading_get_text    (HallHeading *self);
gboolean     hall_heading_get_is_hint (HallHeading *self);

G_END_DECLS
