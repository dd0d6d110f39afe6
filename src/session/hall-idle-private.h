/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-idle-private.h: what the files of HallIdleWatch share.
 *
 * hall-idle.c asks whether the computer was touched, hall-idle-lock.c whether it is locked.
 */

#pragma once

#include <gio/gio.h>

#include "hall-idle.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_SAVER_GNOME,
  HALL_SAVER_FREEDESKTOP,
  HALL_N_SAVERS
} HallSaver;

typedef void (* HallIdleTake) (HallIdleWatch *self,
                               GVariant      *reply,
                               guint          data);

struct _HallIdleWatch
{
  GObject parent_instance;

  HallClock *clock;
  guint idle_ms;
  GCancellable *cancellable;
  gboolean idle;               /* as it was last said */

  /* Of the session bus. */
  GDBusConnection *session;    /* NULL until there is one */
  GArray *session_signals;     /* (element-type guint) subscriptions */
  GArray *names;               /* (element-type guint) watched names */
  gboolean has_monitor;
  guint idle_watch;            /* at Mutter's monitor; 0: none */
  guint active_watch;
  guint fired_watch;           /* the last to fire that was neither */
  gboolean untouched;          /* says the monitor, or the poll */
  gboolean has_saver[HALL_N_SAVERS];
  gboolean saver_active[HALL_N_SAVERS];
  HallTimer *poll_timer;
  gint64 polled_at;            /* monotonic µs; 0: not yet */
  guint polled;                /* what came of it */
  guint unit_ms;               /* of what comes; 0: not known yet */
  guint seconds_seen;          /* how often in a row it looked like seconds */

  /* Of the system bus. */
  GDBusConnection *system;
  guint system_signal;
  char *login_path;            /* of our session at logind */
  gboolean locked;
  gboolean hinted;             /* idle for long enough, says logind */
  HallTimer *hint_timer;
};

/* Something of the above has changed. */
void hall_idle_watch_review       (HallIdleWatch   *self);
void hall_idle_watch_follow_name  (HallIdleWatch   *self,
                                   const char      *name,
                                   GBusNameAppearedCallback appeared,
                                   GBusNameVanishedCallback vanished);
void hall_idle_watch_subscribe    (HallIdleWatch   *self,
                                   const char      *name,
                                   const char      *interface,
                                   const char      *signal_name,
                                   GDBusSignalCallback callback);
/* Calls without starting anything. @take gets the reply, unless it failed or @self watches no more,
 * and @data. */
void hall_idle_watch_call         (HallIdleWatch   *self,
                                   GDBusConnection *bus,
                                   const char      *name,
                                   const char      *path,
                                   const char      *interface,
                                   const char      *method,
                                   GVariant        *parameters,
                                   const char      *reply_type,
                                   HallIdleTake     take,
                                   guint            data);

/* hall-idle-lock.c: the buses are there. */
void hall_idle_watch_init_savers  (HallIdleWatch   *self);
void hall_idle_watch_init_login   (HallIdleWatch   *self);
void hall_idle_watch_make_hint_timer (HallIdleWatch *self);

/* hall-idle.c: the screen saver of freedesktop.org came or went. */
void hall_idle_watch_poll         (HallIdleWatch   *self);

#define HALL_SAVER_FREEDESKTOP_NAME "org.freedesktop.ScreenSaver"
#define HALL_SAVER_FREEDESKTOP_PATH "/org/freedesktop/ScreenSaver"

G_END_DECLS
