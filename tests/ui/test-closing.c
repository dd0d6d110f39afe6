/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-closing.c: what closing the window means where a desktop's portal has a say; links from
 * outside.
 */

#define G_LOG_DOMAIN "test-closing"

#include "config.h"

#include "hall-session-rights.h"
#include "hall-window.h"

#include "fake-portal.h"
#include "told-application.h"
#include "ui-test.h"

#define QUESTION "Keep Hallway Running?"

HallBackground *__wrap_hall_background_new (HallProfile  *profile,
                                            HallSettings *settings);

HallBackground *
__wrap_hall_background_new (HallProfile  *profile,
                            HallSettings *settings)
{
  return hall_background_new_for (profile, settings, TRUE);
}

typedef struct
{
  HallApplication *application;
  HallSettings *settings;
  GtkWindow *window;
  GtkWindow *window_above;
  const char *text;
  guint n_asked;
  guint n_dialogs;
} Story;

/* (nullable): the dialog above the window that shows this text */
static GtkWindow *
find_dialog (Story      *story,
             const char *text)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == story->window &&
        gtk_widget_get_mapped (item->data) && ui_test_shows (item->data, text))
      return item->data;
  return NULL;
}

static gboolean
is_asking (gpointer data)
{
  Story *story = data;

  return find_dialog (story, story->text) != NULL;
}

static gboolean
is_not_asking (gpointer data)
{
  return !is_asking (data);
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_mapped (GTK_WIDGET (((Story *) data)->window));
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (((Story *) data)->window) && !is_hidden (data);
}

static gboolean
is_above_active (gpointer data)
{
  return gtk_window_is_active (((Story *) data)->window_above);
}

static gboolean
has_asked (gpointer data)
{
  return fake_portal.n_asked > ((Story *) data)->n_asked;
}

static void
wait_asking (Story      *story,
             const char *text)
{
  story->text = text;
  ui_test_wait (is_asking, story);
}

static void
answer (Story      *story,
        const char *label)
{
  ui_test_click (GTK_WIDGET (find_dialog (story, story->text)), label);
  ui_test_wait (is_not_asking, story);
}

static void
keep_running (Story *story)
{
  gtk_window_close (story->window);
  wait_asking (story, QUESTION);
  story->n_asked = fake_portal.n_asked;
  answer (story, "_Keep Running");
  ui_test_wait (has_asked, story);
}

/* What it says stands. */
static void
tell_refusal (Story *story)
{
  fake_portal.allows_background = FALSE;
  keep_running (story);
  wait_asking (story, "That Did Not Work");
  g_assert_false (is_hidden (story));
  g_assert_false (hall_settings_get_run_in_background (story->settings));
  g_assert_true (hall_settings_get_background_asked (story->settings));
  answer (story, "_Close");
  fake_portal.allows_background = TRUE;
  g_object_set (story->settings, "background-asked", FALSE, NULL);
}

static guint
count_dialogs (Story *story)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint n_dialogs = 0;

  for (GList *item = windows; item != NULL; item = item->next)
    n_dialogs += gtk_window_get_transient_for (item->data) == story->window &&
                 gtk_widget_get_mapped (item->data);
  return n_dialogs;
}

/* Impatience, before there is an answer and while the desktop thinks: there is one question. */
static void
close_again (Story *story)
{
  fake_portal.answers = FALSE;
  gtk_window_close (story->window);
  gtk_window_close (story->window);
  wait_asking (story, QUESTION);
  gtk_window_close (story->window);
  g_assert_cmpuint (count_dialogs (story), ==, 1);
  story->n_asked = fake_portal.n_asked;
  answer (story, "_Keep Running");
  gtk_window_close (story->window);
  ui_test_wait (has_asked, story);
  gtk_window_close (story->window);
  g_assert_cmpuint (count_dialogs (story), ==, 0);
  g_assert_false (is_hidden (story));
  fake_portal_answer (fake_portal.asked_path);
  ui_test_wait (is_hidden, story);
  g_assert_cmpuint (fake_portal.n_asked, ==, story->n_asked + 1);
  fake_portal.answers = TRUE;
  g_object_set (story->settings, "run-in-background", FALSE, "background-asked", FALSE, NULL);
  g_application_activate (G_APPLICATION (story->application));
  ui_test_wait (is_active, story);
}

static void
hide_and_come_back (Story *story)
{
  gtk_window_close (story->window);
  wait_asking (story, QUESTION);
  gtk_window_close (find_dialog (story, QUESTION));
  ui_test_wait (is_not_asking, story);
  g_assert_false (hall_settings_get_background_asked (story->settings));
  g_assert_false (is_hidden (story));
  keep_running (story);
  ui_test_wait (is_hidden, story);
  g_assert_true (hall_settings_get_run_in_background (story->settings));
  g_assert_true (hall_settings_get_background_asked (story->settings));
  for (guint i = 0; i < 2; i++)
    {
      g_application_activate (G_APPLICATION (story->application));
      ui_test_wait (is_active, story);
      gtk_window_close (story->window);
      g_assert_true (is_hidden (story));
      g_assert_null (find_dialog (story, QUESTION));
    }
}

