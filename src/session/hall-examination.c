/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination.c: looks once a second while somebody watches.
 */

#define G_LOG_DOMAIN "hall-examination"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-session-private.h"

#include "hall-examination.h"

#define LOOK_MS 1000

struct _HallExamination
{
  GObject parent_instance;

  HallSession *session;        /* outlives us; NULL once closed */
  HallDiagnosis *diagnosis;
  HallTimer *timer;
  guint n_watchers;
};

G_DEFINE_FINAL_TYPE (HallExamination, hall_examination, G_TYPE_OBJECT)

static void
hall_examination_dispose (GObject *object)
{
  HallExamination *self = HALL_EXAMINATION (object);

  hall_examination_close (self);
  g_clear_object (&self->diagnosis);

  G_OBJECT_CLASS (hall_examination_parent_class)->dispose (object);
}

static void
hall_examination_class_init (HallExaminationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_examination_dispose;
}

static void
hall_examination_init (HallExamination *self)
{
  self->diagnosis = hall_diagnosis_new ();
}

static void
look (HallExamination *self)
{
  HallSession *session = self->session;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  const char *summary = _("Looking at the network…");

  if (session->network_problem != NULL)
    {
      g_ptr_array_add (findings, hall_finding_new (HALL_TOPIC_CONNECTION, HALL_SEVERITY_BAD,
                                                   "network-problem", NULL,
                                                   session->network_problem, NULL, NULL));
      summary = session->network_problem;
    }
  hall_diagnosis_set_findings (self->diagnosis, findings, summary);
}

static void
on_timer (gpointer user_data)
{
  HallExamination *self = user_data;

  if (self->session == NULL || self->session->stopped)
    return;
  hall_timer_start (self->timer, LOOK_MS);
  look (self);
}

/**
 * hall_examination_new:
 * @session: whose network is examined; not counted
 *
 * Returns: (transfer full): one that nobody watches yet
 */
HallExamination *
hall_examination_new (HallSession *session)
{
  HallExamination *self = g_object_new (HALL_TYPE_EXAMINATION, NULL);

  self->session = session;
  self->timer = hall_timer_new (session->context->clock, on_timer, self);

  return self;
}

/**
 * hall_examination_get_diagnosis:
 * @self: an examination
 *
 * Returns: (transfer none): what was found, which stays the same object
 */
HallDiagnosis *
hall_examination_get_diagnosis (HallExamination *self)
{
  g_return_val_if_fail (HALL_IS_EXAMINATION (self), NULL);

  return self->diagnosis;
}

/**
 * hall_examination_begin:
 * @self: an examination
 *
 * Somebody watches, until hall_examination_end () is called as often.
 */
void
hall_examination_begin (HallExamination *self)
{
  g_return_if_fail (HALL_IS_EXAMINATION (self));

  if (self->n_watchers++ > 0 || self->session == NULL)
    return;
  look (self);
  hall_timer_start (self->timer, LOOK_MS);
}

/**
 * hall_examination_end:
 * @self: an examination
 *
 * When the last one who watched calls it, nothing is looked at any more.
 */
void
hall_examination_end (HallExamination *self)
{
  g_return_if_fail (HALL_IS_EXAMINATION (self));
  g_return_if_fail (self->n_watchers > 0);

  if (--self->n_watchers == 0 && self->timer != NULL)
    hall_timer_stop (self->timer);
}

/**
 * hall_examination_repeat:
 * @self: an examination
 *
 * Asks again what is only asked now and then.
 */
void
hall_examination_repeat (HallExamination *self)
{
  g_return_if_fail (HALL_IS_EXAMINATION (self));

  if (self->n_watchers > 0 && self->session != NULL)
    look (self);
}

/**
 * hall_examination_close:
 * @self: an examination
 *
 * Looks no more, and forgets the session.
 */
void
hall_examination_close (HallExamination *self)
{
  g_return_if_fail (HALL_IS_EXAMINATION (self));

  g_clear_pointer (&self->timer, hall_timer_free);
  self->session = NULL;
}
