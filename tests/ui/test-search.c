/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-search.c: the search in a conversation and over all of them, with keys as a person presses
 * them.
 */

#define G_LOG_DOMAIN "test-search"

#include "config.h"

#include <string.h>

#include "hall-application.h"
#include "hall-composer.h"
#include "hall-search-bar.h"
#include "hall-search-dialog.h"
#include "hall-search-row.h"
#include "hall-window.h"

#include "fake-session-search.h"
#include "ui-test.h"

#define N_MESSAGES 180

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  HallRoom *other;
  HallWindow *window;
} Fixture;

static GApplication *application;

static void
register_application (void)
{
  const HallAccelerator *accelerators;
  guint n_accelerators;

  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID ".Test",
                              "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_assert_true (g_application_register (application, NULL, NULL));
  accelerators = hall_application_get_accelerators (&n_accelerators);
  for (guint i = 0; i < n_accelerators; i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

/* Every third message is about lunch, every tenth about a boat: 60 and 18 of them. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 now = g_get_real_time () / 1000 - N_MESSAGES * 1000;

  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fixture->other = fake_session_add_room (fixture->session, "harbour", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%s%u", i % 3 == 0 ? "lunch " : "",
                                               i % 10 == 0 ? "<b>Boat</b> " : "", i);

      fake_session_say (fixture->session, i == 100 ? fixture->other : fixture->room,
                        fixture->mina, text, now + i * 1000, FALSE);
    }
  fixture->window = hall_window_new (GTK_APPLICATION (application), fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 5);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fake_session_set_partial (FALSE);
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static gboolean
is_in_search (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, HALL_TYPE_SEARCH_BAR) != NULL;
}

static gboolean
is_in_composer (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, HALL_TYPE_COMPOSER) != NULL;
}

static void
open_bar (Fixture *fixture)
{
  ui_test_press ("ctrl+f");
  ui_test_wait (is_in_search, fixture->window);
}

/* Up with Enter, down with Shift+Enter, around the ends; Esc leads back to the composer. */
/* Whether the message that says so has something marked in it. */
static gboolean
has_mark (GtkWidget  *root,
          const char *text)
{
  return strstr (gtk_label_get_label (ui_test_find_label (root, text)), "underline=") != NULL;
}

static void
test_bar (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (fixture->window);
  GtkWidget *bar;

  open_bar (fixture);
  bar = ui_test_find (root, HALL_TYPE_SEARCH_BAR);
  ui_test_type ("boat");
  ui_test_wait_shown (bar, "1 of 17");
  ui_test_wait_shown (root, "<b>Boat</b> 170");
  g_assert_true (has_mark (root, "<b>Boat</b> 170"));
  ui_test_press ("Return");
  ui_test_wait_shown (bar, "2 of 17");
  ui_test_press ("ctrl+g");
  ui_test_wait_shown (bar, "3 of 17");
  ui_test_press ("shift+Return");
  ui_test_wait_shown (bar, "2 of 17");
  ui_test_press ("ctrl+shift+g");
  ui_test_wait_shown (bar, "1 of 17");
  ui_test_press ("shift+Return");
  ui_test_wait_shown (bar, "17 of 17");
  ui_test_wait_shown (root, "lunch <b>Boat</b> 0");
  ui_test_press ("Return");
  ui_test_wait_shown (bar, "1 of 17");

  ui_test_press ("Escape");
  ui_test_wait (is_in_composer, fixture->window);
  g_assert_false (hall_search_bar_get_shown (HALL_SEARCH_BAR (bar)));
  g_assert_false (has_mark (root, "<b>Boat</b> 170"));
}

/* As if typed at once: setting the whole text would empty the entry in between. */
static void
append_and_enter (GtkWidget  *entry,
                  const char *text)
{
  int position = g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);

  gtk_editable_insert_text (GTK_EDITABLE (entry), text, -1, &position);
  g_signal_emit_by_name (entry, "activate");
}

/* Enter before the hits of what was typed are there never goes on among those of before; and the
 * answer to one search is not taken for that of the next. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (fixture->window);
  GtkWidget *bar, *entry;

  fake_session_set_partial (TRUE);
  open_bar (fixture);
  bar = ui_test_find (root, HALL_TYPE_SEARCH_BAR);
  entry = ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY);
  ui_test_type ("boa");
  ui_test_wait_shown (bar, "1 of 17");
  append_and_enter (entry, "t</b>");
  g_assert_false (ui_test_shows (bar, "2 of 17"));
  append_and_enter (entry, " 30");
  g_signal_emit_by_name (entry, "activate");
  ui_test_wait_shown (bar, "1 of 1");
  /* What was cancelled answers last of all. */
  ui_test_wait_frames (root, 3);
  g_assert_true (ui_test_shows (bar, "1 of 1"));
  ui_test_wait_shown (root, "lunch <b>Boat</b> 30");
  ui_test_wait_shown (bar, "Older messages are still being indexed: some may be missing.");
}

