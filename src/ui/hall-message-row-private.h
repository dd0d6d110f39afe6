/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-row-private.h: what the files of HallMessageRow share.
 */

#pragma once

#include "hall-message-body.h"
#include "hall-message-parts.h"
#include "hall-today.h"

#include "hall-message-row.h"

G_BEGIN_DECLS

struct _HallMessageRow
{
  AdwBin parent_instance;

  HallMessage *item;      /* (nullable) */
  HallPerson *subject;    /* (nullable): of the item, watched */
  HallMessage *original;  /* (nullable): what the item answers, watched */
  GtkListItem *list_item; /* (nullable) weak */
  HallTimeline *timeline; /* (nullable): that the item is in */
  gboolean is_private;
  gboolean updating;      /* everything: it is named once, at the end */
  char *needle;           /* (nullable) */
  guint flashing;         /* timeout */
  HallToday *today;

  HallMessageParts parts;
  GtkWidget *rows;
  GtkWidget *message;
  AdwBin *lead;
  GtkWidget *column;
  HallMessageBody *body;
};

/* hall-message-row.c */
void hall_message_row_watch_original (HallMessageRow *self);

/* hall-message-row-show.c */
void hall_message_row_update        (HallMessageRow *self);
void hall_message_row_update_body   (HallMessageRow *self);
/* It is another day. */
void hall_message_row_today_changed (HallMessageRow *self,
                                     gint64          now_ms);
void hall_message_row_update_state  (HallMessageRow *self);
void hall_message_row_item_changed  (HallMessageRow *self,
                                     GParamSpec     *property);
/* Of the author, or of whom something was done to. */
void hall_message_row_person_changed (HallMessageRow *self,
                                     GParamSpec     *property);
/* Of what the item answers, or of who said that. */
void hall_message_row_original_changed (HallMessageRow *self,
                                        GParamSpec     *property);

G_END_DECLS
