/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-browser.c: one browser of Avahi for each interface, and a bounded table of what is
 * found.
 *
 * Owned by HallServiceDirectory. What is found is asked about in hall-service-resolve.c.
 */

#define G_LOG_DOMAIN "hall-service-browser"

#include "config.h"

#include <string.h>

#include "hall-avahi.h"

#include "hall-service-browser-private.h"

typedef struct
{
  HallServiceBrowser *browser;
  guint interface;
} Call;

enum
{
  FOUND,
  LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallServiceBrowser, hall_service_browser, G_TYPE_OBJECT)

static void
free_service (gpointer data)
{
  HallService *service = data;

  g_free (service->name);
  g_free (service->id);
  g_free (service->address);
  g_free (service);
}

static void
free_call (Call *data)
{
  g_object_unref (data->browser);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, free_call)

static void
hall_service_browser_dispose (GObject *object)
{
  HallServiceBrowser *self = HALL_SERVICE_BROWSER (object);

  hall_service_browser_close (self);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (hall_service_browser_parent_class)->dispose (object);
}

static void
hall_service_browser_finalize (GObject *object)
{
  HallServiceBrowser *self = HALL_SERVICE_BROWSER (object);

  g_free (self->daemon);
  g_free (self->own_id);
  g_hash_table_unref (self->browsers);
  g_hash_table_unref (self->services);
  g_queue_clear_full (&self->waiting, g_free);
  hall_counters_unref (self->counters);

  G_OBJECT_CLASS (hall_service_browser_parent_class)->finalize (object);
}

