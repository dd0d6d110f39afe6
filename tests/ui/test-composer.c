/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer.c: real keys in the composer: what is sent, what is kept, what is refused.
 */

#define G_LOG_DOMAIN "test-composer"

#include "config.h"

#include <string.h>

#include "composer-fixture.h"
#include "fake-session-talk.h"

#define TEXT_MAX HALL_SESSION_TEXT_MAX

static void
test_enter (ComposerFixture *fixture,
            gconstpointer    data)
{
  ui_test_type ("Hello");
  composer_expect_text (fixture, "Hello");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "Hello");
  composer_expect_text (fixture, "");
  ui_test_type ("again");
  composer_expect_text (fixture, "again");
  ui_test_press ("KP_Enter");
  composer_expect_sent (fixture, 2);
}

static void
test_shift_enter (ComposerFixture *fixture,
                  gconstpointer    data)
{
  ui_test_type ("one");
  ui_test_press ("shift+Return");
  ui_test_type ("two");
  composer_expect_text (fixture, "one\ntwo");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "one\ntwo");
}

static gboolean
ends_with_y (gpointer data)
{
  g_autofree char *text = composer_get_text (data);

  return g_str_has_suffix (text, "y");
}

/* With Alt it is somebody else's. */
static void
test_alt_enter (ComposerFixture *fixture,
                gconstpointer    data)
{
  ui_test_type ("x");
  ui_test_press ("alt+Return");
  ui_test_type ("y");
  ui_test_wait (ends_with_y, fixture);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
}

static void
on_sent (HallComposer *composer,
         const char   *text,
         gpointer      user_data)
{
  g_ptr_array_add (user_data, g_strdup (text));
}

/* The page hears of what became a message, "/me" included, and of nothing else. */
static void
test_sent (ComposerFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (GPtrArray) sent = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (fixture->composer, "sent", G_CALLBACK (on_sent), sent);
  ui_test_type ("/help");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  ui_test_type ("/me waves");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  ui_test_type ("Hello");
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpuint (sent->len, ==, 2);
  g_assert_cmpstr (sent->pdata[0], ==, "/me waves");
  g_assert_cmpstr (sent->pdata[1], ==, "Hello");
}

static void
test_nothing (ComposerFixture *fixture,
              gconstpointer    data)
{
  ui_test_press ("Return");
  ui_test_type ("  ");
  composer_expect_text (fixture, "  ");
  ui_test_press ("Return");
  ui_test_type ("x");
  composer_expect_text (fixture, "  x");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
}

/* It can be written, byte by byte, but not sent; and it is said by how much. */
static void
test_too_long (ComposerFixture *fixture,
               gconstpointer    data)
{
  g_autofree char *text = g_strnfill (TEXT_MAX, 'a');

  gtk_text_buffer_set_text (composer_get_buffer (fixture), text, -1);
  ui_test_press ("End");
  ui_test_type ("bc");
  composer_expect_shown (fixture, "The message is too long by 2 bytes.", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  composer_expect_shown (fixture, "The message is too long: 16386 bytes of 16384.", TRUE);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);

  /* The sentence goes as soon as something is done about it, and then it can be sent. */
  ui_test_press ("BackSpace");
  composer_expect_shown (fixture, "The message is too long by 1 byte.", TRUE);
  ui_test_press ("BackSpace");
  composer_expect_shown (fixture, "The message is too long by 1 byte.", FALSE);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, text);
}

#define TOO_LONG "It is too long for a message. Files can be sent in a later version."

/* However often one pastes. */
static void
test_bound (ComposerFixture *fixture,
            gconstpointer    data)
{
  GtkTextBuffer *buffer = composer_get_buffer (fixture);
  g_autofree char *most = g_strnfill (TEXT_MAX, 'x');

  for (guint i = 0; i < 3; i++)
    gtk_text_buffer_insert_at_cursor (buffer, most, -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 2 * TEXT_MAX);
  composer_expect_shown (fixture, TOO_LONG, TRUE);
}

static void
copy (GdkClipboard *clipboard,
      gsize         length)
{
  g_autofree char *text = g_strnfill (length, 'x');

  gdk_clipboard_set_text (clipboard, text);
}

/* Whichever way it comes: nothing of a megabyte is inserted, and what is there stays. */
static void
test_paste (ComposerFixture *fixture,
            gconstpointer    data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autofree char *most = g_strnfill (TEXT_MAX, 'x');
  GtkTextBuffer *buffer = composer_get_buffer (fixture);

  ui_test_type ("kept");
  composer_expect_text (fixture, "kept");
  copy (clipboard, 1024 * 1024);
  ui_test_press ("ctrl+v");
  composer_expect_shown (fixture, TOO_LONG, TRUE);
  composer_expect_text (fixture, "kept");
  ui_test_type ("!");
  composer_expect_shown (fixture, TOO_LONG, FALSE);

  /* The middle button pastes the other clipboard so. */
  clipboard = gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture->window));
  copy (clipboard, TEXT_MAX + 1);
  gtk_text_buffer_paste_clipboard (buffer, clipboard, NULL, TRUE);
  composer_expect_shown (fixture, TOO_LONG, TRUE);
  composer_expect_text (fixture, "kept!");

  /* What just fits is taken. */
  ui_test_press ("ctrl+a");
  ui_test_press ("BackSpace");
  composer_expect_text (fixture, "");
  copy (clipboard, TEXT_MAX);
  gtk_text_buffer_paste_clipboard (buffer, clipboard, NULL, TRUE);
  composer_expect_text (fixture, most);
  composer_expect_shown (fixture, TOO_LONG, FALSE);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
}

static gboolean
is_after_first (gpointer data)
{
  int position;

  g_object_get (composer_get_buffer (data), "cursor-position", &position, NULL);
  return position == 1;
}

