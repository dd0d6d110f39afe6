/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-history.h: histories that somebody deletes on one machine, or that are kept for a month, and
 * what has to be true of them: nothing of it comes back, and others lose nothing.
 */

#pragma once

#include "fake-notes.h"

G_BEGIN_DECLS

void     fake_run_choose_history   (FakeRun     *self);
void     fake_run_do_history       (FakeRun     *self);
/* After all that waited was written to its disk. */
void     fake_machine_note_wanted  (FakeMachine *self);
/* It was told to delete that. */
gboolean fake_machine_may_lack     (FakeMachine *self,
                                    const char  *id,
                                    gint64       lc);
/* What was written there may be gone. */
gboolean fake_machine_may_forget   (FakeMachine *self,
                                    FakeText    *text);
/* And may be nowhere. */
gboolean fake_run_may_be_nowhere   (FakeRun     *self,
                                    FakeMachine *author,
                                    FakeText    *text);
void     fake_run_judge_history    (FakeRun     *self);

G_END_DECLS
