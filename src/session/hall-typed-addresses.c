/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typed-addresses.c: checks what is typed, and keeps list and setting the same.
 *
 * The setting is what holds: somebody may edit it elsewhere. An address that stays keeps its
 * object, and so what is known of it.
 */

#define G_LOG_DOMAIN "hall-typed-addresses"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "hall-session.h"

#include "hall-typed-addresses.h"

#define HOST_MAX 253
#define PROPERTY "addresses"

struct _HallTypedAddresses
{
  GObject parent_instance;

  HallSettings *settings;
  GListStore *list;
};

G_DEFINE_FINAL_TYPE (HallTypedAddresses, hall_typed_addresses, G_TYPE_OBJECT)

static void
hall_typed_addresses_dispose (GObject *object)
{
  HallTypedAddresses *self = HALL_TYPED_ADDRESSES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (hall_typed_addresses_parent_class)->dispose (object);
}

static void
hall_typed_addresses_class_init (HallTypedAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_typed_addresses_dispose;
}

static void
hall_typed_addresses_init (HallTypedAddresses *self)
{
  self->list = g_list_store_new (HALL_TYPE_MANUAL_ADDRESS);
}

/* Also of other scripts, as names on some networks are; what DNS has no use for is a mistake. */
static gboolean
is_host_name (const char *host)
{
  g_autofree char *ascii = g_hostname_to_ascii (host);
  gsize length = ascii != NULL ? strlen (ascii) : 0;
  gboolean has_letter = FALSE;

  if (length == 0 || length > HOST_MAX || ascii[0] == '-' || ascii[0] == '.')
    return FALSE;
  for (const char *c = ascii; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.' && *c != '_')
        return FALSE;
      if (*c == '.' && c[1] == '.')
        return FALSE;
      has_letter = has_letter || g_ascii_isalpha (*c);
    }

  /* "10.0.0.300" is no name either. */
  return has_letter;
}

static gboolean
is_ipv6 (const char *host)
{
  g_autofree char *bare = g_strdup (host);
  char *zone = strchr (bare, '%');

  if (zone != NULL)
    {
      if (zone[1] == '\0' || strchr (zone + 1, '%') != NULL)
        return FALSE;
      *zone = '\0';
    }

  return strchr (bare, ':') != NULL && g_hostname_is_ip_address (bare);
}

static gboolean
parse_port (const char *text,
            guint16    *port)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint16) number;

  return TRUE;
}

/* Takes a port off the end, if there is one. */
static gboolean
split (const char *text,
       char      **host,
       guint16    *port)
{
  const char *colon = strchr (text, ':');

  *port = 0;
  if (text[0] == '[')
    {
      const char *end = strchr (text, ']');

      if (end == NULL || (end[1] != '\0' && end[1] != ':'))
        return FALSE;
      *host = g_strndup (text + 1, (gsize) (end - text - 1));
      return is_ipv6 (*host) && (end[1] == '\0' || parse_port (end + 2, port));
    }
  /* More than one colon: an IPv6 address, which has no port without brackets. */
  if (colon == NULL || strchr (colon + 1, ':') != NULL)
    {
      *host = g_strdup (text);
      return TRUE;
    }
  *host = g_strndup (text, (gsize) (colon - text));

  return parse_port (colon + 1, port);
}

/**
 * hall_typed_address_parse:
 * @text: what somebody typed, without blanks around it
 * @host: (out) (transfer full) (optional): the name or the numbers, without brackets
 * @port: (out) (optional): 0 when none is said
 *
 * Returns: %FALSE when it is no address, and nothing is set
 */
gboolean
hall_typed_address_parse (const char *text,
                          char      **host,
                          guint16    *port)
{
  g_autofree char *found = NULL;
  guint16 number = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || !split (text, &found, &number))
    return FALSE;
  if (!is_ipv6 (found) && !g_hostname_is_ip_address (found) && !is_host_name (found))
    return FALSE;
  if (host != NULL)
    *host = g_steal_pointer (&found);
  if (port != NULL)
    *port = number;

  return TRUE;
}

static char **
get_setting (HallTypedAddresses *self)
{
  return g_strdupv ((char **) hall_settings_get_addresses (self->settings));
}

static guint
count (HallTypedAddresses *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* (transfer full) (nullable) */
static HallManualAddress *
find (HallTypedAddresses *self,
      const char         *text,
      guint              *position)
{
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_ascii_strcasecmp (hall_manual_address_get_address (address), text) != 0)
        continue;
      *position = i;
      return g_steal_pointer (&address);
    }

  return NULL;
}

