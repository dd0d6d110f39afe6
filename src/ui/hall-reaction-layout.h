/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-layout.h: small widgets one after the other, in as many lines as it takes.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_REACTION_LAYOUT (hall_reaction_layout_get_type ())
G_DECLARE_FINAL_TYPE (HallReactionLayout, hall_reaction_layout, HALL, REACTION_LAYOUT,
                      GtkLayoutManager)

GtkLayoutManager *hall_reaction_layout_new (void);

G_END_DECLS
