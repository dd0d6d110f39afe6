/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-keys.c: a conversation without a mouse: where keys lead, and where the keyboard is when
 * something goes away under it.
 */

#define G_LOG_DOMAIN "test-talk-keys"

#include "config.h"

#include "hall-forward-dialog.h"
#include "hall-message-row.h"
#include "hall-pinned-bar.h"
#include "hall-reaction-bar.h"
#include "hall-reaction-chip.h"
#include "hall-reply-preview.h"
#include "hall-window.h"

#include "fake-session-rights.h"
#include "fake-session-talk.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room, *other;
  HallMessage *first, *own;
  HallWindow *window;
  gint64 time;
} Fixture;

static HallMessage *
do_event (Fixture       *fixture,
          HallPerson    *author,
          HallEventBody *body)
{
  return fake_session_do (fixture->session, fixture->room, author, body, fixture->time++);
}

static HallMessage *
say (Fixture    *fixture,
     HallPerson *author,
     const char *text)
{
  return fake_session_say (fixture->session, fixture->room, author, text, fixture->time++, TRUE);
}

static void
settle (Fixture *fixture)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->time = g_get_real_time () / 1000;
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fixture->other = fake_session_add_room (fixture->session, "design review", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 500);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
  settle (fixture);
  fixture->first = say (fixture, fixture->mina, "the first");
  fixture->own = say (fixture, hall_session_get_self (fixture->session), "mine");
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return ui_test_find (GTK_WIDGET (fixture->window), type);
}

/* (nullable): the row on the screen with that text */
static GtkWidget *
find_row (Fixture    *fixture,
          const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);

  return label != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW) : NULL;
}

static gboolean
has_menu (gpointer data)
{
  return find (data, GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static void
open_menu (Fixture    *fixture,
           const char *text)
{
  gtk_widget_grab_focus (gtk_widget_get_parent (find_row (fixture, text)));
  ui_test_press ("Menu");
  ui_test_wait (has_menu, fixture);
  settle (fixture);
}

static gboolean
has_jumped (gpointer data)
{
  GtkWidget *row = find_row (data, "the first");

  /* Not the preview of it. */
  return row != NULL && gtk_widget_has_css_class (row, "flash") &&
         hall_message_row_get_item (HALL_MESSAGE_ROW (row)) == ((Fixture *) data)->first;
}

/* Enter on what is answered leads to it, however far above it is. */
static void
test_jump (Fixture       *fixture,
           gconstpointer  data)
{
  HallEventBody body;

  for (guint i = 0; i < 60; i++)
    say (fixture, fixture->mina, "between");
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "answer";
  body.reply = hall_message_get_id (fixture->first);
  do_event (fixture, hall_session_get_self (fixture->session), &body);
  settle (fixture);
  g_assert_false (has_jumped (fixture));
  gtk_widget_grab_focus (find (fixture, HALL_TYPE_REPLY_PREVIEW));
  ui_test_press ("Return");
  ui_test_wait (has_jumped, fixture);
}

static gboolean
has_no_chip (gpointer data)
{
  return find (data, HALL_TYPE_REACTION_CHIP) == NULL;
}

static guint
count_chips (Fixture *fixture)
{
  GtkWidget *bar = find (fixture, HALL_TYPE_REACTION_BAR);
  guint n_chips = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_chips += HALL_IS_REACTION_CHIP (child);
  return n_chips;
}

static gboolean
has_one_chip (gpointer data)
{
  return count_chips (data) == 1;
}

/* One's own is taken back by its key: the keyboard goes to the next one, then to the message. */
static void
test_chip_goes (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *row = find_row (fixture, "mine");
  GtkWidget *focus;

  hall_session_react (fixture->session, fixture->room, fixture->own, "👍", TRUE, NULL);
  hall_session_react (fixture->session, fixture->room, fixture->own, "🎉", TRUE, NULL);
  settle (fixture);
  g_assert_cmpuint (count_chips (fixture), ==, 2);
  gtk_widget_grab_focus (find (fixture, HALL_TYPE_REACTION_CHIP));
  ui_test_press ("space");
  ui_test_wait (has_one_chip, fixture);
  settle (fixture);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus == find (fixture, HALL_TYPE_REACTION_CHIP));
  ui_test_press ("space");
  ui_test_wait (has_no_chip, fixture);
  settle (fixture);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus == gtk_widget_get_parent (row));
}

