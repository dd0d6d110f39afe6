/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-other.c: clock, identity, settings, the mode of the program, DNS-SD.
 */

#define G_LOG_DOMAIN "hall-doctor-other"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-limits.h"

#include "hall-doctor-private.h"

#define CLOCK_CAUTION_MS 60000
#define MS_PER_MINUTE 60000
#define MINUTES_PER_HOUR 60

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* The one in the middle: what most of the others agree on, whatever a few say. */
static gint64
find_median (const GArray *offsets)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) offsets);

  g_array_sort (sorted, compare_offsets);

  return g_array_index (sorted, gint64, sorted->len / 2);
}

/* Half an hour is a wrong clock, whole hours are more likely a wrong time zone: the advice is the
 * same. */
static char *
tell_clock (gint64 offset)
{
  guint minutes = (guint) ((ABS (offset) + MS_PER_MINUTE / 2) / MS_PER_MINUTE);
  guint hours = (minutes + MINUTES_PER_HOUR / 2) / MINUTES_PER_HOUR;

  if (minutes < 2 * MINUTES_PER_HOUR)
    return g_strdup_printf (offset > 0
                            ? ngettext ("The clock of this computer is %u minute behind the "
                                        "others'.",
                                        "The clock of this computer is %u minutes behind the "
                                        "others'.", minutes)
                            : ngettext ("The clock of this computer is %u minute ahead of the "
                                        "others'.",
                                        "The clock of this computer is %u minutes ahead of the "
                                        "others'.", minutes), minutes);

  return g_strdup_printf (offset > 0
                          ? ngettext ("The clock of this computer is %u hour behind the others'.",
                                      "The clock of this computer is %u hours behind the others'.",
                                      hours)
                          : ngettext ("The clock of this computer is %u hour ahead of the others'.",
                                      "The clock of this computer is %u hours ahead of the "
                                      "others'.",
                                      hours), hours);
}

static void
judge_clock (HallDoctor *self)
{
  const GArray *offsets = self->facts->offsets;
  g_autofree char *title = NULL;
  gboolean too_far;
  gint64 median;

  if (offsets->len == 0)
    return;
  median = find_median (offsets);
  if (ABS (median) <= CLOCK_CAUTION_MS)
    {
      hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_GOOD, "clock", NULL,
                        _("The clock of this computer agrees with the others'."), NULL, NULL);
      return;
    }
  too_far = ABS (median) > HALL_CLOCK_DIFFERENCE_MAX_MS;
  title = tell_clock (median);
  hall_doctor_find (self, HALL_TOPIC_OTHER, too_far ? HALL_SEVERITY_BAD : HALL_SEVERITY_CAUTION,
                    "clock", NULL, title,
                    too_far ? _("Set date and time, best automatically. Computers whose clocks are "
                                "more than 12 hours apart cannot connect.")
                            : _("Set date and time, best automatically. If this one is right, tell "
                                "the others."), NULL);
}

static void
judge_program (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;

  if (facts->elsewhere)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_BAD, "identity", NULL,
                      _("Another computer uses the same identity as this one."),
                      _("Quit Hallway there, or start here as somebody new: two computers must not "
                        "share a profile."), NULL);
  if (facts->listening)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "listening", NULL,
                      _("Hallway runs already, so this only listens: what is sent, and whether "
                        "others can connect, is not known here."),
                      _("For a full examination open Check the Network in the running program, or "
                        "quit it first."), NULL);
  else if (!facts->has_name)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "no-name", NULL,
                      _("No name was chosen yet, so nothing is sent."),
                      _("Choose a name first: others see you from then on."), NULL);
}

static void
judge_settings (HallDoctor *self)
{
  const HallDoctorFacts *facts = self->facts;

  if (facts->config_problem != NULL)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_CAUTION, "config", NULL,
                      facts->config_problem,
                      _("Correct it, or ask whoever looks after this computer: what is wrong there "
                        "is not used."), NULL);
  if (facts->fixed != NULL && facts->fixed[0] != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", facts->fixed);
      /* Translators: %s is a list of settings' names in English, "group, port". */
      g_autofree char *title = g_strdup_printf (_("Fixed by the administrator of this computer: "
                                                  "%s."),
                                                list);

      hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "config", "fixed", title, NULL,
                        NULL);
    }
}

static void
judge_avahi (HallDoctor *self)
{
  if (self->facts->avahi == HALL_DOCTOR_SERVICE_RUNNING)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "avahi", NULL,
                      _("Avahi runs: others are also found with DNS-SD."), NULL, NULL);
  else if (self->facts->avahi == HALL_DOCTOR_SERVICE_ABSENT)
    hall_doctor_find (self, HALL_TOPIC_OTHER, HALL_SEVERITY_NOTE, "avahi", NULL,
                      _("Avahi does not run. Hallway does not need it; where it runs, others are "
                        "also found with DNS-SD."), NULL, NULL);
}

void
hall_doctor_judge_other (HallDoctor *self)
{
  judge_program (self);
  judge_clock (self);
  judge_settings (self);
  judge_avahi (self);
}
