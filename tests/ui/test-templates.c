/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-templates.c: every page and dialog is built, shown, and gone when it is closed.
 */

#define G_LOG_DOMAIN "test-templates"

#include "config.h"

#include "hall-create-room-dialog.h"
#include "hall-identity-dialog.h"
#include "hall-invite-dialog.h"
#include "hall-link-sheet.h"
#include "hall-main-view.h"
#include "hall-member-list.h"
#include "hall-message-row.h"
#include "hall-network-dialog.h"
#include "hall-new-passphrase.h"
#include "hall-passphrase-dialog.h"
#include "hall-person-page.h"
#include "hall-profile-dialog.h"
#include "hall-room-intro.h"
#include "hall-room-page.h"
#include "hall-room-settings.h"
#include "hall-ui.h"
#include "hall-welcome-page.h"
#include "hall-window.h"

#include "sample.h"
#include "ui-test.h"

static HallSession *
create_session (HallRoom **room)
{
  HallSession *session = fake_session_new ("Hana");

  *room = sample_fill (session, FALSE);
  return session;
}

/* Shows the widget in a window, closes that, and expects the widget to be finalized. */
static void
check_lifetime (GtkWidget *widget)
{
  GtkWindow *window = ui_test_show (widget, 800, 600);
  gpointer weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), &weak);
  ui_test_close (window);
  ui_test_wait_idle ();
  g_assert_null (weak);
}

static void
test_welcome (void)
{
  g_autoptr (HallSession) session = fake_session_new (NULL);

  check_lifetime (hall_welcome_page_new (session));
}

static void
test_main_view (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  GtkWidget *view = hall_main_view_new (session);

  hall_main_view_open (HALL_MAIN_VIEW (view), G_OBJECT (room), FALSE);
  hall_main_view_toggle_members (HALL_MAIN_VIEW (view));
  check_lifetime (view);
}

static void
test_room_page (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  GtkWidget *page = hall_room_page_new (session);

  hall_room_page_set_room (HALL_ROOM_PAGE (page), room);
  check_lifetime (page);
}

static void
test_room_intro (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  GtkWidget *intro = hall_room_intro_new ();

  hall_room_intro_set_room (HALL_ROOM_INTRO (intro), room);
  check_lifetime (intro);
}

static void
test_member_list (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  GtkWidget *list = hall_member_list_new (session);

  hall_member_list_set_room (HALL_MEMBER_LIST (list), room);
  check_lifetime (list);
}

static void
test_person_page (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  GtkWidget *page = hall_person_page_new (session);

  hall_person_page_set_person (HALL_PERSON_PAGE (page), hall_room_get_creator (room));
  check_lifetime (page);
}

static void
test_dialogs (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/hallway.identity");
  GtkWidget *dialogs[] = {
    hall_create_room_dialog_new (session, NULL),
    hall_network_dialog_new (session, NULL),
    hall_profile_dialog_new (session, NULL),
    hall_identity_dialog_new (session, NULL, file, FALSE),
    hall_identity_dialog_new (session, NULL, file, TRUE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      ui_test_wait_active (GTK_WINDOW (dialogs[i]));
      ui_test_close (GTK_WINDOW (dialogs[i]));
    }
}

/* Of a room: nothing holds them longer than they are open. */
static void
test_room_dialogs (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  g_autoptr (HallPerson) person = g_list_model_get_item (hall_room_get_members (room), 1);
  GtkWidget *dialogs[] = {
    hall_passphrase_dialog_new (session, room, NULL),
    hall_invite_dialog_new (session, room, NULL),
    hall_link_sheet_new (session, room, NULL),
    hall_room_settings_new (session, room, NULL),
    hall_new_passphrase_dialog_new (session, room, NULL),
    hall_ban_dialog_new (session, room, person, NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      ui_test_wait_active (GTK_WINDOW (dialogs[i]));
      ui_test_close (GTK_WINDOW (dialogs[i]));
    }
}

static void
test_builder_files (void)
{
  static const char *const files[] = {
    HALL_UI_TEMPLATE ("hall-shortcuts"), HALL_UI_TEMPLATE ("hall-failure"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (files[i]);
      GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));

      g_assert_true (window != NULL ||
                     GTK_IS_LABEL (gtk_builder_get_object (builder, "sentence")));
      if (window != NULL)
        gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_window (void)
{
  HallRoom *room;
  g_autoptr (HallSession) session = create_session (&room);
  HallWindow *window = hall_window_new (NULL, session);

  ui_test_wait_active (GTK_WINDOW (window));
  hall_window_open_room (window, room);
  ui_test_wait_frames (GTK_WIDGET (window), 10);
  g_assert_true (ui_test_shows (GTK_WIDGET (window), "Lunch is a good idea"));
  ui_test_close (GTK_WINDOW (window));
}

static void
test_failure (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  HallWindow *window = hall_window_new (NULL, session);

  ui_test_wait_active (GTK_WINDOW (window));
  hall_window_show_failure (window, "The disk is full: <b>0 bytes</b> are left.");
  ui_test_wait_frames (GTK_WIDGET (window), 2);
  g_assert_true (ui_test_shows (GTK_WIDGET (window),
                                "The disk is full: <b>0 bytes</b> are left."));
  ui_test_close (GTK_WINDOW (window));
}

/* The window's size is kept when it is closed, and taken by the next one. */
static void
test_size (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  HallWindow *window = hall_window_new (NULL, session);
  int width, height;

  gtk_window_set_default_size (GTK_WINDOW (window), 731, 523);
  ui_test_wait_active (GTK_WINDOW (window));
  ui_test_close (GTK_WINDOW (window));
  window = hall_window_new (NULL, session);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 731);
  g_assert_cmpint (height, ==, 523);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/templates/welcome", test_welcome);
  g_test_add_func ("/ui/templates/main-view", test_main_view);
  g_test_add_func ("/ui/templates/room-page", test_room_page);
  g_test_add_func ("/ui/templates/room-intro", test_room_intro);
  g_test_add_func ("/ui/templates/member-list", test_member_list);
  g_test_add_func ("/ui/templates/person-page", test_person_page);
  g_test_add_func ("/ui/templates/dialogs", test_dialogs);
  g_test_add_func ("/ui/templates/room-dialogs", test_room_dialogs);
  g_test_add_func ("/ui/templates/builder-files", test_builder_files);
  g_test_add_func ("/ui/templates/window", test_window);
  g_test_add_func ("/ui/templates/failure", test_failure);
  g_test_add_func ("/ui/templates/size", test_size);
  return g_test_run ();
}
