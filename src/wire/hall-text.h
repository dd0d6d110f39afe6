/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text.h: making other people's text safe to keep and to show.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A name: NFC, trimmed, runs of white space folded to one space, no control, bidi, invisible or
 * unassigned characters, at most max_bytes cut at a grapheme; NULL if nothing visible is left. */
char     *hall_text_clean_name    (const char *text,
                                   gsize       max_bytes);
/* A message: NFC, CR LF and CR become LF, no control characters but LF and TAB, no bidi overrides,
 * no embeddings and isolates left open at a line's end; trailing white space trimmed; NULL if
 * nothing is left or more than HALL_TEXT_MAX bytes. */
char     *hall_text_clean_message (const char *text);
/* What a decoder demands of a name or message from the wire: valid and already clean enough to be
 * stored as it is (not empty, no control characters, within max_bytes). Showing cleans again. */
gboolean  hall_text_is_acceptable (const char *text,
                                   gsize       max_bytes,
                                   gboolean    multiline);
/* Pango markup with links (http, https, mailto) as <a href>; everything else escaped. Parsing it
 * gives back the visible input, and no tag but a and span occurs. */
char     *hall_text_to_markup     (const char *text);

/* What two names have in common that a person might take for one another: case, width, scripts that
 * look alike, and what is invisible are folded (UTS #39's skeleton, by ICU). Only to be compared,
 * never shown. NULL if nothing visible is left. */
char     *hall_text_skeleton      (const char *name);

G_END_DECLS
