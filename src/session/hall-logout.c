/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-logout.c: this program as a client of GNOME's session manager, which others speak like, too.
 *
 * Whoever is registered is asked before a logout, and answers that it may go on. To delay it is
 * another matter, and has to be asked for before the answer: while "query" is emitted.
 */

#define G_LOG_DOMAIN "hall-logout"

#include "config.h"

#include "hall-logout.h"

#define MANAGER_NAME "org.gnome.SessionManager"
#define MANAGER_PATH "/org/gnome/SessionManager"
#define MANAGER_INTERFACE MANAGER_NAME
#define CLIENT_INTERFACE "org.gnome.SessionManager.ClientPrivate"
#define INHIBIT_LOGOUT 1 /* of the flags of "Inhibit" */

struct _HallLogoutWatch
{
  GObject parent_instance;

  GDBusConnection *bus;
  GCancellable *cancellable;
  char *application_id;
  char *client;        /* (nullable) the path we are registered at */
  guint subscription;
  guint cookie;        /* 0: the desktop does not wait for us */
  gboolean asking;     /* it to wait */
  gboolean holding;    /* it shall wait */
};

enum
{
  QUERY,
  END,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallLogoutWatch, hall_logout_watch, G_TYPE_OBJECT)

static void
hall_logout_watch_dispose (GObject *object)
{
  hall_logout_watch_close (HALL_LOGOUT_WATCH (object));
  G_OBJECT_CLASS (hall_logout_watch_parent_class)->dispose (object);
}

static void
hall_logout_watch_finalize (GObject *object)
{
  HallLogoutWatch *self = HALL_LOGOUT_WATCH (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  g_free (self->application_id);
  g_free (self->client);
  G_OBJECT_CLASS (hall_logout_watch_parent_class)->finalize (object);
}

static void
hall_logout_watch_class_init (HallLogoutWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_logout_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_logout_watch_finalize;
  signals[QUERY] = g_signal_new ("query", HALL_TYPE_LOGOUT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[END] = g_signal_new ("end", HALL_TYPE_LOGOUT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
hall_logout_watch_init (HallLogoutWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/* It may go on, as far as we are concerned. */
static void
respond (HallLogoutWatch *self)
{
  g_dbus_connection_call (self->bus, MANAGER_NAME, self->client, CLIENT_INTERFACE,
                          "EndSessionResponse", g_variant_new ("(bs)", TRUE, ""), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
on_told (GDBusConnection *bus,
         const char      *sender,
         const char      *path,
         const char      *interface,
         const char      *name,
         GVariant        *parameters,
         gpointer         user_data)
{
  g_autoptr (HallLogoutWatch) self = g_object_ref (user_data);

  g_debug ("%s", name);
  if (g_str_equal (name, "QueryEndSession"))
    {
      /* Who wants to delay it says so in there, before it may go on. */
      g_signal_emit (self, signals[QUERY], 0);
      respond (self);
    }
  else if (g_str_equal (name, "EndSession"))
    {
      respond (self);
      g_signal_emit (self, signals[END], 0);
    }
  else if (g_str_equal (name, "Stop"))
    {
      g_signal_emit (self, signals[END], 0);
    }
}

static void
register_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HallLogoutWatch) self = user_data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_debug ("nobody will tell of a logout: %s", error != NULL ? error->message : "closed");
      return;
    }
  g_variant_get (reply, "(o)", &self->client);
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, MANAGER_NAME,
                                                           CLIENT_INTERFACE, NULL, self->client,
                                                           NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_told,
                                                           self, NULL);
}

/**
 * hall_logout_watch_new:
 * @bus: the session bus
 * @application_id: what the desktop knows the program by
 *
 * Begins to watch. Without a session manager on the bus nothing will ever happen.
 *
 * Returns: (transfer full): a watch
 */
HallLogoutWatch *
hall_logout_watch_new (GDBusConnection *bus,
                       const char      *application_id)
{
  HallLogoutWatch *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);
  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (HALL_TYPE_LOGOUT_WATCH, NULL);
  self->bus = g_object_ref (bus);
  self->application_id = g_strdup (application_id);
  g_dbus_connection_call (bus, MANAGER_NAME, MANAGER_PATH, MANAGER_INTERFACE, "RegisterClient",
                          g_variant_new ("(ss)", application_id, ""), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, register_cb,
                          g_object_ref (self));
  return self;
}

static void
let_go_on (HallLogoutWatch *self)
{
  if (self->cookie != 0)
    g_dbus_connection_call (self->bus, MANAGER_NAME, MANAGER_PATH, MANAGER_INTERFACE, "Uninhibit",
                            g_variant_new ("(u)", self->cookie), NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  self->cookie = 0;
}

static void
inhibit_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallLogoutWatch) self = user_data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  self->asking = FALSE;
  if (reply == NULL)
    {
      g_debug ("the desktop will not wait for us: %s", error->message);
      return;
    }
  g_variant_get (reply, "(u)", &self->cookie);
  /* It was over before it was known by what number. */
  if (!self->holding)
    let_go_on (self);
}

/**
 * hall_logout_watch_hold:
 * @self: a watch
 * @reason: why, in words for the person who logs out
 *
 * Has the desktop wait before it ends anything, until hall_logout_watch_release (). For a logout
 * that is being asked about it has to be called while "query" is emitted.
 */
void
hall_logout_watch_hold (HallLogoutWatch *self,
                        const char      *reason)
{
  g_return_if_fail (HALL_IS_LOGOUT_WATCH (self));
  g_return_if_fail (reason != NULL);

  self->holding = TRUE;
  if (self->asking || self->cookie != 0)
    return;
  self->asking = TRUE;
  g_dbus_connection_call (self->bus, MANAGER_NAME, MANAGER_PATH, MANAGER_INTERFACE, "Inhibit",
                          g_variant_new ("(susu)", self->application_id, 0, reason,
                                         INHIBIT_LOGOUT),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          inhibit_cb, g_object_ref (self));
}

/**
 * hall_logout_watch_release:
 * @self: a watch
 *
 * As far as we are concerned, the desktop may go on.
 */
void
hall_logout_watch_release (HallLogoutWatch *self)
{
  g_return_if_fail (HALL_IS_LOGOUT_WATCH (self));

  self->holding = FALSE;
  let_go_on (self);
}

/**
 * hall_logout_watch_close:
 * @self: a watch
 *
 * Watches no more, and lets the desktop go on.
 */
void
hall_logout_watch_close (HallLogoutWatch *self)
{
  g_return_if_fail (HALL_IS_LOGOUT_WATCH (self));

  g_cancellable_cancel (self->cancellable);
  hall_logout_watch_release (self);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
}