/* One query for a word, not one for each letter; more pages when one gets there. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *bar;
  guint n_before = fake_session_count_searches ();

  open_bar (fixture);
  bar = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_SEARCH_BAR);
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY)), "lun");
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY)), "lunch");
  ui_test_wait_shown (bar, "1 of 50+");
  g_assert_cmpuint (fake_session_count_searches (), ==, n_before + 1);
  for (guint i = 2; i <= 50; i++)
    g_signal_emit_by_name (ui_test_find (bar, GTK_TYPE_SEARCH_ENTRY), "next-match");
  ui_test_wait_shown (bar, "50 of 50+");
  ui_test_press ("Return");
  ui_test_wait_shown (bar, "51 of 60");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *bar;

  open_bar (fixture);
  bar = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_SEARCH_BAR);
  ui_test_type ("nowhere");
  ui_test_wait_shown (bar, "Nothing found");
  ui_test_press ("ctrl+a");
  ui_test_type ("from:");
  ui_test_wait_shown (bar, "Type what you mean after “from:”.");
  /* Another room: the search is over. */
  hall_window_open_room (fixture->window, fixture->other);
  g_assert_false (hall_search_bar_get_shown (HALL_SEARCH_BAR (bar)));
}

static gboolean
has_dialog (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (HALL_IS_SEARCH_DIALOG (window) && gtk_window_is_active (window))
        *(GtkWindow **) data = window;
    }
  return *(GtkWindow **) data != NULL;
}

static GtkWidget *
open_dialog (Fixture *fixture)
{
  GtkWindow *dialog = NULL;

  ui_test_press ("ctrl+shift+f");
  ui_test_wait (has_dialog, &dialog);
  return GTK_WIDGET (dialog);
}

static gboolean
is_at_other (gpointer data)
{
  Fixture *fixture = data;

  return hall_window_is_showing (fixture->window, fixture->other);
}

/* From the keyboard alone: found in another room, and shown there. */
static void
test_everywhere (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog, *entry;

  fake_session_set_partial (TRUE);
  dialog = open_dialog (fixture);
  ui_test_type ("boat");
  ui_test_wait_shown (dialog, "in harbour");
  ui_test_wait_shown (dialog, "<b>Boat</b> 100");
  ui_test_wait_shown (dialog, "Older messages are still being indexed: some may be missing.");
  /* Enter before the hits of what is typed are there opens none of those of before. */
  entry = ui_test_find (dialog, GTK_TYPE_SEARCH_ENTRY);
  append_and_enter (entry, " 1");
  g_assert_true (gtk_widget_get_visible (dialog));
  ui_test_press ("ctrl+a");
  ui_test_type ("boat 100");
  ui_test_wait_shown (dialog, "Nothing found");
  ui_test_press ("ctrl+a");
  ui_test_type ("b> 100");
  ui_test_wait_shown (dialog, "in harbour");
  ui_test_wait_frames (dialog, 3);
  ui_test_press ("Return");
  ui_test_wait (is_at_other, fixture);
  ui_test_wait_shown (GTK_WIDGET (fixture->window), "<b>Boat</b> 100");
}

static void
find_at (GtkWidget  *dialog,
         const char *query,
         const char *shown)
{
  hall_search_dialog_set_query (HALL_SEARCH_DIALOG (dialog), query);
  ui_test_wait_shown (dialog, shown);
}

/* What a row shows from where something is marked in it. */
static const char *
find_marked (GtkLabel *label)
{
  GSList *attributes = pango_attr_list_get_attributes (gtk_label_get_attributes (label));
  guint start = 0;

  for (GSList *l = attributes; l != NULL; l = l->next)
    if (((PangoAttribute *) l->data)->klass->type == PANGO_ATTR_UNDERLINE)
      start = ((PangoAttribute *) l->data)->start_index;
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  return gtk_label_get_text (label) + start;
}

