/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-facts.c: making and freeing a set of facts.
 */

#define G_LOG_DOMAIN "hall-doctor-facts"

#include "config.h"

#include "hall-limits.h"

#include "hall-doctor-facts.h"

static void
hall_doctor_interface_free (gpointer data)
{
  HallDoctorInterface *self = data;

  g_free (self->name);
  g_free (self->address);
  g_free (self);
}

static void
hall_doctor_address_free (gpointer data)
{
  HallDoctorAddress *self = data;

  g_free (self->address);
  g_free (self->problem);
  g_free (self);
}

/**
 * hall_doctor_facts_new:
 *
 * Returns: (transfer full): facts of a session of which nothing is known yet
 */
HallDoctorFacts *
hall_doctor_facts_new (void)
{
  HallDoctorFacts *self = g_new0 (HallDoctorFacts, 1);

  self->has_name = TRUE;
  self->group = g_strdup (HALL_DEFAULT_GROUP);
  self->port = HALL_DEFAULT_PORT;
  self->default_port = HALL_DEFAULT_PORT;
  self->tcp_port = HALL_DEFAULT_PORT;
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->addresses = g_ptr_array_new_with_free_func (hall_doctor_address_free);

  return self;
}

/**
 * hall_doctor_facts_free:
 * @self: (transfer full): facts
 */
void
hall_doctor_facts_free (HallDoctorFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->network_problem);
  g_free (self->tcp_port_problem);
  g_free (self->config_problem);
  g_strfreev (self->fixed);
  g_clear_pointer (&self->interfaces, g_ptr_array_unref);
  g_free (self->group);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->addresses);
  hall_firewall_facts_free (self->firewall);
  g_free (self);
}

/**
 * hall_doctor_facts_add_interface:
 * @self: facts
 * @name: "eth0"
 * @address: (nullable): "10.77.0.1"
 *
 * Returns: (transfer none): it, used, with nothing sent or heard
 */
HallDoctorInterface *
hall_doctor_facts_add_interface (HallDoctorFacts *self,
                                 const char      *name,
                                 const char      *address)
{
  HallDoctorInterface *added = g_new0 (HallDoctorInterface, 1);

  if (self->interfaces == NULL)
    self->interfaces = g_ptr_array_new_with_free_func (hall_doctor_interface_free);
  added->name = g_strdup (name);
  added->address = g_strdup (address);
  g_ptr_array_add (self->interfaces, added);

  return added;
}

/**
 * hall_doctor_facts_add_address:
 * @self: facts
 * @address: as somebody typed it
 * @state: how it goes with it
 * @problem: (nullable): of a failed one
 *
 * Returns: (transfer none): it
 */
HallDoctorAddress *
hall_doctor_facts_add_address (HallDoctorFacts *self,
                               const char      *address,
                               HallReachState   state,
                               const char      *problem)
{
  HallDoctorAddress *added = g_new0 (HallDoctorAddress, 1);

  added->address = g_strdup (address);
  added->state = state;
  added->problem = g_strdup (problem);
  g_ptr_array_add (self->addresses, added);

  return added;
}
