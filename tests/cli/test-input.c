/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-input.c: standard input in pieces of every size, with good and bad lines.
 */

#define G_LOG_DOMAIN "test-input"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

#include "hall-cli-input.h"

typedef struct
{
  HallCliInput *input;
  GString *heard;        /* "[line]" for each line, "!" for each bad one, "." for the end */
  guint n_lines;
  guint pause_after;     /* this many lines; 0: never */
} Reader;

static gboolean
on_deadline (gpointer data)
{
  g_error ("nothing came for 30 seconds");

  return G_SOURCE_REMOVE;
}

static void
on_line (Reader     *reader,
         const char *line)
{
  g_string_append_printf (reader->heard, "[%s]", line);
  reader->n_lines++;
  if (reader->n_lines == reader->pause_after)
    hall_cli_input_set_paused (reader->input, TRUE);
}

static void
on_bad (Reader     *reader,
        const char *sentence)
{
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_string_append_c (reader->heard, '!');
}

static void
on_ended (Reader *reader)
{
  g_string_append_c (reader->heard, '.');
}

static void
reader_init (Reader       *reader,
             GInputStream *stream)
{
  reader->input = hall_cli_input_new (stream);
  reader->heard = g_string_new (NULL);
  reader->n_lines = 0;
  reader->pause_after = 0;
  g_signal_connect_swapped (reader->input, "line", G_CALLBACK (on_line), reader);
  g_signal_connect_swapped (reader->input, "bad", G_CALLBACK (on_bad), reader);
  g_signal_connect_swapped (reader->input, "ended", G_CALLBACK (on_ended), reader);
}

static void
reader_clear (Reader *reader)
{
  g_object_unref (reader->input);
  g_string_free (reader->heard, TRUE);
}

static void
wait_for_end (Reader *reader)
{
  guint deadline = g_timeout_add_seconds (30, on_deadline, NULL);

  while (!g_str_has_suffix (reader->heard->str, "."))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
assert_read (const char *data,
             gsize       length,
             const char *expected)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, length, NULL);
  Reader reader;

  reader_init (&reader, stream);
  hall_cli_input_start (reader.input);
  wait_for_end (&reader);
  g_assert_cmpstr (reader.heard->str, ==, expected);
  reader_clear (&reader);
}

static void
test_lines (void)
{
  assert_read ("", 0, ".");
  assert_read ("\n", 1, "[].");
  assert_read ("a", 1, "[a].");
  assert_read ("a\nb\r\n\nc", 7, "[a][b][][c].");
  assert_read ("한글\n…\n", 11, "[한글][…].");
  assert_read (" a \n", 4, "[ a ].");
}

static void
test_bad_lines (void)
{
  assert_read ("a\n\xff\nb\n", 6, "[a]![b].");
  assert_read ("a\0b\nc\n", 6, "![c].");
  assert_read ("\xec\x95", 2, "!.");
  assert_read ("\xed\xa0\x80\nx\n", 6, "![x].");
}

static void
test_length (void)
{
  for (gsize length = HALL_CLI_LINE_MAX - 1; length <= HALL_CLI_LINE_MAX + 1; length++)
    {
      g_autoptr (GString) data = g_string_new ("a\n");
      g_autoptr (GString) expected = g_string_new ("[a]");

      for (gsize i = 0; i < length; i++)
        g_string_append_c (data, 'x');
      if (length <= HALL_CLI_LINE_MAX)
        g_string_append_printf (expected, "[%s]", data->str + 2);
      else
        g_string_append_c (expected, '!');
      g_string_append (data, "\nb\n");
      g_string_append (expected, "[b].");
      assert_read (data->str, data->len, expected->str);
    }
}

/* One bad line, however long it is, and the next one is read as ever. */
static void
test_endless_line (void)
{
  g_autoptr (GString) data = g_string_new (NULL);

  g_string_set_size (data, 5 * 1024 * 1024);
  memset (data->str, 'x', data->len);
  assert_read (data->str, data->len, "!.");
  g_string_append (data, "\nb");
  assert_read (data->str, data->len, "![b].");
}

