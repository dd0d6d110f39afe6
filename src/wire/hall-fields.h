/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fields.h: getters for the kinds of fields that our objects are made of, private to this
 * folder.
 *
 * Like those of hall-json.h they return FALSE with HALL_WIRE_ERROR_BAD_FIELD for what is wrong.
 * Results are copies, put where the pointer says; a missing optional one leaves NULL.
 */

#pragma once

#include "hall-json.h"

G_BEGIN_DECLS

typedef gboolean (* HallFieldCheck) (const char *text);

gboolean hall_field_refuse        (GError        **error,
                                   const char     *member);
gboolean hall_field_take_id       (JsonObject     *object,
                                   const char     *member,
                                   gboolean        optional,
                                   HallFieldCheck  is_valid,
                                   char          **id,
                                   GError        **error);
/* One line: a name, a topic, a status text. */
gboolean hall_field_take_line     (JsonObject     *object,
                                   const char     *member,
                                   gboolean        optional,
                                   gsize           max_bytes,
                                   char          **line,
                                   GError        **error);
/* Lower-case letters, digits, '-' and '_', at most HALL_WORD_MAX. */
gboolean hall_field_take_word     (JsonObject     *object,
                                   const char     *member,
                                   const char     *otherwise,
                                   char          **word,
                                   GError        **error);
gboolean hall_field_take_number   (JsonObject     *object,
                                   const char     *member,
                                   guint64         minimum,
                                   guint64         maximum,
                                   guint64        *number,
                                   GError        **error);
gboolean hall_field_take_versions (JsonObject     *object,
                                   guint          *version_min,
                                   guint          *version_max,
                                   GError        **error);
/* A list of texts that each pass @is_valid. */
gboolean hall_field_take_list     (JsonObject     *object,
                                   const char     *member,
                                   gboolean        optional,
                                   guint           max_entries,
                                   HallFieldCheck  is_valid,
                                   char         ***list,
                                   GError        **error);
gboolean hall_field_take_array    (JsonObject     *object,
                                   const char     *member,
                                   guint           max_entries,
                                   JsonArray     **array,
                                   GError        **error);

gboolean hall_word_is_valid       (const char     *word);
gboolean hall_address_is_valid    (const char     *address);
/* 11 characters of base64url: a digest of 8 bytes. */
gboolean hall_digest_is_valid     (const char     *digest);

G_END_DECLS
