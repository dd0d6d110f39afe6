/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli.h: one run of hallway-cli: a profile, a session, a command, an exit status.
 *
 * Opens and closes what every command needs, and turns SIGINT, SIGTERM and a closed standard output
 * into an orderly end. What a command does is in its own file.
 */

#pragma once

#include "hall-cli-options.h"
#include "hall-cli-printer.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_CLI_DONE 0
#define HALL_CLI_FAILED 1
#define HALL_CLI_USAGE 2
#define HALL_CLI_DISORDER 2   /* of doctor: something is wrong */

#define HALL_TYPE_CLI (hall_cli_get_type ())
G_DECLARE_FINAL_TYPE (HallCli, hall_cli, HALL, CLI, GObject)

/* Signals; without a handler the run ends with HALL_CLI_DONE:
 *  "interrupted" ()   somebody wants the run to end now
 *  "unread" ()        nobody reads standard output any more */

/* @options is not copied. */
HallCli              *hall_cli_new             (const HallCliOptions *options,
                                                HallCliPrinter       *printer,
                                                GMainLoop            *loop);
/* Opens everything, then begins the command; @loop is quit when all is closed again. */
void                  hall_cli_start           (HallCli              *self);
/* Stops the session and ends the run. The first call's status counts. */
void                  hall_cli_finish          (HallCli              *self,
                                                int                   status);
/* Prints the error and ends the run with HALL_CLI_FAILED. */
void                  hall_cli_fail            (HallCli              *self,
                                                const GError         *error);
int                   hall_cli_get_status      (HallCli              *self);
/* Whether a signal told the process to end. */
gboolean              hall_cli_get_hurried     (HallCli              *self);

const HallCliOptions *hall_cli_get_options     (HallCli              *self);
HallCliPrinter       *hall_cli_get_printer     (HallCli              *self);
HallSession          *hall_cli_get_session     (HallCli              *self);
/* Cancelled when the run ends. */
GCancellable         *hall_cli_get_cancellable (HallCli              *self);

G_END_DECLS
