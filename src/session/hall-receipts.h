/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-receipts.h: up to where each member of a room has said that it holds everything.
 *
 * Owned by a HallConversation, which decides whom to believe and when to tell whom. Bounded: of
 * many people those who hold least are forgotten. It knows no links and no models.
 */

#pragma once

#include "hall-limits.h"
#include "hall-packet.h"

G_BEGIN_DECLS

#define HALL_RECEIPTS_MAX (2 * HALL_RECEIPT_MEMBERS_MAX)

typedef struct _HallReceipts HallReceipts;

HallReceipts *hall_receipts_new      (void);
void          hall_receipts_free     (HallReceipts *self);
/* FALSE: that says no more than what was known. */
gboolean      hall_receipts_note     (HallReceipts *self,
                                      const char   *person_id,
                                      gint64        lc,
                                      const char   *event_id);
/* What was said of events as late as this one, or later, did not speak of it. FALSE: nothing was
 * said. */
gboolean      hall_receipts_void     (HallReceipts *self,
                                      HallEvent    *event);
/* Those noted since this was called last: (element-type utf8) (transfer full). */
GPtrArray    *hall_receipts_take_due (HallReceipts *self);
/* Everybody there is a receipt of: (element-type utf8) (transfer full). */
GPtrArray    *hall_receipts_list     (HallReceipts *self);
/* What a host says of a person; NULL without a receipt. (transfer full) */
HallPacket   *hall_receipts_make     (HallReceipts *self,
                                      const char   *room_id,
                                      const char   *person_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallReceipts, hall_receipts_free)

G_END_DECLS
