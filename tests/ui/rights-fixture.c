/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* rights-fixture.c: a room of somebody else's, its people, and the window that shows it;
 * dialogs and buttons to be found and pressed.
 */

#define G_LOG_DOMAIN "rights-fixture"

#include "config.h"

#include "fake-session-rights.h"
#include "rights-fixture.h"
#include "ui-test.h"

void
rights_set_up (RightsFixture *fixture,
               gconstpointer  data)
{
  HallSession *session = fake_session_new ("Hana");

  fixture->session = session;
  fixture->mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->jin = fake_session_add_person (session, "<b>Jin", HALL_PRESENCE_AVAILABLE);
  fixture->tae = fake_session_add_person (session, "Tae", HALL_PRESENCE_AWAY);
  fixture->room = fake_session_add_room (session, "ours", fixture->mina);
  hall_room_add_member (fixture->room, fixture->mina);
  hall_room_add_member (fixture->room, fixture->jin);
  fixture->window = hall_window_new (NULL, session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

void
rights_tear_down (RightsFixture *fixture,
                  gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

void
rights_enter (RightsFixture *fixture)
{
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
}

typedef struct
{
  GType type;
  GtkWindow *found;
} Wanted;

static gboolean
is_found (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  wanted->found = NULL;
  for (GList *item = windows; item != NULL; item = item->next)
    if (g_type_is_a (G_OBJECT_TYPE (item->data), wanted->type) &&
        gtk_widget_get_mapped (item->data) && gtk_window_is_active (item->data))
      wanted->found = item->data;
  return wanted->found != NULL;
}

GtkWindow *
rights_wait_dialog (GType type)
{
  Wanted wanted = { type, NULL };

  ui_test_wait (is_found, &wanted);
  ui_test_wait_frames (GTK_WIDGET (wanted.found), 3);
  return wanted.found;
}

static gboolean
is_gone (gpointer data)
{
  return !is_found (data);
}

void
rights_wait_no_dialog (GType type)
{
  ui_test_wait (is_gone, &(Wanted) { type, NULL });
}

GtkButton *
rights_find_button (GtkWidget  *root,
             const char *label)
{
  const char *shown;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_BUTTON (root))
    {
      shown = gtk_button_get_label (GTK_BUTTON (root));
      if (shown != NULL && g_str_equal (shown, label))
        return GTK_BUTTON (root);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *found = rights_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
rights_click (gpointer    window,
       const char *label)
{
  GtkButton *button = rights_find_button (window, label);

  if (button == NULL)
    g_error ("There is no button “%s”", label);
  g_signal_emit_by_name (button, "clicked");
}

gboolean
rights_shows (gpointer    window,
       const char *text)
{
  ui_test_wait_frames (window, 3);
  return ui_test_shows (window, text);
}

void
rights_join (RightsFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.join-room", "s",
                              hall_room_get_id (fixture->room));
}
