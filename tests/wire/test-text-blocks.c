/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text-blocks.c: where fenced code begins and ends in a text.
 */

#include "config.h"

#include "wire-test.h"

/* Blocks are written as (text) and [code]. */
static const struct
{
  const char *text;
  const char *blocks;
} cases[] = {
  { NULL, "()" },
  { "", "()" },
  { "a\n\nb\n", "(a\n\nb\n)" },
  { "```\nx\n```", "[x]" },
  { "```c\nint x;\n\n  y\n```", "[int x;\n\n  y]" },
  { "```objective-c++ \nx\n```", "[x]" },
  { "``` \nx\n``` ", "[x]" },
  { "  ```\n  x\n  ```", "[  x]" },
  { "a\n```\nx\n```\nb", "(a)[x](b)" },
  { "a\n\n```\nx\n```\n\nb\n", "(a)[x](b)" },
  { "```\nx\n```\n```\ny\n```", "[x][y]" },
  { "```\nx\n```\n \n```\ny\n```", "[x][y]" },
  /* begun or ended beside the code */
  { "```int x;\ny```", "[int x;\ny]" },
  { "```x y\nz\n```", "[x y\nz]" },
  { "```\nx```\nb", "[x](b)" },
  { "```\n\nx\n\n```", "[\nx\n]" },
  { "```\na ``` b\n```", "[a ``` b]" },
  { "```\n*a* `b` > http://c\n```", "[*a* `b` > http://c]" },
  /* none */
  { "```", "(```)" },
  { "```\nx", "(```\nx)" },
  { "```\n```", "(```\n```)" },
  { "```\n \n```", "(```\n \n```)" },
  { "```x```", "(```x```)" },
  { "a ```\nx\n```", "(a ```\nx\n```)" },
  { "``\nx\n``", "(``\nx\n``)" },
  { "```\n```\nx\n```\ny\n```", "(```\n```\nx)[y]" },
  { "```x`\ny\n```\nz\n```", "(```x`\ny)[z]" },
  { "a\xff\n```\nb\xff\n```", "(a\xef\xbf\xbd)[b\xef\xbf\xbd]" },
};

static char *
describe (GPtrArray *blocks)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const HallTextBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (result, block->kind == HALL_BLOCK_CODE ? "[%s]" : "(%s)",
                              block->text);
    }

  return g_string_free (result, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) blocks = hall_text_to_blocks (cases[i].text);
      g_autofree char *description = describe (blocks);

      g_assert_cmpstr (description, ==, cases[i].blocks);
    }
}

/* The rest of too many is text, with its fences; nothing is lost. */
static void
test_many (void)
{
  for (guint n_codes = 1; n_codes < 40; n_codes++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) blocks = NULL;
      g_autofree char *description = NULL;

      for (guint i = 0; i < n_codes; i++)
        g_string_append_printf (text, "t%u\n```\nc%u\n```\n", i, i);
      blocks = hall_text_to_blocks (text->str);
      description = describe (blocks);

      g_assert_cmpuint (blocks->len, <=, HALL_TEXT_BLOCKS_MAX);
      if (n_codes <= 9)
        g_assert_cmpuint (blocks->len, ==, 2 * n_codes);
      for (guint i = 0; i < n_codes; i++)
        {
          g_autofree char *code = g_strdup_printf ("c%u", i);

          g_assert_nonnull (strstr (description, code));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text-blocks/cases", test_cases);
  g_test_add_func ("/wire/text-blocks/many", test_many);

  return g_test_run ();
}
