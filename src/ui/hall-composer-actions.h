/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-actions.h: how the rest of a page asks its composer for an answer or an edit.
 */

#pragma once

#include "hall-composer.h"

G_BEGIN_DECLS

/* Actions of @page, with the id of a message's event: "page.reply" (s), "page.edit" (s). */
void hall_composer_actions_insert (HallComposer *composer,
                                   GtkWidget    *page);

G_END_DECLS
