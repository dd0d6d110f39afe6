/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-examination-private.h: what the files of HallExamination share.
 */

#pragma once

#include "hall-doctor-facts.h"
#include "hall-session-private.h"

#include "hall-examination.h"

G_BEGIN_DECLS

struct _HallExamination
{
  GObject parent_instance;

  HallSession *session;        /* outlives us; NULL once closed */
  HallDiagnosis *diagnosis;
  HallTimer *timer;
  GCancellable *cancellable;   /* of what is asked */
  guint n_watchers;
  gint64 begun;                /* monotonic µs */

  /* What was asked, and when: monotonic µs; 0: not since somebody watches. */
  HallFirewallFacts *firewall; /* (nullable) */
  gint64 firewall_asked;
  gboolean asks_firewall;
  HallDoctorReach reach;
  gint64 reach_asked;
  gboolean asks_reach;
  guint n_unreachable;         /* links that could not be made, before that was asked */
  guint n_reached;
  HallDoctorService avahi;
};

/* Judges anew what is known now. */
void             hall_examination_look           (HallExamination *self);

/* hall-examination-asks.c: asks what nobody knows by himself, if it is time for it, or @again. */
void             hall_examination_ask            (HallExamination *self,
                                                  gboolean         again);
void             hall_examination_ask_avahi      (HallExamination *self);

/* hall-examination-facts.c: what the session knows by itself, at this moment. (transfer full) */
HallDoctorFacts *hall_examination_collect        (HallSession *session);
/* The name of the first interface that is used. (transfer full) (nullable) */
char            *hall_examination_find_interface (HallSession *session);

G_END_DECLS
