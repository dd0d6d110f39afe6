/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-survey.c: the network interfaces as whoever looks for a fault wants to see them.
 *
 * Owned by whoever asked. Plain values: what fills them is hall-transport-survey.c, or a test's
 * transport.
 */

#define G_LOG_DOMAIN "hall-survey"

#include "config.h"

#include "hall-survey.h"

/**
 * hall_surveyed_interface_new:
 *
 * Returns: (transfer full): an interface of which nothing more is known
 */
HallSurveyedInterface *
hall_surveyed_interface_new (const char *name,
                             guint       index)
{
  HallSurveyedInterface *self = g_new0 (HallSurveyedInterface, 1);

  self->name = g_strdup (name);
  self->index = index;
  self->addresses = g_new0 (char *, 1);

  return self;
}

/**
 * hall_surveyed_interface_free:
 */
void
hall_surveyed_interface_free (HallSurveyedInterface *self)
{
  g_free (self->name);
  g_strfreev (self->addresses);
  g_free (self);
}

/**
 * hall_survey_new:
 *
 * Returns: (transfer full) (element-type HallSurveyedInterface): an empty survey
 */
GPtrArray *
hall_survey_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_surveyed_interface_free);
}
