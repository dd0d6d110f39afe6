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

#include <gio/gio.h>

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
 * id of who hosted that room then), edited (unix ms of the last edit, 0: never; text and markup are
 * the edited ones), pinned, mentions-me (it names oneself, or everybody), action ("/me": the text
 * goes on from the author's name), reply-to (nullable: id of what it answers), reply (HallMessage,
 * nullable: what it answers, once that is known; never a row of a list), reply-gone (what it
 * answers was deleted), has-reactions (notified at each change of the reactions), fold (HallFold),
 * n-folded (of a HEAD: how many lines it stands for), unfolded (of a HEAD: those are seen) */

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

gint64            hall_message_get_edited       (HallMessage *self);
gboolean          hall_message_get_pinned       (HallMessage *self);
gboolean          hall_message_get_mentions_me  (HallMessage *self);
gboolean          hall_message_get_action       (HallMessage *self);
const char       *hall_message_get_reply_to     (HallMessage *self);
HallMessage      *hall_message_get_reply        (HallMessage *self);
gboolean          hall_message_get_reply_gone   (HallMessage *self);
gboolean          hall_message_get_has_reactions (HallMessage *self);
/* A GListModel of HallReaction, in the order in which the emoji came; empty where nothing can be
 * put to. (transfer none) */
GListModel       *hall_message_get_reactions    (HallMessage *self);
HallFold          hall_message_get_fold         (HallMessage *self);
guint             hall_message_get_n_folded     (HallMessage *self);
gboolean          hall_message_get_unfolded     (HallMessage *self);
/* Whether it says the same, said by the same, as long as nothing of it was changed: the text as
 * plain text, as it is seen: see hall_text_to_plain (). (transfer none) */
const char       *hall_message_get_plain        (HallMessage *self);
/* The parts of a text, cut at fenced code: how many, their markup (NULL: that one is code), and
 * what they say as it was written. @needle: (nullable): what was searched for, to be marked. */
guint             hall_message_get_n_blocks     (HallMessage *self);
char             *hall_message_make_block_markup (HallMessage *self,
                                                 guint        block,
                                                 const char  *needle);
const char       *hall_message_get_block_text   (HallMessage *self,
                                                 guint        block);
/* How many emoji the text is made of, at most @max and nothing else but white space; else 0. */
guint             hall_message_count_emoji      (HallMessage *self,
                                                 guint        max);
/* Where it stands among all messages, as a place to come back to: (lc, id), id NULL while
 * unsigned. */
gint64            hall_message_get_clock        (HallMessage *self);

G_END_DECLS
