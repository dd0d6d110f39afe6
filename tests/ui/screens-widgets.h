/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-widgets.h: what stands on the screen, told as JSON; see screens-widgets.c. */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "hall-session.h"

G_BEGIN_DECLS

JsonNode *screens_widgets_tell         (void);
JsonNode *screens_widgets_tell_focus   (GtkWindow   *window);
JsonNode *screens_widgets_tell_content (HallSession *session);

G_END_DECLS
