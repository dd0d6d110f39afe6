/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message.c: one row of a conversation: the object and its properties.
 *
 * Owned by one HallTimeline, or by whoever asked for a row that is in none. Nothing here changes
 * what is seen: hall-message-private.c does, and hall-message-notes.c with what was said about it.
 * hall-message-getters.c and hall-message-text.c are for those who read it.
 */

#define G_LOG_DOMAIN "hall-message"

#include "config.h"

#include "hall-enums.h"
#include "hall-message-private.h"

#include "hall-message.h"

G_DEFINE_FINAL_TYPE (HallMessage, hall_message, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_TOKEN,
  PROP_KIND,
  PROP_AUTHOR,
  PROP_TEXT,
  PROP_NAME,
  PROP_MARKUP,
  PROP_TIME,
  PROP_WRITTEN,
  PROP_STATE,
  PROP_IS_OWN,
  PROP_STARTS_RUN,
  PROP_STARTS_DAY,
  PROP_STARTS_UNREAD,
  PROP_LATE,
  PROP_PREVIOUS_NAME,
  PROP_SUBJECT,
  PROP_INVITED_ROOM,
  PROP_INVITED_HOST,
  PROP_EDITED,
  PROP_PINNED,
  PROP_MENTIONS_ME,
  PROP_ACTION,
  PROP_REPLY_TO,
  PROP_REPLY,
  PROP_REPLY_GONE,
  PROP_HAS_REACTIONS,
  PROP_FOLD,
  PROP_N_FOLDED,
  PROP_UNFOLDED,
} HallMessageProperty;

static GParamSpec *properties[PROP_UNFOLDED + 1];

/* The second half of the properties: what has been said about it, and how it is folded. */
static void
get_note (HallMessage         *self,
          HallMessageProperty  property,
          GValue              *value)
{
  switch ((guint) property)
    {
    case PROP_EDITED:
      g_value_set_int64 (value, hall_message_get_edited (self));
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_MENTIONS_ME:
      g_value_set_boolean (value, self->mentions_me);
      break;
    case PROP_ACTION:
      g_value_set_boolean (value, self->action);
      break;
    case PROP_REPLY_TO:
      g_value_set_string (value, self->reply_to);
      break;
    case PROP_REPLY:
      g_value_set_object (value, self->reply);
      break;
    case PROP_REPLY_GONE:
      g_value_set_boolean (value, self->reply_gone);
      break;
    case PROP_HAS_REACTIONS:
      g_value_set_boolean (value, hall_message_get_has_reactions (self));
      break;
    case PROP_FOLD:
      g_value_set_enum (value, self->fold);
      break;
    case PROP_N_FOLDED:
      g_value_set_uint (value, self->n_folded);
      break;
    case PROP_UNFOLDED:
      g_value_set_boolean (value, hall_message_get_unfolded (self));
      break;
    default:
      g_return_if_reached ();
    }
}

static void
hall_message_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HallMessage *self = HALL_MESSAGE (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, hall_message_get_id (self));
      break;
    case PROP_TOKEN:
      g_value_set_string (value, self->token);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_AUTHOR:
      g_value_set_object (value, self->author);
      break;
    case PROP_TEXT:
      g_value_set_string (value, hall_message_get_text (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_MARKUP:
      g_value_set_string (value, hall_message_get_markup (self));
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_WRITTEN:
      g_value_set_int64 (value, self->written);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_IS_OWN:
      g_value_set_boolean (value, hall_message_get_is_own (self));
      break;
    case PROP_STARTS_RUN:
      g_value_set_boolean (value, hall_message_get_starts_run (self));
      break;
    case PROP_STARTS_DAY:
      g_value_set_boolean (value, hall_message_get_starts_day (self));
      break;
    case PROP_STARTS_UNREAD:
      g_value_set_boolean (value, hall_message_get_starts_unread (self));
      break;
    case PROP_LATE:
      g_value_set_boolean (value, self->late);
      break;
    case PROP_PREVIOUS_NAME:
      g_value_set_string (value, self->previous_name);
      break;
    case PROP_SUBJECT:
      g_value_set_object (value, self->subject);
      break;
    case PROP_INVITED_ROOM:
      g_value_set_string (value, hall_message_get_invited_room (self));
      break;
    case PROP_INVITED_HOST:
      g_value_set_string (value, hall_message_get_invited_host (self));
      break;
    default:
      get_note (self, property_id, value);
      break;
    }
}

