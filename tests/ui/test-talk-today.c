/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk-today.c: what was said "Today" was said "Yesterday" from midnight on.
 */

#define G_LOG_DOMAIN "test-talk-today"

#include "config.h"

#include "hall-message-row.h"
#include "hall-today.h"

#include "fake-session.h"
#include "ui-test.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

static HallMessageRow *
add_row (GtkBox      *box,
         HallMessage *message)
{
  GtkWidget *row = hall_message_row_new ();

  hall_message_row_set_item (HALL_MESSAGE_ROW (row), message);
  gtk_box_append (box, row);
  return HALL_MESSAGE_ROW (row);
}

static gboolean
shows (HallMessageRow *row,
       const char     *text)
{
  return ui_test_shows (GTK_WIDGET (row), text);
}

/* The next look at the calendar comes at once. */
static void
tick (HallToday *today)
{
  GSource *source = g_main_context_find_source_by_funcs_user_data (NULL, &g_timeout_funcs, today);

  g_assert_nonnull (source);
  g_source_set_ready_time (source, 0);
}

static gboolean
shows_today (gpointer row)
{
  return shows (row, "Today");
}

static void
test_midnight (void)
{
  HallSession *session = fake_session_new ("Hana");
  HallPerson *mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  HallRoom *room = fake_session_add_room (session, "room", mina);
  gint64 now = g_get_real_time () / 1000;
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  HallMessageRow *first, *second, *empty;
  HallToday *today = hall_today_get ();
  GtkWindow *window;

  fake_session_enter_room (session, room, HALL_MEMBERSHIP_LIVE);
  hall_timeline_reset (hall_room_get_timeline (room), nothing, TRUE, TRUE);
  first = add_row (box, fake_session_say (session, room, mina, "one", now, TRUE));
  second = add_row (box, fake_session_say (session, room, mina, "two", now + 1, TRUE));
  empty = add_row (box, NULL);
  window = ui_test_show (GTK_WIDGET (box), 500, 400);
  g_assert_true (shows (first, "Today"));
  g_assert_false (shows (second, "Today"));

  hall_today_check (today, now + DAY_MS);
  g_assert_true (shows (first, "Yesterday"));
  g_assert_false (shows (second, "Yesterday"));
  g_assert_false (shows (empty, "Yesterday"));

  /* It is looked at by itself; it is the same day still, by the clock of this computer. */
  tick (today);
  ui_test_wait (shows_today, first);
  hall_today_check (today, now + DAY_MS);
  g_assert_true (shows (first, "Yesterday"));
  tick (today);
  ui_test_wait (shows_today, first);

  ui_test_close (window);
  /* Nothing looks any more when nobody shows days. */
  g_assert_finalize_object (today);
  g_assert_null (g_main_context_find_source_by_funcs_user_data (NULL, &g_timeout_funcs, today));
  g_clear_object (&session);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/talk-today/midnight", test_midnight);
  return g_test_run ();
}
