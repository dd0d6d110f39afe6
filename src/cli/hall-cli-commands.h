/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-commands.h: the commands, each in a file of its own.
 *
 * Each is an object that HallCli makes when the session runs and drops at the end of the run; it
 * calls hall_cli_finish () or hall_cli_fail () when it is done.
 */

#pragma once

#include "hall-cli.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_CLI_ACCESS_LOCK,            /* the profile is needed for oneself, and a network */
  HALL_CLI_ACCESS_LOCK_ONLY,       /* the profile, and a network if there is one */
  HALL_CLI_ACCESS_LOCK_OR_LISTEN,  /* beside another program it only listens */
  HALL_CLI_ACCESS_EXAMINE,         /* the same, and a network if there is one */
  HALL_CLI_ACCESS_READ,            /* what is stored, and nothing else */
} HallCliAccess;

typedef struct
{
  HallCliAccess access;
  GObject *(*begin) (HallCli *cli);
} HallCliVerb;

/* NULL for what needs no session. */
const HallCliVerb *hall_cli_get_verb (HallCliCommand command);
/* Whether there is nothing to be done without one. */
gboolean           hall_cli_needs_network (HallCliAccess access);

GObject *hall_cli_people_new  (HallCli *cli);   /* people and rooms */
GObject *hall_cli_room_new    (HallCli *cli);   /* host and join */
GObject *hall_cli_send_new    (HallCli *cli);
GObject *hall_cli_history_new (HallCli *cli);
GObject *hall_cli_leave_new   (HallCli *cli);
GObject *hall_cli_reopens_new (HallCli *cli);
GObject *hall_cli_forget_new  (HallCli *cli);
GObject *hall_cli_stats_new   (HallCli *cli);
GObject *hall_cli_dm_new      (HallCli *cli);
GObject *hall_cli_trust_new   (HallCli *cli);   /* trust and block */
GObject *hall_cli_kick_new    (HallCli *cli);   /* kick and ban */
GObject *hall_cli_status_new  (HallCli *cli);
GObject *hall_cli_search_new  (HallCli *cli);
GObject *hall_cli_export_new  (HallCli *cli);
GObject *hall_cli_note_new    (HallCli *cli);   /* edit, react and pin */
GObject *hall_cli_doctor_new  (HallCli *cli);

/* hall-cli-history.c: a room, or the private conversation with a person. (transfer none)
 * (nullable) */
HallRoom *hall_cli_find_conversation (HallSession *session,
                                      const char  *name,
                                      GError     **error);

G_END_DECLS
