/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-private.h: what the files of HallConversation share.
 *
 * hall-conversation-notes.h says which files are about edits, reactions and pins.
 *
 * -rights.c does what the census asks for, -rights-shown.c and -rights-deletes.c hide and show
 * by -rights-rows.c.
 *
 * hall-conversation.c holds the object; -link.c holds the link to the host, -round.c looks for the
 * host, -member.c is a member of it, -host.c hosts, -events.c stores and shows, -late.c marks what
 * came late, -receipts.c says who has what, -history.c pages, -end.c leaves, pauses and closes.
 *
 * Who hosts: -loss.c finds out when the host is lost, -knock.c answers those who ask, -handover.c
 * gives the room to a successor, -moved.c follows it there, -heal.c makes one host of two,
 * -stranger.c acquaints two that do not know each other, -revive.c hosts again when somebody is
 * back.
 *
 * A private conversation has nothing of that: -direct.c follows its HallDirect, -direct-packets.c
 * judges what the other sends, -direct-read.c says what was read. -typing.c is for all.
 */

#pragma once

#include "hall-admission.h"
#include "hall-admission-guesses.h"
#include "hall-census.h"
#include "hall-compare.h"
#include "hall-dial.h"
#include "hall-direct.h"
#include "hall-host.h"
#include "hall-intake.h"
#include "hall-keyring.h"
#include "hall-knocks.h"
#include "hall-outbox.h"
#include "hall-rate.h"
#include "hall-receipts.h"
#include "hall-roster.h"
#include "hall-route.h"
#include "hall-succession.h"
#include "hall-sync.h"
#include "hall-typing.h"
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
  struct _HallExpiry *expiry; /* what was deleted, and what is being deleted */
  gint64 own_state_lc;        /* of our newest joined or left */
  gboolean join_queued;       /* "joined" is to be signed */
  gboolean said_left;         /* whatever is saved from now on is no membership */
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
  gint64 stranger_dialled;    /* monotonic µs: somebody who may not belong here */
  guint backoff_ms;
  guint n_failures;           /* rounds since we were last live */
  gboolean refused;           /* in the last round, by a host of the room */
  gboolean refused_now;       /* the same of the present round */
  GError *last_error;
  char *refuser;              /* (nullable) the host that refused us last */
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
  char *next_host;            /* (nullable) while it is said who hosts after us */
  HallTimer *hold_timer;
  gboolean preparing;         /* the genesis is being read */

  /* What of synchronisation outlives a link. */
  HallSyncRest *rest;
  HallCompare *compare;       /* with other members */
  guint64 newest_mark;        /* of the intake, when the newest had come; 0: it has not */

  /* What came late, and who has what. */
  gint64 late_lc;             /* of the first unread row above the read mark; 0: there is none */
  GPtrArray *late_ids;        /* to be marked on disk */
  HallReceipts *receipts;
  HallTimer *receipt_timer;
  gint64 held_lc;             /* the newest event on our disk: what we vouch for */
  char *held_id;              /* (nullable) */
  gboolean receipt_due;
  gint64 receipt_linked;      /* the link that was told last, as @linked */
  HallTimer *check_timer;     /* links that did not answer are cut */
  gint64 check_began;

  /* Who hosts. */
  HallDial *dial;             /* of the present hop of the route */
  HallRoster *roster;         /* of the host we are or were linked to last */
  GHashTable *departed;       /* ids of members who said BYE */
  gboolean acquainted;        /* the set was synchronised once: we know who belongs to it */
  guint64 link_epoch;         /* what the host of this link says */
  gboolean host_off_link;     /* it was reached beyond our own subnets */
  HallSuccession *succession;
  gint64 waiting;             /* monotonic µs: since when there is no host; 0: there is one */
  guint n_stranded;           /* rounds for a host that lives, as others say; 0: none does */
  HallKnocks *knocks;
  HallTimer *ping_timer;      /* looks whether the host answers, for those who knock */
  gint64 pinged;              /* monotonic µs */
  struct _HallHandover *handover;   /* (nullable) while a successor is looked for */
  HallDial *move;             /* to the new host that the old one named */
  HallTimer *move_timer;
  struct _HallHeal *heal;     /* what we do about another host */
  HallTimer *revive_timer;
  HallTimer *stranger_timer;  /* before another host whom we do not know is compared with */
  char *stranger;             /* (nullable) the last such */
  gint64 stranger_asked;      /* monotonic µs */
  guint n_stranger_asked;     /* in a row */

  /* A private conversation; and who is writing, in any. */
  HallDirect *direct;         /* NULL in rooms */
  HallRate direct_rate;       /* of the other's live events */
  gboolean kept;              /* there is something in it: the store knows it */
  gboolean held;              /* somebody here has asked for it: it stays, empty or not */
  gboolean spare_spoke;       /* the link that is not in use wanted to synchronise */
  HallEvent *other_newest;    /* (nullable) the other's newest event held */
  HallTimer *read_timer;
  gint64 read_told;           /* the link that was told of our reading, as @linked */
  char *read_told_id;         /* (nullable) and up to where */
  guint n_marks;              /* of the other's, which the store is asked about */
  HallPacket *mark_due;       /* (nullable) the newest of those that wait for their turn */
  HallTyping *typing;
  struct _HallTalk *talk;     /* edits, reactions, pins and so on */

  /* Rights. */
  gboolean census_loaded;     /* what the store knows is in it */
  gboolean rights_due;        /* it has learnt something since it was looked at */
  gint64 spoken_lc;           /* the newest of what is not about rights */
  GHashTable *early;          /* ids of authors whose events came before that */
  GPtrArray *withheld;        /* (element-type HallEvent): not shown, lately */
  GHashTable *present;        /* ids of those linked to us who belonged */
  GHashTable *deletions;      /* id of a target → what is known of that */
  gboolean put_out;           /* we were, and this is about to end */
  GQueue changes;             /* (element-type HallChange) of rows, in order */
  HallTimer *changes_timer;
  gboolean recounting;        /* the store is asked what is unread */
  gboolean recount_again;
  HallTimer *out_timer;
  gint64 out_since;           /* monotonic µs: since when we are on the way out */
  guint n_reasons;            /* that the host of this link told us of */
  HallTimer *ban_timer;       /* until some ban ends */
  GPtrArray *attempts;        /* (element-type HallAttempt): who is proving to us */
  HallGuesses *guesses;
  HallProof *proof;           /* (nullable): what we prove with in the next round */
  gboolean remember;
  char *hint_host;            /* (nullable) who may host it, as somebody said, and where */
  char *hint_address;         /* (nullable) */
  guint16 hint_port;
  gboolean hint_typed;        /* it may be anywhere */
  GHashTable *doubted;        /* ids of those who host without being in, as their own set says */
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
void     hall_conversation_emit_state      (HallConversation *self,
                                            const char       *event_id,
                                            HallMessageState  state);

