/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-parts.h: the parts of a message's row that most rows do without.
 *
 * Used by HallMessageRow alone, which keeps a pointer to each; they are made when first needed.
 */

#pragma once

#include <adwaita.h>

#include "hall-message.h"

G_BEGIN_DECLS

/* The avatar, or where @clock is given the time that appears under the pointer. */
void hall_message_parts_show_lead  (AdwBin       *lead,
                                    HallMessage  *message,
                                    const char   *clock);
void hall_message_parts_show_late  (GtkWidget    *head,
                                    GtkWidget   **late,
                                    gboolean      shown);
void hall_message_parts_show_marks (GtkWidget    *head,
                                    GtkWidget    *after,
                                    GtkWidget   **marks,
                                    HallPerson   *person,
                                    gboolean      shown);
void hall_message_parts_show_join  (GtkWidget    *box,
                                    GtkWidget   **join,
                                    HallMessage  *message,
                                    gboolean      shown);

G_END_DECLS
