/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-network-page.c: "Check the Network": what it says, what stays, what is copied.
 */

#define G_LOG_DOMAIN "test-network-page"

#include "config.h"

#include "hall-copy-button.h"
#include "hall-network-dialog.h"
#include "hall-network-finding.h"
#include "hall-network-topic.h"

#include "fake-session-diagnosis.h"
#include "ui-test.h"

#define COMMAND "sudo ufw allow Hallway"

static const FakeFinding first[] = {
  { HALL_TOPIC_FIREWALL, HALL_SEVERITY_CAUTION, "firewall-in", "ufw", "ufw is active.",
    "Let Hallway in.", COMMAND },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "eth0", "eth0: 3 heard.", NULL, NULL },
  { HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "interface", "<b>tun0</b>", "<b>tun0</b> is aside.",
    NULL, NULL },
  /* Seen with the address. */
  { HALL_TOPIC_PEOPLE, HALL_SEVERITY_GOOD, "address", "10.0.0.1", "Connected.", NULL, NULL },
};

typedef struct
{
  HallSession *session;
  HallDiagnosis *diagnosis;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->diagnosis = fake_session_get_diagnosis (fixture->session);
  fixture->dialog = hall_network_dialog_new (fixture->session, NULL);
  ui_test_wait_active (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    ui_test_close (GTK_WINDOW (fixture->dialog));
  g_assert_cmpuint (fake_session_count_looking (fixture->session), ==, 0);
  g_assert_finalize_object (fixture->session);
}

static void
find_first (Fixture *fixture)
{
  fake_session_find (fixture->session, first, G_N_ELEMENTS (first), "Look at this.");
  ui_test_wait_frames (fixture->dialog, 2);
}

static void
collect (GtkWidget *root,
         GType      type,
         GPtrArray *found)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* The rows from top to bottom: "code:subject …". */
static char *
describe_rows (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  ui_test_wait_frames (fixture->dialog, 2);
  collect (fixture->dialog, HALL_TYPE_NETWORK_FINDING, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      HallFinding *finding = hall_network_finding_get_finding (g_ptr_array_index (rows, i));
      const char *subject = hall_finding_get_subject (finding);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", hall_finding_get_code (finding),
                              subject != NULL ? subject : "");
    }
  return g_string_free (text, FALSE);
}

static void
expect_rows (Fixture    *fixture,
             const char *expected)
{
  g_autofree char *rows = describe_rows (fixture);

  g_assert_cmpstr (rows, ==, expected);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  GtkLabel *label = ui_test_find_label (fixture->dialog, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_NETWORK_FINDING);
}

static void
check_head (Fixture      *fixture,
            HallSeverity  severity,
            const char   *word,
            const char   *icon_name,
            const char   *style)
{
  const FakeFinding finding = { HALL_TOPIC_PEOPLE, severity, "people", NULL, "One.", NULL, NULL };
  GtkWidget *icon = ui_test_find (ui_test_find (fixture->dialog, ADW_TYPE_CLAMP), GTK_TYPE_IMAGE);
  GtkWidget *row, *row_icon;

  fake_session_find (fixture->session, &finding, 1, "What it comes to.");
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_true (ui_test_shows (fixture->dialog, "What it comes to."));
  g_assert_true (ui_test_shows (fixture->dialog, word));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, icon_name);
  g_assert_true (gtk_widget_has_css_class (icon, style));
  row = find_row (fixture, "One.");
  row_icon = ui_test_find (row, GTK_TYPE_IMAGE);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (row_icon)), ==, icon_name);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row_icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       word);
}

/* Each by a word and a form, not by its colour alone. */
static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *head;

  g_assert_true (ui_test_shows (fixture->dialog, "Looking at the network…"));
  g_assert_false (ui_test_shows (fixture->dialog, "Note"));
  expect_rows (fixture, "");
  check_head (fixture, HALL_SEVERITY_GOOD, "Good", "hall-good-symbolic", "success");
  check_head (fixture, HALL_SEVERITY_CAUTION, "Needs attention", "hall-caution-symbolic",
              "warning");
  check_head (fixture, HALL_SEVERITY_BAD, "Problem", "hall-bad-symbolic", "error");
  check_head (fixture, HALL_SEVERITY_NOTE, "Note", "hall-note-symbolic", "dim-label");
  g_assert_false (ui_test_shows (fixture->dialog, "Looking at the network…"));
  /* What is good so far is not said to be good. */
  fake_session_find (fixture->session, &first[1], 1, "Looking at the network…");
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_true (ui_test_shows (fixture->dialog, "Looking at the network…"));
  g_assert_false (ui_test_shows (fixture->dialog, "Good"));
  fake_session_find (fixture->session, &first[1], 1, "What it comes to.");
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_true (ui_test_shows (fixture->dialog, "Good"));
  head = gtk_widget_get_parent (GTK_WIDGET (ui_test_find_label (fixture->dialog,
                                                                "What it comes to.")));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (head)), ==,
                   GTK_ACCESSIBLE_ROLE_STATUS);
}

