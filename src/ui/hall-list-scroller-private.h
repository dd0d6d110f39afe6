/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-list-scroller-private.h: what the files of HallListScroller share.
 */

#pragma once

#include "hall-list-scroller.h"

G_BEGIN_DECLS

/* Frames until a jump is given up, and the end reached by the adjustment instead. */
#define HALL_JUMP_FRAMES 8

typedef enum
{
  HALL_JUMP_NONE,
  HALL_JUMP_TO_END,   /* the target is the last row */
  HALL_JUMP_TO_LAST,  /* on the way to the top: the last row, so that the target comes from above */
  HALL_JUMP_TO_TOP,   /* the target lands at the top */
  HALL_JUMP_LIFTED,   /* and from there a little lower, so that one sees what came before it */
} HallJump;

struct _HallListScroller
{
  GObject parent_instance;

  GtkListView *list;             /* not owned: it owns us through its page */
  GtkAdjustment *adjustment;
  GdkFrameClock *clock;          /* (nullable): while the list is realized */

  HallJump jump;
  GObject *target;               /* (nullable) the item of a row: rows may come meanwhile */
  gboolean lifts;
  guint frames_left;
  guint tick;

  gboolean follow;               /* the newest row is loaded: staying at the end makes sense */
  gboolean at_end;               /* as the person left it */
  gboolean layout_changed;       /* rows or sizes changed in this frame: nobody scrolled */
  gboolean moved;                /* to be told in the next frame */
};

gboolean hall_list_scroller_is_at_end   (HallListScroller *self);
void     hall_list_scroller_set_at_end  (HallListScroller *self,
                                         gboolean          at_end);
void     hall_list_scroller_ensure_tick (HallListScroller *self);
/* A jump is over. */
void     hall_list_scroller_settle      (HallListScroller *self);

/* hall-list-scroller-jump.c */
/* @target: (nullable) (transfer full) */
void     hall_list_scroller_start_jump  (HallListScroller *self,
                                         HallJump          jump,
                                         GObject          *target,
                                         gboolean          lifts);
void     hall_list_scroller_step_jump   (HallListScroller *self);

G_END_DECLS
