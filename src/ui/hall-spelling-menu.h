/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-menu.h: what can be done about a misspelt word, in the text's context menu.
 */

#pragma once

#include "hall-spelling-dictionary.h"
#include "hall-spelling.h"

G_BEGIN_DECLS

typedef struct _HallSpellingMenu HallSpellingMenu;

HallSpellingMenu *hall_spelling_menu_new  (HallSpelling           *spelling,
                                           GtkTextView            *view,
                                           HallSpellingDictionary *dictionary);
void              hall_spelling_menu_free (HallSpellingMenu       *self);

G_END_DECLS
