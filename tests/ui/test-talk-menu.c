/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-menu.c: what can be done with a message: by its menu, its chips, its preview, the list
 * of what is pinned, and the dialog that sends it on.
 */

#define G_LOG_DOMAIN "test-talk-menu"

#include "config.h"

#include <string.h>

#include "hall-forward-dialog.h"
#include "hall-message-row.h"
#include "hall-pinned-bar.h"
#include "hall-reaction-chip.h"
#include "hall-window.h"

#include "fake-session-talk.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room, *other;
  HallMessage *own, *others;
  HallWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 time = g_get_real_time () / 1000;

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fixture->other = fake_session_add_room (fixture->session, "design review", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  fixture->others = fake_session_say (fixture->session, fixture->room, fixture->mina,
                                      "theirs: https://example.org/1", time, TRUE);
  fixture->own = fake_session_say (fixture->session, fixture->room,
                                   hall_session_get_self (fixture->session), "mine", time + 1,
                                   TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static gboolean
has_menu (gpointer data)
{
  return ui_test_find (GTK_WIDGET (((Fixture *) data)->window), GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW);
}

static void
open_menu (Fixture    *fixture,
           const char *text)
{
  gtk_widget_grab_focus (gtk_widget_get_parent (find_row (fixture, text)));
  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
}

static void
choose (Fixture    *fixture,
        const char *text,
        const char *key)
{
  open_menu (fixture, text);
  ui_test_press (key);
  ui_test_wait (has_no_menu, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
}

static gboolean
offers (Fixture    *fixture,
        const char *label)
{
  return ui_test_shows (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU), label);
}

/* What is offered is what one may do. */
static void
test_rights (Fixture       *fixture,
             gconstpointer  data)
{
  open_menu (fixture, "mine");
  g_assert_true (offers (fixture, "Reply"));
  g_assert_true (offers (fixture, "Edit"));
  g_assert_true (offers (fixture, "Delete…"));
  g_assert_false (offers (fixture, "Pin"));
  g_assert_false (offers (fixture, "Copy Link"));
  ui_test_press ("Escape");
  ui_test_wait (has_no_menu, fixture);
  hall_room_set_rights (fixture->room, TRUE, FALSE);
  open_menu (fixture, "theirs: https://example.org/1");
  g_assert_true (offers (fixture, "Reply"));
  g_assert_false (offers (fixture, "Edit"));
  g_assert_true (offers (fixture, "Delete…"));
  g_assert_true (offers (fixture, "Pin"));
  g_assert_true (offers (fixture, "Copy Link"));
  g_assert_true (offers (fixture, "Forward…"));
  ui_test_press ("Escape");
  ui_test_wait (has_no_menu, fixture);
}

static void
on_page_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  char **done = user_data;

  g_free (*done);
  *done = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                           g_variant_get_string (parameter, NULL));
}

/* Answering and editing are the composer's, which is told the message. */
static void
test_reply_and_edit (Fixture       *fixture,
                     gconstpointer  data)
{
  static const GActionEntry entries[] = {
    { "reply", on_page_action, "s", NULL, NULL },
    { "edit", on_page_action, "s", NULL, NULL },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autofree char *done = NULL;
  g_autofree char *reply = g_strdup_printf ("reply %s", hall_message_get_id (fixture->others));
  g_autofree char *edit = g_strdup_printf ("edit %s", hall_message_get_id (fixture->own));
  GtkWidget *row = find_row (fixture, "mine");

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), &done);
  gtk_widget_insert_action_group (gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW), "page",
                                  G_ACTION_GROUP (group));
  for (GtkWidget *above = row; above != NULL; above = gtk_widget_get_parent (above))
    if (g_str_equal (G_OBJECT_TYPE_NAME (above), "HallMessageView"))
      gtk_widget_insert_action_group (above, "page", G_ACTION_GROUP (group));
  choose (fixture, "theirs: https://example.org/1", "r");
  g_assert_cmpstr (done, ==, reply);
  choose (fixture, "mine", "e");
  g_assert_cmpstr (done, ==, edit);
}

