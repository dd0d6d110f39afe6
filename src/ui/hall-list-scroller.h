/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-list-scroller.h: where a GtkListView stands, and how it gets to a row.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_LIST_SCROLLER (hall_list_scroller_get_type ())
G_DECLARE_FINAL_TYPE (HallListScroller, hall_list_scroller, HALL, LIST_SCROLLER, GObject)

/* Properties: at-end: the last row can be seen to its end
 * Signals:
 *  "moved"    the view or what it shows has moved, grown or shrunk; at most once a frame
 *  "arrived"  a jump has reached its target in the layout that is going on: good for drawing only,
 *             nothing may change sizes or the model now
 *  "settled"  a jump is over
 */

HallListScroller *hall_list_scroller_new           (GtkListView       *list,
                                                    GtkScrolledWindow *scrolled);
gboolean          hall_list_scroller_get_at_end    (HallListScroller  *self);
gboolean          hall_list_scroller_get_jumping   (HallListScroller  *self);
void              hall_list_scroller_set_follow    (HallListScroller  *self,
                                                    gboolean           follow);
void              hall_list_scroller_rows_changed  (HallListScroller  *self);
void              hall_list_scroller_jump_to_end   (HallListScroller  *self);
void              hall_list_scroller_jump_to_top   (HallListScroller  *self,
                                                    guint              position);
void              hall_list_scroller_jump_to_row   (HallListScroller  *self,
                                                    guint              position);
gboolean          hall_list_scroller_get_near_start (HallListScroller *self);
gboolean          hall_list_scroller_get_near_end   (HallListScroller *self);

G_END_DECLS
