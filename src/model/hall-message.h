/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message.h: one row of a conversation: an event as it is shown, or a message still in the
 * outbox.
 *
 * Belongs to one HallTimeline, which sets the properties that depend on the neighbours. A message
 * that gets signed stays the same object.
 */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE (hall_message_get_type ())
G_DECLARE_FINAL_TYPE (HallMessage, hall_message, HALL, MESSAGE, GObject)

/* Properties: id (nullable while unsigned), token (nullable), kind, author (HallPerson), text,
 * name (nullable: in JOINED, RENAMED, CREATED, ROOM_NAMED and INVITATION, what the event says),
 * previous-name (nullable: in RENAMED, as far as it is known), markup (Pango markup made by
 * hall_text_to_markup), time (unix ms: lc, or when written while unsigned), written (unix ms),
 * state, is-own, starts-run (show avatar and name), starts-day (show a day divider),
 * starts-unread (show "New"), late (arrived after newer ones had been read), subject (HallPerson,
 * nullable: whom it was done to), invited-room (nullable: a room's id), invited-host (nullable: the
 * id of who hosted that room then) */

const char       *hall_message_get_id           (HallMessage *self);
const char       *hall_message_get_token        (HallMessage *self);
HallMessageKind   hall_message_get_kind         (HallMessage *self);
HallPerson       *hall_message_get_author       (HallMessage *self);
const char       *hall_message_get_text         (HallMessage *self);
const char       *hall_message_get_name         (HallMessage *self);
const char       *hall_message_get_previous_name (HallMessage *self);
const char       *hall_message_get_markup       (HallMessage *self);
gint64            hall_message_get_time         (HallMessage *self);
gint64            hall_message_get_written      (HallMessage *self);
HallMessageState  hall_message_get_state        (HallMessage *self);
gboolean          hall_message_get_is_own       (HallMessage *self);
gboolean          hall_message_get_starts_run   (HallMessage *self);
gboolean          hall_message_get_starts_day   (HallMessage *self);
gboolean          hall_message_get_starts_unread (HallMessage *self);
gboolean          hall_message_get_late         (HallMessage *self);
HallPerson       *hall_message_get_subject      (HallMessage *self);
const char       *hall_message_get_invited_room (HallMessage *self);
const char       *hall_message_get_invited_host (HallMessage *self);

G_END_DECLS
