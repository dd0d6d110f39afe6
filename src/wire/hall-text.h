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
/* What is to be seen in a text apart from its own marks; all of it nullable. */
typedef struct
{
  const char *const *names;      /* "@" before one of these is a mention */
  const char *own_name;          /* the one of them that is a mention of oneself */
  gboolean all;                  /* "@room" is one, too */
  const char *needle;            /* what was searched for; found as hall_text_find () finds it */
} HallTextMarks;

/* Pango markup of a text, with links (http, https, mailto, hallway) as <a href>, `code`, *bold*,
 * _italic_, ~strike~, > quotes and lists as they are meant, mentions and what was searched for
 * marked; everything else escaped. Parsing it gives back hall_text_to_plain (), and no tag but a
 * and span occurs. @marks: (nullable). What it costs grows with the length of the text. */
char     *hall_text_to_markup     (const char          *text,
                                   const HallTextMarks *marks);
/* Only links, everything else as it was typed: for topics and status lines. */
char     *hall_text_link_markup   (const char          *text);
/* The text as it is seen: without the signs that make bold or code. For previews, notifications
 * and screen readers. */
char     *hall_text_to_plain      (const char          *text);

typedef enum
{
  HALL_BLOCK_TEXT,               /* for hall_text_to_markup () */
  HALL_BLOCK_CODE,               /* a fenced block: as it is, in monospace */
} HallBlockKind;

typedef struct
{
  HallBlockKind kind;
  char *text;
} HallTextBlock;

/* The text cut at its fenced blocks, without the fences; at most HALL_TEXT_BLOCKS_MAX, the rest
 * being one block of text. (element-type HallTextBlock) (transfer full) */
#define HALL_TEXT_BLOCKS_MAX 20
GPtrArray *hall_text_to_blocks    (const char          *text);
/* How many emoji the text is made of, at most @max and nothing else but white space; else 0. */
guint     hall_text_count_emoji   (const char          *text,
                                   guint                max);
/* Whether it is one emoji: one grapheme that is shown as a picture. */
gboolean  hall_text_is_emoji      (const char          *text);
/* The one way in which such an emoji is written and compared (GtkEmojiChooser puts U+FE0F behind
 * every one); NULL if it is none. (transfer full) */
char     *hall_text_clean_emoji   (const char          *text);
gboolean  hall_text_has_link      (const char          *text);
/* What search compares: NFKC, case folded, white space to single spaces. (transfer full) */
char     *hall_text_fold          (const char          *text);
/* The first place at or after @from (a byte offset) where @folded_needle (by hall_text_fold ()) is
 * in @text as search understands it; FALSE when there is none. */
gboolean  hall_text_find          (const char          *text,
                                   gsize                from,
                                   const char          *folded_needle,
                                   gsize               *start,
                                   gsize               *end);

/* What two names have in common that a person might take for one another: case, width, scripts that
 * look alike, and what is invisible are folded (UTS #39's skeleton, by ICU). Only to be compared,
 * never shown. NULL if nothing visible is left. */
char     *hall_text_skeleton      (const char *name);

G_END_DECLS
