/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-expiry.h: what the files of HallConversation ask about what is being deleted.
 *
 * Private to them. What is on disk when somebody wants it to be deleted may not have been given out
 * yet: the disk has not answered, or nothing gave a right to it so far. Nobody is told of it then.
 */

#pragma once

#include "hall-conversation-private.h"

G_BEGIN_DECLS

void     hall_conversation_clear_expiry   (HallConversation *self);

/* Around what the intake has stored. */
void     hall_conversation_begin_passing  (HallConversation *self);
void     hall_conversation_end_passing    (HallConversation *self);
/* The intake could not store: what waits is written after what is deleted now. */
void     hall_conversation_forget_passing (HallConversation *self);
/* Whether what is given out now goes at once. */
gboolean hall_conversation_is_passing     (HallConversation *self,
                                           HallEvent        *event);
/* It is withheld, and may be deleted already. */
void     hall_conversation_note_withheld  (HallConversation *self,
                                           HallEvent        *event);
/* Whether what was withheld was deleted meanwhile; asked once. */
gboolean hall_conversation_take_withheld  (HallConversation *self,
                                           HallEvent        *event);

G_END_DECLS
