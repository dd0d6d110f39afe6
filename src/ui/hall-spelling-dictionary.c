/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-dictionary.c: whether a word is in a dictionary of this computer.
 *
 * Enchant's, of the person's language and of English. To read a dictionary and to think of
 * suggestions takes Enchant some 50 ms each, so both are done in a thread of GTask's; it has the
 * dictionaries for itself meanwhile. Built without Enchant it never finds any.
 */

#define G_LOG_DOMAIN "hall-spelling-dictionary"

#include "config.h"

#include <pango/pango.h>
#include <string.h>
#ifdef HAVE_ENCHANT
#include <enchant.h>
#endif

#include "hall-spelling-dictionary.h"

#define SUGGESTIONS_MAX 5
#define WORD_BYTES_MAX 200

struct _HallSpellingDictionary
{
  GObject parent_instance;

#ifdef HAVE_ENCHANT
  EnchantBroker *broker;
#endif
  GPtrArray *dictionaries;   /* of EnchantDict, the broker's */
  GPtrArray *languages;      /* of PangoLanguage, one for each */
  gboolean busy;             /* a thread has them */
};

G_DEFINE_FINAL_TYPE (HallSpellingDictionary, hall_spelling_dictionary, G_TYPE_OBJECT)

#ifdef HAVE_ENCHANT
static void
open_language (HallSpellingDictionary *self,
               const char             *language)
{
  EnchantDict *dictionary;

  if (!enchant_broker_dict_exists (self->broker, language) ||
      (dictionary = enchant_broker_request_dict (self->broker, language)) == NULL)
    return;
  g_debug ("a dictionary of %s", language);
  g_ptr_array_add (self->dictionaries, dictionary);
  g_ptr_array_add (self->languages, pango_language_from_string (language));
}

/* In a thread. */
static void
open_all (HallSpellingDictionary *self)
{
  const char *const *names = g_get_language_names ();
  gboolean english = FALSE;

  self->broker = enchant_broker_init ();
  for (guint i = 0; names[i] != NULL && self->dictionaries->len == 0; i++)
    if (strpbrk (names[i], ".@") == NULL && !g_str_equal (names[i], "C"))
      {
        open_language (self, names[i]);
        english = self->dictionaries->len > 0 && g_str_has_prefix (names[i], "en");
      }
  if (!english)
    open_language (self, "en_US");
}

static gboolean
check_one (gpointer    dictionary,
           const char *word)
{
  return enchant_dict_check (dictionary, word, (gssize) strlen (word)) == 0;
}

static void
suggest_one (gpointer    dictionary,
             const char *word,
             GPtrArray  *found)
{
  size_t n_found = 0;
  char **suggestions = enchant_dict_suggest (dictionary, word, (gssize) strlen (word), &n_found);

  for (gsize i = 0; i < n_found && found->len < SUGGESTIONS_MAX; i++)
    g_ptr_array_add (found, g_strdup (suggestions[i]));
  if (suggestions != NULL)
    enchant_dict_free_string_list (dictionary, suggestions);
}

static void
learn_one (gpointer    dictionary,
           const char *word,
           gboolean    for_good)
{
  if (for_good)
    enchant_dict_add (dictionary, word, (gssize) strlen (word));
  else
    enchant_dict_add_to_session (dictionary, word, (gssize) strlen (word));
}

static void
close_all (HallSpellingDictionary *self)
{
  for (guint i = 0; i < self->dictionaries->len; i++)
    enchant_broker_free_dict (self->broker, g_ptr_array_index (self->dictionaries, i));
  g_clear_pointer (&self->broker, enchant_broker_free);
}
#else
static void
open_all (HallSpellingDictionary *self)
{
}

static gboolean
check_one (gpointer    dictionary,
           const char *word)
{
  return TRUE;
}

static void
suggest_one (gpointer    dictionary,
             const char *word,
             GPtrArray  *found)
{
}

static void
learn_one (gpointer    dictionary,
           const char *word,
           gboolean    for_good)
{
}

static void
close_all (HallSpellingDictionary *self)
{
}
#endif

static void
hall_spelling_dictionary_finalize (GObject *object)
{
  HallSpellingDictionary *self = HALL_SPELLING_DICTIONARY (object);

  close_all (self);
  g_ptr_array_unref (self->dictionaries);
  g_ptr_array_unref (self->languages);
  G_OBJECT_CLASS (hall_spelling_dictionary_parent_class)->finalize (object);
}

