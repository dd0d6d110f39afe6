/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-room.c: the commands host and join: be in a room, send what comes on standard input.
 *
 * Standard input is not read before one is in the room, and no faster than messages are
 * acknowledged, so whoever writes to it waits instead of filling the memory or the outbox.
 */

#define G_LOG_DOMAIN "hall-cli-room"

#include "config.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "hall-cli-input.h"
#include "hall-cli-invite.h"
#include "hall-cli-join.h"
#include "hall-cli-live.h"
#include "hall-cli-passphrase.h"
#include "hall-cli-taken.h"
#include "hall-cli-watch.h"
#include "hall-person.h"

#include "hall-cli-commands.h"

/* How long to listen before a name counts as free: we ask within half a second, and a host answers
 * within another half. */
#define DISCOVERY_MS 1500

/* Reading rests while this many messages are not acknowledged, until half of them are. */
#define UNACKNOWLEDGED_MAX 256

/* Whoever is told to end still hears the acknowledgements that are on their way. */
#define GRACE_MS 500

#define HALL_TYPE_CLI_ROOM (hall_cli_room_get_type ())
G_DECLARE_FINAL_TYPE (HallCliRoom, hall_cli_room, HALL, CLI_ROOM, GObject)

struct _HallCliRoom
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallCliWatch *watch;   /* NULL when people read */
  HallCliTalk *talk;
  HallCliInput *input;   /* NULL until one is in the room */
  guint discovery_source;
  guint grace_source;
  gboolean input_ended;
  gboolean unread;       /* nobody reads what is printed */
  gboolean interrupted;
  char *last_problem;
  char *passphrase;      /* (nullable): until it is passed on */
  gboolean failed;       /* the status will be 1, after everything else was sent */
};

G_DEFINE_FINAL_TYPE (HallCliRoom, hall_cli_room, G_TYPE_OBJECT)

static void
hall_cli_room_dispose (GObject *object)
{
  HallCliRoom *self = HALL_CLI_ROOM (object);

  g_clear_handle_id (&self->discovery_source, g_source_remove);
  g_clear_handle_id (&self->grace_source, g_source_remove);
  g_clear_object (&self->input);
  g_clear_object (&self->talk);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (hall_cli_room_parent_class)->dispose (object);
}

static void
hall_cli_room_finalize (GObject *object)
{
  g_free (HALL_CLI_ROOM (object)->last_problem);
  hall_cli_free_passphrase (HALL_CLI_ROOM (object)->passphrase);

  G_OBJECT_CLASS (hall_cli_room_parent_class)->finalize (object);
}

static void
hall_cli_room_class_init (HallCliRoomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_cli_room_dispose;
  object_class->finalize = hall_cli_room_finalize;
}

static void
hall_cli_room_init (HallCliRoom *self)
{
}

static gboolean
is_over (HallCliRoom *self)
{
  return g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli));
}

static void
say_rest (HallCliRoom *self)
{
  guint left = hall_cli_talk_count_unacknowledged (self->talk);

  if (left > 0)
    hall_cli_say (ngettext ("%u message is not acknowledged yet. It is kept in the outbox and goes "
                            "out when this profile and the room meet again.",
                            "%u messages are not acknowledged yet. They are kept in the outbox and "
                            "go out when this profile and the room meet again.", left), left);
  if (self->input != NULL && !self->unread && hall_cli_input_has_line (self->input))
    {
      self->failed = TRUE;
      hall_cli_say (_("Not all of standard input was sent."));
    }
  self->failed = self->failed || left > 0;
}

/* Nothing is told any more but that one has left. */
static void
stop_telling (HallCliRoom *self)
{
  say_rest (self);
  g_clear_object (&self->watch);
  hall_cli_talk_leave (self->talk);
}

static void
leave (HallCliRoom *self)
{
  stop_telling (self);
  hall_cli_finish (self->cli, self->failed ? HALL_CLI_FAILED : HALL_CLI_DONE);
}

static void
on_progress (HallCliRoom *self)
{
  guint left = hall_cli_talk_count_unacknowledged (self->talk);

  if (self->input == NULL || is_over (self))
    return;

  if (left >= UNACKNOWLEDGED_MAX || self->unread || self->interrupted)
    hall_cli_input_set_paused (self->input, TRUE);
  else if (left <= UNACKNOWLEDGED_MAX / 2)
    hall_cli_input_set_paused (self->input, FALSE);

  if ((self->interrupted && left == 0) ||
      (hall_cli_talk_is_settled (self->talk) &&
       (self->unread || (self->input_ended && !hall_cli_get_options (self->cli)->stay))))
    leave (self);
}

