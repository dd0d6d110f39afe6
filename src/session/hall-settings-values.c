/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-values.c: one row for each setting, and the rules for its values.
 *
 * Used by HallSettings alone. Whatever a file, an option or an administrator says passes
 * hall_setting_check () before anybody sees it.
 */

#define G_LOG_DOMAIN "hall-settings-values"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "hall-limits.h"
#include "hall-text.h"
#include "hall-typed-addresses.h"

#include "hall-settings-values.h"

#define PORT_MAX 65535
#define PATTERNS_MAX 256
#define PATTERN_LENGTH_MAX 64
/* A host name of DNS, brackets, and ":65535". */
#define ADDRESS_LENGTH_MAX 263
#define WINDOW_WIDTH_DEFAULT 1000
#define WINDOW_HEIGHT_DEFAULT 680
/* Smaller than any screen, larger than any: what is outside was not a person's wish. */
#define WINDOW_SIZE_MIN 100
#define WINDOW_SIZE_MAX 32767
#define HISTORY_DAYS_MAX 36500

typedef struct
{
  const char *key;
  const char *type;
  const char *default_text; /* in GVariant's text form */
} Row;

static const Row rows[HALL_N_SETTINGS] = {
  [HALL_SETTING_NAME] = { "name", "s", "''" },
  [HALL_SETTING_GROUP] = { "group", "s", "'" HALL_DEFAULT_GROUP "'" },
  [HALL_SETTING_PORT] = { "port", "q", G_STRINGIFY (HALL_DEFAULT_PORT) },
  [HALL_SETTING_BROADCAST] = { "broadcast", "s", "''" },
  [HALL_SETTING_TCP_PORT] = { "tcp-port", "q", "0" },
  [HALL_SETTING_EXCLUDED_INTERFACES] = { "excluded-interfaces", "as", "[]" },
  [HALL_SETTING_INTERFACES] = { "interfaces", "as", "[]" },
  [HALL_SETTING_ADDRESSES] = { "addresses", "as", "[]" },
  [HALL_SETTING_WINDOW_WIDTH] = { "window-width", "i", G_STRINGIFY (WINDOW_WIDTH_DEFAULT) },
  [HALL_SETTING_WINDOW_HEIGHT] = { "window-height", "i", G_STRINGIFY (WINDOW_HEIGHT_DEFAULT) },
  [HALL_SETTING_WINDOW_MAXIMIZED] = { "window-maximized", "b", "false" },
  [HALL_SETTING_PRESENCE] = { "presence", "s", "'available'" },
  [HALL_SETTING_STATUS_TEXT] = { "status-text", "s", "''" },
  [HALL_SETTING_READ_MARKS] = { "read-marks", "b", "true" },
  [HALL_SETTING_TYPING_NOTICES] = { "typing-notices", "b", "true" },
  [HALL_SETTING_HIDE_CONTENT] = { "hide-content", "b", "false" },
  [HALL_SETTING_NOTIFICATIONS] = { "notifications", "b", "true" },
  [HALL_SETTING_START_INVISIBLE] = { "start-invisible", "b", "false" },
  [HALL_SETTING_RUN_IN_BACKGROUND] = { "run-in-background", "b", "false" },
  [HALL_SETTING_BACKGROUND_ASKED] = { "background-asked", "b", "false" },
  [HALL_SETTING_START_AT_LOGIN] = { "start-at-login", "b", "false" },
  [HALL_SETTING_HISTORY_DAYS] = { "history-days", "i", "0" },
};

/**
 * hall_setting_get_key:
 * @setting: a setting
 *
 * Returns: the name of its key and of its property
 */
const char *
hall_setting_get_key (HallSetting setting)
{
  return rows[setting].key;
}

/**
 * hall_setting_get_type:
 * @setting: a setting
 *
 * Returns: (transfer none): the type of its key
 */
const GVariantType *
hall_setting_get_type (HallSetting setting)
{
  return G_VARIANT_TYPE (rows[setting].type);
}

/**
 * hall_setting_get_default:
 * @setting: a setting
 *
 * Returns: (transfer full): the built-in default
 */
GVariant *
hall_setting_get_default (HallSetting setting)
{
  GVariant *value = g_variant_parse (hall_setting_get_type (setting), rows[setting].default_text,
                                     NULL, NULL, NULL);

  g_assert (value != NULL);

  return value;
}

/**
 * hall_setting_create_spec:
 * @setting: a setting
 *
 * The ranges of numbers are left open: GObject would move a bad number into the range without a
 * word, where hall_setting_check () refuses it.
 *
 * Returns: (transfer floating): the specification of its property
 */
