/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-private.h: what cleaning, shortening and linking share about characters.
 *
 * Private to this folder.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shows nothing by itself, or changes how others are shown: format and direction characters,
 * fillers, variation selectors. */
gboolean hall_character_is_invisible (gunichar    c);
gboolean hall_character_is_control   (gunichar    c);
/* Symbols that emoji sequences are made of. */
gboolean hall_character_is_pictorial (gunichar    c);

/* Bytes of the longest beginning of text, at most max_bytes, that splits no grapheme. */
gsize    hall_text_cut               (const char *text,
                                      gsize       max_bytes);

G_END_DECLS
