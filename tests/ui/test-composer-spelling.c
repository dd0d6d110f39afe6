/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer-spelling.c: which words are looked up, and which are underlined.
 */

#define G_LOG_DOMAIN "test-composer-spelling"

#include "config.h"

#include "hall-spelling-words.h"
#include "hall-spelling.h"

#include "composer-fixture.h"

static void
assert_words (const char *text,
              const char *expected)
{
  static const char *const names[] = { "Mina Kimm", NULL };
  g_autoptr (GPtrArray) words = hall_spelling_words_find (text, names);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      HallSpellingWord *word = g_ptr_array_index (words, i);
      g_autofree char *there = g_utf8_substring (text, word->start, word->end);

      g_assert_cmpstr (there, ==, word->text);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", word->text);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_words (void)
{
  assert_words ("", "");
  assert_words ("Hello, world! It's fine.", "Hello world It's fine");
  assert_words ("ask @Mina Kimm about *lunch*", "ask about lunch");
  assert_words ("see https://example.org/wrng or mail wrng@example.org now", "see or mail now");
  assert_words ("run `wrng cmd` and\n```\nwrng\ncode\n```\nthen", "run and then");
  assert_words ("an open ` mark", "an open mark");
  assert_words ("/me waves", "waves");
  assert_words (":smlie: x2 LAN GObject a_b C\\D", "");
  assert_words ("안녕 hello 세계", "안녕 hello 세계");
  assert_words ("don’t 'quoted'", "don’t quoted");
}

typedef struct
{
  ComposerFixture *fixture;
  const char *marked;
} Expected;

/* (transfer full): the marked words */
static char *
list_marked (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer),
                                               HALL_SPELLING_TAG);
  GString *marked = g_string_new (NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  while (gtk_text_iter_starts_tag (&start, tag) ||
         gtk_text_iter_forward_to_tag_toggle (&start, tag))
    {
      g_autofree char *word = NULL;

      end = start;
      if (!gtk_text_iter_forward_to_tag_toggle (&end, tag))
        break;
      word = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      g_string_append_printf (marked, "%s%s", marked->len > 0 ? " " : "", word);
      start = end;
    }
  return g_string_free (marked, FALSE);
}

static gboolean
has_marked (gpointer data)
{
  Expected *expected = data;
  g_autofree char *marked = list_marked (composer_get_buffer (expected->fixture));

  return g_str_equal (marked, expected->marked);
}

static void
expect_marked (ComposerFixture *fixture,
               const char      *marked)
{
  ui_test_wait (has_marked, &(Expected) { fixture, marked });
}

/* The word that is being typed is let alone until it is left. */
static void
test_marks (ComposerFixture *fixture,
            gconstpointer    data)
{
  ui_test_type ("helo wrold");
  expect_marked (fixture, "helo");
  ui_test_type (" and");
  expect_marked (fixture, "helo wrold");
  ui_test_press ("Home");
  ui_test_press ("ctrl+Right");
  ui_test_press ("BackSpace");
  ui_test_type ("lo");
  ui_test_press ("End");
  composer_expect_text (fixture, "hello wrold and");
  expect_marked (fixture, "wrold");
  /* Nothing of it is sent. */
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "hello wrold and");
  expect_marked (fixture, "");
}

typedef struct
{
  GMenuModel *menu;
  const char *suggestion; /* one of them, for the word that is meant */
} Menu;

static gboolean
has_suggestions (gpointer data)
{
  Menu *menu = data;
  g_autoptr (GMenuModel) section = NULL;

  if (g_menu_model_get_n_items (menu->menu) != 3)
    return FALSE;
  section = g_menu_model_get_item_link (menu->menu, 0, G_MENU_LINK_SECTION);
  for (int i = 0; section != NULL && i < g_menu_model_get_n_items (section); i++)
    {
      g_autofree char *label = NULL;

      if (g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_LABEL, "s", &label) &&
          g_str_equal (label, menu->suggestion))
        return TRUE;
    }
  return FALSE;
}

/* (transfer none): the text, with the menu of its first word open */
static GtkWidget *
open_menu (ComposerFixture *fixture)
{
  GtkWidget *text = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  ui_test_type ("wrold x");
  expect_marked (fixture, "wrold");
  ui_test_press ("Home");
  /* The word at the cursor stays marked: nobody is typing it. */
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_wait_idle ();
  ui_test_press ("Menu");
  ui_test_wait (has_suggestions,
                &(Menu) { gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (text)), "world" });
  return text;
}

static gboolean
has_no_menu (gpointer data)
{
  return ui_test_find (data, GTK_TYPE_POPOVER_MENU) == NULL;
}