static gboolean
on_grace_over (gpointer user_data)
{
  HallCliRoom *self = user_data;

  self->grace_source = 0;
  if (!is_over (self))
    leave (self);

  return G_SOURCE_REMOVE;
}

/* A second time it is meant at once. */
static void
on_interrupted (HallCliRoom *self)
{
  if (self->input == NULL || self->interrupted ||
      hall_cli_talk_count_unacknowledged (self->talk) == 0)
    {
      leave (self);
      return;
    }

  self->interrupted = TRUE;
  self->grace_source = g_timeout_add (GRACE_MS, on_grace_over, self);
  on_progress (self);
}

/* Whoever listened has gone: what was written is still sent, then that was all. */
static void
on_unread (HallCliRoom *self)
{
  self->unread = TRUE;
  if (self->input == NULL)
    leave (self);
  else
    on_progress (self);
}

static void
on_line (HallCliRoom *self,
         const char  *line)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));
  g_autoptr (GError) error = NULL;

  if (*stripped == '\0' || is_over (self))
    return;

  if (!hall_cli_take_line (self->cli, self->talk, line, &error))
    {
      self->failed = TRUE;
      hall_cli_printer_gerror (hall_cli_get_printer (self->cli), error);
    }
  on_progress (self);
}

static void
on_bad_line (HallCliRoom *self,
             const char  *sentence)
{
  self->failed = TRUE;
  hall_cli_printer_error (hall_cli_get_printer (self->cli), "input", sentence);
}

static void
on_input_ended (HallCliRoom *self)
{
  self->input_ended = TRUE;
  on_progress (self);
}

/* Refused when coming back. The session goes on trying: whoever stays may be lucky, or see to it
 * that the reason goes away. */
static void
on_problem (HallCliRoom  *self,
            HallRoom     *room,
            const GError *error)
{
  /* While one is joining, the attempt's own error says it. */
  if (self->input == NULL || is_over (self) || room != hall_cli_talk_get_room (self->talk))
    return;

  if (self->input_ended && !hall_cli_get_options (self->cli)->stay)
    {
      stop_telling (self);
      hall_cli_fail (self->cli, error);
    }
  else if (g_strcmp0 (error->message, self->last_problem) != 0)
    {
      g_free (self->last_problem);
      self->last_problem = g_strdup (error->message);
      hall_cli_printer_gerror (hall_cli_get_printer (self->cli), error);
    }
}

static void
invite_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCliRoom) self = user_data;

  if (!hall_cli_invite_finish (result))
    self->failed = TRUE;
}

static void
enter (HallCliRoom *self,
       HallRoom    *room)
{
  char **invited = hall_cli_get_options (self->cli)->invited;
  g_autoptr (GInputStream) stream = NULL;

  if (is_over (self))
    return;

  hall_cli_talk_set_room (self->talk, room);
  hall_cli_tell_news (self->cli, room);
  hall_cli_talk_join (self->talk);
  for (guint i = 0; invited != NULL && invited[i] != NULL; i++)
    hall_cli_invite_async (self->cli, room, invited[i], invite_cb, g_object_ref (self));

  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  self->input = hall_cli_input_new (stream);
  g_signal_connect_object (self->input, "line", G_CALLBACK (on_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "bad", G_CALLBACK (on_bad_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "ended", G_CALLBACK (on_input_ended), self,
                           G_CONNECT_SWAPPED);
  hall_cli_input_start (self->input);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliRoom) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_cli_join_finish (result, &error);

  if (room != NULL)
    enter (self, room);
  else
    hall_cli_fail (self->cli, error);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCliRoom) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room =
      hall_session_create_room_finish (HALL_SESSION (source), result, &error);

  if (room != NULL)
    enter (self, room);
  else
    hall_cli_fail (self->cli, error);
}

static void
reopen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCliRoom) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hall_session_reopen_room_finish (HALL_SESSION (source), result, &error))
    enter (self, hall_cli_talk_get_room (self->talk));
  else
    hall_cli_fail (self->cli, error);
}

