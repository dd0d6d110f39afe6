/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-live.c: what host and join do besides texts: lines that are commands, and what is said
 * about messages.
 */

#define G_LOG_DOMAIN "hall-cli-live"

#include "config.h"

#include <unistd.h>

#include "hall-session-talk.h"

#include "hall-cli-live.h"

/**
 * hall_cli_take_line:
 * @cli: the run
 * @talk: a talk whose room is known
 * @line: what came on standard input
 * @error: return location for an error of HALL_SESSION_ERROR
 *
 * Sends the line, or does what it says.
 *
 * Returns: whether that was possible
 */
gboolean
hall_cli_take_line (HallCli      *cli,
                    HallCliTalk  *talk,
                    const char   *line,
                    GError      **error)
{
  g_autofree char *answer = NULL;

  if (!isatty (STDIN_FILENO) || !hall_session_is_command (line))
    return hall_cli_talk_send (talk, line, NULL, error);
  if (!hall_session_run_command (hall_cli_get_session (cli), hall_cli_talk_get_room (talk), line,
                                 &answer, error))
    return FALSE;
  if (answer != NULL)
    {
      g_autofree char *plain = hall_cli_make_plain (answer, "");

      hall_cli_say ("%s", plain);
    }

  return TRUE;
}

typedef struct
{
  HallCliPrinter *printer;
  HallRoom *room;
} Telling;

static void
telling_free (gpointer  data,
              GClosure *closure)
{
  Telling *telling = data;

  g_object_unref (telling->printer);
  g_object_unref (telling->room);
  g_free (telling);
}

static void
on_news (HallSession    *session,
         HallRoom       *room,
         const HallNews *news,
         Telling        *telling)
{
  if (room == telling->room)
    hall_cli_printer_news (telling->printer, room, news);
}

/**
 * hall_cli_tell_news:
 * @cli: the run
 * @room: a room
 *
 * Prints from now on what is said about messages of the room.
 */
void
hall_cli_tell_news (HallCli  *cli,
                    HallRoom *room)
{
  HallSession *session = hall_cli_get_session (cli);
  Telling *telling = g_new0 (Telling, 1);

  telling->printer = g_object_ref (hall_cli_get_printer (cli));
  telling->room = g_object_ref (room);
  hall_session_set_tells_news (session, TRUE);
  g_signal_connect_data (session, "news", G_CALLBACK (on_news), telling, telling_free, 0);
}
