/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-hit.c: a message that a search has found, and the room that it is in.
 *
 * Made by the session, owned by the list that shows it. It never changes.
 */

#define G_LOG_DOMAIN "hall-search-hit"

#include "config.h"

#include "hall-search-hit.h"

struct _HallSearchHit
{
  GObject parent_instance;

  HallRoom *room;
  HallMessage *message;
};

G_DEFINE_FINAL_TYPE (HallSearchHit, hall_search_hit, G_TYPE_OBJECT)

typedef enum
{
  PROP_ROOM = 1,
  PROP_MESSAGE,
} HallSearchHitProperty;

static GParamSpec *properties[PROP_MESSAGE + 1];

static void
hall_search_hit_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HallSearchHit *self = HALL_SEARCH_HIT (object);

  switch ((HallSearchHitProperty) property_id)
    {
    case PROP_ROOM:
      g_value_set_object (value, self->room);
      break;
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
hall_search_hit_dispose (GObject *object)
{
  HallSearchHit *self = HALL_SEARCH_HIT (object);

  g_clear_object (&self->room);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (hall_search_hit_parent_class)->dispose (object);
}

static void
hall_search_hit_class_init (HallSearchHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_search_hit_get_property;
  object_class->dispose = hall_search_hit_dispose;

  properties[PROP_ROOM] = g_param_spec_object ("room", NULL, NULL, HALL_TYPE_ROOM, read);
  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, HALL_TYPE_MESSAGE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_search_hit_init (HallSearchHit *self)
{
}

/**
 * hall_search_hit_new:
 * @room: a room
 * @message: a message of it that stands in no timeline
 *
 * Returns: (transfer full): the two as one
 */
HallSearchHit *
hall_search_hit_new (HallRoom    *room,
                     HallMessage *message)
{
  HallSearchHit *self;

  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  self = g_object_new (HALL_TYPE_SEARCH_HIT, NULL);
  self->room = g_object_ref (room);
  self->message = g_object_ref (message);

  return self;
}

/**
 * hall_search_hit_get_room:
 * @self: a hit
 *
 * Returns: (transfer none): where it was found
 */
HallRoom *
hall_search_hit_get_room (HallSearchHit *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_HIT (self), NULL);

  return self->room;
}

/**
 * hall_search_hit_get_message:
 * @self: a hit
 *
 * Returns: (transfer none): what was found
 */
HallMessage *
hall_search_hit_get_message (HallSearchHit *self)
{
  g_return_val_if_fail (HALL_IS_SEARCH_HIT (self), NULL);

  return self->message;
}
