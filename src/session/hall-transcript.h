/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transcript.h: rows of a conversation as lines of text, for people, and as JSON objects, for
 * programs.
 *
 * What hallway-cli prints and what is written to a file look alike. A line that nobody wrote has a
 * "*" where a name would stand, and lines of a message after its first are indented, so that no
 * text can pass for somebody else's. The names of members and words are an interface that scripts
 * rely on: they are never translated, and only ever added to.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "hall-room.h"

G_BEGIN_DECLS

/* All (transfer full). @text without characters that a terminal would obey; a line break stays if
 * @indent is not NULL, and what follows it begins with @indent. */
char        *hall_transcript_make_plain     (const char      *text,
                                             const char      *indent);
/* A row as lines, without a line break at the end; NULL for what is told otherwise. */
char        *hall_transcript_make_line      (HallMessage     *message,
                                             gboolean         with_date);
/* "12:03 * ", and the note. */
char        *hall_transcript_make_note_line (gint64           time_ms,
                                             gboolean         with_date,
                                             const char      *note);
/* What a row that is no text says; NULL for what is told otherwise. */
char        *hall_transcript_make_note      (HallMessage     *message);
/* The day, in the person's language. */
char        *hall_transcript_make_day       (gint64           time_ms);
/* An event "message", "queued" or "deed"; NULL for rows that programs are not told of. */
char        *hall_transcript_make_object    (HallRoom        *room,
                                             HallMessage     *message);

/* "admit", "moderator", "no-moderator", "kick", "ban", "unban", "name", "topic", "closed", "open",
 * "passphrase", "invitation"; NULL for other rows. */
const char  *hall_transcript_get_deed_word  (HallMessageKind  kind);

/* hall-transcript-objects.c: objects on one line. NULL is "". */
JsonBuilder *hall_transcript_begin          (const char      *event);
void         hall_transcript_add_text       (JsonBuilder     *builder,
                                             const char      *name,
                                             const char      *text);
void         hall_transcript_add_number     (JsonBuilder     *builder,
                                             const char      *name,
                                             gint64           number);
void         hall_transcript_add_flag       (JsonBuilder     *builder,
                                             const char      *name,
                                             gboolean         flag);
/* @builder: (transfer full) */
char        *hall_transcript_end            (JsonBuilder     *builder);

G_END_DECLS
