/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-tokens.h: the words of the search index, which are not the words of a language.
 *
 * Private to the store. A text's are its characters and its pairs of neighbouring characters, once
 * each; beside them stand marks for what else is searched by. They are texts for FTS5's tokenizer
 * "ascii", each followed by a space.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_SEARCH_MARK_ANY,    /* all have it; key 0 */
  HALL_SEARCH_MARK_ROOM,   /* key of a room */
  HALL_SEARCH_MARK_AUTHOR, /* key of an author */
  HALL_SEARCH_MARK_LINK,   /* key 0 */
  HALL_SEARCH_MARK_EDITED, /* so often that not all of it is in the index; key 0 */
} HallSearchMark;

/* What a text is found by, HALL_SEARCH_MARK_LINK included. */
void hall_search_tokens_add_text  (GString        *tokens,
                                   const char     *text);
void hall_search_tokens_add_mark  (GString        *tokens,
                                   HallSearchMark  mark,
                                   gint64          key);
/* Adds to an FTS5 expression what has every token of a folded text; nothing of an empty one. */
void hall_search_tokens_match     (GString        *expression,
                                   const char     *folded);
/* What it asks for so far may also be told by a mark alone; nothing of an empty one. */
void hall_search_tokens_match_or_mark (GString    *expression,
                                   HallSearchMark  mark);
void hall_search_tokens_match_mark (GString       *expression,
                                   HallSearchMark  mark,
                                   gint64          key);

G_END_DECLS