static void
open_link (Story      *story,
           const char *link)
{
  g_autoptr (GFile) file = g_file_new_for_uri (link);

  g_application_open (G_APPLICATION (story->application), &file, 1, "");
}

/* It brings the window, and asks; the newest question takes the place of the one before. */
static void
follow_links (Story *story)
{
  static const char *const bad[] = {
    "hallway:", "hallway:room/nonsense", "hallway:room/\377\376", "hallway:///", "mailto:a@b.c",
  };
  HallSession *session = hall_application_get_session (story->application);
  HallPerson *mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  HallRoom *room = fake_session_add_room (session, "design", mina);
  g_autofree char *link = hall_session_make_room_link (session, room);
  g_autofree char *person = g_strconcat ("hallway:person/", hall_person_get_id (mina), NULL);
  HallPerson *other = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  g_autofree char *stranger = g_strconcat ("hallway:person/", hall_person_get_id (other), NULL);

  hall_person_set_resembles (other, mina);
  open_link (story, stranger);
  wait_asking (story, "This is not the “Mina” you know: the key is another one. It may be somebody "
               "else.\n\nA link from outside of Hallway leads to this person.");
  answer (story, "_Cancel");
  open_link (story, person);
  wait_asking (story, "Show “Mina”?");
  g_assert_false (is_hidden (story));
  open_link (story, link);
  wait_asking (story, "Join “design”?");
  g_assert_null (find_dialog (story, "Show “Mina”?"));
  /* Whoever was writing when it came. */
  story->window_above = find_dialog (story, story->text);
  ui_test_wait (is_above_active, story);
  ui_test_press ("Return");
  ui_test_wait (is_not_asking, story);
  g_assert_false (hall_room_get_is_member (room));
  open_link (story, link);
  wait_asking (story, "Join “design”?");
  answer (story, "_Join");
  g_assert_true (hall_room_get_is_member (room));
  open_link (story, link);
  wait_asking (story, "Open “design”?");
  answer (story, "_Cancel");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      open_link (story, bad[i]);
      wait_asking (story, "This Link Leads Nowhere");
      answer (story, "_Close");
    }
}

static void
tell (HallApplication *application)
{
  guint portal = fake_portal_start ();   /* GTK would ask an earlier one for more than it has */
  HallSession *session = hall_application_get_session (application);
  Story story = {
    .application = application,
    .settings = g_object_ref (hall_session_get_settings (session)),
    .window = gtk_application_get_active_window (GTK_APPLICATION (application)),
  };

  ui_test_wait (is_active, &story);
  tell_refusal (&story);
  close_again (&story);
  hide_and_come_back (&story);
  follow_links (&story);
  /* As the preferences do it. Now closing is quitting. */
  g_object_set (story.settings, "run-in-background", FALSE, NULL);
  fake_portal_end (portal);
  gtk_window_close (story.window);
  g_object_unref (story.settings);
}

static void
test_closing (void)
{
  told_application_run (tell);
}

static gboolean
has_all (gpointer data)
{
  Story *story = data;

  return count_dialogs (story) == story->n_dialogs;
}

/* Goodbyes may take a while: nothing of it is to be seen then. */
static void
tell_quitting (HallApplication *application)
{
  static const char *const actions[] = {
    "win.about", "win.check-network", "win.create-room", "win.preferences", "win.show-shortcuts",
  };
  Story story = { .window = gtk_application_get_active_window (GTK_APPLICATION (application)) };
  g_autoptr (GList) windows = NULL;

  ui_test_wait (is_active, &story);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      story.n_dialogs++;
      gtk_widget_activate_action (GTK_WIDGET (story.window), actions[i], NULL);
      ui_test_wait (has_all, &story);
    }
  story.n_dialogs++;
  gtk_window_close (story.window);
  ui_test_wait (has_all, &story);
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item != NULL; item = item->next)
    g_assert_cmpstr (gtk_widget_get_mapped (item->data) ? G_OBJECT_TYPE_NAME (item->data) : NULL,
                     ==, NULL);
}

static void
test_quitting (void)
{
  told_application_run (tell_quitting);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  ui_test_init (&argc, &argv);
  fake_portal_connect (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  g_test_add_func ("/ui/closing/story", test_closing);
  g_test_add_func ("/ui/closing/quitting", test_quitting);
  status = g_test_run ();
  fake_portal_disconnect ();
  return status;
}
