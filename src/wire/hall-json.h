/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-json.h: the strict gate in front of json-glib, and typed getters behind it.
 *
 * json-glib recurses without a limit, takes comments and two documents, and turns large numbers
 * into others; so bytes pass hall_json_check () first. Getters set HALL_WIRE_ERROR_BAD_FIELD.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "hall-error.h"

G_BEGIN_DECLS

/* One JSON object, RFC 8259, UTF-8, nesting <= HALL_JSON_DEPTH_MAX, integers only with
 * |n| <= 2^53 - 1, no duplicate keys, no \u0000, no lone surrogates, nothing after it. */
gboolean    hall_json_check        (const char  *text,
                                    gsize        length,
                                    GError     **error);
JsonObject *hall_json_parse        (const char  *text,
                                    gsize        length,
                                    GError     **error);
char       *hall_json_to_text      (JsonObject  *object,
                                    gsize       *length);

/* A member that is missing returns FALSE/NULL with @error set, unless `optional` is in the name. */
const char *hall_json_get_text          (JsonObject  *object,
                                         const char  *member,
                                         gsize        max_bytes,
                                         GError     **error);
gboolean    hall_json_get_optional_text (JsonObject  *object,
                                         const char  *member,
                                         gsize        max_bytes,
                                         const char **value,
                                         GError     **error);
gboolean    hall_json_get_integer       (JsonObject  *object,
                                         const char  *member,
                                         gint64       minimum,
                                         gint64       maximum,
                                         gint64      *value,
                                         GError     **error);
gboolean    hall_json_get_optional_integer (JsonObject *object,
                                         const char  *member,
                                         gint64       minimum,
                                         gint64       maximum,
                                         gint64      *value,
                                         GError     **error);
gboolean    hall_json_get_optional_boolean (JsonObject *object,
                                         const char  *member,
                                         gboolean    *value,
                                         GError     **error);

G_END_DECLS
