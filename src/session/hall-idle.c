/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-idle.c: whether the computer was touched: Mutter tells, others are asked.
 *
 * The screen saver of freedesktop.org says how long it has been, some in seconds and some in
 * milliseconds: how fast the number grows while nobody is there tells which.
 */

#define G_LOG_DOMAIN "hall-idle"

#include "config.h"

#include "hall-idle-private.h"

#define MONITOR_NAME "org.gnome.Mutter.IdleMonitor"
#define MONITOR_PATH "/org/gnome/Mutter/IdleMonitor/Core"
#define MONITOR_INTERFACE "org.gnome.Mutter.IdleMonitor"
#define POLL_MS 30000
/* The answer may be late, and seconds are whole ones. */
#define POLL_SLACK_MS 2000
#define SECONDS_SEEN 3

static guint changed_signal;

G_DEFINE_FINAL_TYPE (HallIdleWatch, hall_idle_watch, G_TYPE_OBJECT)

static void
hall_idle_watch_dispose (GObject *object)
{
  HallIdleWatch *self = HALL_IDLE_WATCH (object);

  hall_idle_watch_close (self);
  g_clear_pointer (&self->poll_timer, hall_timer_free);
  g_clear_pointer (&self->hint_timer, hall_timer_free);
  g_clear_pointer (&self->session_signals, g_array_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->login_path, g_free);
  G_OBJECT_CLASS (hall_idle_watch_parent_class)->dispose (object);
}

