/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull-private.h: what the files of HallPull share.
 *
 * hall-pull.c decides what to ask next, hall-pull-plan.c compares both sides' lists,
 * hall-pull-answers.c takes what the peer says.
 */

#pragma once

#include "hall-packet.h"
#include "hall-verifier.h"

#include "hall-pull.h"

G_BEGIN_DECLS

#define HALL_CONTROL_DAY (-1)

typedef enum
{
  HALL_SPAN_PLANNED,
  HALL_SPAN_ASKED,     /* the answer is on its way */
  HALL_SPAN_LISTED,    /* all of it is there; some may still be sifted */
} HallSpanState;

/* A part of the set that differs: the control events, a day, or an hour of one. Counted. */
typedef struct
{
  gint64 day;           /* HALL_CONTROL_DAY */
  int hour;             /* -1: all of it */
  char digest[12];      /* the peer's */
  gboolean by_hours;    /* a day too long to be listed, or cut */
  gboolean cut;         /* the bound is in this day, and the peer did not know it when it listed */
  HallSpanState state;
  GArray *hours;        /* (element-type HallDayDigest) (nullable) the peer's, when they came */
  GArray *own_hours;    /* (element-type HallStoredDay) (nullable) */
  guint n_ids;          /* listed by the peer so far */
  guint n_sifting;      /* pages of them of which it is not known yet what we lack */
  GHashTable *ids;      /* what we lack, each once */
  GPtrArray *missing;   /* the same, not wanted yet; the next ones last. Belong to @ids */
  guint n_out;          /* wanted, and not judged yet */
  guint n_gained;
  guint n_bad;
  guint n_hours;        /* spans made of it */
} HallSpan;

/* What a peer says that it has. */
typedef struct
{
  gint64 from;
  char *control;        /* (nullable) */
  GHashTable *days;     /* gint64 → HallDayDigest */
  guint n_pages;
} HallOffer;

struct _HallPull
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallSyncScope *scope;
  HallSyncRest *rest;       /* not owned; of no use when closed */
  HallVerifier *verifier;
  char *room_id;
  gboolean held;
  gboolean closed;
  gboolean given_up;        /* it promised too much that it did not give */

  HallOffer *incoming;      /* (nullable) pages are missing */
  HallOffer *waiting;       /* (nullable) complete, for when the plan is done */
  HallOffer *current;       /* (nullable) what the plan is made of */
  gint64 bound;             /* lc from which both lists of the plan count */
  gboolean listing;         /* our own list is being read */
  gboolean planned;         /* there has been a plan */
  gboolean fetching;        /* there is one */

  GQueue spans;             /* (element-type HallSpan) the next one first */
  GQueue asked;             /* (element-type HallSpan) in the order asked */
  gboolean want_out;
  GHashTable *wanted;       /* id → HallSpan, of the want that is out */
  GHashTable *judging;      /* id → HallSpan, in the verifier */
  GPtrArray *gathered;      /* (element-type HallEvent) verified, to be given out together */
  GHashTable *refused;      /* ids not to be asked for again on this link */
  guint n_bad;              /* of the link */
  guint64 n_listed;         /* of the plan */
  guint64 n_gained;         /* of the plan */
  guint64 n_fetched;        /* of the link */
  gboolean control_done;
  gboolean newest_done;
};

/* hall-pull.c */
/* Asks for what is next, wants what is known to be missing, and notices the end. */
void      hall_pull_pump            (HallPull      *self);
void      hall_pull_report_progress (HallPull      *self);
/* Not to be asked for again on this link; its peer promised in vain. */
void      hall_pull_refuse          (HallPull      *self,
                                     HallSpan      *span,
                                     const char    *id);
/* Nothing more is fetched over this link. */
void      hall_pull_give_up         (HallPull      *self);
/* There is a plan, or nothing to be planned. */
void      hall_pull_begin           (HallPull      *self);

/* hall-pull-plan.c */
HallSpan *hall_span_new             (gint64         day,
                                     int            hour,
                                     const char    *digest);
HallSpan *hall_span_ref             (HallSpan      *self);
void      hall_span_unref           (HallSpan      *self);
HallOffer *hall_offer_new           (gint64         from);
void      hall_offer_free           (HallOffer     *self);
/* @offer: (transfer full). At once, or when the present plan is done. */
void      hall_pull_take_offer      (HallPull      *self,
                                     HallOffer     *offer);
void      hall_pull_plan_next       (HallPull      *self);
/* Both lists may be there now: puts the hours that differ in the place of the day. */
void      hall_pull_plan_hours      (HallPull      *self,
                                     HallSpan      *day);
void      hall_pull_read_hours      (HallPull      *self,
                                     HallSpan      *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSpan, hall_span_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallOffer, hall_offer_free)

G_END_DECLS
