/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-notes.h: the part of hall-conversation-private.h that is about notes, which is
 * what edits, reactions and pins are called here; included by it, and by nothing else.
 *
 * -notes.c gives them to the timeline, -notes-own.c keeps our own until they are signed, -pins.c
 * knows all pins of the room, -replies.c finds what is answered, -mentions.c counts what names us,
 * -reads.c says up to where members have read.
 */

#pragma once

#include "hall-store-talk.h"

#include "hall-conversation-talk.h"

G_BEGIN_DECLS

/* What HallConversation keeps for all that. */
typedef struct _HallTalk HallTalk;

struct _HallTalk
{
  HallEvent *last_other;      /* (nullable) the last that somebody else said */
  gboolean reading_last;      /* the edits of the last text are being read */
  gboolean read_last_again;
  gboolean last_edited;       /* what is shown of it is not what was said first */

  GPtrArray *sketches;        /* (element-type HallEvent) own notes that wait, as if signed */
  gint64 sketch_lc;

  GHashTable *pins;           /* id of a target → HallPinned */
  guint n_pins;               /* of all targets */
  guint sweep_pins_at;
  gboolean swept_pins;        /* some that do not count now were let go of */
  GHashTable *rulers;         /* ids of those who might pin once, whose pins are known */
  gboolean listing_pins;      /* what is pinned is being read */
  gboolean list_pins_again;

  GHashTable *asked;          /* ids that rows answer, being read */
  GHashTable *awaited;        /* the same, not held */

  char *heralds;              /* (nullable) who may name everybody, as mentions were counted */
  gboolean other_heralds;     /* they are not counted by those yet */
  GHashTable *late_unread;     /* ids of what counts as unread above the read mark */

  guint n_places;             /* that were asked for, to be shown */
  gboolean reload_due;        /* as soon as nothing is being paged */

  HallReceipts *reads;
  HallTimer *reads_timer;
  gint64 reads_told;          /* the link that was told of our reading, as @linked */
  char *reads_told_id;        /* (nullable) and up to where */
};

/* hall-conversation-notes.c */
void     hall_conversation_init_talk       (HallConversation *self);
void     hall_conversation_clear_talk      (HallConversation *self);
/* Reads what the store knows, at the start. */
void     hall_conversation_load_talk       (HallConversation *self);
/* Takes the notes out of what is new, and does what they say; returns the rest, in a new array.
 * (transfer container) */
GPtrArray *hall_conversation_take_notes    (HallConversation *self,
                                            GPtrArray        *events);
/* @events are in the timeline now, or one of them is the room's last text: what is said about them
 * is read and given. @task: (transfer full) (nullable): finished with TRUE then. */
void     hall_conversation_load_notes      (HallConversation *self,
                                            GPtrArray        *events,
                                            GTask            *task);
/* @events have rows, and are new. */
void     hall_conversation_meet_rows       (HallConversation *self,
                                            GPtrArray        *events);
/* These are hidden on disk, notes or what they are about. */
void     hall_conversation_hide_notes      (HallConversation *self,
                                            const char *const *ids);
/* The same the other way round, of those that are not in the timeline; then what has a row is read
 * again. */
void     hall_conversation_show_notes      (HallConversation *self,
                                            const char *const *ids);
/* It is shown elsewhere than in its row, too: there it is seen otherwise. */
void     hall_conversation_refresh_target  (HallConversation *self,
                                            const char       *target);
/* The last text of the room is another, or is seen otherwise. */
void     hall_conversation_refresh_last    (HallConversation *self);

/* hall-conversation-news.c: of these @events that came in, or were signed, those that say something
 * about messages are told if they count. */
void     hall_conversation_tell_news       (HallConversation *self,
                                            GPtrArray        *events);
void     hall_conversation_tell_deleted    (HallConversation *self,
                                            HallEvent        *event);

/* hall-conversation-notes-own.c */
void     hall_conversation_restore_note    (HallConversation *self,
                                            const HallOutboxEntry *entry);
void     hall_conversation_note_signed     (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_note_failed     (HallConversation *self,
                                            const char       *token);

/* hall-conversation-pins.c */
void     hall_conversation_init_pins       (HallConversation *self);
void     hall_conversation_clear_pins      (HallConversation *self);
void     hall_conversation_take_pin        (HallConversation *self,
                                            HallEvent        *event);
/* One of ours that waits. */
void     hall_conversation_take_pin_sketch (HallConversation *self,
                                            HallEvent        *sketch);
gboolean hall_conversation_pin_counts      (HallConversation *self,
                                            HallEvent        *event);
/* Somebody may have become a moderator: what that one pinned is read; then the rest. */
void     hall_conversation_check_pins      (HallConversation *self);
/* Others of the pins may count than before. */
void     hall_conversation_judge_pins      (HallConversation *self);
/* Whether the event was ever pinned. */
gboolean hall_conversation_has_pins        (HallConversation *self,
                                            const char       *event_id);
void     hall_conversation_show_pins       (HallConversation *self);

/* hall-conversation-replies.c */
void     hall_conversation_init_replies    (HallConversation *self);
void     hall_conversation_clear_replies   (HallConversation *self);
/* Rows may answer what is not shown yet. */
void     hall_conversation_answer          (HallConversation *self);
/* Whether a row answers it that does not show it yet. */
gboolean hall_conversation_awaits          (HallConversation *self,
                                            const char       *event_id);
/* These came, or are seen otherwise. */
void     hall_conversation_answer_again    (HallConversation *self,
                                            const char *const *ids);
void     hall_conversation_hide_answered   (HallConversation *self,
                                            const char *const *ids);

/* hall-conversation-mentions.c */
/* It counts as unread; or does so no more. */
void     hall_conversation_count_mention   (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_discount_mention (HallConversation *self,
                                            HallEvent        *event);
/* Others may be moderators now than before, or it is known at last who is. */
void     hall_conversation_check_heralds   (HallConversation *self);
/* As hall_store_count_unread_by_async (). */
void     hall_conversation_count_unread    (HallConversation *self,
                                            GAsyncReadyCallback callback,
                                            gpointer          user_data);

/* hall-conversation-reads.c: of a room */
void     hall_conversation_init_reads      (HallConversation *self);
void     hall_conversation_clear_reads     (HallConversation *self);
/* We have read on, or a link has begun. */
void     hall_conversation_tell_reads_soon (HallConversation *self);
void     hall_conversation_take_read       (HallConversation *self,
                                            const char       *person_id,
                                            HallPacket       *packet);
/* To a member that was welcomed. */
void     hall_conversation_tell_reads      (HallConversation *self,
                                            const char       *member_id);

G_END_DECLS