GParamSpec *
hall_setting_create_spec (HallSetting setting)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const Row *row = &rows[setting];

  switch (*row->type)
    {
    case 's':
      return g_param_spec_string (row->key, NULL, NULL, NULL, flags);

    case 'q':
      return g_param_spec_uint (row->key, NULL, NULL, 0, G_MAXUINT, 0, flags);

    case 'i':
      return g_param_spec_int (row->key, NULL, NULL, G_MININT, G_MAXINT, 0, flags);

    case 'b':
      return g_param_spec_boolean (row->key, NULL, NULL, FALSE, flags);

    default:
      return g_param_spec_boxed (row->key, NULL, NULL, G_TYPE_STRV, flags);
    }
}

static gboolean
is_address (GVariant *value,
            gboolean  multicast)
{
  g_autoptr (GInetAddress) address =
      g_inet_address_new_from_string (g_variant_get_string (value, NULL));

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
         g_inet_address_get_is_multicast (address) == multicast &&
         !g_inet_address_get_is_any (address);
}

/* Names of interfaces or patterns of them; "+" in front takes one back in. */
static gboolean
are_patterns (GVariant *value)
{
  g_autofree const char **patterns = g_variant_get_strv (value, NULL);

  if (g_variant_n_children (value) > PATTERNS_MAX)
    return FALSE;

  for (guint i = 0; patterns[i] != NULL; i++)
    if (!hall_text_is_acceptable (patterns[i], PATTERN_LENGTH_MAX, FALSE) ||
        strpbrk (patterns[i], "/ ") != NULL)
      return FALSE;

  return TRUE;
}

