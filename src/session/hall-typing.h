/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typing.h: who is writing in one room or private conversation just now: when to say it of
 * ourselves, and how long to believe it of others.
 *
 * Owned by a HallConversation, which sends and relays. It knows neither links nor who may speak.
 */

#pragma once

#include "hall-context.h"

G_BEGIN_DECLS

typedef struct _HallTyping HallTyping;

HallTyping *hall_typing_new      (HallContext *context,
                                  HallRoom    *room);
void        hall_typing_free     (HallTyping  *self);
/* What is in the composer has changed. TRUE: others are to be told @typing now. */
gboolean    hall_typing_set_own  (HallTyping  *self,
                                  gboolean     typing);
/* A word of @person; FALSE: there were too many of them, and it is to be dropped. */
gboolean    hall_typing_admit    (HallTyping  *self,
                                  const char  *person_id);
/* Shows it, for HALL_TYPING_GONE_MS at most. */
void        hall_typing_take     (HallTyping  *self,
                                  HallPerson  *person,
                                  gboolean     typing);
/* Nobody is heard any more. */
void        hall_typing_clear    (HallTyping  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTyping, hall_typing_free)

G_END_DECLS
