/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-address-link.c: hallway: links (RFC 3986), read and written.
 *
 * What a link says is a claim of whoever made it: nothing here looks anything up.
 */

#define G_LOG_DOMAIN "hall-address-link"

#include "config.h"

#include <string.h>

#include "hall-error.h"
#include "hall-event.h"
#include "hall-fields.h"
#include "hall-key.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-address-link.h"

#define SCHEME "hallway:"
#define ROOM_PATH "room/"
#define PERSON_PATH "person/"

/* "ADDRESS:PORT" */
static gboolean
take_at (HallAddressLink *self,
         const char      *value)
{
  const char *colon = strrchr (value, ':');
  g_autofree char *address = NULL;
  guint64 port;

  if (colon == NULL || colon[1] == '0' ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;

  address = g_strndup (value, colon - value);
  if (!hall_address_is_valid (address))
    return FALSE;

  self->address = g_steal_pointer (&address);
  self->port = (guint16) port;

  return TRUE;
}

/* What isn't known, or not of this kind of link, is ignored. */
static gboolean
take_parameter (HallAddressLink *self,
                const char      *name,
                const char      *value)
{
  if (strcmp (name, "name") == 0)
    {
      if (self->name != NULL)
        return FALSE;
      self->name = hall_text_clean_name (value, HALL_NAME_MAX);
      return TRUE;
    }
  if (self->kind != HALL_ADDRESS_LINK_ROOM)
    return TRUE;

  if (strcmp (name, "host") == 0)
    {
      if (self->host != NULL || !hall_id_is_valid (value))
        return FALSE;
      self->host = g_strdup (value);
    }
  else if (strcmp (name, "at") == 0)
    return self->address == NULL && take_at (self, value);

  return TRUE;
}

static gboolean
take_parameters (HallAddressLink *self,
                 const char      *query)
{
  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      char *equals = strchr (parameters[i], '=');
      g_autofree char *value = NULL;

      if (equals == NULL)
        continue;
      *equals = '\0';
      /* Refuses %00 and what is no UTF-8 when decoded. */
      value = g_uri_unescape_string (equals + 1, NULL);
      if (value == NULL || !g_utf8_validate (value, -1, NULL) ||
          !take_parameter (self, parameters[i], value))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_path (HallAddressLink *self,
           const char      *path)
{
  if (g_str_has_prefix (path, ROOM_PATH))
    {
      self->kind = HALL_ADDRESS_LINK_ROOM;
      self->id = g_strdup (path + strlen (ROOM_PATH));
      return hall_event_id_is_valid (self->id);
    }
  if (g_str_has_prefix (path, PERSON_PATH))
    {
      self->kind = HALL_ADDRESS_LINK_PERSON;
      self->id = g_strdup (path + strlen (PERSON_PATH));
      return hall_id_is_valid (self->id);
    }

  return FALSE;
}

/**
 * hall_address_link_parse:
 * @text: what somebody opened, typed or pasted; white space around it does not matter
 * @error: return location for HALL_WIRE_ERROR_TOO_BIG: above HALL_ADDRESS_LINK_MAX bytes, or
 *   HALL_WIRE_ERROR_BAD_FIELD: not such a link, or something in it is wrong
 *
 * Returns: (transfer full) (nullable): what the link says, or %NULL with @error set
 */
HallAddressLink *
hall_address_link_parse (const char  *text,
                         GError     **error)
{
  g_autoptr (HallAddressLink) self = NULL;
  g_autofree char *link = NULL;
  char *query;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > HALL_ADDRESS_LINK_MAX)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
                           "The link is too long");
      return NULL;
    }

  self = g_new0 (HallAddressLink, 1);
  link = g_strstrip (g_strdup (text));
  query = strchr (link, '?');
  if (query != NULL)
    *query++ = '\0';
  if (!g_utf8_validate (text, -1, NULL) ||
      g_ascii_strncasecmp (link, SCHEME, strlen (SCHEME)) != 0 ||
      !take_path (self, link + strlen (SCHEME)) ||
      (query != NULL && !take_parameters (self, query)))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
                           "This is not a link of Hallway");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* The first one has a question mark before it, others an ampersand. */
static void
append_parameter (GString    *link,
                  const char *name,
                  const char *value)
{
  gboolean is_first = strchr (link->str, '?') == NULL;

  if (value == NULL || *value == '\0')
    return;

  g_string_append_printf (link, "%c%s=", is_first ? '?' : '&', name);
  g_string_append_uri_escaped (link, value, ":", FALSE);
}

/**
 * hall_address_link_format:
 * @self: what to say
 *
 * Returns: (transfer full): the link, ASCII only
 */
char *
hall_address_link_format (const HallAddressLink *self)
{
  GString *link;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->id != NULL, NULL);

  link = g_string_new (SCHEME);
  g_string_append (link, self->kind == HALL_ADDRESS_LINK_ROOM ? ROOM_PATH : PERSON_PATH);
  g_string_append (link, self->id);
  if (self->kind == HALL_ADDRESS_LINK_ROOM)
    append_parameter (link, "host", self->host);
  append_parameter (link, "name", self->name);
  if (self->kind == HALL_ADDRESS_LINK_ROOM && self->address != NULL && self->port != 0)
    {
      g_autofree char *at = g_strdup_printf ("%s:%u", self->address, self->port);

      append_parameter (link, "at", at);
    }

  return g_string_free (link, FALSE);
}

/**
 * hall_address_link_free:
 * @self: (transfer full): a link; may be made with g_new0() by whoever formats one
 */
void
hall_address_link_free (HallAddressLink *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->host);
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}
