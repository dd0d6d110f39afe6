/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-address.c: properties.
 */

#define G_LOG_DOMAIN "hall-manual-address"

#include "config.h"

#include "hall-enums.h"

#include "hall-manual-address.h"

struct _HallManualAddress
{
  GObject parent_instance;

  char *address;
  HallReachState state;
  char *problem;
  HallPerson *person;
  gboolean fixed;
};

typedef enum
{
  PROP_ADDRESS = 1,
  PROP_STATE,
  PROP_PROBLEM,
  PROP_PERSON,
  PROP_FIXED,
} HallManualAddressProperty;

static GParamSpec *properties[PROP_FIXED + 1];

G_DEFINE_FINAL_TYPE (HallManualAddress, hall_manual_address, G_TYPE_OBJECT)

static void
hall_manual_address_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  HallManualAddress *self = HALL_MANUAL_ADDRESS (object);

  switch ((HallManualAddressProperty) property_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_FIXED:
      g_value_set_boolean (value, self->fixed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
hall_manual_address_finalize (GObject *object)
{
  HallManualAddress *self = HALL_MANUAL_ADDRESS (object);

  g_free (self->address);
  g_free (self->problem);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (hall_manual_address_parent_class)->finalize (object);
}

static void
hall_manual_address_class_init (HallManualAddressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_manual_address_get_property;
  object_class->finalize = hall_manual_address_finalize;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HALL_TYPE_REACH_STATE,
                                              HALL_REACH_CONNECTING, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON, read);
  properties[PROP_FIXED] = g_param_spec_boolean ("fixed", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_manual_address_init (HallManualAddress *self)
{
}

/**
 * hall_manual_address_new:
 * @address: as it was typed
 * @fixed: whether the administrator did
 *
 * Returns: (transfer full): one that is being connected to
 */
HallManualAddress *
hall_manual_address_new (const char *address,
                         gboolean    fixed)
{
  HallManualAddress *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (HALL_TYPE_MANUAL_ADDRESS, NULL);
  self->address = g_strdup (address);
  self->fixed = fixed;

  return self;
}

/**
 * hall_manual_address_get_address:
 * @self: an address
 *
 * Returns: (transfer none): as it was typed
 */
const char *
hall_manual_address_get_address (HallManualAddress *self)
{
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (self), NULL);

  return self->address;
}

/**
 * hall_manual_address_get_state:
 * @self: an address
 *
 * Returns: how it goes
 */
HallReachState
hall_manual_address_get_state (HallManualAddress *self)
{
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (self), HALL_REACH_CONNECTING);

  return self->state;
}

/**
 * hall_manual_address_get_problem:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): why nobody answers, a sentence
 */
const char *
hall_manual_address_get_problem (HallManualAddress *self)
{
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (self), NULL);

  return self->problem;
}

/**
 * hall_manual_address_get_person:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): who answers there
 */
HallPerson *
hall_manual_address_get_person (HallManualAddress *self)
{
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (self), NULL);

  return self->person;
}

/**
 * hall_manual_address_get_fixed:
 * @self: an address
 *
 * Returns: whether it is the administrator's
 */
gboolean
hall_manual_address_get_fixed (HallManualAddress *self)
{
  g_return_val_if_fail (HALL_IS_MANUAL_ADDRESS (self), FALSE);

  return self->fixed;
}

/**
 * hall_manual_address_set_state:
 * @self: an address
 * @state: how it goes
 * @problem: (nullable): why nobody answers
 * @person: (nullable): who answers
 */
void
hall_manual_address_set_state (HallManualAddress *self,
                               HallReachState     state,
                               const char        *problem,
                               HallPerson        *person)
{
  g_return_if_fail (HALL_IS_MANUAL_ADDRESS (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  if (g_set_object (&self->person, person))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
  g_object_thaw_notify (G_OBJECT (self));
}
