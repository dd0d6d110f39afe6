/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-idle-lock.c: whether the screen is locked or dark, as screen savers and logind say.
 *
 * Part of HallIdleWatch. logind's idle hint comes when the desktop thinks fit, often after five
 * minutes; what counts is since when.
 */

#define G_LOG_DOMAIN "hall-idle-lock"

#include "config.h"

#include "hall-idle-private.h"

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_MANAGER "org.freedesktop.login1.Manager"
#define LOGIN_SESSION "org.freedesktop.login1.Session"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static const struct
{
  const char *name;
  const char *path;
} savers[HALL_N_SAVERS] = {
  [HALL_SAVER_GNOME] = { "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver" },
  [HALL_SAVER_FREEDESKTOP] = { HALL_SAVER_FREEDESKTOP_NAME, HALL_SAVER_FREEDESKTOP_PATH },
};

static HallSaver
find_saver (const char *name)
{
  return g_str_equal (name, savers[HALL_SAVER_GNOME].name) ? HALL_SAVER_GNOME
                                                           : HALL_SAVER_FREEDESKTOP;
}

static void
set_active (HallIdleWatch *self,
            HallSaver      saver,
            gboolean       active)
{
  self->saver_active[saver] = active;
  hall_idle_watch_review (self);
}

/* The interface is the saver's name; the path is one or another. */
static void
on_active_changed (GDBusConnection *bus,
                   const char      *sender,
                   const char      *path,
                   const char      *interface,
                   const char      *name,
                   GVariant        *parameters,
                   gpointer         user_data)
{
  gboolean active = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &active);
  set_active (user_data, find_saver (interface), active);
}

static void
take_active (HallIdleWatch *self,
             GVariant      *reply,
             guint          saver)
{
  gboolean active = FALSE;

  g_variant_get (reply, "(b)", &active);
  set_active (self, saver, active);
}

static void
on_saver_appeared (GDBusConnection *bus,
                   const char      *name,
                   const char      *owner,
                   gpointer         user_data)
{
  HallIdleWatch *self = user_data;
  HallSaver saver = find_saver (name);

  self->has_saver[saver] = TRUE;
  hall_idle_watch_call (self, bus, name, savers[saver].path, name, "GetActive", NULL, "(b)",
                        take_active, saver);
  if (saver == HALL_SAVER_FREEDESKTOP)
    hall_idle_watch_poll (self);
}

static void
on_saver_vanished (GDBusConnection *bus,
                   const char      *name,
                   gpointer         user_data)
{
  HallIdleWatch *self = user_data;
  HallSaver saver = find_saver (name);

  self->has_saver[saver] = FALSE;
  if (saver == HALL_SAVER_FREEDESKTOP)
    {
      if (!self->has_monitor)
        self->untouched = FALSE;
      hall_idle_watch_poll (self);
    }
  set_active (self, saver, FALSE);
}

void
hall_idle_watch_init_savers (HallIdleWatch *self)
{
  for (guint i = 0; i < HALL_N_SAVERS; i++)
    {
      hall_idle_watch_subscribe (self, savers[i].name, savers[i].name, "ActiveChanged",
                                 on_active_changed);
      hall_idle_watch_follow_name (self, savers[i].name, on_saver_appeared, on_saver_vanished);
    }
}

static void
on_hint (gpointer user_data)
{
  HallIdleWatch *self = user_data;

  self->hinted = TRUE;
  hall_idle_watch_review (self);
}

void
hall_idle_watch_make_hint_timer (HallIdleWatch *self)
{
  self->hint_timer = hall_timer_new (self->clock, on_hint, self);
}

/* @since: realtime µs; 0: logind does not say. */
static void
take_hint (HallIdleWatch *self,
           gboolean       idle,
           guint64        since)
{
  gint64 now = hall_clock_get_wall (self->clock);
  gint64 idle_ms = since != 0 ? now - (gint64) (since / 1000) : 0;

  self->hinted = idle && idle_ms >= self->idle_ms;
  if (idle && !self->hinted)
    hall_timer_start (self->hint_timer, self->idle_ms - (guint) MAX (idle_ms, 0));
  else
    hall_timer_stop (self->hint_timer);
}

static void
take_properties (HallIdleWatch *self,
                 GVariant      *reply,
                 guint          data)
{
  g_autoptr (GVariant) all = g_variant_get_child_value (reply, 0);
  gboolean locked = FALSE, idle = FALSE;
  guint64 since = 0;

  g_variant_lookup (all, "LockedHint", "b", &locked);
  g_variant_lookup (all, "IdleHint", "b", &idle);
  g_variant_lookup (all, "IdleSinceHint", "t", &since);
  self->locked = locked;
  take_hint (self, idle, since);
  hall_idle_watch_review (self);
}

static void
ask_login (HallIdleWatch *self)
{
  hall_idle_watch_call (self, self->system, LOGIN_NAME, self->login_path, PROPERTIES, "GetAll",
                        g_variant_new ("(s)", LOGIN_SESSION), "(a{sv})", take_properties, 0);
}

static void
on_properties_changed (GDBusConnection *bus,
                       const char      *sender,
                       const char      *path,
                       const char      *interface,
                       const char      *name,
                       GVariant        *parameters,
                       gpointer         user_data)
{
  ask_login (user_data);
}

static void
take_session (HallIdleWatch *self,
              GVariant      *reply,
              guint          data)
{
  g_variant_get (reply, "(o)", &self->login_path);
  self->system_signal =
    g_dbus_connection_signal_subscribe (self->system, LOGIN_NAME, PROPERTIES, "PropertiesChanged",
                                        self->login_path, LOGIN_SESSION, G_DBUS_SIGNAL_FLAGS_NONE,
                                        on_properties_changed, g_object_ref (self),
                                        g_object_unref);
  ask_login (self);
}

/* "auto" is the session that we are of, or that of the screen. */
void
hall_idle_watch_init_login (HallIdleWatch *self)
{
  hall_idle_watch_call (self, self->system, LOGIN_NAME, LOGIN_PATH, LOGIN_MANAGER, "GetSession",
                        g_variant_new ("(s)", "auto"), "(o)", take_session, 0);
}
