/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-phrase-row.h: an entry for a new passphrase, with suggestions.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_PHRASE_ROW (hall_phrase_row_get_type ())
G_DECLARE_FINAL_TYPE (HallPhraseRow, hall_phrase_row, HALL, PHRASE_ROW, AdwEntryRow)

void  hall_phrase_row_set_session (HallPhraseRow *self,
                                   HallSession   *session);
/* Puts six words in, unless something stands there already. */
void  hall_phrase_row_ensure      (HallPhraseRow *self);
/* What was typed, without white space around it; "" for nothing. (transfer full) */
char *hall_phrase_row_get_phrase  (HallPhraseRow *self);

G_END_DECLS
