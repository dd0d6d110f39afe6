/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transcript-notes.c: what happened in a room, in a sentence.
 *
 * Names and topics are other people's: they are made plain before they are printed.
 */

#define G_LOG_DOMAIN "hall-transcript-notes"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-transcript.h"

static char *
get_plain_name (HallPerson *person)
{
  return hall_transcript_make_plain (person != NULL ? hall_person_get_name (person) : "", NULL);
}

/* By one person to another. */
static char *
make_deed_note (HallMessage *message)
{
  g_autofree char *name = get_plain_name (hall_message_get_author (message));
  g_autofree char *other = get_plain_name (hall_message_get_subject (message));

  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_ADMITTED:
      /* Translators: here and below, who did it and to whom */
      return g_strdup_printf (_("%s let %s in"), name, other);
    case HALL_MESSAGE_MODERATOR:
      return g_strdup_printf (_("%s made %s a moderator"), name, other);
    case HALL_MESSAGE_NO_MODERATOR:
      return g_strdup_printf (_("%s: %s is no moderator any more"), name, other);
    case HALL_MESSAGE_KICKED:
      return g_strdup_printf (_("%s put %s out of the room"), name, other);
    case HALL_MESSAGE_BANNED:
      return g_strdup_printf (_("%s banned %s"), name, other);
    case HALL_MESSAGE_UNBANNED:
      return g_strdup_printf (_("%s: %s may come in again"), name, other);
    default:
      return NULL;
    }
}

static char *
make_room_note (HallMessage *message)
{
  g_autofree char *name = get_plain_name (hall_message_get_author (message));
  const char *text = hall_message_get_text (message);
  const char *said = hall_message_get_name (message);
  g_autofree char *room = hall_transcript_make_plain (said != NULL ? said : "", NULL);
  g_autofree char *topic = hall_transcript_make_plain (text != NULL ? text : "", NULL);

  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_ROOM_NAMED:
      return g_strdup_printf (_("%s named the room “%s”"), name, room);
    case HALL_MESSAGE_TOPIC:
      return g_strdup_printf (_("%s changed the topic: “%s”"), name, topic);
    case HALL_MESSAGE_CLOSED:
      return g_strdup_printf (_("%s closed the room to newcomers"), name);
    case HALL_MESSAGE_REOPENED:
      return g_strdup_printf (_("%s opened the room to newcomers"), name);
    case HALL_MESSAGE_NEW_PASSPHRASE:
      return g_strdup_printf (_("%s set a new passphrase"), name);
    case HALL_MESSAGE_INVITATION:
      return g_strdup_printf (_("%s invites you into “%s”"), name, room);
    default:
      return NULL;
    }
}

/* Everywhere else people have their newest name: the one before may be known to this line only. */
static char *
make_renamed_note (HallMessage *message)
{
  const char *previous = hall_message_get_previous_name (message);
  const char *said = hall_message_get_name (message);
  g_autofree char *name = get_plain_name (hall_message_get_author (message));
  g_autofree char *before = hall_transcript_make_plain (previous != NULL ? previous : name, NULL);
  g_autofree char *after = hall_transcript_make_plain (said != NULL ? said : name, NULL);

  if (g_str_equal (before, after))
    return g_strdup_printf (_("%s has a new name"), after);

  /* Translators: somebody's name, and the one after that */
  return g_strdup_printf (_("%s is now called %s"), before, after);
}

/**
 * hall_transcript_make_note:
 * @message: a row
 *
 * Returns: (transfer full) (nullable): a line about what is no text; %NULL for what is told
 *   otherwise
 */
char *
hall_transcript_make_note (HallMessage *message)
{
  g_autofree char *name = get_plain_name (hall_message_get_author (message));
  char *note;

  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_JOINED:
      return g_strdup_printf (_("%s joined"), name);
    case HALL_MESSAGE_RENAMED:
      return make_renamed_note (message);
    case HALL_MESSAGE_LEFT:
      return g_strdup_printf (_("%s left the room for good"), name);
    case HALL_MESSAGE_CREATED:
      return g_strdup_printf (_("%s created the room"), name);
    case HALL_MESSAGE_UNKNOWN:
      return g_strdup_printf (_("%s wrote something that needs a newer version of Hallway"), name);
    default:
      note = make_deed_note (message);
      return note != NULL ? note : make_room_note (message);
    }
}

/**
 * hall_transcript_get_deed_word:
 * @kind: of a row
 *
 * Returns: (nullable): the word for what was done; %NULL for other rows
 */
const char *
hall_transcript_get_deed_word (HallMessageKind kind)
{
  switch ((guint) kind)
    {
    case HALL_MESSAGE_ADMITTED:
      return "admit";
    case HALL_MESSAGE_MODERATOR:
      return "moderator";
    case HALL_MESSAGE_NO_MODERATOR:
      return "no-moderator";
    case HALL_MESSAGE_KICKED:
      return "kick";
    case HALL_MESSAGE_BANNED:
      return "ban";
    case HALL_MESSAGE_UNBANNED:
      return "unban";
    case HALL_MESSAGE_ROOM_NAMED:
      return "name";
    case HALL_MESSAGE_TOPIC:
      return "topic";
    case HALL_MESSAGE_CLOSED:
      return "closed";
    case HALL_MESSAGE_REOPENED:
      return "open";
    case HALL_MESSAGE_NEW_PASSPHRASE:
      return "passphrase";
    case HALL_MESSAGE_INVITATION:
      return "invitation";
    default:
      return NULL;
    }
}
