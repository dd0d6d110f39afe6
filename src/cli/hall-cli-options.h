/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-options.h: what the command line asks for.
 *
 * Plain values, parsed once and never changed; knows no session and prints nothing.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_CLI_USAGE_ERROR (hall_cli_usage_error_quark ())

typedef enum
{
  HALL_CLI_USAGE_ERROR_BAD,   /* the message is a sentence for the person who typed */
} HallCliUsageError;

GQuark hall_cli_usage_error_quark (void);

typedef enum
{
  HALL_CLI_COMMAND_HELP,
  HALL_CLI_COMMAND_VERSION,
  HALL_CLI_COMMAND_PEOPLE,
  HALL_CLI_COMMAND_ROOMS,
  HALL_CLI_COMMAND_HOST,
  HALL_CLI_COMMAND_JOIN,
  HALL_CLI_COMMAND_SEND,
  HALL_CLI_COMMAND_HISTORY,
  HALL_CLI_COMMAND_LEAVE,
  HALL_CLI_COMMAND_FORGET,
  HALL_CLI_COMMAND_REOPENS,
  HALL_CLI_COMMAND_STATS,
  HALL_CLI_COMMAND_DM,
  HALL_CLI_COMMAND_TRUST,
  HALL_CLI_COMMAND_BLOCK,
  HALL_CLI_COMMAND_KICK,
  HALL_CLI_COMMAND_BAN,
  HALL_CLI_COMMAND_STATUS,
  HALL_CLI_COMMAND_SEARCH,
  HALL_CLI_COMMAND_EXPORT,
  HALL_CLI_COMMAND_EDIT,
  HALL_CLI_COMMAND_REACT,
  HALL_CLI_COMMAND_PIN,
  HALL_CLI_COMMAND_DOCTOR,
} HallCliCommand;

typedef struct
{
  HallCliCommand command;
  char *room;      /* of host a new or an own one's name; of history also somebody's */
  char *person;    /* of dm, trust, block, kick and ban */
  char *text;      /* of send, dm, status and edit; of search the query, of react the emoji */
  char *message;   /* of edit, react and pin, and (nullable) of send what it answers: an id */
  char *file;      /* (type filename) of export */
  gboolean off;    /* of react and pin: taken back */
  char *word;      /* (nullable) of trust, block, ban and status: one of the words that go there */
  char *passphrase_file; /* (type filename) of host and join */
  char **invited;  /* (nullable) of host: people */
  char *topic;
  gboolean only_since_joining; /* of host */
  gboolean reopens;            /* of reopens */
  gboolean yes;                /* of forget: not to be asked */
  gboolean stay;
  gint64 wait_ms;  /* with the command's default filled in */
  guint limit;     /* G_MAXUINT: all */

  char *profile;   /* (type filename) */
  char *name;
  char *group;
  char *broadcast;
  guint port;      /* 0: not given, as in the next */
  guint tcp_port;
  char **excluded_interfaces;
  char **interfaces;
  char **peers;

  gboolean json;
  gboolean debug;
  gboolean loopback;
  char *help;      /* the whole text of --help */
} HallCliOptions;

/* @arguments: (array zero-terminated=1): bytes as they came, the program's name first. */
HallCliOptions *hall_cli_options_new  (const char *const *arguments,
                                       GError           **error);
void            hall_cli_options_free (HallCliOptions    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCliOptions, hall_cli_options_free)

G_END_DECLS
