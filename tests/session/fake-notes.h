/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-notes.h: edits, reactions and pins in a story, and what is to be seen of them.
 */

#pragma once

#include "fake-rights.h"
#include "fake-run.h"

G_BEGIN_DECLS

/* What one machine has at the end. */
typedef struct
{
  FakeMachine *machine;
  GPtrArray *events;       /* (element-type HallEvent), in order */
  GHashTable *ids;         /* of @events → HallEvent */
  FakeRights *rights;      /* by @events */
} FakeHolding;

void fake_run_choose_notes (FakeRun     *self);
void fake_run_do_note      (FakeRun     *self);
void fake_run_check_notes  (FakeRun     *self,
                            FakeHolding *holding);

G_END_DECLS
