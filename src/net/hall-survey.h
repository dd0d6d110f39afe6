/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-survey.h: the network interfaces as whoever looks for a fault wants to see them.
 *
 * Made by hall_transport_survey () each time somebody asks: plain values, a copy of what is known
 * at that moment. It changes nothing.
 */

#pragma once

#include "hall-interfaces.h"
#include "hall-way.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  guint index;
  char **addresses;             /* "10.77.0.1/24", "fe80::1/64"; IPv4 first */
  gboolean used;
  HallInterfaceReason reason;   /* why it is not */
  gboolean is_wireless;
  gboolean joined;              /* the group is heard there, by IPv4 or IPv6 */
  gboolean by_ipv6;             /* used by IPv6 alone: there is no broadcast then */
  int last_error;               /* errno of the sending that failed last; 0 */
  /* Datagrams of the last minute, by HallWay. */
  guint sent[HALL_N_WAYS];
  guint failed[HALL_N_WAYS];
  guint heard[HALL_N_WAYS];     /* others', and accepted */
  guint own_back[HALL_N_WAYS];  /* our own that came back */
} HallSurveyedInterface;

HallSurveyedInterface *hall_surveyed_interface_new  (const char            *name,
                                                     guint                  index);
void                   hall_surveyed_interface_free (HallSurveyedInterface *self);
/* (transfer full) (element-type HallSurveyedInterface): an empty one that frees what is in it. */
GPtrArray             *hall_survey_new              (void);

G_END_DECLS
