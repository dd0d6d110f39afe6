/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-motion.c: who wants no animations sees none. What a deed changes is there with the frame
 * that shows it: the pixels change at once and then stay.
 */

#define G_LOG_DOMAIN "test-motion"

#include "config.h"

#include "hall-composer.h"
#include "hall-composer-note.h"
#include "hall-invite-offer.h"
#include "hall-message-row.h"
#include "hall-ui.h"
#include "hall-window.h"

#include "fake-session-rights.h"
#include "sample.h"
#include "screens-drawn.h"
#include "scrolled-room.h"
#include "ui-test.h"

#define FRAMES 12
#define ATTEMPTS 10
#define WIDE 1000
#define NARROW 360
/* Frames: with animations there are 9 to 25. A list goes to a message by a few layouts, and then
 * marks it: 5, and 7 were seen on a busy machine; animated 15. */
#define AT_ONCE 6
#define AT_ONCE_IN_A_LIST 10

typedef struct
{
  GtkWidget *window;
  char *last; /* (nullable): the checksum of the frame before */
  guint n_changes;
} Watch;

static void
on_after_paint (Watch *watch)
{
  g_autoptr (GskRenderNode) node = screens_drawn_node (watch->window);
  g_autofree char *checksum = NULL;
  cairo_surface_t *surface;

  if (node == NULL)
    return;
  surface = screens_drawn_paint (watch->window, node);
  checksum = g_compute_checksum_for_data (G_CHECKSUM_MD5, cairo_image_surface_get_data (surface),
                                          (gsize) cairo_image_surface_get_stride (surface) *
                                          (gsize) cairo_image_surface_get_height (surface));
  cairo_surface_destroy (surface);
  if (watch->last != NULL && !g_str_equal (watch->last, checksum))
    watch->n_changes++;
  g_free (watch->last);
  watch->last = g_steal_pointer (&checksum);
}

/* A search, say, is still on its way when the bar is there. */
static void
wait_for_rest (Watch *watch)
{
  guint n_changes;

  gtk_widget_queue_draw (watch->window);
  ui_test_wait_frames (watch->window, 2);
  for (guint i = 0; i < ATTEMPTS; i++)
    {
      n_changes = watch->n_changes;
      ui_test_wait_frames (watch->window, FRAMES / 2);
      if (watch->n_changes == n_changes)
        return;
    }
  g_error ("Nothing was done, and it never comes to rest");
}

typedef void (*Deed) (gpointer data);

/* How many frames differ from the one before, from a deed on. */
static guint
count_changes (GtkWidget *window,
               Deed       deed,
               gpointer   data)
{
  Watch watch = { .window = window };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong handler;

  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_after_paint), &watch);
  wait_for_rest (&watch);
  watch.n_changes = 0;
  deed (data);
  ui_test_wait_frames (window, 2 * FRAMES);
  g_signal_handler_disconnect (clock, handler);
  g_free (watch.last);
  return watch.n_changes;
}

static void
check (GtkWidget  *window,
       const char *what,
       guint       most,
       Deed        deed,
       gpointer    data)
{
  guint n_changes = count_changes (window, deed, data);

  g_test_message ("%s: %u", what, n_changes);
  if (n_changes == 0 || n_changes > most)
    g_error ("%s: %u frames differ from the one before", what, n_changes);
}

/* In the middle. */
static GtkWidget *
find_row (GtkWidget *view)
{
  GtkWidget *found = gtk_widget_pick (view, gtk_widget_get_width (view) / 2.0,
                                      gtk_widget_get_height (view) / 2.0, GTK_PICK_DEFAULT);

  return gtk_widget_get_ancestor (found, HALL_TYPE_MESSAGE_ROW);
}

static void
flash (gpointer row)
{
  hall_message_row_flash (row);
}

static void
jump_near (gpointer data)
{
  ScrolledRoom *fixture = data;

  hall_message_view_jump_to_time (fixture->view, fixture->time - 20 * 60 * 1000);
}

static void
jump_to_end (gpointer data)
{
  ScrolledRoom *fixture = data;

  hall_message_view_jump_to_end (fixture->view);
}

/* A found message is marked, not faded in; the view is there at once, and so is the button. */
static void
test_messages (ScrolledRoom  *fixture,
               gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  scrolled_room_open_room (fixture);
  ui_test_wait (scrolled_room_is_at_end, fixture);
  check (window, "marking a message", AT_ONCE, flash, find_row (GTK_WIDGET (fixture->view)));
  check (window, "going to a message", AT_ONCE_IN_A_LIST, jump_near, fixture);
  check (window, "going to the end", AT_ONCE, jump_to_end, fixture);
}

