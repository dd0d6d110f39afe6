/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-json-writer.h: JSON text appended to a GString, private to this folder.
 *
 * Commas are put where they belong by looking at the last byte; the caller opens and closes what
 * it writes. Escapes are the shortest that RFC 8259 allows: a text at most doubles, but for
 * control characters, which no text of ours contains.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hall_json_append_string  (GString    *json,
                               const char *text,
                               gssize      length);
void hall_json_append_name    (GString    *json,
                               const char *name);
void hall_json_append_text    (GString    *json,
                               const char *name,
                               const char *text);
void hall_json_append_integer (GString    *json,
                               const char *name,
                               gint64      value);
void hall_json_append_true    (GString    *json,
                               const char *name,
                               gboolean    value);
void hall_json_append_texts   (GString           *json,
                               const char        *name,
                               const char *const *texts);

/* How many bytes hall_json_append_string () appends, quotes included. */
gsize hall_json_string_size   (const char *text,
                               gsize       length);

G_END_DECLS