/* hall-conversation-link.c */
void     hall_conversation_init_link       (HallConversation *self);
void     hall_conversation_clear_link      (HallConversation *self);
/* Goes on over a link that said @welcome; @dialled: by us. */
void     hall_conversation_follow          (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *welcome,
                                            gboolean          dialled);
void     hall_conversation_drop_link       (HallConversation *self);
/* Ends whatever was done to reach a host, or to become one. */
void     hall_conversation_stop_dialling   (HallConversation *self);
/* Cuts what hall_conversation_close () would end with a word. */
void     hall_conversation_abort_search    (HallConversation *self);
/* (transfer full) */
HallPacket *hall_conversation_make_join    (HallConversation *self);
guint16  hall_conversation_get_own_port    (HallConversation *self);
/* Those of @addresses, and those the directory knows, that may be dialled for somebody whom
 * another one named: (transfer full) (nullable). @port: (inout) */
char   **hall_conversation_pick_addresses  (HallConversation *self,
                                            const char       *id,
                                            const char *const *addresses,
                                            guint16          *port);
/* @addresses, and what the directory knows besides, what is on-link now first: (transfer full). */
char   **hall_conversation_complete_addresses (HallConversation *self,
                                            const char       *id,
                                            const char *const *addresses);
/* @id was heard, and not from where our link to it leads: whether that still lives. */
void     hall_conversation_check_way       (HallConversation *self,
                                            const char       *id);

/* hall-conversation-round.c */
void     hall_conversation_init_rounds     (HallConversation *self);
void     hall_conversation_clear_rounds    (HallConversation *self);
void     hall_conversation_stop_round      (HallConversation *self);
void     hall_conversation_connect         (HallConversation *self);
void     hall_conversation_retry           (HallConversation *self);
/* No host is reached: what can be done is tried later. */
void     hall_conversation_wait            (HallConversation *self);
/* Whether to look for another host before hosting what we hosted. */
gboolean hall_conversation_has_other_host  (HallConversation *self);
gboolean hall_conversation_is_announced    (HallConversation *self);

/* hall-conversation-member.c */
void     hall_conversation_init_member     (HallConversation *self);
void     hall_conversation_clear_member    (HallConversation *self);
void     hall_conversation_welcome         (HallConversation *self,
                                            HallPacket       *packet,
                                            gboolean          dialled);
void     hall_conversation_take_packet     (HallConversation *self,
                                            HallPacket       *packet);
/* Nothing comes over the link any more. */
void     hall_conversation_end_membership  (HallConversation *self);
/* The host is lost: a line says so, if it takes long. */
void     hall_conversation_mark_lost       (HallConversation *self);
/* @host: who hosts now. */
void     hall_conversation_note_host       (HallConversation *self,
                                            HallPerson       *host);
