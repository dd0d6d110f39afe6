/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-doctor-facts.h: what is known of the network at one moment, in plain numbers and words.
 *
 * Filled once a second by HallExamination, read by HallDoctor; a test fills it by hand. It holds no
 * name of a person or a room, so that nothing that is made of it does.
 */

#pragma once

#include "hall-firewall.h"
#include "hall-types.h"

G_BEGIN_DECLS

/* Ways of datagrams, in the order of HallWay. */
typedef enum
{
  HALL_DOCTOR_MULTICAST,
  HALL_DOCTOR_BROADCAST,
  HALL_DOCTOR_UNICAST,
} HallDoctorWay;

#define HALL_DOCTOR_N_WAYS (HALL_DOCTOR_UNICAST + 1)

/* Why an interface is not used. */
typedef enum
{
  HALL_DOCTOR_ASIDE_NOT,           /* it is used */
  HALL_DOCTOR_ASIDE_DOWN,          /* switched off, or without a cable */
  HALL_DOCTOR_ASIDE_LOOPBACK,
  HALL_DOCTOR_ASIDE_POINT_TO_POINT,
  HALL_DOCTOR_ASIDE_VIRTUAL,       /* of containers and virtual machines, a VPN: by its name */
  HALL_DOCTOR_ASIDE_LEFT_OUT,      /* by a setting */
  HALL_DOCTOR_ASIDE_NO_MULTICAST,
  HALL_DOCTOR_ASIDE_NO_ADDRESS,
} HallDoctorAside;

typedef struct
{
  char *name;
  char *address;                   /* (nullable): the first one, without the length of its net */
  HallDoctorAside aside;
  gboolean loopback;
  gboolean wireless;
  gboolean joined;                 /* the group */
  gboolean by_ipv6;                /* alone: there is no broadcast */
  int error;                       /* errno of the sending that failed last; 0 */
  /* Datagrams of the last minute. */
  guint sent[HALL_DOCTOR_N_WAYS];
  guint failed[HALL_DOCTOR_N_WAYS];
  guint heard[HALL_DOCTOR_N_WAYS];      /* others' */
  guint own_back[HALL_DOCTOR_N_WAYS];   /* our own that came back */
} HallDoctorInterface;

/* What a peer said that was asked to connect to us. */
typedef enum
{
  HALL_DOCTOR_REACH_UNKNOWN,       /* not asked, or not answered yet */
  HALL_DOCTOR_REACH_NOBODY,        /* there is nobody to ask */
  HALL_DOCTOR_REACH_YES,
  HALL_DOCTOR_REACH_NO,
  HALL_DOCTOR_REACH_UNREACHABLE,   /* whoever was to be asked could not be connected to */
  HALL_DOCTOR_REACH_NO_ANSWER,     /* connected, but no answer: busy, or an older version */
} HallDoctorReach;

typedef enum
{
  HALL_DOCTOR_SERVICE_UNKNOWN,
  HALL_DOCTOR_SERVICE_RUNNING,
  HALL_DOCTOR_SERVICE_ABSENT,
} HallDoctorService;

typedef struct
{
  char *address;
  HallReachState state;
  char *problem;                   /* (nullable) */
} HallDoctorAddress;

typedef struct
{
  /* The program */
  gboolean listening;              /* another instance of the profile runs: this one only looks */
  gboolean has_name;
  gboolean invisible;
  gboolean elsewhere;              /* another computer uses this identity */
  gboolean sandboxed;
  gboolean only_loopback;          /* a demonstration, a test */
  char *network_problem;           /* (nullable) a translated sentence */
  gboolean port_taken;             /* which is what it says */
  char *tcp_port_problem;          /* (nullable) the same, where that is all: another port serves */
  char *config_problem;            /* (nullable) a translated sentence, of /etc/hallway.conf */
  char **fixed;                    /* (nullable) properties that the administrator fixed */

  /* Datagrams. interfaces NULL: nothing is known of them. */
  GPtrArray *interfaces;           /* (nullable) (element-type HallDoctorInterface) */
  char *group;
  guint port;
  guint default_port;
  guint n_overheard;               /* people heard on the default port, when it is not ours */
  guint looked_seconds;            /* since somebody watches */

  /* People */
  guint n_online;
  guint n_known;                   /* remembered, with an address in a net of ours, not online */

  /* Connections */
  guint tcp_port;                  /* 0: closed */
  HallDoctorReach reach;
  GArray *offsets;                 /* (element-type gint64): peers' clocks minus ours, ms */
  GPtrArray *addresses;            /* (element-type HallDoctorAddress): typed */

  HallFirewallFacts *firewall;     /* (nullable): not looked yet */
  HallDoctorService avahi;
} HallDoctorFacts;

HallDoctorFacts     *hall_doctor_facts_new           (void);
void                 hall_doctor_facts_free          (HallDoctorFacts *self);
/* (transfer none): each appends one, filled with zeros. */
HallDoctorInterface *hall_doctor_facts_add_interface (HallDoctorFacts *self,
                                                      const char      *name,
                                                      const char      *address);
HallDoctorAddress   *hall_doctor_facts_add_address   (HallDoctorFacts *self,
                                                      const char      *address,
                                                      HallReachState   state,
                                                      const char      *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDoctorFacts, hall_doctor_facts_free)

G_END_DECLS
