/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-links.c: links and invitations that lead to a room, in the fake session.
 */

#define G_LOG_DOMAIN "fake-session-links"

#include "config.h"

#include <string.h>

#include "fake-session-private.h"
#include "fake-session-rights.h"

HallRoom *
hall_session_get_invited_room (HallSession *self,
                               HallMessage *invitation)
{
  const char *id = hall_message_get_invited_room (invitation);

  return id != NULL ? hall_directory_lookup_room (self->directory, id) : NULL;
}

char *
hall_session_make_room_link (HallSession *self,
                             HallRoom    *room)
{
  return g_strdup_printf ("hallway:room/%s?host=%s", hall_room_get_id (room),
                          hall_person_get_id (hall_session_get_self (self)));
}

gboolean
hall_session_read_link (HallSession  *self,
                        const char   *link,
                        gboolean     *is_room,
                        HallRoom    **room,
                        HallPerson  **person,
                        char        **name,
                        GError      **error)
{
  *name = NULL;
  if (!hall_session_resolve_link (self, link, room, person, error))
    return FALSE;
  *is_room = *room != NULL;
  *name = g_strdup (*is_room ? hall_room_get_name (*room) : hall_person_get_name (*person));
  return TRUE;
}

HallPerson *
hall_session_find_namesake (HallSession *self,
                            const char  *link)
{
  HallRoom *room;
  HallPerson *person = NULL;

  hall_session_resolve_link (self, link, &room, &person, NULL);
  return person != NULL ? hall_person_get_resembles (person) : NULL;
}

gboolean
hall_session_resolve_link (HallSession  *self,
                           const char   *link,
                           HallRoom    **room,
                           HallPerson  **person,
                           GError      **error)
{
  g_autofree char *id = NULL;

  *room = NULL;
  *person = NULL;
  if (g_str_has_prefix (link, "hallway:room/"))
    {
      id = g_strndup (link + strlen ("hallway:room/"), HALL_EVENT_ID_LENGTH);
      *room = hall_directory_lookup_room (self->directory, id);
    }
  else if (g_str_has_prefix (link, "hallway:person/"))
    {
      id = g_strndup (link + strlen ("hallway:person/"),
                      strcspn (link + strlen ("hallway:person/"), "?"));
      *person = hall_directory_lookup_person (self->directory, id);
    }
  if (*room != NULL || *person != NULL)
    return TRUE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                       "This link leads nowhere.");
  return FALSE;
}
