/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-window.c: the whole window by keyboard, narrow and wide, and its notifications.
 *
 * Notifications are read as the desktop would get them: the test is their service on its bus.
 */

#define G_LOG_DOMAIN "test-window"

#include "config.h"

#include "hall-application.h"
#include "hall-main-view.h"
#include "hall-message-row.h"
#include "hall-message-view.h"
#include "hall-notifier.h"
#include "hall-session-talk.h"
#include "hall-sidebar.h"
#include "hall-switcher.h"
#include "hall-ui.h"
#include "hall-window.h"

#include "notification-service.h"
#include "sample.h"
#include "ui-test.h"

typedef struct
{
  GApplication *application;
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallRoom *strange;
  HallWindow *window;
} Fixture;

/* One for all tests: registered applications keep their place on the bus. */
static GApplication *application;

static void
register_application (void)
{
  const HallAccelerator *accelerators;
  guint n_accelerators;
  g_autoptr (GError) error = NULL;

  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID ".Test",
                              "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  accelerators = hall_application_get_accelerators (&n_accelerators);
  for (guint i = 0; i < n_accelerators; i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->application = application;
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fixture->strange = fake_session_add_room (fixture->session, "strange", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fixture->window = hall_window_new (GTK_APPLICATION (fixture->application), fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
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

static gboolean
has_composer_focus (gpointer data)
{
  Fixture *fixture = data;

  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

static HallRoom *
get_room (Fixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_MAIN_VIEW);

  return hall_main_view_get_room (HALL_MAIN_VIEW (view));
}

static gboolean
is_strange (gpointer data)
{
  Fixture *fixture = data;

  return get_room (fixture) == fixture->strange;
}

static gboolean
has_switcher (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (HALL_IS_SWITCHER (window) && gtk_window_is_active (window))
        return TRUE;
    }
  return FALSE;
}

/* From room to room, to the search and back, without a mouse. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *focus;

  ui_test_press ("alt+Down");
  expect_shown (fixture, "Message ours");
  ui_test_wait (has_composer_focus, fixture);
  g_assert_true (get_room (fixture) == fixture->room);

  ui_test_press ("ctrl+k");
  ui_test_wait (has_switcher, NULL);
  ui_test_type ("stra");
  ui_test_press ("Return");
  ui_test_wait (is_strange, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);

  /* "Join" has the keyboard; after joining, the composer has it. */
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (GTK_IS_BUTTON (focus));
  ui_test_press ("Return");
  expect_shown (fixture, "Message strange");
  ui_test_wait (has_composer_focus, fixture);
  g_assert_cmpuint (fake_session_count_joins (fixture->session), ==, 1);

  ui_test_press ("F6");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_false (has_composer_focus (fixture));
  ui_test_press ("Escape");
  ui_test_wait (has_composer_focus, fixture);
  ui_test_press ("F9");
  expect_shown (fixture, "Members");
  ui_test_press ("alt+Up");
  expect_shown (fixture, "Message ours");
}

/* Sidebar, conversation, message box, and around. */
static void
test_panes (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *list;

  fake_session_say (fixture->session, fixture->room, fixture->mina, "hello",
                    g_get_real_time () / 1000, TRUE);
  hall_window_open_room (fixture->window, fixture->room);
  expect_shown (fixture, "hello");
  ui_test_wait (has_composer_focus, fixture);
  list = gtk_widget_get_ancestor (GTK_WIDGET (ui_test_find (GTK_WIDGET (fixture->window),
                                                            HALL_TYPE_MESSAGE_ROW)),
                                  GTK_TYPE_LIST_VIEW);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *focus;

      ui_test_press ("F6");
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_nonnull (gtk_widget_get_ancestor (focus, HALL_TYPE_SIDEBAR));
      ui_test_press ("F6");
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (gtk_widget_is_ancestor (focus, list));
      ui_test_press ("F6");
      ui_test_wait (has_composer_focus, fixture);
    }
}

static char *
get_focused_name (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  GtkLabel *label = GTK_LABEL (ui_test_find (focus, GTK_TYPE_LABEL));

  return g_strdup (label != NULL ? gtk_label_get_text (label) : "");
}

/* The arrow keys go through rooms and people, and over the headings. */
static void
test_arrows (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const steps[][2] = {
    { "Down", "strange" }, { "Down", "Mina" }, { "Down", "Mina" }, { "Up", "strange" },
    { "Up", "ours" }, { "Up", "ours" },
  };

  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  ui_test_press ("F6");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = NULL;

      ui_test_press (steps[i][0]);
      ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
      name = get_focused_name (fixture);
      g_assert_cmpstr (name, ==, steps[i][1]);
    }
  ui_test_press ("Return");
  ui_test_wait (has_composer_focus, fixture);
}

