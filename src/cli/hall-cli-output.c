/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-output.c: writes to the descriptors of the process.
 *
 * One for standard output belongs to the program. The descriptor itself is never made
 * non-blocking: it may be shared with other programs, a shell's terminal for one. Instead it is
 * polled, and as much is written as a ready pipe surely takes.
 */

#define G_LOG_DOMAIN "hall-cli-output"

#include "config.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "hall-transcript.h"

#include "hall-cli-output.h"

/* Above this the program waits for its reader after all: memory must not grow for ever. */
#define QUEUE_MAX (16 * 1024 * 1024)

struct _HallCliOutput
{
  GObject parent_instance;

  int descriptor;
  GString *queue;
  gsize written;   /* of the queue's beginning */
  guint source;
  gboolean closed;
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (HallCliOutput, hall_cli_output, G_TYPE_OBJECT)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_cli_output_finalize (GObject *object)
{
  HallCliOutput *self = HALL_CLI_OUTPUT (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_string_free (self->queue, TRUE);

  G_OBJECT_CLASS (hall_cli_output_parent_class)->finalize (object);
}

static void
hall_cli_output_class_init (HallCliOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_cli_output_finalize;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_cli_output_init (HallCliOutput *self)
{
  self->queue = g_string_new (NULL);
}

/**
 * hall_cli_output_new:
 * @descriptor: an open file descriptor, which stays open
 *
 * Returns: (transfer full): an output to it; SIGPIPE is to be ignored
 */
HallCliOutput *
hall_cli_output_new (int descriptor)
{
  HallCliOutput *self = g_object_new (HALL_TYPE_CLI_OUTPUT, NULL);

  self->descriptor = descriptor;

  return self;
}

static void
close_for (HallCliOutput *self,
           int            reason)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  self->failed = reason != EPIPE;
  if (self->failed)
    hall_cli_say (_("Standard output cannot be written: %s"), g_strerror (reason));
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Whether a write would not block; waits @timeout_ms for that (-1: for ever). A signal ends the
 * waiting early: the main loop has to see it. */
static gboolean
is_ready (HallCliOutput *self,
          int            timeout_ms,
          gboolean      *interrupted)
{
  struct pollfd polled = { self->descriptor, POLLOUT, 0 };
  int result = poll (&polled, 1, timeout_ms);

  *interrupted = result < 0 && errno == EINTR;

  return result > 0;
}

/* Writes what the reader takes now; waits at most @timeout_ms whenever it takes nothing. Returns
 * whether a signal came in between. */
static gboolean
write_out (HallCliOutput *self,
           int            timeout_ms)
{
  gboolean interrupted = FALSE;

  while (!self->closed && self->written < self->queue->len &&
         is_ready (self, timeout_ms, &interrupted))
    {
      /* A pipe that is ready has room for PIPE_BUF bytes, and takes them without blocking. */
      gsize length = MIN (self->queue->len - self->written, PIPE_BUF);
      ssize_t written = write (self->descriptor, self->queue->str + self->written, length);

      if (written >= 0)
        self->written += written;
      else if (errno != EINTR && errno != EAGAIN)
        close_for (self, errno);
    }

  if (self->closed || self->written == self->queue->len)
    {
      g_string_truncate (self->queue, 0);
      self->written = 0;
    }
  else if (self->written > QUEUE_MAX / 2)
    {
      g_string_erase (self->queue, 0, self->written);
      self->written = 0;
    }

  return interrupted;
}

static gboolean
on_writable (int          descriptor,
             GIOCondition condition,
             gpointer     user_data)
{
  HallCliOutput *self = user_data;

  write_out (self, 0);
  if (self->queue->len > 0)
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

/**
 * hall_cli_output_print:
 * @self: an output
 * @text: UTF-8, without the last line break
 *
 * Writes a line now or as soon as the reader takes it. Waits for the reader only when 16 MiB are
 * queued.
 */
void
hall_cli_output_print (HallCliOutput *self,
                       const char    *text)
{
  g_return_if_fail (HALL_IS_CLI_OUTPUT (self));
  g_return_if_fail (text != NULL);

  if (self->closed)
    return;

  g_string_append (self->queue, text);
  g_string_append_c (self->queue, '\n');
  write_out (self, self->queue->len - self->written > QUEUE_MAX ? -1 : 0);

  if (self->queue->len > 0 && self->source == 0)
    self->source = g_unix_fd_add (self->descriptor, G_IO_OUT, on_writable, self);
}

/**
 * hall_cli_output_flush:
 * @self: an output
 * @timeout_ms: how long to wait for a reader that takes nothing, in ms; -1 for ever
 *
 * Writes everything that is queued. Blocks.
 */
void
hall_cli_output_flush (HallCliOutput *self,
                       int            timeout_ms)
{
  g_return_if_fail (HALL_IS_CLI_OUTPUT (self));

  while (write_out (self, timeout_ms))
    ;
}

/**
 * hall_cli_output_get_failed:
 * @self: an output
 *
 * Returns: whether writing failed, as on a full disk; not when the reader closed its end
 */
gboolean
hall_cli_output_get_failed (HallCliOutput *self)
{
  g_return_val_if_fail (HALL_IS_CLI_OUTPUT (self), FALSE);

  return self->failed;
}

static void write_error (const char *format,
                         va_list     arguments,
                         const char *end) G_GNUC_PRINTF (1, 0);

/* Some of it may be somebody else's text: without what a terminal obeys. */
static void
write_error (const char *format,
             va_list     arguments,
             const char *end)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  g_autofree char *plain = hall_cli_make_plain (text, "");
  g_autofree char *line = g_strconcat (plain, end, NULL);
  const char *rest = line;

  while (*rest != '\0')
    {
      ssize_t written = write (STDERR_FILENO, rest, strlen (rest));

      if (written < 0 && errno != EINTR)
        return;
      rest += MAX (written, 0);
    }
}

/**
 * hall_cli_say:
 * @format: a format in UTF-8, without the line break
 * @...: what goes into it
 *
 * Writes one line to standard error. What cannot be written there is lost.
 */
void
hall_cli_say (const char *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  write_error (format, arguments, "\n");
  va_end (arguments);
}

/**
 * hall_cli_ask:
 * @format: a format in UTF-8
 * @...: what goes into it
 *
 * Writes to standard error what somebody is to answer on the same line. For a yes or no, see
 * [func@Hall.cli_question_new].
 */
void
hall_cli_ask (const char *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  write_error (format, arguments, "");
  va_end (arguments);
}

/**
 * hall_cli_say_usage:
 * @error: what is wrong with the command line
 *
 * Writes it to standard error, and where to read more.
 */
void
hall_cli_say_usage (const GError *error)
{
  hall_cli_say ("hallway-cli: %s", error->message);
  /* Translators: hallway-cli --help is typed as it is */
  hall_cli_say (_("Try 'hallway-cli --help'."));
}

/**
 * hall_cli_make_plain:
 * @text: a text, perhaps somebody else's
 * @indent: (nullable): what lines after the first begin with; %NULL turns breaks into spaces
 *
 * Returns: (transfer full): the text with nothing in it that a terminal obeys
 */
char *
hall_cli_make_plain (const char *text,
                     const char *indent)
{
  return hall_transcript_make_plain (text, indent);
}
