/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-inline.c: `code`, links, *bold*, _italic_ and ~strike~ within a line.
 *
 * A sign hugs a word: space or punctuation before the first, and none within. Korean, Japanese and
 * Chinese may go on right behind the second one, as particles do. What is no pair stays as it was
 * typed, and so does what has no letter in it: *^^* is a face.
 */

#define G_LOG_DOMAIN "hall-text-inline"

#include "config.h"

#include <string.h>

#include "hall-text-private.h"

#include "hall-text-marks.h"

#define CODE_SIGN_MAX 3
#define NONE G_MAXUINT

typedef enum
{
  TOKEN_SIGN,            /* perhaps the first of a pair, not yet closed: stays as it is */
  TOKEN_FIRST,
  TOKEN_SECOND,
  TOKEN_CODE,
  TOKEN_LINK,
} TokenKind;

/* "*", "**", "_", "~", "~~" */
typedef enum
{
  SIGN_STAR,
  SIGN_STARS,
  SIGN_LINE,
  SIGN_WAVE,
  SIGN_WAVES,
  N_SIGNS,
} Sign;

static const guint sign_looks[] = {
  HALL_LOOK_BOLD, HALL_LOOK_BOLD, HALL_LOOK_ITALIC, HALL_LOOK_STRIKE, HALL_LOOK_STRIKE,
};

G_STATIC_ASSERT (G_N_ELEMENTS (sign_looks) == N_SIGNS);

typedef struct
{
  TokenKind kind;
  Sign sign;
  const char *start;
  const char *end;
  guint sign_length;     /* CODE: of the signs at each end */
  guint n_words;         /* SIGN: letters in the line before it */
  guint previous;        /* SIGN: the one of its kind that is open around it, or NONE */
} Token;

typedef struct
{
  HallMarkedText *marked;
  const char *end;
  GArray *tokens;        /* (element-type Token) in the line's order */
  GArray *open;          /* (element-type guint): signs that wait for their second */
  guint last_open[N_SIGNS];
  gboolean no_more_code[CODE_SIGN_MAX + 1];
  guint n_words;
  gunichar before;       /* the character before what is looked at */
} Line;

/* See hall-text-marks.h. */
gboolean
hall_character_is_east_asian (gunichar c)
{
  GUnicodeScript script;

  if (c < 0x1100)
    return FALSE;

  script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_HAN ||
         script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
         script == G_UNICODE_SCRIPT_BOPOMOFO;
}

/* Faces have "-", "^", ">" and the like beside their signs. */
static gboolean
may_open (gunichar before,
          gunichar next)
{
  if (g_unichar_isspace (next) || (next < 0x80 && strchr (")]}.,:;!?", (int) next) != NULL))
    return FALSE;
  if (before < 0x80)
    return g_ascii_isspace (before) || strchr ("([{\"'*_~:,.!?/|&+", (int) before) != NULL;

  return g_unichar_isspace (before) || g_unichar_ispunct (before);
}

static gboolean
may_close (gunichar before,
           gunichar next)
{
  if (g_unichar_isspace (before) || (before < 0x80 && strchr ("([{", (int) before) != NULL))
    return FALSE;

  return !g_unichar_isalnum (next) || hall_character_is_east_asian (next);
}

static Token *
add_token (Line       *self,
           TokenKind   kind,
           const char *start,
           const char *end)
{
  Token token = { .kind = kind, .start = start, .end = end, .previous = NONE };

  g_array_append_val (self->tokens, token);

  return &g_array_index (self->tokens, Token, self->tokens->len - 1);
}

/* The second of a pair whose first is the nearest sign of the kind; what was opened in between and
 * not closed is none. */
static gboolean
close_sign (Line       *self,
            Sign        sign,
            const char *start,
            const char *end)
{
  guint first = self->last_open[sign];
  guint index;

  if (first == NONE || self->marked->n_marks >= HALL_TEXT_MARKS_MAX ||
      g_array_index (self->tokens, Token, first).n_words == self->n_words)
    return FALSE;

  do
    {
      const Token *token;

      index = g_array_index (self->open, guint, self->open->len - 1);
      g_array_set_size (self->open, self->open->len - 1);
      token = &g_array_index (self->tokens, Token, index);
      self->last_open[token->sign] = token->previous;
    }
  while (index != first);

  g_array_index (self->tokens, Token, first).kind = TOKEN_FIRST;
  add_token (self, TOKEN_SECOND, start, end)->sign = sign;
  self->marked->n_marks++;

  return TRUE;
}

static void
open_sign (Line       *self,
           Sign        sign,
           const char *start,
           const char *end)
{
  guint index = self->tokens->len;
  Token *token = add_token (self, TOKEN_SIGN, start, end);

  token->sign = sign;
  token->n_words = self->n_words;
  token->previous = self->last_open[sign];
  self->last_open[sign] = index;
  g_array_append_val (self->open, index);
}

