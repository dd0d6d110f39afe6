/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view-private.h: what the files of HallMessageView share.
 */

#pragma once

#include "hall-folded-rows.h"
#include "hall-list-scroller.h"
#include "hall-message-menu.h"

#include "hall-message-view.h"

G_BEGIN_DECLS

struct _HallMessageView
{
  AdwBin parent_instance;

  HallSession *session;
  HallRoom *room;                /* (nullable) */
  GSignalGroup *room_signals;
  GSignalGroup *timeline_signals;
  GSignalGroup *rows_signals;
  HallFoldedRows *rows;          /* (nullable): of the room's timeline, once it is open */
  GCancellable *opening;         /* (nullable): while the room's first rows are read */
  GCancellable *seeking;         /* (nullable): while the rows around a message are read */
  char *sought;                  /* (nullable) id of the message that is looked for */
  gint64 sought_ms;              /* or the time, where that is NULL */
  char *found;                   /* (nullable) id of the message that was jumped to last */
  char *needle;                  /* (nullable) what was searched for, to be marked */
  gboolean keeps_unread;         /* it was marked as unread: until the room is opened again */
  gboolean keeps_divider;        /* something came while nobody looked: "New" stays above it */
  HallMessage *focused;          /* (nullable): whose row had the keyboard last */
  HallListScroller *scroller;
  HallMessageMenu *menu;

  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkRevealer *latest_revealer;
  GtkWidget *latest;
  GtkLabel *latest_label;
  GtkPopover *date;              /* (nullable): once a date was asked for */
};

gboolean hall_message_view_is_open         (HallMessageView *self);

/* hall-message-view-seek.c */
void     hall_message_view_stop_seeking    (HallMessageView *self);
/* The room is open by now. */
void     hall_message_view_go_on_seeking   (HallMessageView *self);
void     hall_message_view_show_found      (HallMessageView *self);

/* hall-message-view-focus.c */
/* (transfer none) (nullable): the first one that is seen. */
HallMessage *hall_message_view_find_first  (HallMessageView *self);
void     hall_message_view_note_focus      (HallMessageView *self);
gboolean hall_message_view_enter           (HallMessageView *self,
                                            GtkDirectionType direction);

/* hall-message-view-date.c */
void     hall_message_view_init_date       (HallMessageView *self);

G_END_DECLS
