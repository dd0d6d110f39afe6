/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-private.h: what the files of the program share.
 */

#pragma once

#include "hall-background.h"
#include "hall-launcher.h"
#include "hall-logout.h"
#include "hall-notifier.h"
#include "hall-window.h"

#include "hall-application.h"

G_BEGIN_DECLS

struct _HallApplication
{
  AdwApplication parent_instance;

  HallProfile *profile;
  HallSettings *settings;
  HallBackground *background;
  HallSession *session;     /* (nullable) until there is something to do */
  HallNotifier *notifier;
  HallLauncher *launcher;
  HallLogoutWatch *logout_watch; /* (nullable) where GTK does not tell of a logout */
  HallWindow *window;       /* not owned: GtkApplication holds it; as long as the session, hidden or
                             * not */
  GCancellable *cancellable;
  GPtrArray *waiting;       /* of HallApplicationErrand: for the session to have loaded its rooms */
  GtkWindow *link_question; /* (nullable) a weak pointer: there is one at most */
  GtkWindow *close_question; /* (nullable) likewise: what closing the window is to mean */
  char ***arguments;        /* (nullable) not owned: of the command line, while it is read */
  guint signal_sources[3];
  guint logout_cookie;      /* 0: GTK holds up no logout for us */
  gboolean logout_waits;    /* somebody wants to log out, and goodbye is being said */
  gboolean only_loopback;
  gboolean without_window;  /* the next activation shows none: started at login */
  gboolean for_errand;      /* nobody has seen a window: it was started to do something and go */
  gboolean started;         /* the session has loaded its rooms */
  gboolean failed;          /* the session could not be started */
  gboolean asleep;          /* it has said goodbye, for a logout that may not come */
  gboolean restarting;
  gboolean stopping;
  gboolean wanted;          /* while it was stopping, somebody opened it again */
  gboolean asking_leave;    /* the desktop is asked whether we may run without a window */
  gboolean ended;           /* the main loop of the application */
  gboolean stopped;
};

/* hall-application-actions.c */
void     hall_application_add_actions    (HallApplication *self);
/* A hallway: link from outside. */
void     hall_application_open_link      (HallApplication *self,
                                          const char      *link);
void     hall_application_do_waiting     (HallApplication *self);

/* hall-application-dialogs.c */
void     hall_application_watch_dialogs  (HallApplication *self);
void     hall_application_close_dialogs  (HallApplication *self);

/* hall-application-logout.c */
void     hall_application_watch_logout   (HallApplication *self);
void     hall_application_watch_window   (HallApplication *self);
/* There is somebody: nobody logs out. */
void     hall_application_wake           (HallApplication *self);
void     hall_application_forget_logout  (HallApplication *self);

/* hall-application-run.c */
/* FALSE: it is about to end. */
gboolean hall_application_run_session    (HallApplication *self);
void     hall_application_quit           (HallApplication *self);
void     hall_application_restart        (HallApplication *self);

/* hall-application-window.c */
void     hall_application_make_window    (HallApplication *self);
void     hall_application_show_window    (HallApplication *self);

G_END_DECLS
