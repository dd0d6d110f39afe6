/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-bus.c: services that a test plays itself, over a connection of their own to its bus.
 */

#define G_LOG_DOMAIN "fake-bus"

#include "config.h"

#include "fake-bus.h"

GDBusConnection *
fake_bus_connect (const char *address)
{
  const GDBusConnectionFlags flags = G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                     | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection;

  connection = g_dbus_connection_new_for_address_sync (address, flags, NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

void
fake_bus_open (FakeBus    *self,
               const char *address,
               const char *interfaces)
{
  g_autoptr (GError) error = NULL;

  self->connection = fake_bus_connect (address);
  self->node = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
fake_bus_close (FakeBus *self)
{
  g_autoptr (GError) error = NULL;

  /* A call that waits for its turn would still come. */
  for (guint i = 0; i < self->registrations->len; i++)
    g_dbus_connection_unregister_object (self->connection,
                                         g_array_index (self->registrations, guint, i));
  g_dbus_connection_close_sync (self->connection, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->node, g_dbus_node_info_unref);
  g_clear_pointer (&self->registrations, g_array_unref);
}

void
fake_bus_export (FakeBus                    *self,
                 const char                 *path,
                 const char                 *interface,
                 const GDBusInterfaceVTable *table,
                 gpointer                    data)
{
  GDBusInterfaceInfo *info = g_dbus_node_info_lookup_interface (self->node, interface);
  g_autoptr (GError) error = NULL;
  guint registration;

  registration = g_dbus_connection_register_object (self->connection, path, info, table, data,
                                                    NULL, &error);
  g_assert_no_error (error);
  g_array_append_val (self->registrations, registration);
}

static gboolean
has_owner (FakeBus    *self,
           const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  gboolean has = FALSE;

  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &has);
  return has;
}

guint
fake_bus_own (FakeBus    *self,
              const char *name)
{
  guint id = g_bus_own_name_on_connection (self->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                           NULL, NULL, NULL, NULL);

  while (!has_owner (self, name))
    g_main_context_iteration (NULL, FALSE);
  return id;
}

void
fake_bus_disown (FakeBus    *self,
                 guint       id,
                 const char *name)
{
  g_bus_unown_name (id);
  while (has_owner (self, name))
    g_main_context_iteration (NULL, FALSE);
}

void
fake_bus_emit (FakeBus    *self,
               const char *path,
               const char *interface,
               const char *signal_name,
               GVariant   *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, path, interface, signal_name, parameters,
                                 &error);
  g_assert_no_error (error);
}
