/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-connection.c: ports, who reaches whom, and the firewall that stands between.
 *
 * That something is blocked is said of what was tried; what a firewall's rules say only adds how to
 * change them.
 */

#define G_LOG_DOMAIN "hall-doctor-connection"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-doctor-private.h"

static char *
advise_allowing (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;

  if (hall_doctor_get_command (self) != NULL)
    return g_strdup (_("Allow Hallway in the firewall with this command, in a terminal."));
  if (facts->tcp_port == 0)
    /* Translators: the number is a port. */
    return g_strdup_printf (_("Allow incoming UDP port %u in the firewall of this computer."),
                            facts->port);

  /* Translators: the numbers are ports. */
  return g_strdup_printf (_("Allow incoming UDP port %u and TCP port %u in the firewall of this "
                            "computer."),
                          facts->port, facts->tcp_port);
}

static void
judge_problem (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;

  if (facts->tcp_port_problem != NULL)
    hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_CAUTION, "tcp-port", NULL,
                      facts->tcp_port_problem,
                      _("Until then Hallway uses another TCP port, which a firewall may not "
                        "allow."), NULL);
  if (facts->network_problem == NULL)
    return;
  if (facts->port_taken)
    hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_BAD, "port-taken", NULL,
                      facts->network_problem,
                      _("Close the program that uses the port, or set another port: it must be the "
                        "same on all computers."), NULL);
  else
    hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_BAD, "network-problem", NULL,
                      facts->network_problem,
                      _("Hallway tries again by itself. If this stays, check the network "
                        "settings."),
                      NULL);
}

static void
judge_output (HallDoctor *self)
{
  if (hall_doctor_output_is_blocked (self))
    hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-out", NULL,
                      _("The firewall of this computer does not let Hallway send."),
                      _("Allow outgoing UDP in this firewall, or ask whoever looks after the "
                        "computer."), NULL);
}

static void
judge_input (HallDoctor *self)
{
  g_autofree char *advice = advise_allowing (self);

  if (hall_doctor_input_is_blocked (self) && !hall_doctor_output_is_blocked (self))
    hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-in", NULL,
                      _("The firewall of this computer keeps out what others send: not even its "
                        "own messages come back."),
                      advice, hall_doctor_get_command (self));
}

static void
judge_reach (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;
  g_autofree char *title = NULL;

  if (facts->listening || facts->invisible || facts->network_problem != NULL
      || facts->tcp_port == 0)
    return;
  switch (facts->reach)
    {
    case HALL_DOCTOR_REACH_YES:
      title = g_strdup_printf (_("Others can connect to this computer, on TCP port %u."),
                               facts->tcp_port);
      hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_GOOD, "tcp-ok", NULL, title,
                        NULL, NULL);
      break;
    case HALL_DOCTOR_REACH_NO:
      {
        g_autofree char *advice = advise_allowing (self);

        title = g_strdup_printf (_("Another computer tried to connect to this one, on TCP port %u, "
                                   "and could not."), facts->tcp_port);
        hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_BAD, "tcp-in", NULL, title,
                          advice, hall_doctor_get_command (self));
        break;
      }
    case HALL_DOCTOR_REACH_NOBODY:
    case HALL_DOCTOR_REACH_UNREACHABLE:
    case HALL_DOCTOR_REACH_NO_ANSWER:
    case HALL_DOCTOR_REACH_UNKNOWN:
    default:
      hall_doctor_find (self, HALL_TOPIC_CONNECTION, HALL_SEVERITY_NOTE, "tcp-unknown", NULL,
                        facts->reach == HALL_DOCTOR_REACH_UNKNOWN
                        ? _("Whether others can connect to this computer is being tried.")
                        : _("Whether others can connect to this computer is not known: nobody "
                            "could try it."), NULL, NULL);
    }
}

void
hall_doctor_judge_connection (HallDoctor *self)
{
  judge_problem (self);
  judge_reach (self);
}

static const char *
get_firewall_name (HallFirewallKind kind)
{
  switch (kind)
    {
    case HALL_FIREWALL_FIREWALLD:
      return "firewalld";
    case HALL_FIREWALL_UFW:
      return "ufw";
    case HALL_FIREWALL_NFTABLES:
      return "nftables";
    case HALL_FIREWALL_NONE:
    default:
      return NULL;
    }
}

