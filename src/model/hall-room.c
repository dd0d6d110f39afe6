/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room.c: a room, as screens and programs read it.
 *
 * Made and owned by HallDirectory, one object for each id. Nothing here changes what is seen:
 * hall-room-setters.c, hall-room-messages.c, hall-room-talk.c, hall-room-network.c and
 * hall-room-rights.c do; hall-room-getters.c reads.
 */

#define G_LOG_DOMAIN "hall-room"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-directory.h"
#include "hall-enums.h"
#include "hall-room-private.h"
#include "hall-timeline-private.h"

#include "hall-room.h"

#define ID_TAG_LENGTH 4

G_DEFINE_FINAL_TYPE (HallRoom, hall_room, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_TOPIC,
  PROP_LOCK,
  PROP_CREATOR,
  PROP_HOST,
  PROP_N_MEMBERS,
  PROP_MEMBERSHIP,
  PROP_IS_MEMBER,
  PROP_ANNOUNCED,
  PROP_AMBIGUOUS,
  PROP_UNREAD,
  PROP_LAST_MESSAGE,
  PROP_LAST_TIME,
  PROP_DRAFT,
  PROP_PROBLEM,
  PROP_CONNECTION,
  PROP_REOPENS,
  PROP_LEAVING,
  PROP_ONLY_SINCE_JOINING,
  PROP_PERSON,
  PROP_MODERATOR,
  PROP_OWN_ROOM,
  PROP_CLOSED,
  PROP_MODERATORS_INVITE,
  PROP_BANNED,
  PROP_REMOVED,
  PROP_HAS_PASSPHRASE,
  PROP_MENTIONS,
  PROP_NOTIFY,
  PROP_N_PINNED,
  PROP_STANDING,
} HallRoomProperty;

typedef enum
{
  SIGNAL_RECEIPTS_CHANGED,
  SIGNAL_ROLES_CHANGED,
} HallRoomSignal;

static GParamSpec *properties[PROP_STANDING + 1];
static guint signals[SIGNAL_ROLES_CHANGED + 1];

/* The second half of the properties. */
static void
get_right (HallRoom         *self,
           HallRoomProperty  property,
           GValue           *value)
{
  switch ((guint) property)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_MODERATOR:
      g_value_set_boolean (value, self->moderator);
      break;
    case PROP_OWN_ROOM:
      g_value_set_boolean (value, self->own_room);
      break;
    case PROP_CLOSED:
      g_value_set_boolean (value, self->closed);
      break;
    case PROP_MODERATORS_INVITE:
      g_value_set_boolean (value, self->moderators_invite);
      break;
    case PROP_BANNED:
      g_value_set_boolean (value, self->banned);
      break;
    case PROP_REMOVED:
      g_value_set_boolean (value, self->removed);
      break;
    case PROP_HAS_PASSPHRASE:
      g_value_set_boolean (value, self->has_passphrase);
      break;
    case PROP_MENTIONS:
      g_value_set_uint (value, self->mentions);
      break;
    case PROP_NOTIFY:
      g_value_set_enum (value, self->notify);
      break;
    case PROP_N_PINNED:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->pinned)));
      break;
    default:
      g_return_if_reached ();
    }
}

static void
hall_room_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  HallRoom *self = HALL_ROOM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case PROP_LOCK:
      g_value_set_enum (value, self->lock);
      break;
    case PROP_CREATOR:
      g_value_set_object (value, self->creator);
      break;
    case PROP_HOST:
      g_value_set_object (value, self->host);
      break;
    case PROP_N_MEMBERS:
      g_value_set_uint (value, self->n_members);
      break;
    case PROP_MEMBERSHIP:
      g_value_set_enum (value, self->membership);
      break;
    case PROP_IS_MEMBER:
      g_value_set_boolean (value, hall_room_get_is_member (self));
      break;
    case PROP_ANNOUNCED:
      g_value_set_boolean (value, self->announced);
      break;
    case PROP_AMBIGUOUS:
      g_value_set_boolean (value, self->ambiguous);
      break;
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_LAST_MESSAGE:
      g_value_set_object (value, self->last_message);
      break;
    case PROP_LAST_TIME:
      g_value_set_int64 (value, self->last_time);
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_CONNECTION:
      g_value_set_enum (value, self->connection);
      break;
    case PROP_REOPENS:
      g_value_set_boolean (value, self->reopens);
      break;
    case PROP_LEAVING:
      g_value_set_boolean (value, self->leaving);
      break;
    case PROP_ONLY_SINCE_JOINING:
      g_value_set_boolean (value, self->only_since_joining);
      break;
    case PROP_STANDING:
      g_value_set_boolean (value, self->standing);
      break;
    default:
      get_right (self, property_id, value);
      break;
    }
}

static void
hall_room_dispose (GObject *object)
{
  HallRoom *self = HALL_ROOM (object);

  g_list_store_remove_all (self->pinned);
  g_clear_weak_pointer (&self->directory);
  g_clear_object (&self->creator);
  g_clear_object (&self->host);
  g_clear_object (&self->last_message);
  g_clear_object (&self->timeline);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (hall_room_parent_class)->dispose (object);
}

