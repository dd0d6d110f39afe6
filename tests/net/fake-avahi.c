/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-avahi.c: what of Avahi's D-Bus interface Hallway uses, as the real one does it.
 */

#define G_LOG_DOMAIN "fake-avahi"

#include "config.h"

#include <string.h>

#include "hall-avahi.h"

#include "fake-avahi.h"

#define ERROR_NAME "org.freedesktop.Avahi."

static const char interfaces[] =
  "<node>"
  "<interface name='" HALL_AVAHI_SERVER "'>"
  "<method name='GetState'><arg type='i' direction='out'/></method>"
  "<method name='EntryGroupNew'><arg type='o' direction='out'/></method>"
  "<method name='GetAlternativeServiceName'><arg type='s' direction='in'/>"
  "<arg type='s' direction='out'/></method>"
  "<method name='ServiceBrowserNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='ResolveService'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='i' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='i' direction='out'/><arg type='i' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='i' direction='out'/><arg type='s' direction='out'/><arg type='q' direction='out'/>"
  "<arg type='aay' direction='out'/><arg type='u' direction='out'/></method>"
  "</interface>"
  "<interface name='" HALL_AVAHI_GROUP "'>"
  "<method name='Free'/><method name='Commit'/><method name='Reset'/>"
  "<method name='AddService'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='q' direction='in'/>"
  "<arg type='aay' direction='in'/></method>"
  "</interface>"
  "<interface name='" HALL_AVAHI_BROWSER "'><method name='Free'/></interface>"
  "</node>";

static void
free_service (gpointer data)
{
  FakeService *service = data;

  g_free (service->group);
  g_free (service->name);
  g_strfreev (service->texts);
  g_free (service);
}

static void
emit_item (FakeAvahi  *self,
           const char *signal_name,
           gint32      interface,
           const char *name)
{
  GHashTableIter iter;
  gpointer path, browsed;

  g_hash_table_iter_init (&iter, self->browsers);
  while (g_hash_table_iter_next (&iter, &path, &browsed))
    if (GPOINTER_TO_INT (browsed) == interface)
      for (gint32 protocol = 0; protocol <= 1; protocol++)   /* by IPv4 and by IPv6 */
        fake_bus_emit (&self->bus, path, HALL_AVAHI_BROWSER, signal_name,
                       g_variant_new ("(iisssu)", interface, protocol, name, HALL_SERVICE_TYPE,
                                      HALL_SERVICE_DOMAIN, 0u));
}

static void
reset (FakeAvahi  *self,
       const char *group)
{
  for (guint i = self->published->len; i > 0; i--)
    {
      FakeService *service = g_ptr_array_index (self->published, i - 1);

      if (g_str_equal (service->group, group))
        g_ptr_array_remove_index (self->published, i - 1);
    }
}

/* (transfer full): of an "aay". */
static char **
read_texts (GVariant *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (texts); i++)
    {
      g_autoptr (GVariant) text = g_variant_get_child_value (texts, i);
      gsize length = 0;
      const char *bytes = g_variant_get_fixed_array (text, &length, 1);
      g_autofree char *copy = g_strndup (bytes, length);

      g_strv_builder_add (builder, copy);
    }

  return g_strv_builder_end (builder);
}

static const char *
add_service (FakeAvahi  *self,
             const char *group,
             GVariant   *parameters)
{
  g_autoptr (GVariant) texts = NULL;
  FakeService *service;
  const char *name, *type, *domain;
  gint32 interface;
  guint16 port;

  g_variant_get (parameters, "(iiu&s&s&s&sq@aay)", &interface, NULL, NULL, &name, &type, &domain,
                 NULL, &port, &texts);
  g_assert_cmpstr (type, ==, HALL_SERVICE_TYPE);
  g_assert_cmpint (interface, >, 0);
  if (self->state != HALL_AVAHI_SERVER_RUNNING)
    return ERROR_NAME "BadStateError";
  if (interface == 99)
    return ERROR_NAME "InvalidInterfaceError";
  if (g_hash_table_contains (self->taken, name))
    return HALL_AVAHI_COLLISION;
  service = g_new0 (FakeService, 1);
  service->group = g_strdup (group);
  service->interface = interface;
  service->name = g_strdup (name);
  service->port = port;
  service->texts = read_texts (texts);
  g_ptr_array_add (self->published, service);

  return NULL;
}