/* The first thing in the menu is an emoji; its chip takes it back. */
static void
test_react (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *row = find_row (fixture, "mine");
  GtkWidget *chip;

  choose (fixture, "mine", "Return");
  g_assert_cmpuint (fake_session_count_reactions (fixture->session), ==, 1);
  g_assert_cmpstr (fake_session_get_last_reaction (fixture->session), ==, "👍");
  chip = ui_test_find (row, HALL_TYPE_REACTION_CHIP);
  g_assert_true (gtk_widget_has_css_class (chip, "own"));
  gtk_widget_grab_focus (chip);
  ui_test_press ("space");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_cmpuint (fake_session_count_reactions (fixture->session), ==, 2);
  g_assert_null (ui_test_find (row, HALL_TYPE_REACTION_CHIP));
}

static gboolean
has_chooser (gpointer data)
{
  return ui_test_find (GTK_WIDGET (((Fixture *) data)->window), GTK_TYPE_EMOJI_CHOOSER) != NULL;
}

/* All emoji are there, and the keyboard goes back to where it was. */
static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row = find_row (fixture, "mine");
  GtkWidget *chooser;

  choose (fixture, "mine", "a");
  ui_test_wait (has_chooser, fixture);
  chooser = ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_EMOJI_CHOOSER);
  g_signal_emit_by_name (chooser, "emoji-picked", "🚀");
  g_assert_cmpstr (fake_session_get_last_reaction (fixture->session), ==, "🚀");
  gtk_popover_popdown (GTK_POPOVER (chooser));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 gtk_widget_get_parent (row));
}

/* It stays unread though it is on the screen, until the room is opened again. */
static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  choose (fixture, "theirs: https://example.org/1", "u");
  g_assert_cmpuint (hall_room_get_unread (fixture->room), >, 0);
  hall_window_open_room (fixture->window, fixture->other);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), >, 0);
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_cmpuint (hall_room_get_unread (fixture->room), ==, 0);
}

static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  GtkWidget *bar, *list;

  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->window), "1 pinned message"));
  hall_room_set_rights (fixture->room, TRUE, FALSE);
  choose (fixture, "mine", "p");
  g_assert_cmpuint (fake_session_count_pins (fixture->session), ==, 1);
  g_assert_true (hall_message_get_pinned (fixture->own));
  g_ptr_array_add (pinned, fixture->own);
  hall_room_set_pinned (fixture->room, pinned);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->window), "1 pinned message"));
  bar = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_PINNED_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_test_find (bar, GTK_TYPE_MENU_BUTTON)));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  list = ui_test_find (bar, GTK_TYPE_LIST_BOX);
  g_assert_true (ui_test_shows (list, "mine"));
  g_signal_emit_by_name (ui_test_find (ui_test_find (list, GTK_TYPE_LIST_BOX_ROW),
                                       GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpuint (fake_session_count_pins (fixture->session), ==, 2);
  g_assert_false (hall_message_get_pinned (fixture->own));
  g_ptr_array_set_size (pinned, 0);
  hall_room_set_pinned (fixture->room, pinned);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_false (ui_test_shows (GTK_WIDGET (fixture->window), "1 pinned message"));
}

static gboolean
has_dialog (gpointer data)
{
  GtkWindow **dialog = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (HALL_IS_FORWARD_DIALOG (item->data) && gtk_window_is_active (item->data))
      *dialog = item->data;
  return *dialog != NULL;
}

static gboolean
is_sent (gpointer data)
{
  return fake_session_count_sent (((Fixture *) data)->session) > 0;
}

/* A few letters of a name and Enter. */
static void
test_forward (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWindow *dialog = NULL;

  open_menu (fixture, "theirs: https://example.org/1");
  ui_test_press ("f");
  ui_test_wait (has_dialog, &dialog);
  ui_test_type ("dr");
  ui_test_press ("Return");
  ui_test_wait (is_sent, fixture);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==,
                   "Mina:\n> theirs: https://example.org/1");
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->window), "Forwarded to design review"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/talk-menu/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rights", test_rights);
  ADD ("reply-and-edit", test_reply_and_edit);
  ADD ("react", test_react);
  ADD ("chooser", test_chooser);
  ADD ("unread", test_unread);
  ADD ("pinned", test_pinned);
  ADD ("forward", test_forward);
#undef ADD
  return g_test_run ();
}
