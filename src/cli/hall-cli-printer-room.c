/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-room.c: what happens in a room, as objects or as lines of a conversation.
 *
 * Part of HallCliPrinter. A line that nobody wrote has a "*" where a name would stand, and lines of
 * a message after its first are indented, so that no text can pass for somebody else's.
 */

#define G_LOG_DOMAIN "hall-cli-printer-room"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message.h"
#include "hall-person.h"

#include "hall-cli-printer-private.h"

/* A line that nobody wrote; takes @note. */
static void
print_note (HallCliPrinter *self,
            gint64          time_ms,
            gboolean        with_date,
            char           *note)
{
  g_autofree char *line = hall_transcript_make_note_line (time_ms, with_date, note);

  hall_cli_output_print (hall_cli_printer_get_output (self), line);
  g_free (note);
}

static char *
get_plain_name (HallPerson *person)
{
  return hall_cli_make_plain (hall_person_get_name (person), NULL);
}

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

/**
 * hall_cli_printer_joined:
 * @self: a printer
 * @room: a room
 *
 * Prints that one is in the room now; for people on standard error.
 */
void
hall_cli_printer_joined (HallCliPrinter *self,
                         HallRoom       *room)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("joined");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_text (builder, "name", hall_room_get_name (room));
      hall_cli_printer_end (self, builder);
    }
  else
    hall_cli_say (_("You are in “%s” now."), hall_room_get_name (room));
}

/**
 * hall_cli_printer_left:
 * @self: a printer
 * @room: a room
 *
 * Prints, for programs only, that one is in the room no more.
 */
void
hall_cli_printer_left (HallCliPrinter *self,
                       HallRoom       *room)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("left");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_cli_printer_end (self, builder);
    }
}

/**
 * hall_cli_printer_forgotten:
 * @self: a printer
 * @room: a room
 *
 * Prints that nothing is left of a room here; for people on standard error.
 */
void
hall_cli_printer_forgotten (HallCliPrinter *self,
                            HallRoom       *room)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("forgotten");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_cli_printer_end (self, builder);
    }
  else
    hall_cli_say (_("“%s” is forgotten."), hall_room_get_name (room));
}

/**
 * hall_cli_printer_reopens:
 * @self: a printer
 * @room: a room
 * @reopens: whether it opens here by itself
 *
 * Prints, for programs only, that this was switched.
 */
void
hall_cli_printer_reopens (HallCliPrinter *self,
                          HallRoom       *room,
                          gboolean        reopens)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("reopens");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_flag (builder, "on", reopens);
      hall_cli_printer_end (self, builder);
    }
}

static void
print_member (HallCliPrinter *self,
              const char     *event,
              HallRoom       *room,
              HallPerson     *person)
{
  JsonBuilder *builder = hall_transcript_begin (event);

  hall_transcript_add_text (builder, "room", hall_room_get_id (room));
  hall_transcript_add_text (builder, "id", hall_person_get_id (person));
  hall_transcript_add_text (builder, "name", hall_person_get_name (person));
  hall_cli_printer_end (self, builder);
}

/**
 * hall_cli_printer_member:
 * @self: a printer
 * @room: a room
 * @person: somebody
 *
 * Prints that somebody is in the room now.
 */
void
hall_cli_printer_member (HallCliPrinter *self,
                         HallRoom       *room,
                         HallPerson     *person)
{
  if (hall_cli_printer_get_json (self))
    print_member (self, "member", room, person);
  else
    {
      g_autofree char *name = get_plain_name (person);

      print_note (self, now_ms (), FALSE, g_strdup_printf (_("%s is here"), name));
    }
}

/**
 * hall_cli_printer_member_gone:
 * @self: a printer
 * @room: a room
 * @person: somebody
 *
 * Prints that somebody is in the room no more.
 */
void
hall_cli_printer_member_gone (HallCliPrinter *self,
                              HallRoom       *room,
                              HallPerson     *person)
{
  if (hall_cli_printer_get_json (self))
    print_member (self, "member-gone", room, person);
  else
    {
      g_autofree char *name = get_plain_name (person);

      print_note (self, now_ms (), FALSE, g_strdup_printf (_("%s is gone"), name));
    }
}

