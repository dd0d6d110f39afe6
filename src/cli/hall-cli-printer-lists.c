/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-lists.c: people, rooms and counters, as objects or as lines of columns.
 *
 * Part of HallCliPrinter. Columns are parted by tabs, so that scripts may cut them as well.
 */

#define G_LOG_DOMAIN "hall-cli-printer-lists"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person.h"

#include "hall-cli-printer-private.h"

/**
 * hall_cli_get_presence_word:
 * @presence: somebody's presence
 *
 * Returns: the word for it
 */
const char *
hall_cli_get_presence_word (HallPresence presence)
{
  switch (presence)
    {
    case HALL_PRESENCE_OFFLINE:
      return "offline";
    case HALL_PRESENCE_AVAILABLE:
      return "available";
    case HALL_PRESENCE_AWAY:
      return "away";
    case HALL_PRESENCE_BUSY:
      return "busy";
    case HALL_PRESENCE_INVISIBLE:
      return "invisible";
    default:
      g_return_val_if_reached ("offline");
    }
}

/**
 * hall_cli_get_lock_word:
 * @lock: who may join a room
 *
 * Returns: the word for it
 */
const char *
hall_cli_get_lock_word (HallLock lock)
{
  switch (lock)
    {
    case HALL_LOCK_OPEN:
      return "open";
    case HALL_LOCK_PASSPHRASE:
      return "passphrase";
    case HALL_LOCK_INVITED:
      return "invited";
    default:
      g_return_val_if_reached ("open");
    }
}

/**
 * hall_cli_get_connection_word:
 * @connection: how a room is reached
 *
 * Returns: the word for it
 */
const char *
hall_cli_get_connection_word (HallConnection connection)
{
  switch (connection)
    {
    case HALL_CONNECTION_NONE:
      return "none";
    case HALL_CONNECTION_LIVE:
      return "live";
    case HALL_CONNECTION_DIALLING:
      return "dialling";
    case HALL_CONNECTION_TAKING_OVER:
      return "taking-over";
    case HALL_CONNECTION_WAITING:
      return "waiting";
    case HALL_CONNECTION_NOBODY:
      return "nobody";
    default:
      g_return_val_if_reached ("none");
    }
}

/**
 * hall_cli_printer_person:
 * @self: a printer
 * @person: somebody
 *
 * Prints somebody who is here.
 */
void
hall_cli_printer_person (HallCliPrinter *self,
                         HallPerson     *person)
{
  const char *const *addresses = hall_person_get_addresses (person);
  const char *status = hall_cli_get_presence_word (hall_person_get_presence (person));

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("person");

      hall_transcript_add_text (builder, "id", hall_person_get_id (person));
      hall_transcript_add_text (builder, "name", hall_person_get_name (person));
      hall_transcript_add_text (builder, "status", status);
      hall_transcript_add_text (builder, "text", hall_person_get_status_text (person));
      hall_transcript_add_text (builder, "trust",
                                hall_cli_get_trust_word (hall_person_get_trust (person)));
      json_builder_set_member_name (builder, "addresses");
      json_builder_begin_array (builder);
      for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
        json_builder_add_string_value (builder, addresses[i]);
      json_builder_end_array (builder);
      hall_cli_printer_end (self, builder);
    }
  else
    {
      g_autofree char *name = hall_cli_make_plain (hall_person_get_name (person), NULL);
      g_autofree char *where = addresses != NULL ? g_strjoinv (" ", (char **) addresses)
                                                 : g_strdup ("");
      g_autofree char *line = g_strdup_printf ("%s\t%s\t%s", name, status, where);

      hall_cli_output_print (hall_cli_printer_get_output (self), line);
    }
}

/**
 * hall_cli_printer_person_gone:
 * @self: a printer
 * @id: somebody's id
 *
 * Prints, for programs only, that somebody is here no more.
 */
void
hall_cli_printer_person_gone (HallCliPrinter *self,
                              const char     *id)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("person-gone");

      hall_transcript_add_text (builder, "id", id);
      hall_cli_printer_end (self, builder);
    }
}

static char *
format_members (HallRoom *room)
{
  guint members = hall_room_get_n_members (room);

  /* Of a room that is not heard of, nobody knows. */
  if (members == 0)
    return g_strdup ("–");

  return g_strdup_printf (ngettext ("%u member", "%u members", members), members);
}

static char *
format_host (HallRoom *room)
{
  HallPerson *host = hall_room_get_host (room);
  g_autofree char *name = NULL;

  if (host == NULL)
    /* Translators: where "hosted by %s" would stand, for a room one is in. */
    return g_strdup (_("nobody hosts it now"));

  name = hall_cli_make_plain (hall_person_get_name (host), NULL);

  return g_strdup_printf (_("hosted by %s"), name);
}

/**
 * hall_cli_printer_room:
 * @self: a printer
 * @room: a room
 *
 * Prints a room.
 */
void
hall_cli_printer_room (HallCliPrinter *self,
                       HallRoom       *room)
{
  const char *lock = hall_cli_get_lock_word (hall_room_get_lock (room));

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("room");

      hall_transcript_add_text (builder, "id", hall_room_get_id (room));
      hall_transcript_add_text (builder, "name", hall_room_get_name (room));
      hall_transcript_add_text (builder, "topic", hall_room_get_topic (room));
      hall_transcript_add_number (builder, "members", hall_room_get_n_members (room));
      hall_transcript_add_text (builder, "lock", lock);
      hall_cli_printer_end (self, builder);
    }
  else
    {
      g_autofree char *name = hall_cli_make_plain (hall_room_get_name (room), NULL);
      g_autofree char *count = format_members (room);
      g_autofree char *host = format_host (room);
      g_autofree char *line =
          g_strdup_printf ("%s\t%s\t%s\t%s", name, count, host, hall_room_get_id (room));

      hall_cli_output_print (hall_cli_printer_get_output (self), line);
    }
}

/**
 * hall_cli_printer_room_gone:
 * @self: a printer
 * @id: a room's id
 *
 * Prints, for programs only, that nobody hosts a room any more.
 */
void
hall_cli_printer_room_gone (HallCliPrinter *self,
                            const char     *id)
{
  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("room-gone");

      hall_transcript_add_text (builder, "id", id);
      hall_cli_printer_end (self, builder);
    }
}

/**
 * hall_cli_printer_counters:
 * @self: a printer
 * @names: (array zero-terminated=1): names
 * @values: their values
 *
 * Prints counters: one object, or one line each.
 */
void
hall_cli_printer_counters (HallCliPrinter    *self,
                           const char *const *names,
                           const guint64     *values)
{
  JsonBuilder *builder;

  if (!hall_cli_printer_get_json (self))
    {
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *line = g_strdup_printf ("%-24s %" G_GUINT64_FORMAT, names[i], values[i]);

          hall_cli_output_print (hall_cli_printer_get_output (self), line);
        }
      return;
    }

  builder = hall_transcript_begin ("counters");
  json_builder_set_member_name (builder, "counters");
  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    hall_transcript_add_number (builder, names[i], values[i]);
  json_builder_end_object (builder);
  hall_cli_printer_end (self, builder);
}
