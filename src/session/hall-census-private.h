/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census-private.h: what the files of HallCensus share.
 *
 * hall-census.c takes events and answers about people, -rights.c answers about events and rights,
 * -fold.c goes through the acts in the order of the room and says what each of them changes.
 */

#pragma once

#include "hall-clock.h"

#include "hall-census.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 lc;
  guint8 raw_id[HALL_EVENT_ID_SIZE];
} HallPlace;

/* From, and up to before. */
typedef struct
{
  HallPlace from;
  HallPlace to;            /* lc G_MAXINT64: without end */
} HallTenure;

typedef struct _HallAct HallAct;

/* What gives somebody its rights, one act each. */
typedef enum
{
  HALL_GROUND_JOINED,
  HALL_GROUND_ADMITTED,
  HALL_GROUND_APPOINTED,
  HALL_N_GROUNDS,
} HallGround;

/* Why somebody had no right to something: acts by others, each once. */
#define HALL_AGAINST_MAX 8

typedef struct
{
  const HallAct *acts[HALL_AGAINST_MAX];   /* (nullable) the first ones */
} HallAgainst;

typedef struct
{
  char *id;
  gboolean member;
  gboolean insider;        /* was a member, and was not put out since */
  gboolean admitted;
  gboolean moderator;
  gboolean intruded;       /* said that it joined without a right to it */
  gint64 banned_until;     /* lc; 0: not banned, G_MAXINT64: for good */
  HallPlace barred;        /* where it was put out last, or let in again */
  HallPlace admitted_at;
  gint64 rejoined;         /* lc of the last time it joined */
  gint64 joined;           /* lc of the first time it joined with a right to it; -1: never */
  GArray *membership;      /* (element-type HallTenure) in order */
  GArray *office;          /* (element-type HallTenure) as a moderator that the creator named */
  gint64 changed_from;     /* lc from which the answers have changed; G_MAXINT64: nowhere */
  const HallAct *grounds[HALL_N_GROUNDS];   /* (nullable) the last of each */
  const HallAct *out_by;   /* (nullable) what put it out last */
  HallAgainst vain;        /* why those who admitted it had no right to that */
  HallAgainst shut;        /* why it had no right to join when it intruded last */
} HallCitizen;

/* Of a `room` event. */
typedef struct
{
  char *name;
  char *topic;
  char *salt;
  char *secret;
  int closed;
  int moderators_invite;
} HallRoomChange;

/* A control event, as far as it matters here. */
struct _HallAct
{
  HallPlace place;
  HallEventKind kind;
  HallStateChange change;
  HallCitizen *author;
  HallCitizen *subject;    /* (nullable) */
  HallRoomChange *room;    /* (nullable) */
  gint64 until;
  gboolean flag;           /* ROLE: moderator; BAN: off */
  gboolean permitted;
  gboolean told;           /* what hall_census_take_judged () said last */
  gboolean listed;         /* in @judged */
  HallEvent *event;        /* (nullable) of what others may have to be told of */
  const HallAct *grounds[HALL_N_GROUNDS];   /* (nullable) its author's, when it was judged */
};

struct _HallCensus
{
  GHashTable *citizens;    /* person's id → HallCitizen */
  GPtrArray *acts;         /* (element-type HallAct) sorted */
  guint n_folded;
  gboolean refold;         /* something came out of order */
  gboolean comparing;      /* changes are found when all is folded */
  HallEvent *genesis;      /* (nullable) */
  char *direct[2];         /* (nullable) the two of a private conversation, ourselves first */
  gint64 own_from;      /* lc from which on we keep it */
  HallClock *clock;        /* (nullable) */
  gint64 latest;           /* lc */
  GPtrArray *changed;      /* (element-type HallCitizen) */
  GPtrArray *judged;       /* (element-type HallAct) that may be judged otherwise than told */

  /* As of the last act that was folded. */
  gboolean closed;
  const HallAct *closed_by;       /* (nullable) */
  HallPlace opened;        /* where it was closed no more; the beginning if it never was */
  gboolean moderators_invite;
  const HallAct *narrowed_by;     /* (nullable): what left inviting to moderators */
  const HallRoomChange *named;    /* (nullable): the change that is in force, as the next ones */
  const HallRoomChange *topical;
  const HallRoomChange *locked;
};

/* hall-census.c */
HallCitizen *hall_census_find    (HallCensus        *self,
                                  const char        *id);
HallCitizen *hall_census_ensure  (HallCensus        *self,
                                  const char        *id);
HallAct     *hall_census_make_act (HallCensus       *self,
                                  HallEvent         *event);
void         hall_act_free       (gpointer           data);
int          hall_place_compare  (const HallPlace   *a,
                                  const HallPlace   *b);
gint64       hall_census_get_now (HallCensus        *self);
gboolean     hall_census_counts  (HallCensus        *self,
                                  const HallCitizen *citizen);
gboolean     hall_census_is_creator (HallCensus     *self,
                                  const char        *id);
gboolean     hall_census_is_standing_key (HallCensus     *self,
                                  const char        *id);

/* hall-census-reasons.c */
HallCensus  *hall_census_copy_before (HallCensus        *self,
                                  const HallPlace   *place);
/* While the acts are folded: @act is an admit that is not permitted, or a `joined`. */
void         hall_census_note_vain (HallCensus      *self,
                                  const HallAct     *act);
void         hall_census_note_shut (HallCensus      *self,
                                  const HallAct     *act);

/* hall-census-fold.c */
/* Brings everything up to date. */
void         hall_census_fold    (HallCensus        *self);
/* By what is folded. */
gboolean     hall_census_judge   (HallCensus        *self,
                                  const HallAct     *act);
HallEntry    hall_census_get_folded_entry (HallCensus *self);
gboolean     hall_census_may_enter (HallCensus      *self,
                                  const HallCitizen *citizen,
                                  gint64             lc);
gboolean     hall_census_may_rule (HallCensus       *self,
                                  const HallCitizen *citizen);

G_END_DECLS
