/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-emoji.c: emoji by their names.
 *
 * The list is the one that GTK brings for its emoji chooser, in English and in the person's
 * language where GTK has that; read when first needed and kept. Without it nothing is found.
 */

#define G_LOG_DOMAIN "hall-emoji"

#include "config.h"

#include <gio/gio.h>
#include <pango/pango.h>
#include <string.h>

#include "hall-match.h"

#include "hall-emoji.h"

#define RESOURCE "/org/gtk/libgtk/emoji/%s.data"
#define EMOJI_PRESENTATION 0xfe0f
#define LIGHTEST_SKIN 0x1f3fb

typedef struct
{
  HallEmoji emoji;
  char **words;   /* folded: its names, then its keywords */
  guint n_names;
} Entry;

typedef struct
{
  Entry *entry;
  guint score;
} Hit;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->emoji.text);
  g_free (entry->emoji.name);
  g_strfreev (entry->words);
  g_free (entry);
}

/* Codes: 0 stands where a colour of skin may be put, in newer GTK the lightest. (transfer full) */
static char *
make_text (GVariant *codes)
{
  GString *text = g_string_new (NULL);
  gsize n_codes;
  const guint32 *code = g_variant_get_fixed_array (codes, &n_codes, sizeof (guint32));

  for (gsize i = 0; i < n_codes; i++)
    if (code[i] != 0 && (n_codes == 1 || code[i] != LIGHTEST_SKIN) && g_unichar_validate (code[i]))
      g_string_append_unichar (text, code[i]);
  /* Those that are wide look like an emoji if nothing else is said. */
  if (n_codes == 1 && !g_unichar_iswide (code[0]))
    g_string_append_unichar (text, EMOJI_PRESENTATION);
  return g_string_free (text, FALSE);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static void
add_words (GPtrArray  *words,
           GVariant   *row,
           guint       child)
{
  g_autoptr (GVariant) keywords = g_variant_get_child_value (row, child);
  GVariantIter iter;
  const char *keyword;

  g_variant_iter_init (&iter, keywords);
  while (g_variant_iter_next (&iter, "&s", &keyword))
    g_ptr_array_add (words, fold (keyword));
}

/* Two formats: "(ausasu)" up to GTK 4.8, "(aussasasu)", with the names in English beside those in
 * a language, later. */
static Entry *
read_row (GVariant *row,
          gboolean  newer)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (GVariant) codes = g_variant_get_child_value (row, 0);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *name, *english = NULL;

  g_variant_get_child (row, 1, "&s", &name);
  if (newer)
    g_variant_get_child (row, 2, "&s", &english);
  entry->emoji.text = make_text (codes);
  entry->emoji.name = g_strdup (*name != '\0' || english == NULL ? name : english);
  g_ptr_array_add (words, fold (name));
  if (english != NULL)
    g_ptr_array_add (words, fold (english));
  entry->n_names = words->len;
  add_words (words, row, newer ? 3 : 2);
  if (newer)
    add_words (words, row, 4);
  g_ptr_array_add (words, NULL);
  entry->words = (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return entry;
}

static void
read_list (GPtrArray *entries,
           GBytes    *data)
{
  static const char *const formats[] = { "a(ausasu)", "a(aussasasu)" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GVariant) list = g_variant_new_from_bytes (G_VARIANT_TYPE (formats[i]), data,
                                                            FALSE);

      g_variant_ref_sink (list);
      if (!g_variant_is_normal_form (list))
        continue;
      for (gsize k = 0; k < g_variant_n_children (list); k++)
        {
          g_autoptr (GVariant) row = g_variant_get_child_value (list, k);

          g_ptr_array_add (entries, read_row (row, i == 1));
        }
      return;
    }
  g_debug ("GTK's list of emoji has a form that is not known");
}

/* (transfer full) (nullable): GTK brings English in itself, other languages in files beside it */
static GBytes *
load_language (const char *language)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autofree char *path = g_strdup_printf (RESOURCE, language);
  g_autofree char *name = g_strdup_printf ("%s.gresource", language);
  GBytes *data = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; data == NULL && folders[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (folders[i], "gtk-4.0", "emoji", name, NULL);
      g_autoptr (GResource) resource = g_resource_load (file, NULL);

      if (resource != NULL)
        data = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    }
  return data;
}

static GPtrArray *
get_entries (void)
{
  static GPtrArray *entries;
  g_autofree char *language = NULL;
  g_autoptr (GBytes) own = NULL;
  g_autoptr (GBytes) english = NULL;

  if (entries != NULL)
    return entries;
  entries = g_ptr_array_new_with_free_func (entry_free);
  language = g_strdup (pango_language_to_string (pango_language_get_default ()));
  language[strcspn (language, "-_")] = '\0';
  if (!g_str_equal (language, "en") && !g_str_equal (language, "c"))
    own = load_language (language);
  english = load_language ("en");
  if (own != NULL)
    read_list (entries, own);
  if (english != NULL)
    read_list (entries, english);
  return entries;
}

/* The higher the better; 0: no. */
static guint
get_score (Entry      *entry,
           const char *query,
           gboolean    hangul)
{
  guint best = 0;
  gboolean named = FALSE;

  for (guint i = 0; entry->words[i] != NULL; i++)
    {
      const char *word = entry->words[i];
      const char *at = strstr (word, query);
      guint score = 0;

      if (at == word && word[strlen (query)] == '\0')
        score = i < entry->n_names ? 1000 : 900;
      else if (at == word)
        score = 400;
      else if (at != NULL)
        score = at[-1] == ' ' ? 300 : 100;
      else if (hangul && i < entry->n_names && hall_match_score (query, word) > 0)
        score = 50;
      if (score < 900 && i >= entry->n_names)
        score = score / 2;
      named = named || (score > 0 && i < entry->n_names);
      best = MAX (best, score);
    }
  /* Of those with the same keyword the one that also has it in its name. */
  return best == 900 && named ? best + 50 : best;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *first = a, *second = b;

  return first->score == second->score ? 0 : first->score > second->score ? -1 : 1;
}

static gboolean
is_listed (GPtrArray  *found,
           const char *text)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((HallEmoji *) g_ptr_array_index (found, i))->text, text))
      return TRUE;
  return FALSE;
}

/**
 * hall_emoji_find:
 * @query: letters of a name; "_" and "-" stand for spaces
 * @n_max: how many are wanted
 *
 * Returns: (transfer container) (element-type HallEmoji): the best first; they stay
 */
GPtrArray *
hall_emoji_find (const char *query,
                 guint       n_max)
{
  GPtrArray *entries = get_entries ();
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree char *folded = NULL;
  gboolean hangul;

  g_return_val_if_fail (query != NULL, found);

  folded = g_strdelimit (fold (query), "_-", ' ');
  hangul = g_unichar_get_script (g_utf8_get_char (folded)) == G_UNICODE_SCRIPT_HANGUL;
  for (guint i = 0; i < entries->len; i++)
    {
      Hit hit = { g_ptr_array_index (entries, i), 0 };

      hit.score = get_score (hit.entry, folded, hangul);
      if (hit.score > 0)
        g_array_append_val (hits, hit);
    }
  /* Merge sort: those that are equally good stay in GTK's order, the usual ones first. */
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len && found->len < n_max; i++)
    {
      HallEmoji *emoji = &g_array_index (hits, Hit, i).entry->emoji;

      if (!is_listed (found, emoji->text))
        g_ptr_array_add (found, emoji);
    }
  return found;
}
