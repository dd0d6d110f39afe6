/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-protocol.c: src/wire/PROTOCOL.md says what the code does.
 *
 * Every number in its table of limits is compared with hall-limits.h, both ways; every worked
 * example is made here from fixed seeds, must stand in the document as it is, and is read back.
 * `test-wire-protocol --print` writes the examples, to be put into the document.
 */

#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "protocol-examples.h"

static char *
read_source (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "wire", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* The value of `16`, `"x"`, `16 * 1024`, `12 * 3600 * 1000LL` as the document writes it: a product
 * worked out, a text without quotes. */
static char *
work_out (const char *value)
{
  g_auto (GStrv) factors = g_strsplit (value, "*", -1);
  gint64 product = 1;

  if (*value == '"')
    return g_strndup (value + 1, strlen (value) - 2);
  for (guint i = 0; factors[i] != NULL; i++)
    product *= g_ascii_strtoll (g_strstrip (factors[i]), NULL, 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT, product);
}

static GHashTable *
read_limits (void)
{
  g_autofree char *text = read_source ("hall-limits.h");
  g_autoptr (GRegex) regex = g_regex_new ("^#define (HALL_\\w+) \\(?(\"[^\"]+\"|[-0-9L* ]+)\\)?"
                                          "(?: /\\*.*)?$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *value = g_match_info_fetch (match, 2);

      g_hash_table_insert (limits, g_match_info_fetch (match, 1), work_out (g_strstrip (value)));
    }

  /* Every definition was understood. */
  {
    g_auto (GStrv) parts = g_strsplit (text, "#define ", -1);

    g_assert_cmpuint (g_strv_length (parts) - 1, ==, g_hash_table_size (limits));
  }

  return limits;
}

static void
test_limits (void)
{
  g_autoptr (GHashTable) limits = read_limits ();
  g_autofree char *document = read_source ("PROTOCOL.md");
  g_autoptr (GRegex) regex = g_regex_new ("^\\| `(HALL_\\w+)` \\| ([^|]+?) \\|",
                                          G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GHashTable) quoted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  for (g_regex_match (regex, document, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *macro = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);

      g_test_message ("%s", macro);
      g_assert_cmpstr (value, ==, g_hash_table_lookup (limits, macro));
      g_assert_true (g_hash_table_add (quoted, g_steal_pointer (&macro)));
    }

  g_hash_table_iter_init (&iter, limits);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_test_message ("%s", (char *) name);
      g_assert_true (g_hash_table_contains (quoted, name));
    }
}

static void
test_examples (void)
{
  g_autofree char *document = read_source ("PROTOCOL.md");
  Examples examples;

  examples_init (&examples);
  for (guint i = 0; i < examples.examples->len; i++)
    {
      const char *example = g_ptr_array_index (examples.examples, i);

      g_test_message ("%s", example);
      g_assert_nonnull (strstr (document, example));
    }
  examples_clear (&examples);
}

static void
read_event_block (char **lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_decode (lines[0], strlen (lines[0]), lines[1], &error);

  g_assert_no_error (error);
  g_assert_true (hall_event_verify (event, &error));
  g_assert_cmpstr (event->id, ==, lines[2]);
}

static void
read_datagram_block (char **lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatagram) datagram = hall_datagram_decode (lines[0], strlen (lines[0]), &error);

  g_assert_no_error (error);
  g_assert_true (hall_datagram_verify (datagram, &error));
}

static void
read_frame_block (char **lines)
{
  g_autoptr (HallFramer) framer = hall_framer_new ();
  g_auto (GStrv) head = g_strsplit (lines[0], " ", -1);
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  g_assert_cmpuint (g_strv_length (head), ==, HALL_FRAME_HEADER);
  for (guint i = 0; i < HALL_FRAME_HEADER; i++)
    {
      guint8 byte = (guint8) g_ascii_strtoull (head[i], NULL, 16);

      hall_framer_feed (framer, &byte, 1);
    }
  hall_framer_feed (framer, (const guint8 *) lines[1], strlen (lines[1]));
  g_assert_true (hall_framer_next (framer, &frame, &error));
  packet = hall_packet_decode (&frame, &error);
  g_assert_no_error (error);
  g_assert_true (packet->type != HALL_PACKET_UNKNOWN);
  for (guint i = 0; packet->events != NULL && i < packet->events->len; i++)
    g_assert_true (hall_event_verify (g_ptr_array_index (packet->events, i), NULL));
  g_assert_false (hall_framer_next (framer, &frame, &error));
}

/* Also what somebody writes into the document by hand must be right. */
static void
test_blocks (void)
{
  g_autofree char *document = read_source ("PROTOCOL.md");
  g_autoptr (GRegex) regex = g_regex_new ("^```(event|datagram|frame)\\n(.*?)\\n```$",
                                          G_REGEX_MULTILINE | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_blocks = 0;

  for (g_regex_match (regex, document, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *what = g_match_info_fetch (match, 1);
      g_autofree char *body = g_match_info_fetch (match, 2);
      g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

      if (strcmp (what, "event") == 0)
        read_event_block (lines);
      else if (strcmp (what, "datagram") == 0)
        read_datagram_block (lines);
      else
        read_frame_block (lines);
      n_blocks++;
    }

  /* 16 events, 4 datagrams, 46 frames */
  g_assert_cmpuint (n_blocks, ==, 67);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "--print") == 0)
    {
      Examples examples;

      setlocale (LC_ALL, "");
      examples_init (&examples);
      for (guint i = 0; i < examples.examples->len; i++)
        g_print ("%s\n", (const char *) g_ptr_array_index (examples.examples, i));
      examples_clear (&examples);
      return EXIT_SUCCESS;
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/protocol/limits", test_limits);
  g_test_add_func ("/wire/protocol/examples", test_examples);
  g_test_add_func ("/wire/protocol/blocks", test_blocks);

  return g_test_run ();
}