/* By topic, those without findings left out; markup is text. */
static void
test_topics (Fixture       *fixture,
             gconstpointer  data)
{
  find_first (fixture);
  expect_rows (fixture, "interface:eth0 interface:<b>tun0</b> firewall-in:ufw");
  g_assert_true (ui_test_shows (fixture->dialog, "Network Interfaces"));
  g_assert_true (ui_test_shows (fixture->dialog, "Firewall"));
  g_assert_false (ui_test_shows (fixture->dialog, "People"));
  g_assert_false (ui_test_shows (fixture->dialog, "Connections"));
  g_assert_false (ui_test_shows (fixture->dialog, "Other"));
  g_assert_true (ui_test_shows (fixture->dialog, "<b>tun0</b> is aside."));
  g_assert_true (ui_test_shows (fixture->dialog, "Let Hallway in."));
  g_assert_true (ui_test_shows (fixture->dialog, COMMAND));
  fake_session_find (fixture->session, first, 1, "Less.");
  expect_rows (fixture, "firewall-in:ufw");
  g_assert_false (ui_test_shows (fixture->dialog, "Network Interfaces"));
}

/* What is said anew about the same thing changes the row's words: it stays, and the keyboard in it;
 * also when others come before it, or change places. */
static void
test_rows_stay (Fixture       *fixture,
                gconstpointer  data)
{
  FakeFinding later[] = {
    { HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-out", "nftables", "Out.", NULL, NULL },
    { HALL_TOPIC_FIREWALL, HALL_SEVERITY_BAD, "firewall-in", "ufw", "ufw is still active.",
      "Let it in.", COMMAND },
    { HALL_TOPIC_INTERFACE, HALL_SEVERITY_NOTE, "interface", "<b>tun0</b>", "Aside.", NULL, NULL },
    { HALL_TOPIC_INTERFACE, HALL_SEVERITY_GOOD, "interface", "eth0", "eth0: 4 heard.", NULL, NULL },
  };
  GtkWidget *row, *copy;

  find_first (fixture);
  row = find_row (fixture, "ufw is active.");
  copy = ui_test_find_button (row, "Copy Command");
  gtk_widget_grab_focus (copy);
  fake_session_find (fixture->session, later, G_N_ELEMENTS (later), "Look again.");
  expect_rows (fixture, "interface:<b>tun0</b> interface:eth0 firewall-out:nftables "
                        "firewall-in:ufw");
  g_assert_true (find_row (fixture, "ufw is still active.") == row);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)) == copy);
  g_assert_true (ui_test_shows (fixture->dialog, "eth0: 4 heard."));

  /* The command is not needed any more: the keyboard stays on the row. */
  later[1].command = NULL;
  fake_session_find (fixture->session, later, G_N_ELEMENTS (later), "Look again.");
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_false (ui_test_shows (fixture->dialog, COMMAND));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)) == row);
  /* Nor the row: it goes on to the one above. */
  later[1] = later[2];
  fake_session_find (fixture->session, later, 2, "Look again.");
  expect_rows (fixture, "interface:<b>tun0</b> firewall-out:nftables");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)) == find_row (fixture, "Out."));
  /* And with the last of a topic it stays in the window. */
  fake_session_find (fixture->session, &later[1], 1, "Look again.");
  expect_rows (fixture, "interface:<b>tun0</b>");
  g_assert_true (gtk_widget_get_mapped (gtk_window_get_focus (GTK_WINDOW (fixture->dialog))));
}

static void
text_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(char **) data != NULL;
}

static void
expect_clipboard (Fixture    *fixture,
                  const char *expected)
{
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->dialog), NULL, text_cb, &text);
  ui_test_wait (is_there, &text);
  g_assert_cmpstr (text, ==, expected);
}

