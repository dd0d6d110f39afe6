/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-getters.c: each setting by a function of its own.
 *
 * Part of HallSettings. Nothing is decided here: values were checked on their way in.
 */

#define G_LOG_DOMAIN "hall-settings-getters"

#include "config.h"

#include "hall-settings-private.h"

/**
 * hall_settings_get_name:
 * @self: the settings
 *
 * Returns: (transfer none): one's own name, "" until one was chosen
 */
const char *
hall_settings_get_name (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return g_variant_get_string (hall_settings_get_current (self, HALL_SETTING_NAME), NULL);
}

/**
 * hall_settings_set_name:
 * @self: the settings
 * @name: the new name
 *
 * Sets and saves one's own name, cleaned; a name of which nothing visible is left changes nothing.
 */
void
hall_settings_set_name (HallSettings *self,
                        const char   *name)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "name", name, NULL);
}

/**
 * hall_settings_get_group:
 * @self: the settings
 *
 * Returns: (transfer none): the IPv4 multicast group of hellos
 */
const char *
hall_settings_get_group (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return g_variant_get_string (hall_settings_get_current (self, HALL_SETTING_GROUP), NULL);
}

/**
 * hall_settings_get_port:
 * @self: the settings
 *
 * Returns: the UDP port of all datagrams, 1 to 65535
 */
guint
hall_settings_get_port (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), 0);

  return g_variant_get_uint16 (hall_settings_get_current (self, HALL_SETTING_PORT));
}

/**
 * hall_settings_get_broadcast:
 * @self: the settings
 *
 * Returns: (transfer none): the IPv4 address to which rooms are announced, "" for each interface's
 *   own broadcast address
 */
const char *
hall_settings_get_broadcast (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return g_variant_get_string (hall_settings_get_current (self, HALL_SETTING_BROADCAST), NULL);
}

/**
 * hall_settings_get_tcp_port:
 * @self: the settings
 *
 * Returns: the TCP port to listen on, 0 for the usual ones
 */
guint
hall_settings_get_tcp_port (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), 0);

  return g_variant_get_uint16 (hall_settings_get_current (self, HALL_SETTING_TCP_PORT));
}

/**
 * hall_settings_get_excluded_interfaces:
 * @self: the settings
 *
 * Returns: (transfer none) (array zero-terminated=1): names or patterns of interfaces to leave out
 *   beside the built-in ones; "+name" takes one back in. Valid until the setting changes
 */
const char *const *
hall_settings_get_excluded_interfaces (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return hall_settings_get_list (self, HALL_SETTING_EXCLUDED_INTERFACES);
}

/**
 * hall_settings_get_interfaces:
 * @self: the settings
 *
 * Returns: (transfer none) (array zero-terminated=1): names or patterns of the only interfaces to
 *   use; none: all but the excluded ones. Valid until the setting changes
 */
const char *const *
hall_settings_get_interfaces (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return hall_settings_get_list (self, HALL_SETTING_INTERFACES);
}

/**
 * hall_settings_set_interfaces:
 * @self: the settings
 * @interfaces: (nullable) (array zero-terminated=1): the only ones to use; none: all
 *
 * Sets and saves it; what is not allowed changes nothing.
 */
void
hall_settings_set_interfaces (HallSettings      *self,
                              const char *const *interfaces)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "interfaces", interfaces, NULL);
}

/**
 * hall_settings_build_interface_patterns:
 * @self: the settings
 *
 * Returns: (transfer full) (array zero-terminated=1): interfaces and excluded-interfaces in one, as
 *   the transport understands it: a name or pattern to leave out, "+name" to take one back in
 */
char **
hall_settings_build_interface_patterns (HallSettings *self)
{
  const char *const *interfaces;
  GPtrArray *patterns;

  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  interfaces = hall_settings_get_interfaces (self);
  if (interfaces[0] == NULL)
    return g_strdupv ((char **) hall_settings_get_excluded_interfaces (self));

  patterns = g_ptr_array_new ();
  g_ptr_array_add (patterns, g_strdup ("*"));
  for (guint i = 0; interfaces[i] != NULL; i++)
    g_ptr_array_add (patterns, g_strconcat ("+", interfaces[i], NULL));
  g_ptr_array_add (patterns, NULL);

  return (char **) g_ptr_array_free (patterns, FALSE);
}

