/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-private.h: what the files of HallDoctor share: one function for each finding.
 *
 * hall-doctor.c orders them and says what they come to; -people.c, -interfaces.c, -connection.c and
 * -other.c judge.
 */

#pragma once

#include "hall-doctor.h"

G_BEGIN_DECLS

/* In seconds: that nobody was heard before means nothing. */
#define HALL_DOCTOR_PATIENCE 3

typedef struct
{
  const HallDoctorFacts *facts;
  GPtrArray *findings;         /* (element-type HallFinding) */

  /* Of all interfaces that are used. */
  guint sent[HALL_DOCTOR_N_WAYS];
  guint failed[HALL_DOCTOR_N_WAYS];
  guint heard[HALL_DOCTOR_N_WAYS];
  guint own_back[HALL_DOCTOR_N_WAYS];
  guint n_heard;               /* by whatever way */
  guint n_used;                /* interfaces, without loopback unless that is all that is wanted */
  gboolean wireless;           /* one of them is */
  gboolean broadcasts;         /* one of them can */
} HallDoctor;

/* Texts are copied. @subject, @advice, @command: (nullable). */
void     hall_doctor_find             (HallDoctor   *self,
                                       HallTopic     topic,
                                       HallSeverity  severity,
                                       const char   *code,
                                       const char   *subject,
                                       const char   *title,
                                       const char   *advice,
                                       const char   *command);
gboolean hall_doctor_has              (HallDoctor   *self,
                                       const char   *code);
/* Whether datagrams that we sent by multicast or broadcast should have come back, and none did. */
gboolean hall_doctor_input_is_blocked (HallDoctor   *self);
gboolean hall_doctor_output_is_blocked (HallDoctor  *self);
/* (nullable): what lets Hallway in, if the firewall was found. */
const char *hall_doctor_get_command   (HallDoctor   *self);

/* hall-doctor-interfaces.c */
void     hall_doctor_judge_interfaces (HallDoctor   *self);

/* hall-doctor-connection.c */
void     hall_doctor_judge_connection (HallDoctor   *self);
void     hall_doctor_judge_firewall   (HallDoctor   *self);

/* hall-doctor-people.c: after the others, as nobody is heard for a reason. */
void     hall_doctor_judge_people     (HallDoctor   *self);

/* hall-doctor-other.c */
void     hall_doctor_judge_other      (HallDoctor   *self);

G_END_DECLS
