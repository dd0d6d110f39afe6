/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-query.c: what somebody typed into a search, as a query for the store.
 *
 * Words are parted by white space. "name:value" is a filter if the name is one, in English or in
 * the person's language; quotes keep a value, or words that look like a filter, together.
 */

#define G_LOG_DOMAIN "hall-search-query"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "hall-text.h"

#include "hall-search-query.h"

/* Nobody types more bytes than that. */
#define TYPED_MAX 2000

typedef enum
{
  FILTER_FROM,
  FILTER_IN,
  FILTER_BEFORE,
  FILTER_AFTER,
  FILTER_HAS,
  FILTER_NONE,
} Filter;

typedef struct
{
  HallSession *session;
  HallRoom *room;          /* (nullable) */
  HallStoredQuery *query;
  GString *words;
  GHashTable *authors;     /* set of ids; NULL: no filter says whose */
} Parser;

/* Translators: the names of filters that are typed into the search, before a colon: one word each,
 * all different. What is English here is always understood, too. */
static const char *const filter_names[] = {
  [FILTER_FROM] = NC_("search filter", "from"),
  [FILTER_IN] = NC_("search filter", "in"),
  [FILTER_BEFORE] = NC_("search filter", "before"),
  [FILTER_AFTER] = NC_("search filter", "after"),
  [FILTER_HAS] = NC_("search filter", "has"),
};

/* Whether that is the word, in English or in the person's language. */
static gboolean
is_word (const char *folded,
         const char *word)
{
  g_autofree char *translated =
      hall_text_fold (g_dpgettext2 (GETTEXT_PACKAGE, "search filter", word));

  return g_str_equal (folded, word) || g_str_equal (folded, translated);
}

static Filter
find_filter (const char *name,
             gsize       length)
{
  g_autofree char *copy = g_strndup (name, length);
  g_autofree char *folded = hall_text_fold (copy);

  for (guint i = 0; i < G_N_ELEMENTS (filter_names); i++)
    if (is_word (folded, filter_names[i]))
      return i;
  return FILTER_NONE;
}

static gboolean
refuse (GError    **error,
        const char *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* (transfer full) (nullable): the beginning of a day, here */
static GDateTime *
parse_day (const char *typed)
{
  g_autofree char *folded = hall_text_fold (typed);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = NULL;
  int year, month, date;
  char rest;

  /* Translators: a day, as it is typed into the search after "before:" or "after:"; one word */
  if (is_word (folded, NC_("search filter", "today")))
    day = g_date_time_ref (now);
  else if (is_word (folded, NC_("search filter", "yesterday")))
    day = g_date_time_add_days (now, -1);
  else if (strspn (folded, "0123456789-") == strlen (folded)
           && sscanf (folded, "%4d-%2d-%2d%c", &year, &month, &date, &rest) == 3
           && year > 0 && month > 0 && date > 0)
    return g_date_time_new_local (year, month, date, 0, 0, 0);
  if (day == NULL)
    return NULL;
  g_date_time_get_ymd (day, &year, &month, &date);
  return g_date_time_new_local (year, month, date, 0, 0, 0);
}

/* "before:" leaves out the day itself, "after:" begins with it. */
static gboolean
take_day (Parser     *self,
          Filter      filter,
          const char *typed,
          GError    **error)
{
  g_autoptr (GDateTime) day = parse_day (typed);
  gint64 lc;

  if (day == NULL)
    return refuse (error, _("“%s” is no date. Type it like 2026-01-31, or “today” or "
                            "“yesterday”."), typed);
  lc = g_date_time_to_unix (day) * 1000;
  if (filter == FILTER_BEFORE)
    self->query->to_lc = MIN (self->query->to_lc, lc);
  else
    self->query->from_lc = MAX (self->query->from_lc, lc);
  return TRUE;
}

static gboolean
take_author (Parser     *self,
             const char *typed,
             GError    **error)
{
  g_auto (GStrv) ids = hall_search_find_authors (self->session, typed, error);

  if (ids == NULL)
    return FALSE;
  if (self->authors == NULL)
    self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->authors, g_strdup (ids[i]));
  return TRUE;
}

static gboolean
take_room (Parser     *self,
           const char *typed,
           GError    **error)
{
  HallRoom *room = hall_search_find_room (self->session, typed, error);

  if (room == NULL)
    return FALSE;
  if (self->room != NULL && room != self->room)
    return refuse (error, _("This is a search in “%s” alone. Search everywhere for what was said "
                            "elsewhere."), hall_room_get_name (self->room));
  self->room = room;
  return TRUE;
}

static gboolean
take_link (Parser     *self,
           const char *typed,
           GError    **error)
{
  g_autofree char *folded = hall_text_fold (typed);

  /* Translators: after "has:" in a search, for messages with a link in them; one word */
  if (!is_word (folded, NC_("search filter", "link")))
    return refuse (error, _("Only links can be searched for like that: “has:link”."));
  self->query->has_link = TRUE;
  return TRUE;
}