static void
hall_room_finalize (GObject *object)
{
  HallRoom *self = HALL_ROOM (object);

  g_clear_object (&self->members);
  g_clear_object (&self->banned_people);
  g_clear_object (&self->typing);
  g_clear_object (&self->pinned);
  g_clear_pointer (&self->read, hall_held_free);
  g_clear_pointer (&self->moderators, g_hash_table_unref);
  g_clear_pointer (&self->held, hall_held_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (hall_room_parent_class)->finalize (object);
}

static void
hall_room_class_init (HallRoomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_room_get_property;
  object_class->dispose = hall_room_dispose;
  object_class->finalize = hall_room_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL, read);
  properties[PROP_LOCK] = g_param_spec_enum ("lock", NULL, NULL, HALL_TYPE_LOCK,
                                             HALL_LOCK_OPEN, read);
  properties[PROP_CREATOR] = g_param_spec_object ("creator", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_HOST] = g_param_spec_object ("host", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_N_MEMBERS] = g_param_spec_uint ("n-members", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_MEMBERSHIP] = g_param_spec_enum ("membership", NULL, NULL, HALL_TYPE_MEMBERSHIP,
                                                   HALL_MEMBERSHIP_NONE, read);
  properties[PROP_IS_MEMBER] = g_param_spec_boolean ("is-member", NULL, NULL, FALSE, read);
  properties[PROP_ANNOUNCED] = g_param_spec_boolean ("announced", NULL, NULL, FALSE, read);
  properties[PROP_AMBIGUOUS] = g_param_spec_boolean ("ambiguous", NULL, NULL, FALSE, read);
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_LAST_MESSAGE] = g_param_spec_object ("last-message", NULL, NULL,
                                                       HALL_TYPE_MESSAGE, read);
  properties[PROP_LAST_TIME] = g_param_spec_int64 ("last-time", NULL, NULL,
                                                   G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_CONNECTION] = g_param_spec_enum ("connection", NULL, NULL, HALL_TYPE_CONNECTION,
                                                   HALL_CONNECTION_NONE, read);
  properties[PROP_REOPENS] = g_param_spec_boolean ("reopens", NULL, NULL, TRUE, read);
  properties[PROP_LEAVING] = g_param_spec_boolean ("leaving", NULL, NULL, FALSE, read);
  properties[PROP_ONLY_SINCE_JOINING] = g_param_spec_boolean ("only-since-joining", NULL, NULL,
                                                              FALSE, read);
  properties[PROP_STANDING] = g_param_spec_boolean ("standing", NULL, NULL, FALSE, read);
  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_MODERATOR] = g_param_spec_boolean ("moderator", NULL, NULL, FALSE, read);
  properties[PROP_OWN_ROOM] = g_param_spec_boolean ("own-room", NULL, NULL, FALSE, read);
  properties[PROP_CLOSED] = g_param_spec_boolean ("closed", NULL, NULL, FALSE, read);
  properties[PROP_MODERATORS_INVITE] = g_param_spec_boolean ("moderators-invite", NULL, NULL,
                                                             FALSE, read);
  properties[PROP_BANNED] = g_param_spec_boolean ("banned", NULL, NULL, FALSE, read);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, read);
  properties[PROP_HAS_PASSPHRASE] = g_param_spec_boolean ("has-passphrase", NULL, NULL,
                                                          FALSE, read);
  properties[PROP_MENTIONS] = g_param_spec_uint ("mentions", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_NOTIFY] = g_param_spec_enum ("notify", NULL, NULL, HALL_TYPE_NOTIFY,
                                               HALL_NOTIFY_DEFAULT, read);
  properties[PROP_N_PINNED] = g_param_spec_uint ("n-pinned", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_RECEIPTS_CHANGED] =
    g_signal_new ("receipts-changed", HALL_TYPE_ROOM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_ROLES_CHANGED] =
    g_signal_new ("roles-changed", HALL_TYPE_ROOM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
hall_room_init (HallRoom *self)
{
  self->members = g_list_store_new (HALL_TYPE_PERSON);
  self->banned_people = g_list_store_new (HALL_TYPE_PERSON);
  self->typing = g_list_store_new (HALL_TYPE_PERSON);
  self->pinned = g_list_store_new (HALL_TYPE_MESSAGE);
  self->reopens = TRUE;
}

/*
 * hall_room_emit_receipts_changed:
 * @self: a room
 */
void
hall_room_emit_receipts_changed (HallRoom *self)
{
  g_signal_emit (self, signals[SIGNAL_RECEIPTS_CHANGED], 0);
}

/*
 * hall_room_emit_roles_changed:
 * @self: a room
 */
void
hall_room_emit_roles_changed (HallRoom *self)
{
  /* A moderator may speak to everybody. */
  if (self->timeline != NULL)
    hall_timeline_refresh_roles (self->timeline);
  g_signal_emit (self, signals[SIGNAL_ROLES_CHANGED], 0);
}

/*
 * hall_room_make_placeholder_name:
 * @self: a room
 *
 * Returns: (transfer full): a translated name for a room whose name is not known yet
 */
char *
hall_room_make_placeholder_name (HallRoom *self)
{
  g_autofree char *tag = g_strndup (self->id, ID_TAG_LENGTH);

  /* Translators: %s is the beginning of an id, of a room whose name is not known yet. */
  return g_strdup_printf (C_("room", "Unknown (%s)"), tag);
}

/**
 * hall_room_new:
 * @id: the id of the room's genesis event
 * @directory: where its people are looked up; not kept alive
 *
 * Makes a room that nobody announces and that is not ours. Only the directory makes those that
 * others see, so that there is one object for each id.
 *
 * Returns: (transfer full): the room
 */
HallRoom *
hall_room_new (const char    *id,
               HallDirectory *directory)
{
  HallRoom *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (HALL_IS_DIRECTORY (directory), NULL);

  self = g_object_new (HALL_TYPE_ROOM, NULL);
  self->id = g_strdup (id);
  self->name = hall_room_make_placeholder_name (self);
  g_set_weak_pointer (&self->directory, directory);

  return self;
}
