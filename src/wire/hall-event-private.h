/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-private.h: what the parts of HallEvent share, private to this folder.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "hall-event.h"

G_BEGIN_DECLS

#define HALL_EVENT_PREFIX "hallway/v1/event\n"
#define HALL_EVENT_VERSION 1
/* Everything in a text's event but the text, with the longest numbers: 231 bytes. */
#define HALL_EVENT_FIELDS_MAX 256

/* hall-event.c: takes @bytes as what was or will be signed; the signature is left zero. */
HallEvent    *hall_event_new_from_bytes     (GBytes      *bytes,
                                             GError     **error);

/* hall-event-body.c: reads "b" as the event's kind_name asks. */
gboolean      hall_event_take_body          (HallEvent   *self,
                                             JsonObject  *object,
                                             gint64       version,
                                             GError     **error);
/* HALL_EVENT_UNKNOWN for a word that is not known. */
HallEventKind hall_event_kind_from_name     (const char  *name);

/* hall-event-talk.c: the bodies of what people say. */
gboolean      hall_event_take_text          (HallEvent   *self,
                                             JsonObject  *body,
                                             GError     **error);
gboolean      hall_event_take_target        (HallEvent   *self,
                                             JsonObject  *body,
                                             GError     **error);
gboolean      hall_event_take_edit          (HallEvent   *self,
                                             JsonObject  *body,
                                             GError     **error);
gboolean      hall_event_take_reaction      (HallEvent   *self,
                                             JsonObject  *body,
                                             GError     **error);
gboolean      hall_event_take_pin           (HallEvent   *self,
                                             JsonObject  *body,
                                             GError     **error);

/* hall-event-new.c: everything up to the body, which the caller appends with its braces; then
 * hall_event_finish () signs it and frees @json. */
GString      *hall_event_begin              (HallKey     *key,
                                             const char  *room,
                                             gint64       lc,
                                             gint64       ts,
                                             const char  *previous,
                                             const char  *token,
                                             const char  *kind_name);
HallEvent    *hall_event_finish             (HallKey     *key,
                                             GString     *json,
                                             GError     **error);
/* FALSE with HALL_WIRE_ERROR_TOO_BIG. @text: (nullable). */
gboolean      hall_event_check_size         (const char  *text,
                                             gsize        max_bytes,
                                             GError     **error);

G_END_DECLS
