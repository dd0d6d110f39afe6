/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-direct.h: the way of a private conversation: one link to one person, dialled when it is
 * wanted, kept while it is used.
 *
 * Owned by a HallConversation whose stored room has a person; that one stores and shows, this one
 * dials, synchronises and passes on. Of two links between the same pair the one stays that the
 * smaller key dialled.
 */

#pragma once

#include "hall-context.h"
#include "hall-datagram.h"

G_BEGIN_DECLS

#define HALL_TYPE_DIRECT (hall_direct_get_type ())
G_DECLARE_FINAL_TYPE (HallDirect, hall_direct, HALL, DIRECT, GObject)

/* Signals:
 *  "live" ()                        another link is in use now, or none
 *  "changed" ()                     it dials, has ceased to, or knows of another problem
 *  "packet" (HallLink *, HallPacket *)   of the person; the link need not be the one in use */

/* Nothing is dialled or taken before hall_direct_begin (). */
HallDirect *hall_direct_new         (HallContext *context,
                                     const char  *person_id);
void        hall_direct_begin       (HallDirect  *self);
/* Something waits: a link is wanted while @wanted, and dialled soon after the person was heard. */
void        hall_direct_set_wanted  (HallDirect  *self,
                                     gboolean     wanted);
/* The conversation is looked at, or something was written: dialled at once. */
void        hall_direct_open        (HallDirect  *self);
/* It was used: the idle time begins anew. */
void        hall_direct_touch       (HallDirect  *self);
/* A HELLO or BYE of the person, after the directory heard it. */
void        hall_direct_hear        (HallDirect  *self);
/* The network has changed: what waits for another attempt waits no longer than for a HELLO. */
void        hall_direct_nudge       (HallDirect  *self);
/* The person dialled us. */
void        hall_direct_take_link   (HallDirect  *self,
                                     HallLink    *link);
/* (nullable): the link in use */
HallLink   *hall_direct_get_link    (HallDirect  *self);
HallLink   *hall_direct_get_spare   (HallDirect  *self);
/* Whether we are the one whose clock and acknowledgement count: the smaller key. */
gboolean    hall_direct_is_host     (HallDirect  *self);
gboolean    hall_direct_is_dialling (HallDirect  *self);
/* (nullable): a translated sentence on why there can be no link */
const char *hall_direct_get_problem (HallDirect  *self);
/* Ends what is open with this error. */
void        hall_direct_refuse      (HallDirect  *self,
                                     const char  *code,
                                     const char  *text);
/* Says bye; until hall_direct_begin (). */
void        hall_direct_pause       (HallDirect  *self);
void        hall_direct_close       (HallDirect  *self);
/* Cuts its links without a word. */
void        hall_direct_abort       (HallDirect  *self);

G_END_DECLS
