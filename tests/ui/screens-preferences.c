/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-preferences.c: the pages of screens.c that show the preferences: preferences-general,
 * preferences-privacy, preferences-network, preferences-history, and what goes wrong or is asked
 * there: preferences-refused, preferences-interfaces, preferences-shorter, preferences-delete.
 */

#define G_LOG_DOMAIN "screens-preferences"

#include "config.h"

#include "hall-preferences-interfaces.h"
#include "hall-preferences.h"

#include "fake-session-preferences.h"
#include "screens-preferences.h"
#include "screens-stay.h"

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* On a busy machine it may not have been laid out yet: then @again does it. */
static gboolean
is_missing (GtkWidget  *part,
            GSourceFunc again,
            gpointer    preferences)
{
  if (part == NULL)
    screens_later (200, again, preferences);
  return part == NULL;
}

static gboolean
on_refused (gpointer user_data)
{
  GtkWidget *row = find (user_data, ADW_TYPE_ENTRY_ROW);

  if (is_missing (row, on_refused, user_data))
    return G_SOURCE_REMOVE;
  gtk_editable_set_text (GTK_EDITABLE (row), "10.1.2.3");
  g_signal_emit_by_name (row, "apply");
  return G_SOURCE_REMOVE;
}

/* They stand below what is seen first. */
static gboolean
on_interfaces (gpointer user_data)
{
  GtkWidget *part = find (user_data, HALL_TYPE_PREFERENCES_INTERFACES);
  GtkWidget *scrolled;
  GtkAdjustment *adjustment;

  if (is_missing (part, on_interfaces, user_data))
    return G_SOURCE_REMOVE;
  scrolled = gtk_widget_get_ancestor (part, GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

static gboolean
on_shorter (gpointer user_data)
{
  GtkWidget *row = find (user_data, ADW_TYPE_COMBO_ROW);

  if (is_missing (row, on_shorter, user_data))
    return G_SOURCE_REMOVE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  return G_SOURCE_REMOVE;
}

static gboolean
on_delete (gpointer user_data)
{
  GtkWidget *page = find (user_data, ADW_TYPE_PREFERENCES_PAGE);
  GtkWidget *row = page != NULL ? find (page, ADW_TYPE_COMBO_ROW) : NULL;
  GtkWidget *group;

  if (is_missing (row, on_delete, user_data))
    return G_SOURCE_REMOVE;
  group = gtk_widget_get_next_sibling (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP));
  g_signal_emit_by_name (find (group, ADW_TYPE_ACTION_ROW), "activated");
  return G_SOURCE_REMOVE;
}

/*
 * screens_show_preferences:
 * @session: a session
 * @window: the window
 * @page: the page's name
 */
void
screens_show_preferences (HallSession *session,
                          HallWindow  *window,
                          const char  *page)
{
  static const struct {
    const char *page;
    const char *shown;
    GSourceFunc then;
  } pages[] = {
    { "preferences-general", "general", NULL },
    { "preferences-privacy", "privacy", NULL },
    { "preferences-network", "network", NULL },
    { "preferences-history", "history", NULL },
    { "preferences-refused", "network", on_refused },
    { "preferences-interfaces", "network", on_interfaces },
    { "preferences-shorter", "history", on_shorter },
    { "preferences-delete", "history", on_delete },
  };
  g_autoptr (HallProfile) profile = NULL;
  g_autoptr (HallBackground) background = NULL;
  GtkWidget *preferences;

  if (!g_str_has_prefix (page, "preferences-"))
    return;
  fake_session_set_interface (session, "enp3s0", "192.168.1.20/24", HALL_INTERFACE_STATE_USED);
  fake_session_set_interface (session, "wlp2s0", "", HALL_INTERFACE_STATE_DISCONNECTED);
  fake_session_set_interface (session, "docker0", "172.17.0.1/16", HALL_INTERFACE_STATE_SET_ASIDE);
  profile = hall_profile_new (NULL);
  background = hall_background_new (profile, hall_session_get_settings (session));
  preferences = hall_preferences_new (session, background, GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (!g_str_equal (pages[i].page, page))
        continue;
      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences),
                                                    pages[i].shown);
      if (pages[i].then != NULL)
        screens_later (600, pages[i].then, preferences);
    }
  gtk_window_present (GTK_WINDOW (preferences));
}
