/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fields.c: getters for the kinds of fields that our objects are made of.
 *
 * Shared by the decoders of datagrams, events and packets, so that an id or a name is the same
 * everywhere. Owns nothing.
 */

#define G_LOG_DOMAIN "hall-fields"

#include "config.h"

#include <string.h>

#include "hall-key.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-fields.h"

/* The longest text of a list: an id. */
#define LIST_TEXT_MAX 64

/*
 * hall_field_refuse:
 * @error: return location
 * @member: the name of the field
 *
 * Sets HALL_WIRE_ERROR_BAD_FIELD.
 *
 * Returns: %FALSE
 */
gboolean
hall_field_refuse (GError     **error,
                   const char  *member)
{
  g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
               "The field “%s” is missing or wrong", member);

  return FALSE;
}

/*
 * hall_word_is_valid:
 * @word: a text
 *
 * Returns: whether it can be a word of the protocol, known or not
 */
gboolean
hall_word_is_valid (const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || length > HALL_WORD_MAX)
    return FALSE;

  return strspn (word, "abcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

/*
 * hall_address_is_valid:
 * @address: a text
 *
 * Returns: whether it is an IPv4 address in dotted decimal, each number written one way
 */
gboolean
hall_address_is_valid (const char *address)
{
  for (guint part = 0; part < 4; part++)
    {
      guint value = 0;
      gsize n_digits = strspn (address, "0123456789");

      if (n_digits == 0 || n_digits > 3 || (n_digits > 1 && address[0] == '0'))
        return FALSE;
      for (gsize i = 0; i < n_digits; i++)
        value = value * 10 + (address[i] - '0');
      if (value > 255 || address[n_digits] != (part < 3 ? '.' : '\0'))
        return FALSE;
      address += n_digits + (part < 3 ? 1 : 0);
    }

  return TRUE;
}

/*
 * hall_digest_is_valid:
 * @digest: a text
 *
 * Returns: whether it is base64url of 8 bytes
 */
gboolean
hall_digest_is_valid (const char *digest)
{
  guint8 bytes[8];

  return hall_base64url_decode (digest, bytes, sizeof bytes);
}

/* See the header for these. */

gboolean
hall_field_take_id (JsonObject     *object,
                    const char     *member,
                    gboolean        optional,
                    HallFieldCheck  is_valid,
                    char          **id,
                    GError        **error)
{
  const char *text;

  if (!hall_json_get_optional_text (object, member, LIST_TEXT_MAX, &text, error))
    return FALSE;
  if (text == NULL ? !optional : !is_valid (text))
    return hall_field_refuse (error, member);

  *id = g_strdup (text);

  return TRUE;
}

gboolean
hall_field_take_line (JsonObject  *object,
                      const char  *member,
                      gboolean     optional,
                      gsize        max_bytes,
                      char       **line,
                      GError     **error)
{
  const char *text;

  if (!hall_json_get_optional_text (object, member, max_bytes, &text, error))
    return FALSE;

  /* An empty one says no more than none. */
  if (optional && (text == NULL || *text == '\0'))
    return TRUE;
  if (!hall_text_is_acceptable (text, max_bytes, FALSE))
    return hall_field_refuse (error, member);

  *line = g_strdup (text);

  return TRUE;
}

gboolean
hall_field_take_word (JsonObject  *object,
                      const char  *member,
                      const char  *otherwise,
                      char       **word,
                      GError     **error)
{
  const char *text;

  if (!hall_json_get_optional_text (object, member, HALL_WORD_MAX, &text, error))
    return FALSE;
  if (text == NULL)
    text = otherwise;
  if (text == NULL || !hall_word_is_valid (text))
    return hall_field_refuse (error, member);

  *word = g_strdup (text);

  return TRUE;
}

gboolean
hall_field_take_number (JsonObject  *object,
                        const char  *member,
                        guint64      minimum,
                        guint64      maximum,
                        guint64     *number,
                        GError     **error)
{
  gint64 value;

  if (!hall_json_get_integer (object, member, (gint64) minimum, (gint64) maximum, &value, error))
    return FALSE;

  *number = (guint64) value;

  return TRUE;
}

gboolean
hall_field_take_array (JsonObject  *object,
                       const char  *member,
                       guint        max_entries,
                       JsonArray  **array,
                       GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > max_entries)
    return hall_field_refuse (error, member);

  *array = json_node_get_array (node);

  return TRUE;
}

gboolean
hall_field_take_versions (JsonObject  *object,
                          guint       *version_min,
                          guint       *version_max,
                          GError     **error)
{
  JsonArray *array;
  gint64 versions[2];

  if (!hall_field_take_array (object, "v", 2, &array, error))
    return FALSE;
  if (json_array_get_length (array) != 2)
    return hall_field_refuse (error, "v");

  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
        return hall_field_refuse (error, "v");
      versions[i] = json_node_get_int (node);
      if (versions[i] < 1 || versions[i] > G_MAXUINT16)
        return hall_field_refuse (error, "v");
    }
  if (versions[0] > versions[1])
    return hall_field_refuse (error, "v");

  *version_min = (guint) versions[0];
  *version_max = (guint) versions[1];

  return TRUE;
}

gboolean
hall_field_take_list (JsonObject      *object,
                      const char      *member,
                      gboolean         optional,
                      guint            max_entries,
                      HallFieldCheck   is_valid,
                      char          ***list,
                      GError         **error)
{
  g_auto (GStrv) texts = NULL;
  JsonArray *array;
  guint n_entries;

  if (optional && !json_object_has_member (object, member))
    return TRUE;
  if (!hall_field_take_array (object, member, max_entries, &array, error))
    return FALSE;

  n_entries = json_array_get_length (array);
  texts = g_new0 (char *, n_entries + 1);
  for (guint i = 0; i < n_entries; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
          !is_valid (json_node_get_string (node)))
        return hall_field_refuse (error, member);
      texts[i] = g_strdup (json_node_get_string (node));
    }

  *list = g_steal_pointer (&texts);

  return TRUE;
}
