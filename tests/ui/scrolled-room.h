/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* scrolled-room.h: a long conversation in a small window, and where its rows are.
 *
 * A fixture of several tests.
 */

#pragma once

#include "hall-message-view.h"

#include "fake-session.h"

G_BEGIN_DECLS

/* Messages that are there from the beginning. */
#define SCROLLED_ROOM_OLD 200

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  gint64 time;
  HallMessageView *view;
  GtkWindow *window;
} ScrolledRoom;

void           scrolled_room_set_up       (ScrolledRoom  *fixture,
                                           gconstpointer  data);
void           scrolled_room_tear_down    (ScrolledRoom  *fixture,
                                           gconstpointer  data);
/* A minute later; @live: as it arrives. */
HallMessage   *scrolled_room_say          (ScrolledRoom  *fixture,
                                           gboolean       live);
void           scrolled_room_open_room    (ScrolledRoom  *fixture);
GtkAdjustment *scrolled_room_get_adjustment (ScrolledRoom *fixture);
/* A UiTestCondition. */
gboolean       scrolled_room_is_at_end    (gpointer       data);
/* Where a message's row is in the view, or -1. */
double         scrolled_room_get_y        (ScrolledRoom  *fixture,
                                           HallMessage   *message);
/* A message whose row is in the middle of the view. */
HallMessage   *scrolled_room_find_visible (ScrolledRoom  *fixture);
void           scrolled_room_scroll_by    (ScrolledRoom  *fixture,
                                           double         pixels);

G_END_DECLS
