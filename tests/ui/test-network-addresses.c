/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-network-addresses.c: addresses by hand: typing, refusing, following, removing.
 */

#define G_LOG_DOMAIN "test-network-addresses"

#include "config.h"

#include "hall-network-address.h"
#include "hall-network-dialog.h"

#include "fake-session-diagnosis.h"
#include "ui-test.h"

#define NOT_ONE "This is neither a name nor an address."

typedef struct
{
  HallSession *session;
  GListModel *addresses;
  GtkWidget *dialog;
  GtkWidget *entry;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->addresses = hall_session_get_manual_addresses (fixture->session);
  fixture->dialog = hall_network_dialog_new (fixture->session, NULL);
  ui_test_wait_active (GTK_WINDOW (fixture->dialog));
  fixture->entry = ui_test_find (fixture->dialog, GTK_TYPE_ENTRY);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->dialog));
  g_assert_finalize_object (fixture->session);
}

typedef struct
{
  Fixture *fixture;
  const char *address;
} Wanted;

static gboolean
is_added (gpointer data)
{
  Wanted *wanted = data;

  return fake_session_lookup_address (wanted->fixture->session, wanted->address) != NULL;
}

static HallManualAddress *
add (Fixture    *fixture,
     const char *address)
{
  g_assert_true (hall_session_add_manual_address (fixture->session, address, NULL));
  ui_test_wait_frames (fixture->dialog, 3);
  return fake_session_lookup_address (fixture->session, address);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *address)
{
  GtkLabel *label = ui_test_find_label (fixture->dialog, address);

  return label != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_NETWORK_ADDRESS)
                       : NULL;
}

static const char *
get_text (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (fixture->entry));
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->dialog));
}

/* Enter adds, and so does the button; the box is empty again and has the keyboard. */
static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *button = ui_test_find_button (fixture->dialog, "_Add");

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_widget_grab_focus (fixture->entry);
  ui_test_wait_frames (fixture->dialog, 2);
  ui_test_type ("10.1.2.3");
  ui_test_press ("Return");
  ui_test_wait (is_added, &(Wanted) { fixture, "10.1.2.3" });
  ui_test_wait_shown (fixture->dialog, "10.1.2.3");
  g_assert_cmpstr (get_text (fixture), ==, "");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), fixture->entry));

  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), " mina-pc:12345 ");
  g_assert_true (gtk_widget_get_sensitive (button));
  ui_test_click (fixture->dialog, "_Add");
  ui_test_wait_shown (fixture->dialog, "mina-pc:12345");
  g_assert_cmpuint (g_list_model_get_n_items (fixture->addresses), ==, 2);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), fixture->entry));
}

/* What is wrong is said below, until one types on; what was typed stays. */
static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->entry),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Name or address");
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "   ");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (g_list_model_get_n_items (fixture->addresses), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "over there");
  g_signal_emit_by_name (fixture->entry, "activate");
  ui_test_wait_shown (fixture->dialog, NOT_ONE);
  g_assert_cmpstr (get_text (fixture), ==, "over there");
  g_assert_true (gtk_widget_has_css_class (fixture->entry, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpint (gtk_accessible_get_accessible_role
                     (GTK_ACCESSIBLE (ui_test_find_label (fixture->dialog, NOT_ONE))), ==,
                   GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "over.there");
  g_assert_false (ui_test_shows (fixture->dialog, NOT_ONE));
  g_assert_false (gtk_widget_has_css_class (fixture->entry, "error"));
  g_signal_emit_by_name (fixture->entry, "activate");
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "over.there");
  g_signal_emit_by_name (fixture->entry, "activate");
  ui_test_wait_shown (fixture->dialog, "This address is there already.");
  g_assert_cmpuint (g_list_model_get_n_items (fixture->addresses), ==, 1);
}