/* Whether it was seen that datagrams and connections get in, whatever rules say. */
static gboolean
gets_in (HallDoctor *self)
{
  return self->heard[HALL_DOCTOR_MULTICAST] + self->heard[HALL_DOCTOR_BROADCAST] > 0
         && self->facts->reach == HALL_DOCTOR_REACH_YES;
}

/* What was tried says so, whatever the rules do. */
static gboolean
is_kept_out (HallDoctor *self)
{
  return hall_doctor_has (self, "firewall-in") || hall_doctor_has (self, "firewall-out")
         || hall_doctor_has (self, "tcp-in");
}

static void
judge_found (HallDoctor *self)
{
  const HallFirewallFacts *firewall = self->facts->firewall;
  const char *name = get_firewall_name (firewall->kind);
  g_autofree char *title = NULL;

  if (firewall->state == HALL_FIREWALL_OPEN && is_kept_out (self))
    {
      /* Translators: %s is a firewall: firewalld, ufw, nftables; in the next ones too. */
      title = g_strdup_printf (_("The firewall %s runs. Whether its rules let Hallway in is not "
                                 "clear."), name);
      hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_NOTE, "firewall", name, title,
                        NULL, NULL);
    }
  else if (firewall->state == HALL_FIREWALL_OPEN)
    {
      title = g_strdup_printf (_("The firewall %s lets Hallway in."), name);
      hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_GOOD, "firewall", name, title,
                        NULL, NULL);
    }
  else if (firewall->state == HALL_FIREWALL_CLOSED)
    {
      title = g_strdup_printf (_("The firewall %s does not let Hallway in."), name);
      hall_doctor_find (self, HALL_TOPIC_FIREWALL,
                        gets_in (self) ? HALL_SEVERITY_NOTE : HALL_SEVERITY_CAUTION, "firewall",
                        name, title, _("This command allows it, in a terminal."),
                        firewall->command);
    }
  else
    {
      title = g_strdup_printf (_("The firewall %s is running, but its rules cannot be read."),
                               name);
      hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_NOTE, "firewall", name, title,
                        gets_in (self) ? _("Others get through, so it lets Hallway in.")
                                       : _("If others do not see you, allow Hallway with this "
                                           "command, in a terminal."),
                        gets_in (self) ? NULL : firewall->command);
    }
}

/* From inside nothing of it can be seen, so every firewall's command is offered. */
static void
judge_sandbox (HallDoctor *self)
{
  static const HallFirewallKind kinds[] = { HALL_FIREWALL_FIREWALLD, HALL_FIREWALL_UFW };
  guint udp = self->facts->port;
  guint tcp = self->facts->tcp_port;

  hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_NOTE, "sandbox", NULL,
                    _("Hallway runs in a sandbox and cannot see the firewall of this computer."),
                    gets_in (self) ? _("Others get through, so it lets Hallway in.")
                                   : _("If others do not see you, try one of these commands in a "
                                       "terminal."), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && !gets_in (self); i++)
    {
      g_autofree char *command = hall_firewall_make_command (kinds[i], udp, tcp, FALSE);
      g_autofree char *title = g_strdup_printf (_("If the firewall of this computer is %s:"),
                                                get_firewall_name (kinds[i]));

      hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_NOTE, "sandbox",
                        get_firewall_name (kinds[i]), title, NULL, command);
    }
}

void
hall_doctor_judge_firewall (HallDoctor *self)
{
  const HallFirewallFacts *firewall = self->facts->firewall;

  judge_output (self);
  judge_input (self);
  if (firewall != NULL && firewall->kind != HALL_FIREWALL_NONE)
    judge_found (self);
  else if (self->facts->sandboxed)
    judge_sandbox (self);
  else if (firewall != NULL && firewall->sure && !is_kept_out (self))
    hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_GOOD, "firewall", NULL,
                      _("This computer has no firewall that keeps Hallway out."), NULL, NULL);
  else if (firewall != NULL && !firewall->sure)
    hall_doctor_find (self, HALL_TOPIC_FIREWALL, HALL_SEVERITY_NOTE, "firewall", NULL,
                      _("No firewall was found. One whose rules only an administrator may read is "
                        "still possible."), NULL, NULL);
}
