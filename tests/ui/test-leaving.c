/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-leaving.c: leaving a room and taking that back, forgetting one, and a room's settings.
 *
 * By keyboard, as far as a display lets a test press keys.
 */

#define G_LOG_DOMAIN "test-leaving"

#include "config.h"

#include "hall-main-view.h"
#include "hall-room-settings.h"
#include "hall-window.h"

#include "ui-test.h"

/* Would be markup in a toast. */
#define NAME "a <b> & c"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallRoom *other;
  HallWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, NAME, fixture->mina);
  fixture->other = fake_session_add_room (fixture->session, "other", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), data != NULL ? 400 : 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static void
expect_shown (Fixture    *fixture,
              const char *text)
{
  ui_test_wait_shown (GTK_WIDGET (fixture->window), text);
}

static void
expect_hidden (Fixture    *fixture,
               const char *text)
{
  ui_test_wait_gone (GTK_WIDGET (fixture->window), text);
}

static HallRoom *
get_room (Fixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_MAIN_VIEW);

  return hall_main_view_get_room (HALL_MAIN_VIEW (view));
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static gboolean
is_back (gpointer data)
{
  Fixture *fixture = data;

  return !hall_room_get_leaving (fixture->room) && get_room (fixture) == fixture->room;
}

static gboolean
has_undo_focus (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return GTK_IS_BUTTON (focus) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), "Undo") == 0;
}

/* Out of the view at once, and back by the toast's button, which Tab leads to. */
static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  act (fixture, "win.leave-room");
  g_assert_cmpuint (fake_session_count_leaves (fixture->session), ==, 1);
  g_assert_true (hall_room_get_leaving (fixture->room));
  g_assert_null (get_room (fixture));
  expect_shown (fixture, "You left “" NAME "”");
  expect_shown (fixture, "Pick a room, or create one");
  expect_hidden (fixture, NAME);

  for (guint i = 0; i < 30 && !has_undo_focus (fixture); i++)
    {
      ui_test_press ("Tab");
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
    }
  g_assert_true (has_undo_focus (fixture));
  ui_test_press ("Return");
  ui_test_wait (is_back, fixture);
  expect_hidden (fixture, "You left “" NAME "”");
  expect_shown (fixture, NAME);
}

/* The next room is shown instead, and Ctrl+Z brings the first one back. */
static void
test_next_room (Fixture       *fixture,
                gconstpointer  data)
{
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  act (fixture, "win.leave-room");
  g_assert_true (get_room (fixture) == fixture->other);
  expect_shown (fixture, "Message other");
  expect_shown (fixture, "You left “" NAME "”");
  ui_test_press ("ctrl+z");
  ui_test_wait (is_back, fixture);
  expect_shown (fixture, "Message " NAME);
}

static gboolean
has_composer_focus (gpointer data)
{
  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (((Fixture *) data)->window)));
}

static gboolean
has_other_focus (gpointer data)
{
  return gtk_window_get_focus (GTK_WINDOW (((Fixture *) data)->window)) != NULL &&
         !has_composer_focus (data);
}

/* The first Escape leads back to where one writes, as always, and only the next one puts away the
 * toast that lies there. */
static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  hall_window_show_toast (fixture->window, "Something was done");
  expect_shown (fixture, "Something was done");
  ui_test_wait (has_composer_focus, fixture);
  act (fixture, "win.next-pane");
  ui_test_wait (has_other_focus, fixture);
  ui_test_press ("Escape");
  ui_test_wait (has_composer_focus, fixture);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->window), "Something was done"));
  ui_test_press ("Escape");
  expect_hidden (fixture, "Something was done");
  g_assert_true (has_composer_focus (fixture));
}

/* When the time is over there is nothing to undo, and no button that says so. */
static void
test_too_late (Fixture       *fixture,
               gconstpointer  data)
{
  act (fixture, "win.leave-room");
  expect_shown (fixture, "Undo");
  fake_session_end_leaving (fixture->session, fixture->room);
  expect_hidden (fixture, "Undo");
  ui_test_press ("ctrl+z");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_cmpint (hall_room_get_membership (fixture->room), ==, HALL_MEMBERSHIP_NONE);
  g_assert_null (get_room (fixture));
}

static gboolean
is_other_back (gpointer data)
{
  Fixture *fixture = data;

  return !hall_room_get_leaving (fixture->other) && get_room (fixture) == fixture->other;
}

static gboolean
has_button_focus (gpointer data)
{
  return GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (((Fixture *) data)->window)));
}