/* Takes over what somebody says the epoch is, unless it leaps. */
void     hall_conversation_take_epoch      (HallConversation *self,
                                            guint64           epoch);
void     hall_conversation_check_settled   (HallConversation *self);
void     hall_conversation_confirm         (HallConversation *self,
                                            const char       *event_id);

/* hall-conversation-sync.c: @link of a member of the room who only wants to compare sets. */
void     hall_conversation_compare         (HallConversation *self,
                                            HallLink         *link);

/* hall-conversation-loss.c */
/* The link of a member is gone; @host_may_answer: to another attempt. */
void     hall_conversation_lose_host       (HallConversation *self,
                                            gboolean          host_may_answer);
/* Whether we stop, sleep or leave the room soon. */
gboolean hall_conversation_is_ending       (HallConversation *self);
/* Whether others could join us, would know us, and could rely on us. */
gboolean hall_conversation_may_take_over   (HallConversation *self);

/* hall-conversation-knock.c */
void     hall_conversation_init_knocks     (HallConversation *self);
void     hall_conversation_clear_knocks    (HallConversation *self);
/* It was decided who hosts, or that nobody does. */
void     hall_conversation_answer_knocks   (HallConversation *self);
/* The store has said who belongs to the room. */
void     hall_conversation_note_acquainted (HallConversation *self);
/* Somebody we are asking has greeted us: perhaps it asks us, too. */
void     hall_conversation_check_crossing  (HallConversation *self,
                                            const char       *id);

/* hall-conversation-handover.c */
void     hall_conversation_clear_handover  (HallConversation *self);
void     hall_conversation_abort_handover  (HallConversation *self);
void     hall_conversation_take_handoff    (HallConversation *self,
                                            HallPacket       *packet);
/* Sends our members to the host at the other end of @link, and becomes one of its members. */
void     hall_conversation_give_up_hosting (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *welcome,
                                            gboolean          dialled);

/* hall-conversation-moved.c */
void     hall_conversation_init_moving     (HallConversation *self);
void     hall_conversation_clear_moving    (HallConversation *self);
void     hall_conversation_take_moved      (HallConversation *self,
                                            HallPacket       *packet);
void     hall_conversation_stop_moving     (HallConversation *self);

/* hall-conversation-heal.c */
void     hall_conversation_init_heal       (HallConversation *self);
void     hall_conversation_clear_heal      (HallConversation *self);
void     hall_conversation_abort_heal      (HallConversation *self);
void     hall_conversation_stop_healing    (HallConversation *self);
/* @id: who announces this room, too, while we host. */
void     hall_conversation_hear_rival      (HallConversation *self,
                                            const char       *id);
/* A `join` by another host of this room, while we host. */
void     hall_conversation_meet_rival      (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *join);

/* hall-conversation-stranger.c */
void     hall_conversation_init_stranger   (HallConversation *self);
void     hall_conversation_clear_stranger  (HallConversation *self);
/* @id: who announces this room, too, and is not known to belong to it. */
void     hall_conversation_hear_stranger   (HallConversation *self,
                                            const char       *id);
/* Events came by comparing with @id. */
void     hall_conversation_check_stranger  (HallConversation *self,
                                            const char       *id);

/* hall-conversation-revive.c */
void     hall_conversation_init_revive     (HallConversation *self);
void     hall_conversation_clear_revive    (HallConversation *self);
gboolean hall_conversation_has_company    (HallConversation *self);
/* Somebody of the room may be here while nobody hosts it. */
void     hall_conversation_check_revive    (HallConversation *self);
void     hall_conversation_show_connection (HallConversation *self);

/* hall-conversation-host.c */
void     hall_conversation_init_host       (HallConversation *self);
void     hall_conversation_clear_host      (HallConversation *self);
void     hall_conversation_host_later      (HallConversation *self);
/* Says so; by self->next_host who hosts after us. */
void     hall_conversation_stop_hosting    (HallConversation *self);
void     hall_conversation_check_held      (HallConversation *self);

/* hall-conversation-sync.c */
void     hall_conversation_init_sync       (HallConversation *self);
void     hall_conversation_clear_sync      (HallConversation *self);
void     hall_conversation_end_sync        (HallConversation *self);
/* A member's disk has these; for what it may pass on that is a second one. */
void     hall_conversation_acknowledge_racks (HallConversation *self,
                                            const char       *member_id,
                                            const char *const *ids);
/* While we host: to all members who may have it. */
void     hall_conversation_relay           (HallConversation *self,
                                            HallEvent        *event,
                                            const char       *except_id);
