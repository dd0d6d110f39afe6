/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-portal.c: org.freedesktop.portal.Background on a bus of the test's own.
 *
 * It says what the test wants, and keeps what it was asked.
 */

#define G_LOG_DOMAIN "fake-portal"

#include "config.h"

#include "fake-bus.h"

#include "fake-portal.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

static const char interfaces[] =
  "<node>"
  "<interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.portal.Request'><method name='Close'/></interface>"
  "</node>";

FakePortal fake_portal;

static FakeBus bus;

void
fake_portal_answer (const char *path)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background",
                         g_variant_new_boolean (fake_portal.allows_background));
  g_variant_builder_add (&results, "{sv}", "autostart",
                         g_variant_new_boolean (fake_portal.allows_autostart &&
                                                fake_portal.asked_autostart));
  fake_bus_emit (&bus, path, PORTAL_REQUEST, "Response",
                 g_variant_new ("(ua{sv})", fake_portal.response, &results));
}

static void on_call (GDBusConnection *, const char *, const char *, const char *, const char *,
                     GVariant *, GDBusMethodInvocation *, gpointer);

static const GDBusInterfaceVTable table = { on_call, NULL, NULL, { NULL } };

static void
on_request (const char            *sender,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = NULL;
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *path = NULL;
  g_autofree const char **command = NULL;
  const char *parent, *token, *reason;

  g_variant_get (parameters, "(&s@a{sv})", &parent, &options);
  g_assert_cmpstr (parent, ==, "");
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &fake_portal.asked_autostart));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_free (fake_portal.asked_command);
  fake_portal.asked_command = g_strjoinv (" ", (char **) command);
  g_free (fake_portal.asked_reason);
  fake_portal.asked_reason = g_strdup (reason);
  fake_portal.n_asked++;
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", name,
                          fake_portal.own_path ? "mine" : token);
  fake_bus_export (&bus, path, PORTAL_REQUEST, &table, NULL);
  g_free (fake_portal.asked_path);
  fake_portal.asked_path = g_strdup (path);
  if (fake_portal.answers && !fake_portal.own_path)
    fake_portal_answer (path);   /* earlier than its own return, as real ones may */
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
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
  if (g_str_equal (method, "RequestBackground"))
    {
      on_request (sender, parameters, invocation);
      return;
    }
  fake_portal.n_closed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

guint
fake_portal_start (void)
{
  guint id = fake_bus_own (&bus, PORTAL_NAME);

  fake_portal.allows_background = fake_portal.allows_autostart = fake_portal.answers = TRUE;
  fake_portal.own_path = FALSE;
  fake_portal.response = fake_portal.n_asked = fake_portal.n_closed = 0;
  return id;
}

void
fake_portal_end (guint id)
{
  fake_bus_disown (&bus, id, PORTAL_NAME);
}

void
fake_portal_connect (const char *address)
{
  fake_bus_open (&bus, address, interfaces);
  fake_bus_export (&bus, PORTAL_PATH, "org.freedesktop.portal.Background", &table, NULL);
}

void
fake_portal_disconnect (void)
{
  fake_bus_close (&bus);
  g_clear_pointer (&fake_portal.asked_command, g_free);
  g_clear_pointer (&fake_portal.asked_reason, g_free);
  g_clear_pointer (&fake_portal.asked_path, g_free);
}