/* Names or patterns again, all of them wanted. */
static gboolean
are_interfaces (GVariant *value)
{
  g_autofree const char **names = g_variant_get_strv (value, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    if (names[i][0] == '+')
      return FALSE;

  return are_patterns (value);
}

/* HOST, HOST:PORT, an IPv6 address, or [ADDRESS]:PORT. */
static gboolean
is_peer_address (const char *text)
{
  return hall_text_is_acceptable (text, ADDRESS_LENGTH_MAX, FALSE)
         && hall_typed_address_parse (text, NULL, NULL);
}

static gboolean
are_addresses (GVariant *value)
{
  g_autofree const char **addresses = g_variant_get_strv (value, NULL);

  if (g_variant_n_children (value) > HALL_TYPED_ADDRESSES_MAX)
    return FALSE;

  for (guint i = 0; addresses[i] != NULL; i++)
    if (!is_peer_address (addresses[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_size (GVariant *value)
{
  gint32 size = g_variant_get_int32 (value);

  return size >= WINDOW_SIZE_MIN && size <= WINDOW_SIZE_MAX;
}

static gboolean
is_presence (GVariant *value)
{
  static const char *const words[] = { "available", "away", "dnd", "invisible", NULL };

  return g_strv_contains (words, g_variant_get_string (value, NULL));
}

/* (transfer full) (nullable): "" stays so, whatever else must have something visible in it. */
static GVariant *
clean_text (GVariant *value,
            gsize     max_bytes)
{
  const char *text = g_variant_get_string (value, NULL);
  char *clean = *text != '\0' ? hall_text_clean_name (text, max_bytes) : g_strdup ("");

  return clean != NULL ? g_variant_ref_sink (g_variant_new_take_string (clean)) : NULL;
}

/* For ever, or so many days. */
static gboolean
is_history (GVariant *value)
{
  gint32 days = g_variant_get_int32 (value);

  return days >= 0 && days <= HISTORY_DAYS_MAX;
}

/**
 * hall_setting_check:
 * @setting: a setting
 * @value: a value of any type
 *
 * Returns: (transfer full) (nullable): the value as it is used (a name is cleaned), or %NULL if
 *   it is of another type or not allowed
 */
GVariant *
hall_setting_check (HallSetting  setting,
                    GVariant    *value)
{
  gboolean good = FALSE;

  if (!g_variant_is_of_type (value, hall_setting_get_type (setting)))
    return NULL;

  switch (setting)
    {
    case HALL_SETTING_NAME:
      return clean_text (value, HALL_NAME_MAX);

    case HALL_SETTING_STATUS_TEXT:
      return clean_text (value, HALL_STATUS_TEXT_MAX);

    case HALL_SETTING_PRESENCE:
      good = is_presence (value);
      break;

    case HALL_SETTING_GROUP:
      good = is_address (value, TRUE);
      break;

    case HALL_SETTING_BROADCAST:
      good = *g_variant_get_string (value, NULL) == '\0' || is_address (value, FALSE);
      break;

    case HALL_SETTING_PORT:
      good = g_variant_get_uint16 (value) != 0;
      break;

    case HALL_SETTING_EXCLUDED_INTERFACES:
      good = are_patterns (value);
      break;

    case HALL_SETTING_INTERFACES:
      good = are_interfaces (value);
      break;

    case HALL_SETTING_ADDRESSES:
      good = are_addresses (value);
      break;

    case HALL_SETTING_WINDOW_WIDTH:
    case HALL_SETTING_WINDOW_HEIGHT:
      good = is_size (value);
      break;

    case HALL_SETTING_HISTORY_DAYS:
      good = is_history (value);
      break;

    case HALL_SETTING_TCP_PORT:
    case HALL_SETTING_WINDOW_MAXIMIZED:
    case HALL_SETTING_READ_MARKS:
    case HALL_SETTING_TYPING_NOTICES:
    case HALL_SETTING_HIDE_CONTENT:
    case HALL_SETTING_NOTIFICATIONS:
    case HALL_SETTING_START_INVISIBLE:
    case HALL_SETTING_RUN_IN_BACKGROUND:
    case HALL_SETTING_BACKGROUND_ASKED:
    case HALL_SETTING_START_AT_LOGIN:
      good = TRUE;
      break;

    default:
      g_assert_not_reached ();
    }

  return good ? g_variant_ref (value) : NULL;
}

/* A GVariant holds valid UTF-8 only; %NULL where the text is not. */
static GVariant *
text_to_variant (const char *text)
{
  if (text == NULL)
    text = "";

  return g_utf8_validate (text, -1, NULL) ? g_variant_new_string (text) : NULL;
}

static GVariant *
port_to_variant (guint port)
{
  return port <= PORT_MAX ? g_variant_new_uint16 (port) : NULL;
}

static GVariant *
texts_to_variant (const char *const *texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!g_utf8_validate (texts[i], -1, NULL))
      return NULL;

  return g_variant_new_strv (texts, texts != NULL ? -1 : 0);
}

/**
 * hall_setting_from_value:
 * @setting: a setting
 * @value: a value for its property
 *
 * Returns: (transfer full) (nullable): the checked value, or %NULL if it is not a good one
 */
GVariant *
hall_setting_from_value (HallSetting   setting,
                         const GValue *value)
{
  g_autoptr (GParamSpec) spec = g_param_spec_ref_sink (hall_setting_create_spec (setting));
  g_auto (GValue) typed = G_VALUE_INIT;
  g_autoptr (GVariant) variant = NULL;

  g_value_init (&typed, G_PARAM_SPEC_VALUE_TYPE (spec));
  if (!g_value_transform (value, &typed))
    return NULL;

  if (G_VALUE_HOLDS_STRING (&typed))
    variant = text_to_variant (g_value_get_string (&typed));
  else if (G_VALUE_HOLDS_UINT (&typed))
    variant = port_to_variant (g_value_get_uint (&typed));
  else if (G_VALUE_HOLDS_INT (&typed))
    variant = g_variant_new_int32 (g_value_get_int (&typed));
  else if (G_VALUE_HOLDS_BOOLEAN (&typed))
    variant = g_variant_new_boolean (g_value_get_boolean (&typed));
  else
    variant = texts_to_variant (g_value_get_boxed (&typed));

  if (variant == NULL)
    return NULL;
  g_variant_ref_sink (variant);

  return hall_setting_check (setting, variant);
}

/**
 * hall_setting_to_value:
 * @variant: a checked value
 * @value: an initialised value of its property's type
 */
void
hall_setting_to_value (GVariant *variant,
                       GValue   *value)
{
  switch (*g_variant_get_type_string (variant))
    {
    case 's':
      g_value_set_string (value, g_variant_get_string (variant, NULL));
      break;

    case 'q':
      g_value_set_uint (value, g_variant_get_uint16 (variant));
      break;

    case 'i':
      g_value_set_int (value, g_variant_get_int32 (variant));
      break;

    case 'b':
      g_value_set_boolean (value, g_variant_get_boolean (variant));
      break;

    case 'a':
      g_value_take_boxed (value, g_variant_dup_strv (variant, NULL));
      break;

    default:
      g_assert_not_reached ();
    }
}
