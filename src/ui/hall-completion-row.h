/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-row.h: one line of what can be chosen.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-completion-sources.h"

G_BEGIN_DECLS

/* (transfer floating): a GtkListBoxRow */
GtkWidget *hall_completion_row_new (const HallProposal *proposal);

/* What a screen reader says. (transfer full) */
char      *hall_completion_row_describe (const HallProposal *proposal);

G_END_DECLS
