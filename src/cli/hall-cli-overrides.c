/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-overrides.c: connection options and --name, put before what the settings say.
 *
 * Used once, by HallCli, before the session is made. Nothing is saved.
 */

#define G_LOG_DOMAIN "hall-cli-overrides"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-overrides.h"

static gboolean
override_value (HallSettings  *settings,
                const char    *property,
                const char    *option,
                const GValue  *value,
                GError       **error)
{
  if (hall_settings_override (settings, property, value))
    return TRUE;

  g_set_error (error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
               /* Translators: an option */
               _("The value of %s cannot be used."), option);

  return FALSE;
}

static gboolean
override_text (HallSettings  *settings,
               const char    *property,
               const char    *option,
               const char    *text,
               GError       **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (text == NULL)
    return TRUE;
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);

  return override_value (settings, property, option, &value, error);
}

static gboolean
override_port (HallSettings  *settings,
               const char    *property,
               const char    *option,
               guint          port,
               GError       **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (port == 0)
    return TRUE;
  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, port);

  return override_value (settings, property, option, &value, error);
}

static gboolean
override_list (HallSettings  *settings,
               const char    *property,
               const char    *option,
               char         **texts,
               GError       **error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (texts == NULL)
    return TRUE;
  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, texts);

  return override_value (settings, property, option, &value, error);
}

/* The settings may name the interfaces to use, and then none is left out: what was just typed is
 * meant all the same. */
static gboolean
override_interfaces (HallSettings          *settings,
                     const HallCliOptions  *options,
                     GError               **error)
{
  char *none[] = { NULL };
  char **interfaces = options->interfaces;

  if (interfaces == NULL && options->excluded_interfaces != NULL)
    interfaces = none;

  return override_list (settings, "excluded-interfaces", "--exclude-interface",
                        options->excluded_interfaces, error) &&
         override_list (settings, "interfaces", "--interface", interfaces, error);
}

/**
 * hall_cli_override_name:
 * @settings: the settings
 * @name: (nullable): a name
 * @error: return location for an error of HALL_CLI_USAGE_ERROR
 *
 * Goes by a name in this run; %NULL changes nothing.
 *
 * Returns: whether it is one
 */
gboolean
hall_cli_override_name (HallSettings  *settings,
                        const char    *name,
                        GError       **error)
{
  return override_text (settings, "name", "--name", name, error);
}

/**
 * hall_cli_override_settings:
 * @settings: the settings
 * @options: what was given on the command line
 * @error: return location for an error of HALL_CLI_USAGE_ERROR
 *
 * Puts the options before the settings, for this run.
 *
 * Returns: whether all of them can be used
 */
gboolean
hall_cli_override_settings (HallSettings          *settings,
                            const HallCliOptions  *options,
                            GError               **error)
{
  return hall_cli_override_name (settings, options->name, error) &&
         override_text (settings, "group", "--group", options->group, error) &&
         override_text (settings, "broadcast", "--broadcast", options->broadcast, error) &&
         override_port (settings, "port", "--port", options->port, error) &&
         override_port (settings, "tcp-port", "--tcp-port", options->tcp_port, error) &&
         override_interfaces (settings, options, error) &&
         override_list (settings, "addresses", "--peer", options->peers, error);
}
