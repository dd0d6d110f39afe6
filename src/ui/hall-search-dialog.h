/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-dialog.h: the search over every conversation.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-search.h"

G_BEGIN_DECLS

#define HALL_TYPE_SEARCH_DIALOG (hall_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallSearchDialog, hall_search_dialog, HALL, SEARCH_DIALOG, AdwWindow)

/* Signals:
 *  "chosen" (HallSearchHit *hit)   to be shown where it was said; the dialog closes */

GtkWidget *hall_search_dialog_new       (HallSession      *session,
                                         GtkWindow        *parent);
/* What is typed, as if somebody had. */
void       hall_search_dialog_set_query (HallSearchDialog *self,
                                         const char       *query);

G_END_DECLS
