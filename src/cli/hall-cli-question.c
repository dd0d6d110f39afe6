/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-question.c: reads one answer from standard input.
 *
 * Owned by the command that asks. The end of input, a line that cannot be read and a signal are a
 * no, too. It never answers by itself: where nobody can be asked, none is made.
 */

#define G_LOG_DOMAIN "hall-cli-question"

#include "config.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "hall-cli-input.h"

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
  g_autofree char *word = g_strstrip (g_ascii_strdown (line, -1));

  answer (self, g_str_equal (word, "y") || g_str_equal (word, "yes"));
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

/**
 * hall_cli_question_new:
 * @cli: the run, whose interruption is an answer
 *
 * Begins to read the answer.
 *
 * Returns: (transfer full): a question that was asked just now
 */
HallCliQuestion *
hall_cli_question_new (HallCli *cli)
{
  HallCliQuestion *self = g_object_new (HALL_TYPE_CLI_QUESTION, NULL);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  self->input = hall_cli_input_new (stream);
  g_signal_connect_object (self->input, "line", G_CALLBACK (on_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "bad", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->input, "ended", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cli, "interrupted", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  hall_cli_input_start (self->input);

  return self;
}
