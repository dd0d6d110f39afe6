/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination.c: looks once a second while somebody watches.
 */

#define G_LOG_DOMAIN "hall-examination"

#include "config.h"

#include "hall-doctor.h"
#include "hall-limits.h"
#include "hall-examination-private.h"

#define LOOK_MS 1000

G_DEFINE_FINAL_TYPE (HallExamination, hall_examination, G_TYPE_OBJECT)

static void
hall_examination_dispose (GObject *object)
{
  HallExamination *self = HALL_EXAMINATION (object);

  hall_examination_close (self);
  g_clear_pointer (&self->firewall, hall_firewall_facts_free);
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

static gint64
get_now (HallExamination *self)
{
  return hall_clock_get_monotonic (self->session->context->clock);
}

void
hall_examination_look (HallExamination *self)
{
  g_autoptr (HallDoctorFacts) facts = hall_examination_collect (self->session);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *summary = NULL;

  facts->looked_seconds = (guint) ((get_now (self) - self->begun) / G_USEC_PER_SEC);
  facts->firewall = hall_firewall_facts_copy (self->firewall);
  facts->avahi = self->avahi;
  if (facts->n_online > 0)
    facts->reach = self->reach;
  findings = hall_doctor_judge (facts, &summary);
  hall_diagnosis_set_findings (self->diagnosis, findings, summary);
  hall_diagnosis_set_busy (self->diagnosis, self->asks_firewall || self->asks_reach);
}

/* Whoever has another port by mistake hears nobody: the usual one is listened to as well. */
static void
overhear (HallExamination *self,
          gboolean         wanted)
{
  HallSession *session = self->session;
  gboolean other = hall_settings_get_port (session->settings) != HALL_DEFAULT_PORT;

  if (session->context->transport != NULL)
    hall_transport_overhear (session->context->transport,
                             wanted && other ? HALL_DEFAULT_PORT : 0);
}

static void
on_timer (gpointer user_data)
{
  HallExamination *self = user_data;

  if (self->session->stopped)
    return;
  hall_timer_start (self->timer, LOOK_MS);
  hall_examination_ask (self, FALSE);
  hall_examination_look (self);
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
  self->cancellable = g_cancellable_new ();
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
  self->begun = get_now (self);
  overhear (self, TRUE);
  hall_examination_ask_avahi (self);
  hall_examination_ask (self, TRUE);
  hall_examination_look (self);
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

  if (--self->n_watchers > 0 || self->session == NULL)
    return;
  hall_timer_stop (self->timer);
  overhear (self, FALSE);
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

  if (self->n_watchers == 0 || self->session == NULL)
    return;
  hall_examination_ask_avahi (self);
  hall_examination_ask (self, TRUE);
  hall_examination_look (self);
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
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->session = NULL;
}
