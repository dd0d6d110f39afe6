/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights.c: what the menus and settings of a room offer to whom, and what one who was put out
 * of it can still do.
 */

#define G_LOG_DOMAIN "test-rights"

#include "config.h"

#include "hall-invite-offer.h"
#include "hall-member-row.h"
#include "hall-new-passphrase.h"
#include "hall-room-intro.h"
#include "hall-room-settings.h"

#include "fake-session-rights.h"
#include "rights-fixture.h"
#include "ui-test.h"

static gboolean
is_live (gpointer data)
{
  return hall_room_get_membership (data) == HALL_MEMBERSHIP_LIVE;
}

/* Put out: what was said can be read, nothing can be written; the removed may come back. */
static void
test_out (RightsFixture *fixture,
          gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  fake_session_say (fixture->session, fixture->room, fixture->mina, "hello",
                    g_get_real_time () / 1000, FALSE);
  rights_enter (fixture);
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_TEXT_VIEW));
  hall_room_set_removed (fixture->room, TRUE);
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_NONE);
  hall_room_set_connection (fixture->room, HALL_CONNECTION_NONE);
  g_assert_true (rights_shows (window, "You were removed from this room."));
  g_assert_true (rights_shows (window, "hello"));
  g_assert_null (ui_test_find (window, GTK_TYPE_TEXT_VIEW));

  hall_room_set_banned (fixture->room, TRUE);
  g_assert_true (rights_shows (window, "You are banned from this room. You can read what was "
                                       "said while you were in it."));
  g_assert_true (rights_shows (window, "hello"));
  hall_room_set_banned (fixture->room, FALSE);
  rights_join (fixture);
  ui_test_wait (is_live, fixture->room);
  hall_room_set_removed (fixture->room, FALSE);
  ui_test_wait_frames (window, 3);
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_TEXT_VIEW));
}

/* The page of a room that one is not in: that nobody hosts it is said once, when joining it has
 * failed, too. */
static void
test_unhosted_intro (RightsFixture *fixture,
                     gconstpointer  data)
{
  GtkWidget *intro = hall_room_intro_new ();
  GtkWindow *window;

  hall_room_set_host (fixture->room, NULL);
  hall_room_intro_set_room (HALL_ROOM_INTRO (intro), fixture->room);
  window = ui_test_show (intro, 500, 500);
  g_assert_true (ui_test_shows (intro, "Nobody hosts this room at the moment"));
  hall_room_set_problem (fixture->room, "Nobody hosts this room at the moment.");
  ui_test_wait_frames (intro, 2);
  g_assert_true (ui_test_shows (intro, "Nobody hosts this room at the moment."));
  g_assert_false (ui_test_shows (intro, "Nobody hosts this room at the moment"));
  hall_room_set_problem (fixture->room, NULL);
  ui_test_wait_frames (intro, 2);
  g_assert_true (ui_test_shows (intro, "Nobody hosts this room at the moment"));
  ui_test_close (window);
}

/* The page of a room that one is not in: what happened, and whether there is a way back. */
static void
test_out_intro (RightsFixture *fixture,
                gconstpointer  data)
{
  GtkWidget *intro = hall_room_intro_new ();
  GtkWindow *window;

  hall_room_intro_set_room (HALL_ROOM_INTRO (intro), fixture->room);
  window = ui_test_show (intro, 500, 500);
  g_assert_true (ui_test_shows (intro, "Join"));
  g_assert_false (ui_test_shows (intro, "You have been banned from this room."));
  hall_room_set_banned (fixture->room, TRUE);
  hall_room_set_problem (fixture->room, "You have been banned from this room.");
  ui_test_wait_frames (intro, 2);
  g_assert_true (ui_test_shows (intro, "You have been banned from this room."));
  g_assert_false (ui_test_shows (intro, "Join"));
  g_assert_true (ui_test_shows (intro, "Try Again"));
  hall_room_set_removed (fixture->room, TRUE);
  hall_room_set_banned (fixture->room, FALSE);
  ui_test_wait_frames (intro, 2);
  g_assert_true (ui_test_shows (intro, "You have been removed from this room."));
  g_assert_false (ui_test_shows (intro, "Try Again"));
  g_assert_true (ui_test_shows (intro, "Join"));
  hall_room_set_lock (fixture->room, HALL_LOCK_INVITED);
  ui_test_wait_frames (intro, 2);
  g_assert_false (ui_test_shows (intro, "Join"));
  hall_room_set_removed (fixture->room, FALSE);
  ui_test_wait_frames (intro, 2);
  g_assert_true (ui_test_shows (intro, "Join"));
  ui_test_close (window);
}

