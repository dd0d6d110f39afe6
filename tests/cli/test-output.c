/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-output.c: lines to readers that read, that don't, and that leave; text made harmless.
 */

#define G_LOG_DOMAIN "test-output"

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>

#include "hall-cli-output.h"

typedef struct
{
  int ends[2];
  HallCliOutput *output;
  guint n_closed;
} Pipe;

static void
on_closed (Pipe *fixture)
{
  fixture->n_closed++;
}

static void
set_up (Pipe          *fixture,
        gconstpointer  data)
{
  g_assert_cmpint (pipe (fixture->ends), ==, 0);
  g_assert_true (g_unix_set_fd_nonblocking (fixture->ends[0], TRUE, NULL));
  fixture->output = hall_cli_output_new (fixture->ends[1]);
  g_signal_connect_swapped (fixture->output, "closed", G_CALLBACK (on_closed), fixture);
}

static void
tear_down (Pipe          *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->output);
  if (fixture->ends[0] >= 0)
    close (fixture->ends[0]);
  close (fixture->ends[1]);
}

static void
read_available (Pipe    *fixture,
                GString *text)
{
  char buffer[8192];
  ssize_t length;

  while ((length = read (fixture->ends[0], buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, length);
}

static void
test_at_once (Pipe          *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  hall_cli_output_print (fixture->output, "one");
  hall_cli_output_print (fixture->output, "둘\n셋");
  read_available (fixture, text);
  g_assert_cmpstr (text->str, ==, "one\n둘\n셋\n");
}

/* A reader that sleeps stops nothing; when it wakes up it gets everything, in order. */
static void
test_slow_reader (Pipe          *fixture,
                  gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *line = g_strdup_printf ("line %u", i);

      hall_cli_output_print (fixture->output, line);
      g_string_append_printf (expected, "%s\n", line);
    }
  g_assert_cmpuint (expected->len, >, 512 * 1024);

  while (text->len < expected->len)
    {
      read_available (fixture, text);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpstr (text->str, ==, expected->str);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
}

static void
test_flush_gives_up (Pipe          *fixture,
                     gconstpointer  data)
{
  g_autofree char *long_line = g_strnfill (256 * 1024, 'x');

  hall_cli_output_print (fixture->output, long_line);
  hall_cli_output_flush (fixture->output, 10);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
}

static void
test_reader_leaves (Pipe          *fixture,
                    gconstpointer  data)
{
  close (fixture->ends[0]);
  fixture->ends[0] = -1;
  for (guint i = 0; i < 3; i++)
    hall_cli_output_print (fixture->output, "nobody");
  hall_cli_output_flush (fixture->output, -1);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  g_assert_false (hall_cli_output_get_failed (fixture->output));
}

static void
test_full_disk (void)
{
  int full = open ("/dev/full", O_WRONLY | O_CLOEXEC);
  g_autoptr (HallCliOutput) output = hall_cli_output_new (full);
  Pipe closed = { .n_closed = 0 };

  g_assert_cmpint (full, >=, 0);
  g_signal_connect_swapped (output, "closed", G_CALLBACK (on_closed), &closed);
  hall_cli_output_print (output, "one");
  hall_cli_output_print (output, "two");
  g_assert_cmpuint (closed.n_closed, ==, 1);
  g_assert_true (hall_cli_output_get_failed (output));
  close (full);
}

static void
assert_plain (const char *text,
              const char *indent,
              const char *expected)
{
  g_autofree char *plain = hall_cli_make_plain (text, indent);

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_plain (void)
{
  assert_plain ("민아 👩‍👩‍👧 …", NULL, "민아 👩‍👩‍👧 …");
  assert_plain ("a\nb\tc", NULL, "a b c");
  assert_plain ("a\nb\n", "  ", "a\n  b\n  ");
  assert_plain ("\x1b[31mred\x1b]0;title\x07", NULL, "[31mred]0;title");
  assert_plain ("a\rb\bc\x7f", NULL, "abc");
  assert_plain ("\xc2\x9b" "31m", NULL, "31m");
  assert_plain ("x\xe2\x80\xae" "y\xe2\x81\xa6z", NULL, "xyz");
  assert_plain ("\xe2\x80\xa8new line", "", "new line");
  assert_plain ("\xff", NULL, "\xef\xbf\xbd");
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli/output/at-once", Pipe, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/cli/output/slow-reader", Pipe, NULL, set_up, test_slow_reader, tear_down);
  g_test_add ("/cli/output/flush-gives-up", Pipe, NULL, set_up, test_flush_gives_up, tear_down);
  g_test_add ("/cli/output/reader-leaves", Pipe, NULL, set_up, test_reader_leaves, tear_down);
  g_test_add_func ("/cli/output/full-disk", test_full_disk);
  g_test_add_func ("/cli/output/plain", test_plain);

  return g_test_run ();
}
