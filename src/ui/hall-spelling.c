/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling.c: misspelt words of a text that is being written.
 *
 * They are underlined by a tag of its own, which is never part of what is sent. The dictionary is
 * looked for when the text gets the keyboard for the first time; the words are looked up when the
 * main loop has nothing else to do, a few milliseconds at a time, and what was looked up is kept.
 * The word at the cursor is let alone while it is being typed, but not when the cursor is moved
 * into it: the context menu is opened there by the keyboard.
 */

#define G_LOG_DOMAIN "hall-spelling"

#include "config.h"

#include <string.h>

#include "hall-person.h"
#include "hall-spelling-menu.h"
#include "hall-spelling-words.h"

#include "hall-spelling.h"

#define SLICE_US 4000
#define KNOWN_WORDS_MAX 5000
#define NAMES_MAX 500

struct _HallSpelling
{
  GtkTextView *view;         /* not owned */
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  GListModel *people;        /* (nullable) */
  GtkEventController *focus; /* the view's */
  GCancellable *cancellable;
  HallSpellingDictionary *dictionary; /* (nullable): not found (yet) */
  HallSpellingMenu *menu;    /* (nullable): comes with it */
  GHashTable *verdicts;      /* a word → whether it is right */
  GPtrArray *words;          /* (nullable): those of the text, being looked up */
  guint next;                /* of them */
  guint idle;
  gboolean asked;            /* for the dictionary */
  gboolean typing;           /* the cursor is where the text was changed last */
  guint typed_at;
};

