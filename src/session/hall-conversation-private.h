/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-private.h: what the files of HallConversation share.
 *
 * hall-conversation.c holds the object; -link.c reaches the host, -member.c is a member of it,
 * -host.c hosts, -events.c stores and shows, -history.c pages.
 */

#pragma once

#include "hall-census.h"
#include "hall-compare.h"
#include "hall-host.h"
#include "hall-intake.h"
#include "hall-outbox.h"
#include "hall-route.h"
#include "hall-sync.h"
#include "hall-verifier.h"

#include "hall-conversation.h"

G_BEGIN_DECLS

struct _HallConversation
{
  GObject parent_instance;

  HallContext *context;
  HallRoom *room;
  HallStoredRoom *stored;
  HallEvent *genesis;         /* NULL until it is known */
  HallCensus *census;         /* who belongs to it, as far as the set says */
  HallOutbox *outbox;
  HallIntake *intake;
  GPtrArray *joiners;         /* (element-type GTask) */
  gboolean begun;
  gboolean closed;

  /* The newest event held, and what is shown of it. */
  gint64 newest_lc;
  HallEvent *newest;          /* (nullable) while only its clock is known */
  HallEvent *last_text;
  gint64 own_state_lc;        /* of our newest joined or left */
  gboolean join_queued;       /* "joined" is to be signed */
  gboolean rename_due;
  HallTimer *marker_timer;    /* unread that stays gets a divider */
  gboolean paging;
  guint n_openings;

  /* A member. */
  HallRoute *route;           /* of the present round; NULL between rounds */
  guint n_redirects;
  HallLink *link;
  HallTimer *join_timer;      /* until welcome, then until synchronised */
  HallTimer *retry_timer;
  gint64 attempted;           /* monotonic µs of the last round */
  guint backoff_ms;
  guint n_failures;           /* rounds since we were last live */
  GError *last_error;
  gboolean welcomed;
  gint64 linked;              /* monotonic µs of the welcome */
  gboolean first_join;
  gboolean settled;           /* the first synchronisation of this link is shown */
  HallVerifier *verifier;     /* of live events */
  HallSync *sync;
  GPtrArray *racks;           /* ids to be confirmed */
  HallTimer *rack_timer;
  HallTimer *lost_timer;      /* a short loss is not worth a line */
  HallPerson *lost_host;      /* (nullable) whom we were linked to last in this run */

  /* Hosting. */
  HallHost *host;
  HallTimer *host_timer;      /* listening whether somebody else hosts what we hosted */
  GHashTable *syncs;          /* member's id → HallSync */
  HallTimer *hold_timer;
  gboolean preparing;         /* the genesis is being read */

  /* What of synchronisation outlives a link. */
  HallSyncRest *rest;
  HallCompare *compare;       /* with other members */
};

/* hall-conversation.c */
void     hall_conversation_save            (HallConversation *self);
void     hall_conversation_set_genesis     (HallConversation *self,
                                            HallEvent        *genesis);
void     hall_conversation_finish_joiners  (HallConversation *self,
                                            const GError     *error);
HallPerson *hall_conversation_meet         (HallConversation *self,
                                            const char       *id,
                                            const char       *name);
void     hall_conversation_emit_problem    (HallConversation *self,
                                            const GError     *error);
void     hall_conversation_emit_dropped    (HallConversation *self);
void     hall_conversation_emit_announcement (HallConversation *self);
void     hall_conversation_emit_message    (HallConversation *self,
                                            HallMessage      *message);

/* hall-conversation-link.c */
void     hall_conversation_init_link       (HallConversation *self);
void     hall_conversation_clear_link      (HallConversation *self);
void     hall_conversation_connect         (HallConversation *self);
void     hall_conversation_retry           (HallConversation *self);
/* Whether to look for another host before hosting what we hosted. */
gboolean hall_conversation_has_other_host  (HallConversation *self);
void     hall_conversation_watch_link      (HallConversation *self,
                                            HallLink         *link);
void     hall_conversation_drop_link       (HallConversation *self);

/* hall-conversation-member.c */
void     hall_conversation_init_member     (HallConversation *self);
void     hall_conversation_clear_member    (HallConversation *self);
/* FALSE: it is not for this room; nothing was changed. */
gboolean hall_conversation_welcome         (HallConversation *self,
                                            HallPacket       *packet);
void     hall_conversation_take_packet     (HallConversation *self,
                                            HallPacket       *packet);
/* The link of a member is gone; @said_bye: in good order. */
void     hall_conversation_lose_host       (HallConversation *self,
                                            gboolean          said_bye);
void     hall_conversation_note_lost       (HallConversation *self);
void     hall_conversation_check_settled   (HallConversation *self);
void     hall_conversation_confirm         (HallConversation *self,
                                            const char       *event_id);

/* hall-conversation-host.c */
void     hall_conversation_init_host       (HallConversation *self);
void     hall_conversation_clear_host      (HallConversation *self);
void     hall_conversation_host_later      (HallConversation *self);
void     hall_conversation_check_held      (HallConversation *self);

/* hall-conversation-sync.c */
void     hall_conversation_init_sync       (HallConversation *self);
/* Whatever synchronises must be closed by then. */
void     hall_conversation_clear_sync      (HallConversation *self);
/* While we host: to all members who may have it. */
void     hall_conversation_relay           (HallConversation *self,
                                            HallEvent        *event,
                                            const char       *except_id);
/* The census has changed. */
void     hall_conversation_check_scopes    (HallConversation *self);
/* @link of a member of the room who only wants to compare sets. */
void     hall_conversation_compare         (HallConversation *self,
                                            HallLink         *link);

/* hall-conversation-events.c */
void     hall_conversation_init_events     (HallConversation *self,
                                            gint64            highest_lc);
void     hall_conversation_take_synced     (HallConversation *self,
                                            GPtrArray        *events,
                                            const char       *peer_id);
/* If the set does not say that we joined, we do; and by which name we go now. */
void     hall_conversation_say_joined      (HallConversation *self);
/* A row that exists already, or was loaded: no signal, no unread. */
void     hall_conversation_note_event      (HallConversation *self,
                                            HallEvent        *event);

G_END_DECLS
