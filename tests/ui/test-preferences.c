/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-preferences.c: the preferences: what is switched holds at once, what deletes asks first.
 */

#define G_LOG_DOMAIN "test-preferences"

#include "config.h"

#include <glib/gstdio.h>

#include "hall-preferences.h"
#include "hall-profile-dialog.h"
#include "hall-window.h"

#include "fake-session-preferences.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallSettings *settings;
  HallProfile *profile;
  HallBackground *background;
  HallWindow *window;
  GtkWidget *preferences;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana <b>Choi</b>");
  fixture->settings = hall_session_get_settings (fixture->session);
  fixture->profile = hall_profile_new (NULL);
  fixture->background = hall_background_new_for (fixture->profile, fixture->settings, FALSE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 640);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  fixture->preferences = hall_preferences_new (fixture->session, fixture->background,
                                               GTK_WINDOW (fixture->window));
  ui_test_wait_active (GTK_WINDOW (fixture->preferences));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->preferences != NULL)
    ui_test_close (GTK_WINDOW (fixture->preferences));
  ui_test_close (GTK_WINDOW (fixture->window));
  g_object_set (fixture->settings, "history-days", 0, "run-in-background", FALSE,
                "background-asked", FALSE, NULL);
  g_clear_object (&fixture->background);
  g_clear_object (&fixture->profile);
  g_clear_object (&fixture->session);
}

static void
show_page (Fixture    *fixture,
           const char *name)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->preferences),
                                                name);
  ui_test_wait_frames (fixture->preferences, 2);
}

/* The row whose title is @title, in its list. */
static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  GtkLabel *label = ui_test_find_label (fixture->preferences, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), ADW_TYPE_ACTION_ROW);
}

static GtkSwitch *
find_switch (Fixture    *fixture,
             const char *title)
{
  return GTK_SWITCH (ui_test_find (find_row (fixture, title), GTK_TYPE_SWITCH));
}

static gboolean
get (Fixture    *fixture,
     const char *setting)
{
  gboolean value;

  g_object_get (fixture->settings, setting, &value, NULL);
  return value;
}

typedef struct
{
  Fixture *fixture;
  const char *setting;
  gboolean value;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;

  return get (wanted->fixture, wanted->setting) == wanted->value;
}

static void
wait_for (Fixture    *fixture,
          const char *setting,
          gboolean    value)
{
  ui_test_wait (is_as_wanted, &(Wanted) { fixture, setting, value });
}

/* Each switch is its setting, both ways. */
static void
test_switches (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *page;
    const char *title;
    const char *setting;
    gboolean usual;
  } switches[] = {
    { "general", "Keep running", "run-in-background", FALSE },
    { "general", "Hide what was written", "hide-content", FALSE },
    { "general", "Show notifications", "notifications", TRUE },
    { "privacy", "Read marks", "read-marks", TRUE },
    { "privacy", "Typing", "typing-notices", TRUE },
    { "privacy", "Start invisible", "start-invisible", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      const char *setting = switches[i].setting;
      gboolean usual = switches[i].usual;
      GtkSwitch *widget;

      show_page (fixture, switches[i].page);
      widget = find_switch (fixture, switches[i].title);
      g_assert_cmpint (gtk_switch_get_active (widget), ==, usual);
      gtk_widget_grab_focus (GTK_WIDGET (widget));
      ui_test_press ("space");
      wait_for (fixture, setting, !usual);
      g_assert_cmpint (gtk_switch_get_active (widget), ==, !usual);
      g_object_set (fixture->settings, setting, usual, NULL);
      g_assert_cmpint (gtk_switch_get_active (widget), ==, usual);
    }
  show_page (fixture, "general");
  g_assert_true (gtk_widget_is_sensitive (find_row (fixture, "Hide what was written")));
  g_object_set (fixture->settings, "notifications", FALSE, NULL);
  g_assert_false (gtk_widget_is_sensitive (find_row (fixture, "Hide what was written")));
  g_object_set (fixture->settings, "notifications", TRUE, NULL);
}

static gboolean
is_dialog_there (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if ((HALL_IS_PROFILE_DIALOG (window) || ADW_IS_MESSAGE_DIALOG (window))
          && gtk_widget_get_mapped (window))
        {
          *(GtkWidget **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

/* Oneself, as one is called, without markup; the way to the profile. */
static void
test_profile (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *dialog = NULL;

  adw_action_row_activate (ADW_ACTION_ROW (find_row (fixture, "Hana <b>Choi</b>")));
  ui_test_wait (is_dialog_there, &dialog);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog))
                 == GTK_WINDOW (fixture->preferences));
  g_assert_true (hall_session_set_name (fixture->session, "Hana", NULL));
  ui_test_close (GTK_WINDOW (dialog));
  g_assert_nonnull (find_row (fixture, "Hana"));
  g_object_set (fixture->settings, "name", "", NULL);
}

/* Whoever has chosen here is not asked again when the window is closed. */
static void
test_background (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkSwitch *widget = find_switch (fixture, "Keep running");

  g_assert_false (get (fixture, "background-asked"));
  gtk_switch_set_active (widget, TRUE);
  wait_for (fixture, "run-in-background", TRUE);
  g_assert_true (get (fixture, "background-asked"));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (widget)));
  gtk_switch_set_active (widget, FALSE);
  g_assert_false (get (fixture, "run-in-background"));
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

