/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-rights-links.c: rooms and people that are named by a link or an invitation.
 *
 * Only the ids are believed. Where the host may be is a hint for the first time somebody joins; it
 * has to have the key that the link names.
 */

#define G_LOG_DOMAIN "hall-session-rights-links"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-address-link.h"
#include "hall-limits.h"
#include "hall-route.h"
#include "hall-text.h"

#include "hall-session-private.h"
#include "hall-session-rights.h"

/* Where nobody has joined, a hint is forgotten sooner or later: those that came by themselves
 * first, so that nobody makes us forget the others. */
#define HINTS_MAX 64

typedef struct
{
  char *host_id;      /* (nullable) */
  char *address;      /* (nullable) */
  guint16 port;
  gboolean typed;     /* by the person; anybody may have made it, if not, a web page too */
  guint64 number;     /* in the order they came */
} HallRoomHint;

static void
hall_room_hint_free (gpointer data)
{
  HallRoomHint *hint = data;

  g_free (hint->host_id);
  g_free (hint->address);
  g_free (hint);
}

void
hall_session_init_hints (HallSession *self)
{
  self->hints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_room_hint_free);
  self->inviters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Tells a conversation that is about to join what was said of where the room is. */
void
hall_session_pass_hint (HallSession      *self,
                        HallConversation *conversation)
{
  HallRoomHint *hint = g_hash_table_lookup (self->hints,
                                            hall_conversation_get_stored (conversation)->id);

  if (hint != NULL)
    hall_conversation_set_hint (conversation, hint->host_id, hint->address, hint->port,
                                hint->typed);
}

static gboolean
is_used (HallSession *self,
         const char  *id)
{
  HallRoom *room = hall_directory_lookup_room (self->context->directory, id);

  return room != NULL && hall_session_get_conversation (self, room) != NULL;
}

/* FALSE: what there is is better than this one, which came by itself if not @typed. */
static gboolean
make_way (HallSession *self,
          const char  *id,
          gboolean     typed)
{
  HallRoomHint *same = g_hash_table_lookup (self->hints, id);
  const char *worst = NULL;
  HallRoomHint *worst_hint = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (same != NULL)
    return typed || (!same->typed && !is_used (self, id));
  if (g_hash_table_size (self->hints) < HINTS_MAX)
    return TRUE;
  g_hash_table_iter_init (&iter, self->hints);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      HallRoomHint *hint = value;

      if ((hint->typed && !typed) || is_used (self, key))
        continue;
      if (worst_hint == NULL || hint->typed < worst_hint->typed
          || (hint->typed == worst_hint->typed && hint->number < worst_hint->number))
        {
          worst = key;
          worst_hint = hint;
        }
    }
  return worst != NULL && g_hash_table_remove (self->hints, worst);
}

/* (transfer none) */
static HallRoom *
make_known (HallSession *self,
            const char  *id,
            const char  *name,
            const char  *host_id,
            const char  *address,
            guint16      port,
            gboolean     typed)
{
  HallRoom *room = hall_directory_ensure_room (self->context->directory, id);
  HallRoomHint *hint;
  g_autofree char *clean = NULL;

  if (name != NULL && !hall_room_has_name (room)
      && (clean = hall_text_clean_name (name, HALL_NAME_MAX)) != NULL)
    hall_room_set_name (room, clean);
  if ((host_id == NULL && address == NULL) || !make_way (self, id, typed))
    return room;
  hint = g_new0 (HallRoomHint, 1);
  hint->host_id = g_strdup (host_id);
  hint->address = g_strdup (address);
  hint->port = port;
  hint->typed = typed;
  hint->number = ++self->n_hints;
  g_hash_table_replace (self->hints, g_strdup (id), hint);
  return room;
}

/**
 * hall_session_get_invited_room:
 * @self: a session
 * @invitation: a row of kind INVITATION
 *
 * Returns: (transfer none) (nullable): the room it is into, known from now on; %NULL if it is none
 */
