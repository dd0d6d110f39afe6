/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-names.c: what a screen reader says of a conversation: its rows, what is in them, its
 * lists and dialogs, and the box where one writes.
 *
 * On GTK's accessibility for tests, which keeps what widgets say of themselves.
 */

#define G_LOG_DOMAIN "test-talk-names"

#include "config.h"

#include <string.h>

#include "hall-code-box.h"
#include "hall-composer.h"
#include "hall-forward-dialog.h"
#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-pinned-bar.h"
#include "hall-reaction-bar.h"
#include "hall-reaction-chip.h"
#include "hall-reply-preview.h"
#include "hall-time-text.h"
#include "hall-window.h"

#include "fake-session-rights.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina, *twin;
  HallRoom *room;
  HallWindow *window;
  gint64 time;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->time = g_get_real_time () / 1000;
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->twin = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_room_add_member (fixture->room, fixture->mina);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static HallMessage *
do_event (Fixture       *fixture,
          HallPerson    *author,
          HallEventBody *body)
{
  HallMessage *message = fake_session_do (fixture->session, fixture->room, author, body,
                                          fixture->time++);

  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  return message;
}

static HallMessage *
say (Fixture    *fixture,
     HallPerson *author,
     const char *text)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = text;
  return do_event (fixture, author, &body);
}

static void
assert_name (gpointer    accessible,
             const char *name)
{
  g_autofree char *said = NULL;

  g_assert_true (GTK_IS_ACCESSIBLE (accessible));
  said = gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  /* It says what is there instead. */
  g_assert_cmpstr (said, ==, NULL);
}

/* (transfer none): the list's own widget for the message with that text */
static GtkWidget *
find_list_row (Fixture    *fixture,
               const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);

  g_assert_nonnull (label);
  return gtk_widget_get_parent (gtk_widget_get_ancestor (GTK_WIDGET (label),
                                                         HALL_TYPE_MESSAGE_ROW));
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return ui_test_find (GTK_WIDGET (fixture->window), type);
}

/* What is only accented is said. */
static void
test_mention (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  g_autofree char *clock = NULL;
  g_autofree char *name = NULL;
  HallMessage *message;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "lunch, @Hana?";
  g_ptr_array_add (mentions, hall_mention_new (
                               hall_person_get_id (hall_session_get_self (fixture->session)),
                               "Hana"));
  body.mentions = mentions;
  message = do_event (fixture, fixture->mina, &body);
  g_assert_true (hall_message_get_mentions_me (message));
  clock = hall_time_text_clock (hall_message_get_time (message));
  name = g_strdup_printf ("Mina, %s: lunch, @Hana?. Mentions you", clock);
  assert_name (find_list_row (fixture, "lunch, @Hana?"), name);
}

/* Nobody is taken for somebody else by the ear. */
static void
test_resembles (Fixture       *fixture,
                gconstpointer  data)
{
  HallMessage *message = say (fixture, fixture->twin, "it is me");
  g_autofree char *clock = hall_time_text_clock (hall_message_get_time (message));
  g_autofree char *name = g_strdup_printf ("Mina, who may be somebody else, %s: it is me", clock);

  hall_person_set_resembles (fixture->twin, fixture->mina);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  assert_name (find_list_row (fixture, "it is me"), name);
}

/* What is in a row: the preview of what is answered, reactions, code. */
static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  HallMessage *original = say (fixture, fixture->mina, "is it green?");
  HallMessage *answer;
  HallEventBody body;
  GtkWidget *chip;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "yes:\n```\nmake\n```";
  body.reply = hall_message_get_id (original);
  answer = do_event (fixture, hall_session_get_self (fixture->session), &body);
  assert_name (find (fixture, HALL_TYPE_REPLY_PREVIEW), "Answers Mina: is it green?");
  assert_name (ui_test_find (find (fixture, HALL_TYPE_CODE_BOX), GTK_TYPE_BUTTON), "Copy Code");

  fake_session_react (fixture->session, fixture->room, fixture->mina, answer, "👍",
                      fixture->time++);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  chip = find (fixture, HALL_TYPE_REACTION_CHIP);
  assert_name (find (fixture, HALL_TYPE_REACTION_BAR), "Reactions");
  assert_name (chip, "👍 by 1 person");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
  fake_session_react (fixture->session, fixture->room, hall_session_get_self (fixture->session),
                      answer, "👍", fixture->time++);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  assert_name (chip, "👍 by 2 people");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  assert_name (gtk_widget_get_next_sibling (chip), "Add Reaction");
}

