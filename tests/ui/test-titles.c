/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-titles.c: the titles of dialogs stand in one line, and can be read to their ends where text
 * is twice as large; what is too long for two lines is in the tooltip. Buttons beside a title make
 * room for it. Lines of Korean end where words do.
 */

#define G_LOG_DOMAIN "test-titles"

#include "config.h"

#include "hall-create-room-dialog.h"
#include "hall-dialog-bar.h"
#include "hall-forward-dialog.h"
#include "hall-identity-dialog.h"
#include "hall-invite-dialog.h"
#include "hall-keep-words.h"
#include "hall-link-sheet.h"
#include "hall-message-details.h"
#include "hall-passphrase-dialog.h"
#include "hall-profile-dialog.h"
#include "hall-room-settings.h"

#include "sample.h"
#include "ui-test.h"

#define LONG_TITLE "How Long a Title Can Be That Somebody Thinks of Who Translates This Into a " \
                   "Language of Very Long Words, All of Which Have to Be Said Before One Begins"

/* The label in the header bar that says it. */
static GtkLabel *
find_title (GtkWindow *dialog)
{
  GtkWidget *bar = ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_HEADER_BAR);

  g_assert_nonnull (bar);
  return ui_test_find_label (bar, gtk_window_get_title (dialog));
}

static void
check (GtkWidget *dialog,
       gboolean   in_one_line)
{
  GtkWindow *window = GTK_WINDOW (dialog);
  GtkLabel *title;

  ui_test_wait_active (window);
  ui_test_wait_frames (dialog, 3);
  title = find_title (window);
  g_assert_nonnull (title);
  if (in_one_line)
    g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (title)), ==, 1);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (title)), <=, 2);
  if (pango_layout_is_ellipsized (gtk_label_get_layout (title)))
    g_error ("The title \"%s\" cannot be read", gtk_window_get_title (window));
  ui_test_close (window);
}

static void
check_all (gboolean in_one_line)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/hallway.identity");
  HallRoom *room = sample_fill (session, FALSE);
  HallMessage *message = fake_session_say (session, room, hall_room_get_creator (room), "text",
                                           g_get_real_time () / 1000, TRUE);

  check (hall_create_room_dialog_new (session, NULL), in_one_line);
  check (hall_forward_dialog_new (session, message, NULL), in_one_line);
  check (hall_identity_dialog_new (session, NULL, file, FALSE), in_one_line);
  check (hall_identity_dialog_new (session, NULL, file, TRUE), in_one_line);
  check (hall_invite_dialog_new (session, room, NULL), in_one_line);
  check (hall_link_sheet_new (session, room, NULL), in_one_line);
  check (hall_message_details_new (room, message, NULL), in_one_line);
  check (hall_passphrase_dialog_new (session, room, NULL), in_one_line);
  check (hall_profile_dialog_new (session, NULL), in_one_line);
  check (hall_room_settings_new (session, room, NULL), in_one_line);
}

static gboolean
has_tooltip (GtkLabel *title)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean has = FALSE;

  g_signal_emit_by_name (title, "query-tooltip", 1, 1, FALSE, tooltip, &has);
  return has;
}

static void
check_long (GtkWidget *dialog)
{
  GtkWindow *window = GTK_WINDOW (dialog);
  GtkLabel *title;

  gtk_window_set_title (window, LONG_TITLE);
  ui_test_wait_active (window);
  ui_test_wait_frames (dialog, 3);
  title = find_title (window);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (title)), ==, 2);
  g_assert_true (pango_layout_is_ellipsized (gtk_label_get_layout (title)));
  g_assert_true (has_tooltip (title));
  gtk_window_set_title (window, "Short");
  ui_test_wait_frames (dialog, 3);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (title)));
  g_assert_false (has_tooltip (title));
  ui_test_close (window);
}

/* Two lines, an ellipsis, all of it in the tooltip: beside a window's buttons and one's own. */
static void
test_long (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  HallRoom *room = sample_fill (session, FALSE);

  check_long (hall_link_sheet_new (session, room, NULL));
  check_long (hall_invite_dialog_new (session, room, NULL));
}

typedef struct
{
  GtkWidget *bar;
  GtkWidget *cancel, *accept;
  graphene_rect_t title_place, cancel_place, accept_place;
} Bar;

