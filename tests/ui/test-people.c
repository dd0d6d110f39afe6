/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people.c: people in the sidebar: what their rows say, in what order, and where they lead.
 */

#define G_LOG_DOMAIN "test-people"

#include "config.h"

#include "hall-main-view.h"
#include "hall-person-menu.h"
#include "hall-person-page.h"
#include "hall-person-row.h"
#include "hall-presence-text.h"
#include "hall-sidebar-model.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallWindow *window;
  HallMainView *view;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina <b>Kim</b>",
                                           HALL_PRESENCE_AVAILABLE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  fixture->view = HALL_MAIN_VIEW (ui_test_find (GTK_WIDGET (fixture->window),
                                                HALL_TYPE_MAIN_VIEW));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static gboolean
is_private_open (gpointer data)
{
  Fixture *fixture = data;
  HallRoom *room = hall_main_view_get_room (fixture->view);

  return room != NULL && hall_room_get_person (room) == fixture->mina;
}

static gboolean
is_page_open (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_PERSON_PAGE) != NULL;
}

static gboolean
has_sent (gpointer data)
{
  return fake_session_count_sent (((Fixture *) data)->session) == 1;
}

static gboolean
has_composer_focus (gpointer data)
{
  Fixture *fixture = data;

  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

/* From the search to a person, and writing, without a mouse. */
static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  HallRoom *room = hall_session_get_direct (fixture->session, fixture->mina);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  ui_test_type ("mina");
  ui_test_press ("Return");
  ui_test_wait (is_private_open, fixture);
  ui_test_wait (has_composer_focus, fixture);
  ui_test_type ("hello");
  ui_test_press ("Return");
  ui_test_wait (has_sent, fixture);
  g_assert_cmpstr (fake_session_get_last_sent (fixture->session), ==, "hello");
  g_assert_true (hall_main_view_get_room (fixture->view) == room);
}

/* Enter on the row, too; and back from the page to the conversation. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.focus-composer", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_press ("Return");
  ui_test_wait (is_private_open, fixture);
  hall_window_show_person (fixture->window, fixture->mina);
  ui_test_wait (is_page_open, fixture);
  g_assert_null (hall_main_view_get_room (fixture->view));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "win.back", NULL);
  ui_test_wait (is_private_open, fixture);
  g_assert_false (is_page_open (fixture));
}

static GtkWidget *
get_row (Fixture *fixture)
{
  return ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_PERSON_ROW);
}

static void
expect_row (Fixture    *fixture,
            const char *text)
{
  ui_test_wait_frames (get_row (fixture), 2);
  g_assert_true (ui_test_shows (get_row (fixture), text));
}

/* In other lists what was said privately has no place. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *row = hall_person_row_new ();
  GtkWindow *window;

  fake_session_whisper (fixture->session, fixture->mina, fixture->mina, "between us",
                        g_get_real_time () / 1000, TRUE);
  hall_person_row_set_person (HALL_PERSON_ROW (row), fixture->mina);
  window = ui_test_show (row, 300, 80);
  g_assert_true (ui_test_shows (row, "Available"));
  g_assert_false (ui_test_shows (row, "between us"));
  g_assert_false (gtk_widget_has_css_class (row, "unread"));
  ui_test_close (window);
}

static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 now = g_get_real_time () / 1000;
  HallRoom *room;

  expect_row (fixture, "Mina <b>Kim</b>");
  expect_row (fixture, "Available");
  fake_session_whisper (fixture->session, fixture->mina, fixture->mina, "one", now, TRUE);
  fake_session_whisper (fixture->session, fixture->mina, fixture->mina, "<i>two\nlines</i>",
                        now + 1, TRUE);
  expect_row (fixture, "2");
  expect_row (fixture, "<i>two lines</i>");
  g_assert_true (gtk_widget_has_css_class (get_row (fixture), "unread"));

  room = hall_person_get_conversation (fixture->mina);
  hall_room_set_typing (room, fixture->mina, TRUE);
  expect_row (fixture, "typing…");
  hall_room_set_typing (room, fixture->mina, FALSE);
  hall_session_mark_read (fixture->session, room);
  expect_row (fixture, "Available");
  g_assert_false (gtk_widget_has_css_class (get_row (fixture), "unread"));
  g_assert_false (ui_test_shows (get_row (fixture), "2"));

  /* Who goes offline stays, with what was said before. */
  hall_person_set_presence (fixture->mina, HALL_PRESENCE_OFFLINE);
  expect_row (fixture, "Offline");
}

