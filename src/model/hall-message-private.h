/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-private.h: how HallTimeline makes rows and sets what depends on their neighbours.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-annotations.h"

#include "hall-message.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_MESSAGE_STARTS_RUN = 1 << 0,
  HALL_MESSAGE_STARTS_DAY = 1 << 1,
  HALL_MESSAGE_STARTS_UNREAD = 1 << 2,
} HallMessageStarts;

/* Fields are read and set by the files of HallMessage alone. */
struct _HallMessage
{
  GObject parent_instance;

  HallEvent *event;         /* (nullable) */
  HallPerson *author;
  HallPerson *subject;      /* (nullable) */
  char *token;              /* (nullable) */
  char *text;               /* (nullable): until asked for */
  char *markup;             /* (nullable): until asked for */
  char *plain;              /* (nullable): until asked for */
  GPtrArray *blocks;        /* (nullable) (element-type HallTextBlock): until asked for */
  char *name;               /* (nullable) */
  char *previous_name;      /* (nullable) */
  gint64 time;
  gint64 written;
  gint64 day;
  HallMessageKind kind;
  HallMessageState state;
  HallMessageStarts starts;
  gboolean late;
  gboolean missed;          /* own: had not got anywhere when the other last said "read up to" */

  HallPerson *own;          /* (nullable): oneself, who reads it */
  HallAnnotations *annotations; /* (nullable) */
  HallNote *edit;           /* (nullable): the one that counts */
  GListStore *reactions;    /* (nullable): until there is one or they are asked for */
  char *reply_to;           /* (nullable) */
  HallMessage *reply;       /* (nullable) */
  HallFold fold;
  guint n_folded;
  gboolean open;            /* its run of lines is unfolded */
  gboolean reply_gone;
  gboolean pinned;
  gboolean mentions_me;
  gboolean all_counts;      /* the author may speak to everybody */
  gboolean action;
};

/* Whether there is a row for events like this at all. */
gboolean     hall_message_is_shown    (const HallEvent   *event);
/* @subject: (nullable): of the kinds that have a person. */
HallMessage *hall_message_new_signed  (HallEvent         *event,
                                       HallPerson        *author,
                                       HallPerson        *subject);
HallMessage *hall_message_new_pending (const char        *token,
                                       const char        *text,
                                       HallPerson        *author,
                                       gint64             written_ms);
HallMessage *hall_message_new_notice  (HallMessageKind    kind,
                                       HallPerson        *person,
                                       gint64             time_ms);

/* (nullable): NULL for a pending message and for a notice. */
HallEvent   *hall_message_get_event   (HallMessage       *self);
/* Changes whenever the local day does; for comparing only. */
gint64       hall_message_get_day     (HallMessage       *self);
/* (lc, id) order; a notice stands before the events of its millisecond and after earlier notices.
 * @event is NULL for the place of a notice. */
int          hall_message_compare     (HallMessage       *self,
                                       gint64             lc,
                                       const HallEvent   *event);

void         hall_message_sign        (HallMessage       *self,
                                       HallEvent         *event);
void         hall_message_set_state   (HallMessage       *self,
                                       HallMessageState   state);
/* Its event is not above what the other person has read: now, or whenever it was delivered. */
void         hall_message_set_read    (HallMessage       *self);
void         hall_message_set_previous_name (HallMessage *self,
                                       const char        *previous_name);
/* Texts and invitations; other lines are only seen. */
gboolean     hall_message_can_be_unread (HallMessage     *self);
void         hall_message_set_late    (HallMessage       *self);
void         hall_message_set_starts  (HallMessage       *self,
                                       HallMessageStarts  starts,
                                       HallMessageStarts  which);

/* hall-message-text.c */
void         hall_message_clear_text  (HallMessage       *self);
void         hall_message_clear_markup (HallMessage      *self);
gboolean     hall_message_is_about_me (HallMessage       *self);

/* hall-message-notes.c */
void         hall_message_set_reader  (HallMessage       *self,
                                       HallPerson        *own,
                                       gboolean           all_counts);
gboolean     hall_message_add_note    (HallMessage       *self,
                                       HallNote          *note);
gboolean     hall_message_remove_notes (HallMessage      *self,
                                       GHashTable        *raw_ids);
void         hall_message_set_annotations (HallMessage   *self,
                                       HallAnnotations   *annotations);
void         hall_message_apply_notes (HallMessage       *self);
void         hall_message_set_reply_to (HallMessage      *self,
                                       const char        *reply_to);
void         hall_message_set_action  (HallMessage       *self,
                                       gboolean           action);
void         hall_message_set_reply   (HallMessage       *self,
                                       HallMessage       *reply,
                                       gboolean           gone);
gboolean     hall_message_is_foldable (HallMessage       *self);
void         hall_message_set_fold    (HallMessage       *self,
                                       HallFold           fold,
                                       guint              n_folded,
                                       gboolean           open);

G_END_DECLS
