/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli.c: opens profile, settings and session for a command, and closes them after it.
 *
 * Made and dropped by main. Never touches the network or the disk itself. After hall_cli_finish ()
 * nothing new is begun.
 */

#define G_LOG_DOMAIN "hall-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-commands.h"
#include "hall-cli-overrides.h"
#include "hall-cli-signals.h"

#include "hall-cli.h"

struct _HallCli
{
  GObject parent_instance;

  const HallCliOptions *options;
  HallCliPrinter *printer;
  GMainLoop *loop;
  GCancellable *cancellable;

  HallProfile *profile;
  HallSettings *settings;
  HallSession *session;
  GObject *command;

  HallCliSignals *signals;
  guint unread_source;
  guint stop_source;
  int status;
  gboolean opened;    /* the session was started, and is to be stopped */
  gboolean starting;
  gboolean finished;
  gboolean hurried;   /* by a signal */
};

G_DEFINE_FINAL_TYPE (HallCli, hall_cli, G_TYPE_OBJECT)

enum
{
  INTERRUPTED,
  UNREAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_cli_dispose (GObject *object)
{
  HallCli *self = HALL_CLI (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->signals, hall_cli_signals_free);
  g_clear_handle_id (&self->unread_source, g_source_remove);
  g_clear_handle_id (&self->stop_source, g_source_remove);
  g_clear_object (&self->command);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  g_clear_object (&self->printer);
  g_clear_pointer (&self->loop, g_main_loop_unref);

  G_OBJECT_CLASS (hall_cli_parent_class)->dispose (object);
}

static void
hall_cli_finalize (GObject *object)
{
  g_clear_object (&HALL_CLI (object)->cancellable);

  G_OBJECT_CLASS (hall_cli_parent_class)->finalize (object);
}

static void
hall_cli_class_init (HallCliClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_cli_dispose;
  object_class->finalize = hall_cli_finalize;

  signals[INTERRUPTED] = g_signal_new ("interrupted", G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNREAD] = g_signal_new ("unread", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_cli_init (HallCli *self)
{
  self->cancellable = g_cancellable_new ();
}

/* Tells the command that the run is to end, or ends it. */
static void
tell_end (HallCli *self,
          guint    signal)
{
  if (self->finished)
    return;

  if (self->command != NULL && g_signal_has_handler_pending (self, signals[signal], 0, FALSE))
    g_signal_emit (self, signals[signal], 0);
  else
    hall_cli_finish (self, HALL_CLI_DONE);
}

/* A second signal means it: the process ends at once, without a goodbye. */
static gboolean
on_signal (gpointer user_data)
{
  HallCli *self = user_data;

  self->hurried = TRUE;
  if (self->finished)
    {
      self->status = HALL_CLI_FAILED;
      g_main_loop_quit (self->loop);
    }
  else
    tell_end (self, INTERRUPTED);

  return G_SOURCE_CONTINUE;
}

/* The terminal or the login session is gone. That may come with SIGTERM, and is no second signal:
 * the goodbye goes on. */
static gboolean
on_hangup (gpointer user_data)
{
  HallCli *self = user_data;

  return self->finished ? G_SOURCE_CONTINUE : on_signal (self);
}

static gboolean
on_unread (gpointer user_data)
{
  HallCli *self = user_data;

  self->unread_source = 0;
  tell_end (self, UNREAD);

  return G_SOURCE_REMOVE;
}

/* Found out while something was printed, so most likely while the session tells of something: no
 * place to end it. */
static void
on_output_closed (HallCli       *self,
                  HallCliOutput *output)
{
  if (hall_cli_output_get_failed (output))
    hall_cli_finish (self, HALL_CLI_FAILED);
  else
    self->unread_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_unread, self, NULL);
}

/**
 * hall_cli_new:
 * @options: what is asked for; it outlives the run
 * @printer: where what happens is printed
 * @loop: the main loop, to be quit at the end of the run
 *
 * Returns: (transfer full): a run that has not begun
 */
HallCli *
hall_cli_new (const HallCliOptions *options,
              HallCliPrinter       *printer,
              GMainLoop            *loop)
{
  HallCli *self = g_object_new (HALL_TYPE_CLI, NULL);

  self->options = options;
  self->printer = g_object_ref (printer);
  self->loop = g_main_loop_ref (loop);

  return self;
}

/* Takes the profile as far as the command needs it. */
static gboolean
open_profile (HallCli          *self,
              HallCliAccess     access,
              HallSessionMode  *mode,
              GError          **error)
{
  g_autoptr (GError) lock_error = NULL;

  self->profile = hall_profile_new (self->options->profile);
  *mode = HALL_SESSION_LISTENING;
  if (access == HALL_CLI_ACCESS_READ)
    return TRUE;

  if (hall_profile_lock (self->profile, &lock_error))
    {
      *mode = HALL_SESSION_ACTIVE;
      return TRUE;
    }
  if ((access == HALL_CLI_ACCESS_LOCK_OR_LISTEN || access == HALL_CLI_ACCESS_EXAMINE) &&
      g_error_matches (lock_error, HALL_PROFILE_ERROR, HALL_PROFILE_ERROR_HELD))
    {
      g_debug ("%s", lock_error->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&lock_error));

  return FALSE;
}

static gboolean
open_settings (HallCli  *self,
               GError  **error)
{
  self->settings = hall_settings_new (self->options->profile);

  return hall_cli_override_settings (self->settings, self->options, error);
}

/* Whoever talks needs a name; nobody is there to be asked. */
static gboolean
ensure_name (HallCli  *self,
             GError  **error)
{
  g_autofree char *suggested = NULL;

  if (*hall_settings_get_name (self->settings) != '\0')
    return TRUE;

  suggested = hall_session_suggest_name (self->session);

  return hall_cli_override_name (self->settings, suggested, error);
}

static void
on_problem (HallCli    *self,
            GParamSpec *pspec)
{
  g_autofree char *problem = NULL;

  /* Until then it is the error of the start. */
  if (self->starting)
    return;

  g_object_get (self->session, pspec->name, &problem, NULL);
  if (problem != NULL)
    hall_cli_printer_error (self->printer,
                            g_str_equal (pspec->name, "store-problem") ? "store" : "network",
                            problem);
}

static void
stop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCli) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_stop_finish (HALL_SESSION (source), result, &error))
    {
      hall_cli_printer_gerror (self->printer, error);
      self->status = HALL_CLI_FAILED;
    }
  g_main_loop_quit (self->loop);
}

