/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people-self.c: how one appears: presence, status, profile, identity.
 */

#define G_LOG_DOMAIN "test-people-self"

#include "config.h"

#include <glib/gstdio.h>

#include "hall-identity-dialog.h"
#include "hall-identity-warning.h"
#include "hall-picture.h"
#include "hall-profile-dialog.h"
#include "hall-status-menu.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallWindow *window;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 640);
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
is_status_menu_there (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_STATUS_MENU) != NULL;
}

static GtkWidget *
open_status_menu (Fixture *fixture)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_test_wait (is_status_menu_there, fixture);
  return ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_STATUS_MENU);
}

static void
collect_choices (GtkWidget *root,
                 GPtrArray *choices)
{
  if (GTK_IS_CHECK_BUTTON (root))
    g_ptr_array_add (choices, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_choices (child, choices);
}

/* What is chosen holds at once, and what holds is what is shown as chosen. */
static void
test_presence (Fixture       *fixture,
               gconstpointer  data)
{
  static const HallPresence presences[] = {
    HALL_PRESENCE_AVAILABLE, HALL_PRESENCE_AWAY, HALL_PRESENCE_BUSY, HALL_PRESENCE_INVISIBLE,
  };
  GtkWidget *menu = open_status_menu (fixture);
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  collect_choices (menu, choices);
  g_assert_cmpuint (choices->len, ==, G_N_ELEMENTS (presences));
  g_assert_true (gtk_check_button_get_active (g_ptr_array_index (choices, 0)));
  for (guint i = 1; i < choices->len; i++)
    {
      gtk_check_button_set_active (g_ptr_array_index (choices, i), TRUE);
      g_assert_cmpint (hall_session_get_presence (fixture->session), ==, presences[i]);
      g_assert_false (gtk_check_button_get_active (g_ptr_array_index (choices, i - 1)));
    }
  gtk_popover_popdown (GTK_POPOVER (menu));
  hall_session_set_presence (fixture->session, HALL_PRESENCE_AWAY);
  open_status_menu (fixture);
  g_assert_true (gtk_check_button_get_active (g_ptr_array_index (choices, 1)));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

static const char *
get_status (Fixture *fixture)
{
  const char *status = hall_person_get_status_text (hall_session_get_self (fixture->session));

  return status != NULL ? status : "";
}

static gboolean
has_status (gpointer data)
{
  return g_str_equal (get_status (data), "in a meeting");
}

/* The line holds by Enter, and by closing; one that is too long says so. */
static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *menu = open_status_menu (fixture);
  GtkWidget *entry = ui_test_find (menu, GTK_TYPE_ENTRY);
  g_autofree char *long_text = g_strnfill (300, 'x');

  /* What clears it is there when there is something to clear. */
  g_assert_null (gtk_entry_get_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY));
  gtk_widget_grab_focus (entry);
  ui_test_wait_frames (menu, 3);
  ui_test_type ("in a meeting");
  ui_test_press ("Return");
  ui_test_wait (has_status, fixture);

  open_status_menu (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "in a meeting");
  g_assert_cmpstr (gtk_entry_get_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY),
                   ==, "Clear Status");
  gtk_editable_set_text (GTK_EDITABLE (entry), long_text);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (ui_test_shows (menu, "The status is too long."));
  g_assert_cmpstr (get_status (fixture), ==, "in a meeting");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_popover_popdown (GTK_POPOVER (menu));
  g_assert_cmpstr (get_status (fixture), ==, "");
}

static void
show_profile (Fixture *fixture)
{
  fixture->dialog = hall_profile_dialog_new (fixture->session, GTK_WINDOW (fixture->window));
  ui_test_wait_active (GTK_WINDOW (fixture->dialog));
}

static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row;

  show_profile (fixture);
  row = ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "   ");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (ui_test_shows (fixture->dialog, "A name needs at least one letter."));
  gtk_editable_set_text (GTK_EDITABLE (row), "Hana <b>Choi</b>");
  g_assert_false (ui_test_shows (fixture->dialog, "A name needs at least one letter."));
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (hall_person_get_name (hall_session_get_self (fixture->session)), ==,
                   "Hana <b>Choi</b>");
  ui_test_close (GTK_WINDOW (fixture->dialog));
}

static gboolean
has_picture (gpointer data)
{
  Fixture *fixture = data;

  return hall_person_get_picture (hall_session_get_self (fixture->session)) != NULL;
}

static gboolean
says_it_is_no_picture (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_shows (fixture->dialog, "This is not a picture that Hallway can read.");
}

static GFile *
write_file (const char *name,
            const char *data,
            gsize       size)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* A large PNG becomes a small JPEG; what is no picture is said to be none; it can be removed. */
