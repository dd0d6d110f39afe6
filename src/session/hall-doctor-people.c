/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-people.c: who is heard and by which ways, and why nobody is.
 */

#define G_LOG_DOMAIN "hall-doctor-people"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-doctor-private.h"

/* So many heard by one way and none by the other: that is no chance any more. */
#define HEARD_ENOUGH 3

static void
judge_invisible (HallDoctor *self)
{
  if (self->facts->invisible && !self->facts->listening)
    hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "invisible", NULL,
                      _("You are invisible: others do not see you, and nothing is sent."),
                      _("Choose another status to be seen. What needs sending cannot be examined "
                        "meanwhile."), NULL);
}

static void
add_way (GString    *ways,
         const char *way)
{
  if (ways->len > 0)
    g_string_append (ways, C_("list", ", "));
  g_string_append (ways, way);
}

static void
judge_heard (HallDoctor *self)
{
  guint n_online = self->facts->n_online;
  g_autoptr (GString) ways = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (n_online == 0)
    return;
  if (self->heard[HALL_DOCTOR_MULTICAST] > 0)
    add_way (ways, _("multicast"));
  if (self->heard[HALL_DOCTOR_BROADCAST] > 0)
    add_way (ways, _("broadcast"));
  if (self->heard[HALL_DOCTOR_UNICAST] > 0)
    add_way (ways, _("unicast"));
  if (ways->len > 0)
    /* Translators: %s is a list of "multicast", "broadcast" and "unicast"; the number is that of
     * people. */
    title = g_strdup_printf (ngettext ("%u other person is here, heard by %s.",
                                       "%u other people are here, heard by %s.", n_online),
                             n_online, ways->str);
  else
    title = g_strdup_printf (ngettext ("%u other person is here.", "%u other people are here.",
                                       n_online), n_online);
  hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "heard", NULL, title, NULL, NULL);
}

/* On a small network everything goes both ways, and whoever hears only one of them says everything
 * both ways from then on: what comes by one alone was dropped on its way. */
static void
judge_ways (HallDoctor *self)
{
  const guint *heard = self->heard;
  guint multicast = heard[HALL_DOCTOR_MULTICAST];
  guint broadcast = heard[HALL_DOCTOR_BROADCAST];
  guint unicast = heard[HALL_DOCTOR_UNICAST];

  /* A firewall here lets in what answers us, and no more. */
  if (hall_doctor_has (self, "firewall-in"))
    return;
  if (multicast == 0 && broadcast + unicast >= HEARD_ENOUGH)
    hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "multicast-dropped", NULL,
                      _("This network drops multicast: others are only heard in other ways."),
                      _("Hallway works like this. Whoever looks after the switch or access point "
                        "can allow multicast (IGMP snooping with a querier)."), NULL);
  if (self->broadcasts && broadcast == 0 && multicast + unicast >= HEARD_ENOUGH)
    hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "broadcast-dropped", NULL,
                      _("This network drops broadcasts: others are only heard in other ways."),
                      _("Hallway works like this. Whoever looks after the switch or access point "
                        "can allow broadcasts."), NULL);
}

/* Something simpler explains that nobody is there. */
static gboolean
is_cut_off (HallDoctor *self)
{
  return self->facts->network_problem != NULL || hall_doctor_has (self, "no-network")
         || hall_doctor_has (self, "firewall-in") || hall_doctor_has (self, "firewall-out");
}

static void
judge_isolation (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;
  const char *advice = self->wireless
    ? _("Wireless networks for guests often do that. Use another network, or ask whoever looks "
        "after the access point to switch off client isolation.")
    : _("Networks for guests often do that. Use another network, or ask whoever looks after it.");

  if (is_cut_off (self))
    return;
  if (self->n_heard > 0 && facts->reach == HALL_DOCTOR_REACH_UNREACHABLE)
    hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_BAD, "isolation", NULL,
                      _("Others are heard, but this computer cannot connect to any of them: this "
                        "network seems to keep computers apart, or their firewalls do."),
                      advice, NULL);
  else if (self->n_heard == 0 && facts->n_online == 0 && facts->n_known > 0
           && facts->looked_seconds >= HALL_DOCTOR_PATIENCE && !facts->invisible
           && !facts->listening && self->own_back[HALL_DOCTOR_MULTICAST] > 0)
    hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "isolation", NULL,
                      _("People were on this network before, and none of them answers: if they are "
                        "there now, this network keeps computers apart."),
                      advice, NULL);
}

static void
judge_port (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  if (facts->port == facts->default_port || facts->n_overheard == 0)
    return;
  title = g_strdup_printf (ngettext ("Hallway is set to port %u, but %u person is heard on port "
                                     "%u.",
                                     "Hallway is set to port %u, but %u people are heard on port "
                                     "%u.",
                                     facts->n_overheard),
                           facts->port, facts->n_overheard, facts->default_port);
  /* Translators: "port" in quotes is the name of the setting, in English; then two numbers. */
  advice = g_strdup_printf (_("If you miss them, change the setting “port” from %u to %u."),
                            facts->port, facts->default_port);
  hall_doctor_find (self, HALL_TOPIC_PEOPLE,
                    self->n_heard == 0 ? HALL_SEVERITY_BAD : HALL_SEVERITY_NOTE, "other-port", NULL,
                    title, advice, NULL);
}

static void
judge_nobody (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;

  if (self->n_heard > 0 || facts->n_online > 0 || facts->looked_seconds < HALL_DOCTOR_PATIENCE
      || is_cut_off (self) || hall_doctor_has (self, "other-port"))
    return;
  hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "nobody-heard", NULL,
                    _("Nobody else is heard."),
                    self->wireless
                    ? _("Perhaps nobody else runs Hallway now. Networks for guests and some "
                        "wireless ones keep computers apart. For people on another network, "
                        "behind a router, add the address of one of them.")
                    : _("Perhaps nobody else runs Hallway now. Networks for guests keep computers "
                        "apart. For people on another network, behind a router, add the address of "
                        "one of them."), NULL);
}

static void
judge_addresses (HallDoctor *self)
{
  for (guint i = 0; i < self->facts->addresses->len; i++)
    {
      const HallDoctorAddress *address = g_ptr_array_index (self->facts->addresses, i);
      g_autofree char *title = NULL;

      switch (address->state)
        {
        case HALL_REACH_CONNECTED:
          /* Translators: %s is an address that somebody typed, in this and the next ones. */
          title = g_strdup_printf (_("Connected to %s."), address->address);
          hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "address",
                            address->address, title, NULL, NULL);
          break;
        case HALL_REACH_FAILED:
          title = g_strdup_printf (_("%s does not answer."), address->address);
          hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_CAUTION, "address",
                            address->address, title,
                            address->problem != NULL
                            ? address->problem
                            : _("Check the address, and that Hallway runs there. It is tried again "
                                "by itself."), NULL);
          break;
        case HALL_REACH_CONNECTING:
        default:
          title = g_strdup_printf (_("Connecting to %s…"), address->address);
          hall_doctor_find (self, HALL_TOPIC_PEOPLE, HALL_SEVERITY_NOTE, "address",
                            address->address, title, NULL, NULL);
        }
    }
}

void
hall_doctor_judge_people (HallDoctor *self)
{
  judge_invisible (self);
  judge_heard (self);
  judge_port (self);
  judge_ways (self);
  judge_isolation (self);
  judge_nobody (self);
  judge_addresses (self);
}
