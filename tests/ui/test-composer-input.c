/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer-input.c: what an input method has in hand, and what it hands over too late.
 *
 * The input method is played by this program: what it shows comes by the signal that GTK emits,
 * what it hands over goes into the buffer as GTK puts it there. tests/lan/test-hangul.py has real
 * ones.
 */

#define G_LOG_DOMAIN "test-composer-input"

#include "config.h"

#include "hall-composer-text.h"

#include "composer-fixture.h"

static HallComposerText *
get_text (ComposerFixture *fixture)
{
  return HALL_COMPOSER_TEXT (ui_test_find (GTK_WIDGET (fixture->composer),
                                           HALL_TYPE_COMPOSER_TEXT));
}

static void
compose (ComposerFixture *fixture,
         const char      *preedit)
{
  g_signal_emit_by_name (get_text (fixture), "preedit-changed", preedit);
}

static void
hand_over (ComposerFixture *fixture,
           const char      *text)
{
  gtk_text_buffer_insert_interactive_at_cursor (composer_get_buffer (fixture), text, -1, TRUE);
}

static void
assert_text (ComposerFixture *fixture,
             const char      *expected)
{
  g_autofree char *text = composer_get_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_at_start (gpointer data)
{
  int position;

  g_object_get (composer_get_buffer (data), "cursor-position", &position, NULL);
  return position == 0;
}

/* Once it is handed over in vain; the same again is meant. */
static void
test_late (ComposerFixture *fixture,
           gconstpointer    data)
{
  compose (fixture, "하");
  hall_composer_text_finish (get_text (fixture));
  assert_text (fixture, "하");
  hand_over (fixture, "하");
  assert_text (fixture, "하");
  hand_over (fixture, "하");
  assert_text (fixture, "하하");
}

/* What comes after a key comes of that key. */
static void
test_key (ComposerFixture *fixture,
          gconstpointer    data)
{
  compose (fixture, "ㅋ");
  hall_composer_text_finish (get_text (fixture));
  ui_test_press ("Home");
  ui_test_wait (is_at_start, fixture);
  hand_over (fixture, "ㅋ");
  assert_text (fixture, "ㅋㅋ");
}

/* What is composed anew, too. */
static void
test_again (ComposerFixture *fixture,
            gconstpointer    data)
{
  compose (fixture, "ㅋ");
  hall_composer_text_finish (get_text (fixture));
  compose (fixture, "ㅋ");
  compose (fixture, "");
  hand_over (fixture, "ㅋ");
  assert_text (fixture, "ㅋㅋ");
}

/* Send takes what is being composed, and it is not in the next message. */
static void
test_send (ComposerFixture *fixture,
           gconstpointer    data)
{
  HallComposerText *text = get_text (fixture);
  GtkWidget *send = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_MENU_BUTTON);

  send = gtk_widget_get_next_sibling (send);
  g_assert_true (GTK_IS_BUTTON (send));
  g_assert_false (gtk_widget_is_sensitive (send));
  compose (fixture, "한");
  g_assert_true (hall_composer_text_is_composing (text));
  g_assert_true (gtk_widget_is_sensitive (send));
  composer_expect_shown (fixture, "Message one", FALSE);
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "한");
  g_assert_false (hall_composer_text_is_composing (text));
  hand_over (fixture, "한");
  assert_text (fixture, "");
  g_assert_false (gtk_widget_is_sensitive (send));
}

/* It is part of the draft, and stays in the room where it was composed. */
static void
test_other_room (ComposerFixture *fixture,
                 gconstpointer    data)
{
  ui_test_type ("a ");
  composer_expect_text (fixture, "a ");
  compose (fixture, "한");
  hall_composer_set_room (fixture->composer, fixture->other);
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "a 한");
  hand_over (fixture, "한");
  assert_text (fixture, "");
  g_assert_null (hall_room_get_draft (fixture->other));
}

/* In the place of what is selected, as it is seen. */
static void
test_selection (ComposerFixture *fixture,
                gconstpointer    data)
{
  g_autofree char *all = NULL;
  g_autofree char *before = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_set_text (composer_get_buffer (fixture), "one two three", -1);
  gtk_text_buffer_get_iter_at_offset (composer_get_buffer (fixture), &start, 4);
  gtk_text_buffer_get_iter_at_offset (composer_get_buffer (fixture), &end, 7);
  gtk_text_buffer_select_range (composer_get_buffer (fixture), &start, &end);
  compose (fixture, "한");
  all = hall_composer_text_get_text (get_text (fixture));
  before = hall_composer_text_get_before (get_text (fixture));
  g_assert_cmpstr (all, ==, "one 한 three");
  g_assert_cmpstr (before, ==, "one 한");
  hall_composer_text_finish (get_text (fixture));
  assert_text (fixture, "one 한 three");
}

static gboolean
has_no_context (gpointer data)
{
  ComposerFixture *fixture = data;

  return !ui_test_shows (GTK_WIDGET (fixture->composer), "Reply to Mina: Lunch?");
}

/* While something is composed, keys are the input method's: Esc leaves nothing, Up edits
 * nothing. */
static void
test_keys (ComposerFixture *fixture,
           gconstpointer    data)
{
  HallMessage *message = fake_session_say (fixture->session, fixture->room, fixture->mina,
                                           "Lunch?", 1700000000000, TRUE);

  fake_session_say (fixture->session, fixture->room, hall_session_get_self (fixture->session),
                    "Mine", 1700000001000, TRUE);
  hall_composer_reply (fixture->composer, message);
  compose (fixture, "한");
  ui_test_press ("Up");
  ui_test_press ("Escape");
  ui_test_press ("F8");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->composer), "Reply to Mina: Lunch?"));
  assert_text (fixture, "");
  compose (fixture, "");
  ui_test_press ("Escape");
  ui_test_wait (has_no_context, fixture);
  ui_test_press ("Up");
  composer_expect_text (fixture, "Mine");
}

/* The emoji comes behind what is being composed. */
static void
test_emoji (ComposerFixture *fixture,
            gconstpointer    data)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_MENU_BUTTON);

  compose (fixture, "한");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assert_text (fixture, "한");
  g_signal_emit_by_name (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), "emoji-picked",
                         "🎉");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  assert_text (fixture, "한🎉");
}

/* A click on a name replaces what is being composed; it does not come behind the name. */
static void
test_completion (ComposerFixture *fixture,
                 gconstpointer    data)
{
  GtkWidget *list;

  hall_room_add_member (fixture->room, fixture->mina);
  ui_test_type ("@");
  composer_expect_shown (fixture, "Mina", TRUE);
  compose (fixture, "mi");
  composer_expect_shown (fixture, "Mina", TRUE);
  list = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  assert_text (fixture, "@Mina ");
  hand_over (fixture, "mi");
  assert_text (fixture, "@Mina ");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer-input/" name, ComposerFixture, NULL, composer_set_up, function, \
              composer_tear_down)
  ADD ("late", test_late);
  ADD ("key", test_key);
  ADD ("again", test_again);
  ADD ("send", test_send);
  ADD ("other-room", test_other_room);
  ADD ("selection", test_selection);
  ADD ("keys", test_keys);
  ADD ("emoji", test_emoji);
  ADD ("completion", test_completion);
#undef ADD
  return g_test_run ();
}