static gboolean
take_filter (Parser     *self,
             Filter      filter,
             const char *typed,
             GError    **error)
{
  g_autofree char *value = g_strstrip (g_strdup (typed));

  if (*value == '\0')
    /* Translators: the name of a filter, such as "from" */
    return refuse (error, _("Type what you mean after “%s:”."),
                   g_dpgettext2 (GETTEXT_PACKAGE, "search filter", filter_names[filter]));
  switch (filter)
    {
    case FILTER_FROM:
      return take_author (self, value, error);
    case FILTER_IN:
      return take_room (self, value, error);
    case FILTER_HAS:
      return take_link (self, value, error);
    case FILTER_BEFORE:
    case FILTER_AFTER:
    case FILTER_NONE:
    default:
      return take_day (self, filter, value, error);
    }
}

static void
take_words (Parser     *self,
            const char *words,
            gsize       length)
{
  if (self->words->len > 0)
    g_string_append_c (self->words, ' ');
  g_string_append_len (self->words, words, length);
}

static gboolean
is_quote (gunichar c)
{
  return c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb
         || (c >= 0x300c && c <= 0x300f) || c == 0xff02;   /* corner brackets, a wide " */
}

static const char *
find_space (const char *at)
{
  while (*at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

/* If what begins at @at is in quotes that end before white space: what is behind, and what is in
 * between; else NULL. */
static const char *
find_quoted (const char *at,
             char      **inside)
{
  const char *begin;

  if (*at == '\0' || !is_quote (g_utf8_get_char (at)))
    return NULL;
  begin = g_utf8_next_char (at);
  for (const char *end = begin; *end != '\0'; end = g_utf8_next_char (end))
    {
      const char *behind = g_utf8_next_char (end);

      if (!is_quote (g_utf8_get_char (end))
          || (*behind != '\0' && !g_unichar_isspace (g_utf8_get_char (behind))))
        continue;
      *inside = g_strndup (begin, end - begin);
      return behind;
    }
  return NULL;
}

/* The colon that ends the name of a filter, also a wide one; NULL: this word has none. */
static const char *
find_colon (const char *word,
            const char *end)
{
  for (const char *at = word; at < end; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) == ':' || g_utf8_get_char (at) == 0xff1a)
      return at;
  return NULL;
}

static gboolean
parse_word (Parser      *self,
            const char **at,
            GError     **error)
{
  const char *begin = *at;
  g_autofree char *value = NULL;
  const char *end = find_quoted (begin, &value);
  const char *colon;
  Filter filter;

  if (end != NULL)
    {
      *at = end;
      take_words (self, value, strlen (value));
      return TRUE;
    }
  *at = end = find_space (begin);
  colon = find_colon (begin, end);
  filter = colon != NULL ? find_filter (begin, colon - begin) : FILTER_NONE;
  if (filter == FILTER_NONE)
    {
      take_words (self, begin, end - begin);
      return TRUE;
    }
  colon = g_utf8_next_char (colon);
  end = find_quoted (colon, &value);
  if (end != NULL)
    *at = end;
  else
    value = g_strndup (colon, *at - colon);
  return take_filter (self, filter, value, error);
}

static gboolean
parse (Parser     *self,
       const char *typed,
       GError    **error)
{
  const char *at = typed;

  for (;;)
    {
      while (*at != '\0' && g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (*at == '\0')
        return TRUE;
      if (!parse_word (self, &at, error))
        return FALSE;
    }
}

/* Words that nothing is left of, such as what is invisible, are none. */
static gboolean
fill (Parser  *self,
      GError **error)
{
  HallStoredQuery *query = self->query;
  g_autofree char *text = hall_text_fold (self->words->str);

  if (*text == '\0' && self->authors == NULL && !query->has_link && query->from_lc == 0
      && query->to_lc == G_MAXINT64)
    return refuse (error, _("Type what to search for."));
  query->text = *text != '\0' ? g_steal_pointer (&text) : NULL;
  query->room = self->room != NULL ? g_strdup (hall_room_get_id (self->room)) : NULL;
  if (self->authors != NULL)
    {
      g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->authors, NULL);

      query->authors = g_strdupv ((char **) ids);
    }
  return TRUE;
}

/**
 * hall_search_query_parse:
 * @session: a session, which knows people and rooms
 * @typed: what was typed
 * @room: (nullable): what it is about alone
 * @query: initialised; what the store is to find
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND or AMBIGUOUS
 *
 * Returns: whether there is something to search for
 */
gboolean
hall_search_query_parse (HallSession      *session,
                         const char       *typed,
                         HallRoom         *room,
                         HallStoredQuery  *query,
                         GError          **error)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  Parser self = { session, room, query, NULL, NULL };
  gboolean good;

  if (strlen (valid) > TYPED_MAX)
    return refuse (error, _("This is too long to search for."));
  self.words = g_string_new (NULL);
  good = parse (&self, valid, error) && fill (&self, error);
  g_string_free (self.words, TRUE);
  g_clear_pointer (&self.authors, g_hash_table_unref);
  return good;
}
