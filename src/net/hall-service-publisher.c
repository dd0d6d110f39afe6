/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-publisher.c: one entry group of Avahi, emptied and filled again on every change.
 *
 * Owned by HallServiceDirectory. Every call is asynchronous, and to the daemon's unique name: none
 * of them could start a daemon. Avahi decides about collisions and proposes the next name.
 */

#define G_LOG_DOMAIN "hall-service-publisher"

#include "config.h"

#include "hall-avahi.h"

#include "hall-service-publisher.h"

#define RENAMES_MAX 32
/* Whoever browses forgets a service a second after it was withdrawn; published earlier with another
 * port it would keep the old one. */
#define MOVE_MS 2000

struct _HallServicePublisher
{
  GObject parent_instance;

  GDBusConnection *bus;
  char *daemon;
  char *id;
  char *name;             /* of the service; Avahi may have proposed another one */
  guint server_signals;
  guint group_signals;
  HallTimer *timer;       /* until a changed port may be published */

  GArray *interfaces;     /* (element-type guint) */
  guint16 port;
  char *group;            /* (nullable): the object's path */
  gboolean asking_group;
  gboolean server_running;
  gboolean filled;        /* the group has something in it */
  guint16 filled_port;
  guint round;            /* replies to an earlier one do not count */
  guint n_pending;
  guint n_added;
  gboolean collided;
  guint n_renames;
  gboolean closed;
};

/* A call's, of which the reply may come too late. */
typedef struct
{
  HallServicePublisher *publisher;
  guint round;
} Call;

G_DEFINE_FINAL_TYPE (HallServicePublisher, hall_service_publisher, G_TYPE_OBJECT)

static void fill (gpointer user_data);

static void
hall_service_publisher_dispose (GObject *object)
{
  HallServicePublisher *self = HALL_SERVICE_PUBLISHER (object);

  hall_service_publisher_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (hall_service_publisher_parent_class)->dispose (object);
}

static void
hall_service_publisher_finalize (GObject *object)
{
  HallServicePublisher *self = HALL_SERVICE_PUBLISHER (object);

  g_free (self->daemon);
  g_free (self->id);
  g_free (self->name);
  g_free (self->group);
  g_array_unref (self->interfaces);

  G_OBJECT_CLASS (hall_service_publisher_parent_class)->finalize (object);
}

static void
hall_service_publisher_class_init (HallServicePublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_service_publisher_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_service_publisher_finalize;
}

static void
hall_service_publisher_init (HallServicePublisher *self)
{
  self->interfaces = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Takes the reference of @parameters if it is floating. */
static void
call (HallServicePublisher *self,
      const char           *path,
      const char           *interface,
      const char           *method,
      GVariant             *parameters,
      const char           *reply_type,
      GAsyncReadyCallback   callback)
{
  Call *data = NULL;

  if (callback != NULL)
    {
      data = g_new (Call, 1);
      data->publisher = g_object_ref (self);
      data->round = self->round;
    }
  g_dbus_connection_call (self->bus, self->daemon, path, interface, method, parameters,
                          reply_type != NULL ? G_VARIANT_TYPE (reply_type) : NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, callback, data);
}

/* (transfer full) (nullable): the reply, and whose it is, unless it comes too late. */
static GVariant *
finish (GObject               *source,
        GAsyncResult          *result,
        Call                  *data,
        HallServicePublisher **self,
        GError               **error)
{
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, error);

  *self = data->publisher;
  if (data->publisher->closed || data->round != data->publisher->round)
    *self = NULL;

  return reply;
}

static void
free_call (Call *data)
{
  g_object_unref (data->publisher);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, free_call)

static void
empty (HallServicePublisher *self)
{
  self->round++;
  if (self->group != NULL && self->filled)
    call (self, self->group, HALL_AVAHI_GROUP, "Reset", NULL, NULL, NULL);
  self->filled = FALSE;
}

static void
alternative_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServicePublisher *self;
  const char *name = NULL;

  reply = finish (source, result, data, &self, &error);
  if (self == NULL)
    return;
  if (reply == NULL)
    {
      g_debug ("no other name: %s", error->message);
      return;
    }
  g_variant_get (reply, "(&s)", &name);
  if (*name == '\0' || strlen (name) > HALL_SERVICE_NAME_MAX)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  fill (self);
}

