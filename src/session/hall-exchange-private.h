/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange-private.h: what the files of HallExchange share.
 *
 * hall-exchange.c owns the links, hall-exchange-pull.c decides whom to ask, hall-exchange-talk.c
 * speaks on one link, hall-exchange-send.c fills its pages, hall-exchange-intake.c verifies what
 * came.
 */

#pragma once

#include "hall-exchange.h"
#include "hall-stay.h"

G_BEGIN_DECLS

/* One link, and how far it has got. Owned by the exchange until the link is closed. */
typedef struct
{
  HallExchange *exchange;
  HallLink *link;
  gboolean dialled;
  gboolean stays;
  gboolean pull;             /* dialled because its HELLO said that it knows more */
  HallStay *stay;            /* (nullable): for which it was dialled; not owned */
  gboolean again;            /* pulled for news of those whom it told us of */
  char *expected_id;         /* (nullable): who is to answer what we dialled */
  char *digest;              /* (nullable): of that HELLO */
  HallTimer *timer;          /* the end of the exchange; of a link that stays: what is new */

  gboolean asked;            /* the whole question was sent or has come */
  gboolean answered;         /* all that the other side lacked was given to the queue */
  gboolean told;             /* its last page has come */
  gboolean ending;
  guint n_pages;             /* that came */
  GHashTable *theirs;        /* set of tokens of what the other side has */
  GPtrArray *claimed;        /* (element-type utf8) its `have`, in order */
  GPtrArray *wanted;         /* (element-type utf8) its `want` */
  GPtrArray *outgoing;       /* (element-type HallNotice) still to be sent */
  GPtrArray *wanting;        /* (nullable) (element-type utf8) our `want`, for the last page */
  gboolean sending;          /* pages are to follow until the last */

  guint n_entries;           /* that came */
  guint n_pending;           /* of these, in the intake */
  gint64 credit;             /* of a link that stays: µs, each entry costs some */
  gint64 credited;
  gboolean brought;          /* we know more, or less, than before */
  gboolean renewed;          /* of somebody else, we have something newer than before */
} HallTalk;

/* Something that waits to be verified. */
typedef struct
{
  HallTalk *talk;
  HallRelayed *relayed;
  gint64 came_us;
} HallIncoming;

struct _HallExchange
{
  GObject parent_instance;

  HallContext *context;
  HallAnnouncer *announcer;
  gboolean closed;
  GPtrArray *talks;          /* (element-type HallTalk) */
  GPtrArray *stays;          /* (element-type HallStay), not owned */
  GHashTable *served;        /* person's id → gint64: when it asked last */
  GQueue intake;             /* (element-type HallIncoming) */
  HallTimer *intake_timer;
  GPtrArray *heard;          /* (nullable) (element-type HallNotice): of others, for `news` */
  gint64 heard_us;           /* when that was listed */

  /* hall-exchange-pull.c */
  GHashTable *offers;        /* person's id → HallOffer */
  GHashTable *rests;         /* person's id → HallRest */
  GHashTable *sources;       /* person's id → char *: who told us of it */
  HallTimer *pull_timer;
  HallTimer *fade_timer;
  gint64 new_until;          /* monotonic µs: till then we have just come; 0: nothing was heard */
  gint64 next_pull;
};

/* hall-exchange.c */
HallTalk  *hall_exchange_dial        (HallExchange *self,
                                      const char   *address,
                                      guint16       port,
                                      const char   *expected_id);
guint      hall_exchange_count       (HallExchange *self,
                                      gboolean      dialled,
                                      gboolean      stays);
/* (nullable): the talk with that person over a link that one of us dialled, or is dialling. */
HallTalk  *hall_exchange_find        (HallExchange *self,
                                      const char   *person_id);
/* Whether the peer may ask now; notes that it did. */
gboolean   hall_exchange_note_asked  (HallExchange *self,
                                      const char   *person_id);
void       hall_exchange_forget_stay (HallExchange *self,
                                      HallStay     *stay);
/* What may be told now, of us and others: (element-type HallNotice) (transfer full). */
GPtrArray *hall_exchange_list        (HallExchange *self);
/* The same of others alone, as it was a moment ago: all links share it. */
GPtrArray *hall_exchange_peek_others (HallExchange *self);

/* hall-exchange-pull.c */
void       hall_exchange_init_pull   (HallExchange *self);
void       hall_exchange_clear_pull  (HallExchange *self);
/* @talk was dialled, and is over. */
void       hall_exchange_note_pulled (HallExchange *self,
                                      HallTalk     *talk);
/* @person_id was told of by @source_id. */
void       hall_exchange_note_source (HallExchange *self,
                                      const char   *person_id,
                                      const char   *source_id);

/* hall-exchange-talk.c */
HallTalk  *hall_talk_new             (HallExchange *exchange,
                                      HallLink     *link,
                                      gboolean      dialled);
void       hall_talk_free            (HallTalk     *self);
/* Says bye. */
void       hall_talk_end             (HallTalk     *self);
/* The other side lies or floods: it is counted, and the link ends. */
void       hall_talk_refuse          (HallTalk     *self,
                                      HallCounter   counter,
                                      const char   *code);
/* Goes on after what came was taken, or what waited was sent. */
void       hall_talk_go_on           (HallTalk     *self);

/* hall-exchange-send.c */
void       hall_talk_ask             (HallTalk     *self);
void       hall_talk_answer          (HallTalk     *self);
void       hall_talk_add_wanted      (HallTalk     *self);
void       hall_talk_add_news        (HallTalk     *self);
void       hall_talk_pump            (HallTalk     *self);

/* hall-exchange-intake.c */
void       hall_exchange_take_in     (HallExchange *self,
                                      HallTalk     *talk,
                                      HallPacket   *packet);
/* Whether so many more may wait. */
gboolean   hall_exchange_has_place   (HallExchange *self,
                                      guint         n_entries);
/* What came over that link is not looked at any more. */
void       hall_exchange_drop        (HallExchange *self,
                                      HallTalk     *talk);
void       hall_exchange_take_last   (HallExchange *self,
                                      HallTalk     *talk);
void       hall_exchange_on_intake   (gpointer      user_data);
/* What the directory, who was shown a datagram that came over @link, made of it. */
void       hall_exchange_note_outcome (HallExchange *self,
                                       HallLink     *link,
                                       HallDatagram *datagram,
                                       HallHeard     heard,
                                       guint         age_ms);

/* hall-stay.c */
void       hall_stay_note_ready      (HallStay     *self,
                                      const char   *peer_id);
void       hall_stay_note_closed     (HallStay     *self,
                                      const GError *error);
/* The exchange is over. */
void       hall_stay_abandon         (HallStay     *self);
HallStay  *hall_stay_new             (HallExchange *exchange,
                                      HallClock    *clock,
                                      const char   *address,
                                      guint16       port);

G_END_DECLS
