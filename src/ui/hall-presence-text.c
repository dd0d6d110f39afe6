/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-presence-text.c: a person's presence, and what else there is to know, in words.
 *
 * Plain text: a status line is somebody else's words.
 */

#define G_LOG_DOMAIN "hall-presence-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-presence-text.h"

/**
 * hall_presence_text_describe:
 * @presence: a presence
 *
 * Returns: one or a few words
 */
const char *
hall_presence_text_describe (HallPresence presence)
{
  switch (presence)
    {
    case HALL_PRESENCE_AVAILABLE:
      return C_("presence", "Available");
    case HALL_PRESENCE_AWAY:
      return C_("presence", "Away");
    case HALL_PRESENCE_BUSY:
      return C_("presence", "Do not disturb");
    case HALL_PRESENCE_INVISIBLE:
      return C_("presence", "Invisible");
    case HALL_PRESENCE_OFFLINE:
    default:
      return C_("presence", "Offline");
    }
}

/**
 * hall_presence_text_of:
 * @person: a person
 *
 * Returns: (transfer full): the status line, or else what the presence is
 */
char *
hall_presence_text_of (HallPerson *person)
{
  const char *status;

  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);

  status = hall_person_get_status_text (person);
  if (status != NULL && *status != '\0' && hall_person_get_online (person))
    return g_strdup (status);
  return g_strdup (hall_presence_text_describe (hall_person_get_presence (person)));
}

/**
 * hall_presence_text_explain:
 * @presence: a presence that one can choose
 *
 * Returns: one line on what it means
 */
const char *
hall_presence_text_explain (HallPresence presence)
{
  switch (presence)
    {
    case HALL_PRESENCE_AVAILABLE:
      return _("Shows as away after ten idle minutes");
    case HALL_PRESENCE_AWAY:
      return _("Until you choose otherwise");
    case HALL_PRESENCE_BUSY:
      return _("No notifications");
    case HALL_PRESENCE_INVISIBLE:
      return _("You appear as offline, and still read and write. You cannot create or host rooms");
    case HALL_PRESENCE_OFFLINE:
    default:
      return "";
    }
}

/**
 * hall_presence_text_add:
 * @text: what is read aloud so far
 * @part: (nullable): what follows, if anything
 */
void
hall_presence_text_add (GString    *text,
                        const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    /* Translators: between the parts of a list, or of what is read aloud of a row. */
    g_string_append (text, C_("list", ", "));
  g_string_append (text, part);
}

/**
 * hall_presence_text_spoken:
 * @person: a person
 * @details: (nullable): what stands below the name
 *
 * What the marks beside a name say, for those who do not see them.
 *
 * Returns: (transfer full): name, marks, presence and details
 */
char *
hall_presence_text_spoken (HallPerson *person,
                           const char *details)
{
  GString *text;
  const char *presence;

  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);

  text = g_string_new (hall_person_get_name (person));
  presence = hall_presence_text_describe (hall_person_get_presence (person));
  if (hall_person_get_tagged (person))
    {
      /* Translators: the four letters that tell two people of one name apart. */
      g_autofree char *tag = g_strdup_printf (_("key %s"), hall_person_get_key_tag (person));

      hall_presence_text_add (text, tag);
    }
  if (hall_person_get_trust (person) == HALL_TRUST_VERIFIED)
    hall_presence_text_add (text, C_("person", "verified"));
  if (hall_person_get_resembles (person) != NULL)
    hall_presence_text_add (text, C_("person", "may be somebody else"));
  if (hall_person_get_blocked (person))
    hall_presence_text_add (text, C_("person", "blocked"));
  if (!hall_person_get_is_self (person) && g_strcmp0 (presence, details) != 0)
    hall_presence_text_add (text, presence);
  hall_presence_text_add (text, details);
  return g_string_free (text, FALSE);
}