static void
test_picture (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 1500, 700);
  HallPerson *person = hall_session_get_self (fixture->session);
  g_autofree char *png = NULL;
  g_autoptr (GFile) good = NULL;
  g_autoptr (GFile) bad = write_file ("bad.png", "\211PNG\r\n\032\nnot really", 18);
  gsize size;
  GdkTexture *texture;

  gdk_pixbuf_fill (pixbuf, 0x3070c0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", NULL, NULL));
  good = write_file ("good.png", png, size);
  show_profile (fixture);
  hall_profile_dialog_take_picture (HALL_PROFILE_DIALOG (fixture->dialog), bad);
  ui_test_wait (says_it_is_no_picture, fixture);
  hall_profile_dialog_take_picture (HALL_PROFILE_DIALOG (fixture->dialog), good);
  ui_test_wait (has_picture, fixture);
  g_assert_false (says_it_is_no_picture (fixture));
  texture = hall_picture_of (person);
  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 256);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 256);
  ui_test_click (fixture->dialog, "_Remove");
  g_assert_false (has_picture (fixture));
  ui_test_close (GTK_WINDOW (fixture->dialog));
}

static GtkEditable *
find_entry (GtkWidget *root,
            guint      position)
{
  GtkWidget *list = ui_test_find (root, GTK_TYPE_LIST_BOX);

  return GTK_EDITABLE (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) position));
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return ui_test_shows (said->root, said->text);
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/mine.identity");
  GtkWidget *dialog = hall_identity_dialog_new (fixture->session, GTK_WINDOW (fixture->window),
                                                file, FALSE);
  GtkWidget *accept;

  ui_test_wait_active (GTK_WINDOW (dialog));
  accept = ui_test_find_button (dialog, "_Export");
  g_assert_false (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  g_assert_true (ui_test_shows (dialog, "A passphrase is needed."));
  gtk_editable_set_text (find_entry (dialog, 0), "one");
  gtk_editable_set_text (find_entry (dialog, 1), "another");
  g_assert_true (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  g_assert_true (ui_test_shows (dialog, "The two passphrases are not the same."));
  g_assert_null (fake_session_get_passphrase (fixture->session));

  fake_session_fail_next (fixture->session, "The disk is full.");
  gtk_editable_set_text (find_entry (dialog, 1), "one");
  g_signal_emit_by_name (accept, "clicked");
  ui_test_wait (is_said, &(Said) { dialog, "The disk is full." });
  g_signal_emit_by_name (accept, "clicked");
  ui_test_wait (is_said, &(Said) { dialog, "Your identity is in “mine.identity”. Whoever has this "
                                           "file and the passphrase can be you: keep both safe." });
  g_assert_cmpstr (fake_session_get_passphrase (fixture->session), ==, "one");
  ui_test_close (GTK_WINDOW (dialog));
}

static void
on_imported (gboolean *imported)
{
  *imported = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/mine.identity");
  GtkWidget *dialog = hall_identity_dialog_new (fixture->session, GTK_WINDOW (fixture->window),
                                                file, TRUE);
  gboolean imported = FALSE;

  g_signal_connect_swapped (dialog, "imported", G_CALLBACK (on_imported), &imported);
  ui_test_wait_active (GTK_WINDOW (dialog));
  fake_session_fail_next (fixture->session, "The passphrase is wrong.");
  ui_test_type ("guess");
  ui_test_press ("Return");
  ui_test_wait (is_said, &(Said) { dialog, "The passphrase is wrong." });
  g_assert_false (imported);
  ui_test_press ("Return");
  ui_test_wait (is_true, &imported);
  g_assert_cmpstr (fake_session_get_passphrase (fixture->session), ==, "guess");
}

static void
test_copied (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog;

  fake_session_set_copied (fixture->session, TRUE);
  dialog = hall_identity_warning_ask_copied (fixture->session, GTK_WINDOW (fixture->window));
  ui_test_wait_active (GTK_WINDOW (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "moved");
  g_assert_true (fake_session_get_moved (fixture->session));
  g_assert_cmpuint (fake_session_count_renewals (fixture->session), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));

  fake_session_set_copied (fixture->session, TRUE);
  dialog = hall_identity_warning_ask_copied (fixture->session, GTK_WINDOW (fixture->window));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "renew");
  g_assert_cmpuint (fake_session_count_renewals (fixture->session), ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_asked (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          *(GtkWidget **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static const char elsewhere_sentence[] =
  "Another computer uses this identity: nothing is sent from here.";

/* When another computer is heard under our key one is asked, and nothing is done by itself. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  HallPerson *person = hall_session_get_self (fixture->session);
  GtkWidget *dialog = NULL;

  hall_identity_warning_watch (fixture->session, GTK_WINDOW (fixture->window));
  g_assert_false (is_asked (&dialog));
  hall_person_set_elsewhere (person, TRUE);
  ui_test_wait (is_asked, &dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_assert_cmpuint (fake_session_count_renewals (fixture->session), ==, 0);
  g_assert_false (fake_session_get_moved (fixture->session));
  gtk_window_destroy (GTK_WINDOW (dialog));

  /* It stays on screen, with a way back to the question. */
  ui_test_wait (is_said, &(Said) { GTK_WIDGET (fixture->window), elsewhere_sentence });
  ui_test_click (GTK_WIDGET (fixture->window), "_Settle…");
  ui_test_wait (is_asked, &dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "moved");
  g_assert_true (fake_session_get_moved (fixture->session));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/people-self/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("presence", test_presence);
  ADD ("status", test_status);
  ADD ("name", test_name);
  ADD ("picture", test_picture);
  ADD ("export", test_export);
  ADD ("import", test_import);
  ADD ("copied", test_copied);
  ADD ("elsewhere", test_elsewhere);
#undef ADD
  return g_test_run ();
}