static void
close_menu (ComposerFixture *fixture)
{
  ui_test_press ("Escape");
  ui_test_wait (has_no_menu, fixture->window);
}

/* Suggestions come into the context menu. */
static void
test_menu (ComposerFixture *fixture,
           gconstpointer    data)
{
  gtk_widget_activate_action (open_menu (fixture), "spelling.use", "s", "world");
  composer_expect_text (fixture, "world x");
  expect_marked (fixture, "");
  close_menu (fixture);
}

/* It is right from then on, and nothing else. */
static void
expect_learnt (ComposerFixture *fixture)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (composer_get_buffer (fixture), &end);
  gtk_text_buffer_insert (composer_get_buffer (fixture), &end, " wrold helo y", -1);
  expect_marked (fixture, "helo");
  close_menu (fixture);
}

static void
test_ignore (ComposerFixture *fixture,
             gconstpointer    data)
{
  gtk_widget_activate_action (open_menu (fixture), "spelling.ignore", NULL);
  expect_learnt (fixture);
}

static void
test_add (ComposerFixture *fixture,
          gconstpointer    data)
{
  gtk_widget_activate_action (open_menu (fixture), "spelling.add", NULL);
  expect_learnt (fixture);
}

static gboolean
ignore_word (gpointer text)
{
  gtk_widget_activate_action (text, "spelling.ignore", NULL);
  return G_SOURCE_REMOVE;
}

/* Before any answer of the thread that looks for suggestions. */
static void
ignore_at_once (GMenuModel *menu,
                int         position,
                int         n_removed,
                int         n_added,
                gpointer    text)
{
  if (g_menu_model_get_n_items (menu) == 3)
    g_idle_add_full (G_PRIORITY_HIGH, ignore_word, text, NULL);
}

static gboolean
has_dictionary (gpointer text)
{
  return gtk_text_view_get_extra_menu (text) != NULL;
}

/* Who knows what to choose waits for no suggestions. */
static void
test_at_once (ComposerFixture *fixture,
              gconstpointer    data)
{
  GtkWidget *text = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  ui_test_wait (has_dictionary, text);
  g_signal_connect (gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (text)), "items-changed",
                    G_CALLBACK (ignore_at_once), text);
  open_menu (fixture);
  expect_learnt (fixture);
}

/* What was changed meanwhile is not replaced. */
static void
test_changed (ComposerFixture *fixture,
              gconstpointer    data)
{
  GtkWidget *text = open_menu (fixture);

  gtk_text_buffer_set_text (composer_get_buffer (fixture), "qwrtz x", -1);
  expect_marked (fixture, "qwrtz");
  gtk_widget_activate_action (text, "spelling.use", "s", "world");
  composer_expect_text (fixture, "qwrtz x");
  close_menu (fixture);
}

/* Whoever is named after "@" is called so. */
static void
test_name (ComposerFixture *fixture,
           gconstpointer    data)
{
  hall_person_set_name (fixture->mina, "Mina Qwrtz");
  hall_room_add_member (fixture->room, fixture->mina);
  ui_test_type ("x");
  composer_expect_text (fixture, "x");
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "@Mina Qwrtz helo x", -1);
  expect_marked (fixture, "helo");
}

static gboolean
has_menu (gpointer data)
{
  GtkWidget *menu = ui_test_find (data, GTK_TYPE_POPOVER_MENU);

  return menu != NULL && gtk_widget_get_mapped (menu);
}

/* No key is lost between the menu and the text: not even the first one. */
static void
test_menu_left (ComposerFixture *fixture,
                gconstpointer    data)
{
  static const char *const keys[] = { "Menu", "shift+F10" };
  GtkWidget *text = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  ui_test_type ("a");
  composer_expect_text (fixture, "a");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ui_test_press (keys[i]);
      ui_test_wait (has_menu, fixture->window);
      close_menu (fixture);
      g_assert_true (gtk_window_get_focus (fixture->window) == text);
      ui_test_type ("b");
      composer_expect_text (fixture, i == 0 ? "ab" : "abb");
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer-spelling/" name, ComposerFixture, NULL, composer_set_up, function, \
              composer_tear_down)
  g_test_add_func ("/ui/composer-spelling/words", test_words);
  ADD ("marks", test_marks);
  ADD ("menu", test_menu);
  ADD ("ignore", test_ignore);
  ADD ("at-once", test_at_once);
  ADD ("changed", test_changed);
  ADD ("name", test_name);
  ADD ("menu-left", test_menu_left);
  /* The last one: it is kept. */
  ADD ("add", test_add);
#undef ADD
  return g_test_run ();
}
