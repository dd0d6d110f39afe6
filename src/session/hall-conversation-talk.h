/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-talk.h: what HallSession asks of a HallConversation about messages: saying
 * texts that answer or name somebody, changing and pinning them, and what is unread.
 *
 * It judges no rights: whoever calls has done that.
 */

#pragma once

#include "hall-conversation.h"

G_BEGIN_DECLS

/* A text with more than its words, into the outbox. @body: of kind TEXT, clean. (transfer none)
 * (nullable): its row, if it has one before it is signed. */
HallMessage *hall_conversation_send_body   (HallConversation    *self,
                                            const HallEventBody *body);
/* An edit, a reaction or a pin: into the outbox, and seen at once. */
void         hall_conversation_send_note   (HallConversation    *self,
                                            const HallEventBody *body);
/* Everything from (lc, id) on is unread again. */
void         hall_conversation_mark_unread (HallConversation    *self,
                                            gint64               lc,
                                            const char          *event_id);
/* From the last text of somebody else on; FALSE: there is none. */
gboolean     hall_conversation_mark_last_unread (HallConversation *self);
void         hall_conversation_set_notify  (HallConversation    *self,
                                            HallNotify           notify);
/* Whether a text, or its edit, is meant for us above all. */
gboolean     hall_conversation_names_us    (HallConversation    *self,
                                            HallEvent           *event);
/* Whether an edit, a reaction or a pin counts, as far as is known. @since: it was read before what
 * happened last. */
gboolean     hall_conversation_note_counts (HallConversation    *self,
                                            HallEvent           *event,
                                            gboolean             since);

/* hall-conversation-places.c */
void         hall_conversation_open_at     (HallConversation    *self,
                                            const char          *event_id,
                                            GTask               *task);
void         hall_conversation_open_at_time (HallConversation   *self,
                                            gint64               time_ms,
                                            GTask               *task);
/* Own edits, reactions and pins that wait, as they are seen: (element-type HallEvent)
 * (transfer none). */
GPtrArray   *hall_conversation_list_sketches (HallConversation  *self);

G_END_DECLS
