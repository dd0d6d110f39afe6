/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-send-queue.h: what a link has yet to send: references to frames, chat before background.
 *
 * Private to net/, embedded in HallTlsLink. A frame once begun is finished before another begins.
 * It copies only into the record that is about to be written.
 */

#pragma once

#include "hall-link.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes **frames;   /* a ring; NULL while it is empty */
  guint size;
  guint first;
  guint length;
} HallSendRing;

typedef struct
{
  HallSendRing rings[2];   /* by HallLinkPriority */
  HallLinkPriority begun;  /* whose first frame @offset belongs to */
  gsize offset;
  gsize bytes;
} HallSendQueue;

void  hall_send_queue_clear (HallSendQueue    *self);
void  hall_send_queue_push  (HallSendQueue    *self,
                             GBytes           *frame,
                             HallLinkPriority  priority);
/* Moves up to @size bytes into @buffer; returns how many. */
gsize hall_send_queue_take  (HallSendQueue    *self,
                             guint8           *buffer,
                             gsize             size);
/* Everything but the rest of a frame that was begun. */
void  hall_send_queue_drop  (HallSendQueue    *self);

G_END_DECLS
