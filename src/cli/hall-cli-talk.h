/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-talk.h: what happens in one room, printed; and what of ours is not acknowledged yet.
 *
 * Made before the room is known, so that nothing is missed; prints from the moment one is in it.
 */

#pragma once

#include "hall-cli-printer.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_CLI_TALK (hall_cli_talk_get_type ())
G_DECLARE_FINAL_TYPE (HallCliTalk, hall_cli_talk, HALL, CLI_TALK, GObject)

/* Signals:
 *  "progress" ()                      less of ours, or more, may be waited for than before
 *  "problem" (HallRoom *room, const GError *error)   joining that room was refused for good */

HallCliTalk *hall_cli_talk_new                 (HallSession     *session,
                                                HallCliPrinter  *printer);
/* Whether to print of messages our own ones alone, and nothing of other people. */
void         hall_cli_talk_set_own_only        (HallCliTalk     *self,
                                                gboolean         own_only);
/* The room whose messages count; may be called before one is in it. */
void         hall_cli_talk_set_room            (HallCliTalk     *self,
                                                HallRoom        *room);
HallRoom    *hall_cli_talk_get_room            (HallCliTalk     *self);
/* One is in the room now: prints that, and what has happened meanwhile. */
void         hall_cli_talk_join                (HallCliTalk     *self);
/* Prints that one is not in it any more. */
void         hall_cli_talk_leave               (HallCliTalk     *self);
/* @reply_to: (nullable) */
gboolean     hall_cli_talk_send                (HallCliTalk     *self,
                                                const char      *text,
                                                HallMessage     *reply_to,
                                                GError         **error);
/* Messages that were written in this run or were in the outbox before it. */
guint        hall_cli_talk_count_unacknowledged (HallCliTalk    *self);
gboolean     hall_cli_talk_is_settled          (HallCliTalk     *self);

G_END_DECLS
