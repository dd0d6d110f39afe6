/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-signals.h: the signals by which a process is told to end.
 *
 * Owned by HallCli, which decides what they mean.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HallCliSignals HallCliSignals;

HallCliSignals *hall_cli_signals_new  (GSourceFunc     on_end,
                                       GSourceFunc     on_hangup,
                                       gpointer        user_data);
void            hall_cli_signals_free (HallCliSignals *self);

G_END_DECLS
