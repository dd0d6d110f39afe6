/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-trust.c: the commands trust and block: what one thinks of somebody's key.
 *
 * The safety number is shown before anything is marked; where nobody can say that it was compared,
 * nothing is marked without --yes.
 */

#define G_LOG_DOMAIN "hall-cli-trust"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-question.h"
#include "hall-cli-seek.h"

#include "hall-cli-commands.h"

#define HALL_TYPE_CLI_TRUST (hall_cli_trust_get_type ())
G_DECLARE_FINAL_TYPE (HallCliTrust, hall_cli_trust, HALL, CLI_TRUST, GObject)

struct _HallCliTrust
{
  GObject parent_instance;

  HallCli *cli;          /* owns this */
  HallPerson *person;    /* NULL until it is known who is meant */
  HallCliQuestion *question; /* NULL if nobody is asked */
};

G_DEFINE_FINAL_TYPE (HallCliTrust, hall_cli_trust, G_TYPE_OBJECT)

static void
hall_cli_trust_dispose (GObject *object)
{
  HallCliTrust *self = HALL_CLI_TRUST (object);

  g_clear_object (&self->question);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (hall_cli_trust_parent_class)->dispose (object);
}

static void
hall_cli_trust_class_init (HallCliTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_trust_dispose;
}

static void
hall_cli_trust_init (HallCliTrust *self)
{
}

static void
tell (HallCliTrust *self)
{
  HallSession *session = hall_cli_get_session (self->cli);
  g_autofree char *number = hall_session_get_safety_number (session, self->person);

  hall_cli_printer_trust (hall_cli_get_printer (self->cli), self->person, number);
}

static void
finish (HallCliTrust *self)
{
  tell (self);
  hall_cli_finish (self->cli, HALL_CLI_DONE);
}

static void
verify (HallCliTrust *self)
{
  hall_session_set_verified (hall_cli_get_session (self->cli), self->person, TRUE);
  finish (self);
}

static void
on_answered (HallCliTrust *self,
             gboolean         yes)
{
  if (yes)
    verify (self);
  else
    {
      hall_cli_say (_("Nothing was marked."));
      hall_cli_finish (self->cli, HALL_CLI_FAILED);
    }
}

static void
ask (HallCliTrust *self)
{
  g_autofree char *question =
      /* Translators: somebody's name; the number is the safety number, printed just before */
      g_strdup_printf (_("Is that the number that %s sees, too? Compare it face to face, or by "
                         "telephone."), hall_person_get_name (self->person));

  tell (self);
  self->question = hall_cli_question_new (self->cli, question);
  g_signal_connect_object (self->question, "answered", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
}

/* The two answers to somebody who bears the name of somebody known. */
static void
declare (HallCliTrust *self,
         const char   *word)
{
  HallSession *session = hall_cli_get_session (self->cli);
  g_autoptr (GError) error = NULL;

  if (hall_person_get_resembles (self->person) == NULL)
    {
      /* Translators: somebody's name */
      error = g_error_new (HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                           _("Nobody you know has the name of %s."),
                           hall_person_get_name (self->person));
      hall_cli_fail (self->cli, error);
      return;
    }
  if (g_str_equal (word, "same"))
    hall_session_declare_same (session, self->person);
  else
    hall_session_declare_distinct (session, self->person);
  finish (self);
}

static void
act (HallCliTrust *self)
{
  HallSession *session = hall_cli_get_session (self->cli);
  const HallCliOptions *options = hall_cli_get_options (self->cli);
  gboolean off = g_strcmp0 (options->word, "off") == 0;

  if (options->command == HALL_CLI_COMMAND_BLOCK)
    {
      hall_session_set_blocked (session, self->person, !off);
      finish (self);
    }
  else if (off)
    {
      hall_session_set_verified (session, self->person, FALSE);
      finish (self);
    }
  else if (options->word != NULL && !g_str_equal (options->word, "on"))
    declare (self, options->word);
  else if (options->yes)
    verify (self);
  else if (hall_cli_can_ask ())
    ask (self);
  else
    finish (self);   /* only shown */
}

static void
seek_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliTrust) self = user_data;
  g_autoptr (GError) error = NULL;

  self->person = hall_cli_seek_finish (result, &error);
  if (g_cancellable_is_cancelled (hall_cli_get_cancellable (self->cli)))
    return;
  if (self->person == NULL)
    hall_cli_fail (self->cli, error);
  else
    act (self);
}

/**
 * hall_cli_trust_new:
 * @cli: the run
 *
 * Begins to look for the person.
 *
 * Returns: (transfer full): the command
 */
GObject *
hall_cli_trust_new (HallCli *cli)
{
  HallCliTrust *self = g_object_new (HALL_TYPE_CLI_TRUST, NULL);
  const HallCliOptions *options = hall_cli_get_options (cli);

  self->cli = cli;
  hall_cli_seek_async (hall_cli_get_session (cli), options->person, options->wait_ms,
                       hall_cli_get_cancellable (cli), seek_cb, g_object_ref (self));

  return G_OBJECT (self);
}
