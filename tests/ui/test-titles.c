/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-titles.c: the titles of dialogs stand in one line, and can be read to their ends where text
 * is twice as large.
 */

#define G_LOG_DOMAIN "test-titles"

#include "config.h"

#include "hall-create-room-dialog.h"
#include "hall-forward-dialog.h"
#include "hall-identity-dialog.h"
#include "hall-invite-dialog.h"
#include "hall-link-sheet.h"
#include "hall-message-details.h"
#include "hall-passphrase-dialog.h"
#include "hall-profile-dialog.h"
#include "hall-room-settings.h"

#include "sample.h"
#include "ui-test.h"

/* The label in the header bar that says it. */
static GtkLabel *
find_title (GtkWindow *dialog)
{
  GtkWidget *bar = ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_HEADER_BAR);

  g_assert_nonnull (bar);
  return ui_test_find_label (bar, gtk_window_get_title (dialog));
}

static void
check (GtkWidget *dialog,
       gboolean   in_one_line)
{
  GtkWindow *window = GTK_WINDOW (dialog);
  GtkLabel *title;

  ui_test_wait_active (window);
  ui_test_wait_frames (dialog, 3);
  title = find_title (window);
  g_assert_nonnull (title);
  if (in_one_line)
    g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (title)), ==, 1);
  if (pango_layout_is_ellipsized (gtk_label_get_layout (title)))
    g_error ("The title \"%s\" cannot be read", gtk_window_get_title (window));
  ui_test_close (window);
}

static void
check_all (gboolean in_one_line)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/hallway.identity");
  HallRoom *room = sample_fill (session, FALSE);
  HallMessage *message = fake_session_say (session, room, hall_room_get_creator (room), "text",
                                           g_get_real_time () / 1000, TRUE);

  check (hall_create_room_dialog_new (session, NULL), in_one_line);
  check (hall_forward_dialog_new (session, message, NULL), in_one_line);
  check (hall_identity_dialog_new (session, NULL, file, FALSE), in_one_line);
  check (hall_identity_dialog_new (session, NULL, file, TRUE), in_one_line);
  check (hall_invite_dialog_new (session, room, NULL), in_one_line);
  check (hall_link_sheet_new (session, room, NULL), in_one_line);
  check (hall_message_details_new (room, message, NULL), in_one_line);
  check (hall_passphrase_dialog_new (session, room, NULL), in_one_line);
  check (hall_profile_dialog_new (session, NULL), in_one_line);
  check (hall_room_settings_new (session, room, NULL), in_one_line);
}

static void
test_usual (void)
{
  check_all (TRUE);
}

static void
test_large (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  check_all (FALSE);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/titles/usual", test_usual);
  g_test_add_func ("/ui/titles/large", test_large);
  return g_test_run ();
}
