/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-deed-text.c: the sentences that tell who did what to whom in a room.
 *
 * Each is a whole one for translators, by whether oneself did it, oneself is whom it was done to,
 * or neither. Plain text; names are somebody else's words.
 */

#define G_LOG_DOMAIN "hall-deed-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed-text.h"

/* By oneself. */
static char *
describe_own_deed (HallMessageKind  kind,
                   const char      *subject)
{
  switch ((guint) kind)
    {
    case HALL_MESSAGE_ADMITTED:
      return g_strdup_printf (_("You let %s in"), subject);
    case HALL_MESSAGE_MODERATOR:
      return g_strdup_printf (_("You made %s a moderator"), subject);
    case HALL_MESSAGE_NO_MODERATOR:
      return g_strdup_printf (_("You took the moderator role from %s"), subject);
    case HALL_MESSAGE_KICKED:
      return g_strdup_printf (_("You removed %s"), subject);
    case HALL_MESSAGE_BANNED:
      return g_strdup_printf (_("You banned %s"), subject);
    case HALL_MESSAGE_UNBANNED:
      return g_strdup_printf (_("You lifted the ban of %s"), subject);
    default:
      return NULL;
    }
}

/* To oneself. */
static char *
describe_deed_to_self (HallMessageKind  kind,
                       const char      *author)
{
  switch ((guint) kind)
    {
    case HALL_MESSAGE_ADMITTED:
      return g_strdup_printf (_("%s let you in"), author);
    case HALL_MESSAGE_MODERATOR:
      return g_strdup_printf (_("%s made you a moderator"), author);
    case HALL_MESSAGE_NO_MODERATOR:
      return g_strdup_printf (_("%s took the moderator role from you"), author);
    case HALL_MESSAGE_KICKED:
      return g_strdup_printf (_("%s removed you"), author);
    case HALL_MESSAGE_BANNED:
      return g_strdup_printf (_("%s banned you"), author);
    case HALL_MESSAGE_UNBANNED:
      return g_strdup_printf (_("%s lifted your ban"), author);
    default:
      return NULL;
    }
}

static char *
describe_deed (HallMessageKind  kind,
               const char      *author,
               const char      *subject)
{
  switch ((guint) kind)
    {
    case HALL_MESSAGE_ADMITTED:
      /* Translators: the first is who did it, the second to whom, here and below. */
      return g_strdup_printf (_("%s let %s in"), author, subject);
    case HALL_MESSAGE_MODERATOR:
      return g_strdup_printf (_("%s made %s a moderator"), author, subject);
    case HALL_MESSAGE_NO_MODERATOR:
      return g_strdup_printf (_("%s took the moderator role from %s"), author, subject);
    case HALL_MESSAGE_KICKED:
      return g_strdup_printf (_("%s removed %s"), author, subject);
    case HALL_MESSAGE_BANNED:
      return g_strdup_printf (_("%s banned %s"), author, subject);
    case HALL_MESSAGE_UNBANNED:
      return g_strdup_printf (_("%s lifted the ban of %s"), author, subject);
    default:
      return NULL;
    }
}

static char *
describe_own_change (HallMessage *message,
                     const char  *name)
{
  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_ROOM_NAMED:
      return g_strdup_printf (_("You called this room “%s”"), name);
    case HALL_MESSAGE_TOPIC:
      if (*hall_message_get_text (message) == '\0')
        return g_strdup (_("You removed the topic"));
      return g_strdup_printf (_("You changed the topic to “%s”"), hall_message_get_text (message));
    case HALL_MESSAGE_CLOSED:
      return g_strdup (_("You closed this room to newcomers"));
    case HALL_MESSAGE_REOPENED:
      return g_strdup (_("You opened this room to newcomers"));
    case HALL_MESSAGE_NEW_PASSPHRASE:
      return g_strdup (_("You set a new passphrase"));
    default:
      return NULL;
    }
}

static char *
describe_change (HallMessage *message,
                 const char  *author,
                 const char  *name)
{
  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_ROOM_NAMED:
      /* Translators: a person, then the room's new name. */
      return g_strdup_printf (_("%s called this room “%s”"), author, name);
    case HALL_MESSAGE_TOPIC:
      if (*hall_message_get_text (message) == '\0')
        return g_strdup_printf (_("%s removed the topic"), author);
      /* Translators: a person, then the room's new topic. */
      return g_strdup_printf (_("%s changed the topic to “%s”"), author,
                              hall_message_get_text (message));
    case HALL_MESSAGE_CLOSED:
      return g_strdup_printf (_("%s closed this room to newcomers"), author);
    case HALL_MESSAGE_REOPENED:
      return g_strdup_printf (_("%s opened this room to newcomers"), author);
    case HALL_MESSAGE_NEW_PASSPHRASE:
      return g_strdup_printf (_("%s set a new passphrase"), author);
    default:
      return NULL;
    }
}

/**
 * hall_deed_text_describe:
 * @message: a message
 * @author: who did it, ready to stand in a sentence
 * @subject: (nullable): to whom, ready to stand in a sentence
 * @name: what a room is called, ready to stand in a sentence
 *
 * Returns: (transfer full) (nullable): "Mina banned Tae"; %NULL for messages of other kinds
 */
char *
hall_deed_text_describe (HallMessage *message,
                         const char  *author,
                         const char  *subject,
                         const char  *name)
{
  HallMessageKind kind = hall_message_get_kind (message);
  gboolean own = hall_message_get_is_own (message);
  HallPerson *person = hall_message_get_subject (message);

  if (person == NULL)
    return own ? describe_own_change (message, name) : describe_change (message, author, name);
  if (own)
    return describe_own_deed (kind, subject);
  if (hall_person_get_is_self (person))
    return describe_deed_to_self (kind, author);
  return describe_deed (kind, author, subject);
}
