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

/* hall-text-blocks.c: the first fenced code in a text, valid UTF-8. */
typedef struct
{
  const char *start;     /* of the line of the first fence */
  const char *code;
  const char *code_end;
  const char *after;     /* the line break or the end behind the second fence */
} HallFence;

gboolean hall_text_find_fence        (const char *text,
                                      HallFence  *fence);

/* hall-text-markup.c: whether an address begins at @text, where a word may begin; then *end is
 * behind it. Otherwise *end is behind what is not to be looked at again. */
gboolean hall_text_find_link         (const char  *text,
                                      const char **end);
/* Escaped for markup. */
void     hall_text_append_escaped    (GString     *markup,
                                      const char  *text,
                                      gsize        length);

G_END_DECLS
