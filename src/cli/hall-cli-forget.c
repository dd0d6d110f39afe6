/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-forget.c: the command forget: deletes what this profile has of a room, for good.
 *
 * Asks first where somebody can be asked. Where nobody can, it does nothing without --yes.
 */

#define G_LOG_DOMAIN "hall-cli-forget"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-question.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_FORGET (hall_cli_forget_get_type ())
G_DECLARE_FINAL_TYPE (HallCliForget, hall_cli_forget, HALL, CLI_FORGET, GObject)

struct _HallCliForget
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallRoom *room;
  HallCliQuestion *question; /* NULL if nobody is asked */
};

G_DEFINE_FINAL_TYPE (HallCliForget, hall_cli_forget, G_TYPE_OBJECT)

static void
hall_cli_forget_dispose (GObject *object)
{
  HallCliForget *self = HALL_CLI_FORGET (object);

  g_clear_object (&self->question);
  g_clear_object (&self->room);

  G_OBJECT_CLASS (hall_cli_forget_parent_class)->dispose (object);
}

static void
hall_cli_forget_class_init (HallCliForgetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_forget_dispose;
}

static void
hall_cli_forget_init (HallCliForget *self)
{
}

static void
forget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallCliForget) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_forget_room_finish (HALL_SESSION (source), result, &error))
    {
      hall_cli_fail (self->cli, error);
      return;
    }

  hall_cli_printer_forgotten (hall_cli_get_printer (self->cli), self->room);
  hall_cli_finish (self->cli, HALL_CLI_DONE);
}

static void
forget (HallCliForget *self)
{
  hall_session_forget_room_async (hall_cli_get_session (self->cli), self->room,
                                  hall_cli_get_cancellable (self->cli), forget_cb,
                                  g_object_ref (self));
}

static void
on_answered (HallCliForget *self,
             gboolean          yes)
{
  if (yes)
    forget (self);
  else
    {
      hall_cli_say (_("Nothing was forgotten."));
      hall_cli_finish (self->cli, HALL_CLI_FAILED);
    }
}

static void
ask (HallCliForget *self)
{
  g_autofree char *question =
      /* Translators: a room */
      g_strdup_printf (_("Forget “%s”? What was said in it is deleted on this computer."),
                       hall_room_get_name (self->room));

  self->question = hall_cli_question_new (self->cli, question);
  g_signal_connect_object (self->question, "answered", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_cli_forget_new:
 * @cli: the run
 *
 * Forgets a room, after a question if somebody is there to be asked.
 *
 * Returns: (transfer full) (nullable): the command; %NULL if it has failed already
 */
GObject *
hall_cli_forget_new (HallCli *cli)
{
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;
  HallCliForget *self;
  HallRoom *room;

  if (!options->yes && !hall_cli_can_ask ())
    g_set_error_literal (&error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
                         _("“forget” deletes what was said in a room, and nobody can be asked "
                           "here: add --yes if that is meant."));
  room = error == NULL
             ? hall_session_find_room (hall_cli_get_session (cli), options->room, &error)
             : NULL;
  if (room == NULL)
    {
      hall_cli_fail (cli, error);
      return NULL;
    }

  self = g_object_new (HALL_TYPE_CLI_FORGET, NULL);
  self->cli = cli;
  self->room = g_object_ref (room);
  if (options->yes)
    forget (self);
  else
    ask (self);

  return G_OBJECT (self);
}
