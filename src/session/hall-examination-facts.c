/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination-facts.c: what session, transport, settings and directory know at this moment, as
 * facts for the doctor. It asks nobody and waits for nothing.
 */

#define G_LOG_DOMAIN "hall-examination-facts"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-session-diagnosis.h"

#include "hall-examination-private.h"

static void
collect_program (HallSession     *session,
                 HallDoctorFacts *facts)
{
  facts->listening = session->mode == HALL_SESSION_LISTENING;
  facts->has_name = session->context->name != NULL;
  facts->invisible = session->context->invisible;
  facts->elsewhere = session->elsewhere;
  facts->sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  facts->only_loopback = session->only_loopback;
  if (session->network != NULL && hall_network_speaks (session->network))
    facts->tcp_port_problem = g_strdup (session->network_problem);
  else
    facts->network_problem = g_strdup (session->network_problem);
  facts->port_taken = session->network != NULL && hall_network_get_port_taken (session->network);
}

static HallDoctorAside
get_aside (const HallSurveyedInterface *surveyed)
{
  if (surveyed->used)
    return HALL_DOCTOR_ASIDE_NOT;
  switch (surveyed->reason)
    {
    case HALL_INTERFACE_DOWN:
      return HALL_DOCTOR_ASIDE_DOWN;
    case HALL_INTERFACE_LOOPBACK:
      return HALL_DOCTOR_ASIDE_LOOPBACK;
    case HALL_INTERFACE_POINT_TO_POINT:
      return HALL_DOCTOR_ASIDE_POINT_TO_POINT;
    case HALL_INTERFACE_NO_MULTICAST:
      return HALL_DOCTOR_ASIDE_NO_MULTICAST;
    case HALL_INTERFACE_NO_ADDRESS:
      return HALL_DOCTOR_ASIDE_NO_ADDRESS;
    case HALL_INTERFACE_SET_ASIDE:
      return HALL_DOCTOR_ASIDE_VIRTUAL;
    case HALL_INTERFACE_EXCLUDED:
    case HALL_INTERFACE_USED:
    default:
      return HALL_DOCTOR_ASIDE_LEFT_OUT;
    }
}

static void
collect_interfaces (HallSession     *session,
                    HallDoctorFacts *facts)
{
  HallTransport *transport = session->context->transport;
  g_autoptr (GPtrArray) survey = transport != NULL ? hall_transport_survey (transport) : NULL;

  G_STATIC_ASSERT (HALL_DOCTOR_N_WAYS == HALL_N_WAYS);
  G_STATIC_ASSERT ((int) HALL_DOCTOR_UNICAST == (int) HALL_WAY_UNICAST);
  for (guint i = 0; survey != NULL && i < survey->len; i++)
    {
      const HallSurveyedInterface *surveyed = g_ptr_array_index (survey, i);
      g_auto (GStrv) parts = NULL;
      HallDoctorInterface *interface;

      if (surveyed->addresses != NULL && surveyed->addresses[0] != NULL)
        parts = g_strsplit (surveyed->addresses[0], "/", 2);
      interface = hall_doctor_facts_add_interface (facts, surveyed->name,
                                                   parts != NULL ? parts[0] : NULL);
      interface->aside = get_aside (surveyed);
      interface->loopback = surveyed->reason == HALL_INTERFACE_LOOPBACK
                            || g_str_equal (surveyed->name, "lo");
      interface->wireless = surveyed->is_wireless;
      interface->joined = surveyed->joined;
      interface->by_ipv6 = surveyed->by_ipv6;
      interface->error = surveyed->last_error;
      memcpy (interface->sent, surveyed->sent, sizeof interface->sent);
      memcpy (interface->failed, surveyed->failed, sizeof interface->failed);
      memcpy (interface->heard, surveyed->heard, sizeof interface->heard);
      memcpy (interface->own_back, surveyed->own_back, sizeof interface->own_back);
    }
  if (transport != NULL && facts->port != facts->default_port)
    facts->n_overheard = hall_transport_count_overheard (transport);
}

static void
collect_settings (HallSession     *session,
                  HallDoctorFacts *facts)
{
  static const char *const properties[] = {
    "group", "port", "broadcast", "tcp-port", "interfaces", "excluded-interfaces", "addresses",
  };
  HallSettings *settings = session->settings;
  g_autoptr (GPtrArray) fixed = g_ptr_array_new ();

  g_free (facts->group);
  facts->group = g_strdup (hall_settings_get_group (settings));
  facts->port = hall_settings_get_port (settings);
  facts->config_problem = g_strdup (hall_settings_get_system_config_problem (settings));
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (hall_settings_is_fixed (settings, properties[i]))
      g_ptr_array_add (fixed, g_strdup (properties[i]));
  g_ptr_array_add (fixed, NULL);
  facts->fixed = (char **) g_ptr_array_steal (fixed, NULL);
}

/* Whether one of the addresses at which somebody was is in a net of ours. */
static gboolean
is_near (HallSession *session,
         HallPerson  *person)
{
  const char *const *addresses = hall_person_get_addresses (person);

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (hall_transport_is_on_link (session->context->transport, addresses[i]))
      return TRUE;

  return FALSE;
}

static void
collect_people (HallSession     *session,
                HallDoctorFacts *facts)
{
  GListModel *people = hall_directory_get_people (session->context->directory);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      if (hall_person_get_online (person))
        facts->n_online++;
      else if (session->context->transport != NULL && is_near (session, person))
        facts->n_known++;
    }
}

static void
collect_addresses (HallSession     *session,
                   HallDoctorFacts *facts)
{
  GListModel *addresses = hall_session_get_manual_addresses (session);

  for (guint i = 0; i < g_list_model_get_n_items (addresses); i++)
    {
      g_autoptr (HallManualAddress) address = g_list_model_get_item (addresses, i);

      hall_doctor_facts_add_address (facts, hall_manual_address_get_address (address),
                                     hall_manual_address_get_state (address),
                                     hall_manual_address_get_problem (address));
    }
}

HallDoctorFacts *
hall_examination_collect (HallSession *session)
{
  HallDoctorFacts *facts = hall_doctor_facts_new ();

  collect_program (session, facts);
  collect_settings (session, facts);
  collect_interfaces (session, facts);
  collect_people (session, facts);
  collect_addresses (session, facts);
  facts->tcp_port = session->network != NULL ? hall_network_get_tcp_port (session->network) : 0;
  g_array_unref (facts->offsets);
  facts->offsets = hall_offsets_list (session->context->offsets);
  facts->reach = facts->n_online == 0 ? HALL_DOCTOR_REACH_NOBODY : HALL_DOCTOR_REACH_UNKNOWN;

  return facts;
}

char *
hall_examination_find_interface (HallSession *session)
{
  g_autoptr (HallDoctorFacts) facts = hall_doctor_facts_new ();

  collect_interfaces (session, facts);
  for (guint i = 0; facts->interfaces != NULL && i < facts->interfaces->len; i++)
    {
      const HallDoctorInterface *interface = g_ptr_array_index (facts->interfaces, i);

      if (interface->aside == HALL_DOCTOR_ASIDE_NOT)
        return g_strdup (interface->name);
    }

  return NULL;
}
