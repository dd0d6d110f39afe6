/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-contrast.h: which colours stand on which, told as JSON; see screens-contrast.c. */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *screens_contrast_tell       (void);
void      screens_contrast_hide_focus (GtkWidget *focus);
gboolean  screens_contrast_keep_focus (GtkWidget *focus);
JsonNode *screens_contrast_tell_focus (GtkWidget *focus);

G_END_DECLS
