/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-diagnosis.h: what the fake session finds out about the network: what a test says.
 */

#pragma once

#include "hall-session-diagnosis.h"

#include "fake-session.h"

G_BEGIN_DECLS

/* As hall_finding_new () has them. */
typedef struct
{
  HallTopic topic;
  HallSeverity severity;
  const char *code, *subject, *title, *advice, *command;
} FakeFinding;

void               fake_session_find           (HallSession       *self,
                                                const FakeFinding *findings,
                                                guint              n_findings,
                                                const char        *summary);
HallDiagnosis     *fake_session_get_diagnosis  (HallSession       *self);
/* How many look at it now, and how often somebody asked again. */
guint              fake_session_count_looking  (HallSession       *self);
guint              fake_session_count_repeats  (HallSession       *self);
/* As the administrator does. */
HallManualAddress *fake_session_fix_address    (HallSession       *self,
                                                const char        *address);
/* (nullable): the one of that text. */
HallManualAddress *fake_session_lookup_address (HallSession       *self,
                                                const char        *address);

G_END_DECLS
