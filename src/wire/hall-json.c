/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-json.c: json-glib behind the strict gate, typed getters, and text out of objects.
 *
 * Owns nothing. It never hands bytes to json-glib that hall_json_check () has not passed.
 */

#define G_LOG_DOMAIN "hall-json"

#include "config.h"

#include <string.h>

#include "hall-json-writer.h"

#include "hall-json.h"

/**
 * hall_json_parse:
 * @text: (array length=length): bytes from anywhere
 * @length: how many
 * @error: return location for an error of HALL_WIRE_ERROR, as hall_json_check () sets it
 *
 * Returns: (transfer full) (nullable): the object, or %NULL with @error set
 */
JsonObject *
hall_json_parse (const char  *text,
                 gsize        length,
                 GError     **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  if (!hall_json_check (text, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length, &local_error))
    {
      g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_NOT_JSON, "%s", local_error->message);
      return NULL;
    }

  /* json-glib says TRUE with no root for some texts; the check refuses those, but a later version
   * may know others. */
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_NOT_JSON, "Not a JSON object");
      return NULL;
    }

  return json_node_dup_object (root);
}

static void
append_node (GString  *json,
             JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      {
        JsonObjectIter iter;
        const char *name;
        JsonNode *member;

        g_string_append_c (json, '{');
        json_object_iter_init_ordered (&iter, json_node_get_object (node));
        while (json_object_iter_next_ordered (&iter, &name, &member))
          {
            hall_json_append_name (json, name);
            append_node (json, member);
          }
        g_string_append_c (json, '}');
        break;
      }

    case JSON_NODE_ARRAY:
      {
        JsonArray *array = json_node_get_array (node);

        g_string_append_c (json, '[');
        for (guint i = 0; i < json_array_get_length (array); i++)
          {
            if (i > 0)
              g_string_append_c (json, ',');
            append_node (json, json_array_get_element (array, i));
          }
        g_string_append_c (json, ']');
        break;
      }

    case JSON_NODE_VALUE:
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        hall_json_append_string (json, json_node_get_string (node), -1);
      else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        g_string_append (json, json_node_get_boolean (node) ? "true" : "false");
      else
        g_string_append_printf (json, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;

    case JSON_NODE_NULL:
      g_string_append (json, "null");
      break;
    }
}

/**
 * hall_json_to_text:
 * @object: an object that this program made
 * @length: (out) (optional): the length of the text in bytes
 *
 * Writes @object without white space. Numbers are written as integers, as our protocol knows no
 * others; non-ASCII characters are not escaped.
 *
 * Returns: (transfer full): JSON text
 */
char *
hall_json_to_text (JsonObject *object,
                   gsize      *length)
{
  g_autoptr (JsonNode) node = NULL;
  GString *json;

  g_return_val_if_fail (object != NULL, NULL);

  json = g_string_new (NULL);
  node = json_node_init_object (json_node_alloc (), object);
  append_node (json, node);
  if (length != NULL)
    *length = json->len;

  return g_string_free (json, FALSE);
}

static gboolean
refuse_member (GError     **error,
               const char  *member)
{
  g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_FIELD,
               "The field “%s” is missing or wrong", member);

  return FALSE;
}

/**
 * hall_json_get_optional_text:
 * @object: an object
 * @member: the member's name
 * @max_bytes: the longest that is taken
 * @value: (out) (transfer none) (nullable): the text, valid as long as @object, or %NULL if there
 *   is no such member
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: not a text, or too long
 *
 * The text may be empty, and is not checked for control characters; see hall_text_is_acceptable ().
 *
 * Returns: %FALSE if @error was set
 */
gboolean
hall_json_get_optional_text (JsonObject  *object,
                             const char  *member,
                             gsize        max_bytes,
                             const char **value,
                             GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = NULL;
  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      strlen (json_node_get_string (node)) > max_bytes)
    return refuse_member (error, member);

  *value = json_node_get_string (node);

  return TRUE;
}

/**
 * hall_json_get_text:
 * @object: an object
 * @member: the member's name
 * @max_bytes: the longest that is taken
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: missing, not a text, or too long
 *
 * Returns: (transfer none) (nullable): the text, valid as long as @object, or %NULL with @error set
 */
const char *
hall_json_get_text (JsonObject  *object,
                    const char  *member,
                    gsize        max_bytes,
                    GError     **error)
{
  const char *value;

  if (!hall_json_get_optional_text (object, member, max_bytes, &value, error))
    return NULL;
  if (value == NULL)
    refuse_member (error, member);

  return value;
}

/**
 * hall_json_get_optional_integer:
 * @object: an object
 * @member: the member's name
 * @minimum: the least that is taken
 * @maximum: the most that is taken
 * @value: (inout): the number; left as it is if there is no such member
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: not an integer, or out of range
 *
 * Returns: %FALSE if @error was set
 */
gboolean
hall_json_get_optional_integer (JsonObject  *object,
                                const char  *member,
                                gint64       minimum,
                                gint64       maximum,
                                gint64      *value,
                                GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 number;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse_member (error, member);

  number = json_node_get_int (node);
  if (number < minimum || number > maximum)
    return refuse_member (error, member);

  *value = number;

  return TRUE;
}

/**
 * hall_json_get_integer:
 * @object: an object
 * @member: the member's name
 * @minimum: the least that is taken
 * @maximum: the most that is taken
 * @value: (out): the number
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: missing, not an integer, or out of range
 *
 * Returns: %FALSE if @error was set
 */
gboolean
hall_json_get_integer (JsonObject  *object,
                       const char  *member,
                       gint64       minimum,
                       gint64       maximum,
                       gint64      *value,
                       GError     **error)
{
  if (!json_object_has_member (object, member))
    return refuse_member (error, member);

  return hall_json_get_optional_integer (object, member, minimum, maximum, value, error);
}

/**
 * hall_json_get_optional_boolean:
 * @object: an object
 * @member: the member's name
 * @value: (inout): true or false; left as it is if there is no such member
 * @error: return location for HALL_WIRE_ERROR_BAD_FIELD: neither true nor false
 *
 * Returns: %FALSE if @error was set
 */
gboolean
hall_json_get_optional_boolean (JsonObject  *object,
                                const char  *member,
                                gboolean    *value,
                                GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse_member (error, member);

  *value = json_node_get_boolean (node);

  return TRUE;
}