/* A pipe that delivers single bytes gives the same lines. */
static void
test_split_everywhere (void)
{
  const char data[] = "one\n한글\n\xff\r\n\nlast";
  int ends[2];
  g_autoptr (GInputStream) stream = NULL;
  Reader reader;

  g_assert_cmpint (pipe (ends), ==, 0);
  stream = g_unix_input_stream_new (ends[0], TRUE);
  reader_init (&reader, stream);
  hall_cli_input_start (reader.input);
  for (gsize i = 0; i < sizeof data - 1; i++)
    {
      g_assert_cmpint (write (ends[1], data + i, 1), ==, 1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  close (ends[1]);
  wait_for_end (&reader);
  g_assert_cmpstr (reader.heard->str, ==, "[one][한글]![][last].");
  reader_clear (&reader);
}

/* While paused nothing is handed out, not even the end; nothing is lost by it. */
static void
test_pause (void)
{
  const char data[] = "1\n2\n3\n4\n5";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, -1, NULL);
  Reader reader;

  reader_init (&reader, stream);
  reader.pause_after = 2;
  g_assert_false (hall_cli_input_has_line (reader.input));
  hall_cli_input_start (reader.input);
  while (reader.n_lines < 2)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (reader.heard->str, ==, "[1][2]");
  g_assert_true (hall_cli_input_has_line (reader.input));

  hall_cli_input_set_paused (reader.input, FALSE);
  wait_for_end (&reader);
  g_assert_cmpstr (reader.heard->str, ==, "[1][2][3][4][5].");
  g_assert_false (hall_cli_input_has_line (reader.input));
  reader_clear (&reader);
}

/* A paused reader does not empty the pipe: its writer has to wait. */
static void
test_pause_holds_writer (void)
{
  g_autofree char *lines = g_strnfill (64 * 1024, '\n');
  int ends[2];
  g_autoptr (GInputStream) stream = NULL;
  Reader reader;
  gsize written = 0;

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_true (g_unix_set_fd_nonblocking (ends[1], TRUE, NULL));
  stream = g_unix_input_stream_new (ends[0], TRUE);
  reader_init (&reader, stream);
  reader.pause_after = 1;
  hall_cli_input_start (reader.input);
  for (guint i = 0; i < 64; i++)
    {
      ssize_t length = write (ends[1], lines, 64 * 1024);

      if (length > 0)
        written += length;
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpuint (reader.n_lines, ==, 1);
  g_assert_cmpuint (written, <, 512 * 1024);
  reader_clear (&reader);
  close (ends[1]);
}

/* Its owner may drop it while it reads. */
static void
test_dropped (void)
{
  int ends[2];
  g_autoptr (GInputStream) stream = NULL;
  Reader reader;
  gpointer alive;

  g_assert_cmpint (pipe (ends), ==, 0);
  stream = g_unix_input_stream_new (ends[0], TRUE);
  reader_init (&reader, stream);
  hall_cli_input_start (reader.input);
  g_object_run_dispose (G_OBJECT (reader.input));
  alive = reader.input;
  g_object_add_weak_pointer (alive, &alive);
  g_object_unref (reader.input);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (reader.heard->str, ==, "");
  g_string_free (reader.heard, TRUE);
  close (ends[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/input/lines", test_lines);
  g_test_add_func ("/cli/input/bad-lines", test_bad_lines);
  g_test_add_func ("/cli/input/length", test_length);
  g_test_add_func ("/cli/input/endless-line", test_endless_line);
  g_test_add_func ("/cli/input/split-everywhere", test_split_everywhere);
  g_test_add_func ("/cli/input/pause", test_pause);
  g_test_add_func ("/cli/input/pause-holds-writer", test_pause_holds_writer);
  g_test_add_func ("/cli/input/dropped", test_dropped);

  return g_test_run ();
}
