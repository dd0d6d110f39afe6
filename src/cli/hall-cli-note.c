/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-note.c: the commands edit, react and pin: something said about a message.
 *
 * Done when the room, or the other person of a private conversation, has it, as hall-cli-kick.c.
 */

#define G_LOG_DOMAIN "hall-cli-note"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-join.h"
#include "hall-message.h"
#include "hall-session-search.h"
#include "hall-session-talk.h"

#include "hall-cli-commands.h"

#define LOOK_AGAIN_MS 50

#define HALL_TYPE_CLI_NOTE (hall_cli_note_get_type ())
G_DECLARE_FINAL_TYPE (HallCliNote, hall_cli_note, HALL, CLI_NOTE, GObject)

struct _HallCliNote
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallRoom *room;        /* NULL until one is in it; or a private conversation */
  gint64 deadline;       /* monotonic µs */
  guint source;
};

G_DEFINE_FINAL_TYPE (HallCliNote, hall_cli_note, G_TYPE_OBJECT)

static void
hall_cli_note_dispose (GObject *object)
{
  HallCliNote *self = HALL_CLI_NOTE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->room);

  G_OBJECT_CLASS (hall_cli_note_parent_class)->dispose (object);
}

static void
hall_cli_note_class_init (HallCliNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_note_dispose;
}

static void
hall_cli_note_init (HallCliNote *self)
{
}

/* Until two disks have it, or this one where nobody else is in the room. */
static gboolean
look (gpointer user_data)
{
  HallCliNote *self = user_data;

  if (hall_session_count_unsent (hall_cli_get_session (self->cli), self->room) == 0)
    {
      hall_cli_finish (self->cli, HALL_CLI_DONE);
    }
  else if (g_get_monotonic_time () >= self->deadline)
    {
      const char *kept = hall_room_get_person (self->room) != NULL
                         ? _("It is not delivered yet. It is kept in the outbox and goes out when "
                             "you are both here.")
                         : _("The room does not have it yet. It is kept in the outbox and goes "
                             "out when this profile and the room meet again.");

      hall_cli_printer_error (hall_cli_get_printer (self->cli), "kept", kept);
      hall_cli_finish (self->cli, HALL_CLI_FAILED);
    }
  else
    return G_SOURCE_CONTINUE;

  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
act (HallCliNote *self,
     GError     **error)
{
  HallSession *session = hall_cli_get_session (self->cli);
  const HallCliOptions *options = hall_cli_get_options (self->cli);
  HallMessage *message = hall_timeline_lookup (hall_room_get_timeline (self->room),
                                               options->message);

  if (message == NULL)
    {
      g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                   _("There is no message with the id “%s” in this room."), options->message);
      return FALSE;
    }
  if (options->command == HALL_CLI_COMMAND_EDIT)
    return hall_session_edit_message (session, self->room, message, options->text, error);
  if (options->command == HALL_CLI_COMMAND_REACT)
    return hall_session_react (session, self->room, message, options->text, !options->off, error);
  return hall_session_pin_message (session, self->room, message, !options->off, error);
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliNote) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = hall_session_open_at_finish (HALL_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli)))
    return;
  if (!opened || !act (self, &error))
    hall_cli_fail (self->cli, error);
  else
    self->source = g_timeout_add (LOOK_AGAIN_MS, look, self);
}

/* The message may not be among the newest ones. */
static void
open_room (HallCliNote *self)
{
  hall_session_open_at_async (hall_cli_get_session (self->cli), self->room,
                              hall_cli_get_options (self->cli)->message,
                              hall_cli_get_cancellable (self->cli), open_cb, g_object_ref (self));
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliNote) self = user_data;
  g_autoptr (GError) error = NULL;

  self->room = hall_cli_join_finish (result, &error);
  if (g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli)))
    return;
  if (self->room == NULL)
    hall_cli_fail (self->cli, error);
  else
    open_room (self);
}

/**
 * hall_cli_note_new:
 * @cli: the run
 *
 * Begins to join the room; a private conversation is open already.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_note_new (HallCli *cli)
{
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_cli_find_conversation (session, options->room, &error);
  gboolean private = room != NULL && hall_room_get_person (room) != NULL;
  HallCliNote *self;

  if (room == NULL || (!private && !hall_cli_check_member (session, options->room, &error)))
    {
      hall_cli_fail (cli, error);
      return NULL;
    }

  self = g_object_new (HALL_TYPE_CLI_NOTE, NULL);
  self->cli = cli;
  self->deadline = g_get_monotonic_time () + options->wait_ms * 1000;
  if (private)
    {
      self->room = g_object_ref (room);
      open_room (self);
    }
  else
    {
      hall_cli_join_async (session, options->room, NULL, options->wait_ms,
                           hall_cli_get_cancellable (cli), join_cb, g_object_ref (self));
    }

  return G_OBJECT (self);
}