/* What is copied is said on the button, for a while. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *heading = hall_session_describe_program (fixture->session);
  g_autofree char *report = NULL;

  find_first (fixture);
  ui_test_click (fixture->dialog, "Copy Command");
  g_assert_true (ui_test_shows (fixture->dialog, "Copied"));
  g_assert_false (ui_test_shows (fixture->dialog, "Copy Command"));
  expect_clipboard (fixture, COMMAND);
  ui_test_wait_shown (fixture->dialog, "Copy Command");
  g_assert_false (ui_test_shows (fixture->dialog, "Copied"));

  ui_test_click (fixture->dialog, "Copy Report");
  g_assert_true (ui_test_shows (fixture->dialog, "Copied"));
  report = hall_diagnosis_build_report (fixture->diagnosis, heading);
  g_assert_nonnull (strstr (report, "eth0: 3 heard."));
  expect_clipboard (fixture, report);
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  ui_test_wait_frames (fixture->dialog, 2);
  return gtk_window_get_focus (GTK_WINDOW (fixture->dialog));
}

typedef struct
{
  Fixture *fixture;
  GtkWidget *widget;
} Wanted;

static gboolean
has_focus (gpointer data)
{
  Wanted *wanted = data;

  return gtk_window_get_focus (GTK_WINDOW (wanted->fixture->dialog)) == wanted->widget;
}

static void
press_until (Fixture    *fixture,
             const char *key,
             GtkWidget  *wanted)
{
  for (guint i = 0; i < 12 && get_focus (fixture) != wanted; i++)
    {
      GtkWidget *before = get_focus (fixture);

      ui_test_press (key);
      while (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)) == before)
        g_main_context_iteration (NULL, TRUE);
    }
  ui_test_wait (has_focus, &(Wanted) { fixture, wanted });
}

static gboolean
is_asked_again (gpointer data)
{
  return fake_session_count_repeats (((Fixture *) data)->session) == 1;
}

static gboolean
is_closed (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* "Check Again" first, then what was found in order, then the box for addresses; Esc closes. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  gpointer dialog = fixture->dialog;
  GtkWidget *entry;

  find_first (fixture);
  g_assert_true (get_focus (fixture) == ui_test_find_button (fixture->dialog, "Check Again"));
  ui_test_press ("Return");
  ui_test_wait (is_asked_again, fixture);
  press_until (fixture, "Tab", ui_test_find_button (fixture->dialog, "Copy Report"));
  press_until (fixture, "Tab", find_row (fixture, "eth0: 3 heard."));
  press_until (fixture, "Tab", find_row (fixture, "ufw is active."));
  press_until (fixture, "Tab", ui_test_find_button (fixture->dialog, "Copy Command"));
  ui_test_press ("space");
  ui_test_wait_shown (fixture->dialog, "Copied");
  entry = ui_test_find (fixture->dialog, GTK_TYPE_TEXT);
  press_until (fixture, "Tab", entry);
  press_until (fixture, "shift+Tab", find_row (fixture, "ufw is active."));
  g_object_add_weak_pointer (dialog, &dialog);
  fixture->dialog = NULL;
  ui_test_press ("Escape");
  ui_test_wait (is_closed, &dialog);
}

/* One button does what the advice says; not where somebody else has decided. */
static void
test_usual_port (Fixture       *fixture,
                 gconstpointer  data)
{
  const FakeFinding finding = { HALL_TOPIC_PEOPLE, HALL_SEVERITY_BAD, "other-port", NULL,
                                "Hallway is set to port 23456.", "Change it.", NULL };
  HallSettings *settings = hall_session_get_settings (fixture->session);
  guint usual = hall_settings_get_port (settings);

  find_first (fixture);
  g_assert_null (ui_test_find_button (fixture->dialog, "Use the Usual Port"));
  g_object_set (settings, "port", 23456u, NULL);
  g_assert_cmpuint (hall_settings_get_port (settings), ==, 23456);
  fake_session_find (fixture->session, &finding, 1, "Look at this.");
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_true (gtk_widget_get_sensitive (ui_test_find_button (fixture->dialog,
                                                                "Use the Usual Port")));
  ui_test_click (fixture->dialog, "Use the Usual Port");
  g_assert_cmpuint (hall_settings_get_port (settings), ==, usual);
  gtk_widget_action_set_enabled (fixture->dialog, HALL_NETWORK_FINDING_USUAL_PORT, FALSE);
  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (fixture->dialog,
                                                                 "Use the Usual Port")));
}

/* It says that it is busy, and takes the same place when it is not. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *spinner = ui_test_find (fixture->dialog, GTK_TYPE_SPINNER);
  GtkWidget *box = gtk_widget_get_parent (spinner);
  int height = gtk_widget_get_height (box);

  g_assert_cmpfloat (gtk_widget_get_opacity (box), ==, 0);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
  hall_diagnosis_set_busy (fixture->diagnosis, TRUE);
  ui_test_wait_frames (fixture->dialog, 2);
  g_assert_cmpfloat (gtk_widget_get_opacity (box), ==, 1);
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);
  g_assert_cmpint (gtk_widget_get_height (box), ==, height);
  g_assert_cmpint (height, >, 0);
}

/* Examined while it is seen, and no longer. */
static void
test_looking (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpuint (fake_session_count_looking (fixture->session), ==, 1);
  gtk_widget_set_visible (fixture->dialog, FALSE);
  g_assert_cmpuint (fake_session_count_looking (fixture->session), ==, 0);
  fake_session_find (fixture->session, first, G_N_ELEMENTS (first), "Look at this.");
  ui_test_wait_active (GTK_WINDOW (fixture->dialog));
  g_assert_cmpuint (fake_session_count_looking (fixture->session), ==, 1);
  g_assert_true (ui_test_shows (fixture->dialog, "Look at this."));
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *row, *copy;

  find_first (fixture);
  row = find_row (fixture, "ufw is active.");
  copy = ui_test_find_button (row, "Copy Command");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Needs attention: ufw is active.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Let Hallway in.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       COMMAND);
  row = find_row (fixture, "eth0: 3 heard.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Good: eth0: 3 heard.");
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       ui_test_find_label (fixture->dialog, "Network Interfaces"),
                                       NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/network-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("topics", test_topics);
  ADD ("rows-stay", test_rows_stay);
  ADD ("copy", test_copy);
  ADD ("keyboard", test_keyboard);
  ADD ("usual-port", test_usual_port);
  ADD ("busy", test_busy);
  ADD ("looking", test_looking);
  ADD ("names", test_names);
#undef ADD
  return g_test_run ();
}
