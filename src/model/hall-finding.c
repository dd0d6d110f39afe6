/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-finding.c: plain values.
 */

#define G_LOG_DOMAIN "hall-finding"

#include "config.h"

#include "hall-finding.h"

struct _HallFinding
{
  GObject parent_instance;

  HallTopic topic;
  HallSeverity severity;
  char *code;
  char *subject;
  char *title;
  char *advice;
  char *command;
};

G_DEFINE_FINAL_TYPE (HallFinding, hall_finding, G_TYPE_OBJECT)

static void
hall_finding_finalize (GObject *object)
{
  HallFinding *self = HALL_FINDING (object);

  g_free (self->code);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->advice);
  g_free (self->command);

  G_OBJECT_CLASS (hall_finding_parent_class)->finalize (object);
}

static void
hall_finding_class_init (HallFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_finding_finalize;
}

static void
hall_finding_init (HallFinding *self)
{
}

/**
 * hall_finding_new:
 * @topic: the part of the page
 * @severity: how it is
 * @code: a stable word for programs
 * @subject: (nullable): the interface or address that it is about
 * @title: what is, one sentence
 * @advice: (nullable): what to do, one sentence
 * @command: (nullable): the command that does it
 *
 * Returns: (transfer full): a finding
 */
HallFinding *
hall_finding_new (HallTopic     topic,
                  HallSeverity  severity,
                  const char   *code,
                  const char   *subject,
                  const char   *title,
                  const char   *advice,
                  const char   *command)
{
  HallFinding *self;

  g_return_val_if_fail (code != NULL && title != NULL, NULL);

  self = g_object_new (HALL_TYPE_FINDING, NULL);
  self->topic = topic;
  self->severity = severity;
  self->code = g_strdup (code);
  self->subject = g_strdup (subject);
  self->title = g_strdup (title);
  self->advice = g_strdup (advice);
  self->command = g_strdup (command);

  return self;
}

/**
 * hall_finding_get_topic:
 * @self: a finding
 *
 * Returns: the part of the page that it belongs to
 */
HallTopic
hall_finding_get_topic (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), HALL_TOPIC_OTHER);

  return self->topic;
}

/**
 * hall_finding_get_severity:
 * @self: a finding
 *
 * Returns: how it is
 */
HallSeverity
hall_finding_get_severity (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), HALL_SEVERITY_NOTE);

  return self->severity;
}

/**
 * hall_finding_get_code:
 * @self: a finding
 *
 * Returns: (transfer none): the word that programs know it by
 */
const char *
hall_finding_get_code (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), NULL);

  return self->code;
}

/**
 * hall_finding_get_subject:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): what it is about
 */
const char *
hall_finding_get_subject (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), NULL);

  return self->subject;
}

/**
 * hall_finding_get_title:
 * @self: a finding
 *
 * Returns: (transfer none): what is, a translated sentence
 */
const char *
hall_finding_get_title (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), NULL);

  return self->title;
}

/**
 * hall_finding_get_advice:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): what to do, a translated sentence
 */
const char *
hall_finding_get_advice (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), NULL);

  return self->advice;
}

/**
 * hall_finding_get_command:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): a command for a terminal
 */
const char *
hall_finding_get_command (HallFinding *self)
{
  g_return_val_if_fail (HALL_IS_FINDING (self), NULL);

  return self->command;
}

/**
 * hall_finding_equal:
 * @self: a finding
 * @other: another
 *
 * Returns: whether they say the same, word for word
 */
gboolean
hall_finding_equal (HallFinding *self,
                    HallFinding *other)
{
  g_return_val_if_fail (HALL_IS_FINDING (self) && HALL_IS_FINDING (other), FALSE);

  return self->topic == other->topic && self->severity == other->severity &&
         g_str_equal (self->code, other->code) &&
         g_strcmp0 (self->subject, other->subject) == 0 &&
         g_str_equal (self->title, other->title) &&
         g_strcmp0 (self->advice, other->advice) == 0 &&
         g_strcmp0 (self->command, other->command) == 0;
}