/* Somebody has that name. */
static void
rename_service (HallServicePublisher *self)
{
  empty (self);
  if (self->n_renames++ >= RENAMES_MAX)
    {
      g_debug ("every name is taken");
      return;
    }
  call (self, HALL_AVAHI_PATH, HALL_AVAHI_SERVER, "GetAlternativeServiceName",
        g_variant_new ("(s)", self->name), "(s)", alternative_cb);
}

static gboolean
is_collision (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, HALL_AVAHI_COLLISION) == 0;
}

static void
commit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServicePublisher *self;

  reply = finish (source, result, data, &self, &error);
  if (self == NULL || reply != NULL)
    return;
  g_debug ("not published: %s", error->message);
  if (is_collision (error))
    rename_service (self);
}

static void
add_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServicePublisher *self;

  reply = finish (source, result, data, &self, &error);
  if (self == NULL)
    return;
  if (reply != NULL)
    self->n_added++;
  else if (is_collision (error))
    self->collided = TRUE;
  else
    g_debug ("not on this interface: %s", error->message);
  if (--self->n_pending > 0)
    return;
  if (self->collided)
    rename_service (self);
  else if (self->n_added > 0)
    call (self, self->group, HALL_AVAHI_GROUP, "Commit", NULL, NULL, commit_cb);
}

static void
add_text (GVariantBuilder *builder,
          const char      *key,
          const char      *value)
{
  g_autofree char *text = g_strdup_printf ("%s=%s", key, value);

  g_variant_builder_add (builder, "@ay",
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
}

static void
add_to (HallServicePublisher *self,
        guint                 interface)
{
  GVariantBuilder text = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  add_text (&text, "v", "1");
  add_text (&text, "id", self->id);
  call (self, self->group, HALL_AVAHI_GROUP, "AddService",
        g_variant_new ("(iiussssqaay)", (gint32) interface, HALL_AVAHI_IPV4, 0u, self->name,
                       HALL_SERVICE_TYPE, HALL_SERVICE_DOMAIN, "", self->port, &text),
        NULL, add_cb);
}

static void
group_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  HallServicePublisher *self = data->publisher;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  self->asking_group = FALSE;
  if (reply == NULL)
    {
      g_debug ("nothing can be published: %s", error->message);
      return;
    }
  g_variant_get (reply, "(o)", &self->group);
  if (self->closed)
    {
      g_dbus_connection_call (G_DBUS_CONNECTION (source), self->daemon, self->group,
                              HALL_AVAHI_GROUP, "Free", NULL, NULL,
                              G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
      return;
    }
  fill (self);
}

/* Publishes what is wanted, of which nothing is published yet. */
static void
fill (gpointer user_data)
{
  HallServicePublisher *self = user_data;

  if (self->closed || self->filled || !self->server_running || self->port == 0
      || self->interfaces->len == 0 || hall_timer_is_running (self->timer))
    return;
  if (self->group == NULL)
    {
      if (!self->asking_group)
        call (self, HALL_AVAHI_PATH, HALL_AVAHI_SERVER, "EntryGroupNew", NULL, "(o)", group_cb);
      self->asking_group = TRUE;
      return;
    }
  self->round++;
  self->filled = TRUE;
  self->filled_port = self->port;
  self->collided = FALSE;
  self->n_added = 0;
  self->n_pending = self->interfaces->len;
  for (guint i = 0; i < self->interfaces->len; i++)
    add_to (self, g_array_index (self->interfaces, guint, i));
}

static void
on_group_signal (GDBusConnection *bus,
                 const char      *sender,
                 const char      *path,
                 const char      *interface,
                 const char      *signal_name,
                 GVariant        *parameters,
                 gpointer         user_data)
{
  HallServicePublisher *self = user_data;
  gint32 state = 0;

  if (g_strcmp0 (path, self->group) != 0 || !self->filled
      || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(i&s)", &state, NULL);
  if (state == HALL_AVAHI_GROUP_COLLISION)
    rename_service (self);
}

/* While Avahi looks for another name of the computer, nothing may be published. */
static void
take_server_state (HallServicePublisher *self,
                   gint32                state)
{
  gboolean running = state == HALL_AVAHI_SERVER_RUNNING;

  if (running == self->server_running)
    return;
  self->server_running = running;
  if (running)
    fill (self);
  else
    empty (self);
}

static void
on_server_signal (GDBusConnection *bus,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *signal_name,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  gint32 state = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(i&s)", &state, NULL);
  take_server_state (user_data, state);
}

static void
state_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Call) data = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  gint32 state = 0;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL || data->publisher->closed)
    {
      g_debug ("no state: %s", error != NULL ? error->message : "closed");
      return;
    }
  g_variant_get (reply, "(i)", &state);
  take_server_state (data->publisher, state);
}

