/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer-context.c: real keys in a composer that answers, edits and runs commands.
 */

#define G_LOG_DOMAIN "test-composer-context"

#include "config.h"

#include "composer-fixture.h"
#include "fake-session-talk.h"

static HallMessage *
say (ComposerFixture *fixture,
     HallPerson      *author,
     const char      *text)
{
  static gint64 time = 1700000000000;

  time += 1000;
  return fake_session_say (fixture->session, fixture->room, author, text, time, TRUE);
}

static HallPerson *
get_self (ComposerFixture *fixture)
{
  return hall_session_get_self (fixture->session);
}

static void
test_reply (ComposerFixture *fixture,
            gconstpointer    data)
{
  HallMessage *message = say (fixture, fixture->mina, "Lunch at *noon*?\nOr later?");

  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "page.reply", "s",
                              hall_message_get_id (message));
  composer_expect_shown (fixture, "Reply to Mina: Lunch at noon? Or later?",
                         TRUE);
  ui_test_type ("Noon");
  composer_expect_text (fixture, "Noon");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  g_assert_cmpuint (fake_session_count_replies (fixture->session), ==, 1);
  g_assert_cmpstr (fake_session_get_last_reply_to (fixture->session), ==,
                   hall_message_get_id (message));
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "Noon");
  /* That was it: the next one answers nothing. */
  ui_test_type ("x");
  ui_test_press ("Return");
  composer_expect_sent (fixture, 2);
  g_assert_cmpuint (fake_session_count_replies (fixture->session), ==, 1);
}

/* Esc leaves the answer, and what is written stays. A refused answer stays one. */
static void
test_reply_left (ComposerFixture *fixture,
                 gconstpointer    data)
{
  HallMessage *message = say (fixture, fixture->mina, "Lunch?");

  hall_composer_reply (fixture->composer, message);
  ui_test_type ("Yes");
  composer_expect_text (fixture, "Yes");
  fake_session_fail_next (fixture->session, "Not now.");
  ui_test_press ("Return");
  composer_expect_shown (fixture, "Not now.", TRUE);
  composer_expect_text (fixture, "Yes");
  composer_expect_shown (fixture, "Reply to Mina: Lunch?", TRUE);
  ui_test_press ("Escape");
  composer_expect_shown (fixture, "Reply to Mina: Lunch?", FALSE);
  composer_expect_text (fixture, "Yes");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  g_assert_cmpuint (fake_session_count_replies (fixture->session), ==, 0);
}

static gboolean
has_focus (gpointer data)
{
  ComposerFixture *fixture = data;

  return GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (fixture->window)));
}

static GtkWidget *
find_class (GtkWidget  *root,
            const char *name)
{
  if (gtk_widget_has_css_class (root, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The strip's button leaves it, too, and one writes on. What is only pinned can be answered. */
static void
test_close (ComposerFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  HallMessage *message = fake_session_say (fixture->session, fixture->other, fixture->mina, "Old",
                                           1700000000000, TRUE);
  GtkWidget *button = find_class (GTK_WIDGET (fixture->composer), "context-close");

  g_ptr_array_add (pinned, message);
  hall_room_set_pinned (fixture->room, pinned);
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "page.reply", "s",
                              hall_message_get_id (message));
  composer_expect_shown (fixture, "Reply to Mina: Old", TRUE);
  gtk_widget_grab_focus (button);
  ui_test_press ("space");
  composer_expect_shown (fixture, "Reply to Mina: Old", FALSE);
  ui_test_wait (has_focus, fixture);
}

/* Up in an empty box; what is changed is said of that message, and the box is empty again. */
static void
test_edit_last (ComposerFixture *fixture,
                gconstpointer    data)
{
  HallMessage *mine = say (fixture, get_self (fixture), "Helo");

  say (fixture, fixture->mina, "Hello");
  ui_test_press ("Up");
  composer_expect_text (fixture, "Helo");
  composer_expect_shown (fixture, "Edit message", TRUE);
  ui_test_press ("BackSpace");
  ui_test_type ("lo");
  composer_expect_text (fixture, "Hello");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  composer_expect_shown (fixture, "Edit message", FALSE);
  g_assert_cmpuint (fake_session_count_edits (fixture->session), ==, 1);
  g_assert_cmpstr (fake_session_get_last_edit (fixture->session), ==, "Hello");
  g_assert_cmpstr (fake_session_get_last_edit_target (fixture->session), ==,
                   hall_message_get_id (mine));
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
}

/* With something in the box Up moves the cursor. */
static void
test_up_in_text (ComposerFixture *fixture,
                 gconstpointer    data)
{
  say (fixture, get_self (fixture), "Helo");
  ui_test_type ("x");
  composer_expect_text (fixture, "x");
  ui_test_press ("Up");
  ui_test_press ("Home");
  ui_test_type ("y");
  composer_expect_text (fixture, "yx");
}

static void
test_edit_unchanged (ComposerFixture *fixture,
                     gconstpointer    data)
{
  HallMessage *mine = say (fixture, get_self (fixture), "Same");

  ui_test_type ("draft");
  composer_expect_text (fixture, "draft");
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "page.edit", "s",
                              hall_message_get_id (mine));
  composer_expect_text (fixture, "Same");
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "draft");
  ui_test_press ("Return");
  composer_expect_text (fixture, "draft");
  g_assert_cmpuint (fake_session_count_edits (fixture->session), ==, 0);
  /* And Esc brings it back, too. */
  hall_composer_edit (fixture->composer, mine);
  ui_test_type ("!");
  composer_expect_text (fixture, "Same!");
  ui_test_press ("Escape");
  composer_expect_text (fixture, "draft");
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "draft");
}