static void
find_places (Bar *bar)
{
  GtkWidget *title = GTK_WIDGET (hall_dialog_bar_get_title (HALL_DIALOG_BAR (bar->bar)));

  g_assert_true (gtk_widget_compute_bounds (title, bar->bar, &bar->title_place));
  g_assert_true (gtk_widget_compute_bounds (bar->cancel, bar->bar, &bar->cancel_place));
  g_assert_true (gtk_widget_compute_bounds (bar->accept, bar->bar, &bar->accept_place));
}

static void
check_inside (Bar *bar)
{
  graphene_rect_t whole;

  graphene_rect_init (&whole, 0, 0, gtk_widget_get_width (bar->bar),
                      gtk_widget_get_height (bar->bar));
  g_assert_true (graphene_rect_contains_rect (&whole, &bar->title_place));
  g_assert_true (graphene_rect_contains_rect (&whole, &bar->cancel_place));
  g_assert_true (graphene_rect_contains_rect (&whole, &bar->accept_place));
  g_assert_false (graphene_rect_intersection (&bar->title_place, &bar->cancel_place, NULL));
  g_assert_false (graphene_rect_intersection (&bar->title_place, &bar->accept_place, NULL));
  g_assert_false (graphene_rect_intersection (&bar->cancel_place, &bar->accept_place, NULL));
}

/* Shows it so wide. */
static GtkWindow *
show (Bar        *bar,
      const char *title,
      const char *accept,
      int         width)
{
  GtkWindow *window;

  bar->bar = g_object_new (HALL_TYPE_DIALOG_BAR, "valign", GTK_ALIGN_START, NULL);
  bar->cancel = gtk_button_new_with_label ("Cancel");
  bar->accept = gtk_button_new_with_label (accept);
  gtk_widget_set_parent (bar->cancel, bar->bar);
  gtk_widget_set_parent (bar->accept, bar->bar);
  gtk_label_set_text (hall_dialog_bar_get_title (HALL_DIALOG_BAR (bar->bar)), title);
  window = ui_test_show (bar->bar, width, 300);
  find_places (bar);
  check_inside (bar);
  return window;
}

/* The title is between the buttons, else above them, and they below each other at last. */
static void
test_forms (void)
{
  Bar bar;
  GtkWindow *window = show (&bar, "Short", "Accept", 360);

  g_assert_cmpfloat (bar.cancel_place.origin.x, <, bar.title_place.origin.x);
  g_assert_cmpfloat (bar.title_place.origin.x, <, bar.accept_place.origin.x);
  g_assert_cmpfloat (bar.cancel_place.origin.y, ==, bar.accept_place.origin.y);
  ui_test_close (window);
  window = show (&bar, "A Title of More Words Than Fit Between", "Accept", 360);
  g_assert_cmpfloat (bar.title_place.origin.y, <, bar.cancel_place.origin.y);
  g_assert_cmpfloat (bar.cancel_place.origin.y, ==, bar.accept_place.origin.y);
  ui_test_close (window);
  window = show (&bar, "Short", "Whatever a Button Says That Takes All", 360);
  g_assert_cmpfloat (bar.title_place.origin.y, <, bar.cancel_place.origin.y);
  g_assert_cmpfloat (bar.cancel_place.origin.y, <, bar.accept_place.origin.y);
  ui_test_close (window);
}

/* Whether it takes several lines, of which each ends with a word. */
static gboolean
keeps_words (GtkWidget *label)
{
  PangoLayout *layout;
  const char *text;

  ui_test_wait_frames (label, 3);
  layout = gtk_label_get_layout (GTK_LABEL (label));
  text = pango_layout_get_text (layout);
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    if (text[pango_layout_get_line_readonly (layout, i)->start_index - 1] != ' ')
      return FALSE;
  return TRUE;
}

static void
test_words (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", "박진 님의 참여를 금지하시겠습니까?",
                                   NULL);
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), label);
  window = ui_test_show (box, 190, 200);
  g_assert_false (keeps_words (label));
  hall_keep_words (box);
  g_assert_true (keeps_words (label));
  gtk_label_set_text (GTK_LABEL (label), "대화 기록을 모두 삭제하시겠습니까?");
  g_assert_true (keeps_words (label));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  g_assert_false (keeps_words (label));
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  ui_test_close (window);
}

static void
test_usual (void)
{
  check_all (TRUE);
}

static void
test_large (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  check_all (FALSE);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/titles/usual", test_usual);
  g_test_add_func ("/ui/titles/large", test_large);
  g_test_add_func ("/ui/titles/long", test_long);
  g_test_add_func ("/ui/titles/forms", test_forms);
  g_test_add_func ("/ui/titles/words", test_words);
  return g_test_run ();
}
