/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-mentions.c: whom a text names by "@", of those who are in the room.
 *
 * The longest name first, in any case; "@name#tag" where two bear it, "@room" for everybody. What
 * was found is said with the text by key, so that nobody else is meant where names change.
 */

#define G_LOG_DOMAIN "hall-session-mentions"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-session-mentions.h"

typedef struct
{
  char *name;              /* as it is to be written */
  char *folded;
  gsize n_chars;
  const char *person_id;   /* NULL: everybody */
} HallCandidate;

static void
hall_candidate_clear (gpointer data)
{
  HallCandidate *candidate = data;

  g_free (candidate->name);
  g_free (candidate->folded);
}

static void
add_candidate (GArray     *candidates,
               const char *name,
               const char *person_id)
{
  HallCandidate candidate = { g_strdup (name), g_utf8_casefold (name, -1), 0, person_id };

  candidate.n_chars = g_utf8_strlen (name, -1);
  g_array_append_val (candidates, candidate);
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const HallCandidate *first = a, *second = b;

  if (first->n_chars != second->n_chars)
    return first->n_chars > second->n_chars ? -1 : 1;
  return strcmp (first->folded, second->folded);
}

/* Two who bear one name are named by their tags alone. */
static void
drop_shared (GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const char *folded = g_array_index (candidates, HallCandidate, i).folded;
      gboolean shared = FALSE;

      while (i + 1 < candidates->len
             && g_str_equal (g_array_index (candidates, HallCandidate, i + 1).folded, folded))
        {
          shared = TRUE;
          g_array_remove_index (candidates, i + 1);
        }
      if (shared)
        g_array_remove_index (candidates, i--);
    }
}

static GArray *
list_candidates (GPtrArray *people)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (HallCandidate));

  g_array_set_clear_func (candidates, hall_candidate_clear);
  for (guint i = 0; i < people->len; i++)
    {
      HallPerson *person = g_ptr_array_index (people, i);
      g_autofree char *tagged = NULL;

      if (hall_person_get_is_self (person) || !hall_person_has_name (person))
        continue;
      tagged = g_strdup_printf ("%s#%s", hall_person_get_name (person),
                                hall_person_get_key_tag (person));
      add_candidate (candidates, hall_person_get_name (person), hall_person_get_id (person));
      add_candidate (candidates, tagged, hall_person_get_id (person));
    }
  g_array_sort (candidates, compare_candidates);
  drop_shared (candidates);
  return candidates;
}

static gboolean
is_east_asian (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_HAN
         || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Whether a name that ends before @end is a word of its own: where words are not parted, as by the
 * particles of Korean, it may go on. */
static gboolean
ends_word (const char *end)
{
  gunichar c = g_utf8_get_char (end);

  return *end == '\0' || is_east_asian (c)
         || !(g_unichar_isalnum (c) || c == '_' || g_unichar_ismark (c));
}

static gboolean
begins_word (const char *text,
             const char *at)
{
  gunichar c;

  if (at == text)
    return TRUE;
  c = g_utf8_get_char (g_utf8_prev_char (at));
  return !g_unichar_isalnum (c) || is_east_asian (c);
}

/* The first characters of a text, as names are compared: made once for all names of one length. */
typedef struct
{
  const char *text;
  gsize n_chars;
  const char *end;         /* (nullable) NULL: no name ends there */
  char *folded;
} HallBeginning;

static void
cut (HallBeginning *beginning,
     gsize          n_chars)
{
  const char *end = beginning->text;

  if (beginning->n_chars == n_chars)
    return;
  g_clear_pointer (&beginning->folded, g_free);
  beginning->n_chars = n_chars;
  beginning->end = NULL;
  for (gsize i = 0; i < n_chars; i++)
    {
      if (*end == '\0')
        return;
      end = g_utf8_next_char (end);
    }
  if (!ends_word (end))
    return;
  beginning->end = end;
  beginning->folded = g_utf8_casefold (beginning->text, end - beginning->text);
}

/* The byte after the name, or NULL. */
static const char *
match (const HallCandidate *candidate,
       HallBeginning       *beginning)
{
  cut (beginning, candidate->n_chars);
  return beginning->end != NULL && g_str_equal (beginning->folded, candidate->folded)
           ? beginning->end
           : NULL;
}

static gboolean
is_named (GPtrArray  *mentions,
          const char *person_id)
{
  for (guint i = 0; i < mentions->len; i++)
    if (g_str_equal (((HallMention *) g_ptr_array_index (mentions, i))->person, person_id))
      return TRUE;
  return FALSE;
}

/* The byte after what is named at @at, or @at. */
static const char *
take_name (GArray     *candidates,
           const char *at,
           GPtrArray  *mentions)
{
  HallBeginning beginning = { .text = at };
  const char *end = NULL;

  for (guint i = 0; i < candidates->len && end == NULL; i++)
    {
      const HallCandidate *candidate = &g_array_index (candidates, HallCandidate, i);
      g_autofree char *written = NULL;

      end = match (candidate, &beginning);
      if (end == NULL)
        continue;
      written = g_strndup (at, end - at);
      if (!is_named (mentions, candidate->person_id) && mentions->len < HALL_MENTIONS_MAX)
        g_ptr_array_add (mentions, hall_mention_new (candidate->person_id, written));
    }
  g_free (beginning.folded);
  return end != NULL ? end : at;
}

/* "@room" */
static const char *
take_everybody (const char *at)
{
  const HallCandidate everybody = { (char *) "room", (char *) "room", 4, NULL };
  HallBeginning beginning = { .text = at };
  const char *end = match (&everybody, &beginning);

  g_free (beginning.folded);
  return end;
}

/**
 * hall_session_find_mentions:
 * @text: clean
 * @people: (element-type HallPerson): of the room
 * @all: (inout): in: whether "@room" names everybody; out: whether it does
 *
 * Returns: (transfer full) (element-type HallMention): each person once
 */
GPtrArray *
hall_session_find_mentions (const char *text,
                            GPtrArray  *people,
                            gboolean   *all)
{
  GPtrArray *mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_mention_free);
  gboolean may_name_all = *all;
  g_autoptr (GArray) candidates = NULL;

  *all = FALSE;
  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at, '@'))
    {
      const char *end;

      at++;
      if (!begins_word (text, at - 1))
        continue;
      if (may_name_all && (end = take_everybody (at)) != NULL)
        {
          *all = TRUE;
          at = end;
          continue;
        }
      if (candidates == NULL)
        candidates = list_candidates (people);
      at = take_name (candidates, at, mentions);
    }
  return mentions;
}