static void
reopen (HallCliRoom *self)
{
  hall_session_reopen_room_async (hall_cli_get_session (self->cli),
                                  hall_cli_talk_get_room (self->talk),
                                  hall_cli_get_cancellable (self->cli), reopen_cb,
                                  g_object_ref (self));
}

static void
rejoin_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCliRoom) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = hall_session_join_finish (HALL_SESSION (source), result, &error);

  if (room != NULL)
    enter (self, room);
  else if (g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE))
    /* It was announced, but its host is not there any more. */
    reopen (self);
  else
    hall_cli_fail (self->cli, error);
}

/* What is announced has been heard by now: whose is the name? */
static gboolean
on_discovered (gpointer user_data)
{
  HallCliRoom *self = user_data;
  HallSession *session = hall_cli_get_session (self->cli);
  const HallCliOptions *options = hall_cli_get_options (self->cli);
  GCancellable *cancellable = hall_cli_get_cancellable (self->cli);
  g_autoptr (GError) error = NULL;
  HallRoomDraft draft = {
    .name = options->room,
    .topic = options->topic,
    .lock = self->passphrase != NULL ? HALL_LOCK_PASSPHRASE
            : options->invited != NULL ? HALL_LOCK_INVITED
                                       : HALL_LOCK_OPEN,
    .passphrase = self->passphrase,
    .only_since_joining = options->only_since_joining,
  };
  HallRoom *room;

  self->discovery_source = 0;
  room = hall_session_find_room (session, options->room, &error);

  if (room == NULL && g_error_matches (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND))
    hall_session_create_room_async (session, &draft, cancellable, create_cb, g_object_ref (self));
  else if (room == NULL)
    hall_cli_fail (self->cli, error);
  else if (!hall_cli_may_host_room (options, room, draft.lock, &error))
    hall_cli_fail (self->cli, error);
  else
    {
      hall_cli_talk_set_room (self->talk, room);
      if (hall_room_get_membership (room) == HALL_MEMBERSHIP_HOSTING)
        enter (self, room);
      else if (hall_cli_is_room_shown (room) || hall_room_get_standing (room))
        hall_session_join_room_async (session, room, cancellable, rejoin_cb, g_object_ref (self));
      else
        reopen (self);
    }
  g_clear_pointer (&self->passphrase, hall_cli_free_passphrase);

  return G_SOURCE_REMOVE;
}

/* The room that we know already is the one whose messages count from the first. */
static void
set_known_room (HallCliRoom *self)
{
  HallRoom *room = hall_session_find_room (hall_cli_get_session (self->cli),
                                           hall_cli_get_options (self->cli)->room, NULL);

  if (room != NULL && hall_room_get_is_member (room))
    hall_cli_talk_set_room (self->talk, room);
}

static void
watch_directory (HallCliRoom *self)
{
  HallDirectory *directory = hall_session_get_directory (hall_cli_get_session (self->cli));
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);

  if (!hall_cli_printer_get_json (printer))
    return;

  self->watch = hall_cli_watch_new (printer);
  hall_cli_watch_add (self->watch, hall_directory_get_people (directory));
  hall_cli_watch_add (self->watch, hall_directory_get_rooms (directory));
}

/**
 * hall_cli_room_new:
 * @cli: the run
 *
 * Begins to host, or to join, a room.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_room_new (HallCli *cli)
{
  HallCliRoom *self = g_object_new (HALL_TYPE_CLI_ROOM, NULL);
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;

  self->cli = cli;
  if (!hall_cli_read_passphrase (options->passphrase_file, &self->passphrase, &error))
    {
      hall_cli_fail (cli, error);
      g_object_unref (self);
      return NULL;
    }
  self->talk = hall_cli_talk_new (session, hall_cli_get_printer (cli));
  g_signal_connect_object (self->talk, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "interrupted", G_CALLBACK (on_interrupted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "unread", G_CALLBACK (on_unread), self, G_CONNECT_SWAPPED);
  watch_directory (self);

  if (options->command == HALL_CLI_COMMAND_HOST)
    self->discovery_source = g_timeout_add (DISCOVERY_MS, on_discovered, self);
  else
    {
      if (!hall_cli_is_address (options->room))
        set_known_room (self);
      hall_cli_join_async (session, options->room, self->passphrase, options->wait_ms,
                           hall_cli_get_cancellable (cli), join_cb, g_object_ref (self));
      g_clear_pointer (&self->passphrase, hall_cli_free_passphrase);
    }

  return G_OBJECT (self);
}
