/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-export-dialog.h: a conversation written to a file of the person's choice.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-search.h"

G_BEGIN_DECLS

#define HALL_TYPE_EXPORT_DIALOG (hall_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallExportDialog, hall_export_dialog, HALL, EXPORT_DIALOG, AdwMessageDialog)

/* Asks where to, then exports. */
void             hall_export_dialog_choose     (HallSession      *session,
                                                HallRoom         *room,
                                                GtkWindow        *parent);
/* Exports at once; shown while it takes a while. */
GtkWidget       *hall_export_dialog_start      (HallSession      *session,
                                                HallRoom         *room,
                                                GFile            *file,
                                                HallExportFormat  format,
                                                GtkWindow        *parent);
/* JSON if either says so. */
HallExportFormat hall_export_dialog_get_format (GFile            *file,
                                                HallExportFormat  chosen);

G_END_DECLS
