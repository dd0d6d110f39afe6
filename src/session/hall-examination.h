/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination.h: the network of a session under examination: what is found goes into a
 * HallDiagnosis, once a second.
 *
 * Owned by HallSession, made when somebody first looks. Nothing runs and nobody is asked while
 * nobody watches. It gathers facts; what they mean is HallDoctor's to say.
 */

#pragma once

#include "hall-diagnosis.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_EXAMINATION (hall_examination_get_type ())
G_DECLARE_FINAL_TYPE (HallExamination, hall_examination, HALL, EXAMINATION, GObject)

/* @session: outlives it; not counted. */
HallExamination *hall_examination_new           (HallSession     *session);
HallDiagnosis   *hall_examination_get_diagnosis (HallExamination *self);
void             hall_examination_begin         (HallExamination *self);
/* To be called as often as hall_examination_begin (). */
void             hall_examination_end           (HallExamination *self);
void             hall_examination_repeat        (HallExamination *self);
/* For good: the session ends. */
void             hall_examination_close         (HallExamination *self);

G_END_DECLS
