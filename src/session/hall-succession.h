/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-succession.h: a member that lost its host asks those who come before it whether one of them
 * hosts the room now.
 *
 * Owned by a HallConversation from the loss until the outcome. Candidates are asked in groups, each
 * group side by side, the next one when nobody of the last hosts. It hosts nothing and trusts
 * nobody: who is a candidate, and at which addresses, is its owner's business.
 */

#pragma once

#include "hall-dial.h"

G_BEGIN_DECLS

#define HALL_TYPE_SUCCESSION (hall_succession_get_type ())
G_DECLARE_FINAL_TYPE (HallSuccession, hall_succession, HALL, SUCCESSION, GObject)

/* Signals:
 *  "group" (guint group)         from now on this group is asked
 *  "alive" (const char *id)      this candidate has greeted us and thinks about our `join`
 *  "redirected" (HallPacket *not_host)   somebody says who hosts; the handler calls
 *                                hall_succession_follow () or hall_succession_note_living ()
 * and then one of these, once, last:
 *  "welcomed" (HallLink *link, HallPacket *welcome)   the others are sent away
 *  "exhausted" (gboolean living)  nobody: we are the first; but if @living there is a host that we
 *                                can't reach */

/* @join: what to say to each. */
HallSuccession *hall_succession_new         (HallContext       *context,
                                             HallPacket        *join);
/* In the order of groups. */
void            hall_succession_add         (HallSuccession    *self,
                                             guint              group,
                                             const char        *id,
                                             const char *const *addresses,
                                             guint16            port);
void            hall_succession_start       (HallSuccession    *self);
/* Asks at once whom somebody named as the host. */
void            hall_succession_follow      (HallSuccession    *self,
                                             const char        *id,
                                             const char *const *addresses,
                                             guint16            port);
/* Somebody named a host that can't be dialled. */
void            hall_succession_note_living (HallSuccession    *self);
guint           hall_succession_get_group   (HallSuccession    *self);
/* Whether this candidate has greeted us and has not answered yet. */
gboolean        hall_succession_awaits      (HallSuccession    *self,
                                             const char        *id);
/* Ends it without a signal: with bye, or without a word. */
void            hall_succession_close       (HallSuccession    *self);
void            hall_succession_abort       (HallSuccession    *self);

G_END_DECLS
