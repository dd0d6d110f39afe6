/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-talk.c: what people say and what they say about it, read from its JSON.
 *
 * Part of HallEvent's decoder: texts, edits, reactions, pins and deletions. Whether the author may
 * say such a thing of its target, and whether there is such a target, is not judged here.
 */

#define G_LOG_DOMAIN "hall-event-talk"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-event-private.h"

/**
 * hall_mention_new:
 * @person: an id
 * @name: what stands after the "@"
 *
 * Returns: (transfer full): a mention, to be freed with hall_mention_free ()
 */
HallMention *
hall_mention_new (const char *person,
                  const char *name)
{
  HallMention *self;

  g_return_val_if_fail (person != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (HallMention, 1);
  self->person = g_strdup (person);
  self->name = g_strdup (name);

  return self;
}

/**
 * hall_mention_free:
 * @self: (transfer full): a mention
 */
void
hall_mention_free (HallMention *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->person);
  g_free (self->name);
  g_free (self);
}

static gboolean
names_person (GPtrArray  *mentions,
              const char *person)
{
  for (guint i = 0; mentions != NULL && i < mentions->len; i++)
    {
      HallMention *mention = g_ptr_array_index (mentions, i);

      if (strcmp (mention->person, person) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
take_mention (JsonNode   *node,
              GPtrArray  *mentions,
              GError    **error)
{
  g_autofree char *person = NULL;
  g_autofree char *name = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return hall_field_refuse (error, "m");
  if (!hall_field_take_id (json_node_get_object (node), "id", FALSE, hall_id_is_valid, &person,
                           error) ||
      !hall_field_take_line (json_node_get_object (node), "n", FALSE, HALL_MENTION_NAME_MAX, &name,
                             error))
    return FALSE;
  if (names_person (mentions, person))
    return hall_field_refuse (error, "m");

  g_ptr_array_add (mentions, hall_mention_new (person, name));

  return TRUE;
}

static gboolean
take_mentions (HallEvent   *self,
               JsonObject  *body,
               GError     **error)
{
  g_autoptr (GPtrArray) mentions = NULL;
  JsonArray *array;

  if (!hall_json_get_optional_boolean (body, "all", &self->mentions_all, error))
    return FALSE;
  if (!json_object_has_member (body, "m"))
    return TRUE;
  if (!hall_field_take_array (body, "m", HALL_MENTIONS_MAX, &array, error))
    return FALSE;

  mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!take_mention (json_array_get_element (array, i), mentions, error))
        return FALSE;
    }
  if (mentions->len > 0)
    self->mentions = g_steal_pointer (&mentions);

  return TRUE;
}

static gboolean
take_words (HallEvent   *self,
            JsonObject  *body,
            GError     **error)
{
  const char *text = hall_json_get_text (body, "text", HALL_TEXT_MAX, error);

  if (text == NULL)
    return FALSE;
  if (!hall_text_is_acceptable (text, HALL_TEXT_MAX, TRUE))
    return hall_field_refuse (error, "text");

  self->text = g_strdup (text);

  return take_mentions (self, body, error);
}

/* See hall-event-private.h for these five. */

gboolean
hall_event_take_text (HallEvent   *self,
                      JsonObject  *body,
                      GError     **error)
{
  return take_words (self, body, error) &&
         hall_field_take_id (body, "re", TRUE, hall_event_id_is_valid, &self->reply, error) &&
         hall_json_get_optional_boolean (body, "me", &self->action, error);
}

gboolean
hall_event_take_target (HallEvent   *self,
                        JsonObject  *body,
                        GError     **error)
{
  return hall_field_take_id (body, "target", FALSE, hall_event_id_is_valid, &self->target, error);
}

gboolean
hall_event_take_edit (HallEvent   *self,
                      JsonObject  *body,
                      GError     **error)
{
  return hall_event_take_target (self, body, error) && take_words (self, body, error);
}

gboolean
hall_event_take_reaction (HallEvent   *self,
                          JsonObject  *body,
                          GError     **error)
{
  const char *emoji;

  if (!hall_event_take_pin (self, body, error))
    return FALSE;

  emoji = hall_json_get_text (body, "emoji", HALL_EMOJI_MAX, error);
  if (emoji == NULL)
    return FALSE;
  /* So that all ways to write it are one reaction. */
  self->emoji = hall_text_clean_emoji (emoji);

  return self->emoji != NULL || hall_field_refuse (error, "emoji");
}

gboolean
hall_event_take_pin (HallEvent   *self,
                     JsonObject  *body,
                     GError     **error)
{
  return hall_event_take_target (self, body, error) &&
         hall_json_get_optional_boolean (body, "off", &self->off, error);
}

/**
 * hall_event_is_annotation:
 * @self: an event
 *
 * Returns: whether it says something about another event, its target, and is no row by itself
 */
gboolean
hall_event_is_annotation (const HallEvent *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == HALL_EVENT_EDIT || self->kind == HALL_EVENT_REACT ||
         self->kind == HALL_EVENT_PIN || self->kind == HALL_EVENT_DELETE;
}

/**
 * hall_event_mentions:
 * @self: an event
 * @person: an id
 *
 * Returns: whether it is a text or an edit that names @person; what is said to all names nobody
 */
gboolean
hall_event_mentions (const HallEvent *self,
                     const char      *person)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (person != NULL, FALSE);

  return names_person (self->mentions, person);
}
