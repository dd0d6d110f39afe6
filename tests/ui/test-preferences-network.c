/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-preferences-network.c: the page "Network" of the preferences: what is typed holds when it is
 * applied, and what cannot be used is refused where it stands.
 */

#define G_LOG_DOMAIN "test-preferences-network"

#include "config.h"

#include "hall-network-dialog.h"
#include "hall-preferences.h"

#include "fake-session-diagnosis.h"
#include "fake-session-preferences.h"
#include "ui-test.h"

static const char group_sentence[] =
  "The group is an IPv4 multicast address, from 224.0.0.0 to 239.255.255.255.";
static const char port_sentence[] = "The UDP port is a number from 1 to 65535.";
static const char moved_sentence[] =
  "From now on you meet only people with this group and port. Everybody else appears as offline to "
  "you, and you to them.";
static const char tcp_sentence[] = "The TCP port is a number from 1 to 65535, or nothing.";

typedef struct
{
  HallSession *session;
  HallSettings *settings;
  GtkWidget *preferences;
  guint n_changes;
} Fixture;

static void
on_setting (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->settings = hall_session_get_settings (fixture->session);
  fixture->n_changes = 0;
  fake_session_set_interface (fixture->session, "eth0", "10.0.0.2/24 fe80::1/64",
                              HALL_INTERFACE_STATE_USED);
  fixture->preferences = hall_preferences_new (fixture->session, NULL, NULL);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->preferences),
                                                "network");
  ui_test_wait_active (GTK_WINDOW (fixture->preferences));
  g_signal_connect_swapped (fixture->settings, "notify", G_CALLBACK (on_setting), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->settings, fixture);
  ui_test_close (GTK_WINDOW (fixture->preferences));
  g_object_set (fixture->settings, "group", "239.1.2.3", "port", 12345u, "tcp-port", 0u, NULL);
  g_clear_object (&fixture->session);
}

static GtkWidget *
find_row (GtkWidget  *root,
          GType       type,
          const char *title)
{
  GtkWidget *row = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) && g_type_is_a (G_OBJECT_TYPE (root), type)
      && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && row == NULL;
       child = gtk_widget_get_next_sibling (child))
    row = find_row (child, type, title);
  return row;
}

static GtkWidget *
find_entry (Fixture    *fixture,
            const char *title)
{
  GtkWidget *row = find_row (fixture->preferences, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  return row;
}

typedef struct
{
  GtkEditable *row;
  const char *text;
} Typed;

static gboolean
is_typed (gpointer data)
{
  Typed *typed = data;

  return g_str_equal (gtk_editable_get_text (typed->row), typed->text);
}

/* As a person does: into the row, everything replaced, Enter. */
static void
type (Fixture    *fixture,
      const char *title,
      const char *text)
{
  GtkWidget *row = find_entry (fixture, title);

  gtk_widget_grab_focus (row);
  ui_test_press ("ctrl+a");
  ui_test_press ("BackSpace");
  if (*text != '\0')
    ui_test_type (text);
  ui_test_wait (is_typed, &(Typed) { GTK_EDITABLE (row), text });
  ui_test_press ("Return");
}

static gboolean
is_changed (gpointer data)
{
  return ((Fixture *) data)->n_changes > 0;
}

static void
wait_for_change (Fixture *fixture)
{
  ui_test_wait (is_changed, fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  fixture->n_changes = 0;
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (fixture, "Group"))), ==,
                   "239.1.2.3");
  type (fixture, "TCP port", "34566");
  wait_for_change (fixture);
  g_assert_false (ui_test_shows (fixture->preferences, moved_sentence));
  type (fixture, "Group", "239.9.9.9");
  wait_for_change (fixture);
  ui_test_wait_shown (fixture->preferences, moved_sentence);
  g_assert_cmpstr (hall_settings_get_group (fixture->settings), ==, "239.9.9.9");
  type (fixture, "UDP port", "23456");
  wait_for_change (fixture);
  g_assert_cmpuint (hall_settings_get_port (fixture->settings), ==, 23456);
  type (fixture, "TCP port", "34567");
  wait_for_change (fixture);
  g_assert_cmpuint (hall_settings_get_tcp_port (fixture->settings), ==, 34567);
  type (fixture, "TCP port", "");
  wait_for_change (fixture);
  g_assert_cmpuint (hall_settings_get_tcp_port (fixture->settings), ==, 0);
  /* What is set elsewhere is shown. */
  g_object_set (fixture->settings, "port", 12345u, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (fixture, "UDP port"))), ==,
                   "12345");
  g_assert_false (ui_test_shows (fixture->preferences, group_sentence));
}

