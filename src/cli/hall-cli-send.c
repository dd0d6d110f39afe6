/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-send.c: the command send: one message, and the certainty that it arrived.
 *
 * In a room that this profile knows the message is in the outbox at once; in another as soon as it
 * was joined. What could not be put there is said to be not kept.
 */

#define G_LOG_DOMAIN "hall-cli-send"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-join.h"
#include "hall-cli-talk.h"
#include "hall-session-search.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_SEND (hall_cli_send_get_type ())
G_DECLARE_FINAL_TYPE (HallCliSend, hall_cli_send, HALL, CLI_SEND, GObject)

struct _HallCliSend
{
  GObject parent_instance;

  HallCli *cli;           /* owns this */
  HallCliTalk *talk;
  guint deadline_source;
  gboolean joining;       /* the attempt has its own deadline, and says why it failed */
  gboolean opening;       /* what it answers is being read */
  gboolean sent;          /* the text is in the outbox, or further */
};

G_DEFINE_FINAL_TYPE (HallCliSend, hall_cli_send, G_TYPE_OBJECT)

static void
hall_cli_send_dispose (GObject *object)
{
  HallCliSend *self = HALL_CLI_SEND (object);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (hall_cli_send_parent_class)->dispose (object);
}

static void
hall_cli_send_class_init (HallCliSendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_send_dispose;
}

static void
hall_cli_send_init (HallCliSend *self)
{
}

static gboolean
is_over (HallCliSend *self)
{
  return g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli));
}

static void
finish (HallCliSend *self,
        int          status)
{
  hall_cli_talk_leave (self->talk);
  hall_cli_finish (self->cli, status);
}

/* Ends the run with @reason, and with what became of the message. */
static void
fail (HallCliSend  *self,
      const GError *reason)
{
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);

  if (reason != NULL)
    hall_cli_printer_gerror (printer, reason);
  if (self->sent)
    hall_cli_printer_error (printer, "kept",
                            _("The message is not acknowledged. It is kept in the outbox and goes "
                              "out when this profile and the room meet again."));
  else
    hall_cli_printer_error (printer, "not-kept", _("The message was not sent, and is not kept."));

  finish (self, HALL_CLI_FAILED);
}

/* @reply_to: (nullable) */
static gboolean
put_into_outbox (HallCliSend *self,
                 HallMessage *reply_to)
{
  g_autoptr (GError) error = NULL;

  if (!self->sent)
    self->sent = hall_cli_talk_send (self->talk, hall_cli_get_options (self->cli)->text, reply_to,
                                     &error);
  if (!self->sent)
    fail (self, error);

  return self->sent;
}

static void
on_progress (HallCliSend *self)
{
  if (!self->sent || is_over (self) || hall_cli_talk_count_unacknowledged (self->talk) > 0)
    return;

  /* In a room that we know this can come before joining has ended in every respect. */
  hall_cli_talk_join (self->talk);
  finish (self, HALL_CLI_DONE);
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliSend) self = user_data;
  HallRoom *room = hall_cli_talk_get_room (self->talk);
  g_autoptr (GError) error = NULL;
  gboolean opened = hall_session_open_at_finish (HALL_SESSION (source), result, &error);

  self->opening = FALSE;
  if (is_over (self))
    return;
  if (opened && put_into_outbox (self,
                                 hall_timeline_lookup (hall_room_get_timeline (room),
                                                       hall_cli_get_options (self->cli)->message)))
    on_progress (self);
  else if (!opened && !self->joining)
    /* Else it may be here once one is in the room. */
    fail (self, error);
}

/* FALSE: that has failed. */
static gboolean
begin_to_send (HallCliSend *self)
{
  const char *message = hall_cli_get_options (self->cli)->message;

  if (message == NULL)
    return put_into_outbox (self, NULL);
  if (!self->sent && !self->opening)
    hall_session_open_at_async (hall_cli_get_session (self->cli),
                                hall_cli_talk_get_room (self->talk), message,
                                hall_cli_get_cancellable (self->cli), open_cb,
                                g_object_ref (self));
  self->opening = !self->sent;
  return TRUE;
}

static void
on_interrupted (HallCliSend *self)
{
  fail (self, NULL);
}

/* What was to be sent is to be sent, whether somebody reads of it or not. */
static void
on_unread (HallCliSend *self)
{
  g_debug ("nobody reads what is printed");
}

static HallRoom *
find_room (HallCliSend *self)
{
  const char *room = hall_cli_get_options (self->cli)->room;

  return hall_cli_is_address (room)
             ? NULL
             : hall_session_find_room (hall_cli_get_session (self->cli), room, NULL);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliSend) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_cli_join_finish (result, &error);

  self->joining = FALSE;
  if (is_over (self))
    return;

  if (room != NULL)
    {
      hall_cli_talk_set_room (self->talk, room);
      hall_cli_talk_join (self->talk);
      if (begin_to_send (self))
        on_progress (self);
      return;
    }

  fail (self, error);
}

static gboolean
on_deadline (gpointer user_data)
{
  HallCliSend *self = user_data;

  self->deadline_source = 0;
  if (!self->joining && !is_over (self))
    fail (self, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_send_new:
 * @cli: the run
 *
 * Begins to send the message.
 *
 * Returns: (transfer full): the command
 */
GObject *
hall_cli_send_new (HallCli *cli)
{
  HallCliSend *self = g_object_new (HALL_TYPE_CLI_SEND, NULL);
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  HallRoom *room;

  self->cli = cli;
  self->talk = hall_cli_talk_new (session, hall_cli_get_printer (cli));
  hall_cli_talk_set_own_only (self->talk, TRUE);
  g_signal_connect_object (self->talk, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "interrupted", G_CALLBACK (on_interrupted), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (cli, "unread", G_CALLBACK (on_unread), self, G_CONNECT_SWAPPED);

  room = find_room (self);
  if (room != NULL && hall_room_get_is_member (room))
    {
      hall_cli_talk_set_room (self->talk, room);
      if (!begin_to_send (self))
        return G_OBJECT (self);
    }

  self->joining = TRUE;
  self->deadline_source = g_timeout_add (options->wait_ms, on_deadline, self);
  hall_cli_join_async (session, options->room, NULL, options->wait_ms,
                       hall_cli_get_cancellable (cli), join_cb, g_object_ref (self));

  return G_OBJECT (self);
}
