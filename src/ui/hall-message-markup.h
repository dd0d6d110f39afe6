/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-markup.h: reading the markup of a message again: where it is cut, and its links.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markup as hall_text_to_markup () makes it: tags are a and span only. (transfer full) (nullable):
 * the markup cut after so many lines or characters, all tags closed; NULL when it is not longer.
 * The limits are made less by what there is in it. */
char   *hall_message_markup_cut         (const char *markup,
                                         guint      *n_lines,
                                         guint      *n_characters);
/* The target of the link that the byte at @index of the shown text is in. (transfer full)
 * (nullable) */
char   *hall_message_markup_find_link   (const char *markup,
                                         gsize       index);
/* The target of the only link there is. (transfer full) (nullable): there are none, or several */
char   *hall_message_markup_get_only_link (const char *markup);

G_END_DECLS
