/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-blocks.c: the fenced code in a text.
 *
 * A fence is ``` at the beginning of a line, perhaps with the name of a language, up to ``` at the
 * end of a later one. Without the second there is none. Declared in hall-text.h.
 */

#define G_LOG_DOMAIN "hall-text-blocks"

#include "config.h"

#include <string.h>

#include "hall-text-private.h"

#include "hall-text.h"

#define FENCE "```"
#define FENCE_LENGTH 3
#define LANGUAGE_MAX 20

static const char *
skip_blank (const char *at)
{
  while (*at == ' ' || *at == '\t')
    at++;

  return at;
}

static const char *
end_of_line (const char *at)
{
  return at + strcspn (at, "\n");
}

static gboolean
is_language (const char *start,
             const char *end)
{
  while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  if (end - start > LANGUAGE_MAX)
    return FALSE;
  for (; start < end; start++)
    {
      if (!g_ascii_isalnum (*start) && strchr ("+#._-", *start) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The end of the code that begins at @at, and in @after the line behind it. */
static const char *
find_code_end (const char  *at,
               const char **after)
{
  const char *fence;

  while ((fence = strstr (at, FENCE)) != NULL)
    {
      const char *behind = skip_blank (fence + FENCE_LENGTH);

      if (*behind == '\n' || *behind == '\0')
        {
          *after = behind;
          return fence;
        }
      at = fence + FENCE_LENGTH;
      while (*at == '`')
        at++;
    }

  return NULL;
}

static gboolean
is_blank (const char *start,
          const char *end)
{
  for (; start < end; start++)
    {
      if (!g_ascii_isspace (*start))
        return FALSE;
    }

  return TRUE;
}

/* See hall-text-private.h. */
gboolean
hall_text_find_fence (const char *text,
                      HallFence  *fence)
{
  const char *line = text;

  while (*line != '\0')
    {
      const char *at = skip_blank (line);
      const char *line_end = end_of_line (at);

      if (strncmp (at, FENCE, FENCE_LENGTH) == 0 && *line_end == '\n' &&
          memchr (at + FENCE_LENGTH, '`', line_end - at - FENCE_LENGTH) == NULL)
        {
          const char *code = is_language (at + FENCE_LENGTH, line_end) ? line_end + 1
                                                                       : at + FENCE_LENGTH;
          const char *after = NULL;
          const char *code_end = find_code_end (line_end + 1, &after);

          /* Nor is there one for any later line. */
          if (code_end == NULL)
            return FALSE;
          if (!is_blank (code, code_end))
            {
              fence->start = line;
              fence->code = code;
              fence->after = after;
              /* ``` on a line of its own: the line break belongs to it. */
              while (code_end > code && (code_end[-1] == ' ' || code_end[-1] == '\t'))
                code_end--;
              if (code_end[-1] == '\n')
                code_end--;
              fence->code_end = code_end;
              return TRUE;
            }
          line_end = end_of_line (after);
        }

      line = *line_end == '\n' ? line_end + 1 : line_end;
    }

  return FALSE;
}

static void
block_free (gpointer data)
{
  HallTextBlock *block = data;

  g_free (block->text);
  g_free (block);
}

static void
add_block (GPtrArray     *blocks,
           HallBlockKind  kind,
           const char    *start,
           const char    *end)
{
  HallTextBlock *block = g_new0 (HallTextBlock, 1);

  block->kind = kind;
  block->text = g_strndup (start, end - start);
  g_ptr_array_add (blocks, block);
}

/* Without the empty lines around it; nothing if nothing is left. */
static void
add_text (GPtrArray  *blocks,
          const char *start,
          const char *end)
{
  while (start < end && *start == '\n')
    start++;
  while (end > start && end[-1] == '\n')
    end--;
  if (!is_blank (start, end))
    add_block (blocks, HALL_BLOCK_TEXT, start, end);
}

/**
 * hall_text_to_blocks:
 * @text: (nullable): a text from anywhere; what is not UTF-8 in it becomes U+FFFD
 *
 * Cuts a text at its fenced code. A text without any is one block, unchanged. Blocks of text have
 * lost the empty lines around them, and those of nothing else are left out.
 *
 * Returns: (transfer full) (element-type HallTextBlock): 1 to HALL_TEXT_BLOCKS_MAX blocks
 */
GPtrArray *
hall_text_to_blocks (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);
  const char *at = valid;
  HallFence fence;

  /* Room for a text, a code, and the rest. */
  while (blocks->len + 3 <= HALL_TEXT_BLOCKS_MAX && hall_text_find_fence (at, &fence))
    {
      add_text (blocks, at, fence.start);
      add_block (blocks, HALL_BLOCK_CODE, fence.code, fence.code_end);
      at = fence.after;
    }

  if (blocks->len == 0)
    add_block (blocks, HALL_BLOCK_TEXT, valid, valid + strlen (valid));
  else
    add_text (blocks, at, at + strlen (at));

  return blocks;
}