HallRoom *
hall_session_get_invited_room (HallSession *self,
                               HallMessage *invitation)
{
  const char *id;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (invitation), NULL);

  id = hall_message_get_invited_room (invitation);
  if (id == NULL)
    return NULL;
  return make_known (self, id, hall_message_get_name (invitation),
                     hall_message_get_invited_host (invitation), NULL, 0, FALSE);
}

/* Where others reach the host. */
static void
add_reach (HallSession      *self,
           HallConversation *conversation,
           HallAddressLink  *link)
{
  const HallStoredRoom *stored = hall_conversation_get_stored (conversation);
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;

  if (stored->host != NULL && g_str_equal (stored->host, self->context->own_id))
    {
      g_auto (GStrv) own = NULL;

      if (self->context->transport == NULL)
        return;
      own = hall_transport_list_addresses (self->context->transport);
      link->address = g_strdup (own[0]);
      link->port = hall_transport_get_tcp_port (self->context->transport);
      return;
    }
  for (guint i = 0; stored->addresses != NULL && stored->addresses[i] != NULL; i++)
    hall_route_add_text (route, stored->addresses[i], stored->host);
  hop = hall_route_take (route);
  if (hop == NULL)
    return;
  link->address = g_strdup (hop->address);
  link->port = hop->port;
}

/**
 * hall_session_make_room_link:
 * @self: a session
 * @room: a room
 *
 * Returns: (transfer full): a hallway: link that names the room, and whoever hosts it now
 */
char *
hall_session_make_room_link (HallSession *self,
                             HallRoom    *room)
{
  HallAddressLink link = { .kind = HALL_ADDRESS_LINK_ROOM };
  HallConversation *conversation;
  HallPerson *host;
  char *text;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  conversation = hall_session_get_conversation (self, room);
  host = hall_room_get_host (room);
  link.id = (char *) hall_room_get_id (room);
  link.name = (char *) hall_room_get_name (room);
  if (host != NULL)
    link.host = (char *) hall_person_get_id (host);
  else if (conversation != NULL)
    link.host = hall_conversation_get_stored (conversation)->host;
  if (conversation != NULL && link.host != NULL)
    add_reach (self, conversation, &link);
  text = hall_address_link_format (&link);
  g_free (link.address);
  return text;
}

static HallAddressLink *
parse (const char  *link,
       GError     **error)
{
  HallAddressLink *parsed = hall_address_link_parse (link, NULL);

  if (parsed == NULL)
    g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                         _("This is not a link to a room or a person of Hallway."));
  return parsed;
}

static gboolean
resolve (HallSession *self,
         const char  *link,
         gboolean     typed,
         HallRoom   **room,
         HallPerson **person,
         GError     **error)
{
  g_autoptr (HallAddressLink) parsed = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (link != NULL && room != NULL && person != NULL, FALSE);

  *room = NULL;
  *person = NULL;
  parsed = parse (link, error);
  if (parsed == NULL)
    return FALSE;
  if (parsed->kind == HALL_ADDRESS_LINK_ROOM)
    *room = make_known (self, parsed->id, parsed->name, parsed->host,
                        parsed->address, parsed->port, typed);
  else
    {
      *person = hall_directory_ensure_person (self->context->directory, parsed->id);
      if (parsed->name != NULL && !hall_person_has_name (*person))
        hall_person_set_name (*person, parsed->name);
      /* It is not listed before it is heard, or written to. */
      if (self->trust != NULL && hall_person_get_resembles (*person) == NULL)
        hall_person_set_resembles (*person, hall_trust_find_namesake (self->trust, *person,
                                                                      parsed->name));
    }
  return TRUE;
}

/* Whoever was only named by a link that was followed is known by nothing but that name. */
static gboolean
is_known (HallPerson *person)
{
  return hall_person_get_is_self (person) || hall_person_get_online (person)
         || hall_person_get_last_seen (person) != 0
         || hall_person_get_conversation (person) != NULL;
}

