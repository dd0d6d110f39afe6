/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-input.c: cuts standard input into lines.
 *
 * Owned by the host and join commands. Holds one line and one chunk at most, however long the line
 * is that somebody pipes in.
 */

#define G_LOG_DOMAIN "hall-cli-input"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-cli-input.h"

#define CHUNK_SIZE (32 * 1024)

struct _HallCliInput
{
  GObject parent_instance;

  GInputStream *stream;
  GCancellable *cancellable;

  GByteArray *held;     /* what was read last, and the line before it that had no end */
  gsize taken;          /* of its beginning, was handed out */
  gboolean skipping;    /* the rest of a line that was too long */
  gboolean reading;
  gboolean at_end;
  gboolean ended;       /* the signal was emitted */
  gboolean paused;
  gboolean handing_out; /* set_paused () may be called by a handler */
};

G_DEFINE_FINAL_TYPE (HallCliInput, hall_cli_input, G_TYPE_OBJECT)

enum
{
  LINE,
  BAD,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void go_on (HallCliInput *self);

static void
hall_cli_input_dispose (GObject *object)
{
  HallCliInput *self = HALL_CLI_INPUT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->stream);

  G_OBJECT_CLASS (hall_cli_input_parent_class)->dispose (object);
}

static void
hall_cli_input_finalize (GObject *object)
{
  HallCliInput *self = HALL_CLI_INPUT (object);

  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->held);

  G_OBJECT_CLASS (hall_cli_input_parent_class)->finalize (object);
}

static void
hall_cli_input_class_init (HallCliInputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_cli_input_dispose;
  object_class->finalize = hall_cli_input_finalize;

  signals[LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BAD] = g_signal_new ("bad", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
hall_cli_input_init (HallCliInput *self)
{
  self->cancellable = g_cancellable_new ();
  self->held = g_byte_array_new ();
  self->paused = TRUE;
}

/**
 * hall_cli_input_new:
 * @stream: where to read
 *
 * Returns: (transfer full): an input that reads nothing before it is started
 */
HallCliInput *
hall_cli_input_new (GInputStream *stream)
{
  HallCliInput *self = g_object_new (HALL_TYPE_CLI_INPUT, NULL);

  self->stream = g_object_ref (stream);

  return self;
}

static void
hand_out (HallCliInput *self,
          const guint8 *start,
          gsize         length)
{
  g_autofree char *line = NULL;

  if (length > HALL_CLI_LINE_MAX)
    {
      g_autofree char *sentence =
          g_strdup_printf (ngettext ("A line is longer than a message may be (%d byte); it is left "
                                     "out.",
                                     "A line is longer than a message may be (%d bytes); it is "
                                     "left out.", HALL_CLI_LINE_MAX), HALL_CLI_LINE_MAX);

      g_signal_emit (self, signals[BAD], 0, sentence);
      return;
    }

  line = g_strndup ((const char *) start, length);
  /* The length makes a NUL byte bad as well. */
  if (!g_utf8_validate_len (line, length, NULL))
    {
      g_signal_emit (self, signals[BAD], 0, _("A line is not UTF-8; it is left out."));
      return;
    }

  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
  g_signal_emit (self, signals[LINE], 0, line);
}

/* The next line in what is held, without its break; @whole tells whether its end was read. Returns
 * %FALSE when there is nothing to be handed out before more is read. */
static gboolean
find_line (HallCliInput  *self,
           const guint8 **start,
           gsize         *length,
           gboolean      *whole)
{
  const guint8 *end;
  gsize left = self->held->len - self->taken;

  if (left == 0)
    return FALSE;

  *start = self->held->data + self->taken;
  end = memchr (*start, '\n', left);
  *length = end != NULL ? (gsize) (end - *start) : left;
  *whole = end != NULL || self->at_end;

  /* Too long already: reported at once, and never held as a whole. */
  return *whole || *length > HALL_CLI_LINE_MAX || self->skipping;
}

/* Takes one line, or what there is of one that is too long. */
static gboolean
take_line (HallCliInput *self)
{
  const guint8 *start;
  gsize length;
  gboolean whole;
  gboolean skipped = self->skipping;

  if (!find_line (self, &start, &length, &whole))
    return FALSE;

  self->taken = MIN (self->taken + length + 1, self->held->len);
  self->skipping = !whole;
  if (!skipped)
    hand_out (self, start, length);

  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallCliInput) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                               &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stream == NULL)
    return;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      if (error != NULL)
        g_signal_emit (self, signals[BAD], 0, error->message);
      self->at_end = TRUE;
    }
  else
    {
      g_byte_array_remove_range (self->held, 0, self->taken);
      self->taken = 0;
      g_byte_array_append (self->held, g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes));
    }

  go_on (self);
}

static void
go_on (HallCliInput *input)
{
  g_autoptr (HallCliInput) self = g_object_ref (input);

  if (self->handing_out)
    return;

  self->handing_out = TRUE;
  while (!self->paused && take_line (self))
    ;
  self->handing_out = FALSE;

  if (self->paused || self->ended || self->stream == NULL)
    return;

  if (self->at_end)
    {
      self->ended = TRUE;
      g_signal_emit (self, signals[ENDED], 0);
    }
  else if (!self->reading)
    {
      self->reading = TRUE;
      g_input_stream_read_bytes_async (self->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT,
                                       self->cancellable, read_cb, g_object_ref (self));
    }
}

/**
 * hall_cli_input_start:
 * @self: an input
 *
 * Begins to read and to hand out lines.
 */
void
hall_cli_input_start (HallCliInput *self)
{
  g_return_if_fail (HALL_IS_CLI_INPUT (self));

  hall_cli_input_set_paused (self, FALSE);
}

/**
 * hall_cli_input_set_paused:
 * @self: an input
 * @paused: whether to hand out nothing for now
 *
 * Ends or begins a pause. Handlers of "line" may call this.
 */
void
hall_cli_input_set_paused (HallCliInput *self,
                           gboolean      paused)
{
  g_return_if_fail (HALL_IS_CLI_INPUT (self));

  self->paused = paused;
  go_on (self);
}

/**
 * hall_cli_input_has_line:
 * @self: an input
 *
 * Returns: whether something was read that was not handed out
 */
gboolean
hall_cli_input_has_line (HallCliInput *self)
{
  const guint8 *start;
  gsize length;
  gboolean whole;

  g_return_val_if_fail (HALL_IS_CLI_INPUT (self), FALSE);

  return find_line (self, &start, &length, &whole) && !self->skipping;
}
