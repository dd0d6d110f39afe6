/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-acks.h: which of our messages are not acknowledged yet.
 *
 * Bookkeeping for HallCliTalk; prints and sends nothing.
 */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

typedef struct _HallCliAcks HallCliAcks;

HallCliAcks *hall_cli_acks_new         (void);
void         hall_cli_acks_free        (HallCliAcks      *self);

/* A message of ours is in the outbox; then it is signed and has an id; then it gets further. */
void         hall_cli_acks_note_queued (HallCliAcks      *self,
                                        const char       *token);
void         hall_cli_acks_note_signed (HallCliAcks      *self,
                                        const char       *token,
                                        const char       *event_id,
                                        HallMessageState  state);
/* FALSE for what is no message of ours, or was acknowledged before. */
gboolean     hall_cli_acks_note_state  (HallCliAcks      *self,
                                        const char       *event_id,
                                        HallMessageState  state);
/* @stored_counts: whether what is stored here is acknowledged: nobody else is there. */
guint        hall_cli_acks_count       (HallCliAcks      *self,
                                        gboolean          stored_counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCliAcks, hall_cli_acks_free)

G_END_DECLS