static const char *
get_page (Fixture *fixture)
{
  return adw_preferences_window_get_visible_page_name (
    ADW_PREFERENCES_WINDOW (fixture->preferences));
}

static void
press_on_page (Fixture    *fixture,
               const char *keys,
               const char *name)
{
  ui_test_press (keys);
  ui_test_wait_frames (fixture->preferences, 4);
  g_assert_cmpstr (get_page (fixture), ==, name);
}

/* From page to page by keys, wherever the keyboard is; and who types there changes nothing but
 * what stands at the end of an entry. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *focus;

  gtk_widget_grab_focus (find_entry (fixture, "Group"));
  press_on_page (fixture, "ctrl+Next", "history");
  press_on_page (fixture, "ctrl+Next", "history");
  press_on_page (fixture, "ctrl+Prior", "network");
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->preferences));
  g_assert_true (GTK_IS_TEXT (focus));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL));
  press_on_page (fixture, "ctrl+Prior", "privacy");
  press_on_page (fixture, "ctrl+Prior", "general");
  press_on_page (fixture, "ctrl+Prior", "general");
}

static gboolean
is_closed (gpointer data)
{
  return !gtk_widget_get_visible (((Fixture *) data)->preferences);
}

/* A toast does not keep Escape for itself. */
static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_window_set_hide_on_close (GTK_WINDOW (fixture->preferences), TRUE);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (fixture->preferences),
                                    adw_toast_new ("Deleted"));
  ui_test_wait_shown (fixture->preferences, "Deleted");
  ui_test_press ("Escape");
  ui_test_wait (is_closed, fixture);
  gtk_window_set_hide_on_close (GTK_WINDOW (fixture->preferences), FALSE);
  gtk_window_present (GTK_WINDOW (fixture->preferences));
}

static void
refuse (Fixture    *fixture,
        const char *title,
        const char *text,
        const char *sentence)
{
  GtkWidget *row = find_entry (fixture, title);

  type (fixture, title, text);
  ui_test_wait_shown (fixture->preferences, sentence);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, text);
  gtk_editable_set_text (GTK_EDITABLE (row), "1");
  g_assert_false (ui_test_shows (fixture->preferences, sentence));
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

/* Refused in place: a sentence, what was typed stays to be mended, nothing is saved. */
static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  refuse (fixture, "Group", "10.1.2.3", group_sentence);
  refuse (fixture, "Group", "everybody", group_sentence);
  refuse (fixture, "Group", "", group_sentence);
  refuse (fixture, "UDP port", "0", port_sentence);
  refuse (fixture, "UDP port", "65536", port_sentence);
  refuse (fixture, "UDP port", "-1", port_sentence);
  refuse (fixture, "UDP port", "", port_sentence);
  refuse (fixture, "TCP port", "port", tcp_sentence);
  g_assert_cmpstr (hall_settings_get_group (fixture->settings), ==, "239.1.2.3");
  g_assert_cmpuint (hall_settings_get_port (fixture->settings), ==, 12345);
  g_assert_cmpuint (hall_settings_get_tcp_port (fixture->settings), ==, 0);
  /* Then mended. */
  type (fixture, "UDP port", "23456");
  wait_for_change (fixture);
}

static GtkSwitch *
find_switch (Fixture    *fixture,
             const char *name)
{
  GtkWidget *row = find_row (fixture->preferences, ADW_TYPE_ACTION_ROW, name);

  return row != NULL ? GTK_SWITCH (ui_test_find (row, GTK_TYPE_SWITCH)) : NULL;
}

