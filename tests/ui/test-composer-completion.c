/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-composer-completion.c: names, emoji and commands completed by real keys.
 */

#define G_LOG_DOMAIN "test-composer-completion"

#include "config.h"

#include <string.h>

#include "hall-completion-sources.h"
#include "hall-completion-word.h"
#include "hall-emoji.h"

#include "composer-fixture.h"
#include "fake-session-rights.h"
#include "fake-session-talk.h"

static HallPerson *
add_member (ComposerFixture *fixture,
            const char      *name)
{
  HallPerson *person = fake_session_add_person (fixture->session, name, HALL_PRESENCE_AVAILABLE);

  hall_room_add_member (fixture->room, person);
  return person;
}

static void
set_up (ComposerFixture *fixture,
        gconstpointer    data)
{
  composer_set_up (fixture, data);
  hall_room_add_member (fixture->room, fixture->mina);
  add_member (fixture, "Jin Park");
  add_member (fixture, "김하나");
}

/* Enter takes the first, and sends only then. */
static void
test_name (ComposerFixture *fixture,
           gconstpointer    data)
{
  ui_test_type ("Hi @ji");
  composer_expect_shown (fixture, "Jin Park", TRUE);
  composer_expect_shown (fixture, "Mina", FALSE);
  ui_test_press ("Return");
  composer_expect_text (fixture, "Hi @Jin Park ");
  composer_expect_shown (fixture, "Jin Park", FALSE);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "Hi @Jin Park ");
}

/* Arrows choose, Esc closes for this word; an address is no name. */
static void
test_keys (ComposerFixture *fixture,
           gconstpointer    data)
{
  g_autofree char *text = NULL;

  ui_test_type ("@");
  composer_expect_shown (fixture, "Jin Park", TRUE);
  composer_expect_shown (fixture, "김하나", TRUE);
  ui_test_press ("Down");
  ui_test_press ("Down");
  ui_test_press ("Down");
  ui_test_press ("Up");
  ui_test_press ("Up");
  ui_test_press ("Tab");
  composer_expect_shown (fixture, "Jin Park", FALSE);
  text = composer_get_text (fixture);
  /* The second of three. */
  g_assert_cmpstr (text, ==, "@Mina ");
  ui_test_type ("@j");
  composer_expect_shown (fixture, "Jin Park", TRUE);
  ui_test_press ("Escape");
  composer_expect_shown (fixture, "Jin Park", FALSE);
  ui_test_type ("i");
  composer_expect_text (fixture, "@Mina @ji");
  composer_expect_shown (fixture, "Jin Park", FALSE);
  /* The next word is another matter. */
  ui_test_type (" @j");
  composer_expect_shown (fixture, "Jin Park", TRUE);
  ui_test_press ("Escape");
  ui_test_press ("Return");
  composer_expect_sent (fixture, 1);
  ui_test_type ("me@ji");
  composer_expect_text (fixture, "me@ji");
  composer_expect_shown (fixture, "Jin Park", FALSE);
}