/* What somebody blocked said has no menu. */
static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row = gtk_widget_get_parent (find_row (fixture, "the first"));

  hall_person_set_blocked (fixture->mina, TRUE);
  settle (fixture);
  gtk_widget_grab_focus (row);
  ui_test_press ("Menu");
  settle (fixture);
  g_assert_false (has_menu (fixture));
}

static gboolean
has_chooser (gpointer data)
{
  return find (data, GTK_TYPE_EMOJI_CHOOSER) != NULL;
}

static gboolean
has_no_chooser (gpointer data)
{
  return !has_chooser (data);
}

static gboolean
has_pinned_list (gpointer data)
{
  GtkWidget *bar = find (data, HALL_TYPE_PINNED_BAR);

  return bar != NULL && ui_test_find (bar, GTK_TYPE_LIST_BOX) != NULL;
}

static gboolean
has_no_pinned_list (gpointer data)
{
  return !has_pinned_list (data);
}

static void
pin (Fixture     *fixture,
     HallRoom    *room,
     HallMessage *message)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();

  g_ptr_array_add (pinned, message);
  hall_room_set_pinned (room, pinned);
  settle (fixture);
}

/* What is open over a conversation goes with it. */
static void
test_other_room (Fixture       *fixture,
                 gconstpointer  data)
{
  HallMessage *there = fake_session_say (fixture->session, fixture->other, fixture->mina, "there",
                                         fixture->time++, TRUE);

  open_menu (fixture, "mine");
  hall_window_open_room (fixture->window, fixture->other);
  ui_test_wait (has_no_menu, fixture);
  hall_window_open_room (fixture->window, fixture->room);
  settle (fixture);

  open_menu (fixture, "mine");
  ui_test_press ("a");
  ui_test_wait (has_chooser, fixture);
  hall_window_open_room (fixture->window, fixture->other);
  ui_test_wait (has_no_chooser, fixture);
  pin (fixture, fixture->other, there);
  hall_window_open_room (fixture->window, fixture->room);
  settle (fixture);

  pin (fixture, fixture->room, fixture->first);
  hall_pinned_bar_open (HALL_PINNED_BAR (find (fixture, HALL_TYPE_PINNED_BAR)));
  ui_test_wait (has_pinned_list, fixture);
  hall_window_open_room (fixture->window, fixture->other);
  ui_test_wait (has_no_pinned_list, fixture);
}

/* Who may not pin is not offered to take pins out; Enter leads to the message. */
static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *list;

  for (guint i = 0; i < 60; i++)
    say (fixture, fixture->mina, "between");
  pin (fixture, fixture->room, fixture->first);
  g_assert_false (has_jumped (fixture));
  hall_pinned_bar_open (HALL_PINNED_BAR (find (fixture, HALL_TYPE_PINNED_BAR)));
  ui_test_wait (has_pinned_list, fixture);
  settle (fixture);
  list = ui_test_find (find (fixture, HALL_TYPE_PINNED_BAR), GTK_TYPE_LIST_BOX);
  g_assert_null (ui_test_find (list, GTK_TYPE_BUTTON));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)));
  ui_test_press ("Return");
  ui_test_wait (has_jumped, fixture);
}

static gboolean
has_dialog (gpointer data)
{
  GtkWindow **dialog = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_is_active (item->data) && !HALL_IS_WINDOW (item->data))
      *dialog = item->data;
  return *dialog != NULL;
}

static gboolean
is_window_active (gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (((Fixture *) data)->window));
}