/* One row each, as long as it is there; what cannot be chosen goes back. */
static void
test_interfaces (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkSwitch *eth = find_switch (fixture, "eth0");
  g_autoptr (GPtrArray) choices = NULL;

  g_assert_true (gtk_switch_get_active (eth));
  g_assert_true (ui_test_shows (fixture->preferences, "10.0.0.2/24, fe80::1/64"));
  fake_session_set_interface (fixture->session, "docker0", "172.17.0.1/16",
                              HALL_INTERFACE_STATE_SET_ASIDE);
  g_assert_true (find_switch (fixture, "eth0") == eth);
  ui_test_wait_frames (fixture->preferences, 2);
  g_assert_false (gtk_switch_get_active (find_switch (fixture, "docker0")));
  gtk_switch_set_active (find_switch (fixture, "docker0"), TRUE);
  gtk_switch_set_active (eth, FALSE);
  choices = hall_session_list_interfaces (fixture->session);
  g_assert_false (((HallInterfaceChoice *) choices->pdata[0])->chosen);
  g_assert_true (((HallInterfaceChoice *) choices->pdata[1])->chosen);

  fake_session_fail_next (fixture->session, "At least one network interface has to be used.");
  gtk_switch_set_active (find_switch (fixture, "docker0"), FALSE);
  g_assert_true (gtk_switch_get_active (find_switch (fixture, "docker0")));
  ui_test_wait_shown (fixture->preferences, "At least one network interface has to be used.");
  fake_session_remove_interface (fixture->session, "docker0");
  g_assert_null (find_switch (fixture, "docker0"));
  g_assert_true (find_switch (fixture, "eth0") == eth);
}

static gboolean
is_docker_gone (gpointer data)
{
  return find_switch (data, "docker0") == NULL;
}

/* Switched off, it is none of those that can be chosen: its row goes, but not in the middle of
 * that. */
static void
test_interface_goes (Fixture       *fixture,
                     gconstpointer  data)
{
  fake_session_set_interface (fixture->session, "docker0", "", HALL_INTERFACE_STATE_DISCONNECTED);
  gtk_switch_set_active (find_switch (fixture, "docker0"), FALSE);
  ui_test_wait (is_docker_gone, fixture);
  g_assert_true (gtk_switch_get_active (find_switch (fixture, "eth0")));
}

static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  fake_session_set_network_problem (fixture->session, "Another program has TCP port 34567.");
  ui_test_wait_shown (fixture->preferences, "Another program has TCP port 34567.");
  fake_session_set_network_problem (fixture->session, NULL);
  ui_test_wait_gone (fixture->preferences, "Another program has TCP port 34567.");
}

static gboolean
is_checking (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HALL_IS_NETWORK_DIALOG (window) && gtk_widget_get_mapped (window))
        {
          *(GtkWidget **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog = NULL;

  adw_action_row_activate (ADW_ACTION_ROW (find_row (fixture->preferences, ADW_TYPE_ACTION_ROW,
                                                     "Check the Network")));
  ui_test_wait (is_checking, &dialog);
  ui_test_close (GTK_WINDOW (dialog));
}

/* What an administrator has set is seen, and cannot be changed. */
static void
test_fixed (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "hallway.conf", NULL);
  Fixture fixture;
  GtkWidget *port;

  g_assert_true (g_file_set_contents (path, "[Network]\nport=23456\ninterfaces=eth0\n", -1, NULL));
  g_setenv ("HALLWAY_SYSTEM_CONFIG", path, TRUE);
  set_up (&fixture, NULL);
  port = find_entry (&fixture, "UDP port");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (port)), ==,
                   "UDP port (set by the administrator)");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (port)), ==, "23456");
  g_assert_false (gtk_widget_is_sensitive (port));
  g_assert_true (gtk_widget_is_sensitive (find_entry (&fixture, "Group")));
  g_assert_true (gtk_widget_is_sensitive (find_entry (&fixture, "TCP port")));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_switch (&fixture, "eth0"))));
  g_assert_true (ui_test_shows (fixture.preferences, "Set by the administrator"));
  tear_down (&fixture, NULL);
  g_unsetenv ("HALLWAY_SYSTEM_CONFIG");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/preferences-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("good", test_good);
  ADD ("pages", test_pages);
  ADD ("escape", test_escape);
  ADD ("bad", test_bad);
  ADD ("interfaces", test_interfaces);
  ADD ("interface-goes", test_interface_goes);
  ADD ("problem", test_problem);
  ADD ("check", test_check);
#undef ADD
  g_test_add_func ("/ui/preferences-network/fixed", test_fixed);
  return g_test_run ();
}