/* In words, as it goes; names are text. */
static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  HallPerson *mina = fake_session_add_person (fixture->session, "<b>Mina</b>",
                                              HALL_PRESENCE_AVAILABLE);
  HallManualAddress *address = add (fixture, "10.1.2.3");
  GtkWidget *row = find_row (fixture, "10.1.2.3");

  g_assert_true (ui_test_shows (row, "Connecting…"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_SPINNER));
  hall_manual_address_set_state (address, HALL_REACH_CONNECTED, NULL, mina);
  ui_test_wait_shown (row, "Connected to <b>Mina</b>");
  g_assert_null (ui_test_find (row, GTK_TYPE_SPINNER));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "10.1.2.3: Connected to <b>Mina</b>");
  hall_manual_address_set_state (address, HALL_REACH_FAILED, "Nobody is there.", NULL);
  ui_test_wait_shown (row, "Nobody is there.");
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (ui_test_find (row, GTK_TYPE_IMAGE))), ==,
                   "hall-caution-symbolic");
  g_assert_true (find_row (fixture, "10.1.2.3") == row);
}

/* Each button has a name of its own; the keyboard goes on to the next one, and last to the box. */
static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *button;

  add (fixture, "10.0.0.1");
  add (fixture, "10.0.0.2");
  add (fixture, "10.0.0.3");
  button = ui_test_find (find_row (fixture, "10.0.0.2"), GTK_TYPE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove 10.0.0.2");
  gtk_widget_grab_focus (button);
  ui_test_press ("space");
  ui_test_wait_gone (fixture->dialog, "10.0.0.2");
  g_assert_null (fake_session_lookup_address (fixture->session, "10.0.0.2"));
  button = ui_test_find (find_row (fixture, "10.0.0.3"), GTK_TYPE_BUTTON);
  g_assert_true (get_focus (fixture) == button);
  ui_test_press ("space");
  ui_test_wait_gone (fixture->dialog, "10.0.0.3");
  button = ui_test_find (find_row (fixture, "10.0.0.1"), GTK_TYPE_BUTTON);
  g_assert_true (get_focus (fixture) == button);
  ui_test_press ("space");
  ui_test_wait_gone (fixture->dialog, "10.0.0.1");
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), fixture->entry));
  g_assert_cmpuint (g_list_model_get_n_items (fixture->addresses), ==, 0);
}

static void
test_fixed (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *row;

  fake_session_fix_address (fixture->session, "10.9.9.9");
  add (fixture, "10.0.0.1");
  row = find_row (fixture, "10.9.9.9");
  g_assert_true (ui_test_shows (row, "Set by the administrator"));
  g_assert_null (ui_test_find (row, GTK_TYPE_BUTTON));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Set by the administrator");
  g_assert_false (ui_test_shows (find_row (fixture, "10.0.0.1"), "Set by the administrator"));
  /* The only neighbour of one that goes. */
  gtk_widget_grab_focus (ui_test_find (find_row (fixture, "10.0.0.1"), GTK_TYPE_BUTTON));
  ui_test_press ("space");
  ui_test_wait_gone (fixture->dialog, "10.0.0.1");
  g_assert_true (get_focus (fixture) == row);
}

/* What the administrator has fixed is seen and cannot be changed. */
static void
test_administered (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "hallway.conf", NULL);
  const FakeFinding finding = { HALL_TOPIC_PEOPLE, HALL_SEVERITY_BAD, "other-port", NULL, "Port.",
                                NULL, NULL };
  Fixture fixture;

  g_assert_true (g_file_set_contents (path, "[Network]\nport=23456\naddresses=10.9.9.9\n", -1,
                                      NULL));
  g_setenv ("HALLWAY_SYSTEM_CONFIG", path, TRUE);
  set_up (&fixture, NULL);
  fake_session_find (fixture.session, &finding, 1, "Look at this.");
  ui_test_wait_frames (fixture.dialog, 2);
  g_assert_false (gtk_widget_is_sensitive (fixture.entry));
  g_assert_false (gtk_widget_is_sensitive (ui_test_find_button (fixture.dialog,
                                                                "Use the Usual Port")));
  g_assert_true (gtk_widget_is_sensitive (ui_test_find_button (fixture.dialog, "Check Again")));
  tear_down (&fixture, NULL);
  g_unsetenv ("HALLWAY_SYSTEM_CONFIG");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/network-addresses/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("add", test_add);
  ADD ("errors", test_errors);
  ADD ("states", test_states);
  ADD ("remove", test_remove);
  ADD ("fixed", test_fixed);
#undef ADD
  g_test_add_func ("/ui/network-addresses/administered", test_administered);
  return g_test_run ();
}
