/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-emoji-button.h: the button that puts an emoji into a text.
 */

#pragma once

#include "hall-composer-text.h"

G_BEGIN_DECLS

/* @text outlives @button. */
void hall_emoji_button_set_up (GtkMenuButton    *button,
                               HallComposerText *text);

G_END_DECLS
