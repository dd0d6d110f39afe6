/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-outbox.h: what we say in one room, from the moment it is written until two disks have it.
 *
 * Owned by a HallConversation. It keeps the unsigned rows, signs them one after the other while
 * the room is live and the pace allows, offers again what was not acknowledged, and knows the
 * room's logical clock. It knows no links: "send" says what has to go out.
 */

#pragma once

#include "hall-context.h"
#include "hall-types.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_OUTBOX_WAITING,   /* nothing is signed */
  HALL_OUTBOX_MEMBER,    /* linked to a host */
  HALL_OUTBOX_HOST,      /* we host */
  HALL_OUTBOX_DIRECT,    /* linked to the other of a private conversation */
} HallOutboxMode;

#define HALL_TYPE_OUTBOX (hall_outbox_get_type ())
G_DECLARE_FINAL_TYPE (HallOutbox, hall_outbox, HALL, OUTBOX, GObject)

/* Signals:
 *  "signed" (HallEvent *)   on our disk; its row, if it had one, is to become this
 *  "stored" (const char *token)   a new row is on disk, before it is signed
 *  "failed" (const char *token)   a row can never be signed, and is gone
 *  "send" (HallEvent *)     to the host, or to the members
 *  "state" (const char *event_id, HallMessageState) */

HallOutbox *hall_outbox_new          (HallContext      *context,
                                      const char       *room_id,
                                      gint64            highest_lc);
/* The lc that an event of ours has to be above; it is signed anew with that. */
typedef gint64 (* HallOutboxFloor)   (HallEvent        *event,
                                      gpointer          user_data);
void        hall_outbox_set_floor    (HallOutbox       *self,
                                      HallOutboxFloor   floor,
                                      gpointer          user_data);
/* From the store, in the order written. */
void        hall_outbox_restore_row  (HallOutbox       *self,
                                      const HallOutboxEntry *entry);
/* Reads what was signed and not acknowledged; nothing is sent before that is known. */
void        hall_outbox_load         (HallOutbox       *self);

/* The token of the new row. (transfer none) */
const char *hall_outbox_add_text     (HallOutbox       *self,
                                      const char       *text,
                                      gint64            written_ms);
/* The same of one that answers, names somebody or is an action. @body: of kind TEXT, clean. */
const char *hall_outbox_add_text_body (HallOutbox      *self,
                                      const HallEventBody *body,
                                      gint64            written_ms);
/* What a row would be if it were signed now, though above @lc: for showing it, and for nothing
 * else. NULL: it cannot be. (transfer full) */
HallEvent  *hall_outbox_sketch       (HallOutbox       *self,
                                      const char       *token,
                                      gint64            lc);
/* Anything but a text, state or genesis: kept on disk and signed in its turn like a text. The token
 * of the new row. (transfer none) */
const char *hall_outbox_add_event    (HallOutbox       *self,
                                      const HallEventBody *body,
                                      gint64            written_ms);
/* Joined goes before everything that waits, renamed after it. */
void        hall_outbox_add_state    (HallOutbox       *self,
                                      HallStateChange   change,
                                      const char       *name);
/* At once, whatever the mode: stored, and to be sent by the caller. */
HallEvent  *hall_outbox_sign_state   (HallOutbox       *self,
                                      HallStateChange   change,
                                      const char       *name);

/* The same for another kind; @done gets it when it is on disk, signalled and sent, or NULL if that
 * failed. */
typedef void (* HallOutboxDone)      (HallEvent        *event,
                                      gpointer          user_data);
void        hall_outbox_sign_event   (HallOutbox       *self,
                                      const HallEventBody *body,
                                      HallOutboxDone    done,
                                      gpointer          user_data);

void        hall_outbox_set_mode     (HallOutbox       *self,
                                      HallOutboxMode    mode);
/* Host's clock minus ours, ms. */
void        hall_outbox_set_offset   (HallOutbox       *self,
                                      gint64            offset_ms);
/* The link has enough to carry. */
void        hall_outbox_set_congested (HallOutbox      *self,
                                      gboolean          congested);
/* Every event of the room that becomes known, own ones of other runs included. */
void        hall_outbox_observe      (HallOutbox       *self,
                                      HallEvent        *event);
/* Whatever is signed from now on is above it. */
gint64      hall_outbox_get_highest_lc (HallOutbox     *self);
/* Two disks have these. */
void        hall_outbox_acknowledge  (HallOutbox       *self,
                                      const char *const *event_ids);
/* These are deleted here. */
void        hall_outbox_drop         (HallOutbox       *self,
                                      const char *const *event_ids);
/* The host refused these for the rate. */
void        hall_outbox_retry        (HallOutbox       *self,
                                      const char *const *event_ids,
                                      guint             retry_ms);
/* The host refused these for their clock. TRUE: it should have taken one of them. */
gboolean    hall_outbox_put_off      (HallOutbox       *self,
                                      const char *const *event_ids);
/* The host does not pass these on: they are not offered any more. */
void        hall_outbox_give_up      (HallOutbox       *self,
                                      const char *const *event_ids);
/* Whether it has been so since the last call. */
gboolean    hall_outbox_take_gave_up (HallOutbox       *self);
/* @stored_counts: what is on one disk is good enough. */
guint       hall_outbox_count_unsent (HallOutbox       *self,
                                      gboolean          stored_counts);
/* Signed, not on two disks: (element-type HallEvent) sorted. */
GPtrArray  *hall_outbox_list_unsent  (HallOutbox       *self);
/* What the timeline should say of an own event that the store knows as @acknowledged. */
HallMessageState hall_outbox_get_state (guint acknowledged);
void        hall_outbox_close        (HallOutbox       *self);

G_END_DECLS
