/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-run.h: one random story of a room, told by a seed, and whether the invariants held.
 *
 * Three to six machines create, join, write, die, are cut off and come back; at the end everything
 * heals and they are asked what they have. FakeStats adds up what happened over many runs.
 */

#pragma once

#include "fake-liar.h"
#include "fake-machine.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_DEED_WRITE,
  FAKE_DEED_JOIN,
  FAKE_DEED_LEAVE,
  FAKE_DEED_KILL,
  FAKE_DEED_KILL_HOST,
  FAKE_DEED_POWER,
  FAKE_DEED_DIE_AT_COMMIT,
  FAKE_DEED_DIE_BEFORE_COMMIT,
  FAKE_DEED_BLACKOUT,
  FAKE_DEED_QUIT,
  FAKE_DEED_START,
  FAKE_DEED_CUT,
  FAKE_DEED_PARTITION,
  FAKE_DEED_HEAL,
  FAKE_DEED_LOSE,
  FAKE_DEED_SET_CLOCK,
  FAKE_DEED_SLEEP,
  FAKE_DEED_LIE,
  FAKE_DEED_APPOINT,
  FAKE_DEED_DISMISS,
  FAKE_DEED_KICK,
  FAKE_DEED_BAN,
  FAKE_DEED_UNBAN,
  FAKE_DEED_INVITE,
  FAKE_DEED_DELETE,
  FAKE_DEED_CLOSE,
  FAKE_DEED_RENAME,
  FAKE_DEED_PASSPHRASE,
  FAKE_DEED_OVERREACH,
  FAKE_DEED_WHISPER,
  FAKE_DEED_HIDE,
  FAKE_N_DEEDS,
} FakeDeed;

typedef enum
{
  FAKE_TAKEOVER_KILL,
  FAKE_TAKEOVER_QUIT,
  FAKE_TAKEOVER_CUT,
  FAKE_TAKEOVER_HEAL,
  FAKE_N_TAKEOVERS,
} FakeTakeover;

typedef struct
{
  guint64 runs;
  guint64 deeds[FAKE_N_DEEDS];
  guint64 texts;
  guint64 sent;
  guint64 events;
  guint64 frames;
  guint64 datagrams;
  guint64 with_loss;           /* runs in which a disk was lost */
  guint64 with_absence;        /* or somebody was away to the end */
  guint64 with_liar;
  guint64 with_policy;
  guint64 with_leaving;
  guint64 with_far_clocks;
  guint64 with_moderation;
  guint64 with_lock[3];        /* of these, by HallLock */
  guint64 with_whispers;
  guint64 with_hiding;
  guint64 whispers;            /* held */
  guint64 with_history;        /* runs in which some is deleted */
  guint64 months;
  guint64 deletions;           /* finished */
  guint64 gone;                /* events */
  guint64 part_checks;         /* of I5 before the end */
  guint64 shown_checks;        /* of I6 before the end */
  GArray *takeovers[FAKE_N_TAKEOVERS];   /* (element-type gint64) µs */
  GArray *settling;            /* (element-type gint64) µs, from the last repair to one host */
  gint64 virtual_time;         /* µs */
} FakeStats;

typedef struct
{
  guint64 seed;
  FakeLan *lan;
  FakeRandom dice;
  FakeStats *stats;
  GPtrArray *machines;         /* (element-type FakeMachine) */
  FakeLiar *liar;              /* (nullable) */
  char *room_id;
  gboolean since_joining;
  gboolean may_lose;
  gboolean may_leave;
  gboolean may_be_away;
  gint64 skew_ms;              /* no clock is further off */
  gboolean close_clocks;       /* all within a minute, all the time */
  gboolean far_clocks;         /* hours apart */
  gboolean moderated;          /* there are kicks, bans and so on */
  gboolean talks;              /* and private conversations */
  gboolean hides;              /* and machines that are invisible */
  HallLock lock;
  GPtrArray *phrases;          /* (element-type utf8) that were ever the room's */
  gboolean has_last_words;     /* written when everything was mended */
  guint n_changes;             /* of the room's name and topic */
  gint64 last_fault;
  GString *failure;            /* empty: none yet */

  /* A takeover that is being measured. */
  gboolean measuring;
  FakeTakeover takeover;
  gint64 takeover_begun;
  FakeMachine *former_host;

  /* Edits and so on: fake-notes.c */
  gboolean notes;
  guint n_notes;
  FakeRandom note_dice;

  /* Deleted histories: fake-history.c */
  gboolean deletes;
  gboolean may_be_off;         /* all, for a month */
  FakeRandom history_dice;
} FakeRun;

/* fake-stats.c */
FakeStats  *fake_stats_new       (void);
void        fake_stats_free      (FakeStats  *self);
void        fake_stats_print     (FakeStats  *self);
const char *fake_deed_get_name   (FakeDeed    deed);

/* fake-run.c */
FakeRun    *fake_run_new         (guint64     seed,
                                  FakeStats  *stats,
                                  gboolean    verbose);
void        fake_run_free        (FakeRun    *self);
/* FALSE: see failure. */
gboolean    fake_run_go          (FakeRun    *self);
void        fake_run_fail        (FakeRun    *self,
                                  const char *format,
                                  ...) G_GNUC_PRINTF (2, 3);
/* One of those that are asked; NULL if there is none. */
FakeMachine *fake_run_pick       (FakeRun    *self,
                                  gboolean  (*is_fit) (FakeMachine *machine));

/* fake-deeds.c */
void        fake_run_do          (FakeRun    *self,
                                  FakeDeed    deed);
FakeDeed    fake_run_choose      (FakeRun    *self);
void        fake_run_heal        (FakeRun    *self);
void        fake_run_note_fault  (FakeRun    *self);

/* fake-rights-deeds.c */
void        fake_run_do_right    (FakeRun    *self,
                                  FakeDeed    deed);
void        fake_run_weigh_rights (FakeRun   *self,
                                  guint      *weights);
const char *fake_run_pick_passphrase (FakeRun *self);

/* fake-parts.c */
/* What all that run hold together, in order: (element-type HallEvent) (transfer full). */
GPtrArray  *fake_run_unite       (FakeRun    *self);
/* It takes part in the room now. */
gboolean    fake_machine_is_live (FakeMachine *self);
/* I5 of every connected part, long enough after the last fault. */
void        fake_run_check_parts (FakeRun    *self);
gint64      fake_run_get_patience (FakeRun   *self);
/* Everybody is linked to one host. */
gboolean    fake_run_is_hosted   (FakeRun    *self);
/* And nothing waits. */
gboolean    fake_run_is_well     (FakeRun    *self);
void        fake_run_explain     (FakeRun    *self);

/* fake-verdict-rights.c */
/* Looks at what hosts say to whom, from now on. */
void        fake_run_watch_rights (FakeRun   *self);
/* I6 of what is on the screens. */
void        fake_run_check_shown (FakeRun    *self);
/* @all: (element-type HallEvent) what the members hold together. */
void        fake_run_judge_rights (FakeRun   *self,
                                  GPtrArray  *all);

/* fake-whispers.c */
gboolean    fake_run_has_whispered (FakeRun  *self);
gboolean    fake_run_is_whisper_even (FakeRun *self);
void        fake_run_judge_whispers (FakeRun *self);

/* fake-verdict.c */
/* Whether all hold the same. */
gboolean    fake_run_is_even     (FakeRun    *self);
void        fake_run_judge       (FakeRun    *self);

G_END_DECLS