/* Behind the signs at @at. */
static const char *
take_signs (Line       *self,
            const char *at)
{
  const char *start = at;
  char c = *at;
  Sign sign = c == '*' ? SIGN_STAR : c == '_' ? SIGN_LINE : SIGN_WAVE;
  gsize length;
  gunichar next;

  while (at < self->end && *at == c)
    at++;
  length = at - start;
  next = at < self->end ? g_utf8_get_char (at) : ' ';

  if (length <= (c == '_' ? 1 : 2))
    {
      sign = length == 2 ? sign + 1 : sign;
      /* "~5": until or about five, and often some "~" at the end of such a line. */
      if (!(may_close (self->before, next) && close_sign (self, sign, start, at)) &&
          may_open (self->before, next) && !(sign == SIGN_WAVE && g_unichar_isdigit (next)))
        open_sign (self, sign, start, at);
    }
  self->before = c;

  return at;
}

/* The signs that close the code whose @length signs end at @at, or NULL. */
static const char *
find_code_end (Line       *self,
               const char *at,
               gsize       length)
{
  if (self->no_more_code[length])
    return NULL;

  while ((at = memchr (at, '`', self->end - at)) != NULL)
    {
      const char *start = at;

      while (at < self->end && *at == '`')
        at++;
      if ((gsize) (at - start) == length)
        return start;
    }
  self->no_more_code[length] = TRUE;

  return NULL;
}

static gboolean
is_blank (const char *at,
          const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;

  return at == end;
}

/* Behind the code that begins at @at, or behind its signs if it is none. */
static const char *
take_code (Line       *self,
           const char *at)
{
  const char *start = at;
  const char *close = NULL;
  gsize length;
  Token *token;

  while (at < self->end && *at == '`')
    at++;
  length = at - start;
  /* it`s */
  if (length <= CODE_SIGN_MAX && !(self->before < 0x80 && g_ascii_isalnum (self->before)) &&
      self->marked->n_marks < HALL_TEXT_MARKS_MAX)
    close = find_code_end (self, at, length);
  self->before = '`';
  if (close == NULL || is_blank (at, close))
    return at;

  token = add_token (self, TOKEN_CODE, start, close + length);
  token->sign_length = (guint) length;
  self->marked->n_marks++;
  self->n_words++;

  return close + length;
}

/* Behind the link or what looked like one, or @at. */
static const char *
take_link (Line       *self,
           const char *at)
{
  const char *end;
  gboolean is_link = hall_text_find_link (at, &end);

  if (end == at)
    return at;

  if (is_link && self->marked->n_links < HALL_TEXT_LINKS_MAX)
    {
      add_token (self, TOKEN_LINK, at, end);
      self->marked->n_links++;
    }
  self->n_words++;
  self->before = g_utf8_get_char (g_utf8_prev_char (end));

  return end;
}

static void
read_line (Line       *self,
           const char *at)
{
  while (at < self->end)
    {
      gunichar c;

      if (*at == '`')
        {
          at = take_code (self, at);
          continue;
        }
      if (*at == '*' || *at == '_' || *at == '~')
        {
          at = take_signs (self, at);
          continue;
        }
      if (!g_unichar_isalnum (self->before))
        {
          const char *end = take_link (self, at);

          if (end > at)
            {
              at = end;
              continue;
            }
        }

      c = g_utf8_get_char (at);
      if (g_unichar_isalnum (c) || c >= 0x1f000)
        self->n_words++;
      self->before = c;
      at = g_utf8_next_char (at);
    }
}

static guint
current_look (const guint depth[N_SIGNS])
{
  guint look = 0;

  for (guint i = 0; i < N_SIGNS; i++)
    look |= depth[i] > 0 ? sign_looks[i] : 0;

  return look;
}

static void
append_tokens (Line       *self,
               const char *at,
               guint       line_look)
{
  guint depth[N_SIGNS] = { 0, };
  guint n_links = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const Token *token = &g_array_index (self->tokens, Token, i);
      const char *start = token->start;
      const char *end = token->end;
      guint look = line_look | current_look (depth);

      if (token->kind == TOKEN_SIGN)
        continue;

      hall_marked_text_append (self->marked, at, start - at, look);
      at = end;
      if (token->kind == TOKEN_FIRST)
        depth[token->sign]++;
      else if (token->kind == TOKEN_SECOND)
        depth[token->sign]--;
      else if (token->kind == TOKEN_LINK)
        hall_marked_text_append (self->marked, start, end - start,
                                 look | (n_links++ % 2 == 0 ? HALL_LOOK_LINK
                                                            : HALL_LOOK_LINK_OTHER));
      else
        hall_marked_text_append (self->marked, start + token->sign_length,
                                 end - start - 2 * token->sign_length, look | HALL_LOOK_CODE);
    }
  hall_marked_text_append (self->marked, at, self->end - at, line_look);
}

/* See hall-text-marks.h. */
void
hall_marked_text_append_line (HallMarkedText *marked,
                              const char     *start,
                              const char     *end,
                              guint           look)
{
  Line line = { .marked = marked, .end = end, .before = ' ' };

  line.tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  line.open = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < N_SIGNS; i++)
    line.last_open[i] = NONE;

  read_line (&line, start);
  append_tokens (&line, start, look);

  g_array_unref (line.tokens);
  g_array_unref (line.open);
}
