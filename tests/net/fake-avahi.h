/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-avahi.h: an Avahi daemon on a bus of the test's own, with a network that the test makes up.
 *
 * It answers in the same thread, while the main loop turns, and opens no socket on a network.
 */

#pragma once

#include "fake-bus.h"

G_BEGIN_DECLS

/* Something that the daemon was asked to publish. */
typedef struct
{
  char *group;
  gint32 interface;
  char *name;
  guint16 port;
  char **texts;
  gboolean committed;
} FakeService;

typedef struct
{
  FakeBus bus;
  guint owner;
  GPtrArray *published;      /* (element-type FakeService) */
  GHashTable *browsers;      /* path → interface */
  GHashTable *taken;         /* names that collide when they are added */
  GHashTable *remote;        /* "interface/name" → reply of ResolveService */
  guint n_objects;
  guint n_groups_freed;
  guint n_resolved;
  guint n_unanswered;        /* ResolveService calls under way: held back while hold is set */
  guint n_unanswered_most;
  guint n_to_lose;           /* so many ResolveService calls time out */
  gboolean hold;
  GQueue held;
  gint32 state;
} FakeAvahi;

FakeAvahi  *fake_avahi_start    (const char *bus_address);
/* As if it had been killed. */
void        fake_avahi_stop     (FakeAvahi  *self);
void        fake_avahi_set_state (FakeAvahi *self,
                                 gint32      state);
/* Somebody else on the network wins that name from us afterwards. */
void        fake_avahi_collide  (FakeAvahi  *self,
                                 const char *name);
/* Somebody on the network says so; the browsers hear of it. @texts: NULL-terminated. */
void        fake_avahi_say      (FakeAvahi  *self,
                                 gint32      interface,
                                 const char *name,
                                 const char *address,
                                 guint16     port,
                                 const char *const *texts);
void        fake_avahi_unsay    (FakeAvahi  *self,
                                 gint32      interface,
                                 const char *name);
/* Answers what was held back. */
void        fake_avahi_release  (FakeAvahi  *self);
void        fake_avahi_release_first (FakeAvahi *self);
/* (nullable): the committed one on that interface. */
FakeService *fake_avahi_find    (FakeAvahi  *self,
                                 gint32      interface);
guint       fake_avahi_count    (FakeAvahi  *self);

G_END_DECLS