/* Nobody tells somebody who was banned that this is over: it asks, and sees what it is told. */
static void
test_ban_lifted (RightsFixture *fixture,
                 gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  guint n_joins;

  fake_session_say (fixture->session, fixture->room, fixture->mina, "hello",
                    g_get_real_time () / 1000, FALSE);
  rights_enter (fixture);
  hall_room_set_banned (fixture->room, TRUE);
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_NONE);
  hall_room_set_connection (fixture->room, HALL_CONNECTION_NONE);
  g_assert_true (rights_shows (window, "Try Again"));
  n_joins = fake_session_count_joins (fixture->session);
  fake_session_refuse_join (fixture->session, HALL_SESSION_ERROR_BANNED,
                            "You have been banned from this room.");
  rights_click (window, "Try Again");
  g_assert_true (rights_shows (window, "You are still banned from this room."));
  g_assert_cmpuint (fake_session_count_joins (fixture->session), ==, n_joins + 1);
  g_assert_true (hall_room_get_banned (fixture->room));

  rights_click (window, "Try Again");
  ui_test_wait (is_live, fixture->room);
  hall_room_set_banned (fixture->room, FALSE);
  ui_test_wait_frames (window, 3);
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_TEXT_VIEW));
}

/* What is not offered asks for no place, however large the text is. */
static void
test_offer_width (RightsFixture *fixture,
                  gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *offer;
  int minimum;

  rights_enter (fixture);
  offer = ui_test_find (window, HALL_TYPE_INVITE_OFFER);
  g_assert_nonnull (offer);
  gtk_widget_measure (offer, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
}

static HallMemberRow *
find_member (GtkWidget  *root,
             HallPerson *person)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (HALL_IS_MEMBER_ROW (root) && hall_member_row_get_person (HALL_MEMBER_ROW (root)) == person)
    return HALL_MEMBER_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      HallMemberRow *found = find_member (child, person);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_menu (gpointer data)
{
  return ui_test_find (data, GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_no_menu (gpointer data)
{
  return !has_menu (data);
}

static GtkWidget *
open_menu (RightsFixture *fixture,
           HallPerson    *person)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  HallMemberRow *row = find_member (window, person);

  g_assert_nonnull (row);
  g_signal_emit_by_name (hall_member_row_get_button (row), "clicked");
  ui_test_wait (has_menu, window);
  ui_test_wait_frames (window, 3);
  return ui_test_find (window, GTK_TYPE_POPOVER_MENU);
}

static void
close_menu (RightsFixture *fixture)
{
  ui_test_press ("Escape");
  ui_test_wait (has_no_menu, fixture->window);
}

static void
show_members (RightsFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.members", NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 10);
}

/* Each has the menu of what may be done to it; roles that change while it is open close it. */
static void
test_member_menu (RightsFixture *fixture,
                  gconstpointer  data)
{
  GtkWidget *menu;

  rights_enter (fixture);
  show_members (fixture);
  g_assert_true (rights_shows (fixture->window, "Creator · Hosts this room"));
  menu = open_menu (fixture, fixture->jin);
  g_assert_true (rights_shows (menu, "Profile"));
  g_assert_false (rights_shows (menu, "Ban…"));
  g_assert_false (rights_shows (menu, "Make Moderator"));
  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  ui_test_wait (has_no_menu, fixture->window);

  menu = open_menu (fixture, fixture->jin);
  g_assert_true (rights_shows (menu, "Ban…"));
  g_assert_true (rights_shows (menu, "Remove from Room…"));
  g_assert_false (rights_shows (menu, "Make Moderator"));
  close_menu (fixture);
  menu = open_menu (fixture, fixture->mina);
  g_assert_false (rights_shows (menu, "Ban…"));
  close_menu (fixture);

  fake_session_set_role (fixture->session, fixture->room, TRUE, TRUE);
  menu = open_menu (fixture, fixture->jin);
  g_assert_true (rights_shows (menu, "Make Moderator"));
  gtk_widget_activate_action (menu, "member.appoint", NULL);
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "appoint <b>Jin");
  g_assert_true (rights_shows (fixture->window, "Moderator"));
}

/* Asked before, done after. */
static void
test_kick (RightsFixture *fixture,
           gconstpointer  data)
{
  GtkWindow *dialog;

  rights_enter (fixture);
  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  show_members (fixture);
  open_menu (fixture, fixture->jin);
  ui_test_press ("r");
  dialog = rights_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (rights_shows (dialog, "Remove <b>Jin from This Room?"));
  g_assert_cmpuint (fake_session_count_deeds (fixture->session), ==, 0);
  rights_click (dialog, "_Cancel");
  rights_wait_no_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpuint (fake_session_count_deeds (fixture->session), ==, 0);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  open_menu (fixture, fixture->jin);
  ui_test_press ("r");
  dialog = rights_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  rights_click (dialog, "_Remove");
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "kick <b>Jin");
}

static GtkCheckButton *
find_check (GtkWindow *dialog)
{
  return GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON));
}

