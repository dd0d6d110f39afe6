/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-intake.h: verified events of one room on their way to the disk.
 *
 * Owned by a HallConversation. What arrives in one turn of the main loop is stored by one call.
 * What could not be stored is kept, within bounds, and tried again.
 */

#pragma once

#include "hall-context.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_ORIGIN_MEMBER,   /* said to us, the host, by its author */
  HALL_ORIGIN_HOST,     /* relayed to us live */
  HALL_ORIGIN_SYNC,     /* learnt by synchronising */
} HallOrigin;

typedef struct
{
  HallEvent *event;
  HallOrigin origin;
  char *peer_id;        /* whom we have it from */
  gboolean is_new;      /* out: not held before, and not shown before */
  gboolean shown;       /* given out once already, when storing failed */
} HallArrival;

#define HALL_TYPE_INTAKE (hall_intake_get_type ())
G_DECLARE_FINAL_TYPE (HallIntake, hall_intake, HALL, INTAKE, GObject)

/* Signals, with (GPtrArray *arrivals) (element-type HallArrival):
 *  "stored"    on disk
 *  "failed"    not on disk (yet); is_new says which were not given out before */

/* Whether the event may be shown. What may not is stored as HALL_HIDDEN_UNPERMITTED. */
typedef gboolean (* HallIntakeJudge) (HallEvent *event,
                                      gpointer   user_data);

HallIntake *hall_intake_new     (HallContext *context);
/* NULL: everything may. */
void        hall_intake_set_judge (HallIntake *self,
                                 HallIntakeJudge judge,
                                 gpointer     user_data);
void        hall_intake_add     (HallIntake  *self,
                                 HallEvent   *event,
                                 HallOrigin   origin,
                                 const char  *peer_id);
/* Hands everything to the store now, so that whatever is asked of it next includes it. */
void        hall_intake_flush   (HallIntake  *self);
/* The same; the mark is passed when all of it has been written, or could not be. */
guint64     hall_intake_mark    (HallIntake  *self);
/* While "stored" or "failed" is emitted: whether that was added before the mark. */
gboolean    hall_intake_is_within (HallIntake  *self,
                                   guint64      mark);
gboolean    hall_intake_has_passed (HallIntake *self,
                                 guint64      mark);
/* Whether nothing waits or is being written. */
gboolean    hall_intake_is_idle (HallIntake  *self);
/* Whether something could not be stored, and is still to be. */
gboolean    hall_intake_is_behind (HallIntake *self);
/* Whether the store lags behind what is fetched. */
gboolean    hall_intake_is_full (HallIntake  *self);
void        hall_intake_close   (HallIntake  *self);

G_END_DECLS
