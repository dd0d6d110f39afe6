/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-diagnosis.h: all that was found out about the network, and what it comes to.
 *
 * Owned by the session, whose doctor fills it while somebody looks; the page binds to it. It asks
 * nobody anything itself.
 */

#pragma once

#include <gio/gio.h>

#include "hall-finding.h"

G_BEGIN_DECLS

/* Properties (read-only, notify): severity (the worst of the findings), summary (one sentence:
 * what it comes to), busy (TRUE: a question is still out). */
#define HALL_TYPE_DIAGNOSIS (hall_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (HallDiagnosis, hall_diagnosis, HALL, DIAGNOSIS, GObject)

HallDiagnosis *hall_diagnosis_new          (void);
/* (element-type HallFinding), by topic, then as the doctor gave them. */
GListModel    *hall_diagnosis_get_findings (HallDiagnosis *self);
HallSeverity   hall_diagnosis_get_severity (HallDiagnosis *self);
const char    *hall_diagnosis_get_summary  (HallDiagnosis *self);
gboolean       hall_diagnosis_get_busy     (HallDiagnosis *self);

/* For the doctor. What is equal to what was there stays the same object, so that rows do not
 * flicker. @findings: (element-type HallFinding), copied. */
void           hall_diagnosis_set_findings (HallDiagnosis *self,
                                            GPtrArray     *findings,
                                            const char    *summary);
void           hall_diagnosis_set_busy     (HallDiagnosis *self,
                                            gboolean       busy);

/* As plain text, to be sent to somebody who can help: (transfer full). @heading: its first
 * lines: version, system. */
char          *hall_diagnosis_build_report (HallDiagnosis *self,
                                            const char    *heading);

G_END_DECLS
