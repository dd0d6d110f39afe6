/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-options.c: the window's command line.
 *
 * What stands there overrides the settings for this run and is not saved. The same names as
 * hallway-cli has.
 */

#define G_LOG_DOMAIN "hall-options"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-options.h"

#define PORT_MAX 65535

static const GOptionEntry entries[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep all state in this folder"),
    N_("DIR") },
  { "name", 0, 0, G_OPTION_ARG_STRING, NULL, N_("The name that others see"), N_("NAME") },
  { "group", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Multicast group to announce oneself in"),
    N_("ADDRESS") },
  { "port", 0, 0, G_OPTION_ARG_INT, NULL, N_("UDP port to announce oneself at"), N_("PORT") },
  { "broadcast", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Address to announce rooms to"),
    N_("ADDRESS") },
  { "tcp-port", 0, 0, G_OPTION_ARG_INT, NULL, N_("TCP port for conversations"), N_("PORT") },
  { "exclude-interface", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL,
    N_("Leave out a network interface (may be given again)"), N_("NAME") },
  { "interface", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL,
    N_("Use this network interface alone (may be given again)"), N_("NAME") },
  { "peer", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL,
    N_("Ask this computer who is there (may be given again)"), N_("ADDRESS[:PORT]") },
  { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Start without a window"), NULL },
  { "create-room", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Begin a new room"), NULL },
  { "debug", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Say on standard error what is going on"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { "loopback", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { NULL },
};

/**
 * hall_options_add_to:
 * @application: an application that is not registered yet
 *
 * Declares the options; their values reach its "handle-local-options".
 */
void
hall_options_add_to (GApplication *application)
{
  g_application_add_main_option_entries (application, entries);
  /* Translators: what can follow on the command line: a link that begins with hallway: */
  g_application_set_option_context_parameter_string (application, _("[LINK]"));
}

static void
override_string (HallSettings *settings,
                 const char   *property,
                 const char   *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  hall_settings_override (settings, property, &value);
}

static gboolean
override_list (GVariantDict  *options,
               const char    *option,
               HallSettings  *settings,
               const char    *property,
               GError       **error)
{
  g_autofree const char **texts = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (!g_variant_dict_lookup (options, option, "^a&s", &texts))
    return TRUE;
  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, texts);
  if (hall_settings_override (settings, property, &value))
    return TRUE;

  /* Translators: an option */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("The value of %s cannot be used."), option);

  return FALSE;
}

/* The settings may name the interfaces to use, and then none is left out: what was just typed is
 * meant all the same. */
static void
forget_interfaces (HallSettings *settings)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRV);
  hall_settings_override (settings, "interfaces", &value);
}

/**
 * hall_options_apply:
 * @options: as given on the command line
 * @settings: to be overridden
 * @error: return location: #G_OPTION_ERROR
 *
 * Returns: whether all options made sense
 */
gboolean
hall_options_apply (GVariantDict  *options,
                    HallSettings  *settings,
                    GError       **error)
{
  static const char *const texts[] = { "name", "group", "broadcast" };
  static const char *const ports[] = { "port", "tcp-port" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text;

      if (g_variant_dict_lookup (options, texts[i], "&s", &text))
        override_string (settings, texts[i], text);
    }
  if (g_variant_dict_contains (options, "exclude-interface"))
    forget_interfaces (settings);
  if (!override_list (options, "exclude-interface", settings, "excluded-interfaces", error) ||
      !override_list (options, "interface", settings, "interfaces", error) ||
      !override_list (options, "peer", settings, "addresses", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      int port;

      if (!g_variant_dict_lookup (options, ports[i], "i", &port))
        continue;
      if (port < 0 || port > PORT_MAX)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("--%s: %d is not a port"), ports[i], port);
          return FALSE;
        }
      g_value_init (&value, G_TYPE_UINT);
      g_value_set_uint (&value, (guint) port);
      hall_settings_override (settings, ports[i], &value);
    }
  return TRUE;
}

/**
 * hall_options_get_only_loopback:
 * @options: as given on the command line
 *
 * Returns: whether to stay on this machine: the hidden --loopback, for demonstrations and tests
 */
gboolean
hall_options_get_only_loopback (GVariantDict *options)
{
  return g_variant_dict_contains (options, "loopback");
}

/**
 * hall_options_get_background:
 * @options: as given on the command line
 *
 * Returns: whether to start without a window, as at login
 */
gboolean
hall_options_get_background (GVariantDict *options)
{
  return g_variant_dict_contains (options, "background");
}

/**
 * hall_options_get_create_room:
 * @options: as given on the command line
 *
 * Returns: whether to begin a new room, as from the menu of the program's icon
 */
gboolean
hall_options_get_create_room (GVariantDict *options)
{
  return g_variant_dict_contains (options, "create-room");
}