/* (transfer full) (nullable) (array zero-terminated) */
static GStrv
list_names (HallSpelling *self)
{
  GPtrArray *names = g_ptr_array_new ();
  guint n_people = self->people != NULL ? g_list_model_get_n_items (self->people) : 0;

  for (guint i = 0; i < MIN (n_people, NAMES_MAX); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (self->people, i);

      g_ptr_array_add (names, g_strdup (hall_person_get_name (person)));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

static void
collect (HallSpelling *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  if (strchr (text, '@') != NULL)
    names = list_names (self);
  self->words = hall_spelling_words_find (text, (const char *const *) names);
  self->next = 0;
}

/* The end of the slice, or of the words. */
static gboolean
look_up (HallSpelling *self)
{
  gint64 end = g_get_monotonic_time () + SLICE_US;

  for (; self->next < self->words->len; self->next++)
    {
      HallSpellingWord *word = g_ptr_array_index (self->words, self->next);
      gboolean right;

      if (g_hash_table_contains (self->verdicts, word->text))
        continue;
      if (g_get_monotonic_time () >= end)
        return FALSE;
      right = hall_spelling_dictionary_check (self->dictionary, word->text);
      if (g_hash_table_size (self->verdicts) >= KNOWN_WORDS_MAX)
        g_hash_table_remove_all (self->verdicts);
      g_hash_table_insert (self->verdicts, g_strdup (word->text), GINT_TO_POINTER (right));
    }
  return TRUE;
}

static gboolean
is_misspelt (HallSpelling     *self,
             HallSpellingWord *word,
             guint             cursor)
{
  gpointer right = GINT_TO_POINTER (TRUE);

  if (self->typing && cursor >= word->start && cursor <= word->end &&
      gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return FALSE;
  return g_hash_table_lookup_extended (self->verdicts, word->text, NULL, &right) &&
         !GPOINTER_TO_INT (right);
}

/* Lets alone what is marked already: a tag that comes or goes lays its line out anew. */
static void
mark (HallSpelling *self,
      guint         from,
      guint         to,
      gboolean      misspelt)
{
  GtkTextIter start, end, toggle;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) to);
  toggle = start;
  if (misspelt)
    {
      if (!gtk_text_iter_starts_tag (&start, self->tag) ||
          !gtk_text_iter_forward_to_tag_toggle (&toggle, self->tag) ||
          !gtk_text_iter_equal (&toggle, &end))
        gtk_text_buffer_apply_tag (self->buffer, self->tag, &start, &end);
      return;
    }
  if (gtk_text_iter_has_tag (&start, self->tag) ||
      (gtk_text_iter_forward_to_tag_toggle (&toggle, self->tag) &&
       gtk_text_iter_compare (&toggle, &end) < 0))
    gtk_text_buffer_remove_tag (self->buffer, self->tag, &start, &end);
}

static guint
get_cursor (HallSpelling *self)
{
  int position;

  g_object_get (self->buffer, "cursor-position", &position, NULL);
  return (guint) position;
}

static void
mark_all (HallSpelling *self)
{
  guint done = 0, cursor = get_cursor (self);

  for (guint i = 0; i < self->words->len; i++)
    {
      HallSpellingWord *word = g_ptr_array_index (self->words, i);

      if (!is_misspelt (self, word, cursor))
        continue;
      if (word->start > done)
        mark (self, done, word->start, FALSE);
      mark (self, word->start, word->end, TRUE);
      done = word->end;
    }
  mark (self, done, (guint) gtk_text_buffer_get_char_count (self->buffer), FALSE);
}

static gboolean
on_idle (gpointer user_data)
{
  HallSpelling *self = user_data;

  if (self->words == NULL)
    {
      collect (self);
      return G_SOURCE_CONTINUE;
    }
  /* Suggestions are being thought of. It is begun again when they are there. */
  if (hall_spelling_dictionary_is_busy (self->dictionary))
    {
      self->idle = 0;
      return G_SOURCE_REMOVE;
    }
  if (!look_up (self))
    return G_SOURCE_CONTINUE;
  mark_all (self);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
schedule (HallSpelling *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  if (self->dictionary != NULL && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
on_changed (HallSpelling *self)
{
  self->typing = TRUE;
  self->typed_at = get_cursor (self);
  schedule (self);
}

static void
on_cursor_moved (HallSpelling *self)
{
  if (get_cursor (self) != self->typed_at)
    self->typing = FALSE;
  schedule (self);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  HallSpelling *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallSpellingDictionary) dictionary = hall_spelling_dictionary_load_finish (result,
                                                                                        &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* @self is gone */
  if (dictionary == NULL)
    {
      g_debug ("no spell checking: %s", error->message);
      return;
    }
  self->dictionary = g_steal_pointer (&dictionary);
  self->menu = hall_spelling_menu_new (self, self->view, self->dictionary);
  schedule (self);
}

static void
on_focus_enter (HallSpelling *self)
{
  if (self->asked)
    return;
  self->asked = TRUE;
  hall_spelling_dictionary_load_async (self->cancellable, load_cb, self);
}

/**
 * hall_spelling_new:
 * @view: a text view, which outlives this
 *
 * Returns: (transfer full): what marks its misspelt words
 */
HallSpelling *
hall_spelling_new (GtkTextView *view)
{
  HallSpelling *self = g_new0 (HallSpelling, 1);

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->tag = gtk_text_buffer_create_tag (self->buffer, HALL_SPELLING_TAG, "underline",
                                          PANGO_UNDERLINE_ERROR, NULL);
  self->cancellable = g_cancellable_new ();
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (self->focus, "enter", G_CALLBACK (on_focus_enter), self);
  gtk_widget_add_controller (GTK_WIDGET (view), self->focus);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->buffer, "notify::cursor-position", G_CALLBACK (on_cursor_moved),
                            self);
  return self;
}

/**
 * hall_spelling_free:
 * @self: (transfer full): a spelling
 */
void
hall_spelling_free (HallSpelling *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->menu, hall_spelling_menu_free);
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->focus);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_hash_table_unref (self->verdicts);
  g_clear_object (&self->dictionary);
  g_clear_object (&self->people);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->buffer);
  g_free (self);
}

/**
 * hall_spelling_set_people:
 * @self: a spelling
 * @people: (nullable): #HallPerson, whose names may follow "@"
 */
void
hall_spelling_set_people (HallSpelling *self,
                          GListModel   *people)
{
  g_set_object (&self->people, people);
}

/**
 * hall_spelling_get_word:
 * @self: a spelling
 * @start: (inout): a place in the text; then where the word begins
 * @end: (out): where it ends
 *
 * Returns: (transfer full) (nullable): the misspelt word there
 */
char *
hall_spelling_get_word (HallSpelling *self,
                        GtkTextIter  *start,
                        GtkTextIter  *end)
{
  *end = *start;
  if (!gtk_text_iter_has_tag (start, self->tag) && !gtk_text_iter_ends_tag (start, self->tag))
    return NULL;
  if (!gtk_text_iter_starts_tag (start, self->tag))
    gtk_text_iter_backward_to_tag_toggle (start, self->tag);
  *end = *start;
  gtk_text_iter_forward_to_tag_toggle (end, self->tag);
  return gtk_text_buffer_get_text (self->buffer, start, end, FALSE);
}

/**
 * hall_spelling_recheck:
 * @self: a spelling
 *
 * Another word is right now, or the dictionaries are free again.
 */
void
hall_spelling_recheck (HallSpelling *self)
{
  g_hash_table_remove_all (self->verdicts);
  schedule (self);
}