/* In an open room a passphrase is offered, in a locked one a new one is set unless one says no. */
static void
test_ban (RightsFixture *fixture,
          gconstpointer  data)
{
  static const struct {
    HallLock lock;
    gboolean checked;
    const char *deed;
  } expected[] = {
    { HALL_LOCK_OPEN, FALSE, "ban <b>Jin" },
    { HALL_LOCK_PASSPHRASE, TRUE, "passphrase green stone early piano wide harbor" },
    { HALL_LOCK_INVITED, FALSE, "ban <b>Jin" },
  };

  rights_enter (fixture);
  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      GtkWindow *dialog;

      fake_session_lock_room (fixture->session, fixture->room, expected[i].lock, "x");
      dialog = GTK_WINDOW (hall_ban_dialog_new (fixture->session, fixture->room, fixture->jin,
                                                GTK_WIDGET (fixture->window)));
      gtk_window_present (dialog);
      rights_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
      g_assert_true (rights_shows (dialog, "Ban <b>Jin?"));
      if (expected[i].lock == HALL_LOCK_INVITED)
        g_assert_null (find_check (dialog));
      else
        g_assert_cmpint (gtk_check_button_get_active (find_check (dialog)), ==,
                         expected[i].checked);
      rights_click (dialog, "_Ban");
      rights_wait_no_dialog (ADW_TYPE_MESSAGE_DIALOG);
      g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, expected[i].deed);
      g_assert_cmpuint (g_list_model_get_n_items (hall_room_get_banned_people (fixture->room)),
                        ==, 1);
    }
}

/* Nothing to change for a member, everything for a moderator, at once when one becomes one. */
static void
test_settings (RightsFixture *fixture,
               gconstpointer  data)
{
  GtkWindow *dialog;

  rights_enter (fixture);
  fake_session_lock_room (fixture->session, fixture->room, HALL_LOCK_PASSPHRASE, "x");
  dialog = GTK_WINDOW (hall_room_settings_new (fixture->session, fixture->room, NULL));
  gtk_window_set_default_size (dialog, 420, 900);
  ui_test_wait_active (dialog);
  g_assert_true (rights_shows (dialog, "With a passphrase"));
  g_assert_true (rights_shows (dialog, "Moderators"));
  g_assert_false (rights_shows (dialog, "Close to newcomers"));
  g_assert_null (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW));

  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  g_assert_true (rights_shows (dialog, "Close to newcomers"));
  g_assert_true (rights_shows (dialog, "New Passphrase…"));
  g_assert_false (rights_shows (dialog, "Only moderators invite"));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)),
                         "theirs");
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW), "apply");
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "change theirs|-");

  g_assert_false (rights_shows (dialog, "Banned"));
  g_assert_true (hall_session_ban (fixture->session, fixture->room, fixture->jin, TRUE, NULL));
  g_assert_true (rights_shows (dialog, "Banned"));
  rights_click (dialog, "Unban");
  g_assert_cmpstr (fake_session_get_deed (fixture->session), ==, "unban <b>Jin");
  g_assert_false (rights_shows (dialog, "Banned"));
  ui_test_close (dialog);
}

/* What the session refuses goes back, and is said. */
static void
test_refused (RightsFixture *fixture,
              gconstpointer  data)
{
  GtkWindow *dialog, *told;
  GtkWidget *row;

  rights_enter (fixture);
  fake_session_set_role (fixture->session, fixture->room, TRUE, FALSE);
  dialog = GTK_WINDOW (hall_room_settings_new (fixture->session, fixture->room, NULL));
  gtk_window_set_default_size (dialog, 420, 900);
  ui_test_wait_active (dialog);
  fake_session_fail_next (fixture->session, "You are no moderator.");
  row = GTK_WIDGET (ui_test_find_label (GTK_WIDGET (dialog), "Close to newcomers"));
  row = gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW);
  gtk_switch_set_active (GTK_SWITCH (ui_test_find (row, GTK_TYPE_SWITCH)), TRUE);
  told = rights_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (rights_shows (told, "You are no moderator."));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (ui_test_find (row, GTK_TYPE_SWITCH))));
  g_assert_false (hall_room_get_closed (fixture->room));
  ui_test_press ("Escape");
  ui_test_wait_active (dialog);
  ui_test_close (dialog);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/rights/" name, RightsFixture, NULL, rights_set_up, function, \
              rights_tear_down)
  ADD ("out", test_out);
  ADD ("out-intro", test_out_intro);
  ADD ("unhosted-intro", test_unhosted_intro);
  ADD ("ban-lifted", test_ban_lifted);
  ADD ("offer-width", test_offer_width);
  ADD ("member-menu", test_member_menu);
  ADD ("kick", test_kick);
  ADD ("ban", test_ban);
  ADD ("settings", test_settings);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