/**
 * hall_settings_get_addresses:
 * @self: the settings
 *
 * Returns: (transfer none) (array zero-terminated=1): computers to ask who is there, by name or
 *   address, with or without ":PORT". Valid until the setting changes
 */
const char *const *
hall_settings_get_addresses (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return hall_settings_get_list (self, HALL_SETTING_ADDRESSES);
}

/**
 * hall_settings_set_addresses:
 * @self: the settings
 * @addresses: (nullable) (array zero-terminated=1): computers, as the getter gives them
 *
 * Sets and saves it; what is not allowed changes nothing.
 */
void
hall_settings_set_addresses (HallSettings      *self,
                             const char *const *addresses)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "addresses", addresses, NULL);
}

/**
 * hall_settings_get_presence:
 * @self: the settings
 *
 * Returns: (transfer none): how one wants to appear: "available", "away", "dnd" or
 *   "invisible"
 */
const char *
hall_settings_get_presence (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return g_variant_get_string (hall_settings_get_current (self, HALL_SETTING_PRESENCE), NULL);
}

/**
 * hall_settings_set_presence:
 * @self: the settings
 * @presence: one of these words
 *
 * Sets and saves it; what is not allowed changes nothing.
 */
void
hall_settings_set_presence (HallSettings *self,
                              const char   *presence)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "presence", presence, NULL);
}

/**
 * hall_settings_get_status_text:
 * @self: the settings
 *
 * Returns: (transfer none): the line below one's name, "" for none
 */
const char *
hall_settings_get_status_text (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), NULL);

  return g_variant_get_string (hall_settings_get_current (self, HALL_SETTING_STATUS_TEXT), NULL);
}

/**
 * hall_settings_set_status_text:
 * @self: the settings
 * @status_text: the new line
 *
 * Sets and saves it; what is not allowed changes nothing.
 */
void
hall_settings_set_status_text (HallSettings *self,
                                 const char   *status_text)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "status-text", status_text, NULL);
}

/**
 * hall_settings_get_read_marks:
 * @self: the settings
 *
 * Returns: whether others learn that one has read what they wrote privately
 */
gboolean
hall_settings_get_read_marks (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return g_variant_get_boolean (hall_settings_get_current (self, HALL_SETTING_READ_MARKS));
}

/**
 * hall_settings_set_read_marks:
 * @self: the settings
 * @read_marks: whether others learn that one has read what they wrote privately
 *
 * Sets and saves it.
 */
void
hall_settings_set_read_marks (HallSettings *self,
                                gboolean      read_marks)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "read-marks", read_marks, NULL);
}

/**
 * hall_settings_get_typing_notices:
 * @self: the settings
 *
 * Returns: whether others see that one is writing
 */
gboolean
hall_settings_get_typing_notices (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return g_variant_get_boolean (hall_settings_get_current (self, HALL_SETTING_TYPING_NOTICES));
}

/**
 * hall_settings_set_typing_notices:
 * @self: the settings
 * @typing_notices: whether others see that one is writing
 *
 * Sets and saves it.
 */
void
hall_settings_set_typing_notices (HallSettings *self,
                                    gboolean      typing_notices)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "typing-notices", typing_notices, NULL);
}

/**
 * hall_settings_get_hide_content:
 * @self: the settings
 *
 * Returns: whether notifications show no text
 */
gboolean
hall_settings_get_hide_content (HallSettings *self)
{
  g_return_val_if_fail (HALL_IS_SETTINGS (self), FALSE);

  return g_variant_get_boolean (hall_settings_get_current (self, HALL_SETTING_HIDE_CONTENT));
}

/**
 * hall_settings_set_hide_content:
 * @self: the settings
 * @hide_content: whether notifications show no text
 *
 * Sets and saves it.
 */
void
hall_settings_set_hide_content (HallSettings *self,
                                  gboolean      hide_content)
{
  g_return_if_fail (HALL_IS_SETTINGS (self));

  g_object_set (self, "hide-content", hide_content, NULL);
}
