/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor.c: all findings of a set of facts, and the one sentence that they come to.
 */

#define G_LOG_DOMAIN "hall-doctor"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "hall-doctor-private.h"

/* One datagram may be lost even on its way back to ourselves. */
#define SENT_ENOUGH 2

/* What to say first when there is more than one, the most basic cause first. */
static const char *const causes[] = {
  "no-network", "port-taken", "tcp-port", "network-problem", "firewall-out", "firewall-in",
  "identity", "clock", "other-port", "isolation", "tcp-in", "not-joined", "multicast-dropped",
  "broadcast-dropped", "config",
};

void
hall_doctor_find (HallDoctor  *self,
                  HallTopic    topic,
                  HallSeverity severity,
                  const char  *code,
                  const char  *subject,
                  const char  *title,
                  const char  *advice,
                  const char  *command)
{
  g_ptr_array_add (self->findings,
                   hall_finding_new (topic, severity, code, subject, title, advice, command));
}

static HallFinding *
look_up (GPtrArray    *findings,
         const char   *code,
         HallSeverity  at_least)
{
  for (guint i = 0; i < findings->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (hall_finding_get_code (finding), code)
          && hall_finding_get_severity (finding) >= at_least)
        return finding;
    }

  return NULL;
}

gboolean
hall_doctor_has (HallDoctor *self,
                 const char *code)
{
  return look_up (self->findings, code, HALL_SEVERITY_NOTE) != NULL;
}

/* What is multicast or broadcast comes back to its sender by way of the input filter, as if it were
 * somebody else's: if it never does, nobody else's gets in either. */
gboolean
hall_doctor_input_is_blocked (HallDoctor *self)
{
  guint sent = self->sent[HALL_DOCTOR_MULTICAST];
  guint back = self->own_back[HALL_DOCTOR_MULTICAST] + self->own_back[HALL_DOCTOR_BROADCAST];
  guint heard = self->heard[HALL_DOCTOR_MULTICAST] + self->heard[HALL_DOCTOR_BROADCAST];

  return sent >= SENT_ENOUGH && back == 0 && heard == 0;
}

gboolean
hall_doctor_output_is_blocked (HallDoctor *self)
{
  const GPtrArray *interfaces = self->facts->interfaces;

  for (guint i = 0; interfaces != NULL && i < interfaces->len; i++)
    {
      const HallDoctorInterface *interface = g_ptr_array_index (interfaces, i);
      guint sent = 0;
      guint failed = 0;

      for (guint way = 0; way < HALL_DOCTOR_N_WAYS; way++)
        {
          sent += interface->sent[way];
          failed += interface->failed[way];
        }
      if ((interface->error == EPERM || interface->error == EACCES) && failed > sent)
        return TRUE;
    }

  return FALSE;
}

const char *
hall_doctor_get_command (HallDoctor *self)
{
  const HallFirewallFacts *firewall = self->facts->firewall;

  return firewall != NULL && firewall->state != HALL_FIREWALL_OPEN ? firewall->command : NULL;
}

static void
sum_up_ways (HallDoctor *self)
{
  const GPtrArray *interfaces = self->facts->interfaces;

  for (guint i = 0; interfaces != NULL && i < interfaces->len; i++)
    {
      const HallDoctorInterface *interface = g_ptr_array_index (interfaces, i);

      if (interface->aside != HALL_DOCTOR_ASIDE_NOT)
        continue;
      if (!interface->loopback || self->facts->only_loopback)
        self->n_used++;
      self->wireless = self->wireless || interface->wireless;
      self->broadcasts = self->broadcasts || !interface->by_ipv6;
      for (guint way = 0; way < HALL_DOCTOR_N_WAYS; way++)
        {
          self->sent[way] += interface->sent[way];
          self->failed[way] += interface->failed[way];
          self->heard[way] += interface->heard[way];
          self->own_back[way] += interface->own_back[way];
          self->n_heard += interface->heard[way];
        }
    }
}

static const char *
find_cause (GPtrArray   *findings,
            HallSeverity severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      HallFinding *finding = look_up (findings, causes[i], severity);

      if (finding != NULL)
        return hall_finding_get_title (finding);
    }
  for (guint i = 0; i < findings->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (findings, i);

      if (hall_finding_get_severity (finding) >= severity)
        return hall_finding_get_title (finding);
    }

  return NULL;
}

static char *
sum_up (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;
  const char *cause = find_cause (self->findings, HALL_SEVERITY_BAD);

  if (cause != NULL)
    return g_strdup (cause);
  if (facts->invisible)
    return g_strdup (_("You are invisible: others do not see you."));
  if (facts->n_online == 0 && self->n_heard == 0)
    return g_strdup (facts->looked_seconds < HALL_DOCTOR_PATIENCE
                     ? _("Looking at the network…")
                     : _("The network works as far as this computer can tell, but nobody else is "
                         "here."));
  cause = find_cause (self->findings, HALL_SEVERITY_CAUTION);
  if (cause != NULL)
    return g_strdup (cause);
  if (facts->n_online == 0)
    return g_strdup (_("The network works."));

  /* Translators: the network was examined, and no fault was found. */
  return g_strdup_printf (ngettext ("Everything works. %u other person is here.",
                                    "Everything works. %u other people are here.",
                                    facts->n_online), facts->n_online);
}

/**
 * hall_doctor_judge:
 * @facts: what is known
 * @summary: (out) (transfer full): what it comes to, one translated sentence
 *
 * Returns: (transfer full) (element-type HallFinding): what is found, in no order of topics
 */
GPtrArray *
hall_doctor_judge (const HallDoctorFacts *facts,
                   char                 **summary)
{
  HallDoctor self = { facts, NULL };

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail (summary != NULL, NULL);

  self.findings = g_ptr_array_new_with_free_func (g_object_unref);
  sum_up_ways (&self);
  hall_doctor_judge_interfaces (&self);
  hall_doctor_judge_connection (&self);
  hall_doctor_judge_firewall (&self);
  hall_doctor_judge_other (&self);
  hall_doctor_judge_people (&self);
  *summary = sum_up (&self);

  return self.findings;
}