/* Emoji come in at the cursor, in the place of what is selected. */
static void
test_emoji (ComposerFixture *fixture,
            gconstpointer    data)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_MENU_BUTTON);
  GtkPopover *chooser;
  GtkTextIter start, end;

  g_assert_null (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  ui_test_type ("ab");
  composer_expect_text (fixture, "ab");
  ui_test_press ("Left");
  ui_test_wait (is_after_first, fixture);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  chooser = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  g_assert_true (GTK_IS_EMOJI_CHOOSER (chooser));
  g_signal_emit_by_name (chooser, "emoji-picked", "\360\237\230\200");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  composer_expect_text (fixture, "a\360\237\230\200b");
  gtk_text_buffer_get_bounds (composer_get_buffer (fixture), &start, &end);
  gtk_text_buffer_select_range (composer_get_buffer (fixture), &start, &end);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_signal_emit_by_name (chooser, "emoji-picked", "\360\237\230\200");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  composer_expect_text (fixture, "\360\237\230\200");
}

/* When the keyboard goes elsewhere, at once. */
static void
test_draft_at_leaving (ComposerFixture *fixture,
                       gconstpointer    data)
{
  ui_test_type ("kept");
  composer_expect_text (fixture, "kept");
  hall_session_set_draft (fixture->session, fixture->room, NULL);
  gtk_widget_grab_focus (gtk_widget_get_first_child (
                           ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_MENU_BUTTON)));
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "kept");
}

/* Why a text was not sent is said where it was not. */
static void
test_refusal (ComposerFixture *fixture,
              gconstpointer    data)
{
  hall_composer_reply (fixture->composer,
                       fake_session_say (fixture->session, fixture->room, fixture->mina, "Lunch?",
                                         1700000000000, TRUE));
  ui_test_type ("x");
  composer_expect_text (fixture, "x");
  fake_session_fail_next (fixture->session, "Not now.");
  ui_test_press ("Return");
  composer_expect_shown (fixture, "Not now.", TRUE);
  hall_composer_set_room (fixture->composer, fixture->other);
  composer_expect_shown (fixture, "Not now.", FALSE);
  composer_expect_shown (fixture, "Message two", TRUE);
}

static void
test_drafts (ComposerFixture *fixture,
             gconstpointer    data)
{
  ui_test_type ("for one");
  composer_expect_text (fixture, "for one");
  hall_composer_set_room (fixture->composer, fixture->other);
  composer_expect_text (fixture, "");
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "for one");
  g_assert_cmpstr (hall_room_get_draft (fixture->other), ==, NULL);
  ui_test_type ("for two");
  composer_expect_text (fixture, "for two");
  hall_composer_set_room (fixture->composer, fixture->room);
  composer_expect_text (fixture, "for one");
  g_assert_cmpstr (hall_room_get_draft (fixture->other), ==, "for two");
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, NULL);
}

/* What is in the box when the window closes is not lost. */
static void
test_draft_at_close (void)
{
  ComposerFixture fixture = { NULL };

  composer_set_up (&fixture, NULL);
  ui_test_type ("unfinished");
  composer_expect_text (&fixture, "unfinished");
  ui_test_close (fixture.window);
  g_assert_cmpstr (hall_room_get_draft (fixture.room), ==, "unfinished");
  g_clear_object (&fixture.session);
}

static int
get_height (ComposerFixture *fixture)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  return gtk_widget_get_height (GTK_WIDGET (fixture->composer));
}

/* Grows from one to eight lines, then scrolls. One line may be less tall than the button beside it,
 * so the first one that grows by a line's height is the third. */
static void
test_growth (ComposerFixture *fixture,
             gconstpointer    data)
{
  int one, two, three, eight, nine, line;

  one = get_height (fixture);
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "1\n2", -1);
  two = get_height (fixture);
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "1\n2\n3", -1);
  three = get_height (fixture);
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "1\n2\n3\n4\n5\n6\n7\n8", -1);
  eight = get_height (fixture);
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", -1);
  nine = get_height (fixture);
  line = three - two;
  g_assert_cmpint (line, >, 8);
  g_assert_cmpint (two, >, one);
  g_assert_cmpint (two, <=, one + line);
  g_assert_cmpint (ABS (eight - two - 6 * line), <=, line / 2);
  g_assert_cmpint (nine - eight, <=, line / 2);
  gtk_text_buffer_set_text (composer_get_buffer (fixture), "", -1);
  g_assert_cmpint (get_height (fixture), ==, one);
}

static void
test_not_reachable (ComposerFixture *fixture,
                    gconstpointer    data)
{
  const char *sentence = "Will be sent when the room is reachable";

  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_WAITING);
  hall_room_set_connection (fixture->room, HALL_CONNECTION_WAITING);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_LIVE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->composer), sentence));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer/" name, ComposerFixture, NULL, composer_set_up, function, \
              composer_tear_down)
  ADD ("enter", test_enter);
  ADD ("shift-enter", test_shift_enter);
  ADD ("alt-enter", test_alt_enter);
  ADD ("sent", test_sent);
  ADD ("nothing", test_nothing);
  ADD ("too-long", test_too_long);
  ADD ("bound", test_bound);
  ADD ("paste", test_paste);
  ADD ("emoji", test_emoji);
  ADD ("drafts", test_drafts);
  ADD ("draft-at-leaving", test_draft_at_leaving);
  ADD ("refusal", test_refusal);
  ADD ("growth", test_growth);
  ADD ("not-reachable", test_not_reachable);
#undef ADD
  g_test_add_func ("/ui/composer/draft-at-close", test_draft_at_close);
  return g_test_run ();
}
