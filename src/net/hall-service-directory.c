/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-directory.c: the bus, and a publisher and a browser for each daemon that comes up.
 *
 * Owned by HallServiceHints. A daemon that restarts knows nothing of us: its successor gets new
 * ones of both.
 */

#define G_LOG_DOMAIN "hall-service-directory"

#include "config.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

#include "hall-avahi.h"
#include "hall-service-browser.h"
#include "hall-service-publisher.h"

#include "hall-service-directory.h"

struct _HallServiceDirectory
{
  GObject parent_instance;

  HallClock *clock;
  HallCounters *counters;
  char *own_id;
  GCancellable *cancellable;
  GDBusConnection *bus;              /* NULL until there is one */
  guint watch;
  HallServicePublisher *publisher;   /* NULL while there is no daemon, as the next */
  HallServiceBrowser *browser;
  GArray *interfaces;                /* (element-type guint) */
  guint16 port;
};

enum
{
  FOUND,
  LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallServiceDirectory, hall_service_directory, G_TYPE_OBJECT)

static void
hall_service_directory_dispose (GObject *object)
{
  hall_service_directory_close (HALL_SERVICE_DIRECTORY (object));

  G_OBJECT_CLASS (hall_service_directory_parent_class)->dispose (object);
}

static void
hall_service_directory_finalize (GObject *object)
{
  HallServiceDirectory *self = HALL_SERVICE_DIRECTORY (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_object (&self->cancellable);
  g_free (self->own_id);
  g_array_unref (self->interfaces);

  G_OBJECT_CLASS (hall_service_directory_parent_class)->finalize (object);
}

static void
hall_service_directory_class_init (HallServiceDirectoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_service_directory_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_service_directory_finalize;

  signals[FOUND] = g_signal_new ("found", HALL_TYPE_SERVICE_DIRECTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 3,
                                 G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                 G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
  signals[LOST] = g_signal_new ("lost", HALL_TYPE_SERVICE_DIRECTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_UINT);
}

static void
hall_service_directory_init (HallServiceDirectory *self)
{
  self->cancellable = g_cancellable_new ();
  self->interfaces = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
on_found (HallServiceBrowser   *browser,
          const char           *id,
          const char           *address,
          guint                 port,
          HallServiceDirectory *self)
{
  g_signal_emit (self, signals[FOUND], 0, id, address, port);
}

static void
on_lost (HallServiceBrowser   *browser,
         const char           *id,
         const char           *address,
         guint                 port,
         HallServiceDirectory *self)
{
  g_signal_emit (self, signals[LOST], 0, id, address, port);
}

static void
end_both (HallServiceDirectory *self)
{
  if (self->publisher != NULL)
    hall_service_publisher_close (self->publisher);
  if (self->browser != NULL)
    hall_service_browser_close (self->browser);
  g_clear_object (&self->publisher);
  g_clear_object (&self->browser);
}

static void
apply (HallServiceDirectory *self)
{
  if (self->publisher == NULL)
    return;
  hall_service_publisher_set (self->publisher, self->interfaces, self->port);
  hall_service_browser_set (self->browser, self->interfaces);
}

static void
on_appeared (GDBusConnection *bus,
             const char      *name,
             const char      *daemon,
             gpointer         user_data)
{
  HallServiceDirectory *self = user_data;

  end_both (self);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_debug ("Avahi is %s", daemon);
  self->publisher = hall_service_publisher_new (bus, daemon, self->clock, self->own_id);
  self->browser = hall_service_browser_new (bus, daemon, self->counters, self->own_id);
  g_signal_connect_object (self->browser, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->browser, "lost", G_CALLBACK (on_lost), self, 0);
  apply (self);
}

static void
on_vanished (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  HallServiceDirectory *self = user_data;

  g_debug ("no Avahi");
  end_both (self);
}

static void
take_bus (HallServiceDirectory *self,
          GDBusConnection      *bus,
          const GError         *error)
{
  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_debug ("no bus: %s", error != NULL ? error->message : "closed");
      return;
    }
  /* The default of GIO is to kill the program when the system bus goes. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_object_ref (bus);
  self->watch = g_bus_watch_name_on_connection (bus, HALL_AVAHI_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, self, NULL);
}

static void
system_bus_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallServiceDirectory) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  take_bus (self, bus, error);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (HallServiceDirectory) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  take_bus (self, bus, error);
}

/**
 * hall_service_directory_new:
 * @clock: for its pauses
 * @counters: of what is passed over
 * @own_id: our key
 * @bus_address: (nullable): of the bus that the daemon is on; %NULL for the system bus
 *
 * Returns: (transfer full): one that neither publishes nor looks anywhere yet
 */
HallServiceDirectory *
hall_service_directory_new (HallClock    *clock,
                            HallCounters *counters,
                            const char   *own_id,
                            const char   *bus_address)
{
  HallServiceDirectory *self = g_object_new (HALL_TYPE_SERVICE_DIRECTORY, NULL);

  self->clock = g_object_ref (clock);
  self->counters = hall_counters_ref (counters);
  self->own_id = g_strdup (own_id);
  if (bus_address == NULL)
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, g_object_ref (self));
  else
    g_dbus_connection_new_for_address (bus_address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                       | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL, self->cancellable, bus_cb, g_object_ref (self));

  return self;
}

/**
 * hall_service_directory_set:
 * @self: a directory
 * @interfaces: (element-type guint): the indexes of those to publish and to look around on
 * @port: where we can be dialled; 0: nothing is published
 *
 * What holds from now on, whether there is a daemon yet or not.
 */
void
hall_service_directory_set (HallServiceDirectory *self,
                            GArray               *interfaces,
                            guint16               port)
{
  g_return_if_fail (HALL_IS_SERVICE_DIRECTORY (self));

  g_array_set_size (self->interfaces, 0);
  g_array_append_vals (self->interfaces, interfaces->data, interfaces->len);
  self->port = port;
  apply (self);
}

/* 0: none of the interfaces has it. */
static guint
find_interface (const struct ifaddrs *list,
                const char           *address)
{
  struct in_addr raw;

  if (inet_pton (AF_INET, address, &raw) != 1)
    return 0;
  for (const struct ifaddrs *next = list; next != NULL; next = next->ifa_next)
    if (next->ifa_addr != NULL && next->ifa_addr->sa_family == AF_INET
        && ((struct sockaddr_in *) (void *) next->ifa_addr)->sin_addr.s_addr == raw.s_addr)
      return if_nametoindex (next->ifa_name);

  return 0;
}

static int
compare_indexes (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

/**
 * hall_service_directory_find_interfaces:
 * @addresses: (nullable) (array zero-terminated=1): own addresses, numeric, of IPv4
 *
 * Returns: (transfer full) (element-type guint): the indexes of the interfaces that have them, each
 *   once, in order
 */
GArray *
hall_service_directory_find_interfaces (const char *const *addresses)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  struct ifaddrs *list = NULL;

  if (addresses == NULL || getifaddrs (&list) != 0)
    return found;
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      guint index = find_interface (list, addresses[i]);

      if (index != 0)
        g_array_append_val (found, index);
    }
  freeifaddrs (list);
  g_array_sort (found, compare_indexes);
  for (guint i = found->len; i > 1; i--)
    if (g_array_index (found, guint, i - 1) == g_array_index (found, guint, i - 2))
      g_array_remove_index (found, i - 1);

  return found;
}

/**
 * hall_service_directory_has_daemon:
 * @self: a directory
 *
 * Returns: whether there is an Avahi to speak to
 */
gboolean
hall_service_directory_has_daemon (HallServiceDirectory *self)
{
  g_return_val_if_fail (HALL_IS_SERVICE_DIRECTORY (self), FALSE);

  return self->publisher != NULL;
}

/**
 * hall_service_directory_close:
 * @self: a directory
 *
 * Withdraws what is published; nothing more happens after "lost" for whoever was found.
 */
void
hall_service_directory_close (HallServiceDirectory *self)
{
  g_return_if_fail (HALL_IS_SERVICE_DIRECTORY (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  end_both (self);
  /* A bus of our own would go with what is still to be said on it. */
  if (self->bus != NULL)
    g_dbus_connection_flush (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
}