/* It is asked first, and Escape deletes nothing. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWindow *dialog = NULL;

  open_menu (fixture, "mine");
  ui_test_press ("l");
  ui_test_wait (has_dialog, &dialog);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "");
  ui_test_press ("Escape");
  ui_test_wait (is_window_active, fixture);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "");
  dialog = NULL;
  open_menu (fixture, "mine");
  ui_test_press ("l");
  ui_test_wait (has_dialog, &dialog);
  ui_test_press ("alt+d");
  ui_test_wait (is_window_active, fixture);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "delete mine");
}

static gboolean
is_in_list (gpointer data)
{
  GtkWindow *dialog = data;
  GtkWidget *focus = gtk_window_get_focus (dialog);

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL;
}

static gboolean
shows_nothing (gpointer data)
{
  return ui_test_shows (data, "Nobody and no room of yours is called that.");
}


/* Enter sends nothing before a letter is typed, as it may have opened the dialog. */
static void
test_forward (Fixture       *fixture,
              gconstpointer  data)
{
  HallPerson *blocked = fake_session_add_person (fixture->session, "Tae", HALL_PRESENCE_AVAILABLE);
  HallRoom *banned = fake_session_add_room (fixture->session, "closed", fixture->mina);
  GtkWindow *dialog = NULL;

  hall_person_set_blocked (blocked, TRUE);
  fake_session_enter_room (fixture->session, banned, HALL_MEMBERSHIP_LIVE);
  hall_room_set_banned (banned, TRUE);
  open_menu (fixture, "the first");
  ui_test_press ("f");
  ui_test_wait (has_dialog, &dialog);
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "design review"));
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "Mina"));
  g_assert_false (ui_test_shows (GTK_WIDGET (dialog), "Tae"));
  g_assert_false (ui_test_shows (GTK_WIDGET (dialog), "closed"));
  ui_test_press ("Return");
  ui_test_wait (is_in_list, dialog);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY));
  ui_test_type ("zzz");
  ui_test_wait (shows_nothing, dialog);
  ui_test_press ("Escape");
  ui_test_wait (is_window_active, fixture);
}

static gboolean
shows_refusal (gpointer data)
{
  return ui_test_shows (data, "The message is too long: 16392 bytes of 16384.");
}

static void
test_forward_refused (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *text = g_strnfill (HALL_SESSION_TEXT_MAX, 'x');
  GtkWidget *dialog = hall_forward_dialog_new (fixture->session,
                                               say (fixture, fixture->mina, text),
                                               GTK_WINDOW (fixture->window));

  ui_test_wait_active (GTK_WINDOW (dialog));
  ui_test_type ("dr");
  ui_test_press ("Return");
  ui_test_wait (shows_refusal, dialog);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  ui_test_press ("Escape");
  ui_test_wait (is_window_active, fixture);
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link = hall_session_make_room_link (fixture->session, fixture->other);
  GtkLabel *label;
  gboolean handled = FALSE;

  say (fixture, fixture->mina, link);
  settle (fixture);
  label = ui_test_find_label (GTK_WIDGET (fixture->window), link);
  g_assert_nonnull (label);
  g_signal_emit_by_name (label, "activate-link", link, &handled);
  g_assert_true (handled);
  settle (fixture);
  g_assert_true (ui_test_shows (GTK_WIDGET (fixture->window), "Message design review"));
}

static void
on_text (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* The link, and not the text that it stands in; what is selected, and not all of it. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    const char *key;
    const char *copied;
  } copies[] = { { "c", "see" }, { "l", "https://example.org/" } };
  const char *text = "see https://example.org/";
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  say (fixture, fixture->mina, text);
  settle (fixture);
  gtk_label_select_region (ui_test_find_label (GTK_WIDGET (fixture->window), text), 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *copied = NULL;

      open_menu (fixture, text);
      ui_test_press (copies[i].key);
      ui_test_wait (has_no_menu, fixture);
      gdk_clipboard_read_text_async (clipboard, NULL, on_text, &copied);
      ui_test_wait (is_there, &copied);
      g_assert_cmpstr (copied, ==, copies[i].copied);
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/talk-keys/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("jump", test_jump);
  ADD ("chip-goes", test_chip_goes);
  ADD ("blocked", test_blocked);
  ADD ("other-room", test_other_room);
  ADD ("pinned", test_pinned);
  ADD ("delete", test_delete);
  ADD ("forward", test_forward);
  ADD ("forward-refused", test_forward_refused);
  ADD ("link", test_link);
  ADD ("copy", test_copy);
#undef ADD
  return g_test_run ();
}
