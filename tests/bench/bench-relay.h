/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-relay.h: what the relaying process and the members' process of bench-relay share.
 */

#pragma once

#include "hall-identity.h"

G_BEGIN_DECLS

#define TEXT_LENGTH 200
#define WARM_UP 200

typedef struct
{
  guint members;
  guint in_flight;
  guint events;
  gboolean tls;
} Run;

/* What the members' process tells at its end. */
typedef struct
{
  double p50_us;
  double p99_us;
  double rate;
} Tally;

HallIdentity *bench_new_identity (void);
/* In a process of its own; @reports: J when all have joined, S when the figures begin, E and a
 * Tally at the end. Never returns. */
void          bench_be_members   (const Run  *run,
                                  guint16     port,
                                  const char *room,
                                  int         reports) G_GNUC_NORETURN;

G_END_DECLS