/* Two one after the other: each toast undoes its own. */
static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  act (fixture, "win.leave-room");
  act (fixture, "win.leave-room");
  g_assert_true (hall_room_get_leaving (fixture->room) && hall_room_get_leaving (fixture->other));
  expect_shown (fixture, "You left “other”");
  /* The keyboard goes on from the row that vanishes. */
  ui_test_wait (has_button_focus, fixture);
  ui_test_press ("ctrl+z");
  ui_test_wait (is_other_back, fixture);
  expect_hidden (fixture, "You left “other”");
  expect_shown (fixture, "You left “" NAME "”");
  g_assert_true (hall_room_get_leaving (fixture->room));
}

/* In a narrow window one is back in the sidebar. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  g_assert_true (get_room (fixture) == fixture->room);
  act (fixture, "win.leave-room");
  expect_shown (fixture, "Rooms");
  expect_shown (fixture, "other");
  g_assert_null (get_room (fixture));
  expect_shown (fixture, "You left “" NAME "”");
}

static gboolean
has_dialog (gpointer data)
{
  GtkWindow **dialog = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (item->data) && gtk_widget_get_mapped (item->data) &&
          gtk_window_is_active (item->data))
        *dialog = item->data;
    }
  return *dialog != NULL;
}

static GtkWindow *
wait_dialog (void)
{
  GtkWindow *dialog = NULL;

  ui_test_wait (has_dialog, &dialog);
  return dialog;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static gboolean
is_forgotten (gpointer data)
{
  Fixture *fixture = data;

  return fake_session_count_forgets (fixture->session) == 1 && get_room (fixture) == NULL;
}

/* Enter cancels: what cannot be undone takes more than one key. */
static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWindow *dialog;
  gpointer weak;

  act (fixture, "win.forget-room");
  dialog = weak = wait_dialog ();
  g_object_add_weak_pointer (weak, &weak);
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "Forget “" NAME "”?"));
  ui_test_press ("Return");
  ui_test_wait (is_gone, &weak);
  g_assert_cmpuint (fake_session_count_forgets (fixture->session), ==, 0);
  g_assert_true (get_room (fixture) == fixture->room);

  act (fixture, "win.forget-room");
  wait_dialog ();
  ui_test_press ("alt+f");
  ui_test_wait (is_forgotten, fixture);
  expect_hidden (fixture, NAME);
}

/* It says why not. */
static void
test_forget_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  fake_session_fail_next (fixture->session, "The disk is <full>.");
  act (fixture, "win.forget-room");
  wait_dialog ();
  ui_test_press ("alt+f");
  expect_shown (fixture, "The disk is <full>.");
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWindow *dialog =
    GTK_WINDOW (hall_room_settings_new (fixture->session, fixture->room, NULL));
  GtkWidget *toggle;

  hall_room_set_topic (fixture->room, "<i>");
  hall_room_set_only_since_joining (fixture->room, TRUE);
  ui_test_wait_active (dialog);
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), NAME));
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "<i>"));
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "Only from when they joined"));
  toggle = ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (hall_room_get_reopens (fixture->room));
  hall_room_set_reopens (fixture->room, TRUE);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  ui_test_close (dialog);
}

static gboolean
has_new_room (gpointer data)
{
  Fixture *fixture = data;
  HallRoom *room = get_room (fixture);

  return room != NULL && g_str_equal (hall_room_get_name (room), "new");
}

/* Without a mouse: two further from the name is what newcomers see. */
static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  act (fixture, "win.create-room");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_type ("new");
  ui_test_press ("Tab");
  ui_test_press ("Tab");
  ui_test_press ("Tab");
  ui_test_press ("space");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_press ("alt+r");
  ui_test_wait (has_new_room, fixture);
  g_assert_true (hall_room_get_only_since_joining (get_room (fixture)));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function, data) \
  g_test_add ("/ui/leaving/" name, Fixture, data, set_up, function, tear_down)
  ADD ("undo", test_undo, NULL);
  ADD ("next-room", test_next_room, NULL);
  ADD ("too-late", test_too_late, NULL);
  ADD ("escape", test_escape, NULL);
  ADD ("two", test_two, NULL);
  ADD ("narrow", test_narrow, "narrow");
  ADD ("forget", test_forget, NULL);
  ADD ("forget-fails", test_forget_fails, NULL);
  ADD ("settings", test_settings, NULL);
  ADD ("create", test_create, NULL);
#undef ADD
  return g_test_run ();
}
