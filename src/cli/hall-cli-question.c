/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-question.c: asks for a yes or a no, and reads the answer from standard input.
 *
 * Owned by the command that asks. The end of input, a line that cannot be read and a signal are a
 * no, too. It never answers by itself: where nobody can be asked, none is made.
 */

#define G_LOG_DOMAIN "hall-cli-question"

#include "config.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "hall-cli-input.h"
#include "hall-cli-output.h"

#include "hall-cli-question.h"

struct _HallCliQuestion
{
  GObject parent_instance;

  HallCliInput *input;
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (HallCliQuestion, hall_cli_question, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
answer (HallCliQuestion *self,
        gboolean         yes)
{
  if (self->answered)
    return;

  self->answered = TRUE;
  hall_cli_input_set_paused (self->input, TRUE);
  g_signal_emit (self, signals[ANSWERED], 0, yes);
}

static void
on_refused (HallCliQuestion *self)
{
  answer (self, FALSE);
}

static void
on_line (HallCliQuestion *self,
         const char      *line)
{
  answer (self, hall_cli_is_yes (line));
}

static void
hall_cli_question_dispose (GObject *object)
{
  g_clear_object (&HALL_CLI_QUESTION (object)->input);

  G_OBJECT_CLASS (hall_cli_question_parent_class)->dispose (object);
}

static void
hall_cli_question_class_init (HallCliQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_cli_question_dispose;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hall_cli_question_init (HallCliQuestion *self)
{
}

/**
 * hall_cli_can_ask:
 *
 * Returns: whether standard input is a terminal
 */
gboolean
hall_cli_can_ask (void)
{
  return isatty (STDIN_FILENO);
}

/* The same word, however it was typed: upper or lower case, Hangul in one piece or in parts. */
static gboolean
is_word (const char *typed,
         const char *word)
{
  g_autofree char *one = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *other = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *one_folded = one != NULL ? g_utf8_casefold (one, -1) : NULL;
  g_autofree char *other_folded = other != NULL ? g_utf8_casefold (other, -1) : NULL;

  return one_folded != NULL && g_strcmp0 (one_folded, other_folded) == 0;
}

/**
 * hall_cli_is_yes:
 * @line: what somebody answered
 *
 * What says no in the language of the messages is a no, also where English says yes by it.
 *
 * Returns: whether it is a yes
 */
gboolean
hall_cli_is_yes (const char *line)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (line != NULL, FALSE);

  word = g_strstrip (g_strdup (line));
  if (is_word (word, C_("answer", "N")))
    return FALSE;

  return is_word (word, "y") || is_word (word, "yes") || is_word (word, C_("answer", "y")) ||
         is_word (word, C_("answer", "yes"));
}

/**
 * hall_cli_question_new:
 * @cli: the run, whose interruption is an answer
 * @question: what is asked, a sentence
 *
 * Writes the question and begins to read the answer.
 *
 * Returns: (transfer full): a question that was asked just now
 */
HallCliQuestion *
hall_cli_question_new (HallCli    *cli,
                       const char *question)
{
  HallCliQuestion *self = g_object_new (HALL_TYPE_CLI_QUESTION, NULL);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  /* Translators: the letters that are typed for yes and no, as in "Forget “lunch”? [y/N]"; that of
   * no is a capital, because it also counts if nothing is typed. */
  hall_cli_ask ("%s [%s/%s] ", question, C_("answer", "y"), C_("answer", "N"));

  self->input = hall_cli_input_new (stream);
  g_signal_connect_object (self->input, "line", G_CALLBACK (on_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "bad", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "ended", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "interrupted", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  hall_cli_input_start (self->input);

  return self;
}