static guint
subscribe (HallServicePublisher *self,
           const char           *interface,
           const char           *path,
           GDBusSignalCallback   callback)
{
  return g_dbus_connection_signal_subscribe (self->bus, self->daemon, interface, "StateChanged",
                                             path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, callback, self,
                                             NULL);
}

/**
 * hall_service_publisher_new:
 * @bus: where the daemon is
 * @daemon: its unique name
 * @clock: for its pauses
 * @own_id: our key
 *
 * Returns: (transfer full): one that publishes nothing yet
 */
HallServicePublisher *
hall_service_publisher_new (GDBusConnection *bus,
                            const char      *daemon,
                            HallClock       *clock,
                            const char      *own_id)
{
  HallServicePublisher *self = g_object_new (HALL_TYPE_SERVICE_PUBLISHER, NULL);

  self->bus = g_object_ref (bus);
  self->daemon = g_strdup (daemon);
  self->id = g_strdup (own_id);
  self->name = g_strdup_printf ("Hallway %.8s", own_id);
  self->timer = hall_timer_new (clock, fill, self);
  self->server_signals = subscribe (self, HALL_AVAHI_SERVER, HALL_AVAHI_PATH, on_server_signal);
  self->group_signals = subscribe (self, HALL_AVAHI_GROUP, NULL, on_group_signal);
  call (self, HALL_AVAHI_PATH, HALL_AVAHI_SERVER, "GetState", NULL, "(i)", state_cb);

  return self;
}

static gboolean
is_same (GArray *one,
         GArray *other)
{
  return one->len == other->len
         && (one->len == 0 || memcmp (one->data, other->data, one->len * sizeof (guint)) == 0);
}

/**
 * hall_service_publisher_set:
 * @self: a publisher
 * @interfaces: (element-type guint): the indexes of those to publish on
 * @port: where we can be dialled; 0: nowhere
 *
 * What is published from now on. Another port is published a moment later than it is withdrawn.
 */
void
hall_service_publisher_set (HallServicePublisher *self,
                            GArray               *interfaces,
                            guint16               port)
{
  g_return_if_fail (HALL_IS_SERVICE_PUBLISHER (self));

  if (self->closed || (port == self->port && is_same (interfaces, self->interfaces)))
    return;
  g_array_set_size (self->interfaces, 0);
  g_array_append_vals (self->interfaces, interfaces->data, interfaces->len);
  self->port = port;
  self->n_renames = 0;
  if (self->filled && self->filled_port != port)
    hall_timer_start (self->timer, MOVE_MS);
  empty (self);
  fill (self);
}

/**
 * hall_service_publisher_close:
 * @self: a publisher
 *
 * Withdraws what is published, for good.
 */
void
hall_service_publisher_close (HallServicePublisher *self)
{
  g_return_if_fail (HALL_IS_SERVICE_PUBLISHER (self));

  if (self->closed)
    return;
  self->closed = TRUE;
  if (self->group != NULL)
    call (self, self->group, HALL_AVAHI_GROUP, "Free", NULL, NULL, NULL);
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  g_dbus_connection_signal_unsubscribe (self->bus, self->server_signals);
  g_dbus_connection_signal_unsubscribe (self->bus, self->group_signals);
}
