/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-layout.h: lays out long texts, each shaped once.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_TEXT_LAYOUT (hall_text_layout_get_type ())
G_DECLARE_FINAL_TYPE (HallTextLayout, hall_text_layout, HALL, TEXT_LAYOUT, GtkLayoutManager)

G_END_DECLS
