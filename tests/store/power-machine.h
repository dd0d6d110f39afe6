/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-machine.h: a store on a disk that loses power, and what it has to know after that.
 *
 * Everything a machine does follows from its seed. What it finds wrong is a sentence, not a failed
 * assertion: some disks are broken on purpose.
 */

#pragma once

#include "power-vfs.h"

#include "store-test.h"

G_BEGIN_DECLS

#define POWER_PATH "/machine/history.db"
#define POWER_ROOMS 3          /* the last one is forgotten now and then */
#define POWER_ITEMS 300

/* What all machines write, made once: signing takes longer than storing. Every third goes by the
 * outbox. */
typedef struct
{
  char *rooms[POWER_ROOMS];
  HallEvent *events[POWER_ITEMS];
  guint room_of[POWER_ITEMS];
  GHashTable *index;         /* event id or token → number of the event + 1 */
} PowerTexts;

typedef enum
{
  POWER_ABSENT,              /* never asked for, or known to be gone */
  POWER_ASKED,               /* asked for and not answered: it may be there */
  POWER_HELD,                /* answered: it has to be there */
} PowerKnown;

typedef struct
{
  PowerKnown event;
  PowerKnown waiting;        /* in the outbox */
  guint batch;               /* the request that asked for it last */
  guint acknowledged;        /* answered */
  guint acknowledged_asked;
  gboolean late;
  gboolean late_asked;
  gboolean hidden;
  gboolean hidden_asked;
} PowerItem;

typedef struct
{
  const PowerTexts *texts;
  PowerVfs *vfs;
  HallStore *store;          /* (nullable) */
  GRand *chance;
  PowerItem items[POWER_ITEMS];
  guint value;               /* answered */
  guint value_asked;
  guint picture;             /* the same, of the picture that a person's record names */
  guint picture_asked;
  gboolean forgetting;
  guint n_batches;
  guint n_answered;
  guint n_full;              /* answered with HALL_STORE_ERROR_FULL */
  char *problem;             /* (nullable) the first */
  const char *breaks;        /* (nullable) what makes a broken store of it: a pragma */
} PowerMachine;

PowerTexts   *power_texts_new          (void);
void          power_texts_free         (PowerTexts       *self);

PowerMachine *power_machine_new        (const PowerTexts *texts,
                                        guint32           seed);
void          power_machine_free       (PowerMachine     *self);
/* FALSE: the power went while it opened. */
gboolean      power_machine_open       (PowerMachine     *self);
/* Asks for one to three things by chance, without running them. */
void          power_machine_ask        (PowerMachine     *self);
/* Runs what waits and takes the answers. */
void          power_machine_run        (PowerMachine     *self);
/* The store is of before a crash: it is dropped. */
void          power_machine_give_up    (PowerMachine     *self);
/* What went wrong; only the first counts. */
void          power_machine_complain   (PowerMachine     *self,
                                        const char       *format,
                                        ...) G_GNUC_PRINTF (2, 3);
/* Compares what is there with what has to be. What was uncertain is certain from then on. */
void          power_machine_check      (PowerMachine     *self);

G_END_DECLS
