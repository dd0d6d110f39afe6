/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-menu.c: what can be done about a misspelt word, in the text's context menu.
 *
 * Owned by HallSpelling. The menu opens at once; suggestions come into it a moment later.
 */

#define G_LOG_DOMAIN "hall-spelling-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-spelling-menu.h"

struct _HallSpellingMenu
{
  HallSpelling *spelling;   /* not owned: it owns us */
  GtkTextView *view;        /* not owned */
  HallSpellingDictionary *dictionary;
  GSimpleActionGroup *group;
  GMenu *model;
  GMenu *suggestions;       /* its first section */
  GtkEventController *click, *keys; /* the view's */
  GCancellable *cancellable;
  char *word;               /* (nullable): of which the menu is */
  GtkTextMark *place;       /* where that is */
  char *to_learn;           /* (nullable): once the dictionary has answered */
  gboolean learn_for_good;
};

static void
suggest_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  HallSpellingDictionary *dictionary = HALL_SPELLING_DICTIONARY (source);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = hall_spelling_dictionary_suggest_finish (dictionary, result, &error);
  HallSpellingMenu *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* @self is gone */
  g_menu_remove_all (self->suggestions);
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (words[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.use", "s", words[i]);
      g_menu_append_item (self->suggestions, item);
    }
  if (self->to_learn != NULL)
    hall_spelling_dictionary_learn (dictionary, self->to_learn, self->learn_for_good);
  g_clear_pointer (&self->to_learn, g_free);
  hall_spelling_recheck (self->spelling);
}

/* @iter: where the menu is opened */
static void
prepare (HallSpellingMenu *self,
         GtkTextIter      *iter)
{
  GtkTextIter end;

  g_clear_pointer (&self->word, g_free);
  g_menu_remove_all (self->model);
  g_menu_remove_all (self->suggestions);
  if (hall_spelling_dictionary_is_busy (self->dictionary))
    return;
  self->word = hall_spelling_get_word (self->spelling, iter, &end);
  if (self->word == NULL)
    return;
  gtk_text_buffer_move_mark (gtk_text_view_get_buffer (self->view), self->place, iter);
  g_menu_append_section (self->model, NULL, G_MENU_MODEL (self->suggestions));
  g_menu_append (self->model, _("Add to Dictionary"), "spelling.add");
  /* Translators: a misspelt word, until the program is closed. */
  g_menu_append (self->model, C_("spelling", "Ignore"), "spelling.ignore");
  hall_spelling_dictionary_suggest_async (self->dictionary, self->word, self->cancellable,
                                          suggest_cb, self);
}

static void
on_pressed (GtkGestureClick  *click,
            int               n_press,
            double            x,
            double            y,
            HallSpellingMenu *self)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y);
  prepare (self, &iter);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                HallSpellingMenu      *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  prepare (self, &iter);
  return GDK_EVENT_PROPAGATE;
}

static void
on_use (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  HallSpellingMenu *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;
  g_autofree char *word = NULL;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->place);
  word = hall_spelling_get_word (self->spelling, &start, &end);
  if (g_strcmp0 (word, self->word) != 0)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
learn (HallSpellingMenu *self,
       gboolean          for_good)
{
  if (self->word == NULL)
    return;
  if (hall_spelling_dictionary_is_busy (self->dictionary))
    {
      /* It still looks for suggestions. */
      g_free (self->to_learn);
      self->to_learn = g_strdup (self->word);
      self->learn_for_good = for_good;
      return;
    }
  hall_spelling_dictionary_learn (self->dictionary, self->word, for_good);
  hall_spelling_recheck (self->spelling);
}

static void
on_add (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  learn (user_data, TRUE);
}

static void
on_ignore (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  learn (user_data, FALSE);
}

static const GActionEntry actions[] = {
  { "use", on_use, "s", NULL, NULL },
  { "add", on_add, NULL, NULL, NULL },
  { "ignore", on_ignore, NULL, NULL, NULL },
};

/* What opens the menu has to be known before it opens. */
static void
watch (HallSpellingMenu *self)
{
  self->click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (self->click, GTK_PHASE_CAPTURE);
  g_signal_connect (self->click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->click);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->keys);
}

/**
 * hall_spelling_menu_new:
 * @spelling: who owns it
 * @view: whose context menu it is part of
 * @dictionary: who has suggestions
 *
 * Returns: (transfer full): the menu
 */
HallSpellingMenu *
hall_spelling_menu_new (HallSpelling           *spelling,
                        GtkTextView            *view,
                        HallSpellingDictionary *dictionary)
{
  HallSpellingMenu *self = g_new0 (HallSpellingMenu, 1);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;

  self->spelling = spelling;
  self->view = view;
  self->dictionary = g_object_ref (dictionary);
  self->cancellable = g_cancellable_new ();
  self->model = g_menu_new ();
  self->suggestions = g_menu_new ();
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->place = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE));
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->group));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->model));
  watch (self);
  return self;
}

/**
 * hall_spelling_menu_free:
 * @self: (transfer full): a menu
 */
void
hall_spelling_menu_free (HallSpellingMenu *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_text_view_set_extra_menu (self->view, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", NULL);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->click);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->keys);
  gtk_text_buffer_delete_mark (gtk_text_view_get_buffer (self->view), self->place);
  g_clear_object (&self->place);
  g_clear_object (&self->group);
  g_clear_object (&self->suggestions);
  g_clear_object (&self->model);
  g_clear_object (&self->dictionary);
  g_clear_object (&self->cancellable);
  g_free (self->word);
  g_free (self->to_learn);
  g_free (self);
}
