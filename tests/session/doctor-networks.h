/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* doctor-networks.h: networks of all kinds, as the facts that are known of them.
 *
 * A row is a network: how its facts differ from those of an office where all is well, what all of
 * it comes to, and the findings by code.
 */

#pragma once

#include "hall-doctor.h"

G_BEGIN_DECLS

#define HOUR_MS (3600 * 1000LL)

typedef struct
{
  const char *name;
  void (*change) (HallDoctorFacts *facts);   /* NULL: all is well */
  HallSeverity severity;       /* of all together */
  const char *present;         /* "code:SEVERITY:subject …", subject left out if none; G C B N */
  const char *absent;          /* codes */
  const char *summary;         /* the code whose title is the summary, or NULL: another */
} DoctorRow;

extern const DoctorRow doctor_rows[];
extern const guint doctor_n_rows;

HallDoctorFacts *doctor_make_office  (void);
void             doctor_block_input  (HallDoctorFacts *facts);
void             doctor_mistake_port (HallDoctorFacts *facts);
void             doctor_set_clock    (HallDoctorFacts *facts,
                                      gint64           offset);

G_END_DECLS
