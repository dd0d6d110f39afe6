/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* announcer-scene.h: one session by a clock that the test turns, and somebody who hears it.
 */

#pragma once

#include "hall-beacon.h"
#include "hall-way.h"

#include "session-fixture.h"
#include "turned-clock.h"

G_BEGIN_DECLS

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  TurnedClock *clock;
  HallInterfaces *interfaces;
  HallCounters *counters;
  HallKey *key;
  HallBeacon *beacon;      /* somebody else on the same LAN */
  GPtrArray *heard;        /* (element-type HallDatagram) from Anna, each once */
  guint ways[HALL_N_WAYS]; /* how often something of hers came, each time */
  guint64 last_seq;
} Scene;

void  scene_open              (Scene           *scene);
void  scene_close             (Scene           *scene);
/* Stops the session. */
void  scene_stop              (Scene           *scene);
/* Hears from now on what is said on another port of UDP. */
void  scene_listen_to         (Scene           *scene,
                               guint16          port);
/* Lets time pass; what is said meanwhile is heard. */
void  scene_pass              (Scene           *scene,
                               guint            ms);
guint scene_count             (Scene           *scene,
                               HallDatagramType type);
guint scene_count_questions   (Scene           *scene);
/* Within how many ms the next question comes; fails after @most. */
guint scene_wait_for_question (Scene           *scene,
                               guint            most);
void  scene_send_hello        (Scene           *scene,
                               gboolean         question);
/* Past the first hellos, and just after a regular one. */
void  scene_settle            (Scene           *scene);
/* Many people, who are heard and will be for hours. */
void  scene_fill_directory    (Scene           *scene,
                               guint            n);

G_END_DECLS