static void
follow (HallTypedAddresses *self)
{
  g_auto (GStrv) addresses = get_setting (self);
  guint position = 0;

  for (guint i = count (self); i > 0; i--)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (G_LIST_MODEL (self->list),
                                                                     i - 1);

      if (!g_strv_contains ((const char *const *) addresses,
                            hall_manual_address_get_address (address)))
        g_list_store_remove (self->list, i - 1);
    }
  for (guint i = 0; addresses[i] != NULL && count (self) < HALL_TYPED_ADDRESSES_MAX; i++)
    {
      g_autoptr (HallManualAddress) address = find (self, addresses[i], &position);

      if (address != NULL || !hall_typed_address_parse (addresses[i], NULL, NULL))
        continue;
      address = hall_manual_address_new (addresses[i],
                                         hall_settings_is_fixed (self->settings, PROPERTY));
      g_list_store_append (self->list, address);
    }
}

/**
 * hall_typed_addresses_new:
 * @settings: whose "addresses" are followed and changed
 *
 * Returns: (transfer full): the list
 */
HallTypedAddresses *
hall_typed_addresses_new (HallSettings *settings)
{
  HallTypedAddresses *self = g_object_new (HALL_TYPE_TYPED_ADDRESSES, NULL);

  g_return_val_if_fail (HALL_IS_SETTINGS (settings), self);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "notify::" PROPERTY, G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);

  return self;
}

/**
 * hall_typed_addresses_get_model:
 * @self: the list
 *
 * Returns: (transfer none): the #HallManualAddress
 */
GListModel *
hall_typed_addresses_get_model (HallTypedAddresses *self)
{
  g_return_val_if_fail (HALL_IS_TYPED_ADDRESSES (self), NULL);

  return G_LIST_MODEL (self->list);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME, sentence);

  return FALSE;
}

static void
set_setting (HallTypedAddresses *self,
             GPtrArray          *addresses)
{
  g_ptr_array_add (addresses, NULL);
  g_object_set (self->settings, PROPERTY, addresses->pdata, NULL);
}

/**
 * hall_typed_addresses_add:
 * @self: the list
 * @text: as somebody typed it
 * @error: return location for #HALL_SESSION_ERROR NAME; the message says what is wrong with it
 *
 * Returns: whether it is in the list, and in the setting, now
 */
gboolean
hall_typed_addresses_add (HallTypedAddresses *self,
                          const char         *text,
                          GError            **error)
{
  g_autofree char *stripped = NULL;
  g_autoptr (HallManualAddress) there = NULL;
  g_autoptr (HallManualAddress) added = NULL;
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_auto (GStrv) old = NULL;
  guint position = 0;

  g_return_val_if_fail (HALL_IS_TYPED_ADDRESSES (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  if (!hall_typed_address_parse (stripped, NULL, NULL))
    return refuse (error, _("This is not an address. Type a name or an IP address, for example "
                            "10.0.0.7 or server.example:12345."));
  there = find (self, stripped, &position);
  if (there != NULL)
    return refuse (error, _("This address is in the list already."));
  if (count (self) >= HALL_TYPED_ADDRESSES_MAX)
    return refuse (error, _("There are too many addresses. Remove one first."));

  old = get_setting (self);
  for (guint i = 0; old[i] != NULL; i++)
    g_ptr_array_add (addresses, old[i]);
  g_ptr_array_add (addresses, stripped);
  set_setting (self, addresses);
  added = find (self, stripped, &position);
  if (added == NULL)
    return refuse (error, _("The addresses are fixed by the administrator of this computer."));

  return TRUE;
}

/**
 * hall_typed_addresses_remove:
 * @self: the list
 * @address: one of it
 *
 * Takes it out of list and setting, unless an administrator fixed it.
 *
 * Returns: whether it is gone
 */
gboolean
hall_typed_addresses_remove (HallTypedAddresses *self,
                             HallManualAddress  *address)
{
  g_autoptr (HallManualAddress) still = NULL;
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) old = NULL;
  guint position = 0;

  g_return_val_if_fail (HALL_IS_TYPED_ADDRESSES (self), FALSE);
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (address), FALSE);

  text = g_strdup (hall_manual_address_get_address (address));
  old = get_setting (self);
  for (guint i = 0; old[i] != NULL; i++)
    if (g_ascii_strcasecmp (old[i], text) != 0)
      g_ptr_array_add (addresses, old[i]);
  set_setting (self, addresses);
  still = find (self, text, &position);

  return still == NULL;
}
