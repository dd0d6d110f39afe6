/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-signals.c: SIGINT, SIGTERM and SIGHUP as callbacks of the main loop.
 */

#define G_LOG_DOMAIN "hall-cli-signals"

#include "config.h"

#include <signal.h>

#include <glib-unix.h>

#include "hall-cli-signals.h"

struct _HallCliSignals
{
  guint sources[3];
};

/* Whoever started us with nohup meant it. */
static gboolean
may_hang_up (void)
{
  struct sigaction action = { 0 };

  return sigaction (SIGHUP, NULL, &action) == 0 && action.sa_handler != SIG_IGN;
}

/**
 * hall_cli_signals_new:
 * @on_end: called when the process is told to end
 * @on_hangup: called when its terminal or login session is gone
 * @user_data: for both
 *
 * Begins to listen. Neither is called after hall_cli_signals_free ().
 *
 * Returns: (transfer full): the sources
 */
HallCliSignals *
hall_cli_signals_new (GSourceFunc on_end,
                      GSourceFunc on_hangup,
                      gpointer    user_data)
{
  HallCliSignals *self = g_new0 (HallCliSignals, 1);

  self->sources[0] = g_unix_signal_add (SIGINT, on_end, user_data);
  self->sources[1] = g_unix_signal_add (SIGTERM, on_end, user_data);
  if (may_hang_up ())
    self->sources[2] = g_unix_signal_add (SIGHUP, on_hangup, user_data);

  return self;
}

/**
 * hall_cli_signals_free:
 * @self: (transfer full): the sources
 *
 * From now on a signal does what it does without us.
 */
void
hall_cli_signals_free (HallCliSignals *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sources); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  g_free (self);
}