/* Whether the newest is on our disk. */
gboolean hall_conversation_has_newest      (HallConversation *self);
/* To our host, live; FALSE: the host passes it on to whom it should not. */
gboolean hall_conversation_may_offer       (HallConversation *self,
                                            HallEvent        *event);
/* The census has changed. */
void     hall_conversation_check_scopes    (HallConversation *self);
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

void     hall_conversation_note_control    (HallConversation *self,
                                            HallEvent        *event);
/* To the host that we are linked to. */
void     hall_conversation_send_event      (HallConversation *self,
                                            HallEvent        *event);

/* Not shown before; as news. */
void     hall_conversation_show_events     (HallConversation *self,
                                            GPtrArray        *events);
/* Hidden from now on: it is not unread. */
void     hall_conversation_discount        (HallConversation *self,
                                            HallEvent        *event);

/* hall-conversation-rights-rows.c: the room's last message is hidden, or another one */
void     hall_conversation_refresh_preview (HallConversation *self);

/* hall-conversation-expiry.c */
void     hall_conversation_init_expiry       (HallConversation *self);
void     hall_conversation_take_in         (HallConversation *self,
                                            HallEvent        *event,
                                            HallOrigin        origin,
                                            const char       *peer_id);

/* hall-conversation-history.c: what is loaded is read anew, if anything is */
void     hall_conversation_reload          (HallConversation *self);
void     hall_conversation_open_place      (HallConversation *self,
                                            gint64            lc,
                                            const char       *event_id,
                                            GTask            *task);

/* hall-conversation-late.c */
void     hall_conversation_check_late      (HallConversation *self,
                                            HallEvent        *event,
                                            gboolean          in_order);
void     hall_conversation_save_late       (HallConversation *self);
void     hall_conversation_get_unread_mark (HallConversation *self,
                                            gint64           *lc,
                                            const char      **event_id);
void     hall_conversation_show_unread_mark (HallConversation *self);

/* hall-conversation-receipts.c */
void     hall_conversation_init_receipts   (HallConversation *self);
void     hall_conversation_clear_receipts  (HallConversation *self);
void     hall_conversation_note_new        (HallConversation *self,
                                            HallEvent        *event,
                                            const char       *peer_id);
void     hall_conversation_note_stored     (HallConversation *self,
                                            HallEvent        *event);
/* A `receipt` of a member, or of the host. */
void     hall_conversation_take_receipt    (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *packet);
/* A `rack` of a member. */
void     hall_conversation_take_racks      (HallConversation *self,
                                            const char       *member_id,
                                            const char *const *event_ids);
/* To a member that was welcomed. */
void     hall_conversation_tell_receipts   (HallConversation *self,
                                            const char       *member_id);

/* hall-conversation-end.c */
void     hall_conversation_init_end        (HallConversation *self);

/* hall-conversation-direct.c: nothing happens in a room */
void     hall_conversation_init_direct     (HallConversation *self);
void     hall_conversation_connect_direct  (HallConversation *self);
void     hall_conversation_clear_direct    (HallConversation *self);
void     hall_conversation_begin_direct    (HallConversation *self);
void     hall_conversation_pause_direct    (HallConversation *self);
/* Something was written. */
void     hall_conversation_open_direct     (HallConversation *self);
void     hall_conversation_hear_direct     (HallConversation *self,
                                            const char       *id);
void     hall_conversation_nudge_direct    (HallConversation *self);
void     hall_conversation_show_direct     (HallConversation *self);
void     hall_conversation_send_ack        (HallConversation *self,
                                            HallPacket       *packet);
void     hall_conversation_check_wanted    (HallConversation *self);
/* Something is in it from now on. */
void     hall_conversation_keep            (HallConversation *self);

/* hall-conversation-direct-packets.c */
void     hall_conversation_init_direct_packets (HallConversation *self);
void     hall_conversation_watch_direct    (HallConversation *self);
void     hall_conversation_take_direct_synced (HallConversation *self,
                                            GPtrArray        *events);

/* hall-conversation-direct-read.c */
void     hall_conversation_init_read       (HallConversation *self);
void     hall_conversation_clear_read      (HallConversation *self);
void     hall_conversation_tell_read_soon  (HallConversation *self);
void     hall_conversation_note_direct     (HallConversation *self,
                                            HallEvent        *event);
void     hall_conversation_show_other_mark (HallConversation *self);
void     hall_conversation_take_direct_receipt (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *packet);

/* hall-conversation-typing.c */
/* A `typing`: in a room, from a member while we host, else from the host. */
void     hall_conversation_take_typing     (HallConversation *self,
                                            HallLink         *link,
                                            HallPacket       *packet);
void     hall_conversation_end_typing      (HallConversation *self);
void     hall_conversation_note_typed      (HallConversation *self,
                                            HallEvent        *event);

G_END_DECLS

#include "hall-conversation-notes.h"
#include "hall-conversation-rights.h"
