/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-news.c: what is said about messages, and what a search finds, as objects or as
 * lines.
 *
 * Part of HallCliPrinter.
 */

#define G_LOG_DOMAIN "hall-cli-printer-news"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message.h"

#include "hall-cli-printer-private.h"

static const char *
get_event (HallNewsKind kind)
{
  switch (kind)
    {
    case HALL_NEWS_EDITED:
      return "edited";
    case HALL_NEWS_REACTED:
      return "reacted";
    case HALL_NEWS_PINNED:
      return "pinned";
    case HALL_NEWS_DELETED:
    default:
      return "deleted";
    }
}

static void
print_object (HallCliPrinter *self,
              HallRoom       *room,
              const HallNews *news)
{
  JsonBuilder *builder = hall_transcript_begin (get_event (news->kind));

  hall_transcript_add_text (builder, "room", hall_room_get_id (room));
  hall_transcript_add_text (builder, "id", news->event_id);
  hall_transcript_add_text (builder, "author", hall_person_get_id (news->person));
  hall_transcript_add_text (builder, "name", hall_person_get_name (news->person));
  if (news->kind == HALL_NEWS_EDITED)
    hall_transcript_add_text (builder, "text", hall_message_get_text (news->message));
  if (news->kind == HALL_NEWS_REACTED)
    hall_transcript_add_text (builder, "emoji", news->emoji);
  if (news->kind == HALL_NEWS_REACTED || news->kind == HALL_NEWS_PINNED)
    hall_transcript_add_flag (builder, "off", news->off);
  hall_transcript_add_number (builder, "time", news->time);
  hall_cli_printer_end (self, builder);
}

/* (transfer full): what happened, with the first line of the text. */
static char *
describe (const HallNews *news)
{
  g_autofree char *name = hall_cli_make_plain (hall_person_get_name (news->person), NULL);
  g_autofree char *text = NULL;
  g_autofree char *emoji = NULL;
  g_auto (GStrv) lines = NULL;

  if (news->kind == HALL_NEWS_DELETED)
    return g_strdup_printf (_("%s deleted a message"), name);
  if (news->kind == HALL_NEWS_EDITED)
    text = hall_cli_make_plain (hall_message_get_text (news->message), "      ");
  else
    {
      lines = g_strsplit (hall_message_get_text (news->message), "\n", 2);
      text = hall_cli_make_plain (lines[0] != NULL ? lines[0] : "", NULL);
    }
  emoji = hall_cli_make_plain (news->emoji != NULL ? news->emoji : "", NULL);
  switch (news->kind)
    {
    case HALL_NEWS_EDITED:
      return g_strdup_printf (_("%s changed a message: %s"), name, text);
    case HALL_NEWS_REACTED:
      /* Translators: somebody, an emoji, and the message that it was put to or taken from */
      return g_strdup_printf (news->off ? _("%s took back %s from: %s")
                                        : _("%s reacted with %s to: %s"), name, emoji, text);
    case HALL_NEWS_PINNED:
    case HALL_NEWS_DELETED:
    default:
      return g_strdup_printf (news->off ? _("%s unpinned: %s") : _("%s pinned: %s"), name, text);
    }
}

/**
 * hall_cli_printer_news:
 * @self: a printer
 * @room: a room
 * @news: what was said about one of its messages
 *
 * Prints it.
 */
void
hall_cli_printer_news (HallCliPrinter *self,
                       HallRoom       *room,
                       const HallNews *news)
{
  g_autofree char *note = NULL;
  g_autofree char *line = NULL;

  if (hall_cli_printer_get_json (self))
    {
      print_object (self, room, news);
      return;
    }
  note = describe (news);
  line = hall_transcript_make_note_line (news->time, FALSE, note);
  hall_cli_output_print (hall_cli_printer_get_output (self), line);
}

/**
 * hall_cli_printer_found:
 * @self: a printer
 * @room: a room
 * @message: a message of it that was searched for
 *
 * Prints it; people are told where it was said.
 */
void
hall_cli_printer_found (HallCliPrinter *self,
                        HallRoom       *room,
                        HallMessage    *message)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (hall_cli_printer_get_json (self))
    {
      text = hall_transcript_make_object (room, message);
      hall_cli_output_print (hall_cli_printer_get_output (self), text);
      return;
    }
  name = hall_cli_make_plain (hall_room_get_name (room), NULL);
  text = hall_transcript_make_line (message, TRUE);
  line = g_strdup_printf ("[%s] %s", name, text);
  hall_cli_output_print (hall_cli_printer_get_output (self), line);
}
