/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message.c: one row of a conversation, as screens and programs read it.
 *
 * Owned by one HallTimeline, or by whoever asked for a row that is in none. What costs time (clean
 * text, markup) is made when it is first asked for. Nothing here changes what is seen:
 * hall-message-private.c does.
 */

#define G_LOG_DOMAIN "hall-message"

#include "config.h"

#include "hall-enums.h"
#include "hall-message-private.h"
#include "hall-text.h"

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
} HallMessageProperty;

static GParamSpec *properties[PROP_INVITED_HOST + 1];

static void
hall_message_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  HallMessage *self = HALL_MESSAGE (object);

  switch ((HallMessageProperty) property_id)
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
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
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
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->markup, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->previous_name, g_free);

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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_message_init (HallMessage *self)
{
}

/**
 * hall_message_get_id:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the event; NULL while unsigned, and for a notice
 */
const char *
hall_message_get_id (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->event != NULL ? self->event->id : NULL;
}

/**
 * hall_message_get_token:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the outbox token that it was written under
 */
const char *
hall_message_get_token (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->token;
}

/**
 * hall_message_get_kind:
 * @self: a row
 *
 * Returns: what the row says
 */
HallMessageKind
hall_message_get_kind (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), HALL_MESSAGE_UNKNOWN);

  return self->kind;
}

/**
 * hall_message_get_author:
 * @self: a row
 *
 * Returns: (transfer none): who wrote it, or whom a local line is about
 */
HallPerson *
hall_message_get_author (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->author;
}

/**
 * hall_message_get_text:
 * @self: a row
 *
 * Returns: (transfer none): the text, clean, or the new topic; empty for all other kinds
 */
const char *
hall_message_get_text (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  if (self->text == NULL && self->kind == HALL_MESSAGE_TEXT)
    self->text = hall_text_clean_message (self->event->text);

  return self->text != NULL ? self->text : "";
}

/**
 * hall_message_get_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the name that a joined, renamed, created or named line says,
 *   or of the room of an invitation
 */
const char *
hall_message_get_name (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->name;
}

/**
 * hall_message_get_previous_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): in a renamed line, what the person was called before, when
 *   an earlier line that says so is or was loaded
 */
const char *
hall_message_get_previous_name (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->previous_name;
}

/**
 * hall_message_get_markup:
 * @self: a row
 *
 * Returns: (transfer none): the text as Pango markup, with links
 */
const char *
hall_message_get_markup (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  if (self->markup == NULL)
    self->markup = hall_text_to_markup (hall_message_get_text (self), NULL);

  return self->markup;
}

/**
 * hall_message_get_time:
 * @self: a row
 *
 * Returns: Unix milliseconds: the room's clock, or when it was written while unsigned
 */
gint64
hall_message_get_time (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->time;
}

/**
 * hall_message_get_written:
 * @self: a row
 *
 * Returns: Unix milliseconds of the author's own clock
 */
gint64
hall_message_get_written (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->written;
}

/**
 * hall_message_get_state:
 * @self: a row
 *
 * Returns: how far an own message has got, or that it was received
 */
HallMessageState
hall_message_get_state (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), HALL_MESSAGE_STATE_PENDING);

  return self->state;
}

/**
 * hall_message_get_is_own:
 * @self: a row
 *
 * Returns: whether oneself wrote it
 */
gboolean
hall_message_get_is_own (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return hall_person_get_is_self (self->author);
}

/**
 * hall_message_get_starts_run:
 * @self: a row
 *
 * Returns: whether avatar and name are to be shown
 */
gboolean
hall_message_get_starts_run (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_RUN) != 0;
}

/**
 * hall_message_get_starts_day:
 * @self: a row
 *
 * Returns: whether a day divider stands above it
 */
gboolean
hall_message_get_starts_day (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_DAY) != 0;
}

/**
 * hall_message_get_starts_unread:
 * @self: a row
 *
 * Returns: whether "New" stands above it
 */
gboolean
hall_message_get_starts_unread (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_UNREAD) != 0;
}

/**
 * hall_message_get_late:
 * @self: a row
 *
 * Returns: whether it arrived after newer ones had been read
 */
gboolean
hall_message_get_late (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->late;
}

/**
 * hall_message_get_subject:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom the author admitted, made a moderator, kicked or
 *   banned, or took that back from
 */
HallPerson *
hall_message_get_subject (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->subject;
}

/**
 * hall_message_get_invited_room:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the room that an invitation is for
 */
const char *
hall_message_get_invited_room (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->kind == HALL_MESSAGE_INVITATION ? self->event->invited_room : NULL;
}

/**
 * hall_message_get_invited_host:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the person who hosted that room then
 */
const char *
hall_message_get_invited_host (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->kind == HALL_MESSAGE_INVITATION ? self->event->invited_host : NULL;
}
