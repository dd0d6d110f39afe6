/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-interfaces.c: network cards: used, set aside, without the group, or none at all.
 */

#define G_LOG_DOMAIN "hall-doctor-interfaces"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-doctor-private.h"

static guint
add_up (const guint *ways)
{
  guint sum = 0;

  for (guint way = 0; way < HALL_DOCTOR_N_WAYS; way++)
    sum += ways[way];

  return sum;
}

static char *
name_interface (const HallDoctorInterface *interface)
{
  if (interface->address == NULL)
    return g_strdup (interface->name);

  return g_strdup_printf ("%s · %s", interface->name, interface->address);
}

static void
append_way (GString *text,
            char    *sentence)   /* (transfer full) */
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* By each way that was used: whoever helps sees from it what a switch or a firewall drops. */
static char *
describe_ways (const HallDoctorInterface *interface)
{
  const guint *sent = interface->sent;
  const guint *back = interface->own_back;
  const guint *heard = interface->heard;
  GString *text = g_string_new (NULL);

  if (sent[HALL_DOCTOR_MULTICAST] + heard[HALL_DOCTOR_MULTICAST] > 0)
    /* Translators: of messages on a network in the last minute: how many this computer sent, how
     * many of these it heard itself, and how many came from others. */
    append_way (text, g_strdup_printf (_("Multicast: %u sent, %u came back, %u from others."),
                                       sent[HALL_DOCTOR_MULTICAST], back[HALL_DOCTOR_MULTICAST],
                                       heard[HALL_DOCTOR_MULTICAST]));
  if (sent[HALL_DOCTOR_BROADCAST] + heard[HALL_DOCTOR_BROADCAST] > 0)
    append_way (text, g_strdup_printf (_("Broadcast: %u sent, %u came back, %u from others."),
                                       sent[HALL_DOCTOR_BROADCAST], back[HALL_DOCTOR_BROADCAST],
                                       heard[HALL_DOCTOR_BROADCAST]));
  if (sent[HALL_DOCTOR_UNICAST] + heard[HALL_DOCTOR_UNICAST] > 0)
    /* Translators: of messages to one computer alone: how many were sent, and came from others. */
    append_way (text, g_strdup_printf (_("Direct: %u sent, %u from others."),
                                       sent[HALL_DOCTOR_UNICAST], heard[HALL_DOCTOR_UNICAST]));

  return g_string_free (text, FALSE);
}

static void
judge_used (HallDoctor                *self,
            const HallDoctorInterface *interface)
{
  guint n_sent = add_up (interface->sent);
  guint n_heard = add_up (interface->heard);
  g_autofree char *name = name_interface (interface);
  /* Translators: of messages on a network, in "12 sent, 30 heard in the last minute". */
  g_autofree char *sent = g_strdup_printf (ngettext ("%u sent", "%u sent", n_sent), n_sent);
  g_autofree char *heard = g_strdup_printf (ngettext ("%u heard", "%u heard", n_heard), n_heard);
  /* Translators: a network card and its address, "12 sent", "30 heard". */
  g_autofree char *title = g_strdup_printf (_("%s: %s, %s in the last minute"), name, sent, heard);
  g_autofree char *ways = describe_ways (interface);
  g_autofree char *joining = NULL;

  hall_doctor_find (self, HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", interface->name,
                    title, *ways != '\0' ? ways : NULL, NULL);
  if (interface->joined || self->facts->network_problem != NULL)
    return;
  /* Translators: the first is a network card, the second an IP address of many at once. */
  joining = g_strdup_printf (_("%s does not listen to the group %s."), interface->name,
                             self->facts->group);
  hall_doctor_find (self, HALL_TOPIC_INTERFACE, HALL_SEVERITY_CAUTION, "not-joined",
                    interface->name, joining,
                    _("Switch this network card off and on again. If that does not help, its "
                      "driver or its network may not allow multicast."), NULL);
}

