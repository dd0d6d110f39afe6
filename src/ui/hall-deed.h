/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-deed.h: asking before, and telling when something did not work.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A question with "Cancel" and one answer that does it: its response is "accept". To be
 * presented. (transfer none) */
AdwMessageDialog *hall_deed_ask  (GtkWidget  *near,
                                  const char *heading,
                                  const char *body,
                                  const char *accept,
                                  gboolean    destructive);
/* Tells why it did not work; a NULL @error is nothing to tell. */
void              hall_deed_tell (GtkWidget    *near,
                                  const GError *error);

G_END_DECLS