/* Whatever a colour or an icon says is said in words, too. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  HallPerson *other = fake_session_add_person (fixture->session, "Zoe", HALL_PRESENCE_AVAILABLE);
  g_autofree char *verified = NULL;
  g_autofree char *resembles = NULL;
  g_autofree char *blocked = NULL;
  g_autofree char *tag = NULL;

  hall_person_set_name (fixture->mina, "Mina");
  hall_person_set_trust (fixture->mina, HALL_TRUST_VERIFIED);
  hall_person_set_presence (fixture->mina, HALL_PRESENCE_AWAY);
  hall_person_set_presence (other, HALL_PRESENCE_OFFLINE);
  hall_person_set_status_text (fixture->mina, "At lunch");
  expect_row (fixture, "At lunch");
  verified = hall_presence_text_spoken (fixture->mina, "At lunch");
  g_assert_cmpstr (verified, ==, "Mina, verified, Away, At lunch");

  hall_person_set_tagged (fixture->mina, TRUE);
  expect_row (fixture, hall_person_get_key_tag (fixture->mina));
  hall_person_set_resembles (fixture->mina, other);
  expect_row (fixture, "May be somebody else");
  g_assert_true (gtk_widget_has_css_class (get_row (fixture), "resembles"));
  resembles = hall_presence_text_spoken (fixture->mina, NULL);
  tag = g_strdup_printf ("Mina, key %s, verified, may be somebody else, Away",
                         hall_person_get_key_tag (fixture->mina));
  g_assert_cmpstr (resembles, ==, tag);

  hall_person_set_resembles (fixture->mina, NULL);
  hall_person_set_tagged (fixture->mina, FALSE);
  hall_person_set_trust (fixture->mina, HALL_TRUST_STRANGER);
  hall_person_set_blocked (fixture->mina, TRUE);
  hall_person_set_blocked (other, TRUE);
  expect_row (fixture, "Blocked");
  g_assert_false (gtk_widget_has_css_class (get_row (fixture), "resembles"));
  blocked = hall_presence_text_spoken (fixture->mina, NULL);
  g_assert_cmpstr (blocked, ==, "Mina, blocked, Away");
}

/* Who has written something unread comes first, away as one may be; whoever is blocked last. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  HallDirectory *directory = hall_session_get_directory (fixture->session);
  g_autoptr (HallSidebarModel) model = hall_sidebar_model_new (directory);
  HallPerson *away = fake_session_add_person (fixture->session, "Away", HALL_PRESENCE_AWAY);
  HallPerson *gone = fake_session_add_person (fixture->session, "Gone", HALL_PRESENCE_OFFLINE);
  HallRoom *direct;
  guint first, last;

  ui_test_wait_idle ();
  last = g_list_model_get_n_items (G_LIST_MODEL (model)) - 1;
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (gone)), ==, last);

  direct = hall_session_get_direct (fixture->session, gone);
  ui_test_wait_idle ();
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (gone)), ==, last);
  first = MIN (hall_sidebar_model_find (model, G_OBJECT (away)),
               hall_sidebar_model_find (model, G_OBJECT (fixture->mina)));
  hall_room_set_unread (direct, 2);
  ui_test_wait_idle ();
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (gone)), ==, first);
  hall_room_set_unread (direct, 0);
  ui_test_wait_idle ();
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (gone)), ==, last);

  hall_person_set_blocked (fixture->mina, TRUE);
  ui_test_wait_idle ();
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (away)), ==, last - 2);
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (gone)), ==, last - 1);
  g_assert_cmpuint (hall_sidebar_model_find (model, G_OBJECT (fixture->mina)), ==, last);
}

static gboolean
is_menu_open (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
is_menu_closed (gpointer data)
{
  return !is_menu_open (data);
}

static gboolean
is_blocked (gpointer data)
{
  return hall_person_get_blocked (((Fixture *) data)->mina);
}

/* By Shift+F10 on the row, and by keys through it. The keyboard goes back to where it was. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *menu, *before;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.focus-composer", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  before = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (before);
  ui_test_press ("Menu");
  ui_test_wait (is_menu_open, fixture);
  ui_test_press ("Escape");
  ui_test_wait (is_menu_closed, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == before);

  ui_test_press ("shift+F10");
  ui_test_wait (is_menu_open, fixture);
  menu = ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_POPOVER_MENU);
  g_assert_true (ui_test_shows (menu, "Message"));
  g_assert_true (ui_test_shows (menu, "Profile"));
  g_assert_true (ui_test_shows (menu, "Verify…"));
  g_assert_true (ui_test_shows (menu, "Block"));
  ui_test_press ("Up");
  ui_test_press ("Return");
  ui_test_wait (is_blocked, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/people/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("write", test_write);
  ADD ("open", test_open);
  ADD ("unread", test_unread);
  ADD ("elsewhere", test_elsewhere);
  ADD ("marks", test_marks);
  ADD ("order", test_order);
  ADD ("menu", test_menu);
#undef ADD
  return g_test_run ();
}
