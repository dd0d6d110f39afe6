/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-printer-people.c: what one thinks of somebody, how one appears, and what was done to
 * somebody.
 *
 * Part of HallCliPrinter.
 */

#define G_LOG_DOMAIN "hall-cli-printer-people"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-person.h"

#include "hall-cli-printer-private.h"

/**
 * hall_cli_get_trust_word:
 * @trust: what is known of a key
 *
 * Returns: the word for it
 */
const char *
hall_cli_get_trust_word (HallTrust trust)
{
  switch (trust)
    {
    case HALL_TRUST_STRANGER:
      return "stranger";
    case HALL_TRUST_CONTACT:
      return "contact";
    case HALL_TRUST_VERIFIED:
      return "verified";
    default:
      g_return_val_if_reached ("stranger");
    }
}

/* One sentence about the key. */
static char *
describe (HallPerson *person)
{
  g_autofree char *name = hall_cli_make_plain (hall_person_get_name (person), NULL);

  if (hall_person_get_resembles (person) != NULL)
    return g_strdup_printf (_("Somebody you know has the name %s, and another key. This may be "
                              "somebody else: answer with “distinct” or “same”."), name);
  if (hall_person_get_blocked (person))
    return g_strdup_printf (_("%s is blocked."), name);
  if (hall_person_get_trust (person) == HALL_TRUST_VERIFIED)
    return g_strdup_printf (_("%s is verified."), name);

  return g_strdup_printf (_("%s is not verified."), name);
}

/**
 * hall_cli_printer_trust:
 * @self: a printer
 * @person: somebody
 * @safety_number: of the two keys
 *
 * Prints what one thinks of somebody, and the number to compare.
 */
void
hall_cli_printer_trust (HallCliPrinter *self,
                        HallPerson     *person,
                        const char     *safety_number)
{
  HallPerson *resembled = hall_person_get_resembles (person);

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("trust");

      hall_transcript_add_text (builder, "id", hall_person_get_id (person));
      hall_transcript_add_text (builder, "name", hall_person_get_name (person));
      hall_transcript_add_text (builder, "trust",
                                hall_cli_get_trust_word (hall_person_get_trust (person)));
      hall_transcript_add_flag (builder, "blocked", hall_person_get_blocked (person));
      hall_transcript_add_text (builder, "resembles",
                                resembled != NULL ? hall_person_get_id (resembled) : NULL);
      hall_transcript_add_text (builder, "safety-number", safety_number);
      hall_cli_printer_end (self, builder);
    }
  else
    {
      g_autofree char *sentence = describe (person);

      hall_cli_output_print (hall_cli_printer_get_output (self), safety_number);
      hall_cli_output_print (hall_cli_printer_get_output (self), sentence);
    }
}

/**
 * hall_cli_printer_status:
 * @self: a printer
 * @presence: how one appears
 * @text: (nullable): one's status text
 *
 * Prints how one appears to others.
 */
void
hall_cli_printer_status (HallCliPrinter *self,
                         HallPresence    presence,
                         const char     *text)
{
  const char *word = hall_cli_get_presence_word (presence);

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("status");

      hall_transcript_add_text (builder, "status", word);
      hall_transcript_add_text (builder, "text", text);
      hall_cli_printer_end (self, builder);
    }
  else
    {
      g_autofree char *plain = hall_cli_make_plain (text != NULL ? text : "", NULL);
      g_autofree char *line = g_strdup_printf ("%s\t%s", word, plain);

      hall_cli_output_print (hall_cli_printer_get_output (self), line);
    }
}

/**
 * hall_cli_printer_moderated:
 * @self: a printer
 * @room: a room
 * @person: somebody
 * @deed: what was done to it there
 *
 * Prints that the room has it.
 */
void
hall_cli_printer_moderated (HallCliPrinter *self,
                            HallRoom       *room,
                            HallPerson     *person,
                            const char     *deed)
{
  g_autofree char *name = hall_cli_make_plain (hall_person_get_name (person), NULL);

  if (hall_cli_printer_get_json (self))
    {
      JsonBuilder *builder = hall_transcript_begin ("moderated");

      hall_transcript_add_text (builder, "room", hall_room_get_id (room));
      hall_transcript_add_text (builder, "id", hall_person_get_id (person));
      hall_transcript_add_text (builder, "deed", deed);
      hall_cli_printer_end (self, builder);
    }
  else if (g_str_equal (deed, "unban"))
    hall_cli_say (_("%s may come in again."), name);
  else if (g_str_equal (deed, "ban"))
    hall_cli_say (_("%s is banned from the room."), name);
  else
    hall_cli_say (_("%s is out of the room, and may come in again as anybody may."), name);
}