/* What a row shows of a message: around what was searched for, marked; nothing of it is markup; no
 * more than two lines can hold. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (400, 'a');
  g_autofree char *text = g_strconcat (long_text, " needle", NULL);
  g_autofree char *thread = g_strconcat ("thread", long_text, NULL);
  g_autofree char *cut = g_strndup (thread, 400);
  gint64 now = g_get_real_time () / 1000;
  GtkWidget *dialog;
  GtkLabel *label;

  hall_room_set_name (fixture->other, "harbour <i>");
  fake_session_say (fixture->session, fixture->other, fixture->mina,
                    "at https://example.org/?a=1&b=2\nthe <b>thimble</b>", now, FALSE);
  fake_session_say (fixture->session, fixture->room, fixture->mina, text, now + 1, FALSE);
  fake_session_say (fixture->session, fixture->room, fixture->mina, thread, now + 2, FALSE);
  dialog = open_dialog (fixture);
  find_at (dialog, "thimble", "in harbour <i>");
  label = ui_test_find_label (dialog, "at https://example.org/?a=1&b=2 the <b>thimble</b>");
  g_assert_nonnull (label);
  g_assert_cmpstr (find_marked (label), ==, "thimble</b>");
  find_at (dialog, "needle", "…aaaaaaaaaaaaaaaaaaaaaaa needle");
  label = ui_test_find_label (dialog, "…aaaaaaaaaaaaaaaaaaaaaaa needle");
  g_assert_cmpstr (find_marked (label), ==, "needle");
  find_at (dialog, "thread", cut);
  gtk_window_close (GTK_WINDOW (dialog));
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

typedef struct
{
  GListModel *model;
  guint n_items;
} Count;

static gboolean
has_items (gpointer data)
{
  Count *count = data;

  return g_list_model_get_n_items (count->model) == count->n_items;
}

/* More is read as one scrolls; Down leads from the entry into the list, and Enter opens a row. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture);
  GtkWidget *list, *focus;
  GtkAdjustment *adjustment;
  GListModel *model;

  find_at (dialog, "lunch", "lunch 177");
  list = ui_test_find (dialog, GTK_TYPE_LIST_VIEW);
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  ui_test_wait_frames (dialog, 5);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 50);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  ui_test_wait (has_items, &(Count) { model, 60 });
  find_at (dialog, "boat", "<b>Boat</b> 170");
  ui_test_press ("Down");
  ui_test_wait_frames (dialog, 3);
  focus = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_true (gtk_widget_is_ancestor (focus, list));
  ui_test_press ("Down");
  ui_test_press ("Return");
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  ui_test_wait_shown (GTK_WIDGET (fixture->window), "<b>Boat</b> 160");
}

/* A filter comes into the entry by a click, with the keyboard after it. */
static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture);
  GtkWidget *entry = ui_test_find (dialog, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), "boat");
  ui_test_click (dialog, "from:");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "boat from:");
  g_assert_nonnull (ui_test_find_button (dialog, "has:link"));
  ui_test_type ("Min");
  ui_test_wait_shown (dialog, "in harbour");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "boat from:Min");
  ui_test_press ("Escape");
  ui_test_wait_active (GTK_WINDOW (fixture->window));
}

/* What was said in a room that was left is found; it is said that it cannot be shown there. */
static void
test_left_room (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *dialog;

  dialog = open_dialog (fixture);
  ui_test_type ("b> 100");
  ui_test_wait_shown (dialog, "in harbour");
  ui_test_wait_frames (dialog, 3);
  hall_room_set_membership (fixture->other, HALL_MEMBERSHIP_NONE);
  ui_test_press ("Return");
  ui_test_wait_shown (GTK_WIDGET (fixture->window),
          "You left this room: its messages are kept, but cannot be shown.");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  register_application ();
#define ADD(name, function) \
  g_test_add ("/ui/search/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("bar", test_bar);
  ADD ("overtaken", test_overtaken);
  ADD ("pages", test_pages);
  ADD ("nothing", test_nothing);
  ADD ("everywhere", test_everywhere);
  ADD ("rows", test_rows);
  ADD ("list", test_list);
  ADD ("filters", test_filters);
  ADD ("left-room", test_left_room);
#undef ADD
  return g_test_run ();
}