/**
 * hall_session_read_link:
 * @self: a session
 * @link: from anywhere
 * @is_room: (out): whether it names a room, and not a person
 * @room: (out) (transfer none) (nullable): the room, if it is known already
 * @person: (out) (transfer none) (nullable): the person, if known already, and not by links alone
 * @name: (out) (transfer full) (nullable): what it is called here, else by the link
 * @error: return location for #HALL_SESSION_ERROR_NOT_FOUND
 *
 * Looks, and makes nothing known: for asking whether the link shall be followed.
 *
 * Returns: whether it names one of the two
 */
gboolean
hall_session_read_link (HallSession *self,
                        const char  *link,
                        gboolean    *is_room,
                        HallRoom   **room,
                        HallPerson **person,
                        char       **name,
                        GError     **error)
{
  g_autoptr (HallAddressLink) parsed = NULL;
  const char *known = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (link != NULL && room != NULL && person != NULL && name != NULL, FALSE);

  *room = NULL;
  *person = NULL;
  *name = NULL;
  parsed = parse (link, error);
  if (parsed == NULL)
    return FALSE;
  *is_room = parsed->kind == HALL_ADDRESS_LINK_ROOM;
  if (*is_room)
    {
      *room = hall_directory_lookup_room (self->context->directory, parsed->id);
      known = *room != NULL && hall_room_has_name (*room) ? hall_room_get_name (*room) : NULL;
    }
  else
    {
      *person = hall_directory_lookup_person (self->context->directory, parsed->id);
      known = *person != NULL && hall_person_has_name (*person) ? hall_person_get_name (*person)
                                                                : NULL;
      if (*person != NULL && !is_known (*person))
        *person = NULL;
    }
  *name = g_strdup (known != NULL ? known : parsed->name);
  return TRUE;
}

/**
 * hall_session_find_namesake:
 * @self: a session
 * @link: from anywhere
 *
 * Returns: (transfer none) (nullable): somebody known under another key whose name the person bears
 *   that the link names, or that the link gives it
 */
HallPerson *
hall_session_find_namesake (HallSession *self,
                            const char  *link)
{
  g_autoptr (HallAddressLink) parsed = NULL;
  HallPerson *person;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (link != NULL, NULL);

  parsed = parse (link, NULL);
  if (parsed == NULL || parsed->kind == HALL_ADDRESS_LINK_ROOM || self->trust == NULL)
    return NULL;
  person = hall_directory_lookup_person (self->context->directory, parsed->id);
  return hall_trust_find_namesake (self->trust, person, parsed->name);
}

/**
 * hall_session_resolve_link:
 * @self: a session
 * @link: from anywhere
 * @room: (out) (transfer none) (nullable): the room it names, known from now on
 * @person: (out) (transfer none) (nullable): the person it names
 * @error: return location for #HALL_SESSION_ERROR_NOT_FOUND
 *
 * Joins nothing and dials nobody.
 *
 * Returns: whether it names one of the two
 */
gboolean
hall_session_resolve_link (HallSession *self,
                           const char  *link,
                           HallRoom   **room,
                           HallPerson **person,
                           GError     **error)
{
  return resolve (self, link, FALSE, room, person, error);
}

/**
 * hall_session_resolve_typed_link:
 * @self: a session
 * @link: that a person gave us by hand
 * @room: (out) (transfer none) (nullable): the room it names, known from now on
 * @person: (out) (transfer none) (nullable): the person it names
 * @error: return location for #HALL_SESSION_ERROR_NOT_FOUND
 *
 * Returns: whether it names one of the two
 */
gboolean
hall_session_resolve_typed_link (HallSession *self,
                                 const char  *link,
                                 HallRoom   **room,
                                 HallPerson **person,
                                 GError     **error)
{
  return resolve (self, link, TRUE, room, person, error);
}
