/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-words.h: the words that suggested passphrases are made of, private to this folder.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char * const hall_words[];
extern const guint hall_n_words;

G_END_DECLS