static void
on_group_call (GDBusConnection       *connection,
               const char            *sender,
               const char            *path,
               const char            *interface,
               const char            *method,
               GVariant              *parameters,
               GDBusMethodInvocation *invocation,
               gpointer               user_data)
{
  FakeAvahi *self = user_data;
  const char *problem = NULL;

  if (g_str_equal (method, "AddService"))
    problem = add_service (self, path, parameters);
  else if (g_str_equal (method, "Commit"))
    {
      for (guint i = 0; i < self->published->len; i++)
        {
          FakeService *service = g_ptr_array_index (self->published, i);

          service->committed = service->committed || g_str_equal (service->group, path);
        }
    }
  else
    reset (self, path);
  self->n_groups_freed += g_str_equal (method, "Free");
  if (problem != NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, problem, "no");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_browser_call (GDBusConnection       *connection,
                 const char            *sender,
                 const char            *path,
                 const char            *interface,
                 const char            *method,
                 GVariant              *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer               user_data)
{
  FakeAvahi *self = user_data;

  g_assert_cmpstr (method, ==, "Free");
  g_assert_true (g_hash_table_remove (self->browsers, path));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable group_table = { on_group_call, NULL, NULL, { NULL } };
static const GDBusInterfaceVTable browser_table = { on_browser_call, NULL, NULL, { NULL } };

/* What is on the network already is told before the path of the browser is, as the real one may. */
static void
make_browser (FakeAvahi             *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  g_autofree char *path = g_strdup_printf ("/Client1/ServiceBrowser%u", ++self->n_objects);
  GHashTableIter iter;
  gint32 interface;
  gpointer key;

  g_variant_get (parameters, "(iissu)", &interface, NULL, NULL, NULL, NULL);
  g_hash_table_insert (self->browsers, g_strdup (path), GINT_TO_POINTER (interface));
  fake_bus_export (&self->bus, path, HALL_AVAHI_BROWSER, &browser_table, self);
  g_hash_table_iter_init (&iter, self->remote);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *name = strchr (key, '/') + 1;

      if (atoi (key) == interface)
        fake_bus_emit (&self->bus, path, HALL_AVAHI_BROWSER, "ItemNew",
                       g_variant_new ("(iisssu)", interface, 0, name, HALL_SERVICE_TYPE,
                                      HALL_SERVICE_DOMAIN, 0u));
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
answer_resolve (FakeAvahi             *self,
                GDBusMethodInvocation *invocation)
{
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  g_autofree char *key = NULL;
  GVariant *reply;
  const char *name;
  gint32 interface, protocol;
  gboolean lost;

  g_variant_get (parameters, "(ii&sssiu)", &interface, &protocol, &name, NULL, NULL, NULL, NULL);
  key = g_strdup_printf ("%d/%s", interface, name);
  reply = g_hash_table_lookup (self->remote, key);
  self->n_unanswered--;
  lost = self->n_to_lose > 0;
  self->n_to_lose -= lost;
  /* As the real one, which looks for IPv4 addresses in what comes over IPv4 alone. */
  if (reply == NULL || protocol != HALL_AVAHI_IPV4 || lost)
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR_NAME "TimeoutError", "no");
  else
    g_dbus_method_invocation_return_value (invocation, reply);
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
  FakeAvahi *self = user_data;

  if (g_str_equal (method, "GetState"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(i)", self->state));
  else if (g_str_equal (method, "EntryGroupNew"))
    {
      g_autofree char *group = g_strdup_printf ("/Client1/EntryGroup%u", ++self->n_objects);

      fake_bus_export (&self->bus, group, HALL_AVAHI_GROUP, &group_table, self);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", group));
    }
  else if (g_str_equal (method, "GetAlternativeServiceName"))
    {
      const char *name;
      g_autofree char *other = NULL;

      g_variant_get (parameters, "(&s)", &name);
      other = g_strdup_printf ("%s #2", name);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", other));
    }
  else if (g_str_equal (method, "ServiceBrowserNew"))
    make_browser (self, parameters, invocation);
  else
    {
      self->n_resolved++;
      self->n_unanswered++;
      self->n_unanswered_most = MAX (self->n_unanswered_most, self->n_unanswered);
      if (self->hold)
        g_queue_push_tail (&self->held, invocation);
      else
        answer_resolve (self, invocation);
    }
}

static const GDBusInterfaceVTable table = { on_call, NULL, NULL, { NULL } };

FakeAvahi *
fake_avahi_start (const char *bus_address)
{
  FakeAvahi *self = g_new0 (FakeAvahi, 1);

  fake_bus_open (&self->bus, bus_address, interfaces);
  self->state = HALL_AVAHI_SERVER_RUNNING;
  self->published = g_ptr_array_new_with_free_func (free_service);
  self->browsers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->remote = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_variant_unref);
  g_queue_init (&self->held);
  fake_bus_export (&self->bus, HALL_AVAHI_PATH, HALL_AVAHI_SERVER, &table, self);
  self->owner = g_bus_own_name_on_connection (self->bus.connection, HALL_AVAHI_NAME,
                                              G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);

  return self;
}

void
fake_avahi_stop (FakeAvahi *self)
{
  fake_avahi_release (self);
  g_bus_unown_name (self->owner);
  fake_bus_close (&self->bus);
  g_ptr_array_unref (self->published);
  g_hash_table_unref (self->browsers);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->remote);
  g_free (self);
}

void
fake_avahi_set_state (FakeAvahi *self,
                      gint32     state)
{
  self->state = state;
  fake_bus_emit (&self->bus, HALL_AVAHI_PATH, HALL_AVAHI_SERVER, "StateChanged",
                 g_variant_new ("(is)", state, ""));
}

void
fake_avahi_collide (FakeAvahi  *self,
                    const char *name)
{
  g_hash_table_add (self->taken, g_strdup (name));
  for (guint i = 0; i < self->published->len; i++)
    {
      FakeService *service = g_ptr_array_index (self->published, i);

      if (!g_str_equal (service->name, name))
        continue;
      fake_bus_emit (&self->bus, service->group, HALL_AVAHI_GROUP, "StateChanged",
                     g_variant_new ("(is)", HALL_AVAHI_GROUP_COLLISION, "collision"));
      return;
    }
}

void
fake_avahi_say (FakeAvahi         *self,
                gint32             interface,
                const char        *name,
                const char        *address,
                guint16            port,
                const char *const *texts)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));
  GVariant *reply;

  for (guint i = 0; texts[i] != NULL; i++)
    g_variant_builder_add_value (&builder,
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, texts[i],
                                                            strlen (texts[i]), 1));
  reply = g_variant_new ("(iissssisqaayu)", interface, 0, name, HALL_SERVICE_TYPE,
                         HALL_SERVICE_DOMAIN, "host.local", 0, address, port, &builder, 0u);
  g_hash_table_insert (self->remote, g_strdup_printf ("%d/%s", interface, name),
                       g_variant_ref_sink (reply));
  emit_item (self, "ItemNew", interface, name);
}

void
fake_avahi_unsay (FakeAvahi  *self,
                  gint32      interface,
                  const char *name)
{
  g_autofree char *key = g_strdup_printf ("%d/%s", interface, name);

  g_hash_table_remove (self->remote, key);
  emit_item (self, "ItemRemove", interface, name);
}

void
fake_avahi_release (FakeAvahi *self)
{
  self->hold = FALSE;
  while (!g_queue_is_empty (&self->held))
    fake_avahi_release_first (self);
}

void
fake_avahi_release_first (FakeAvahi *self)
{
  answer_resolve (self, g_queue_pop_head (&self->held));
}

FakeService *
fake_avahi_find (FakeAvahi *self,
                 gint32     interface)
{
  for (guint i = 0; i < self->published->len; i++)
    {
      FakeService *service = g_ptr_array_index (self->published, i);

      if (service->interface == interface && service->committed)
        return service;
    }

  return NULL;
}

guint
fake_avahi_count (FakeAvahi *self)
{
  return self->published->len;
}