/* An edit in the middle of an answer: that goes on afterwards, and is still one. */
static void
test_edit_in_answer (ComposerFixture *fixture,
                     gconstpointer    data)
{
  HallMessage *message = say (fixture, fixture->mina, "Lunch?");
  HallMessage *mine = say (fixture, get_self (fixture), "Helo");

  hall_composer_reply (fixture->composer, message);
  ui_test_type ("Yes");
  composer_expect_text (fixture, "Yes");
  hall_composer_edit (fixture->composer, mine);
  composer_expect_shown (fixture, "Edit message", TRUE);
  hall_composer_edit (fixture->composer, mine);
  ui_test_press ("Return");
  composer_expect_text (fixture, "Yes");
  composer_expect_shown (fixture, "Reply to Mina: Lunch?", TRUE);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_reply_to (fixture->session), ==,
                   hall_message_get_id (message));
  composer_expect_shown (fixture, "Reply to Mina: Lunch?", FALSE);
}

/* Each room is in the middle of its own: an edit here, an answer there. */
static void
test_rooms (ComposerFixture *fixture,
            gconstpointer    data)
{
  HallMessage *mine = say (fixture, get_self (fixture), "Mine");
  HallMessage *there = fake_session_say (fixture->session, fixture->other, fixture->mina, "There",
                                         1700000000000, TRUE);

  ui_test_type ("draft");
  composer_expect_text (fixture, "draft");
  hall_composer_edit (fixture->composer, mine);
  ui_test_type ("+");
  composer_expect_text (fixture, "Mine+");
  hall_composer_set_room (fixture->composer, fixture->other);
  composer_expect_text (fixture, "");
  composer_expect_shown (fixture, "Edit message", FALSE);
  g_assert_cmpstr (hall_room_get_draft (fixture->room), ==, "draft");
  hall_composer_reply (fixture->composer, there);
  ui_test_type ("here");
  composer_expect_text (fixture, "here");
  hall_composer_set_room (fixture->composer, fixture->room);
  composer_expect_text (fixture, "Mine+");
  composer_expect_shown (fixture, "Edit message", TRUE);
  g_assert_cmpstr (hall_room_get_draft (fixture->other), ==, "here");
  ui_test_press ("Return");
  composer_expect_text (fixture, "draft");
  g_assert_cmpstr (fake_session_get_last_edit (fixture->session), ==, "Mine+");
  hall_composer_set_room (fixture->composer, fixture->other);
  composer_expect_text (fixture, "here");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  g_assert_cmpstr (fake_session_get_last_reply_to (fixture->session), ==,
                   hall_message_get_id (there));
}

static void
test_commands (ComposerFixture *fixture,
               gconstpointer    data)
{
  ui_test_type ("/help");
  composer_expect_text (fixture, "/help");
  ui_test_press ("Return");
  composer_expect_shown (fixture, "/me TEXT \342\200\224 Say what you do\n"
                                  "/help \342\200\224 Show all commands", TRUE);
  composer_expect_text (fixture, "");
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  /* One that is none stays in the box, and says so. */
  ui_test_type ("/nonsense");
  ui_test_press ("Return");
  composer_expect_shown (fixture, "There is no command \342\200\234/nonsense\342\200\235.", TRUE);
  composer_expect_text (fixture, "/nonsense");
  ui_test_press ("ctrl+a");
  ui_test_type ("//me");
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpuint (fake_session_count_commands (fixture->session), ==, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "//me");
}

static void
on_leave_room (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  ComposerFixture *fixture = user_data;

  hall_composer_set_room (fixture->composer, fixture->other);
}

/* The window leaves, where that can be undone; the command is no draft. */
static void
test_leave (ComposerFixture *fixture,
            gconstpointer    data)
{
  static const GActionEntry entries[] = { { "leave-room", on_leave_room, NULL, NULL, NULL } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  ui_test_type ("/leave");
  composer_expect_text (fixture, "/leave");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  g_assert_cmpuint (fake_session_count_commands (fixture->session), ==, 1);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
  ui_test_type ("/Leave ");
  composer_expect_text (fixture, "/Leave ");
  ui_test_press ("Return");
  composer_expect_text (fixture, "");
  g_assert_true (hall_composer_get_room (fixture->composer) == fixture->other);
  g_assert_cmpuint (fake_session_count_commands (fixture->session), ==, 1);
  g_assert_null (hall_room_get_draft (fixture->room));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer-context/" name, ComposerFixture, NULL, composer_set_up, function, \
              composer_tear_down)
  ADD ("reply", test_reply);
  ADD ("reply-left", test_reply_left);
  ADD ("close", test_close);
  ADD ("edit-last", test_edit_last);
  ADD ("up-in-text", test_up_in_text);
  ADD ("edit-unchanged", test_edit_unchanged);
  ADD ("edit-in-answer", test_edit_in_answer);
  ADD ("rooms", test_rooms);
  ADD ("commands", test_commands);
  ADD ("leave", test_leave);
#undef ADD
  return g_test_run ();
}
