/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people-page.c: the page of a person, and the warning that a name is somebody else's.
 */

#define G_LOG_DOMAIN "test-people-page"

#include "config.h"

#include "hall-main-view.h"
#include "hall-name-warning.h"
#include "hall-person-invite.h"
#include "hall-fact-row.h"
#include "hall-person-page.h"
#include "hall-qr.h"
#include "hall-safety.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "fake-session-rights.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallPerson *other;
  HallWindow *window;
  GtkWidget *page;
} Fixture;

static gboolean
find_page (gpointer data)
{
  Fixture *fixture = data;

  fixture->page = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_PERSON_PAGE);
  return fixture->page != NULL;
}

static void
show_page (Fixture    *fixture,
           HallPerson *person)
{
  hall_window_show_person (fixture->window, person);
  ui_test_wait (find_page, fixture);
  ui_test_wait_frames (fixture->page, 3);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "<b>Mina</b>",
                                           HALL_PRESENCE_AVAILABLE);
  fixture->other = fake_session_add_person (fixture->session, "<b>Mina</b>",
                                            HALL_PRESENCE_AVAILABLE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 900);
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
is_number_in_view (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *safety, *viewport;
  double x, y;

  if (!find_page (fixture) ||
      (safety = ui_test_find (fixture->page, HALL_TYPE_SAFETY)) == NULL)
    return FALSE;
  viewport = gtk_widget_get_ancestor (safety, GTK_TYPE_VIEWPORT);
  return gtk_widget_get_height (safety) > 0 &&
         gtk_widget_translate_coordinates (safety, viewport, 0, 0, &x, &y) && y >= 0 &&
         y + gtk_widget_get_height (safety) <= gtk_widget_get_height (viewport);
}

/* "Verify…" leads to the number on a page that was not there before, from right to left too: its
 * groups have one order for both. */
static void
test_verify (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *safety, *digits;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle first, second;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 500);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.verify-person", "s",
                              hall_person_get_id (fixture->mina));
  ui_test_wait (is_number_in_view, fixture);
  safety = ui_test_find (fixture->page, HALL_TYPE_SAFETY);
  digits = ui_test_find (safety, GTK_TYPE_LABEL);
  layout = pango_layout_copy (gtk_label_get_layout (GTK_LABEL (digits)));
  pango_layout_set_width (layout, -1);
  pango_layout_index_to_pos (layout, 0, &first);
  pango_layout_index_to_pos (layout, 6, &second);
  g_assert_cmpint (first.x, <, second.x);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static int
measure (GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Text of twice the usual size fits into a telephone's width. */
static void
test_large_text (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  hall_person_set_trust (fixture->mina, HALL_TRUST_VERIFIED);
  show_page (fixture, fixture->mina);
  g_assert_cmpint (measure (fixture->page), <=, 360);
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  hall_person_set_status_text (fixture->mina, "<i>busy</i> & more");
  hall_person_add_address (fixture->mina, "10.77.0.5");
  hall_person_set_first_seen (fixture->mina, g_get_real_time () / 1000);
  show_page (fixture, fixture->mina);
  g_assert_true (ui_test_shows (fixture->page, "<b>Mina</b>"));
  g_assert_true (ui_test_shows (fixture->page, "Available · <i>busy</i> & more"));
  g_assert_true (ui_test_shows (fixture->page, "10.77.0.5"));
  g_assert_true (ui_test_shows (fixture->page, "Today"));
  g_assert_true (ui_test_shows (fixture->page, hall_person_get_key_tag (fixture->mina)));
  hall_person_set_presence (fixture->mina, HALL_PRESENCE_OFFLINE);
  g_assert_true (ui_test_shows (fixture->page, "Offline"));
  g_assert_true (ui_test_shows (fixture->page, "Last seen"));
}

static void
find_fact (GtkWidget       *list,
           const char      *title,
           const char      *value,
           graphene_rect_t *title_place,
           graphene_rect_t *value_place)
{
  GtkLabel *label = ui_test_find_label (list, title);

  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (label)), ==, 1);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (label), list, title_place));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (ui_test_find_label (list, value)), list,
                                            value_place));
}

