/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination-private.h: what the files of HallExamination share.
 */

#pragma once

#include "hall-doctor-facts.h"
#include "hall-session-private.h"

#include "hall-examination.h"

G_BEGIN_DECLS

/* hall-examination-facts.c: what the session knows by itself, at this moment. (transfer full) */
HallDoctorFacts *hall_examination_collect        (HallSession *session);
/* The name of the first interface that is used. (transfer full) (nullable) */
char            *hall_examination_find_interface (HallSession *session);

G_END_DECLS