static void
hall_idle_watch_class_init (HallIdleWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_idle_watch_dispose;
  changed_signal = g_signal_new ("changed", HALL_TYPE_IDLE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
hall_idle_watch_init (HallIdleWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->session_signals = g_array_new (FALSE, FALSE, sizeof (guint));
  self->names = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
hall_idle_watch_review (HallIdleWatch *self)
{
  gboolean idle = self->untouched || self->locked || self->hinted;

  for (guint i = 0; i < HALL_N_SAVERS; i++)
    idle = idle || self->saver_active[i];
  if (self->idle == idle)
    return;
  self->idle = idle;
  g_signal_emit (self, changed_signal, 0);
}

void
hall_idle_watch_follow_name (HallIdleWatch           *self,
                             const char              *name,
                             GBusNameAppearedCallback appeared,
                             GBusNameVanishedCallback vanished)
{
  guint id = g_bus_watch_name_on_connection (self->session, name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                             appeared, vanished, g_object_ref (self),
                                             g_object_unref);

  g_array_append_val (self->names, id);
}

void
hall_idle_watch_subscribe (HallIdleWatch      *self,
                           const char         *name,
                           const char         *interface,
                           const char         *signal_name,
                           GDBusSignalCallback callback)
{
  guint id = g_dbus_connection_signal_subscribe (self->session, name, interface, signal_name, NULL,
                                                 NULL, G_DBUS_SIGNAL_FLAGS_NONE, callback,
                                                 g_object_ref (self), g_object_unref);

  g_array_append_val (self->session_signals, id);
}

typedef struct
{
  HallIdleWatch *watch;
  HallIdleTake take;
  guint data;
} HallIdleCall;

static void
call_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree HallIdleCall *call = user_data;
  g_autoptr (HallIdleWatch) self = call->watch;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL)
    g_debug ("no answer: %s", error->message);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    call->take (self, reply, call->data);
}

void
hall_idle_watch_call (HallIdleWatch   *self,
                      GDBusConnection *bus,
                      const char      *name,
                      const char      *path,
                      const char      *interface,
                      const char      *method,
                      GVariant        *parameters,
                      const char      *reply_type,
                      HallIdleTake     take,
                      guint            data)
{
  HallIdleCall *call = g_new (HallIdleCall, 1);

  call->watch = g_object_ref (self);
  call->take = take;
  call->data = data;
  g_dbus_connection_call (bus, name, path, interface, method, parameters,
                          G_VARIANT_TYPE (reply_type), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, call_cb, call);
}

static void
take_active_watch (HallIdleWatch *self,
                   GVariant      *reply,
                   guint          data)
{
  g_variant_get (reply, "(u)", &self->active_watch);
  if (self->active_watch != self->fired_watch)
    return;
  /* Somebody came back before we knew which watch would tell. */
  self->untouched = FALSE;
  self->active_watch = 0;
  hall_idle_watch_review (self);
}

static void
on_watch_fired (GDBusConnection *bus,
                const char      *sender,
                const char      *path,
                const char      *interface,
                const char      *name,
                GVariant        *parameters,
                gpointer         user_data)
{
  HallIdleWatch *self = user_data;
  guint id = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(u)")))
    return;
  g_variant_get (parameters, "(u)", &id);
  if (id != 0 && id == self->idle_watch)
    {
      self->untouched = TRUE;
      self->fired_watch = 0;
      hall_idle_watch_call (self, bus, MONITOR_NAME, MONITOR_PATH, MONITOR_INTERFACE,
                            "AddUserActiveWatch", NULL, "(u)", take_active_watch, 0);
    }
  else if (id != 0 && id == self->active_watch)
    {
      self->untouched = FALSE;
      self->active_watch = 0;
    }
  else
    self->fired_watch = id;
  hall_idle_watch_review (self);
}

static void
take_idle_watch (HallIdleWatch *self,
                 GVariant      *reply,
                 guint          data)
{
  g_variant_get (reply, "(u)", &self->idle_watch);
  self->has_monitor = TRUE;
  self->untouched = FALSE;
  hall_idle_watch_poll (self);
}

static void
on_monitor_appeared (GDBusConnection *bus,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  HallIdleWatch *self = user_data;

  hall_idle_watch_call (self, bus, MONITOR_NAME, MONITOR_PATH, MONITOR_INTERFACE, "AddIdleWatch",
                        g_variant_new ("(t)", (guint64) self->idle_ms), "(u)", take_idle_watch, 0);
}

static void
on_monitor_vanished (GDBusConnection *bus,
                     const char      *name,
                     gpointer         user_data)
{
  HallIdleWatch *self = user_data;

  self->has_monitor = FALSE;
  self->idle_watch = self->active_watch = 0;
  self->untouched = FALSE;
  hall_idle_watch_review (self);
  hall_idle_watch_poll (self);
}

static gboolean
is_about (gint64 grown_ms,
          gint64 elapsed_ms)
{
  return ABS (grown_ms - elapsed_ms) <= POLL_SLACK_MS;
}

/* While nobody touches anything it grows as time passes, in one unit or the other. It may grow by
 * chance, too, as somebody types; by thousands, just as much as time, it does not, and by a few
 * tens not thrice. */
static void
learn_unit (HallIdleWatch *self,
            gint64         grown,
            gint64         elapsed_ms)
{
  if (self->unit_ms != 0)
    return;
  if (is_about (grown, elapsed_ms))
    self->unit_ms = 1;
  else if (!is_about (grown * 1000, elapsed_ms))
    self->seconds_seen = 0;
  else if (++self->seconds_seen == SECONDS_SEEN)
    self->unit_ms = 1000;
}

static void
take_time (HallIdleWatch *self,
           GVariant      *reply,
           guint          data)
{
  gint64 now = hall_clock_get_monotonic (self->clock);
  guint time = 0;

  if (self->has_monitor)
    return;
  g_variant_get (reply, "(u)", &time);
  if (self->polled_at != 0)
    learn_unit (self, (gint64) time - self->polled, (now - self->polled_at) / 1000);
  self->polled_at = now;
  self->polled = time;
  self->untouched = self->unit_ms != 0 && (guint64) time * self->unit_ms >= self->idle_ms;
  hall_idle_watch_review (self);
}

static void
on_poll (gpointer user_data)
{
  hall_idle_watch_poll (user_data);
}

void
hall_idle_watch_poll (HallIdleWatch *self)
{
  if (self->session == NULL || self->has_monitor || !self->has_saver[HALL_SAVER_FREEDESKTOP])
    {
      hall_timer_stop (self->poll_timer);
      self->polled_at = 0;
      self->unit_ms = self->seconds_seen = 0;
      return;
    }
  hall_timer_start (self->poll_timer, POLL_MS);
  hall_idle_watch_call (self, self->session, HALL_SAVER_FREEDESKTOP_NAME,
                        HALL_SAVER_FREEDESKTOP_PATH, HALL_SAVER_FREEDESKTOP_NAME,
                        "GetSessionIdleTime", NULL, "(u)", take_time, 0);
}

static GDBusConnection *
finish_bus (HallIdleWatch *self,
            GAsyncResult  *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_debug ("no bus: %s", error != NULL ? error->message : "closed");
      return NULL;
    }
  /* The default of GIO is to kill the program when the bus goes. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  return g_steal_pointer (&bus);
}

static void
session_bus_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallIdleWatch) self = user_data;

  self->session = finish_bus (self, result);
  if (self->session == NULL)
    return;
  hall_idle_watch_subscribe (self, MONITOR_NAME, MONITOR_INTERFACE, "WatchFired", on_watch_fired);
  hall_idle_watch_follow_name (self, MONITOR_NAME, on_monitor_appeared, on_monitor_vanished);
  hall_idle_watch_init_savers (self);
}

static void
system_bus_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallIdleWatch) self = user_data;

  self->system = finish_bus (self, result);
  if (self->system != NULL)
    hall_idle_watch_init_login (self);
}

/**
 * hall_idle_watch_new:
 * @clock: time
 * @idle_ms: untouched for so long is idle
 *
 * Begins to watch. Where nobody can be asked nothing will ever happen.
 *
 * Returns: (transfer full): a watch that is not idle
 */
HallIdleWatch *
hall_idle_watch_new (HallClock *clock,
                     guint      idle_ms)
{
  HallIdleWatch *self = g_object_new (HALL_TYPE_IDLE_WATCH, NULL);

  self->clock = g_object_ref (clock);
  self->idle_ms = idle_ms;
  self->poll_timer = hall_timer_new (clock, on_poll, self);
  hall_idle_watch_make_hint_timer (self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, g_object_ref (self));
  return self;
}

/**
 * hall_idle_watch_get_idle:
 * @self: a watch
 *
 * Returns: whether nobody sits here
 */
gboolean
hall_idle_watch_get_idle (HallIdleWatch *self)
{
  return self->idle;
}

/**
 * hall_idle_watch_close:
 * @self: a watch
 *
 * Ends it; must be called, since buses hold the watch as long as it watches.
 */
void
hall_idle_watch_close (HallIdleWatch *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  self->idle = FALSE;
  hall_timer_stop (self->poll_timer);
  hall_timer_stop (self->hint_timer);
  for (guint i = 0; i < self->names->len; i++)
    g_bus_unwatch_name (g_array_index (self->names, guint, i));
  for (guint i = 0; i < self->session_signals->len; i++)
    g_dbus_connection_signal_unsubscribe (self->session,
                                          g_array_index (self->session_signals, guint, i));
  g_array_set_size (self->names, 0);
  g_array_set_size (self->session_signals, 0);
  if (self->system_signal != 0)
    g_dbus_connection_signal_unsubscribe (self->system, self->system_signal);
  self->system_signal = 0;
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  g_object_unref (self);
}
