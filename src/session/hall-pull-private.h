/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull-private.h: what the files of HallPull share.
 *
 * hall-pull.c decides what to ask, hall-pull-answers.c takes what the peer says.
 */

#pragma once

#include "hall-verifier.h"

#include "hall-pull.h"

G_BEGIN_DECLS

typedef enum
{
  PULL_COLLECTING,   /* their have, or ours, is not complete */
  PULL_ASKING,       /* for ids of a day; pages arrive and are sifted */
  PULL_CHOOSING,     /* all pages are there, some are being sifted */
  PULL_WANTING,      /* one want is out */
  PULL_VERIFYING,    /* its answer is complete */
  PULL_DONE,
} PullState;

struct _HallPull
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallVerifier *verifier;
  char *room_id;
  PullState state;
  gboolean held;
  gboolean closed;

  GHashTable *own_days;     /* gint64 → digest text; NULL until set */
  char *own_control;
  GArray *plan;             /* (element-type gint64) differing days, the next one last */
  gboolean theirs_complete;
  char *their_control;
  GHashTable *their_days;   /* gint64 → digest text */
  gint64 day;               /* being fetched */
  gboolean control_done;
  gboolean newest_done;

  guint n_ids;              /* of the day, as answered so far */
  guint n_sifting;
  GPtrArray *missing;       /* ids to want; the next ones last */
  GHashTable *wanted;       /* ids of the want that is out */
  GHashTable *refused;      /* ids not to be asked for again on this link */
};

/* Both sides' digests may be complete now. */
void hall_pull_make_plan   (HallPull   *self);
/* Asks for the next events of the day, or goes on to the next day. */
void hall_pull_choose      (HallPull   *self);
void hall_pull_insert_day  (GHashTable *days,
                            gint64      day,
                            const char *digest);
/* Not to be asked for again on this link. */
void hall_pull_refuse      (HallPull   *self,
                            const char *id);
/* Once the answer to a want is complete and verified. */
void hall_pull_finish_want (HallPull   *self);

G_END_DECLS
