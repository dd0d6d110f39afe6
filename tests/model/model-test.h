/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* model-test.h: keys, signed events and a listener, for the tests of src/model.
 *
 * HallShadow replays every items-changed of a timeline into an array of its own, and compares both,
 * and everything that follows from a row's neighbours, after each.
 */

#pragma once

#include "hall-directory.h"
#include "hall-event.h"

G_BEGIN_DECLS

/* 2026-06-01 00:00:00 UTC */
#define MODEL_TEST_MIDNIGHT 1780272000000LL
#define MODEL_TEST_NOON (MODEL_TEST_MIDNIGHT + 12 * 3600 * 1000LL)

#define MODEL_TEST_PEOPLE 4

typedef struct
{
  HallKey *keys[MODEL_TEST_PEOPLE];   /* the first is one's own */
  HallDirectory *directory;
  HallEvent *genesis;
  HallTimeline *timeline;
} ModelTest;

void        model_test_set_up    (ModelTest    *test,
                                  gconstpointer unused);
void        model_test_tear_down (ModelTest    *test,
                                  gconstpointer unused);

HallPerson *model_test_person    (ModelTest    *test,
                                  guint         who);
HallEvent  *model_test_text      (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const char   *token,
                                  const char   *text);
HallEvent  *model_test_state     (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  HallStateChange change,
                                  const char   *name);
/* Any kind; @previous is (nullable). */
HallEvent  *model_test_event     (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const char   *previous,
                                  const HallEventBody *body);
/* What is said about another event. @mention: whom the new text names, an index into
 * keys; -1 for nobody. */
HallEvent  *model_test_edit      (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const HallEvent *target,
                                  const char   *text,
                                  int           mention);
HallEvent  *model_test_react     (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const HallEvent *target,
                                  const char   *emoji,
                                  gboolean      on);
HallEvent  *model_test_pin       (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const HallEvent *target,
                                  gboolean      on);
HallEvent  *model_test_delete    (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const HallEvent *target);
HallEvent  *model_test_reply     (ModelTest    *test,
                                  guint         who,
                                  gint64        lc,
                                  const HallEvent *target,
                                  const char   *text);
/* (transfer full): everything that is seen of a text and may be changed later. */
char       *model_test_describe  (HallMessage  *message);
/* (transfer full): the same, by a fold of its own over @events (element-type HallEvent). */
char       *model_test_expect    (ModelTest    *test,
                                  HallEvent    *target,
                                  GPtrArray    *events);
/* (element-type HallEvent) (transfer full), empty */
GPtrArray  *model_test_events    (void);
/* A text each at lc, lc + step, … */
GPtrArray  *model_test_run       (ModelTest    *test,
                                  guint         who,
                                  guint         n,
                                  gint64        lc,
                                  gint64        step);
void        model_test_shuffle   (GPtrArray    *array);
/* (transfer none) */
HallMessage *model_test_row      (HallTimeline *timeline,
                                  guint         position);
guint       model_test_n_rows    (HallTimeline *timeline);

typedef struct _HallShadow HallShadow;

HallShadow *hall_shadow_new      (HallTimeline *timeline);
void        hall_shadow_free     (HallShadow   *self);
/* items-changed since the last call. */
guint       hall_shadow_take_changes (HallShadow *self);
void        hall_shadow_check    (HallShadow   *self);
/* What the timeline was told with set_read_marker. */
void        hall_shadow_set_marker (HallShadow *self,
                                  gint64        lc,
                                  const char   *event_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallShadow, hall_shadow_free)

G_END_DECLS