/**
 * hall_cli_printer_host:
 * @self: a printer
 * @room: a room
 * @person: somebody
 * @changed: whether somebody else did before
 *
 * Prints who hosts the room now.
 */
void
hall_cli_printer_host (HallCliPrinter *self,
                       HallRoom       *room,
                       HallPerson     *person,
                       gboolean        changed)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("host");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_text (builder, "id", hall_person_get_id (person));
      hall_transcript_add_text (builder, "name", hall_person_get_name (person));
      hall_transcript_add_flag (builder, "self", hall_person_get_is_self (person));
      hall_cli_printer_end (self, builder);
    }
  else
    {
      g_autofree char *name = get_plain_name (person);

      print_note (self, now_ms (), FALSE,
                  changed ? g_strdup_printf (_("%s hosts the room now"), name)
                          : g_strdup_printf (_("%s hosts the room"), name));
    }
}

/* A line for people. */
static const char *
describe_connection (HallConnection connection)
{
  switch (connection)
    {
    case HALL_CONNECTION_LIVE:
      return _("connected again");
    case HALL_CONNECTION_DIALLING:
      return _("reconnecting…");
    case HALL_CONNECTION_TAKING_OVER:
      return _("the host is gone; finding out who hosts now…");
    case HALL_CONNECTION_WAITING:
      return _("nobody answered; trying again by itself…");
    case HALL_CONNECTION_NOBODY:
      return _("nobody is here");
    case HALL_CONNECTION_NONE:
    default:
      return NULL;
    }
}

/**
 * hall_cli_printer_connection:
 * @self: a printer
 * @room: a room one is in
 * @connection: how it is reached now
 *
 * Prints that the way to the room's host has changed.
 */
void
hall_cli_printer_connection (HallCliPrinter *self,
                             HallRoom       *room,
                             HallConnection  connection)
{
  const char *note = describe_connection (connection);

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("connection");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_text (builder, "state", hall_cli_get_connection_word (connection));
      hall_cli_printer_end (self, builder);
    }
  else if (note != NULL)
    print_note (self, now_ms (), FALSE, g_strdup (note));
}

/* A row, as objects or as lines, if such rows are printed at all. */
static void
print_row (HallCliPrinter *self,
           HallRoom       *room,
           HallMessage    *message,
           gboolean        with_date)
{
  g_autofree char *text =
      hall_cli_printer_get_json (self) ? hall_transcript_make_object (room, message)
                                       : hall_transcript_make_line (message, with_date);

  if (text != NULL)
    hall_cli_output_print (hall_cli_printer_get_output (self), text);
}

/**
 * hall_cli_printer_queued:
 * @self: a printer
 * @room: a room
 * @message: a message of ours without an id
 *
 * Prints, for programs only, that a message is in the outbox.
 */
void
hall_cli_printer_queued (HallCliPrinter *self,
                         HallRoom       *room,
                         HallMessage    *message)
{
  if (hall_cli_printer_get_json (self))
    print_row (self, room, message, FALSE);
}

/**
 * hall_cli_printer_waiting:
 * @self: a printer
 * @room: a room
 * @message: a message of ours without an id
 *
 * Prints that a message is in the outbox; people are told what they wrote.
 */
void
hall_cli_printer_waiting (HallCliPrinter *self,
                          HallRoom       *room,
                          HallMessage    *message)
{
  print_row (self, room, message, TRUE);
}

/**
 * hall_cli_printer_message:
 * @self: a printer
 * @room: a room
 * @message: a row of its conversation
 * @with_date: whether people are told the day, too
 *
 * Prints a message. Programs get texts only, people everything that the room shows.
 */
void
hall_cli_printer_message (HallCliPrinter *self,
                          HallRoom       *room,
                          HallMessage    *message,
                          gboolean        with_date)
{
  print_row (self, room, message, with_date);
}

/**
 * hall_cli_printer_state:
 * @self: a printer
 * @room: a room
 * @event_id: the id of a message of ours
 * @state: its state
 *
 * Prints, for programs only, how far a message has come.
 */
void
hall_cli_printer_state (HallCliPrinter   *self,
                        HallRoom         *room,
                        const char       *event_id,
                        HallMessageState  state)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("state");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_text (builder, "id", event_id);
      hall_transcript_add_text (builder, "state", hall_message_state_get_word (state));
      hall_cli_printer_end (self, builder);
    }
}
