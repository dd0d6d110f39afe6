/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-direct-private.h: what the files of HallDirect share.
 *
 * hall-direct.c keeps the links, hall-direct-dial.c makes them.
 */

#pragma once

#include "hall-direct.h"

G_BEGIN_DECLS

struct _HallDirect
{
  GObject parent_instance;

  HallContext *context;
  char *person_id;
  HallLink *link;          /* in use */
  HallLink *spare;         /* (nullable) the other of two */
  HallTimer *spare_timer;
  gint64 spare_since;      /* monotonic µs: when the one in use was asked for a sign of life */
  HallTimer *idle_timer;
  gboolean wanted;
  gboolean paused;
  gboolean closed;
  char *problem;           /* (nullable) */

  /* Dialling. */
  GPtrArray *dialling;     /* (element-type HallLink) being made, to several addresses */
  GHashTable *tried;       /* (element-type utf8) addresses, in this round */
  HallTimer *next_timer;   /* until the next address is tried beside those */
  HallTimer *dial_timer;
  gboolean returning;      /* the timer waits for no pause: a link was lost, or we were opened */
  guint n_soon;            /* attempts that follow soon, if what somebody did is in vain */
  HallTimer *look_timer;   /* while something waits: is the person here, unheard? */
  guint backoff_ms;        /* 0: the last attempt was of use, or there was none */
  guint64 boot;            /* of the person's program, when it was heard last */
};

void hall_direct_add_link      (HallDirect *self,
                                HallLink   *link);
void hall_direct_emit_changed  (HallDirect *self);

/* hall-direct-dial.c */
void hall_direct_on_dial_timer (gpointer    user_data);
void hall_direct_on_look_timer (gpointer    user_data);
void hall_direct_on_next_timer (gpointer    user_data);
void hall_direct_plan_retry    (HallDirect *self);
/* A link that was in use is lost. */
void hall_direct_plan_return   (HallDirect *self);
void hall_direct_stop_dialling (HallDirect *self);

G_END_DECLS
