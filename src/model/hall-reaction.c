/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction.c: one emoji of a message, and who put it there.
 *
 * Owned by its HallMessage, which tells it who its people are. It folds nothing.
 */

#define G_LOG_DOMAIN "hall-reaction"

#include "config.h"

#include <string.h>

#include "hall-reaction-private.h"

#include "hall-reaction.h"

struct _HallReaction
{
  GObject parent_instance;

  char *emoji;
  GPtrArray *people;   /* (element-type HallPerson), each owned */
  gboolean own;
};

G_DEFINE_FINAL_TYPE (HallReaction, hall_reaction, G_TYPE_OBJECT)

typedef enum
{
  PROP_EMOJI = 1,
  PROP_COUNT,
  PROP_OWN,
} HallReactionProperty;

static GParamSpec *properties[PROP_OWN + 1];

static void
hall_reaction_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HallReaction *self = HALL_REACTION (object);

  switch ((HallReactionProperty) property_id)
    {
    case PROP_EMOJI:
      g_value_set_string (value, self->emoji);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->people->len);
      break;
    case PROP_OWN:
      g_value_set_boolean (value, self->own);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
hall_reaction_finalize (GObject *object)
{
  HallReaction *self = HALL_REACTION (object);

  g_clear_pointer (&self->emoji, g_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (hall_reaction_parent_class)->finalize (object);
}

static void
hall_reaction_class_init (HallReactionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_reaction_get_property;
  object_class->finalize = hall_reaction_finalize;

  properties[PROP_EMOJI] = g_param_spec_string ("emoji", NULL, NULL, NULL, read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_reaction_init (HallReaction *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
}

/*
 * hall_reaction_new:
 * @emoji: one emoji
 *
 * Returns: (transfer full): a reaction that is of nobody yet
 */
HallReaction *
hall_reaction_new (const char *emoji)
{
  HallReaction *self = g_object_new (HALL_TYPE_REACTION, NULL);

  self->emoji = g_strdup (emoji);

  return self;
}

static gboolean
has_people (HallReaction *self,
            GPtrArray    *people)
{
  return self->people->len == people->len &&
         (people->len == 0 ||
          memcmp (self->people->pdata, people->pdata, people->len * sizeof (gpointer)) == 0);
}

/*
 * hall_reaction_set_people:
 * @self: a reaction
 * @people: (element-type HallPerson): who put it there, in order
 *
 * Says whose it is. The count is notified whenever they are others than before, even when they are
 * as many: who shows it shows them, too.
 */
void
hall_reaction_set_people (HallReaction *self,
                          GPtrArray    *people)
{
  gboolean was_own = self->own;

  if (has_people (self, people))
    return;

  g_ptr_array_unref (self->people);
  self->people = g_ptr_array_new_full (people->len, g_object_unref);
  self->own = FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      HallPerson *person = g_ptr_array_index (people, i);

      g_ptr_array_add (self->people, g_object_ref (person));
      if (hall_person_get_is_self (person))
        self->own = TRUE;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  if (self->own != was_own)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN]);
}

/**
 * hall_reaction_get_emoji:
 * @self: a reaction
 *
 * Returns: (transfer none): what was put to the message, one emoji
 */
const char *
hall_reaction_get_emoji (HallReaction *self)
{
  g_return_val_if_fail (HALL_IS_REACTION (self), NULL);

  return self->emoji;
}

/**
 * hall_reaction_get_count:
 * @self: a reaction
 *
 * Returns: of how many people it is
 */
guint
hall_reaction_get_count (HallReaction *self)
{
  g_return_val_if_fail (HALL_IS_REACTION (self), 0);

  return self->people->len;
}

/**
 * hall_reaction_get_own:
 * @self: a reaction
 *
 * Returns: whether oneself is one of them
 */
gboolean
hall_reaction_get_own (HallReaction *self)
{
  g_return_val_if_fail (HALL_IS_REACTION (self), FALSE);

  return self->own;
}

/**
 * hall_reaction_get_people:
 * @self: a reaction
 *
 * Returns: (transfer none) (element-type HallPerson): who put it there, who was first comes first;
 *   another array after each change
 */
GPtrArray *
hall_reaction_get_people (HallReaction *self)
{
  g_return_val_if_fail (HALL_IS_REACTION (self), NULL);

  return self->people;
}
