/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-outbox-private.h: what the files of HallOutbox share.
 *
 * hall-outbox.c signs and sends, hall-outbox-rows.c takes what is written, hall-outbox-unsent.c
 * keeps account of what was acknowledged.
 */

#pragma once

#include "hall-pace.h"

#include "hall-outbox.h"

G_BEGIN_DECLS

/* Something to be signed: a row of the outbox, or a state. */
typedef struct
{
  char *token;              /* NULL: a state */
  char *kind;               /* (nullable) of a row that is no text: the word for it */
  char *text;               /* or the body, if it has a kind */
  gint64 written_ms;
  HallStateChange change;
  char *name;
} HallUnsigned;

/* Signed, not on two disks. */
typedef struct
{
  HallEvent *event;
  guint acknowledged;
  gboolean overdue;         /* was there when it was last looked */
} HallUnsent;

struct _HallOutbox
{
  GObject parent_instance;

  HallContext *context;
  char *room_id;
  HallOutboxMode mode;
  gint64 offset_ms;
  gint64 highest_lc;
  HallEvent *previous;      /* (nullable) our last event here, in the order of the room */
  GQueue rows;              /* (element-type HallUnsigned) */
  GQueue offers;            /* (element-type HallEvent) to be sent again */
  GHashTable *unsent;       /* id → HallUnsent */
  HallPace pace;
  gint64 not_before;        /* monotonic µs: the host asked us to wait */
  HallTimer *timer;
  GPtrArray *put_off;       /* (element-type utf8) ids that the host finds too early */
  HallTimer *put_off_timer;
  HallTimer *overdue_timer;
  HallOutboxFloor floor;    /* (nullable) */
  gpointer floor_data;
  gboolean loaded;
  gboolean loading;
  gboolean committing;
  gboolean congested;
  gboolean gave_up;         /* something that the host did not permit, as it saw the rights then */
  gboolean closed;
};

void hall_outbox_pump         (HallOutbox *self);
void hall_outbox_offer_put_off (gpointer   user_data);
void hall_outbox_offer_overdue (gpointer   user_data);
/* With the next value of the room's clock. */
HallEvent *hall_outbox_sign_row (HallOutbox *self,
                               const HallUnsigned *row,
                               GError    **error);
void hall_outbox_track        (HallOutbox *self,
                               HallEvent  *event,
                               guint       acknowledged);
/* Fills the offers for the present mode. */
void hall_outbox_plan_offers  (HallOutbox *self);
void hall_outbox_emit_state   (HallOutbox *self,
                               const char *event_id,
                               guint       acknowledged);

G_END_DECLS