static gboolean
has_room (gpointer data)
{
  Fixture *fixture = data;
  HallRoom *room = get_room (fixture);

  return room != NULL && g_str_equal (hall_room_get_name (room), "new one");
}

static gboolean
has_read (gpointer data)
{
  Fixture *fixture = data;

  return hall_room_get_unread (get_room (fixture)) == 0;
}

static gboolean
is_dialog_active (gpointer data)
{
  Fixture *fixture = data;

  return !gtk_window_is_active (GTK_WINDOW (fixture->window));
}

static void
test_create_room (Fixture       *fixture,
                  gconstpointer  data)
{
  ui_test_press ("ctrl+n");
  ui_test_wait (is_dialog_active, fixture);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
  ui_test_type ("new one");
  ui_test_press ("Return");
  ui_test_wait (has_room, fixture);
  ui_test_wait (has_composer_focus, fixture);

  /* The window is active again, so what is said in the room is read. */
  fake_session_say (fixture->session, get_room (fixture), fixture->mina, "hello",
                    g_get_real_time () / 1000, TRUE);
  expect_shown (fixture, "hello");
  ui_test_wait (has_read, fixture);
}

/* For a page that is higher than the lowest window, GTK makes the narrowest one so wide that the
 * page is lower. */
static void
assert_low (Fixture   *fixture,
            GtkWidget *view)
{
  GtkLabel *label = ui_test_find_label (view, "Pick a room, or create one");
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_STACK);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  int width, height, lowest;

  gtk_css_provider_load_from_resource (style, HALL_UI_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (view),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  ui_test_wait_frames (view, 3);
  gtk_widget_get_size_request (GTK_WIDGET (fixture->window), NULL, &lowest);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, lowest);
  gtk_style_context_remove_provider_for_display (gtk_widget_get_display (view),
                                                 GTK_STYLE_PROVIDER (style));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_MAIN_VIEW);

  assert_low (fixture, view);
  hall_window_open_room (fixture->window, fixture->room);
  g_assert_false (hall_main_view_get_folded (HALL_MAIN_VIEW (view)));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 600);
  ui_test_wait_frames (view, 10);
  g_assert_false (hall_main_view_get_folded (HALL_MAIN_VIEW (view)));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 600);
  ui_test_wait_frames (view, 10);
  g_assert_true (hall_main_view_get_folded (HALL_MAIN_VIEW (view)));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);

  /* One side at a time: what is open, then the sidebar. */
  g_assert_true (ui_test_shows (view, "Message ours"));
  g_assert_false (ui_test_shows (view, "People"));
  gtk_widget_activate_action (view, "win.back", NULL);
  ui_test_wait_frames (view, 10);
  g_assert_true (ui_test_shows (view, "People"));
  g_assert_false (ui_test_shows (view, "Message ours"));
  g_assert_false (hall_window_is_showing (fixture->window, fixture->room));
}

static gboolean
contains (GPtrArray  *accelerators,
          const char *wanted)
{
  guint wanted_key, key;
  GdkModifierType wanted_modifiers, modifiers;

  g_assert_true (gtk_accelerator_parse (wanted, &wanted_key, &wanted_modifiers));
  for (guint i = 0; i < accelerators->len; i++)
    {
      g_assert_true (gtk_accelerator_parse (g_ptr_array_index (accelerators, i), &key,
                                            &modifiers));
      if (key == wanted_key && modifiers == wanted_modifiers)
        return TRUE;
    }
  return FALSE;
}

static void
collect_accelerators (GtkWidget *widget,
                      GPtrArray *found)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      /* The window holds each once more for its search. */
      if (contains (found, accelerator))
        g_free (accelerator);
      else
        g_ptr_array_add (found, accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_accelerators (child, found);
}

