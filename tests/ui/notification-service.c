/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* notification-service.c: the desktop's notification service, on the private bus of a test.
 *
 * Keeps what GNotification sends, as a desktop would get it.
 */

#define G_LOG_DOMAIN "notification-service"

#include "config.h"

#include "notification-service.h"
#include "ui-test.h"

static const char service_xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/></method></interface></node>";

static void
clear (NotificationService *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->button, g_free);
  g_clear_pointer (&self->button_action, g_free);
  g_clear_pointer (&self->button_target, g_free);
  g_clear_pointer (&self->second_button, g_free);
  g_clear_pointer (&self->second_action, g_free);
}

static void
take_button (NotificationService *self,
             GVariant            *details)
{
  g_autoptr (GVariant) buttons = g_variant_lookup_value (details, "buttons",
                                                         G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariant) button = NULL;
  g_autoptr (GVariant) second = NULL;
  g_autoptr (GVariant) target = NULL;

  if (buttons == NULL || g_variant_n_children (buttons) == 0)
    return;
  button = g_variant_get_child_value (buttons, 0);
  g_variant_lookup (button, "label", "s", &self->button);
  g_variant_lookup (button, "action", "s", &self->button_action);
  target = g_variant_lookup_value (button, "target", G_VARIANT_TYPE_STRING);
  if (target != NULL)
    self->button_target = g_variant_dup_string (target, NULL);
  if (g_variant_n_children (buttons) < 2)
    return;
  second = g_variant_get_child_value (buttons, 1);
  g_variant_lookup (second, "label", "s", &self->second_button);
  g_variant_lookup (second, "action", "s", &self->second_action);
}

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  NotificationService *self = user_data;

  if (g_str_equal (method, "AddNotification"))
    {
      g_autoptr (GVariant) details = g_variant_get_child_value (parameters, 2);
      g_autoptr (GVariant) target = NULL;

      clear (self);
      g_variant_get_child (parameters, 1, "s", &self->id);
      g_variant_lookup (details, "title", "s", &self->title);
      g_variant_lookup (details, "body", "s", &self->body);
      g_variant_lookup (details, "default-action", "s", &self->action);
      target = g_variant_lookup_value (details, "default-action-target", G_VARIANT_TYPE_STRING);
      if (target != NULL)
        self->target = g_variant_dup_string (target, NULL);
      take_button (self, details);
      self->n_added++;
    }
  else
    {
      self->n_removed++;
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_bus_acquired (GDBusConnection *connection,
                 const char      *name,
                 gpointer         user_data)
{
  static const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (service_xml, NULL);
  NotificationService *self = user_data;

  self->connection = g_object_ref (connection);
  self->registration =
    g_dbus_connection_register_object (connection, "/org/gtk/Notifications", info->interfaces[0],
                                       &vtable, user_data, NULL, NULL);
}

static void
on_name_acquired (GDBusConnection *connection,
                  const char      *name,
                  gpointer         user_data)
{
  ((NotificationService *) user_data)->ready = TRUE;
}

static gboolean
is_ready (gpointer data)
{
  return ((NotificationService *) data)->ready;
}

void
notification_service_start (NotificationService *self)
{
  self->owner = g_bus_own_name (G_BUS_TYPE_SESSION, "org.gtk.Notifications",
                                G_BUS_NAME_OWNER_FLAGS_NONE, on_bus_acquired, on_name_acquired,
                                NULL, self, NULL);
  ui_test_wait (is_ready, self);
}

void
notification_service_stop (NotificationService *self)
{
  g_dbus_connection_unregister_object (self->connection, self->registration);
  g_clear_object (&self->connection);
  g_bus_unown_name (self->owner);
  clear (self);
}

gboolean
notification_service_has_added (gpointer data)
{
  return ((NotificationService *) data)->n_added > 0;
}

gboolean
notification_service_has_removed (gpointer data)
{
  return ((NotificationService *) data)->n_removed > 0;
}