typedef struct
{
  HallSession *session;
  HallRoom *room;
  HallPerson *outside; /* who is not in the room */
  HallWindow *window;
} Fixture;

/* @data: how wide the window is */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->room = sample_fill (fixture->session, FALSE);
  fixture->window = hall_window_new (NULL, fixture->session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (data), 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->room);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static void
search (gpointer data)
{
  activate (data, "win.find");
}

static void
members (gpointer data)
{
  activate (data, "win.members");
}

static void
focus_nothing (gpointer data)
{
  gtk_window_set_focus (GTK_WINDOW (((Fixture *) data)->window), NULL);
}

static void
focus_composer (gpointer data)
{
  activate (data, "win.focus-composer");
}

static void
lose_host (gpointer data)
{
  Fixture *fixture = data;

  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_WAITING);
  hall_room_set_connection (fixture->room, HALL_CONNECTION_WAITING);
}

/* The parts of the window that come and go, and the frame around what has the keyboard. */
static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  check (window, "leaving the composer", AT_ONCE, focus_nothing, fixture);
  check (window, "going to the composer", AT_ONCE, focus_composer, fixture);
  check (window, "the search bar", AT_ONCE, search, fixture);
  check (window, "the members", AT_ONCE, members, fixture);
  check (window, "no members", AT_ONCE, members, fixture);
  check (window, "the connection bar", AT_ONCE, lose_host, fixture);
}

static void
answer (gpointer data)
{
  hall_composer_note_set_answer (data, "/me says what you do, /topic says what the room is about");
}

static void
withdraw_answer (gpointer data)
{
  hall_composer_note_set_refusal (data, NULL);
}

static void
speak_to_absent (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *text = g_strdup_printf ("@%s, come", hall_person_get_name (fixture->outside));

  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (fixture->window), HALL_TYPE_COMPOSER), "sent",
                         text);
}

static void
close_offer (gpointer offer)
{
  g_signal_emit_by_name (offer, "clicked");
}

/* The lines that come and go above the box where one writes. */
static void
test_composer (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *offer;
  HallComposerNote *note;

  fake_session_set_role (fixture->session, fixture->room, TRUE, TRUE);
  fixture->outside = g_list_model_get_item (hall_room_get_members (fixture->room), 2);
  g_object_unref (fixture->outside); /* the directory has it */
  hall_room_remove_member (fixture->room, fixture->outside);
  ui_test_wait_idle ();
  note = HALL_COMPOSER_NOTE (ui_test_find (window, HALL_TYPE_COMPOSER_NOTE));
  check (window, "the composer's note", AT_ONCE, answer, note);
  check (window, "no note", AT_ONCE, withdraw_answer, note);
  check (window, "the invite offer", AT_ONCE, speak_to_absent, fixture);
  offer = ui_test_find (window, HALL_TYPE_INVITE_OFFER);
  check (window, "no offer", AT_ONCE, close_offer, ui_test_find_button (offer, "Invite"));
}

static void
go_back (gpointer data)
{
  activate (data, "win.back");
}

static void
open_room (gpointer data)
{
  Fixture *fixture = data;

  hall_window_open_room (fixture->window, fixture->room);
}

static void
widen (gpointer data)
{
  gtk_window_set_default_size (data, WIDE, 700);
}

/* One side at a time, and both. */
static void
test_leaflet (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  check (window, "going back to the list", AT_ONCE, go_back, fixture);
  check (window, "opening a room", AT_ONCE, open_room, fixture);
  check (window, "both sides", AT_ONCE, widen, window);
}

/* As the application does. */
static void
load_styles (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, HALL_UI_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, NULL);
  load_styles ();
  g_test_add ("/ui/motion/messages", ScrolledRoom, NULL, scrolled_room_set_up, test_messages,
              scrolled_room_tear_down);
  g_test_add ("/ui/motion/window", Fixture, GINT_TO_POINTER (WIDE), set_up, test_window, tear_down);
  g_test_add ("/ui/motion/composer", Fixture, GINT_TO_POINTER (WIDE), set_up, test_composer,
              tear_down);
  g_test_add ("/ui/motion/leaflet", Fixture, GINT_TO_POINTER (NARROW), set_up, test_leaflet,
              tear_down);
  return g_test_run ();
}