/* Answering and editing are said of the box where it is written. */
static void
test_box (Fixture       *fixture,
          gconstpointer  data)
{
  HallMessage *message = say (fixture, fixture->mina, "Lunch?");
  HallComposer *composer = HALL_COMPOSER (find (fixture, HALL_TYPE_COMPOSER));
  GtkAccessible *box = GTK_ACCESSIBLE (ui_test_find (GTK_WIDGET (composer), GTK_TYPE_TEXT_VIEW));

  assert_name (box, "Message ours");
  g_assert_false (gtk_test_accessible_has_property (box, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  hall_composer_reply (composer, message);
  gtk_test_accessible_assert_property (box, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Reply to Mina: Lunch?");
  hall_composer_edit (composer, message);
  gtk_test_accessible_assert_property (box, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Edit message");
  hall_composer_set_room (composer, NULL);
  g_assert_false (gtk_test_accessible_has_property (box, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  hall_composer_set_room (composer, fixture->room);
}

static GtkWidget *
find_named (GtkWidget  *root,
            const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Each list has a name, and each row of it. */
static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  HallMessage *message = say (fixture, hall_session_get_self (fixture->session), "text");
  GtkWidget *dialog = hall_message_details_new (fixture->room, message,
                                                GTK_WINDOW (fixture->window));
  GtkListBox *list;
  g_autofree char *written = hall_time_text_full (hall_message_get_written (message));
  g_autofree char *fact = g_strdup_printf ("Written: %s", written);

  ui_test_wait_active (GTK_WINDOW (dialog));
  list = GTK_LIST_BOX (find_named (dialog, "facts"));
  assert_name (list, "Message Details");
  assert_name (gtk_list_box_get_row_at_index (list, 0), fact);
  list = GTK_LIST_BOX (find_named (dialog, "others_list"));
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       find_named (dialog, "others_heading"), NULL);
  assert_name (gtk_list_box_get_row_at_index (list, 0), "Mina, Available");
  ui_test_close (GTK_WINDOW (dialog));
}

/* Two people of one name are told apart before anything is sent to one of them. */
static void
test_forward (Fixture       *fixture,
              gconstpointer  data)
{
  HallMessage *message = say (fixture, fixture->mina, "text");
  const char *tag = hall_person_get_key_tag (fixture->mina);
  g_autofree char *name = g_strdup_printf ("Mina, key %s, Available", tag);
  GtkWidget *dialog, *label;

  hall_person_set_tagged (fixture->mina, TRUE);
  hall_person_set_tagged (fixture->twin, TRUE);
  dialog = hall_forward_dialog_new (fixture->session, message, GTK_WINDOW (fixture->window));
  ui_test_wait_active (GTK_WINDOW (dialog));
  label = GTK_WIDGET (ui_test_find_label (dialog, tag));
  g_assert_nonnull (label);
  /* The label is in the marks, those in the row's box, that in the list's own widget. */
  assert_name (gtk_widget_get_parent (gtk_widget_get_parent (gtk_widget_get_parent (label))),
               name);
  g_assert_true (ui_test_shows (dialog, hall_person_get_key_tag (fixture->twin)));
  ui_test_close (GTK_WINDOW (dialog));
}

static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  HallEventBody body;
  HallMessage *message = say (fixture, fixture->mina, "keep this");
  g_autofree char *clock = hall_time_text_clock (hall_message_get_time (message));
  g_autofree char *name = g_strdup_printf ("Mina, %s: keep this. Pinned", clock);
  GtkWidget *bar, *list;

  hall_room_set_rights (fixture->room, TRUE, FALSE);
  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = hall_message_get_id (message);
  fake_session_annotate (fixture->session, fixture->room, fixture->mina, &body, fixture->time++);
  g_ptr_array_add (pinned, message);
  hall_room_set_pinned (fixture->room, pinned);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  assert_name (find_list_row (fixture, "keep this"), name);
  bar = find (fixture, HALL_TYPE_PINNED_BAR);
  hall_pinned_bar_open (HALL_PINNED_BAR (bar));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  list = ui_test_find (bar, GTK_TYPE_LIST_BOX);
  assert_name (list, "Pinned messages");
  assert_name (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0), name);
  assert_name (ui_test_find (list, GTK_TYPE_BUTTON), "Unpin");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/talk-names/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("mention", test_mention);
  ADD ("resembles", test_resembles);
  ADD ("parts", test_parts);
  ADD ("box", test_box);
  ADD ("details", test_details);
  ADD ("forward", test_forward);
  ADD ("pinned", test_pinned);
#undef ADD
  return g_test_run ();
}