static gboolean
is_off (gpointer data)
{
  return !gtk_switch_get_active (data);
}

/* The setting is what was done; the switch goes back when it could not be. */
static void
test_login (Fixture       *fixture,
            gconstpointer  data)
{
  GtkSwitch *widget = find_switch (fixture, "Start at login");
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *file = g_strconcat (folder, "/", HALL_APPLICATION_ID, ".desktop", NULL);

  gtk_switch_set_active (widget, TRUE);
  wait_for (fixture, "start-at-login", TRUE);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  gtk_switch_set_active (widget, FALSE);
  wait_for (fixture, "start-at-login", FALSE);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  /* There cannot be such a folder. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  ui_test_wait (is_sensitive, widget);
  gtk_switch_set_active (widget, TRUE);
  ui_test_wait (is_off, widget);
  g_assert_false (get (fixture, "start-at-login"));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (widget)));
  g_assert_nonnull (ui_test_find (fixture->preferences, g_type_from_name ("AdwToastWidget")));
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

static void
answer (const char *response)
{
  GtkWidget *dialog = NULL;

  ui_test_wait (is_dialog_there, &dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static guint
get_days (Fixture *fixture)
{
  return hall_settings_get_history_days (fixture->settings);
}

/* Keeping less asks, keeping more does not; what stands elsewhere is shown. */
static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  AdwComboRow *keep;
  GtkWidget *dialog = NULL;

  show_page (fixture, "history");
  keep = ADW_COMBO_ROW (ui_test_find (fixture->preferences, ADW_TYPE_COMBO_ROW));
  g_assert_cmpuint (adw_combo_row_get_selected (keep), ==, 0);
  adw_combo_row_set_selected (keep, 1);
  answer ("cancel");
  g_assert_cmpuint (adw_combo_row_get_selected (keep), ==, 0);
  g_assert_cmpuint (get_days (fixture), ==, 0);
  adw_combo_row_set_selected (keep, 1);
  g_assert_cmpuint (get_days (fixture), ==, 0);
  answer ("delete");
  g_assert_cmpuint (get_days (fixture), ==, 365);
  g_assert_cmpuint (adw_combo_row_get_selected (keep), ==, 1);
  adw_combo_row_set_selected (keep, 2);
  ui_test_wait (is_dialog_there, &dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "Delete Messages Older than One Month?");
  answer ("delete");
  g_assert_cmpuint (get_days (fixture), ==, 30);
  adw_combo_row_set_selected (keep, 0);
  g_assert_cmpuint (get_days (fixture), ==, 0);

  g_object_set (fixture->settings, "history-days", 90, NULL);
  g_assert_true (ui_test_shows (fixture->preferences, "90 Days"));
  adw_combo_row_set_selected (keep, 2);
  answer ("cancel");
  g_assert_cmpuint (get_days (fixture), ==, 90);
  g_assert_true (ui_test_shows (fixture->preferences, "90 Days"));
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *row;

  show_page (fixture, "history");
  row = find_row (fixture, "Delete History…");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  answer ("cancel");
  g_assert_cmpuint (fake_session_count_deletions (fixture->session), ==, 0);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  answer ("delete");
  g_assert_cmpuint (fake_session_count_deletions (fixture->session), ==, 1);
  g_assert_cmpint (fake_session_get_deleted_before (fixture->session), ==, G_MAXINT64);
  g_assert_false (gtk_widget_is_sensitive (row));
  ui_test_wait (is_sensitive, row);
  ui_test_wait_shown (fixture->preferences, "The history was deleted");

  fake_session_fail_next (fixture->session, "The disk is <full>.");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  answer ("delete");
  ui_test_wait (is_sensitive, row);
  g_assert_cmpuint (fake_session_count_deletions (fixture->session), ==, 2);
  /* While it is being deleted the window may be closed. */
  adw_action_row_activate (ADW_ACTION_ROW (row));
  answer ("delete");
  ui_test_close (GTK_WINDOW (g_steal_pointer (&fixture->preferences)));
  ui_test_wait_idle ();
}

static gboolean
is_alone (gpointer data)
{
  return g_list_model_get_n_items (data) == 1;
}

/* By its action, of which there is one key and one entry of the menu. */
static void
test_action (Fixture       *fixture,
             gconstpointer  data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n;

  ui_test_press ("Escape");
  ui_test_wait (is_alone, windows);
  fixture->preferences = NULL;
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.preferences", NULL);
  n = g_list_model_get_n_items (windows);
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HALL_IS_PREFERENCES (window))
        fixture->preferences = window;
    }
  g_assert_nonnull (fixture->preferences);
  ui_test_wait_active (GTK_WINDOW (fixture->preferences));
  /* Nobody is there who could start it. */
  g_assert_null (ui_test_find_label (fixture->preferences, "Start at login"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/preferences/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("switches", test_switches);
  ADD ("profile", test_profile);
  ADD ("background", test_background);
  ADD ("login", test_login);
  ADD ("keep", test_keep);
  ADD ("delete", test_delete);
  ADD ("action", test_action);
#undef ADD
  return g_test_run ();
}
