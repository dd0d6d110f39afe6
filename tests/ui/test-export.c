/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-export.c: a conversation exported from the window: where to, how, and given up.
 */

#define G_LOG_DOMAIN "test-export"

#include "config.h"

#include <glib/gstdio.h>

#include "hall-export-dialog.h"
#include "hall-window.h"

#include "fake-session-search.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallWindow *window;
} Fixture;

static GApplication *application;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HallPerson *mina;

  fixture->session = fake_session_new ("Hana");
  mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fixture->window = hall_window_new (GTK_APPLICATION (application), fixture->session);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static gboolean
has_no_dialog (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
expect_format (const char       *name,
               HallExportFormat  chosen,
               HallExportFormat  expected)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_tmp_dir (), name, NULL);

  g_assert_cmpuint (hall_export_dialog_get_format (file, chosen), ==, expected);
}

static gboolean
has_chooser (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        *(GtkFileChooser **) data = GTK_FILE_CHOOSER (window);
    }
  return *(GtkFileChooser **) data != NULL;
}

/* A room's name makes no folder, and no file that is hidden. */
static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  GtkFileChooser *chooser = NULL;
  g_autofree char *name = NULL;

  hall_room_set_name (fixture->room, "../ours");
  hall_export_dialog_choose (fixture->session, fixture->room, GTK_WINDOW (fixture->window));
  ui_test_wait (has_chooser, &chooser);
  name = gtk_file_chooser_get_current_name (chooser);
  g_assert_cmpstr (name, ==, "-ours.txt");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_CANCEL);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "hallway-export.jsonl", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog;

  expect_format ("a.jsonl", HALL_EXPORT_TEXT, HALL_EXPORT_JSON);
  expect_format ("a.JSON", HALL_EXPORT_TEXT, HALL_EXPORT_JSON);
  expect_format ("a.txt", HALL_EXPORT_JSON, HALL_EXPORT_TEXT);
  expect_format ("a.TXT", HALL_EXPORT_JSON, HALL_EXPORT_TEXT);
  expect_format ("txt", HALL_EXPORT_JSON, HALL_EXPORT_JSON);
  expect_format ("a.log", HALL_EXPORT_TEXT, HALL_EXPORT_TEXT);
  fake_session_hold_export (TRUE);
  dialog = hall_export_dialog_start (fixture->session, fixture->room, file, HALL_EXPORT_JSON,
                                     GTK_WINDOW (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_test_wait_shown (dialog, "Exporting “ours”");
  ui_test_wait_shown (dialog, "7 messages");
  g_assert_cmpuint (fake_session_get_export_format (), ==, HALL_EXPORT_JSON);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  ui_test_wait (has_no_dialog, &dialog);
  ui_test_wait_shown (GTK_WIDGET (fixture->window), "Not exported");
  g_assert_false (g_file_query_exists (file, NULL));

  dialog = hall_export_dialog_start (fixture->session, fixture->room, file, HALL_EXPORT_TEXT,
                                     GTK_WINDOW (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_test_wait (has_no_dialog, &dialog);
  g_assert_true (g_file_query_exists (file, NULL));
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID ".Test",
                              "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_assert_true (g_application_register (application, NULL, NULL));
#define ADD(name, function) \
  g_test_add ("/ui/export/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("name", test_name);
  ADD ("export", test_export);
#undef ADD
  return g_test_run ();
}