/* What the shortcuts window says is what is registered, and the other way round. */
static void
test_accelerators (void)
{
  static const char *const elsewhere[] = { "Return", "<Shift>Return", "Escape", "F10", "<Shift>F10",
                                           "<Control>z" };
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource (HALL_UI_TEMPLATE ("hall-shortcuts"));
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  const HallAccelerator *accelerators;
  guint n_accelerators;

  collect_accelerators (window, said);
  accelerators = hall_application_get_accelerators (&n_accelerators);
  g_assert_cmpuint (said->len, ==, n_accelerators + G_N_ELEMENTS (elsewhere));
  for (guint i = 0; i < n_accelerators; i++)
    g_assert_true (contains (said, accelerators[i].keys[0]));
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    g_assert_true (contains (said, elsewhere[i]));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_seen (HallRoom *room,
         gpointer  user_data)
{
  return hall_window_is_showing (user_data, room);
}

/* One for what is not on screen, none for what is; withdrawn when it is read. */
static void
test_notifications (Fixture       *fixture,
                    gconstpointer  data)
{
  NotificationService service = { 0 };
  g_autoptr (HallNotifier) notifier = NULL;
  gint64 now = g_get_real_time () / 1000;

  notification_service_start (&service);
  notifier = hall_notifier_new (fixture->application, fixture->session, is_seen, fixture->window);

  /* The room is open in the active window, then its owner speaks in another one. */
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
  fake_session_say (fixture->session, fixture->room, fixture->mina, "seen", now, TRUE);
  fake_session_enter_room (fixture->session, fixture->strange, HALL_MEMBERSHIP_LIVE);
  hall_session_set_notify (fixture->session, fixture->strange, HALL_NOTIFY_ALL);
  fake_session_say (fixture->session, fixture->strange, fixture->mina, "first", now + 1, TRUE);
  fake_session_say (fixture->session, fixture->strange, fixture->mina, "<b>second</b>", now + 2,
                    TRUE);
  ui_test_wait (notification_service_has_added, &service);
  g_assert_cmpuint (service.n_added, ==, 1);
  g_assert_cmpstr (service.title, ==, "strange");
  g_assert_cmpstr (service.body, ==, "Mina: <\342\201\240b>second<\342\201\240/b>");

  hall_window_open_room (fixture->window, fixture->strange);
  ui_test_wait (notification_service_has_removed, &service);
  g_assert_cmpuint (hall_room_get_unread (fixture->strange), ==, 0);
  g_assert_cmpuint (service.n_added, ==, 1);

  notification_service_stop (&service);
}

/* The first start: a name, then the main view; a name of nothing gets a sentence. */
static void
test_welcome (void)
{
  Fixture fixture = { NULL };

  fixture.session = fake_session_new (NULL);
  fixture.window = hall_window_new (NULL, fixture.session);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 900, 600);
  ui_test_wait_active (GTK_WINDOW (fixture.window));
  expect_shown (&fixture, "Welcome to Hallway");
  ui_test_press ("ctrl+a");
  ui_test_type ("   ");
  ui_test_press ("Return");
  expect_shown (&fixture, "A name needs at least one letter.");
  ui_test_press ("ctrl+a");
  ui_test_type ("Hana");
  ui_test_press ("Return");
  expect_shown (&fixture, "Nobody else is here yet");
  g_assert_cmpstr (hall_person_get_name (hall_session_get_self (fixture.session)), ==, "Hana");
  ui_test_close (GTK_WINDOW (fixture.window));
  g_clear_object (&fixture.session);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  register_application ();
#define ADD(name, function) \
  g_test_add ("/ui/window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("keyboard", test_keyboard);
  ADD ("panes", test_panes);
  ADD ("arrows", test_arrows);
  ADD ("create-room", test_create_room);
  ADD ("narrow", test_narrow);
  ADD ("notifications", test_notifications);
#undef ADD
  g_test_add_func ("/ui/window/accelerators", test_accelerators);
  g_test_add_func ("/ui/window/welcome", test_welcome);
  return g_test_run ();
}
