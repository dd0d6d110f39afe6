/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor.h: from what is known of the network to what is wrong with it, and what to do.
 *
 * Pure: facts in, findings out. It asks nobody, waits for nothing, and knows neither session nor
 * sockets. The codes of the findings are stable; hallway-cli.1 lists them.
 */

#pragma once

#include "hall-doctor-facts.h"
#include "hall-finding.h"

G_BEGIN_DECLS

/* (element-type HallFinding) (transfer full). @summary: (out) (transfer full): what it comes to. */
GPtrArray *hall_doctor_judge (const HallDoctorFacts *facts,
                              char                 **summary);

G_END_DECLS
