/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-browser-private.h: what the two files of HallServiceBrowser share.
 *
 * hall-service-browser.c hears which services there are, hall-service-resolve.c asks what they say.
 */

#pragma once

#include "hall-service-browser.h"

G_BEGIN_DECLS

typedef struct
{
  gint32 interface;
  guint protocols;      /* a bit for each by which it is heard of */
  guint n_tries;
  guint question;       /* the one that it was asked last, 0 before; other answers do not count */
  char *name;
  char *id;             /* NULL until it was resolved, as the next two */
  char *address;
  guint16 port;
} HallService;

struct _HallServiceBrowser
{
  GObject parent_instance;

  GDBusConnection *bus;
  char *daemon;
  char *own_id;
  HallCounters *counters;
  guint signals;
  GHashTable *browsers;   /* interface → path; "" until it is known */
  GHashTable *services;   /* "interface/name" → HallService */
  GQueue waiting;         /* of keys of services */
  guint n_resolving;
  guint n_questions;
  gboolean closed;
};

/* Whether a service says that somebody is there. */
gboolean hall_service_browser_is_said  (HallServiceBrowser *self,
                                        const char         *id,
                                        const char         *address,
                                        guint16             port);
/* Counts one that is passed over. */
void     hall_service_browser_refuse   (HallServiceBrowser *self,
                                        const char         *name,
                                        const char         *reason);
/* Asks about as many of those that wait as may be asked about at a time. */
void     hall_service_browser_resolve_next (HallServiceBrowser *self);

G_END_DECLS