/* A value stands beside a title, at the end, and below one that would have to be broken for it. */
static void
test_fact_forms (Fixture       *fixture,
                 gconstpointer  data)
{
  const char *long_title = "A title that leaves hardly any place";
  g_autoptr (PangoLayout) layout = NULL;
  GtkWidget *list = gtk_list_box_new ();
  graphene_rect_t title, value;
  GtkWindow *window;
  int width;

  gtk_list_box_append (GTK_LIST_BOX (list), hall_fact_row_new ("Host", "Mina"));
  gtk_list_box_append (GTK_LIST_BOX (list), hall_fact_row_new (long_title, "2026-11-22"));
  /* Not place enough for both in whatever font there is. */
  layout = gtk_widget_create_pango_layout (list, long_title);
  pango_layout_get_pixel_size (layout, &width, NULL);
  window = ui_test_show (list, width + 60, 300);
  find_fact (list, "Host", "Mina", &title, &value);
  g_assert_cmpfloat (title.origin.y, ==, value.origin.y);
  g_assert_cmpfloat (title.origin.x + title.size.width, <, value.origin.x);
  g_assert_cmpfloat (value.origin.x + value.size.width, >, width + 40);
  find_fact (list, long_title, "2026-11-22", &title, &value);
  g_assert_cmpfloat (title.origin.y + title.size.height, <=, value.origin.y);
  g_assert_cmpfloat (title.origin.x, ==, value.origin.x);
  ui_test_close (window);
}

/* Twelve groups of five digits, as a label that can be selected and as a code. */
static void
test_safety (Fixture       *fixture,
             gconstpointer  data)
{
  HallSafety *safety;
  GtkLabel *digits;
  HallQr *qr;
  g_auto (GStrv) groups = NULL;
  g_autofree char *number = hall_session_get_safety_number (fixture->session, fixture->mina);

  show_page (fixture, fixture->mina);
  safety = HALL_SAFETY (ui_test_find (fixture->page, HALL_TYPE_SAFETY));
  digits = GTK_LABEL (ui_test_find (GTK_WIDGET (safety), GTK_TYPE_LABEL));
  qr = HALL_QR (ui_test_find (GTK_WIDGET (safety), HALL_TYPE_QR));
  g_assert_cmpstr (hall_safety_get_number (safety), ==, number);
  g_assert_cmpstr (hall_qr_get_text (qr), ==, number);
  g_assert_cmpuint (hall_qr_get_width (qr), >=, 21);
  g_assert_true (gtk_label_get_selectable (digits));
  groups = g_strsplit_set (gtk_label_get_text (digits), " \n", -1);
  g_assert_cmpuint (g_strv_length (groups), ==, 12);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpuint (strspn (groups[i], "0123456789"), ==, 5);

  ui_test_click (fixture->page, "Mark as Verified");
  g_assert_cmpint (hall_person_get_trust (fixture->mina), ==, HALL_TRUST_VERIFIED);
  g_assert_true (ui_test_shows (fixture->page, "Verified"));
  ui_test_click (fixture->page, "Remove Verification");
  g_assert_cmpint (hall_person_get_trust (fixture->mina), !=, HALL_TRUST_VERIFIED);
  g_assert_false (ui_test_shows (fixture->page, "Verified"));
}