/* (transfer full) (nullable): nothing that is worth a line. */
static char *
explain_aside (const HallDoctorInterface *interface)
{
  switch (interface->aside)
    {
    case HALL_DOCTOR_ASIDE_DOWN:
      /* Translators: %s is a network card, in this and the next ones. */
      return g_strdup_printf (_("%s is not connected."), interface->name);
    case HALL_DOCTOR_ASIDE_POINT_TO_POINT:
      return g_strdup_printf (_("%s is not used: it leads to a single place, as a VPN does."),
                              interface->name);
    case HALL_DOCTOR_ASIDE_VIRTUAL:
      return g_strdup_printf (_("%s is not used: it belongs to a VPN, containers or virtual "
                                "machines."), interface->name);
    case HALL_DOCTOR_ASIDE_LEFT_OUT:
      return g_strdup_printf (_("%s is not used, as the settings say."), interface->name);
    case HALL_DOCTOR_ASIDE_NO_MULTICAST:
      return g_strdup_printf (_("%s is not used: it cannot send to many at once."),
                              interface->name);
    case HALL_DOCTOR_ASIDE_NO_ADDRESS:
      return g_strdup_printf (_("%s has no address."), interface->name);
    case HALL_DOCTOR_ASIDE_LOOPBACK:
      return g_strdup_printf (_("%s is not used: it only leads to this computer."),
                              interface->name);
    case HALL_DOCTOR_ASIDE_NOT:
    default:
      return NULL;
    }
}

static const char *
advise_aside (HallDoctorAside aside)
{
  switch (aside)
    {
    case HALL_DOCTOR_ASIDE_DOWN:
      return _("If you are meant to use it, plug the cable in or join the wireless network.");
    case HALL_DOCTOR_ASIDE_NO_ADDRESS:
      return _("Wait until the network gives it one, or set one in the network settings.");
    case HALL_DOCTOR_ASIDE_POINT_TO_POINT:
    case HALL_DOCTOR_ASIDE_VIRTUAL:
      return _("To see people who are there, add the address of one of them.");
    case HALL_DOCTOR_ASIDE_LEFT_OUT:
    case HALL_DOCTOR_ASIDE_NO_MULTICAST:
    case HALL_DOCTOR_ASIDE_LOOPBACK:
    case HALL_DOCTOR_ASIDE_NOT:
    default:
      return NULL;
    }
}

/* A card without cable is worth a thought only when there is no other. */
static void
judge_aside (HallDoctor                *self,
             const HallDoctorInterface *interface)
{
  g_autofree char *title = explain_aside (interface);
  gboolean broken = interface->aside == HALL_DOCTOR_ASIDE_DOWN
                    || interface->aside == HALL_DOCTOR_ASIDE_NO_ADDRESS;
  HallSeverity severity = broken && self->n_used == 0 ? HALL_SEVERITY_CAUTION : HALL_SEVERITY_NOTE;

  if (title != NULL)
    hall_doctor_find (self, HALL_TOPIC_INTERFACE, severity, "interface", interface->name, title,
                      advise_aside (interface->aside), NULL);
}

void
hall_doctor_judge_interfaces (HallDoctor *self)
{
  const GPtrArray *interfaces = self->facts->interfaces;

  if (interfaces == NULL)
    return;
  if (self->n_used == 0)
    hall_doctor_find (self, HALL_TOPIC_INTERFACE, HALL_SEVERITY_BAD, "no-network", NULL,
                      _("This computer is not connected to a network."),
                      _("Plug in a cable or join a wireless network. Hallway goes on by itself."),
                      NULL);
  for (guint i = 0; i < interfaces->len; i++)
    {
      const HallDoctorInterface *interface = g_ptr_array_index (interfaces, i);

      if (interface->aside == HALL_DOCTOR_ASIDE_NOT
          && (!interface->loopback || self->facts->only_loopback))
        judge_used (self, interface);
    }
  for (guint i = 0; i < interfaces->len; i++)
    {
      const HallDoctorInterface *interface = g_ptr_array_index (interfaces, i);

      if (interface->aside != HALL_DOCTOR_ASIDE_NOT)
        judge_aside (self, interface);
    }
}
