/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-figures.h: what the benches in C measure and say of the machine alike.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) */
char  *bench_cpu_model      (void);
/* Of this process, so far. */
double bench_process_cpu_us (void);

G_END_DECLS
