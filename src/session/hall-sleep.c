/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sleep.c: logind's delay lock and its two warnings.
 *
 * The lock is a file descriptor: as long as it is open, logind waits before it acts (five seconds
 * at most). It is taken at once, since asking for it when the warning comes would be too late.
 */

#define G_LOG_DOMAIN "hall-sleep"

#include "config.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "hall-sleep.h"

#define LOGIND_NAME "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"

struct _HallSleepWatch
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *bus;        /* NULL until there is one */
  guint subscription;
  int lock;                    /* -1: not held */
  gboolean asking;             /* for the lock */
  gboolean warned;             /* and not told since that it is over */
};

enum
{
  SLEEP,
  WAKE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSleepWatch, hall_sleep_watch, G_TYPE_OBJECT)

static void
hall_sleep_watch_dispose (GObject *object)
{
  hall_sleep_watch_close (HALL_SLEEP_WATCH (object));
  G_OBJECT_CLASS (hall_sleep_watch_parent_class)->dispose (object);
}

static void
hall_sleep_watch_finalize (GObject *object)
{
  HallSleepWatch *self = HALL_SLEEP_WATCH (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hall_sleep_watch_parent_class)->finalize (object);
}

static void
hall_sleep_watch_class_init (HallSleepWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_sleep_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_sleep_watch_finalize;
  signals[SLEEP] = g_signal_new ("sleep", HALL_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[WAKE] = g_signal_new ("wake", HALL_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
hall_sleep_watch_init (HallSleepWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
}

static void
inhibit_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallSleepWatch) self = user_data;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  gint32 handle = 0;
  int lock;

  reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result,
                                                           &error);
  self->asking = FALSE;
  if (reply == NULL)
    {
      g_debug ("the computer will not wait for us before it sleeps: %s", error->message);
      return;
    }
  g_variant_get (reply, "(h)", &handle);
  lock = fds != NULL ? g_unix_fd_list_get (fds, handle, NULL) : -1;
  /* It came too late, or is needed no more: then nobody shall wait for it. */
  if (lock >= 0 && (self->bus == NULL || self->warned || self->lock >= 0))
    close (lock);
  else if (lock >= 0)
    self->lock = lock;
}

static void
take_lock (HallSleepWatch *self)
{
  if (self->bus == NULL || self->lock >= 0 || self->asking)
    return;
  self->asking = TRUE;
  g_dbus_connection_call_with_unix_fd_list (self->bus, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER,
                                            "Inhibit",
                                            g_variant_new ("(ssss)", "sleep:shutdown", "Hallway",
                                                           "Handing over rooms", "delay"),
                                            G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                                            self->cancellable, inhibit_cb, g_object_ref (self));
}

static void
on_warning (GDBusConnection *bus,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *name,
            GVariant        *parameters,
            gpointer         user_data)
{
  g_autoptr (HallSleepWatch) self = g_object_ref (user_data);
  gboolean begins = FALSE;

  if (!g_str_equal (name, "PrepareForSleep") && !g_str_equal (name, "PrepareForShutdown"))
    return;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  g_debug ("%s: %s", name, begins ? "soon" : "over");
  if (begins == self->warned)
    return;
  self->warned = begins;
  g_signal_emit (self, signals[begins ? SLEEP : WAKE], 0);
  if (!begins)
    take_lock (self);
}

static void
get_bus_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallSleepWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_debug ("no system bus: %s", error != NULL ? error->message : "closed");
      return;
    }
  /* The default of GIO is to kill the program when the system bus goes. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, LOGIND_NAME, LOGIND_MANAGER,
                                                           NULL, LOGIND_PATH, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_warning,
                                                           self, NULL);
  take_lock (self);
}

/**
 * hall_sleep_watch_new:
 *
 * Begins to watch. Without a system bus, or without logind on it, nothing will ever happen.
 *
 * Returns: (transfer full): a watch
 */
HallSleepWatch *
hall_sleep_watch_new (void)
{
  HallSleepWatch *self = g_object_new (HALL_TYPE_SLEEP_WATCH, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, get_bus_cb, g_object_ref (self));
  return self;
}

/**
 * hall_sleep_watch_release:
 * @self: a watch
 *
 * As far as we are concerned the computer may sleep. It is asked to wait again once it is awake.
 */
void
hall_sleep_watch_release (HallSleepWatch *self)
{
  g_return_if_fail (HALL_IS_SLEEP_WATCH (self));

  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

/**
 * hall_sleep_watch_is_holding:
 * @self: a watch
 *
 * Returns: whether the computer would wait for us
 */
gboolean
hall_sleep_watch_is_holding (HallSleepWatch *self)
{
  g_return_val_if_fail (HALL_IS_SLEEP_WATCH (self), FALSE);

  return self->lock >= 0;
}

/**
 * hall_sleep_watch_close:
 * @self: a watch
 *
 * Watches no more, and lets the computer sleep.
 */
void
hall_sleep_watch_close (HallSleepWatch *self)
{
  g_return_if_fail (HALL_IS_SLEEP_WATCH (self));

  g_cancellable_cancel (self->cancellable);
  hall_sleep_watch_release (self);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
}
