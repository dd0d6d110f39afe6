/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-presence-text.c: a person's presence in words.
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