static gboolean
on_stop (gpointer user_data)
{
  HallCli *self = user_data;

  self->stop_source = 0;
  if (self->opened)
    hall_session_stop_async (self->session, stop_cb, g_object_ref (self));
  else
    g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

/* In a turn of its own: commands finish in the middle of what the session tells them. */
static void
stop (HallCli *self)
{
  if (!self->starting && self->stop_source == 0)
    self->stop_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_stop, self, NULL);
}

static void
start_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallCli) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = hall_session_start_finish (HALL_SESSION (source), result, &error);

  self->starting = FALSE;
  if (self->finished)
    stop (self);
  else if (!started)
    hall_cli_fail (self, error);
  else
    self->command = hall_cli_get_verb (self->options->command)->begin (self);
}

static gboolean
open_session (HallCli        *self,
              HallCliAccess   access,
              GError        **error)
{
  HallSessionMode mode;

  if (!open_settings (self, error) || !open_profile (self, access, &mode, error))
    return FALSE;

  self->session = hall_session_new (self->profile, self->settings, mode);
  hall_session_set_only_loopback (self->session, self->options->loopback);

  g_signal_connect_object (self->session, "notify::store-problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  if (hall_cli_needs_network (access))
    g_signal_connect_object (self->session, "notify::network-problem", G_CALLBACK (on_problem),
                             self, G_CONNECT_SWAPPED);

  return mode == HALL_SESSION_LISTENING || ensure_name (self, error);
}

/**
 * hall_cli_start:
 * @self: a run
 *
 * Opens what the command needs and begins it. What goes wrong is printed, and ends the run.
 */
void
hall_cli_start (HallCli *self)
{
  HallCliAccess access;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HALL_IS_CLI (self));

  self->signals = hall_cli_signals_new (on_signal, on_hangup, self);
  g_signal_connect_object (hall_cli_printer_get_output (self->printer), "closed",
                           G_CALLBACK (on_output_closed), self, G_CONNECT_SWAPPED);

  access = hall_cli_get_verb (self->options->command)->access;
  if (!open_session (self, access, &error))
    {
      hall_cli_fail (self, error);
      return;
    }

  self->opened = TRUE;
  self->starting = TRUE;
  hall_session_start_async (self->session, hall_cli_needs_network (access), self->cancellable,
                            start_cb, g_object_ref (self));
}

/**
 * hall_cli_finish:
 * @self: a run
 * @status: HALL_CLI_DONE or HALL_CLI_FAILED
 *
 * Says goodbye on the network, closes everything and ends the run; two seconds at most.
 */
void
hall_cli_finish (HallCli *self,
                 int      status)
{
  g_return_if_fail (HALL_IS_CLI (self));

  if (self->finished)
    return;

  self->finished = TRUE;
  self->status = status;
  g_cancellable_cancel (self->cancellable);
  stop (self);
}

/**
 * hall_cli_fail:
 * @self: a run
 * @error: why it failed
 *
 * Prints the error and ends the run.
 */
void
hall_cli_fail (HallCli      *self,
               const GError *error)
{
  g_return_if_fail (HALL_IS_CLI (self));
  g_return_if_fail (error != NULL);

  if (self->finished)
    return;

  if (error->domain == HALL_CLI_USAGE_ERROR)
    {
      hall_cli_say_usage (error);
      hall_cli_finish (self, HALL_CLI_USAGE);
      return;
    }

  hall_cli_printer_gerror (self->printer, error);
  hall_cli_finish (self, HALL_CLI_FAILED);
}

/**
 * hall_cli_get_hurried:
 * @self: a run
 *
 * Returns: whether the process was told by a signal to end
 */
gboolean
hall_cli_get_hurried (HallCli *self)
{
  g_return_val_if_fail (HALL_IS_CLI (self), FALSE);

  return self->hurried;
}

/**
 * hall_cli_get_status:
 * @self: a run
 *
 * Returns: the exit status of a run that has ended
 */
int
hall_cli_get_status (HallCli *self)
{
  g_return_val_if_fail (HALL_IS_CLI (self), HALL_CLI_FAILED);

  return self->status;
}

/**
 * hall_cli_get_options:
 * @self: a run
 *
 * Returns: (transfer none): what is asked for
 */
const HallCliOptions *
hall_cli_get_options (HallCli *self)
{
  return self->options;
}

/**
 * hall_cli_get_printer:
 * @self: a run
 *
 * Returns: (transfer none): where what happens is printed
 */
HallCliPrinter *
hall_cli_get_printer (HallCli *self)
{
  return self->printer;
}

/**
 * hall_cli_get_session:
 * @self: a run
 *
 * Returns: (transfer none): the session, which runs while there is a command
 */
HallSession *
hall_cli_get_session (HallCli *self)
{
  return self->session;
}

/**
 * hall_cli_get_cancellable:
 * @self: a run
 *
 * Returns: (transfer none): what is cancelled when the run ends
 */
GCancellable *
hall_cli_get_cancellable (HallCli *self)
{
  return self->cancellable;
}