static void
hall_spelling_dictionary_class_init (HallSpellingDictionaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_spelling_dictionary_finalize;
}

static void
hall_spelling_dictionary_init (HallSpellingDictionary *self)
{
  self->dictionaries = g_ptr_array_new ();
  self->languages = g_ptr_array_new ();
}

/* Whether the language of that dictionary is written as the word is. */
static gboolean
knows_letters (HallSpellingDictionary *self,
               guint                   index,
               const char             *word)
{
  PangoScript script = (PangoScript) g_unichar_get_script (g_utf8_get_char (word));

  return pango_language_includes_script (g_ptr_array_index (self->languages, index), script);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  HallSpellingDictionary *self = g_object_new (HALL_TYPE_SPELLING_DICTIONARY, NULL);

  open_all (self);
  if (self->dictionaries->len > 0)
    {
      g_task_return_pointer (task, self, g_object_unref);
      return;
    }
  g_object_unref (self);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No dictionary is here");
}

/**
 * hall_spelling_dictionary_load_async:
 * @cancellable: (nullable): a #GCancellable
 * @callback: called on this main context
 * @user_data: for @callback
 */
void
hall_spelling_dictionary_load_async (GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hall_spelling_dictionary_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * hall_spelling_dictionary_load_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_NOT_SUPPORTED or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what can be asked from now on
 */
HallSpellingDictionary *
hall_spelling_dictionary_load_finish (GAsyncResult  *result,
                                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
suggest_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  HallSpellingDictionary *self = source;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->dictionaries->len && found->len < SUGGESTIONS_MAX; i++)
    suggest_one (g_ptr_array_index (self->dictionaries, i), data, found);
  g_ptr_array_add (found, NULL);
  g_task_return_pointer (task, g_ptr_array_free (g_steal_pointer (&found), FALSE),
                         (GDestroyNotify) g_strfreev);
}

/**
 * hall_spelling_dictionary_suggest_async:
 * @self: dictionaries that are not busy
 * @word: a word that is not in them
 * @cancellable: (nullable): a #GCancellable
 * @callback: called on this main context
 * @user_data: for @callback
 *
 * Nothing else may be asked until it is finished.
 */
void
hall_spelling_dictionary_suggest_async (HallSpellingDictionary *self,
                                        const char             *word,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (!self->busy);

  self->busy = TRUE;
  g_task_set_task_data (task, g_strdup (word), g_free);
  g_task_run_in_thread (task, suggest_in_thread);
}

/**
 * hall_spelling_dictionary_suggest_finish:
 * @self: dictionaries
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): words, at most five
 */
GStrv
hall_spelling_dictionary_suggest_finish (HallSpellingDictionary  *self,
                                         GAsyncResult            *result,
                                         GError                 **error)
{
  self->busy = FALSE;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hall_spelling_dictionary_is_busy:
 * @self: dictionaries
 *
 * Returns: whether nothing can be asked now
 */
gboolean
hall_spelling_dictionary_is_busy (HallSpellingDictionary *self)
{
  g_return_val_if_fail (HALL_IS_SPELLING_DICTIONARY (self), TRUE);

  return self->busy;
}

/**
 * hall_spelling_dictionary_check:
 * @self: dictionaries that are not busy
 * @word: one word
 *
 * What is written in letters that no dictionary knows is left alone.
 *
 * Returns: whether it is right, as far as that can be known
 */
gboolean
hall_spelling_dictionary_check (HallSpellingDictionary *self,
                                const char             *word)
{
  gboolean known = FALSE;

  g_return_val_if_fail (!self->busy, TRUE);

  if (strlen (word) > WORD_BYTES_MAX)
    return TRUE;
  for (guint i = 0; i < self->dictionaries->len; i++)
    {
      if (!knows_letters (self, i, word))
        continue;
      known = TRUE;
      if (check_one (g_ptr_array_index (self->dictionaries, i), word))
        return TRUE;
    }
  return !known;
}

/**
 * hall_spelling_dictionary_learn:
 * @self: dictionaries that are not busy
 * @word: one word
 * @for_good: not only as long as this program runs
 *
 * The word is right from now on.
 */
void
hall_spelling_dictionary_learn (HallSpellingDictionary *self,
                                const char             *word,
                                gboolean                for_good)
{
  g_return_if_fail (!self->busy);

  for (guint i = 0; i < self->dictionaries->len; i++)
    if (knows_letters (self, i, word))
      {
        learn_one (g_ptr_array_index (self->dictionaries, i), word, for_good);
        return;
      }
}