static void
hall_message_finalize (GObject *object)
{
  HallMessage *self = HALL_MESSAGE (object);

  g_clear_pointer (&self->event, hall_event_unref);
  g_clear_object (&self->author);
  g_clear_object (&self->subject);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->previous_name, g_free);
  hall_message_clear_text (self);
  g_clear_pointer (&self->annotations, hall_annotations_free);
  g_clear_pointer (&self->edit, hall_note_unref);
  g_clear_object (&self->reactions);
  g_clear_object (&self->own);
  g_clear_object (&self->reply);
  g_clear_pointer (&self->reply_to, g_free);

  G_OBJECT_CLASS (hall_message_parent_class)->finalize (object);
}

static void
hall_message_class_init (HallMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_message_get_property;
  object_class->finalize = hall_message_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  properties[PROP_TOKEN] = g_param_spec_string ("token", NULL, NULL, NULL, read);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, HALL_TYPE_MESSAGE_KIND,
                                             HALL_MESSAGE_TEXT, read);
  properties[PROP_AUTHOR] = g_param_spec_object ("author", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, read);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_MARKUP] = g_param_spec_string ("markup", NULL, NULL, NULL, read);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL,
                                              G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_WRITTEN] = g_param_spec_int64 ("written", NULL, NULL,
                                                 G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HALL_TYPE_MESSAGE_STATE,
                                              HALL_MESSAGE_STATE_PENDING, read);
  properties[PROP_IS_OWN] = g_param_spec_boolean ("is-own", NULL, NULL, FALSE, read);
  properties[PROP_STARTS_RUN] = g_param_spec_boolean ("starts-run", NULL, NULL, FALSE, read);
  properties[PROP_STARTS_DAY] = g_param_spec_boolean ("starts-day", NULL, NULL, FALSE, read);
  properties[PROP_STARTS_UNREAD] = g_param_spec_boolean ("starts-unread", NULL, NULL, FALSE, read);
  properties[PROP_LATE] = g_param_spec_boolean ("late", NULL, NULL, FALSE, read);
  properties[PROP_PREVIOUS_NAME] = g_param_spec_string ("previous-name", NULL, NULL, NULL, read);
  properties[PROP_SUBJECT] = g_param_spec_object ("subject", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_INVITED_ROOM] = g_param_spec_string ("invited-room", NULL, NULL, NULL, read);
  properties[PROP_INVITED_HOST] = g_param_spec_string ("invited-host", NULL, NULL, NULL, read);
  properties[PROP_EDITED] = g_param_spec_int64 ("edited", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, read);
  properties[PROP_MENTIONS_ME] = g_param_spec_boolean ("mentions-me", NULL, NULL, FALSE, read);
  properties[PROP_ACTION] = g_param_spec_boolean ("action", NULL, NULL, FALSE, read);
  properties[PROP_REPLY_TO] = g_param_spec_string ("reply-to", NULL, NULL, NULL, read);
  properties[PROP_REPLY] = g_param_spec_object ("reply", NULL, NULL, HALL_TYPE_MESSAGE, read);
  properties[PROP_REPLY_GONE] = g_param_spec_boolean ("reply-gone", NULL, NULL, FALSE, read);
  properties[PROP_HAS_REACTIONS] = g_param_spec_boolean ("has-reactions", NULL, NULL, FALSE, read);
  properties[PROP_FOLD] = g_param_spec_enum ("fold", NULL, NULL, HALL_TYPE_FOLD,
                                             HALL_FOLD_NONE, read);
  properties[PROP_N_FOLDED] = g_param_spec_uint ("n-folded", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_UNFOLDED] = g_param_spec_boolean ("unfolded", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_message_init (HallMessage *self)
{
}
