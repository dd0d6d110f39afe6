/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transcript-objects.c: rows of a conversation as JSON objects, for programs.
 *
 * Part of hall-transcript.h. Times are unix ms; what does not apply is "", 0 or false.
 */

#define G_LOG_DOMAIN "hall-transcript-objects"

#include "config.h"

#include "hall-reaction.h"

#include "hall-transcript.h"

/**
 * hall_transcript_begin:
 * @event: the name of an event
 *
 * Returns: (transfer full): the beginning of its object, for hall_transcript_end ()
 */
JsonBuilder *
hall_transcript_begin (const char *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  hall_transcript_add_text (builder, "event", event);

  return builder;
}

/**
 * hall_transcript_add_text:
 * @builder: an object
 * @name: the name of a member
 * @text: (nullable): its value; %NULL is ""
 *
 * Adds a text to an object.
 */
void
hall_transcript_add_text (JsonBuilder *builder,
                          const char  *name,
                          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

/**
 * hall_transcript_add_number:
 * @builder: an object
 * @name: the name of a member
 * @number: its value
 *
 * Adds a number to an object.
 */
void
hall_transcript_add_number (JsonBuilder *builder,
                            const char  *name,
                            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/**
 * hall_transcript_add_flag:
 * @builder: an object
 * @name: the name of a member
 * @flag: its value
 *
 * Adds true or false to an object.
 */
void
hall_transcript_add_flag (JsonBuilder *builder,
                          const char  *name,
                          gboolean     flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

/**
 * hall_transcript_end:
 * @builder: (transfer full): an object
 *
 * Returns: (transfer full): the object on one line
 */
char *
hall_transcript_end (JsonBuilder *builder)
{
  g_autoptr (JsonBuilder) owned = builder;
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (owned);
  root = json_builder_get_root (owned);

  return json_to_string (root, FALSE);
}

static void
add_reactions (JsonBuilder *builder,
               HallMessage *message)
{
  GListModel *reactions = hall_message_get_reactions (message);

  json_builder_set_member_name (builder, "reactions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (reactions); i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);
      GPtrArray *people = hall_reaction_get_people (reaction);

      json_builder_begin_object (builder);
      hall_transcript_add_text (builder, "emoji", hall_reaction_get_emoji (reaction));
      hall_transcript_add_number (builder, "count", hall_reaction_get_count (reaction));
      hall_transcript_add_flag (builder, "own", hall_reaction_get_own (reaction));
      json_builder_set_member_name (builder, "people");
      json_builder_begin_array (builder);
      for (guint k = 0; k < people->len; k++)
        json_builder_add_string_value (builder,
                                       hall_person_get_id (g_ptr_array_index (people, k)));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
make_text_object (HallRoom    *room,
                  HallMessage *message)
{
  HallPerson *author = hall_message_get_author (message);
  const char *state = hall_message_state_get_word (hall_message_get_state (message));
  JsonBuilder *builder = hall_transcript_begin ("message");

  hall_transcript_add_text (builder, "room", hall_room_get_id (room));
  hall_transcript_add_text (builder, "id", hall_message_get_id (message));
  hall_transcript_add_text (builder, "author", hall_person_get_id (author));
  hall_transcript_add_text (builder, "name", hall_person_get_name (author));
  hall_transcript_add_text (builder, "text", hall_message_get_text (message));
  hall_transcript_add_number (builder, "time", hall_message_get_time (message));
  hall_transcript_add_text (builder, "state", state);
  hall_transcript_add_flag (builder, "late", hall_message_get_late (message));
  hall_transcript_add_text (builder, "reply_to", hall_message_get_reply_to (message));
  hall_transcript_add_number (builder, "edited", hall_message_get_edited (message));
  hall_transcript_add_flag (builder, "action", hall_message_get_action (message));
  hall_transcript_add_flag (builder, "pinned", hall_message_get_pinned (message));
  hall_transcript_add_flag (builder, "mentions_me", hall_message_get_mentions_me (message));
  add_reactions (builder, message);

  return hall_transcript_end (builder);
}

static char *
make_queued_object (HallRoom    *room,
                    HallMessage *message)
{
  JsonBuilder *builder = hall_transcript_begin ("queued");

  hall_transcript_add_text (builder, "room", hall_room_get_id (room));
  hall_transcript_add_text (builder, "token", hall_message_get_token (message));
  hall_transcript_add_text (builder, "text", hall_message_get_text (message));

  return hall_transcript_end (builder);
}

/* What was done in the room: those of its rows that say who did what to whom. */
static char *
make_deed_object (HallRoom    *room,
                  HallMessage *message)
{
  const char *deed = hall_transcript_get_deed_word (hall_message_get_kind (message));
  HallPerson *subject = hall_message_get_subject (message);
  JsonBuilder *builder;

  if (deed == NULL)
    return NULL;
  builder = hall_transcript_begin ("deed");
  hall_transcript_add_text (builder, "room", hall_room_get_id (room));
  hall_transcript_add_text (builder, "id", hall_message_get_id (message));
  hall_transcript_add_text (builder, "deed", deed);
  hall_transcript_add_text (builder, "author",
                            hall_person_get_id (hall_message_get_author (message)));
  hall_transcript_add_text (builder, "subject",
                            subject != NULL ? hall_person_get_id (subject) : NULL);
  hall_transcript_add_text (builder, "name", hall_message_get_name (message));
  hall_transcript_add_text (builder, "text", hall_message_get_text (message));
  hall_transcript_add_text (builder, "invited-room", hall_message_get_invited_room (message));
  hall_transcript_add_number (builder, "time", hall_message_get_time (message));

  return hall_transcript_end (builder);
}

/**
 * hall_transcript_make_object:
 * @room: a room
 * @message: a row of it
 *
 * Returns: (transfer full) (nullable): the row as a JSON object on one line; %NULL for one that
 *   programs are not told of
 */
char *
hall_transcript_make_object (HallRoom    *room,
                             HallMessage *message)
{
  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT)
    return make_deed_object (room, message);
  return hall_message_get_id (message) != NULL ? make_text_object (room, message)
                                               : make_queued_object (room, message);
}
