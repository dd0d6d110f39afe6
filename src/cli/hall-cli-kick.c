/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-kick.c: the commands kick and ban: putting somebody out of a room.
 *
 * Done when the room has it: the others enforce it whoever hosts.
 */

#define G_LOG_DOMAIN "hall-cli-kick"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-join.h"
#include "hall-session-people.h"
#include "hall-session-rights.h"

#include "hall-cli-commands.h"

#define LOOK_AGAIN_MS 50

#define HALL_TYPE_CLI_KICK (hall_cli_kick_get_type ())
G_DECLARE_FINAL_TYPE (HallCliKick, hall_cli_kick, HALL, CLI_KICK, GObject)

struct _HallCliKick
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallRoom *room;        /* NULL until one is in it */
  HallPerson *person;
  gint64 deadline;       /* monotonic µs */
  guint source;
};

G_DEFINE_FINAL_TYPE (HallCliKick, hall_cli_kick, G_TYPE_OBJECT)

static void
hall_cli_kick_dispose (GObject *object)
{
  HallCliKick *self = HALL_CLI_KICK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->room);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (hall_cli_kick_parent_class)->dispose (object);
}

static void
hall_cli_kick_class_init (HallCliKickClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_kick_dispose;
}

static void
hall_cli_kick_init (HallCliKick *self)
{
}

static const char *
get_deed (HallCliKick *self)
{
  const HallCliOptions *options = hall_cli_get_options (self->cli);

  if (options->command == HALL_CLI_COMMAND_KICK)
    return "kick";
  return g_strcmp0 (options->word, "off") == 0 ? "unban" : "ban";
}

/* Until two disks have it. */
static gboolean
look (gpointer user_data)
{
  HallCliKick *self = user_data;
  HallCliPrinter *printer = hall_cli_get_printer (self->cli);

  if (hall_session_count_unsent (hall_cli_get_session (self->cli), self->room) == 0)
    {
      hall_cli_printer_moderated (printer, self->room, self->person, get_deed (self));
      hall_cli_finish (self->cli, HALL_CLI_DONE);
    }
  else if (g_get_monotonic_time () >= self->deadline)
    {
      hall_cli_printer_error (printer, "kept",
                              _("The room does not have it yet. It is kept in the outbox and goes "
                                "out when this profile and the room meet again."));
      hall_cli_finish (self->cli, HALL_CLI_FAILED);
    }
  else
    return G_SOURCE_CONTINUE;

  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
act (HallCliKick *self,
     GError     **error)
{
  HallSession *session = hall_cli_get_session (self->cli);
  const HallCliOptions *options = hall_cli_get_options (self->cli);
  HallPerson *person = hall_session_find_person (session, options->person, error);

  if (person == NULL)
    return FALSE;

  self->person = g_object_ref (person);
  if (options->command == HALL_CLI_COMMAND_KICK)
    return hall_session_kick (session, self->room, person, error);
  return hall_session_ban (session, self->room, person, g_strcmp0 (options->word, "off") != 0,
                           error);
}

static void
join_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliKick) self = user_data;
  g_autoptr (GError) error = NULL;

  self->room = hall_cli_join_finish (result, &error);
  if (g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli)))
    return;
  if (self->room == NULL || !act (self, &error))
    hall_cli_fail (self->cli, error);
  else
    self->source = g_timeout_add (LOOK_AGAIN_MS, look, self);
}

/**
 * hall_cli_kick_new:
 * @cli: the run
 *
 * Begins to join the room.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_kick_new (HallCli *cli)
{
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;
  HallCliKick *self;

  if (!hall_cli_check_member (session, options->room, &error))
    {
      hall_cli_fail (cli, error);
      return NULL;
    }

  self = g_object_new (HALL_TYPE_CLI_KICK, NULL);
  self->cli = cli;
  self->deadline = g_get_monotonic_time () + options->wait_ms * 1000;
  hall_cli_join_async (session, options->room, NULL, options->wait_ms,
                       hall_cli_get_cancellable (cli), join_cb, g_object_ref (self));

  return G_OBJECT (self);
}
