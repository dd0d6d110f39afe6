/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-bus.h: services that a test plays itself, over a connection of their own to its bus.
 *
 * They answer in the same thread, while the main loop turns.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  GArray *registrations;
} FakeBus;

/* Somebody else's connection to the bus, in no way ours; to be closed. */
GDBusConnection *fake_bus_connect (const char *address);

/* @interfaces: as introspection tells them, of all services. */
void  fake_bus_open   (FakeBus    *self,
                       const char *address,
                       const char *interfaces);
void  fake_bus_close  (FakeBus    *self);
void  fake_bus_export (FakeBus    *self,
                       const char *path,
                       const char *interface,
                       const GDBusInterfaceVTable *table,
                       gpointer    data);
/* They run the main loop until it is so on the bus. */
guint fake_bus_own    (FakeBus    *self,
                       const char *name);
void  fake_bus_disown (FakeBus    *self,
                       guint       id,
                       const char *name);
void  fake_bus_emit   (FakeBus    *self,
                       const char *path,
                       const char *interface,
                       const char *signal_name,
                       GVariant   *parameters);

G_END_DECLS