/* Tab completes a name that was begun without "@", and elsewhere leaves the box. */
static void
test_tab (ComposerFixture *fixture,
          gconstpointer    data)
{
  ui_test_type ("ask mi");
  composer_expect_text (fixture, "ask mi");
  ui_test_press ("Tab");
  composer_expect_text (fixture, "ask @Mina ");
  ui_test_press ("Tab");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_false (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

static gboolean
is_after_three (gpointer data)
{
  int position;

  g_object_get (composer_get_buffer (data), "cursor-position", &position, NULL);
  return position == 3;
}

/* In the middle of a sentence the space behind the name serves again. */
static void
test_middle (ComposerFixture *fixture,
             gconstpointer    data)
{
  ui_test_type (" rest");
  composer_expect_text (fixture, " rest");
  ui_test_press ("Home");
  ui_test_type ("@ji");
  composer_expect_text (fixture, "@ji rest");
  ui_test_wait (is_after_three, fixture);
  composer_expect_shown (fixture, "Jin Park", TRUE);
  ui_test_press ("Return");
  composer_expect_text (fixture, "@Jin Park rest");
}

/* Shift+Tab leaves the box: nothing is chosen, and nothing stays over the conversation. */
static void
test_leave (ComposerFixture *fixture,
            gconstpointer    data)
{
  ui_test_type ("@ji");
  composer_expect_shown (fixture, "Jin Park", TRUE);
  ui_test_press ("shift+Tab");
  composer_expect_shown (fixture, "Jin Park", FALSE);
  composer_expect_text (fixture, "@ji");
}

static GPtrArray *
propose (ComposerFixture *fixture,
         const char      *before)
{
  HallCompletionWord word;

  hall_completion_word_find (before, &word);
  return hall_completion_propose (fixture->room, &word);
}

static void
assert_first (ComposerFixture *fixture,
              const char      *before,
              const char      *text)
{
  g_autoptr (GPtrArray) proposals = propose (fixture, before);

  if (text == NULL)
    {
      g_assert_cmpuint (proposals->len, ==, 0);
      return;
    }
  g_assert_cmpuint (proposals->len, >, 0);
  g_assert_cmpstr (((HallProposal *) g_ptr_array_index (proposals, 0))->text, ==, text);
}

static void
test_proposals (ComposerFixture *fixture,
                gconstpointer    data)
{
  HallPerson *twin = add_member (fixture, "mina");
  g_autofree char *tagged = g_strdup_printf ("@mina#%s", hall_person_get_key_tag (twin));
  g_autofree char *typed = g_strdup_printf ("@mina#%s", hall_person_get_key_tag (twin));

  assert_first (fixture, "@ㄱㅎㄴ", "@김하나");
  assert_first (fixture, "@김하", "@김하나");
  assert_first (fixture, "@jin p", "@Jin Park");
  assert_first (fixture, "@jin is", NULL);
  assert_first (fixture, "@Jin Park", NULL);
  assert_first (fixture, "@Jin Park ", NULL);
  assert_first (fixture, "@zz", NULL);
  assert_first (fixture, "(@ji", "@Jin Park");
  typed[strlen (typed) - 1] = '\0';
  assert_first (fixture, typed, tagged);
  /* Everybody is for moderators. */
  assert_first (fixture, "@roo", NULL);
  hall_room_set_rights (fixture->room, TRUE, FALSE);
  assert_first (fixture, "@roo", "@room");
  assert_first (fixture, "/to", "/topic");
  assert_first (fixture, "/topic", NULL);
  assert_first (fixture, "see /to", NULL);
  assert_first (fixture, ":joy", "😂");
  assert_first (fixture, "12:30", NULL);
  assert_first (fixture, "http://x", NULL);
  assert_first (fixture, ":j", NULL);
}

/* Not oneself, and no more than can be looked through. */
static void
test_many (ComposerFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (GPtrArray) proposals = NULL;

  hall_room_add_member (fixture->room, hall_session_get_self (fixture->session));
  assert_first (fixture, "@han", NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Zed %u", i);

      add_member (fixture, name);
    }
  proposals = propose (fixture, "@zed");
  g_assert_cmpuint (proposals->len, ==, 8);
}

static void
test_emoji (ComposerFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (GPtrArray) found = hall_emoji_find ("thumbs_up", 8);
  g_autoptr (GPtrArray) found_whole = NULL;

  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpstr (((HallEmoji *) g_ptr_array_index (found, 0))->text, ==, "👍");
  /* One whose colour of skin can be chosen is whole without. */
  found_whole = hall_emoji_find ("man_technologist", 8);
  g_assert_cmpuint (found_whole->len, >, 0);
  g_assert_cmpstr (((HallEmoji *) g_ptr_array_index (found_whole, 0))->text, ==, "👨\342\200\215💻");
  ui_test_type ("ok :thumbs_up");
  composer_expect_shown (fixture, "👍", TRUE);
  ui_test_press ("Return");
  composer_expect_text (fixture, "ok 👍");
}

static void
test_command (ComposerFixture *fixture,
              gconstpointer    data)
{
  ui_test_type ("/");
  composer_expect_shown (fixture, "Say what you do", TRUE);
  ui_test_type ("to");
  composer_expect_shown (fixture, "Say what you do", FALSE);
  composer_expect_shown (fixture, "/topic TOPIC", TRUE);
  ui_test_press ("Tab");
  composer_expect_text (fixture, "/topic ");
  composer_expect_shown (fixture, "/topic TOPIC", FALSE);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/composer-completion/" name, ComposerFixture, NULL, set_up, function, \
              composer_tear_down)
  ADD ("name", test_name);
  ADD ("keys", test_keys);
  ADD ("tab", test_tab);
  ADD ("middle", test_middle);
  ADD ("leave", test_leave);
  ADD ("proposals", test_proposals);
  ADD ("many", test_many);
  ADD ("emoji", test_emoji);
  ADD ("command", test_command);
#undef ADD
  return g_test_run ();
}
