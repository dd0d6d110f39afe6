/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-doctor.c: the command doctor: examine the network for a while and print what was found.
 *
 * It works with whatever there is: no network, a profile that another program holds. The findings
 * are the session's; here they are only waited for.
 */

#define G_LOG_DOMAIN "hall-cli-doctor"

#include "config.h"

#include "hall-session-diagnosis.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_DOCTOR (hall_cli_doctor_get_type ())
G_DECLARE_FINAL_TYPE (HallCliDoctor, hall_cli_doctor, HALL, CLI_DOCTOR, GObject)

struct _HallCliDoctor
{
  GObject parent_instance;

  HallCli *cli;              /* owns this */
  HallSession *session;
  HallDiagnosis *diagnosis;  /* the session's */
  guint source;
};

G_DEFINE_FINAL_TYPE (HallCliDoctor, hall_cli_doctor, G_TYPE_OBJECT)

static void
hall_cli_doctor_dispose (GObject *object)
{
  HallCliDoctor *self = HALL_CLI_DOCTOR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    hall_session_end_diagnosis (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (hall_cli_doctor_parent_class)->dispose (object);
}

static void
hall_cli_doctor_class_init (HallCliDoctorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_doctor_dispose;
}

static void
hall_cli_doctor_init (HallCliDoctor *self)
{
}

static gboolean
on_time_up (gpointer user_data)
{
  HallCliDoctor *self = user_data;
  HallSeverity severity = hall_diagnosis_get_severity (self->diagnosis);

  self->source = 0;
  hall_cli_printer_diagnosis (hall_cli_get_printer (self->cli), self->diagnosis);
  hall_cli_finish (self->cli,
                   severity == HALL_SEVERITY_BAD ? HALL_CLI_DISORDER : HALL_CLI_DONE);

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_doctor_new:
 * @cli: the run
 *
 * Begins to examine the network.
 *
 * Returns: (transfer full): the command
 */
GObject *
hall_cli_doctor_new (HallCli *cli)
{
  HallCliDoctor *self = g_object_new (HALL_TYPE_CLI_DOCTOR, NULL);

  self->cli = cli;
  self->session = g_object_ref (hall_cli_get_session (cli));
  self->diagnosis = hall_session_begin_diagnosis (self->session);
  self->source = g_timeout_add (hall_cli_get_options (cli)->wait_ms, on_time_up, self);

  return G_OBJECT (self);
}
