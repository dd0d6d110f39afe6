/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-dm.c: the command dm: one private message, and the certainty that it arrived.
 *
 * As soon as it is known who is meant, the message is in the outbox; it is delivered when both are
 * here. What could not be put there is said to be not kept.
 */

#define G_LOG_DOMAIN "hall-cli-dm"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-seek.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_DM (hall_cli_dm_get_type ())
G_DECLARE_FINAL_TYPE (HallCliDm, hall_cli_dm, HALL, CLI_DM, GObject)

struct _HallCliDm
{
  GObject parent_instance;

  HallCli *cli;             /* owns this */
  HallRoom *room;           /* NULL until the person is known */
  gint64 deadline;          /* monotonic µs */
  guint deadline_source;
};

G_DEFINE_FINAL_TYPE (HallCliDm, hall_cli_dm, G_TYPE_OBJECT)

static void
hall_cli_dm_dispose (GObject *object)
{
  HallCliDm *self = HALL_CLI_DM (object);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_object (&self->room);

  G_OBJECT_CLASS (hall_cli_dm_parent_class)->dispose (object);
}

static void
hall_cli_dm_class_init (HallCliDmClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_dm_dispose;
}

static void
hall_cli_dm_init (HallCliDm *self)
{
}

static gboolean
is_over (HallCliDm *self)
{
  return g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli));
}

/* Ends the run with @reason, and with what became of the message. */
static void
fail (HallCliDm    *self,
      const GError *reason)
{
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);

  if (reason != NULL)
    hall_cli_printer_gerror (printer, reason);
  if (self->room != NULL)
    hall_cli_printer_error (printer, "kept",
                            _("The message is not delivered. It is kept in the outbox and goes "
                              "out when you are both here."));
  else
    hall_cli_printer_error (printer, "not-kept", _("The message was not sent, and is not kept."));
  hall_cli_finish (self->cli, HALL_CLI_FAILED);
}

static void
on_interrupted (HallCliDm *self)
{
  fail (self, NULL);
}

/* What was to be sent is to be sent, whether somebody reads of it or not. */
static void
on_unread (HallCliDm *self)
{
  g_debug ("nobody reads what is printed");
}

static gboolean
on_deadline (gpointer user_data)
{
  HallCliDm *self = user_data;

  self->deadline_source = 0;
  if (!is_over (self))
    fail (self, NULL);

  return G_SOURCE_REMOVE;
}

static void
on_message_state (HallCliDm        *self,
                  HallRoom         *room,
                  const char       *event_id,
                  HallMessageState  state,
                  HallSession      *session)
{
  if (room != self->room || is_over (self))
    return;

  hall_cli_printer_state (hall_cli_get_printer (self->cli), room, event_id, state);
  if (hall_session_count_unsent (session, room) == 0)
    hall_cli_finish (self->cli, HALL_CLI_DONE);
}

static void
on_queued (HallCliDm   *self,
           HallRoom    *room,
           HallMessage *message)
{
  if (room == self->room)
    hall_cli_printer_queued (hall_cli_get_printer (self->cli), room, message);
}

static void
send_to (HallCliDm  *self,
         HallPerson *person)
{
  HallSession *session = hall_cli_get_session (self->cli);
  HallRoom *room = hall_session_get_direct (session, person);
  g_autoptr (GError) error = NULL;

  g_signal_connect_object (session, "message-queued", G_CALLBACK (on_queued), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message-state", G_CALLBACK (on_message_state), self,
                           G_CONNECT_SWAPPED);
  if (hall_session_send (session, room, hall_cli_get_options (self->cli)->text, &error) == NULL)
    {
      fail (self, error);
      return;
    }

  g_set_object (&self->room, room);
  self->deadline_source = g_timeout_add (MAX (self->deadline - g_get_monotonic_time (), 0) / 1000,
                                         on_deadline, self);
}

static void
seek_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliDm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPerson) person = hall_cli_seek_finish (result, &error);

  if (is_over (self))
    return;
  if (person != NULL)
    send_to (self, person);
  else
    fail (self, error);
}

/**
 * hall_cli_dm_new:
 * @cli: the run
 *
 * Begins to send the message.
 *
 * Returns: (transfer full): the command
 */
GObject *
hall_cli_dm_new (HallCli *cli)
{
  HallCliDm *self = g_object_new (HALL_TYPE_CLI_DM, NULL);
  const HallCliOptions *options = hall_cli_get_options (cli);

  self->cli = cli;
  self->deadline = g_get_monotonic_time () + options->wait_ms * 1000;
  g_signal_connect_object (cli, "interrupted", G_CALLBACK (on_interrupted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "unread", G_CALLBACK (on_unread), self, G_CONNECT_SWAPPED);
  hall_cli_seek_async (hall_cli_get_session (cli), options->person, options->wait_ms,
                       hall_cli_get_cancellable (cli), seek_cb, g_object_ref (self));

  return G_OBJECT (self);
}