/* Where four groups are too wide for a line there are two in it, never three and one. */
static void
test_pairs (void)
{
  GtkWidget *safety = hall_safety_new ();
  GtkWindow *window;
  PangoLayout *layout;

  hall_safety_set_number (HALL_SAFETY (safety), "11111 22222 33333 44444");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  window = ui_test_show (safety, 310, 300);
  layout = gtk_label_get_layout (GTK_LABEL (ui_test_find (safety, GTK_TYPE_LABEL)));
  g_assert_cmpint (pango_layout_get_line_count (layout), ==, 2);
  g_assert_cmpint (pango_layout_get_line_readonly (layout, 0)->length, <=, strlen ("11111 22222 "));
  ui_test_close (window);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* The code as it is drawn: white around it for four modules, then the corner of black. */
static void
test_code (void)
{
  HallQr *qr = HALL_QR (hall_qr_new (200));
  GtkWindow *window;
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot;
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface;
  cairo_t *cairo;
  const guint32 *pixels;
  int side, module, stride;

  hall_qr_set_text (qr, "hallway:person/AAAA", "A code");
  window = ui_test_show (GTK_WIDGET (qr), 300, 300);
  side = gtk_widget_get_width (GTK_WIDGET (qr));
  module = side / ((int) hall_qr_get_width (qr) + 8);
  g_assert_cmpint (module * ((int) hall_qr_get_width (qr) + 8), ==, side);
  g_assert_cmpint (module, >=, 2);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (qr));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, side, side);
  node = gtk_snapshot_free_to_node (snapshot);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo = cairo_create (surface);
  gsk_render_node_draw (node, cairo);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int i = 0; i < 4 * module; i++)
    g_assert_cmphex (pixels[side / 2 * stride + i] & 0xffffff, ==, 0xffffff);
  for (int i = 0; i < 7 * module; i++)
    g_assert_cmphex (pixels[4 * module * stride + 4 * module + i] & 0xffffff, ==, 0);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  hall_qr_set_text (qr, NULL, NULL);
  g_assert_cmpuint (hall_qr_get_width (qr), ==, 0);
  ui_test_close (window);
}

static HallRoom *
get_room (Fixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_MAIN_VIEW);

  return hall_main_view_get_room (HALL_MAIN_VIEW (view));
}

static void
test_rooms (Fixture       *fixture,
            gconstpointer  data)
{
  HallRoom *shared = fake_session_add_room (fixture->session, "<u>shared</u>", fixture->mina);
  HallRoom *ours = fake_session_add_room (fixture->session, "ours", fixture->mina);
  GtkLabel *label;

  fake_session_enter_room (fixture->session, shared, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, ours, HALL_MEMBERSHIP_LIVE);
  hall_room_add_member (shared, fixture->mina);
  show_page (fixture, fixture->mina);
  g_assert_false (ui_test_shows (fixture->page, "ours"));
  label = ui_test_find_label (fixture->page, "<u>shared</u>");
  g_assert_nonnull (label);
  gtk_widget_activate (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_LIST_BOX_ROW));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_true (get_room (fixture) == shared);
}

/* Only rooms where one may invite; their names are no keys of the menu. */
static void
test_invite (Fixture       *fixture,
             gconstpointer  data)
{
  HallRoom *room = fake_session_add_room (fixture->session, "my_room", fixture->mina);
  g_autoptr (GMenuModel) none = hall_person_invite_model (fixture->session, fixture->mina);
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *label = NULL;

  g_assert_cmpint (g_menu_model_get_n_items (none), ==, 1);
  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_LIVE);
  fake_session_set_role (fixture->session, room, TRUE, TRUE);
  menu = hall_person_invite_model (fixture->session, fixture->mina);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_assert_cmpstr (label, ==, "my__room");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.invite-person", "(ss)",
                              hall_room_get_id (room), hall_person_get_id (fixture->mina));
  g_assert_cmpuint (fake_session_count_deeds (fixture->session), ==, 1);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "invite <b>Mina</b>");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->window),
                                "<b>Mina</b> is invited to “my_room”"));
}

static void
test_block (Fixture       *fixture,
            gconstpointer  data)
{
  const char *id = hall_person_get_id (fixture->mina);
  GtkLabel *label;

  show_page (fixture, fixture->mina);
  label = ui_test_find_label (fixture->page, "Block");
  gtk_widget_activate (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_LIST_BOX_ROW));
  g_assert_true (hall_person_get_blocked (fixture->mina));
  g_assert_null (ui_test_find_button (fixture->page, "_Message"));
  g_assert_true (ui_test_shows (fixture->page, "Unblock"));
  gtk_widget_activate_action (fixture->page, "win.unblock-person", "s", id);
  g_assert_false (hall_person_get_blocked (fixture->mina));
  ui_test_wait_frames (fixture->page, 2);
  g_assert_nonnull (ui_test_find_button (fixture->page, "_Message"));
}

