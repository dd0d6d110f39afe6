/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-network-ways.c: the ways to "Check the Network": menu, empty window, bars.
 */

#define G_LOG_DOMAIN "test-network-ways"

#include "config.h"

#include "hall-network-dialog.h"
#include "hall-network-empty.h"
#include "hall-sidebar.h"
#include "hall-window.h"

#include "fake-session-diagnosis.h"
#include "ui-test.h"

#define NOBODY "Nobody else is here yet"
#define PICK "Pick a room, or create one"

typedef struct
{
  HallSession *session;
  HallWindow *window;
} Fixture;

static void
show (Fixture *fixture,
      int      width)
{
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 640);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->session);
}

/* (nullable) */
static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *dialog = NULL;

  for (GList *item = windows; item != NULL; item = item->next)
    if (HALL_IS_NETWORK_DIALOG (item->data) && gtk_widget_get_mapped (item->data))
      {
        g_assert_null (dialog); /* never two */
        dialog = item->data;
      }
  return dialog;
}

static gboolean
is_dialog_there (gpointer data)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL && gtk_window_is_active (GTK_WINDOW (dialog));
}

static void
expect_dialog (Fixture *fixture)
{
  GtkWidget *dialog;

  ui_test_wait (is_dialog_there, NULL);
  dialog = find_dialog ();
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) ==
                 GTK_WINDOW (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.check-network", NULL);
  g_assert_true (find_dialog () == dialog);
  ui_test_close (GTK_WINDOW (dialog));
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

/* Alone: said plainly beside the sidebar, with two buttons; until there is somebody. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window, *empty;
  HallPerson *mina;

  show (fixture, 1000);
  window = GTK_WIDGET (fixture->window);
  empty = ui_test_find (window, HALL_TYPE_NETWORK_EMPTY);
  g_assert_nonnull (empty);
  g_assert_true (ui_test_shows (empty, NOBODY));
  g_assert_false (ui_test_shows (window, PICK));
  g_assert_nonnull (ui_test_find_button (empty, "Create a Room"));
  g_assert_null (ui_test_find (ui_test_find (window, HALL_TYPE_SIDEBAR),
                               HALL_TYPE_NETWORK_EMPTY));
  ui_test_click (empty, "Check the Network");
  expect_dialog (fixture);

  /* Whoever comes takes the buttons away, and not the keyboard out of the window. */
  gtk_widget_grab_focus (ui_test_find_button (empty, "Check the Network"));
  mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  ui_test_wait_shown (window, PICK);
  g_assert_false (ui_test_shows (window, NOBODY));
  ui_test_wait_frames (window, 3);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         ui_test_find (window, HALL_TYPE_SIDEBAR)));
  g_assert_nonnull (mina);
}

/* A narrow window has only the sidebar: there, by keyboard. */
static void
test_empty_narrow (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *window, *sidebar, *empty;

  show (fixture, 360);
  window = GTK_WIDGET (fixture->window);
  ui_test_wait_shown (window, NOBODY);
  sidebar = ui_test_find (window, HALL_TYPE_SIDEBAR);
  empty = ui_test_find (sidebar, HALL_TYPE_NETWORK_EMPTY);
  g_assert_nonnull (empty);
  hall_sidebar_focus_list (HALL_SIDEBAR (sidebar));
  ui_test_wait_frames (window, 2);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 ui_test_find_button (empty, "Create a Room"));
  ui_test_press ("Tab");
  ui_test_press ("Return");
  expect_dialog (fixture);
  gtk_widget_grab_focus (ui_test_find_button (empty, "Check the Network"));
  fake_session_add_room (fixture->session, "lunch", hall_session_get_self (fixture->session));
  ui_test_wait_shown (sidebar, "lunch");
  g_assert_false (ui_test_shows (window, NOBODY));
  g_assert_null (ui_test_find (sidebar, HALL_TYPE_NETWORK_EMPTY));
  ui_test_wait_frames (window, 3);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), sidebar));
}

static gboolean
has_action (GMenuModel *menu,
            const char *wanted)
{
  int n_items = g_menu_model_get_n_items (menu);

  for (int i = 0; i < n_items; i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      if (g_strcmp0 (action, wanted) == 0 || (section != NULL && has_action (section, wanted)))
        return TRUE;
    }
  return FALSE;
}

static GtkMenuButton *
find_main_menu (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (root)))
    return GTK_MENU_BUTTON (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkMenuButton *found = find_main_menu (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkMenuButton *button;

  show (fixture, 1000);
  button = find_main_menu (GTK_WIDGET (fixture->window));
  g_assert_true (has_action (gtk_menu_button_get_menu_model (button), "win.check-network"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.check-network",
                                             NULL));
  expect_dialog (fixture);
}

/* Beside what is wrong with the network, and only that. */
static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *window;
  HallPerson *self = hall_session_get_self (fixture->session);

  show (fixture, 1000);
  window = GTK_WIDGET (fixture->window);
  g_assert_null (ui_test_find_button (window, "Check…"));
  fake_session_set_network_problem (fixture->session, "No network");
  ui_test_wait_shown (window, "No network");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ui_test_find_button (window, "Check…")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Check the Network");
  ui_test_click (window, "Check…");
  expect_dialog (fixture);
  hall_person_set_elsewhere (self, TRUE);
  ui_test_wait_frames (window, 2);
  g_assert_null (ui_test_find_button (window, "Check…"));
  hall_person_set_elsewhere (self, FALSE);
  ui_test_wait_frames (window, 2);
  g_assert_nonnull (ui_test_find_button (window, "Check…"));
}

/* And where a room's host doesn't answer. */
static void
test_connection (Fixture       *fixture,
                 gconstpointer  data)
{
  HallPerson *mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  HallRoom *room = fake_session_add_room (fixture->session, "lunch", mina);
  GtkWidget *window;

  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_WAITING);
  show (fixture, 1000);
  window = GTK_WIDGET (fixture->window);
  hall_window_open_room (fixture->window, room);
  ui_test_wait_shown (window, "Nobody answers. Trying again by itself.");
  ui_test_wait_shown (window, "Try Now");
  ui_test_click (window, "Check…");
  expect_dialog (fixture);
  gtk_widget_grab_focus (ui_test_find_button (window, "Check…"));
  hall_room_set_connection (room, HALL_CONNECTION_NOBODY);
  ui_test_wait_gone (window, "Try Now");
  ui_test_wait_frames (window, 2);
  g_assert_null (ui_test_find_button (window, "Check…"));
  g_assert_true (gtk_widget_get_mapped (gtk_window_get_focus (GTK_WINDOW (window))));
}

/* Not before one has a name. */
static void
test_welcome (Fixture       *fixture,
              gconstpointer  data)
{
  g_clear_object (&fixture->session);
  fixture->session = fake_session_new (NULL);
  show (fixture, 1000);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.check-network", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
  g_assert_null (find_dialog ());
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/network-ways/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("empty-narrow", test_empty_narrow);
  ADD ("menu", test_menu);
  ADD ("problem", test_problem);
  ADD ("connection", test_connection);
  ADD ("welcome", test_welcome);
#undef ADD
  return g_test_run ();
}
