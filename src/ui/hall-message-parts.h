/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-parts.h: the parts of a message's row that most rows do without.
 *
 * Used by HallMessageRow alone, which keeps them; they are made when first needed, and hidden when
 * the row serves a message without them.
 */

#pragma once

#include <adwaita.h>

#include "hall-message-line.h"
#include "hall-message.h"

G_BEGIN_DECLS

typedef struct
{
  /* Made by the row: everything; the message in it; the places before and with the text. */
  GtkBox *rows;
  HallMessageLine *message;
  AdwBin *lead;
  GtkBox *column;

  /* All nullable. */
  GtkWidget *day;
  GtkWidget *unread;
  GtkWidget *fold;
  GtkWidget *notice;
  GtkWidget *head;
  GtkWidget *author;
  GtkWidget *marks;
  GtkWidget *time;
  GtkWidget *edited;
  GtkWidget *late;
  GtkWidget *reply;
  GtkWidget *join;
  GtkWidget *reactions;
  GtkWidget *pin;
  GtkWidget *state;
} HallMessageParts;

/* What is NULL is not shown. */
void hall_message_parts_show_day       (HallMessageParts *self,
                                        const char       *day);
void hall_message_parts_show_unread    (HallMessageParts *self,
                                        gboolean          shown);
void hall_message_parts_show_fold      (HallMessageParts *self,
                                        const char       *sentence,
                                        gboolean          unfolded);
void hall_message_parts_show_notice    (HallMessageParts *self,
                                        const char       *sentence);
/* The avatar, or where @clock is given the time that appears under the pointer. */
void hall_message_parts_show_lead      (HallMessageParts *self,
                                        HallMessage      *message,
                                        const char       *clock);
void hall_message_parts_show_author    (HallMessageParts *self,
                                        HallPerson       *person);
void hall_message_parts_show_marks     (HallMessageParts *self,
                                        HallPerson       *person);
void hall_message_parts_show_time      (HallMessageParts *self,
                                        HallMessage      *message,
                                        const char       *clock);
void hall_message_parts_show_reply     (HallMessageParts *self,
                                        HallMessage      *message);
void hall_message_parts_show_join      (HallMessageParts *self,
                                        HallMessage      *message);
void hall_message_parts_show_reactions (HallMessageParts *self,
                                        HallMessage      *message);
void hall_message_parts_show_pin       (HallMessageParts *self,
                                        gboolean          shown);
/* @sentence: what @icon means. */
void hall_message_parts_show_state     (HallMessageParts *self,
                                        const char       *icon,
                                        const char       *sentence);

G_END_DECLS