static void
test_older_version (Fixture       *fixture,
                    gconstpointer  data)
{
  show_page (fixture, fixture->mina);
  g_assert_null (ui_test_find_button (fixture->page, "_Allow"));
  hall_person_set_older_version (fixture->mina, TRUE);
  ui_test_wait_frames (fixture->page, 2);
  ui_test_click (fixture->page, "_Allow");
  g_assert_false (hall_person_get_older_version (fixture->mina));
  g_assert_null (ui_test_find_button (fixture->page, "_Allow"));
}

static const char warning_sentence[] =
  "Another “<b>Mina</b>” you know has a different key. This may be somebody else.";

/* Both answers, whole and no wider than what they say. */
static void
check_answers (GtkWidget *window)
{
  static const char *const labels[] = { "They Are _Two People", "_Same Person, New Computer…" };
  GtkWidget *warning = ui_test_find (window, HALL_TYPE_NAME_WARNING);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button = ui_test_find_button (warning, labels[i]);
      graphene_rect_t bounds;
      int natural;

      g_assert_true (gtk_widget_compute_bounds (button, warning, &bounds));
      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      g_assert_cmpfloat (bounds.size.width, <=, natural);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                         gtk_widget_get_height (warning));
    }
}

/* In red on the page and above the conversation, until it is said which it is. */
static void
test_warning (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_session_get_direct (fixture->session, fixture->other);
  GtkWidget *window = GTK_WIDGET (fixture->window);

  hall_person_set_resembles (fixture->other, fixture->mina);
  show_page (fixture, fixture->other);
  g_assert_true (ui_test_shows (fixture->page, warning_sentence));
  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (fixture->page,
                                                                 "Mark as Verified")));
  show_page (fixture, fixture->mina);
  g_assert_false (ui_test_shows (fixture->page, warning_sentence));

  hall_window_open_room (fixture->window, room);
  ui_test_wait_frames (window, 5);
  g_assert_true (ui_test_shows (window, warning_sentence));
  check_answers (window);
  g_assert_null (hall_session_send (fixture->session, room, "secret", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNSURE);
  ui_test_click (window, "They Are _Two People");
  ui_test_wait_frames (window, 3);
  g_assert_false (ui_test_shows (window, warning_sentence));
  g_assert_null (hall_person_get_resembles (fixture->other));
  g_assert_true (hall_person_get_tagged (fixture->other));
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

/* Never in one click: the number comes first. */
static void
test_same_person (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char *const responses[] = { "cancel", "same" };

  hall_person_set_trust (fixture->mina, HALL_TRUST_VERIFIED);
  hall_person_set_resembles (fixture->other, fixture->mina);
  show_page (fixture, fixture->other);
  for (guint i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      AdwMessageDialog *dialog;
      HallSafety *safety;
      g_autofree char *number = hall_session_get_safety_number (fixture->session,
                                                                fixture->other);

      ui_test_click (fixture->page, "_Same Person, New Computer…");
      dialog = find_dialog ();
      g_assert_nonnull (dialog);
      ui_test_wait_active (GTK_WINDOW (dialog));
      g_assert_true (hall_person_get_resembles (fixture->other) == fixture->mina);
      safety = HALL_SAFETY (ui_test_find (GTK_WIDGET (dialog), HALL_TYPE_SAFETY));
      g_assert_cmpstr (hall_safety_get_number (safety), ==, number);
      adw_message_dialog_response (dialog, responses[i]);
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_assert_cmpint (hall_person_get_resembles (fixture->other) == NULL, ==, i == 1);
    }
  g_assert_cmpint (hall_person_get_trust (fixture->other), ==, HALL_TRUST_CONTACT);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/people-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("facts", test_facts);
  ADD ("fact-forms", test_fact_forms);
  ADD ("safety", test_safety);
  ADD ("verify", test_verify);
  ADD ("large-text", test_large_text);
  ADD ("rooms", test_rooms);
  ADD ("invite", test_invite);
  ADD ("block", test_block);
  ADD ("older-version", test_older_version);
  ADD ("warning", test_warning);
  ADD ("same-person", test_same_person);
#undef ADD
  g_test_add_func ("/ui/people-page/code", test_code);
  g_test_add_func ("/ui/people-page/pairs", test_pairs);
  return g_test_run ();
}