static void
hall_service_browser_class_init (HallServiceBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_service_browser_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_service_browser_finalize;

  signals[FOUND] = g_signal_new ("found", HALL_TYPE_SERVICE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 3,
                                 G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                 G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
  signals[LOST] = g_signal_new ("lost", HALL_TYPE_SERVICE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
}

static void
hall_service_browser_init (HallServiceBrowser *self)
{
  self->browsers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_service);
  g_queue_init (&self->waiting);
}

gboolean
hall_service_browser_is_said (HallServiceBrowser *self,
                              const char         *id,
                              const char         *address,
                              guint16             port)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HallService *service = value;

      if (g_strcmp0 (service->id, id) == 0 && service->port == port
          && g_strcmp0 (service->address, address) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
forget (HallServiceBrowser *self,
        const char         *key)
{
  HallService *service = g_hash_table_lookup (self->services, key);
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;
  guint16 port;

  if (service == NULL)
    return;
  id = g_steal_pointer (&service->id);
  address = g_steal_pointer (&service->address);
  port = service->port;
  g_hash_table_remove (self->services, key);
  if (id != NULL && !hall_service_browser_is_said (self, id, address, port))
    g_signal_emit (self, signals[LOST], 0, id, address, (guint) port);
}

static void
take_item (HallServiceBrowser *self,
           gint32              interface,
           gint32              protocol,
           const char         *name)
{
  g_autofree char *key = g_strdup_printf ("%d/%s", interface, name);
  HallService *service = g_hash_table_lookup (self->services, key);
  guint bit = 1u << (protocol & 1);

  if (service != NULL)
    {
      service->protocols |= bit;
      return;
    }
  if (g_hash_table_size (self->services) >= HALL_SERVICES_MAX
      || g_queue_get_length (&self->waiting) >= HALL_SERVICES_MAX)
    {
      hall_service_browser_refuse (self, name, "there are too many");
      return;
    }
  service = g_new0 (HallService, 1);
  service->interface = interface;
  service->protocols = bit;
  service->name = g_strdup (name);
  g_queue_push_tail (&self->waiting, g_strdup (key));
  g_hash_table_insert (self->services, g_steal_pointer (&key), service);
  hall_service_browser_resolve_next (self);
}

static void
drop_item (HallServiceBrowser *self,
           gint32              interface,
           gint32              protocol,
           const char         *name)
{
  g_autofree char *key = g_strdup_printf ("%d/%s", interface, name);
  HallService *service = g_hash_table_lookup (self->services, key);

  if (service == NULL)
    return;
  service->protocols &= ~(1u << (protocol & 1));
  if (service->protocols == 0)
    forget (self, key);
}

static gboolean
is_ours (HallServiceBrowser *self,
         const char         *path,
         gint32              interface)
{
  const char *browser = g_hash_table_lookup (self->browsers, GINT_TO_POINTER (interface));

  /* The first signals may come before the path. */
  return browser != NULL && (*browser == '\0' || g_str_equal (browser, path));
}

static void
on_signal (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface_name,
           const char      *signal_name,
           GVariant        *parameters,
           gpointer         user_data)
{
  g_autoptr (HallServiceBrowser) self = g_object_ref (user_data);
  const char *name, *type, *domain;
  gint32 interface, protocol;
  guint32 flags;

  if (self->closed || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, &flags);
  if (!is_ours (self, path, interface) || (flags & HALL_AVAHI_FLAG_OUR_OWN) != 0)
    return;
  if (!g_str_equal (type, HALL_SERVICE_TYPE) || !g_str_equal (domain, HALL_SERVICE_DOMAIN)
      || *name == '\0' || strlen (name) > HALL_SERVICE_NAME_MAX)
    hall_service_browser_refuse (self, name, "not what was asked for");
  else if (g_str_equal (signal_name, "ItemNew"))
    take_item (self, interface, protocol, name);
  else if (g_str_equal (signal_name, "ItemRemove"))
    drop_item (self, interface, protocol, name);
}

static void
free_remote (HallServiceBrowser *self,
             const char         *path)
{
  g_dbus_connection_call (self->bus, self->daemon, path, HALL_AVAHI_BROWSER, "Free", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
browse_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServiceBrowser *self = data->browser;
  gpointer key = GUINT_TO_POINTER (data->interface);
  const char *known;
  const char *path = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL)
    {
      g_debug ("nothing is found on interface %u: %s", data->interface, error->message);
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  known = g_hash_table_lookup (self->browsers, key);
  /* Wanted no more; or, come back meanwhile, another one was asked for. */
  if (self->closed || known == NULL || *known != '\0')
    free_remote (self, path);
  else
    g_hash_table_insert (self->browsers, key, g_strdup (path));
}

static void
browse (HallServiceBrowser *self,
        guint               interface)
{
  Call *data = g_new (Call, 1);

  data->browser = g_object_ref (self);
  data->interface = interface;
  g_hash_table_insert (self->browsers, GUINT_TO_POINTER (interface), g_strdup (""));
  g_dbus_connection_call (self->bus, self->daemon, HALL_AVAHI_PATH, HALL_AVAHI_SERVER,
                          "ServiceBrowserNew",
                          g_variant_new ("(iissu)", (gint32) interface, HALL_AVAHI_IPV4,
                                         HALL_SERVICE_TYPE, HALL_SERVICE_DOMAIN, 0u),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          browse_cb, data);
}

/**
 * hall_service_browser_new:
 * @bus: where the daemon is
 * @daemon: its unique name
 * @counters: of what is passed over
 * @own_id: our key, which is not reported
 *
 * Returns: (transfer full): one that looks nowhere yet
 */
HallServiceBrowser *
hall_service_browser_new (GDBusConnection *bus,
                          const char      *daemon,
                          HallCounters    *counters,
                          const char      *own_id)
{
  HallServiceBrowser *self = g_object_new (HALL_TYPE_SERVICE_BROWSER, NULL);

  self->bus = g_object_ref (bus);
  self->daemon = g_strdup (daemon);
  self->own_id = g_strdup (own_id);
  self->counters = hall_counters_ref (counters);
  self->signals = g_dbus_connection_signal_subscribe (bus, daemon, HALL_AVAHI_BROWSER, NULL, NULL,
                                                      NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal,
                                                      self, NULL);

  return self;
}

static void
stop_browsing (HallServiceBrowser *self,
               guint               interface)
{
  g_autoptr (GList) keys = g_hash_table_get_keys (self->services);
  const char *path = g_hash_table_lookup (self->browsers, GUINT_TO_POINTER (interface));

  if (*path != '\0')
    free_remote (self, path);
  g_hash_table_remove (self->browsers, GUINT_TO_POINTER (interface));
  for (GList *next = keys; next != NULL; next = next->next)
    {
      HallService *service = g_hash_table_lookup (self->services, next->data);

      if (service != NULL && service->interface == (gint32) interface)
        forget (self, next->data);
    }
}

static gboolean
contains (GArray *interfaces,
          guint   interface)
{
  for (guint i = 0; i < interfaces->len; i++)
    if (g_array_index (interfaces, guint, i) == interface)
      return TRUE;

  return FALSE;
}

/**
 * hall_service_browser_set:
 * @self: a browser
 * @interfaces: (element-type guint): the indexes of those to look around on
 *
 * Who was found on others is lost.
 */
void
hall_service_browser_set (HallServiceBrowser *self,
                          GArray             *interfaces)
{
  g_autoptr (GList) present = NULL;

  g_return_if_fail (HALL_IS_SERVICE_BROWSER (self));

  if (self->closed)
    return;
  present = g_hash_table_get_keys (self->browsers);
  for (GList *next = present; next != NULL; next = next->next)
    if (!contains (interfaces, GPOINTER_TO_UINT (next->data)))
      stop_browsing (self, GPOINTER_TO_UINT (next->data));
  for (guint i = 0; i < interfaces->len; i++)
    {
      guint interface = g_array_index (interfaces, guint, i);

      if (!g_hash_table_contains (self->browsers, GUINT_TO_POINTER (interface)))
        browse (self, interface);
    }
}

/**
 * hall_service_browser_close:
 * @self: a browser
 *
 * Whoever is known is lost, and nobody is found any more.
 */
void
hall_service_browser_close (HallServiceBrowser *self)
{
  g_autoptr (GArray) none = NULL;

  g_return_if_fail (HALL_IS_SERVICE_BROWSER (self));

  if (self->closed)
    return;
  none = g_array_new (FALSE, FALSE, sizeof (guint));
  hall_service_browser_set (self, none);
  self->closed = TRUE;
  g_dbus_connection_signal_unsubscribe (self->bus, self->signals);
}
